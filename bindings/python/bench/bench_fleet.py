# SPDX-License-Identifier: MIT
"""100,000 descriptions: one worker, two workers, and a loop in C alone.

    FISC_SOURCE_ROOT=… python3 bench_fleet.py [COUNT [KINDS…]]

KINDS are `small`, of 100 bytes against fsa-cyber, and `real`, of 18 kB against
fisc8: the examples that ship, each with other ids, dates and values here and
there. They are files, 1,000 different ones again and again, or, as `bytes`,
the same handed over by the driver.

The time that passes depends on what else the machine does. So the processor's
time is told as well, which doesn't; and what two processes of pure arithmetic
gain over one in the same minute, which is what two workers may gain at most.
"""

from __future__ import annotations

import itertools
import json
import multiprocessing
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fisc
from fisc import fleet

ROOT = Path(os.environ.get("FISC_SOURCE_ROOT") or
            Path(__file__).resolve().parents[3])
AS_OF = "2026-06-30"
DIFFERENT = 1_000
POLICIES = {"small": "fsa-cyber", "real": "fisc8", "bytes": "fisc8"}

LOOP = r"""
#include <fisc/fisc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int
main(int argc, char **argv)
{
    struct fisc_source source = {.size = sizeof source, .name = argv[1]};
    struct fisc_eval_options options = {.size = sizeof options,
                                        .as_of = 20634};
    struct fisc_context *context;
    struct fisc_policy *policy;
    struct fisc_evaluator *evaluator;
    char path[4096];
    size_t count = 0, counts[FISC_RESULT_COUNT];
    clock_t start;

    if (argc != 2 || fisc_context_new(NULL, &context, NULL) ||
        fisc_policy_load(context, &source, 1, &policy, NULL) ||
        fisc_evaluator_new(policy, &evaluator, NULL))
        return 1;
    start = clock();
    for (; fgets(path, sizeof path, stdin); count++) {
        struct fisc_system *system;
        struct fisc_report *report;

        path[strcspn(path, "\n")] = '\0';
        if (fisc_system_load(context, path, 0, &system, NULL) ||
            fisc_eval(evaluator, system, &options, &report, NULL))
            return 1;
        fisc_report_coverage(report, -1, -1, NULL, counts, FISC_RESULT_COUNT);
        fisc_report_unref(report);
        fisc_system_unref(system);
    }
    printf("%f\n", (double)(clock() - start) / CLOCKS_PER_SEC / count * 1e6);
    return 0;
}
"""


def differing(value: Any, luck: random.Random) -> Any:
    """The same with small differences, of which all are allowed."""
    if isinstance(value, dict):
        return {key: differing(part, luck) for key, part in value.items()}
    if isinstance(value, list):
        return [differing(part, luck) for part in value]
    if isinstance(value, bool):
        return value ^ (luck.random() < 0.05)
    if isinstance(value, str) and len(value) == 10 and value[:3] == "202" \
            and value[4] == value[7] == "-" and luck.random() < 0.2:
        return f"{value[:8]}{luck.randint(1, 28):02}"
    return value


def texts(kind: str) -> Iterator[bytes]:
    """Different descriptions."""
    if kind == "small":
        for i in range(DIFFERENT):
            yield (f'{{"format": "libfisc-system/1", "id": "s{i}", "parties": '
                   f'[{{"id": "bank", "roles": ["customer"]}}]}}').encode()
        return
    policy = fisc.Policy(POLICIES[kind])
    examples = [json.loads((ROOT / "policies" / "fisc8" / "examples" /
                            f"{name}.json").read_text(encoding="utf-8"))
                for name in ("card-mixed", "core-banking",
                             "internet-banking")]
    for facts in examples:
        policy.evaluate(fisc.System(facts), AS_OF)
    luck, made = random.Random(1), 0
    while made < DIFFERENT:
        facts = differing(examples[made % len(examples)], luck)
        facts["id"] = f"s{made}"
        text = json.dumps(facts, ensure_ascii=False, indent=1).encode()
        try:
            policy.evaluate(fisc.System.parse(text), AS_OF)
        except fisc.Error:
            continue  # two dates that exclude each other, and the like
        made += 1
        yield text


def c_loop(folder: Path, policy: str, paths: list[str]) -> float:
    """Microseconds of the processor for each, in C."""
    (folder / "loop.c").write_text(LOOP)
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "fisc"],
                           check=True, capture_output=True,
                           text=True).stdout.split()
    subprocess.run(["cc", "-O2", folder / "loop.c", "-o", folder / "loop",
                    *flags], check=True)
    return min(float(subprocess.run(
        [folder / "loop", fisc.find_policy(policy)], check=True,
        input="\n".join(paths), capture_output=True, text=True).stdout)
        for _ in range(3))


def python_loop(policy: str, paths: list[str]) -> float:
    """The same in one process of Python, without Dask."""
    loaded = fisc.Policy(policy)
    fleet.answer(loaded, paths[0], AS_OF, False, {})
    start = time.process_time()
    for path in paths:
        fleet.answer(loaded, path, AS_OF, False, {})
    return (time.process_time() - start) / len(paths) * 1e6


def arithmetic(_: object) -> int:
    return sum(i * i for i in range(3_000_000))


def gain() -> float:
    """How much more two processes of arithmetic do than one."""
    with multiprocessing.Pool(2) as pool:
        pool.map(arithmetic, range(2))

        def seconds(count: int) -> float:
            start = time.perf_counter()
            pool.map(arithmetic, range(count), chunksize=1)
            return time.perf_counter() - start

        return max(2 * seconds(1) / seconds(2) for _ in range(7))


def run(kind: str, workers: int, count: int,
        items: list[Any]) -> tuple[float, float, float]:
    """Seconds that passed, and the processor's, here and on the workers."""
    with fleet.Fleet(fleet.PolicySpec(POLICIES[kind]),
                     workers=workers) as runs:
        for _ in runs.evaluate(items[:workers * 20], AS_OF, size=1):
            pass
        there = sum(runs.client.run(time.process_time).values())
        here = time.process_time()
        start, done, wrong = time.perf_counter(), 0, 0
        stream = itertools.islice(itertools.cycle(items), count)
        for part in runs.evaluate(stream, AS_OF):
            done += len(part)
            wrong += sum(bool(answer.error) for answer in part)
        seconds = time.perf_counter() - start
        here = time.process_time() - here
        there = sum(runs.client.run(time.process_time).values()) - there
    assert done == count and not wrong
    figures = seconds, here, there
    print(f"{workers} workers:", *(f"{part / count * 1e6:.1f}"
                                   for part in figures), file=sys.stderr)
    return figures


def measure(kind: str, count: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder, items, size = Path(scratch), [], 0
        paths = []
        for i, text in enumerate(texts(kind)):
            path = folder / f"s{i}.json"
            path.write_bytes(text)
            size += len(text)
            paths.append(str(path))
            items.append(text if kind == "bytes" else str(path))
        in_c = c_loop(folder, POLICIES[kind], paths * 3)
        in_python = python_loop(POLICIES[kind], paths * 3)
        before = gain()
        one, two = run(kind, 1, count, items), run(kind, 2, count, items)
        after = gain()
    print(f"{kind}: {count} descriptions of {size // DIFFERENT} bytes against "
          f"{POLICIES[kind]}; microseconds for each")
    print("                       passed     here  workers      all  over C")
    print(f"loop in C                               {in_c:18.1f}")
    print(f"loop in Python                          {in_python:18.1f}"
          f"{in_python - in_c:8.1f}")
    for name, (passed, here, there) in (("1 worker", one), ("2 workers", two)):
        figures = [part / count * 1e6
                   for part in (passed, here, there, here + there)]
        print(f"{name:20}" + "".join(f"{figure:9.1f}" for figure in figures) +
              f"{figures[-1] - in_c:8.1f}  {figures[-1] / in_c:.2f} x C")
    print(f"1 -> 2 workers: {one[0] / two[0]:.2f} x as fast; arithmetic "
          f"{before:.2f} x before, {after:.2f} x after", flush=True)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for kind in sys.argv[2:] or ["small", "real", "bytes"]:
        measure(kind, count)
    print(f"resident in the driver: "
          f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
