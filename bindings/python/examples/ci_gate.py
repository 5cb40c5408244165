# SPDX-License-Identifier: MIT
"""A gate for continuous integration: no commit makes a row worse.

    python3 ci_gate.py fisc8 system.json accepted.json 2026-06-30

`accepted.json` is the report that was accepted last (`--accept` writes it).
The status is 0 where nothing is worse, 2 where something is, and 1 where it
could not be told, as with the command `fisc`.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

import fisc


def gate(policy: str, system: str, accepted: str, as_of: str,
         accept: bool) -> int:
    """Compares; what is worse is told on standard output."""
    report = fisc.Policy(policy).evaluate(fisc.System.load(system), as_of)
    if accept:
        Path(accepted).write_bytes(report.to_json())
        return 0
    before = fisc.ResultSet.load(accepted)
    diff = fisc.Diff(before, report)
    for entry in diff:
        if entry.worse and entry.after is not None:
            row = report.results[entry.after]
            was = (before.results[entry.before].result
                   if entry.before is not None else "not there")
            print(f"{row.key}: {was} -> {row.result} ({row.reason})")
            for fact in row.explain().facts:
                print(f"  {fact.path} is {fact.value or 'so'}"
                      f"  {fact.file}:{fact.line}")
            for open_fact in row.explain().deciding:
                print(f"  {open_fact.path}: {open_fact.state}")
    print(f"{diff.worse} worse, {diff.counts()[fisc.DiffKind.FIXED]} fixed")
    return 2 if diff.worse else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("policy")
    parser.add_argument("system")
    parser.add_argument("accepted")
    parser.add_argument("as_of", nargs="?", default=date.today().isoformat())
    parser.add_argument("--accept", action="store_true")
    given = parser.parse_args()
    try:
        return gate(given.policy, given.system, given.accepted, given.as_of,
                    given.accept)
    except (fisc.Error, ValueError) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
