"""What happens at the server in the middle of somebody's sync, just before a call is answered."""

from collections.abc import Callable, Iterable
from contextlib import suppress

from flows.emulator.emulator import Emulator
from flows.emulator.faults.rules import Fault
from flows.emulator.store import PlainActivity


def happen(emulator: Emulator, faults: Iterable[Fault]) -> None:
    """Let what the rules say happen; those that only spoil an answer do nothing here."""
    for fault in faults:
        if fault.action in HAPPENINGS:
            HAPPENINGS[fault.action](emulator, fault)


def _create(emulator: Emulator, fault: Fault) -> None:
    emulator.store.put(PlainActivity(fault.value["summary"], fault.value["detail"], fault.value.get("streams")))


def _delete(emulator: Emulator, fault: Fault) -> None:
    with suppress(KeyError):
        emulator.store.delete(fault.activity_id or 0)


def _jump(emulator: Emulator, fault: Fault) -> None:
    emulator.clock.offset_s += fault.value


HAPPENINGS: dict[str, Callable[[Emulator, Fault], object]] = {
    "create": _create,
    "delete": _delete,
    "expire": lambda emulator, _: emulator.grants.expire_all(),
    "revoke": lambda emulator, _: emulator.grants.revoke_all(),
    "narrow": lambda emulator, fault: emulator.grants.narrow_all(frozenset(fault.value.split(","))),
    "rotate": lambda emulator, _: emulator.grants.rotate_all(),
    "deactivate": lambda emulator, _: setattr(emulator.switches, "inactive_app", True),
    "jump": _jump,
}
