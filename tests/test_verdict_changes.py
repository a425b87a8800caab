"""What differs between two versions of mart.sessions, and which of it the rules did."""

from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.activities import Activities
from schemas.changes import Changes
from schemas.sessions import Sessions
from tests.frames import rows
from tests.laws import law
from transforms.rules import RULE_VERSION
from transforms.verdict_changes import rule_changes, verdict_changes, verdict_said

AT = datetime(2026, 5, 5, tzinfo=UTC)
OLD = "2020.1"
KEYS = {"athlete_id": pl.Int64, "activity_id": pl.Int64}


def verdict(**other):
    sauna = {"intervention": "heat", "kind": "sauna", "dose": 25.0, "dose_unit": "minutes", "counts": True}
    return sauna | {"decided_by": "rule", "rule_version": OLD} | other


def sessions(*verdicts):
    return rows(Sessions, *verdicts) if verdicts else Sessions.none()


def change(before, after):
    return verdict_changes(sessions(*before), sessions(*after))["change"].to_list()


@pytest.mark.parametrize(
    ("other", "named"),
    [
        ({"counts": False, "dose": 3.0}, "counts no longer"),
        ({"kind": "bath", "dose": 3.0}, "kind"),
        ({"dose": 25.01}, "dose"),
        ({"dose": None}, "dose"),
        ({"decided_by": "label"}, "decided by"),
    ],
)
def test_a_change_is_named_by_what_matters_most(other, named):
    assert change([verdict()], [verdict(**other)]) == [named]
    assert change([verdict(counts=False)], [verdict()]) == ["counts"]


def test_verdicts_appear_and_vanish():
    assert change([], [verdict()]) == ["appears"]
    assert change([verdict()], []) == ["vanishes"]


def test_another_reason_or_a_dose_that_reads_the_same_is_no_change():
    assert change([verdict()], [verdict(reason="y", evidence="{}", confidence=0.2, rule_version="2026.1")]) == []
    assert change([verdict()], [verdict(dose=25.0000001)]) == []


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({}, "25 minutes sauna, counts (2020.1)"),
        ({"counts": False, "dose": None}, "? minutes sauna, does not count (2020.1)"),
        ({"decided_by": "label"}, "25 minutes sauna, counts, by label (2020.1)"),
        ({"dose": 1.254, "dose_unit": "hours", "kind": "ride"}, "1.25 hours ride, counts (2020.1)"),
    ],
)
def test_a_verdict_is_told_in_a_few_words(other, words):
    found = verdict_changes(sessions(verdict(**other)), sessions())
    assert found.select(before=verdict_said("before"), after=verdict_said("after")).rows() == [(words, None)]


def noted(before, after, touched=(), activities=(1, 2)):
    known = rows(Activities, *({"activity_id": one} for one in activities))
    news = pl.DataFrame([(1, one) for one in touched], schema=KEYS, orient="row")
    found = rule_changes(sessions(*before), sessions(*after), known, news, AT, "run")
    return Changes.validate(found).select("activity_id", "field", "old_value", "new_value").rows()


def new(**other):
    return verdict(rule_version=RULE_VERSION, **other)


def test_other_rules_leave_both_verdicts_with_their_versions():
    assert noted([verdict()], [new(counts=False)]) == [
        (
            1,
            "verdict:heat",
            "25 minutes sauna, counts (2020.1)",
            f"25 minutes sauna, does not count ({RULE_VERSION})",
        )
    ]


def test_verdicts_that_appear_or_vanish_are_none_in_the_other_version():
    other = verdict(activity_id=2, intervention="strength", kind="heavy")
    assert noted([verdict(), other], [new()]) == [
        (2, "verdict:strength", "25 minutes heavy, counts (2020.1)", f"none ({RULE_VERSION})")
    ]
    assert noted([verdict()], [new(), other | {"rule_version": RULE_VERSION}]) == [
        (2, "verdict:strength", "none (2020.1)", f"25 minutes heavy, counts ({RULE_VERSION})")
    ]


def test_what_the_plan_or_the_athlete_changed_under_the_same_rules_is_not_noted():
    assert noted([new()], [new(counts=False)]) == []
    assert noted([new()], []) == []
    assert noted([new()], [new(), new(activity_id=2)]) == []


def test_a_new_activity_and_a_deleted_one_are_not_the_rules_doing():
    assert noted([verdict()], [new(), new(activity_id=2)], touched=[2]) == []
    assert noted([verdict(), verdict(activity_id=2)], [new()], activities=[1]) == []


def test_what_the_athlete_decided_or_withdrew_is_not_the_rules_doing():
    assert noted([verdict()], [new(counts=False, decided_by="label")]) == []
    assert noted([verdict(decided_by="label")], [new(counts=False)]) == []


def test_first_verdicts_change_nothing():
    assert noted([], [new()]) == []


drawn = st.lists(
    st.builds(
        verdict,
        activity_id=st.integers(1, 4),
        intervention=st.sampled_from(["heat", "strength"]),
        kind=st.sampled_from(["a", "b"]),
        dose=st.one_of(st.none(), st.floats(0, 100)),
        counts=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda row: (row["activity_id"], row["intervention"]),
)


@law
@given(drawn, drawn)
def test_there_and_back_again_are_the_same_changes_turned_round(before, after):
    there = verdict_changes(sessions(*before), sessions(*after))
    back = verdict_changes(sessions(*after), sessions(*before))
    turned = {"appears": "vanishes", "vanishes": "appears", "counts": "counts no longer", "counts no longer": "counts"}
    assert there.select("activity_id", "intervention", pl.col("change").replace(turned), "before", "after").equals(
        back.select("activity_id", "intervention", "change", before="after", after="before")
    )
    assert verdict_changes(sessions(*after), sessions(*after)).is_empty()
