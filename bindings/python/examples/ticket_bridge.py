# SPDX-License-Identifier: MIT
"""Carries a diff's events to a system of tickets, each of them once.

    python3 ticket_bridge.py before.json after.json events.jsonl URL

`events.jsonl` is the bridge's memory: what the tickets were told. An event is
written there once the tickets have taken it, so that a bridge that was stopped
goes on where it was. It may tell again what it told last, if it was stopped in
between or in the middle of writing; the event's `id` is its key then, and the
server drops it.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.request
from pathlib import Path
from typing import Any

import fisc


def send(url: str, event: dict[str, Any]) -> None:
    """Tells the tickets of one event. Any status but 2xx is an exception."""
    request = urllib.request.Request(
        f"{url}/tickets/{event['ticket']}", method="PUT",
        data=json.dumps(event, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json",
                 "Idempotency-Key": event["id"]})
    with urllib.request.urlopen(request, timeout=30) as answer:
        answer.read()


def drop_torn_line(memory: Path) -> None:
    """Forgets the event in whose writing a bridge was stopped."""
    with memory.open("a+b") as told:
        told.seek(0)
        told.truncate(told.read().rfind(b"\n") + 1)


def feed(before: fisc.ResultSet, after: fisc.ResultSet, memory: Path,
         url: str) -> int:
    """Brings the tickets to what is after; how many events it took."""
    drop_torn_line(memory)
    state = fisc.DiffState.load(memory)
    events = fisc.Diff(before, after).events(state).splitlines(keepends=True)
    with memory.open("ab") as told:
        for line in events:
            send(url, json.loads(line))
            told.write(line)
            told.flush()
            os.fsync(told.fileno())
    return len(events)


def main() -> int:
    before, after, memory, url = sys.argv[1:]
    try:
        count = feed(fisc.ResultSet.load(before), fisc.ResultSet.load(after),
                     Path(memory), url)
    except (fisc.Error, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{count} events")
    return 0


if __name__ == "__main__":
    sys.exit(main())
