"""Plans on hills: sprints as the coach means them, and what only resembles them."""

from flows.evaluation.recordings.motion import Segment
from flows.evaluation.recordings.script import Plan, Script

RECOVERIES = ("walk_back", "stand", "walk_up", "jog_then_rest", "jog_only")
#: Walking back is what nearly everybody does; jogging without a rest is rare, and its kind is open.
RECOVERY_SHARES = (0.5, 0.2, 0.1, 0.14, 0.06)
#: Grades of the hills, per cent, and durations of the reps, s: drawn evenly within a band drawn by its share.
GRADE_BANDS, GRADE_SHARES = ((4, 6), (6, 8), (8, 12), (12, 18), (18, 25)), (0.1, 0.12, 0.38, 0.28, 0.12)
SECONDS_BANDS, SECONDS_SHARES = ((5, 6), (6, 8), (8, 10), (10, 12), (12, 15)), (0.05, 0.22, 0.5, 0.13, 0.1)
#: Longest time spent among the reps, s: twelve reps with four minutes each nobody does.
LONGEST_SET_S = 1500


def drawn(script: Script, bands: tuple[tuple[int, int], ...], shares: tuple[float, ...]) -> float:
    """A number out of bands."""
    low, high = bands[script.rng.choice(len(bands), p=shares)]
    return float(script.rng.uniform(low, high))


def hill_sprints(script: Script) -> Plan:
    """Three to twelve hill sprints within an easy run."""
    return sprints_up(script, "hill_sprints", int(script.rng.integers(3, 13)))


def few_hill_sprints(script: Script) -> Plan:
    """One or two hill sprints within an easy run."""
    return sprints_up(script, "few_hill_sprints", int(script.rng.integers(1, 3)))


def sprints_up(script: Script, scenario: str, count: int) -> Plan:
    """An easy run, sprints up one hill (or two), an easy run."""
    draw = script.rng
    grade_pct = drawn(script, GRADE_BANDS, GRADE_SHARES)
    seconds = drawn(script, SECONDS_BANDS, SECONDS_SHARES)
    recovery = str(draw.choice(RECOVERIES, p=RECOVERY_SHARES))
    pause_s = min(
        draw.choice([draw.uniform(24, 60), draw.uniform(60, 150), draw.uniform(150, 240)]), LONGEST_SET_S / count
    )
    script.warm_up()
    hill = -1
    for number in range(count):
        if number == 0 or (number == count // 2 and draw.random() < 0.1):
            if number:
                script.run(draw.uniform(60, 200))
            hill = script.hill(grade_pct * draw.uniform(0.9, 1.1))
            script.add(Segment(draw.uniform(3, 30), script.who.walk_mps, hill=hill))
            script.stand(draw.uniform(0, 20), hill)
        start_m = script.along_m
        start_of(script, hill)
        script.sprint(max(draw.normal(seconds, 0.5), 4.5), grade_pct, draw.uniform(0.95, 1.02), hill=hill, is_rep=True)
        rollout(script, hill)
        if number < count - 1:
            recover(script, recovery, max(pause_s * draw.uniform(0.85, 1.15), 20.0), start_m, hill)
    script.back_to(start_m, 40, hill)
    script.cool_down()
    is_telling = bool(draw.random() < 0.25)
    title = script.telling_title() if is_telling else script.plain_title()
    rolling_pct = draw.uniform(0.5, 2.5)
    return script.done(scenario, None, title, is_telling=is_telling, recovery=recovery, rolling_pct=rolling_pct)


def start_of(script: Script, hill: int) -> None:
    """From a stand, out of a walk, or with a few running steps."""
    how = script.rng.random()
    if how < 0.5:
        script.stand(script.rng.uniform(1.5, 4), hill)
    elif how < 0.85:
        script.walk(script.rng.uniform(2, 5), hill)
    else:
        script.jog(script.rng.uniform(2, 4), hill)


def rollout(script: Script, hill: int) -> None:
    """Lets the speed run out up the hill: some brake in a second, some take three."""
    slow = Segment(script.rng.uniform(3, 6), script.who.walk_mps * 0.5, tau_s=script.rng.uniform(0.5, 1.8), hill=hill)
    script.add(slow)


def recover(script: Script, recovery: str, seconds: float, start_m: float, hill: int) -> None:
    """Spends the recovery, the last seconds of the rollout aside."""
    left_s = seconds - 8
    if recovery == "walk_back":
        before = script.seconds
        script.back_to(start_m, left_s, hill)
        script.stand(left_s - (script.seconds - before), hill)
    elif recovery == "stand":
        script.stand(left_s, hill)
    elif recovery == "walk_up":
        script.walk(left_s, hill)
    elif recovery == "jog_then_rest":
        script.back_to(start_m, 30, hill, jogging=True)
        rest = script.stand if script.rng.random() < 0.5 else script.walk
        rest(max(left_s - 20, script.rng.uniform(27, 60)), hill)
    else:
        down_s = (script.along_m - start_m) / 2.5
        script.jog(down_s + max(left_s - down_s, 0) / 2, hill, direction=-1)
        script.jog(max(left_s - down_s, 0) / 2, hill)


def hill_repeats(script: Script) -> Plan:
    """Hard runs of 25–75 s up a hill, jogged or walked back."""
    draw = script.rng
    grade_pct = draw.uniform(4.5, 13)
    jogging = bool(draw.random() < 0.6)
    effort = draw.uniform(1.6, 2.0)
    seconds = draw.uniform(28, 70)
    script.warm_up(480, 900)
    hill = script.hill(grade_pct)
    for _ in range(int(draw.integers(4, 9))):
        script.walk(draw.uniform(2, 5), hill)
        start_m = script.along_m
        pace = script.who.as_hard_as(effort * draw.uniform(0.96, 1.04), grade_pct)
        script.add(Segment(seconds * draw.uniform(0.93, 1.07), pace, tau_s=1.6, hill=hill), is_hard=True)
        rollout(script, hill)
        script.back_to(start_m, 200, hill, jogging)
    script.cool_down()
    recovery = "jog_only" if jogging else "walk_back"
    return script.done("hill_repeats", "hill_repeats", recovery=recovery, rolling_pct=draw.uniform(0.5, 2))


def downhill_strides(script: Script) -> Plan:
    """Fast relaxed running of 12–20 s down a gentle slope, walked or jogged back up."""
    draw = script.rng
    script.warm_up()
    walking = bool(draw.random() < 0.6)
    hill = script.hill(draw.uniform(3, 8))
    script.add(Segment(draw.uniform(60, 90), script.who.walk_mps, hill=hill))
    for _ in range(int(draw.integers(4, 9))):
        start_m = script.along_m
        stride = Segment(draw.uniform(12, 20), -script.who.easy_mps * draw.uniform(1.6, 1.9), tau_s=1.8, hill=hill)
        script.add(stride, is_hard=True)
        script.add(Segment(draw.uniform(3, 6), -script.who.walk_mps * 0.5, tau_s=1.5, hill=hill))
        if walking:
            script.walk((start_m - script.along_m) / script.who.walk_mps, hill)
        else:
            script.jog((start_m - script.along_m) / max(script.who.easy_mps * 0.9, 2.3), hill)
        script.stand(draw.uniform(2, 15), hill)
    script.cool_down()
    # By grade-adjusted speed it may be no effort at all: both answers can be defended.
    return script.done(
        "downhill_strides", "strides", recovery="walk_back" if walking else "jog_only", is_ambiguous=True
    )


def stairs_run(script: Script) -> Plan:
    """A run through a town of stairs, taken at an even effort without a rest beside them."""
    draw = script.rng
    script.warm_up()
    for _ in range(int(draw.integers(4, 14))):
        grade_pct = draw.uniform(45, 60)
        up = draw.random() < 0.6
        pace = script.who.as_hard_as(draw.uniform(1.0, 1.3), 45) if up else draw.uniform(1.2, 1.8)
        script.add(Segment(draw.uniform(5, 16), pace, grade_pct=grade_pct if up else -grade_pct), is_hard=False)
        script.run(draw.uniform(40, 200))
    script.cool_down()
    return script.done("stairs_run", None, rolling_pct=draw.uniform(0.5, 3))


def stair_sprints(script: Script) -> Plan:
    """Stairs run up as fast as can be and walked down: hill sprints to some, no runnable hill to others."""
    draw = script.rng
    script.warm_up()
    grade_pct = draw.uniform(45, 58)
    hill = script.hill(grade_pct, long_tail=False)
    script.walk(3, hill)
    for _ in range(int(draw.integers(4, 11))):
        start_m = script.along_m
        script.stand(draw.uniform(2, 10), hill)
        pace = script.who.top_on(25) * 0.48
        script.add(Segment(draw.uniform(6, 13), pace, 0.8, is_sprint=True, hill=hill, is_rep=True), is_hard=True)
        script.stand(draw.uniform(3, 8), hill)
        script.add(Segment((script.along_m - start_m) / 0.8, -0.8, hill=hill))
        script.stand(draw.uniform(5, 30), hill)
    script.cool_down()
    return script.done("stair_sprints", None, recovery="walk_back", is_ambiguous=True)


def trail_walls(script: Script) -> Plan:
    """A trail run over short steep walls, run or hiked at the effort of the run, sometimes with a rest on top."""
    draw = script.rng
    script.warm_up(200, 500)
    for _ in range(int(draw.integers(6, 18))):
        grade_pct = draw.uniform(14, 28)
        pace = script.who.as_hard_as(draw.uniform(0.9, 1.35), grade_pct)
        script.add(Segment(draw.uniform(5, 18), pace, tau_s=1.5, grade_pct=grade_pct))
        if draw.random() < 0.35:
            script.walk(draw.uniform(5, 45))
        script.run(draw.uniform(30, 150))
    script.cool_down()
    return script.done("trail_walls", None, sport_type="TrailRun", rolling_pct=draw.uniform(4, 8))
