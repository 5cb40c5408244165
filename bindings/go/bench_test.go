// SPDX-License-Identifier: MIT

package fisc

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"sync"
	"syscall"
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

// A side is what a goroutine's thread took.
type side struct {
	cpu   time.Duration
	waits int64 // for locks and the like
}

// thread is what the thread has taken so far.
func thread(t testing.TB) side {
	const ofThread = 1 // RUSAGE_THREAD
	var usage syscall.Rusage
	must(t, 0, syscall.Getrusage(ofThread, &usage))
	return side{time.Duration(usage.Utime.Nano() + usage.Stime.Nano()), usage.Nvcsw}
}

// atOnce is the time until so many goroutines have worked, and what each took.
func atOnce(t testing.TB, workers int, work func(worker int)) (time.Duration, []side) {
	var wait sync.WaitGroup
	sides := make([]side, workers)
	begin := time.Now()
	for worker := range sides {
		wait.Add(1)
		go func(worker int) {
			defer wait.Done()
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			before := thread(t)
			work(worker)
			after := thread(t)
			sides[worker] = side{after.cpu - before.cpu, after.waits - before.waits}
		}(worker)
	}
	wait.Wait()
	return time.Since(begin), sides
}

// gain is how much more two goroutines do than one in the same time, the
// median of some rounds; each is told what every round took.
func gain(t testing.TB, work func(worker int), each func(workers int, sides []side)) float64 {
	var gains []float64
	for round := 0; round < 7; round++ {
		one, sides := atOnce(t, 1, work)
		each(1, sides)
		two, sides := atOnce(t, 2, work)
		each(2, sides)
		gains = append(gains, 2*float64(one)/float64(two))
	}
	sort.Float64s(gains)
	return gains[len(gains)/2]
}

// BenchmarkGoroutines is how many evaluations two goroutines do in the time in
// which one does one, ×1 being no gain and ×2 all of it, beside what arithmetic
// gains just then. Both depend on what else the machine does; what each
// evaluation takes of the processor, and how often it waits, does not. It fails
// where goroutines wait for one another.
func BenchmarkGoroutines(b *testing.B) {
	folder, path := workload(b, 3000)
	library, err := NewContext(&ContextOptions{MaxCheckBytes: 1 << 20, CheckSteps: 1 << 30,
		CheckMemory: 1 << 28, CheckBlock: 1 << 24})
	must(b, library, err)
	policy, err := library.LoadPolicy(folder)
	must(b, policy, err)
	system, err := library.LoadSystem(path, AutoFormat)
	must(b, system, err)
	evaluators := []*Evaluator{evaluator(b, policy), evaluator(b, policy)}
	var cpu [3]time.Duration // of one evaluation, by how many there are at once
	var waits []float64
	mine := gain(b, func(worker int) {
		for i := 0; i < b.N; i++ {
			report, err := evaluators[worker].Eval(background, system, Options{AsOf: day})
			if err != nil {
				b.Error(err)
				return
			}
			report.Close()
		}
	}, func(workers int, sides []side) {
		for _, side := range sides {
			if each := side.cpu / time.Duration(b.N); cpu[workers] == 0 || each < cpu[workers] {
				cpu[workers] = each
			}
			if workers == 2 {
				waits = append(waits, float64(side.waits)/float64(b.N))
			}
		}
	})
	var sum [2]float64
	sums := gain(b, func(worker int) {
		for i := 0; i < b.N*10000; i++ {
			sum[worker] += float64(i)
		}
	}, func(int, []side) {})
	sort.Float64s(waits)
	b.ReportMetric(mine, "×two")
	b.ReportMetric(sums, "×two-sums")
	b.ReportMetric(float64(cpu[2])/float64(cpu[1]), "×cpu")
	b.ReportMetric(waits[len(waits)/2], "waits/op")
	if b.N > 100 && waits[len(waits)/2] > 0.1 {
		b.Errorf("an evaluation waits %v times", waits[len(waits)/2])
	}
}
