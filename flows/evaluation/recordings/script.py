"""Writing down what an athlete does, segment by segment, keeping count of place and speed."""

from dataclasses import dataclass, field

import numpy as np

from flows.evaluation.recordings.athlete import Athlete
from flows.evaluation.recordings.motion import Hill, Segment, distance_of

#: Titles that say nothing, and titles that claim hill sprints.
PLAIN_TITLES = ("Morning Run", "Lunch Run", "Evening Run", "Laufen am Abend", "Course à pied", "Run", "5k with Sam")
TELLING_TITLES = ("Hill sprints", "8 x 10s hill sprints", "Bergsprints", "Sprints en côte", "Easy + 6 hill sprints")


@dataclass(frozen=True)
class Plan:
    """What is run, before any watch looks at it."""

    scenario: str
    segments: list[Segment]
    hills: list[Hill]
    #: Kind of the session in the words of mart.sessions; null is nothing worth a row. Null too for hill sprints, whose
    #: kind follows from the reps.
    kind: str | None
    title: str
    sport_type: str = "Run"
    #: Standard deviation of the natural ground's grade, per cent.
    rolling_pct: float = 1.0
    recovery: str = "none"
    is_telling: bool = False
    is_trainer: bool = False
    #: The definitions leave the kind open.
    is_ambiguous: bool = False
    #: Hard stretches, as numbers of segments: an athlete who presses laps presses them there.
    hard: tuple[int, ...] = ()


@dataclass
class Script:
    """A plan in the making."""

    who: Athlete
    rng: np.random.Generator
    segments: list[Segment] = field(default_factory=list)
    hills: list[Hill] = field(default_factory=list)
    hard: list[int] = field(default_factory=list)
    speed_mps: float = 0.0
    along_m: float = 0.0

    def add(self, segment: Segment, is_hard: bool = False) -> None:
        """The athlete does this next; anything shorter than half a second is left out."""
        if segment.seconds < 0.5:
            return
        if is_hard:
            self.hard.append(len(self.segments))
        gone, self.speed_mps = distance_of(segment, self.speed_mps)
        self.along_m += gone
        self.segments.append(segment)

    @property
    def seconds(self) -> float:
        """How long it is so far."""
        return sum(one.seconds for one in self.segments)

    def run(self, seconds: float, share: float = 1.0, grade_pct: float | None = None) -> None:
        """Runs at a share of the easy speed."""
        pace = self.who.easy_mps * share
        self.add(Segment(seconds, pace, tau_s=self.rng.uniform(1.5, 3), grade_pct=grade_pct))

    def stand(self, seconds: float, hill: int | None = None) -> None:
        """Stands still."""
        self.add(Segment(seconds, 0.0, tau_s=self.rng.uniform(0.5, 1.2), hill=hill, wobble=0.0))

    def walk(self, seconds: float, hill: int | None = None, direction: int = 1) -> None:
        """Walks, on a hill up or down it."""
        mps = direction * self.who.walk_mps * self.rng.uniform(0.85, 1.15)
        self.add(Segment(seconds, mps, tau_s=self.rng.uniform(0.6, 1.4), hill=hill, grade_pct=self.level(hill)))

    def jog(self, seconds: float, hill: int | None = None, direction: int = 1) -> None:
        """Jogs, no slower than jogging is."""
        mps = direction * max(self.who.easy_mps * self.rng.uniform(0.8, 0.95), 2.3)
        self.add(Segment(seconds, mps, tau_s=self.rng.uniform(1, 2), hill=hill, grade_pct=self.level(hill)))

    def level(self, hill: int | None) -> float | None:
        """Walking and jogging beside efforts is on level ground where it is not on a hill."""
        return 0.0 if hill is None else None

    def back_to(self, place_m: float, most_s: float, hill: int, jogging: bool = False) -> None:
        """Goes back down to a place, or as far as the time allows."""
        pace = max(self.who.easy_mps * 0.9, 2.3) if jogging else self.who.walk_mps
        seconds = min((self.along_m - place_m) / pace, most_s)
        if jogging:
            self.jog(seconds, hill, direction=-1)
        else:
            self.walk(seconds, hill, direction=-1)

    def hill(self, grade_pct: float, long_tail: bool = True) -> int:
        """A new hill; its number."""
        draw = self.rng
        self.hills.append(
            Hill(
                grade_pct=grade_pct,
                run_in_m=draw.uniform(-2, 12),
                tail_m=draw.uniform(3, 60) if long_tail else draw.uniform(0, 3),
                bend_m=draw.uniform(2, 10),
                uneven=draw.uniform(0, 0.15),
                wave_m=draw.uniform(15, 45),
                bearing=draw.uniform(-3, 3),
            )
        )
        return len(self.hills) - 1

    def sprint(
        self,
        seconds: float,
        slope_pct: float,
        effort: float = 1.0,
        grade_pct: float | None = None,
        hill: int | None = None,
        is_rep: bool = False,
    ) -> None:
        """Goes all out, or nearly, with the speed that a slope leaves, on ground of `grade_pct` or on a hill."""
        self.add(
            Segment(
                seconds,
                self.who.top_on(slope_pct) * effort,
                self.who.rise_s,
                self.who.fade,
                grade_pct,
                hill,
                is_rep,
                is_sprint=True,
                wobble=0.015,
            ),
            is_hard=True,
        )

    def warm_up(self, least_s: float = 480, most_s: float = 1080) -> None:
        """An easy run to begin with."""
        self.run(self.rng.uniform(least_s, most_s))

    def cool_down(self, least_s: float = 240, most_s: float = 720) -> None:
        """An easy run to end with."""
        self.run(self.rng.uniform(least_s, most_s))

    def plain_title(self) -> str:
        """A title that claims nothing."""
        return str(self.rng.choice(PLAIN_TITLES))

    def telling_title(self) -> str:
        """A title that claims hill sprints."""
        return str(self.rng.choice(TELLING_TITLES))

    def done(self, scenario: str, kind: str | None, title: str | None = None, **rest: object) -> Plan:
        """The finished plan."""
        return Plan(
            scenario,
            self.segments,
            self.hills,
            kind,
            self.plain_title() if title is None else title,
            hard=tuple(self.hard),
            **rest,  # type: ignore[arg-type]
        )
