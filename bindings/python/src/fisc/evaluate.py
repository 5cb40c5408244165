# SPDX-License-Identifier: MIT
"""Evaluators: holding descriptions against a policy on a date."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ._cffi import ffi, lib
from .builder import to_bytes
from .change import Changes, to_structs
from .enums import Level, Outcome, Role, Status
from .error import fail, new_error
from .forecast import Forecast
from .plan import Plan
from .policy import Policy
from .report import Report
from .system import System
from .view import (Date, O, Object, View, bool_field, enum_field,
                   index_field, text_field, to_days)

PROGRESS = ffi.addressof(lib, "fisc_python_progress")

#: Told how much is done of how much; False stops the evaluation.
Progress = Callable[[int, int], "bool | None"]


class Tick:
    """What happens every 20 ms while an evaluation or the like goes on."""

    __slots__ = ("progress", "exception")

    progress: Progress | None
    exception: BaseException | None

    def __init__(self) -> None:
        self.progress = None
        self.exception = None


def keep_exception(kind: Any, exception: BaseException, trace: Any) -> None:
    """An exception, such as KeyboardInterrupt, that came up in a tick."""
    if trace is None:
        return
    tick = trace.tb_frame.f_locals.get("handle")
    if tick is not None:
        ffi.from_handle(tick).exception = exception


@ffi.def_extern(error=1, onerror=keep_exception)  # type: ignore[misc]
def fisc_python_tick(handle: Any, done: int, total: int) -> int:
    progress = ffi.from_handle(handle).progress
    return 1 if progress and progress(done, total) is False else 0


class Moved(View):
    """A row whose result the last change moved."""

    __slots__ = ()
    _struct = "fisc_moved"

    row = index_field()
    clause = text_field()
    party = text_field()
    is_new = bool_field()
    before = enum_field(Outcome)
    result = enum_field(Outcome)


def bits(members: Iterable[Any] | None) -> int:
    """Roles or levels as bits; none of them: all."""
    wanted = 0
    for member in members or ():
        wanted |= 1 << member
    return wanted


class Evaluator(Object):
    """What evaluates. One thread at a time: others wait for their turn.

    Python's lock is released meanwhile, so that evaluators of several threads
    run at once.
    """

    __slots__ = ("_lock", "_busy", "_tick", "_handle", "_progress")
    _struct = "fisc_evaluator"
    _free = lib.fisc_evaluator_free

    def __init__(self, policy: Policy) -> None:
        self._lock = threading.RLock()
        self._busy = False
        self._tick = Tick()
        self._handle = ffi.new_handle(self._tick)
        self._progress = ffi.new("struct fisc_python_progress *",
                                 {"handle": self._handle})
        self._become(policy._context, lib.fisc_evaluator_new, policy._live())

    def _alone(self, work: Callable[[], Any]) -> Any:
        """Works while no other thread does; not within its own progress."""
        with self._lock:
            if self._busy:
                raise RuntimeError("this evaluator is evaluating already")
            self._busy = True
            try:
                return work()
            finally:
                self._busy = False

    def _run(self, kind: type[O], function: Any, subject: Object,
             options: Any, progress: Progress | None) -> O:
        """What a function that takes its time makes of a subject.

        Signals are let through meanwhile, and end it.
        """
        ret, error = ffi.new(f"struct {kind._struct} **"), new_error()
        tick = self._tick
        options.progress = PROGRESS
        options.progress_data = self._progress

        def work() -> O:
            self._progress.next = 0
            self._progress.told = progress is not None
            tick.progress = progress
            try:
                status = function(self._live(), subject._live(), options, ret,
                                  error)
                exception = tick.exception
            finally:
                tick.progress = tick.exception = None
            # A part of the report may have been made nevertheless.
            made = None if status else kind._wrap(ret[0], self._context)
            if exception is not None:
                raise exception
            if made is None:
                fail(error)
            return made

        result: O = self._alone(work)
        return result

    def _options(self, struct: Any, roles: Iterable[Role] | None,
                 levels: Iterable[Level] | None, catalog: str | None,
                 control: str | None, joined: Mapping[str, System] | None,
                 allow_unknown_paths: bool) -> list[Any]:
        """The options that evaluations and forecasts have in common.

        What it gives has to be kept for the call.
        """
        keep: list[Any] = []
        struct.roles, struct.levels = bits(roles), bits(levels)
        for name, value in (("catalog", catalog), ("control", control)):
            if value is not None:
                keep.append(ffi.new("char[]", to_bytes(value)))
                setattr(struct, name, keep[-1])
        struct.allow_unknown_paths = allow_unknown_paths
        if joined:
            array = ffi.new("struct fisc_joined[]", len(joined))
            keep.append(array)
            for entry, (party, system) in zip(array, joined.items()):
                keep += [ffi.new("char[]", to_bytes(party)), system._live()]
                entry.size = ffi.sizeof("struct fisc_joined")
                entry.party, entry.system = keep[-2], keep[-1]
            struct.joined, struct.joined_count = array, len(array)
        return keep

    def evaluate(self, system: System, as_of: Date, *,
                 roles: Iterable[Role] | None = None,
                 levels: Iterable[Level] | None = None,
                 catalog: str | None = None, control: str | None = None,
                 joined: Mapping[str, System] | None = None,
                 allow_unknown_paths: bool = False, partial: bool = False,
                 progress: Progress | None = None) -> Report:
        """Evaluates a description on a date.

        `joined` has, by party, other parties' own descriptions. `progress` is
        called when the evaluation begins, about every 20 ms and when it is
        done, on this thread. A signal such as Ctrl-C ends the evaluation as
        soon, or when the check that is just running is done.
        """
        options = ffi.new("struct fisc_eval_options *")
        options.size = ffi.sizeof("struct fisc_eval_options")
        options.as_of = to_days(as_of)
        options.partial = partial
        keep = None
        if roles or levels or catalog or control or joined \
                or allow_unknown_paths:
            keep = self._options(options, roles, levels, catalog, control,
                                 joined, allow_unknown_paths)
        report = self._run(Report, lib.fisc_eval, system, options, progress)
        del keep
        return report

    def interrupt(self) -> None:
        """Asks the evaluation that goes on to end; from any thread.

        It raises Interrupted, and so does every later one until
        `clear_interrupt()`.
        """
        lib.fisc_evaluator_interrupt(self._live())

    def clear_interrupt(self) -> None:
        """Takes back what `interrupt()` asked for."""
        lib.fisc_evaluator_clear_interrupt(self._live())

    def change(self, changes: Changes) -> None:
        """Changes what was evaluated last: facts, or the date.

        A dict from paths to values, or changes of `fisc.change`. All of them
        are made or none.
        """
        array, count, keep = to_structs(changes)
        error = new_error()
        if self._alone(lambda: lib.fisc_evaluator_change(
                self._live(), array, count, error)):
            fail(error)
        del keep

    def report(self) -> Report:
        """What is so after the changes, as a snapshot."""
        report: Report = self._alone(lambda: Report._make(
            self._context, lib.fisc_evaluator_report, self._live()))
        return report

    def moved(self) -> list[dict[str, Any]]:
        """The rows that the last change moved, copied."""
        def work() -> list[dict[str, Any]]:
            c = self._live()
            return [Moved.fetch(c, lib.fisc_evaluator_moved, c, i).to_dict()
                    for i in range(lib.fisc_evaluator_moved_count(c))]

        moved: list[dict[str, Any]] = self._alone(work)
        return moved

    def forecast(self, system: System, since: Date,
                 until: Date | None = None, *,
                 roles: Iterable[Role] | None = None,
                 levels: Iterable[Level] | None = None,
                 catalog: str | None = None, control: str | None = None,
                 joined: Mapping[str, System] | None = None,
                 allow_unknown_paths: bool = False, calls: int = 0,
                 progress: Progress | None = None) -> Forecast:
        """Looks ahead from a day until another one, or for a year.

        `progress` is told of days, as by `evaluate()`.
        """
        options = ffi.new("struct fisc_forecast_options *")
        options.size = ffi.sizeof("struct fisc_forecast_options")
        setattr(options, "from", to_days(since))
        options.until = to_days(until) if until is not None else 0
        options.calls = calls
        keep = self._options(options, roles, levels, catalog, control, joined,
                             allow_unknown_paths)
        forecast = self._run(Forecast, lib.fisc_forecast_new, system, options,
                             progress)
        del keep
        return forecast

    def plan(self, report: Report, *, most_sets: int = 0,
             most_steps: int = 0, progress: Progress | None = None) -> Plan:
        """What would have to change so that more of a report is met.

        `progress` is told of rows, as by `evaluate()`.
        """
        options = ffi.new("struct fisc_plan_options *")
        options.size = ffi.sizeof("struct fisc_plan_options")
        options.most_sets, options.most_steps = most_sets, most_steps
        return self._run(Plan, lib.fisc_plan_new, report, options, progress)


__all__ = ["Evaluator", "Moved", "Progress", "Status"]
