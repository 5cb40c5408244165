// SPDX-License-Identifier: MIT

package fisc

/*
#include <fisc/fisc.h>
*/
import "C"

// A Ground is a fact that a decided row rests on.
type Ground struct {
	Path     string // "suppliers[acme].reviewed"
	Value    string // as text; "" for a list or a record
	Wanted   string // what the check wanted, such as ">= 2"; or ""
	Role     string // "wanted", or "because": it made a guard hold
	Source   string // as declared
	Evidence string // id, as declared
	Date     string // YYYY-MM-DD, or ""
	File     string // where the description says so
	Line     int
	Column   int
}

func groundOf(info *C.struct_fisc_fact_reference) Ground {
	return Ground{
		Path:     C.GoString(info.path),
		Value:    C.GoString(info.value),
		Wanted:   C.GoString(info.wanted),
		Role:     C.GoString(info.role),
		Source:   C.GoString(info.source),
		Evidence: C.GoString(info.evidence),
		Date:     C.GoString(info.date),
		File:     C.GoString(info.file),
		Line:     int(info.line),
		Column:   int(info.column),
	}
}

// A Deciding is a fact that would settle an unknown row.
type Deciding struct {
	Path      string
	State     string // "absent", "stale", …
	Candidate string // id of the nearest piece of evidence, or ""
	Expires   string // of what is out of date: its last day, or ""
	Question  Text   // of the vocabulary
	File      string // of what is there but doesn't count; or ""
	Line      int
}

func decidingOf(info *C.struct_fisc_deciding) Deciding {
	return Deciding{
		Path:      C.GoString(info.path),
		State:     C.GoString(info.state),
		Candidate: C.GoString(info.candidate),
		Expires:   C.GoString(info.expires),
		Question:  text(info.question),
		File:      C.GoString(info.file),
		Line:      int(info.line),
	}
}

// A Label is an alternative or relaxation that a pass rests on.
type Label struct {
	Name  string // such as "alternative:third-party-audit"
	Title Text   // for people; "" where the check gives none
}

// A Detail is a value that a function of a check gave with its result.
type Detail struct {
	Name, Value string
}

// An Explanation says why a row has its result.
type Explanation struct {
	Message         Text
	Details         []Detail
	Facts           []Ground   // of a pass or fail, in order of paths
	Deciding        []Deciding // of an unknown, in order of paths
	DecidingMinimal bool       // none of them can be left out
	Labels          []Label
	Evidence        []string // ids
}

// Explain says why a row has its result.
func (r *Report) Explain(index int) (Explanation, error) {
	var x *C.struct_fisc_explanation
	var lent C.struct_fisc_error
	c := r.use()
	if c == nil {
		return Explanation{}, ErrClosed
	}
	defer r.release()
	if status := C.fisc_report_explain(c, C.size_t(index), &x, &lent); status != C.FISC_OK {
		return Explanation{}, errorOf(status, &lent)
	}
	defer C.fisc_explanation_free(x)
	explanation := Explanation{
		Message: Text{
			C.GoString(C.fisc_explanation_message(x, C.FISC_LANGUAGE_JA)),
			C.GoString(C.fisc_explanation_message(x, C.FISC_LANGUAGE_EN)),
		},
		DecidingMinimal: C.fisc_explanation_deciding_minimal(x) != 0,
	}
	var detail C.struct_fisc_detail
	detail.size = C.sizeof_struct_fisc_detail
	for i := C.size_t(0); i < C.fisc_explanation_detail_count(x); i++ {
		if err := check(C.fisc_explanation_detail(x, i, &detail), int(i)); err != nil {
			return Explanation{}, err
		}
		explanation.Details = append(explanation.Details,
			Detail{C.GoString(detail.name), C.GoString(detail.value)})
	}
	var fact C.struct_fisc_fact_reference
	fact.size = C.sizeof_struct_fisc_fact_reference
	for i := C.size_t(0); i < C.fisc_explanation_fact_count(x); i++ {
		if err := check(C.fisc_explanation_fact(x, i, &fact), int(i)); err != nil {
			return Explanation{}, err
		}
		explanation.Facts = append(explanation.Facts, groundOf(&fact))
	}
	var deciding C.struct_fisc_deciding
	deciding.size = C.sizeof_struct_fisc_deciding
	for i := C.size_t(0); i < C.fisc_explanation_deciding_count(x); i++ {
		if err := check(C.fisc_explanation_deciding(x, i, &deciding), int(i)); err != nil {
			return Explanation{}, err
		}
		explanation.Deciding = append(explanation.Deciding, decidingOf(&deciding))
	}
	for i := C.size_t(0); i < C.fisc_explanation_label_count(x); i++ {
		explanation.Labels = append(explanation.Labels, Label{
			C.GoString(C.fisc_explanation_label(x, i)),
			Text{
				C.GoString(C.fisc_explanation_label_title(x, i, C.FISC_LANGUAGE_JA)),
				C.GoString(C.fisc_explanation_label_title(x, i, C.FISC_LANGUAGE_EN)),
			}})
	}
	for i := C.size_t(0); i < C.fisc_explanation_evidence_count(x); i++ {
		explanation.Evidence = append(explanation.Evidence,
			C.GoString(C.fisc_explanation_evidence(x, i)))
	}
	return explanation, nil
}

// ExplainKey explains the row of a key.
func (r *Report) ExplainKey(key string) (Explanation, error) {
	index, err := r.Find(key)
	if err != nil {
		return Explanation{}, err
	}
	return r.Explain(index)
}

// A Question asks for a fact that a report waits for.
type Question struct {
	Path      string
	State     string // "absent", "stale", …
	Candidate string // id of the nearest piece of evidence, or ""
	Text      Text   // of the vocabulary; or ""
	Fact      int    // of Policy.Fact; -1 without one
	Alone     int    // rows of level must that it settles by itself
	TakesPart int    // rows of level must that wait for it
	Settled   int    // rows of level must settled by it and all before it
	Rows      []int  // rows of any level that wait for it, of Report.Row
}

// Questions are what to ask, in the order in which answers settle most clauses
// of level must soonest; open is how many rows of that level are unknown.
func (r *Report) Questions() (questions []Question, open int, err error) {
	var q *C.struct_fisc_questions
	var lent C.struct_fisc_error
	c := r.use()
	if c == nil {
		return nil, 0, ErrClosed
	}
	defer r.release()
	if status := C.fisc_report_questions(c, &q, &lent); status != C.FISC_OK {
		return nil, 0, errorOf(status, &lent)
	}
	defer C.fisc_questions_free(q)
	var info C.struct_fisc_question
	info.size = C.sizeof_struct_fisc_question
	for i := C.size_t(0); i < C.fisc_questions_count(q); i++ {
		if err := check(C.fisc_questions_get(q, i, &info), int(i)); err != nil {
			return nil, 0, err
		}
		question := Question{
			Path:      C.GoString(info.path),
			State:     C.GoString(info.state),
			Candidate: C.GoString(info.candidate),
			Text:      text(info.text),
			Fact:      int(info.fact), // FISC_QUESTION_NO_FACT is -1
			Alone:     int(info.alone),
			TakesPart: int(info.takes_part),
			Settled:   int(info.settled),
		}
		for n := C.size_t(0); n < info.row_count; n++ {
			var row C.size_t
			if err := check(C.fisc_questions_row(q, i, n, &row), int(n)); err != nil {
				return nil, 0, err
			}
			question.Rows = append(question.Rows, int(row))
		}
		questions = append(questions, question)
	}
	return questions, int(C.fisc_questions_open(q)), nil
}
