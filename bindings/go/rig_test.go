// SPDX-License-Identifier: MIT

package fisc

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

var day = MustDate("2026-06-30")

// root is that of the sources: cases and policies are read from there.
func root(t testing.TB) string {
	t.Helper()
	path := os.Getenv("FISC_SOURCE_ROOT")
	if path == "" {
		path = filepath.Join("..", "..")
	}
	if _, err := os.Stat(filepath.Join(path, "tests", "data")); err != nil {
		t.Skipf("skipped: %s holds no tests/data; set FISC_SOURCE_ROOT", path)
	}
	return path
}

// command is the installed command `fisc`.
func command(t testing.TB) string {
	t.Helper()
	if path := os.Getenv("FISC"); path != "" {
		return path
	}
	if prefix := os.Getenv("FISC_PREFIX"); prefix != "" {
		return filepath.Join(prefix, "bin", "fisc")
	}
	path, err := exec.LookPath("fisc")
	if err != nil {
		t.Skip("skipped: no command fisc; name it by FISC")
	}
	return path
}

func must[T any](t testing.TB, value T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func newContext(t testing.TB) *Context {
	t.Helper()
	context, err := NewContext(nil)
	return must(t, context, err)
}

func read(t testing.TB, path ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(path...))
	return must(t, data, err)
}

// shipped is a policy of policies/.
func shipped(t testing.TB, context *Context, name string) *Policy {
	t.Helper()
	policy, err := context.LoadPolicy(filepath.Join(root(t), "policies", name))
	return must(t, policy, err)
}

// example is a description of policies/fisc8/examples.
func example(t testing.TB, context *Context, name string) *System {
	t.Helper()
	system, err := context.LoadSystem(examplePath(t, name), AutoFormat)
	return must(t, system, err)
}

func examplePath(t testing.TB, name string) string {
	return filepath.Join(root(t), "policies", "fisc8", "examples", name)
}
