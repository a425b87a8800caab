"""What the server says: an answer as a value, and the error bodies of the API."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """A complete response before it is sent, so that a fault can change it."""

    body: bytes
    status: int = 200
    content_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    ending: Literal["whole", "truncated", "reset", "endless", "none"] = "whole"
    pieces: int = 1
    """In how many pieces the body is sent."""
    pause_s: float = 0.0
    """Between the pieces."""


class Refusal(Exception):
    """The server refuses a request; carries the answer to give."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"refused with status {answer.status}")
        self.answer = answer


def json_answer(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """An answer whose body is `value` as JSON."""
    return Answer(orjson.dumps(value), status, headers=headers or {})


def refusal(status: int, message: str, *errors: tuple[str, str, str]) -> Refusal:
    """A refusal in the API's shape; each error is resource, field and code."""
    named = [{"resource": resource, "field": field_, "code": code} for resource, field_, code in errors]
    return Refusal(json_answer({"message": message, "errors": named}, status))


def bad_request(resource: str, field_: str, code: str = "invalid") -> Refusal:
    """400: a parameter, a code, a client or a refresh token is wrong."""
    return refusal(400, "Bad Request", (resource, field_, code))


def bad_access_token() -> Refusal:
    """401: the access token is unknown, expired or revoked."""
    return refusal(401, "Authorization Error", ("Athlete", "access_token", "invalid"))


def missing_scope(field_: str) -> Refusal:
    """401: the athlete did not grant what this call needs."""
    return refusal(401, "Authorization Error", ("AccessToken", field_, "missing"))


def inactive_app() -> Refusal:
    """403: the app's owner has no subscription."""
    return refusal(403, "Forbidden", ("Application", "Status", "Inactive"))


def record_not_found(resource: str) -> Refusal:
    """404: no such record, or not one this token may see."""
    return refusal(404, "Record Not Found", (resource, "id", "invalid"))


def resource_not_found() -> Refusal:
    """404: the activity is there but has no streams, or the path does not exist."""
    return refusal(404, "Resource Not Found")


def rate_limited(limit: str) -> Refusal:
    """429: `limit` names the limit that was passed."""
    return refusal(429, "Rate Limit Exceeded", ("Application", limit, "exceeded"))
