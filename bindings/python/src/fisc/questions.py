# SPDX-License-Identifier: MIT
"""What to ask first: the facts that a report waits for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ._cffi import ffi, lib
from .view import (Field, Items, Object, View, int_field, refuse, text_field,
                   texts_field)

if TYPE_CHECKING:
    from .report import Report, Result


class Question(View):
    """One question."""

    __slots__ = ()
    _struct = "fisc_question"

    path = text_field()
    state = text_field()
    candidate = text_field()
    text = texts_field()
    fact: Field[int | None] = Field(
        lambda i: None if i == lib.FISC_QUESTION_NO_FACT else int(i))
    alone = int_field()
    takes_part = int_field()
    settled = int_field()
    row_count = int_field()

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows that wait for it, by their places in the report."""
        ret = ffi.new("size_t *")
        found = []
        for n in range(self.row_count):
            status = lib.fisc_questions_row(self._keep, self._index, n, ret)
            if status:
                refuse(status, (n,))
            found.append(int(ret[0]))
        return tuple(found)


class Questions(Object):
    """The open questions of a report, in order."""

    __slots__ = ("_report",)
    _struct = "fisc_questions"
    _free = lib.fisc_questions_free
    _report: Report

    @property
    def open(self) -> int:
        """How many rows of level must are unknown."""
        return int(lib.fisc_questions_open(self._live()))

    def __len__(self) -> int:
        return int(lib.fisc_questions_count(self._live()))

    def __getitem__(self, index: int) -> Question:
        return self._items()[index]

    def __iter__(self) -> Iterator[Question]:
        return iter(self._items())

    def _items(self) -> Items[Question]:
        c = self._live()
        return Items(lib.fisc_questions_count(c), lambda i: Question.fetch(
            c, lib.fisc_questions_get, c, i))

    def results(self, question: Question) -> list[Result]:
        """The rows that wait for a question."""
        results = self._report.results
        return [results[row] for row in question.rows]
