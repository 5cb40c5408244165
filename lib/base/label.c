/* SPDX-License-Identifier: MIT */
/* Folding of printed labels, so that 設７, 設 7 and 設7 are one. */

#include "base/label.h"

#include <string.h>

#include <utf8proc.h>

enum { LABEL_LONGEST = 1024 };

static bool
is_dash(utf8proc_int32_t c)
{
    return utf8proc_category(c) == UTF8PROC_CATEGORY_PD || c == 0x2212 ||
           c == 0x30fc; /* minus sign; the long vowel mark, typed for a dash */
}

static bool
is_space(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);

    return category == UTF8PROC_CATEGORY_ZS || (c >= 9 && c <= 13) ||
           category == UTF8PROC_CATEGORY_CF;
}

/* A long vowel mark is a dash only beside a digit: 技51ー1, not データ. */
static bool
beside_digit(const utf8proc_int32_t *text, utf8proc_ssize_t count,
             utf8proc_ssize_t i)
{
    return i > 0 && i + 1 < count && text[i - 1] >= '0' &&
           text[i - 1] <= '9' && text[i + 1] >= '0' && text[i + 1] <= '9';
}

/* Spaces go, letters become small, dashes one; returns what is left. */
static utf8proc_ssize_t
reduce(utf8proc_int32_t *text, utf8proc_ssize_t count)
{
    utf8proc_ssize_t left = 0;

    for (utf8proc_ssize_t i = 0; i < count; i++)
        if (!is_space(text[i]))
            text[left++] = utf8proc_tolower(text[i]);
    for (utf8proc_ssize_t i = 0; i < left; i++)
        if (is_dash(text[i]) &&
            (text[i] != 0x30fc || beside_digit(text, left, i)))
            text[i] = '-';
    return left;
}

static utf8proc_ssize_t
encode(const utf8proc_int32_t *text, utf8proc_ssize_t count, char *bytes)
{
    utf8proc_ssize_t used = 0;

    for (utf8proc_ssize_t i = 0; i < count; i++)
        used += utf8proc_encode_char(text[i],
                                     (utf8proc_uint8_t *)bytes + used);
    return used;
}

/*
 * Taken apart, reduced, and put together again: what stands beside each other
 * only when a space is gone has to be ordered and composed as well, so that
 * the folded form folds to itself.
 */
bool
fisc__label_fold(struct fisc__buffer *buffer, const char *text)
{
    utf8proc_int32_t folded[LABEL_LONGEST];
    char bytes[4 * LABEL_LONGEST];
    utf8proc_ssize_t count;
    size_t length = strlen(text);

    if (length > LABEL_LONGEST / 4)
        return false;
    count = utf8proc_decompose((const utf8proc_uint8_t *)text,
                               (utf8proc_ssize_t)length, folded, LABEL_LONGEST,
                               UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                   UTF8PROC_STABLE);
    if (count < 0 || count > LABEL_LONGEST)
        return false;
    count = encode(folded, reduce(folded, count), bytes);
    count = utf8proc_decompose((const utf8proc_uint8_t *)bytes, count, folded,
                               LABEL_LONGEST,
                               UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    if (count < 0 || count > LABEL_LONGEST)
        return false;
    count = utf8proc_normalize_utf32(folded, count,
                                     UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    if (count < 0)
        return false;
    fisc__buffer_append(buffer, bytes, (size_t)encode(folded, count, bytes));
    return !buffer->failed;
}
