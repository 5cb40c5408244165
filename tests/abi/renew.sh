#!/bin/sh
# SPDX-License-Identifier: MIT
# Writes the ABI of today's headers to libfisc.abi, for the commit that changes
# it on purpose. Shows what became different. Needs abigail-tools.
set -eu
cd "$(dirname "$0")"
. ./names.sh
. ./dump.sh

facade ../../include ../../lib/libfisc.map "${CC:-cc}" "$SCRATCH/libfacade.so"
dump ../../include "$SCRATCH/libfacade.so" "$SCRATCH/new.abi"
[ ! -e libfisc.abi ] || abidiff libfisc.abi "$SCRATCH/new.abi" || true
mv "$SCRATCH/new.abi" libfisc.abi
