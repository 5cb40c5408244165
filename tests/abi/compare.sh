#!/bin/sh
# SPDX-License-Identifier: MIT
# compare.sh INCLUDE MAP DUMP CC [LIBRARY]: what programs were compiled against
# (DUMP) is still there as it was, in the headers and in the library. Functions
# and values may have been added; all else is renewed on purpose, by renew.sh.
set -eu
. "$(dirname "$0")/names.sh"
. "$(dirname "$0")/dump.sh"

# unchanged LIBRARY: status 4 of abidiff is a change, 8 one that breaks
unchanged() {
    if ! abidiff --no-added-syms "$dump" "$1"; then
        echo "FAIL: the ABI isn't that of $dump; if that is wanted:"
        echo "    tests/abi/renew.sh"
        FAILED=1
    fi
}

command -v abidiff >/dev/null || { echo "skipped: no abidiff"; exit 77; }
include=$1
dump=$3
facade "$include" "$2" "$4" "$SCRATCH/libfacade.so"
unchanged "$SCRATCH/libfacade.so"
if [ $# -gt 4 ]; then
    unchanged "$5"
fi
exit $FAILED
