#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# test-installed.sh [python] [go]: builds libfisc, installs it to a prefix, and
# runs the tests of the bindings named, or of all, against what is installed.
# With FISC_PREFIX set, that installation is used and nothing is built; BENCH=no
# leaves the benchmarks out.
set -eu
ROOT=$(cd "$(dirname "$0")/.." && pwd)
. "$ROOT/doc/need.sh"
SCRATCH=$(mktemp -d)
trap 'rm -rf "$SCRATCH"' EXIT
JOBS=$(nproc)

# Builds and installs; where it lies, as pkg-config and the loader find it.
install_library() {
    PREFIX=${FISC_PREFIX:-$SCRATCH/prefix}
    if [ -z "${FISC_PREFIX:-}" ]; then
        # shellcheck disable=SC2086 # a list of words
        need $BUILD_PACKAGES
        meson setup -Dtests=disabled -Dbuildtype=release \
            --prefix "$PREFIX" "$SCRATCH/build" "$ROOT" >"$SCRATCH/log" &&
            ninja -C "$SCRATCH/build" -j "$JOBS" >>"$SCRATCH/log" &&
            meson install -C "$SCRATCH/build" --no-rebuild >>"$SCRATCH/log" ||
            { cat "$SCRATCH/log"; exit 1; }
    fi
    PC=$(find "$PREFIX" -name fisc.pc)
    LIBRARY=$(dirname "$(dirname "$PC")")
    export PKG_CONFIG_PATH=$LIBRARY/pkgconfig LD_LIBRARY_PATH=$LIBRARY
    export FISC_SOURCE_ROOT=$ROOT FISC_PREFIX=$PREFIX
}

# The system's own Python, and what apt has for it: nothing by pip.
test_python() {
    need python3 python3-dev python3-cffi python3-setuptools python3-wheel \
        python3-build python3-pytest python3-distributed python3-dask mypy
    python=/usr/bin/python3
    cp -r "$ROOT/bindings/python" "$SCRATCH/python"
    cd "$SCRATCH/python"
    # The sdist, with the policies installed; then the wheel that it alone gives.
    $python -m build --no-isolation --sdist --outdir "$SCRATCH/dist" \
        >"$SCRATCH/log" 2>&1 || { cat "$SCRATCH/log"; exit 1; }
    mkdir "$SCRATCH/unpacked" "$SCRATCH/site" "$SCRATCH/run"
    tar -xzf "$SCRATCH"/dist/fisc-*.tar.gz -C "$SCRATCH/unpacked"
    cd "$SCRATCH"/unpacked/fisc-*
    $python -m build --no-isolation --wheel --outdir "$SCRATCH/dist" \
        >"$SCRATCH/log" 2>&1 || { cat "$SCRATCH/log"; exit 1; }
    $python -m zipfile -e "$SCRATCH"/dist/fisc-*.whl "$SCRATCH/site"
    cd "$SCRATCH/run"
    PYTHONPATH=$SCRATCH/site PYTHONDONTWRITEBYTECODE=1 \
        FISC_DIST=$SCRATCH/dist \
        $python -m pytest -q -p no:cacheprovider \
        "$ROOT/bindings/python/tests"
    [ "${BENCH:-yes}" = no ] || PYTHONPATH=$SCRATCH/site \
        $python "$ROOT/bindings/python/bench/bench_evaluate.py"
}

test_go() {
    "$ROOT/bindings/go/test.sh"
}

[ $# -gt 0 ] || set -- $(cd "$ROOT/bindings" && ls -d python go 2>/dev/null)
install_library
for language; do
    echo "== $language"
    (test_"$language")
done
