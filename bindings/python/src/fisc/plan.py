# SPDX-License-Identifier: MIT
"""Plans: what would have to change so that more clauses pass."""

from __future__ import annotations

from typing import Any

from ._cffi import lib
from .change import Change, from_struct
from .enums import (Language, Level, Outcome, PlanFormat, PlanKind, PlanLabel,
                    PlanState)
from .report import write_options
from .view import (Items, Object, View, bool_field, enum_field, index_field,
                   int_field, text_field, texts_field)
from .write import write, write_text


class PlanChange(View):
    """One change of a set."""

    __slots__ = ()
    _struct = "fisc_plan_change"

    kind = enum_field(PlanKind)
    label = enum_field(PlanLabel)
    party = text_field()
    path = text_field()
    state = text_field()
    from_ = text_field()
    to = text_field()
    owner = text_field()
    question = texts_field()

    @property
    def changes(self) -> list[Change]:
        """As it was tried, for `System.change()`; copied."""
        return [from_struct(self._s.changes[i]) for i in range(self._s.count)]


PlanChange.from_.name = "from"  # a word of Python's


class PlanSet(View):
    """A set of changes that together make a row pass."""

    __slots__ = ("_row",)
    _struct = "fisc_plan_set"
    _row: int

    change_count = int_field()
    label = enum_field(PlanLabel)
    tried = bool_field()
    minimal = bool_field()
    via = text_field()

    @property
    def changes(self) -> Items[PlanChange]:
        c, row, number = self._keep, self._row, self._index
        return Items(self.change_count, lambda i: PlanChange.fetch(
            c, lib.fisc_plan_change, c, row, number, i))


class PlanRow(View):
    """A row that is not met."""

    __slots__ = ()
    _struct = "fisc_plan_row"

    result_index = int_field()
    key = text_field()
    control = text_field()
    label = text_field()
    level = enum_field(Level)
    result = enum_field(Outcome)
    waiver = text_field()
    state = enum_field(PlanState)
    cut = bool_field()
    function = bool_field()
    set_count = int_field()
    settled_by = index_field()

    @property
    def sets(self) -> Items[PlanSet]:
        c, row = self._keep, self._index

        def one(index: int) -> PlanSet:
            view = PlanSet.fetch(c, lib.fisc_plan_set, c, row, index)
            view._row = row
            return view

        return Items(self.set_count, one)


class PlanEntry(View):
    """An entry of the list for the whole report."""

    __slots__ = ()
    _struct = "fisc_plan_entry"

    row = int_field()
    set = int_field()
    change = int_field()
    row_count = int_field()
    must_count = int_field()

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows that pass from here on, by their places in the plan."""
        return tuple(int(lib.fisc_plan_entry_row(self._keep, self._index, i))
                     for i in range(self.row_count))


class Plan(Object):
    """What would have to change. Immutable; any thread may read it."""

    __slots__ = ()
    _struct = "fisc_plan"
    _free = lib.fisc_plan_free

    @property
    def rows(self) -> Items[PlanRow]:
        c = self._live()
        return Items(lib.fisc_plan_row_count(c), lambda i: PlanRow.fetch(
            c, lib.fisc_plan_row, c, i))

    @property
    def entries(self) -> Items[PlanEntry]:
        """The list: what to do first."""
        c = self._live()
        return Items(lib.fisc_plan_entry_count(c), lambda i: PlanEntry.fetch(
            c, lib.fisc_plan_entry, c, i))

    def change(self, entry: PlanEntry) -> PlanChange:
        """The change that an entry of the list asks for."""
        return self.rows[entry.row].sets[entry.set].changes[entry.change]

    @property
    def remaining(self) -> int:
        """How many rows don't pass though the whole list is done."""
        return int(lib.fisc_plan_remaining(self._live()))

    def write(self, file: Any, *, format: PlanFormat = PlanFormat.JSON,
              language: Language = Language.JA, color: bool = False,
              width: int = 0, details: int = 0) -> None:
        """Writes into an open file, of bytes or of text."""
        options, keep = write_options(
            "fisc_plan_write_options", format=format, language=language,
            color=color, width=width, details=details)
        write(lib.fisc_plan_write, self._live(), options, file)
        del keep

    def _text(self, **options: Any) -> bytes:
        made, keep = write_options("fisc_plan_write_options", **options)
        try:
            return write_text(lib.fisc_plan_write_text,
                              lib.fisc_plan_free_text, self._live(), made)
        finally:
            del keep

    def to_json(self) -> bytes:
        """libfisc-plan/1."""
        return self._text(format=PlanFormat.JSON)

    def to_text(self, language: Language = Language.JA, *,
                color: bool = False, width: int = 0,
                details: int = 0) -> str:
        """For a terminal."""
        return self._text(format=PlanFormat.TEXT, language=language,
                          color=color, width=width, details=details).decode()
