# SPDX-License-Identifier: MIT
"""Explanations: why a row has its result."""

from __future__ import annotations

from typing import Any

from ._cffi import lib
from .enums import Language
from .error import NotFoundError, text
from .view import (Items, Object, Texts, View, int_field, text_field,
                   texts_field)


class FactReference(View):
    """A fact that a decided row rests on."""

    __slots__ = ()
    _struct = "fisc_fact_reference"

    path = text_field()
    value = text_field()
    wanted = text_field()
    role = text_field()
    source = text_field()
    evidence = text_field()
    date = text_field()
    file = text_field()
    line = int_field()
    column = int_field()


class Deciding(View):
    """A fact that would settle an unknown row."""

    __slots__ = ()
    _struct = "fisc_deciding"

    path = text_field()
    state = text_field()
    candidate = text_field()
    expires = text_field()
    question = texts_field()
    file = text_field()
    line = int_field()


class Detail(View):
    """A value that a function gave with its result."""

    __slots__ = ()
    _struct = "fisc_detail"

    name = text_field()
    value = text_field()


class Explanation:
    """Why a row has its result: of a report, or of stored results."""

    __slots__ = ()

    message: Texts
    facts: Items[FactReference]
    deciding: Items[Deciding]
    deciding_minimal: bool
    labels: tuple[str, ...]
    label_titles: tuple[Texts, ...]
    details: dict[str, str]
    evidence: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """A copy, of plain values, as the JSON of a report has it."""
        said: dict[str, Any] = {"labels": list(self.labels)}
        if any(title.ja for title in self.label_titles):
            said["label_titles"] = [t._asdict() for t in self.label_titles]
        said["message"] = self.message._asdict()
        if self.details:
            said["details"] = [{"name": name, "value": value}
                               for name, value in self.details.items()]
        said["facts"] = [
            {"path": fact.path, "value": fact.value, "wanted": fact.wanted,
             "role": fact.role, "source": fact.source}
            for fact in self.facts]
        said["deciding"] = [
            {"path": fact.path, "state": fact.state,
             "candidate": fact.candidate or None} for fact in self.deciding]
        said["deciding_minimal"] = self.deciding_minimal
        said["evidence"] = list(self.evidence)
        return said


class ReportExplanation(Object, Explanation):  # type: ignore[misc]
    """Why a row of a report has its result. Any thread may read it."""

    __slots__ = ()
    _struct = "fisc_explanation"
    _free = lib.fisc_explanation_free

    @classmethod
    def make(cls, report: Any, index: int) -> ReportExplanation:
        """Asks the report."""
        if index < 0:
            raise IndexError(index)
        try:
            return cls._make(None, lib.fisc_report_explain, report, index)
        except NotFoundError:
            raise IndexError(index) from None

    @property
    def message(self) -> Texts:  # type: ignore[override]
        c = self._live()
        return Texts(text(lib.fisc_explanation_message(c, Language.JA)),
                     text(lib.fisc_explanation_message(c, Language.EN)))

    @property
    def details(self) -> dict[str, str]:  # type: ignore[override]
        c = self._live()
        return {detail.name: detail.value for detail in Items(
            lib.fisc_explanation_detail_count(c), lambda i: Detail.fetch(
                c, lib.fisc_explanation_detail, c, i))}

    @property
    def facts(self) -> Items[FactReference]:  # type: ignore[override]
        c = self._live()
        return Items(lib.fisc_explanation_fact_count(c),
                     lambda i: FactReference.fetch(
                         c, lib.fisc_explanation_fact, c, i))

    @property
    def deciding(self) -> Items[Deciding]:  # type: ignore[override]
        c = self._live()
        return Items(lib.fisc_explanation_deciding_count(c),
                     lambda i: Deciding.fetch(
                         c, lib.fisc_explanation_deciding, c, i))

    @property
    def deciding_minimal(self) -> bool:  # type: ignore[override]
        return bool(lib.fisc_explanation_deciding_minimal(self._live()))

    @property
    def labels(self) -> tuple[str, ...]:  # type: ignore[override]
        c = self._live()
        return tuple(text(lib.fisc_explanation_label(c, i)) for i in range(
            lib.fisc_explanation_label_count(c)))

    @property
    def label_titles(self) -> tuple[Texts, ...]:  # type: ignore[override]
        c = self._live()
        title = lib.fisc_explanation_label_title
        return tuple(Texts(text(title(c, i, Language.JA)),
                           text(title(c, i, Language.EN)))
                     for i in range(lib.fisc_explanation_label_count(c)))

    @property
    def evidence(self) -> tuple[str, ...]:  # type: ignore[override]
        c = self._live()
        return tuple(text(lib.fisc_explanation_evidence(c, i)) for i in range(
            lib.fisc_explanation_evidence_count(c)))


def spell_row(row: Any, why: Explanation) -> dict[str, Any]:
    """A row as the JSON of a report has it."""
    said = {"key": row.key, "catalog": row.catalog, "control": row.control,
            "label": row.label, "clause": row.clause,
            "bearer": str(row.bearer), "party": row.party or None,
            "level": str(row.level), "result": str(row.result),
            "reason": row.reason, "via": row.via or None, **why.to_dict(),
            "waiver": row.waiver or None}
    if row.moved_to:
        said["moved_to"] = row.moved_to
    return said
