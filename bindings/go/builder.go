// SPDX-License-Identifier: MIT

package fisc

/*
#include <fisc/fisc.h>
#include <stdlib.h>
*/
import "C"

import (
	"strings"
	"sync"
	"unsafe"
)

// About is what may be said beside a value. Zero means that it is not said.
// Dates are written YYYY-MM-DD.
type About struct {
	Date     string // when this was so
	Expires  string // the last day on which it may be relied on
	Source   string // where it is from, in words
	Evidence string // id of an entry of the evidence register
	By       string // of a judgement or confirmation: by whom, …
	At       string // … when, …
	Why      string // … and why
}

// aboutFields are the strings of an About in the order of C's members.
func (a *About) fields() [7]string {
	return [7]string{a.Date, a.Expires, a.Source, a.Evidence, a.By, a.At, a.Why}
}

// cAbout fills in what the library reads; its strings lie in C's memory, and
// held takes them.
func cAbout(a *About, ret *C.struct_fisc_about, held *[]unsafe.Pointer) error {
	var given [7]*C.char
	ret.size = C.sizeof_struct_fisc_about
	for i, field := range a.fields() {
		text, err := optional(field)
		if err != nil {
			return err
		}
		if text != nil {
			*held = append(*held, unsafe.Pointer(text))
		}
		given[i] = text
	}
	ret.date, ret.expires, ret.source = given[0], given[1], given[2]
	ret.evidence, ret.by, ret.at, ret.why = given[3], given[4], given[5], given[6]
	return nil
}

// A Builder makes a description fact by fact. Paths are those of System.Get,
// relative to the prefix entered last. A path names one statement; a list that
// isn't stated is not whole. A call that fails leaves everything as it was.
type Builder struct {
	handle
	mutex sync.Mutex
	lent  C.struct_fisc_error
	path  []byte // the path and, behind it, a text, each with a NUL
}

// NewBuilder begins a description.
func (c *Context) NewBuilder(id string) (*Builder, error) {
	var made *C.struct_fisc_builder
	var lent C.struct_fisc_error
	context := c.use()
	if context == nil {
		return nil, ErrClosed
	}
	defer c.release()
	given, err := cString(id)
	if err != nil {
		return nil, err
	}
	defer freeString(given)
	if status := C.fisc_builder_new(context, given, &made, &lent); status != C.FISC_OK {
		return nil, errorOf(status, &lent)
	}
	return finalized(&Builder{handle: newHandle(unsafe.Pointer(made), c.log,
		func(p unsafe.Pointer) {
			C.fisc_builder_free((*C.struct_fisc_builder)(p))
		})}), nil
}

// call lends path and text, without a copy of their own each, to a call.
func (b *Builder) call(path, text string, call func(builder *C.struct_fisc_builder,
	path, text *C.char) C.enum_fisc_status) error {
	if b == nil {
		return ErrClosed
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	c := (*C.struct_fisc_builder)(b.acquire())
	if c == nil {
		return ErrClosed
	}
	defer b.release()
	if strings.IndexByte(path, 0) >= 0 || strings.IndexByte(text, 0) >= 0 {
		return &Error{Status: ErrInvalid, Item: path,
			Message: "a text has no NUL in it"}
	}
	b.path = append(append(append(append(b.path[:0], path...), 0), text...), 0)
	status := call(c, (*C.char)(unsafe.Pointer(&b.path[0])),
		(*C.char)(unsafe.Pointer(&b.path[len(path)+1])))
	if status != C.FISC_OK {
		return errorOf(status, &b.lent)
	}
	return nil
}

// Title sets the title in a language.
func (b *Builder) Title(language Language, title string) error {
	return b.call("", title, func(c *C.struct_fisc_builder, _, text *C.char) C.enum_fisc_status {
		return C.fisc_builder_title(c, C.enum_fisc_language(language), text, &b.lent)
	})
}

// Place sets the place that what is stated from now on has.
func (b *Builder) Place(file string, line, column int) error {
	return b.call("", file, func(c *C.struct_fisc_builder, _, text *C.char) C.enum_fisc_status {
		return C.fisc_builder_place(c, text, C.uint(line), C.uint(column), &b.lent)
	})
}

// Enter makes paths relative to a prefix, until Leave.
func (b *Builder) Enter(path string) error {
	return b.call(path, "", func(c *C.struct_fisc_builder, path, _ *C.char) C.enum_fisc_status {
		return C.fisc_builder_enter(c, path, &b.lent)
	})
}

// Leave leaves the prefix entered last.
func (b *Builder) Leave() {
	b.call("", "", func(c *C.struct_fisc_builder, _, _ *C.char) C.enum_fisc_status {
		C.fisc_builder_leave(c)
		return C.FISC_OK
	})
}

// Boolean states that a fact is true or false.
func (b *Builder) Boolean(path string, value bool) error {
	return b.call(path, "", func(c *C.struct_fisc_builder, path, _ *C.char) C.enum_fisc_status {
		return C.fisc_builder_boolean(c, path, truth(value), &b.lent)
	})
}

func truth(value bool) C.int {
	if value {
		return 1
	}
	return 0
}

// Integer states a whole number.
func (b *Builder) Integer(path string, value int64) error {
	return b.call(path, "", func(c *C.struct_fisc_builder, path, _ *C.char) C.enum_fisc_status {
		return C.fisc_builder_integer(c, path, C.int64_t(value), &b.lent)
	})
}

// Decimal states a finite number.
func (b *Builder) Decimal(path string, value float64) error {
	return b.call(path, "", func(c *C.struct_fisc_builder, path, _ *C.char) C.enum_fisc_status {
		return C.fisc_builder_decimal(c, path, C.double(value), &b.lent)
	})
}

// String states a text; one that is a day YYYY-MM-DD also counts as a date.
func (b *Builder) String(path, value string) error {
	return b.call(path, value, func(c *C.struct_fisc_builder, path, text *C.char) C.enum_fisc_status {
		return C.fisc_builder_string(c, path, text, &b.lent)
	})
}

// Date states a date.
func (b *Builder) Date(path string, value Date) error {
	return b.call(path, "", func(c *C.struct_fisc_builder, path, _ *C.char) C.enum_fisc_status {
		return C.fisc_builder_date(c, path, C.fisc_date(value), &b.lent)
	})
}

// Unknown states that a fact, a record or a list is not known, and why.
func (b *Builder) Unknown(path, reason string) error {
	return b.call(path, reason, func(c *C.struct_fisc_builder, path, text *C.char) C.enum_fisc_status {
		return C.fisc_builder_unknown(c, path, text, &b.lent)
	})
}

// Set states a set of texts, each once, and whether it is whole.
func (b *Builder) Set(path string, items []string, complete bool) error {
	list, free, err := cStrings(items)
	if err != nil {
		return err
	}
	defer free()
	return b.call(path, "", func(c *C.struct_fisc_builder, path, _ *C.char) C.enum_fisc_status {
		return C.fisc_builder_set(c, path, list, C.size_t(len(items)),
			truth(complete), &b.lent)
	})
}

// cStrings is an array of strings in C's memory.
func cStrings(items []string) (list **C.char, free func(), err error) {
	size := C.size_t(unsafe.Sizeof(list))
	array := C.calloc(C.size_t(len(items)+1), size)
	all := unsafe.Slice((**C.char)(array), len(items)+1)
	free = func() {
		for _, text := range all {
			freeString(text)
		}
		C.free(array)
	}
	for i, item := range items {
		if all[i], err = cString(item); err != nil {
			free()
			return nil, nil, err
		}
	}
	return (**C.char)(array), free, nil
}

// List states a list of records, which are stated before or after, and whether
// it is whole.
func (b *Builder) List(path string, complete bool) error {
	return b.call(path, "", func(c *C.struct_fisc_builder, path, _ *C.char) C.enum_fisc_status {
		return C.fisc_builder_list(c, path, truth(complete), &b.lent)
	})
}

// Add states an item of a list or set that was stated: a bool, a number or a
// string.
func (b *Builder) Add(path string, item any) error {
	var value C.struct_fisc_value
	var words string
	value.size = C.sizeof_struct_fisc_value
	switch v := item.(type) {
	case bool:
		value._type = C.FISC_VALUE_BOOLEAN
		value.integer = C.int64_t(truth(v))
	case int:
		value._type = C.FISC_VALUE_INTEGER
		value.integer = C.int64_t(v)
	case int64:
		value._type = C.FISC_VALUE_INTEGER
		value.integer = C.int64_t(v)
	case float64:
		value._type = C.FISC_VALUE_DECIMAL
		value.decimal = C.double(v)
	case string:
		value._type = C.FISC_VALUE_STRING
		words = v
	default:
		return &Error{Status: ErrInvalid, Item: path,
			Message: "an item is a bool, a number or a string"}
	}
	if value._type == C.FISC_VALUE_STRING {
		given, err := cString(words) // a pointer within must not be Go's
		if err != nil {
			return err
		}
		defer freeString(given)
		value.string = given
	}
	return b.call(path, "", func(c *C.struct_fisc_builder, path, _ *C.char) C.enum_fisc_status {
		return C.fisc_builder_add(c, path, &value, &b.lent)
	})
}

// Record states a record, perhaps of a list, that may stay empty.
func (b *Builder) Record(path string) error {
	return b.call(path, "", func(c *C.struct_fisc_builder, path, _ *C.char) C.enum_fisc_status {
		return C.fisc_builder_record(c, path, &b.lent)
	})
}

// About says more about the fact, set or list that was stated at a path.
func (b *Builder) About(path string, about About) error {
	var given C.struct_fisc_about
	var held []unsafe.Pointer
	defer func() {
		for _, p := range held {
			C.free(p)
		}
	}()
	if err := cAbout(&about, &given, &held); err != nil {
		return err
	}
	return b.call(path, "", func(c *C.struct_fisc_builder, path, _ *C.char) C.enum_fisc_status {
		return C.fisc_builder_about(c, path, &given, &b.lent)
	})
}

// Finish makes a description of what was stated. The builder is spent.
func (b *Builder) Finish() (*System, error) {
	var made *C.struct_fisc_system
	err := b.call("", "", func(c *C.struct_fisc_builder, _, _ *C.char) C.enum_fisc_status {
		return C.fisc_builder_finish(c, &made, &b.lent)
	})
	if err != nil {
		return nil, err
	}
	return b.log.system(made), nil
}
