// SPDX-License-Identifier: MIT

package fisc

import (
	"errors"
	"runtime"
	"sync/atomic"
	"unsafe"
)

// ErrClosed is the error of a call on something that is nil or was closed.
var ErrClosed = errors.New("fisc: used after Close")

// handle owns one reference to an object of the library. It is dropped when
// the handle is closed and no call uses it any more, so that Close may come
// from another goroutine, or a finalizer, at any time.
type handle struct {
	pointer unsafe.Pointer
	free    func(unsafe.Pointer)
	uses    int64  // 1 while open, and 1 for each call going on
	closed  uint32 // Close was called
	log     *logger
}

func newHandle(pointer unsafe.Pointer, log *logger,
	free func(unsafe.Pointer)) handle {
	return handle{pointer: pointer, free: free, uses: 1, log: log}
}

// acquire keeps the object alive until release; nil where it is closed.
func (h *handle) acquire() unsafe.Pointer {
	for {
		uses := atomic.LoadInt64(&h.uses)
		if uses <= 0 || atomic.LoadUint32(&h.closed) != 0 {
			return nil
		}
		if atomic.CompareAndSwapInt64(&h.uses, uses, uses+1) {
			return h.pointer
		}
	}
}

func (h *handle) release() {
	if atomic.AddInt64(&h.uses, -1) == 0 {
		h.free(h.pointer)
		runtime.KeepAlive(h.log) // messages may come of freeing
	}
}

// Close gives back what the library holds of the object, once calls that are
// going on have ended. What was made from it lives on. Closing twice is
// allowed; the error is always nil, and there for io.Closer.
func (h *handle) Close() error {
	if h != nil && atomic.CompareAndSwapUint32(&h.closed, 0, 1) {
		h.release()
	}
	return nil
}

type closer interface{ Close() error }

// finalized closes the object when nothing refers to it any more.
func finalized[T closer](object T) T {
	runtime.SetFinalizer(object, func(object T) { object.Close() })
	return object
}

// collect asks for each of n things.
func collect[T any](n int, get func(int) (T, error)) []T {
	all := make([]T, 0, n)
	for i := 0; i < n; i++ {
		one, err := get(i)
		if err != nil {
			break
		}
		all = append(all, one)
	}
	return all
}
