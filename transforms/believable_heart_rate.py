"""Which heart rates are the heart's, and which the sensor's: drop-outs, spikes, stuck values, wrong levels."""

import numpy as np
from numpy.typing import NDArray

#: Outside of these bounds a number is the sensor's, not the heart's.
LOWEST_BPM, HIGHEST_BPM = 30, 229
#: A longer gap between samples is a pause: nobody knows what the heart did in it (measured: smart recording leaves
#: 3–10 s, auto-pause more).
PAUSE_S = 10
#: A value this far above, or below, both its neighbours ten samples away is a spike: a heart changes by about 1 bpm a
#: second at most, and not there and back [J].
SPIKE_BPM, SPIKE_SAMPLES = 30, 10
#: A change from one second to the next above this is a jump between two levels of which one is wrong, as when an
#: optical sensor halves or a dry strap begins to work. In 27 real recordings the largest change is 15 bpm [M].
JUMP_BPM = 20.0
#: Over a gap the heart itself may go this much further, each second: the fastest recoveries are 60 bpm in 50 s [J].
DRIFT_BPM_PER_S = 1.2
#: Whatever shows one value for so long is stuck: in 27 real recordings of 15 hours the longest is 44 s [M].
STUCK_S = 180

#: Samples from one to the next that are looked at in search of stuck values.
FEW = 4
#: Levels are compared this often, each time to leave out stretches no longer than this: two stretches of one level are
#: known as such only once the spikes between them are gone.
STRETCHES_S = (30, 300, 7200, 7200)

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


def is_believable(heart: NDArray[np.int16], time: Numbers, activity: NDArray[np.int32]) -> Flags:
    """Which heart rates are the heart's. Samples of an activity stand together, in order of time (s); 0 is none."""
    inside = (heart >= LOWEST_BPM) & (heart <= HIGHEST_BPM)
    _leave_out_spikes(inside, heart, activity)
    if not inside.any():
        return inside
    # To be sure takes long, to suspect does not: the rules look only at activities in which something may be wrong.
    rows = np.flatnonzero(inside & _may_be_stuck(heart, time, activity)[activity])
    inside[rows[_is_stuck(heart[rows], time[rows], activity[rows])]] = False
    rows = np.flatnonzero(inside & _may_jump(inside, heart, activity)[activity])
    bpm, at, of = heart[rows], time[rows], activity[rows]
    jumping = _per_activity(activity, of[1:][_jumps(bpm, at, of)])
    rows = rows[jumping[of]]
    for longest in STRETCHES_S:
        wrong = _is_on_wrong_level(heart[rows], time[rows], activity[rows], longest)
        inside[rows[wrong]] = False
        rows = rows[~wrong]
    return inside


def _may_be_stuck(heart: NDArray[np.int16], time: Numbers, activity: NDArray[np.int32]) -> Flags:
    """Per activity whether every few samples show one value for nearly as long as a stuck one lasts."""
    few, at, of = heart[::FEW], time[::FEW], activity[::FEW]
    first, last = _stretches((few[1:] != few[:-1]) | (of[1:] != of[:-1]))
    return _per_activity(activity, of[first[at[last] - at[first] >= STUCK_S - 2 * FEW * PAUSE_S]])


def _may_jump(inside: Flags, heart: NDArray[np.int16], activity: NDArray[np.int32]) -> Flags:
    """Per activity whether something was left out, or the next sample is far away."""
    may = _per_activity(activity, activity[1:][np.abs(heart[1:] - heart[:-1]) > JUMP_BPM])
    may[activity[~inside]] = True
    return may


def _per_activity(activity: NDArray[np.int32], named: NDArray[np.int32]) -> Flags:
    flags = np.zeros(int(activity[-1]) + 1, dtype=bool)
    flags[named] = True
    return flags


def _stretches(ends: Flags) -> tuple[Numbers, Numbers]:
    """First and last row of the stretches that `ends` cuts: it says of each row but the last whether one ends there."""
    last = np.append(np.flatnonzero(ends), len(ends))
    return np.append(0, last[:-1] + 1), last


def _leave_out_spikes(inside: Flags, heart: NDArray[np.int16], activity: NDArray[np.int32]) -> None:
    far = SPIKE_SAMPLES
    if len(heart) <= 2 * far:
        return
    middle, before, after = heart[far:-far], heart[: -2 * far], heart[2 * far :]
    same = (activity[: -2 * far] == activity[2 * far :]) & (before > 0) & (after > 0)
    above = middle - np.maximum(before, after) > SPIKE_BPM
    below = np.minimum(before, after) - middle > SPIKE_BPM
    inside[far:-far] &= ~(same & (above | below))


def _is_stuck(bpm: NDArray[np.int16], time: Numbers, activity: NDArray[np.int32]) -> Flags:
    """Which samples stand in a stretch of one value that no heart holds for so long."""
    if not len(bpm):
        return np.zeros(0, dtype=bool)
    ends = (bpm[1:] != bpm[:-1]) | (activity[1:] != activity[:-1]) | (time[1:] - time[:-1] > PAUSE_S)
    first, last = _stretches(ends)
    stuck = np.flatnonzero(time[last] - time[first] >= STUCK_S)
    return _between(first[stuck], last[stuck], len(bpm))


def _jumps(bpm: NDArray[np.int16], time: Numbers, activity: NDArray[np.int32]) -> Flags:
    """Where the heart cannot have come from the sample before, from the second on."""
    possible = JUMP_BPM + DRIFT_BPM_PER_S * (time[1:] - time[:-1] - 1)
    return np.asarray((activity[1:] == activity[:-1]) & (np.abs(bpm[1:] - bpm[:-1]) > possible))


def _is_on_wrong_level(bpm: NDArray[np.int16], time: Numbers, activity: NDArray[np.int32], longest: int) -> Flags:
    """Which samples stand on a level that the heart cannot have jumped to, in stretches up to `longest` seconds.

    Jumps cut an activity into stretches. Two of them with one between that is left the way it was entered belong to one
    level. Of levels that touch, the one that lasts shorter is wrong.
    """
    jumps = _jumps(bpm, time, activity)
    if not jumps.any():
        return np.zeros(len(bpm), dtype=bool)
    rise = (bpm[1:] - bpm[:-1]).astype(np.int64)
    same = activity[1:] == activity[:-1]
    first, last = _stretches(jumps | ~same)
    # How far it jumped into each stretch; 0 where an activity begins.
    into = np.zeros(len(first), dtype=np.int64)
    into[1:] = np.where(jumps[first[1:] - 1], rise[first[1:] - 1], 0)
    level = _levels(bpm, first, last, into)
    duration = time[last] - time[first] + 1
    lasts = np.bincount(level, weights=duration)[level]
    touches = into[1:] != 0
    shorter = np.zeros(len(first), dtype=bool)
    shorter[1:] |= touches & (lasts[1:] < lasts[:-1])
    shorter[:-1] |= touches & (lasts[:-1] < lasts[1:])
    shorter &= duration <= longest
    return _between(first[shorter], last[shorter], len(bpm))


def _levels(bpm: NDArray[np.int16], first: Numbers, last: Numbers, into: Numbers) -> Numbers:
    """The level of each stretch, numbered in no particular order."""
    count = len(first)
    level = np.arange(count)
    if count <= 2:
        return level
    entered, left = into[1:-1], into[2:]
    moved = np.abs(bpm[first[2:]].astype(np.int64) - bpm[last[:-2]])
    returns = np.zeros(count, dtype=bool)
    # What moved less than either jump has come back.
    returns[2:] = (entered * left < 0) & (moved < np.minimum(np.abs(entered), np.abs(left)))
    for parity in (0, 1):
        own = np.arange(parity, count, 2)
        level[own] = own[np.maximum.accumulate(np.where(returns[own], 0, np.arange(len(own))))]
    return level


def _between(first: Numbers, last: Numbers, count: int) -> Flags:
    """Which of `count` rows lie from one of `first` to its `last`. Stretches do not overlap."""
    edges = np.zeros(count + 1, dtype=np.int8)
    edges[first] += 1
    edges[last + 1] -= 1
    return np.cumsum(edges[:-1], dtype=np.int8).astype(bool)
