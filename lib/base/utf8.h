/* SPDX-License-Identifier: MIT */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

/* Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of the character that begins here, or 0 where none does. */
size_t
fisc__utf8_length(const char *text, size_t length);

/* The offset of the first byte that is not UTF-8, or `length`. */
size_t
fisc__utf8_check(const char *text, size_t length);

/* Reads one character known to be valid; *used gets its bytes. */
uint32_t
fisc__utf8_decode(const char *text, size_t *used);

/*
 * Controls, C1 (of which U+009B begins a terminal's sequences) among them, line
 * separators, and marks that change the direction of what follows.
 */
bool
fisc__utf8_is_unsafe(uint32_t code);

#endif
