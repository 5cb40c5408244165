# SPDX-License-Identifier: MIT
# fisc forecast: when results change by time alone.
. "$ROOT/tests/cli/lib.sh"

BANK=$ROOT/policies/fisc8/examples/internet-banking.json
AWS=$ROOT/policies/fisc8/examples/aws-provider.json
forecast() {
    run forecast -p "$ROOT/policies/fisc8" --as-of=2026-06-30 "$@"
}

forecast "$BANK"; status 2 "clauses stop being met"
has "$OUT" "until         2027-06-30" "a year by default"
has "$OUT" "== 2027-05-15  results that change: " "a day"
has "$OUT" "pass (met) → unknown (out of date)" "from what to what"
has "$OUT" "- evidence aws-soc2-2026 was valid to 2027-05-14" "why"
has "$OUT" "is longer ago than 7d" "a period"
forecast --lang=ja "$BANK"
has "$OUT" "証跡 aws-soc2-2026 の有効期限（2027-05-14）が過ぎる" "in Japanese"
forecast --until=2027-02-11 --control=設62 "$BANK"; status 0 "what was unmet before"
has "$OUT" "on 1 days, 1 results in all" "--until with a day"
forecast --until=7d "$BANK"; status 2 "--until with a period"
has "$OUT" "until         2026-07-07" "--until with a period"
forecast --until=2d --control=設1 "$BANK"; status 0 "nothing changes"
has "$OUT" "no result changes" "nothing changes"
forecast --role=provider "$BANK"; lacks "$OUT" "@bank" "--role"
forecast --join=aws="$AWS" "$BANK"; status 2 "--join"
forecast -f json "$BANK"; status 2 "as JSON"
has "$OUT" '"format": "libfisc-forecast/1"' "as JSON"
forecast -f ical --alarm=30d -o "$SCRATCH/bank.ics" "$BANK"; status 2 "to a file"
[ ! -s "$OUT" ] || fail "--output takes it all"
has "$SCRATCH/bank.ics" "TRIGGER:-P30D" "--alarm"
grep -q "^BEGIN:VCALENDAR.$" "$SCRATCH/bank.ics" || fail "lines end with CRLF"
cp "$SCRATCH/bank.ics" "$SCRATCH/first.ics"
forecast -f ical --alarm=30d -o "$SCRATCH/bank.ics" "$BANK"
cmp -s "$SCRATCH/bank.ics" "$SCRATCH/first.ics" || fail "the same bytes again"
"$FISC" forecast -p "$ROOT/policies/fisc8" --as-of=2026-06-30 - \
    <"$BANK" >"$OUT" 2>"$ERR"
STATUS=$? RUN="fisc forecast -"
status 2 "standard input"
forecast --color=always "$BANK"; has "$OUT" "$(printf '\033[')" "--color"
run forecast --help; status 0 "--help"
has "$OUT" "--until=DATE" "--help"

forecast; refused "" "no description"
forecast --until=soon "$BANK"; refused "--until: a date YYYY-MM-DD" "--until"
forecast --until=2026-06-01 "$BANK"
refused "a forecast from 2026-06-30 can't end on 2026-06-01" "a day before"
run forecast -p "$ROOT/policies/fisc8" --as-of=9999-06-30 --until=1y "$BANK"; refused "--until: 1y leads beyond 9999-12-31" "a period that no calendar has"
if [ -w /dev/full ]; then
    "$FISC" forecast -p "$ROOT/policies/fisc8" --as-of=2026-06-30 "$BANK" >/dev/full 2>"$ERR"; STATUS=$?
    status 1 "a full disk"
    [ "$(cat "$ERR")" = "fisc: standard output: No space left on device" ] || fail "a full disk is said once"
fi
forecast --until=200y "$BANK"; refused "36525 days at most" "too far"
forecast --alarm=often -f ical "$BANK"; refused "--alarm: a period" "--alarm"
forecast --alarm=1d "$BANK"; refused "--alarm goes with" "an alarm of a text"
forecast -f jsonl "$BANK"; refused "--format" "a format of diff"
run eval -f ical "$BANK"; refused "--format" "a format of forecast"
forecast --join=aws=- - </dev/null; refused "only once" "two on standard input"
forecast "$SCRATCH/none.json"; refused "none.json" "no such file"
forecast -o "$SCRATCH/no/such" "$BANK"; status 1 "a file that can't be made"
finish
