# SPDX-License-Identifier: MIT
"""Exceptions: one class for each status, all with the place of what is wrong."""

from __future__ import annotations

from typing import Any, NoReturn

from ._cffi import ffi, lib
from .enums import Status


class Error(Exception):
    """A call failed.

    `where` is the file, `line` and `column` are counted from 1 (`column` in
    bytes), `item` is the control, clause, check or path that it is about. What
    does not apply is "" or 0.
    """

    status: Status = Status.INVALID

    def __init__(self, message: str, *, status: Status | None = None,
                 where: str = "", line: int = 0, column: int = 0,
                 item: str = "") -> None:
        self.message = message
        if status is not None:
            self.status = status
        self.where = where
        self.line = line
        self.column = column
        self.item = item
        Exception.__init__(self, message)

    @property
    def file(self) -> str:
        """The same as `where`."""
        return self.where

    @property
    def path(self) -> str:
        """The same as `item`."""
        return self.item

    def __str__(self) -> str:
        place = self.where
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return f"{place}: {self.message}" if place else self.message

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.message, self.status, self.where,
                          self.line, self.column, self.item)


class OutOfMemory(Error, MemoryError):
    """The allocator refused; nothing was kept."""

    status = Status.NOMEM


class MalformedError(Error, ValueError):
    """Not well-formed XML, JSON or Lua."""

    status = Status.SYNTAX


class InvalidError(Error, ValueError):
    """Well-formed, but not what is asked for."""

    status = Status.INVALID


class ConflictError(Error, ValueError):
    """Two statements that exclude each other."""

    status = Status.CONFLICT


class LimitError(Error, ValueError):
    """Larger or deeper than a limit allows."""

    status = Status.LIMIT


class FileError(Error, OSError):
    """A file or a sink failed."""

    status = Status.IO


class NotFoundError(Error, LookupError):
    """No such thing."""

    status = Status.NOTFOUND


class BudgetError(Error):
    """A check overran its budget when it was loaded."""

    status = Status.BUDGET


class Interrupted(Error):
    """Somebody asked to stop."""

    status = Status.INTERRUPTED


class UnsupportedError(Error, ValueError):
    """A known format that this call can't read."""

    status = Status.UNSUPPORTED


_classes: dict[int, type[Error]] = {
    kind.status: kind for kind in (
        OutOfMemory, MalformedError, InvalidError, ConflictError, LimitError,
        FileError, NotFoundError, BudgetError, Interrupted, UnsupportedError)
}


def _rebuild(kind: type[Error], message: str, status: Status, where: str,
             line: int, column: int, item: str) -> Error:
    return kind(message, status=status, where=where, line=line, column=column,
                item=item)


def text(pointer: Any) -> str:
    """A C string as a Python string."""
    return str(ffi.string(pointer).decode("utf-8", "replace"))


def new_error() -> Any:
    """An error object to lend to a call."""
    return ffi.new("struct fisc_error *")


def fail(error: Any) -> NoReturn:
    """Raises what a call wrote into the error object that it was lent."""
    raise _classes.get(error.status, Error)(
        text(error.message), status=Status(error.status),
        where=text(error.where), line=error.line, column=error.column,
        item=text(error.item))


def fail_status(status: int, what: str) -> NoReturn:
    """Raises for a call that gives a status alone."""
    name = text(lib.fisc_status_name(status))
    raise _classes.get(status, Error)(f"{what}: {name}",
                                      status=Status(status), item=what)
