# SPDX-License-Identifier: MIT
"""The public headers as cffi reads them: one text, without a preprocessor."""

from __future__ import annotations

import re
from pathlib import Path

#: What the extension adds to the headers; see build_ffi.py.
CALLBACKS = """
struct fisc_python_progress { void *handle; int64_t next; int told; };
int fisc_python_progress(void *data, size_t done, size_t total);
extern "Python" int fisc_python_tick(void *handle, size_t done, size_t total);
extern "Python" void fisc_python_log(void *data, enum fisc_log_level level,
                                     const char *message);
extern "Python" int fisc_python_sink(void *data, const char *text,
                                     size_t length);
"""


def headers(include: Path) -> list[Path]:
    """The headers that fisc.h includes, each after those that it rests on."""
    found: list[Path] = []

    def visit(name: str) -> None:
        path = include / "fisc" / name
        if path in found:
            return
        text = path.read_text(encoding="utf-8")
        for included in re.findall(r"#include <fisc/(\w+\.h)>", text):
            visit(included)
        found.append(path)

    visit("fisc.h")
    return found


def declarations(text: str) -> str:
    """A header without comments and preprocessor; constants as `...`."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"#ifdef __cplusplus.*?#endif", "", text, flags=re.S)
    text = re.sub(r"\\\n", " ", text)
    lines = []
    for line in text.splitlines():
        constant = re.match(r"#define (FISC_\w+)[ \t]+\S", line)
        if constant and constant[1] != "FISC_API":
            lines.append(f"#define {constant[1]} ...")
        elif not line.startswith("#"):
            lines.append(line.replace("FISC_API", ""))
    return "\n".join(line for line in lines if line.strip())


def cdef(include: Path) -> str:
    """Everything that the headers below `include` declare."""
    return "\n".join(
        declarations(path.read_text(encoding="utf-8"))
        for path in headers(include)
    )
