# SPDX-License-Identifier: MIT
"""Holds the shipped schemas against the cases that the readers are held to.

Every accepted case must be valid, every refused one must not be, unless its
file not-in-schema says what the schema can't say. Wants xmllint and, for JSON,
Python's jsonschema; without one of them that half is skipped (77).
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys

SKIPPED = 77


def expected(folder):
    """True: valid. False: not. None: the schema can't tell."""
    if not folder.name.startswith("refused-"):
        return True
    return None if (folder / "not-in-schema").exists() else False


def hold_json(schema, cases, good):
    try:
        import jsonschema
    except ImportError:
        print("skipped: JSON Schema (python3-jsonschema is not there)")
        return None
    schema = json.loads(schema.read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    wrong = []
    inputs = [(c / "input.json", expected(c)) for c in cases]
    for path, want in inputs + [(p, True) for p in good]:
        if want is None or not path.exists():
            continue
        errors = list(validator.iter_errors(json.loads(path.read_text())))
        if (not errors) != want:
            wrong.append(f"{path}: {errors[0].message if errors else 'valid'}")
    return wrong


def hold_xml(schema, cases, good):
    if not shutil.which("xmllint"):
        print("skipped: RELAX NG (xmllint is not there)")
        return None
    wants = {str(c / "input.xml"): expected(c) for c in cases}
    wants.update({str(p): True for p in good})
    paths = [p for p, w in wants.items()
             if w is not None and pathlib.Path(p).exists()]
    if not paths:
        return []
    run = subprocess.run(
        ["xmllint", "--nonet", "--noout", "--relaxng", str(schema), *paths],
        capture_output=True, text=True)
    verdicts = dict(re.findall(r"^(.*) (validates|fails to validate)$",
                               run.stderr, re.M))
    return [f"{p}: {verdicts.get(p, run.stderr[:400])}" for p in paths
            if (verdicts.get(p) == "validates") != wants[p]]


def main():
    module, root = sys.argv[1], pathlib.Path(sys.argv[2])
    cases = sorted(p for p in (root / "tests/data" / module).iterdir()
                   if p.is_dir())
    schemas = root / "doc/schema"
    if module == "system":
        halves = [
            hold_json(schemas / "libfisc-system.schema.json", cases,
                      sorted(root.glob("policies/*/examples/*.json"))),
            hold_xml(schemas / "libfisc-system.rng", cases,
                     sorted(root.glob("policies/*/examples/*.xml"))),
        ]
    else:
        halves = [hold_xml(schemas / "libfisc-vocabulary.rng", cases,
                           sorted(root.glob("policies/vocabulary*.xml")))]
    wrong = [line for half in halves if half for line in half]
    print("\n".join(wrong))
    if wrong:
        return 1
    return SKIPPED if None in halves else 0


sys.exit(main())
