# SPDX-License-Identifier: MIT
# fisc plan: what would have to change.
. "$ROOT/tests/cli/lib.sh"

plan() {
    run plan -p "$DATA/policy" --as-of=2026-06-30 "$@"
}

plan "$SYSTEMS/pass.json"; status 0 "nothing is left to plan"
has "$OUT" "nothing is left to plan" "a description that is met"
plan "$SYSTEMS/fail.json"; status 2 "a clause of level must fails"
has "$OUT" "== Changes for the whole" "the list"
has "$OUT" "== must ==" "the rows"
has "$OUT" "[action]" "by what a change is made"
plan --lang=ja "$SYSTEMS/fail.json"; has "$OUT" "[対策]" "in Japanese"
plan --details "$SYSTEMS/fail.json"
has "$OUT" "[waiver]" "--details shows waivers"
plan --rows "$SYSTEMS/fail.json"
lacks "$OUT" "== must ==" "--rows is the list alone"
has "$OUT" "== Changes for the whole" "--rows is the list"
plan -f json "$SYSTEMS/fail.json"; status 2 "as JSON"
has "$OUT" '"format": "libfisc-plan/1"' "as JSON"
cp "$OUT" "$SCRATCH/once.json"
plan -f json "$SYSTEMS/fail.json"
cmp -s "$OUT" "$SCRATCH/once.json" || fail "the same bytes each time"
plan -o "$SCRATCH/out.txt" "$SYSTEMS/fail.json"; status 2 "--output"
has "$SCRATCH/out.txt" "== must ==" "--output"
plan --color=always "$SYSTEMS/fail.json"
has "$OUT" "$(printf '\033[')" "--color=always"
plan --role=provider "$SYSTEMS/fail.json"
lacks "$OUT" ".customer" "--role"
plan --control=nothing "$SYSTEMS/fail.json"; status 1 "no such control"
plan "$SYSTEMS/wrong-type.json"; status 1 "a wrong description"
plan -f jsonl "$SYSTEMS/fail.json"; status 1 "no such format of a plan"
"$FISC" plan -p "$DATA/policy" --as-of=2026-06-30 - <"$SYSTEMS/fail.json" \
    >"$OUT" 2>"$ERR"
STATUS=$? RUN="fisc plan -"
status 2 "standard input"
plan --join=aws=- - </dev/null; refused "only once" "two on standard input"
finish
