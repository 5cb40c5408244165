/* SPDX-License-Identifier: MIT */
/* Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. */

#include "base/utf8.h"

#include <string.h>

static bool
continues(const unsigned char *s, size_t count)
{
    for (size_t i = 1; i <= count; i++)
        if ((s[i] & 0xc0) != 0x80)
            return false;
    return true;
}

size_t
fisc__utf8_length(const char *text, size_t length)
{
    const unsigned char *s = (const unsigned char *)text;

    if (length == 0)
        return 0;
    if (s[0] < 0x80)
        return 1;
    if (s[0] >= 0xc2 && s[0] <= 0xdf)
        return length >= 2 && continues(s, 1) ? 2 : 0;
    if (s[0] >= 0xe0 && s[0] <= 0xef) {
        if (length < 3 || !continues(s, 2))
            return 0;
        if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f))
            return 0;
        return 3;
    }
    if (s[0] >= 0xf0 && s[0] <= 0xf4) {
        if (length < 4 || !continues(s, 3))
            return 0;
        if ((s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
            return 0;
        return 4;
    }
    return 0;
}

/* Behind the ASCII from here on, which is most of what is read. */
static size_t
skip_ascii(const char *text, size_t length, size_t i)
{
    uint64_t bytes;

    for (; length - i >= sizeof bytes; i += sizeof bytes) {
        memcpy(&bytes, text + i, sizeof bytes);
        if (bytes & UINT64_MAX / 0xff * 0x80)
            break;
    }
    while (i < length && (signed char)text[i] >= 0)
        i++;
    return i;
}

size_t
fisc__utf8_check(const char *text, size_t length)
{
    size_t i = 0;

    while (i < length) {
        size_t bytes;

        if ((signed char)text[i] >= 0)
            i = skip_ascii(text, length, i);
        if (i == length)
            break;
        bytes = fisc__utf8_length(text + i, length - i);
        if (bytes == 0)
            return i;
        i += bytes;
    }
    return length;
}

uint32_t
fisc__utf8_decode(const char *text, size_t *used)
{
    const unsigned char *s = (const unsigned char *)text;

    if (s[0] < 0x80) {
        *used = 1;
        return s[0];
    }
    if (s[0] < 0xe0) {
        *used = 2;
        return (uint32_t)(s[0] & 0x1f) << 6 | (s[1] & 0x3f);
    }
    if (s[0] < 0xf0) {
        *used = 3;
        return (uint32_t)(s[0] & 0x0f) << 12 | (uint32_t)(s[1] & 0x3f) << 6 |
               (s[2] & 0x3f);
    }
    *used = 4;
    return (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3f) << 12 |
           (uint32_t)(s[2] & 0x3f) << 6 | (s[3] & 0x3f);
}

bool
fisc__utf8_is_unsafe(uint32_t code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x061c ||
           code == 0x200e || code == 0x200f ||
           (code >= 0x2028 && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069);
}
