"""Everything about the server that can be switched while it runs."""

from pydantic import BaseModel, ConfigDict, Field


class Switches(BaseModel):
    """The server's behaviour; the defaults are a new app's limits and an undisturbed day."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    read_per_15_min: int = Field(100, ge=0, description="Reads allowed in a window of 15 minutes.")
    read_per_day: int = Field(1_000, ge=0, description="Reads allowed in a UTC day.")
    overall_per_15_min: int = Field(200, ge=0, description="Calls of any kind allowed in a window of 15 minutes.")
    overall_per_day: int = Field(2_000, ge=0, description="Calls of any kind allowed in a UTC day.")
    rate_limit_headers: bool = Field(True, description="Answers tell limits and usage; those of streams never do.")
    latency_ms: float = Field(0, ge=0, le=60_000, description="Time every call waits before it is answered.")
    short_pages: bool = Field(False, description="Pages of the listing that are not last come three quarters full.")
    after_alone_oldest_first: bool = Field(False, description="A listing with `after` alone starts with the oldest.")
    inactive_app: bool = Field(False, description="Every data call answers 403; tokens still refresh.")
    bare_host: bool = Field(False, description="The API also answers without the prefix /api/v3, as in 2027.")
    events_twice: bool = Field(False, description="Each event is pushed twice.")
    events_reordered: bool = Field(False, description="Events of the same moment are pushed in reverse.")


UNLIMITED = {
    "read_per_15_min": 1_000_000,
    "read_per_day": 1_000_000,
    "overall_per_15_min": 1_000_000,
    "overall_per_day": 1_000_000,
}
"""Limits nobody reaches, for a demo that shall not take three days."""
