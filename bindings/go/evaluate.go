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
	"sort"
	"sync"
	"time"
	"unsafe"
)

// Options say what to evaluate. Zero in any member but AsOf means the default.
type Options struct {
	AsOf    Date    // the date; zero is 1970-01-01 and no default
	Roles   []Role  // none: all. Clauses of other roles are NotSelected.
	Levels  []Level // none: all. Clauses of other levels are left out.
	Catalog string  // id of the one catalog wanted
	Control string  // id or printed label of the one control wanted

	// Joined are other parties' own descriptions, by the id of the party.
	Joined map[string]*System

	// AllowUnknownPaths makes facts that the vocabulary doesn't know remarks
	// of the report instead of an error.
	AllowUnknownPaths bool

	// Partial makes an evaluation that is stopped give a report of what was
	// decided: see Report.Stopped.
	Partial bool

	// Progress is told, about every 20 µs, how far the evaluation is.
	Progress Progress
}

// Progress is told how far something is: when it begins, now and then, and
// when it is done. False stops it, with ErrInterrupted. It may not use the
// evaluator but to Interrupt it.
type Progress func(done, total int) bool

// c is what options of C have of it.
func (p *progress) c() (C.fisc_progress_function, unsafe.Pointer) {
	if p == nil {
		return nil, nil
	}
	return C.fisc_progress_function(C.fisc_go_progress), p.data
}

// An Evaluator has the working memory of evaluations of one policy. Its calls
// wait for one another; use one for each goroutine, or a Pool.
type Evaluator struct {
	handle
	mutex   sync.Mutex // of what follows, and of the C object
	lent    C.struct_fisc_error
	options C.struct_fisc_eval_options
	report  *C.struct_fisc_report

	asking   sync.Mutex // of requests to stop
	standing bool       // Interrupt was called
}

// NewEvaluator makes an evaluator.
func (p *Policy) NewEvaluator() (*Evaluator, error) {
	var made *C.struct_fisc_evaluator
	var lent C.struct_fisc_error
	c := p.use()
	if c == nil {
		return nil, ErrClosed
	}
	defer p.release()
	if status := C.fisc_evaluator_new(c, &made, &lent); status != C.FISC_OK {
		return nil, errorOf(status, &lent)
	}
	return finalized(&Evaluator{handle: newHandle(unsafe.Pointer(made), p.log,
		func(p unsafe.Pointer) {
			C.fisc_evaluator_free((*C.struct_fisc_evaluator)(p))
		})}), nil
}

func (e *Evaluator) use() *C.struct_fisc_evaluator {
	if e == nil {
		return nil
	}
	return (*C.struct_fisc_evaluator)(e.acquire())
}

// Interrupt asks the call that goes on, also from within a check's Lua, and
// those that follow to end with ErrInterrupted, until ClearInterrupt. To stop
// one call and no other, cancel its context.Context instead.
func (e *Evaluator) Interrupt() {
	if c := e.use(); c != nil {
		defer e.release()
		e.asking.Lock()
		defer e.asking.Unlock()
		e.standing = true
		C.fisc_evaluator_interrupt(c)
	}
}

// ClearInterrupt takes back what Interrupt asked for.
func (e *Evaluator) ClearInterrupt() {
	if c := e.use(); c != nil {
		defer e.release()
		e.asking.Lock()
		defer e.asking.Unlock()
		e.standing = false
		C.fisc_evaluator_clear_interrupt(c)
	}
}

// patience is how long a call goes on before anybody watches its context:
// most are done by then, and starting a goroutine costs more than they do.
const patience = 50 * time.Microsecond

// A watch interrupts the evaluator when a context is done, until it is ended.
type watch struct {
	evaluator *Evaluator
	c         *C.struct_fisc_evaluator
	ctx       context.Context
	timer     *time.Timer
	quit      chan struct{}
	asked     chan bool
}

func (e *Evaluator) watch(ctx context.Context, c *C.struct_fisc_evaluator) *watch {
	w := &watch{evaluator: e, c: c, ctx: ctx, quit: make(chan struct{}),
		asked: make(chan bool, 1)}
	w.timer = time.AfterFunc(patience, w.run)
	return w
}

func (w *watch) run() {
	select {
	case <-w.ctx.Done():
		w.evaluator.asking.Lock()
		C.fisc_evaluator_interrupt(w.c)
		w.evaluator.asking.Unlock()
		w.asked <- true
	case <-w.quit:
		w.asked <- false
	}
}

// end returns when the watch can't ask any more, and takes back its request,
// so that it meets no later call.
func (w *watch) end() {
	if w.timer.Stop() {
		return
	}
	close(w.quit)
	if <-w.asked {
		w.evaluator.asking.Lock()
		defer w.evaluator.asking.Unlock()
		if !w.evaluator.standing {
			C.fisc_evaluator_clear_interrupt(w.c)
		}
	}
}

// run calls the library with the evaluator, while the context isn't done.
func (e *Evaluator) run(ctx context.Context, system *System,
	call func(*C.struct_fisc_evaluator, *C.struct_fisc_system) C.enum_fisc_status) error {
	c := e.use()
	if c == nil {
		return ErrClosed
	}
	defer e.release()
	var s *C.struct_fisc_system
	if system != nil {
		if s = system.use(); s == nil {
			return ErrClosed
		}
		defer system.release()
	}
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if err := ctx.Err(); err != nil {
		return interrupted(err)
	}
	var status C.enum_fisc_status
	if ctx.Done() == nil {
		status = call(c, s)
	} else {
		w := e.watch(ctx, c)
		status = call(c, s)
		w.end()
	}
	if status == C.FISC_OK {
		return nil
	}
	err := errorOf(status, &e.lent)
	if err.Status == ErrInterrupted {
		err.cause = ctx.Err()
	}
	return err
}

func interrupted(cause error) error {
	return &Error{Status: ErrInterrupted, Message: ErrInterrupted.Error(), cause: cause}
}

// joined are descriptions in C's memory; done gives them back.
func joined(systems map[string]*System) (list *C.struct_fisc_joined, done func(), err error) {
	if len(systems) == 0 {
		return nil, func() {}, nil
	}
	var parties []string
	for party := range systems {
		parties = append(parties, party)
	}
	sort.Strings(parties)
	list = (*C.struct_fisc_joined)(C.calloc(C.size_t(len(parties)),
		C.sizeof_struct_fisc_joined))
	all := unsafe.Slice(list, len(parties))
	held := 0
	done = func() {
		for i := range all {
			freeString(all[i].party)
			if i < held {
				systems[parties[i]].release()
			}
		}
		C.free(unsafe.Pointer(list))
	}
	for i, party := range parties {
		all[i].size = C.sizeof_struct_fisc_joined
		if all[i].party, err = cString(party); err == nil {
			if all[i].system = systems[party].use(); all[i].system == nil {
				err = ErrClosed
			} else {
				held++
			}
		}
		if err != nil {
			done()
			return nil, nil, err
		}
	}
	return list, done, nil
}

// Eval evaluates a description, until the context is done: the error is
// ErrInterrupted then, and the context's too. The report is whole unless
// Options.Partial allowed otherwise.
func (e *Evaluator) Eval(ctx context.Context, system *System, options Options) (*Report, error) {
	if system == nil {
		return nil, ErrClosed
	}
	var p *progress
	if options.Progress != nil {
		p = tell(options.Progress)
		defer p.end()
	}
	var report *C.struct_fisc_report
	var prepared error
	err := e.run(ctx, system, func(c *C.struct_fisc_evaluator,
		s *C.struct_fisc_system) C.enum_fisc_status {
		var done func()
		if done, prepared = e.prepare(&options); prepared != nil {
			return C.FISC_OK
		}
		if done != nil {
			defer done()
		}
		e.options.progress, e.options.progress_data = p.c()
		e.report = nil
		status := C.fisc_eval(c, s, &e.options, &e.report, &e.lent)
		report, e.report = e.report, nil
		return status
	})
	if p != nil && p.paniced != nil && report != nil {
		C.fisc_report_unref(report)
	}
	p.check()
	if prepared != nil {
		return nil, prepared
	}
	if err != nil {
		return nil, err
	}
	return e.log.report(report), nil
}

// prepare fills in e.options; done, if not nil, gives back what they lean on.
func (e *Evaluator) prepare(options *Options) (done func(), err error) {
	e.options = C.struct_fisc_eval_options{
		size:                C.sizeof_struct_fisc_eval_options,
		as_of:               C.fisc_date(options.AsOf),
		roles:               bits(options.Roles),
		levels:              bits(options.Levels),
		allow_unknown_paths: truth(options.AllowUnknownPaths),
		partial:             truth(options.Partial),
	}
	if options.Catalog == "" && options.Control == "" && len(options.Joined) == 0 {
		return nil, nil
	}
	list, freeJoined, err := joined(options.Joined)
	if err != nil {
		return nil, err
	}
	var catalog, control *C.char
	done = func() {
		freeJoined()
		freeString(catalog)
		freeString(control)
	}
	if catalog, err = optional(options.Catalog); err == nil {
		control, err = optional(options.Control)
	}
	if err != nil {
		done()
		return nil, err
	}
	e.options.catalog, e.options.control = catalog, control
	e.options.joined = list
	e.options.joined_count = C.size_t(len(options.Joined))
	return done, nil
}

// Change changes what was evaluated last: facts of the description, or the
// date. Only what depends on it is evaluated again. It is all of the changes
// or none.
func (e *Evaluator) Change(ctx context.Context, changes ...Change) error {
	list, free, err := cChanges(changes)
	if err != nil {
		return err
	}
	defer free()
	return e.run(ctx, nil, func(c *C.struct_fisc_evaluator,
		_ *C.struct_fisc_system) C.enum_fisc_status {
		return C.fisc_evaluator_change(c, list, C.size_t(len(changes)), &e.lent)
	})
}

// Report is a snapshot of what is so after the changes. While it is open, the
// next change costs an evaluation more.
func (e *Evaluator) Report(ctx context.Context) (*Report, error) {
	var report *C.struct_fisc_report
	err := e.run(ctx, nil, func(c *C.struct_fisc_evaluator,
		_ *C.struct_fisc_system) C.enum_fisc_status {
		return C.fisc_evaluator_report(c, &report, &e.lent)
	})
	if err != nil {
		return nil, err
	}
	return e.log.report(report), nil
}

// A Moved is a row whose result the last change moved.
type Moved struct {
	Row    int    // its index in Evaluator.Report
	Clause string // key
	Party  string // id, or ""
	IsNew  bool   // there was no such row before
	Before Result
	Result Result
}

// Moved are the rows that the last Change moved; none, if it failed. Their
// order means nothing.
func (e *Evaluator) Moved() []Moved {
	c := e.use()
	if c == nil {
		return nil
	}
	defer e.release()
	e.mutex.Lock()
	defer e.mutex.Unlock()
	var info C.struct_fisc_moved
	info.size = C.sizeof_struct_fisc_moved
	return collect(int(C.fisc_evaluator_moved_count(c)), func(i int) (Moved, error) {
		if err := check(C.fisc_evaluator_moved(c, C.size_t(i), &info), i); err != nil {
			return Moved{}, err
		}
		return Moved{int(info.row), C.GoString(info.clause),
			C.GoString(info.party), info.is_new != 0, Result(info.before),
			Result(info.result)}, nil
	})
}
