// SPDX-License-Identifier: MIT

package fisc

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"time"
)

// A Fact is a value with what is said beside it.
type Fact struct {
	Value any // a bool, a number, a string, a Date or a time.Time
	About
}

// A NotKnown stands where a fact, a record or a list isn't known.
type NotKnown struct {
	Reason string // not empty
	About
}

// A List is one of which more is said than its items: that it isn't whole,
// where it is from.
type List struct {
	Complete bool
	Items    any // a slice or an array; nil: none
	About
}

// systemFormat is what a description in JSON calls itself.
const systemFormat = "libfisc-system/1"

// Describe makes a description of Go values, without text in between. It takes
// a map with the shape of a description in JSON, or a struct, whose fields
// stand by their tag:
//
//	type bank struct {
//		ID      string    `fisc:"id"`
//		Backup  time.Time `fisc:"backup.last"`
//		Copies  *int      `fisc:"backup.copies"`
//		Sites   []site    `fisc:"sites"`
//		Regions fisc.List `fisc:"regions,omitempty"`
//	}
//
// "id" is needed; "format" and "title" are as in JSON, all else is facts.
// Fields without a tag are no facts, but embedded structs are taken as if
// their fields stood there. A nil in a field, and with omitempty what is zero,
// says nothing. A slice is the whole list, of plain values or of records, each
// a map or struct with an "id"; List says otherwise, Fact and NotKnown say
// more. A Date is a date, and so is a time.Time, without its hours. A float
// without a fraction is a whole number, as encoding/json would write it; a
// json.Number is what it is written as.
func (c *Context) Describe(facts any) (*System, error) {
	d := describer{records: map[string]bool{}}
	fields, err := d.fields("", reflect.ValueOf(facts))
	if err != nil {
		return nil, err
	}
	id, err := rootText(fields, "id")
	if err != nil {
		return nil, err
	}
	if id == "" {
		return nil, &Error{Status: ErrInvalid, Message: `the description has no "id"`}
	}
	if _, there := find(fields, "format"); there {
		format, err := rootText(fields, "format")
		if err != nil {
			return nil, err
		}
		if format != systemFormat {
			return nil, &Error{Status: ErrInvalid, Item: "format",
				Message: fmt.Sprintf("%q must be %q", "format", systemFormat)}
		}
	}
	if d.builder, err = c.NewBuilder(id); err != nil {
		return nil, err
	}
	defer d.builder.Close()
	for _, f := range fields {
		switch f.name {
		case "id", "format":
		case "$schema":
			_, err = rootText(fields, "$schema")
		case "title":
			err = d.title(f.value)
		default:
			err = d.member("", f)
		}
		if err != nil {
			return nil, err
		}
	}
	return d.builder.Finish()
}

// A field is a member of a record: its name is a path.
type field struct {
	name  string
	value reflect.Value
}

func find(fields []field, name string) (reflect.Value, bool) {
	for _, f := range fields {
		if f.name == name {
			return f.value, true
		}
	}
	return reflect.Value{}, false
}

// rootText is a field that is a string; "" where it isn't there.
func rootText(fields []field, name string) (string, error) {
	value, there := find(fields, name)
	if !there {
		return "", nil
	}
	text, ok := textOf(value)
	if !ok {
		return "", &Error{Status: ErrInvalid, Item: name,
			Message: fmt.Sprintf("%q takes a string", name)}
	}
	return text, nil
}

// textOf is a string; a json.Number is none.
func textOf(value reflect.Value) (text string, ok bool) {
	value = plain(value)
	if value.Kind() != reflect.String || value.Type() == reflect.TypeOf(json.Number("")) {
		return "", false
	}
	return value.String(), true
}

// mostPointers that lead to a value; more are a circle.
const mostPointers = 64

// plain is what pointers and interfaces lead to; invalid for nil.
func plain(value reflect.Value) reflect.Value {
	for i := 0; value.Kind() == reflect.Pointer || value.Kind() == reflect.Interface; i++ {
		if i == mostPointers {
			return reflect.Value{}
		}
		value = value.Elem()
	}
	return value
}

type describer struct {
	builder *Builder
	depth   int
	records map[string]bool // those of lists, by path
}

func refuse(path, format string, arguments ...any) error {
	message := fmt.Sprintf(format, arguments...)
	if path != "" {
		message = path + ": " + message
	}
	return &Error{Status: ErrInvalid, Item: path, Message: message}
}

// fields are the members of a map or struct, in order of names or of the type.
func (d *describer) fields(path string, record reflect.Value) ([]field, error) {
	record = plain(record)
	var fields []field
	switch {
	case record.Kind() == reflect.Map && record.Type().Key().Kind() == reflect.String:
		for _, key := range record.MapKeys() {
			fields = append(fields, field{key.String(), record.MapIndex(key)})
		}
		sort.Slice(fields, func(i, j int) bool {
			return fields[i].name < fields[j].name
		})
		return fields, nil
	case record.Kind() == reflect.Struct:
		return structFields(record, nil), nil
	}
	return nil, refuse(path, "facts are a map by string or a struct")
}

func structFields(record reflect.Value, fields []field) []field {
	kind := record.Type()
	for i := 0; i < kind.NumField(); i++ {
		tag, tagged := kind.Field(i).Tag.Lookup("fisc")
		value := record.Field(i)
		if !tagged && kind.Field(i).Anonymous {
			if value = plain(value); value.Kind() == reflect.Struct {
				fields = structFields(value, fields)
			}
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		if !tagged || name == "-" || name == "" || !kind.Field(i).IsExported() {
			continue
		}
		if isNil(value) || options == "omitempty" && value.IsZero() {
			continue
		}
		fields = append(fields, field{name, value})
	}
	return fields
}

func isNil(value reflect.Value) bool {
	switch value.Kind() {
	case reflect.Pointer, reflect.Interface, reflect.Map, reflect.Slice:
		return value.IsNil()
	}
	return false
}

// title takes a Text, or a map with "ja", "en" or both.
func (d *describer) title(value reflect.Value) error {
	value = plain(value)
	if value.IsValid() && value.CanInterface() {
		if text, ok := value.Interface().(Text); ok {
			if err := d.titleIn(Japanese, text.Japanese); err != nil {
				return err
			}
			return d.titleIn(English, text.English)
		}
	}
	if value.Kind() != reflect.Map {
		return refuse("title", `takes "ja", "en" or both`)
	}
	fields, err := d.fields("title", value)
	for _, f := range fields {
		text, ok := textOf(f.value)
		if !ok {
			return refuse("title", "a title is a string")
		}
		switch f.name {
		case "ja":
			err = d.builder.Title(Japanese, text)
		case "en":
			err = d.builder.Title(English, text)
		default:
			err = refuse("title", `has no %q, only "ja" and "en"`, f.name)
		}
		if err != nil {
			return err
		}
	}
	return err
}

func (d *describer) titleIn(language Language, title string) error {
	if title == "" {
		return nil
	}
	return d.builder.Title(language, title)
}

// member states a field of a record. Its name is a path of names alone.
func (d *describer) member(record string, f field) error {
	if strings.ContainsAny(f.name, "[]") || f.name == "" {
		return refuse(pathOf(record, f.name), "no name of a fact")
	}
	return d.state(pathOf(record, f.name), f.value)
}

// state says what stands at a path.
func (d *describer) state(path string, value reflect.Value) error {
	d.depth++
	defer func() { d.depth-- }()
	if d.depth > 1000 { // the library's own limit is about the path
		return &Error{Status: ErrLimit, Item: path, Message: "nested too deep"}
	}
	value = plain(value)
	if !value.IsValid() {
		return refuse(path, `nil says nothing; write NotKnown{Reason: "why"}`)
	}
	if value.CanInterface() {
		switch v := value.Interface().(type) {
		case Fact:
			return d.fact(path, reflect.ValueOf(v.Value), v.About)
		case NotKnown:
			return d.unknown(path, v.Reason, v.About)
		case List:
			return d.list(path, reflect.ValueOf(v.Items), v.Complete, v.About)
		}
	}
	if stated, err := d.scalar(path, value); stated || err != nil {
		return err
	}
	switch value.Kind() {
	case reflect.Slice, reflect.Array:
		return d.list(path, value, true, About{})
	case reflect.Map:
		return d.object(path, value)
	case reflect.Struct:
		return d.record(path, value)
	}
	return refuse(path, "a %s is no fact", value.Type())
}

// number is what a float or a json.Number is, as JSON would have it.
func number(value reflect.Value) (whole int64, decimal float64, isWhole bool, err error) {
	if value.Kind() == reflect.String {
		text := value.String()
		if !json.Valid([]byte(text)) {
			return 0, 0, false, strconv.ErrSyntax
		}
		if !strings.ContainsAny(text, ".eE") {
			whole, err = strconv.ParseInt(text, 10, 64)
			return whole, 0, true, err
		}
		decimal, err = strconv.ParseFloat(text, 64)
		return 0, decimal, false, err
	}
	decimal = value.Float()
	if decimal == math.Trunc(decimal) && math.Abs(decimal) < 1<<53 {
		return int64(decimal), 0, true, nil
	}
	return 0, decimal, false, nil
}

// item is a scalar as Builder.Add takes it; ok is false for all else.
func item(path string, value reflect.Value) (scalar any, ok bool, err error) {
	if value.CanInterface() {
		switch v := value.Interface().(type) {
		case Date:
			return v, true, nil
		case time.Time:
			return DateOf(v), true, nil
		}
	}
	switch value.Kind() {
	case reflect.Bool:
		return value.Bool(), true, nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return value.Int(), true, nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		if value.Uint() > math.MaxInt64 {
			return nil, true, refuse(path, "a whole number has 64 bits with its sign")
		}
		return int64(value.Uint()), true, nil
	case reflect.Float32, reflect.Float64, reflect.String:
		if text, isText := textOf(value); isText {
			return text, true, nil
		}
		whole, decimal, isWhole, err := number(value)
		if err != nil {
			return nil, true, refuse(path, "%q is no number: %v", value.String(), err)
		}
		if isWhole {
			return whole, true, nil
		}
		return decimal, true, nil
	}
	return nil, false, nil
}

// scalar states a plain value; false where it is none.
func (d *describer) scalar(path string, value reflect.Value) (stated bool, err error) {
	scalar, ok, err := item(path, value)
	if !ok || err != nil {
		return ok, err
	}
	switch v := scalar.(type) {
	case bool:
		err = d.builder.Boolean(path, v)
	case int64:
		err = d.builder.Integer(path, v)
	case float64:
		err = d.builder.Decimal(path, v)
	case string:
		err = d.builder.String(path, v)
	case Date:
		err = d.builder.Date(path, v)
	}
	return true, err
}

func (d *describer) about(path string, about About) error {
	if about == (About{}) {
		return nil
	}
	return d.builder.About(path, about)
}

func (d *describer) fact(path string, value reflect.Value, about About) error {
	value = plain(value)
	if !value.IsValid() {
		return refuse(path, `nil says nothing; write NotKnown{Reason: "why"}`)
	}
	stated, err := d.scalar(path, value)
	if err != nil {
		return err
	}
	if !stated {
		return refuse(path, "a value is a string, a number, a date, true or false")
	}
	return d.about(path, about)
}

func (d *describer) unknown(path, reason string, about About) error {
	if err := d.builder.Unknown(path, reason); err != nil {
		return err
	}
	return d.about(path, about)
}

// list states plain values or records; items may be invalid for none.
func (d *describer) list(path string, items reflect.Value, complete bool, about About) error {
	items = plain(items)
	if items.IsValid() && items.Kind() != reflect.Slice && items.Kind() != reflect.Array {
		return refuse(path, "items are a slice")
	}
	if err := d.builder.List(path, complete); err != nil {
		return err
	}
	if err := d.about(path, about); err != nil {
		return err
	}
	if !items.IsValid() {
		return nil
	}
	for i := 0; i < items.Len(); i++ {
		if err := d.listed(path, plain(items.Index(i))); err != nil {
			return err
		}
	}
	return nil
}

// listed states one item of a list.
func (d *describer) listed(path string, value reflect.Value) error {
	if !value.IsValid() {
		return refuse(path, "nil is no item of a list")
	}
	scalar, ok, err := item(path, value)
	if err != nil {
		return err
	}
	if ok {
		if date, isDate := scalar.(Date); isDate {
			scalar = date.String()
		}
		return d.builder.Add(path, scalar)
	}
	if value.Kind() != reflect.Map && value.Kind() != reflect.Struct {
		return refuse(path, "an item is a plain value or a record, no list")
	}
	fields, err := d.fields(path, value)
	if err != nil {
		return err
	}
	id, err := recordID(path, fields)
	if err != nil {
		return err
	}
	record := path + "[" + id + "]"
	if d.records[record] { // which the library allows, for building in parts
		return &Error{Status: ErrConflict, Item: record,
			Message: "two records of the list have the id " + id}
	}
	d.records[record] = true
	if err := d.builder.Record(record); err != nil {
		return err
	}
	return d.members(record, fields, "id")
}

func recordID(path string, fields []field) (string, error) {
	for _, word := range []string{"value", "unknown"} {
		if _, there := find(fields, word); there {
			return "", refuse(path, "an item is a plain value or a record, "+
				"nothing can be said beside it")
		}
	}
	value, there := find(fields, "id")
	if !there {
		return "", refuse(path, "a record of a list needs an id")
	}
	id, ok := textOf(value)
	if !ok {
		return "", refuse(path, "an id is a string")
	}
	if strings.ContainsAny(id, "[]") {
		return "", refuse(path, "an id has ASCII letters, digits and . _ : - "+
			"and begins with a letter or digit")
	}
	return id, nil
}

func (d *describer) members(record string, fields []field, but string) error {
	for _, f := range fields {
		if f.name == but {
			continue
		}
		if err := d.member(record, f); err != nil {
			return err
		}
	}
	return nil
}

func (d *describer) record(path string, value reflect.Value) error {
	fields, err := d.fields(path, value)
	if err != nil {
		return err
	}
	if err := d.builder.Record(path); err != nil {
		return err
	}
	return d.members(path, fields, "")
}

// object states what a map says: a fact or a list with more about it, or a
// record, told apart as in JSON.
func (d *describer) object(path string, value reflect.Value) error {
	fields, err := d.fields(path, value)
	if err != nil {
		return err
	}
	given, hasValue := find(fields, "value")
	unknown, hasUnknown := find(fields, "unknown")
	items, hasItems := find(fields, "items")
	complete, hasComplete := find(fields, "complete")
	switch {
	case hasValue && hasUnknown:
		return refuse(path, "a fact has a value or is unknown, not both")
	case hasValue, hasUnknown:
		about, err := aboutOf(path, fields, "value", "unknown")
		if err != nil {
			return err
		}
		if hasValue {
			return d.fact(path, given, about)
		}
		reason, ok := textOf(unknown)
		if !ok {
			return refuse(path, `"unknown" takes the reason, a string`)
		}
		return d.unknown(path, reason, about)
	case hasItems, hasComplete:
		about, err := aboutOf(path, fields, "items", "complete")
		if err != nil {
			return err
		}
		if about.Expires != "" || about.By != "" || about.At != "" || about.Why != "" {
			return refuse(path, "a list has no expires, by, at and why")
		}
		whole := plain(complete)
		if whole.Kind() != reflect.Bool {
			return refuse(path, `a list written with "items" must say whether `+
				`it is "complete", true or false`)
		}
		if hasItems && !plain(items).IsValid() {
			return refuse(path, `"items" takes a slice`)
		}
		return d.list(path, items, whole.Bool(), about)
	}
	return d.record(path, value)
}

// aboutOf reads what is said beside a value; the names in but are not.
func aboutOf(path string, fields []field, but ...string) (About, error) {
	var about About
	names := map[string]*string{"date": &about.Date, "expires": &about.Expires,
		"source": &about.Source, "evidence": &about.Evidence, "by": &about.By,
		"at": &about.At, "why": &about.Why}
	for _, f := range fields {
		if f.name == but[0] || f.name == but[1] {
			continue
		}
		member, known := names[f.name]
		if !known {
			return about, refuse(path, "%q can't be said of that", f.name)
		}
		text, ok := textOf(f.value)
		if !ok || text == "" {
			return about, refuse(path, "%s takes a string", f.name)
		}
		*member = text
	}
	return about, nil
}
