// SPDX-License-Identifier: MIT

package fisc

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What Go needs no call for.
var leftOut = map[string]string{
	"fisc_error_format": "Error.Error writes the same, which a test holds",
	"fisc_context_ref":  "a handle counts its own uses",
	"fisc_system_ref":   "as fisc_context_ref",
	"fisc_diff_ref":     "as fisc_context_ref",
	"fisc_forecast_ref": "as fisc_context_ref",
}

// Every function that the library exports is called, or left out on purpose.
func TestEveryFunctionOfTheLibraryIsUsed(t *testing.T) {
	exports := regexp.MustCompile(`\bfisc_[a-z_]+;`).FindAllString(
		string(read(t, root(t), "lib", "libfisc.map")), -1)
	used := make(map[string]bool)
	sources, _ := filepath.Glob("*.go")
	for _, source := range append(sources, "shim.c") {
		if strings.HasSuffix(source, "_test.go") {
			continue
		}
		text, err := os.ReadFile(source)
		calls := regexp.MustCompile(`(C\.|return )(fisc_[a-z_]+)\(`)
		for _, call := range calls.FindAllStringSubmatch(string(must(t, text, err)), -1) {
			used[call[2]] = true
		}
	}
	for _, export := range exports {
		name := strings.TrimSuffix(export, ";")
		_, out := leftOut[name]
		switch {
		case !used[name] && !out:
			t.Errorf("%s is neither used nor left out", name)
		case used[name] && out:
			t.Errorf("%s is used, and listed as left out", name)
		}
	}
	if len(exports) < 200 {
		t.Errorf("only %d exports were found", len(exports))
	}
}
