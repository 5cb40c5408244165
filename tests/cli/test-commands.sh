# SPDX-License-Identifier: MIT
# The other commands: help, list, show, explain, try, lint.
. "$ROOT/tests/cli/lib.sh"

for command in eval explain try diff plan lint list show; do
    run $command --help; status 0 "help of $command"
    has "$OUT" "Usage: fisc $command" "help of $command"
    [ ! -s "$ERR" ] || fail "help of $command is no error"
    has "$ROOT/doc/fisc.1" ".Cm $command" "the manual has $command"
    for option in $(grep -o -- '--[a-z-]*' "$OUT" | sort -u | sed 's/^--//'); do
        [ "$option" = help ] && continue
        grep -q "Fl.* -$option" "$ROOT/doc/fisc.1" ||
            fail "the manual has --$option"
    done
done
run --help; status 0 "--help"
for command in eval explain try diff plan lint list show; do
    has "$OUT" "  $command " "--help lists $command"
done
has "$OUT" "FISC_POLICY_PATH" "--help names it"
run --version; status 0 "--version"
has "$OUT" "fisc 0." "--version"
has "$OUT" "Lua 5.4" "--version names Lua"
has "$OUT" "libxml2 2." "--version names libxml2"
has "$OUT" "nettle " "--version names nettle"

run list -p "$DATA/policy" controls; status 0 "list controls"
has "$OUT" "運1  small.o1" "list controls"
has "$OUT" "copies of data" "list controls"
run list -p "$DATA/policy" --lang=ja controls
has "$OUT" "データの控え" "list controls in Japanese"
run list -p "$DATA/policy" clauses; has "$OUT" "small.o2.provider" "list clauses"
run list -p "$DATA/policy" facts;   has "$OUT" "backup.tested" "list facts"
run list -p fisc8 params;           has "$OUT" "fisc8.cooling-load-percent" "list params"
has "$OUT" "earthquake, flood, landslide, …" "list params: a set's values"
run list controls;                  has "$OUT" "fisc8.f" "fisc8 is the default"
FISC_POLICY_PATH=/nowhere run list -p "$DATA/policy" facts
status 0 "a policy by its path needs no search"

run show -p fisc8 cooling-load-percent
has "$OUT" "fisc8.cooling-load-percent" "show a param, named as a check names it"
run show -p "$DATA/policy" 運1; status 0 "show a control"
has "$OUT" "small.o1.customer" "show a control: its clauses"
has "$OUT" "checks.lua:1" "show a control: where its checks are"
run show -p fisc8-cloud '運109(6)'; status 0 "show what is on record"
has "$OUT" "unresolved-reference = 【注1】" "show a reference that leads nowhere"
lacks "$OUT" "title-en" "show no prop that is a text"
run show -p fisc8-cloud '運109(14)'
has "$OUT" "printed-relaxation = " "show what is printed"
has "$OUT" "corrected-relaxation = " "show what it was corrected to"
has "$OUT" "source: 「Enterprise Agreement」" "show a source"
has "$OUT" "https://aws.amazon.com/pricing/enterprise/" "show its address"
run show -p fisc8 fisc8.f1.site.operator; has "$OUT" "same-as = " "show why it asks the same"
run show -p "$DATA/policy" small.o2.provider; has "$OUT" "should" "show a clause"
run show -p "$DATA/policy" backup.tested; has "$OUT" "date" "show a fact"
has "$OUT" "When was a restore tested?" "show a fact: its question"
run show fisc8.cooling-load-percent; has "$OUT" "80" "show a param"
run show -p "$DATA/policy" 運9; refused "運9" "show nothing"

run explain -p "$DATA/policy" --as-of=2026-06-30 "$SYSTEMS/fail.json" small.o1.customer@bank
status 0 "explain a key"
has "$OUT" "backup.exists = false" "explain a key"
run explain "$DATA/policy" --as-of=2026-06-30 "$SYSTEMS/fail.json" 運1
status 0 "explain a label, the policy before the system"
run explain -p "$DATA/policy" -f json "$SYSTEMS/pass.json" small.o2.provider
[ "$(grep -c '^{"key"' "$OUT")" -eq 1 ] || fail "explain as JSON: one row"
run explain -p "$DATA/policy" "$SYSTEMS/fail.json" small.o9
refused "small.o9" "explain nothing"

try() { run try -p "$DATA/policy" --as-of=2026-06-30 "$@"; }
try "$DATA/try-pass.lua" "$SYSTEMS/pass.json"; status 0 "try a requirement"
has "$OUT" "backup.exists = true" "try: the facts read are shown"
try "$DATA/try-pass.lua" "$SYSTEMS/fail.json"; status 2 "try a requirement that fails"
try "$DATA/try-function.lua" "$SYSTEMS/pass.json"; status 0 "try a function"
try "$DATA/try-function.lua" "$SYSTEMS/should-fail.json"; status 2 "try a function"
has "$OUT" "There are no alarms." "try: a function's message"
try "$DATA/try-function.lua" "$SYSTEMS/unknown.json"; status 2 "try: a fact is missing"
has "$OUT" "Are there alarms?" "try: a fact is missing"
try "$DATA/try-nothing.lua" "$SYSTEMS/pass.json"; status 2 "try: no result"
has "$OUT" "perhaps" "try: what is no result is quoted"
try "$DATA/none.lua" "$SYSTEMS/pass.json"; refused "none.lua" "try nothing"
try "$DATA/try-pass.lua" "$SYSTEMS/empty.json"; refused "empty.json" "try on nothing"

run lint -p "$DATA/policy"; status 0 "lint a policy that is in order"
[ ! -s "$OUT" ] || fail "lint a policy that is in order: something was said"
run lint "$DATA/policy/vocabulary.xml" "$DATA/policy/catalog.xml"
status 2 "lint clauses without checks"
has "$OUT" "catalog.xml:20:9: warning: " "lint names the place"
run lint "$DATA/none"; refused "none" "lint nothing"
finish
