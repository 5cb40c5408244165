// SPDX-License-Identifier: MIT

package fisc

// Files with exported functions may only declare in C.

/*
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
*/
import "C"

import (
	"io"
	"runtime/cgo"
	"unsafe"
)

//export fiscGoLog
func fiscGoLog(handle C.uintptr_t, level C.int, message *C.char) {
	log := cgo.Handle(handle).Value().(func(LogLevel, string))
	log(LogLevel(level), C.GoString(message))
}

// progress is told of a call; it keeps a panic until Go has the thread again,
// for none may unwind the library. There may be none.
type progress struct {
	tell    Progress
	data    unsafe.Pointer // where C has the handle of this
	paniced any
}

func tell(to Progress) *progress {
	p := &progress{tell: to}
	p.data = C.malloc(C.sizeof_uintptr_t)
	*(*cgo.Handle)(p.data) = cgo.NewHandle(p)
	return p
}

// end is called when C knows of it no more.
func (p *progress) end() {
	(*(*cgo.Handle)(p.data)).Delete()
	C.free(p.data)
}

// check goes on with a panic.
func (p *progress) check() {
	if p != nil && p.paniced != nil {
		panic(p.paniced)
	}
}

//export fiscGoProgress
func fiscGoProgress(handle C.uintptr_t, done, total C.size_t) (stop C.int) {
	p := cgo.Handle(handle).Value().(*progress)
	defer func() {
		if p.paniced = recover(); p.paniced != nil {
			stop = 1
		}
	}()
	if !p.tell(int(done), int(total)) {
		return 1
	}
	return 0
}

// sink passes pieces on to a writer, and keeps what it said.
type sink struct {
	writer  io.Writer
	err     error
	paniced any
}

//export fiscGoSink
func fiscGoSink(handle C.uintptr_t, text *C.char, length C.size_t) (stop C.int) {
	s := cgo.Handle(handle).Value().(*sink)
	defer func() {
		if s.paniced = recover(); s.paniced != nil {
			stop = 1
		}
	}()
	// A writer mustn't keep what it is given, so it may read C's memory.
	piece := unsafe.Slice((*byte)(unsafe.Pointer(text)), int(length))
	if _, s.err = s.writer.Write(piece); s.err != nil {
		return 1
	}
	return 0
}
