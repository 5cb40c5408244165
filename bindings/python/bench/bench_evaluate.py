# SPDX-License-Identifier: MIT
"""What Python adds to the C call, and what two threads gain.

    python3 bench_evaluate.py

300 clauses over 100 facts. The C call is the same one, made in a loop that is
compiled, of the same policy and description. The status is 1 where Python adds
more than it may, or threads wait for one another in evaluations that are long:
in those of a few microseconds Python's own share, under its lock, is the half.
"""

from __future__ import annotations

import hashlib
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import fisc

RULES = 300
ROUNDS, REPEATS = 2_000, 9
ALLOWED = 20  # microseconds that Python may add

LOOP = r"""
#include <fisc/fisc.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double
cpu(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

int
main(int argc, char **argv)
{
    struct fisc_source source = {.size = sizeof source, .name = argv[1]};
    struct fisc_eval_options options = {.size = sizeof options,
                                        .as_of = 20634};
    struct fisc_context *context;
    struct fisc_policy *policy;
    struct fisc_system *system;
    struct fisc_evaluator *evaluator;
    int rounds = atoi(argv[3]);

    if (argc != 4 || fisc_context_new(NULL, &context, NULL) ||
        fisc_policy_load(context, &source, 1, &policy, NULL) ||
        fisc_system_load(context, argv[2], 0, &system, NULL) ||
        fisc_evaluator_new(policy, &evaluator, NULL))
        return 1;
    for (int repeat = 0; repeat < 9; repeat++) {
        double start = cpu();

        for (int i = 0; i < rounds; i++) {
            struct fisc_report *report;

            if (fisc_eval(evaluator, system, &options, &report, NULL))
                return 1;
            fisc_report_unref(report);
        }
        printf("%f\n", (cpu() - start) / rounds);
    }
    return 0;
}
"""


def write_policy(folder: Path) -> None:
    """300 clauses, each of two flags."""
    facts = "".join(
        f'<fact path="f{i}" type="flag"><meaning xml:lang="en">f</meaning>'
        f'<meaning xml:lang="ja">f</meaning>'
        f'<question xml:lang="en">f?</question>'
        f'<question xml:lang="ja">f?</question></fact>' for i in range(100))
    (folder / "vocabulary.xml").write_text(
        f'<vocabulary xmlns="urn:libfisc:vocabulary:1" id="v" version="1">'
        f"{facts}</vocabulary>")
    controls = "".join(
        f'<control id="b.c{i}"><title>c</title>'
        f'<part name="statement" id="b.c{i}_smt">'
        f'<part name="item" id="b.c{i}.customer"><p>c</p></part></part>'
        f"</control>" for i in range(RULES))
    (folder / "catalog.xml").write_text(
        '<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0" '
        'uuid="6f3a7d2e-9a0c-4f5b-8f6e-2b1c7d9e4a11"><metadata><title>b'
        "</title><last-modified>2026-04-01T00:00:00+09:00</last-modified>"
        "<version>1</version><oscal-version>1.1.2</oscal-version></metadata>"
        f"{controls}</catalog>")
    manifest = ""
    for part in range(0, RULES, 100):
        (folder / f"c{part}.lua").write_text("".join(
            f'check "b.c{i}.customer" {{ flag "f{i % 100}", '
            f'any {{ flag "f{(i * 7 + i // 100) % 100}", '
            f'flag "f{(i * 13 + 5) % 100}" }} }}\n'
            for i in range(part, part + 100)))
        manifest += f'<checks href="c{part}.lua"/>'
    (folder / "policy.xml").write_text(
        '<policy xmlns="urn:libfisc:policy:1" id="b" version="1">'
        '<title xml:lang="en">b</title><title xml:lang="ja">b</title>'
        '<vocabulary href="vocabulary.xml"/><catalog href="catalog.xml"/>'
        f"{manifest}</policy>")


def c_loop(folder: Path, system: Path) -> float:
    """Microseconds of one C call."""
    (folder / "loop.c").write_text(LOOP)
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "fisc"],
                           check=True, capture_output=True,
                           text=True).stdout.split()
    subprocess.run(["cc", "-O2", folder / "loop.c", "-o", folder / "loop",
                    *flags], check=True)
    out = subprocess.run([folder / "loop", folder, system, str(ROUNDS)],
                         check=True, capture_output=True, text=True).stdout
    return min(map(float, out.split()))


def python_loop(policy: fisc.Policy, system: fisc.System) -> float:
    evaluator = policy.evaluator()
    times = []
    for _ in range(REPEATS):
        start = time.thread_time()
        for _ in range(ROUNDS):
            evaluator.evaluate(system, "2026-06-30")
        times.append((time.thread_time() - start) / ROUNDS * 1e6)
    return min(times)


class Side:
    """What a thread took for so many evaluations."""

    def __init__(self, evaluator: fisc.Evaluator, system: fisc.System,
                 rounds: int) -> None:
        before = resource.getrusage(resource.RUSAGE_THREAD)
        start = time.thread_time()
        for _ in range(rounds):
            evaluator.evaluate(system, "2026-06-30")
        self.cpu = (time.thread_time() - start) / rounds * 1e6
        after = resource.getrusage(resource.RUSAGE_THREAD)
        self.waits = (after.ru_nvcsw - before.ru_nvcsw) / rounds


def at_once(count: int, work: Callable[[int], object]) -> float:
    """Seconds that pass until so many threads have worked."""
    threads = [threading.Thread(target=work, args=(i,)) for i in range(count)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - start


def arithmetic(_: int) -> None:
    """What needs no memory and holds no lock of Python's."""
    data = bytes(1 << 20)
    for _ in range(50):
        hashlib.sha256(data).digest()


def threads(policy: fisc.Policy, parties: int, rounds: int) -> bool:
    """One thread and two: what each takes, and whether they wait.

    How much two do in the same time depends on what else the machine does;
    what each takes of the processor, and how often it waits, does not.
    """
    system = fisc.System({"id": "s", "parties": [
        {"id": f"p{i}", "roles": ["customer"]} for i in range(parties)]})
    evaluators = [policy.evaluator() for _ in range(2)]
    for evaluator in evaluators:
        evaluator.evaluate(system, "2026-06-30")
    one, two, gain, sums = [], [], [], []

    def work(into: list[Side], index: int) -> None:
        into.append(Side(evaluators[index], system, rounds))

    for _ in range(REPEATS):
        gain.append(2 * at_once(1, lambda i: work(one, i)) /
                    at_once(2, lambda i: work(two, i)))
        sums.append(2 * at_once(1, arithmetic) / at_once(2, arithmetic))
    alone = min(side.cpu for side in one)
    together = min(side.cpu for side in two)
    waits = statistics.median(side.waits for side in two)
    print(f"two threads, {alone:.0f} us each: {together / alone:.2f} x the "
          f"processor's time, {waits:.3f} waits an evaluation; "
          f"{statistics.median(gain):.2f} x as much in the same time, "
          f"arithmetic {statistics.median(sums):.2f} x")
    return waits < 0.1


def main() -> int:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_policy(folder)
        system_path = folder / "system.json"
        facts = ", ".join(f'"f{i}": {"true" if i % 3 else "false"}'
                          for i in range(100))
        system_path.write_text('{"format": "libfisc-system/1", "id": "s", '
                               '"parties": [{"id": "bank", "roles": '
                               f'["customer"]}}], {facts}}}')
        policy = fisc.Policy(folder)
        system = fisc.System.load(system_path)
        ok = False
        # The machine may have other work: what is always there counts.
        for _ in range(10):
            in_c = c_loop(folder, system_path)
            in_python = python_loop(policy, system)
            if ok := in_python - in_c <= ALLOWED:
                break
        print(f"C call        {in_c:8.2f} us")
        print(f"from Python   {in_python:8.2f} us  "
              f"{in_python / in_c:.2f} x  +{in_python - in_c:.2f} us")
        threads(policy, 1, 2_000)
        ok = threads(policy, 2_000, 10) and ok
        return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
