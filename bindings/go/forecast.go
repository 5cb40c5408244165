// SPDX-License-Identifier: MIT

package fisc

/*
#include <fisc/fisc.h>
#include <stdlib.h>
#include "shim.h"
*/
import "C"

import (
	"context"
	"io"
	"unsafe"
)

// ForecastOptions say what to look ahead for. Zero in any member but From
// means the default; what is not told here is as in Options.
type ForecastOptions struct {
	From              Date // the day to stand on; changes come after it
	Until             Date // the last day looked at; 0: a year after From
	Roles             []Role
	Levels            []Level
	Catalog           string
	Control           string
	Joined            map[string]*System
	AllowUnknownPaths bool
	Calls             uint64   // of checks that compute with the date; default 1,000,000
	Progress          Progress // of days
}

// A Forecast is every day until a horizon on which a row changes, while the
// facts stay as they are.
type Forecast struct{ handle }

func (f *Forecast) use() *C.struct_fisc_forecast {
	if f == nil {
		return nil
	}
	return (*C.struct_fisc_forecast)(f.acquire())
}

// Forecast looks ahead, until the context is done.
func (e *Evaluator) Forecast(ctx context.Context, system *System,
	options ForecastOptions) (*Forecast, error) {
	if system == nil {
		return nil, ErrClosed
	}
	var made *C.struct_fisc_forecast
	catalog, err := optional(options.Catalog)
	if err != nil {
		return nil, err
	}
	defer freeString(catalog)
	control, err := optional(options.Control)
	if err != nil {
		return nil, err
	}
	defer freeString(control)
	list, done, err := joined(options.Joined)
	if err != nil {
		return nil, err
	}
	defer done()
	var p *progress
	if options.Progress != nil {
		p = tell(options.Progress)
		defer p.end()
	}
	given := C.struct_fisc_forecast_options{
		size:                C.sizeof_struct_fisc_forecast_options,
		from:                C.fisc_date(options.From),
		until:               C.fisc_date(options.Until),
		roles:               bits(options.Roles),
		levels:              bits(options.Levels),
		catalog:             catalog,
		control:             control,
		joined:              list,
		joined_count:        C.size_t(len(options.Joined)),
		allow_unknown_paths: truth(options.AllowUnknownPaths),
		calls:               C.uint64_t(options.Calls),
	}
	given.progress, given.progress_data = p.c()
	err = e.run(ctx, system, func(c *C.struct_fisc_evaluator,
		s *C.struct_fisc_system) C.enum_fisc_status {
		return C.fisc_forecast_new(c, s, &given, &made, &e.lent)
	})
	p.check()
	if err != nil {
		return nil, err
	}
	return finalized(&Forecast{newHandle(unsafe.Pointer(made), e.log,
		func(p unsafe.Pointer) {
			C.fisc_forecast_unref((*C.struct_fisc_forecast)(p))
		})}), nil
}

// Report is that of the day that the forecast stands on.
func (f *Forecast) Report() *Report {
	c := f.use()
	if c == nil {
		return nil
	}
	defer f.release()
	return f.log.report(C.fisc_report_ref(C.fisc_forecast_report(c)))
}

// Until is the last day that was looked at.
func (f *Forecast) Until() Date {
	c := f.use()
	if c == nil {
		return NoDate
	}
	defer f.release()
	return Date(C.fisc_forecast_until(c))
}

// A ForecastKind is what comes or ends on a day.
type ForecastKind int

// The kinds of causes of a forecast.
const (
	FactExpires     ForecastKind = C.FISC_FORECAST_FACT_EXPIRES
	FactAges        ForecastKind = C.FISC_FORECAST_FACT_AGES
	FactBegins      ForecastKind = C.FISC_FORECAST_FACT_BEGINS
	PeriodEnds      ForecastKind = C.FISC_FORECAST_PERIOD_ENDS
	EvidenceExpires ForecastKind = C.FISC_FORECAST_EVIDENCE_EXPIRES
	EvidenceAges    ForecastKind = C.FISC_FORECAST_EVIDENCE_AGES
	EvidenceBegins  ForecastKind = C.FISC_FORECAST_EVIDENCE_BEGINS
	ContractEnds    ForecastKind = C.FISC_FORECAST_CONTRACT_ENDS
	ContractBegins  ForecastKind = C.FISC_FORECAST_CONTRACT_BEGINS
	WaiverEnds      ForecastKind = C.FISC_FORECAST_WAIVER_ENDS
	WaiverBegins    ForecastKind = C.FISC_FORECAST_WAIVER_BEGINS
	CheckComputes   ForecastKind = C.FISC_FORECAST_CHECK // a check that computes with the date
)

// String is "fact-expires", …
func (k ForecastKind) String() string {
	return C.GoString(C.fisc_forecast_kind_name(C.enum_fisc_forecast_kind(k)))
}

// A ForecastCause is why a row changes.
type ForecastCause struct {
	Kind   ForecastKind
	Path   string // of the fact, "evidence[soc2]", …
	ID     string // of the evidence, the contract or the waiver
	Param  string // the param that says how long
	Period string // how long: "1y"
	Stated Date   // the day that is written down; NoDate of a check
}

// A ForecastChange is a row that changes.
type ForecastChange struct {
	Date         Date
	Row          int    // in Forecast.Report
	Key          string // "fisc8.f7.provider@aws"
	Before       Result // the day before
	BeforeReason string
	BeforeVia    string
	BeforeWaiver string
	After        Result // on that day
	AfterReason  string
	AfterVia     string
	AfterWaiver  string
	Causes       []ForecastCause
}

// A ForecastDay is a day on which rows change.
type ForecastDay struct {
	Date    Date
	Changes []ForecastChange
}

// Days are those on which rows change, in their order.
func (f *Forecast) Days() []ForecastDay {
	c := f.use()
	if c == nil {
		return nil
	}
	defer f.release()
	var info C.struct_fisc_forecast_event
	info.size = C.sizeof_struct_fisc_forecast_event
	return collect(int(C.fisc_forecast_event_count(c)), func(i int) (ForecastDay, error) {
		if err := check(C.fisc_forecast_event(c, C.size_t(i), &info), i); err != nil {
			return ForecastDay{}, err
		}
		return ForecastDay{Date(info.date), collect(int(info.change_count),
			func(n int) (ForecastChange, error) {
				return forecastChange(c, int(info.first_change)+n)
			})}, nil
	})
}

// ChangeCount is how many changes of rows there are on all days together.
func (f *Forecast) ChangeCount() int {
	c := f.use()
	if c == nil {
		return 0
	}
	defer f.release()
	return int(C.fisc_forecast_change_count(c))
}

func forecastChange(c *C.struct_fisc_forecast, index int) (ForecastChange, error) {
	var info C.struct_fisc_forecast_change
	var cause C.struct_fisc_forecast_cause
	info.size = C.sizeof_struct_fisc_forecast_change
	cause.size = C.sizeof_struct_fisc_forecast_cause
	if err := check(C.fisc_forecast_change(c, C.size_t(index), &info), index); err != nil {
		return ForecastChange{}, err
	}
	return ForecastChange{
		Date:         Date(info.date),
		Row:          int(info.row),
		Key:          C.GoString(info.key),
		Before:       Result(info.before),
		BeforeReason: C.GoString(info.before_reason),
		BeforeVia:    C.GoString(info.before_via),
		BeforeWaiver: C.GoString(info.before_waiver),
		After:        Result(info.after),
		AfterReason:  C.GoString(info.after_reason),
		AfterVia:     C.GoString(info.after_via),
		AfterWaiver:  C.GoString(info.after_waiver),
		Causes: collect(int(info.cause_count), func(i int) (ForecastCause, error) {
			if err := check(C.fisc_forecast_cause(c, C.size_t(index), C.size_t(i),
				&cause), i); err != nil {
				return ForecastCause{}, err
			}
			return ForecastCause{ForecastKind(cause.kind), C.GoString(cause.path),
				C.GoString(cause.id), C.GoString(cause.param),
				C.GoString(cause.period), Date(cause.stated)}, nil
		}),
	}, nil
}

// ForecastWriteOptions say what a written forecast shows. Zero means the
// default.
type ForecastWriteOptions struct {
	Output   Output   // TextOutput, JSONOutput or CalendarOutput
	Language Language // of a text and of a calendar
	Color    bool
	Width    int    // columns of a text; default 80
	Alarm    string // of a calendar: how long before each day, such as "30d"
}

var forecastFormats = map[Output]C.enum_fisc_forecast_format{
	TextOutput:     C.FISC_FORECAST_FORMAT_TEXT,
	JSONOutput:     C.FISC_FORECAST_FORMAT_JSON,
	CalendarOutput: C.FISC_FORECAST_FORMAT_ICALENDAR,
}

func (o *ForecastWriteOptions) with(call func(*C.struct_fisc_forecast_write_options) error) error {
	alarm, err := optional(o.Alarm)
	if err != nil {
		return err
	}
	defer freeString(alarm)
	format, known := forecastFormats[o.Output]
	if !known || o.Width < 0 {
		return &Error{Status: ErrInvalid, Message: "no such output of a forecast"}
	}
	return call(&C.struct_fisc_forecast_write_options{
		size:     C.sizeof_struct_fisc_forecast_write_options,
		format:   format,
		language: C.enum_fisc_language(o.Language),
		color:    truth(o.Color),
		width:    C.uint(o.Width),
		alarm:    alarm,
	})
}

// Write writes the forecast.
func (f *Forecast) Write(w io.Writer, options ForecastWriteOptions) error {
	c := f.use()
	if c == nil {
		return ErrClosed
	}
	defer f.release()
	return options.with(func(o *C.struct_fisc_forecast_write_options) error {
		return writeTo(w, func(handle C.uintptr_t, lent *C.struct_fisc_error) C.enum_fisc_status {
			return C.fisc_go_forecast_write(c, o, handle, lent)
		})
	})
}

// Text is what Write writes.
func (f *Forecast) Text(options ForecastWriteOptions) (text string, err error) {
	c := f.use()
	if c == nil {
		return "", ErrClosed
	}
	defer f.release()
	err = options.with(func(o *C.struct_fisc_forecast_write_options) error {
		text, err = writtenBy(func(ret **C.char, length *C.size_t, lent *C.struct_fisc_error) C.enum_fisc_status {
			return C.fisc_forecast_write_text(c, o, ret, length, lent)
		}, func(written *C.char, length C.size_t) {
			C.fisc_forecast_free_text(c, written, length)
		})
		return err
	})
	return text, err
}
