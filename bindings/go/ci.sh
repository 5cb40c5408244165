#!/bin/sh
# SPDX-License-Identifier: MIT
# ci.sh: builds, installs to a prefix, and tests the Go binding against that.
exec "$(dirname "$0")/../test-installed.sh" go
