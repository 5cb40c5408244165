#!/bin/sh
# SPDX-License-Identifier: MIT
# noted.sh MAP: a header after which every call of an exported function notes
# its name, and a list of these names.
set -eu
names=$(sed -n 's/^ *\(fisc_[a-z0-9_]*\);.*/\1/p' "$1")
echo '#include <fisc/fisc.h>'
echo '#include "points/points.h"'
echo '#define POINTS_FUNCTIONS \'
for name in $names; do
    echo "    \"$name\", \\"
done
echo
number=0
for name in $names; do
    echo "#define $name(...) (points_note($number), ($name)(__VA_ARGS__))"
    number=$((number + 1))
done
