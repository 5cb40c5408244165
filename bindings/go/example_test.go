// SPDX-License-Identifier: MIT

package fisc_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"libfisc.example/fisc"
)

// A small policy: what a bank would keep in files or embed in its program.
const (
	catalog = `<?xml version="1.0" encoding="UTF-8"?>
<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0" uuid="0c8a5c2e-6d0b-4c55-9b1b-2d8c5f6a7e10">
  <metadata>
    <title>backups</title>
    <last-modified>2026-06-01T00:00:00+09:00</last-modified>
    <version>1</version>
    <oscal-version>1.1.2</oscal-version>
    <prop name="language" ns="urn:libfisc:oscal:1" value="en"/>
  </metadata>
  <control id="b.1">
    <title>Backups are kept and tested</title>
    <part name="statement" id="b.1_smt">
      <part name="item" id="b.1.customer">
        <prop name="bearer" ns="urn:libfisc:oscal:1" value="customer"/>
        <p>There are two copies, and restoring was tested within a year.</p>
      </part>
    </part>
  </control>
</catalog>`
	vocabulary = `<?xml version="1.0" encoding="UTF-8"?>
<vocabulary xmlns="urn:libfisc:vocabulary:1">
  <fact path="backup.copies" type="integer"/>
  <fact path="backup.tested" type="date"/>
</vocabulary>`
	checks = `check "b.1.customer" {
  ge("backup.copies", 2),
  within("backup.tested", "1y"),
}`
)

func policy() *fisc.Policy {
	library, err := fisc.NewContext(nil)
	if err != nil {
		log.Fatal(err)
	}
	policy, err := library.LoadSources(
		fisc.Source{Name: "catalog.xml", Data: []byte(catalog)},
		fisc.Source{Name: "vocabulary.xml", Data: []byte(vocabulary)},
		fisc.Source{Name: "checks.lua", Data: []byte(checks)})
	if err != nil {
		log.Fatal(err)
	}
	return policy
}

func describe(facts any) *fisc.System {
	library, err := fisc.NewContext(nil)
	if err != nil {
		log.Fatal(err)
	}
	system, err := library.Describe(facts)
	if err != nil {
		log.Fatal(err)
	}
	return system
}

func Example() {
	policy := policy()
	defer policy.Close()
	pool, err := policy.NewPool(0)
	if err != nil {
		log.Fatal(err)
	}
	defer pool.Close()
	system := describe(map[string]any{
		"id":      "internet-banking",
		"parties": []any{map[string]any{"id": "bank", "roles": []string{"customer"}}},
		"backup": map[string]any{
			"copies": fisc.Fact{Value: 2, About: fisc.About{Source: "CMDB"}},
			"tested": "2025-01-15",
		},
	})
	defer system.Close()

	report, err := pool.Eval(context.Background(), system,
		fisc.Options{AsOf: fisc.MustDate("2026-06-30")})
	if err != nil {
		log.Fatal(err)
	}
	defer report.Close()
	for i, row := range report.Rows() {
		fmt.Println(row.Key, row.Result, row.Reason)
		why, err := report.Explain(i)
		if err != nil {
			log.Fatal(err)
		}
		for _, fact := range why.Facts {
			fmt.Println(" ", fact.Path, "is", fact.Value, "wanted", fact.Wanted)
		}
	}
	// Output:
	// b.1.customer@bank fail not-met
	//   backup.tested is 2025-01-15 wanted within 1y
}

// Facts from a struct, by tags.
func ExampleContext_Describe() {
	type site struct {
		ID   string `fisc:"id"`
		Name string `fisc:"name"`
	}
	type bank struct {
		ID     string    `fisc:"id"`
		Copies *int      `fisc:"backup.copies"`
		Tested time.Time `fisc:"backup.tested"`
		Sites  []site    `fisc:"sites"`
		Ticket string    // no tag: no fact
	}
	system := describe(bank{
		ID:     "internet-banking",
		Tested: time.Date(2026, 5, 20, 9, 30, 0, 0, time.UTC),
		Sites:  []site{{"tokyo", "東京"}},
	})
	defer system.Close()
	for _, path := range []string{"backup.tested", "sites[tokyo].name"} {
		value, err := system.Get(path)
		fmt.Println(path, value.String, err)
	}
	_, err := system.Get("backup.copies")
	fmt.Println("backup.copies", errors.Is(err, fisc.ErrNotFound))
	// Output:
	// backup.tested 2026-05-20 <nil>
	// sites[tokyo].name 東京 <nil>
	// backup.copies true
}

// What is wrong, and where.
func ExampleError() {
	library, err := fisc.NewContext(nil)
	if err != nil {
		log.Fatal(err)
	}
	_, err = library.ParseSystem("bank.json", []byte(`{
  "format": "libfisc-system/1", "id": "bank",
  "backup.copies": 1,
  "backup": { "copies": 2 } }`), fisc.AutoFormat)
	var failed *fisc.Error
	if errors.As(err, &failed) && errors.Is(err, fisc.ErrConflict) {
		fmt.Println(failed.File, failed.Line, failed.Column, failed.Item)
		fmt.Println(err)
	}
	// Output:
	// bank.json 4 15 backup.copies
	// bank.json:4:15: backup.copies is stated twice, before at bank.json:3:3
}

// An evaluation ends when its context does.
func ExampleEvaluator_Eval_cancelled() {
	policy := policy()
	defer policy.Close()
	evaluator, err := policy.NewEvaluator()
	if err != nil {
		log.Fatal(err)
	}
	defer evaluator.Close()
	system := describe(map[string]any{"id": "bank"})
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	cancel()
	_, err = evaluator.Eval(ctx, system, fisc.Options{AsOf: fisc.MustDate("2026-06-30")})
	fmt.Println(errors.Is(err, fisc.ErrInterrupted), errors.Is(err, context.Canceled))
	// Output: true true
}

// A fact changes, and what moves by it is told.
func ExampleEvaluator_Change() {
	policy := policy()
	defer policy.Close()
	evaluator, err := policy.NewEvaluator()
	if err != nil {
		log.Fatal(err)
	}
	defer evaluator.Close()
	system := describe(map[string]any{
		"id":      "bank",
		"parties": []any{map[string]any{"id": "bank", "roles": []string{"customer"}}},
		"backup":  map[string]any{"copies": 1, "tested": "2026-05-20"},
	})
	ctx := context.Background()
	report, err := evaluator.Eval(ctx, system, fisc.Options{AsOf: fisc.MustDate("2026-06-30")})
	if err != nil {
		log.Fatal(err)
	}
	report.Close()
	if err := evaluator.Change(ctx, fisc.Set("backup.copies", 2)); err != nil {
		log.Fatal(err)
	}
	for _, moved := range evaluator.Moved() {
		fmt.Println(moved.Clause, moved.Before, "->", moved.Result)
	}
	// Output: b.1.customer fail -> pass
}

// What to ask first, where facts are missing.
func ExampleReport_Questions() {
	policy := policy()
	defer policy.Close()
	pool, err := policy.NewPool(0)
	if err != nil {
		log.Fatal(err)
	}
	defer pool.Close()
	report, err := pool.Eval(context.Background(), describe(map[string]any{
		"id":      "bank",
		"parties": []any{map[string]any{"id": "bank", "roles": []string{"customer"}}},
		"backup":  map[string]any{"copies": 2},
	}), fisc.Options{AsOf: fisc.MustDate("2026-06-30")})
	if err != nil {
		log.Fatal(err)
	}
	defer report.Close()
	questions, open, err := report.Questions()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(report.Coverage().Of(fisc.Unknown), "unknown,", open, "to be settled")
	for _, question := range questions {
		fmt.Println(question.Path, question.State)
	}
	// Output:
	// 1 unknown, 1 to be settled
	// backup.tested absent
}
