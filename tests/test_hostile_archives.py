"""Archives and files made to do harm: each costs no more than a limit, is told of, and the rest is imported."""

import gzip
import io
import random
import shutil
import stat
import struct
import time
import tracemalloc
import zipfile

import pytest

from flows.errors import UsageError
from flows.importing import find as finding
from flows.importing import landing
from flows.importing.find import find, may_hold_any
from flows.importing.landing import Landing
from flows.importing.owner import exports
from flows.importing.unpack import MOST_PARTS, Unusable, gunzip
from schemas.files import NOBODY, Files
from tests.laws import IS_LONG
from tests.test_find_files import EXPORT, FIT, GPX
from tests.test_import import NOW, counts, landed
from tests.written.export import as_folder, as_zip
from warehouse.database import open_warehouse

MB = 2**20
ZEROS = bytes(MB)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    with open_warehouse(tmp_path_factory.mktemp("empty") / "warehouse.duckdb") as opened:
        return opened.path


@pytest.fixture
def warehouse(empty, tmp_path):
    (tmp_path / "home").mkdir()
    with open_warehouse(shutil.copy(empty, tmp_path / "home" / "warehouse.duckdb")) as opened:
        yield opened


def zip_of(*members, **choices):
    """A zip of (ZipInfo or name, bytes) pairs."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, **choices) as archive:
        for about, body in members:
            archive.writestr(about, body, zipfile.ZIP_DEFLATED if isinstance(about, str) else None)
    return packed.getvalue()


def member(name, body=FIT, **about):
    info = zipfile.ZipInfo(name)
    for key, value in about.items():
        setattr(info, key, value)
    return info, body


def big_member(name, megabytes):
    """A zip of one member that unpacks to so much, made without ever holding it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as stream:
        stream.write(FIT)
        for _ in range(megabytes):
            stream.write(ZEROS)
    return packed.getvalue()


def what_lands(warehouse, folder, **files):
    """What became of these archives; and the good one beside them, which must land."""
    given = {name.replace("_zip", ".zip"): body for name, body in files.items()} | {
        "good.zip": zip_of(("good.fit", FIT))
    }
    done = landed(warehouse, as_folder(given, folder / "in"))
    assert "good.fit" in warehouse.read(Files)["file_name"].to_list()
    return done


def reasons(done):
    return dict(done.troubles)


def test_what_unpacks_to_far_more_than_it_is_is_not_unpacked_to_its_end(warehouse, tmp_path):
    flat = big_member("bomb.fit", 100)
    packed = gzip.compress(FIT + bytes(70 * MB), 6)
    tracemalloc.start()
    done = what_lands(warehouse, tmp_path, flat_zip=flat, gzipped_zip=zip_of(("bomb.gpx.gz", packed)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert set(reasons(done)) == {"bomb.fit", "bomb.gpx.gz"}
    assert all("times its size" in reason or "larger than" in reason for reason in reasons(done).values())
    assert peak < 70 * MB


def test_a_file_larger_than_any_is_told_of(warehouse, tmp_path):
    with (as_folder({"run.fit": FIT}, tmp_path / "in") / "sparse.fit").open("wb") as sparse:
        sparse.write(FIT)
        sparse.truncate(2**40)
    done = landed(warehouse, tmp_path / "in")
    assert done.files_new == 1
    assert reasons(done) == {"sparse.fit": "It is larger than 64 MB, the most that is taken."}


def test_zips_within_zips_are_not_opened_for_ever(warehouse, tmp_path):
    bomb = big_member("0.fit", 50)
    for _ in range(5):
        bomb = zip_of(*((f"{number}.zip", bomb) for number in range(4)))
    began = time.process_time()
    done = what_lands(warehouse, tmp_path, nested_zip=bomb)
    assert time.process_time() - began < 5
    assert any("zip within a zip within a zip" in reason for reason in reasons(done).values())


def test_a_zip_within_a_zip_that_grows_is_not_unpacked(warehouse, tmp_path):
    grows = zip_of(("run.fit", FIT)) + bytes(30 * MB)
    done = what_lands(warehouse, tmp_path, outer_zip=zip_of(("inner.zip", grows)))
    assert "inner.zip" in reasons(done)


def test_members_that_share_their_bytes_are_refused(warehouse, tmp_path):
    """A zip of the kind that holds petabytes in some megabytes: many entries, one body."""
    body = b"x" * 1000
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("0.fit", body)
        first = archive.infolist()[0]
        for number in range(1, 100):
            info = zipfile.ZipInfo(f"{number}.fit")
            info.file_size = info.compress_size = first.file_size
            info.CRC, info.header_offset = first.CRC, 0
            archive.filelist.append(info)
            archive.NameToInfo[info.filename] = info
        archive._didModify = True
    (tmp_path / "overlap.zip").write_bytes(packed.getvalue())
    search = find([tmp_path / "overlap.zip"])
    assert [reason for _, reason in search.troubles] == ["Its members overlap, as those of no honest zip do."]


def test_names_that_lead_elsewhere_are_text(warehouse, tmp_path):
    names = ["../../../../escaped.fit", "/abs.fit", "C:\\windows.fit", "..\\..\\up.fit", "a/../../b.fit", "~/c.fit"]
    (tmp_path / "a.zip").write_bytes(zip_of(*((name, FIT + bytes([n])) for n, name in enumerate(names))))
    landed(warehouse, tmp_path / "a.zip")
    assert set(warehouse.read(Files)["file_name"]) == {name.replace("\\", "/") for name in names}
    assert list(tmp_path.rglob("*.fit")) == []


def test_members_that_are_links_or_locked_or_oddly_packed_are_told_of(warehouse, tmp_path):
    odd = zip_of(
        member("link.fit", b"/etc/passwd", external_attr=(stat.S_IFLNK | 0o777) << 16),
        member("lzma.fit", compress_type=zipfile.ZIP_LZMA),
        member("fine.fit", GPX),
    )
    locked = bytearray(zip_of(("locked.fit", FIT + b"2")))
    locked[6] |= 1
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    done = what_lands(warehouse, tmp_path, odd_zip=odd, locked_zip=bytes(locked))
    told = {name: reason.split(":")[0] for name, reason in done.troubles}
    assert told == {
        "link.fit": "It is a link, and links are not followed.",
        "lzma.fit": "It is packed by method 14",
        "locked.fit": "It is locked with a password",
    }
    assert "fine.fit" in warehouse.read(Files)["file_name"].to_list()


def test_a_damaged_member_is_told_of_and_the_others_land(warehouse, tmp_path):
    damaged = bytearray(zip_of(member("a.fit", FIT + b"a" * 99), member("b.fit", FIT + b"b" * 99)))
    damaged[damaged.index(b"b" * 99)] ^= 1
    done = what_lands(warehouse, tmp_path, damaged_zip=bytes(damaged))
    assert reasons(done) == {"b.fit": "It is damaged in its archive."}
    assert set(warehouse.read(Files)["file_name"]) == {"a.fit", "good.fit"}


@pytest.mark.parametrize(("size", "lands"), [(1, False), (4_000_000_000, True)])
def test_headers_that_lie_about_a_size_deceive_nobody(warehouse, tmp_path, size, lands):
    honest = zip_of(("a.fit", FIT + b"x" * 5000))
    at = honest.rindex(b"PK\x01\x02") + 24
    done = what_lands(warehouse, tmp_path, lying_zip=honest[:at] + struct.pack("<I", size) + honest[at + 4 :])
    assert reasons(done) == ({} if lands else {"a.fit": "It is damaged in its archive."})
    assert (len(FIT) + 5000 in warehouse.read(Files)["size_bytes"]) == lands


def test_a_download_that_broke_off_is_told_of_in_a_sentence(tmp_path):
    whole = as_zip(EXPORT)
    for size in (3, 100, len(whole) // 2, len(whole) - 1):
        (tmp_path / "export.zip").write_bytes(whole[:size])
        search = find([tmp_path / "export.zip"])
        assert [reason.split(":")[0] for _, reason in search.troubles] == ["It is no whole zip"]
        assert not may_hold_any(search)


def test_an_absurd_table_of_contents_is_not_read(tmp_path):
    whole = zip_of(("a.fit", FIT))
    end = whole.rindex(b"PK\x05\x06")
    contents = whole[whole.index(b"PK\x01\x02") : end] * 400_000
    (tmp_path / "a.zip").write_bytes(
        whole[: whole.index(b"PK\x01\x02")]
        + contents
        + whole[end : end + 12]
        + struct.pack("<II", len(contents), whole.index(b"PK\x01\x02"))
        + b"\0\0"
    )
    tracemalloc.start()
    search = find([tmp_path / "a.zip"])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [reason for _, reason in search.troubles] == ["Its table of contents is larger than 16 MB."]
    assert peak < 10 * MB


def test_more_files_than_anybody_has_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(finding, "MOST_FILES", 5)
    as_folder({f"{number}.fit": FIT for number in range(6)}, tmp_path / "in")
    with pytest.raises(UsageError, match="more than 5 files"):
        find([tmp_path / "in"])
    (tmp_path / "a.zip").write_bytes(zip_of(*((f"{number}.fit", FIT) for number in range(6))))
    assert [reason for _, reason in find([tmp_path / "a.zip"]).troubles] == ["It holds more than 5 files."]


def test_more_bytes_than_anybody_has_are_refused_and_what_was_read_is_kept(warehouse, tmp_path, monkeypatch):
    monkeypatch.setattr(landing, "MOST_IN_ALL", 100)
    monkeypatch.setattr(landing, "BATCH_FILES", 1)
    files = as_folder({f"{number}.fit": FIT + bytes(20 + number) for number in range(6)}, tmp_path / "in")
    with pytest.raises(UsageError, match="several parts"):
        landed(warehouse, files)
    assert warehouse.read(Files).height == 2


def test_thousands_of_members_take_seconds(warehouse, tmp_path):
    many = zip_of(*((f"{number}.jpg", b"\xff\xd8") for number in range(3000)))
    began = time.process_time()
    done = what_lands(warehouse, tmp_path, many_zip=many)
    assert counts(done) == (1, 0, 3000, 0)
    assert time.process_time() - began < 5


def test_a_gzip_of_very_many_parts_is_given_up(tmp_path):
    assert gunzip(gzip.compress(b"a") * 3) == (b"aaa", False)
    with pytest.raises(Unusable, match="too many parts"):
        gunzip(gzip.compress(b"") * (MOST_PARTS + 1))


def test_hostile_names_land(warehouse, tmp_path):
    names = ["x" * 5000 + ".fit", "a\nb\x1b[2J.fit", "\u202etif.fit", ".fit"]
    (tmp_path / "a.zip").write_bytes(zip_of(*((name, FIT + name[-9:].encode()) for name in names)))
    landed(warehouse, tmp_path / "a.zip")
    assert set(warehouse.read(Files)["file_name"]) == {name[-landing.LONGEST_NAME :] for name in names}


def test_bytes_that_are_almost_a_zip_crash_nothing(tmp_path):
    """Nothing but `Unusable`, told of as a trouble, comes out of any bytes; and none takes long."""
    dice = random.Random(6)  # noqa: S311 - any numbers do
    seeds = [
        as_zip(EXPORT),
        zip_of(("a.zip", zip_of(("b.fit", FIT), ("c.gpx.gz", gzip.compress(GPX))))),
        zip_of(member("a.fit", FIT), member("b.fit.gz", gzip.compress(FIT) + gzip.compress(FIT))),
    ]
    file = tmp_path / "fuzzed.zip"
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        done = Landing(warehouse, NOBODY, "test", NOW, lambda size: None)
        for _ in range(10_000 if IS_LONG else 500):
            file.write_bytes(mutated(dice.choice(seeds), dice))
            began = time.process_time()
            search = find([file])
            may_hold_any(search)
            exports(search.places)
            for place in search.places:
                with place.open() as inside:
                    for bundle in inside:
                        done.take(bundle)
            assert time.process_time() - began < 5
        done.flush()
        assert done.files_found > 200
        assert len(done.troubles) > 50


def mutated(data, dice):
    """Some bytes flipped, cut out, doubled or replaced by numbers that are dear to format readers."""
    data = bytearray(data)
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(data)) if data else 0
        match dice.randrange(13) // 3:
            case 0:
                data[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                del data[at : at + dice.randint(1, 30)]
            case 2:
                data[at:at] = data[at : at + dice.randint(1, 60)]
            case 3:
                value = dice.choice([0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFF, 2**31])
                data[at : at + 4] = struct.pack("<I", value)
            case 4:
                data = data[: at + 1]
    return bytes(data)
