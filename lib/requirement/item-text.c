/* SPDX-License-Identifier: MIT */
/* Values of a description as text. */

#include "base/buffer.h"
#include "base/number.h"
#include "requirement/run.h"

/*
 * A set that many facts are about is written with each: were it written whole,
 * the text would grow with the square of the description.
 */
enum { SET_MOST = 100 };

static const char *
set_text(struct fisc__arena *arena, const struct fisc__item *item)
{
    struct fisc__buffer buffer;
    const char *text = "";
    size_t count = item->u.children.count;

    fisc__buffer_init(&buffer, arena->context);
    for (size_t i = 0; i < count && i < SET_MOST; i++) {
        const struct fisc__item *member = item->u.children.list[i];

        if (member->kind == FISC__ITEM_RECORD)
            continue;
        text = fisc__item_text(arena, member);
        if (!text)
            break;
        if (buffer.length)
            fisc__buffer_string(&buffer, ", ");
        fisc__buffer_string(&buffer, text);
    }
    if (buffer.length && count > SET_MOST)
        fisc__buffer_string(&buffer, ", …");
    if (text && !buffer.failed)
        text = fisc__arena_string(arena, fisc__buffer_text(&buffer));
    else
        text = NULL;
    fisc__buffer_done(&buffer);
    return text;
}

static const char *
integer_text(struct fisc__arena *arena, int64_t integer)
{
    char digits[24], *start = digits + sizeof digits;
    uint64_t rest = integer < 0 ? 0 - (uint64_t)integer : (uint64_t)integer;

    do
        *--start = (char)('0' + rest % 10);
    while (rest /= 10);
    if (integer < 0)
        *--start = '-';
    return fisc__arena_copy(arena, start,
                            (size_t)(digits + sizeof digits - start));
}

const char *
fisc__item_text(struct fisc__arena *arena, const struct fisc__item *item)
{
    char number[FISC__DECIMAL_TEXT];
    const char *text = "";

    switch (item->kind) {
    case FISC__ITEM_BOOLEAN:
        return item->u.integer ? "true" : "false";
    case FISC__ITEM_INTEGER:
        text = integer_text(arena, item->u.integer);
        break;
    case FISC__ITEM_DECIMAL:
        fisc__decimal_write(arena->context, item->u.decimal, number);
        text = fisc__arena_string(arena, number);
        break;
    case FISC__ITEM_STRING:
        return item->u.string;
    case FISC__ITEM_LIST:
        return set_text(arena, item);
    case FISC__ITEM_RECORD:
    case FISC__ITEM_UNKNOWN:
        break;
    }
    return text;
}
