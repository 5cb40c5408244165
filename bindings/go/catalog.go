// SPDX-License-Identifier: MIT

package fisc

/*
#include <fisc/fisc.h>
*/
import "C"

import "unsafe"

// A Catalog is a set of controls, read from an OSCAL catalog. Groups,
// controls, clauses, params and resources stand in the order of the document.
type Catalog struct{ handle }

func (l *logger) catalog(made *C.struct_fisc_catalog) *Catalog {
	return finalized(&Catalog{newHandle(unsafe.Pointer(made), l,
		func(p unsafe.Pointer) {
			C.fisc_catalog_unref((*C.struct_fisc_catalog)(p))
		})})
}

func (c *Catalog) use() *C.struct_fisc_catalog {
	if c == nil {
		return nil
	}
	return (*C.struct_fisc_catalog)(c.acquire())
}

// LoadCatalog reads a catalog from a file.
func (c *Context) LoadCatalog(path string) (*Catalog, error) {
	var made *C.struct_fisc_catalog
	err := c.read(path, func(c *C.struct_fisc_context, path *C.char,
		lent *C.struct_fisc_error) C.enum_fisc_status {
		return C.fisc_catalog_load(c, path, &made, lent)
	})
	if err != nil {
		return nil, err
	}
	return c.log.catalog(made), nil
}

// ParseCatalog reads a catalog from text; errors call it by the name.
func (c *Context) ParseCatalog(name string, data []byte) (*Catalog, error) {
	var made *C.struct_fisc_catalog
	err := c.read(name, func(c *C.struct_fisc_context, name *C.char,
		lent *C.struct_fisc_error) C.enum_fisc_status {
		return C.fisc_catalog_parse(c, name, bytesOf(data), C.size_t(len(data)), &made, lent)
	})
	if err != nil {
		return nil, err
	}
	return c.log.catalog(made), nil
}

// bytesOf lends bytes to a call.
func bytesOf(data []byte) *C.char {
	if len(data) == 0 {
		return (*C.char)(unsafe.Pointer(&[1]byte{}))
	}
	return (*C.char)(unsafe.Pointer(&data[0]))
}

// Name is that of its source.
func (c *Catalog) Name() string {
	return c.string(func(p *C.struct_fisc_catalog) *C.char {
		return C.fisc_catalog_name(p)
	})
}

// UUID is its uuid, or "".
func (c *Catalog) UUID() string {
	return c.string(func(p *C.struct_fisc_catalog) *C.char {
		return C.fisc_catalog_uuid(p)
	})
}

// Version is its version, or "".
func (c *Catalog) Version() string {
	return c.string(func(p *C.struct_fisc_catalog) *C.char {
		return C.fisc_catalog_version(p)
	})
}

// Language is what it is written in.
func (c *Catalog) Language() Language {
	p := c.use()
	if p == nil {
		return Japanese
	}
	defer c.release()
	return Language(C.fisc_catalog_language(p))
}

// Title is its title in a language, or in the other one.
func (c *Catalog) Title(language Language) string {
	return c.string(func(p *C.struct_fisc_catalog) *C.char {
		return C.fisc_catalog_title(p, C.enum_fisc_language(language))
	})
}

func (c *Catalog) string(get func(*C.struct_fisc_catalog) *C.char) string {
	p := c.use()
	if p == nil {
		return ""
	}
	defer c.release()
	return C.GoString(get(p))
}

func (c *Catalog) count(get func(*C.struct_fisc_catalog) C.size_t) int {
	p := c.use()
	if p == nil {
		return 0
	}
	defer c.release()
	return int(get(p))
}

// A Group of controls.
type Group struct {
	ID     string
	Label  string // as printed
	Title  Text
	Parent string // id of the group it is in
	File   string
	Line   int
}

// GroupCount is how many groups there are.
func (c *Catalog) GroupCount() int {
	return c.count(func(p *C.struct_fisc_catalog) C.size_t {
		return C.fisc_catalog_group_count(p)
	})
}

// Group is one of them, from 0.
func (c *Catalog) Group(index int) (Group, error) {
	p := c.use()
	if p == nil {
		return Group{}, ErrClosed
	}
	defer c.release()
	var info C.struct_fisc_group_info
	info.size = C.sizeof_struct_fisc_group_info
	if err := check(C.fisc_catalog_group(p, C.size_t(index), &info), index); err != nil {
		return Group{}, err
	}
	return Group{
		ID:     C.GoString(info.id),
		Label:  C.GoString(info.label),
		Title:  text(info.title),
		Parent: C.GoString(info.parent),
		File:   C.GoString(info.file),
		Line:   int(info.line),
	}, nil
}

// A Control and what is asked by it.
type Control struct {
	ID          string // "fisc8.f7"
	Label       string // as printed
	Title       Text
	Text        Text // of its statement, outside the items
	Guidance    Text
	Group       string // id of the innermost group
	GroupTitle  Text
	Parent      string // id of the control it is nested in
	Withdrawn   bool   // kept for reference; has no clauses
	FirstClause int    // its clauses are consecutive
	ClauseCount int
	PropCount   int
	LinkCount   int
	File        string
	Line        int
}

func controlOf(info *C.struct_fisc_control_info) Control {
	return Control{
		ID:          C.GoString(info.id),
		Label:       C.GoString(info.label),
		Title:       text(info.title),
		Text:        text(info.text),
		Guidance:    text(info.guidance),
		Group:       C.GoString(info.group),
		GroupTitle:  text(info.group_title),
		Parent:      C.GoString(info.parent),
		Withdrawn:   info.withdrawn != 0,
		FirstClause: int(info.first_clause),
		ClauseCount: int(info.clause_count),
		PropCount:   int(info.prop_count),
		LinkCount:   int(info.link_count),
		File:        C.GoString(info.file),
		Line:        int(info.line),
	}
}

// ControlCount is how many controls there are, nested and withdrawn ones too.
func (c *Catalog) ControlCount() int {
	return c.count(func(p *C.struct_fisc_catalog) C.size_t {
		return C.fisc_catalog_control_count(p)
	})
}

// Control is one of them, from 0.
func (c *Catalog) Control(index int) (Control, error) {
	p := c.use()
	if p == nil {
		return Control{}, ErrClosed
	}
	defer c.release()
	var info C.struct_fisc_control_info
	info.size = C.sizeof_struct_fisc_control_info
	if err := check(C.fisc_catalog_control(p, C.size_t(index), &info), index); err != nil {
		return Control{}, err
	}
	return controlOf(&info), nil
}

// A Clause is the smallest duty, with its bearer.
type Clause struct {
	Key       string // "fisc8.f7.provider"
	Label     string // printed number of the item
	Control   string // id of its control
	Title     Text
	Text      Text // what is owed
	Fail      Text // what is wrong where it fails
	Bearer    Role
	Level     Level
	PropCount int
	LinkCount int
	File      string
	Line      int
}

func clauseOf(info *C.struct_fisc_clause_info) Clause {
	return Clause{
		Key:       C.GoString(info.key),
		Label:     C.GoString(info.label),
		Control:   C.GoString(info.control),
		Title:     text(info.title),
		Text:      text(info.text),
		Fail:      text(info.fail),
		Bearer:    Role(info.bearer),
		Level:     Level(info.level),
		PropCount: int(info.prop_count),
		LinkCount: int(info.link_count),
		File:      C.GoString(info.file),
		Line:      int(info.line),
	}
}

// ClauseCount is how many clauses there are.
func (c *Catalog) ClauseCount() int {
	return c.count(func(p *C.struct_fisc_catalog) C.size_t {
		return C.fisc_catalog_clause_count(p)
	})
}

// Clause is one of them, from 0.
func (c *Catalog) Clause(index int) (Clause, error) {
	p := c.use()
	if p == nil {
		return Clause{}, ErrClosed
	}
	defer c.release()
	var info C.struct_fisc_clause_info
	info.size = C.sizeof_struct_fisc_clause_info
	if err := check(C.fisc_catalog_clause(p, C.size_t(index), &info), index); err != nil {
		return Clause{}, err
	}
	return clauseOf(&info), nil
}

// A Param is a period, a threshold or a choice.
type Param struct {
	ID     string // "fisc8.backup-interval"
	Type   string // "period", "integer", …; or ""
	Label  Text
	Values []string // none: unset; only a set has several
	Owner  string   // who decided the value
	Date   string   // when
	Reason Text     // why
	File   string   // where its value comes from
	Line   int
}

func paramOf(info *C.struct_fisc_param_info, value func(int) *C.char) Param {
	param := Param{
		ID:     C.GoString(info.id),
		Type:   C.GoString(info._type),
		Label:  text(info.label),
		Owner:  C.GoString(info.owner),
		Date:   C.GoString(info.date),
		Reason: text(info.reason),
		File:   C.GoString(info.file),
		Line:   int(info.line),
	}
	for i := 0; i < int(info.value_count); i++ {
		param.Values = append(param.Values, C.GoString(value(i)))
	}
	return param
}

// ParamCount is how many params there are.
func (c *Catalog) ParamCount() int {
	return c.count(func(p *C.struct_fisc_catalog) C.size_t {
		return C.fisc_catalog_param_count(p)
	})
}

// Param is one of them, from 0.
func (c *Catalog) Param(index int) (Param, error) {
	p := c.use()
	if p == nil {
		return Param{}, ErrClosed
	}
	defer c.release()
	var info C.struct_fisc_param_info
	info.size = C.sizeof_struct_fisc_param_info
	if err := check(C.fisc_catalog_param(p, C.size_t(index), &info), index); err != nil {
		return Param{}, err
	}
	return paramOf(&info, func(i int) *C.char {
		return C.fisc_catalog_param_value(p, C.size_t(index), C.size_t(i))
	}), nil
}

// A Resource is a document that a catalog refers to.
type Resource struct {
	UUID, Title, Href string
}

// ResourceCount is how many documents the catalog refers to.
func (c *Catalog) ResourceCount() int {
	return c.count(func(p *C.struct_fisc_catalog) C.size_t {
		return C.fisc_catalog_resource_count(p)
	})
}

// Resource is one of them, from 0.
func (c *Catalog) Resource(index int) (Resource, error) {
	p := c.use()
	if p == nil {
		return Resource{}, ErrClosed
	}
	defer c.release()
	var info C.struct_fisc_resource_info
	info.size = C.sizeof_struct_fisc_resource_info
	if err := check(C.fisc_catalog_resource(p, C.size_t(index), &info), index); err != nil {
		return Resource{}, err
	}
	return Resource{C.GoString(info.uuid), C.GoString(info.title),
		C.GoString(info.href)}, nil
}

// A Prop is a property of a control or a clause.
type Prop struct {
	Namespace string // "" for OSCAL's own
	Name      string
	Value     string
	Class     string
	Remarks   string
}

func propOf(info *C.struct_fisc_prop_info) Prop {
	return Prop{C.GoString(info.ns), C.GoString(info.name),
		C.GoString(info.value), C.GoString(info.class_name),
		C.GoString(info.remarks)}
}

// A Link of a control or a clause.
type Link struct {
	Rel  string // what it is to the target
	Href string // an address, or "#" and an id or a uuid
	Text string
}

func linkOf(info *C.struct_fisc_link_info) Link {
	return Link{C.GoString(info.rel), C.GoString(info.href),
		C.GoString(info.text)}
}

// ControlProps are the props of a control.
func (c *Catalog) ControlProps(control int) []Prop {
	return c.props(control, func(p *C.struct_fisc_catalog, of, i C.size_t,
		info *C.struct_fisc_prop_info) C.enum_fisc_status {
		return C.fisc_catalog_control_prop(p, of, i, info)
	})
}

// ClauseProps are the props of a clause.
func (c *Catalog) ClauseProps(clause int) []Prop {
	return c.props(clause, func(p *C.struct_fisc_catalog, of, i C.size_t,
		info *C.struct_fisc_prop_info) C.enum_fisc_status {
		return C.fisc_catalog_clause_prop(p, of, i, info)
	})
}

func (c *Catalog) props(of int, get func(p *C.struct_fisc_catalog,
	of, i C.size_t, info *C.struct_fisc_prop_info) C.enum_fisc_status) []Prop {
	p := c.use()
	if p == nil {
		return nil
	}
	defer c.release()
	var all []Prop
	var info C.struct_fisc_prop_info
	info.size = C.sizeof_struct_fisc_prop_info
	for i := C.size_t(0); get(p, C.size_t(of), i, &info) == C.FISC_OK; i++ {
		all = append(all, propOf(&info))
	}
	return all
}

// ControlLinks are the links of a control.
func (c *Catalog) ControlLinks(control int) []Link {
	return c.links(control, func(p *C.struct_fisc_catalog, of, i C.size_t,
		info *C.struct_fisc_link_info) C.enum_fisc_status {
		return C.fisc_catalog_control_link(p, of, i, info)
	})
}

// ClauseLinks are the links of a clause.
func (c *Catalog) ClauseLinks(clause int) []Link {
	return c.links(clause, func(p *C.struct_fisc_catalog, of, i C.size_t,
		info *C.struct_fisc_link_info) C.enum_fisc_status {
		return C.fisc_catalog_clause_link(p, of, i, info)
	})
}

func (c *Catalog) links(of int, get func(p *C.struct_fisc_catalog,
	of, i C.size_t, info *C.struct_fisc_link_info) C.enum_fisc_status) []Link {
	p := c.use()
	if p == nil {
		return nil
	}
	defer c.release()
	var all []Link
	var info C.struct_fisc_link_info
	info.size = C.sizeof_struct_fisc_link_info
	for i := C.size_t(0); get(p, C.size_t(of), i, &info) == C.FISC_OK; i++ {
		all = append(all, linkOf(&info))
	}
	return all
}

// FindControl is the index of the control with that id or, in any spelling,
// printed label. ErrConflict: several have that label, see LabelledControls.
func (c *Catalog) FindControl(name string) (int, error) {
	return c.find(name, func(p *C.struct_fisc_catalog, name *C.char,
		ret *C.size_t) C.enum_fisc_status {
		return C.fisc_catalog_find_control(p, name, ret)
	})
}

// LabelledControls are the indexes of all controls with that printed label.
func (c *Catalog) LabelledControls(label string) ([]int, error) {
	var all []int
	for from := 0; ; {
		index, err := c.find(label, func(p *C.struct_fisc_catalog, name *C.char,
			ret *C.size_t) C.enum_fisc_status {
			return C.fisc_catalog_next_labelled(p, name, C.size_t(from), ret)
		})
		if e, ok := err.(*Error); ok && e.Status == ErrNotFound && all != nil {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, index)
		from = index + 1
	}
}

// FindClause is the index of the clause with that key.
func (c *Catalog) FindClause(key string) (int, error) {
	return c.find(key, func(p *C.struct_fisc_catalog, name *C.char,
		ret *C.size_t) C.enum_fisc_status {
		return C.fisc_catalog_find_clause(p, name, ret)
	})
}

// FindParam is the index of the param with that id.
func (c *Catalog) FindParam(id string) (int, error) {
	return c.find(id, func(p *C.struct_fisc_catalog, name *C.char,
		ret *C.size_t) C.enum_fisc_status {
		return C.fisc_catalog_find_param(p, name, ret)
	})
}

func (c *Catalog) find(name string, get func(*C.struct_fisc_catalog, *C.char,
	*C.size_t) C.enum_fisc_status) (int, error) {
	p := c.use()
	if p == nil {
		return 0, ErrClosed
	}
	defer c.release()
	given, err := cString(name)
	if err != nil {
		return 0, err
	}
	defer freeString(given)
	var index C.size_t
	if status := get(p, given, &index); status != C.FISC_OK {
		return 0, statusError(status, name)
	}
	return int(index), nil
}
