#!/bin/sh
# SPDX-License-Identifier: MIT
# refusals.sh CC MAP INCLUDE LIBRARY: the scripts beside this one fail where
# they should: they are held to libraries and headers that are wrong.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/names.sh"
. "$here/dump.sh"
cc=$1 map=$2 include=$3 library=$4

# refused WHAT COMMAND…: it fails, and says so
refused() {
    what=$1
    shift
    if "$@" >"$SCRATCH/out" 2>&1 || ! grep -q FAIL "$SCRATCH/out"; then
        echo "FAIL: $what was not refused"
        cat "$SCRATCH/out"
        FAILED=1
    fi
}

# with NAME TEXT…: a library that has one more function in it
with() {
    name=$1
    shift
    printf '%s\n' 'void *lua_newstate(void *, void *);' \
        'void *some(void) { return lua_newstate(0, 0); }' "$@" \
        >"$SCRATCH/$name.c"
    $cc -w -O0 -fno-builtin -fPIC -shared "$SCRATCH/$name.c" \
        -o "$SCRATCH/$name.so"
}

# calls NAME DECLARATION CALL: a library that calls something
calls() {
    with "$1" "$2" "void more(void) { $3; }"
    refused "a call of $1" sh "$here/imports.sh" "$SCRATCH/$1.so"
}

with nothing ''
sh "$here/imports.sh" "$SCRATCH/nothing.so" ||
    { echo "FAIL: a library that does nothing is refused"; FAILED=1; }
calls exit 'void exit(int);' 'exit(1)'
calls _exit 'void _exit(int);' '_exit(1)'
calls abort 'void abort(void);' 'abort()'
calls printf 'int printf(const char *, ...);' 'printf("%d", 1)'
calls fwrite 'long fwrite(const void *, long, long, void *);' \
    'fwrite("", 1, 1, 0)'
calls setlocale 'char *setlocale(int, const char *);' 'setlocale(0, "")'
calls signal 'void *signal(int, void *);' 'signal(2, 0)'
calls sigaction 'int sigaction(int, void *, void *);' 'sigaction(2, 0, 0)'
calls time 'long time(long *);' 'time(0)'
calls malloc 'void *malloc(long);' 'malloc(1)'
calls getenv 'char *getenv(const char *);' 'getenv("x")'
calls xmlCleanupParser 'void xmlCleanupParser(void);' 'xmlCleanupParser()'
calls luaL_openlibs 'void luaL_openlibs(void *);' 'luaL_openlibs(0)'
with state 'static int count; int more(void) { return ++count; }'
refused "a global that changes" sh "$here/imports.sh" "$SCRATCH/state.so"

# A function that is missing, one too many, and one without a version.
cp -r "$include" "$SCRATCH/include"
sed '/fisc_date_parse;/d' "$map" >"$SCRATCH/less.map"
sed 's/fisc_date_parse;/&\n    fisc_more;/' "$map" >"$SCRATCH/more.map"
refused "a function that the map lacks" \
    sh "$here/exports.sh" "$library" "$SCRATCH/less.map" "$include" libfisc.so.0
refused "a function that only the map has" \
    sh "$here/exports.sh" "$library" "$SCRATCH/more.map" "$include" libfisc.so.0
refused "another soname" \
    sh "$here/exports.sh" "$library" "$map" "$include" libfisc.so.1
$cc -w -fPIC -shared -Wl,-soname,libfisc.so.0 "$SCRATCH/nothing.c" \
    -o "$SCRATCH/bare.so"
refused "a library without versions" \
    sh "$here/exports.sh" "$SCRATCH/bare.so" "$map" "$include" libfisc.so.0

# A header that isn't C99, and one that needs another.
echo 'auto x = 1;' >"$SCRATCH/include/fisc/wrong.h"
refused "a header that isn't C99" \
    sh "$here/headers.sh" "$SCRATCH/include" "$library" "$cc"
echo 'size_t wrong(void);' >"$SCRATCH/include/fisc/wrong.h"
refused "a header that doesn't stand alone" \
    sh "$here/headers.sh" "$SCRATCH/include" "$library" "$cc"
rm "$SCRATCH/include/fisc/wrong.h"

# changed WHAT HEADER SED: a change of the headers that breaks programs
changed() {
    cp "$include/fisc/$2" "$SCRATCH/include/fisc/$2"
    sed -i "$3" "$SCRATCH/include/fisc/$2"
    ! cmp -s "$include/fisc/$2" "$SCRATCH/include/fisc/$2" ||
        { echo "FAIL: $1: nothing to change"; FAILED=1; }
    refused "$1" sh "$here/compare.sh" "$SCRATCH/include" "$map" \
        "$SCRATCH/now.abi" "$cc"
    cp "$include/fisc/$2" "$SCRATCH/include/fisc/$2"
}

if command -v abidiff >/dev/null; then
    facade "$include" "$map" "$cc" "$SCRATCH/now.so"
    dump "$include" "$SCRATCH/now.so" "$SCRATCH/now.abi"
    sh "$here/compare.sh" "$include" "$map" "$SCRATCH/now.abi" "$cc" ||
        { echo "FAIL: the same headers are refused"; FAILED=1; }
    changed "a member in the middle" error.h 's/unsigned column;/&int more;/'
    changed "a value that moved" report.h 's/FISC_FORMAT_JSON = 1/&0/'
    changed "a function gone" base.h \
        's/^fisc_date_parse(/fisc_date_read(/'
    changed "a parameter more" base.h 's/^fisc_date_parse(/&int more, /'
    sed 's/FISC_FORMAT_JSON = 1/&, FISC_FORMAT_MORE = 99/' \
        "$include/fisc/report.h" >"$SCRATCH/include/fisc/report.h"
    sh "$here/compare.sh" "$SCRATCH/include" "$map" "$SCRATCH/now.abi" "$cc" ||
        { echo "FAIL: a value more is refused"; FAILED=1; }
else
    echo "skipped: changes of the ABI, since there is no abidiff"
fi
exit $FAILED
