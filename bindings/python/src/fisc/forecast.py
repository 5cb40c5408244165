# SPDX-License-Identifier: MIT
"""Forecasts: when results will change while the facts stay as they are."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from ._cffi import lib
from .enums import ForecastFormat, ForecastKind, Language, Outcome
from .report import Report, write_options
from .view import (Items, Object, View, date_field, enum_field, from_days,
                   int_field, text_field)
from .write import write, write_text


class ForecastCause(View):
    """Why a row changes: what comes or ends on that day."""

    __slots__ = ()
    _struct = "fisc_forecast_cause"

    kind = enum_field(ForecastKind)
    path = text_field()
    id = text_field()
    param = text_field()
    period = text_field()
    stated = date_field()


class ForecastChange(View):
    """A row that changes."""

    __slots__ = ()
    _struct = "fisc_forecast_change"

    date = date_field()
    row = int_field()
    key = text_field()
    before = enum_field(Outcome)
    before_reason = text_field()
    before_via = text_field()
    before_waiver = text_field()
    after = enum_field(Outcome)
    after_reason = text_field()
    after_via = text_field()
    after_waiver = text_field()
    cause_count = int_field()

    @property
    def causes(self) -> Items[ForecastCause]:
        c, change = self._keep, self._index
        return Items(self.cause_count, lambda i: ForecastCause.fetch(
            c, lib.fisc_forecast_cause, c, change, i))


class ForecastEvent(View):
    """A day on which rows change."""

    __slots__ = ()
    _struct = "fisc_forecast_event"

    date = date_field()
    first_change = int_field()
    change_count = int_field()

    @property
    def changes(self) -> list[ForecastChange]:
        c = self._keep
        first = self.first_change
        return [ForecastChange.fetch(c, lib.fisc_forecast_change, c, i)
                for i in range(first, first + self.change_count)]


class Forecast(Object):
    """Every day until a horizon on which a row changes."""

    __slots__ = ()
    _struct = "fisc_forecast"
    _free = lib.fisc_forecast_unref

    @property
    def report(self) -> Report:
        """The report of the day that it stands on."""
        pointer = lib.fisc_report_ref(lib.fisc_forecast_report(self._live()))
        return Report._wrap(pointer, self._context)

    @property
    def until(self) -> datetime.date | None:
        """The last day that was looked at."""
        return from_days(lib.fisc_forecast_until(self._live()))

    @property
    def events(self) -> Items[ForecastEvent]:
        c = self._live()
        return Items(lib.fisc_forecast_event_count(c),
                     lambda i: ForecastEvent.fetch(
                         c, lib.fisc_forecast_event, c, i))

    @property
    def changes(self) -> Items[ForecastChange]:
        """The changes of all days."""
        c = self._live()
        return Items(lib.fisc_forecast_change_count(c),
                     lambda i: ForecastChange.fetch(
                         c, lib.fisc_forecast_change, c, i))

    def __iter__(self) -> Iterator[ForecastEvent]:
        return iter(self.events)

    def write(self, file: Any, *,
              format: ForecastFormat = ForecastFormat.JSON,
              language: Language = Language.JA, color: bool = False,
              width: int = 0, alarm: str | None = None) -> None:
        """Writes into an open file, of bytes or of text."""
        options, keep = write_options(
            "fisc_forecast_write_options", format=format, language=language,
            color=color, width=width, alarm=alarm)
        write(lib.fisc_forecast_write, self._live(), options, file)
        del keep

    def _text(self, **options: Any) -> bytes:
        made, keep = write_options("fisc_forecast_write_options", **options)
        try:
            return write_text(lib.fisc_forecast_write_text,
                              lib.fisc_forecast_free_text, self._live(),
                              made)
        finally:
            del keep

    def to_json(self) -> bytes:
        """libfisc-forecast/1."""
        return self._text(format=ForecastFormat.JSON)

    def to_text(self, language: Language = Language.JA, *,
                color: bool = False, width: int = 0) -> str:
        """For a terminal."""
        return self._text(format=ForecastFormat.TEXT, language=language,
                          color=color, width=width).decode()

    def to_icalendar(self, language: Language = Language.JA, *,
                     alarm: str | None = None) -> bytes:
        """A calendar (RFC 5545), an event a day."""
        return self._text(format=ForecastFormat.ICALENDAR, language=language,
                          alarm=alarm)
