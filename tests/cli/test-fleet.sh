# SPDX-License-Identifier: MIT
# Ten thousand descriptions: lines in order, memory that stays, errors in place.
. "$ROOT/tests/cli/lib.sh"

FLEET=$SCRATCH/fleet
mkdir "$FLEET"
awk -v folder="$FLEET" 'BEGIN {
    for (i = 0; i < 10000; i++) {
        file = sprintf("%s/s%05d.json", folder, i)
        printf "{\"format\": \"libfisc-system/1\", \"id\": \"s%05d\", \"parties\": [{\"id\": \"bank\", \"roles\": [\"customer\"]}], \"backup\": {\"exists\": %s}}\n", i, i % 2 ? "true" : "false" >file
        close(file)
    }
}'

# A folder, a list and arguments give the same lines, whatever the threads do.
evaluate -f jsonl "$FLEET"; status 2 "a fleet"; cp "$OUT" "$SCRATCH/lines"
[ ! -s "$ERR" ] || fail "a fleet without errors says nothing more"
[ "$(wc -l <"$OUT")" -eq 10000 ] || fail "a line for each description"
sed -n 's/.*"system": "\(s[0-9]*\)".*/\1/p' "$OUT" | sort -c || fail "lines are in order"
for jobs in 2 7; do
    evaluate -f jsonl --jobs=$jobs "$FLEET"
    cmp -s "$OUT" "$SCRATCH/lines" || fail "$jobs threads give the same lines"
done
ls "$FLEET"/*.json >"$SCRATCH/list"
evaluate -f jsonl --jobs=2 --files-from="$SCRATCH/list"
cmp -s "$OUT" "$SCRATCH/lines" || fail "a list gives the same lines"
{ cat "$SCRATCH/list"; echo; printf '%s' "$SYSTEMS/pass.xml"; } >"$SCRATCH/more"
"$FISC" eval -p "$DATA/policy" --as-of=2026-06-30 -f jsonl --files-from=- \
    <"$SCRATCH/more" >"$OUT" 2>"$ERR" || [ $? -eq 2 ] || fail "a list from standard input"
[ "$(head -10000 "$OUT" | cmp - "$SCRATCH/lines")" = "" ] || fail "a list from standard input gives the same lines"
tail -1 "$OUT" | grep -q '"system": "pass"' || fail "a last line without an end counts"
[ "$(wc -l <"$OUT")" -eq 10001 ] || fail "an empty line is no path"

# A line has the report as it is printed alone.
evaluate -f json "$FLEET/s00007.json"; tr -d '\n' <"$OUT" >"$SCRATCH/alone"
sed -n '8s/.*"report": \(.*\)}$/\1/p' "$SCRATCH/lines" | tr -d '\n' >"$SCRATCH/report"
cmp -s "$SCRATCH/alone" "$SCRATCH/report" || fail "a line has the report that is printed alone"

# One that is no good gives an error in its place; the others go on.
printf '{\n  "format": 1' >"$FLEET/s00500.json"
evaluate -f jsonl --jobs=2 "$FLEET"; status 1 "one of many is no good"
[ "$(wc -l <"$OUT")" -eq 10000 ] || fail "one that is no good has a line"
sed -n 501p "$OUT" >"$SCRATCH/error"
has "$SCRATCH/error" "{\"format\": \"libfisc-fleet/1\", \"path\": \"$FLEET/s00500.json\", \"error\": {\"status\": " "an error's line"
has "$SCRATCH/error" '"line": 2, "column": ' "an error's place"
has "$ERR" "1 of 10000 could not be evaluated" "errors are counted"
sed 501d "$OUT" >"$SCRATCH/others"
sed 501d "$SCRATCH/lines" | cmp -s - "$SCRATCH/others" || fail "the others are as before"
rm "$FLEET/s00500.json"

# Names are data.
mkdir "$SCRATCH/odd"
odd=$SCRATCH/odd/$(printf 'a"\\\001\377.json')
cp "$SYSTEMS/pass.json" "$odd"
evaluate -f jsonl "$SCRATCH/odd"; status 0 "an odd name"
has "$OUT" 'odd/a\"\\\u0001�.json", "report"' "an odd name is written as JSON"
mkdir "$SCRATCH/empty"
evaluate -f jsonl "$SCRATCH/empty"; status 1 "a folder without descriptions"
has "$OUT" '"error": {"status": "input or output failed"' "a folder without descriptions is an error"
evaluate -f jsonl; refused "name a SYSTEM" "nothing to evaluate"
evaluate -f jsonl --files-from="$SCRATCH/none"; refused "none: No such file" "no list"
evaluate -f jsonl --files-from="$SCRATCH"; refused "$SCRATCH: Is a directory" "a list that can't be read"
"$FISC" eval -p "$DATA/policy" --as-of=2026-06-30 -f jsonl --files-from=- <&- >"$OUT" 2>"$ERR"; STATUS=$?
refused "-: Bad file descriptor" "a list from a standard input that is closed"
evaluate -f jsonl --set on=true "$FLEET/s00001.json"; refused "not with --set" "lines of changes"
evaluate -f jsonl -o "$SCRATCH/no/file" "$FLEET"; status 1 "no file to write to"
[ "$(wc -l <"$ERR")" -eq 1 ] || fail "no file to write to is said once"

# What nobody can have is not evaluated: the list would not end by itself.
if [ -w /dev/full ]; then
    mkfifo "$SCRATCH/endless"
    yes "$FLEET/s00001.json" 2>"$SCRATCH/yes" >"$SCRATCH/endless" &
    evaluate -f jsonl --jobs=2 -o /dev/full --files-from="$SCRATCH/endless"
    refused "/dev/full: No space left on device" "a full disk ends it"
    yes "$FLEET/s00001.json" 2>"$SCRATCH/yes" >"$SCRATCH/endless" &
    "$FISC" eval -p "$DATA/policy" --as-of=2026-06-30 -f jsonl --files-from="$SCRATCH/endless" >/dev/full 2>"$ERR"; STATUS=$?
    status 1 "a full disk under standard output"
    has "$ERR" "standard output: No space left on device" "a full disk under standard output is said"
    wait
fi

# Memory is that of a few. Sanitizers keep what was freed for a while.
if command -v python3 >/dev/null && ! grep -q __asan_init "$FISC" && ! grep -q __tsan_init "$FISC"; then
    cat >"$SCRATCH/most.py" <<'PYTHON'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
PYTHON
    ls "$FLEET"/*.json >"$SCRATCH/whole"
    head -5000 "$SCRATCH/whole" >"$SCRATCH/half"
    half=$(python3 "$SCRATCH/most.py" "$FISC" eval -p "$DATA/policy" -f jsonl --jobs=2 --files-from="$SCRATCH/half")
    whole=$(python3 "$SCRATCH/most.py" "$FISC" eval -p "$DATA/policy" -f jsonl --jobs=2 --files-from="$SCRATCH/whole")
    [ "$whole" -lt $((half + half / 10 + 512)) ] || fail "$half KiB for half, $whole KiB for the whole"
fi

# An interrupt ends it after a whole line.
mkfifo "$SCRATCH/fifo"
"$FISC" eval -p "$DATA/policy" --as-of=2026-06-30 -f jsonl --jobs=2 --files-from="$SCRATCH/fifo" >"$OUT" 2>"$ERR" &
child=$!
exec 3>"$SCRATCH/fifo"
head -100 "$SCRATCH/whole" >&3 2>/dev/null || ls "$FLEET"/*.json | head -100 >&3
tries=0
while [ "$(wc -l <"$OUT")" -lt 100 ] && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
[ "$(wc -l <"$OUT")" -eq 100 ] || fail "lines come while the list is still written"
kill -TERM $child
wait $child; STATUS=$?
exec 3>&-
status 1 "an interrupt"
has "$ERR" "interrupted after 100" "an interrupt is said"
[ "$(tail -c 1 "$OUT" | od -An -c | tr -d ' ')" = '\n' ] || fail "the last line is whole"

finish
