# SPDX-License-Identifier: MIT
"""Views of C structs: like dataclasses, but nothing is copied until asked.

A view holds the struct, whose strings are borrowed, and what they are borrowed
from; so it stays good for as long as somebody has it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from enum import Enum, IntFlag
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar, overload

from ._cffi import ffi, lib
from .enums import Status
from .error import OutOfMemory, fail, fail_status, new_error, text

T = TypeVar("T")
V = TypeVar("V")
Self = TypeVar("Self", bound="View")
O = TypeVar("O", bound="Object")

EPOCH = datetime.date(1970, 1, 1).toordinal()
NO_DATE: int = lib.FISC_DATE_NONE
NO_INDEX: int = lib.FISC_DIFF_NONE

#: A date, or one that is written YYYY-MM-DD.
Date = datetime.date | str


class Texts(NamedTuple):
    """A text in both languages."""

    ja: str
    en: str


def to_days(date: Date) -> int:
    """A date as the library counts it."""
    if isinstance(date, str):
        ret = ffi.new("fisc_date *")
        if "\0" in date or lib.fisc_date_parse(date.encode(),
                                               ret) != Status.OK:
            raise ValueError(f"{date!r} is no date YYYY-MM-DD")
        return int(ret[0])
    if isinstance(date, datetime.datetime):
        raise TypeError("a date is wanted, not a point in time")
    return date.toordinal() - EPOCH


def from_days(days: int) -> datetime.date | None:
    """What the library counts so, or None for no date."""
    return None if days == NO_DATE else datetime.date.fromordinal(days + EPOCH)


class Field(Generic[T]):
    """A member of the struct."""

    __slots__ = ("name", "read")

    def __init__(self, read: Callable[[Any], T]) -> None:
        self.read = read

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, view: None, owner: type) -> Field[T]: ...
    @overload
    def __get__(self, view: View, owner: type) -> T: ...

    def __get__(self, view: View | None, owner: type) -> Field[T] | T:
        if view is None:
            return self
        return self.read(getattr(view._s, self.name))


def text_field() -> Field[str]:
    return Field(text)


def texts_field() -> Field[Texts]:
    return Field(lambda both: Texts(text(both[0]), text(both[1])))


def int_field() -> Field[int]:
    return Field(int)


def float_field() -> Field[float]:
    return Field(float)


def bool_field() -> Field[bool]:
    return Field(bool)


def date_field() -> Field[datetime.date | None]:
    return Field(from_days)


def index_field() -> Field[int | None]:
    return Field(lambda index: None if index == NO_INDEX else int(index))


def enum_field(kind: Callable[[int], T]) -> Field[T]:
    return Field(kind)


def plain(value: Any) -> Any:
    """A value as JSON has it: dicts, lists, strings, numbers."""
    if isinstance(value, IntFlag):
        return [part.name.lower() for part in type(value)
                if part in value and part.name]
    if isinstance(value, Enum):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Texts):
        return value._asdict()
    if isinstance(value, (View, Items)):
        return value.to_dict()
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return value


class View:
    """One struct of the library's."""

    __slots__ = ("_s", "_keep", "_index")

    _struct: ClassVar[str]
    _fields: ClassVar[tuple[str, ...]] = ()
    _pointer: ClassVar[Any]
    _size: ClassVar[int]

    def __init_subclass__(cls) -> None:
        if "_struct" in vars(cls):
            kind = ffi.typeof("struct " + cls._struct)
            cls._pointer = ffi.typeof(f"struct {cls._struct} *")
            cls._size = ffi.sizeof(kind)
        own = tuple(name for name, value in vars(cls).items()
                    if isinstance(value, Field))
        cls._fields = cls._fields + own
        setattr(cls, "__match_args__", cls._fields)

    def __init__(self, struct: Any, keep: Any, index: int = 0) -> None:
        self._s = struct
        self._keep = keep
        self._index = index

    @classmethod
    def fetch(cls: type[Self], keep: Any, function: Any,
              *where: Any) -> Self:
        """Asks a getter; `keep` is what the strings are borrowed from."""
        struct = ffi.new(cls._pointer)
        struct.size = cls._size
        status = function(*where, struct)
        if status:
            refuse(status, where[1:])
        return cls(struct, keep, where[-1] if len(where) > 1 and
                   isinstance(where[-1], int) else 0)

    def to_dict(self) -> dict[str, Any]:
        """A copy, of plain values."""
        return {name: plain(getattr(self, name)) for name in self._fields}

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name)
                   for name in self._fields)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}"
                         for name in self._fields)
        return f"{type(self).__name__}({said})"


def refuse(status: int, where: Any) -> None:
    """Raises for a getter that failed."""
    if status == Status.NOTFOUND:
        raise IndexError(*where)
    if status == Status.NOMEM:
        raise OutOfMemory("out of memory")
    fail_status(status, str(*where))


class Items(Sequence[V]):
    """A row of views, each made when it is asked for."""

    __slots__ = ("_count", "_get")

    def __init__(self, count: int, get: Callable[[int], V]) -> None:
        self._count = count
        self._get = get

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> V: ...
    @overload
    def __getitem__(self, index: slice) -> list[V]: ...

    def __getitem__(self, index: int | slice) -> V | list[V]:
        if isinstance(index, slice):
            return [self._get(i) for i in range(*index.indices(self._count))]
        if index < 0:
            index += self._count
        if not 0 <= index < self._count:
            raise IndexError(index)
        return self._get(index)

    def __iter__(self) -> Iterator[V]:
        return map(self._get, range(self._count))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(
            a == b for a, b in zip(self, other))

    __hash__ = None  # type: ignore[assignment]

    def to_dict(self) -> list[Any]:
        """A copy, of plain values."""
        return [plain(item) for item in self]

    def __repr__(self) -> str:
        return f"<{self._count} items>"


class Object:
    """Something of the library's that has to be released.

    `close()`, or leaving a `with`, gives it up; views of it that are still
    held stay good, and its memory goes with the last of them.
    """

    __slots__ = ("_c", "_context", "__weakref__")

    _struct: ClassVar[str]  # the library's name of it
    _free: ClassVar[Any]    # drops a reference
    _c: Any
    _context: Any

    def _own(self, pointer: Any, context: Any) -> None:
        """Takes over a reference."""
        self._c = ffi.gc(pointer, self._free)
        self._context = context

    def _become(self, context: Any, function: Any, *arguments: Any) -> None:
        """Takes over what a function makes; `ret` and `reterr` end it."""
        ret, error = ffi.new(f"struct {self._struct} **"), new_error()
        if function(*arguments, ret, error):
            fail(error)
        self._own(ret[0], context)

    @classmethod
    def _wrap(cls: type[O], pointer: Any, context: Any) -> O:
        self = cls.__new__(cls)
        self._own(pointer, context)
        return self

    @classmethod
    def _make(cls: type[O], context: Any, function: Any,
              *arguments: Any) -> O:
        self = cls.__new__(cls)
        self._become(context, function, *arguments)
        return self

    def close(self) -> None:
        """Gives it up. It can't be used any more; more calls do nothing."""
        # The C object is released by the last reference to self._c, never
        # under the hands of another thread that is inside a call with it.
        self._c = None

    @property
    def closed(self) -> bool:
        """Was it given up?"""
        return self._c is None

    def _live(self) -> Any:
        pointer = self._c
        if pointer is None:
            raise ValueError(f"this {type(self).__name__} is closed")
        return pointer

    def __enter__(self: T) -> T:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __copy__(self: T) -> T:
        return self  # immutable, or one for each thread

    def __getstate__(self) -> Any:
        raise TypeError(f"a {type(self).__name__} can't be pickled")
