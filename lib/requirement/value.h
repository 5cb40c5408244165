/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_VALUE_H
#define REQUIREMENT_VALUE_H

/* The values of Kleene's logic with an error beside, and why one is unknown. */

enum fisc__truth {
    FISC__FALSE = 0,
    FISC__TRUE = 1,
    FISC__UNKNOWN = 2,
    FISC__ERROR = 3,
    /* Not come to: the evaluation stopped. No node is computed from it. */
    FISC__UNDECIDED = 4
};

/* In the order of rule 21: the most work first. */
enum fisc__state {
    FISC__KNOWN = 0,
    FISC__UNSET,
    FISC__ABSENT,
    FISC__STATED,
    FISC__INCOMPLETE,
    FISC__UNDATED,
    FISC__FUTURE,
    FISC__UNCONFIRMED,
    FISC__STALE,
    FISC__UNANSWERED
};

/* "absent", "stale", …; "known" for FISC__KNOWN. Static. */
const char *
fisc__state_name(enum fisc__state state);

#endif
