# SPDX-License-Identifier: MIT
"""Builds the extension fisc._cffi against the libfisc that pkg-config finds.

The declarations are read from the headers of that very library, so that they
can't disagree with it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from cffi import FFI

sys.path.insert(0, str(Path(__file__).parent))

import cdef  # noqa: E402

SOURCE = r"""
#include <fisc/fisc.h>
#include <time.h>

struct fisc_python_progress { void *handle; int64_t next; int told; };

static int fisc_python_tick(void *handle, size_t done, size_t total);

/*
 * Python is asked every 20 ms alone, which is when it may run the handlers of
 * signals: the library asks a thousand times as often, and to take Python's
 * lock each time would cost more than the evaluation. Who wants to be told is
 * told of the beginning and the end, too.
 */
static int
fisc_python_progress(void *data, size_t done, size_t total)
{
    struct fisc_python_progress *progress = data;
    struct timespec now;
    int64_t time;

    clock_gettime(CLOCK_MONOTONIC, &now);
    time = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
    if (progress->next == 0)
        progress->next = time + 20000000;
    if (time < progress->next &&
        !(progress->told && (done == 0 || done == total)))
        return 0;
    progress->next = time + 20000000;
    return fisc_python_tick(progress->handle, done, total);
}
"""


def pkg_config(variable: str) -> str:
    """A variable of fisc.pc."""
    return subprocess.run(
        ["pkg-config", f"--variable={variable}", "fisc"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()


ffibuilder = FFI()
ffibuilder.cdef(cdef.cdef(Path(pkg_config("includedir"))) + cdef.CALLBACKS)
ffibuilder.set_source_pkgconfig("fisc._cffi", ["fisc"], SOURCE)

if __name__ == "__main__":
    ffibuilder.compile(verbose=True)
