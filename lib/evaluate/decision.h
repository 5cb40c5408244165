/* SPDX-License-Identifier: MIT */
#ifndef EVALUATE_DECISION_H
#define EVALUATE_DECISION_H

/* From values to results: rules 17 to 19 and 26. */

#include "evaluate/rows.h"

/* One clause for one party of one side. */
struct fisc__duty {
    size_t side;
    size_t clause;
    size_t party; /* in that side's run, or FISC__NO_PARTY */
    const struct fisc__duty *asked_by; /* the duty that inherits this one */
};

/* What a result came from. */
struct fisc__decision {
    enum fisc_result result;
    const char *reason; /* static; NULL: to be read off an explanation */
    enum fisc__truth when;
    bool by_parties;        /* nobody holds the role */
    enum fisc__state open;  /* the split's list may say otherwise, or KNOWN */
    const struct fisc__item *statement; /* of inherits; or NULL */
    const char *from;       /* the party that it names; or "" */
    bool joined;            /* whose description is there */
    bool answered;          /* and has the clause: */
    struct fisc__duty answer;
    enum fisc_result answer_result;
};

/* Finds the split of a side's description. */
enum fisc_status
fisc__side_split(struct fisc_report *report, struct fisc__side *side,
                 struct fisc_error *reterr);

/* Fills in the decision on a duty; decides nothing that needs memory. */
void
fisc__decide(const struct fisc_report *report, const struct fisc__duty *duty,
              struct fisc__decision *ret);

/*
 * Fills in the decision on a row, or that it wasn't come to, and its duty, which
 * the decision may point to.
 */
void
fisc__row_decide(const struct fisc_report *report, size_t row,
                 struct fisc__duty *ret_duty, struct fisc__decision *ret);

#endif
