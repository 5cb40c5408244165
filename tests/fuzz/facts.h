/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_FACTS_H
#define FUZZ_FACTS_H

/*
 * Facts of every type, those of the semantics' tests. To read a whole
 * vocabulary takes longer than what most inputs ask of it, so that only what
 * one names is there.
 */

#include <stddef.h>

enum { FACTS = 21 };

/* Marks the facts that a text names. */
void
facts_note(unsigned char (*used)[FACTS], const char *text, size_t length);

/* A vocabulary of the marked facts, as XML. From malloc. */
char *
facts_vocabulary(const unsigned char (*used)[FACTS]);

/* A description of the marked facts, as JSON. From malloc. */
char *
facts_system(const unsigned char (*used)[FACTS]);

#endif
