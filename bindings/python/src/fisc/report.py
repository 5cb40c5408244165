# SPDX-License-Identifier: MIT
"""Reports: a result for each clause and each party that bears it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from ._cffi import ffi, lib
from .builder import to_bytes
from .catalog import Diagnostic, find
from .enums import (ControlState, Format, Language, Level, Outcome, Role,
                    Status)
from .error import fail, text
from .explain import Explanation, ReportExplanation, spell_row
from .policy import Policy
from .questions import Questions
from .view import (Items, Object, Texts, View, bool_field, enum_field,
                   from_days, index_field, text_field)
from .write import write, write_text


class Result(View):
    """One row of a report, or of stored results."""

    __slots__ = ("_explain",)
    _struct = "fisc_result_info"
    _explain: Any

    key = text_field()
    catalog = text_field()
    control = text_field()
    label = text_field()
    clause = text_field()
    party = text_field()
    bearer = enum_field(Role)
    level = enum_field(Level)
    result = enum_field(Outcome)
    reason = text_field()
    via = text_field()
    waiver = text_field()
    moved_to = text_field()
    clause_index = index_field()

    @property
    def index(self) -> int:
        """Its place in the report."""
        return self._index

    def explain(self) -> Explanation:
        """Why it is so."""
        explanation: Explanation = self._explain(self._index)
        return explanation

    def to_dict(self, explain: bool = False) -> dict[str, Any]:
        """A copy; with `explain` just as the JSON of a report has it."""
        return spell_row(self, self.explain()) if explain else super(
            ).to_dict()


class ControlResult(View):
    """A control's state with its reason."""

    __slots__ = ()
    _struct = "fisc_control_result"

    control = text_field()
    label = text_field()
    state = enum_field(ControlState)
    reason = text_field()
    withdrawn = bool_field()
    control_index = index_field()


def spell_control(control: ControlResult) -> dict[str, Any]:
    """As the JSON of a report has it."""
    said: dict[str, Any] = {"control": control.control,
                            "state": str(control.state),
                            "reason": control.reason or None}
    if control.withdrawn:
        said["withdrawn"] = True
    return said


_words = {outcome: str(outcome) for outcome in Outcome}


class Coverage(dict[Outcome, int]):
    """How many rows have which result."""

    @property
    def decided(self) -> int:
        """Rows that pass, fail or do not apply."""
        return (self[Outcome.PASS] + self[Outcome.FAIL] +
                self[Outcome.NOTAPPLICABLE])

    @property
    def open(self) -> int:
        """Rows of which it is not known how they come out."""
        return (self[Outcome.UNKNOWN] + self[Outcome.ERROR] +
                self[Outcome.NOTCHECKED])

    def to_dict(self) -> dict[str, int]:
        return {_words[outcome]: count for outcome, count in self.items()}


def write_options(struct: str, **options: Any) -> tuple[Any, list[Any]]:
    """A struct of options of writing, and what it points to."""
    made = ffi.new(f"struct {struct} *")
    made.size = ffi.sizeof(f"struct {struct}")
    keep = []
    for name, value in options.items():
        if isinstance(value, str):
            value = ffi.new("char[]", to_bytes(value))
            keep.append(value)
        if value is not None:
            setattr(made, name, value)
    return made, keep


class Report(Object):
    """What came of an evaluation. Immutable; any thread may read it."""

    __slots__ = ()
    _struct = "fisc_report"
    _free = lib.fisc_report_unref

    @property
    def as_of(self) -> datetime.date | None:
        """The date that it is about."""
        return from_days(lib.fisc_report_as_of(self._live()))

    @property
    def policy_digest(self) -> str:
        return text(lib.fisc_report_policy_digest(self._live()))

    @property
    def system_digest(self) -> str:
        return text(lib.fisc_report_system_digest(self._live()))

    @property
    def system_id(self) -> str:
        return text(lib.fisc_report_system_id(self._live()))

    @property
    def system_title(self) -> Texts:
        c = self._live()
        return Texts(text(lib.fisc_report_system_title(c, Language.JA)),
                     text(lib.fisc_report_system_title(c, Language.EN)))

    @property
    def policy(self) -> Policy:
        """The policy that it was evaluated with."""
        pointer = lib.fisc_policy_ref(lib.fisc_report_policy(self._live()))
        return Policy._wrap(pointer, self._context)

    @property
    def stopped(self) -> Status | None:
        """Why it is partial; None where it is whole."""
        status = lib.fisc_report_stopped(self._live())
        return Status(status) if status else None

    @property
    def undecided(self) -> int:
        """How many rows were not come to; 0 of a whole report."""
        return int(lib.fisc_report_undecided_count(self._live()))

    @property
    def diagnostics(self) -> Items[Diagnostic]:
        """Remarks: expired waivers, unknown facts."""
        c = self._live()
        return Items(lib.fisc_report_diagnostic_count(c),
                     lambda i: Diagnostic.fetch(
                         c, lib.fisc_report_diagnostic, c, i))

    @property
    def results(self) -> Items[Result]:
        """The rows, each made when it is asked for."""
        c = self._live()

        def row(index: int) -> Result:
            view = Result.fetch(c, lib.fisc_report_result, c, index)
            view._explain = lambda i: ReportExplanation.make(c, i)
            return view

        return Items(lib.fisc_report_result_count(c), row)

    def __len__(self) -> int:
        return int(lib.fisc_report_result_count(self._live()))

    def __iter__(self) -> Iterator[Result]:
        return iter(self.results)

    def __getitem__(self, key: str | int) -> Result:
        """A row by its key, or by its place."""
        if isinstance(key, int):
            return self.results[key]
        index = self.find(key)
        if index is None:
            raise KeyError(key)
        return self.results[index]

    def find(self, key: str) -> int | None:
        """The place of the row of that key."""
        return find(lib.fisc_report_find, self._live(), to_bytes(key))

    def outcomes(self) -> bytes:
        """The results alone, a byte each: an `Outcome`, in one call."""
        c = self._live()
        count = lib.fisc_report_result_count(c)
        room = ffi.new("unsigned char[]", count)
        lib.fisc_report_results(c, room, count)
        return bytes(ffi.buffer(room, count))

    @property
    def controls(self) -> Items[ControlResult]:
        c = self._live()
        return Items(lib.fisc_report_control_count(c),
                     lambda i: ControlResult.fetch(
                         c, lib.fisc_report_control, c, i))

    def coverage(self, role: Role | None = None, party: str | None = None,
                 level: Level | None = None) -> Coverage:
        """How many rows have which result: of one role, party or level."""
        counts = ffi.new("size_t[]", lib.FISC_RESULT_COUNT)
        lib.fisc_report_coverage(
            self._live(), -1 if role is None else role,
            -1 if level is None else level,
            ffi.NULL if party is None else to_bytes(party), counts,
            len(counts))
        return Coverage(zip(Outcome, map(int, counts)))

    def explain(self, index: int) -> Explanation:
        """Why the row at that place is so."""
        return ReportExplanation.make(self._live(), index)

    def questions(self) -> Questions:
        """What to ask first."""
        made = Questions._make(self._context, lib.fisc_report_questions,
                               self._live())
        made._report = self
        return made

    def rows(self, explain: bool = False) -> Iterator[dict[str, Any]]:
        """Flat dicts, a row each, as `pandas.DataFrame(…)` takes them."""
        as_of, system = self.as_of, self.system_id
        for row in self.results:
            said = {"system": system, "as_of": as_of, "key": row.key,
                    "catalog": row.catalog, "control": row.control,
                    "label": row.label, "clause": row.clause,
                    "bearer": str(row.bearer), "party": row.party,
                    "level": str(row.level), "result": str(row.result),
                    "reason": row.reason, "via": row.via,
                    "waiver": row.waiver, "moved_to": row.moved_to}
            if explain:
                why = row.explain()
                said["message_ja"], said["message_en"] = why.message
                said["deciding"] = " ".join(
                    fact.path for fact in why.deciding)
                said["evidence"] = " ".join(why.evidence)
            yield said

    def to_dict(self) -> dict[str, Any]:
        """What `to_json()` writes (libfisc-result/1), as dicts."""
        as_of = self.as_of
        said: dict[str, Any] = {"format": "libfisc-result/1"}
        if self.stopped is not None:
            words = {Status.NOMEM: "memory", Status.BUDGET: "budget"}
            said = {"format": "libfisc-partial/1", "stopped": {
                "reason": words.get(self.stopped, str(self.stopped)),
                "undecided": self.undecided}}
        said["as_of"] = as_of.isoformat() if as_of else ""
        with self.policy as policy:
            said["digests"] = {"policy": policy.digest,
                               "rules": policy.rules_digest,
                               "params": policy.params_digest,
                               "system": self.system_digest}
        said["system"] = self.system_id
        said["results"] = [row.to_dict(explain=True) for row in self.results]
        said["controls"] = [spell_control(c) for c in self.controls]
        said["coverage"] = self._coverage()
        return said

    def _coverage(self) -> dict[str, Any]:
        every = self.coverage()
        parties = {row.party for row in self.results}
        return {
            "results": every.to_dict(),
            "must": self.coverage(level=Level.MUST).to_dict(),
            "roles": {str(role): self.coverage(role).to_dict()
                      for role in Role},
            "parties": {party: self.coverage(party=party).to_dict()
                        for party in sorted(parties) if party},
            "decided": every.decided, "open": every.open,
        }

    def write(self, file: Any, *, format: Format = Format.JSON,
              language: Language = Language.JA, color: bool = False,
              width: int = 0, details: int = 0,
              only: str | None = None) -> None:
        """Writes into an open file, of bytes or of text."""
        options, keep = write_options(
            "fisc_write_options", format=format, language=language,
            color=color, width=width, details=details, only=only)
        write(lib.fisc_report_write, self._live(), options, file)
        del keep

    def _text(self, **options: Any) -> bytes:
        made, keep = write_options("fisc_write_options", **options)
        try:
            return write_text(lib.fisc_report_write_text,
                              lib.fisc_report_free_text, self._live(), made)
        finally:
            del keep

    def to_json(self, only: str | None = None) -> bytes:
        """libfisc-result/1: the same bytes for the same inputs."""
        return self._text(format=Format.JSON, only=only)

    def to_text(self, language: Language = Language.JA, *,
                color: bool = False, width: int = 0, details: int = 0,
                only: str | None = None) -> str:
        """A table for a terminal."""
        return self._text(format=Format.TEXT, language=language, color=color,
                          width=width, details=details, only=only).decode()

    def __repr__(self) -> str:
        if self.closed:
            return "<Report, closed>"
        counts = ", ".join(f"{count} {outcome}" for outcome, count
                           in self.coverage().items() if count)
        return f"<Report {self.system_id} {self.as_of}: {counts}>"


def met(results: Iterable[Result]) -> bool:
    """Does every row of level must pass, or not apply?"""
    return all(row.result in (Outcome.PASS, Outcome.NOTAPPLICABLE,
                              Outcome.NOTSELECTED, Outcome.INFORMATIONAL)
               for row in results if row.level == Level.MUST)
