// SPDX-License-Identifier: MIT

package fisc

/*
#include <fisc/fisc.h>
#include "shim.h"
*/
import "C"

import (
	"runtime"
	"runtime/cgo"
	"unsafe"
)

// A LogLevel says how serious a message is.
type LogLevel int

// The levels of messages.
const (
	LogError   LogLevel = C.FISC_LOG_ERROR
	LogWarning LogLevel = C.FISC_LOG_WARNING
	LogInfo    LogLevel = C.FISC_LOG_INFO
)

// String is "error", "warning" or "info".
func (l LogLevel) String() string {
	switch l {
	case LogError:
		return "error"
	case LogWarning:
		return "warning"
	case LogInfo:
		return "info"
	}
	return ""
}

// ContextOptions are what a Context is made with. Zero means the default.
type ContextOptions struct {
	// Log receives messages that are no errors of a call, such as warnings
	// about a policy. It may be called from several goroutines at once, must
	// not panic, and must not refer to the Context, which would never be
	// collected then. Default: they are dropped.
	Log func(level LogLevel, message string)

	MaxInputBytes int    // of one file; default 32 MiB
	MaxDepth      int    // of XML, JSON, facts; default 64
	MaxNodes      int    // elements or values; default 2,000,000
	MaxCheckBytes int    // of one check file; default 32 KiB
	CheckSteps    uint64 // a check's steps; default 1,000,000
	CheckMemory   int    // bytes a Lua state may hold; default 8 MiB
	CheckBlock    int    // its largest block; default 512 KiB
	ClauseWork    uint64 // of one part of a requirement; default 50,000,000
	EvalWork      uint64 // of an evaluation; default 250,000,000
}

// logger keeps the log function for as long as anything refers to it: every
// object made from the context does.
type logger struct {
	handle cgo.Handle
}

// A Context holds the limits and the log of everything that is made from it.
// It has nothing to do with context.Context.
type Context struct{ handle }

// NewContext makes a context; nil means all defaults.
func NewContext(options *ContextOptions) (*Context, error) {
	var given C.struct_fisc_context_options
	var made *C.struct_fisc_context
	var lent C.struct_fisc_error
	var log *logger

	given.size = C.sizeof_struct_fisc_context_options
	if options != nil {
		for _, number := range []int{options.MaxInputBytes, options.MaxDepth,
			options.MaxNodes, options.MaxCheckBytes, options.CheckMemory,
			options.CheckBlock} {
			if number < 0 {
				return nil, &Error{Status: ErrInvalid,
					Message: "a limit is not negative"}
			}
		}
		given.max_input_bytes = C.size_t(options.MaxInputBytes)
		given.max_depth = C.size_t(options.MaxDepth)
		given.max_nodes = C.size_t(options.MaxNodes)
		given.max_check_bytes = C.size_t(options.MaxCheckBytes)
		given.check_steps = C.uint64_t(options.CheckSteps)
		given.check_memory = C.size_t(options.CheckMemory)
		given.check_block = C.size_t(options.CheckBlock)
		given.clause_work = C.uint64_t(options.ClauseWork)
		given.eval_work = C.uint64_t(options.EvalWork)
		if options.Log != nil {
			log = &logger{cgo.NewHandle(options.Log)}
			runtime.SetFinalizer(log, func(l *logger) { l.handle.Delete() })
			C.fisc_go_context_log(&given, C.uintptr_t(log.handle))
		}
	}
	if status := C.fisc_context_new(&given, &made, &lent); status != C.FISC_OK {
		return nil, errorOf(status, &lent)
	}
	return finalized(&Context{newHandle(unsafe.Pointer(made), log,
		func(p unsafe.Pointer) {
			C.fisc_context_unref((*C.struct_fisc_context)(p))
		})}), nil
}

func (c *Context) use() *C.struct_fisc_context {
	if c == nil {
		return nil
	}
	return (*C.struct_fisc_context)(c.acquire())
}

// read lets the library read something with the context, which is told a path
// or what errors call a text.
func (c *Context) read(name string, call func(*C.struct_fisc_context, *C.char,
	*C.struct_fisc_error) C.enum_fisc_status) error {
	var lent C.struct_fisc_error
	context := c.use()
	if context == nil {
		return ErrClosed
	}
	defer c.release()
	given, err := cString(name)
	if err != nil {
		return err
	}
	defer freeString(given)
	if status := call(context, given, &lent); status != C.FISC_OK {
		return errorOf(status, &lent)
	}
	return nil
}

// A Diagnostic is a remark about a policy or a description that doesn't stop
// it from being used.
type Diagnostic struct {
	Level    LogLevel
	Rule     string // stable, such as "fact-unused"
	Item     string // what it is about
	Message  string // one line of English
	Messages Text
	File     string
	Line     int
	Column   int
}

func diagnosticOf(info *C.struct_fisc_diagnostic) Diagnostic {
	return Diagnostic{
		Level:    LogLevel(info.level),
		Rule:     C.GoString(info.rule),
		Item:     C.GoString(info.item),
		Message:  C.GoString(info.message),
		Messages: text(info.messages),
		File:     C.GoString(info.file),
		Line:     int(info.line),
		Column:   int(info.column),
	}
}
