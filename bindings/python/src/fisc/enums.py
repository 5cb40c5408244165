# SPDX-License-Identifier: MIT
"""The enumerations of the C headers. `str()` is the word that reports use."""

from __future__ import annotations

from enum import IntEnum, IntFlag
from typing import Any


class _Named(IntEnum):
    def __str__(self) -> str:
        return self.name.lower().replace("_", "-")

    @classmethod
    def _missing_(cls, value: object) -> Any:
        """What a newer library has and this package doesn't: its number."""
        if not isinstance(value, int):
            return None
        member = int.__new__(cls, value)
        member._name_, member._value_ = str(value), value
        return member

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return type(self), (int(self),)


class Status(_Named):
    """The outcome of a call."""

    OK = 0
    NOMEM = -1
    SYNTAX = -2
    INVALID = -3
    CONFLICT = -4
    LIMIT = -5
    IO = -6
    NOTFOUND = -7
    BUDGET = -8
    INTERRUPTED = -9
    UNSUPPORTED = -10


class Language(_Named):
    """A language of texts for people."""

    JA = 0
    EN = 1


class LogLevel(_Named):
    """How serious a remark is."""

    ERROR = 1
    WARNING = 2
    INFO = 3


class FactType(_Named):
    """The type of a fact of the vocabulary."""

    FLAG = 0
    INTEGER = 1
    DECIMAL = 2
    STRING = 3
    DATE = 4
    ENUMERATION = 5
    SET = 6
    LIST = 7


class Role(_Named):
    """Who owes a clause."""

    CUSTOMER = 0
    PROVIDER = 1
    OPERATOR = 2
    SUPPLIER = 3


class Level(_Named):
    """How binding a clause is."""

    MUST = 0
    SHOULD = 1
    MAY = 2


class ValueType(_Named):
    """What stands at a path of a description."""

    UNKNOWN = 0
    BOOLEAN = 1
    INTEGER = 2
    DECIMAL = 3
    STRING = 4
    LIST = 5
    RECORD = 6


class SystemFormat(_Named):
    """How a description is spelled."""

    AUTO = 0
    JSON = 1
    XML = 2


class JoinKind(_Named):
    """How the statements of a customer and of its provider meet."""

    INHERITED = 0
    SHARED = 1
    ANSWERED = 2
    OPEN = 3
    DANGLING = 4


class ChangeKind(_Named):
    """What a change does."""

    CLEAR = 1
    BOOLEAN = 2
    INTEGER = 3
    DECIMAL = 4
    STRING = 5
    DATE = 6
    SET = 7
    UNKNOWN = 8
    JSON = 9
    ABOUT = 10
    RECORD = 11
    COMPLETE = 12
    ADD = 13
    REMOVE = 14
    AS_OF = 15


class Outcome(_Named):
    """A clause's result (`enum fisc_result`)."""

    PASS = 0
    FAIL = 1
    ERROR = 2
    UNKNOWN = 3
    NOTAPPLICABLE = 4
    NOTCHECKED = 5
    NOTSELECTED = 6
    INFORMATIONAL = 7


class ControlState(_Named):
    """A control's state."""

    SATISFIED = 0
    NOT_SATISFIED = 1


class Format(_Named):
    """How a report is written."""

    TEXT = 0
    JSON = 1


class DiffKind(_Named):
    """What became of a row."""

    UNCHANGED = 0
    REGRESSED = 1
    NEW = 2
    CHANGED = 3
    FIXED = 4
    ABSENT = 5


class DiffCause(IntFlag):
    """What else differs between two evaluations."""

    SYSTEM = 1
    POLICY = 2
    PARAMS = 4
    DATE = 8
    OTHER = 16


class DiffFormat(_Named):
    """How a diff is written."""

    TEXT = 0
    JSON = 1
    EVENTS = 2


class ForecastKind(_Named):
    """Why a row will change."""

    FACT_EXPIRES = 0
    FACT_AGES = 1
    FACT_BEGINS = 2
    PERIOD_ENDS = 3
    EVIDENCE_EXPIRES = 4
    EVIDENCE_AGES = 5
    EVIDENCE_BEGINS = 6
    CONTRACT_ENDS = 7
    CONTRACT_BEGINS = 8
    WAIVER_ENDS = 9
    WAIVER_BEGINS = 10
    CHECK = 11


class ForecastFormat(_Named):
    """How a forecast is written."""

    TEXT = 0
    JSON = 1
    ICALENDAR = 2


class PlanState(_Named):
    """What a row's plan has."""

    PLANNED = 0
    ASK = 1
    FUNCTION = 2
    NOWAY = 3

    def __str__(self) -> str:
        return "no-way" if self is PlanState.NOWAY else super().__str__()


class PlanKind(_Named):
    """What is asked of a path."""

    SET = 0
    AT_LEAST = 1
    AT_MOST = 2
    ONE_OF = 3
    OTHER_THAN = 4
    STARTS_WITH = 5
    ADD_MEMBER = 6
    REMOVE_MEMBER = 7
    COMPLETE = 8
    ADD_ELEMENT = 9
    RENEW = 10
    EVIDENCE = 11
    CONFIRM = 12
    CONTRACT = 13
    PARAM = 14
    GIVE = 15
    WAIVER = 16


class PlanLabel(_Named):
    """By what a change is made, lightest first."""

    ACTION = 0
    EVIDENCE = 1
    JUDGEMENT = 2
    WAIVER = 3


class PlanFormat(_Named):
    """How a plan is written."""

    TEXT = 0
    JSON = 1
