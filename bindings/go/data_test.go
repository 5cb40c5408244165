// SPDX-License-Identifier: MIT

package fisc

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// The cases of tests/data, as the tests in C read them.

func cases(t *testing.T, module string, run func(t *testing.T, folder string)) {
	folder := filepath.Join(root(t), "tests", "data", module)
	entries, err := os.ReadDir(folder)
	must(t, entries, err)
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), ".") || !entry.IsDir() {
			continue
		}
		name := entry.Name()
		t.Run(name, func(t *testing.T) { run(t, filepath.Join(folder, name)) })
	}
}

func same(t *testing.T, got, wanted string) {
	t.Helper()
	if got != wanted {
		t.Errorf("got\n%s\nwanted\n%s", got, wanted)
	}
}

func quoted(out *strings.Builder, name, text string) {
	if text != "" {
		fmt.Fprintf(out, " %s=\"%s\"", name, text)
	}
}

func dated(out *strings.Builder, name string, day Date) {
	if day != NoDate {
		fmt.Fprintf(out, " %s=%s", name, day)
	}
}

func dumpItems(t *testing.T, out *strings.Builder, system *System, path string, listed bool) {
	items, err := system.Items(path)
	for _, v := range must(t, items, err) {
		child := pathOf(path, v.Name)
		if listed {
			child = path + "[" + v.Name + "]"
		}
		out.WriteString(child)
		switch v.Type {
		case UnknownValue:
			fmt.Fprintf(out, " unknown \"%s\"", v.Unknown)
		case BooleanValue:
			fmt.Fprintf(out, " = %v", v.Any())
		case IntegerValue:
			fmt.Fprintf(out, " = integer %v", v.Any())
		case DecimalValue:
			fmt.Fprintf(out, " = decimal %s", seventeen(v.Decimal))
		case StringValue:
			kind := "date"
			if v.Day == NoDate {
				kind = "string"
			}
			fmt.Fprintf(out, " = %s \"%s\"", kind, v.String)
		case ListValue:
			fmt.Fprintf(out, " is a list of %d", v.Count)
			if !v.Complete {
				out.WriteString(", not whole")
			}
		case RecordValue:
			fmt.Fprintf(out, " is a record of %d", v.Count)
		}
		dated(out, "date", v.Date)
		dated(out, "expires", v.Expires)
		quoted(out, "source", v.Source)
		quoted(out, "evidence", v.Evidence)
		quoted(out, "by", v.By)
		dated(out, "at", v.At)
		quoted(out, "why", v.Why)
		out.WriteByte('\n')
		if v.Count > 0 {
			dumpItems(t, out, system, child, v.Type == ListValue)
		}
	}
}

// seventeen digits as C's %.17g writes them.
func seventeen(value float64) string {
	text := strconv.FormatFloat(value, 'g', 17, 64)
	return text
}

func dumpSystem(t *testing.T, system *System) string {
	var out strings.Builder
	fmt.Fprintf(&out, "id %s\ntitle ja \"%s\" en \"%s\"\n", system.ID(),
		system.Title(Japanese), system.Title(English))
	dumpItems(t, &out, system, "", false)
	return out.String()
}

// describe gives Describe what encoding/json makes of a description.
func describe(context *Context, data []byte) (*System, error) {
	var facts map[string]any
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if err := decoder.Decode(&facts); err != nil {
		return nil, err
	}
	return context.Describe(facts)
}

func TestSystemCasesSayWhatIsExpected(t *testing.T) {
	context := newContext(t)
	cases(t, "system", func(t *testing.T, folder string) {
		var refused strings.Builder
		for _, name := range []string{"input.json", "input.xml"} {
			data, err := os.ReadFile(filepath.Join(folder, name))
			if err != nil {
				continue
			}
			system, err := context.ParseSystem(name, data, AutoFormat)
			var failed *Error
			if errors.As(err, &failed) {
				fmt.Fprintf(&refused, "%s: %s\n", failed.Status.Error(), err)
				continue
			}
			same(t, dumpSystem(t, must(t, system, err)),
				string(read(t, folder, "expected.txt")))
			if name == "input.json" {
				described, err := describe(context, data)
				same(t, must(t, described, err).Digest(), system.Digest())
			}
		}
		if refused.Len() > 0 {
			same(t, refused.String(), string(read(t, folder, "error.txt")))
		}
	})
}

// What only a text can have: a map has each key once, and need not say what
// it is.
var onlyText = map[string]bool{"refused-key-twice": true, "refused-no-format": true}

func TestMapsAreRefusedWhereTheirJSONIs(t *testing.T) {
	context := newContext(t)
	tried := 0
	cases(t, "system", func(t *testing.T, folder string) {
		data, err := os.ReadFile(filepath.Join(folder, "input.json"))
		if err != nil || !strings.HasPrefix(filepath.Base(folder), "refused-") ||
			!json.Valid(data) {
			return
		}
		_, parsed := context.ParseSystem("input.json", data, JSONFormat)
		var text *Error
		if !errors.As(parsed, &text) {
			t.Fatal("accepted as text")
		}
		_, err = describe(context, data)
		if err == nil {
			if !onlyText[filepath.Base(folder)] {
				t.Errorf("accepted as a map; as text: %v", parsed)
			}
			return
		}
		tried++
		var failed *Error
		if errors.As(err, &failed) && failed.Status != text.Status &&
			failed.Status != ErrInvalid && failed.Status != ErrConflict {
			t.Errorf("%v: %v; as text: %v", failed.Status, err, parsed)
		}
	})
	if tried < 30 {
		t.Errorf("only %d were tried", tried)
	}
}

func dumpPolicy(policy *Policy) string {
	var out strings.Builder
	own := 0
	for _, fact := range policy.Facts() {
		if fact.File != "" {
			own++
		}
	}
	fmt.Fprintf(&out, "policy %s \"%s\": %d catalogs, %d facts\n", policy.ID(),
		policy.Title(English), policy.CatalogCount(), own)
	for _, c := range policy.Controls() {
		withdrawn := ""
		if c.Withdrawn {
			withdrawn = " (withdrawn)"
		}
		fmt.Fprintf(&out, "control %s \"%s\" %s%s clauses %d+%d\n", c.ID,
			c.Label, c.Title.English, withdrawn, c.FirstClause, c.ClauseCount)
	}
	for i, c := range policy.Clauses() {
		fmt.Fprintf(&out, "clause %s %s %s", c.Key, c.Bearer, c.Level)
		if file, line, ok := policy.ClauseCheck(i); ok {
			fmt.Fprintf(&out, " %s:%d", file, line)
		}
		out.WriteByte('\n')
	}
	for _, p := range policy.Params() {
		fmt.Fprintf(&out, "param %s %s =", p.ID, p.Type)
		for _, value := range p.Values {
			fmt.Fprintf(&out, " %s", value)
		}
		fmt.Fprintf(&out, " (%s) %s:%d\n", p.Owner, p.File, p.Line)
	}
	for _, w := range policy.Waivers() {
		fmt.Fprintf(&out, "waiver %s %s party=%s subject=%s %s..%s %s %s: %s\n",
			w.ID, w.Clause, w.Party, w.Subject, w.From, w.Until, w.Approver,
			w.Ticket, w.Reason)
	}
	for _, d := range policy.Diagnostics() {
		fmt.Fprintf(&out, "%s:%d:%d: %s %s %s: %s\n", d.File, d.Line, d.Column,
			d.Level, d.Rule, d.Item, d.Message)
	}
	return out.String()
}

func loaded(policy *Policy, err error) string {
	var failed *Error
	if errors.As(err, &failed) {
		return fmt.Sprintf("%s\n%s\n", failed.Status.Error(), err)
	}
	defer policy.Close()
	return dumpPolicy(policy)
}

func TestPolicyCasesGiveWhatIsExpected(t *testing.T) {
	context := newContext(t)
	folder, err := filepath.Abs(filepath.Join(root(t), "tests", "data", "policy"))
	must(t, folder, err)
	back, err := os.Getwd()
	must(t, back, err)
	if err := os.Chdir(folder); err != nil { // places name the case's folder
		t.Fatal(err)
	}
	defer os.Chdir(back)
	entries, err := os.ReadDir(".")
	for _, entry := range must(t, entries, err) {
		if !entry.IsDir() {
			continue
		}
		t.Run(entry.Name(), func(t *testing.T) {
			names := []string{entry.Name()}
			if list, err := os.ReadFile(filepath.Join(entry.Name(), "sources")); err == nil {
				names = nil
				for _, name := range strings.Fields(string(list)) {
					names = append(names, entry.Name()+"/"+name)
				}
			}
			wanted := string(read(t, entry.Name(), "expect"))
			same(t, loaded(context.LoadPolicy(names...)), wanted)
			if _, err := os.Stat(filepath.Join(entry.Name(), "path-only")); err == nil {
				return
			}
			same(t, loaded(context.LoadSources(inMemory(t, entry.Name())...)), wanted)
		})
	}
}

// inMemory are all files below a folder but for what is the case's own.
func inMemory(t *testing.T, folder string) []Source {
	var sources []Source
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		name := entry.Name()
		if err == nil && !entry.IsDir() && name != "expect" && name != "sources" &&
			name != "path-only" && name[0] != '.' {
			sources = append(sources, Source{path, read(t, path)})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

func both(out *strings.Builder, name string, text Text) {
	switch {
	case text == Text{}:
	case text.Japanese == text.English:
		fmt.Fprintf(out, "    %s: %s\n", name, text.Japanese)
	default:
		fmt.Fprintf(out, "    %s: %s | %s\n", name, text.Japanese, text.English)
	}
}

func links(out *strings.Builder, links []Link) {
	for _, l := range links {
		fmt.Fprintf(out, "    link: %s %s %s\n", l.Rel, l.Href, l.Text)
	}
}

func dumpCatalog(t *testing.T, catalog *Catalog) string {
	var out strings.Builder
	language := map[Language]string{Japanese: "ja", English: "en"}
	fmt.Fprintf(&out, "catalog %s %s (%s)\n", catalog.Name(), catalog.Version(),
		language[catalog.Language()])
	both(&out, "title", Text{catalog.Title(Japanese), catalog.Title(English)})
	for i := 0; i < catalog.ParamCount(); i++ {
		p, err := catalog.Param(i)
		must(t, p, err)
		fmt.Fprintf(&out, "param %s (%s) at %s:%d\n", p.ID, p.Type, p.File, p.Line)
		for _, value := range p.Values {
			fmt.Fprintf(&out, "    value: %s\n", value)
		}
		if p.Owner != "" || p.Date != "" {
			fmt.Fprintf(&out, "    by: %s %s\n", p.Owner, p.Date)
		}
		both(&out, "label", p.Label)
		both(&out, "reason", p.Reason)
		if found, err := catalog.FindParam(p.ID); found != i || err != nil {
			t.Errorf("%s is %d: %v", p.ID, found, err)
		}
	}
	for i := 0; i < catalog.GroupCount(); i++ {
		g, err := catalog.Group(i)
		must(t, g, err)
		within := ""
		if g.Parent != "" {
			within = " in " + g.Parent
		}
		fmt.Fprintf(&out, "group %s [%s]%s at %s:%d\n", g.ID, g.Label, within, g.File, g.Line)
		both(&out, "title", g.Title)
	}
	for i := 0; i < catalog.ControlCount(); i++ {
		dumpControl(t, &out, catalog, i)
	}
	for i := 0; i < catalog.ResourceCount(); i++ {
		r, err := catalog.Resource(i)
		must(t, r, err)
		fmt.Fprintf(&out, "resource %s %s %s\n", r.UUID, r.Title, r.Href)
	}
	return out.String()
}

func dumpControl(t *testing.T, out *strings.Builder, catalog *Catalog, index int) {
	c, err := catalog.Control(index)
	must(t, c, err)
	fmt.Fprintf(out, "control %s [%s] in %s", c.ID, c.Label, c.Group)
	if c.Parent != "" {
		fmt.Fprintf(out, ", %s", c.Parent)
	}
	if c.Withdrawn {
		out.WriteString(", withdrawn")
	}
	fmt.Fprintf(out, " at %s:%d\n", c.File, c.Line)
	both(out, "title", c.Title)
	both(out, "text", c.Text)
	both(out, "guidance", c.Guidance)
	props := catalog.ControlProps(index)
	if len(props) != c.PropCount {
		t.Errorf("%s has %d props, not %d", c.ID, len(props), c.PropCount)
	}
	for _, p := range props {
		remarks := ""
		if p.Remarks != "" {
			remarks = "; " + p.Remarks
		}
		fmt.Fprintf(out, "    prop: %s {%s} = %s%s\n", p.Name, p.Namespace, p.Value, remarks)
	}
	links(out, catalog.ControlLinks(index))
	for i := c.FirstClause; i < c.FirstClause+c.ClauseCount; i++ {
		clause, err := catalog.Clause(i)
		must(t, clause, err)
		fmt.Fprintf(out, "  clause %s %s %s at %s:%d\n", clause.Key, clause.Bearer,
			clause.Level, clause.File, clause.Line)
		if clause.Label != "" {
			fmt.Fprintf(out, "    label: %s\n", clause.Label)
		}
		both(out, "title", clause.Title)
		both(out, "text", clause.Text)
		both(out, "fail", clause.Fail)
		links(out, catalog.ClauseLinks(i))
		if n := len(catalog.ClauseProps(i)); n != clause.PropCount {
			t.Errorf("%s has %d props, not %d", clause.Key, n, clause.PropCount)
		}
		if found, err := catalog.FindClause(clause.Key); found != i || err != nil {
			t.Errorf("%s is %d: %v", clause.Key, found, err)
		}
	}
	if found, err := catalog.FindControl(c.ID); found != index || err != nil {
		t.Errorf("%s is %d: %v", c.ID, found, err)
	}
	if c.Label != "" {
		labelled, err := catalog.LabelledControls(c.Label)
		must(t, labelled, err)
		if at := sort.SearchInts(labelled, index); at == len(labelled) || labelled[at] != index {
			t.Errorf("%s is not among %v", c.ID, labelled)
		}
	}
}

func TestCatalogCasesGiveWhatIsExpected(t *testing.T) {
	var remarks int
	context, err := NewContext(&ContextOptions{Log: func(LogLevel, string) { remarks++ }})
	must(t, context, err)
	cases(t, "catalog", func(t *testing.T, folder string) {
		if _, err := os.Stat(filepath.Join(folder, "profile.xml")); err == nil {
			return // profiles are resolved by policies
		}
		remarks = 0
		catalog, err := context.ParseCatalog("catalog.xml", read(t, folder, "catalog.xml"))
		wanted := string(read(t, folder, "expected"))
		var failed *Error
		if errors.As(err, &failed) {
			same(t, fmt.Sprintf("%s\nitem: %s\nstatus: %s\n", err, failed.Item,
				failed.Status.Error()), wanted)
			return
		}
		got := dumpCatalog(t, catalog)
		if !strings.HasPrefix(wanted, got) {
			same(t, got, wanted)
		}
		if n := strings.Count(wanted[len(got):], "\n"); n != remarks {
			t.Errorf("%d remarks were logged; wanted\n%s", remarks, wanted[len(got):])
		}
		read, err := context.LoadCatalog(filepath.Join(folder, "catalog.xml"))
		if must(t, read, err).UUID() != catalog.UUID() {
			t.Error("a file and its text differ")
		}
	})
}

// The bytes that the command gives for every example of every policy.
func TestExamplesGiveTheBytesOfTheCommand(t *testing.T) {
	run := command(t)
	context := newContext(t)
	for _, name := range []string{"fisc8", "example-bank", "fisc8-cloud", "csp", "fsa-cyber"} {
		folder := filepath.Join(root(t), "policies", name)
		policy := shipped(t, context, name)
		pool, err := policy.NewPool(0)
		must(t, pool, err)
		paths, _ := filepath.Glob(filepath.Join(root(t), "policies", "fisc8", "examples", "*"))
		own, _ := filepath.Glob(filepath.Join(folder, "tests", "*.json"))
		for _, path := range append(paths, own...) {
			t.Run(name+"/"+filepath.Base(path), func(t *testing.T) {
				sameAsCommand(t, run, folder, path, context, pool)
			})
		}
		pool.Close()
	}
}
