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

static void
append(struct fisc__buffer *buffer, utf8proc_int32_t c)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t count = utf8proc_encode_char(utf8proc_tolower(c), bytes);

    fisc__buffer_append(buffer, (const char *)bytes, (size_t)count);
}

bool
fisc__label_fold(struct fisc__buffer *buffer, const char *text)
{
    utf8proc_int32_t folded[LABEL_LONGEST];
    utf8proc_ssize_t count;
    size_t length = strlen(text);

    if (length > LABEL_LONGEST / 4)
        return false;
    count = utf8proc_decompose((const utf8proc_uint8_t *)text,
                               (utf8proc_ssize_t)length, folded, LABEL_LONGEST,
                               UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
                                   UTF8PROC_STABLE);
    if (count < 0 || count > LABEL_LONGEST)
        return false;
    count = utf8proc_normalize_utf32(folded, count,
                                     UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    if (count < 0)
        return false;
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        utf8proc_int32_t c = folded[i];

        if (is_space(c))
            continue;
        if (is_dash(c) && (c != 0x30fc || beside_digit(folded, count, i)))
            c = '-';
        append(buffer, c);
    }
    return !buffer->failed;
}
