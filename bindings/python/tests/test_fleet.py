# SPDX-License-Identifier: MIT
"""Fleets: every description is answered once, also when a worker is killed."""

import json
import os
import signal

import pytest
from conftest import AS_OF, EXAMPLES, ROOT

import fisc

pytest.importorskip("distributed")
from fisc import fleet  # noqa: E402


@pytest.fixture(scope="module")
def runs():
    with fleet.Fleet(fleet.PolicySpec("fisc8"), workers=2) as made:
        yield made


def descriptions(count):
    for i in range(count):
        yield {"id": f"s{i}", "importance": "high" if i % 2 else "low",
               "parties": [{"id": "bank", "roles": ["customer"]}]}


def flat(partitions):
    return [answer for part in partitions for answer in part]


def test_answers_are_those_of_one_process(runs, policy):
    told = []
    answers = flat(runs.evaluate(
        descriptions(50), AS_OF, size=7, report=True,
        progress=lambda done, handed: told.append((done, handed))))
    assert sorted(a.name for a in answers) == sorted(
        f"s{i}" for i in range(50))
    one = next(a for a in answers if a.name == "s3")
    here = policy.evaluate(fisc.System(list(descriptions(4))[3]), AS_OF)
    assert one.report == here.to_json()
    assert one.counts == here.coverage().to_dict()
    assert told[-1] == (50, 50) and told == sorted(told)


def test_progress_is_shown(runs, capsys):
    flat(runs.evaluate(descriptions(20), AS_OF, size=10,
                       progress=fleet.show_progress))
    assert capsys.readouterr().err.endswith("\r20 of 20 handed out")


def test_a_policy_is_loaded_once_by_each_worker(runs):
    flat(runs.evaluate(descriptions(40), AS_OF, size=2))
    assert set(runs.client.run(
        lambda: __import__("fisc.fleet").fleet.loads).values()) == {1}


def test_a_bad_description_is_an_answer(runs, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text("{")
    answers = flat(runs.evaluate(
        [bad, str(EXAMPLES / "internet-banking.json"), b"<",
         {"id": "s9", "a": None}, fisc.Source("b.json", b"{"),
         fisc.Source("c.json", '"\ud800')], AS_OF))
    assert [bool(a.error) for a in answers] == [
        True, False, True, True, True, True]
    assert [a.name for a in answers[2:]] == ["", "s9", "b.json", "c.json"]
    assert answers[0].name == str(bad) and "bad.json:1" in answers[0].error
    assert answers[2].error.startswith("<string>:1:")
    assert answers[4].error.startswith("b.json:1:")
    assert answers[5].error.startswith("c.json:1:")


def test_what_is_streamed_is_not_read_ahead_of_need(runs):
    read = []

    def stream():
        for i, facts in enumerate(descriptions(1_000)):
            read.append(i)
            yield facts

    partitions = runs.evaluate(stream(), AS_OF, size=5, ahead=2)
    next(partitions)
    assert len(read) <= 5 * (2 * 2 + 2)
    partitions.close()


def test_a_killed_worker_loses_nothing(runs):
    pids = list(runs.client.run(os.getpid).values())
    answers, killed = [], False
    for part in runs.evaluate(descriptions(600), AS_OF, size=10):
        answers += part
        if not killed and len(answers) >= 100:
            os.kill(pids[0], signal.SIGKILL)
            killed = True
    assert killed
    assert sorted(a.name for a in answers) == sorted(
        f"s{i}" for i in range(600))
    assert not any(a.error for a in answers)


def test_any_schedulers_address_will_do(runs):
    address = runs.client.scheduler.address
    with fleet.Fleet(fleet.PolicySpec("fisc8"), address) as other:
        assert len(flat(other.evaluate(descriptions(5), AS_OF))) == 5
    assert len(flat(runs.evaluate(descriptions(5), AS_OF))) == 5


def test_a_bag_of_descriptions_becomes_one_of_answers(runs):
    bag = pytest.importorskip("dask.bag")
    answers = runs.evaluate_bag(
        bag.from_sequence(descriptions(30), npartitions=4), AS_OF)
    assert sorted(answers.map(lambda a: a.name).compute()) == sorted(
        f"s{i}" for i in range(30))


def test_a_policy_travels_along(runs):
    spec = fleet.PolicySpec.embedded(ROOT / "policies" / "fsa-cyber",
                                     ROOT / "policies" / "vocabulary")
    assert spec.load().digest == fisc.Policy("fsa-cyber").digest
    with fleet.Fleet(spec, runs.client.scheduler.address) as other:
        assert len(flat(other.evaluate(descriptions(3), AS_OF))) == 3
    wrong = fleet.PolicySpec("fisc8", digest="0" * 64)
    with pytest.raises(fisc.ConflictError):
        wrong.load()


def test_an_institution_stays_in_one_shard():
    items = [{"id": f"s{i}", "bank": f"b{i % 7}"} for i in range(100)]
    shards = [list(fleet.by_institution(items, n, 3, lambda i: i["bank"]))
              for n in range(3)]
    assert sorted(json.dumps(i) for part in shards for i in part) == sorted(
        json.dumps(i) for i in items)
    banks = [{i["bank"] for i in part} for part in shards]
    assert not (banks[0] & banks[1] or banks[1] & banks[2]
                or banks[0] & banks[2])
