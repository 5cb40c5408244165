# SPDX-License-Identifier: MIT
"""The shipped policies hold what their source documents hold, and no more.

counts.py FISC ROOT: controls by family and category, in the order in which they
are printed and as the command lists them; the answer cells of fisc8 and the
sources and marks of its supplement. Fails on the first thing that differs.
"""

import pathlib
import subprocess
import sys
import xml.etree.ElementTree

OSCAL = "{http://csrc.nist.gov/ns/oscal/1.0}"

# The categories of the document in its order: group, controls.
FISC8 = {
    "facility": {
        "building.environment": 2, "building.perimeter": 7,
        "building.structure": 4, "building.openings": 6,
        "building.interior": 2, "room.location": 5, "room.openings": 4,
        "room.structure": 6, "room.equipment": 11, "room.machines": 4,
        "plant-rooms": 9, "power": 11, "air": 8, "monitoring": 2, "lines": 3},
    "operations": {
        "governance.responsibility": 2, "governance.organisation": 7,
        "governance.rules": 1, "governance.compliance": 1,
        "entry.premises": 3, "running.manuals": 2, "running.access": 3,
        "running.operation": 5, "running.input": 1, "running.data-files": 3,
        "running.program-files": 2, "running.malware": 1,
        "running.network-settings": 2, "running.documents": 2,
        "running.forms": 2, "running.output": 1, "running.transactions": 5,
        "running.keys": 1, "running.identification": 2,
        "running.machines": 5, "running.sales-terminals": 1,
        "running.cards": 3, "running.customer-data": 2,
        "running.capacity": 1, "running.connections": 2,
        "running.equipment": 3, "running.watch": 1, "running.rooms": 1,
        "running.incidents": 3, "running.contingency": 1,
        "development.assets": 1, "development.change": 3,
        "development.documents": 2, "development.packages": 2,
        "development.disposal": 2, "plant.maintenance": 2,
        "plant.capacity": 1, "plant.watch": 1, "training.training": 5,
        "staff.staff": 2, "outsourcing.planning": 2, "outsourcing.work": 4,
        "audit.system": 1, "in-store.in-store": 1,
        "convenience.convenience": 6, "debit.safety": 2,
        "debit.protection": 1, "debit.notice": 1, "open-network.internet": 5,
        "open-network.mail": 1},
    "technology": {
        "hardware.prevention": 1, "hardware.spares": 5,
        "software.development": 7, "software.maintenance": 2,
        "running.running": 4, "recovery.detection": 2,
        "recovery.recovery": 3, "disaster.second-site": 1,
        "data.leakage": 4, "data.corruption": 3, "data.verification": 2,
        "misuse.rights": 4, "misuse.limits": 2, "misuse.forgery": 4,
        "misuse.network": 2, "misuse.detection": 3, "misuse.response": 1,
        "malware.defence": 1, "malware.detection": 1, "malware.recovery": 1}}
# First letter of the labels, highest number, branches.
FISC8_LABELS = {
    "facility": ("設", 83, ["83-1"]),
    "operations": ("運", 107, ["10-1", "44-1", "51-1", "53-1", "87-1", "90-1",
                               "105-1"]),
    "technology": ("技", 51, ["35-1", "42-1"])}
CELLS = 79

CSP = {"1.1": 3, "2.1": 11, "2.2": 2, "3.1": 10, "3.2": 2, "4.1": 4, "4.2": 3,
       "4.3": 2, "4.4": 5, "4.5": 8, "5.1": 1, "5.2": 3, "5.3": 1, "6.1": 5,
       "7.1": 5, "8.1": 4, "8.2": 7, "9.1": 2, "10.1": 3, "10.2": 1,
       "11.1": 15, "11.2": 4, "12.1": 5, "12.2": 2, "12.3": 3}

FSA = ["2.1.1-①", "2.1.1-②", "2.1.2-①", "2.3-①"] + \
      ["2.3.1-" + mark for mark in "①②③④⑤⑥"]

# Items of the supplement: label, mark of the provider, mark of the customer,
# where the mark stands. A lead has the marks of the items below it.
CLOUD = [("運109 1", "○", "○", "inherited")] + [
    ("運109(%d)" % n, "○", "—" if n == 10 else "○",
     "own" if n in (10, 11, 14) else "shared") for n in range(4, 15)] + [
    ("運111 1", "○", "○", "own"), ("運111 2", "○", "○", "own"),
    ("運111 3", "—", "○", "own"), ("運111 4", "—", "○", "own"),
    ("運112 1", "○", "○", "own"), ("運112 2", "○", "○", "own"),
    ("運112 3", "○", "○", "own"), ("運112 4", "○", "○", "own"),
    ("運113 1", "○", "○", "own")]
for number, items, of_customers in [(2, 6, (5, 6)), (3, 3, ()), (4, 4, (2,)),
                                    (5, 5, (5,))]:
    CLOUD.append(("運113 %d" % number, "○", "○", "inherited"))
    CLOUD += [("運113 %d(%d)" % (number, n), "—" if n in of_customers else "○",
               "○", "own") for n in range(1, items + 1)]
CLOUD.append(("運113 6", "—", "○", "own"))
LEADS = ["運109 1", "運113 2", "運113 3", "運113 4", "運113 5"]
# Sub-points of its items that have numbers of their own, as ends of clauses'
# keys. (11) prints 2) twice: the first is provider-vetting.
POINTS = ["o109.4.%d" % n for n in range(1, 9)] + \
    ["o109.6.1", "o109.6.2", "o109.6.3", "o109.9.1", "o109.9.2", "o109.11.1",
     "o109.11.1.provider-vetting", "o109.11.2", "o109.11.3", "o109.11.4"] + \
    ["o109.12.%d" % n for n in (1, 2, 4, 5, 6)] + \
    ["o109.13.%d" % n for n in (1, 2, 3)] + \
    ["o109.14.%d" % n for n in (1, 2, 3)] + \
    ["o111.2.1", "o111.2.2", "o111.2.2.1", "o111.2.2.2", "o111.2.2.3"] + \
    ["o112.3.%d" % n for n in range(1, 9)] + \
    ["o112.4.1", "o112.4.2", "o112.4.3"]
# References that its source does not resolve, as printed.
UNRESOLVED = [("運109(6)", "【注1】"), ("運109(12)", "【注1】", "【注2】"),
              ("運111 1", "【運用】"), ("運112 1", "【運用09】")]
# How many addresses each numbered source is printed with.
SOURCES = {n: 5 if n == 24 else 1 for n in range(1, 26)}


def same(what, found, expected):
    if found != expected:
        print("%s: %r, but the document has %r" % (what, found, expected))
        sys.exit(1)


def props(element, name):
    return [prop.get("value") for prop in element.findall(OSCAL + "prop")
            if prop.get("name") == name]


def label(element):
    return props(element, "label")[0]


def catalog(root, policy):
    tree = xml.etree.ElementTree.parse(
        root / "policies" / policy / "catalog.xml")
    return tree.getroot()


def groups(parent, above):
    """(id without `above`, controls) of each group that holds controls."""
    for group in parent.findall(OSCAL + "group"):
        yield from groups(group, above)
        if group.findall(OSCAL + "control"):
            yield (group.get("id")[len(above):], group.findall(OSCAL + "control"))


def printed(letter, highest, branches):
    """Labels in order: each branch after the number that it is a branch of."""
    for number in range(1, highest + 1):
        yield "%s%d" % (letter, number)
        yield from (letter + branch for branch in branches
                    if branch.split("-")[0] == str(number))


def fisc8(root):
    top = catalog(root, "fisc8")
    cells = {}
    for resource in top.iter(OSCAL + "resource"):
        for number in props(resource, "answer-cell"):
            cells["#" + resource.get("uuid")] = int(number)
    same("fisc8: answer cells", sorted(cells.values()),
         list(range(1, CELLS + 1)))
    answered = set()
    for group in top.findall(OSCAL + "group"):
        family = group.get("id")[len("fisc8."):]
        above = group.get("id") + "."
        same("fisc8: categories of " + family,
             {name: len(found) for name, found in groups(group, above)},
             FISC8[family])
        same("fisc8: labels of " + family,
             [label(control) for control in group.iter(OSCAL + "control")],
             list(printed(*FISC8_LABELS[family])))
    same("fisc8: families", [group.get("id")
                             for group in top.findall(OSCAL + "group")],
         ["fisc8." + family for family in FISC8])
    for control in top.iter(OSCAL + "control"):
        links = [link.get("href") for link in control.findall(OSCAL + "link")
                 if link.get("rel") == "answer"]
        word = props(control, "answer")
        if word == ["unanswered"]:
            same(label(control) + ": links to answers", links, [])
            continue
        same(label(control) + ": answer and links",
             (word in (["answered"], ["beside"]), len(links)), (True, 1))
        same(label(control) + ": link to a cell", links[0] in cells, True)
        answered.add(links[0])
    same("fisc8: cells that answer nothing", sorted(set(cells) - answered), [])
    same("fisc8: controls", len(list(top.iter(OSCAL + "control"))), 251)


def fisc8_cloud(root):
    top = catalog(root, "fisc8-cloud")
    controls = list(top.iter(OSCAL + "control"))
    same("fisc8-cloud: items and marks",
         [(label(control), *props(control, "mark-provider"),
           *props(control, "mark-customer"), *props(control, "mark"))
          for control in controls], CLOUD)
    same("fisc8-cloud: leads", [label(control) for control in controls
                                if control.get("class") == "lead"], LEADS)
    same("fisc8-cloud: items", len(controls) - len(LEADS), 39)
    keys = [part.get("id") for part in top.iter(OSCAL + "part")
            if part.get("name") == "item"]
    same("fisc8-cloud: sub-points", len(POINTS), 45)
    same("fisc8-cloud: sub-points without a clause",
         [point for point in POINTS
          if "fisc8-cloud." + point + ".customer" not in keys], [])
    known = {element.get("id") for policy in ("fisc8", "fisc8-cloud")
             for element in catalog(root, policy).iter(OSCAL + "control")}
    same("fisc8-cloud: references that lead nowhere unsaid",
         [name for control in controls for name in props(control, "refers-to")
          if name not in known], [])
    same("fisc8-cloud: references that lead nowhere",
         [(label(control), *found) for control in controls
          for found in [props(control, "unresolved-reference")] if found],
         UNRESOLVED)
    sources = {}
    for resource in top.iter(OSCAL + "resource"):
        for number in props(resource, "source-number"):
            sources[int(number)] = len([
                link for link in resource.findall(OSCAL + "rlink")
                if link.get("href").startswith("http")])
    same("fisc8-cloud: addresses of sources", sources, SOURCES)


def fsa_cyber(root):
    controls = list(catalog(root, "fsa-cyber").iter(OSCAL + "control"))
    same("fsa-cyber: items", [label(control) for control in controls], FSA)


def csp(root):
    top = catalog(root, "csp")
    found = {name: [label(control) for control in controls]
             for name, controls in groups(top, "csp.")}
    for section, count in CSP.items():
        expected = ["%s.%d" % (section, n) for n in range(1, count + 1)]
        if section == "2.1":
            expected = ["2.1.1"] + expected[:-1]
        same("csp: criteria of " + section, found.get(section), expected)
    same("csp: sections", list(found), list(CSP))
    same("csp: criteria", sum(len(labels) for labels in found.values()), 111)


def listed(fisc, root, policy):
    """The command lists the controls in the same order, by label and id."""
    done = subprocess.run(
        [fisc, "list", "--lang=en", "-p", root / "policies" / policy,
         "controls"], stdout=subprocess.PIPE, check=True, encoding="utf-8")
    names = [[*label(control).split(), control.get("id")]
             for control in catalog(root, policy).iter(OSCAL + "control")]
    lines = done.stdout.splitlines()
    same(policy + ": controls listed", len(lines), len(names))
    for line, name in zip(lines, names):
        same(policy + ": listed", line.split()[:len(name)], name)


def main():
    fisc, root = sys.argv[1], pathlib.Path(sys.argv[2])
    fisc8_cloud(root)
    fsa_cyber(root)
    csp(root)
    fisc8(root)
    for policy in ["fsa-cyber", "csp", "fisc8-cloud", "fisc8"]:
        listed(fisc, root, policy)


main()
