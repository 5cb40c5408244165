/* SPDX-License-Identifier: MIT */
#ifndef JSON_SCAN_H
#define JSON_SCAN_H

/*
 * The tokens of a JSON text, with their offsets: what the JSON library doesn't
 * keep, and what is to be limited before it starts.
 */

#include "base/lines.h"

struct fisc__json_token {
    char kind; /* one of {}[]:, '"' for a string, 'w' for a word, 0: the end */
    size_t start;
    size_t end;
};

/*
 * The token at or behind an offset. A string that doesn't end reaches to the
 * end of the text; a word is a number, a literal, or anything else.
 */
struct fisc__json_token
fisc__json_token_at(const char *text, size_t length, size_t offset);

/*
 * FISC_ERR_LIMIT where the text is deeper than max_depth, has more values than
 * max_nodes or a number longer than any that can be meant.
 */
enum fisc_status
fisc__json_scan(const struct fisc_context *context, struct fisc__lines *lines,
                struct fisc_error *reterr);

#endif
