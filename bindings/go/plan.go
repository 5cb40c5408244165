// SPDX-License-Identifier: MIT

package fisc

/*
#include <fisc/fisc.h>
#include "shim.h"
*/
import "C"

import (
	"context"
	"io"
	"unsafe"
)

// PlanOptions say what a plan looks for. Zero means the default.
type PlanOptions struct {
	MostSets  int      // for a row, the waiver left out; default 4
	MostSteps int      // entries of the list; default 20
	Progress  Progress // of rows, by themselves and then by the list
}

// A Plan says what would have to change so that rows passed. It says how
// things would have to be: to state what is not so makes no clause met.
type Plan struct{ handle }

func (p *Plan) use() *C.struct_fisc_plan {
	if p == nil {
		return nil
	}
	return (*C.struct_fisc_plan)(p.acquire())
}

// Plan plans for a report of the evaluator's policy, until the context is done.
func (e *Evaluator) Plan(ctx context.Context, report *Report, options PlanOptions) (*Plan, error) {
	var made *C.struct_fisc_plan
	r := report.use()
	if r == nil {
		return nil, ErrClosed
	}
	defer report.release()
	if options.MostSets < 0 || options.MostSteps < 0 {
		return nil, &Error{Status: ErrInvalid, Message: "a bound is not negative"}
	}
	var p *progress
	if options.Progress != nil {
		p = tell(options.Progress)
		defer p.end()
	}
	given := C.struct_fisc_plan_options{
		size:       C.sizeof_struct_fisc_plan_options,
		most_sets:  C.uint(options.MostSets),
		most_steps: C.uint(options.MostSteps),
	}
	given.progress, given.progress_data = p.c()
	err := e.run(ctx, nil, func(c *C.struct_fisc_evaluator,
		_ *C.struct_fisc_system) C.enum_fisc_status {
		return C.fisc_plan_new(c, r, &given, &made, &e.lent)
	})
	p.check()
	if err != nil {
		return nil, err
	}
	return finalized(&Plan{newHandle(unsafe.Pointer(made), e.log,
		func(p unsafe.Pointer) {
			C.fisc_plan_free((*C.struct_fisc_plan)(p))
		})}), nil
}

// A PlanState is what a row's plan has.
type PlanState int

// The states of a row's plan.
const (
	PlanPlanned  PlanState = C.FISC_PLAN_PLANNED  // sets that were tried, or params to set
	PlanAsk      PlanState = C.FISC_PLAN_ASK      // facts have to be given first
	PlanFunction PlanState = C.FISC_PLAN_FUNCTION // not plannable: a function
	PlanNoWay    PlanState = C.FISC_PLAN_NOWAY
)

// String is "planned", "ask", "function" or "no-way".
func (s PlanState) String() string {
	return C.GoString(C.fisc_plan_state_name(C.enum_fisc_plan_state(s)))
}

// A PlanKind is what is asked of a path.
type PlanKind int

// What is asked of a path.
const (
	PlanSetValue     PlanKind = C.FISC_PLAN_SET
	PlanAtLeast      PlanKind = C.FISC_PLAN_AT_LEAST
	PlanAtMost       PlanKind = C.FISC_PLAN_AT_MOST
	PlanOneOf        PlanKind = C.FISC_PLAN_ONE_OF
	PlanOtherThan    PlanKind = C.FISC_PLAN_OTHER_THAN
	PlanStartsWith   PlanKind = C.FISC_PLAN_STARTS_WITH
	PlanAddMember    PlanKind = C.FISC_PLAN_ADD_MEMBER
	PlanRemoveMember PlanKind = C.FISC_PLAN_REMOVE_MEMBER
	PlanComplete     PlanKind = C.FISC_PLAN_COMPLETE
	PlanAddElement   PlanKind = C.FISC_PLAN_ADD_ELEMENT
	PlanRenew        PlanKind = C.FISC_PLAN_RENEW
	PlanEvidence     PlanKind = C.FISC_PLAN_EVIDENCE
	PlanConfirm      PlanKind = C.FISC_PLAN_CONFIRM
	PlanContract     PlanKind = C.FISC_PLAN_CONTRACT
	PlanParam        PlanKind = C.FISC_PLAN_PARAM
	PlanGive         PlanKind = C.FISC_PLAN_GIVE
	PlanWaiver       PlanKind = C.FISC_PLAN_WAIVER
)

// String is "set", "at-least", …
func (k PlanKind) String() string {
	return C.GoString(C.fisc_plan_kind_name(C.enum_fisc_plan_kind(k)))
}

// A PlanLabel is by what a change is made, lightest first.
type PlanLabel int

// By what a change is made.
const (
	ByAction    PlanLabel = C.FISC_PLAN_BY_ACTION
	ByEvidence  PlanLabel = C.FISC_PLAN_BY_EVIDENCE
	ByJudgement PlanLabel = C.FISC_PLAN_BY_JUDGEMENT
	ByWaiver    PlanLabel = C.FISC_PLAN_BY_WAIVER
)

// String is "action", "evidence", "judgement" or "waiver".
func (l PlanLabel) String() string {
	return C.GoString(C.fisc_plan_label_name(C.enum_fisc_plan_label(l)))
}

// A PlanChange is one change of a set.
type PlanChange struct {
	Kind     PlanKind
	Label    PlanLabel
	Party    string // whose description changes: "", or who answers with its own
	Path     string
	State    string // why what is there doesn't count; "" where it does
	From     string // what is there as text; or ""
	To       string // what is asked, as text; or ""
	Owner    string // of a param: who sets it; or ""
	Question Text
	Changes  []Change // as it was tried, for System.Change; none: not tried
}

// A PlanSet is changes that together make a row pass.
type PlanSet struct {
	Label   PlanLabel // the heaviest of its changes'
	Tried   bool      // made and evaluated, the row passes
	Minimal bool      // no part of it is enough, all parts were tried
	Via     string    // of the pass; or ""
	Changes []PlanChange
}

// A PlanRow is a row's plan.
type PlanRow struct {
	Index     int    // of Report.Row
	Key       string // of the row
	Control   string
	Label     string // printed label of the control
	Level     Level
	Result    Result
	Waiver    string // id of the waiver in force, or ""
	State     PlanState
	Cut       bool // there may be more sets: a bound was met
	Function  bool // some way leads through a function and was not looked at
	SettledBy int  // the entry of the list after which it passes, or -1
	Sets      []PlanSet
}

// A PlanStep is an entry of the list for the whole report.
type PlanStep struct {
	Row, Set, Change int   // where the change stands, in Plan.Rows
	RowCount         int   // rows that pass from here on
	MustCount        int   // those of level must among them
	Rows             []int // of Plan.Rows: those that pass from here on
}

// RowCount is how many rows there are.
func (p *Plan) RowCount() int {
	c := p.use()
	if c == nil {
		return 0
	}
	defer p.release()
	return int(C.fisc_plan_row_count(c))
}

// Row is one of them, from 0: those of level must first.
func (p *Plan) Row(index int) (PlanRow, error) {
	c := p.use()
	if c == nil {
		return PlanRow{}, ErrClosed
	}
	defer p.release()
	var info C.struct_fisc_plan_row
	info.size = C.sizeof_struct_fisc_plan_row
	if err := check(C.fisc_plan_row(c, C.size_t(index), &info), index); err != nil {
		return PlanRow{}, err
	}
	return PlanRow{
		Index:     int(info.result_index),
		Key:       C.GoString(info.key),
		Control:   C.GoString(info.control),
		Label:     C.GoString(info.label),
		Level:     Level(info.level),
		Result:    Result(info.result),
		Waiver:    C.GoString(info.waiver),
		State:     PlanState(info.state),
		Cut:       info.cut != 0,
		Function:  info.function != 0,
		SettledBy: indexOf(info.settled_by),
		Sets: collect(int(info.set_count), func(i int) (PlanSet, error) {
			return planSet(c, index, i)
		}),
	}, nil
}

// Rows are all of them.
func (p *Plan) Rows() []PlanRow {
	return collect(p.RowCount(), p.Row)
}

func planSet(c *C.struct_fisc_plan, row, set int) (PlanSet, error) {
	var info C.struct_fisc_plan_set
	info.size = C.sizeof_struct_fisc_plan_set
	if err := check(C.fisc_plan_set(c, C.size_t(row), C.size_t(set), &info), set); err != nil {
		return PlanSet{}, err
	}
	return PlanSet{
		Label:   PlanLabel(info.label),
		Tried:   info.tried != 0,
		Minimal: info.minimal != 0,
		Via:     C.GoString(info.via),
		Changes: collect(int(info.change_count), func(i int) (PlanChange, error) {
			return planChange(c, row, set, i)
		}),
	}, nil
}

func planChange(c *C.struct_fisc_plan, row, set, change int) (PlanChange, error) {
	var info C.struct_fisc_plan_change
	info.size = C.sizeof_struct_fisc_plan_change
	if err := check(C.fisc_plan_change(c, C.size_t(row), C.size_t(set),
		C.size_t(change), &info), change); err != nil {
		return PlanChange{}, err
	}
	return PlanChange{
		Kind:     PlanKind(info.kind),
		Label:    PlanLabel(info.label),
		Party:    C.GoString(info.party),
		Path:     C.GoString(info.path),
		State:    C.GoString(info.state),
		From:     C.GoString(info.from),
		To:       C.GoString(info.to),
		Owner:    C.GoString(info.owner),
		Question: text(info.question),
		Changes:  changesOf(info.changes, info.count),
	}, nil
}

// Steps are a short list for the whole report, in its order.
func (p *Plan) Steps() []PlanStep {
	c := p.use()
	if c == nil {
		return nil
	}
	defer p.release()
	var info C.struct_fisc_plan_entry
	info.size = C.sizeof_struct_fisc_plan_entry
	return collect(int(C.fisc_plan_entry_count(c)), func(i int) (PlanStep, error) {
		if err := check(C.fisc_plan_entry(c, C.size_t(i), &info), i); err != nil {
			return PlanStep{}, err
		}
		step := PlanStep{Row: int(info.row), Set: int(info.set),
			Change: int(info.change), RowCount: int(info.row_count),
			MustCount: int(info.must_count)}
		for n := C.size_t(0); n < info.row_count; n++ {
			step.Rows = append(step.Rows,
				indexOf(C.fisc_plan_entry_row(c, C.size_t(i), n)))
		}
		return step, nil
	})
}

// Remaining is how many rows don't pass though the whole list is done.
func (p *Plan) Remaining() int {
	c := p.use()
	if c == nil {
		return 0
	}
	defer p.release()
	return int(C.fisc_plan_remaining(c))
}

// PlanWriteOptions say what a written plan shows. Zero means the default.
type PlanWriteOptions struct {
	Output   Output   // TextOutput or JSONOutput
	Language Language // of a text
	Color    bool
	Width    int     // columns of a text; default 80
	Details  Details // AllDetails: all sets; NoDetails: the list alone
}

func (o *PlanWriteOptions) with(call func(*C.struct_fisc_plan_write_options) error) error {
	if o.Output != TextOutput && o.Output != JSONOutput || o.Width < 0 {
		return &Error{Status: ErrInvalid, Message: "no such output of a plan"}
	}
	given := C.struct_fisc_plan_write_options{
		size:     C.sizeof_struct_fisc_plan_write_options,
		language: C.enum_fisc_language(o.Language),
		color:    truth(o.Color),
		width:    C.uint(o.Width),
		details:  C.int(o.Details),
	}
	if o.Output == JSONOutput {
		given.format = C.FISC_PLAN_FORMAT_JSON
	}
	return call(&given)
}

// Write writes the plan.
func (p *Plan) Write(w io.Writer, options PlanWriteOptions) error {
	c := p.use()
	if c == nil {
		return ErrClosed
	}
	defer p.release()
	return options.with(func(o *C.struct_fisc_plan_write_options) error {
		return writeTo(w, func(handle C.uintptr_t, lent *C.struct_fisc_error) C.enum_fisc_status {
			return C.fisc_go_plan_write(c, o, handle, lent)
		})
	})
}

// Text is what Write writes.
func (p *Plan) Text(options PlanWriteOptions) (text string, err error) {
	c := p.use()
	if c == nil {
		return "", ErrClosed
	}
	defer p.release()
	err = options.with(func(o *C.struct_fisc_plan_write_options) error {
		text, err = writtenBy(func(ret **C.char, length *C.size_t, lent *C.struct_fisc_error) C.enum_fisc_status {
			return C.fisc_plan_write_text(c, o, ret, length, lent)
		}, func(written *C.char, length C.size_t) {
			C.fisc_plan_free_text(c, written, length)
		})
		return err
	})
	return text, err
}
