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

# Filled in and read back; an error names the answer.
fill() {
    python3 - "$SCRATCH/asked.json" "$SCRATCH/filled.json" "$1" "$2" <<'END'
import json, sys
asked = json.load(open(sys.argv[1]))
asked["questions"] = [question for question in asked["questions"]
                      if question["path"].startswith(sys.argv[3])]
assert asked["questions"], sys.argv[3]
asked["questions"][0]["answer"] = json.loads(sys.argv[4])
json.dump(asked, open(sys.argv[2], "w"), indent=1)
END
}
ask -f json -o "$SCRATCH/asked.json" "$BANK"
has "$SCRATCH/asked.json" '"path": "access.grant_criteria"' "asked"
fill access.grant_criteria '["system-importance", "information-importance"]'
ask --answers="$SCRATCH/filled.json" "$BANK"
lacks "$OUT" '`access.grant_criteria`' "an answer is not asked for again"
KEY=fsa-cyber.2.3.1-2.importance.customer
explain() {
    run explain -p "$ROOT/policies/fsa-cyber" --as-of=2026-06-30 "$@" "$BANK" \
        $KEY
}
explain; has "$OUT" "access.grant_criteria" "unknown without answers"
has "$OUT" "unknown" "unknown without answers"
explain --answers="$SCRATCH/filled.json"
has "$OUT" "pass" "met with answers"
run eval -p "$ROOT/policies/fsa-cyber" --as-of=2026-06-30 --control=2.3.1-② \
    --answers="$SCRATCH/filled.json" "$BANK"
has "$OUT" "pass" "eval takes answers"
fill access.grant_criteria '["size"]'
ask --answers="$SCRATCH/filled.json" "$BANK"
refused "access.grant_criteria" "an answer that is no value of it"
fill access.owner_review '"2026-03-31"'
ask --answers="$SCRATCH/filled.json" "$BANK"
lacks "$OUT" '`access.owner_review`' "a bare answer is of that day"
sed -i 's/"system": "card-mixed"/"system": "other"/' "$SCRATCH/filled.json"
ask --answers="$SCRATCH/filled.json" "$BANK"
refused 'about "other", not "card-mixed"' "answers to another questionnaire"
ask --answers="$BANK" "$BANK"
refused "card-mixed.json:1:1: this is no filled questionnaire" "no answers"
ask --answers=/nowhere "$BANK"; refused "/nowhere" "no such file"

run questionnaire -p "$ROOT/policies/fisc8-cloud" --as-of=2026-06-30 -f json \
    -o "$SCRATCH/asked.json" "$BANK"
echo '{"format": "libfisc-system/1", "id": "new", "parties": [' \
    '{"id": "bank", "roles": ["customer"]}]}' >"$SCRATCH/new.json"
ask --control=2.3.1-⑤ "$SCRATCH/new.json"
has "$OUT" "- a judgement: say by whom (by)" "a judgement is asked for as one"
ask -f json --control=2.3.1-⑤ -o "$SCRATCH/asked.json" "$SCRATCH/new.json"
has "$SCRATCH/asked.json" '"judged": ["by", "at", "why"]' "also in JSON"
fill importance '{"value": "low", "by": "bank", "at": "2026-06-01",
    "why": "inquiries only"}'
ask --control=2.3.1-⑤ --answers="$SCRATCH/filled.json" "$SCRATCH/new.json"
lacks "$OUT" '`importance' "a judgement as an answer"
run questionnaire -p "$ROOT/policies/fisc8-cloud" --as-of=2026-06-30 -f json \
    -o "$SCRATCH/asked.json" "$BANK"
EVIDENCE='{"id": "new", "kind": "iso27001", "about": ["erasure"],
    "subject": ["ap-northeast-1"], "collected": "2026-06-01",
    "expires": "2027-05-31", "confirmed": true}'
fill 'evidence(' "$EVIDENCE"
run questionnaire -p "$ROOT/policies/fisc8-cloud" --as-of=2026-06-30 \
    --answers="$SCRATCH/filled.json" "$BANK"
status 2 "evidence as an answer"
fill 'evidence(' true
run questionnaire -p "$ROOT/policies/fisc8-cloud" --as-of=2026-06-30 \
    --answers="$SCRATCH/filled.json" "$BANK"
refused 'a record with its "id"' "no evidence as an answer"
fill 'param:' true
run questionnaire -p "$ROOT/policies/fisc8-cloud" --as-of=2026-06-30 \
    --answers="$SCRATCH/filled.json" "$BANK"
refused "a profile sets it" "a param is no answer"

ask; refused "" "no description"
ask --join=aws=- - </dev/null; refused "only once" "two on standard input"
ask -f junit "$BANK"; refused "--format" "a format of another command"
ask -o /nowhere/ask.md "$BANK"; refused "/nowhere/ask.md" "no such folder"
finish
