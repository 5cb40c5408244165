// SPDX-License-Identifier: MIT

package fisc

/*
#include <fisc/fisc.h>
#include <stdlib.h>
*/
import "C"

import (
	"strings"
	"time"
)

// A Language of texts for people.
type Language int

// The languages.
const (
	Japanese Language = C.FISC_LANGUAGE_JA
	English  Language = C.FISC_LANGUAGE_EN
)

// A Text is in two languages; where there was one, both have it.
type Text struct {
	Japanese, English string
}

// In is the text in a language.
func (t Text) In(language Language) string {
	if language == Japanese {
		return t.Japanese
	}
	return t.English
}

func text(pair [2]*C.char) Text {
	return Text{C.GoString(pair[C.FISC_LANGUAGE_JA]),
		C.GoString(pair[C.FISC_LANGUAGE_EN])}
}

// A Role says who owes a clause.
type Role int

// The roles.
const (
	Customer Role = C.FISC_ROLE_CUSTOMER // the institution
	Provider Role = C.FISC_ROLE_PROVIDER // of a cloud
	Operator Role = C.FISC_ROLE_OPERATOR // integrator or operator of a SaaS
	Supplier Role = C.FISC_ROLE_SUPPLIER
)

// String is "customer", "provider", …; "" for no role.
func (r Role) String() string {
	return C.GoString(C.fisc_role_name(C.enum_fisc_role(r)))
}

// ParseRole finds the role of a name.
func ParseRole(name string) (Role, error) {
	var found C.enum_fisc_role
	text, err := cString(name)
	if err != nil {
		return 0, err
	}
	defer freeString(text)
	if status := C.fisc_role_find(text, &found); status != C.FISC_OK {
		return 0, statusError(status, name)
	}
	return Role(found), nil
}

// A Level says how binding a clause is.
type Level int

// The levels.
const (
	Must   Level = C.FISC_LEVEL_MUST
	Should Level = C.FISC_LEVEL_SHOULD
	May    Level = C.FISC_LEVEL_MAY
)

// String is "must", "should" or "may"; "" for no level.
func (l Level) String() string {
	return C.GoString(C.fisc_level_name(C.enum_fisc_level(l)))
}

// ParseLevel finds the level of a name.
func ParseLevel(name string) (Level, error) {
	var found C.enum_fisc_level
	text, err := cString(name)
	if err != nil {
		return 0, err
	}
	defer freeString(text)
	if status := C.fisc_level_find(text, &found); status != C.FISC_OK {
		return 0, statusError(status, name)
	}
	return Level(found), nil
}

// A Result is what came of one clause for one party.
type Result int

// The results.
const (
	Pass          Result = C.FISC_RESULT_PASS
	Fail          Result = C.FISC_RESULT_FAIL
	ResultError   Result = C.FISC_RESULT_ERROR   // its check broke: nothing is decided
	Unknown       Result = C.FISC_RESULT_UNKNOWN // facts are missing or out of date
	NotApplicable Result = C.FISC_RESULT_NOTAPPLICABLE
	NotChecked    Result = C.FISC_RESULT_NOTCHECKED    // the clause has no check
	NotSelected   Result = C.FISC_RESULT_NOTSELECTED   // another role bears it
	Informational Result = C.FISC_RESULT_INFORMATIONAL // a clause of level may
	resultCount          = C.FISC_RESULT_COUNT
)

// String is "pass", "fail", …; "" for no result.
func (r Result) String() string {
	return C.GoString(C.fisc_result_name(C.enum_fisc_result(r)))
}

// A FactType is the type of a fact in a vocabulary.
type FactType int

// The types.
const (
	FlagFact        FactType = C.FISC_FACT_FLAG
	IntegerFact     FactType = C.FISC_FACT_INTEGER
	DecimalFact     FactType = C.FISC_FACT_DECIMAL
	StringFact      FactType = C.FISC_FACT_STRING
	DateFact        FactType = C.FISC_FACT_DATE
	EnumerationFact FactType = C.FISC_FACT_ENUMERATION // one of the allowed values
	SetFact         FactType = C.FISC_FACT_SET         // strings, each at most once
	ListFact        FactType = C.FISC_FACT_LIST        // records, each with an id
)

// String is "flag", "integer", …
func (t FactType) String() string {
	return C.GoString(C.fisc_fact_type_name(C.enum_fisc_fact_type(t)))
}

// A Date is a civil date: days since 1970-01-01.
type Date int32

// NoDate is what isn't given.
const NoDate Date = C.FISC_DATE_NONE

// ParseDate reads YYYY-MM-DD.
func ParseDate(text string) (Date, error) {
	var date C.fisc_date
	given, err := cString(text)
	if err != nil {
		return 0, err
	}
	defer freeString(given)
	if status := C.fisc_date_parse(given, &date); status != C.FISC_OK {
		return 0, &Error{Status: Status(status), Item: text,
			Message: "a date is written YYYY-MM-DD"}
	}
	return Date(date), nil
}

// MustDate is ParseDate for dates that stand in a program; it panics where
// the text is none.
func MustDate(text string) Date {
	date, err := ParseDate(text)
	if err != nil {
		panic(err)
	}
	return date
}

// DateOf is the civil date of a time, where that time is.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	midnight := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()
	return Date(midnight / 86400) // whole days, before 1970 too
}

// String is YYYY-MM-DD; "" for NoDate.
func (d Date) String() string {
	var text [11]C.char
	C.fisc_date_format(C.fisc_date(d), &text[0])
	return C.GoString(&text[0])
}

// Time is midnight of the date, in UTC.
func (d Date) Time() time.Time {
	return time.Unix(int64(d)*86400, 0).UTC()
}

// Add moves the date by a period such as "90d", "6m" or "1y", so many times;
// where the month arrived at has no such day, its last one is taken.
func (d Date) Add(period string, times int) (Date, error) {
	var date C.fisc_date
	given, err := cString(period)
	if err != nil {
		return 0, err
	}
	defer freeString(given)
	status := C.fisc_date_add(C.fisc_date(d), given, C.int(times), &date)
	if status != C.FISC_OK {
		return 0, &Error{Status: Status(status), Item: period,
			Message: "no period such as 90d, 6m or 1y, or out of range"}
	}
	return Date(date), nil
}

// bits is a mask for the library; none means all.
func bits[T ~int](values []T) C.uint {
	var mask C.uint
	for _, value := range values {
		mask |= 1 << uint(value)
	}
	return mask
}

// pathOf joins a record's path and a field's name.
func pathOf(record, name string) string {
	if record == "" || strings.HasPrefix(name, "[") {
		return record + name
	}
	return record + "." + name
}
