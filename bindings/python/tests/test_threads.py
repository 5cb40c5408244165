# SPDX-License-Identifier: MIT
"""Threads evaluate at once; what goes on can be stopped; memory holds level."""

import os
import signal
import subprocess
import sys
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


def endless():
    """A policy whose one check runs until it is stopped, where all depends
    on the system.

    Python's lock held meanwhile would leave it to its budget, which is some
    minutes: no result that any test wants.
    """
    context = fisc.Context(check_steps=1 << 34, clause_work=1 << 60,
                           eval_work=1 << 60)
    return fisc.Policy.load_try(fisc.Source(
        "endless.lua", "return function (ctx)\n"
        "  local n = 0\n"
        "  while ctx.get 'importance' == 'high' do n = n + 1 end\n"
        "  return n == 0\nend"), "fisc8", context=context)


ENDLESS = {"id": "s", "importance": "high",
           "parties": [{"id": "bank", "roles": ["customer"]}]}


def interrupted_once_begun(evaluator, wait=0, **options):
    """Evaluates what has no end until another thread interrupts it."""
    begun = threading.Event()

    def ask():
        begun.wait()
        time.sleep(wait)
        evaluator.interrupt()

    asker = threading.Thread(target=ask)
    asker.start()
    try:
        return evaluator.evaluate(
            fisc.System(ENDLESS), AS_OF,
            progress=lambda done, total: begun.set(), **options)
    finally:
        begun.set()
        asker.join()
        evaluator.clear_interrupt()


def test_another_thread_interrupts():
    with pytest.raises(fisc.Interrupted):
        interrupted_once_begun(endless().evaluator())


def test_what_was_decided_is_told_where_that_is_enough():
    evaluator, part, wait = endless().evaluator(), None, 0.001
    while part is None:
        wait *= 2
        try:
            part = interrupted_once_begun(evaluator, wait, partial=True)
        except fisc.Interrupted:
            pass  # before there were rows
    assert part.stopped == fisc.Status.INTERRUPTED and part.undecided
    assert part.to_dict()["format"] == "libfisc-partial/1"


def test_an_interrupt_stands_until_it_is_taken_back(policy):
    evaluator = policy.evaluator()
    evaluator.interrupt()
    for _ in range(2):
        with pytest.raises(fisc.Interrupted):
            evaluator.evaluate(fisc.System({"id": "s"}), AS_OF)
    evaluator.clear_interrupt()
    assert evaluator.evaluate(fisc.System({"id": "s"}), AS_OF)


# Works until a signal comes, and says what came of it. Whoever runs the tests
# in the background may have had it ignored.
CHILD = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.path.insert(0, {here!r})
import fisc, test_threads
from conftest import AS_OF

evaluator, nothing = {evaluator}, fisc.System({{"id": "s"}})
system = {system}
try:
    print("under way", flush=True)
    while True:
        evaluator.{work}(system, AS_OF)
except KeyboardInterrupt:
    print("ended", flush=True)
assert evaluator.{work}(nothing, AS_OF)  # it begins anew
"""


def interrupted(**parts):
    """A process that gets Ctrl-C: no test here can be hit by it instead."""
    text = CHILD.format(here=os.path.dirname(__file__), **parts)
    with subprocess.Popen([sys.executable, "-c", text], text=True,
                          stdout=subprocess.PIPE) as child:
        assert child.stdout.readline() == "under way\n"
        child.send_signal(signal.SIGINT)
        out = child.communicate()[0]
    assert (out, child.returncode) == ("ended\n", 0)


def test_ctrl_c_ends_an_evaluation():
    interrupted(evaluator="fisc.Policy('fisc8').evaluator()",
                system="test_threads.wide()", work="evaluate")


def test_ctrl_c_ends_a_forecast():
    interrupted(evaluator="fisc.Policy('fisc8').evaluator()",
                system="test_threads.wide()", work="forecast")


def test_forecasts_and_plans_are_told_of_and_stopped(policy, bank, report):
    evaluator = policy.evaluator()
    for make in (lambda tell: evaluator.forecast(bank, AS_OF, progress=tell),
                 lambda tell: evaluator.plan(report, progress=tell)):
        told = []
        assert make(lambda *now: told.append(now)).to_json()
        assert told == sorted(told)
        assert told[0][0] == 0 and told[-1][0] == told[-1][1] > 0
        with pytest.raises(fisc.Interrupted):
            make(lambda done, total: False)

        def broken(done, total):
            raise LookupError("mine")

        with pytest.raises(LookupError, match="mine"):
            make(broken)


def test_progress_is_told_and_can_stop(policy):
    evaluator, system, told = policy.evaluator(), wide(2_000), []

    def progress(done, total):
        told.append((done, total))
        # Longer than what is waited for until the next time.
        time.sleep(0.021)
        return len(told) < 3

    with pytest.raises(fisc.Interrupted):
        evaluator.evaluate(system, AS_OF, progress=progress)
    assert len(told) == 3 and told == sorted(told)
    assert all(0 <= done <= total for done, total in told)

    told.clear()
    assert evaluator.evaluate(fisc.System({"id": "s"}), AS_OF,
                              progress=lambda *now: told.append(now))
    assert told[0][0] == 0 and told[-1][0] == told[-1][1] > 0

    def broken(done, total):
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        evaluator.evaluate(system, AS_OF, progress=broken)
    with pytest.raises(LookupError, match="mine"):
        evaluator.evaluate(system, AS_OF, progress=broken, partial=True)


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
        evaluator.evaluate(bank, AS_OF, progress=again)


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


def test_two_threads_are_in_the_library_at_once():
    """Both work in it, without an end, while this one goes on in Python."""
    policy, system = endless(), fisc.System(ENDLESS)
    evaluators = [policy.evaluator() for _ in range(2)]
    begun, ended = threading.Barrier(3), []

    def progress(done, total):
        begun.wait()

    def work(evaluator):
        try:
            evaluator.evaluate(system, AS_OF, progress=progress)
        except fisc.Error as error:
            ended.append(type(error))

    threads = [threading.Thread(target=work, args=(evaluator,))
               for evaluator in evaluators]
    for thread in threads:
        thread.start()
    begun.wait()
    for evaluator in evaluators:
        evaluator.interrupt()
    for thread in threads:
        thread.join()
    assert ended == [fisc.Interrupted] * 2


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
