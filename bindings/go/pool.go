// SPDX-License-Identifier: MIT

package fisc

import (
	"context"
	"runtime"
	"sync"
)

// A Pool lends evaluators of one policy to any number of goroutines.
type Pool struct {
	policy *Policy
	turns  chan struct{} // one for each evaluator that may be in use

	mutex  sync.Mutex
	idle   []*Evaluator
	closed bool
}

// NewPool makes a pool of at most size evaluators, which are made as they are
// needed; 0 is one for each processor that Go uses. The pool keeps the policy,
// also where that is closed.
func (p *Policy) NewPool(size int) (*Pool, error) {
	if size <= 0 {
		size = runtime.GOMAXPROCS(0)
	}
	c := p.use()
	if c == nil {
		return nil, ErrClosed
	}
	defer p.release()
	return &Pool{policy: p.ref(c), turns: make(chan struct{}, size)}, nil
}

// Do lends an evaluator to a function, for this call. It waits for one until
// the context is done.
func (p *Pool) Do(ctx context.Context, use func(*Evaluator) error) error {
	evaluator, err := p.take(ctx)
	if err != nil {
		return err
	}
	defer p.put(evaluator)
	return use(evaluator)
}

// Eval evaluates a description with an evaluator of the pool, as
// Evaluator.Eval.
func (p *Pool) Eval(ctx context.Context, system *System, options Options) (*Report, error) {
	evaluator, err := p.take(ctx)
	if err != nil {
		return nil, err
	}
	defer p.put(evaluator)
	return evaluator.Eval(ctx, system, options)
}

func (p *Pool) take(ctx context.Context) (*Evaluator, error) {
	if err := ctx.Err(); err != nil {
		return nil, interrupted(err)
	}
	select {
	case p.turns <- struct{}{}:
	default:
		select {
		case p.turns <- struct{}{}:
		case <-ctx.Done():
			return nil, interrupted(ctx.Err())
		}
	}
	evaluator, err := p.pick()
	if err != nil {
		<-p.turns
	}
	return evaluator, err
}

func (p *Pool) pick() (*Evaluator, error) {
	p.mutex.Lock()
	if p.closed {
		p.mutex.Unlock()
		return nil, ErrClosed
	}
	if n := len(p.idle); n > 0 {
		evaluator := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mutex.Unlock()
		return evaluator, nil
	}
	p.mutex.Unlock()
	return p.policy.NewEvaluator()
}

func (p *Pool) put(evaluator *Evaluator) {
	p.mutex.Lock()
	if p.closed {
		evaluator.Close()
	} else {
		p.idle = append(p.idle, evaluator)
	}
	p.mutex.Unlock()
	<-p.turns
}

// Close ends the pool: evaluations that go on end as they would have, later
// ones fail with ErrClosed. Closing twice is allowed; the error is always nil.
func (p *Pool) Close() error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.closed = true
	for _, evaluator := range p.idle {
		evaluator.Close()
	}
	p.idle = nil
	p.policy.Close()
	return nil
}
