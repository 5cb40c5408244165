// SPDX-License-Identifier: MIT

package fisc

/*
#include <fisc/fisc.h>
#include <stdlib.h>
*/
import "C"

import (
	"io/fs"
	"path"
	"unsafe"
)

// A Policy is catalogs, vocabulary, checks, profile and waivers, compiled.
type Policy struct{ handle }

func (l *logger) policy(made *C.struct_fisc_policy) *Policy {
	return finalized(&Policy{newHandle(unsafe.Pointer(made), l,
		func(p unsafe.Pointer) {
			C.fisc_policy_unref((*C.struct_fisc_policy)(p))
		})})
}

func (p *Policy) use() *C.struct_fisc_policy {
	if p == nil {
		return nil
	}
	return (*C.struct_fisc_policy)(p.acquire())
}

// ref is another handle of the same policy, with a Close of its own.
func (p *Policy) ref(c *C.struct_fisc_policy) *Policy {
	return p.log.policy(C.fisc_policy_ref(c))
}

// A Source of a policy: with Data nil, Name is the path of a file or of a
// folder that holds policy.xml; else Data is the content and Name what places
// and other sources call it.
type Source struct {
	Name string
	Data []byte
}

// cSources copies sources to where the library may read them.
func cSources(sources []Source) (list *C.struct_fisc_source, free func(), err error) {
	var held []unsafe.Pointer
	free = func() {
		for _, p := range held {
			C.free(p)
		}
	}
	keep := func(p unsafe.Pointer) unsafe.Pointer {
		held = append(held, p)
		return p
	}
	const size = C.sizeof_struct_fisc_source
	list = (*C.struct_fisc_source)(keep(C.calloc(C.size_t(len(sources)+1), size)))
	all := unsafe.Slice(list, len(sources)+1)
	for i, source := range sources {
		name, err := cString(source.Name)
		if err != nil {
			free()
			return nil, nil, err
		}
		keep(unsafe.Pointer(name))
		all[i].size = size
		all[i].name = name
		if source.Data != nil {
			all[i].data = (*C.char)(keep(C.CBytes(source.Data)))
			all[i].length = C.size_t(len(source.Data))
			if all[i].data == nil { // no bytes are data too
				all[i].data = name
			}
		}
	}
	return list, free, nil
}

// LoadPolicy loads and compiles a policy from files or folders.
func (c *Context) LoadPolicy(paths ...string) (*Policy, error) {
	sources := make([]Source, len(paths))
	for i, path := range paths {
		sources[i].Name = path
	}
	return c.LoadSources(sources...)
}

// LoadPolicyFS loads and compiles a policy from a file system, such as an
// embed.FS: the XML and Lua files in the folders named, at least one, but for
// those in "tests" and "examples". What they refer to is found among them, so
// name the folders of what is imported as well.
func (c *Context) LoadPolicyFS(fsys fs.FS, folders ...string) (*Policy, error) {
	var sources []Source
	for _, folder := range folders {
		err := fs.WalkDir(fsys, folder, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case entry.IsDir():
				if name != folder && (entry.Name() == "tests" || entry.Name() == "examples") {
					return fs.SkipDir
				}
				return nil
			case path.Ext(name) != ".xml" && path.Ext(name) != ".lua":
				return nil
			}
			data, err := fs.ReadFile(fsys, name)
			if data == nil {
				data = []byte{}
			}
			sources = append(sources, Source{name, data})
			return err
		})
		if err != nil {
			return nil, &Error{Status: ErrIO, File: folder, Message: err.Error(),
				cause: err}
		}
	}
	return c.LoadSources(sources...)
}

// LoadSources loads and compiles a policy. Sources that others refer to are
// loaded once; those that nothing refers to stand for themselves.
func (c *Context) LoadSources(sources ...Source) (*Policy, error) {
	var made *C.struct_fisc_policy
	var lent C.struct_fisc_error
	context := c.use()
	if context == nil {
		return nil, ErrClosed
	}
	defer c.release()
	if len(sources) == 0 {
		return nil, &Error{Status: ErrInvalid, Message: "a policy has at least one source"}
	}
	list, free, err := cSources(sources)
	if err != nil {
		return nil, err
	}
	defer free()
	if status := C.fisc_policy_load(context, list, C.size_t(len(sources)),
		&made, &lent); status != C.FISC_OK {
		return nil, errorOf(status, &lent)
	}
	return c.log.policy(made), nil
}

// TryCheck loads a policy of one clause, "try.customer" of level must, whose
// check is a chunk that returns a requirement or a function. The sources
// provide vocabulary and params.
func (c *Context) TryCheck(check Source, sources ...Source) (*Policy, error) {
	var made *C.struct_fisc_policy
	var lent C.struct_fisc_error
	context := c.use()
	if context == nil {
		return nil, ErrClosed
	}
	defer c.release()
	list, free, err := cSources(append([]Source{check}, sources...))
	if err != nil {
		return nil, err
	}
	defer free()
	all := unsafe.Slice(list, len(sources)+1)
	var rest *C.struct_fisc_source
	if len(sources) > 0 {
		rest = &all[1]
	}
	if status := C.fisc_policy_load_try(context, list, rest,
		C.size_t(len(sources)), &made, &lent); status != C.FISC_OK {
		return nil, errorOf(status, &lent)
	}
	return c.log.policy(made), nil
}

func (p *Policy) string(get func(*C.struct_fisc_policy) *C.char) string {
	c := p.use()
	if c == nil {
		return ""
	}
	defer p.release()
	return C.GoString(get(c))
}

func (p *Policy) count(get func(*C.struct_fisc_policy) C.size_t) int {
	c := p.use()
	if c == nil {
		return 0
	}
	defer p.release()
	return int(get(c))
}

// Digest is SHA-256 over the content of every source, in hexadecimal.
func (p *Policy) Digest() string {
	return p.string(func(c *C.struct_fisc_policy) *C.char {
		return C.fisc_policy_digest(c)
	})
}

// RulesDigest is the same over all but what profiles set params to.
func (p *Policy) RulesDigest() string {
	return p.string(func(c *C.struct_fisc_policy) *C.char {
		return C.fisc_policy_rules_digest(c)
	})
}

// ParamsDigest is SHA-256 over what params are set to, by whom, when and why.
func (p *Policy) ParamsDigest() string {
	return p.string(func(c *C.struct_fisc_policy) *C.char {
		return C.fisc_policy_params_digest(c)
	})
}

// ID is that of the manifest loaded last, or what the first catalog goes by.
func (p *Policy) ID() string {
	return p.string(func(c *C.struct_fisc_policy) *C.char {
		return C.fisc_policy_id(c)
	})
}

// Title is the title of what ID names, in a language or in the other one.
func (p *Policy) Title(language Language) string {
	return p.string(func(c *C.struct_fisc_policy) *C.char {
		return C.fisc_policy_title(c, C.enum_fisc_language(language))
	})
}

// CatalogCount is how many catalogs there are.
func (p *Policy) CatalogCount() int {
	return p.count(func(c *C.struct_fisc_policy) C.size_t {
		return C.fisc_policy_catalog_count(c)
	})
}

// Catalog is one of them, as the profile left it; nil where there are not so
// many.
func (p *Policy) Catalog(index int) *Catalog {
	c := p.use()
	if c == nil {
		return nil
	}
	defer p.release()
	catalog := C.fisc_policy_catalog(c, C.size_t(index))
	if catalog == nil {
		return nil
	}
	return p.log.catalog(C.fisc_catalog_ref(catalog))
}

// ControlCount is how many controls are selected, over all catalogs.
func (p *Policy) ControlCount() int {
	return p.count(func(c *C.struct_fisc_policy) C.size_t {
		return C.fisc_policy_control_count(c)
	})
}

// Control is one of them, from 0.
func (p *Policy) Control(index int) (Control, error) {
	c := p.use()
	if c == nil {
		return Control{}, ErrClosed
	}
	defer p.release()
	var info C.struct_fisc_control_info
	info.size = C.sizeof_struct_fisc_control_info
	if err := check(C.fisc_policy_control(c, C.size_t(index), &info), index); err != nil {
		return Control{}, err
	}
	return controlOf(&info), nil
}

// Controls are all of them.
func (p *Policy) Controls() []Control {
	return collect(p.ControlCount(), p.Control)
}

// ClauseCount is how many clauses are selected, over all catalogs.
func (p *Policy) ClauseCount() int {
	return p.count(func(c *C.struct_fisc_policy) C.size_t {
		return C.fisc_policy_clause_count(c)
	})
}

// Clause is one of them, from 0.
func (p *Policy) Clause(index int) (Clause, error) {
	c := p.use()
	if c == nil {
		return Clause{}, ErrClosed
	}
	defer p.release()
	var info C.struct_fisc_clause_info
	info.size = C.sizeof_struct_fisc_clause_info
	if err := check(C.fisc_policy_clause(c, C.size_t(index), &info), index); err != nil {
		return Clause{}, err
	}
	return clauseOf(&info), nil
}

// Clauses are all of them.
func (p *Policy) Clauses() []Clause {
	return collect(p.ClauseCount(), p.Clause)
}

// FindControl is the index of the control with that id or, in any spelling,
// printed label.
func (p *Policy) FindControl(name string) (int, error) {
	return p.find(name, func(c *C.struct_fisc_policy, name *C.char,
		ret *C.size_t) C.enum_fisc_status {
		return C.fisc_policy_find_control(c, name, ret)
	})
}

// FindClause is the index of the clause with that key.
func (p *Policy) FindClause(key string) (int, error) {
	return p.find(key, func(c *C.struct_fisc_policy, name *C.char,
		ret *C.size_t) C.enum_fisc_status {
		return C.fisc_policy_find_clause(c, name, ret)
	})
}

func (p *Policy) find(name string, get func(*C.struct_fisc_policy, *C.char,
	*C.size_t) C.enum_fisc_status) (int, error) {
	c := p.use()
	if c == nil {
		return 0, ErrClosed
	}
	defer p.release()
	given, err := cString(name)
	if err != nil {
		return 0, err
	}
	defer freeString(given)
	var index C.size_t
	if status := get(c, given, &index); status != C.FISC_OK {
		return 0, statusError(status, name)
	}
	return int(index), nil
}

// ClauseCheck is where the check of a clause was written; ok tells whether it
// has one.
func (p *Policy) ClauseCheck(clause int) (file string, line int, ok bool) {
	c := p.use()
	if c == nil || clause < 0 || clause >= int(C.fisc_policy_clause_count(c)) {
		if c != nil {
			p.release()
		}
		return "", 0, false
	}
	defer p.release()
	var name *C.char
	var number C.uint
	ok = C.fisc_policy_clause_check(c, C.size_t(clause), &name, &number) != 0
	return C.GoString(name), int(number), ok
}

// An AllowedValue is a value that a fact may have.
type AllowedValue struct {
	Name  string // as a description states it
	Title Text
}

// A FactDefinition is what the vocabulary says of one path.
type FactDefinition struct {
	Path     string // a list's items as "sites[].name"
	Type     FactType
	Unit     string
	MaxAge   string         // a period, or ""
	Ordered  bool           // its allowed values have an order
	Judged   bool           // a recorded judgement: by, at, why
	Values   []AllowedValue // none: any
	Meaning  Text
	Question Text
	File     string // "" where it is built in
	Line     int
}

// FactCount is how many facts the vocabulary defines.
func (p *Policy) FactCount() int {
	return p.count(func(c *C.struct_fisc_policy) C.size_t {
		return C.fisc_policy_fact_count(c)
	})
}

// Fact is one of them, in order of paths, from 0.
func (p *Policy) Fact(index int) (FactDefinition, error) {
	c := p.use()
	if c == nil {
		return FactDefinition{}, ErrClosed
	}
	defer p.release()
	var info C.struct_fisc_fact_info
	info.size = C.sizeof_struct_fisc_fact_info
	if err := check(C.fisc_policy_fact(c, C.size_t(index), &info), index); err != nil {
		return FactDefinition{}, err
	}
	fact := FactDefinition{
		Path:     C.GoString(info.path),
		Type:     FactType(info._type),
		Unit:     C.GoString(info.unit),
		MaxAge:   C.GoString(info.max_age),
		Ordered:  info.ordered != 0,
		Judged:   info.judged != 0,
		Meaning:  text(info.meaning),
		Question: text(info.question),
		File:     C.GoString(info.file),
		Line:     int(info.line),
	}
	var value C.struct_fisc_allowed_info
	value.size = C.sizeof_struct_fisc_allowed_info
	for i := C.size_t(0); i < info.value_count; i++ {
		if err := check(C.fisc_policy_fact_value(c, C.size_t(index), i, &value),
			int(i)); err != nil {
			return FactDefinition{}, err
		}
		fact.Values = append(fact.Values,
			AllowedValue{C.GoString(value.name), text(value.title)})
	}
	return fact, nil
}

// Facts are all of them.
func (p *Policy) Facts() []FactDefinition {
	return collect(p.FactCount(), p.Fact)
}

// ParamCount is how many params there are.
func (p *Policy) ParamCount() int {
	return p.count(func(c *C.struct_fisc_policy) C.size_t {
		return C.fisc_policy_param_count(c)
	})
}

// Param is one of them, as the profile left it, from 0.
func (p *Policy) Param(index int) (Param, error) {
	c := p.use()
	if c == nil {
		return Param{}, ErrClosed
	}
	defer p.release()
	var info C.struct_fisc_param_info
	info.size = C.sizeof_struct_fisc_param_info
	if err := check(C.fisc_policy_param(c, C.size_t(index), &info), index); err != nil {
		return Param{}, err
	}
	return paramOf(&info, func(i int) *C.char {
		return C.fisc_policy_param_value(c, C.size_t(index), C.size_t(i))
	}), nil
}

// Params are all of them.
func (p *Policy) Params() []Param {
	return collect(p.ParamCount(), p.Param)
}

// A Waiver is a risk that somebody accepted for a time.
type Waiver struct {
	ID       string
	Clause   string // a key, a control's id, or a beginning and "*"
	Party    string // "": of any
	Subject  string // id of a description; "": any
	From     Date
	Until    Date // the last day on which it is in force
	Approver string
	Ticket   string // or ""
	Reason   string
	File     string
	Line     int
}

// WaiverCount is how many waivers there are, in force or not.
func (p *Policy) WaiverCount() int {
	return p.count(func(c *C.struct_fisc_policy) C.size_t {
		return C.fisc_policy_waiver_count(c)
	})
}

// Waiver is one of them, in the order of sources, from 0.
func (p *Policy) Waiver(index int) (Waiver, error) {
	c := p.use()
	if c == nil {
		return Waiver{}, ErrClosed
	}
	defer p.release()
	var info C.struct_fisc_waiver_info
	info.size = C.sizeof_struct_fisc_waiver_info
	if err := check(C.fisc_policy_waiver(c, C.size_t(index), &info), index); err != nil {
		return Waiver{}, err
	}
	return Waiver{
		ID:       C.GoString(info.id),
		Clause:   C.GoString(info.clause),
		Party:    C.GoString(info.party),
		Subject:  C.GoString(info.subject),
		From:     Date(info.from),
		Until:    Date(info.until),
		Approver: C.GoString(info.approver),
		Ticket:   C.GoString(info.ticket),
		Reason:   C.GoString(info.reason),
		File:     C.GoString(info.file),
		Line:     int(info.line),
	}, nil
}

// Waivers are all of them.
func (p *Policy) Waivers() []Waiver {
	return collect(p.WaiverCount(), p.Waiver)
}

// DiagnosticCount is how many remarks there are about the policy.
func (p *Policy) DiagnosticCount() int {
	return p.count(func(c *C.struct_fisc_policy) C.size_t {
		return C.fisc_policy_diagnostic_count(c)
	})
}

// Diagnostic is one of them, by file and line, from 0.
func (p *Policy) Diagnostic(index int) (Diagnostic, error) {
	c := p.use()
	if c == nil {
		return Diagnostic{}, ErrClosed
	}
	defer p.release()
	var info C.struct_fisc_diagnostic
	info.size = C.sizeof_struct_fisc_diagnostic
	if err := check(C.fisc_policy_diagnostic(c, C.size_t(index), &info), index); err != nil {
		return Diagnostic{}, err
	}
	return diagnosticOf(&info), nil
}

// Diagnostics are all of them.
func (p *Policy) Diagnostics() []Diagnostic {
	return collect(p.DiagnosticCount(), p.Diagnostic)
}
