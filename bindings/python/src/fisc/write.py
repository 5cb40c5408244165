# SPDX-License-Identifier: MIT
"""Writing: piece by piece into a file, or as one text."""

from __future__ import annotations

from typing import Any, BinaryIO, TextIO

from ._cffi import ffi, lib
from .error import fail, new_error


class Sink:
    """Takes pieces, for a file of bytes or of text."""

    __slots__ = ("file", "text", "exception", "rest")

    def __init__(self, file: Any) -> None:
        self.file = file
        self.text = hasattr(file, "encoding")
        self.exception: BaseException | None = None
        self.rest = b""

    def take(self, piece: bytes) -> None:
        if not self.text:
            self.file.write(piece)
            return
        # A piece may end within a character.
        piece = self.rest + piece
        end = len(piece)
        while end > 0 and piece[end - 1] & 0xC0 == 0x80:
            end -= 1
        if end > 0 and piece[end - 1] >= 0xC0:
            try:
                piece[end - 1:].decode()
                end = len(piece)
            except UnicodeDecodeError:
                end -= 1
        else:
            end = len(piece)
        self.rest = piece[end:]
        self.file.write(piece[:end].decode())


def keep_exception(kind: Any, exception: BaseException, trace: Any) -> None:
    handle = trace and trace.tb_frame.f_locals.get("data")
    if handle is not None:
        ffi.from_handle(handle).exception = exception


@ffi.def_extern(error=1, onerror=keep_exception)  # type: ignore[misc]
def fisc_python_sink(data: Any, piece: Any, length: int) -> int:
    ffi.from_handle(data).take(ffi.buffer(piece, length)[:])
    return 0


def write(function: Any, pointer: Any, options: Any,
          file: BinaryIO | TextIO | Any) -> None:
    """Calls a function that writes to a sink."""
    sink, error = Sink(file), new_error()
    handle = ffi.new_handle(sink)
    if function(pointer, options, lib.fisc_python_sink, handle, error):
        if sink.exception is not None:
            raise sink.exception
        fail(error)


def write_text(function: Any, free: Any, pointer: Any, options: Any) -> bytes:
    """Calls a function that writes to a string; the string, copied."""
    ret, length = ffi.new("char **"), ffi.new("size_t *")
    error = new_error()
    if function(pointer, options, ret, length, error):
        fail(error)
    try:
        return bytes(ffi.buffer(ret[0], length[0]))
    finally:
        free(pointer, ret[0], length[0])
