# SPDX-License-Identifier: MIT
# Sourced by the tests of the ABI: lists of names, sorted, one a line.

LC_ALL=C
export LC_ALL

# declarations INCLUDE: what the public headers declare, a line for each
# FISC_API, comments and directives left out
declarations() {
    cat "$1"/fisc/*.h | sed 's|/\*.*\*/||; /\/\*/,/\*\//d; /^#/d' |
        tr '\n' ' ' | sed 's/FISC_API/\n&/g' | grep '^FISC_API'
}

# declared INCLUDE: the functions that the public headers declare
declared() {
    declarations "$1" |
        sed -n 's/^FISC_API [^;(]*[ *]\(fisc_[a-z0-9_]*\)(.*/\1/p' | sort
}

# mapped MAP: the names that the version script lists
mapped() {
    sed -n '/^global:/,/^local:/s/^ *\([A-Za-z_][A-Za-z0-9_*?]*\);.*/\1/p' \
        "$1" | sort
}

# exported LIBRARY: what it defines for others, the versions left out
exported() {
    nm -D --defined-only "$1" | awk '$2 != "A" { print $3 }' |
        sed 's/@.*//' | sort
}

# same LIST LIST CLAIM
same() {
    diff -u "$1" "$2" || { echo "FAIL: $3"; FAILED=1; }
}

SCRATCH=$(mktemp -d)
trap 'rm -rf "$SCRATCH"' EXIT
FAILED=0
