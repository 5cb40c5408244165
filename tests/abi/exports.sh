#!/bin/sh
# SPDX-License-Identifier: MIT
# exports.sh LIBRARY MAP INCLUDE SONAME: what the library exports is what the
# map lists and what the headers declare, under the version that brought it.
set -eu
. "$(dirname "$0")/names.sh"

declared "$3" >"$SCRATCH/declared"
mapped "$2" >"$SCRATCH/mapped"
exported "$1" >"$SCRATCH/exported"
[ -s "$SCRATCH/declared" ] || { echo "FAIL: no declarations found"; FAILED=1; }
same "$SCRATCH/declared" "$SCRATCH/mapped" "the map lists what is declared"
same "$SCRATCH/mapped" "$SCRATCH/exported" "what the map lists is exported"
marked=$(cat "$3"/fisc/*.h | grep -c '^FISC_API')
[ "$marked" -eq "$(wc -l <"$SCRATCH/declared")" ] ||
    { echo "FAIL: $marked FISC_API, but not as many functions"; FAILED=1; }
if nm -D --defined-only --with-symbol-versions "$1" | grep ' [TDBRWV] ' |
    grep -v '@@FISC_[0-9]'; then
    echo "FAIL: symbols without a version"
    FAILED=1
fi
readelf -d "$1" | grep -qF "Library soname: [$4]" ||
    { echo "FAIL: the soname is not $4"; FAILED=1; }
exit $FAILED
