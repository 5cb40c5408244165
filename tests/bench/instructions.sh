#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# instructions.sh BUILD [--update]: counts the instructions of fixed pieces of
# work with valgrind and fails where one takes more than 3 % beyond its budget
# in instructions.tsv. Counts repeat, where times don't; they are those of one
# compiler, so with another the step is skipped. After a change that is worth
# its price, or that made something cheaper, --update writes the new budget.
set -u
here=$(cd "$(dirname "$0")" && pwd)
build=$1
budget=$here/instructions.tsv
program=$build/tests/bench/count-rules
compiler=$(readelf -p .comment "$build/lib/libfisc.so.0.1.0" 2>/dev/null |
    sed -n 's/.*\(GCC: .*\)/\1/p' | head -n 1)
out=$(mktemp) || exit 1
trap 'rm -f "$out"' EXIT

if ! command -v valgrind >/dev/null; then
    echo "skipped: counting instructions needs valgrind"
    exit 0
fi
if [ ! -x "$program" ]; then
    echo "$program is not there: build it first"
    exit 1
fi

# count FUNCTION ARGUMENT…: the instructions inside the function
count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null \
        --toggle-collect="$1" "$program" "${@:2}" >"$out" 2>&1 ||
        { cat "$out" >&2; return 1; }
    sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$out"
}

all() {
    for work in evaluate functions explain parse; do
        printf '%s\t%s\n' "$work" "$(count "count_$work")"
        printf '%s, gaps\t%s\n' "$work" "$(count "count_$work" gaps)"
    done
}

if [ "${2:-}" = --update ]; then
    { printf 'compiler\t%s\n' "$compiler"; all; } >"$budget.new" &&
        mv "$budget.new" "$budget"
    cat "$budget"
    exit
fi
wanted=$(sed -n 's/^compiler\t//p' "$budget")
if [ "$compiler" != "$wanted" ]; then
    echo "skipped: the budget of instructions is for $wanted"
    exit 0
fi
all | awk -F '\t' '
    NR == FNR { budget[$1] = $2; next }
    {
        grown = $2 > budget[$1] * 1.03 || $2 == 0 || !($1 in budget)
        printf "%-16s %12d instructions, %5.1f %% of the budget%s\n", $1, $2,
            budget[$1] ? $2 * 100 / budget[$1] : 0, grown ? ": too many" : ""
        bad += grown
    }
    END { exit bad > 0 }' "$budget" -
