# SPDX-License-Identifier: MIT
"""The cases of policies/*/tests come out as written, as with `fisc test`."""

import json
import re
import shlex

import pytest
from conftest import ROOT

import fisc
from fisc import change

FILES = sorted(ROOT.glob("policies/*/tests/*.tsv"))
REASONS = {"pass": "met", "fail": "not-met", "notapplicable": "when",
           "notchecked": "no-check", "informational": "may",
           "notselected": "borne-by"}
DECIDED = {"met", "vacuous", "not-met", "inherited", "when", "function",
           "no-check", "may", "borne-by", "error", "budget", "memory",
           "waived"}


class Case:
    def __init__(self, name, base, like=None):
        self.name, self.base = name, base
        self.as_of = like.as_of if like else None
        self.changes = list(like.changes) if like else []
        self.params = dict(like.params) if like else {}
        self.joined = dict(like.joined) if like else {}
        self.rows = []
        self.all_rows = False


def lines_of(path):
    """Lines, with values that go on over several of them joined."""
    held = ""
    for line in path.read_text().split("\n"):
        line = line.strip()
        if not held and (not line or line.startswith("#")):
            continue
        held += " " + line if held else line
        value = re.match(r"[a-z][^ \t]*\s*=\s*(.*)", held)
        if value:
            try:
                json.loads(value[1])
            except ValueError:
                continue
        yield held
        held = ""
    assert not held, f"{path}: {held}"


def read_line(case, line):
    """A line that is neither a case nor of the whole file."""
    words = line.split()
    if (found := re.match(r"([a-z]\S*)\s*=\s*(.*)", line)):
        case.changes.append(change.spelled(found[1], found[2]))
    elif words[0] == "-":
        case.changes.append(change.clear(words[1]))
    elif words[0] == "~":
        case.changes.append(change.completeness(words[1], False))
    elif words[0] == "param":
        case.params[words[1]] = ([] if words[2] == "unset"
                                 else shlex.split(line)[3:])
    elif words[0] == "as-of":
        case.as_of = words[1]
    elif words[0] == "join":
        case.joined[words[1]] = words[2]
    elif words[0] == "all-rows":
        case.all_rows = True
    elif words[0] not in ("never", "equivalent"):
        case.rows.append(words)


def read_cases(path):
    before, base, cases = Case("", None), None, {}
    case = before
    for line in lines_of(path):
        words = line.split()
        if words[0] == "base":
            base = words[1]
        elif words[0] == "case":
            start = words[2] if len(words) > 2 else base
            like = cases.get(start)
            case = Case(words[1], like.base if like else start,
                        like or before)
            cases[case.name] = case
        else:
            read_line(case, line)
    return cases


def base_system(folder, name):
    for place in ("tests", "examples"):
        for kind in ("json", "xml"):
            path = folder / place / f"{name}.{kind}"
            if path.exists():
                return fisc.System.load(path)
    raise LookupError(name)


def with_params(folder, params, tmp_path):
    """An overlay of the policy, whose profile sets params."""
    if not params:
        return fisc.Policy(folder)
    settings = "".join(
        f'<set-parameter param-id="{key}">' +
        "".join(f"<value>{value}</value>" for value in values) +
        "</set-parameter>" for key, values in (
            (f"{folder.name}.{key}", values)
            for key, values in params.items()))
    (tmp_path / "profile.xml").write_text(
        '<profile xmlns="http://csrc.nist.gov/ns/oscal/1.0" '
        'uuid="d2b8f3a4-6c17-4e59-8a02-91c4e7b05f64"><metadata><title>t'
        "</title><last-modified>2026-06-15T09:00:00+09:00</last-modified>"
        "<version>1</version><oscal-version>1.1.2</oscal-version></metadata>"
        f'<import href="{folder}/catalog.xml"><include-all/></import>'
        f"<merge><as-is>true</as-is></merge><modify>{settings}</modify>"
        "</profile>")
    (tmp_path / "policy.xml").write_text(
        '<policy xmlns="urn:libfisc:policy:1" id="t" version="1">'
        '<title xml:lang="en">t</title><title xml:lang="ja">t</title>'
        f'<import href="{folder}"/><profile href="profile.xml"/></policy>')
    return fisc.Policy(tmp_path)


def by_key(report):
    """The rows by their keys and by those of their clauses."""
    found = {}
    for row in report:
        found[row.key] = [row]
        if row.clause != row.key:
            found.setdefault(row.clause, []).append(row)
    return found


def check_row(report, words, where):
    key, outcome, more = words[0], words[1], words[2:]
    rows = report.get(key)
    assert rows, f"{where}: no row {key}"
    plain = [word for word in more if not word.startswith("via=")]
    reason = REASONS.get(outcome)
    if plain and re.fullmatch(r"[a-z-]+", plain[0]) and (
            plain[0] in DECIDED or outcome == "unknown"):
        reason = plain.pop(0)
    for row in rows:
        why = row.explain()
        assert (str(row.result), row.reason) == (outcome, reason), (
            f"{where}: {row.key}")
        paths = {fact.path for fact in
                 (why.deciding if outcome == "unknown" else why.facts)}
        if plain:
            wanted = set(plain) - {"..."}
            assert wanted <= paths if "..." in plain else wanted == paths, (
                f"{where}: {row.key}: {sorted(paths)}")
        for word in more:
            if word.startswith("via="):
                assert word[4:] in (row.via, *why.labels), (
                    f"{where}: {row.key}")


@pytest.mark.parametrize(
    "path", FILES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_cases_come_out_as_written(path, tmp_path):
    folder = path.parent.parent
    bases, policies, rows = {}, {}, 0
    for case in read_cases(path).values():
        if case.base not in bases:
            bases[case.base] = base_system(folder, case.base)
        params = repr(case.params)
        if params not in policies:
            made = tmp_path / str(len(policies))
            made.mkdir()
            policies[params] = with_params(folder, case.params, made)
        system = bases[case.base]
        for made in case.changes:
            system = system.change([made])
        report = policies[params].evaluate(
            system, case.as_of,
            joined={party: base_system(folder, name)
                    for party, name in case.joined.items()})
        where = f"{path.name}: {case.name}"
        found = by_key(report)
        for words in case.rows:
            check_row(found, words, where)
            rows += 1
        if case.all_rows:
            assert len({words[0] for words in case.rows}) == len(report), where
    assert rows
