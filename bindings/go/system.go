// SPDX-License-Identifier: MIT

package fisc

/*
#include <fisc/fisc.h>
#include <stdlib.h>
*/
import "C"

import "unsafe"

// A Format is how a description is spelled.
type Format int

// The spellings of a description.
const (
	AutoFormat Format = C.FISC_SYSTEM_AUTO // told from the first byte
	JSONFormat Format = C.FISC_SYSTEM_JSON
	XMLFormat  Format = C.FISC_SYSTEM_XML
)

// A System is the description of one system: facts with source, date and
// evidence.
type System struct{ handle }

func (l *logger) system(made *C.struct_fisc_system) *System {
	return finalized(&System{newHandle(unsafe.Pointer(made), l,
		func(p unsafe.Pointer) {
			C.fisc_system_unref((*C.struct_fisc_system)(p))
		})})
}

func (s *System) use() *C.struct_fisc_system {
	if s == nil {
		return nil
	}
	return (*C.struct_fisc_system)(s.acquire())
}

// LoadSystem reads a description from a file.
func (c *Context) LoadSystem(path string, format Format) (*System, error) {
	var made *C.struct_fisc_system
	err := c.read(path, func(c *C.struct_fisc_context, path *C.char,
		lent *C.struct_fisc_error) C.enum_fisc_status {
		return C.fisc_system_load(c, path, C.enum_fisc_system_format(format), &made, lent)
	})
	if err != nil {
		return nil, err
	}
	return c.log.system(made), nil
}

// ParseSystem reads a description from text; errors call it by the name.
func (c *Context) ParseSystem(name string, data []byte, format Format) (*System, error) {
	var made *C.struct_fisc_system
	err := c.read(name, func(c *C.struct_fisc_context, name *C.char,
		lent *C.struct_fisc_error) C.enum_fisc_status {
		return C.fisc_system_parse(c, name, bytesOf(data), C.size_t(len(data)),
			C.enum_fisc_system_format(format), &made, lent)
	})
	if err != nil {
		return nil, err
	}
	return c.log.system(made), nil
}

func (s *System) string(get func(*C.struct_fisc_system) *C.char) string {
	c := s.use()
	if c == nil {
		return ""
	}
	defer s.release()
	return C.GoString(get(c))
}

// ID is the description's id.
func (s *System) ID() string {
	return s.string(func(c *C.struct_fisc_system) *C.char {
		return C.fisc_system_id(c)
	})
}

// Title is its title in a language, or in the other one; or "".
func (s *System) Title(language Language) string {
	return s.string(func(c *C.struct_fisc_system) *C.char {
		return C.fisc_system_title(c, C.enum_fisc_language(language))
	})
}

// Name is what errors and places call its source; "" where it was built.
func (s *System) Name() string {
	return s.string(func(c *C.struct_fisc_system) *C.char {
		return C.fisc_system_name(c)
	})
}

// Digest is SHA-256 over what the description says, in hexadecimal, however it
// is spelled.
func (s *System) Digest() string {
	return s.string(func(c *C.struct_fisc_system) *C.char {
		return C.fisc_system_digest(c)
	})
}

// A ValueType tells what stands at a path.
type ValueType int

// The types of values.
const (
	UnknownValue ValueType = C.FISC_VALUE_UNKNOWN // stated to be unknown
	BooleanValue ValueType = C.FISC_VALUE_BOOLEAN
	IntegerValue ValueType = C.FISC_VALUE_INTEGER
	DecimalValue ValueType = C.FISC_VALUE_DECIMAL
	StringValue  ValueType = C.FISC_VALUE_STRING // also a date, see Day
	ListValue    ValueType = C.FISC_VALUE_LIST
	RecordValue  ValueType = C.FISC_VALUE_RECORD
)

// A Value is one fact, or a record or list of facts, as a description has it.
// Dates that are not given are NoDate.
type Value struct {
	Type     ValueType
	Name     string // a field's name, a list's record's id, or ""
	Boolean  bool
	Integer  int64
	Decimal  float64
	String   string
	Day      Date // of a string that is a date
	Complete bool // of a list: it is whole
	Count    int  // fields of a record, items of a list
	Date     Date // when this was so
	Expires  Date
	At       Date   // of a judgement or confirmation: when, …
	By       string // … by whom …
	Why      string // … and why
	Source   string
	Evidence string // id of an entry of the evidence register
	Unknown  string // why it is not known
	File     string // where it is stated; "" where it was built
	Line     int
	Column   int
}

func valueOf(info *C.struct_fisc_value) Value {
	return Value{
		Type:     ValueType(info._type),
		Name:     C.GoString(info.name),
		Boolean:  info._type == C.FISC_VALUE_BOOLEAN && info.integer != 0,
		Integer:  int64(info.integer),
		Decimal:  float64(info.decimal),
		String:   C.GoString(info.string),
		Day:      Date(info.day),
		Complete: info.complete != 0,
		Count:    int(info.count),
		Date:     Date(info.date),
		Expires:  Date(info.expires),
		At:       Date(info.at),
		By:       C.GoString(info.by),
		Why:      C.GoString(info.why),
		Source:   C.GoString(info.source),
		Evidence: C.GoString(info.evidence),
		Unknown:  C.GoString(info.unknown),
		File:     C.GoString(info.file),
		Line:     int(info.line),
		Column:   int(info.column),
	}
}

// Any is the value as Go has it: bool, int64, float64 or string; nil for an
// unknown, a list or a record.
func (v Value) Any() any {
	switch v.Type {
	case BooleanValue:
		return v.Boolean
	case IntegerValue:
		return v.Integer
	case DecimalValue:
		return v.Decimal
	case StringValue:
		return v.String
	}
	return nil
}

// Get is what stands at a path such as "suppliers[acme].reviewed"; "" is the
// whole description. ErrNotFound: nothing is stated there.
func (s *System) Get(path string) (Value, error) {
	c := s.use()
	if c == nil {
		return Value{}, ErrClosed
	}
	defer s.release()
	given, err := cString(path)
	if err != nil {
		return Value{}, err
	}
	defer freeString(given)
	var info C.struct_fisc_value
	info.size = C.sizeof_struct_fisc_value
	if status := C.fisc_system_get(c, given, &info); status != C.FISC_OK {
		return Value{}, statusError(status, path)
	}
	return valueOf(&info), nil
}

// Item is a field of the record, or an item of the list, that stands at a
// path; from 0, below its Count. Fields are in order of name, records in order
// of id, plain items in order of value.
func (s *System) Item(path string, index int) (Value, error) {
	c := s.use()
	if c == nil {
		return Value{}, ErrClosed
	}
	defer s.release()
	given, err := cString(path)
	if err != nil {
		return Value{}, err
	}
	defer freeString(given)
	var info C.struct_fisc_value
	info.size = C.sizeof_struct_fisc_value
	if status := C.fisc_system_item(c, given, C.size_t(index), &info); status != C.FISC_OK {
		return Value{}, statusError(status, path)
	}
	return valueOf(&info), nil
}

// Items are all of them.
func (s *System) Items(path string) ([]Value, error) {
	of, err := s.Get(path)
	if err != nil {
		return nil, err
	}
	return collect(of.Count, func(i int) (Value, error) {
		return s.Item(path, i)
	}), nil
}

// A JoinKind tells how statements of a customer and of its provider meet.
type JoinKind int

// The kinds of entries of a join.
const (
	JoinInherited JoinKind = C.FISC_JOIN_INHERITED
	JoinShared    JoinKind = C.FISC_JOIN_SHARED
	JoinAnswered  JoinKind = C.FISC_JOIN_ANSWERED
	JoinOpen      JoinKind = C.FISC_JOIN_OPEN     // asked by the provider, answered by nobody
	JoinDangling  JoinKind = C.FISC_JOIN_DANGLING // names nothing on the provider's side
)

// String is "inherited", "shared", …
func (k JoinKind) String() string {
	return C.GoString(C.fisc_join_kind_name(C.enum_fisc_join_kind(k)))
}

// A JoinEntry is one meeting of two statements.
type JoinEntry struct {
	Kind           JoinKind
	Party          string // the provider's id in the customer's description
	Clause         string // key of the clause
	As             string // key under which the provider states it
	Bearer         string // who inherits
	Responsibility string // id of what the provider asks
	Text           string // the provider's words
	Answer         string // the customer's words
	Certain        bool   // false: the list with the other half is not whole
	CustomerPath   string // such as "inherits[f7]"
	CustomerFile   string
	CustomerLine   int
	CustomerColumn int
	ProviderPath   string
	ProviderFile   string
	ProviderLine   int
	ProviderColumn int
}

// A Join is a customer's description beside its provider's.
type Join struct{ handle }

func (j *Join) use() *C.struct_fisc_join {
	if j == nil {
		return nil
	}
	return (*C.struct_fisc_join)(j.acquire())
}

// Join lays the provider's description beside this one, which calls it party.
func (s *System) Join(provider *System, party string) (*Join, error) {
	var made *C.struct_fisc_join
	var lent C.struct_fisc_error
	customer := s.use()
	if customer == nil {
		return nil, ErrClosed
	}
	defer s.release()
	other := provider.use()
	if other == nil {
		return nil, ErrClosed
	}
	defer provider.release()
	given, err := cString(party)
	if err != nil {
		return nil, err
	}
	defer freeString(given)
	if status := C.fisc_join_new(customer, other, given, &made, &lent); status != C.FISC_OK {
		return nil, errorOf(status, &lent)
	}
	return finalized(&Join{newHandle(unsafe.Pointer(made), s.log,
		func(p unsafe.Pointer) {
			C.fisc_join_free((*C.struct_fisc_join)(p))
		})}), nil
}

// Count is how many entries it has.
func (j *Join) Count() int {
	c := j.use()
	if c == nil {
		return 0
	}
	defer j.release()
	return int(C.fisc_join_count(c))
}

// Entry is one of them, from 0.
func (j *Join) Entry(index int) (JoinEntry, error) {
	c := j.use()
	if c == nil {
		return JoinEntry{}, ErrClosed
	}
	defer j.release()
	var info C.struct_fisc_join_entry
	info.size = C.sizeof_struct_fisc_join_entry
	if err := check(C.fisc_join_entry(c, C.size_t(index), &info), index); err != nil {
		return JoinEntry{}, err
	}
	return JoinEntry{
		Kind:           JoinKind(info.kind),
		Party:          C.GoString(info.party),
		Clause:         C.GoString(info.clause),
		As:             C.GoString(info.as),
		Bearer:         C.GoString(info.bearer),
		Responsibility: C.GoString(info.responsibility),
		Text:           C.GoString(info.text),
		Answer:         C.GoString(info.answer),
		Certain:        info.certain != 0,
		CustomerPath:   C.GoString(info.customer_path),
		CustomerFile:   C.GoString(info.customer_file),
		CustomerLine:   int(info.customer_line),
		CustomerColumn: int(info.customer_column),
		ProviderPath:   C.GoString(info.provider_path),
		ProviderFile:   C.GoString(info.provider_file),
		ProviderLine:   int(info.provider_line),
		ProviderColumn: int(info.provider_column),
	}, nil
}

// Entries are all of them, in order of kind, clause, responsibility and path.
func (j *Join) Entries() []JoinEntry {
	return collect(j.Count(), j.Entry)
}
