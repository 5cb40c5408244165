# SPDX-License-Identifier: MIT
"""Threads evaluate at once; what goes on can be stopped; memory holds level."""

import _thread
import os
import threading
import time

import pytest
from conftest import AS_OF

import fisc

def wide(count=20_000):
    """A description with parties enough to keep an evaluation busy."""
    return fisc.System({"parties": [
        {"id": f"p{i}", "roles": ["provider", "supplier"]}
        for i in range(count)]}, id="s")


def ended_after(action, work):
    """Runs `work`, and `action` on another thread soon after."""
    timer = threading.Timer(0.3, action)
    start = time.monotonic()
    timer.start()
    try:
        with pytest.raises((fisc.Interrupted, KeyboardInterrupt)) as caught:
            work()
    finally:
        timer.join()
    # Generous, for machines that have other things to do.
    assert time.monotonic() - start < 10
    return caught.type


def test_another_thread_interrupts(policy):
    evaluator, system = policy.evaluator(), wide()
    kind = ended_after(evaluator.interrupt,
                       lambda: evaluator.evaluate(system, AS_OF))
    assert kind is fisc.Interrupted
    with pytest.raises(fisc.Interrupted):
        evaluator.evaluate(fisc.System({"id": "s"}), AS_OF)
    evaluator.clear_interrupt()
    assert evaluator.evaluate(fisc.System({"id": "s"}), AS_OF)


def test_ctrl_c_ends_an_evaluation(policy):
    evaluator, system = policy.evaluator(), wide()
    kind = ended_after(_thread.interrupt_main,
                       lambda: evaluator.evaluate(system, AS_OF))
    assert kind is KeyboardInterrupt
    # The next one begins anew.
    assert evaluator.evaluate(fisc.System({"id": "s"}), AS_OF)


def test_ctrl_c_ends_a_forecast(policy):
    evaluator, system = policy.evaluator(), wide()
    kind = ended_after(_thread.interrupt_main,
                       lambda: evaluator.forecast(system, AS_OF))
    assert kind is KeyboardInterrupt
    assert evaluator.forecast(fisc.System({"id": "s"}), AS_OF)


def test_progress_is_told_and_can_stop(policy):
    evaluator, system = policy.evaluator(), wide()
    told = []

    def progress(done, total):
        told.append((done, total))
        return len(told) < 3

    with pytest.raises(fisc.Interrupted):
        evaluator.evaluate(system, AS_OF, progress=progress)
    assert len(told) == 3 and told == sorted(told)
    assert all(0 <= done <= total for done, total in told)

    def broken(done, total):
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        evaluator.evaluate(system, AS_OF, progress=broken)
    with pytest.raises(LookupError, match="mine"):
        evaluator.evaluate(system, AS_OF, progress=broken, partial=True)
    part = evaluator.evaluate(wide(2_000), AS_OF, partial=True,
                              progress=lambda done, total: done == 0)
    assert part.stopped == fisc.Status.INTERRUPTED and part.undecided
    assert part.to_dict()["format"] == "libfisc-partial/1"


def test_an_evaluator_does_one_thing_at_a_time(policy, bank, report):
    evaluator = policy.evaluator()
    wanted, got = report.to_json(), []

    def work():
        for _ in range(20):
            got.append(evaluator.evaluate(bank, AS_OF).to_json())

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 80 and set(got) == {wanted}

    def again(done, total):
        evaluator.evaluate(bank, AS_OF)

    with pytest.raises(RuntimeError, match="already"):
        evaluator.evaluate(wide(), AS_OF, progress=again)


def test_threads_share_a_policy(policy, bank, report):
    wanted, got = report.to_json(), []

    def work():
        for _ in range(20):
            made = policy.evaluate(bank, AS_OF)
            rows = [row.key for row in made]
            made.close()
            assert len(rows) == len(report)
        got.append(policy.evaluate(bank, AS_OF).to_json())

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(got) == {wanted} and len(got) == 8


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one processor")
def test_two_threads_run_at_once(policy):
    """Both are inside the library at a time: its lock is not Python's."""
    system = wide()
    inside, overlapped = set(), threading.Event()

    def work(name):
        def progress(done, total):
            inside.add(name)
            if len(inside) == 2:
                overlapped.set()
            # Ends once both were seen under way.
            return not overlapped.is_set()

        try:
            policy.evaluator().evaluate(system, AS_OF, progress=progress)
        except fisc.Interrupted:
            pass
        inside.discard(name)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert overlapped.is_set()


def resident():
    """Kilobytes of memory that this process has."""
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
    return 0


def hold_level(policy, rounds):
    system = fisc.System({"id": "s", "importance": "high"})

    def work(count):
        for i in range(count):
            report = policy.evaluate(system, AS_OF)
            if i % 50 == 0:
                for row in report.results[:5]:
                    row.explain().to_dict()
                built = fisc.System({"id": "s", "importance": "low"})
                fisc.Diff(report, policy.evaluate(built, AS_OF)).events()
                with pytest.raises(fisc.Error):
                    fisc.System({"a": None}, id="s")

    work(rounds // 10)
    before = resident()
    work(rounds)
    # What the allocator rounds up, not a byte for each round.
    assert resident() - before < 1024, (before, resident())


def test_memory_holds_level():
    hold_level(fisc.Policy("fsa-cyber"), 20_000)


@pytest.mark.long
def test_memory_holds_level_for_a_million_evaluations():
    hold_level(fisc.Policy("fsa-cyber"),
               int(os.environ.get("FISC_ROUNDS", 1_000_000)))
