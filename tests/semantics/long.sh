#!/bin/sh
# SPDX-License-Identifier: MIT
# More of what `meson test --suite semantics` does: 120,000 random rows held
# against the model, 10,000 random sets of statements taken from each example,
# 1,000 random policies held to the law, 100,000 random changes held against a
# full evaluation each; as many at a time as there are processors.
# long.sh BUILD [SEED]
set -eu
build=$(cd "$1" && pwd)
seed=${2:-1}
here=$(cd "$(dirname "$0")" && pwd)
generate="lua5.4 $here/generate.lua $seed 1000"
export FISC_SOURCE_ROOT="$here/../.." CK_FORK=no

# NAME=VALUE… PROGRAM, a line each, longest first
xargs -P "$(nproc)" -d '\n' -I '{}' sh -c '{}' <<END
FISC_LAW_SETS=10000 "$build/tests/semantics/test-semantics-law"
FISC_CHANGES=4000 "$build/tests/evaluate/test-evaluate-change"
FISC_GENERATE="$generate" "$build/tests/semantics/test-semantics-agreement"
FISC_GENERATE="$generate --law" "$build/tests/semantics/test-semantics-law"
FISC_GENERATE="lua5.4 $here/generate.lua $seed 40" FISC_CHANGES=250 "$build/tests/semantics/test-semantics-change"
END
