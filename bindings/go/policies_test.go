// SPDX-License-Identifier: MIT

package fisc

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"
)

// The cases of policies/*/tests come out as written, as with `fisc test`.

// A testCase is one case of a file: what it starts from, changes and expects.
type testCase struct {
	name, base string
	asOf       Date
	changes    []Change
	params     map[string][]string // no values: the param is unset
	joined     map[string]string   // party to base
	rows       [][]string
	allRows    bool
}

// like is a case that begins with all of another one but its rows.
func (c *testCase) like(name string) *testCase {
	made := &testCase{name: name, base: c.base, asOf: c.asOf,
		changes: append([]Change(nil), c.changes...),
		params:  make(map[string][]string), joined: make(map[string]string)}
	for id, values := range c.params {
		made.params[id] = values
	}
	for party, base := range c.joined {
		made.joined[party] = base
	}
	return made
}

var assignment = regexp.MustCompile(`^([a-z]\S*)\s*=\s*(.*)$`)

// logicalLines are a file's lines; values that go on are joined.
func logicalLines(t *testing.T, path string) []string {
	var lines []string
	held := ""
	for _, line := range strings.Split(string(read(t, path)), "\n") {
		line = strings.TrimSpace(line)
		if held == "" && (line == "" || strings.HasPrefix(line, "#")) {
			continue
		}
		held = strings.TrimSpace(held + " " + line)
		if found := assignment.FindStringSubmatch(held); found != nil && !json.Valid([]byte(found[2])) {
			continue
		}
		lines = append(lines, held)
		held = ""
	}
	if held != "" {
		t.Fatalf("%s: %s", path, held)
	}
	return lines
}

// add reads a line that begins no case.
func (c *testCase) add(line string) error {
	words := strings.Fields(line)
	if found := assignment.FindStringSubmatch(line); found != nil {
		c.changes = append(c.changes, Change{Kind: ChangeJSON, Path: found[1], String: found[2]})
		return nil
	}
	var err error
	switch words[0] {
	case "-":
		c.changes = append(c.changes, Clear(words[1]))
	case "~":
		c.changes = append(c.changes, SetComplete(words[1], false))
	case "param":
		c.params[words[1]] = nil
		if words[2] != "unset" {
			c.params[words[1]] = words[3:]
		}
	case "as-of":
		c.asOf, err = ParseDate(words[1])
	case "join":
		c.joined[words[1]] = words[2]
	case "all-rows":
		c.allRows = true
	case "never", "equivalent": // of the file, and of `fisc test` alone
	default:
		c.rows = append(c.rows, words)
	}
	return err
}

func readCases(t *testing.T, path string) []*testCase {
	before := (&testCase{}).like("")
	current, base := before, ""
	var all []*testCase
	byName := make(map[string]*testCase)
	for _, line := range logicalLines(t, path) {
		words := strings.Fields(line)
		switch words[0] {
		case "base":
			base = words[1]
		case "case":
			start := base
			if len(words) > 2 {
				start = words[2]
			}
			if earlier := byName[start]; earlier != nil {
				current = earlier.like(words[1])
			} else {
				current = before.like(words[1])
				current.base = start
			}
			byName[current.name] = current
			all = append(all, current)
		default:
			if err := current.add(line); err != nil {
				t.Fatalf("%s: %s: %v", path, line, err)
			}
		}
	}
	return all
}

// A caseRunner keeps what several cases of a policy have in common.
type caseRunner struct {
	library    *Context
	folder     string
	bases      map[string]*System
	evaluators map[string]*Evaluator // by the params of their policies
}

func (r *caseRunner) base(t *testing.T, name string) *System {
	if made := r.bases[name]; made != nil {
		return made
	}
	for _, place := range []string{"tests", "examples"} {
		for _, kind := range []string{".json", ".xml"} {
			path := filepath.Join(r.folder, place, name+kind)
			if _, err := os.Stat(path); err == nil {
				system, err := r.library.LoadSystem(path, AutoFormat)
				r.bases[name] = must(t, system, err)
				return system
			}
		}
	}
	t.Fatalf("%s: no base %s", r.folder, name)
	return nil
}

// evaluator is of the policy, or of an overlay of it whose profile sets params.
func (r *caseRunner) evaluator(t *testing.T, params map[string][]string) *Evaluator {
	var ids []string
	for id := range params {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	var settings strings.Builder
	for _, id := range ids {
		fmt.Fprintf(&settings, `<set-parameter param-id="%s.%s">`, filepath.Base(r.folder), id)
		for _, value := range params[id] {
			fmt.Fprintf(&settings, "<value>%s</value>", value)
		}
		settings.WriteString("</set-parameter>")
	}
	if made := r.evaluators[settings.String()]; made != nil {
		return made
	}
	folder := r.folder
	if len(ids) > 0 {
		folder = t.TempDir()
		for name, text := range map[string]string{
			"profile.xml": `<profile xmlns="http://csrc.nist.gov/ns/oscal/1.0"
 uuid="d2b8f3a4-6c17-4e59-8a02-91c4e7b05f64"><metadata><title>t</title>
 <last-modified>2026-06-15T09:00:00+09:00</last-modified><version>1</version>
 <oscal-version>1.1.2</oscal-version></metadata><import href="` + r.folder +
				`/catalog.xml"><include-all/></import><merge><as-is>true</as-is></merge>
 <modify>` + settings.String() + `</modify></profile>`,
			"policy.xml": `<policy xmlns="urn:libfisc:policy:1" id="t" version="1">
 <title xml:lang="en">t</title><title xml:lang="ja">t</title>
 <import href="` + r.folder + `"/><profile href="profile.xml"/></policy>`,
		} {
			err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666)
			must(t, 0, err)
		}
	}
	policy, err := r.library.LoadPolicy(folder)
	made := evaluator(t, must(t, policy, err))
	r.evaluators[settings.String()] = made
	return made
}

func (r *caseRunner) eval(t *testing.T, c *testCase) *Report {
	system := r.base(t, c.base)
	for _, change := range c.changes { // one after the other
		changed, err := system.Change(change)
		system = must(t, changed, err)
	}
	joined := make(map[string]*System)
	for party, base := range c.joined {
		joined[party] = r.base(t, base)
	}
	report, err := r.evaluator(t, c.params).Eval(background, system,
		Options{AsOf: c.asOf, Joined: joined})
	return must(t, report, err)
}

// What a result without a reason means.
var plainReasons = map[string]string{"pass": "met", "fail": "not-met",
	"notapplicable": "when", "notchecked": "no-check", "informational": "may",
	"notselected": "borne-by"}

// Reasons of decided rows; an unknown has always one written.
var decidedReasons = map[string]bool{"met": true, "vacuous": true,
	"not-met": true, "inherited": true, "when": true, "function": true,
	"no-check": true, "may": true, "borne-by": true, "error": true,
	"budget": true, "memory": true, "waived": true}

var reasonWord = regexp.MustCompile(`^[a-z-]+$`)

// expectation reads the words of a row after its key.
func expectation(words []string) (outcome, reason string, paths, vias []string) {
	outcome, reason = words[1], plainReasons[words[1]]
	for i, word := range words[2:] {
		switch {
		case strings.HasPrefix(word, "via="):
			vias = append(vias, strings.TrimPrefix(word, "via="))
		case i == 0 && reasonWord.MatchString(word) &&
			(decidedReasons[word] || outcome == "unknown"):
			reason = word
		default:
			paths = append(paths, word)
		}
	}
	return outcome, reason, paths, vias
}

// checkPaths holds paths against those wanted, all of them or, with "...", some.
func checkPaths(t *testing.T, where string, x Explanation, outcome string, wanted []string) {
	found := make(map[string]bool)
	for _, fact := range x.Facts {
		if outcome != "unknown" {
			found[fact.Path] = true
		}
	}
	for _, fact := range x.Deciding {
		if outcome == "unknown" {
			found[fact.Path] = true
		}
	}
	some, paths := false, make(map[string]bool)
	for _, path := range wanted {
		if path == "..." {
			some = true
		} else if paths[path] = true; !found[path] {
			t.Errorf("%s: not by %s but by %v", where, path, found)
		}
	}
	if len(wanted) > 0 && !some && len(paths) != len(found) {
		t.Errorf("%s: by %v, not by %v alone", where, found, wanted)
	}
}

func checkRow(t *testing.T, where string, report *Report, index int, words []string) {
	row, err := report.Row(index)
	where += ": " + must(t, row, err).Key
	outcome, reason, paths, vias := expectation(words)
	if row.Result.String() != outcome || row.Reason != reason {
		t.Errorf("%s: %v %s, not %s %s", where, row.Result, row.Reason, outcome, reason)
	}
	if len(paths) == 0 && len(vias) == 0 {
		return
	}
	x, err := report.Explain(index)
	must(t, x, err)
	checkPaths(t, where, x, outcome, paths)
	for _, via := range vias {
		shown := via == row.Via
		for _, label := range x.Labels {
			shown = shown || label.Name == via
		}
		if !shown {
			t.Errorf("%s: not via %s but %s %v", where, via, row.Via, x.Labels)
		}
	}
}

func TestPolicyTestsComeOutAsWritten(t *testing.T) {
	// Overlays name the policy by its path.
	policies, err := filepath.Abs(filepath.Join(root(t), "policies"))
	must(t, policies, err)
	files, err := filepath.Glob(filepath.Join(policies, "*", "tests", "*.tsv"))
	if must(t, files, err); len(files) == 0 {
		t.Fatal("no cases in policies/*/tests")
	}
	for _, file := range files {
		folder := filepath.Dir(filepath.Dir(file))
		name := filepath.Base(folder) + "-" + strings.TrimSuffix(filepath.Base(file), ".tsv")
		t.Run(name, func(t *testing.T) {
			runner := &caseRunner{newContext(t), folder,
				make(map[string]*System), make(map[string]*Evaluator)}
			checked := 0
			for _, c := range readCases(t, file) {
				report := runner.eval(t, c)
				byKey := make(map[string][]int)
				for i, row := range report.Rows() {
					byKey[row.Key] = append(byKey[row.Key], i)
					if row.Clause != row.Key {
						byKey[row.Clause] = append(byKey[row.Clause], i)
					}
				}
				written := make(map[int]bool)
				for _, words := range c.rows {
					if len(byKey[words[0]]) == 0 {
						t.Errorf("%s: no row %s", c.name, words[0])
					}
					for _, row := range byKey[words[0]] {
						checkRow(t, c.name, report, row, words)
						written[row] = true
						checked++
					}
				}
				if c.allRows && len(written) != report.Count() {
					t.Errorf("%s: %d rows are written of %d", c.name, len(written), report.Count())
				}
				report.Close()
			}
			if checked == 0 {
				t.Error("no row was looked at")
			}
		})
	}
}
