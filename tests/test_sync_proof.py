"""A sync that loses nothing: whatever happens over there and here, afterwards the warehouse equals the server."""

import shutil
from collections import Counter
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, ClassVar

import polars as pl
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from flows.derive.core import derive_core, derive_efforts
from flows.derive.marts import derive_marts
from schemas.tables import TABLES
from tests.homes import connected
from tests.laws import IS_LONG
from tests.strava_shapes import ATHLETE_ID
from tests.sync_truth import check_changes, check_monthly_volume, check_quarantine, check_server
from tests.sync_world import KINDS, SHOES, TRAIL_SHOES, World, a_server
from warehouse.database import Warehouse
from warehouse.scratch import open_scratch
from warehouse.sql_files import run_checks

numbers = st.integers(0, 10**6)
#: What a server or the way to it may do to an answer. More actions may be added as the emulator learns them.
FAULTS = st.fixed_dictionaries(
    {
        "action": st.sampled_from(["status", "html", "truncate", "invalid_json", "reset"]),
        "kind": st.sampled_from(["any", "listing", "detail", "streams", "athlete", "zones", "token"]),
        "from_nth": st.integers(1, 6),
        "times": st.sampled_from([1, 2, 5, 6, 20]),
        "status": st.sampled_from([429, 500, 502, 503, 504]),
    }
)
WRONG_TYPES = st.fixed_dictionaries(
    {
        "action": st.just("wrong_type"),
        "kind": st.sampled_from(["listing", "detail", "streams", "zones"]),
        "field": st.sampled_from(["distance", "start_date", "moving_time", "laps[0].distance", "time.data[0]", "time"]),
        "from_nth": st.integers(1, 3),
        "times": st.sampled_from([1, 4]),
    }
)
EDITS = st.one_of(
    st.fixed_dictionaries({"name": st.integers().map("Renamed {}".format)}),
    st.fixed_dictionaries({"sport_type": st.sampled_from(["Run", "TrailRun", "Ride", "Workout", "Swim"])}),
    st.fixed_dictionaries({"visibility": st.sampled_from(["everyone", "followers_only", "only_me"])}),
    st.fixed_dictionaries({"gear_id": st.sampled_from([SHOES, TRAIL_SHOES, None])}),
    st.fixed_dictionaries({"distance": st.sampled_from([1000.0, 4200, 31_415.9])}),
    st.fixed_dictionaries({"kudos_count": st.integers(0, 99)}),
)
AGES = st.one_of(st.integers(0, 25), st.integers(26, 900)).map(lambda days: timedelta(days=days, hours=1))


class Sync(RuleBasedStateMachine):
    """What the athlete, Strava, the network, the machine and the clock do; and syncs in between."""

    place: ClassVar[Any]

    @initialize(kinds=st.lists(st.tuples(st.sampled_from(KINDS), AGES), max_size=6))
    def begin(self, kinds: list[Any]) -> None:
        server, sent, self.counted = self.place
        self.folder = Path(mkdtemp())
        self.world = World(server, sent, self.folder / "home")
        self.core: dict[str, pl.DataFrame] = {}
        self.changes_seen = 0
        for number, (kind, age) in enumerate(kinds):
            self.world.create(kind, age, number)

    @invariant()
    def count(self) -> None:
        self.counted["steps"] += 1

    # What the athlete does.

    @precondition(lambda self: len(self.world.alive()) < 15)
    @rule(kind=st.sampled_from(KINDS), age=AGES, seed=numbers)
    def create(self, kind: str, age: timedelta, seed: int) -> None:
        self.world.create(kind, age, seed)

    @precondition(lambda self: self.world.alive())
    @rule(which=numbers, fields=EDITS)
    def edit(self, which: int, fields: dict[str, Any]) -> None:
        self.world.store.edit(self.world.one(which), fields)

    @precondition(lambda self: self.world.alive())
    @rule(which=numbers, text=st.sampled_from(["Sauna after", "Squats 3x5 @ 90 kg", None]), effort=st.integers(1, 10))
    def describe(self, which: int, text: str | None, effort: int) -> None:
        self.world.describe(which, description=text, perceived_exertion=effort)

    @precondition(lambda self: self.world.alive())
    @rule(which=numbers, start_s=st.integers(0, 30), length_s=st.integers(5, 600))
    def crop(self, which: int, start_s: int, length_s: int) -> None:
        self.world.crop(which, start_s, start_s + length_s)

    @precondition(lambda self: self.world.alive())
    @rule(which=numbers, age=AGES)
    def move(self, which: int, age: timedelta) -> None:
        self.world.move(which, age)

    @precondition(lambda self: self.world.alive())
    @rule(which=numbers)
    def delete(self, which: int) -> None:
        self.world.delete(self.world.one(which))

    @precondition(lambda self: self.world.deleted)
    @rule(which=numbers)
    def restore(self, which: int) -> None:
        self.world.restore(which)

    @precondition(lambda self: self.world.has_synced)
    @rule(minutes=st.integers(5, 60))
    def log_by_hand(self, minutes: int) -> None:
        self.world.log_by_hand(minutes)

    # What Strava does.

    @precondition(lambda self: self.world.alive())
    @rule(which=numbers)
    def break_a_record(self, which: int) -> None:
        self.world.store.edit(self.world.one(which), {"distance": "far"})

    @precondition(lambda self: self.world.alive())
    @rule(which=numbers)
    def break_streams(self, which: int) -> None:
        self.world.break_streams(which)

    @rule(fault=st.one_of(FAULTS, WRONG_TYPES))
    def fault(self, fault: dict[str, Any]) -> None:
        self.world.fault(fault)

    @rule(short=st.sampled_from([12, 30, 100]), day=st.sampled_from([15, 40, 1000]))
    def change_limits(self, short: int, day: int) -> None:
        self.world.limits(short, day)

    @rule(used=st.integers(0, 40))
    def other_programs_call(self, used: int) -> None:
        self.world.use_up(used)

    @rule()
    def expire_tokens(self) -> None:
        self.world.server.emulator.grants.expire_all()

    # What the clock does.

    @rule(hours=st.sampled_from([1, 5, 20, 24, 24 * 9, 24 * 40]))
    def time_goes_on(self, hours: int) -> None:
        self.world.clock.step(hours * 3600)

    @rule(minutes=st.integers(1, 40))
    def clock_is_put_back(self, minutes: int) -> None:
        self.world.clock.step(-minutes * 60)

    # What happens here.

    @rule(full=st.booleans(), max_calls=st.one_of(st.none(), st.integers(1, 30)))
    def sync(self, full: bool, max_calls: int | None) -> None:
        self.world.sync(full, max_calls)

    @precondition(lambda self: self.world.alive())
    @rule(calls=st.integers(0, 12), which=numbers, act=st.sampled_from(["rename", "crop", "delete", "create"]))
    def sync_while_the_athlete_acts(self, calls: int, which: int, act: str) -> None:
        self.world.meddling.acts[calls] = lambda: self.world.act(act, which)
        self.world.sync()

    @rule(moment=st.integers(1, 250), full=st.booleans())
    def crash(self, moment: int, full: bool) -> None:
        self.world.crash(moment, full)

    @rule()
    def recover(self) -> None:
        self.world.recover()
        self.check()

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self.recover()
        finally:
            self.counted.update(self.world.told)
            self.counted["machines"] += 1
            shutil.rmtree(self.folder)

    def check(self) -> None:
        """Everything that must be true once Strava is reachable and the budget allows."""
        world, private = self.world, read(self.world.warehouse, "core", "mart", "ops")
        check_quarantine(world.store, private["ops.quarantine"])
        check_server(world.store, ATHLETE_ID, private, world.unseen)
        check_monthly_volume(private, private["mart.monthly_volume"])
        self.check_rebuild(private)
        self.check_published(private)
        check_books(world, private)
        if self.core:
            changes = private["ops.changes"][self.changes_seen :]
            check_changes(self.core["core.activities"], private["core.activities"], changes)
        self.core, self.changes_seen = private, private["ops.changes"].height

    def check_rebuild(self, private: dict[str, pl.DataFrame]) -> None:
        """What nightly syncs made is what a rebuild from raw makes, row for row."""
        with open_scratch(self.world.warehouse) as scratch:
            derive_core(scratch, self.world.clock(), "rebuild")
            derive_efforts(scratch)
            derive_marts(scratch, self.world.settings.plan_path, self.world.clock(), "rebuild")
            run_checks(scratch)
            made = tables_of(scratch, "core", "mart")
        assert [name for name, frame in made.items() if not frame.equals(private[name])] == []

    def check_published(self, private: dict[str, pl.DataFrame]) -> None:
        """The published copy holds core and mart, and no coordinates."""
        published = read(self.world.settings.published_path / "fivefold.duckdb", "core", "mart")
        assert published
        for name, frame in published.items():
            assert frame.equals(private[name].select(frame.columns)), name


def check_books(world: World, private: dict[str, pl.DataFrame]) -> None:
    """The books count what there is, and no run stands as running."""
    fresh = private["ops.freshness"].row(0, named=True)
    assert fresh["activities"] == private["core.activities"].height
    assert fresh["records_rejected"] == private["ops.quarantine"].height
    assert fresh["activities_pending"] == 0
    assert fresh["last_outcome"] in ("ok", "nothing_new")
    assert "running" not in private["ops.sync_runs"]["outcome"]


def read(file: Path, *layers: str) -> dict[str, pl.DataFrame]:
    """All tables of some layers of a file."""
    with connected(file) as connection:
        return tables_of(Warehouse(connection, file), *layers)


def tables_of(warehouse: Warehouse, *layers: str) -> dict[str, pl.DataFrame]:
    """All tables of some layers by name, in the order of their keys; ops in the order of their rows."""
    there = set(
        warehouse.query("SELECT schema_name || '.' || table_name AS name FROM duckdb_tables() WHERE NOT internal")[
            "name"
        ]
    )
    return {
        table.full_name(): warehouse.query(
            f"FROM {table.full_name()} ORDER BY {'rowid' if table.layer() == 'ops' else ', '.join(table.key())}"
        )
        for table in TABLES
        if table.layer() in layers and table.full_name() in there
    }


def test_what_came_garbled_is_asked_for_again_until_it_comes_right(tmp_path: Path) -> None:
    with a_server() as (server, sent):
        world = World(server, sent, tmp_path / "home")
        for number in range(3):
            world.create("run", timedelta(days=300 + number), number)
        world.fault({"action": "wrong_type", "kind": "detail", "field": "distance", "times": 1})
        world.fault({"action": "wrong_type", "kind": "streams", "field": "time.data[0]", "from_nth": 2, "times": 1})
        world.sync()
        first = read(world.warehouse, "core", "ops")
        assert set(first["ops.quarantine"]["table_name"]) == {"core.activities", "core.streams"}
        world.recover()
        held = read(world.warehouse, "core", "ops")
        assert held["ops.quarantine"].is_empty()
        check_server(world.store, ATHLETE_ID, held)


def test_whatever_happens_the_warehouse_equals_the_server_afterwards(record_property: Any) -> None:
    counted: Counter[str] = Counter()
    with a_server() as (server, sent):
        Sync.place = (server, sent, counted)
        try:
            run_state_machine_as_test(
                Sync,
                settings=settings(
                    max_examples=400 if IS_LONG else 4,
                    stateful_step_count=20,
                    derandomize=not IS_LONG,
                    deadline=None,
                    database=None,
                    print_blob=False,
                    phases=(Phase.generate,),
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:
            record_property("told at the end", told(counted))


def told(counted: Counter[str]) -> str:
    """What the machines did, in a line."""
    outcomes = ", ".join(
        f"{counted[name]} {name.removeprefix('sync ')}" for name in sorted(counted) if name.startswith("sync ")
    )
    return (
        f"proof of the sync: {counted['steps']} steps of {counted['machines']} machines, {counted['syncs']} syncs "
        f"({outcomes}), {counted['crashes']} crashes, {counted['faults']} faults, {counted['recoveries']} recoveries, "
        f"{counted['logins']} logins anew"
    )
