// SPDX-License-Identifier: MIT

package fisc

/*
#include <fisc/fisc.h>
#include "shim.h"
*/
import "C"

import (
	"io"
	"unsafe"
)

// A DiffKind is what became of a row.
type DiffKind int

// The kinds of entries of a diff.
const (
	DiffUnchanged DiffKind = C.FISC_DIFF_UNCHANGED
	DiffRegressed DiffKind = C.FISC_DIFF_REGRESSED // was met and is unmet, or now fails
	DiffNew       DiffKind = C.FISC_DIFF_NEW
	DiffChanged   DiffKind = C.FISC_DIFF_CHANGED // met or unmet as before, otherwise
	DiffFixed     DiffKind = C.FISC_DIFF_FIXED   // was unmet and is met
	DiffAbsent    DiffKind = C.FISC_DIFF_ABSENT  // is not there any more
)

// String is "unchanged", "regressed", …
func (k DiffKind) String() string {
	return C.GoString(C.fisc_diff_kind_name(C.enum_fisc_diff_kind(k)))
}

// A DiffCause is what else differs, as bits: each may be the cause.
type DiffCause uint

// The causes.
const (
	CauseSystem DiffCause = C.FISC_DIFF_CAUSE_SYSTEM // the description
	CausePolicy DiffCause = C.FISC_DIFF_CAUSE_POLICY // the policy, its profile or waivers
	CauseParams DiffCause = C.FISC_DIFF_CAUSE_PARAMS // what params are set to
	CauseDate   DiffCause = C.FISC_DIFF_CAUSE_DATE
	CauseOther  DiffCause = C.FISC_DIFF_CAUSE_OTHER
)

// A DiffEntry is what became of one row. Before and After are indexes of the
// rows in the two sets, or -1.
type DiffEntry struct {
	Key    string
	Kind   DiffKind
	Cause  DiffCause
	Worse  bool // regressed, or new and unmet
	Before int
	After  int
	Ticket string // 32 hexadecimal digits: this system and this key
}

// A DiffControl is a control whose state or reason changed.
type DiffControl struct {
	Control string // id
	Label   string
	Before  int // index of the control, or -1
	After   int
}

// A Diff is what differs between two sets of results of one system.
type Diff struct{ handle }

func (d *Diff) use() *C.struct_fisc_diff {
	if d == nil {
		return nil
	}
	return (*C.struct_fisc_diff)(d.acquire())
}

// Compare finds what differs from the results before to those after.
func Compare(before, after *ResultSet) (*Diff, error) {
	var made *C.struct_fisc_diff
	var lent C.struct_fisc_error
	first := before.use()
	if first == nil {
		return nil, ErrClosed
	}
	defer before.release()
	second := after.use()
	if second == nil {
		return nil, ErrClosed
	}
	defer after.release()
	if status := C.fisc_diff_new(first, second, &made, &lent); status != C.FISC_OK {
		return nil, errorOf(status, &lent)
	}
	return finalized(&Diff{newHandle(unsafe.Pointer(made), after.log,
		func(p unsafe.Pointer) {
			C.fisc_diff_unref((*C.struct_fisc_diff)(p))
		})}), nil
}

// Before is what was before.
func (d *Diff) Before() *ResultSet {
	c := d.use()
	if c == nil {
		return nil
	}
	defer d.release()
	return d.log.resultSet(C.fisc_result_set_ref(C.fisc_diff_before(c)))
}

// After is what is after.
func (d *Diff) After() *ResultSet {
	c := d.use()
	if c == nil {
		return nil
	}
	defer d.release()
	return d.log.resultSet(C.fisc_result_set_ref(C.fisc_diff_after(c)))
}

// Cause is what else differs; 0 where nothing does.
func (d *Diff) Cause() DiffCause {
	c := d.use()
	if c == nil {
		return 0
	}
	defer d.release()
	return DiffCause(C.fisc_diff_cause(c))
}

// Entries are the rows after, then those that are absent; the unchanged too.
func (d *Diff) Entries() []DiffEntry {
	c := d.use()
	if c == nil {
		return nil
	}
	defer d.release()
	var info C.struct_fisc_diff_entry
	info.size = C.sizeof_struct_fisc_diff_entry
	return collect(int(C.fisc_diff_entry_count(c)), func(i int) (DiffEntry, error) {
		if err := check(C.fisc_diff_entry(c, C.size_t(i), &info), i); err != nil {
			return DiffEntry{}, err
		}
		return DiffEntry{
			Key:    C.GoString(info.key),
			Kind:   DiffKind(info.kind),
			Cause:  DiffCause(info.cause),
			Worse:  info.worse != 0,
			Before: indexOf(info.before),
			After:  indexOf(info.after),
			Ticket: C.GoString(&info.ticket[0]),
		}, nil
	})
}

// Counts are how many entries there are, by kind.
func (d *Diff) Counts() map[DiffKind]int {
	c := d.use()
	if c == nil {
		return nil
	}
	defer d.release()
	var numbers [C.FISC_DIFF_KIND_COUNT]C.size_t
	C.fisc_diff_counts(c, &numbers[0])
	counts := make(map[DiffKind]int)
	for kind, number := range numbers {
		counts[DiffKind(kind)] = int(number)
	}
	return counts
}

// WorseCount is how many entries are worse than before.
func (d *Diff) WorseCount() int {
	c := d.use()
	if c == nil {
		return 0
	}
	defer d.release()
	return int(C.fisc_diff_worse_count(c))
}

// Controls are those that have another state or reason.
func (d *Diff) Controls() []DiffControl {
	c := d.use()
	if c == nil {
		return nil
	}
	defer d.release()
	var info C.struct_fisc_diff_control
	info.size = C.sizeof_struct_fisc_diff_control
	return collect(int(C.fisc_diff_control_count(c)), func(i int) (DiffControl, error) {
		if err := check(C.fisc_diff_control(c, C.size_t(i), &info), i); err != nil {
			return DiffControl{}, err
		}
		return DiffControl{C.GoString(info.control), C.GoString(info.label),
			indexOf(info.before), indexOf(info.after)}, nil
	})
}

// A TicketState is what events have told so far: which tickets are open.
type TicketState struct{ handle }

func (l *logger) ticketState(made *C.struct_fisc_diff_state) *TicketState {
	return finalized(&TicketState{newHandle(unsafe.Pointer(made), l,
		func(p unsafe.Pointer) {
			C.fisc_diff_state_free((*C.struct_fisc_diff_state)(p))
		})})
}

func (s *TicketState) use() *C.struct_fisc_diff_state {
	if s == nil {
		return nil
	}
	return (*C.struct_fisc_diff_state)(s.acquire())
}

// LoadTickets reads events from a file of JSON lines, oldest first.
func (c *Context) LoadTickets(path string) (*TicketState, error) {
	var made *C.struct_fisc_diff_state
	err := c.read(path, func(c *C.struct_fisc_context, path *C.char,
		lent *C.struct_fisc_error) C.enum_fisc_status {
		return C.fisc_diff_state_load(c, path, &made, lent)
	})
	if err != nil {
		return nil, err
	}
	return c.log.ticketState(made), nil
}

// ParseTickets reads events from JSON lines, oldest first; none are allowed.
func (c *Context) ParseTickets(name string, data []byte) (*TicketState, error) {
	var made *C.struct_fisc_diff_state
	err := c.read(name, func(c *C.struct_fisc_context, name *C.char,
		lent *C.struct_fisc_error) C.enum_fisc_status {
		return C.fisc_diff_state_parse(c, name, bytesOf(data), C.size_t(len(data)), &made, lent)
	})
	if err != nil {
		return nil, err
	}
	return c.log.ticketState(made), nil
}

// OpenCount is how many tickets are open, whatever their system.
func (s *TicketState) OpenCount() int {
	c := s.use()
	if c == nil {
		return 0
	}
	defer s.release()
	return int(C.fisc_diff_state_open_count(c))
}

// DiffOptions say what a written diff shows. Zero means the default.
type DiffOptions struct {
	Output   Output   // TextOutput, JSONOutput or EventsOutput
	Language Language // of a text
	Color    bool
	Width    int     // columns of a text; default 80
	Details  Details // AllDetails: unchanged rows too; NoDetails: no grounds

	// Tickets are what events have told so far; nil: tickets are open for what
	// was unmet before.
	Tickets *TicketState
}

var diffFormats = map[Output]C.enum_fisc_diff_format{
	TextOutput:   C.FISC_DIFF_FORMAT_TEXT,
	JSONOutput:   C.FISC_DIFF_FORMAT_JSON,
	EventsOutput: C.FISC_DIFF_FORMAT_EVENTS,
}

func (o *DiffOptions) with(call func(*C.struct_fisc_diff_options) error) error {
	format, known := diffFormats[o.Output]
	if !known || o.Width < 0 {
		return &Error{Status: ErrInvalid, Message: "no such output of a diff"}
	}
	given := C.struct_fisc_diff_options{
		size:     C.sizeof_struct_fisc_diff_options,
		format:   format,
		language: C.enum_fisc_language(o.Language),
		color:    truth(o.Color),
		width:    C.uint(o.Width),
		details:  C.int(o.Details),
	}
	if o.Tickets != nil {
		if given.state = o.Tickets.use(); given.state == nil {
			return ErrClosed
		}
		defer o.Tickets.release()
	}
	return call(&given)
}

// Write writes the diff. Events are a line each, for a system of tickets;
// after they were added to the state, the same diff gives none.
func (d *Diff) Write(w io.Writer, options DiffOptions) error {
	c := d.use()
	if c == nil {
		return ErrClosed
	}
	defer d.release()
	return options.with(func(o *C.struct_fisc_diff_options) error {
		return writeTo(w, func(handle C.uintptr_t, lent *C.struct_fisc_error) C.enum_fisc_status {
			return C.fisc_go_diff_write(c, o, handle, lent)
		})
	})
}

// Text is what Write writes.
func (d *Diff) Text(options DiffOptions) (text string, err error) {
	c := d.use()
	if c == nil {
		return "", ErrClosed
	}
	defer d.release()
	err = options.with(func(o *C.struct_fisc_diff_options) error {
		text, err = writtenBy(func(ret **C.char, length *C.size_t, lent *C.struct_fisc_error) C.enum_fisc_status {
			return C.fisc_diff_write_text(c, o, ret, length, lent)
		}, func(written *C.char, length C.size_t) {
			C.fisc_diff_free_text(c, written, length)
		})
		return err
	})
	return text, err
}
