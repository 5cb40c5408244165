#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs what is missing (Debian), builds into build/ and holds an internet
# banking system against the 8th edition, then with a bank's overlay.
set -eu
cd "$(dirname "$0")/.."
. doc/need.sh

# shellcheck disable=SC2086 # a list of words
need $BUILD_PACKAGES
[ -f build/build.ninja ] || meson setup -Dtests=disabled build
ninja -C build bindings/cli/fisc

# report POLICY: 2 says that something fails or is unknown, as it should here.
report() {
    echo
    echo "\$ fisc eval -p $1 --as-of 2026-06-30 $SYSTEM"
    build/bindings/cli/fisc eval -p "$1" --as-of 2026-06-30 "$SYSTEM" ||
        [ $? -eq 2 ]
}

SYSTEM=policies/fisc8/examples/internet-banking.json
report policies/fisc8
report policies/example-bank
