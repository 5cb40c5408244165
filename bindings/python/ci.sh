#!/bin/sh
# SPDX-License-Identifier: MIT
# What .ci/run asks of this binding.
set -eu
cd "$(dirname "$0")"
../test-installed.sh python
