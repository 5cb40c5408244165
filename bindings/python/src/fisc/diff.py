# SPDX-License-Identifier: MIT
"""Results read back, and what differs between two of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from ._cffi import ffi, lib
from .builder import to_bytes
from .catalog import find
from .document import Document
from .enums import DiffCause, DiffFormat, DiffKind, Language
from .error import text
from .explain import Deciding, Explanation, FactReference
from .report import ControlResult, Report, Result, write_options
from .view import (Field, Items, Object, Texts, View, bool_field, enum_field,
                   from_days, index_field, text_field)
from .write import write, write_text


class StoredExplanation(Explanation):
    """Why a row of stored results is so, as far as they say."""

    __slots__ = ("_c", "_row")

    def __init__(self, pointer: Any, row: int) -> None:
        self._c = pointer
        self._row = row

    label_titles = ()  # type: ignore[assignment]

    @property
    def details(self) -> dict[str, str]:  # type: ignore[override]
        """Stored results keep none."""
        return {}

    @property
    def message(self) -> Texts:  # type: ignore[override]
        message = lib.fisc_result_set_message
        return Texts(text(message(self._c, self._row, Language.JA)),
                     text(message(self._c, self._row, Language.EN)))

    @property
    def facts(self) -> Items[FactReference]:  # type: ignore[override]
        c, row = self._c, self._row
        return Items(lib.fisc_result_set_fact_count(c, row),
                     lambda i: FactReference.fetch(
                         c, lib.fisc_result_set_fact, c, row, i))

    @property
    def deciding(self) -> Items[Deciding]:  # type: ignore[override]
        c, row = self._c, self._row
        return Items(lib.fisc_result_set_deciding_count(c, row),
                     lambda i: Deciding.fetch(
                         c, lib.fisc_result_set_deciding, c, row, i))

    @property
    def deciding_minimal(self) -> bool:  # type: ignore[override]
        return bool(lib.fisc_result_set_deciding_minimal(self._c, self._row))

    @property
    def labels(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(
            text(lib.fisc_result_set_label(self._c, self._row, i))
            for i in range(lib.fisc_result_set_label_count(self._c,
                                                           self._row)))

    @property
    def evidence(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(
            text(lib.fisc_result_set_evidence(self._c, self._row, i))
            for i in range(lib.fisc_result_set_evidence_count(self._c,
                                                              self._row)))


class ResultSet(Document):
    """Results of one evaluation (libfisc-result/1), and nothing else of it."""

    __slots__ = ()
    _struct = "fisc_result_set"
    _free = lib.fisc_result_set_unref
    _parse, _load = lib.fisc_result_set_parse, lib.fisc_result_set_load

    @classmethod
    def of(cls, report: Report) -> ResultSet:
        """The results of a report, which may go then."""
        return cls._make(report._context, lib.fisc_result_set_from_report,
                         report._live())

    @property
    def name(self) -> str:
        return text(lib.fisc_result_set_name(self._live()))

    @property
    def as_of(self) -> datetime.date | None:
        return from_days(lib.fisc_result_set_as_of(self._live()))

    @property
    def policy_digest(self) -> str:
        return text(lib.fisc_result_set_policy_digest(self._live()))

    @property
    def system_digest(self) -> str:
        return text(lib.fisc_result_set_system_digest(self._live()))

    @property
    def system_id(self) -> str:
        return text(lib.fisc_result_set_system_id(self._live()))

    @property
    def is_whole(self) -> bool:
        """Is every row of the evaluation there?"""
        return bool(lib.fisc_result_set_is_whole(self._live()))

    @property
    def results(self) -> Items[Result]:
        c = self._live()

        def row(index: int) -> Result:
            view = Result.fetch(c, lib.fisc_result_set_result, c, index)
            view._explain = lambda i: StoredExplanation(c, i)
            return view

        return Items(lib.fisc_result_set_count(c), row)

    def __len__(self) -> int:
        return int(lib.fisc_result_set_count(self._live()))

    def __iter__(self) -> Iterator[Result]:
        return iter(self.results)

    def __getitem__(self, key: str | int) -> Result:
        if isinstance(key, int):
            return self.results[key]
        index = self.find(key)
        if index is None:
            raise KeyError(key)
        return self.results[index]

    def find(self, key: str) -> int | None:
        """The place of the row of that key."""
        return find(lib.fisc_result_set_find, self._live(), to_bytes(key))

    @property
    def controls(self) -> Items[ControlResult]:
        c = self._live()
        return Items(lib.fisc_result_set_control_count(c),
                     lambda i: ControlResult.fetch(
                         c, lib.fisc_result_set_control, c, i))


class DiffEntry(View):
    """What became of one row."""

    __slots__ = ()
    _struct = "fisc_diff_entry"

    key = text_field()
    kind = enum_field(DiffKind)
    cause = enum_field(DiffCause)
    worse = bool_field()
    before = index_field()
    after = index_field()
    ticket: Field[str] = Field(text)


class DiffControl(View):
    """What became of a control's state."""

    __slots__ = ()
    _struct = "fisc_diff_control"

    control = text_field()
    label = text_field()
    before = index_field()
    after = index_field()


class DiffState(Document):
    """What events have told so far: tickets that are open or were closed.

    It is read from those events, JSON lines (libfisc-event/1), oldest first.
    """

    __slots__ = ()
    _struct = "fisc_diff_state"
    _free = lib.fisc_diff_state_free
    _parse, _load = lib.fisc_diff_state_parse, lib.fisc_diff_state_load

    @property
    def open(self) -> int:
        """How many tickets are open."""
        return int(lib.fisc_diff_state_open_count(self._live()))


def as_results(results: ResultSet | Report) -> ResultSet:
    return ResultSet.of(results) if isinstance(results, Report) else results


class Diff(Object):
    """What differs between two sets of results of one system."""

    __slots__ = ()
    _struct = "fisc_diff"
    _free = lib.fisc_diff_unref

    def __init__(self, before: ResultSet | Report,
                 after: ResultSet | Report) -> None:
        before, after = as_results(before), as_results(after)
        self._become(after._context, lib.fisc_diff_new, before._live(),
                     after._live())

    def _side(self, pointer: Any) -> ResultSet:
        return ResultSet._wrap(lib.fisc_result_set_ref(pointer),
                               self._context)

    @property
    def before(self) -> ResultSet:
        return self._side(lib.fisc_diff_before(self._live()))

    @property
    def after(self) -> ResultSet:
        return self._side(lib.fisc_diff_after(self._live()))

    @property
    def cause(self) -> DiffCause:
        """What else differs."""
        return DiffCause(lib.fisc_diff_cause(self._live()))

    @property
    def entries(self) -> Items[DiffEntry]:
        """Of every row, the unchanged ones too."""
        c = self._live()
        return Items(lib.fisc_diff_entry_count(c), lambda i: DiffEntry.fetch(
            c, lib.fisc_diff_entry, c, i))

    def __iter__(self) -> Iterator[DiffEntry]:
        """The rows that differ."""
        return (entry for entry in self.entries
                if entry.kind != DiffKind.UNCHANGED)

    def counts(self) -> dict[DiffKind, int]:
        """How many entries there are of each kind."""
        counts = ffi.new("size_t[]", lib.FISC_DIFF_KIND_COUNT)
        lib.fisc_diff_counts(self._live(), counts)
        return dict(zip(DiffKind, map(int, counts)))

    @property
    def worse(self) -> int:
        """How many rows are worse than before."""
        return int(lib.fisc_diff_worse_count(self._live()))

    @property
    def controls(self) -> Items[DiffControl]:
        """The controls that have another state or reason."""
        c = self._live()
        return Items(lib.fisc_diff_control_count(c),
                     lambda i: DiffControl.fetch(
                         c, lib.fisc_diff_control, c, i))

    def _options(self, state: DiffState | None = None,
                 **options: Any) -> tuple[Any, list[Any]]:
        return write_options("fisc_diff_options", state=(
            None if state is None else state._live()), **options)

    def write(self, file: Any, *, format: DiffFormat = DiffFormat.JSON,
              language: Language = Language.JA, color: bool = False,
              width: int = 0, details: int = 0,
              state: DiffState | None = None) -> None:
        """Writes into an open file, of bytes or of text."""
        options, keep = self._options(
            state, format=format, language=language, color=color,
            width=width, details=details)
        write(lib.fisc_diff_write, self._live(), options, file)
        del keep

    def _text(self, state: DiffState | None = None,
              **options: Any) -> bytes:
        made, keep = self._options(state, **options)
        try:
            return write_text(lib.fisc_diff_write_text,
                              lib.fisc_diff_free_text, self._live(), made)
        finally:
            del keep

    def to_json(self, details: int = 0) -> bytes:
        """libfisc-diff/1."""
        return self._text(format=DiffFormat.JSON, details=details)

    def to_text(self, language: Language = Language.JA, *,
                color: bool = False, width: int = 0,
                details: int = 0) -> str:
        """For a terminal."""
        return self._text(format=DiffFormat.TEXT, language=language,
                          color=color, width=width, details=details).decode()

    def events(self, state: DiffState | None = None) -> bytes:
        """JSON lines, libfisc-event/1, for a system of tickets."""
        return self._text(state, format=DiffFormat.EVENTS)
