# SPDX-License-Identifier: MIT
"""The context: log and limits of everything made from it."""

from __future__ import annotations

import itertools
import logging
import threading
import weakref
from typing import Any

from ._cffi import ffi, lib
from .enums import LogLevel
from .error import text
from .view import Object

_levels = {
    LogLevel.ERROR: logging.ERROR,
    LogLevel.WARNING: logging.WARNING,
    LogLevel.INFO: logging.INFO,
}

# A library is silent unless its host wants to hear it.
logging.getLogger("fisc").addHandler(logging.NullHandler())

# The C context may outlive ours; a message that comes later finds nobody.
_contexts: weakref.WeakValueDictionary[int, Context] = (
    weakref.WeakValueDictionary())
_numbers = itertools.count(1)


@ffi.def_extern()  # type: ignore[misc]
def fisc_python_log(data: Any, level: int, message: Any) -> None:
    context = _contexts.get(int(ffi.cast("uintptr_t", data)))
    if context is not None:
        context.logger.log(_levels.get(LogLevel(level), logging.ERROR),
                           "%s", text(message))


class Context(Object):
    """Where messages go, and what limits input and checks have.

    A limit of 0 is the library's own. Messages go to `logger`, which is
    `logging.getLogger("fisc")` unless another one is given. The library's
    allocator can't be a Python one: it is called where Python may not be.
    """

    __slots__ = ("logger", "_number")
    _struct = "fisc_context"
    _free = lib.fisc_context_unref

    def __init__(self, *, logger: logging.Logger | None = None,
                 max_input_bytes: int = 0, max_depth: int = 0,
                 max_nodes: int = 0, max_check_bytes: int = 0,
                 check_steps: int = 0, check_memory: int = 0,
                 check_block: int = 0, clause_work: int = 0,
                 eval_work: int = 0) -> None:
        self.logger = logger or logging.getLogger("fisc")
        self._number = next(_numbers)
        _contexts[self._number] = self
        options = ffi.new("struct fisc_context_options *", {
            "size": ffi.sizeof("struct fisc_context_options"),
            "log": lib.fisc_python_log,
            "log_data": ffi.cast("void *", self._number),
            "max_input_bytes": max_input_bytes,
            "max_depth": max_depth,
            "max_nodes": max_nodes,
            "max_check_bytes": max_check_bytes,
            "check_steps": check_steps,
            "check_memory": check_memory,
            "check_block": check_block,
            "clause_work": clause_work,
            "eval_work": eval_work,
        })
        self._become(None, lib.fisc_context_new, options)


_default: Context | None = None
_lock = threading.Lock()


def default_context() -> Context:
    """The context of everything that isn't given one: all defaults."""
    global _default
    if _default is None or _default.closed:
        with _lock:
            if _default is None or _default.closed:
                _default = Context()
    return _default
