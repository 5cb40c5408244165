/* SPDX-License-Identifier: MIT */
/* SHA-256 over a sequence of tagged, length-prefixed pieces. */

#include "base/digest.h"

#include <string.h>

void
fisc__digest_init(struct fisc__digest *digest)
{
    sha256_init(&digest->state);
}

void
fisc__digest_bytes(struct fisc__digest *digest, const void *bytes,
                   size_t length)
{
    sha256_update(&digest->state, length, bytes);
}

void
fisc__digest_number(struct fisc__digest *digest, int64_t number)
{
    uint8_t bytes[8];

    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)((uint64_t)number >> (8 * i));
    fisc__digest_bytes(digest, bytes, sizeof bytes);
}

void
fisc__digest_piece(struct fisc__digest *digest, const char *text)
{
    size_t length = text ? strlen(text) : 0;

    fisc__digest_number(digest, text ? (int64_t)length : -1);
    fisc__digest_bytes(digest, text, length);
}

void
fisc__digest_end(struct fisc__digest *digest, char text[FISC__DIGEST_TEXT])
{
    static const char hex[] = "0123456789abcdef";
    uint8_t bytes[SHA256_DIGEST_SIZE];

    sha256_digest(&digest->state, sizeof bytes, bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        text[2 * i] = hex[bytes[i] >> 4];
        text[2 * i + 1] = hex[bytes[i] & 15];
    }
    text[2 * sizeof bytes] = '\0';
}
