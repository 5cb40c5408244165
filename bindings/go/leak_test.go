// SPDX-License-Identifier: MIT

package fisc

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// resident is how many bytes of memory the process has.
func resident(t testing.TB) int {
	t.Helper()
	var size, pages int
	text := string(read(t, "/proc/self/statm"))
	if _, err := fmt.Sscan(text, &size, &pages); err != nil {
		t.Fatal(err)
	}
	return pages * os.Getpagesize()
}

// settle collects garbage until finalizers have run.
func settle() {
	for i := 0; i < 4; i++ {
		runtime.GC()
		time.Sleep(5 * time.Millisecond)
	}
	debug.FreeOSMemory()
}

// Evaluations hold resident memory level: 20,000 of them, or as many as
// FISC_LEAK says. Of every ten reports one is left to its finalizer.
func TestEvaluationsHoldResidentMemoryLevel(t *testing.T) {
	times := 20000
	if given, err := strconv.Atoi(os.Getenv("FISC_LEAK")); err == nil {
		times = given
	}
	library := newContext(t)
	pool, err := shipped(t, library, "fisc8").NewPool(2)
	must(t, pool, err)
	data := read(t, examplePath(t, "card-mixed.json"))
	run := func(n int) {
		var wait sync.WaitGroup
		for worker := 0; worker < 2; worker++ {
			wait.Add(1)
			go func() {
				defer wait.Done()
				system, err := library.ParseSystem("s", data, JSONFormat)
				if err != nil {
					t.Error(err)
					return
				}
				for i := 0; i < n/2; i++ {
					if i%1000 == 999 { // a new description, and an error
						system, _ = library.ParseSystem("s", data, JSONFormat)
						library.ParseSystem("s", data[:100], JSONFormat)
					}
					report, err := pool.Eval(background, system, Options{AsOf: day})
					if err != nil {
						t.Error(err)
						return
					}
					report.Results()
					if i%50 == 0 {
						report.Explain(i % 40)
						report.Row(i % 40)
					}
					if i%10 != 0 {
						report.Close()
					} else if i%500 == 0 {
						runtime.GC()
					}
				}
			}()
		}
		wait.Wait()
		settle()
	}
	run(times/10 + 2000)
	before := resident(t)
	run(times)
	after := resident(t)
	t.Logf("%d evaluations: %d KiB resident before, %d after", times, before/1024, after/1024)
	if grown := after - before; grown > 8<<20 && grown > times*8 {
		t.Errorf("%d bytes more after %d evaluations", grown, times)
	}
}

// Descriptions, builders, errors, diffs and texts give back what they take.
func TestEverythingElseHoldsResidentMemoryLevel(t *testing.T) {
	library := newContext(t)
	policy := shipped(t, library, "fsa-cyber")
	e := evaluator(t, policy)
	run := func(n int) {
		for i := 0; i < n; i++ {
			system, err := library.Describe(map[string]any{"id": "s", "title": Text{English: "t"},
				"institution": map[string]any{"name": Fact{Value: "b", About: About{Source: "x"}}},
				"regions":     []string{"a", "b"}})
			must(t, system, err)
			changed, err := system.Change(Set("regions", []string{"c"}), Clear("institution"))
			must(t, changed, err)
			report, err := e.Eval(background, changed, Options{AsOf: day, AllowUnknownPaths: true,
				Catalog: "fsa-cyber", Joined: map[string]*System{"p": system},
				Progress: func(int, int) bool { return true }})
			if err != nil && !strings.Contains(err.Error(), "catalog") {
				t.Fatal(err)
			} else if err == nil {
				report.JSON()
				set, _ := report.ResultSet()
				diff, err := Compare(set, set)
				must(t, diff, err).Text(DiffOptions{Output: JSONOutput})
				diff.Close()
				set.Close()
				report.Close()
			}
			changed.Close()
			system.Close()
		}
		settle()
	}
	run(500)
	before := resident(t)
	run(2000)
	if grown := resident(t) - before; grown > 4<<20 {
		t.Errorf("%d bytes more", grown)
	}
}

// Two goroutines evaluate at once, each with all results right. What is gained
// is told by BenchmarkGoroutines.
func TestTwoGoroutinesEvaluateAtOnce(t *testing.T) {
	folder, path := workload(t, 300)
	library := newContext(t)
	policy, err := library.LoadPolicy(folder)
	must(t, policy, err)
	system, err := library.LoadSystem(path, AutoFormat)
	must(t, system, err)
	var wait sync.WaitGroup
	for worker := 0; worker < 2; worker++ {
		wait.Add(1)
		e := evaluator(t, policy)
		go func() {
			defer wait.Done()
			for i := 0; i < 500; i++ {
				report, err := e.Eval(background, system, Options{AsOf: day})
				if err != nil {
					t.Error(err)
					return
				}
				for _, result := range report.Results() {
					if result != Pass {
						t.Error(result)
					}
				}
				report.Close()
			}
		}()
	}
	wait.Wait()
}
