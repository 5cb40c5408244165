#!/bin/sh
# SPDX-License-Identifier: MIT
# ci.sh: builds, installs to a prefix, and tests the Python binding against that.
# Benchmarks are for a machine that has nothing else to do.
BENCH=no exec "$(dirname "$0")/../test-installed.sh" python
