#!/bin/sh
# SPDX-License-Identifier: MIT
# installed.sh BUILD: what a host has after `meson install` is enough to build
# doc/example.c, shared and static, and to run it and the command.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
SCRATCH=$(mktemp -d)
trap 'rm -rf "$SCRATCH"' EXIT
CC=${CC:-cc}

DESTDIR=$SCRATCH/copy meson install -C "$1" --no-rebuild >"$SCRATCH/log" ||
    { cat "$SCRATCH/log"; exit 1; }
pc=$(find "$SCRATCH/copy" -name fisc.pc)
lib=$(dirname "$(dirname "$pc")")
prefix=$(sed -n 's/^prefix=//p' "$pc")
installed=$SCRATCH/copy$prefix/share/libfisc
export PKG_CONFIG_PATH="$lib/pkgconfig"

# Paths of the copy, as if the root of the file system were its folder; those
# of the system's own libraries stay.
flags() {
    pkg-config --define-variable=prefix="$SCRATCH/copy$prefix" "$@" fisc
}

# Nothing of the source tree is near.
mkdir "$SCRATCH/host"
cp "$root/doc/example.c" "$SCRATCH/host/"
cd "$SCRATCH/host"

# shellcheck disable=SC2046,SC2086 # lists of words
$CC -std=c99 -Wall -Wextra -Werror ${CFLAGS:-} $(flags --cflags) example.c \
    $(flags --libs) -o shared
# The library from its archive, the libraries that it rests on as they are.
# shellcheck disable=SC2046,SC2086
$CC -std=c99 ${CFLAGS:-} $(flags --cflags) example.c \
    $(flags --static --libs | sed 's/-lfisc/-l:libfisc.a/') -o static

# run PROGRAM: the first line that it prints must be of the example
run() {
    LD_LIBRARY_PATH=$lib "./$1" "$installed/policies/fisc8" \
        "$installed/policies/fisc8/examples/internet-banking.json" \
        2026-06-30 >"$1.out"
    grep -q '^fisc8\.[a-z0-9.-]*@[a-z0-9-]*: [a-z-]*$' "$1.out" ||
        { echo "FAIL: the example, $1, prints no clauses"; exit 1; }
}
run shared
readelf -d shared | grep -q 'NEEDED.*libfisc\.so\.0\]' ||
    { echo "FAIL: not linked with the shared library"; exit 1; }
run static
if readelf -d static | grep -q 'NEEDED.*libfisc'; then
    echo "FAIL: linked with the shared library"
    exit 1
fi
cmp shared.out static.out

# The command finds its policies by name only where it was installed to.
LD_LIBRARY_PATH=$lib "$SCRATCH/copy$prefix/bin/fisc" eval --rows \
    -p "$installed/policies/example-bank" --as-of 2026-06-30 \
    "$installed/policies/fisc8/examples/internet-banking.json" >command.out ||
    [ $? -eq 2 ]
grep -q '^Controls' command.out || { echo "FAIL: no report"; exit 1; }
echo "installed copy: $(wc -l <shared.out) clauses not met, shared and static"
