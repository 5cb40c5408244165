# SPDX-License-Identifier: MIT
# What the tests of the command share. FISC is the command, ROOT the source.

set -u
: "${FISC:?}" "${ROOT:?}"
DATA=$ROOT/tests/data/cli
SYSTEMS=$DATA/systems
SCRATCH=$(mktemp -d)
trap 'rm -rf "$SCRATCH"' EXIT
OUT=$SCRATCH/out ERR=$SCRATCH/err
FAILED=0
unset LC_ALL LC_MESSAGES COLUMNS NO_COLOR
export LANG=C FISC_POLICY_PATH="$ROOT/policies"

fail() {
    echo "FAIL: $*"
    sed 's/^/  stdout: /' "$OUT" | head -20
    sed 's/^/  stderr: /' "$ERR" | head -20
    FAILED=1
}

# run ARGUMENT...: standard output in OUT, errors in ERR, status in STATUS
run() {
    RUN="fisc $*"
    "$FISC" "$@" >"$OUT" 2>"$ERR"
    STATUS=$?
}

# status N CLAIM: the last run ended so
status() {
    [ "$STATUS" -eq "$1" ] || fail "$2: status $STATUS, not $1 ($RUN)"
}

# has FILE TEXT CLAIM
has() {
    grep -qF -- "$2" "$1" || fail "$3: no \"$2\" ($RUN)"
}

lacks() {
    if grep -qF -- "$2" "$1"; then fail "$3: \"$2\" ($RUN)"; fi
}

# refused TEXT CLAIM: one line of error with that text, status 1, no output
refused() {
    status 1 "$2"
    [ "$(wc -l <"$ERR")" -eq 1 ] || fail "$2: not one line of error ($RUN)"
    [ ! -s "$OUT" ] || fail "$2: something was printed ($RUN)"
    has "$ERR" "$1" "$2"
}

evaluate() {
    run eval -p "$DATA/policy" --as-of=2026-06-30 "$@"
}

finish() {
    exit $FAILED
}
