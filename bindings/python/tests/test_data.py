# SPDX-License-Identifier: MIT
"""The cases of tests/data give what they give in C."""

import json
import logging

import pytest
from conftest import DATA

import fisc
from fisc import Language, ValueType
from fisc._cffi import ffi, lib


def cases(module):
    return sorted(path for path in (DATA / module).iterdir() if path.is_dir())


def ids(path):
    return path.name


def status_name(error):
    return ffi.string(lib.fisc_status_name(error.status)).decode()


# ---- descriptions: as tests/system/dump.c writes them -----------------------

def spelled(value):
    kind = value.type
    if kind == ValueType.UNKNOWN:
        said = f' unknown "{value.unknown}"'
    elif kind == ValueType.BOOLEAN:
        said = " = true" if value.integer else " = false"
    elif kind == ValueType.INTEGER:
        said = f" = integer {value.integer}"
    elif kind == ValueType.DECIMAL:
        said = " = decimal %.17g" % value.decimal
    elif kind == ValueType.STRING:
        said = f' = {"date" if value.day else "string"} "{value.string}"'
    elif kind == ValueType.LIST:
        said = f" is a list of {value.count}" + (
            "" if value.complete else ", not whole")
    else:
        said = f" is a record of {value.count}"
    for name in ("date", "expires", "source", "evidence", "by", "at", "why"):
        more = getattr(value, name)
        if more:
            said += (f' {name}="{more}"' if isinstance(more, str)
                     else f" {name}={more}")
    return said


def dumped(system):
    title = system.title
    lines = [f"id {system.id}", f'title ja "{title.ja}" en "{title.en}"']

    def children(path, listed):
        for child in system.items(path):
            below = (f"{path}[{child.name}]" if listed else
                     f"{path}.{child.name}" if path else child.name)
            lines.append(below + spelled(child))
            if child.count:
                children(below, child.type == ValueType.LIST)

    children("", False)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("case", cases("system"), ids=ids)
def test_a_description_says_what_is_expected(case):
    errors, digests = "", set()
    for name in ("input.json", "input.xml"):
        if not (case / name).exists():
            continue
        try:
            system = fisc.System.parse((case / name).read_bytes(), name)
        except fisc.Error as error:
            errors += f"{status_name(error)}: {error}\n"
        else:
            digests.add(system.digest)
            assert dumped(system) == (case / "expected.txt").read_text()
            assert fisc.System(system.to_dict()).digest == system.digest
    if errors:
        assert errors == (case / "error.txt").read_text()
    else:
        assert len(digests) == 1


def read_json(path):
    """As Python reads it; None where it can't, or loses what is refused."""
    def whole(pairs):
        if len(dict(pairs)) != len(pairs):
            raise ValueError("a key twice")
        return dict(pairs)

    try:
        facts = json.loads(path.read_text(), object_pairs_hook=whole)
    except (ValueError, UnicodeDecodeError):
        return None
    return facts if isinstance(facts, dict) else None


@pytest.mark.parametrize(
    "case", [case for case in cases("system")
             if (case / "input.json").exists()], ids=ids)
def test_a_dict_says_what_the_same_json_says(case):
    path = case / "input.json"
    facts = read_json(path)
    if facts is None:
        pytest.skip("Python doesn't read it as a dict")
    if "format" not in facts:
        pytest.skip("a dict needs no format, and is of none but ours")
    try:
        wanted = fisc.System.load(path)
    except fisc.Error as error:
        with pytest.raises(fisc.Error) as caught:
            fisc.System(facts)
        if error.status == fisc.Status.SYNTAX: # such as 65 bits
            assert isinstance(caught.value, fisc.InvalidError)
        else:
            assert caught.value.status == error.status
            assert caught.value.item == error.item
        return
    system = fisc.System(facts)
    assert system.digest == wanted.digest
    assert dumped(system) == dumped(wanted)


# ---- policies: as tests/policy/dump.c writes them ---------------------------

def policy_text(policy):
    own = sum(1 for fact in policy.facts if fact.file)
    lines = [f'policy {policy.id} "{policy.title.en}": '
             f"{len(policy.catalogs)} catalogs, {own} facts"]
    for c in policy.controls:
        lines.append(
            f'control {c.id} "{c.label}" {c.title.en}'
            f'{" (withdrawn)" if c.withdrawn else ""} clauses '
            f"{c.first_clause}+{c.clause_count}")
    for c in policy.clauses:
        check = f" {c.check[0]}:{c.check[1]}" if c.check else ""
        lines.append(f"clause {c.key} {c.bearer} {c.level}{check}")
    for p in policy.params:
        values = "".join(f" {value}" for value in p.values)
        lines.append(f"param {p.id} {p.type} ={values} ({p.owner}) "
                     f"{p.file}:{p.line}")
    for w in policy.waivers:
        lines.append(
            f"waiver {w.id} {w.clause} party={w.party} subject={w.subject} "
            f"{w.from_}..{w.until} {w.approver} {w.ticket}: {w.reason}")
    for d in policy.diagnostics:
        lines.append(f"{d.file}:{d.line}:{d.column}: {d.level} {d.rule} "
                     f"{d.item}: {d.message}")
    return "\n".join(lines) + "\n"


def loaded(sources):
    try:
        return policy_text(fisc.Policy(*sources))
    except fisc.Error as error:
        return f"{status_name(error)}\n{error}\n"


@pytest.mark.parametrize("case", cases("policy"), ids=ids)
def test_a_policy_gives_what_is_expected(case, monkeypatch):
    monkeypatch.chdir(case.parent)
    listed = case / "sources"
    paths = ([f"{case.name}/{line}" for line
              in listed.read_text().split("\n") if line]
             if listed.exists() else [case.name])
    got = loaded(paths)
    assert got == (case / "expect").read_text()
    if (case / "path-only").exists():
        return
    memory = [fisc.Source(str(path.relative_to(case.parent)),
                          path.read_bytes())
              for path in sorted(case.rglob("*"))
              if path.is_file() and path.name not in ("expect", "sources")
              and not path.name.startswith(".")]
    assert loaded(memory) == got


# ---- catalogs: as tests/catalog/dump.c writes them --------------------------

def both(lines, name, texts):
    if texts.ja == texts.en:
        if texts.ja:
            lines.append(f"    {name}: {texts.ja}")
    else:
        lines.append(f"    {name}: {texts.ja} | {texts.en}")


def catalog_text(catalog):
    language = "ja" if catalog.language == Language.JA else "en"
    lines = [f"catalog {catalog.name} {catalog.version} ({language})"]
    both(lines, "title", catalog.title)
    for p in catalog.params:
        lines.append(f"param {p.id} ({p.type}) at {p.file}:{p.line}")
        lines += [f"    value: {value}" for value in p.values]
        if p.owner or p.date:
            lines.append(f"    by: {p.owner} {p.date}")
        both(lines, "label", p.label)
        both(lines, "reason", p.reason)
    for g in catalog.groups:
        inside = f" in {g.parent}" if g.parent else ""
        lines.append(f"group {g.id} [{g.label}]{inside} at {g.file}:{g.line}")
        both(lines, "title", g.title)
    for c in catalog.controls:
        control_text(lines, catalog, c)
    for r in catalog.resources:
        lines.append(f"resource {r.uuid} {r.title} {r.href}")
    return "\n".join(lines) + "\n"


def control_text(lines, catalog, c):
    parent = f", {c.parent}" if c.parent else ""
    gone = ", withdrawn" if c.withdrawn else ""
    lines.append(f"control {c.id} [{c.label}] in {c.group}{parent}{gone} "
                 f"at {c.file}:{c.line}")
    both(lines, "title", c.title)
    both(lines, "text", c.text)
    both(lines, "guidance", c.guidance)
    for p in c.props:
        more = f"; {p.remarks}" if p.remarks else ""
        lines.append(f"    prop: {p.name} {{{p.ns}}} = {p.value}{more}")
    for link in c.links:
        lines.append(f"    link: {link.rel} {link.href} {link.text}")
    for clause in [catalog.clauses[i] for i in c.clause_indexes]:
        lines.append(f"  clause {clause.key} {clause.bearer} {clause.level} "
                     f"at {clause.file}:{clause.line}")
        if clause.label:
            lines.append(f"    label: {clause.label}")
        both(lines, "title", clause.title)
        both(lines, "text", clause.text)
        both(lines, "fail", clause.fail)
        for link in clause.links:
            lines.append(f"    link: {link.rel} {link.href} {link.text}")


@pytest.mark.parametrize(
    "case", [case for case in cases("catalog")
             if not (case / "profile.xml").exists()], ids=ids)
def test_a_catalog_gives_what_is_expected(case, caplog):
    caplog.set_level(logging.INFO, "fisc")
    expected = (case / "expected").read_text()
    context = fisc.Context()
    caplog.clear()
    try:
        catalog = fisc.Catalog.parse((case / "catalog.xml").read_bytes(),
                                     "catalog.xml", context=context)
    except fisc.Error as error:
        assert (f"{error}\nitem: {error.item}\n"
                f"status: {status_name(error)}\n") == expected
        return
    text = catalog_text(catalog)
    assert expected.startswith(text)
    remarks = expected[len(text):].splitlines()
    logged = [record.getMessage() for record in caplog.records]
    assert len(logged) == len(remarks)
    for remark, message in zip(remarks, logged):
        assert remark.split(": ", 2)[-1] in message
