#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""oscap.py FISC [RULES]: whole processes on equal content, where oscap is there.

RULES rules over 200 facts, each that one fact has one value. For OpenSCAP the
facts are lines of a file and each rule is a definition with a text file test
of its own (XCCDF 1.2, OVAL 5.10); for fisc they are a description in JSON and
each rule is a clause. Both read their input, evaluate and write results.
"""
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

FACTS = 200
ROUNDS = 7
OVAL = "http://oval.mitre.org/XMLSchema/oval-"


def value(fact):
    return fact * 7 % 10


def rules(count):
    """(fact, wanted): about nine in ten hold."""
    for i in range(count):
        fact = i * 13 % FACTS
        yield fact, value(fact) if i % 10 else value(fact) + 1


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


# ---- OpenSCAP ---------------------------------------------------------------


def write_oval(count):
    parts = {"definitions": [], "tests": [], "objects": []}
    for i, (fact, wanted) in enumerate(rules(count), 1):
        parts["definitions"].append(
            f'<definition id="oval:b:def:{i}" version="1" class="compliance">'
            f"<metadata><title>r{i}</title><description>r</description>"
            f'</metadata><criteria><criterion test_ref="oval:b:tst:{i}"/>'
            "</criteria></definition>")
        parts["tests"].append(
            f'<textfilecontent54_test xmlns="{OVAL}definitions-5#independent" '
            f'id="oval:b:tst:{i}" version="1" comment="r" check="all" '
            f'check_existence="at_least_one_exists">'
            f'<object object_ref="oval:b:obj:{i}"/></textfilecontent54_test>')
        parts["objects"].append(
            f'<textfilecontent54_object xmlns="{OVAL}definitions-5#independent"'
            f' id="oval:b:obj:{i}" version="1"><filepath>'
            f"{os.path.abspath('facts.txt')}</filepath>"
            f'<pattern operation="pattern match">^n.f{fact} = {wanted}$'
            '</pattern><instance datatype="int" operation="greater than or '
            'equal">1</instance></textfilecontent54_object>')
    body = "".join(f"<{name}>{''.join(items)}</{name}>"
                   for name, items in parts.items())
    write("oval.xml",
          f'<oval_definitions xmlns="{OVAL}definitions-5" '
          f'xmlns:oval="{OVAL}common-5"><generator><oval:schema_version>5.10'
          "</oval:schema_version><oval:timestamp>2026-06-30T00:00:00"
          f"</oval:timestamp></generator>{body}</oval_definitions>")


def write_xccdf(count):
    body = "".join(
        f'<Rule id="xccdf_b_rule_{i}" selected="true"><title>r</title>'
        '<check system="http://oval.mitre.org/XMLSchema/oval-definitions-5">'
        f'<check-content-ref href="oval.xml" name="oval:b:def:{i}"/></check>'
        "</Rule>" for i in range(1, count + 1))
    write("xccdf.xml",
          '<Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" '
          'id="xccdf_b_benchmark_b" resolved="1"><status>draft</status>'
          f"<title>b</title><version>1</version>{body}</Benchmark>")


def run_oscap():
    return ["oscap", "xccdf", "eval", "--results", "oscap-results.xml",
            "xccdf.xml"]


def oscap_passes():
    with open("oscap-results.xml", encoding="utf-8") as file:
        return file.read().count("<result>pass</result>")


# ---- fisc -------------------------------------------------------------------


def write_policy(count):
    os.makedirs("policy", exist_ok=True)
    clauses = "".join(
        f"<control id='b.{i}'><title>r</title><part name='statement' "
        f"id='b.{i}_s'><part name='item' id='b.{i}.customer'><prop "
        "ns='urn:libfisc:oscal:1' name='bearer' value='customer'/><p>r</p>"
        "</part></part></control>" for i in range(1, count + 1))
    write("policy/catalog.xml",
          "<catalog xmlns='http://csrc.nist.gov/ns/oscal/1.0' "
          "uuid='9f1c1f38-5a0e-4a58-9a0e-2f0d5a3b1c78'><metadata><title>b"
          "</title><last-modified>2026-06-30T00:00:00Z</last-modified><version>"
          "1</version><oscal-version>1.1.2</oscal-version></metadata>"
          f"{clauses}</catalog>")
    write("policy/vocabulary.xml",
          "<vocabulary xmlns='urn:libfisc:vocabulary:1' id='b' version='1'>" +
          "".join(f"<fact path='n.f{i}' type='integer'/>"
                  for i in range(FACTS)) + "</vocabulary>")
    checks = [f'check "b.{i}.customer" {{ eq("n.f{fact}", {wanted}) }}\n'
              for i, (fact, wanted) in enumerate(rules(count), 1)]
    files = ""
    for first in range(0, count, 300):
        write(f"policy/checks-{first}.lua",
              "".join(checks[first:first + 300]))
        files += f"<checks href='checks-{first}.lua'/>"
    write("policy/policy.xml",
          "<policy xmlns='urn:libfisc:policy:1' id='b' version='1'>"
          "<title xml:lang='en'>b</title><vocabulary href='vocabulary.xml'/>"
          f"<catalog href='catalog.xml'/>{files}</policy>")


def write_system():
    write("facts.txt", "".join(f"n.f{i} = {value(i)}\n" for i in range(FACTS)))
    write("system.json", json.dumps({
        "format": "libfisc-system/1", "id": "b",
        "parties": [{"id": "bank", "roles": ["customer"]}],
        "n": {f"f{i}": value(i) for i in range(FACTS)}}))


def run_fisc(command):
    return [command, "eval", "-p", "policy", "--as-of=2026-06-30", "-f",
            "json", "-o", "fisc-results.json", "system.json"]


def fisc_passes():
    with open("fisc-results.json", encoding="utf-8") as file:
        results = json.load(file)["results"]
    return sum(row["result"] == "pass" for row in results)


# ---- both -------------------------------------------------------------------


def processor_time(command):
    """Milliseconds that the process took of a processor, and by the clock."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, check=False)
    took = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 2):
        sys.exit(done.stderr.decode())
    used = (after.ru_utime + after.ru_stime -
            before.ru_utime - before.ru_stime)
    return used * 1000, took * 1000


def main():
    fisc = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    if not shutil.which("oscap"):
        print("oscap is not installed: nothing to compare with")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        write_system()
        write_oval(count)
        write_xccdf(count)
        write_policy(count)
        times = {"oscap": [], "fisc": []}
        for _ in range(ROUNDS): # in turn: a busy moment meets both
            times["oscap"].append(processor_time(run_oscap()))
            times["fisc"].append(processor_time(run_fisc(fisc)))
        if oscap_passes() != fisc_passes():
            sys.exit(f"{oscap_passes()} rules pass with oscap, "
                     f"{fisc_passes()} with fisc")
        print(f"{count} rules over {FACTS} facts, whole processes, "
              f"{fisc_passes()} pass")
        medians = {name: [statistics.median(part) for part in zip(*list_)]
                   for name, list_ in times.items()}
        for name, (used, took) in medians.items():
            print(f"  {name:6} {used:8.1f} ms of the processor "
                  f"{took:8.1f} ms by the clock")
        print(f"  fisc takes 1/{medians['oscap'][0] / medians['fisc'][0]:.0f} "
              "of the processor")
        os.chdir("/")


main()
