#!/bin/sh
# SPDX-License-Identifier: MIT
# fisc test: the tests of a policy, run.
. "$(dirname "$0")/lib.sh"

POLICY=$SCRATCH/small
cp -r "$DATA/policy" "$POLICY"
mkdir "$POLICY/tests"
cp "$SYSTEMS/pass.json" "$POLICY/tests/base.json"

# cases: the file of cases from standard input, under a heading that all share
cases() {
    { echo "as-of 2026-06-30"; echo "base base"; cat; } \
        >"$POLICY/tests/cases.tsv"
}

# wrong PLACE TEXT CLAIM: the file of standard input is refused there
wrong() {
    cases
    run test "$POLICY"
    refused "$POLICY/tests/cases.tsv:$1: $2" "$3"
}

whole() {
    cat <<'END'
case well
  small.o1.customer       pass
  small.o2.provider@aws   pass  met  alarms
case no-copies
  backup.exists = false
  small.o1.customer@bank  fail  not-met  backup.exists
case copies-not-known  well
  - backup.exists
  small.o1.customer       unknown  absent  backup.exists
case alarms-silent
  alarms = false
  small.o2.provider       fail
case alarms-not-known
  - alarms
  small.o2.provider       unknown absent alarms
END
}

whole | cases
run test "$POLICY"; status 0 "tests that pass"
has "$OUT" "5 cases, 6 rows, 0 cases not as written" "tests that pass: totals"
cp "$OUT" "$SCRATCH/alone"
run test --jobs=3 "$POLICY"; cmp -s "$OUT" "$SCRATCH/alone" ||
    fail "three threads print what one does"
run test --lang=ja "$POLICY"; has "$OUT" "事例 5" "totals in Japanese"
mkdir "$SCRATCH/several"; cp -r "$POLICY" "$SCRATCH/several/"
run test "$SCRATCH/several"; status 0 "a folder of policies"
run test "$SCRATCH/none"; refused "none" "no such folder"
run test "$SYSTEMS"; refused "neither a policy" "a folder without policies"

# What comes out otherwise.
{ whole; printf 'case late\n  backup.tested = "2025-06-29"\n'
    echo '  small.o1.customer pass met ...'; } | cases
run test "$POLICY"; status 2 "a row that is not as written"
has "$OUT" "cases.tsv:20:3: case late: small.o1.customer@bank is fail" \
    "a row that is not as written has its place"
has "$OUT" "wanted pass" "and what was wanted"
run test -f junit "$POLICY"; status 2 "JUnit"
has "$OUT" '<testcase classname' "JUnit: cases"
has "$OUT" '<failure message="small.o1.customer@bank is fail' "JUnit: failures"
run test -f json "$POLICY"; status 2 "JSON"
has "$OUT" '"name": "late"' "JSON: cases"
has "$OUT" '"result": "fail"' "JSON: results"
{ whole; printf 'case x\n small.o1.customer pass met backup.exists\n'; } | cases
run test "$POLICY"; status 2 "paths are all that a pass rests on"
{ whole; printf 'case x\n small.o1.customer pass met backup.exists ...\n'; } |
    cases
run test "$POLICY"; status 0 "paths, and perhaps others"
{ whole; printf 'case x\n small.o1.customer@aws pass\n'; } | cases
run test "$POLICY"; status 2 "a party that doesn't hold the role"
has "$OUT" "doesn't hold the role" "a party that doesn't hold the role"
{ whole; printf 'case x\n small.o1.custmer pass\n'; } | cases
run test "$POLICY"; status 2 "no such clause"
has "$OUT" 'did you mean "small.o1.customer"' "no such clause"
{ whole; printf 'case x\n all-rows\n small.o1.customer pass\n'; } | cases
run test "$POLICY"; status 2 "a row that is not written down"
has "$OUT" "small.o2.provider@aws comes out, pass (met)" "which row it is"
{ whole; printf 'case x\n backup.exsts = true\n small.o1.customer pass\n'; } |
    cases
run test "$POLICY"; status 1 "a fact that there is not"
has "$OUT" "did you mean" "a fact that there is not"
{ whole; printf 'case x\n - backup.when\n small.o1.customer pass\n'; } | cases
run test "$POLICY"; status 1 "nothing to take away"
has "$OUT" "cases.tsv:19:4: case x: nothing is stated at backup.when" \
    "nothing to take away"

# What cases reach.
whole | cases
run test --coverage "$POLICY"; status 0 "branches that are not reached"
has "$OUT" 'checks.lua:3:3: small.o1.customer: within("backup.tested", "1y") is never unknown' \
    "a leaf that is never unknown"
has "$OUT" 'within("backup.tested", "1y") is never false' \
    "a leaf that is never false"
lacks "$OUT" 'small.o2' "a clause of which all is reached"
has "$OUT" "11 branches, 3 not reached" "branches are counted"
{ whole; printf 'case late\n backup.tested = "2025-06-29"\n small.o1.customer fail\n'
    printf 'case untested\n - backup.tested\n small.o1.customer unknown absent\n'
} | cases
run test --coverage "$POLICY"
has "$OUT" "11 branches, 0 not reached" "branches that further cases reach"
run test --coverage --only=small.o2 "$POLICY"
has "$OUT" "1 clauses" "one clause alone"
run test --only=small.o9 "$POLICY"
refused "no clause's key begins with \"small.o9\"" "a clause that is not there"

# A dictionary has no share of mutants.
mkdir "$SCRATCH/words"
cp "$DATA/policy/vocabulary.xml" "$SCRATCH/words/"
cat >"$SCRATCH/words/policy.xml" <<'END'
<policy xmlns="urn:libfisc:policy:1" id="words" version="1">
  <title xml:lang="ja">辞書</title><title xml:lang="en">a dictionary</title>
  <vocabulary href="vocabulary.xml"/>
</policy>
END
run test --mutate "$SCRATCH/words"; status 0 "a dictionary"
has "$OUT" "  no mutants" "a dictionary: no mutants"

# What cases notice.
whole | cases
run test --mutate "$POLICY"; status 2 "mutants that no case notices"
has "$OUT" "checks.lua:3:3: no case notices the mutant small.o1.customer:drop-age-" \
    "a mutant that no case notices"
has "$OUT" "11 mutants, 8 noticed (72.7 %)" "mutants are counted"
cp "$OUT" "$SCRATCH/mutants"
run test --mutate --jobs=2 "$POLICY"; cmp -s "$OUT" "$SCRATCH/mutants" ||
    fail "two threads notice what one does"
run test --mutate -f json "$POLICY"
has "$OUT" '"score": 72.7' "mutants in JSON"
run test --mutate -f junit "$POLICY"
has "$OUT" '<failure message="small.o1.customer:drop-age-' "mutants in JUnit"
boundaries() {
    whole
    cat <<'END'
case a-year-ago
  backup.tested = "2025-06-30"
  small.o1.customer pass
case more-than-a-year-ago
  backup.tested = "2025-06-29"
  small.o1.customer fail
case today
  backup.tested = "2026-06-30"
  small.o1.customer pass
case two-years-ago
  backup.tested = "2024-06-30"
  small.o1.customer fail
END
}
boundaries | cases
run test --mutate "$POLICY"; status 0 "cases at the boundaries"
has "$OUT" "11 mutants, 11 noticed (100.0 %)" "cases at the boundaries"
id=$(sed -n 's/.*notices the mutant \(small.o1.customer:drop-age-[0-9a-f]*\):.*/\1/p' \
    "$SCRATCH/mutants")
{ whole; echo "equivalent $id \"a copy is always tested in time\""; } | cases
run test --mutate "$POLICY"; has "$OUT" "11 mutants, 8 noticed (80.0 %), 1 accepted" \
    "a mutant that is accepted"
lacks "$OUT" "$id" "a mutant that is accepted"
{ boundaries; echo "equivalent $id \"a copy is always tested in time\""; } | cases
run test --mutate "$POLICY"; status 2 "an accepted mutant that is noticed"
has "$OUT" "cases.tsv:30:12: a case notices the mutant $id" \
    "an accepted mutant that is noticed"
{ boundaries; echo 'equivalent small.o1.customer:drop-000000 "no"'; } | cases
run test --mutate "$POLICY"; status 2 "an accepted mutant that is none"
has "$OUT" "there is no mutant small.o1.customer:drop-000000" \
    "an accepted mutant that is none"
run test "$POLICY"; status 0 "without mutants nobody knows"

# What clauses need.
whole | sed '/^case alarms-silent/,$d' | cases
run test "$POLICY"; status 2 "a clause that lacks cases"
has "$OUT" "small.o2.provider: no case shows fail, unknown" "which it lacks"
{ whole | sed '/^case alarms-silent/,$d'
    echo 'never fail small.o2.provider "there are always alarms"'
    echo 'never unknown small.o2.provider "everybody hears them"'; } | cases
run test "$POLICY"; status 0 "a reason why there is no case"
{ whole; echo 'never fail small.o2.provider "there are always alarms"'; } |
    cases
run test "$POLICY"; status 2 "a reason that is out of date"
has "$OUT" "cases.tsv:18:12: a case shows small.o2.provider to be fail" \
    "a reason that is out of date"
{ whole; echo 'never fail small.o3.customer "why"'; } | cases
run test "$POLICY"; status 2 "a reason for no clause"

# Files that can't be read.
echo 'cse x' | wrong 3:5 '"x" is neither "=" nor a result' "no such line"
echo 'hello' | wrong 3:1 '"hello" begins no line' "no such line of one word"
echo 'a=1' | wrong 3:1 'a change has spaces' "no spaces around ="
printf 'case x\n a.b = {"c": 1,\n' | wrong 3:6 'the case "x" has no row' \
    "a case without rows"
printf 'case x\n small.o1.customer unknown\n' |
    wrong 4:27 'unknown takes its reason' "no reason"
printf 'case x\n small.o1.customer unknown absnt\n' |
    wrong 4:28 'unknown takes its reason' "a mistyped reason of an unknown"
printf 'case x\n small.o1.customer fail inherted\n' |
    wrong 4:25 'there is no reason "inherted"; did you mean "inherited"' \
    "a mistyped reason"
printf 'case x\n small.o1.customer pass\ncase x\n small.o1.customer pass\n' |
    wrong 5:6 'there is a case "x" already, at line 3' "two of one name"
printf 'case x none\n small.o1.customer pass\n' |
    wrong 3:8 'there is no description "none"' "no such base"
printf 'case x\n as-of 2026-02-30\n' |
    wrong 4:8 'as-of takes a day' "no such day"
printf 'never fail small.o1.customer\n' |
    wrong 3:29 'the reason is missing' "no reason why not"
printf 'never error small.o1.customer "x"\n' |
    wrong 3:7 'never takes pass, fail or unknown' "not that result"
printf 'case x\n param p = 3\n small.o1.customer pass\n' |
    wrong 4:8 'no catalog has a param "p"' "no such param"
printf 'case x\n param p\n small.o1.customer pass\n' |
    wrong 4:9 'a param takes' "a param without a value"
printf 'case x\n small.o1.customer pass met ... a\n' |
    wrong 4:33 '"..." comes last' "paths behind the dots"
printf 'small.o1.customer pass\n' |
    wrong 3:1 'a row stands in a case' "a row before the first case"

# The example at the head of the manual's page, in both languages, on fisc8; the
# other examples are lines that can be read.
cp -r "$ROOT/policies/fisc8" "$ROOT/policies/vocabulary" "$SCRATCH/"
block() { # block PAGE N: the N-th block of cases
    awk -v wanted="$2" '/^```/ { if (on) exit; on = /^```tsv/ && ++n == wanted; next }
        on' "$1"
}
for page in testing.md testing.ja.md; do
    rm -f "$SCRATCH"/fisc8/tests/*.tsv
    block "$ROOT/doc/$page" 1 >"$SCRATCH/fisc8/tests/page.tsv"
    run test "$SCRATCH/fisc8"
    has "$OUT" "2 cases, 3 rows, 0 cases not as written" "$page: its example"
    lacks "$OUT" "not evaluated" "$page: its example"
    for n in 2 3 4 5; do
        { echo "as-of 2026-06-30"; echo "base core-banking"
            echo "case page"; block "$ROOT/doc/$page" $n; echo "a.b pass"; } \
            >"$SCRATCH/fisc8/tests/page.tsv"
        run test "$SCRATCH/fisc8"
        [ "$(wc -l <"$SCRATCH/fisc8/tests/page.tsv")" -gt 4 ] ||
            fail "$page: has a block $n"
        [ ! -s "$ERR" ] || fail "$page: block $n can be read"
    done
done
finish
