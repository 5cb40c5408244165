/* SPDX-License-Identifier: MIT */
#ifndef REPORT_WORDS_H
#define REPORT_WORDS_H

/* Every word of a text report, in Japanese and in English. */

#include <fisc/report.h>

enum fisc__word {
    FISC__WORD_AS_OF,
    FISC__WORD_POLICY,
    FISC__WORD_DIGESTS,
    FISC__WORD_SYSTEM,
    FISC__WORD_PARTIAL,
    FISC__WORD_PARTIAL_LINE,   /* why, undecided, rows */
    FISC__WORD_COVERAGE,
    FISC__WORD_ROWS,
    FISC__WORD_ALL,
    FISC__WORD_NOBODY,
    FISC__WORD_DECIDED,        /* decided, rows, percent, open */
    FISC__WORD_SCORE,
    FISC__WORD_SCORE_LINE,     /* passed, must rows, percent */
    FISC__WORD_SCORE_NONE,
    FISC__WORD_SCORE_PARTIAL,
    FISC__WORD_CONTROLS,
    FISC__WORD_CONTROLS_LINE,  /* satisfied, controls */
    FISC__WORD_SATISFIED,
    FISC__WORD_NOT_SATISFIED,
    FISC__WORD_NOT_SELECTED_LINE, /* rows left out */
    FISC__WORD_VIA_INHERITED,
    FISC__WORD_INHERITED_FROM, /* whom */
    FISC__WORD_MOVED_TO,       /* whom, role of the catalog */
    FISC__WORD_WAIVED,         /* waiver */
    FISC__WORD_UNTIL,
    FISC__WORD_APPROVER,
    FISC__WORD_PARAM,
    FISC__WORD_WHOLE_LIST,
    FISC__WORD_WANTED,         /* what was wanted */
    FISC__WORD_BECAUSE,
    FISC__WORD_SOURCE,
    FISC__WORD_DATED,
    FISC__WORD_EVIDENCE,
    FISC__WORD_NEAREST,        /* id of a piece of evidence */
    FISC__WORD_LAST_DAY,       /* YYYY-MM-DD */
    FISC__WORD_NOT_MINIMAL,
    FISC__WORD_REMARKS,
    FISC__WORD_COUNT
};

/* Static. Those with numbers or names are formats, as the list says. */
const char *
fisc__word(enum fisc__word word, enum fisc_language language);

/* "pass", "適合". Static, as are all below. */
const char *
fisc__result_word(enum fisc_result result, enum fisc_language language);

const char *
fisc__role_word(enum fisc_role role, enum fisc_language language);

const char *
fisc__level_word(enum fisc_level level, enum fisc_language language);

/* What a row's reason means; one that isn't listed is its own word. */
const char *
fisc__reason_word(const char *reason, enum fisc_language language);

/* What a control's reason means. */
const char *
fisc__control_reason_word(const char *reason, enum fisc_language language);

/* Why a report is partial, as fisc__stop_name() says it. */
const char *
fisc__stop_word(const char *name, enum fisc_language language);

/* The kind of a label: `alternative:x`, `relaxation:x`; else "". */
const char *
fisc__label_word(const char *label, enum fisc_language language);

#endif
