/* SPDX-License-Identifier: MIT */
/* From a draft to a description: arrays in canonical order, and the digest. */

#include <string.h>

#include "base/share.h"
#include "system/draft.h"
#include "system/flat.h"
#include "system/node.h"

struct gathering {
    struct fisc__item **list;
    size_t count;
};

static void
gather(void *data, struct fisc__node *child)
{
    struct gathering *gathering = data;

    if (!fisc__node_is_blank(child))
        gathering->list[gathering->count++] = &child->item;
}

/*
 * An item is the first member of its node, so that the tree needs no copy. The
 * union holds no children before this; a scalar has none after it.
 */
static bool
finish_node(struct fisc__arena *arena, struct fisc__node *node)
{
    struct gathering gathering = {NULL, 0};

    if (node->item.kind != FISC__ITEM_RECORD &&
        node->item.kind != FISC__ITEM_LIST)
        return true;
    if (node->count > 0) {
        gathering.list =
            fisc__arena_array(arena, node->count, sizeof *gathering.list);
        if (!gathering.list)
            return false;
        fisc__node_visit(node, gather, &gathering);
    }
    for (size_t i = 0; i < gathering.count; i++)
        if (!finish_node(arena, (struct fisc__node *)gathering.list[i]))
            return false;
    node->item.u.children.list = gathering.list;
    node->item.u.children.count = gathering.count;
    return true;
}

enum fisc_status
fisc__draft_finish(struct fisc__draft *draft, struct fisc_system **ret,
                   struct fisc_error *reterr)
{
    struct fisc_system *system = draft->system;

    if (!finish_node(&system->arena, draft->root))
        return fisc__error_nomem(reterr);
    system->root = &draft->root->item;
    system->flat = fisc__flat_make(&system->arena, system->root);
    if (!system->flat)
        return fisc__error_nomem(reterr);
    system->nodes = draft->nodes;
    *draft = (struct fisc__draft){.system = NULL};
    *ret = system;
    return FISC_OK;
}

/* An absent text differs from an empty one. */
static void
digest_text(struct fisc__digest *digest, const char *text)
{
    fisc__digest_number(digest, text != NULL);
    if (text)
        fisc__digest_piece(digest, text);
}

static void
digest_about(struct fisc__digest *digest, const struct fisc__about *about)
{
    fisc__digest_number(digest, about != NULL);
    if (!about)
        return;
    fisc__digest_number(digest, about->date);
    fisc__digest_number(digest, about->expires);
    fisc__digest_number(digest, about->at);
    digest_text(digest, about->source);
    digest_text(digest, about->evidence);
    digest_text(digest, about->by);
    digest_text(digest, about->why);
    digest_text(digest, about->unknown);
}

static void
digest_decimal(struct fisc__digest *digest, double decimal)
{
    int64_t bits;

    memcpy(&bits, &decimal, sizeof bits);
    fisc__digest_number(digest, bits);
}

static void
digest_item(struct fisc__digest *digest, const struct fisc__item *item)
{
    fisc__digest_number(digest, item->kind);
    digest_text(digest, item->name);
    digest_about(digest, item->about);
    switch (item->kind) {
    case FISC__ITEM_BOOLEAN:
    case FISC__ITEM_INTEGER:
        fisc__digest_number(digest, item->u.integer);
        break;
    case FISC__ITEM_DECIMAL:
        digest_decimal(digest, item->u.decimal);
        break;
    case FISC__ITEM_STRING:
        fisc__digest_piece(digest, item->u.string);
        break;
    case FISC__ITEM_LIST:
    case FISC__ITEM_RECORD:
        fisc__digest_number(digest, item->complete);
        fisc__digest_number(digest, (int64_t)item->u.children.count);
        for (size_t i = 0; i < item->u.children.count; i++)
            digest_item(digest, item->u.children.list[i]);
        break;
    case FISC__ITEM_UNKNOWN:
        break;
    }
}

static void
digest_system(const struct fisc_system *system, char text[FISC__DIGEST_TEXT])
{
    struct fisc__digest digest;

    fisc__digest_init(&digest);
    fisc__digest_piece(&digest, "libfisc-system/1");
    fisc__digest_piece(&digest, system->id);
    digest_text(&digest, system->title.ja);
    digest_text(&digest, system->title.en);
    digest_item(&digest, system->root);
    fisc__digest_end(&digest, text);
}

/*
 * Of a description that doesn't change, the digest does, once: threads that
 * ask for it first at once all make it, and one of them keeps it. The others
 * wait for no more than its copying.
 */
const char *
fisc_system_digest(const struct fisc_system *system)
{
    struct fisc_system *keeper = (struct fisc_system *)system;
    int none = FISC__DIGEST_NONE;
    char text[FISC__DIGEST_TEXT];

    FISC__ATOMIC(&keeper->digested, sizeof keeper->digested);
    if (atomic_load_explicit(&keeper->digested, memory_order_acquire) ==
        FISC__DIGEST_THERE) {
        FISC__TAKE(&keeper->digested);
        return system->digest;
    }
    digest_system(system, text);
    if (atomic_compare_exchange_strong(&keeper->digested, &none,
                                       FISC__DIGEST_BUSY)) {
        memcpy(keeper->digest, text, sizeof text);
        FISC__GIVE(&keeper->digested);
        atomic_store_explicit(&keeper->digested, FISC__DIGEST_THERE,
                              memory_order_release);
    }
    while (atomic_load_explicit(&keeper->digested, memory_order_acquire) !=
           FISC__DIGEST_THERE)
        ;
    FISC__TAKE(&keeper->digested);
    return system->digest;
}
