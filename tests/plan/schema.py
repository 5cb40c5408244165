# SPDX-License-Identifier: MIT
"""Holds plans as JSON against their schema: schema.py FISC ROOT.

Wants Python's jsonschema; skipped (77) without.
"""

import json
import pathlib
import subprocess
import sys

fisc, root = sys.argv[1], pathlib.Path(sys.argv[2])
schema = json.loads((root / "doc/schema/libfisc-plan.schema.json").read_text())
try:
    import jsonschema
except ImportError:
    print("skipped: JSON Schema (python3-jsonschema is not there)")
    sys.exit(77)
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
wrong = 0
for name in ["card-mixed", "core-banking", "internet-banking"]:
    run = subprocess.run(
        [fisc, "plan", "-f", "json", "-p", str(root / "policies/fisc8"),
         "--as-of=2026-06-30",
         str(root / f"policies/fisc8/examples/{name}.json")],
        capture_output=True, text=True)
    plan = json.loads(run.stdout)
    for error in validator.iter_errors(plan):
        print(f"{name}: {error.json_path}: {error.message}")
        wrong += 1
    settled = [key for entry in plan["list"] for key in entry["settles"]]
    if sorted(settled + plan["remaining"]) != sorted(
            row["key"] for row in plan["rows"]):
        print(f"{name}: the rows are not those settled and remaining")
        wrong += 1
sys.exit(wrong > 0)
