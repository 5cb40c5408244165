#!/bin/sh
# SPDX-License-Identifier: MIT
# fisc lint: each rule, where it speaks and where it is silent. What is said of
# the odd policy is written down; FISC_UPDATE=1 writes it.
. "$(dirname "$0")/lib.sh"

ODD=$ROOT/tests/data/lint/odd
cd "$ROOT" || exit 1

# expect FILE CLAIM: the output is the file's
expect() {
    if [ "${FISC_UPDATE:-}" ]; then cp "$OUT" "$1"; fi
    diff -u "$1" "$OUT" || { echo "FAIL: $2"; FAILED=1; }
}

for language in en ja; do
    run lint --lang=$language tests/data/lint/odd
    status 2 "an odd policy"
    expect "$ODD/expected-$language.txt" "what is said in $language"
done
for rule in same-requirement same-as-reason same-as-stale bare-flags \
    bare-flags-share complements fact-of-one-clause unknown-fact missing-title \
    missing-language missing-bearer missing-owner dangling-link dangling-reference \
    unresolved-reference fact-unused \
    clause-without-check; do
    has "$OUT" "($rule)" "the rule $rule speaks"
done

# A folder of policies: each on its own.
mkdir "$SCRATCH/both"
cp -r "$DATA/policy" "$SCRATCH/both/small"
run lint "$SCRATCH/both"; status 0 "a folder of policies in order"
has "$OUT" "of 1 clauses of level must 0 (0.0 %)" "the share of bare flags"
[ "$(wc -l <"$OUT")" -eq 1 ] || fail "a folder of policies in order: more said"
cp -r "$ODD" "$SCRATCH/both/odd"
run lint "$SCRATCH/both"; status 2 "a folder with an odd policy"
sed -i 's/ge("size", [0-9])/"b"/' "$SCRATCH/both/odd/checks/odd.lua"
run lint "$SCRATCH/both/odd/"
has "$OUT" "both/odd/policy.xml: warning: odd: of 21 clauses of level must 7 (33.3 %)" \
    "too large a share of flags"
run lint "$SCRATCH/none"; refused "none" "no such folder"

# A dictionary alone is in order.
mkdir "$SCRATCH/words"
cp "$DATA/policy/vocabulary.xml" "$SCRATCH/words/"
cat >"$SCRATCH/words/policy.xml" <<'END'
<policy xmlns="urn:libfisc:policy:1" id="words" version="1">
  <title xml:lang="ja">辞書</title><title xml:lang="en">a dictionary</title>
  <vocabulary href="vocabulary.xml"/>
</policy>
END
run lint "$SCRATCH/words"; status 0 "a dictionary alone"
[ ! -s "$OUT" ] || fail "a dictionary alone: something was said"
finish
