# SPDX-License-Identifier: MIT
"""The description of one system."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from ._cffi import ffi, lib
from .builder import Builder, build, to_bytes
from .change import Changes, to_structs
from .context import Context
from .document import Document
from .enums import JoinKind, Language, Status, SystemFormat, ValueType
from .error import fail_status, text
from .view import (Items, Object, Texts, View, bool_field, date_field,
                   enum_field, float_field, int_field, text_field)


class Value(View):
    """One fact, or a record or list of facts."""

    __slots__ = ()
    _struct = "fisc_value"

    type = enum_field(ValueType)
    name = text_field()
    integer = int_field()
    decimal = float_field()
    string = text_field()
    day = date_field()
    complete = bool_field()
    count = int_field()
    date = date_field()
    expires = date_field()
    at = date_field()
    by = text_field()
    why = text_field()
    source = text_field()
    evidence = text_field()
    unknown = text_field()
    file = text_field()
    line = int_field()
    column = int_field()

    @property
    def value(self) -> bool | int | float | str | None:
        """Of a plain fact: what it is; None where it is not known."""
        kind = self.type
        if kind == ValueType.BOOLEAN:
            return bool(self.integer)
        if kind == ValueType.INTEGER:
            return self.integer
        if kind == ValueType.DECIMAL:
            return self.decimal
        if kind == ValueType.STRING:
            return self.string
        return None

    def about(self) -> dict[str, str]:
        """What is said beside it."""
        said: dict[str, str] = {}
        for name in ("date", "expires", "at"):
            day = getattr(self, name)
            if day is not None:
                said[name] = day.isoformat()
        for name in ("by", "why", "source", "evidence"):
            if getattr(self, name):
                said[name] = getattr(self, name)
        return said


class System(Document):
    """A description. Immutable; any number of threads may use one."""

    __slots__ = ()
    _struct = "fisc_system"
    _free = lib.fisc_system_unref
    _parse, _load = lib.fisc_system_parse, lib.fisc_system_load

    def __init__(self, facts: Mapping[str, Any], *, id: str | None = None,
                 context: Context | None = None) -> None:
        """A description from a dict that says what the JSON spelling says.

        `format` may be left out; dates may be `datetime.date`, sets `set`.
        """
        with build(facts, id, context) as builder:
            self._own(builder._finish(), builder._context)

    @classmethod
    def from_dict(cls, facts: Mapping[str, Any], *, id: str | None = None,
                  context: Context | None = None) -> System:
        """The same as `System(facts)`."""
        return cls(facts, id=id, context=context)

    @classmethod
    def build(cls, builder: Builder) -> System:
        """What a builder was told. It is spent."""
        return cls._wrap(builder._finish(), builder._context)

    @classmethod
    def parse(cls, text: str | bytes, name: str = "<string>", *,
              format: SystemFormat = SystemFormat.AUTO,
              context: Context | None = None) -> System:
        """Reads JSON or XML; errors call it `name`."""
        return cls._from_text(context, text, name, format)

    @classmethod
    def load(cls, path: str | os.PathLike[str], *,
             format: SystemFormat = SystemFormat.AUTO,
             context: Context | None = None) -> System:
        """Reads a file."""
        return cls._from_file(context, path, format)

    @property
    def id(self) -> str:
        return text(lib.fisc_system_id(self._live()))

    @property
    def title(self) -> Texts:
        c = self._live()
        return Texts(text(lib.fisc_system_title(c, Language.JA)),
                     text(lib.fisc_system_title(c, Language.EN)))

    @property
    def name(self) -> str:
        """What errors call its source; "" where it was built."""
        return text(lib.fisc_system_name(self._live()))

    @property
    def digest(self) -> str:
        """SHA-256 over what it says, however that is spelled."""
        return text(lib.fisc_system_digest(self._live()))

    def __getitem__(self, path: str) -> Value:
        """What stands at a path; KeyError where nothing does."""
        c = self._live()
        struct = ffi.new(Value._pointer)
        struct.size = Value._size
        status = lib.fisc_system_get(c, to_bytes(path), struct)
        if status == Status.NOTFOUND:
            raise KeyError(path)
        if status:
            fail_status(status, path)
        return Value(struct, c)

    def get(self, path: str, default: Any = None) -> Any:
        """The same, or `default`."""
        try:
            return self[path]
        except KeyError:
            return default

    def __contains__(self, path: str) -> bool:
        return self.get(path) is not None

    def items(self, path: str = "") -> Items[Value]:
        """The fields of a record, or the items of a list."""
        c, where = self._live(), to_bytes(path)

        def item(index: int) -> Value:
            return Value.fetch(c, lib.fisc_system_item, c, where, index)

        return Items(self[path].count, item)

    def change(self, changes: Changes) -> System:
        """A description with changes made to it; this one stays as it is."""
        array, count, keep = to_structs(changes)
        made = self._make(self._context, lib.fisc_system_change, self._live(),
                          array, count)
        del keep
        return made

    def to_dict(self) -> dict[str, Any]:
        """A copy, as the JSON spelling has it; `System()` takes it back."""
        said: dict[str, Any] = {"format": "libfisc-system/1", "id": self.id}
        title = {language: words for language, words
                 in self.title._asdict().items() if words}
        if title:
            said["title"] = title
        said.update(self._fields(""))
        return said

    def _fields(self, path: str) -> dict[str, Any]:
        return {field.name: self._spell(
                    f"{path}.{field.name}" if path else field.name, field)
                for field in self.items(path)}

    def _spell(self, path: str, value: Value) -> Any:
        about = value.about()
        if value.type == ValueType.UNKNOWN:
            return {"unknown": value.unknown, **about}
        if value.type == ValueType.RECORD:
            return self._fields(path)
        if value.type == ValueType.LIST:
            items = [self._item(path, item) for item in self.items(path)]
            if value.complete and not about:
                return items
            return {"complete": value.complete, "items": items, **about}
        return {"value": value.value, **about} if about else value.value

    def _item(self, path: str, item: Value) -> Any:
        if item.type != ValueType.RECORD:
            return item.value
        return {"id": item.name, **self._fields(f"{path}[{item.name}]")}

    def __reduce__(self) -> tuple[Any, ...]:
        return System, (self.to_dict(),)

    def __eq__(self, other: object) -> bool:
        """Do they say the same?"""
        if not isinstance(other, System):
            return NotImplemented
        return self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return ("<System, closed>" if self.closed else
                f"<System {self.id} {self.digest[:12]}>")


class JoinEntry(View):
    """One meeting of two statements."""

    __slots__ = ()
    _struct = "fisc_join_entry"

    kind = enum_field(JoinKind)
    party = text_field()
    clause = text_field()
    bearer = text_field()
    responsibility = text_field()
    text = text_field()
    answer = text_field()
    certain = bool_field()
    customer_path = text_field()
    customer_file = text_field()
    customer_line = int_field()
    customer_column = int_field()
    provider_path = text_field()
    provider_file = text_field()
    provider_line = int_field()
    provider_column = int_field()

    @property
    def as_(self) -> str:
        """The key under which the provider states it (`as` in C)."""
        return text(getattr(self._s, "as"))


class Join(Object):
    """A customer's description beside its provider's."""

    __slots__ = ()
    _struct = "fisc_join"
    _free = lib.fisc_join_free

    def __init__(self, customer: System, provider: System,
                 party: str) -> None:
        self._become(customer._context, lib.fisc_join_new, customer._live(),
                     provider._live(), to_bytes(party))

    @property
    def entries(self) -> Items[JoinEntry]:
        c = self._live()
        return Items(lib.fisc_join_count(c), lambda index: JoinEntry.fetch(
            c, lib.fisc_join_entry, c, index))

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Any:
        return iter(self.entries)
