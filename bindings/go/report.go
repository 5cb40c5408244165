// SPDX-License-Identifier: MIT

package fisc

/*
#include <fisc/fisc.h>
#include <stdlib.h>
#include "shim.h"
*/
import "C"

import (
	"io"
	"runtime/cgo"
	"unsafe"
)

// A Report is what came of an evaluation: a row for each clause and each party
// that bears it, explained when somebody asks. It keeps the policy and the
// description alive.
type Report struct{ handle }

func (l *logger) report(made *C.struct_fisc_report) *Report {
	return finalized(&Report{newHandle(unsafe.Pointer(made), l,
		func(p unsafe.Pointer) {
			C.fisc_report_unref((*C.struct_fisc_report)(p))
		})})
}

func (r *Report) use() *C.struct_fisc_report {
	if r == nil {
		return nil
	}
	return (*C.struct_fisc_report)(r.acquire())
}

// AsOf is the date that the report is about.
func (r *Report) AsOf() Date {
	c := r.use()
	if c == nil {
		return NoDate
	}
	defer r.release()
	return Date(C.fisc_report_as_of(c))
}

func (r *Report) string(get func(*C.struct_fisc_report) *C.char) string {
	c := r.use()
	if c == nil {
		return ""
	}
	defer r.release()
	return C.GoString(get(c))
}

func (r *Report) count(get func(*C.struct_fisc_report) C.size_t) int {
	c := r.use()
	if c == nil {
		return 0
	}
	defer r.release()
	return int(get(c))
}

// PolicyDigest is the digest of the policy.
func (r *Report) PolicyDigest() string {
	return r.string(func(c *C.struct_fisc_report) *C.char {
		return C.fisc_report_policy_digest(c)
	})
}

// SystemDigest is the digest of the description.
func (r *Report) SystemDigest() string {
	return r.string(func(c *C.struct_fisc_report) *C.char {
		return C.fisc_report_system_digest(c)
	})
}

// SystemID is the id of the description.
func (r *Report) SystemID() string {
	return r.string(func(c *C.struct_fisc_report) *C.char {
		return C.fisc_report_system_id(c)
	})
}

// SystemTitle is the title of the description in a language, or in the other.
func (r *Report) SystemTitle(language Language) string {
	return r.string(func(c *C.struct_fisc_report) *C.char {
		return C.fisc_report_system_title(c, C.enum_fisc_language(language))
	})
}

// Policy is what it was evaluated with.
func (r *Report) Policy() *Policy {
	c := r.use()
	if c == nil {
		return nil
	}
	defer r.release()
	return r.log.policy(C.fisc_policy_ref(C.fisc_report_policy(c)))
}

// Stopped is why the report is partial: ErrInterrupted, ErrNoMemory or
// ErrBudget; nil of a whole one. Rows that weren't decided are NotChecked with
// the reason "stopped".
func (r *Report) Stopped() error {
	c := r.use()
	if c == nil {
		return ErrClosed
	}
	defer r.release()
	if status := C.fisc_report_stopped(c); status != C.FISC_OK {
		return Status(status)
	}
	return nil
}

// UndecidedCount is how many rows have the reason "stopped".
func (r *Report) UndecidedCount() int {
	return r.count(func(c *C.struct_fisc_report) C.size_t {
		return C.fisc_report_undecided_count(c)
	})
}

// Diagnostics are remarks about the evaluation.
func (r *Report) Diagnostics() []Diagnostic {
	c := r.use()
	if c == nil {
		return nil
	}
	defer r.release()
	var info C.struct_fisc_diagnostic
	info.size = C.sizeof_struct_fisc_diagnostic
	return collect(int(C.fisc_report_diagnostic_count(c)), func(i int) (Diagnostic, error) {
		if err := check(C.fisc_report_diagnostic(c, C.size_t(i), &info), i); err != nil {
			return Diagnostic{}, err
		}
		return diagnosticOf(&info), nil
	})
}

// A Row of a report. What doesn't apply is "".
type Row struct {
	Key         string // "fisc8.f7.provider@aws"; no "@" without party
	Catalog     string
	Control     string // id
	Label       string // printed label of the control
	Clause      string // key of the clause
	Party       string // id of who bears it; "" if nobody has the role
	Bearer      Role
	Level       Level
	Result      Result
	Reason      string // "met", "not-met", "absent", "stale", …
	Via         string // of a pass: "direct", "alternative", "relaxation", "inherited"
	Waiver      string // id of the waiver in force; the result stands
	MovedTo     string // party to which the description moves the duty
	ClauseIndex int    // of Policy.Clause; -1 in a ResultSet
}

func rowOf(info *C.struct_fisc_result_info) Row {
	return Row{
		Key:         C.GoString(info.key),
		Catalog:     C.GoString(info.catalog),
		Control:     C.GoString(info.control),
		Label:       C.GoString(info.label),
		Clause:      C.GoString(info.clause),
		Party:       C.GoString(info.party),
		Bearer:      Role(info.bearer),
		Level:       Level(info.level),
		Result:      Result(info.result),
		Reason:      C.GoString(info.reason),
		Via:         C.GoString(info.via),
		Waiver:      C.GoString(info.waiver),
		MovedTo:     C.GoString(info.moved_to),
		ClauseIndex: indexOf(info.clause_index),
	}
}

// indexOf is -1 for the library's "no such thing", the largest size.
func indexOf(index C.size_t) int {
	return int(index)
}

// Count is how many rows there are.
func (r *Report) Count() int {
	return r.count(func(c *C.struct_fisc_report) C.size_t {
		return C.fisc_report_result_count(c)
	})
}

// Row is one of them, from 0, in the order of clauses and of parties' ids.
func (r *Report) Row(index int) (Row, error) {
	c := r.use()
	if c == nil {
		return Row{}, ErrClosed
	}
	defer r.release()
	var info C.struct_fisc_result_info
	info.size = C.sizeof_struct_fisc_result_info
	if err := check(C.fisc_report_result(c, C.size_t(index), &info), index); err != nil {
		return Row{}, err
	}
	return rowOf(&info), nil
}

// Rows are all of them.
func (r *Report) Rows() []Row {
	c := r.use()
	if c == nil {
		return nil
	}
	defer r.release()
	var info C.struct_fisc_result_info
	info.size = C.sizeof_struct_fisc_result_info
	return collect(int(C.fisc_report_result_count(c)), func(i int) (Row, error) {
		if err := check(C.fisc_report_result(c, C.size_t(i), &info), i); err != nil {
			return Row{}, err
		}
		return rowOf(&info), nil
	})
}

// Results are the results of all rows alone, in one call.
func (r *Report) Results() []Result {
	c := r.use()
	if c == nil {
		return nil
	}
	defer r.release()
	count := int(C.fisc_report_result_count(c))
	if count == 0 {
		return nil
	}
	bytes := make([]C.uchar, count)
	C.fisc_report_results(c, &bytes[0], C.size_t(count))
	results := make([]Result, count)
	for i, result := range bytes {
		results[i] = Result(result)
	}
	return results
}

// Find is the index of the row of a key.
func (r *Report) Find(key string) (int, error) {
	c := r.use()
	if c == nil {
		return 0, ErrClosed
	}
	defer r.release()
	given, err := cString(key)
	if err != nil {
		return 0, err
	}
	defer freeString(given)
	var index C.size_t
	if status := C.fisc_report_find(c, given, &index); status != C.FISC_OK {
		return 0, statusError(status, key)
	}
	return int(index), nil
}

// A ControlResult is a control's state with its reason.
type ControlResult struct {
	Control   string
	Label     string
	Satisfied bool
	Reason    string // "fail", "error", "unknown", "notchecked", …; "" where satisfied
	Withdrawn bool
	Index     int // of Policy.Control; -1 in a ResultSet
}

func controlResultOf(info *C.struct_fisc_control_result) ControlResult {
	return ControlResult{
		Control:   C.GoString(info.control),
		Label:     C.GoString(info.label),
		Satisfied: info.state == C.FISC_CONTROL_SATISFIED,
		Reason:    C.GoString(info.reason),
		Withdrawn: info.withdrawn != 0,
		Index:     indexOf(info.control_index),
	}
}

// Controls are the states of all controls that were asked about.
func (r *Report) Controls() []ControlResult {
	c := r.use()
	if c == nil {
		return nil
	}
	defer r.release()
	var info C.struct_fisc_control_result
	info.size = C.sizeof_struct_fisc_control_result
	return collect(int(C.fisc_report_control_count(c)), func(i int) (ControlResult, error) {
		if err := check(C.fisc_report_control(c, C.size_t(i), &info), i); err != nil {
			return ControlResult{}, err
		}
		return controlResultOf(&info), nil
	})
}

// Coverage says how many rows have which result.
type Coverage [resultCount]int

// Of is how many rows have a result.
func (c Coverage) Of(result Result) int {
	if result < 0 || int(result) >= len(c) {
		return 0
	}
	return c[result]
}

// Total is how many rows there are.
func (c Coverage) Total() int {
	total := 0
	for _, count := range c {
		total += count
	}
	return total
}

// Coverage counts results, over all roles and parties.
func (r *Report) Coverage() Coverage {
	return r.coverage(-1, -1, "")
}

// CoverageOf counts the results of one role, and of one party unless it is "".
func (r *Report) CoverageOf(role Role, party string) Coverage {
	return r.coverage(int(role), -1, party)
}

// CoverageOfParty counts the results of one party in all its roles.
func (r *Report) CoverageOfParty(party string) Coverage {
	return r.coverage(-1, -1, party)
}

// CoverageOfLevel counts the results of one level: of Must, as a score does.
func (r *Report) CoverageOfLevel(level Level) Coverage {
	return r.coverage(-1, int(level), "")
}

func (r *Report) coverage(role, level int, party string) (coverage Coverage) {
	c := r.use()
	if c == nil {
		return coverage
	}
	defer r.release()
	given, err := optional(party)
	if err != nil {
		return coverage // no party has such an id
	}
	defer freeString(given)
	var counts [resultCount]C.size_t
	C.fisc_report_coverage(c, C.int(role), C.int(level), given, &counts[0], resultCount)
	for i, count := range counts {
		coverage[i] = int(count)
	}
	return coverage
}

// An Output is how something is written.
type Output int

// The ways to write. Which of them there are is said where one is asked for.
const (
	TextOutput     Output = iota // for a terminal
	JSONOutput                   // libfisc-result/1, -diff/1, -forecast/1, -plan/1
	EventsOutput                 // of a diff: libfisc-event/1, JSON lines
	CalendarOutput               // of a forecast: RFC 5545
)

// A Details says how much a text shows.
type Details int

// How much a text shows.
const (
	DefaultDetails Details = 0  // what is not met, explained
	AllDetails     Details = 1  // everything
	NoDetails      Details = -1 // rows alone
)

// WriteOptions say what is written. Zero means the default.
type WriteOptions struct {
	Output   Output   // TextOutput or JSONOutput
	Language Language // of a text; JSON has both
	Color    bool     // a text has ANSI colours
	Width    int      // columns of a text; default 80
	Details  Details  // of a text
	Only     string   // key of a row or clause, id or label of a control; "": all
}

// with lends the options to a call.
func (o *WriteOptions) with(call func(*C.struct_fisc_write_options) error) error {
	only, err := optional(o.Only)
	if err != nil {
		return err
	}
	defer freeString(only)
	if o.Output != TextOutput && o.Output != JSONOutput || o.Width < 0 {
		return &Error{Status: ErrInvalid, Message: "no such output of a report"}
	}
	format := C.enum_fisc_format(C.FISC_FORMAT_TEXT)
	if o.Output == JSONOutput {
		format = C.FISC_FORMAT_JSON
	}
	return call(&C.struct_fisc_write_options{
		size:     C.sizeof_struct_fisc_write_options,
		format:   format,
		language: C.enum_fisc_language(o.Language),
		color:    truth(o.Color),
		width:    C.uint(o.Width),
		details:  C.int(o.Details),
		only:     only,
	})
}

// Write writes the report, piece by piece. An error of the writer is wrapped
// in ErrIO.
func (r *Report) Write(w io.Writer, options WriteOptions) error {
	c := r.use()
	if c == nil {
		return ErrClosed
	}
	defer r.release()
	return options.with(func(o *C.struct_fisc_write_options) error {
		return writeTo(w, func(handle C.uintptr_t, lent *C.struct_fisc_error) C.enum_fisc_status {
			return C.fisc_go_report_write(c, o, handle, lent)
		})
	})
}

// Text is what Write writes.
func (r *Report) Text(options WriteOptions) (text string, err error) {
	c := r.use()
	if c == nil {
		return "", ErrClosed
	}
	defer r.release()
	err = options.with(func(o *C.struct_fisc_write_options) error {
		text, err = writtenBy(func(ret **C.char, length *C.size_t, lent *C.struct_fisc_error) C.enum_fisc_status {
			return C.fisc_report_write_text(c, o, ret, length, lent)
		}, func(written *C.char, length C.size_t) {
			C.fisc_report_free_text(c, written, length)
		})
		return err
	})
	return text, err
}

// JSON is the report as libfisc-result/1, the same bytes as of the command.
func (r *Report) JSON() ([]byte, error) {
	text, err := r.Text(WriteOptions{Output: JSONOutput})
	return []byte(text), err
}

// MarshalJSON is JSON, for encoding/json.
func (r *Report) MarshalJSON() ([]byte, error) {
	return r.JSON()
}

// goString copies a text of a length that may not fit in C's int.
func goString(text *C.char, length C.size_t) string {
	return string(unsafe.Slice((*byte)(unsafe.Pointer(text)), int(length)))
}

// writtenBy is what a call writes into a string of C's.
func writtenBy(write func(**C.char, *C.size_t, *C.struct_fisc_error) C.enum_fisc_status,
	free func(*C.char, C.size_t)) (string, error) {
	var text *C.char
	var length C.size_t
	var lent C.struct_fisc_error
	if status := write(&text, &length, &lent); status != C.FISC_OK {
		return "", errorOf(status, &lent)
	}
	defer free(text, length)
	return goString(text, length), nil
}

// writeTo passes what a call writes on to a writer.
func writeTo(w io.Writer, call func(C.uintptr_t, *C.struct_fisc_error) C.enum_fisc_status) error {
	var lent C.struct_fisc_error
	s := &sink{writer: w}
	handle := cgo.NewHandle(s)
	defer handle.Delete()
	status := call(C.uintptr_t(handle), &lent)
	if s.paniced != nil {
		panic(s.paniced)
	}
	if status == C.FISC_OK {
		return nil
	}
	err := errorOf(status, &lent)
	err.cause = s.err
	return err
}
