/* SPDX-License-Identifier: MIT */
#ifndef XML_SCAN_H
#define XML_SCAN_H

/* What is refused before libxml2 sees a document. */

#include "base/lines.h"

enum { FISC__XML_MOST_ATTRIBUTES = 256 }; /* of an element, xmlns among them */

/*
 * Of a text that is UTF-8 and has no byte order mark (`lines` is that of this
 * text): a declaration that isn't well-formed or says another version than 1.0
 * or another encoding than UTF-8, a DOCTYPE, an instruction that names a
 * catalog of entities, an element with too many attributes; and a character
 * that XML doesn't have, a '<' or ']]>' out of place, and a reference that
 * isn't known. After such a one libxml2 goes on, and says the same of each
 * that follows: 32 MiB of them took it six seconds. Whatever else is not
 * well-formed is left to it.
 */
enum fisc_status
fisc__xml_scan(struct fisc__lines *lines, struct fisc_error *reterr);

/* The offset behind comments and instructions, and into a CDATA section. */
size_t
fisc__xml_skip(const char *text, size_t length, size_t offset);

#endif
