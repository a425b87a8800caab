"""What a fault does to an answer: other bytes, another pace, another end."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import orjson

from flows.emulator.answer import HTML, JSON, Answer
from flows.emulator.faults.records import chosen, doubled, drop, invented, put
from flows.emulator.faults.rules import Fault

MAINTENANCE_PAGE = (
    b"<!DOCTYPE html><html><head><title>Temporarily unavailable</title></head><body>Back soon.</body></html>"
)
NAMELESS = b'{"message":"error","errors":[]}'
FULL_PAGE = 200

Query = Mapping[str, str]


async def spoil(answer: Answer, faults: list[Fault], query: Query, newest: list[Any]) -> Answer:
    """The answer after every fault, in order; `newest` are the records of a listing's first page."""
    for fault in faults:
        if fault.action == "delay":
            await asyncio.sleep(fault.delay_s)
        elif fault.action == "endless_listing":
            answer = _endless_listing(answer, fault, query, newest)
        elif fault.action in BYTES:
            answer = BYTES[fault.action](answer, fault)
        elif fault.action in RECORDS and answer.status == 200:
            body = orjson.loads(answer.body)
            answer = replace(answer, body=orjson.dumps(RECORDS[fault.action](body, fault)))
    return answer


def _status(answer: Answer, fault: Fault) -> Answer:
    headers = {**({} if fault.is_bare else answer.headers), **fault.headers}
    body = NAMELESS if fault.text is None else fault.text.encode()
    return Answer(body, fault.status, JSON, headers)


BYTES: dict[str, Callable[[Answer, Fault], Answer]] = {
    "status": _status,
    "html": lambda answer, fault: replace(answer, body=MAINTENANCE_PAGE, content_type=HTML, status=fault.status),
    "invalid_json": lambda answer, _: replace(answer, body=answer.body[: len(answer.body) // 2] + b'"unfinished'),
    "truncate": lambda answer, _: replace(answer, ending="truncated"),
    "reset": lambda answer, _: replace(answer, ending="reset"),
    "hang": lambda answer, _: replace(answer, ending="none"),
    "drip": lambda answer, fault: replace(answer, pieces=fault.pieces, pause_s=fault.delay_s),
    "endless_body": lambda answer, fault: replace(answer, ending="endless", pause_s=fault.delay_s),
}


def _wrong_type(body: Any, fault: Fault) -> Any:
    for record in chosen(body, fault.activity_id)[:1]:
        put(record, fault.field, fault.value)
    return body


def _missing_key(body: Any, fault: Fault) -> Any:
    for record in chosen(body, fault.activity_id):
        drop(record, fault.field)
    return body


RECORDS: dict[str, Callable[[Any, Fault], Any]] = {
    "wrong_type": _wrong_type,
    "missing_key": _missing_key,
    "duplicate": lambda body, fault: doubled(body, fault.activity_id) if isinstance(body, list) else body,
}


def _endless_listing(answer: Answer, fault: Fault, query: Query, newest: list[Any]) -> Answer:
    """After the last page comes the first again, or one full of activities that nobody recorded."""
    if answer.status != 200 or answer.body != b"[]" or not newest:
        return answer
    page = int(query.get("page", "1"))
    return replace(answer, body=orjson.dumps(newest if fault.value == "same" else invented(newest[0], page, FULL_PAGE)))
