"""Work that is killed, and what must be whole after the next run. Used by the tests of crashes."""

import random
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb
import polars as pl

from flows.emulator.server import Running
from schemas.tables import TABLES
from tests.homes import Home, ask, connected, copy_of, differing, home_at, layers, life_of, serving
from tests.stage import Done, Stage, stage
from warehouse.versions import current_version

#: So that fetching takes long enough to be killed in.
LATENCY_MS = 10
ACTIVITIES, NEWS = 10, 2
#: The newest answer to each question.
FETCHED = """
SELECT kind, activity_id, arg_max(body_sha256, payload_id) FROM raw.payloads
WHERE kind IN ('activity', 'streams') GROUP BY ALL ORDER BY ALL
"""
#: What landed more often than the activity changed. A killed run may have asked what it did not land; none lands twice.
FETCHED_TWICE = """
WITH listed AS (SELECT activity_id, count(DISTINCT fingerprint) AS versions FROM raw.summaries GROUP BY ALL)
SELECT kind, activity_id FROM raw.payloads JOIN listed USING (activity_id)
WHERE kind IN ('activity', 'streams') GROUP BY kind, activity_id, versions HAVING count(*) > versions
"""
NOTED_TWICE = (
    "SELECT activity_id, field FROM ops.changes GROUP BY activity_id, field, old_value, new_value HAVING count(*) > 1"
)
WITH_TRACKS = {"FIVEFOLD_PUBLISH_GPS": "true"}


@dataclass(frozen=True)
class Theatre:
    """Where work is killed: a server, two homes that nothing disturbed, and how long each piece of work takes."""

    stage: Stage
    server: Running
    before: Home
    """Synced before there were news."""
    after: Home
    """Synced once everything was there."""
    spans: Mapping[str, Done] = field(repr=False)
    """Each piece of work undisturbed."""

    def kill(self, work: str, home: Home, dice: random.Random, **changes: str) -> bool:
        """Kill a piece of work at a moment, or before a step, drawn evenly from all; says whether it was in time."""
        span = self.spans[work]
        if dice.random() < 0.5:
            moment = {"after_s": dice.uniform(0, span.seconds)}
        else:
            moment = {"at_step": dice.randint(1, span.steps)}
        done = self.stage.play(work, home.environment | changes, **moment)
        assert done.was_killed or done.code == 0, done
        return done.was_killed

    def recovered(self, home: Home) -> list[str]:
        """What is wrong with a home after its next run, a sync that nothing disturbs."""
        done = self.stage.play("sync", home.environment)
        return [done.said] if done.code else unlike(self.after, home)


@contextmanager
def theatre(folder: Path) -> Iterator[Theatre]:
    """A server with two weeks of somebody, the last days as news and one activity edited since."""
    whole = life_of(5, 0.3)
    life = replace(whole, activities=whole.activities[-ACTIVITIES:])
    with serving(replace(life, activities=life.activities[:-NEWS]), latency_ms=LATENCY_MS) as server, stage() as on:
        before, after = home_at(folder / "before", server), home_at(folder / "after", server)
        assert on.play("sync", before.environment).code == 0
        for one in life.activities[-NEWS:]:
            server.emulator.store.put(one)
        server.admin.edit(life.activities[0].activity_id, name="Easy, then sauna", description="25 min sauna")
        spans = {"sync": on.play("sync", after.environment, at_step=0)}
        for work in ("rebuild", "publish"):
            again = copy_of(after, folder / work, server)
            spans[work] = on.play(work, again.environment | WITH_TRACKS, at_step=0)
        assert all(done.code == 0 for done in spans.values()), spans
        yield Theatre(on, server, before, after, spans)


def unlike(reference: Home, home: Home) -> list[str]:
    """How a home differs from one that nothing disturbed, but for when things happened; and what was left behind."""
    wrong = [
        f"{name} in {getattr(home, file).name}"
        for file in ("warehouse", "published")
        for name in differing(
            layers(getattr(reference, file), "core", "mart"), layers(getattr(home, file), "core", "mart"), "updated_at"
        )
    ]
    if not ask(reference.warehouse, FETCHED).equals(ask(home.warehouse, FETCHED)):
        wrong.append("what was fetched")
    wrong += [str(row) for query in (FETCHED_TWICE, NOTED_TWICE) for row in ask(home.warehouse, query).rows()]
    if "running" in ask(home.published, "SELECT outcome FROM ops.sync_runs")["outcome"]:
        wrong.append("a run that still runs")
    wrong += [f"{name} as Parquet" for name in parquet_unlike_copy(home)]
    return wrong + [f"the file {name}" for name in sorted(files(home) ^ files(reference))]


def parquet_unlike_copy(home: Home) -> list[str]:
    """Tables whose Parquet file does not hold what the published copy holds."""
    wrong = []
    with connected(home.published) as copy:
        for table in TABLES:
            if not table.stays_private():
                file = home.published.parent / "parquet" / table.layer() / f"{table.stem()}.parquet"
                try:
                    rows: pl.DataFrame = copy.execute(f"FROM read_parquet('{file}')").pl()
                except duckdb.Error:
                    wrong.append(table.full_name())
                    continue
                order = f"FROM {table.full_name()} ORDER BY {', '.join(table.key())}"
                if not rows.equals(copy.execute(order).pl()):
                    wrong.append(table.full_name())
    return wrong


def as_plain_files(home: Home) -> None:
    """Lay out what is published as an earlier fivefold did: the copy and the Parquet files, without links."""
    published = home.published.parent
    linked = published.rename(home.folder / "linked")
    shutil.copytree(linked / "parquet", published / "parquet")
    shutil.copyfile(linked / home.published.name, home.published)
    shutil.rmtree(linked)


def files(home: Home) -> set[str]:
    """Every file of a home, but for the lock, which only a refresh makes, and versions that were replaced."""
    place = current_version(home.published.parent)
    found = {file for file in home.folder.rglob("*") if file.is_file() or file.is_symlink()}
    replaced = {file for file in found if is_of_a_version(file) and place not in file.parents}
    names = {str(file.relative_to(home.folder)) for file in found - replaced - {home.folder / "token.lock"}}
    return {name.replace(f"versions/{place.name}/", "versions/N/") if place else name for name in names}


def is_of_a_version(file: Path) -> bool:
    """Whether a file belongs to a version under its own name, and not to one that was being made or removed."""
    return "versions" in file.parts and file.parts[file.parts.index("versions") + 1].isdigit()
