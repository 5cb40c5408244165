# SPDX-License-Identifier: MIT
# Reports: formats, languages, colours, several systems, standard input.
. "$ROOT/tests/cli/lib.sh"

# One description, two spellings, any way in: the same bytes.
evaluate -f json "$SYSTEMS/pass.json"; cp "$OUT" "$SCRATCH/json"
has "$SCRATCH/json" '"format": "libfisc-result/1"' "JSON says what it is"
evaluate -f json "$SYSTEMS/pass.xml"
cmp -s "$OUT" "$SCRATCH/json" || fail "XML gives the bytes of JSON"
(cd "$SYSTEMS" && "$FISC" eval -f json -p ../policy --as-of=2026-06-30 pass.xml) >"$OUT"
cmp -s "$OUT" "$SCRATCH/json" || fail "another folder gives the same bytes"
"$FISC" eval -f json -p "$DATA/policy" --as-of=2026-06-30 - <"$SYSTEMS/pass.json" >"$OUT" 2>"$ERR"
cmp -s "$OUT" "$SCRATCH/json" || fail "standard input gives the same bytes"
{ printf '%300000s' ''; cat "$SYSTEMS/pass.json"; } >"$SCRATCH/spaced.json"
"$FISC" eval -f json -p "$DATA/policy" --as-of=2026-06-30 - <"$SCRATCH/spaced.json" >"$OUT" 2>"$ERR"
cmp -s "$OUT" "$SCRATCH/json" || fail "standard input is read to its end"
LANG=ja_JP.UTF-8 evaluate -f json --color=always --details "$SYSTEMS/pass.json"
cmp -s "$OUT" "$SCRATCH/json" || fail "JSON has no language, colour or details"
evaluate -f json -o "$SCRATCH/file" "$SYSTEMS/pass.json"
cmp -s "$SCRATCH/file" "$SCRATCH/json" || fail "--output writes the same bytes"
[ ! -s "$OUT" ] || fail "--output leaves standard output empty"

# Languages.
evaluate "$SYSTEMS/unknown.json"
has "$OUT" "When was a restore tested?" "English by default"
evaluate --lang=ja "$SYSTEMS/unknown.json"
has "$OUT" "復元をいつ試しましたか？" "--lang=ja"
LANG=ja_JP.UTF-8 evaluate "$SYSTEMS/unknown.json"
has "$OUT" "復元をいつ試しましたか？" "LANG=ja_JP.UTF-8"
LC_ALL=C LANG=ja_JP.UTF-8 evaluate "$SYSTEMS/unknown.json"
has "$OUT" "When was a restore tested?" "LC_ALL goes before LANG"

# Colours only where they are asked for, as nothing here is a terminal.
escape=$(printf '\033')
evaluate "$SYSTEMS/fail.json";                lacks "$OUT" "$escape" "no colour into a file"
evaluate --color=always "$SYSTEMS/fail.json"; has "$OUT" "$escape" "--color=always"
evaluate --color=never "$SYSTEMS/fail.json";  lacks "$OUT" "$escape" "--color=never"

# What is explained.
evaluate "$SYSTEMS/fail.json"
has "$OUT" "backup.exists = false" "a fail names its facts"
has "$OUT" "fail.json:" "a fail names its place"
has "$OUT" "There are no copies" "a fail has the catalog's message"
lacks "$OUT" "alarms = true" "a pass is not explained"
evaluate --details "$SYSTEMS/fail.json"
has "$OUT" "alarms = true" "--details explains a pass"
evaluate --rows "$SYSTEMS/fail.json"
lacks "$OUT" "backup.exists" "--rows explains nothing"
coverage=$(grep -n "^Coverage" "$OUT" | cut -d: -f1)
score=$(grep -n "^Score" "$OUT" | cut -d: -f1)
[ "${coverage:-9}" -lt "${score:-0}" ] || fail "coverage stands before the score"

# Several systems: in the order of the arguments, whatever the threads do.
set -- "$SYSTEMS/pass.json" "$SYSTEMS/fail.json" "$SYSTEMS/unknown.json" \
    "$SYSTEMS/should-fail.json" "$SYSTEMS/pass.xml"
evaluate -f json "$@"; status 2 "several systems"; cp "$OUT" "$SCRATCH/one"
[ "$(grep -c '^{$' "$OUT")" -eq 5 ] || fail "an object for each system"
order=$(sed -n 's/^"system": "\(.*\)",$/\1/p' "$OUT" | tr '\n' ' ')
[ "$order" = "pass fail unknown should-fail pass " ] || fail "order of the arguments: $order"
for jobs in 2 4 0; do
    evaluate -f json --jobs=$jobs "$@"
    cmp -s "$OUT" "$SCRATCH/one" || fail "--jobs=$jobs gives the same bytes"
done
evaluate "$SYSTEMS/pass.json" "$SYSTEMS/empty.json" "$SYSTEMS/fail.json"
status 1 "1 beats 2"
has "$OUT" "core banking" "a bad description does not keep others from being reported"
[ "$(wc -l <"$ERR")" -eq 1 ] || fail "one line for one bad description"

# The date.
evaluate -f json "$SYSTEMS/pass.json"; has "$OUT" '"as_of": "2026-06-30"' "--as-of"
run eval -f json -p "$DATA/policy" "$SYSTEMS/pass.json"
today=$(TZ=JST-9 date +%F)
has "$OUT" "\"as_of\": \"$today\"" "today is Japan's"
run eval -p "$DATA/policy" --as-of=2027-06-30 "$SYSTEMS/pass.json"
status 2 "a later date asks for a later test"

# Widths: no line of a terminal of 60 columns is longer.
COLUMNS=60 evaluate --lang=en --details "$SYSTEMS/fail.json"
long=$(LC_ALL=C.UTF-8 wc -L <"$OUT")
[ "$long" -le 60 ] || fail "lines fit into 60 columns: $long"
COLUMNS=60 evaluate --lang=ja --details "$SYSTEMS/fail.json"
long=$(LC_ALL=C.UTF-8 wc -L <"$OUT")
[ "$long" -le 60 ] || fail "lines in Japanese fit into 60 columns: $long"

# What if: what would move, as a diff.
evaluate --set backup.exists=true "$SYSTEMS/fail.json"
has "$OUT" "differs      the description" "--set prints what would move"
has "$OUT" "backup.exists" "--set names the fact"
evaluate --unset backup.exists "$SYSTEMS/pass.json"; status 2 "--unset"
has "$OUT" "pass → unknown" "--unset takes a statement away"
evaluate --lang=ja --unset backup.exists "$SYSTEMS/pass.json"
has "$OUT" "適合 → 不明" "what if, in Japanese"
evaluate -f json --unset backup.exists "$SYSTEMS/pass.json"
has "$OUT" '"format": "libfisc-diff/1"' "what if, as JSON"
evaluate --set 'backup.exists={"unknown": "asked"}' "$SYSTEMS/pass.json"
has "$OUT" "pass → unknown" "--set takes JSON"
evaluate --set backup.exists=maybe "$SYSTEMS/pass.json"; status 1 "--set of a wrong type"
has "$ERR" "--set backup.exists=maybe: backup.exists must be true or false" "--set is named in its error"
evaluate --set backup.exists= "$SYSTEMS/pass.json"; status 1 "--set without a value"
has "$ERR" "--unset backup.exists takes away" "--set without a value leads to --unset"
evaluate --set backup.exists=null "$SYSTEMS/pass.json"; status 1 "--set of null"
has "$ERR" "--unset backup.exists takes away" "--set of null leads to --unset"
evaluate --set backup.exists "$SYSTEMS/pass.json"; status 1 "--set without ="
evaluate --set backup.exists=true --unset backup "$SYSTEMS/pass.json"
has "$OUT" "+ backup.exists: not given" "what is unset after --set is not stated"
evaluate --unset backup --set backup.exists=true "$SYSTEMS/pass.json"
has "$OUT" "+ backup.tested: not given" "what is unset is not stated"
lacks "$OUT" "+ backup.exists" "what is set after --unset is stated"
evaluate --unset backup --set backup.exists=maybe "$SYSTEMS/pass.json"; status 1 "the second is wrong"
has "$ERR" "--set backup.exists=maybe: " "the option that is wrong is named"
evaluate --unset backup.exists=true "$SYSTEMS/pass.json"; refused "--unset: PATH, not" "--unset takes no value"
evaluate --unset A "$SYSTEMS/pass.json"; status 1 "--unset of no path"
has "$ERR" "--unset A: " "--unset is named in its error"
finish
