# SPDX-License-Identifier: MIT
"""100,000 descriptions: one worker, two workers, and the C loop alone.

    python3 bench_fleet.py [COUNT]
"""

from __future__ import annotations

import resource
import sys
import time

import fisc
from fisc import fleet

POLICY = "fsa-cyber"
AS_OF = "2026-06-30"


def descriptions(count: int):
    for i in range(count):
        yield (f'{{"format": "libfisc-system/1", "id": "s{i}", "parties": '
               f'[{{"id": "bank", "roles": ["customer"]}}]}}').encode()


def loop(count: int) -> float:
    """Microseconds a description of parsing and evaluating, in one process."""
    evaluator = fisc.Policy(POLICY).evaluator()
    start = time.process_time()
    for text in descriptions(count):
        evaluator.evaluate(fisc.System.parse(text), AS_OF)
    return (time.process_time() - start) / count * 1e6


def run(workers: int, count: int) -> tuple[float, float, float]:
    """Seconds that passed, and the processor's, here and on the workers."""
    with fleet.Fleet(fleet.PolicySpec(POLICY), workers=workers) as runs:
        for _ in runs.evaluate(descriptions(workers * 10), AS_OF, size=1):
            pass
        there = sum(runs.client.run(time.process_time).values())
        here = time.process_time()
        start, done = time.perf_counter(), 0
        for part in runs.evaluate(descriptions(count), AS_OF, size=500,
                                  progress=fleet.show_progress):
            done += len(part)
        seconds = time.perf_counter() - start
        here = time.process_time() - here
        there = sum(runs.client.run(time.process_time).values()) - there
    print(file=sys.stderr)
    assert done == count
    return seconds, here, there


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    alone = loop(min(count, 5_000))
    one = run(1, count)
    two = run(2, count)
    print(f"{count} descriptions; microseconds for each: that passed, of the "
          "processor here, of the processors of the workers")
    print(f"one process, no fleet  {alone:8.1f}")
    for name, figures in (("1 worker", one), ("2 workers", two)):
        print(f"{name:21}  " + "".join(
            f"{figure / count * 1e6:8.1f}" for figure in figures))
    print(f"1 -> 2 workers         {one[0] / two[0]:8.2f} x")
    work = (two[1] + two[2]) / count * 1e6
    print(f"all work               {work:8.1f}  {work / alone:.2f} x the loop")
    print(f"resident here          "
          f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
