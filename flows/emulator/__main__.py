"""The process behind `in_subprocess`: JSON lines on standard output, and an end when standard input ends."""

import argparse
import os
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from flows.emulator.emulator import Emulator
from flows.emulator.server import Address, serve_forever
from flows.emulator.store import Store
from flows.emulator.switches import Switches
from flows.synthetic_athlete import live


def main() -> None:
    """Build the athlete, serve, and stop with the parent."""
    arguments = _arguments()
    stop, is_serving = threading.Event(), threading.Event()
    threading.Thread(target=_end_with_parent, args=(stop, is_serving), daemon=True).start()
    switches = Switches.model_validate_json(arguments.switches)
    life = live(
        arguments.seed, arguments.until, arguments.years, progress=lambda done, total: _say(done=done, total=total)
    )
    if arguments.truth is not None:
        arguments.truth.write_bytes(orjson.dumps(life.truth, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_INDENT_2))
    emulator = Emulator(Store.of(life.profile, life.zones, life.activities), switches=switches)
    grant = emulator.grants.issue()

    def ready(address: Address) -> None:
        is_serving.set()
        _say(url=address.base_url, refresh_token=grant.refresh_token)

    try:
        serve_forever(emulator, arguments.host, arguments.port, ready, stop)
    except OSError as error:
        sys.exit(f"port {arguments.port} on {arguments.host} cannot be used ({error.strerror}): choose another")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m flows.emulator", description=__doc__)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--years", type=float, required=True)
    parser.add_argument("--until", type=datetime.fromisoformat, required=True)
    parser.add_argument("--switches", default="{}")
    parser.add_argument("--truth", type=Path)
    return parser.parse_args()


def _say(**line: Any) -> None:
    sys.stdout.buffer.write(orjson.dumps(line) + b"\n")
    sys.stdout.buffer.flush()


def _end_with_parent(stop: threading.Event, is_serving: threading.Event) -> None:
    sys.stdin.buffer.read()
    if not is_serving.is_set():
        os._exit(0)  # the athlete is still being built; nobody waits for it any more
    stop.set()


if __name__ == "__main__":
    main()
