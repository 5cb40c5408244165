#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs what is missing (Debian), builds into build/ and runs every test.
# Arguments go to `meson test`.
set -eu
cd "$(dirname "$0")/.."
. doc/need.sh

# shellcheck disable=SC2086 # a list of words
need $BUILD_PACKAGES $TEST_PACKAGES
if [ -f build/build.ninja ]; then
    meson configure -Dtests=enabled build
else
    meson setup -Dtests=enabled build
fi
ninja -C build
meson test -C build --no-rebuild --print-errorlogs "$@"
