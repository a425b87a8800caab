"""What is no list of activities is refused with a sentence, and what is no profile names nobody."""

from datetime import UTC, datetime

import pytest

from flows.files.decoded import UnreadableFile
from flows.files.export.activities_csv import read_export_csv
from flows.files.export.profile_csv import athlete_of_profile
from tests.written.export import export_archive, profile_csv
from tests.written.export_headers import HEADERS
from tests.written.workout import Workout

RUN = Workout(datetime(2026, 5, 12, 8, 7, 59, tzinfo=UTC), 3700)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "list: empty"),
        (b"\xef\xbb\xbf\xef\xbb\xbf \r\n\n", "list: empty"),
        (export_archive([RUN]), "list: no text"),
        (b"Name,Age\nAda,36\n", "list: headers"),
        ("Løperdato,Øvelse\n1,2\n".encode(), "list: headers"),
        (b"Activity ID,Activity Name\n1,Run\n", "list: headers"),
        (b"," * 5000, "list: columns"),
        (b'"a\nb"' + b"," * 5000, "list: columns"),
        (b'Activity ID,Activity Date\n1,"' + b"x" * 200_000, "list: no CSV"),
    ],
    ids=[
        "empty",
        "blank",
        "zip",
        "other list",
        "unknown language",
        "no dates",
        "too many columns",
        "too many behind a new line",
        "endless cell",
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(data: bytes, rule: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_export_csv(data)
    assert refused.value.rule == rule
    assert refused.value.reason.endswith(".")


@pytest.mark.parametrize("language", sorted(HEADERS))
def test_the_profile_names_the_athlete(language: str) -> None:
    assert athlete_of_profile(profile_csv(4711, language)) == 4711


@pytest.mark.parametrize("data", [b"", b"Athlete ID,Email\n", b"Athlete ID,Email\nnobody,x\n", b"\0\1\2"])
def test_a_profile_that_names_nobody_is_no_athlete(data: bytes) -> None:
    assert athlete_of_profile(data) is None
