#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the seeds of the fuzz targets: seeds.py SOURCE-ROOT FOLDER

They are made from what the tests have anyway, so that a format that grows
grows its seeds. A seed is as a target reads it: see fuzz.h for parts."""

import json
import os
import shutil
import subprocess
import sys

ROOT, OUT = sys.argv[1:3]
LARGEST = 12000
GROUPS = 16  # random policies of the semantics' tests


def read(*path):
    with open(os.path.join(ROOT, *path), "rb") as file:
        return file.read()


def names(*folder):
    return sorted(os.listdir(os.path.join(ROOT, *folder)))


def files(*folder):
    return [name for name in names(*folder)
            if os.path.isfile(os.path.join(ROOT, *folder, name))]


class Seeds:
    def __init__(self, target):
        self.folder = os.path.join(OUT, target)
        self.seen = set()
        os.makedirs(self.folder)

    def add(self, name, data):
        if data in self.seen or len(data) > LARGEST:
            return
        self.seen.add(data)
        with open(os.path.join(self.folder, name), "wb") as file:
            file.write(data)


def bundle(parts):
    out = b""
    for name, data in parts:
        out += b"--- " + name.encode() + b"\n" + data
        if not data.endswith(b"\n"):
            out += b"\n"
    return out


def hostile(seeds, kind):
    for name in files("tests/data/hostile", kind):
        seeds.add("hostile-" + name, read("tests/data/hostile", kind, name))


def catalogs():
    seeds = Seeds("catalog")
    for case in names("tests/data/catalog"):
        seeds.add(case, read("tests/data/catalog", case, "catalog.xml"))
    hostile(seeds, "xml")


def profiles():
    seeds = Seeds("profile")
    for case in names("tests/data/catalog"):
        sources = files("tests/data/catalog", case)
        if "profile.xml" in sources:
            seeds.add(case, bundle(
                (name, read("tests/data/catalog", case, name))
                for name in sources if name.endswith(".xml")))


def systems():
    for kind in "json", "xml":
        seeds = Seeds("system-" + kind)
        for case in names("tests/data/system"):
            if "input." + kind in names("tests/data/system", case):
                seeds.add(case, read("tests/data/system", case,
                                     "input." + kind))
        hostile(seeds, kind)


def vocabularies():
    seeds = Seeds("vocabulary")
    for case in names("tests/data/vocabulary"):
        for name in names("tests/data/vocabulary", case):
            if name.endswith(".xml"):
                seeds.add(case + "-" + name,
                          read("tests/data/vocabulary", case, name))


def labels():
    seeds = Seeds("label")
    for number, label in enumerate((
            "設7", "設７", " 設 7 ", "a.f7", "A−1", "a-1", "Ａ‐１", "運１０９（１１）",
            "運109 (11)", "㈱", "ｶﾞ", "가", "\u1100\u1161", "é", "e\u0301", "ﬃ",
            "İ", "ß", "", " ", "b", "\u3000\u00a0", "ǆ", "Σς", "\U0001f600")):
        seeds.add("label-%02d" % number, label.encode())
    seeds.add("broken", b"a\xff")
    seeds.add("cut", "設".encode()[:2])


def policies():
    seeds = Seeds("policy")
    for case in names("tests/data/policy"):
        top = os.path.join(ROOT, "tests/data/policy", case)
        parts = []
        for folder, _, found in sorted(os.walk(top)):
            for name in sorted(found):
                path = os.path.relpath(os.path.join(folder, name), top)
                if name.endswith((".xml", ".lua", ".json")):
                    parts.append((path, read("tests/data/policy", case, path)))
        if parts:
            seeds.add(case, bundle(parts))


def checks():
    seeds = Seeds("check")
    for name in files("tests/data/check/words"):
        seeds.add(name, read("tests/data/check/words", name))
    for name in files("tests/data/hostile/lua"):
        seeds.add("hostile-" + name, read("tests/data/hostile/lua", name))
    for number, group in enumerate(groups()):
        for line, text in enumerate(group["checks"].splitlines(True)):
            if line < 3:
                seeds.add("random-%d-%d" % (number, line), text.encode())


def evaluations():
    seeds = Seeds("evaluate")
    for number, group in enumerate(groups()):
        for system in group["systems"][:2]:
            lines = group["checks"].splitlines(True)
            parts = [("checks.lua", "".join(lines[:4]).encode()),
                     ("system", system["system"].encode()),
                     ("options", system["as_of"].encode())]
            if "<waiver " in group["waivers"]:
                parts.append(("waivers.xml", group["waivers"].encode()))
            for party, text in sorted((system["joined"] or {}).items()):
                parts.append(("party." + party, text.encode()))
            seeds.add("random-%d-%s" % (number, system["name"]),
                      bundle(parts))
    system = read("tests/data/system/lists/input.xml")
    seeds.add("xml", bundle([("checks.lua", b'check "a" { "b1" }\n'),
                             ("system", system), ("options", b"2026-01-01u")]))


RESULTS = ("pass", "fail", "error", "unknown", "notapplicable", "notchecked",
           "notselected", "informational")
ROLES = ("customer", "provider", "operator", "supplier")


def counts(rows):
    return {result: sum(row["result"] == result for row in rows)
            for result in RESULTS}


def coverage(rows):
    results = counts(rows)
    return {
        "results": results,
        "must": counts([row for row in rows if row["level"] == "must"]),
        "roles": {role: counts([row for row in rows if row["bearer"] == role])
                  for role in ROLES},
        "parties": {party: counts([row for row in rows
                                   if row["party"] == party])
                    for party in sorted({row["party"] for row in rows}
                                        - {None})},
        "decided": results["pass"] + results["fail"],
        "open": results["error"] + results["unknown"] + results["notchecked"],
    }


def slices():
    """A report of three of its rows at a time, as text."""
    whole = json.loads(read("tests/data/report/report.json"))
    for first in range(0, len(whole["results"]), 2):
        rows = whole["results"][first:first + 3]
        names = {row["control"] for row in rows}
        part = dict(whole, results=rows, coverage=coverage(rows))
        part["controls"] = [control for control in whole["controls"]
                            if control["control"] in names]
        yield json.dumps(part, ensure_ascii=False).encode()


def results():
    seeds = Seeds("result")
    for name in "report.json", "only.json":
        seeds.add(name, read("tests/data/report", name))
    for number, text in enumerate(slices()):
        seeds.add("rows-%d" % number, text)
    hostile(seeds, "json")
    seeds = Seeds("diff")
    parts = list(slices())
    events = read("tests/data/diff/events.jsonl")
    for number, text in enumerate(parts):
        after = parts[(number + 1) % len(parts)]
        seeds.add("rows-%d" % number, bundle(
            [("before", text), ("after", after)] +
            [("state", events)] * (number % 2)))
        seeds.add("same-%d" % number, bundle(
            [("before", text), ("after", text.replace(b"2026-06-30", b"2026-07-31")),
             ("state", b"")]))


GENERATED = []


def groups():
    lua = shutil.which("lua5.4") or shutil.which("lua")
    if lua and not GENERATED:
        path = os.path.join(ROOT, "tests/semantics/generate.lua")
        text = subprocess.run([lua, path, "7", str(GROUPS)], check=True,
                              stdout=subprocess.PIPE).stdout
        GENERATED.extend(json.loads(line) for line in text.splitlines())
    return GENERATED


shutil.rmtree(OUT, ignore_errors=True)
for make in (catalogs, profiles, systems, vocabularies, labels, policies,
             checks, evaluations, results):
    make()
