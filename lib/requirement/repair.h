/* SPDX-License-Identifier: MIT */
#ifndef REQUIREMENT_REPAIR_H
#define REQUIREMENT_REPAIR_H

/*
 * What would have to change so that a requirement held: read off a run, by
 * recursion over nodes and frames, as sets of changes to the description. They
 * are candidates: whoever asks applies each and evaluates again.
 *
 * A value is never proposed for what a guard or a where reads, so that nothing
 * is met by ceasing to be asked; only a recorded judgement is. Ids, who holds
 * which role, and days that would have to lie further back stay as they are.
 */

#include "requirement/run.h"

enum {
    FISC__REPAIR_SETS = 24,     /* sets kept for a node */
    FISC__REPAIR_ENTRIES = 4,   /* pieces of evidence or contracts mended */
    FISC__REPAIR_WORK = 1000000 /* sets looked at for a requirement */
};

/* What is asked of a path; enum fisc_plan_kind has these numbers. */
enum fisc__repair_kind {
    FISC__REPAIR_SET,
    FISC__REPAIR_AT_LEAST,
    FISC__REPAIR_AT_MOST,
    FISC__REPAIR_ONE_OF,
    FISC__REPAIR_OTHER_THAN,
    FISC__REPAIR_STARTS_WITH,
    FISC__REPAIR_ADD_MEMBER,
    FISC__REPAIR_REMOVE_MEMBER,
    FISC__REPAIR_COMPLETE,    /* state the whole list */
    FISC__REPAIR_ADD_ELEMENT, /* with its fields */
    FISC__REPAIR_RENEW,       /* the same value, stated as of today */
    FISC__REPAIR_EVIDENCE,
    FISC__REPAIR_CONFIRM,
    FISC__REPAIR_CONTRACT,
    FISC__REPAIR_PARAM,
    FISC__REPAIR_GIVE,        /* say what is so */
    FISC__REPAIR_WAIVER
};

enum fisc__step_op {
    FISC__STEP_VALUE,   /* states a value */
    FISC__STEP_ADD,     /* adds a text to a set; a new set is not whole */
    FISC__STEP_REMOVE,  /* takes a text out of a set */
    FISC__STEP_WHOLE,   /* a list or set is whole */
    FISC__STEP_RENEW,   /* what is stated is so as of today */
    FISC__STEP_PRESENT  /* there is such a record in a list */
};

/* One statement of a change. Everything stated is as of the run's date. */
struct fisc__step {
    enum fisc__step_op op;
    const char *path;
    enum fisc_fact_type type;  /* of a value; a date with a text is that */
    union fisc__repair_number {
        int64_t integer; /* also 0 and 1, and a day */
        double decimal;
    } number;
    const char *text; /* a string, an enumeration's value, a set's item */
    bool signed_off;  /* by the customer, with a reason */
    bool dated;       /* of a set: it counts only with the date */
    enum fisc__state state; /* of a list or set, before */
};

struct fisc__repair_change {
    enum fisc__repair_kind kind;
    const char *path;         /* where, as reports write it */
    enum fisc__state state;   /* why what is there doesn't count, or KNOWN */
    const char *from;         /* what is there as text; or NULL */
    const char *to;           /* what is asked, as text */
    bool judgement;           /* by recorded judgement */
    bool evidence;            /* evidence, a contract, or a renewal */
    const struct fisc__definition *definition; /* or NULL */
    const struct fisc__param_read *param;      /* or NULL */
    struct fisc__step *steps; /* none of a param */
    size_t step_count;
};

struct fisc__repair_set {
    struct fisc__repair_change *changes; /* by path */
    size_t count;
    bool open; /* asks for a param: what comes of it can't be tried */
};

struct fisc__repairs {
    struct fisc__repair_set *sets; /* fewest changes first */
    size_t count;
    bool cut;      /* there were more than a bound lets through */
    bool function; /* a way leads through a function, which says no way */
    bool clashed;  /* leaves on one fact wanted different things */
};

/*
 * The sets that may make a node true for a party, in the arena; `whole` is the
 * path of a list that has to be whole as well, or NULL.
 *
 * What is right is thought to stay so. Where a candidate turns out to break it,
 * because leaves share a fact, `careful` gives those sets as well that do
 * without. It costs more. FISC_ERR_NOMEM.
 */
enum fisc_status
fisc__run_repair(const struct fisc__run *run, uint32_t node, size_t party,
                 const char *whole, bool careful, struct fisc__arena *arena,
                 struct fisc__repairs *ret, struct fisc_error *reterr);

#endif
