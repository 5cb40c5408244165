// SPDX-License-Identifier: MIT

package fisc

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"libfisc.example/fisc/internal/cloop"
)

// workload writes a policy of so many clauses over 200 facts, and a
// description that passes them, to a folder.
func workload(t testing.TB, clauses int) (policy, system string) {
	var catalog, checks, vocabulary, facts strings.Builder
	catalog.WriteString(`<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0"
 uuid="7d5d3c0e-40a5-4b0f-8f7e-7a2f7b1c9a01"><metadata><title>bench</title>
 <last-modified>2026-06-30T00:00:00+09:00</last-modified><version>1</version>
 <oscal-version>1.1.2</oscal-version>
 <prop name="language" ns="urn:libfisc:oscal:1" value="en"/></metadata>`)
	vocabulary.WriteString(`<vocabulary xmlns="urn:libfisc:vocabulary:1">`)
	facts.WriteString(`{"format": "libfisc-system/1", "id": "bench",
 "parties": [{"id": "bank", "roles": ["customer"]}]`)
	for i := 0; i < 100; i++ {
		fmt.Fprintf(&vocabulary, "<fact path=\"f.flag%d\" type=\"flag\"/>\n", i)
		fmt.Fprintf(&vocabulary, "<fact path=\"f.number%d\" type=\"integer\"/>\n", i)
		fmt.Fprintf(&facts, ",\n \"f.flag%d\": true, \"f.number%d\": %d", i, i, i+1000)
	}
	vocabulary.WriteString("</vocabulary>")
	facts.WriteString("}")
	for i := 0; i < clauses; i++ {
		fmt.Fprintf(&catalog, `<control id="w.c%d"><title>c%d</title>
 <part name="statement" id="w.c%d_smt"><part name="item" id="w.c%d.customer">
 <prop name="bearer" ns="urn:libfisc:oscal:1" value="customer"/><p>c%d</p>
 </part></part></control>`, i, i, i, i, i)
		fmt.Fprintf(&checks, "check \"w.c%d.customer\" { flag \"f.flag%d\", ge(\"f.number%d\", %d) }\n",
			i, i%100, (i*7)%100, i)
	}
	catalog.WriteString("</catalog>")
	folder := t.TempDir()
	for name, text := range map[string]string{
		"policy.xml": `<policy xmlns="urn:libfisc:policy:1" id="w" version="1">
 <title xml:lang="en">bench</title><vocabulary href="vocabulary.xml"/>
 <catalog href="catalog.xml"/><checks href="checks.lua"/></policy>`,
		"catalog.xml": catalog.String(), "vocabulary.xml": vocabulary.String(),
		"checks.lua": checks.String(), "system.json": facts.String()} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return folder, filepath.Join(folder, "system.json")
}

// allowed is what Go may add to an evaluation of 300 clauses.
const allowed = 5 * time.Microsecond

// BenchmarkEval evaluates 300 clauses, in turns with a loop in C, and tells
// what Go adds: µs-above-C and the ratio. It fails if that is never as little
// as is allowed, however often it is tried.
func BenchmarkEval(b *testing.B) {
	const clauses = 300
	folder, path := workload(b, clauses)
	library := newContext(b)
	policy, err := library.LoadPolicy(folder)
	must(b, policy, err)
	system, err := library.LoadSystem(path, AutoFormat)
	must(b, system, err)
	evaluator, err := policy.NewEvaluator()
	must(b, evaluator, err)
	pool, err := policy.NewPool(0)
	must(b, pool, err)
	loop, err := cloop.New(folder, path, int32(day))
	must(b, loop, err)
	defer loop.Close()
	cancellable, cancel := context.WithCancel(context.Background())
	defer cancel()
	for _, way := range []struct {
		name string
		eval func() (*Report, error)
	}{
		{"evaluator", func() (*Report, error) {
			return evaluator.Eval(context.Background(), system, Options{AsOf: day})
		}},
		{"cancellable", func() (*Report, error) {
			return evaluator.Eval(cancellable, system, Options{AsOf: day})
		}},
		{"pool", func() (*Report, error) {
			return pool.Eval(context.Background(), system, Options{AsOf: day})
		}},
	} {
		b.Run(way.name, func(b *testing.B) {
			inC, inGo := timed(b, loop, b.N, way.eval)
			b.ReportMetric(float64(inC.Nanoseconds())/1e3, "µs-in-C/op")
			b.ReportMetric(float64((inGo-inC).Nanoseconds())/1e3, "µs-above-C/op")
			b.ReportMetric(float64(inGo)/float64(inC), "×C")
			if b.N > 1 && inGo-inC > allowed {
				b.Errorf("Go adds %v, more than %v", inGo-inC, allowed)
			}
		})
	}
}

// timed is what an evaluation takes in C and in Go, each in the quickest of
// rounds, which take turns. A machine may have other work: while Go seems to
// add too much, there are more of them.
func timed(t testing.TB, loop *cloop.Loop, times int, eval func() (*Report, error)) (inC, inGo time.Duration) {
	const rounds, most = 25, 1000
	each := times/rounds + 1
	least := func(quickest *time.Duration, taken time.Duration) {
		if taken /= time.Duration(each); *quickest == 0 || taken < *quickest {
			*quickest = taken
		}
	}
	for round := 0; round < rounds || round < most && inGo-inC > allowed; round++ {
		taken, err := loop.Run(each)
		least(&inC, must(t, taken, err))
		begin := time.Now()
		for i := 0; i < each; i++ {
			report, err := eval()
			must(t, report, err).Close()
		}
		least(&inGo, time.Since(begin))
	}
	return inC, inGo
}
