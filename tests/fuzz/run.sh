#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds the fuzz targets with clang and runs each for that many seconds:
#
#     tests/fuzz/run.sh SECONDS [TARGET...]
#
# What is found, and the corpus that grows, stay under $FUZZ_BUILD (build-fuzz/
# in the source tree, unless it says otherwise). The last lines are a row of
# COUNTS.tsv for each target: date, target, executions, findings. They are
# appended to the file with FUZZ_RECORD=1. Fails where anything was found.
# FUZZ_OPTIONS are for libFuzzer: in long runs `-entropic=0`, and a shorter
# `-max_len=` over a corpus that `-merge=1` made smaller, are quicker.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=${FUZZ_BUILD:-$root/build-fuzz}
seconds=${1:?usage: run.sh SECONDS [TARGET...]}
shift

if [ ! -f "$build/build.ninja" ]; then
    CC=${CC:-clang} meson setup -Dfuzz=true -Dtests=disabled \
        -Db_lundef=false "$build" "$root" >&2
fi
ninja --quiet -C "$build" >&2
if [ $# -eq 0 ]; then
    # shellcheck disable=SC2046 # a list of words
    set -- $(cd "$build/tests/fuzz" && ls -d seeds/* | sed 's,.*/,,')
fi

# Small inputs find as much, faster; a policy or a description needs room.
longest() {
    case $1 in
    label) echo 64 ;;
    check | system-*) echo 2048 ;;
    evaluate | policy | profile | diff) echo 12288 ;;
    *) echo 6144 ;;
    esac
}

# Where blocks were allocated is told by the finding's own run as well; a
# quarantine that fits the processor's cache is a third quicker.
export ASAN_OPTIONS="${ASAN_OPTIONS:-malloc_context_size=0:quarantine_size_mb=4}"

rows=$build/rows.tsv
: >"$rows"
failed=0
for target; do
    work=$build/fuzzing/$target
    mkdir -p "$work/corpus" "$work/findings"
    dictionary=$here/dict/$target.dict
    [ -f "$dictionary" ] || dictionary=/dev/null
    kept=$here/corpus/$target
    [ -d "$kept" ] || kept=
    status=0
    before=$(find "$work/findings" -type f | wc -l)
    "$build/tests/fuzz/fuzz-$target" -max_total_time="$seconds" \
        -max_len="$(longest "$target")" -timeout=20 -rss_limit_mb=1024 \
        -report_slow_units=10000 -print_final_stats=1 -verbosity=1 \
        -dict="$dictionary" -artifact_prefix="$work/findings/" \
        ${FUZZ_OPTIONS:-} "$work/corpus" ${kept:+"$kept"} \
        "$build/tests/fuzz/seeds/$target" >"$work/log" 2>&1 || status=$?
    found=$(($(find "$work/findings" -type f | wc -l) - before))
    if [ "$status" -ne 0 ] && [ "$found" -eq 0 ]; then
        found=1
    fi
    if [ "$found" -ne 0 ]; then
        failed=1
        tail -n 40 "$work/log" >&2
        echo "$target: see $work/findings and $work/log" >&2
    fi
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/log")
    printf '%s\t%s\t%s\t%s\n' "$(date +%F)" "$target" "${executions:-0}" \
        "$found" | tee -a "$rows"
done
if [ "${FUZZ_RECORD:-}" = 1 ]; then
    cat "$rows" >>"$here/COUNTS.tsv"
fi
exit $failed
