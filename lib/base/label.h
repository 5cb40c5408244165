/* SPDX-License-Identifier: MIT */
#ifndef BASE_LABEL_H
#define BASE_LABEL_H

/* Folding of printed labels, so that 設７, 設 7 and 設7 are one. */

#include "base/buffer.h"

/*
 * Appends the folded form: NFKC, letters in lower case, spaces left out, and
 * every hyphen, dash and minus as '-'. False where the text is not UTF-8 or
 * memory is short (then buffer->failed).
 */
bool
fisc__label_fold(struct fisc__buffer *buffer, const char *text);

#endif
