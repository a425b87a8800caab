"""Plans without a hill sprint: everyday runs, other fast sessions, and treadmills."""

from flows.evaluation.recordings.hill_scenarios import drawn
from flows.evaluation.recordings.motion import Segment
from flows.evaluation.recordings.script import TELLING_TITLES, Plan, Script

#: Some easy runs bear a title about hill sprints all the same: planned, skipped, hoped for.
MISLEADING_SHARE = 0.08


def everyday_title(script: Script) -> str:
    """A plain title, now and then a misleading one."""
    misleading = script.rng.random() < MISLEADING_SHARE
    return str(script.rng.choice(TELLING_TITLES)) if misleading else script.plain_title()


def easy_flat(script: Script) -> Plan:
    """An easy run on flat ground."""
    script.run(script.rng.uniform(1200, 2700))
    return script.done("easy_flat", None, everyday_title(script), rolling_pct=script.rng.uniform(0.2, 1))


def easy_hilly(script: Script) -> Plan:
    """An easy run over hills."""
    script.run(script.rng.uniform(1500, 2700))
    return script.done("easy_hilly", None, everyday_title(script), rolling_pct=script.rng.uniform(2.5, 5))


def long_run(script: Script) -> Plan:
    """A long run with a stop or two."""
    for _ in range(int(script.rng.integers(1, 4))):
        script.run(script.rng.uniform(700, 1150), script.rng.uniform(0.95, 1.05))
        script.stand(script.rng.uniform(10, 60))
    script.run(script.rng.uniform(100, 400))
    return script.done("long_run", None, everyday_title(script), rolling_pct=script.rng.uniform(1, 4))


def progression(script: Script) -> Plan:
    """A run that gets faster every few minutes."""
    for number in range(int(script.rng.integers(3, 6))):
        script.run(script.rng.uniform(300, 600), 1 + 0.08 * number)
    return script.done("progression", None, rolling_pct=script.rng.uniform(0.5, 2.5))


def trail_run(script: Script) -> Plan:
    """A trail run over steep natural ground, walked where it is steepest."""
    script.run(script.rng.uniform(1800, 3000))
    return script.done("trail_run", None, sport_type="TrailRun", rolling_pct=script.rng.uniform(5, 9))


def stop_and_go(script: Script) -> Plan:
    """A run through traffic lights or with a dog: stands, and dashes off."""
    draw = script.rng
    has_dog = bool(draw.random() < 0.5)
    script.warm_up(200, 500)
    for _ in range(int(draw.integers(6, 20))):
        script.stand(draw.uniform(5, 90))
        # A quick dash uphill after a stand would be a hill sprint by the definition: uphill the pace is a run's.
        uphill = draw.random() < 0.3
        grade_pct = draw.uniform(3, 9) if uphill else draw.uniform(-3, 3)
        pace = script.who.as_hard_as(draw.uniform(0.95, 1.25), grade_pct)
        if not uphill:
            pace = script.who.easy_mps * draw.uniform(1.1, 1.45)
        script.add(Segment(draw.uniform(3, 10), pace, tau_s=draw.uniform(0.8, 1.5), grade_pct=grade_pct))
        script.run(draw.uniform(20, 150))
        if has_dog and draw.random() < 0.3:
            script.walk(draw.uniform(5, 60))
    return script.done("stop_and_go", None, recovery="stand", rolling_pct=draw.uniform(0.5, 3))


def flat_strides(script: Script) -> Plan:
    """Relaxed fast running of 15–25 s on the flat, with walks or jogs between."""
    draw = script.rng
    jogging = bool(draw.random() < 0.5)
    script.warm_up()
    for _ in range(int(draw.integers(4, 9))):
        pace = script.who.easy_mps * draw.uniform(1.5, 1.75)
        script.add(Segment(draw.uniform(15.5, 25), pace, tau_s=1.8, grade_pct=draw.uniform(-1, 1)), is_hard=True)
        rest = script.jog if jogging else script.walk
        rest(draw.uniform(40, 90))
    script.cool_down()
    return script.done("flat_strides", "strides", recovery="jog_only" if jogging else "walk_up")


def flat_sprints(script: Script) -> Plan:
    """All-out sprints of 5–10 s on the flat, with walks between."""
    draw = script.rng
    script.warm_up()
    for _ in range(int(draw.integers(4, 10))):
        script.stand(draw.uniform(2, 5))
        script.sprint(draw.uniform(5.5, 10), 0, grade_pct=draw.uniform(-1, 1))
        script.walk(draw.uniform(60, 150))
    script.cool_down()
    return script.done("flat_sprints", "sprints", recovery="walk_up")


def track_intervals(script: Script) -> Plan:
    """Intervals of 300–1000 m on a track."""
    draw = script.rng
    metres = float(draw.choice([300, 400, 600, 800, 1000]))
    share = draw.uniform(1.4, 1.6)
    jogging = bool(draw.random() < 0.6)
    script.warm_up(480, 900)
    for _ in range(min(int(draw.integers(4, 11)), int(5000 / metres))):
        pace = script.who.easy_mps * share
        interval = Segment(metres / pace, pace * draw.uniform(0.97, 1.03), 1.5, grade_pct=0.0, wobble=0.03)
        script.add(interval, is_hard=True)
        rest = script.jog if jogging else script.walk
        rest(draw.uniform(45, 110))
    script.cool_down()
    recovery = "jog_only" if jogging else "walk_up"
    return script.done("track_intervals", "intervals", recovery=recovery, rolling_pct=0.3)


def football(script: Script) -> Plan:
    """Football recorded as a run: bursts of a few seconds among walking, standing and jogging, on a level pitch."""
    draw = script.rng
    while script.seconds < draw.uniform(1500, 2700):
        burst = Segment(draw.uniform(1.5, 4.5), script.who.top_mps * draw.uniform(0.6, 0.95), 0.8, grade_pct=0.0)
        script.add(burst)
        script.walk(draw.uniform(5, 30))
        if draw.random() < 0.4:
            script.stand(draw.uniform(3, 20))
        script.jog(draw.uniform(5, 40))
    # Bursts of four seconds may be called sprints; nothing here is hilly.
    return script.done("football", None, recovery="walk_up", is_ambiguous=True, rolling_pct=0.1)


def treadmill_easy(script: Script) -> Plan:
    """An easy run on a treadmill."""
    for _ in range(int(script.rng.integers(1, 5))):
        script.run(script.rng.uniform(300, 700), script.rng.uniform(0.95, 1.15), grade_pct=0.0)
    return script.done("treadmill_easy", None, is_trainer=True)


def treadmill_sprints(script: Script) -> Plan:
    """Sprints on a tilted treadmill, of which the watch sees the speed at most; the title tells it or does not."""
    draw = script.rng
    is_telling = bool(draw.random() < 0.5)
    seconds = drawn(script, ((6, 8), (8, 10), (10, 12)), (0.3, 0.5, 0.2))
    script.run(draw.uniform(480, 900), grade_pct=0.0)
    for _ in range(int(draw.integers(4, 10))):
        script.stand(draw.uniform(20, 90))
        script.sprint(seconds * draw.uniform(0.95, 1.05), 10, 0.9, grade_pct=0.0)
    script.run(draw.uniform(200, 600), grade_pct=0.0)
    title = script.telling_title() if is_telling else script.plain_title()
    kind = "unverifiable" if is_telling else None
    return script.done(
        "treadmill_sprints",
        kind,
        title,
        is_telling=is_telling,
        is_trainer=True,
        is_ambiguous=not is_telling,
        recovery="stand",
    )
