# SPDX-License-Identifier: MIT
"""What is read from a text or from a file."""

from __future__ import annotations

import os
from typing import Any, ClassVar, TypeVar

from ._cffi import ffi
from .builder import to_bytes, to_path
from .context import Context, default_context
from .view import Object

D = TypeVar("D", bound="Document")


class Document(Object):
    """An object that has a format of its own."""

    __slots__ = ()

    _parse: ClassVar[Any]
    _load: ClassVar[Any]

    @classmethod
    def _from_text(cls: type[D], context: Context | None, text: str | bytes,
                   name: str, *more: Any) -> D:
        context = context or default_context()
        # Half characters are refused by the library, which knows their place.
        data = (text.encode("utf-8", "surrogatepass")
                if isinstance(text, str) else bytes(text))
        return cls._make(context, cls._parse, context._live(), to_bytes(name),
                         ffi.from_buffer(data), len(data), *more)

    @classmethod
    def _from_file(cls: type[D], context: Context | None,
                   path: str | os.PathLike[str], *more: Any) -> D:
        context = context or default_context()
        return cls._make(context, cls._load, context._live(),
                         to_path(path), *more)

    @classmethod
    def parse(cls: type[D], text: str | bytes, name: str = "<string>", *,
              context: Context | None = None) -> D:
        """Reads a text; errors call it `name`."""
        return cls._from_text(context, text, name)

    @classmethod
    def load(cls: type[D], path: str | os.PathLike[str], *,
             context: Context | None = None) -> D:
        """Reads a file."""
        return cls._from_file(context, path)
