# SPDX-License-Identifier: MIT
# fisc diff: two results, and events for a system of tickets.
. "$ROOT/tests/cli/lib.sh"

# results NAME DESCRIPTION [OPTION...]: writes NAME.json, all about one system
results() {
    name=$1 description=$2
    shift 2
    sed '0,/"id"/s/"id": *"[a-z-]*"/"id": "one"/' "$SYSTEMS/$description.json" \
        >"$SCRATCH/system.json"
    "$FISC" eval -p "$DATA/policy" --as-of=2026-06-30 -f json "$@" \
        "$SCRATCH/system.json" >"$SCRATCH/$name.json"
}
results pass pass
results fail fail
results unknown unknown
cd "$SCRATCH" || exit 1

run diff pass.json pass.json; status 0 "nothing differs"
has "$OUT" "differs      nothing" "nothing differs"
run diff pass.json fail.json; status 2 "a regression"
has "$OUT" "== regressed" "a regression"
has "$OUT" "the description" "the cause is the description"
lacks "$OUT" "the date" "the date is no cause"
run diff fail.json pass.json; status 0 "a fix"
has "$OUT" "== fixed" "a fix"
run diff pass.json unknown.json; status 2 "newly unknown"
run diff --lang=ja pass.json fail.json
has "$OUT" "悪化" "in Japanese"
run diff --details pass.json fail.json; has "$OUT" "== unchanged" "--details"
run diff --rows pass.json fail.json; lacks "$OUT" "not met" "--rows"
run diff --color=always pass.json fail.json
has "$OUT" "$(printf '\033[')" "--color"
run diff -f json pass.json fail.json; status 2 "as JSON"
has "$OUT" '"format": "libfisc-diff/1"' "as JSON"
run diff -o out.txt pass.json fail.json; status 2 "--output"
[ -s out.txt ] && [ ! -s "$OUT" ] || fail "--output takes it all"
"$FISC" diff - fail.json <pass.json >"$OUT" 2>"$ERR"
STATUS=$? RUN="fisc diff - fail.json"
status 2 "standard input"

# The same results later, and by another policy.
"$FISC" eval -p "$DATA/policy" --as-of=2026-07-01 -f json system.json >later.json
run diff unknown.json later.json; has "$OUT" "differs      the date" "the date"
"$FISC" eval -p "$DATA/policy/catalog.xml" --as-of=2026-06-30 -f json \
    --allow-unknown-paths system.json >policy.json
run diff unknown.json policy.json
has "$OUT" "differs      the policy" "the policy"

# Tickets: what was told is not told again.
: >told.jsonl
tickets() {
    run diff -f jsonl --state=told.jsonl "$@"
    cat "$OUT" >>told.jsonl
}
tickets pass.json pass.json; [ ! -s "$OUT" ] || fail "no events"
tickets pass.json fail.json; has "$OUT" '"event": "open"' "open"
tickets pass.json fail.json; [ ! -s "$OUT" ] || fail "told once"
tickets fail.json pass.json; has "$OUT" '"event": "close"' "close"
tickets pass.json fail.json; has "$OUT" '"event": "reopen"' "reopen"
run diff -f jsonl --state=- pass.json fail.json <told.jsonl
[ ! -s "$OUT" ] || fail "the state from standard input"
"$FISC" diff -f jsonl --state=told.jsonl fail.json pass.json >>told.jsonl
has told.jsonl '"event": "close"' "appended to its own state"
run diff -f jsonl pass.json fail.json; has "$OUT" '"event": "open"' "no state"

# A foreign catalog may have no uuid, and its rows then no catalog.
printf '%s' '<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0"><metadata><title>' \
    'F</title></metadata><control id="x-1"><title>X</title></control></catalog>' \
    >foreign.xml
"$FISC" eval -p foreign.xml --as-of=2026-07-01 --allow-unknown-paths -f json \
    system.json >foreign.json
run diff foreign.json foreign.json; status 0 "a foreign catalog"

# Bad input and wrong arguments.
run diff pass.json;               refused "diff --help" "one result"
run diff - -;                     refused "once" "standard input twice"
run diff -f jsonl --state=- - pass.json
refused "once" "standard input twice"
run diff pass.json none.json;     refused "none.json: " "no such file"
run diff pass.json system.json;   refused "system.json:1:" "a description"
run diff told.jsonl pass.json;    refused "told.jsonl:2:1: " "events"
run diff -f jsonl --state=pass.json pass.json fail.json
refused "pass.json:1:" "a state that is none"
run diff -f jsonl --state=none pass.json fail.json; refused "none" "no state"
run diff --state=told.jsonl pass.json fail.json; refused "jsonl" "not as text"
run diff -f xml pass.json fail.json; refused "xml" "no such format"
run plan -f jsonl -p "$DATA/policy" "$SYSTEMS/pass.json"; refused "jsonl" "no format of plan"
sed 's/"system": "one"/"system": "two"/' fail.json >two.json
run diff pass.json two.json;      refused "two.json: " "two systems"
"$FISC" explain -p "$DATA/policy" --as-of=2026-06-30 -f json system.json 運1 \
    >part.json
run diff pass.json part.json;     refused "part.json: " "a part of a report"
if [ -w /dev/full ]; then
    "$FISC" diff pass.json fail.json >/dev/full 2>"$ERR"
    [ $? -eq 1 ] || fail "a full disk is noticed"
fi

# What a param is set to is told from what is asked, and from a waiver.
bank() {
    "$FISC" eval -p policies/example-bank -f json --as-of=2026-06-30 \
        "$ROOT/policies/fisc8/examples/internet-banking.json" >"$1" 2>"$ERR"
}
cp -R "$ROOT/policies" policies
BANK=policies/example-bank
bank before.json
sed -i 's|<value>70</value>|<value>71</value>|' $BANK/profile.xml
bank params.json
run diff -f json before.json params.json; has "$OUT" '"cause": ["params"]' "a param"
run diff before.json params.json; has "$OUT" "differs      params" "a param"
sed -i 's|<title>|<title>A |' $BANK/profile.xml
bank both.json
run diff -f json params.json both.json; has "$OUT" '"cause": ["policy"]' "a title"
run diff -f json before.json both.json
has "$OUT" '"cause": ["policy", "params"]' "a title and a param"

# What ships is read back whole.
for system in "$ROOT"/policies/*/examples/*.json; do
    "$FISC" eval -f json --as-of=2026-06-30 "$system" >shipped.json 2>"$ERR" ||
        [ $? -eq 2 ] || continue
    run diff shipped.json shipped.json; status 0 "$system read back"
done
finish
