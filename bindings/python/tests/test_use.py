# SPDX-License-Identifier: MIT
"""What a program sees of descriptions, reports and all that comes of them."""

import copy
import datetime
import gc
import io
import json
import logging
import pickle
import weakref

import pytest
from conftest import AS_OF, DATA, EXAMPLES

import fisc
from fisc import Outcome, change


# ---- descriptions -----------------------------------------------------------

@pytest.mark.parametrize("name", ["internet-banking.json", "core-banking.json",
                                  "card-mixed.json", "card-mixed.xml",
                                  "aws-provider.json"])
def test_a_description_goes_into_a_dict_and_back(name):
    system = fisc.System.load(EXAMPLES / name)
    again = fisc.System(system.to_dict())
    assert again == system and again.digest == system.digest
    assert again.to_dict() == system.to_dict()


def test_a_dict_gives_the_bytes_of_its_json(policy, bank):
    facts = json.loads((EXAMPLES / "internet-banking.json").read_text())
    built = fisc.System(facts)
    assert built.digest == bank.digest
    assert (policy.evaluate(built, AS_OF).to_json() ==
            policy.evaluate(bank, AS_OF).to_json())


def test_python_has_more_words_for_the_same():
    written = fisc.System.parse(json.dumps({
        "format": "libfisc-system/1", "id": "s", "day": "2026-05-01",
        "regions": ["b", "a"], "number": 1.5,
        "said": {"value": True, "date": "2026-05-01"}}))
    built = fisc.System({
        "day": datetime.date(2026, 5, 1), "regions": {"a", "b"},
        "number": 1.5,
        "said": {"value": True, "date": datetime.date(2026, 5, 1)}}, id="s")
    assert built == written


def test_a_builder_says_what_a_dict_says():
    builder = fisc.Builder("s")
    builder.title(fisc.Language.EN, "a system")
    builder.place("cmdb", 3, 7)
    with pytest.raises(fisc.InvalidError) as caught:
        builder.boolean("no path", True)
    assert (caught.value.file, caught.value.line, caught.value.column) == (
        "cmdb", 3, 7)
    builder.enter("backup")
    builder.boolean("offsite", True)
    builder.about("offsite", date="2026-05-01", source="cmdb")
    builder.leave()
    builder.list("suppliers", complete=False)
    builder.record("suppliers[acme]")
    builder.set("regions", ["tokyo"])
    builder.integer("count", 3)
    builder.decimal("rate", 0.5)
    builder.date("held", "2026-05-01")
    builder.unknown("keys", "nobody asked")
    built = fisc.System.build(builder)
    assert built == fisc.System({
        "id": "s", "title": {"en": "a system"},
        "backup": {"offsite": {"value": True, "date": "2026-05-01",
                               "source": "cmdb"}},
        "suppliers": {"complete": False, "items": [{"id": "acme"}]},
        "regions": ["tokyo"], "count": 3, "rate": 0.5, "held": "2026-05-01",
        "keys": {"unknown": "nobody asked"}})
    with pytest.raises(fisc.InvalidError):
        fisc.System.build(builder)


@pytest.mark.parametrize("facts, path", [
    ({"a": None}, "a"), ({"a": {"b": object()}}, "a.b"), ({1: True}, ""),
    ({"a": 1 << 63}, "a"), ({"a": float("nan")}, "a"), ({"a": "\ud800"}, "a"),
    ({"a": "x\0y"}, "a"), ({"a": [{"x": 1}]}, "a"),
    ({"a": datetime.datetime(2026, 1, 1)}, "a"),
    ({"a": [["b"]]}, "a"), ({"a": {"value": True, "sorce": "x"}}, "a"),
    ({"a": {"value": True, "date": "2026-02-30"}}, "a"),
    ({"a": {"items": []}}, "a"), ({"a": {"unknown": ""}}, "a"),
])
def test_a_dict_that_says_nothing_is_refused_with_its_path(facts, path):
    with pytest.raises(fisc.InvalidError) as caught:
        fisc.System(facts, id="s")
    assert caught.value.path == path
    assert isinstance(caught.value, ValueError)


def test_a_dict_deeper_than_the_limit_is_refused():
    facts = {}
    facts["a"] = facts
    with pytest.raises(fisc.LimitError):
        fisc.System(facts, id="s")


def test_facts_are_looked_up_by_path(bank):
    value = bank["importance"]
    assert value.type == fisc.ValueType.STRING and value.value == "high"
    assert value.file.endswith("internet-banking.json") and value.line > 0
    assert bank.get("nothing.there") is None and "parties[bank]" in bank
    with pytest.raises(KeyError):
        bank["nothing.there"]
    with pytest.raises(fisc.InvalidError):
        bank["no path"]
    assert [item.name for item in bank.items("parties")] == sorted(
        item.name for item in bank.items("parties"))


def test_changes_make_another_description(bank):
    digest = bank.digest
    changed = bank.change({"importance": None})
    assert "importance" not in changed and bank.digest == digest
    many = bank.change([
        change.state("x.flag", True, date="2026-06-01"),
        change.state("x.number", 3), change.state("x.rate", 0.5),
        change.state("x.day", datetime.date(2026, 6, 1)),
        change.members("x.set", ["b"]), change.unknown("x.what", "asked"),
        change.record("x.list[one]"), change.spelled("x.json", "[1, 2]"),
    ])
    many = many.change([change.said("x.number", source="cmdb"),
                        change.completeness("x.list", True),
                        change.add("x.set", "a")])
    many = many.change([change.remove("x.set", "b")])
    assert many.to_dict()["x"] == {
        "flag": {"value": True, "date": "2026-06-01"},
        "number": {"value": 3, "source": "cmdb"}, "rate": 0.5,
        "day": "2026-06-01", "set": ["a"], "what": {"unknown": "asked"},
        "list": [{"id": "one"}], "json": [1, 2]}
    with pytest.raises(fisc.NotFoundError) as caught:
        bank.change([change.clear("importance"),
                     change.state("suppliers[nobody].x", True)])
    assert caught.value.line == 2


def test_descriptions_travel_in_pickles(bank):
    assert pickle.loads(pickle.dumps(bank)) == bank
    assert copy.copy(bank) is bank


# ---- reports ----------------------------------------------------------------

def test_a_report_as_a_dict_is_its_json(report):
    assert report.to_dict() == json.loads(report.to_json())


def test_rows_are_found_by_key_and_by_place(report):
    row = report["fisc8.f1.provider@aws"]
    assert row == report.results[row.index] == report[row.index]
    assert row.bearer == fisc.Role.PROVIDER and row.level == fisc.Level.MUST
    assert report.outcomes()[row.index] == row.result
    assert len(report) == len(report.outcomes()) == len(list(report))
    assert report.results[-1] == report.results[len(report) - 1]
    assert len(report.results[2:5]) == 3
    with pytest.raises(KeyError):
        report["nothing"]
    with pytest.raises(IndexError):
        report.results[len(report)]
    with pytest.raises(IndexError):
        report.explain(len(report))


def test_views_are_like_dataclasses(report):
    row = report.results[0]
    assert row.to_dict()["key"] == row.key
    assert repr(row).startswith("Result(key='")
    match row:
        case fisc.Result(key=key, result=Outcome()):
            assert key == row.key
    assert row != report.results[1] and row != "other"
    with pytest.raises(AttributeError):
        row.key = "x"
    with pytest.raises(TypeError):
        hash(row)


def test_coverage_counts_rows(report):
    every = report.coverage()
    assert sum(every.values()) == len(report)
    assert sum(sum(report.coverage(role).values()) for role in fisc.Role) == (
        len(report))
    assert report.coverage(level=fisc.Level.MUST)[Outcome.PASS] == sum(
        row.level == fisc.Level.MUST and row.result == Outcome.PASS
        for row in report)
    assert report.coverage(party="aws")[Outcome.PASS] == sum(
        row.party == "aws" and row.result == Outcome.PASS for row in report)


def test_reports_are_written_into_files(report):
    data, words = io.BytesIO(), io.StringIO()
    report.write(data)
    assert data.getvalue() == report.to_json()
    report.write(words, format=fisc.Format.TEXT, width=60)
    assert words.getvalue() == report.to_text(width=60)

    class Full(io.BytesIO):
        def write(self, piece):
            raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        report.write(Full())
    with pytest.raises(fisc.NotFoundError):
        report.to_json(only="nothing")


def test_text_is_handed_over_by_whole_characters():
    from fisc.write import Sink
    out = io.StringIO()
    sink = Sink(out)
    data = "設７aé😀".encode()
    for i in range(len(data)):
        sink.take(data[i:i + 1])
    assert out.getvalue() == "設７aé😀"


def test_explanations_say_why(report):
    row = next(row for row in report if row.result == Outcome.UNKNOWN)
    why = row.explain()
    assert why.deciding and why.deciding[0].state and why.deciding_minimal
    failed = next(row for row in report if row.result == Outcome.FAIL)
    why = failed.explain()
    assert why.facts[0].path and why.message.ja and why.message.en


def test_rows_are_what_pandas_takes(report):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(report.rows(explain=True))
    assert len(frame) == len(report)
    assert dict(frame["result"].value_counts())["pass"] == (
        report.coverage()[Outcome.PASS])
    assert frame.loc[0, "as_of"] == datetime.date(2026, 6, 30)


def test_questions_are_in_order(report):
    questions = report.questions()
    assert questions.open == sum(
        row.result == Outcome.UNKNOWN and row.level == fisc.Level.MUST
        for row in report)
    first = questions[0]
    assert first.row_count == len(questions.results(first)) > 0
    assert first.text.en


def test_diffs_and_events(policy, bank, report):
    after = policy.evaluate(bank.change({"access.procedure.deals_with": None}), AS_OF)
    diff = fisc.Diff(report, after)
    assert diff.cause == fisc.DiffCause.SYSTEM
    assert sum(diff.counts().values()) == len(diff.entries)
    assert all(e.kind != fisc.DiffKind.UNCHANGED for e in diff)
    assert diff.worse == sum(entry.worse for entry in diff)
    stored = fisc.ResultSet.parse(report.to_json(), "before.json")
    assert [row.to_dict() | {"clause_index": 0} for row in stored] == [
        row.to_dict() | {"clause_index": 0} for row in report]
    for row, was in zip(stored, report):
        assert row.explain().to_dict() | {"details": 0, "label_titles": 0} == (
            was.explain().to_dict() | {"details": 0, "label_titles": 0})
    assert fisc.Diff(stored, after).to_json() == diff.to_json()
    events = diff.events()
    state = fisc.DiffState.parse(
        fisc.Diff(after, report).events(fisc.DiffState.parse("")) + events)
    assert diff.events(state) == b""
    assert diff.before.system_id == report.system_id
    assert diff.after["fisc8.f1.provider@aws"].clause_index is None


def test_forecasts(policy, bank):
    ahead = policy.evaluator().forecast(bank, AS_OF, "2026-12-31")
    assert ahead.until == datetime.date(2026, 12, 31)
    said = json.loads(ahead.to_json())
    assert said["format"] == "libfisc-forecast/1"
    first = ahead.events[0].changes[0]
    later = policy.evaluate(bank, first.date)
    assert later[first.key].result == first.after
    assert ahead.report[first.row].key == first.key
    assert first.causes[0].kind in fisc.ForecastKind
    assert ahead.to_icalendar().startswith(b"BEGIN:VCALENDAR")
    with pytest.raises(fisc.InvalidError):
        policy.evaluator().forecast(bank, AS_OF, "2026-01-01")


def test_plans_are_carried_out(policy, bank, report):
    evaluator = policy.evaluator()
    plan = evaluator.plan(report)
    assert json.loads(plan.to_json())["format"] == "libfisc-plan/1"
    row = next(row for row in plan.rows
               if row.set_count and row.sets[0].tried)
    changed = bank
    for made in row.sets[0].changes:
        changed = changed.change(made.changes)
    after = policy.evaluate(changed, AS_OF)
    assert after[row.key].result == Outcome.PASS
    entry = plan.entries[0]
    assert len(entry.rows) == entry.row_count
    assert plan.change(entry).path
    assert plan.to_text(fisc.Language.EN)


def test_changes_of_an_evaluator(policy, bank, report):
    evaluator = policy.evaluator()
    evaluator.evaluate(bank, AS_OF)
    evaluator.change({"access.procedure.deals_with": None})
    assert evaluator.moved()
    again = policy.evaluate(bank.change({"access.procedure.deals_with": None}), AS_OF)
    assert evaluator.report().to_json() == again.to_json()
    evaluator.change([change.as_of("2026-07-01")])
    assert evaluator.report().as_of == datetime.date(2026, 7, 1)
    with pytest.raises(fisc.Error):
        evaluator.change({"no path": True})


def test_joined_descriptions():
    policy = fisc.Policy(DATA / ".." / ".." / "policies" / "fisc8")
    customer = fisc.System.load(EXAMPLES / "internet-banking.json")
    provider = fisc.System.load(EXAMPLES / "aws-provider.json")
    join = fisc.Join(customer, provider, "aws")
    assert len(join) == len(list(join)) > 0
    assert join.entries[0].kind in fisc.JoinKind
    joined = policy.evaluate(customer, AS_OF, joined={"aws": provider})
    assert joined.to_json() != policy.evaluate(customer, AS_OF).to_json()
    with pytest.raises(fisc.NotFoundError):
        fisc.Join(customer, provider, "nobody")


def test_options_of_evaluation(policy, bank):
    some = policy.evaluate(bank, AS_OF, control="設1",
                           levels=[fisc.Level.MUST],
                           roles=[fisc.Role.PROVIDER])
    assert {row.control for row in some} == {"fisc8.f1"}
    assert {row.level for row in some} == {fisc.Level.MUST}
    assert all(row.result == Outcome.NOTSELECTED for row in some
               if row.bearer != fisc.Role.PROVIDER)
    with pytest.raises(fisc.NotFoundError):
        policy.evaluate(bank, AS_OF, control="no such")
    strange = bank.change({"no_such_fact": True})
    with pytest.raises(fisc.InvalidError) as caught:
        policy.evaluate(strange, AS_OF)
    assert caught.value.path == "no_such_fact"
    report = policy.evaluate(strange, AS_OF, allow_unknown_paths=True)
    assert report.diagnostics[0].item == "no_such_fact"
    for wrong in ("2026-6-30", "yesterday"):
        with pytest.raises(ValueError):
            policy.evaluate(bank, wrong)
    with pytest.raises(TypeError):
        policy.evaluate(bank, datetime.datetime(2026, 6, 30))


# ---- policies and what holds them -------------------------------------------

def test_a_policy_tells_what_is_in_it(policy):
    clause = policy.clause("fisc8.f1.provider")
    assert clause.bearer == fisc.Role.PROVIDER and clause.check
    control = policy.control("設1")
    assert policy.clauses[control.clause_indexes[0]].control == control.id
    assert policy.find_control("設１") == policy.find_control("fisc8.f1")
    assert policy.find_clause("nothing") is None
    catalog = policy.catalogs[0]
    assert len(catalog.controls) == len(policy.controls)
    assert next(catalog.find_labelled("設1")) == catalog.find_control("設1")
    assert catalog.find_param(catalog.params[0].id) == 0
    ordered = next(fact for fact in policy.facts if fact.path == "importance")
    assert ordered.judged and [v.name for v in ordered.values][0] == "low"


def test_a_check_is_tried_out(bank):
    tried = fisc.Policy.load_try(
        fisc.Source("try.lua", "return function (ctx)\n"
                    "  return ctx.fail { ja = '否', en = 'no', n = 3 }\nend"),
        "fisc8")
    row = tried.evaluate(bank, AS_OF).results[0]
    assert row.clause == "try.customer" and row.result == Outcome.FAIL
    assert row.explain().details == {"n": "3"}


def test_errors_have_their_place():
    with pytest.raises(fisc.MalformedError) as caught:
        fisc.System.parse('{"format": "libfisc-system/1",\n "id" 3}', "a.json")
    error = caught.value
    assert (error.file, error.line) == ("a.json", 2) and error.column > 0
    assert str(error).startswith("a.json:2:")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error) and str(again) == str(error)
    with pytest.raises(OSError):
        fisc.System.load("/nowhere.json")
    with pytest.raises(LookupError):
        fisc.Policy(fisc.Source("p", '<policy xmlns="urn:libfisc:policy:1" '
                                'id="p" version="1">'
                                '<title xml:lang="en">p</title>'
                                '<title xml:lang="ja">p</title>'
                                '<catalog href="c.xml"/></policy>'))


def test_a_text_without_a_name_has_pythons_own():
    with pytest.raises(fisc.MalformedError, match="^<string>:1:2: ") as caught:
        fisc.System.parse("{")
    assert caught.value.file == "<string>"
    with pytest.raises(fisc.MalformedError, match="^<string>:1:"):
        fisc.Catalog.parse("<a")


def test_nothing_is_cut_short_at_a_nul():
    policy = str(DATA / ".." / ".." / "policies" / "fsa-cyber")
    for call in (lambda: fisc.Policy(policy + "\0x"),
                 lambda: fisc.System.load("a.json\0x"),
                 lambda: fisc.System({"id": "s"}, id="s\0x"),
                 lambda: fisc.to_days("2026-06-30\0x"),
                 lambda: fisc.add_period("2026-06-30", "1d\0x")):
        with pytest.raises(ValueError):
            call()


def test_what_a_newer_library_says_has_its_number():
    from fisc import error
    raw = error.new_error()
    raw.status, raw.where, raw.message = -99, b"a.json", b"is new"
    with pytest.raises(fisc.Error, match="a.json: is new") as caught:
        error.fail(raw)
    assert type(caught.value) is fisc.Error and caught.value.status == -99
    newer = Outcome(99)
    assert (str(newer), newer == 99, newer in Outcome.__members__.values()) == (
        "99", True, False)
    assert pickle.loads(pickle.dumps(newer)) == newer == copy.copy(newer)
    with pytest.raises(ValueError):
        Outcome("pass")


def test_limits_are_the_contexts():
    small = fisc.Context(max_input_bytes=10)
    with pytest.raises(fisc.LimitError):
        fisc.System.parse('{"format": "libfisc-system/1", "id": "s"}',
                          context=small)


def test_messages_go_to_logging(caplog):
    caplog.set_level(logging.INFO)
    logger = logging.getLogger("elsewhere")
    text = (DATA / "catalog" / "remarks" / "catalog.xml").read_bytes()
    fisc.Catalog.parse(text, "c.xml", context=fisc.Context(logger=logger))
    assert {record.name for record in caplog.records} == {"elsewhere"}
    assert all(record.levelno >= logging.INFO for record in caplog.records)


def test_what_is_closed_is_not_used(policy, bank):
    with policy.evaluator() as evaluator:
        report = evaluator.evaluate(bank, AS_OF)
    with pytest.raises(ValueError, match="closed"):
        evaluator.evaluate(bank, AS_OF)
    rows = report.results
    first = rows[0]
    why = first.explain()
    report.close()
    report.close()
    with pytest.raises(ValueError, match="closed"):
        report.to_json()
    # Views that are held keep what they are of.
    gc.collect()
    assert first.key and rows[1].key and why.message is not None


def test_a_policy_closed_meanwhile_is_closed(bank):
    policy = fisc.Policy("fsa-cyber")
    policy.evaluate(bank, AS_OF, allow_unknown_paths=True)
    assert policy.evaluate(bank, AS_OF, allow_unknown_paths=True,
                           progress=lambda done, total: policy.close())
    with pytest.raises(ValueError, match="closed"):
        policy.evaluate(bank, AS_OF, allow_unknown_paths=True)


def test_objects_are_closed_in_any_order(bank):
    import itertools
    for order in itertools.permutations(range(5)):
        context = fisc.Context()
        policy = fisc.Policy("fsa-cyber", context=context)
        system = fisc.System({"id": "s"}, context=context)
        evaluator = policy.evaluator()
        report = evaluator.evaluate(system, AS_OF)
        row = report.results[0]
        held = [context, policy, system, evaluator, report]
        del context, policy, system, evaluator, report
        for index in order:
            held[index].close()
            held[index] = None
            assert row.key and row.explain().to_dict()


def test_objects_go_in_any_order(bank):
    import itertools
    for order in itertools.permutations(range(5)):
        context = fisc.Context()
        policy = fisc.Policy("fsa-cyber", context=context)
        system = fisc.System({"id": "s"}, context=context)
        report = policy.evaluate(system, AS_OF)
        row = report.results[0]
        held = [context, policy, system, report, row]
        del context, policy, system, report, row
        for index in order:
            held[index] = None
        assert held == [None] * 5


def test_nothing_waits_for_the_collector(bank):
    gc.collect()
    gc.disable()
    try:
        policy = fisc.Policy("fsa-cyber")
        report = policy.evaluate(fisc.System({"id": "s"}), AS_OF)
        gone = [weakref.ref(policy), weakref.ref(report)]
        report.results[0].explain().to_dict()
        del policy, report
        assert [ref() for ref in gone] == [None, None]
    finally:
        gc.enable()


def test_dates_move_by_periods():
    assert fisc.add_period("2026-03-31", "1m") == datetime.date(2026, 4, 30)
    assert fisc.add_period(datetime.date(2024, 2, 29), "1y", -1) == (
        datetime.date(2023, 2, 28))
    with pytest.raises(ValueError):
        fisc.add_period("2026-03-31", "soon")
    assert fisc.version()[0].isdigit() and "Lua" in fisc.version_details()
