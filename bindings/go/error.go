// SPDX-License-Identifier: MIT

package fisc

/*
#include <fisc/fisc.h>
#include <stdlib.h>
#include "shim.h"
*/
import "C"

import (
	"fmt"
	"strings"
	"unsafe"
)

// A Status says of which kind an Error is. Each is an error itself, to be
// looked for: errors.Is(err, fisc.ErrConflict).
type Status int

// The kinds of errors. A number is never reused.
const (
	ErrNoMemory    Status = C.FISC_ERR_NOMEM
	ErrSyntax      Status = C.FISC_ERR_SYNTAX   // not well-formed XML, JSON or Lua
	ErrInvalid     Status = C.FISC_ERR_INVALID  // well-formed, but not what is asked for
	ErrConflict    Status = C.FISC_ERR_CONFLICT // two statements that exclude each other
	ErrLimit       Status = C.FISC_ERR_LIMIT    // over a limit of the context
	ErrIO          Status = C.FISC_ERR_IO       // a file or a writer failed
	ErrNotFound    Status = C.FISC_ERR_NOTFOUND
	ErrBudget      Status = C.FISC_ERR_BUDGET // an evaluation or a check at load overran its budget
	ErrInterrupted Status = C.FISC_ERR_INTERRUPTED
	ErrUnsupported Status = C.FISC_ERR_UNSUPPORTED // a known format that this call can't read
)

// Error is a short English name of the status, such as "out of memory".
func (s Status) Error() string {
	return C.GoString(C.fisc_status_name(C.enum_fisc_status(s)))
}

// An Error says where and why a call failed; errors.As finds it.
type Error struct {
	Status  Status
	File    string // "" where none applies
	Line    int    // from 1; 0 where none applies
	Column  int    // from 1, in bytes; 0 where none applies
	Item    string // control, clause, check or fact path; or ""
	Message string // one line of English, without a stop
	cause   error  // what made the library stop: a context's or a writer's error
}

// Error is one line, file:line:column: message, without what doesn't apply.
func (e *Error) Error() string {
	var text strings.Builder
	text.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&text, ":%d", e.Line)
		if e.Column > 0 {
			fmt.Fprintf(&text, ":%d", e.Column)
		}
	}
	if text.Len() > 0 {
		text.WriteString(": ")
	}
	text.WriteString(e.Message)
	return text.String()
}

// Is holds for the error's Status.
func (e *Error) Is(target error) bool {
	status, ok := target.(Status)
	return ok && status == e.Status
}

// Unwrap is what made the library stop, where it was a context.Context or a
// writer: errors.Is(err, context.Canceled).
func (e *Error) Unwrap() error {
	return e.cause
}

// errorOf copies the error that a call filled in.
func errorOf(status C.enum_fisc_status, lent *C.struct_fisc_error) *Error {
	return &Error{
		Status:  Status(status),
		File:    C.GoString(&lent.where[0]),
		Line:    int(lent.line),
		Column:  int(lent.column),
		Item:    C.GoString(&lent.item[0]),
		Message: C.GoString(&lent.message[0]),
	}
}

// statusError is the error of a call that only returns a status.
func statusError(status C.enum_fisc_status, item string) error {
	s := Status(status)
	return &Error{Status: s, Item: item, Message: s.Error()}
}

// indexError is that of a call for one of several.
func indexError(status C.enum_fisc_status, index int) error {
	s := Status(status)
	return &Error{Status: s, Message: fmt.Sprintf("%s: index %d", s.Error(), index)}
}

// check is the error of a call that returned a status alone.
func check(status C.enum_fisc_status, index int) error {
	if status == C.FISC_OK {
		return nil
	}
	return indexError(status, index)
}

// cString is a copy for the library, to be freed. What has a NUL in it would
// be cut short and is refused.
func cString(text string) (*C.char, error) {
	if i := strings.IndexByte(text, 0); i >= 0 {
		return nil, &Error{Status: ErrInvalid, Item: text[:i],
			Message: "a text has no NUL in it"}
	}
	return C.CString(text), nil
}

// optional is as cString; nil for "".
func optional(text string) (*C.char, error) {
	if text == "" {
		return nil, nil
	}
	return cString(text)
}

func freeString(text *C.char) {
	C.free(unsafe.Pointer(text))
}
