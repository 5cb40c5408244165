// SPDX-License-Identifier: MIT

package fisc

/*
#include <fisc/fisc.h>
*/
import "C"

import "unsafe"

// A ResultSet is the results of one evaluation without policy and description:
// what libfisc-result/1 says.
type ResultSet struct{ handle }

func (l *logger) resultSet(made *C.struct_fisc_result_set) *ResultSet {
	return finalized(&ResultSet{newHandle(unsafe.Pointer(made), l,
		func(p unsafe.Pointer) {
			C.fisc_result_set_unref((*C.struct_fisc_result_set)(p))
		})})
}

func (s *ResultSet) use() *C.struct_fisc_result_set {
	if s == nil {
		return nil
	}
	return (*C.struct_fisc_result_set)(s.acquire())
}

// LoadResults reads results from a file of result JSON.
func (c *Context) LoadResults(path string) (*ResultSet, error) {
	var made *C.struct_fisc_result_set
	err := c.read(path, func(c *C.struct_fisc_context, path *C.char,
		lent *C.struct_fisc_error) C.enum_fisc_status {
		return C.fisc_result_set_load(c, path, &made, lent)
	})
	if err != nil {
		return nil, err
	}
	return c.log.resultSet(made), nil
}

// ParseResults reads results from result JSON; errors call it by the name.
func (c *Context) ParseResults(name string, data []byte) (*ResultSet, error) {
	var made *C.struct_fisc_result_set
	err := c.read(name, func(c *C.struct_fisc_context, name *C.char,
		lent *C.struct_fisc_error) C.enum_fisc_status {
		return C.fisc_result_set_parse(c, name, bytesOf(data), C.size_t(len(data)), &made, lent)
	})
	if err != nil {
		return nil, err
	}
	return c.log.resultSet(made), nil
}

// ResultSet takes the results out of a report, which it doesn't keep alive.
func (r *Report) ResultSet() (*ResultSet, error) {
	var made *C.struct_fisc_result_set
	var lent C.struct_fisc_error
	c := r.use()
	if c == nil {
		return nil, ErrClosed
	}
	defer r.release()
	if status := C.fisc_result_set_from_report(c, &made, &lent); status != C.FISC_OK {
		return nil, errorOf(status, &lent)
	}
	return r.log.resultSet(made), nil
}

func (s *ResultSet) string(get func(*C.struct_fisc_result_set) *C.char) string {
	c := s.use()
	if c == nil {
		return ""
	}
	defer s.release()
	return C.GoString(get(c))
}

// Name is what errors call its source; "" of a report.
func (s *ResultSet) Name() string {
	return s.string(func(c *C.struct_fisc_result_set) *C.char {
		return C.fisc_result_set_name(c)
	})
}

// PolicyDigest is the digest of the policy.
func (s *ResultSet) PolicyDigest() string {
	return s.string(func(c *C.struct_fisc_result_set) *C.char {
		return C.fisc_result_set_policy_digest(c)
	})
}

// SystemDigest is the digest of the description.
func (s *ResultSet) SystemDigest() string {
	return s.string(func(c *C.struct_fisc_result_set) *C.char {
		return C.fisc_result_set_system_digest(c)
	})
}

// SystemID is the id of the description.
func (s *ResultSet) SystemID() string {
	return s.string(func(c *C.struct_fisc_result_set) *C.char {
		return C.fisc_result_set_system_id(c)
	})
}

// AsOf is the date that the results are about.
func (s *ResultSet) AsOf() Date {
	c := s.use()
	if c == nil {
		return NoDate
	}
	defer s.release()
	return Date(C.fisc_result_set_as_of(c))
}

// IsWhole tells whether every row of the evaluation is there.
func (s *ResultSet) IsWhole() bool {
	c := s.use()
	if c == nil {
		return false
	}
	defer s.release()
	return C.fisc_result_set_is_whole(c) != 0
}

// Count is how many rows there are.
func (s *ResultSet) Count() int {
	c := s.use()
	if c == nil {
		return 0
	}
	defer s.release()
	return int(C.fisc_result_set_count(c))
}

// Row is one of them, from 0, in the order in which they were written.
func (s *ResultSet) Row(index int) (Row, error) {
	c := s.use()
	if c == nil {
		return Row{}, ErrClosed
	}
	defer s.release()
	var info C.struct_fisc_result_info
	info.size = C.sizeof_struct_fisc_result_info
	if err := check(C.fisc_result_set_result(c, C.size_t(index), &info), index); err != nil {
		return Row{}, err
	}
	return rowOf(&info), nil
}

// Rows are all of them.
func (s *ResultSet) Rows() []Row {
	return collect(s.Count(), s.Row)
}

// Find is the index of the row of a key.
func (s *ResultSet) Find(key string) (int, error) {
	c := s.use()
	if c == nil {
		return 0, ErrClosed
	}
	defer s.release()
	given, err := cString(key)
	if err != nil {
		return 0, err
	}
	defer freeString(given)
	var index C.size_t
	if status := C.fisc_result_set_find(c, given, &index); status != C.FISC_OK {
		return 0, statusError(status, key)
	}
	return int(index), nil
}

// Explain says why a row has its result, as far as result JSON says it.
func (s *ResultSet) Explain(row int) (Explanation, error) {
	c := s.use()
	if c == nil {
		return Explanation{}, ErrClosed
	}
	defer s.release()
	if row < 0 || row >= int(C.fisc_result_set_count(c)) {
		return Explanation{}, indexError(C.FISC_ERR_NOTFOUND, row)
	}
	r := C.size_t(row)
	explanation := Explanation{
		Message: Text{
			C.GoString(C.fisc_result_set_message(c, r, C.FISC_LANGUAGE_JA)),
			C.GoString(C.fisc_result_set_message(c, r, C.FISC_LANGUAGE_EN)),
		},
		DecidingMinimal: C.fisc_result_set_deciding_minimal(c, r) != 0,
	}
	var fact C.struct_fisc_fact_reference
	fact.size = C.sizeof_struct_fisc_fact_reference
	for i := C.size_t(0); i < C.fisc_result_set_fact_count(c, r); i++ {
		if err := check(C.fisc_result_set_fact(c, r, i, &fact), int(i)); err != nil {
			return Explanation{}, err
		}
		explanation.Facts = append(explanation.Facts, groundOf(&fact))
	}
	var deciding C.struct_fisc_deciding
	deciding.size = C.sizeof_struct_fisc_deciding
	for i := C.size_t(0); i < C.fisc_result_set_deciding_count(c, r); i++ {
		if err := check(C.fisc_result_set_deciding(c, r, i, &deciding), int(i)); err != nil {
			return Explanation{}, err
		}
		explanation.Deciding = append(explanation.Deciding, decidingOf(&deciding))
	}
	for i := C.size_t(0); i < C.fisc_result_set_label_count(c, r); i++ {
		explanation.Labels = append(explanation.Labels,
			Label{Name: C.GoString(C.fisc_result_set_label(c, r, i))})
	}
	for i := C.size_t(0); i < C.fisc_result_set_evidence_count(c, r); i++ {
		explanation.Evidence = append(explanation.Evidence,
			C.GoString(C.fisc_result_set_evidence(c, r, i)))
	}
	return explanation, nil
}

// ControlCount is how many controls there are.
func (s *ResultSet) ControlCount() int {
	c := s.use()
	if c == nil {
		return 0
	}
	defer s.release()
	return int(C.fisc_result_set_control_count(c))
}

// Control is the state of one of them, from 0.
func (s *ResultSet) Control(index int) (ControlResult, error) {
	c := s.use()
	if c == nil {
		return ControlResult{}, ErrClosed
	}
	defer s.release()
	var info C.struct_fisc_control_result
	info.size = C.sizeof_struct_fisc_control_result
	if err := check(C.fisc_result_set_control(c, C.size_t(index), &info), index); err != nil {
		return ControlResult{}, err
	}
	return controlResultOf(&info), nil
}

// Controls are the states of all of them.
func (s *ResultSet) Controls() []ControlResult {
	return collect(s.ControlCount(), s.Control)
}
