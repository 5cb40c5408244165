// SPDX-License-Identifier: MIT

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"libfisc.example/fisc"
)

const description = `{"format": "libfisc-system/1", "id": "bank",
 "parties": [{"id": "bank", "roles": ["customer"]}], "backup": {"copies": 2}}`

// write puts a policy that wants so many copies into a folder.
func write(t *testing.T, folder string, copies int) {
	t.Helper()
	for name, text := range map[string]string{
		"policy.xml": `<policy xmlns="urn:libfisc:policy:1" id="p" version="1">
 <title xml:lang="en">copies</title><vocabulary href="vocabulary.xml"/>
 <catalog href="catalog.xml"/><checks href="checks.lua"/></policy>`,
		"vocabulary.xml": `<vocabulary xmlns="urn:libfisc:vocabulary:1">
 <fact path="backup.copies" type="integer"/></vocabulary>`,
		"catalog.xml": `<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0"
 uuid="4f7f0b83-5a43-4a0c-9a62-9a2f3f6f7c11"><metadata><title>p</title>
 <last-modified>2026-06-30T00:00:00+09:00</last-modified><version>1</version>
 <oscal-version>1.1.2</oscal-version>
 <prop name="language" ns="urn:libfisc:oscal:1" value="en"/></metadata>
 <control id="p.1"><title>copies</title><part name="statement" id="p.1_smt">
 <part name="item" id="p.1.customer"><p>enough copies</p></part></part></control></catalog>`,
		"checks.lua": fmt.Sprintf(`check "p.1.customer" { ge("backup.copies", %d) }`, copies),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

type result struct {
	Digests map[string]string
	Results []struct{ Key, Result string }
}

func ask(server *httptest.Server, body string) (result, int, error) {
	var answer result
	response, err := http.Post(server.URL+"/evaluate?as_of=2026-06-30",
		"application/json", bytes.NewBufferString(body))
	if err != nil {
		return answer, 0, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		text, err := io.ReadAll(response.Body)
		return result{Digests: map[string]string{"error": string(text)}}, response.StatusCode, err
	}
	return answer, response.StatusCode, json.NewDecoder(response.Body).Decode(&answer)
}

func TestAReloadedPolicyCountsFromThenOn(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, 2)
	service, err := NewService(folder)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(service)
	defer server.Close()
	expect := func(wanted string) {
		t.Helper()
		if answer, _, err := ask(server, description); err != nil || len(answer.Results) != 1 ||
			answer.Results[0].Result != wanted {
			t.Errorf("%v, %v", answer, err)
		}
	}
	expect("pass")
	write(t, folder, 3)
	expect("pass")
	if err := service.Reload(); err != nil {
		t.Fatal(err)
	}
	expect("fail")
	os.WriteFile(filepath.Join(folder, "checks.lua"), []byte("check {"), 0o666)
	if err := service.Reload(); err == nil {
		t.Error("a broken policy was loaded")
	}
	expect("fail")
	if answer, status, err := ask(server, `{"format": "libfisc-system/1"`); status != http.StatusUnprocessableEntity {
		t.Errorf("%v, %d, %v", answer, status, err)
	}
}

// An evaluation that began before a reload ends with what it began with.
func TestOldEvaluationsFinishOnTheOldPolicy(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, 2)
	service, err := NewService(folder)
	if err != nil {
		t.Fatal(err)
	}
	system, err := service.library.ParseSystem("s", []byte(description), fisc.JSONFormat)
	if err != nil {
		t.Fatal(err)
	}
	// In the middle of an evaluation the policy is loaded anew.
	var reloaded bool
	err = service.pool.Load().Do(context.Background(), func(old *fisc.Evaluator) error {
		report, err := old.Eval(context.Background(), system, fisc.Options{
			AsOf: fisc.MustDate("2026-06-30"),
			Progress: func(int, int) bool {
				if !reloaded {
					reloaded = true
					write(t, folder, 3)
					if err := service.Reload(); err != nil {
						t.Error(err)
					}
				}
				return true
			}})
		if err != nil {
			return err
		}
		if results := report.Results(); len(results) != 1 || results[0] != fisc.Pass {
			t.Errorf("the old evaluation gives %v", results)
		}
		return report.Close()
	})
	if err != nil || !reloaded {
		t.Fatal(reloaded, err)
	}
	report, err := service.evaluate(context.Background(), system, fisc.MustDate("2026-06-30"))
	if err != nil || report.Results()[0] != fisc.Fail {
		t.Errorf("the new policy gives %v, %v", report.Results(), err)
	}
}

// Under load no request fails while policies come and go.
func TestNoRequestFailsWhilePoliciesComeAndGo(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, 2)
	service, err := NewService(folder)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(service)
	defer server.Close()
	var wait sync.WaitGroup
	for client := 0; client < 4; client++ {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := 0; i < 50; i++ {
				if answer, status, err := ask(server, description); err != nil || status != http.StatusOK {
					t.Errorf("%v, %d, %v", answer, status, err)
				}
			}
		}()
	}
	for i := 0; i < 20; i++ {
		write(t, folder, 1+i%3)
		if err := service.Reload(); err != nil {
			t.Error(err)
		}
	}
	wait.Wait()
}
