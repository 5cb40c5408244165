// SPDX-License-Identifier: MIT

package fisc

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var background = context.Background()

// slow is a policy whose one check runs until it is stopped.
func slow(t testing.TB) (*Policy, *System) {
	t.Helper()
	library, err := NewContext(&ContextOptions{CheckSteps: 1 << 60})
	must(t, library, err)
	policy, err := library.TryCheck(Source{"slow.lua", []byte(
		"return function (ctx) local n = 0; while true do n = n + 1 end end")})
	must(t, policy, err)
	system, err := library.Describe(map[string]any{"id": "s",
		"parties": []any{map[string]any{"id": "bank", "roles": []string{"customer"}}}})
	return policy, must(t, system, err)
}

func evaluator(t testing.TB, policy *Policy) *Evaluator {
	t.Helper()
	made, err := policy.NewEvaluator()
	return must(t, made, err)
}

func TestAContextStopsACheckThatRuns(t *testing.T) {
	policy, system := slow(t)
	e := evaluator(t, policy)
	ctx, cancel := context.WithTimeout(background, 20*time.Millisecond)
	defer cancel()
	report, err := e.Eval(ctx, system, Options{AsOf: day})
	if report != nil || !errors.Is(err, ErrInterrupted) ||
		!errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v, %v", report, err)
	}
}

func TestAPartialReportSaysWhyItStopped(t *testing.T) {
	policy, system := slow(t)
	e := evaluator(t, policy)
	var report *Report
	// Stopped ever later, until there are rows.
	for wait := time.Millisecond; report == nil; wait *= 2 {
		ctx, cancel := context.WithTimeout(background, wait)
		partial, err := e.Eval(ctx, system, Options{AsOf: day, Partial: true})
		cancel()
		if err != nil && !errors.Is(err, ErrInterrupted) {
			t.Fatal(err)
		}
		report = partial
	}
	if report.Stopped() != ErrInterrupted || report.UndecidedCount() != 1 ||
		report.Rows()[0].Reason != "stopped" {
		t.Errorf("%v: %v", report.Stopped(), report.Rows())
	}
}

// Contexts that end at any moment around a call stop that call or none, and
// never a later one.
func TestACancelledContextMeetsNoLaterCall(t *testing.T) {
	library := newContext(t)
	policy := shipped(t, library, "fisc8")
	system := example(t, library, "card-mixed.json")
	e := evaluator(t, policy)
	rounds, stopped := 1000, 0
	for i := 0; i < rounds; i++ {
		ctx, cancel := context.WithCancel(background)
		wait := time.Duration(rand.Intn(300)) * time.Microsecond
		go func() {
			time.Sleep(wait)
			cancel()
		}()
		report, err := e.Eval(ctx, system, Options{AsOf: day})
		if err == nil {
			report.Close()
		} else if stopped++; !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		report, err = e.Eval(background, system, Options{AsOf: day})
		must(t, report, err).Close()
		cancel()
	}
	t.Logf("%d of %d were stopped", stopped, rounds)
}

// Many contexts of which each ends with its own evaluation, which runs until
// then: none is lost.
func TestEveryCancellationIsHeard(t *testing.T) {
	policy, system := slow(t)
	e := evaluator(t, policy)
	for i := 0; i < 50; i++ {
		ctx, cancel := context.WithTimeout(background, time.Duration(rand.Intn(400))*time.Microsecond)
		if _, err := e.Eval(ctx, system, Options{AsOf: day}); !errors.Is(err, ErrInterrupted) {
			t.Fatal(err)
		}
		cancel()
	}
}

func TestInterruptStandsUntilItIsCleared(t *testing.T) {
	policy, system := slow(t)
	e := evaluator(t, policy)
	done := make(chan error)
	go func() {
		_, err := e.Eval(background, system, Options{AsOf: day})
		done <- err
	}()
	time.Sleep(10 * time.Millisecond)
	e.Interrupt()
	if err := <-done; !errors.Is(err, ErrInterrupted) || errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	ctx, cancel := context.WithTimeout(background, time.Millisecond)
	defer cancel()
	for i := 0; i < 2; i++ { // a context that ends doesn't take it back
		if _, err := e.Eval(ctx, system, Options{AsOf: day}); !errors.Is(err, ErrInterrupted) {
			t.Error(err)
		}
		<-ctx.Done()
	}
	library := newContext(t)
	other := evaluator(t, shipped(t, library, "fisc8"))
	bank := example(t, library, "card-mixed.json")
	other.Interrupt()
	if _, err := other.Eval(background, bank, Options{AsOf: day}); !errors.Is(err, ErrInterrupted) {
		t.Error(err)
	}
	other.ClearInterrupt()
	report, err := other.Eval(background, bank, Options{AsOf: day})
	must(t, report, err).Close()
}

func TestForecastsAndPlansTellOfThemselvesAndMayStop(t *testing.T) {
	library := newContext(t)
	e := evaluator(t, shipped(t, library, "fisc8"))
	system := example(t, library, "card-mixed.json")
	report, err := e.Eval(background, system, Options{AsOf: day})
	must(t, report, err)
	for name, make := range map[string]func(Progress) error{
		"forecast": func(tell Progress) error {
			_, err := e.Forecast(background, system, ForecastOptions{From: day, Progress: tell})
			return err
		},
		"plan": func(tell Progress) error {
			_, err := e.Plan(background, report, PlanOptions{Progress: tell})
			return err
		},
	} {
		calls, last, of := 0, 0, 0
		err := make(func(done, total int) bool {
			if calls == 0 && done != 0 || done < last {
				t.Errorf("%s: from %d to %d", name, last, done)
			}
			calls, last, of = calls+1, done, total
			return true
		})
		if err != nil || calls < 2 || last != of || of == 0 {
			t.Errorf("%s: %d calls, the last with %d of %d: %v", name, calls, last, of, err)
		}
		if err := make(func(int, int) bool { return false }); !errors.Is(err, ErrInterrupted) {
			t.Errorf("%s: %v", name, err)
		}
		func() {
			defer func() {
				if recover() != "mine" {
					t.Errorf("%s: a panic got lost", name)
				}
			}()
			make(func(int, int) bool { panic("mine") })
		}()
	}
}

func TestProgressIsToldAndMayStop(t *testing.T) {
	library := newContext(t)
	e := evaluator(t, shipped(t, library, "fisc8"))
	system := example(t, library, "card-mixed.json")
	calls, last, of := 0, 0, 0
	report, err := e.Eval(background, system, Options{AsOf: day,
		Progress: func(done, total int) bool {
			if done < last {
				t.Errorf("from %d back to %d", last, done)
			}
			calls, last, of = calls+1, done, total
			return true
		}})
	must(t, report, err).Close()
	if calls < 2 || last != of {
		t.Errorf("%d calls, the last with %d of %d", calls, last, of)
	}
	_, err = e.Eval(background, system, Options{AsOf: day,
		Progress: func(int, int) bool { return false }})
	if !errors.Is(err, ErrInterrupted) {
		t.Error(err)
	}
	func() {
		defer func() {
			if recover() != "mine" {
				t.Error("a panic got lost")
			}
		}()
		e.Eval(background, system, Options{AsOf: day,
			Progress: func(int, int) bool { panic("mine") }})
	}()
	report, err = e.Eval(background, system, Options{AsOf: day})
	must(t, report, err).Close()
}

type failing struct{ after int }

func (f *failing) Write(p []byte) (int, error) {
	if f.after--; f.after < 0 {
		return 0, io.ErrClosedPipe
	}
	return len(p), nil
}

func TestAWritersErrorComesBack(t *testing.T) {
	library := newContext(t)
	report, err := evaluator(t, shipped(t, library, "fisc8")).Eval(background,
		example(t, library, "card-mixed.json"), Options{AsOf: day})
	must(t, report, err)
	for after := 0; after < 2; after++ {
		err = report.Write(&failing{after}, WriteOptions{Output: JSONOutput})
		if err != nil && (!errors.Is(err, ErrIO) || !errors.Is(err, io.ErrClosedPipe)) ||
			after == 0 && err == nil {
			t.Errorf("after %d: %v", after, err)
		}
	}
	if err := report.Write(io.Discard, WriteOptions{Only: "no-such"}); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	if err := report.Write(io.Discard, WriteOptions{Output: CalendarOutput}); !errors.Is(err, ErrInvalid) {
		t.Error(err)
	}
}

func TestRowsControlsAndGroundsAgree(t *testing.T) {
	library := newContext(t)
	policy := shipped(t, library, "fisc8")
	system := example(t, library, "card-mixed.json")
	report, err := evaluator(t, policy).Eval(background, system, Options{AsOf: day})
	must(t, report, err)
	rows, results := report.Rows(), report.Results()
	if len(rows) == 0 || len(rows) != report.Count() || len(results) != len(rows) ||
		report.Coverage().Total() != len(rows) {
		t.Fatalf("%d rows, %d results", len(rows), len(results))
	}
	sum := 0
	for _, role := range []Role{Customer, Provider, Operator, Supplier} {
		sum += report.CoverageOf(role, "").Total()
	}
	if sum != len(rows) {
		t.Errorf("roles have %d rows", sum)
	}
	whole, err := report.ResultSet()
	must(t, whole, err)
	data, err := report.JSON()
	parsed, err := library.ParseResults("r.json", must(t, data, err))
	must(t, parsed, err)
	file := filepath.Join(t.TempDir(), "r.json")
	os.WriteFile(file, data, 0o666)
	loaded, err := library.LoadResults(file)
	must(t, loaded, err)
	for i, row := range rows {
		if one, err := report.Row(i); err != nil || one != row || results[i] != row.Result {
			t.Fatalf("%v: %v", row, err)
		}
		if at, err := report.Find(row.Key); err != nil || at != i {
			t.Errorf("%s: %d, %v", row.Key, at, err)
		}
		clause, err := policy.Clause(row.ClauseIndex)
		if must(t, clause, err).Key != row.Clause {
			t.Errorf("%s: %v", row.Key, clause)
		}
		why, err := report.Explain(i)
		must(t, why, err)
		decided := row.Result == Pass || row.Result == Fail
		if decided && len(why.Deciding) > 0 || row.Result == Unknown && len(why.Deciding) == 0 {
			t.Errorf("%s is %v: %v", row.Key, row.Result, why.Deciding)
		}
		for _, set := range []*ResultSet{whole, parsed, loaded} {
			read, err := set.Row(i)
			must(t, read, err)
			read.ClauseIndex = row.ClauseIndex
			again, err := set.Explain(i)
			must(t, again, err)
			if read != row || again.Message != why.Message ||
				len(again.Facts) != len(why.Facts) || len(again.Labels) != len(why.Labels) ||
				len(again.Deciding) != len(why.Deciding) ||
				!reflect.DeepEqual(again.Evidence, why.Evidence) {
				t.Errorf("%v, %v: %v, %v", row, why, read, again)
			}
			if at, err := set.Find(row.Key); err != nil || at != i {
				t.Errorf("%s: %d, %v", row.Key, at, err)
			}
		}
	}
	controls := report.Controls()
	if len(controls) != policy.ControlCount() || parsed.ControlCount() != len(controls) ||
		len(parsed.Controls()) != len(controls) {
		t.Errorf("%d controls", len(controls))
	}
	if report.SystemID() != system.ID() || report.SystemDigest() != system.Digest() ||
		report.PolicyDigest() != policy.Digest() || report.AsOf() != day ||
		report.SystemTitle(Japanese) != system.Title(Japanese) ||
		parsed.SystemID() != system.ID() || parsed.SystemDigest() != system.Digest() ||
		parsed.PolicyDigest() != policy.Digest() || parsed.AsOf() != day ||
		!parsed.IsWhole() || parsed.Name() != "r.json" || report.Stopped() != nil ||
		report.UndecidedCount() != 0 || report.Policy().ID() != policy.ID() {
		t.Error("report and what it is of disagree")
	}
	text, err := report.Text(WriteOptions{Details: NoDetails})
	if must(t, text, err); !strings.Contains(text, system.ID()) {
		t.Error(text)
	}
	if _, err := report.Row(len(rows)); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	if _, err := report.Explain(-1); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
}

func TestOptionsNarrowAnEvaluation(t *testing.T) {
	library := newContext(t)
	policy := shipped(t, library, "fisc8")
	e := evaluator(t, policy)
	bank, aws := example(t, library, "card-mixed.json"), example(t, library, "aws-provider.json")
	all, err := e.Eval(background, bank, Options{AsOf: day, Joined: map[string]*System{"aws": aws}})
	must(t, all, err)
	row := all.Rows()[0]
	one, err := e.Eval(background, bank, Options{AsOf: day, Control: row.Control,
		Catalog: row.Catalog, Roles: []Role{row.Bearer}, Levels: []Level{Must, Should, May}})
	must(t, one, err)
	for _, r := range one.Rows() {
		if r.Control != row.Control && !strings.HasPrefix(r.Control, row.Control) {
			t.Error(r)
		}
	}
	if one.Count() == 0 || one.Count() >= all.Count() {
		t.Errorf("%d rows of %d", one.Count(), all.Count())
	}
	if _, err := e.Eval(background, bank, Options{AsOf: day, Control: "no-such"}); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	if _, err := e.Eval(background, bank, Options{AsOf: day, Control: "a\x00b"}); !errors.Is(err, ErrInvalid) {
		t.Error(err)
	}
	odd, err := bank.Change(Set("no.such.path", true))
	must(t, odd, err)
	var failed *Error
	if _, err := e.Eval(background, odd, Options{AsOf: day}); !errors.As(err, &failed) ||
		!strings.HasPrefix(failed.Item, "no") {
		t.Error(err)
	}
	allowed, err := e.Eval(background, odd, Options{AsOf: day, AllowUnknownPaths: true})
	if must(t, allowed, err); len(allowed.Diagnostics()) == 0 {
		t.Error("no remark about the path")
	}
	entries, err := bank.Join(aws, "aws")
	if must(t, entries, err); len(entries.Entries()) == 0 || entries.Entries()[0].Kind.String() == "" {
		t.Error("nothing meets")
	}
}

// Changes give what an evaluation of the changed description gives.
func TestChangesAgreeWithAFullEvaluation(t *testing.T) {
	library := newContext(t)
	policy := shipped(t, library, "fisc8")
	e := evaluator(t, policy)
	system := example(t, library, "core-banking.json")
	report, err := e.Eval(background, system, Options{AsOf: day})
	must(t, report, err).Close()
	facts := policy.Facts()
	changes := []Change{Clear("parties[bank].name"), SetAsOf(day + 40)}
	for _, fact := range facts {
		value, err := system.Get(fact.Path)
		if err == nil && value.Type == BooleanValue && len(changes) < 12 {
			changes = append(changes, Set(fact.Path, Fact{Value: !value.Boolean,
				About: About{Source: "a test", Date: "2026-06-01"}}))
		}
	}
	if err := e.Change(background, changes...); err != nil {
		t.Fatal(err)
	}
	moved := e.Moved()
	after, err := e.Report(background)
	must(t, after, err)
	changed, err := system.Change(append([]Change{changes[0]}, changes[2:]...)...)
	must(t, changed, err)
	full, err := evaluator(t, policy).Eval(background, changed, Options{AsOf: day + 40})
	must(t, full, err)
	a, err := after.JSON()
	must(t, a, err)
	b, err := full.JSON()
	if must(t, b, err); !bytes.Equal(a, b) {
		t.Error("they differ")
	}
	for _, m := range moved {
		row, err := after.Row(m.Row)
		if must(t, row, err).Clause != m.Clause || row.Result != m.Result {
			t.Errorf("%v: %v", m, row)
		}
	}
	if len(moved) == 0 {
		t.Error("nothing moved")
	}
	var failed *Error
	err = e.Change(background, Set("backup", struct{}{}))
	if !errors.As(err, &failed) || failed.Line != 1 || failed.Item != "backup" || len(e.Moved()) > 0 {
		t.Error(err)
	}
}

func TestEveryKindOfChange(t *testing.T) {
	library := newContext(t)
	system, err := library.Describe(map[string]any{"id": "s", "a": 1,
		"set": []string{"x", "y"}, "third": []string{"w"}, "late": 4})
	must(t, system, err)
	changed, err := system.Change(Set("flag", true), Set("whole", 7), Set("part", 1.5),
		Set("text", "t"), Set("day", day), Set("fresh", []string{"v"}),
		Set("open", NotKnown{Reason: "asked", About: About{Source: "mail"}}),
		Set("said", Fact{Value: 2, About: About{Date: "2026-01-01", Evidence: "e"}}),
		Set("list", []any{map[string]any{"id": "one", "n": 1}}),
		SetRecord("other[two]"), SetComplete("third", false), AddMember("set", "z"),
		RemoveMember("set", "x"), SetAbout("late", About{Source: "log"}), Clear("a"))
	must(t, changed, err)
	wanted, err := library.Describe(map[string]any{"id": "s", "flag": true, "whole": 7,
		"part": 1.5, "text": "t", "day": day, "set": []string{"y", "z"},
		"open":  NotKnown{"asked", About{Source: "mail"}},
		"said":  Fact{2, About{Date: "2026-01-01", Evidence: "e"}},
		"fresh": []string{"v"}, "late": Fact{4, About{Source: "log"}},
		"third": List{Items: []string{"w"}},
		"list":  []any{map[string]any{"id": "one", "n": 1}},
		"other": List{Items: []any{map[string]any{"id": "two"}}}})
	if must(t, wanted, err).Digest() != changed.Digest() {
		t.Errorf("got\n%s\nwanted\n%s", dumpSystem(t, changed), dumpSystem(t, wanted))
	}
}

func TestDiffsAndTickets(t *testing.T) {
	library := newContext(t)
	e := evaluator(t, shipped(t, library, "fisc8"))
	system := example(t, library, "core-banking.json")
	set := func(asOf Date) *ResultSet {
		report, err := e.Eval(background, system, Options{AsOf: asOf})
		results, err := must(t, report, err).ResultSet()
		return must(t, results, err)
	}
	later, err := day.Add("1y", 1)
	must(t, later, err)
	before, after := set(day), set(later)
	diff, err := Compare(before, after)
	must(t, diff, err)
	total, worse := 0, 0
	for _, entry := range diff.Entries() {
		if total++; entry.Worse {
			worse++
		}
		if len(entry.Ticket) != 32 || entry.Kind.String() == "" {
			t.Error(entry)
		}
	}
	counted := 0
	for _, n := range diff.Counts() {
		counted += n
	}
	if diff.Cause() != CauseDate || worse == 0 || worse != diff.WorseCount() || counted != total ||
		len(diff.Controls()) == 0 || diff.Before().AsOf() != day || diff.After().AsOf() != later {
		t.Errorf("cause %v, %d worse of %d", diff.Cause(), worse, total)
	}
	events, err := diff.Text(DiffOptions{Output: EventsOutput})
	must(t, events, err)
	var written bytes.Buffer
	if err := diff.Write(&written, DiffOptions{Output: EventsOutput}); err != nil || written.String() != events {
		t.Error(err)
	}
	none, err := library.ParseTickets("none", nil)
	must(t, none, err)
	first, err := diff.Text(DiffOptions{Output: EventsOutput, Tickets: none})
	must(t, first, err)
	file := filepath.Join(t.TempDir(), "events.jsonl")
	os.WriteFile(file, []byte(first), 0o666)
	fed, err := library.LoadTickets(file)
	must(t, fed, err)
	again, err := diff.Text(DiffOptions{Output: EventsOutput, Tickets: fed})
	if must(t, again, err); again != "" || fed.OpenCount() == 0 || none.OpenCount() != 0 {
		t.Errorf("fed twice: %q", again)
	}
}

func TestForecastsTellDaysAndCauses(t *testing.T) {
	library := newContext(t)
	e := evaluator(t, shipped(t, library, "fisc8"))
	system := example(t, library, "core-banking.json")
	forecast, err := e.Forecast(background, system, ForecastOptions{From: day})
	must(t, forecast, err)
	days, changes := forecast.Days(), 0
	for _, d := range days {
		yesterday, err := e.Eval(background, system, Options{AsOf: d.Date - 1})
		must(t, yesterday, err)
		today, err := e.Eval(background, system, Options{AsOf: d.Date})
		must(t, today, err)
		for _, c := range d.Changes {
			was, err := yesterday.Row(c.Row)
			must(t, was, err)
			is, err := today.Row(c.Row)
			must(t, is, err)
			if changes++; was.Key != c.Key || was.Result != c.Before || is.Result != c.After ||
				len(c.Causes) == 0 || c.Causes[0].Kind.String() == "" {
				t.Errorf("%v: %v, %v", c, was, is)
			}
		}
	}
	until, err := day.Add("1y", 1)
	if must(t, until, err); forecast.Until() != until || changes == 0 ||
		changes != forecast.ChangeCount() || forecast.Report().AsOf() != day {
		t.Errorf("%d changes until %v", changes, forecast.Until())
	}
	text, err := forecast.Text(ForecastWriteOptions{Output: CalendarOutput, Alarm: "30d"})
	must(t, text, err)
	var written bytes.Buffer
	err = forecast.Write(&written, ForecastWriteOptions{Output: CalendarOutput, Alarm: "30d"})
	if err != nil || written.String() != text || !strings.HasPrefix(text, "BEGIN:VCALENDAR") {
		t.Errorf("%v: %.40s", err, text)
	}
}

func TestPlansHoldWhatTheyPromise(t *testing.T) {
	library := newContext(t)
	e := evaluator(t, shipped(t, library, "fisc8"))
	system := example(t, library, "core-banking.json")
	report, err := e.Eval(background, system, Options{AsOf: day})
	must(t, report, err)
	plan, err := e.Plan(background, report, PlanOptions{})
	must(t, plan, err)
	tried := 0
	for _, row := range plan.Rows() {
		for _, set := range row.Sets {
			if !set.Tried {
				continue
			}
			var changes []Change
			own := true
			for _, c := range set.Changes {
				own = own && c.Party == ""
				changes = append(changes, c.Changes...)
			}
			if !own {
				continue
			}
			changed, err := system.Change(changes...)
			must(t, changed, err)
			again, err := e.Eval(background, changed, Options{AsOf: day})
			must(t, again, err)
			at, err := again.Find(row.Key)
			if must(t, again.Results(), err)[at] != Pass {
				t.Errorf("%s doesn't pass with %v", row.Key, changes)
			}
			tried++
		}
	}
	if tried == 0 || len(plan.Steps()) == 0 && plan.Remaining() == 0 {
		t.Errorf("%d rows, %d sets", plan.RowCount(), tried)
	}
	for _, step := range plan.Steps() {
		if len(step.Rows) != step.RowCount {
			t.Error(step)
		}
	}
	var written bytes.Buffer
	if err := plan.Write(&written, PlanWriteOptions{Output: JSONOutput}); err != nil || written.Len() == 0 {
		t.Error(err)
	}
	if text, err := plan.Text(PlanWriteOptions{Output: JSONOutput}); err != nil || text != written.String() {
		t.Errorf("%v: %s", err, text)
	}
}

func TestLimitsAndLogAreTheContexts(t *testing.T) {
	var logged int32
	library, err := NewContext(&ContextOptions{MaxInputBytes: 10,
		Log: func(level LogLevel, message string) {
			if level.String() != "" && message != "" {
				atomic.AddInt32(&logged, 1)
			}
		}})
	must(t, library, err)
	if _, err := library.ParseSystem("s", []byte(`{"format": "libfisc-system/1"}`), JSONFormat); !errors.Is(err, ErrLimit) {
		t.Error(err)
	}
	if _, err := NewContext(&ContextOptions{MaxDepth: -1}); !errors.Is(err, ErrInvalid) {
		t.Error(err)
	}
	if _, err := library.LoadPolicy(); !errors.Is(err, ErrInvalid) {
		t.Error(err)
	}
	if _, err := library.LoadPolicy("no\x00name"); !errors.Is(err, ErrInvalid) {
		t.Error(err)
	}
	if _, err := library.LoadSystem("no-such-file", AutoFormat); !errors.Is(err, ErrIO) {
		t.Error(err)
	}
}

func TestAFileSystemHoldsAPolicy(t *testing.T) {
	library := newContext(t)
	policy, err := library.LoadPolicyFS(os.DirFS(filepath.Join(root(t), "policies")),
		"fisc8", "vocabulary")
	must(t, policy, err)
	if policy.Digest() != shipped(t, library, "fisc8").Digest() {
		t.Error("it is another one than from paths")
	}
	if _, err := library.LoadPolicyFS(os.DirFS("no-such"), "x"); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

func TestNamesAndDates(t *testing.T) {
	for _, role := range []Role{Customer, Provider, Operator, Supplier} {
		if found, err := ParseRole(role.String()); err != nil || found != role {
			t.Error(role, err)
		}
	}
	for _, level := range []Level{Must, Should, May} {
		if found, err := ParseLevel(level.String()); err != nil || found != level {
			t.Error(level, err)
		}
	}
	if _, err := ParseRole("nobody"); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	for _, text := range []string{"1969-12-31", "2024-02-29", "0001-01-01", "9999-12-31"} {
		date := MustDate(text)
		if DateOf(date.Time()) != date || date.String() != text {
			t.Error(text, date)
		}
	}
	if moved, err := MustDate("2026-03-31").Add("1m", 1); err != nil || moved.String() != "2026-04-30" {
		t.Error(moved, err)
	}
	if _, err := ParseDate("2026-02-30"); !errors.Is(err, ErrInvalid) {
		t.Error(err)
	}
	if Version() == "" || !strings.Contains(VersionDetails(), "Lua 5.4") ||
		FlagFact.String() != "flag" || Pass.String() != "pass" || NoDate.String() != "" {
		t.Error(Version(), VersionDetails())
	}
}

func TestABuilderSaysWhatAMapSays(t *testing.T) {
	library := newContext(t)
	b, err := library.NewBuilder("s")
	must(t, b, err)
	for _, err := range []error{b.Title(Japanese, "題"), b.Place("cmdb", 3, 1),
		b.Enter("backup"), b.Integer("copies", 2), b.About("copies", About{Source: "CMDB"})} {
		if err != nil {
			t.Fatal(err)
		}
	}
	b.Leave()
	for _, err := range []error{b.Boolean("f", true), b.Decimal("d", 0.5), b.String("s", "x"),
		b.Date("day", day), b.Unknown("u", "asked"), b.Set("set", []string{"a"}, false),
		b.List("l", true), b.Record("l[one]"), b.List("n", true), b.Add("n", 1),
		b.Add("n", int64(2)), b.Add("n", 2.5), b.Add("n", "w"), b.Add("n", true)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var failed *Error
	if err := b.Integer("backup.copies", 3); !errors.As(err, &failed) || failed.Status != ErrConflict ||
		failed.Item != "backup.copies" {
		t.Error(err)
	}
	if err := b.Decimal("nan", 0/zero); !errors.Is(err, ErrInvalid) {
		t.Error(err)
	}
	if err := b.Add("n", nil); !errors.Is(err, ErrInvalid) {
		t.Error(err)
	}
	built, err := b.Finish()
	must(t, built, err)
	wanted, err := library.Describe(map[string]any{"id": "s", "title": map[string]any{"ja": "題"},
		"backup": map[string]any{"copies": map[string]any{"value": 2, "source": "CMDB"}},
		"f":      true, "d": 0.5, "s": "x", "day": day.Time(), "u": map[string]any{"unknown": "asked"},
		"set": map[string]any{"complete": false, "items": []any{"a"}},
		"l":   []any{map[string]any{"id": "one"}}, "n": []any{1, 2, 2.5, "w", true}})
	if must(t, wanted, err).Digest() != built.Digest() {
		t.Errorf("got\n%s\nwanted\n%s", dumpSystem(t, built), dumpSystem(t, wanted))
	}
	if value, err := built.Get("backup.copies"); err != nil || value.File != "cmdb" || value.Line != 3 {
		t.Error(value, err)
	}
	if _, err := b.Finish(); !errors.Is(err, ErrInvalid) {
		t.Error(err)
	}
}

var zero float64

type inner struct {
	Deep bool `fisc:"deep"`
}

type outer struct {
	inner
	*Extra
	ID      string     `fisc:"id"`
	Title   Text       `fisc:"title"`
	Nil     *int       `fisc:"nil"`
	Zero    int        `fisc:"zero,omitempty"`
	Count   uint8      `fisc:"a.count"`
	Float   float32    `fisc:"a.float"`
	Record  inner      `fisc:"a.record"`
	Sites   []*site    `fisc:"sites"`
	None    []string   `fisc:"none"`
	Empty   []string   `fisc:"empty"`
	Any     any        `fisc:"any"`
	When    *time.Time `fisc:"when"`
	Partial List       `fisc:"partial"`
	Skipped string     `fisc:"-"`
	secret  string     `fisc:"secret"`
	Plain   string
}

type Extra struct {
	More string `fisc:"more"`
}

type site struct {
	ID string `fisc:"id"`
	N  int    `fisc:"n"`
}

func TestStructsSayWhatTheirMapSays(t *testing.T) {
	library := newContext(t)
	when := time.Date(2026, 6, 30, 23, 59, 0, 0, time.FixedZone("JST", 9*3600))
	got, err := library.Describe(&outer{inner: inner{true}, Extra: &Extra{"m"}, ID: "s",
		Title: Text{"", "t"}, Count: 3, Float: 2, Sites: []*site{{"one", 1}}, Empty: []string{},
		Any: Fact{Value: "x"}, When: &when, Partial: List{Items: []string{"a"}}, secret: "y"})
	must(t, got, err)
	wanted, err := library.Describe(map[string]any{"id": "s", "title": Text{English: "t"},
		"deep": true, "more": "m", "a": map[string]any{"count": 3, "float": 2, "record": map[string]bool{"deep": false}},
		"sites": []any{map[string]any{"id": "one", "n": 1}}, "empty": []any{}, "any": "x",
		"when": "2026-06-30", "partial": map[string]any{"complete": false, "items": []string{"a"}}})
	if must(t, wanted, err).Digest() != got.Digest() {
		t.Errorf("got\n%s\nwanted\n%s", dumpSystem(t, got), dumpSystem(t, wanted))
	}
	circle := map[string]any{"id": "s"}
	circle["again"] = circle
	var pointer any
	pointer = &pointer
	for _, wrong := range []any{nil, 3, map[int]any{}, map[string]any{}, circle,
		map[string]any{"id": "s", "x": nil}, map[string]any{"id": "s", "x": func() {}},
		map[string]any{"id": "s", "x": uint64(1 << 63)}, map[string]any{"id": "s", "x": pointer},
		map[string]any{"id": "s", "x": "a\x00b"}, map[string]any{"id": "s", "x[y]": 1},
		map[string]any{"id": "s", "l": []any{site{"a", 1}, site{"a", 2}}}} {
		if _, err := library.Describe(wrong); err == nil {
			t.Errorf("%T was taken", wrong)
		} else if _, ok := err.(*Error); !ok {
			t.Errorf("%T: %v", wrong, err)
		}
	}
}

// Everything closed in a random order, or not at all, gives the same results.
func TestObjectsEndInAnyOrder(t *testing.T) {
	for seed := int64(0); seed < 30; seed++ {
		library := newContext(t)
		policy := shipped(t, library, "fsa-cyber")
		system, err := library.LoadSystem(filepath.Join(root(t), "policies", "fsa-cyber", "tests", "base.json"), AutoFormat)
		must(t, system, err)
		e := evaluator(t, policy)
		report, err := e.Eval(background, system, Options{AsOf: day})
		must(t, report, err)
		wanted, err := report.JSON()
		must(t, wanted, err)
		set, err := report.ResultSet()
		must(t, set, err)
		diff, err := Compare(set, set)
		must(t, diff, err)
		plan, err := e.Plan(background, report, PlanOptions{})
		must(t, plan, err)
		catalog := policy.Catalog(0)
		all := []io.Closer{library, policy, system, e, report, set, diff, plan, catalog}
		random := rand.New(rand.NewSource(seed))
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, one := range all[:random.Intn(len(all)+1)] {
			one.Close()
			one.Close()
			if data, err := report.JSON(); err == nil && !bytes.Equal(data, wanted) {
				t.Error("another report")
			} else if err != nil && err != ErrClosed {
				t.Error(err)
			}
		}
		runtime.GC()
	}
}

// orders are all permutations of 0 to n-1.
func orders(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var all [][]int
	for _, order := range orders(n - 1) {
		for at := 0; at < n; at++ {
			one := append(append([]int{}, order[:at]...), n-1)
			all = append(all, append(one, order[at:]...))
		}
	}
	return all
}

// In whichever order they are closed, a report that is open is as it was.
func TestTheFiveOfAnEvaluationCloseInEveryOrder(t *testing.T) {
	var wanted string
	for _, order := range orders(5) {
		library := newContext(t)
		policy := shipped(t, library, "fsa-cyber")
		system, err := library.Describe(map[string]any{"id": "s"})
		must(t, system, err)
		e := evaluator(t, policy)
		report, err := e.Eval(background, system, Options{AsOf: day})
		must(t, report, err)
		five := []io.Closer{library, policy, system, e, report}
		for _, next := range order {
			five[next].Close()
			data, err := report.JSON()
			if err == ErrClosed {
				continue
			}
			if wanted == "" {
				wanted = string(data)
			}
			if err != nil || wanted == "" || string(data) != wanted {
				t.Fatalf("%v: after %d: %v, %d bytes", order, next, err, len(data))
			}
		}
	}
}

// An error reads as fisc_error_format() writes it, also without a file.
func TestErrorsReadAsTheLibraryWritesThem(t *testing.T) {
	for wanted, failed := range map[string]Error{
		"is wrong":             {},
		"a.json: is wrong":     {File: "a.json"},
		"a.json:3: is wrong":   {File: "a.json", Line: 3},
		"a.json:3:7: is wrong": {File: "a.json", Line: 3, Column: 7},
		":3: is wrong":         {Line: 3},
		":3:7: is wrong":       {Line: 3, Column: 7},
	} {
		failed.Message = "is wrong"
		if failed.Error() != wanted {
			t.Errorf("got %q, wanted %q", failed.Error(), wanted)
		}
	}
}

func TestWhatIsClosedSaysSo(t *testing.T) {
	library := newContext(t)
	policy := shipped(t, library, "fsa-cyber")
	e := evaluator(t, policy)
	library.Close()
	policy.Close()
	e.Close()
	var none *System
	for _, err := range []error{
		second(library.LoadPolicy("x")), second(policy.NewEvaluator()), second(policy.NewPool(1)),
		second(e.Eval(background, none, Options{})), second(none.Get("x")), e.Change(background),
		second(library.Describe(map[string]any{"id": "s"}))} {
		if err != ErrClosed {
			t.Error(err)
		}
	}
	if policy.ClauseCount() != 0 || policy.ID() != "" || none.ID() != "" || len(policy.Clauses()) != 0 {
		t.Error("something of a closed policy")
	}
	e.Interrupt()
	e.ClearInterrupt()
}

func second[T any](_ T, err error) error { return err }

// Readers, evaluations and Close at once, for the race detector.
func TestAnythingMayCloseWhileOthersRead(t *testing.T) {
	library := newContext(t)
	policy := shipped(t, library, "fsa-cyber")
	system := example(t, library, "card-mixed.json")
	pool, err := policy.NewPool(2)
	must(t, pool, err)
	report, err := pool.Eval(background, system, Options{AsOf: day, AllowUnknownPaths: true})
	must(t, report, err)
	var wait sync.WaitGroup
	for i := 0; i < 6; i++ {
		wait.Add(1)
		go func(i int) {
			defer wait.Done()
			for n := 0; n < 30; n++ {
				report.Rows()
				report.Explain(n)
				policy.Clauses()
				system.Get("parties")
				one, err := pool.Eval(background, system, Options{AsOf: day, AllowUnknownPaths: true})
				if err == nil {
					one.Close()
				} else if err != ErrClosed {
					t.Error(err)
				}
				if n == 20 && i == 0 {
					report.Close()
					policy.Close()
				}
				if n == 25 && i == 1 {
					system.Close()
					pool.Close()
				}
			}
		}(i)
	}
	wait.Wait()
}

func TestAPoolLendsNoMoreThanItHas(t *testing.T) {
	policy, system := slow(t)
	pool, err := policy.NewPool(1)
	must(t, pool, err)
	held, cancel := context.WithCancel(background)
	begun, ended := make(chan bool), make(chan error)
	go func() {
		ended <- pool.Do(held, func(e *Evaluator) error {
			close(begun)
			_, err := e.Eval(held, system, Options{AsOf: day})
			return err
		})
	}()
	<-begun
	ctx, stop := context.WithTimeout(background, 10*time.Millisecond)
	defer stop()
	if _, err := pool.Eval(ctx, system, Options{AsOf: day}); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	pool.Close() // the evaluation that goes on is not disturbed
	select {
	case err := <-ended:
		t.Error("ended by Close", err)
	case <-time.After(20 * time.Millisecond):
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := pool.Eval(background, system, Options{AsOf: day}); err != ErrClosed {
		t.Error(err)
	}
}
