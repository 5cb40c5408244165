/* SPDX-License-Identifier: MIT */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

/* SHA-256 over a sequence of tagged, length-prefixed pieces. */

#include <stddef.h>
#include <stdint.h>

#include <nettle/sha2.h>

struct fisc__digest {
    struct sha256_ctx state;
};

enum { FISC__DIGEST_TEXT = 65 };

void
fisc__digest_init(struct fisc__digest *digest);

void
fisc__digest_bytes(struct fisc__digest *digest, const void *bytes,
                   size_t length);

/* A length and the bytes, so that pieces can't run into each other. */
void
fisc__digest_piece(struct fisc__digest *digest, const char *text);

void
fisc__digest_number(struct fisc__digest *digest, int64_t number);

/* Sixty-four lower-case hexadecimal digits and a NUL. */
void
fisc__digest_end(struct fisc__digest *digest, char text[FISC__DIGEST_TEXT]);

#endif
