// SPDX-License-Identifier: MIT

package main

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"libfisc.example/fisc"
)

// A Service evaluates descriptions with the policy that it loaded last.
type Service struct {
	library *fisc.Context
	folder  string
	pool    atomic.Pointer[fisc.Pool] // of the policy loaded last
	loading sync.Mutex                // one Reload at a time
}

// NewService loads a policy.
func NewService(folder string) (*Service, error) {
	library, err := fisc.NewContext(&fisc.ContextOptions{
		MaxInputBytes: 4 << 20, // of what anybody sends
		Log: func(level fisc.LogLevel, message string) {
			log.Print(level, ": ", message)
		},
	})
	if err != nil {
		return nil, err
	}
	service := &Service{library: library, folder: folder}
	return service, service.Reload()
}

// Reload loads the policy anew. Where that fails, the old one stays; else
// evaluations that go on end on the old one, and later ones have the new one.
func (s *Service) Reload() error {
	s.loading.Lock()
	defer s.loading.Unlock()
	policy, err := s.library.LoadPolicy(s.folder)
	if err != nil {
		return err
	}
	defer policy.Close() // the pool keeps it
	pool, err := policy.NewPool(0)
	if err != nil {
		return err
	}
	if old := s.pool.Swap(pool); old != nil {
		old.Close()
	}
	return nil
}

// evaluate has a report of the newest policy. A pool that was closed between
// the two steps has a successor.
func (s *Service) evaluate(ctx context.Context, system *fisc.System, asOf fisc.Date) (*fisc.Report, error) {
	for {
		report, err := s.pool.Load().Eval(ctx, system, fisc.Options{AsOf: asOf})
		if err != fisc.ErrClosed {
			return report, err
		}
	}
}

// ServeHTTP takes a description, in JSON or XML, and gives result JSON.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/evaluate" || r.Method != http.MethodPost {
		http.Error(w, "POST a description to /evaluate", http.StatusNotFound)
		return
	}
	asOf := fisc.DateOf(time.Now())
	if day := r.URL.Query().Get("as_of"); day != "" {
		var err error
		if asOf, err = fisc.ParseDate(day); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 4<<20))
	if err != nil {
		http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
		return
	}
	system, err := s.library.ParseSystem("request", body, fisc.AutoFormat)
	if err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	defer system.Close()
	// Who goes away ends the evaluation.
	report, err := s.evaluate(r.Context(), system, asOf)
	if err != nil {
		http.Error(w, err.Error(), statusOf(err))
		return
	}
	defer report.Close()
	w.Header().Set("Content-Type", "application/json")
	if err := report.Write(w, fisc.WriteOptions{Output: fisc.JSONOutput}); err != nil {
		log.Print(err)
	}
}

// statusOf is the request's fault where the description is wrong, else ours.
func statusOf(err error) int {
	switch {
	case errors.Is(err, fisc.ErrInvalid), errors.Is(err, fisc.ErrBudget):
		return http.StatusUnprocessableEntity
	case errors.Is(err, fisc.ErrInterrupted):
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}
