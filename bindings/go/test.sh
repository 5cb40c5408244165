#!/bin/sh
# SPDX-License-Identifier: MIT
# test.sh: what must hold of the Go binding, against the installed libfisc that
# PKG_CONFIG_PATH, LD_LIBRARY_PATH and FISC_PREFIX name; bindings/test-installed.sh
# sets them. BENCH=no leaves the benchmark out.
set -eu
cd "$(dirname "$0")"
. ../../doc/need.sh
need golang-go gcc libc6-dev pkg-config
: "${FISC_SOURCE_ROOT:=$(cd ../.. && pwd)}"
export FISC_SOURCE_ROOT
# Nothing comes from the network, and no other toolchain than the one here.
export GOFLAGS=-mod=mod GOPROXY=off GOTOOLCHAIN=local CGO_ENABLED=1

unformatted=$(gofmt -l .)
[ -z "$unformatted" ] || { echo "gofmt would change: $unformatted"; exit 1; }
go vet ./...
# Twice: with cgo's thorough check of pointers, and for races.
GODEBUG=cgocheck=2 go test -count=1 ./...
FISC_LEAK=2000 go test -count=1 -race ./...
[ "${BENCH:-yes}" = no ] ||
    go test -count=1 -run '^$' -bench . -benchtime 1000x ./...
