# SPDX-License-Identifier: MIT
"""Catalogs: the controls that a system can be held against."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ._cffi import ffi, lib
from .builder import to_bytes
from .document import Document
from .enums import Language, Level, LogLevel, Role, Status
from .error import fail, fail_status, text
from .view import (Items, Texts, View, bool_field, enum_field, int_field,
                   text_field, texts_field)


class Group(View):
    """A group of controls."""

    __slots__ = ()
    _struct = "fisc_group_info"

    id = text_field()
    label = text_field()
    title = texts_field()
    parent = text_field()
    file = text_field()
    line = int_field()


class Control(View):
    """A control."""

    __slots__ = ()
    _struct = "fisc_control_info"

    id = text_field()
    label = text_field()
    title = texts_field()
    text = texts_field()
    guidance = texts_field()
    group = text_field()
    group_title = texts_field()
    parent = text_field()
    withdrawn = bool_field()
    first_clause = int_field()
    clause_count = int_field()
    prop_count = int_field()
    link_count = int_field()
    file = text_field()
    line = int_field()

    @property
    def clause_indexes(self) -> range:
        """Its clauses, by their indexes in what the control is from."""
        return range(self.first_clause, self.first_clause + self.clause_count)


class Clause(View):
    """A clause."""

    __slots__ = ()
    _struct = "fisc_clause_info"

    key = text_field()
    label = text_field()
    control = text_field()
    title = texts_field()
    text = texts_field()
    fail = texts_field()
    bearer = enum_field(Role)
    level = enum_field(Level)
    prop_count = int_field()
    link_count = int_field()
    file = text_field()
    line = int_field()


class Prop(View):
    """A property of a control or a clause."""

    __slots__ = ()
    _struct = "fisc_prop_info"

    ns = text_field()
    name = text_field()
    value = text_field()
    class_name = text_field()
    remarks = text_field()


class Link(View):
    """A link of a control or a clause."""

    __slots__ = ()
    _struct = "fisc_link_info"

    rel = text_field()
    href = text_field()
    text = text_field()


class CatalogControl(Control):
    """A control, with what only a catalog knows of it."""

    __slots__ = ()

    @property
    def props(self) -> Items[Prop]:
        c, i = self._keep, self._index
        return Items(self.prop_count, lambda n: Prop.fetch(
            c, lib.fisc_catalog_control_prop, c, i, n))

    @property
    def links(self) -> Items[Link]:
        c, i = self._keep, self._index
        return Items(self.link_count, lambda n: Link.fetch(
            c, lib.fisc_catalog_control_link, c, i, n))


class CatalogClause(Clause):
    """A clause, with what only a catalog knows of it."""

    __slots__ = ()

    @property
    def props(self) -> Items[Prop]:
        c, i = self._keep, self._index
        return Items(self.prop_count, lambda n: Prop.fetch(
            c, lib.fisc_catalog_clause_prop, c, i, n))

    @property
    def links(self) -> Items[Link]:
        c, i = self._keep, self._index
        return Items(self.link_count, lambda n: Link.fetch(
            c, lib.fisc_catalog_clause_link, c, i, n))


class Param(View):
    """A parameter: a period, a threshold, a choice."""

    __slots__ = ()
    _struct = "fisc_param_info"

    id = text_field()
    type = text_field()
    label = texts_field()
    value_count = int_field()
    owner = text_field()
    date = text_field()
    reason = texts_field()
    file = text_field()
    line = int_field()

    _value_of = lib.fisc_catalog_param_value

    @property
    def values(self) -> tuple[str, ...]:
        """As text; none where it is unset."""
        return tuple(text(self._value_of(self._keep, self._index, n))
                     for n in range(self.value_count))

    def to_dict(self) -> dict[str, Any]:
        return {**super().to_dict(), "values": list(self.values)}


class Resource(View):
    """A document that a catalog refers to."""

    __slots__ = ()
    _struct = "fisc_resource_info"

    uuid = text_field()
    title = text_field()
    href = text_field()


class Diagnostic(View):
    """A remark that does not stop something from being used."""

    __slots__ = ()
    _struct = "fisc_diagnostic"

    level = enum_field(LogLevel)
    rule = text_field()
    item = text_field()
    message = text_field()
    file = text_field()
    line = int_field()
    column = int_field()
    messages = texts_field()


def find(function: Any, pointer: Any, *where: Any) -> int | None:
    """An index, or None where there is none."""
    ret = ffi.new("size_t *")
    status = function(pointer, *where, ret)
    if status == Status.NOTFOUND:
        return None
    if status:
        fail_status(status, where[0].decode())
    return int(ret[0])


class Catalog(Document):
    """Controls, in OSCAL. Immutable; any number of threads may use one."""

    __slots__ = ()
    _struct = "fisc_catalog"
    _free = lib.fisc_catalog_unref
    _parse, _load = lib.fisc_catalog_parse, lib.fisc_catalog_load

    @property
    def name(self) -> str:
        """The name of its source."""
        return text(lib.fisc_catalog_name(self._live()))

    @property
    def uuid(self) -> str:
        return text(lib.fisc_catalog_uuid(self._live()))

    @property
    def version(self) -> str:
        return text(lib.fisc_catalog_version(self._live()))

    @property
    def language(self) -> Language:
        return Language(lib.fisc_catalog_language(self._live()))

    @property
    def title(self) -> Texts:
        c = self._live()
        return Texts(text(lib.fisc_catalog_title(c, Language.JA)),
                     text(lib.fisc_catalog_title(c, Language.EN)))

    @property
    def groups(self) -> Items[Group]:
        c = self._live()
        return Items(lib.fisc_catalog_group_count(c), lambda i: Group.fetch(
            c, lib.fisc_catalog_group, c, i))

    @property
    def controls(self) -> Items[CatalogControl]:
        c = self._live()
        return Items(lib.fisc_catalog_control_count(c),
                     lambda i: CatalogControl.fetch(
                         c, lib.fisc_catalog_control, c, i))

    @property
    def clauses(self) -> Items[CatalogClause]:
        c = self._live()
        return Items(lib.fisc_catalog_clause_count(c),
                     lambda i: CatalogClause.fetch(
                         c, lib.fisc_catalog_clause, c, i))

    @property
    def params(self) -> Items[Param]:
        c = self._live()
        return Items(lib.fisc_catalog_param_count(c), lambda i: Param.fetch(
            c, lib.fisc_catalog_param, c, i))

    @property
    def resources(self) -> Items[Resource]:
        c = self._live()
        return Items(lib.fisc_catalog_resource_count(c),
                     lambda i: Resource.fetch(
                         c, lib.fisc_catalog_resource, c, i))

    def find_control(self, name: str) -> int | None:
        """The index of the control of that id or printed label."""
        return find(lib.fisc_catalog_find_control, self._live(),
                    to_bytes(name))

    def find_labelled(self, label: str) -> Iterator[int]:
        """The indexes of all controls with that printed label."""
        index = find(lib.fisc_catalog_next_labelled, self._live(),
                     to_bytes(label), 0)
        while index is not None:
            yield index
            index = find(lib.fisc_catalog_next_labelled, self._live(),
                         to_bytes(label), index + 1)

    def find_clause(self, key: str) -> int | None:
        """The index of the clause of that key."""
        return find(lib.fisc_catalog_find_clause, self._live(),
                    to_bytes(key))

    def find_param(self, id: str) -> int | None:
        """The index of the param of that id."""
        return find(lib.fisc_catalog_find_param, self._live(), to_bytes(id))
