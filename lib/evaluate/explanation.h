/* SPDX-License-Identifier: MIT */
#ifndef EVALUATE_EXPLANATION_H
#define EVALUATE_EXPLANATION_H

/* Why a duty has its result: facts of this side, or of whoever answers. */

#include "evaluate/decision.h"

/* A named fact with the sides that it was inherited through. */
struct fisc__grounds {
    struct fisc__named *facts; /* sorted by path */
    size_t fact_count;
    bool minimal;
    const char **labels;
    size_t label_count;
    const char **evidence;
    size_t evidence_count;
    const struct fisc__outcome *message;
};

/* Fills in the grounds of a decision, in the arena. */
enum fisc_status
fisc__grounds(const struct fisc_report *report, const struct fisc__duty *duty,
              const struct fisc__decision *decision, struct fisc__arena *arena,
              struct fisc__grounds *ret, struct fisc_error *reterr);

/*
 * Keeps a row's reason and via, which its grounds tell, for whoever asks next.
 * Threads that do so at once store the same static strings.
 */
void
fisc__keep_reason(struct fisc__note *note,
                  const struct fisc__decision *decision,
                  const struct fisc__grounds *grounds);

/* The reason of a decision that has none by itself: rule 21. Static. */
const char *
fisc__grounds_reason(const struct fisc__decision *decision,
                     const struct fisc__grounds *grounds);

#endif
