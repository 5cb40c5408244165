// SPDX-License-Identifier: MIT

package fisc

/*
#include <fisc/fisc.h>
#include <stdlib.h>
*/
import "C"

import (
	"encoding/json"
	"reflect"
	"unsafe"
)

// A ChangeKind is what a change does.
type ChangeKind int

// The kinds of changes. There is no kind 0.
const (
	ChangeClear    ChangeKind = C.FISC_CHANGE_CLEAR
	ChangeBoolean  ChangeKind = C.FISC_CHANGE_BOOLEAN // Integer other than 0 is true
	ChangeInteger  ChangeKind = C.FISC_CHANGE_INTEGER
	ChangeDecimal  ChangeKind = C.FISC_CHANGE_DECIMAL
	ChangeString   ChangeKind = C.FISC_CHANGE_STRING
	ChangeDate     ChangeKind = C.FISC_CHANGE_DATE     // Day
	ChangeSet      ChangeKind = C.FISC_CHANGE_SET      // Items and Complete
	ChangeUnknown  ChangeKind = C.FISC_CHANGE_UNKNOWN  // String says why
	ChangeJSON     ChangeKind = C.FISC_CHANGE_JSON     // String, as it would stand there
	ChangeAbout    ChangeKind = C.FISC_CHANGE_ABOUT    // About
	ChangeRecord   ChangeKind = C.FISC_CHANGE_RECORD   // there is a record
	ChangeComplete ChangeKind = C.FISC_CHANGE_COMPLETE // the list is whole or not
	ChangeAdd      ChangeKind = C.FISC_CHANGE_ADD      // the set has the member String
	ChangeRemove   ChangeKind = C.FISC_CHANGE_REMOVE   // the set has it not
	ChangeAsOf     ChangeKind = C.FISC_CHANGE_AS_OF    // of an evaluator alone: Day
)

// A Change says how things are afterwards. Zero in what its kind doesn't use.
type Change struct {
	Kind     ChangeKind
	Path     string
	Integer  int64
	Decimal  float64
	String   string
	Items    []string
	Complete bool
	Day      Date
	About    *About
}

// Set states a value at a path instead of what was there with all that was
// said beside it: a bool, a number, a string, a Date, a time.Time, a []string
// (a whole set), a Fact or a NotKnown; a map or another slice as it would
// stand in a description in JSON. Anything else is refused when it is made.
func Set(path string, value any) Change {
	switch v := value.(type) {
	case Fact:
		change := Set(path, v.Value)
		change.About = &v.About
		return change
	case NotKnown:
		change := Change{Kind: ChangeUnknown, Path: path, String: v.Reason}
		if v.About != (About{}) {
			change.About = &v.About
		}
		return change
	case []string:
		return Change{Kind: ChangeSet, Path: path, Items: v, Complete: true}
	}
	given := plain(reflect.ValueOf(value))
	if !given.IsValid() {
		return Change{Path: path}
	}
	scalar, ok, err := item(path, given)
	switch v := scalar.(type) {
	case bool:
		return Change{Kind: ChangeBoolean, Path: path, Integer: int64(truth(v))}
	case int64:
		return Change{Kind: ChangeInteger, Path: path, Integer: v}
	case float64:
		return Change{Kind: ChangeDecimal, Path: path, Decimal: v}
	case string:
		return Change{Kind: ChangeString, Path: path, String: v}
	case Date:
		return Change{Kind: ChangeDate, Path: path, Day: v}
	}
	if kind := given.Kind(); !ok && err == nil && (kind == reflect.Map || kind == reflect.Slice) {
		if text, err := json.Marshal(value); err == nil {
			return Change{Kind: ChangeJSON, Path: path, String: string(text)}
		}
	}
	return Change{Path: path}
}

// Clear takes away what is stated at a path and below it, or an element.
func Clear(path string) Change {
	return Change{Kind: ChangeClear, Path: path}
}

// SetAbout replaces what is said beside the value at a path.
func SetAbout(path string, about About) Change {
	return Change{Kind: ChangeAbout, Path: path, About: &about}
}

// SetRecord says that there is a record, such as "suppliers[acme]".
func SetRecord(path string) Change {
	return Change{Kind: ChangeRecord, Path: path}
}

// SetComplete says that a list or set is whole, or is not.
func SetComplete(path string, complete bool) Change {
	return Change{Kind: ChangeComplete, Path: path, Complete: complete}
}

// AddMember says that a set has a member.
func AddMember(path, member string) Change {
	return Change{Kind: ChangeAdd, Path: path, String: member}
}

// RemoveMember says that a set hasn't.
func RemoveMember(path, member string) Change {
	return Change{Kind: ChangeRemove, Path: path, String: member}
}

// SetAsOf moves an evaluator to a date.
func SetAsOf(day Date) Change {
	return Change{Kind: ChangeAsOf, Day: day}
}

// cChanges copies changes to where the library may read them.
func cChanges(changes []Change) (list *C.struct_fisc_change, free func(), err error) {
	var held []unsafe.Pointer
	free = func() {
		for _, p := range held {
			C.free(p)
		}
	}
	give := func(text string) *C.char {
		var given *C.char
		if err == nil {
			if given, err = cString(text); given != nil {
				held = append(held, unsafe.Pointer(given))
			}
		}
		return given
	}
	const size = C.sizeof_struct_fisc_change
	list = (*C.struct_fisc_change)(C.calloc(C.size_t(len(changes)+1), size))
	held = append(held, unsafe.Pointer(list))
	all := unsafe.Slice(list, len(changes)+1)
	for i := range changes {
		from, to := &changes[i], &all[i]
		to.size = size
		to.kind = C.enum_fisc_change_kind(from.Kind)
		if from.Kind != ChangeAsOf {
			to.path = give(from.Path)
		}
		to.integer = C.int64_t(from.Integer)
		to.decimal = C.double(from.Decimal)
		switch from.Kind {
		case ChangeString, ChangeUnknown, ChangeJSON, ChangeAdd, ChangeRemove:
			to.string = give(from.String)
		case ChangeSet:
			strings := C.calloc(C.size_t(len(from.Items)+1), C.size_t(unsafe.Sizeof(to.string)))
			held = append(held, strings)
			to.items = (**C.char)(strings)
			to.count = C.size_t(len(from.Items))
			for j, item := range from.Items {
				unsafe.Slice(to.items, len(from.Items))[j] = give(item)
			}
		}
		to.complete = truth(from.Complete)
		to.day = C.fisc_date(from.Day)
		if from.About != nil && err == nil {
			about := C.calloc(1, C.sizeof_struct_fisc_about)
			held = append(held, about)
			to.about = (*C.struct_fisc_about)(about)
			err = cAbout(from.About, to.about, &held)
		}
	}
	if err != nil {
		free()
		return nil, nil, err
	}
	return list, free, nil
}

// changesOf copies changes of the library's.
func changesOf(list *C.struct_fisc_change, count C.size_t) []Change {
	var changes []Change
	for _, from := range unsafe.Slice(list, int(count)) {
		change := Change{
			Kind:     ChangeKind(from.kind),
			Path:     C.GoString(from.path),
			Integer:  int64(from.integer),
			Decimal:  float64(from.decimal),
			String:   C.GoString(from.string),
			Complete: from.complete != 0,
			Day:      Date(from.day),
		}
		for _, item := range unsafe.Slice(from.items, int(from.count)) {
			change.Items = append(change.Items, C.GoString(item))
		}
		if from.about != nil {
			change.About = &About{
				Date:     C.GoString(from.about.date),
				Expires:  C.GoString(from.about.expires),
				Source:   C.GoString(from.about.source),
				Evidence: C.GoString(from.about.evidence),
				By:       C.GoString(from.about.by),
				At:       C.GoString(from.about.at),
				Why:      C.GoString(from.about.why),
			}
		}
		changes = append(changes, change)
	}
	return changes
}

// Change is the description with changes made to it, in their order; this one
// stays as it is. An Error has the change's path as Item and its number, from
// 1, as Line.
func (s *System) Change(changes ...Change) (*System, error) {
	var made *C.struct_fisc_system
	var lent C.struct_fisc_error
	c := s.use()
	if c == nil {
		return nil, ErrClosed
	}
	defer s.release()
	list, free, err := cChanges(changes)
	if err != nil {
		return nil, err
	}
	defer free()
	if status := C.fisc_system_change(c, list, C.size_t(len(changes)), &made,
		&lent); status != C.FISC_OK {
		return nil, errorOf(status, &lent)
	}
	return s.log.system(made), nil
}
