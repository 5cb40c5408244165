// SPDX-License-Identifier: MIT

package fisc

import (
	"bytes"
	"context"
	"os/exec"
	"strings"
	"testing"
)

// sameAsCommand compares result JSON, or else what is wrong, with what the
// command says.
func sameAsCommand(t *testing.T, run, folder, path string, library *Context, pool *Pool) {
	var stdout, stderr bytes.Buffer
	command := exec.Command(run, "eval", "-p", folder, "--as-of", day.String(),
		"--format", "json", path)
	command.Stdout, command.Stderr = &stdout, &stderr
	command.Run() // its status is the results'
	system, err := library.LoadSystem(path, AutoFormat)
	var report *Report
	if err == nil {
		report, err = pool.Eval(context.Background(), system, Options{AsOf: day})
	}
	if err != nil {
		if stdout.Len() > 0 || !strings.Contains(stderr.String(), err.Error()) {
			t.Fatalf("%v; the command: %s", err, stderr.String())
		}
		return
	}
	defer report.Close()
	data, err := report.JSON()
	if !bytes.Equal(must(t, data, err), stdout.Bytes()) {
		t.Errorf("%d bytes, not the command's %d; it says %s", len(data),
			stdout.Len(), stderr.String())
	}
	var written bytes.Buffer
	if err := report.Write(&written, WriteOptions{Output: JSONOutput}); err != nil ||
		!bytes.Equal(written.Bytes(), data) {
		t.Errorf("written piece by piece it differs: %v", err)
	}
}
