#!/bin/sh
# SPDX-License-Identifier: MIT
# readme.sh ROOT FISC: what the README shows is there and works.
set -eu
cd "$1"
fisc=$2
FAILED=0
SCRATCH=$(mktemp -d)
trap 'rm -rf "$SCRATCH"' EXIT

fail() {
    echo "FAIL: $*"
    FAILED=1
}

# The program is doc/example.c, and short.
sed -n '/^```c$/,/^```$/p' README.md | sed '1d;$d' >"$SCRATCH/example.c"
diff -u doc/example.c "$SCRATCH/example.c" || fail "it shows doc/example.c"
[ "$(wc -l <doc/example.c)" -lt 40 ] || fail "the program has less than 40 lines"

# Links within the tree lead somewhere.
for page in README.md NEWS.md; do
    folder=$(dirname "$page")
    for link in $(grep -o '](\([^)#:]*\)[)#]' "$page" | tr -d '()#]'); do
        [ -e "$folder/$link" ] || fail "$page links to $link"
    done
done

# The lines of commands run: 0 or, where something is not met, 2.
system=policies/fisc8/examples/internet-banking.json
sed -n 's/^    fisc \(.*\)/\1/p' README.md | sed 's/  *#.*//' >"$SCRATCH/lines"
[ "$(wc -l <"$SCRATCH/lines")" -ge 4 ] || fail "it shows commands"
while read -r line; do
    # shellcheck disable=SC2046 # words, none with spaces
    "$fisc" $(echo "$line" | sed "s|SYSTEM\.json|$system|") \
        >"$SCRATCH/out" 2>"$SCRATCH/err" </dev/null || [ $? -eq 2 ] ||
        { cat "$SCRATCH/err"; fail "fisc $line"; }
    [ -s "$SCRATCH/out" ] || fail "fisc $line prints something"
done <"$SCRATCH/lines"

# The two commands are there.
for script in $(sed -n 's/^    sh \([^ ]*\).*/\1/p' README.md); do
    sh -n "$script" || fail "$script"
done
exit $FAILED
