# SPDX-License-Identifier: MIT
# fisc questionnaire: what is still to be asked, in the order that settles most.
. "$ROOT/tests/cli/lib.sh"

BANK=$ROOT/policies/fisc8/examples/card-mixed.json
ask() {
    run questionnaire -p "$ROOT/policies/fsa-cyber" --as-of=2026-06-30 "$@"
}

ask "$BANK"; status 2 "something is open"
has "$OUT" "# Questionnaire: card-mixed (2026-06-30)" "a heading"
has "$OUT" "## 1. When and how was it examined?" "what settles most comes first"
has "$OUT" '`fsa-cyber.2.1.1-2.review.customer@minato-card`' "who asks"
has "$OUT" "Answer: " "a place to answer"
ask --lang=ja "$BANK"
has "$OUT" "## 1. 態勢の検証をいつどう行いましたか？" "in Japanese"
has "$OUT" "選択肢: system-importance: システムの重要性" "values in Japanese"
ask --control=2.3.1-④ "$BANK"; lacks "$OUT" "cyber.reviews" "--control"
ask "$ROOT/policies/fsa-cyber/tests/base.json"; status 0 "nothing is open"
has "$OUT" "There is nothing to ask." "nothing is open"

ask -f csv -o "$SCRATCH/ask.csv" "$BANK"; status 2 "as a table"
[ ! -s "$OUT" ] || fail "--output takes it all"
[ "$(head -c 3 "$SCRATCH/ask.csv")" = "$(printf '\357\273\277')" ] ||
    fail "a spreadsheet knows the encoding"
python3 - "$SCRATCH/ask.csv" <<'END' || fail "another reader of CSV"
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline="")))
assert rows[0][-1] == "answer" and len(rows) > 5
assert all(len(row) == 10 for row in rows), rows
assert rows[1][2] == "cyber.reviews" and rows[1][0] == "1"
assert open(sys.argv[1], "rb").read().count(b"\r\n") == len(rows)
END

ask -f json "$BANK"; status 2 "as JSON"
python3 - "$OUT" <<'END' || fail "another reader of JSON"
import json, sys
asked = json.load(open(sys.argv[1]))
assert asked["format"] == "libfisc-questionnaire/1"
settled = [question["settled"] for question in asked["questions"]]
assert settled == sorted(settled) and settled[-1] == asked["open"], settled
assert all(question["answer"] is None for question in asked["questions"])
END

# Answered as asked, the questions are gone.
cp "$BANK" "$SCRATCH/answered.json"
sed -i 's/^{/{"access.grant_criteria": ["system-importance"],/' \
    "$SCRATCH/answered.json"
ask -f json "$SCRATCH/answered.json"
lacks "$OUT" '"path": "access.grant_criteria"' "an answer"

ask; refused "" "no description"
ask --join=aws=- - </dev/null; refused "only once" "two on standard input"
ask -f junit "$BANK"; refused "--format" "a format of another command"
ask -o /nowhere/ask.md "$BANK"; refused "/nowhere/ask.md" "no such folder"
