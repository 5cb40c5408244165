// SPDX-License-Identifier: MIT

// Package fisc evaluates descriptions of systems against policies: a result
// for each clause and each party that bears it, with reasons. It is libfisc,
// called through cgo; the C headers say more on each call.
//
//	library, err := fisc.NewContext(nil)
//	policy, err := library.LoadPolicy("policies/fisc8")
//	system, err := library.Describe(map[string]any{"id": "bank", ...})
//	report, err := policy.NewPool(0).Eval(ctx, system, fisc.Options{AsOf: day})
//
// # Threads
//
// Context, Policy, Catalog, System, Report and all that is read from them are
// immutable: any number of goroutines may use one at once, and Close it while
// others do; it ends after the last call. An Evaluator serves one evaluation
// at a time and makes others wait; a Pool gives each goroutine its own.
//
// # Memory
//
// What the library holds lies outside of Go's heap. Close gives it back at
// once; without it, a finalizer does when the collector comes by, which knows
// nothing of that memory and may come late. So close reports in loops. The
// order doesn't matter: what is made from something keeps it alive. A closed
// object answers with ErrClosed, or with a zero where no error is returned.
//
// # Texts
//
// What is returned is Go's own and stays after Close.
package fisc

/*
#cgo pkg-config: fisc
#include <fisc/fisc.h>
*/
import "C"

// Version is the library's version, such as "0.1.0".
func Version() string {
	return C.GoString(C.fisc_version())
}

// VersionDetails names the versions of the libraries that the process runs
// with: "Lua 5.4.4, libxml2 2.9.14, …".
func VersionDetails() string {
	var text [256]C.char
	C.fisc_version_details(&text[0], C.size_t(len(text)))
	return C.GoString(&text[0])
}
