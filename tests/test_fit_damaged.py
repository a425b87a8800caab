"""FIT files that are damaged, no activity, without a date, or made to do harm."""

from datetime import UTC, datetime

import pytest

from flows.files.fit.reader import read_fit
from flows.files.fit.survey import LARGEST_BYTES
from tests.fit_read import damage, refused
from tests.written.fit import checksum, fit_file, messages, sealed
from tests.written.short_run import CLOCK, run


@pytest.mark.parametrize("at", [datetime(1989, 12, 31, 0, 1, tzinfo=UTC), datetime(2099, 6, 1, tzinfo=UTC)])
@pytest.mark.parametrize("without", [(), ("session",)])
def test_a_clock_that_was_not_set_is_refused(at: datetime, without: tuple[str, ...]) -> None:
    assert refused(fit_file(run(start_at=at, more={"without": without}))).rule == "start_at: no date"


@pytest.mark.parametrize(
    ("kind", "word"), [(6, "course"), (5, "workout"), (2, "settings"), (15, "monitoring"), (99, "99")]
)
def test_what_is_no_activity_is_refused_by_its_name(kind: int, word: str) -> None:
    error = refused(fit_file(run(more={"type": kind})))
    assert error.rule == "file: activity"
    assert word in str(error)


def test_a_file_of_neither_session_nor_sample_is_refused() -> None:
    error = refused(fit_file(run(more={"without": ("session", "record")})))
    assert (error.rule, str(error)) == (
        "file: activity",
        "The FIT file holds no activity: neither a session nor a sample.",
    )


@pytest.mark.parametrize("data", [b"", b"<gpx/>", b"\x0e" * 40, fit_file(run())[:11]])
def test_what_is_no_fit_is_refused(data: bytes) -> None:
    assert refused(data).rule == "file: format"


def test_a_good_file_has_no_notes() -> None:
    assert read_fit(fit_file(run())).notes == ()


def test_a_wrong_checksum_is_noted_and_the_file_read() -> None:
    good = fit_file(run())
    decoded = read_fit(good[:-1] + bytes([good[-1] ^ 1]))
    assert "checksum is wrong" in damage(decoded)
    assert decoded.samples.equals(read_fit(good).samples)


def test_a_header_without_a_checksum_of_its_own_is_as_good() -> None:
    good = fit_file(run())
    unsealed = good[:12] + b"\0\0" + good[14:-2]
    decoded = read_fit(unsealed + checksum(unsealed).to_bytes(2, "little"))
    assert (decoded.notes, decoded.samples.height) == ((), 60)


def test_a_file_whose_end_is_lost_is_read_until_there() -> None:
    whole = fit_file(run(more={"without": ("device_info",)}))
    decoded = read_fit(whole[: whole.index(b"\x2e", len(whole) // 2)])
    assert "is not FIT" in damage(decoded)
    assert 0 < decoded.samples.height < 60
    assert decoded.recordings["elapsed_time_s"][0] == decoded.samples.height - 1


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF])
def test_a_file_that_was_never_finished_is_read(size: int) -> None:
    whole = fit_file(run())
    unfinished = whole[:4] + size.to_bytes(4, "little") + whole[8:-2]
    assert read_fit(unfinished).samples.height == 60


def test_what_comes_after_the_file_is_noted() -> None:
    decoded = read_fit(fit_file(run()) + b"\0" * 100)
    assert "is not FIT" in damage(decoded)
    assert decoded.samples.height == 60


def test_a_field_of_a_type_that_fit_does_not_know_is_left_out(capfd: pytest.CaptureFixture[str]) -> None:
    """fitfast breaks down there, and its Rust code says so on the terminal."""
    described = messages(207, [(3, "uint8", [0])]) + messages(
        206, [(0, "uint8", [0]), (1, "uint8", [0]), (2, "uint8", [0x1F]), (3, "string", ["odd"])]
    )
    rows = bytes([0x60, 0, 0, 20, 0, 1, 253, 4, 0x86, 1, 0, 1, 0]) + bytes(1 + 4 + 1)
    odd = bytes([0x40, 0, 0, 20, 0, 2, 253, 4, 0x86, 200, 1, 0x1F]) + bytes(1 + 4 + 1)
    decoded = read_fit(fit_file(run(more={"messages": described + rows + odd})))
    assert "a type that FIT does not know" in damage(decoded)
    assert decoded.samples.height == 60
    assert capfd.readouterr() == ("", "")


def test_a_file_made_to_burst_memory_is_refused() -> None:
    """255 fields of no bytes: each message of one byte holds 256 things."""
    fields = b"".join(bytes([number, 0, 2]) for number in range(255))
    bomb = sealed(bytes([0x40, 0, 0, 20, 0, 255]) + fields + bytes(30_000))
    assert refused(bomb).rule == "file: size"


def test_records_of_too_many_different_fields_are_refused() -> None:
    wide = messages(20, [(number, "uint8", [1]) for number in range(250)])
    assert refused(sealed(wide + messages(20, [(3, "uint8", [1])]) + bytes(240_000))).rule == "file: size"


def test_a_huge_file_is_refused() -> None:
    assert refused(bytes(LARGEST_BYTES + 1)).rule == "file: size"


def test_a_file_of_nothing_but_laps_is_refused() -> None:
    laps = messages(19, [(2, "uint32", [CLOCK]), (7, "uint32", [1])])
    assert refused(sealed(laps + laps[-9:] * 340_000)).rule == "file: size"


def test_thousands_of_sessions_are_refused() -> None:
    many = messages(18, [(2, "uint32", [CLOCK + second for second in range(2000)])])
    assert refused(fit_file(run(more={"messages": many}))).rule == "file: size"


def test_the_checksum_is_that_of_garmins_own_files() -> None:
    """CRC-16/ARC's check value."""
    assert checksum(b"123456789") == 0xBB3D
