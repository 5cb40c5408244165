#!/bin/sh
# SPDX-License-Identifier: MIT
# headers.sh INCLUDE LIBRARY CC [CXX]: each public header stands alone, as C99
# and as C++11, and every function links from both.
set -eu
. "$(dirname "$0")/names.sh"

include=$1
library=$2
cc=$3
cxx=${4:-}

# alone LANGUAGE COMPILER OPTION…
alone() {
    language=$1
    shift
    for header in "$include"/fisc/*.h; do
        name=fisc/$(basename "$header")
        # Twice, so that a guard that is missing or copied is noticed.
        printf '#include <%s>\n#include <%s>\nextern int something;\n' \
            "$name" "$name" >"$SCRATCH/alone.$language"
        "$@" -I"$include" -fsyntax-only "$SCRATCH/alone.$language" ||
            { echo "FAIL: $name alone, by $*"; FAILED=1; }
    done
}

# linked LANGUAGE COMPILER OPTION…
linked() {
    language=$1
    shift
    {
        echo '#include <fisc/fisc.h>'
        echo 'typedef void (*any)(void);'
        echo 'any all[] = {'
        declared "$include" | sed 's/.*/    (any)&,/'
        echo '}; int main(void) { return all[0] == 0; }'
    } >"$SCRATCH/all.$language"
    "$@" -I"$include" "$SCRATCH/all.$language" "$library" \
        -Wl,--allow-shlib-undefined -o "$SCRATCH/all" ||
        { echo "FAIL: every function links, by $*"; FAILED=1; }
}

strict="-Wall -Wextra -pedantic-errors -Wundef -Werror"
# shellcheck disable=SC2086 # lists of words
alone c $cc -std=c99 $strict -Wstrict-prototypes
# shellcheck disable=SC2086
linked c $cc -std=c99
if [ -n "$cxx" ]; then
    # shellcheck disable=SC2086
    alone cc $cxx -std=c++11 $strict
    # shellcheck disable=SC2086
    linked cc $cxx -std=c++11
else
    echo "skipped: C++, since there is no compiler for it"
fi
exit $FAILED
