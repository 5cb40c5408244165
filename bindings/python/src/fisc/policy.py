# SPDX-License-Identifier: MIT
"""Policies: catalogs, vocabulary, checks, profile and waivers, compiled."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._cffi import ffi, lib
from .builder import to_bytes, to_path
from .catalog import (Catalog, Clause, Control, Diagnostic, Param, find)
from .context import Context, default_context
from .enums import FactType, Language
from .error import text
from .view import (Items, Object, Texts, View, bool_field, date_field,
                   enum_field, int_field, text_field, texts_field)

if TYPE_CHECKING:
    from .evaluate import Evaluator
    from .report import Report
    from .system import System
    from .view import Date


@dataclass(frozen=True)
class Source:
    """A source in memory: what others call it, and its content."""

    name: str
    data: str | bytes


def policy_folders() -> list[Path]:
    """Where policies are looked for by name, in this order.

    `FISC_POLICY_PATH`; where the library was installed; inside this package.
    """
    folders = [Path(folder) for folder
               in os.environ.get("FISC_POLICY_PATH", "").split(":") if folder]
    try:
        from ._place import POLICY_DIR
    except ImportError:
        POLICY_DIR = ""
    if POLICY_DIR:
        folders.append(Path(POLICY_DIR))
    folders.append(Path(__file__).parent / "policies")
    return folders


def find_policy(name: str) -> str:
    """The path of a policy that is given by path or by name."""
    if "/" not in name and not os.path.exists(name):
        for folder in policy_folders():
            if (folder / name).exists():
                return str(folder / name)
    return name


SourceLike = str | os.PathLike[str] | Source


def to_source(source: SourceLike, struct: Any, keep: list[Any]) -> None:
    struct.size = ffi.sizeof("struct fisc_source")
    if isinstance(source, Source):
        data = (source.data.encode("utf-8", "surrogatepass")
                if isinstance(source.data, str) else source.data)
        keep += [ffi.new("char[]", to_bytes(source.name)),
                 ffi.new("char[]", data)]
        struct.name, struct.data, struct.length = keep[-2], keep[-1], len(data)
    else:
        if isinstance(source, str):
            source = find_policy(source)
        keep.append(ffi.new("char[]", to_path(source)))
        struct.name = keep[-1]


def to_sources(sources: Sequence[SourceLike]) -> tuple[Any, list[Any]]:
    """An array of struct fisc_source, and what it points to."""
    array = ffi.new("struct fisc_source[]", len(sources))
    keep: list[Any] = []
    for struct, source in zip(array, sources):
        to_source(source, struct, keep)
    return array, keep


class Allowed(View):
    """A value that a fact may have."""

    __slots__ = ()
    _struct = "fisc_allowed_info"

    name = text_field()
    title = texts_field()


class Fact(View):
    """What the vocabulary says of one path."""

    __slots__ = ()
    _struct = "fisc_fact_info"

    path = text_field()
    type = enum_field(FactType)
    unit = text_field()
    max_age = text_field()
    ordered = bool_field()
    judged = bool_field()
    value_count = int_field()
    meaning = texts_field()
    question = texts_field()
    file = text_field()
    line = int_field()

    @property
    def values(self) -> Items[Allowed]:
        """The values that it may have; none: any."""
        c, fact = self._keep, self._index
        return Items(self.value_count, lambda index: Allowed.fetch(
            c, lib.fisc_policy_fact_value, c, fact, index))


class PolicyParam(Param):
    """A param, as the profile left it."""

    __slots__ = ()
    _value_of = lib.fisc_policy_param_value


class PolicyClause(Clause):
    """A clause of a policy."""

    __slots__ = ()

    @property
    def check(self) -> tuple[str, int] | None:
        """File and line of its check, if it has one."""
        file, line = ffi.new("const char **"), ffi.new("unsigned *")
        if not lib.fisc_policy_clause_check(self._keep, self._index, file,
                                            line):
            return None
        return text(file[0]), int(line[0])


class Waiver(View):
    """A risk that somebody accepted for a time."""

    __slots__ = ()
    _struct = "fisc_waiver_info"

    id = text_field()
    clause = text_field()
    party = text_field()
    subject = text_field()
    from_ = date_field()
    until = date_field()
    approver = text_field()
    ticket = text_field()
    reason = text_field()
    file = text_field()
    line = int_field()


# `from` is a word of Python's.
Waiver.from_.name = "from"


class Policy(Object):
    """A compiled policy. Immutable; any number of threads may use one."""

    __slots__ = ("_idle",)
    _struct = "fisc_policy"
    _free = lib.fisc_policy_unref

    def __init__(self, *sources: SourceLike,
                 context: Context | None = None) -> None:
        """Loads sources: paths, names of installed policies, `Source`s."""
        context = context or default_context()
        array, keep = to_sources(sources)
        self._become(context, lib.fisc_policy_load, context._live(), array,
                     len(sources))
        del keep

    def _own(self, pointer: Any, context: Context) -> None:
        super()._own(pointer, context)
        self._idle: deque[Evaluator] = deque()

    @classmethod
    def load(cls, *sources: SourceLike,
             context: Context | None = None) -> Policy:
        """The same as `Policy(…)`."""
        return cls(*sources, context=context)

    @classmethod
    def load_try(cls, check: SourceLike, *sources: SourceLike,
                 context: Context | None = None) -> Policy:
        """A policy of one clause, `try.customer`, of the check file given."""
        context = context or default_context()
        one, kept = to_sources([check])
        array, keep = to_sources(sources)
        made = cls._make(context, lib.fisc_policy_load_try, context._live(),
                         one, array, len(sources))
        del kept, keep
        return made

    def close(self) -> None:
        self._idle.clear()
        super().close()

    def evaluator(self) -> Evaluator:
        """A new evaluator; make one for each thread."""
        from .evaluate import Evaluator
        return Evaluator(self)

    def evaluate(self, system: System, as_of: Date, **options: Any) -> Report:
        """Evaluates, from any thread; see `Evaluator.evaluate()`.

        Evaluators are kept for the next call, one for each call at a time.
        """
        self._live()
        try:
            evaluator = self._idle.pop()
        except IndexError:
            evaluator = self.evaluator()
        report = evaluator.evaluate(system, as_of, **options)
        self._idle.append(evaluator)
        if self.closed:  # meanwhile
            self._idle.clear()
        return report

    @property
    def id(self) -> str:
        return text(lib.fisc_policy_id(self._live()))

    @property
    def title(self) -> Texts:
        c = self._live()
        return Texts(text(lib.fisc_policy_title(c, Language.JA)),
                     text(lib.fisc_policy_title(c, Language.EN)))

    @property
    def digest(self) -> str:
        """SHA-256 over the content of all sources."""
        return text(lib.fisc_policy_digest(self._live()))

    @property
    def rules_digest(self) -> str:
        """Likewise, less what profiles set params to."""
        return text(lib.fisc_policy_rules_digest(self._live()))

    @property
    def params_digest(self) -> str:
        """SHA-256 over what params are set to, by whom, when and why."""
        return text(lib.fisc_policy_params_digest(self._live()))

    @property
    def catalogs(self) -> Items[Catalog]:
        c, context = self._live(), self._context

        def catalog(index: int) -> Catalog:
            pointer = lib.fisc_catalog_ref(lib.fisc_policy_catalog(c, index))
            return Catalog._wrap(pointer, context)

        return Items(lib.fisc_policy_catalog_count(c), catalog)

    @property
    def controls(self) -> Items[Control]:
        c = self._live()
        return Items(lib.fisc_policy_control_count(c),
                     lambda i: Control.fetch(c, lib.fisc_policy_control, c,
                                             i))

    @property
    def clauses(self) -> Items[PolicyClause]:
        c = self._live()
        return Items(lib.fisc_policy_clause_count(c),
                     lambda i: PolicyClause.fetch(
                         c, lib.fisc_policy_clause, c, i))

    @property
    def facts(self) -> Items[Fact]:
        """The vocabulary."""
        c = self._live()
        return Items(lib.fisc_policy_fact_count(c), lambda i: Fact.fetch(
            c, lib.fisc_policy_fact, c, i))

    @property
    def params(self) -> Items[PolicyParam]:
        c = self._live()
        return Items(lib.fisc_policy_param_count(c),
                     lambda i: PolicyParam.fetch(
                         c, lib.fisc_policy_param, c, i))

    @property
    def waivers(self) -> Items[Waiver]:
        c = self._live()
        return Items(lib.fisc_policy_waiver_count(c), lambda i: Waiver.fetch(
            c, lib.fisc_policy_waiver, c, i))

    @property
    def diagnostics(self) -> Items[Diagnostic]:
        c = self._live()
        return Items(lib.fisc_policy_diagnostic_count(c),
                     lambda i: Diagnostic.fetch(
                         c, lib.fisc_policy_diagnostic, c, i))

    def find_control(self, name: str) -> int | None:
        """The index of the control of that id or printed label."""
        return find(lib.fisc_policy_find_control, self._live(),
                    to_bytes(name))

    def find_clause(self, key: str) -> int | None:
        """The index of the clause of that key."""
        return find(lib.fisc_policy_find_clause, self._live(), to_bytes(key))

    def control(self, name: str) -> Control:
        """The control of that id or printed label."""
        index = self.find_control(name)
        if index is None:
            raise KeyError(name)
        return self.controls[index]

    def clause(self, key: str) -> PolicyClause:
        """The clause of that key."""
        index = self.find_clause(key)
        if index is None:
            raise KeyError(key)
        return self.clauses[index]

    def __repr__(self) -> str:
        return ("<Policy, closed>" if self.closed else
                f"<Policy {self.id} {self.digest[:12]}>")
