# SPDX-License-Identifier: MIT
"""Changes to a description, as plain values."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from numbers import Integral, Real
from typing import Any

from ._cffi import ffi
from .builder import about_struct, to_bytes, whole
from .enums import ChangeKind
from .view import Date, from_days, to_days


@dataclass(frozen=True)
class Change:
    """One change: how things are afterwards. Made by the functions below."""

    kind: ChangeKind
    path: str = ""
    value: Any = None
    complete: bool = True
    about: Mapping[str, Any] = field(default_factory=dict)


def state(path: str, value: Any, **about: Date) -> Change:
    """It is so. A dict or a list is spelled as in a description."""
    if isinstance(value, bool):
        return Change(ChangeKind.BOOLEAN, path, value, about=about)
    if isinstance(value, Integral):
        return Change(ChangeKind.INTEGER, path, int(value), about=about)
    if isinstance(value, Real):
        return Change(ChangeKind.DECIMAL, path, float(value), about=about)
    if isinstance(value, str):
        return Change(ChangeKind.STRING, path, value, about=about)
    if isinstance(value, datetime.date):
        return Change(ChangeKind.DATE, path, value, about=about)
    if isinstance(value, (set, frozenset)):
        return Change(ChangeKind.SET, path, tuple(sorted(value)), about=about)
    if about:
        raise ValueError("more is said of a dict or list inside it")
    return Change(ChangeKind.JSON, path,
                  json.dumps(value, ensure_ascii=False, default=spell))


def spell(value: Any) -> Any:
    """What JSON has no word for."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"a {type(value).__name__} is no value")


def clear(path: str) -> Change:
    """Nothing is stated there any more, nor below it."""
    return Change(ChangeKind.CLEAR, path)


def unknown(path: str, reason: str, **about: Date) -> Change:
    """It is not known, and why."""
    return Change(ChangeKind.UNKNOWN, path, reason, about=about)


def members(path: str, items: Iterable[str], *, complete: bool = True,
            **about: Date) -> Change:
    """It is the set of these strings."""
    return Change(ChangeKind.SET, path, tuple(items), complete, about)


def spelled(path: str, text: str) -> Change:
    """It is what this JSON says."""
    return Change(ChangeKind.JSON, path, text)


def said(path: str, **about: Date) -> Change:
    """What is said beside the value is this, instead of what was."""
    return Change(ChangeKind.ABOUT, path, about=about)


def record(path: str) -> Change:
    """There is a record, perhaps without fields."""
    return Change(ChangeKind.RECORD, path)


def completeness(path: str, complete: bool) -> Change:
    """The list or set is whole, or is not."""
    return Change(ChangeKind.COMPLETE, path, complete=complete)


def add(path: str, member: str) -> Change:
    """The set has this member."""
    return Change(ChangeKind.ADD, path, member)


def remove(path: str, member: str) -> Change:
    """The set does not have it."""
    return Change(ChangeKind.REMOVE, path, member)


def as_of(date: Date) -> Change:
    """The evaluation is of another date; of an evaluator alone."""
    return Change(ChangeKind.AS_OF, value=date)


#: Changes, or a dict from paths to values, None meaning that nothing is stated.
Changes = Iterable[Change] | Mapping[str, Any]


def listed(changes: Changes) -> list[Change]:
    """Either spelling as a list."""
    if isinstance(changes, Mapping):
        return [clear(path) if value is None else state(path, value)
                for path, value in changes.items()]
    return list(changes)


def to_structs(changes: Changes) -> tuple[Any, int, list[Any]]:
    """An array of struct fisc_change, its length, and what it points to."""
    plain = listed(changes)
    array = ffi.new("struct fisc_change[]", len(plain))
    keep: list[Any] = []
    for struct, change in zip(array, plain):
        fill(struct, change, keep)
    return array, len(plain), keep


def fill(struct: Any, change: Change, keep: list[Any]) -> None:
    def string(value: str) -> Any:
        keep.append(ffi.new("char[]", to_bytes(value, change.path)))
        return keep[-1]

    kind, value = change.kind, change.value
    struct.size = ffi.sizeof("struct fisc_change")
    struct.kind = kind
    if kind != ChangeKind.AS_OF:
        struct.path = string(change.path)
    struct.complete = change.complete
    if kind in (ChangeKind.BOOLEAN, ChangeKind.INTEGER):
        struct.integer = whole(value, change.path)
    elif kind == ChangeKind.DECIMAL:
        struct.decimal = value
    elif kind in (ChangeKind.DATE, ChangeKind.AS_OF):
        struct.day = to_days(value)
    elif kind == ChangeKind.SET:
        keep.append(ffi.new("const char *[]", [string(v) for v in value]))
        struct.items, struct.count = keep[-1], len(value)
    elif isinstance(value, str):
        struct.string = string(value)
    if change.about:
        about, kept = about_struct(change.about, change.path)
        keep += [about, kept]
        struct.about = about


def from_struct(struct: Any) -> Change:
    """A change of the library's, copied."""
    kind = ChangeKind(struct.kind)
    value: Any = None
    if kind == ChangeKind.BOOLEAN:
        value = bool(struct.integer)
    elif kind == ChangeKind.INTEGER:
        value = struct.integer
    elif kind == ChangeKind.DECIMAL:
        value = struct.decimal
    elif kind in (ChangeKind.DATE, ChangeKind.AS_OF):
        value = from_days(struct.day)
    elif kind == ChangeKind.SET:
        value = tuple(ffi.string(struct.items[i]).decode()
                      for i in range(struct.count))
    elif struct.string:
        value = ffi.string(struct.string).decode()
    about = {}
    if struct.about:
        for name in ("date", "expires", "source", "evidence", "by", "at",
                     "why"):
            if getattr(struct.about, name):
                about[name] = ffi.string(getattr(struct.about, name)).decode()
    path = ffi.string(struct.path).decode() if struct.path else ""
    return Change(kind, path, value, bool(struct.complete), about)
