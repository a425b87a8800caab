"""`fivefold label`: write the athlete's word into labels.toml, and apply it if nobody else is writing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

import polars as pl

from flows.derive.renew import check_readable, renew
from flows.errors import UsageError, WarehouseUnavailable
from flows.home import any_warehouse, has_warehouse, private_warehouse
from flows.settings import Settings
from flows.word.label_file import set_label
from flows.word.labels import LONGEST_NOTE, Label, LabelFile, parsed, read_labels, read_text
from flows.word.texts import check_text
from schemas.activities import Activities
from schemas.plan import INTERVENTIONS

NOTHING = "none"
WORDS = (*INTERVENTIONS, NOTHING)


def label(
    settings: Settings,
    activity_id: int,
    words: Sequence[str],
    duplicate_of: int | Literal[False] | None,
    note: str | None,
    now: datetime,
) -> bool:
    """Note what an activity counts for (`words`), or of which it is a duplicate; say whether that is applied yet.

    What an earlier label said about the other of these stays. Raises `UsageError` for an activity that is not known,
    and for words that are no interventions.
    """
    wanted = interventions(words)
    if wanted is None and duplicate_of is None and note is None:
        raise UsageError(
            f"Say what activity {activity_id} counts for: {', '.join(WORDS)}. For example: "
            f"fivefold label {activity_id} heat"
        )
    labels = held(settings)
    before = labels.of(activity_id)
    if before is None and wanted is None and duplicate_of is None:
        raise UsageError(f"Activity {activity_id} has no label to note that at. Say what it counts for, too.")
    check_text(note, LONGEST_NOTE, "--note")
    named = [] if duplicate_of is None or duplicate_of is False else [duplicate_of]
    if activity_id in named:
        raise UsageError(f"Activity {activity_id} cannot be a duplicate of itself: name the other one.")
    check_known(settings, [activity_id, *named])
    check_leads_away(labels, activity_id, named)
    check_readable(settings)
    kept = before or Label.model_construct(activity=activity_id)
    said = Label(
        activity=activity_id,
        counts_for=kept.counts_for if wanted is None else wanted,
        duplicate_of=kept.duplicate_of if duplicate_of is None else duplicate_of,
        labelled_on=now.astimezone().date(),
        note=kept.note if note is None else note,
    )
    set_label(settings.labels_path, activity_id, said)
    return applied(settings, now)


def withdraw(settings: Settings, activity_id: int, now: datetime) -> bool:
    """Take back all that was said of an activity, so that the rules decide again; say whether that is applied yet.

    Raises `UsageError` where it has no label.
    """
    if held(settings).of(activity_id) is None:
        raise UsageError(f"Activity {activity_id} has no label. See which have one with: fivefold label --list")
    check_readable(settings)
    set_label(settings.labels_path, activity_id, None)
    return applied(settings, now)


def labels_told(settings: Settings) -> pl.DataFrame:
    """Every label of the file, with `local_date` and `name` of its activity; null where that is not known yet."""
    told = read_labels(settings.labels_path)
    return told.join(
        known(settings, told["activity_id"].to_list()), on="activity_id", how="left", maintain_order="left"
    )


def interventions(words: Sequence[str]) -> list[Any] | None:
    """The interventions that the words name, each once, in the plan's order; empty for `none`; None without words."""
    named = [word.strip().lower().replace("-", "_") for word in words]
    for word, name in zip(words, named, strict=True):
        if name not in WORDS:
            raise UsageError(f"{word!r} is nothing that an activity can count for. Say one of: {', '.join(WORDS)}")
    if NOTHING in named and len(set(named)) > 1:
        raise UsageError("An activity cannot count for none and for something. Say one or the other.")
    return [name for name in INTERVENTIONS if name in named] if named else None


def held(settings: Settings) -> LabelFile:
    """The labels as they stand in the file."""
    return parsed(read_text(settings.labels_path), settings.labels_path)


def known(settings: Settings, activity_ids: list[int]) -> pl.DataFrame:
    """Those of these activities that are in the warehouse: activity_id, local_date, name."""
    with any_warehouse(settings) as warehouse:
        asked = pl.DataFrame({"activity_id": activity_ids}, schema={"activity_id": pl.Int64})
        return warehouse.read_scope(Activities, asked).select("activity_id", "local_date", "name")


def check_known(settings: Settings, activity_ids: list[int]) -> None:
    """Raise `UsageError` for the first of these activities that is not in the warehouse."""
    outside = [one for one in activity_ids if not -(2**63) <= one < 2**63]
    found = [] if outside else known(settings, activity_ids)["activity_id"].to_list()
    for one in activity_ids:
        if one not in found:
            raise UsageError(
                f"No activity {one} is known here. Find its id with: "
                'fivefold sql "FROM core.activities ORDER BY start_at DESC"'
            )


def check_leads_away(labels: LabelFile, activity_id: int, named: list[int]) -> None:
    """Raise `UsageError` where those that are kept instead are, by their own labels, duplicates of the activity."""
    instead = {label.activity: label.duplicate_of for label in labels.label if label.duplicate_of}
    passed: set[int] = set()
    for one in named:
        following: int | None = one
        while following is not None and following not in passed:
            passed.add(following)
            following = instead.get(following)
        if activity_id in passed:
            raise UsageError(
                f"By your label activity {one} is a duplicate of {activity_id} itself. Take that back first: "
                f"fivefold label {one} --withdraw"
            )


def applied(settings: Settings, now: datetime) -> bool:
    """Make the marts anew with the labels as they are, and publish; false where the warehouse is in use."""
    if not has_warehouse(settings):
        return False
    try:
        with private_warehouse(settings) as warehouse:
            renew(warehouse, settings, now)
    except WarehouseUnavailable:
        return False
    return True
