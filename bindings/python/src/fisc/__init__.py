# SPDX-License-Identifier: MIT
"""libfisc: hold system descriptions against shared-responsibility clauses.

    import fisc

    policy = fisc.Policy("fisc8")
    system = fisc.System.load("internet-banking.json")
    report = policy.evaluate(system, as_of="2026-06-30")
    for row in report:
        if row.result in (fisc.Outcome.FAIL, fisc.Outcome.UNKNOWN):
            print(row.key, row.reason, row.explain().message.en)
"""

import datetime

from . import change
from ._cffi import ffi as _ffi
from ._cffi import lib as _lib
from .builder import Builder
from .catalog import (Catalog, Clause, Control, Diagnostic, Group, Link,
                      Param, Prop, Resource)
from .change import Change
from .context import Context, default_context
from .diff import Diff, DiffControl, DiffEntry, DiffState, ResultSet
from .enums import (ChangeKind, ControlState, DiffCause, DiffFormat, DiffKind,
                    FactType, ForecastFormat, ForecastKind, Format, JoinKind,
                    Language, Level, LogLevel, Outcome, PlanFormat, PlanKind,
                    PlanLabel, PlanState, Role, Status, SystemFormat,
                    ValueType)
from .error import (BudgetError, ConflictError, Error, FileError,
                    Interrupted, InvalidError, LimitError, MalformedError,
                    NotFoundError, OutOfMemory, UnsupportedError)
from .evaluate import Evaluator, Moved
from .explain import Deciding, Explanation, FactReference
from .forecast import Forecast, ForecastCause, ForecastChange, ForecastEvent
from .plan import Plan, PlanChange, PlanEntry, PlanRow, PlanSet
from .policy import Fact, Policy, Source, Waiver, find_policy, policy_folders
from .questions import Question, Questions
from .report import ControlResult, Coverage, Report, Result, met
from .system import Join, JoinEntry, System, Value
from .view import Date, Items, Texts, from_days, to_days


def version() -> str:
    """The library's version, such as "0.1.0"."""
    return str(_ffi.string(_lib.fisc_version()).decode())


def version_details() -> str:
    """The versions of the libraries that it runs with."""
    text = _ffi.new("char[]", 256)
    _lib.fisc_version_details(text, 256)
    return str(_ffi.string(text).decode())


def add_period(date: Date, period: str, times: int = 1) -> datetime.date:
    """Moves a date by a period such as "90d", "6m" or "1y"."""
    ret = _ffi.new("fisc_date *")
    days = to_days(date)
    if "\0" in period or _lib.fisc_date_add(days, period.encode(), times,
                                            ret):
        raise ValueError(f"{period!r} is no period, or leads out of range")
    moved = from_days(ret[0])
    assert moved is not None
    return moved


__all__ = [
    "BudgetError", "Builder", "Catalog", "Change", "ChangeKind", "Clause",
    "ConflictError", "Context", "Control", "ControlResult", "ControlState",
    "Coverage", "Date", "Deciding", "Diagnostic", "Diff", "DiffCause",
    "DiffControl", "DiffEntry", "DiffFormat", "DiffKind", "DiffState",
    "Error", "Evaluator", "Explanation", "Fact", "FactReference",
    "FactType", "FileError", "Forecast", "ForecastCause", "ForecastChange",
    "ForecastEvent", "ForecastFormat", "ForecastKind", "Format", "Group",
    "Interrupted", "InvalidError", "Items", "Join", "JoinEntry",
    "JoinKind", "Language", "Level", "LimitError", "Link", "LogLevel",
    "MalformedError", "Moved", "NotFoundError", "OutOfMemory", "Outcome",
    "Param", "Plan", "PlanChange", "PlanEntry", "PlanFormat", "PlanKind",
    "PlanLabel", "PlanRow", "PlanSet", "PlanState", "Policy", "Prop",
    "Question", "Questions", "Report", "Resource", "Result", "ResultSet",
    "Role", "Source", "Status", "System", "SystemFormat", "Texts",
    "UnsupportedError", "Value", "ValueType", "Waiver", "add_period",
    "change", "default_context", "find_policy", "from_days", "met",
    "policy_folders", "to_days", "version", "version_details",
]
