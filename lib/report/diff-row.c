/* SPDX-License-Identifier: MIT */
/* Rows compared, and named for systems of tickets. */

#include <string.h>

#include "base/digest.h"
#include "report/diff.h"

bool
fisc__is_unmet(enum fisc_result result)
{
    return result == FISC_RESULT_FAIL || result == FISC_RESULT_UNKNOWN ||
           result == FISC_RESULT_ERROR || result == FISC_RESULT_NOTCHECKED;
}

bool
fisc__is_asked(const struct fisc__result_row *row)
{
    return row->info.result != FISC_RESULT_NOTSELECTED;
}

/*
 * What a row says, once for comparing and once for hashing: the two lists of
 * members have to stay the same.
 */

static bool
same_strings(const struct fisc__strings *a, const struct fisc__strings *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (strcmp(a->list[i], b->list[i]) != 0)
            return false;
    return true;
}

static bool
same_info(const struct fisc_result_info *a, const struct fisc_result_info *b)
{
    return a->result == b->result && a->level == b->level &&
           strcmp(a->reason, b->reason) == 0 && strcmp(a->via, b->via) == 0 &&
           strcmp(a->waiver, b->waiver) == 0 &&
           strcmp(a->moved_to, b->moved_to) == 0;
}

static bool
same_deciding(const struct fisc__open_facts *a,
              const struct fisc__open_facts *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (strcmp(a->list[i].path, b->list[i].path) != 0 ||
            strcmp(a->list[i].state, b->list[i].state) != 0 ||
            strcmp(a->list[i].candidate, b->list[i].candidate) != 0)
            return false;
    return true;
}

static bool
same_facts(const struct fisc__facts *a, const struct fisc__facts *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (strcmp(a->list[i].path, b->list[i].path) != 0 ||
            strcmp(a->list[i].value, b->list[i].value) != 0 ||
            strcmp(a->list[i].wanted, b->list[i].wanted) != 0)
            return false;
    return true;
}

bool
fisc__same_row(const struct fisc__result_row *a,
               const struct fisc__result_row *b)
{
    if (!same_info(&a->info, &b->info) || !same_strings(&a->labels, &b->labels))
        return false;
    if (!fisc__is_unmet(a->info.result))
        return true;
    return same_deciding(&a->deciding, &b->deciding) &&
           same_facts(&a->facts, &b->facts) &&
           strcmp(a->message[0], b->message[0]) == 0 &&
           strcmp(a->message[1], b->message[1]) == 0;
}

static void
end(struct fisc__digest *digest, char text[FISC__TICKET_TEXT])
{
    char whole[FISC__DIGEST_TEXT];

    fisc__digest_end(digest, whole);
    memcpy(text, whole, FISC__TICKET_TEXT - 1);
    text[FISC__TICKET_TEXT - 1] = '\0';
}

void
fisc__ticket(const char *system, const char *key, char text[FISC__TICKET_TEXT])
{
    struct fisc__digest digest;

    fisc__digest_init(&digest);
    fisc__digest_piece(&digest, "libfisc-ticket/1");
    fisc__digest_piece(&digest, system);
    fisc__digest_piece(&digest, key);
    end(&digest, text);
}

static void
add_explanation(struct fisc__digest *digest,
                const struct fisc__result_row *row)
{
    fisc__digest_number(digest, (int64_t)row->labels.count);
    for (size_t i = 0; i < row->labels.count; i++)
        fisc__digest_piece(digest, row->labels.list[i]);
    fisc__digest_number(digest, (int64_t)row->deciding.count);
    for (size_t i = 0; i < row->deciding.count; i++) {
        fisc__digest_piece(digest, row->deciding.list[i].path);
        fisc__digest_piece(digest, row->deciding.list[i].state);
        fisc__digest_piece(digest, row->deciding.list[i].candidate);
    }
    fisc__digest_number(digest, (int64_t)row->facts.count);
    for (size_t i = 0; i < row->facts.count; i++) {
        fisc__digest_piece(digest, row->facts.list[i].path);
        fisc__digest_piece(digest, row->facts.list[i].value);
        fisc__digest_piece(digest, row->facts.list[i].wanted);
    }
    fisc__digest_piece(digest, row->message[0]);
    fisc__digest_piece(digest, row->message[1]);
}

void
fisc__row_content(const struct fisc__result_row *row,
                  char text[FISC__TICKET_TEXT])
{
    const struct fisc_result_info *info = &row->info;
    struct fisc__digest digest;

    fisc__digest_init(&digest);
    fisc__digest_piece(&digest, "libfisc-content/1");
    fisc__digest_piece(&digest, fisc_result_name(info->result));
    fisc__digest_piece(&digest, fisc_level_name(info->level));
    fisc__digest_piece(&digest, info->reason);
    fisc__digest_piece(&digest, info->via);
    fisc__digest_piece(&digest, info->waiver);
    fisc__digest_piece(&digest, info->moved_to);
    add_explanation(&digest, row);
    end(&digest, text);
}
