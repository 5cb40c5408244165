# SPDX-License-Identifier: MIT
"""Descriptions built fact by fact, and from plain dicts."""

from __future__ import annotations

import datetime
import os
import re
import threading
from collections.abc import Iterable, Mapping, Set
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

from ._cffi import ffi, lib
from .context import Context, default_context
from .enums import Language, Status
from .error import (ConflictError, InvalidError, LimitError,
                    UnsupportedError, fail, new_error)
from .view import Date, Object, Texts, to_days

#: What may be said beside a fact; a list has only some of it.
ABOUT = ("date", "expires", "source", "evidence", "by", "at", "why")
LIST_ABOUT = ("date", "expires", "source", "evidence")

FORMAT = "libfisc-system/1"

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]*")


def to_bytes(value: str, item: str = "") -> bytes:
    """UTF-8 that C can take: no NUL inside, no half characters."""
    try:
        encoded = value.encode("utf-8")
    except UnicodeEncodeError:
        raise InvalidError("not UTF-8", item=item) from None
    if b"\0" in encoded:
        raise InvalidError("a text has no NUL", item=item)
    return encoded


def to_path(path: str | os.PathLike[str]) -> bytes:
    """A path that C can take."""
    encoded = os.fsencode(path)
    if b"\0" in encoded:
        raise InvalidError("a path has no NUL",
                           item=os.fsdecode(encoded.split(b"\0")[0]))
    return encoded


def about_struct(about: Mapping[str, Any], path: str,
                 allowed: Iterable[str] = ABOUT) -> tuple[Any, list[Any]]:
    """A struct fisc_about, and what has to live as long as it."""
    struct = ffi.new("struct fisc_about *")
    struct.size = ffi.sizeof("struct fisc_about")
    keep = []
    for key, value in about.items():
        if key not in allowed:
            raise InvalidError(f'{path}: "{key}" can\'t be said of it',
                               item=path)
        if isinstance(value, datetime.date) and key in ("date", "expires",
                                                        "at"):
            value = value.isoformat()
        if not isinstance(value, str):
            raise InvalidError(f"{path}: {key} takes a string", item=path)
        if not value:
            raise InvalidError(f"{path}: {key} is empty", item=path)
        keep.append(ffi.new("char[]", to_bytes(value, path)))
        setattr(struct, key, keep[-1])
    return struct, keep


def whole(value: Integral | int, path: str) -> int:
    """A whole number that C can take."""
    number = int(value)
    if not -(1 << 63) <= number < 1 << 63:
        raise InvalidError(f"{path}: an integer of more than 64 bits",
                           item=path)
    return number


def plain(value: Any) -> str | bool | int | float:
    """A number of any type as one of Python's own."""
    if isinstance(value, (str, bool)):
        return value
    return int(value) if isinstance(value, Integral) else float(value)


class Builder(Object):
    """A description that is being built, fact by fact.

    Paths are relative to the prefix entered last. A call that fails leaves
    the description as it was. One thread at a time; others wait.
    """

    __slots__ = ("_lock", "_error")
    _struct = "fisc_builder"
    _free = lib.fisc_builder_free

    def __init__(self, id: str, *, context: Context | None = None) -> None:
        context = context or default_context()
        self._lock = threading.RLock()
        self._error = new_error()
        self._become(context, lib.fisc_builder_new, context._live(),
                     to_bytes(id))

    def _state(self, function: Any, path: str, *arguments: Any) -> None:
        with self._lock:
            if function(self._live(), to_bytes(path, path), *arguments,
                        self._error):
                fail(self._error)

    def title(self, language: Language, text: str) -> None:
        """Sets the title in a language."""
        with self._lock:
            if lib.fisc_builder_title(self._live(), language, to_bytes(text),
                                      self._error):
                fail(self._error)

    def place(self, file: str = "", line: int = 0, column: int = 0) -> None:
        """Sets the place that what is stated from now on has."""
        with self._lock:
            if lib.fisc_builder_place(self._live(), to_bytes(file), line,
                                      column, self._error):
                fail(self._error)

    def enter(self, path: str) -> None:
        """Enters a prefix, until `leave()`."""
        self._state(lib.fisc_builder_enter, path)

    def leave(self) -> None:
        """Leaves the prefix entered last."""
        with self._lock:
            lib.fisc_builder_leave(self._live())

    def boolean(self, path: str, value: bool) -> None:
        """States that a fact is true or false."""
        self._state(lib.fisc_builder_boolean, path, bool(value))

    def integer(self, path: str, value: int) -> None:
        """States a whole number."""
        self._state(lib.fisc_builder_integer, path, whole(value, path))

    def decimal(self, path: str, value: float) -> None:
        """States a number."""
        self._state(lib.fisc_builder_decimal, path, float(value))

    def string(self, path: str, value: str) -> None:
        """States a string."""
        self._state(lib.fisc_builder_string, path, to_bytes(value, path))

    def date(self, path: str, value: Date) -> None:
        """States a date."""
        self._state(lib.fisc_builder_date, path, to_days(value))

    def unknown(self, path: str, reason: str) -> None:
        """States that something is not known, and why."""
        self._state(lib.fisc_builder_unknown, path, to_bytes(reason, path))

    def set(self, path: str, items: Iterable[str], *,
            complete: bool = True) -> None:
        """States a set of strings."""
        strings = [ffi.new("char[]", to_bytes(item, path)) for item in items]
        self._state(lib.fisc_builder_set, path,
                    ffi.new("const char *[]", strings), len(strings),
                    bool(complete))

    def list(self, path: str, *, complete: bool) -> None:
        """States a list; its records are stated by their own paths."""
        self._state(lib.fisc_builder_list, path, bool(complete))

    def add(self, path: str, value: bool | int | float | str) -> None:
        """States an item of a list of plain values."""
        item = ffi.new("struct fisc_value *")
        item.size = ffi.sizeof("struct fisc_value")
        keep = None
        if isinstance(value, str):
            keep = ffi.new("char[]", to_bytes(value, path))
            item.type, item.string = lib.FISC_VALUE_STRING, keep
        elif isinstance(value, (bool, Integral)):
            item.type = (lib.FISC_VALUE_BOOLEAN if isinstance(value, bool)
                         else lib.FISC_VALUE_INTEGER)
            item.integer = whole(value, path)
        else:
            item.type, item.decimal = lib.FISC_VALUE_DECIMAL, float(value)
        self._state(lib.fisc_builder_add, path, item)

    def record(self, path: str) -> None:
        """States a record, that may stay empty."""
        self._state(lib.fisc_builder_record, path)

    def about(self, path: str, **about: Date) -> None:
        """Says more of a fact: date, expires, source, evidence, by, at, why."""
        struct, keep = about_struct(about, path)
        self._state(lib.fisc_builder_about, path, struct)
        del keep

    def _finish(self) -> Any:
        """The C description; the builder is spent."""
        ret = ffi.new("struct fisc_system **")
        with self._lock:
            if lib.fisc_builder_finish(self._live(), ret, self._error):
                fail(self._error)
        return ret[0]


class Walk:
    """Carries a dict into a builder. It means what the same JSON means."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.prefix: list[str] = []

    def full(self, path: str) -> str:
        """The path for errors."""
        return ".".join([*self.prefix, path]) if path else ".".join(self.prefix)

    def refuse(self, path: str, what: str) -> InvalidError:
        path = self.full(path)
        return InvalidError(f"{path}: {what}" if path else what, item=path)

    def fields(self, mapping: Mapping[Any, Any]) -> None:
        """The fields of a record; their keys are paths."""
        for key, value in mapping.items():
            if not isinstance(key, str):
                raise self.refuse("", f"{key!r} is no path")
            if "[" in key or not key:
                raise InvalidError(
                    f'"{key}" is no path: names of [a-z][a-z0-9_]*, at most '
                    "255 long, parted by dots", item=self.full(key))
            self.value(key, value)

    def value(self, path: str, value: Any) -> None:
        """What stands at a path."""
        if isinstance(value, (str, bool, Real, Decimal, datetime.date)):
            self.scalar(path, value)
        elif isinstance(value, Mapping):
            self.mapping(path, value)
        elif isinstance(value, (list, tuple, Set)):
            self.items(path, value, True)
        elif value is None:
            raise self.refuse(
                path, 'None says nothing; write {"unknown": "why"}')
        else:
            raise self.refuse(path, f"a {type(value).__name__} is no value")

    def scalar(self, path: str, value: Any) -> None:
        builder = self.builder
        if isinstance(value, str):
            builder.string(path, value)
        elif isinstance(value, bool):
            builder.boolean(path, value)
        elif isinstance(value, Integral):
            builder.integer(path, int(value))
        elif isinstance(value, datetime.datetime):
            raise self.refuse(path, "a date is wanted, not a point in time")
        elif isinstance(value, datetime.date):
            builder.date(path, value)
        else:
            builder.decimal(path, float(value))

    def mapping(self, path: str, mapping: Mapping[Any, Any]) -> None:
        if "value" in mapping or "unknown" in mapping:
            self.fact(path, mapping)
        elif "items" in mapping or "complete" in mapping:
            self.list(path, mapping)
        else:
            self.builder.record(path)
            self.inside(path, mapping)

    def inside(self, path: str, mapping: Mapping[Any, Any]) -> None:
        self.builder.enter(path)
        self.prefix.append(path)
        self.fields(mapping)
        self.prefix.pop()
        self.builder.leave()

    def say(self, path: str, mapping: Mapping[Any, Any],
            others: tuple[str, str], allowed: tuple[str, ...]) -> None:
        about = {key: value for key, value in mapping.items()
                 if key not in others}
        if about:
            about_struct(about, self.full(path), allowed)
            self.builder.about(path, **about)

    def fact(self, path: str, mapping: Mapping[Any, Any]) -> None:
        """{"value": …} or {"unknown": …}, with what is said beside."""
        if "value" in mapping and "unknown" in mapping:
            raise self.refuse(
                path, "a fact has a value or is unknown, not both")
        if "unknown" in mapping:
            reason = mapping["unknown"]
            if not isinstance(reason, str) or not reason:
                raise self.refuse(
                    path, '"unknown" takes the reason, a string')
            self.builder.unknown(path, reason)
        else:
            value = mapping["value"]
            if value is None or isinstance(value, (Mapping, list, tuple, Set)):
                raise self.refuse(
                    path, "a value is a string, a number, a date, True or "
                    'False; a list with more said about it is written '
                    '{"complete": True, "items": [...]}')
            self.value(path, value)
        self.say(path, mapping, ("value", "unknown"), ABOUT)

    def list(self, path: str, mapping: Mapping[Any, Any]) -> None:
        """{"complete": …, "items": […]}, with what is said beside."""
        complete, items = mapping.get("complete"), mapping.get("items", ())
        if not isinstance(complete, bool):
            raise self.refuse(path, "a list written with \"items\" must say "
                              "whether it is \"complete\", True or False")
        if not isinstance(items, (list, tuple, Set)):
            raise self.refuse(path, '"items" takes a list')
        self.items(path, items, complete)
        self.say(path, mapping, ("complete", "items"), LIST_ABOUT)

    def items(self, path: str, items: Any, complete: bool) -> None:
        if items and all(isinstance(item, str) for item in items):
            self.builder.set(path, items, complete=complete)
            return
        self.builder.list(path, complete=complete)
        records = [item for item in items if isinstance(item, Mapping)]
        if records and len(records) < len(items):
            raise self.refuse(path, "holds values and records")
        seen: set[Any] = set()
        for item in items:
            if isinstance(item, Mapping):
                self.item(path, item, seen)
            elif isinstance(item, (str, bool, Real, Decimal)):
                self.builder.add(path, plain(item))
            elif isinstance(item, datetime.date) and not isinstance(
                    item, datetime.datetime):
                self.builder.add(path, item.isoformat())
            else:
                raise self.refuse(
                    path, "an item is a plain value or a record")

    def item(self, path: str, record: Mapping[Any, Any],
             seen: set[Any]) -> None:
        """A record of a list."""
        if "value" in record or "unknown" in record:
            raise self.refuse(path, "an item is a plain value or a record, "
                              "nothing can be said beside it")
        if "id" not in record:
            raise self.refuse(path, "a record of a list needs an id")
        id = record["id"]
        if not isinstance(id, str):
            raise self.refuse(path, "an id is a string")
        if not ID.fullmatch(id):
            raise self.refuse(path, "an id has ASCII letters, digits and "
                              ". _ : - and begins with a letter or digit")
        element = f"{path}[{id}]"
        if id in seen:
            full = self.full(element)
            raise ConflictError(f"{full} is stated twice", item=full)
        seen.add(id)
        self.builder.record(element)
        self.inside(element, {key: value for key, value in record.items()
                              if key != "id"})


def build(facts: Mapping[str, Any], id: str | None,
          context: Context | None) -> Builder:
    """A builder that has been told all that a dict says."""
    facts = dict(facts)
    format = facts.pop("format", FORMAT)
    if format != FORMAT:
        if isinstance(format, str) and format.startswith("libfisc-"):
            raise UnsupportedError(f'this is of the format "{format}"; '
                                   f'expected "{FORMAT}"')
        raise InvalidError(f'"format" must be "{FORMAT}"')
    own = facts.pop("id", None)
    if not isinstance(facts.pop("$schema", ""), str):
        raise InvalidError('"$schema" takes a string')
    id = own if id is None else id
    if not isinstance(id, str):
        raise InvalidError('the description\'s "id" takes a string')
    builder = Builder(id, context=context)
    titles(builder, facts.pop("title", {}))
    try:
        Walk(builder).fields(facts)
    except RecursionError:
        raise LimitError("deeper than the context allows") from None
    return builder


def titles(builder: Builder, title: Any) -> None:
    """The title, by language."""
    if isinstance(title, Texts):
        title = title._asdict()
    if not isinstance(title, Mapping):
        raise InvalidError('"title" takes a dict with "ja", "en" or both')
    for key, text in title.items():
        if key not in ("ja", "en"):
            raise InvalidError(f'"title" has no "{key}", only "ja" and "en"')
        if not isinstance(text, str):
            raise InvalidError("a title is a string")
        builder.title(Language[key.upper()], text)


__all__ = ["Builder", "Status", "build"]
