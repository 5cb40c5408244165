/* SPDX-License-Identifier: MIT */
/* Wishes: one path each, equal ones once; and elements only thought of. */

#include <string.h>

#include "base/buffer.h"
#include "requirement/repair-job.h"

/* ---- elements that are only thought of -----------------------------------*/

/* What marks their records; never read. */
static const struct fisc__about thought_of;

bool
fisc__frame_is_new(const struct fisc__frame *frame)
{
    return frame->element && frame->element->about == &thought_of;
}

/* An id that the list doesn't have yet: "new", "new-2", … */
static const char *
new_id(struct fisc__repair_job *job, const struct fisc__item *list,
       size_t number)
{
    const char *id = "new";
    size_t found = 0;

    for (size_t i = 1;; i++) {
        if (i > 1)
            id = fisc__arena_format(job->arena, "new-%zu", i);
        if (!id)
            return NULL;
        if (list && list->kind == FISC__ITEM_LIST &&
            fisc__item_record(list, id))
            continue;
        if (found++ == number)
            return id;
    }
}

static const char *
element_list_path(struct fisc__repair_job *job,
                  const struct fisc__frame *above,
                  struct fisc__slot_reference list)
{
    const struct fisc__frame *owner = fisc__frame_up(above, list.up);
    const char *path = owner->scope->slots[list.slot].path;

    if (owner->scope->kind == FISC__SCOPE_SYSTEM)
        return path;
    return fisc__arena_format(job->arena, "%s[%s].%s", owner->list_path,
                              owner->element->name, path);
}

/* Nothing is known of it but its id. */
static bool
fill_cells(struct fisc__repair_job *job, struct fisc__frame *frame)
{
    const struct fisc__graph_scope *scope = frame->scope;
    const char *id = frame->element->name;

    for (size_t i = 0; i < scope->slot_count; i++) {
        struct fisc__cell *cell = &frame->cells[i];

        cell->state = cell->plain = FISC__ABSENT;
        if (!scope->slots[i].is_id)
            continue;
        cell->state = cell->plain = FISC__KNOWN;
        cell->item = frame->element;
        /* An id that nothing else names has no number: it equals none. */
        cell->number.integer = fisc__names_find(&job->run->names, id,
                                                strlen(id));
    }
    memset(frame->values, 0xff, scope->node_count);
    return true;
}

struct fisc__frame *
fisc__frame_new(struct fisc__repair_job *job, const struct fisc__frame *above,
                const struct fisc__node *node, size_t number)
{
    const struct fisc__graph_scope *scope =
        job->run->graph->scopes[node->element_scope];
    struct fisc__arena *arena = job->arena;
    struct fisc__frame *frame = fisc__arena_alloc(arena, sizeof *frame);
    struct fisc__item *element = fisc__arena_alloc(arena, sizeof *element);

    if (!frame || !element)
        return NULL;
    element->kind = FISC__ITEM_RECORD;
    element->about = &thought_of;
    element->name = new_id(job, fisc__frame_cell(above, node->slot)->item,
                           number);
    frame->scope = scope;
    frame->element = element;
    frame->up = (struct fisc__frame *)above;
    frame->list_path = element_list_path(job, above, node->slot);
    frame->cells = fisc__arena_array(arena, scope->slot_count,
                                     sizeof *frame->cells);
    frame->values = fisc__arena_array(arena, scope->node_count, 1);
    frame->below = fisc__arena_array(arena, scope->child_count,
                                     sizeof *frame->below);
    if (!element->name || !frame->list_path || !frame->cells ||
        !frame->values || !frame->below)
        return NULL;
    return fill_cells(job, frame) ? frame : NULL;
}

/* ---- where a wish stands -------------------------------------------------*/

/*
 * The outermost element that a path is in and that is only thought of; NULL:
 * none is. Frames around may also be of lists that the path isn't in.
 */
static bool
name_element(struct fisc__repair_job *job, const struct fisc__frame *frame,
             const char *path, const char **ret)
{
    *ret = NULL;
    for (; frame; frame = frame->up) {
        const char *element;

        if (!fisc__frame_is_new(frame))
            continue;
        element = fisc__arena_format(job->arena, "%s[%s]", frame->list_path,
                                     frame->element->name);
        if (!element)
            return false;
        if (strncmp(path, element, strlen(element)) == 0)
            *ret = element;
    }
    return true;
}

bool
fisc__wish_slot(struct fisc__repair_job *job, const struct fisc__frame *frame,
                struct fisc__slot_reference slot, struct fisc__wish *ret)
{
    const struct fisc__frame *owner = fisc__frame_up(frame, slot.up);
    const struct fisc__slot *of = &owner->scope->slots[slot.slot];

    ret->cell = &owner->cells[slot.slot];
    ret->definition = of->definition;
    ret->state = (enum fisc__state)ret->cell->state;
    ret->path = of->path;
    if (owner->scope->kind != FISC__SCOPE_SYSTEM)
        ret->path = fisc__arena_format(job->arena, "%s[%s].%s",
                                       owner->list_path,
                                       owner->element->name, of->path);
    /* An id is what an element is. */
    if (of->is_id)
        ret->definition = NULL;
    return ret->path && name_element(job, owner, ret->path, &ret->element);
}

/* ---- equal wishes are one ------------------------------------------------*/

static bool
ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), least = strlen(end);

    return length >= least && strcmp(text + length - least, end) == 0;
}

/* Who has a part in which role is the question, not an answer to it. */
static bool
may_change(const struct fisc__wish *wish)
{
    const char *path = wish->path;

    if (wish->op == FISC__WISH_PARAM || wish->op == FISC__WISH_ENTRY)
        return true;
    if (wish->op != FISC__WISH_WHOLE && !wish->definition)
        return false;
    if (strcmp(path, "parties") == 0 || strncmp(path, "parties[]", 9) == 0 ||
        (strncmp(path, "inherits", 8) == 0 && wish->op != FISC__WISH_WHOLE))
        return false;
    return strncmp(path, "parties[", 8) != 0 || !ends_with(path, "].roles");
}

static void
write_key(struct fisc__buffer *key, const struct fisc__wish *wish)
{
    fisc__buffer_format(key, "%d,%d,", (int)wish->op, wish->keep);
    if (wish->op == FISC__WISH_LEAF || wish->op == FISC__WISH_OPERAND)
        fisc__buffer_format(key, "%p,%p,%d,", (const void *)wish->frame,
                            (const void *)wish->node, wish->want);
    if (wish->op == FISC__WISH_VALUE)
        fisc__buffer_format(key, "%lld,", (long long)wish->number.integer);
    fisc__buffer_string(key, wish->path);
    fisc__buffer_char(key, '\n');
    fisc__buffer_string(key, wish->text ? wish->text : "");
    for (size_t i = 0; i < wish->step_count; i++) {
        const struct fisc__step *step = &wish->steps[i];

        fisc__buffer_format(key, "\n%d%s,", (int)step->op, step->path);
        fisc__buffer_string(key, step->text ? step->text : "");
    }
}

bool
fisc__wish_add(struct fisc__repair_job *job, const struct fisc__wish *wish,
               struct fisc__family *ret)
{
    struct fisc__buffer key;
    uint32_t number = 0;

    *ret = (struct fisc__family){NULL, 0};
    if (!may_change(wish))
        return true;
    fisc__buffer_init(&key, job->arena->context);
    write_key(&key, wish);
    if (!key.failed)
        number = fisc__names_add(&job->keys, fisc__buffer_text(&key),
                                 key.length);
    fisc__buffer_done(&key);
    if (!number)
        return false;
    if (number > job->count) {
        if (!fisc__grow(job->arena->context, &job->wishes, &job->capacity,
                        job->count, sizeof *job->wishes))
            return false;
        job->wishes[job->count++] = *wish;
    }
    return fisc__family_one(job, number, ret);
}

/* ---- what stays as it is -------------------------------------------------*/

bool
fisc__wish_keep(struct fisc__repair_job *job, const struct fisc__frame *frame,
                const struct fisc__node *node, bool want,
                struct fisc__family *ret)
{
    bool is_set = node->op == FISC__NODE_HAS;
    struct fisc__wish wish = {
        .op = !is_set ? FISC__WISH_LEAF
              : want  ? FISC__WISH_ADD
                      : FISC__WISH_REMOVE,
        .frame = frame,
        .node = node,
        .want = want,
        .keep = true};

    /* Registers, params, functions and points have no one fact. */
    if (node->op < FISC__NODE_FLAG || node->op > FISC__NODE_JUDGED ||
        node->op == FISC__NODE_PARAM || node->op == FISC__NODE_COVERS)
        return fisc__family_free(job, ret);
    if (!fisc__wish_slot(job, frame, node->slot, &wish))
        return false;
    if (!wish.definition ||
        !fisc__names_find(&job->shared, wish.path, strlen(wish.path)))
        return fisc__family_free(job, ret);
    if (is_set)
        wish.text = node->want.texts[0];
    if (!fisc__wish_add(job, &wish, ret))
        return false;
    /* What may not change stays by itself. */
    return ret->count > 0 || fisc__family_free(job, ret);
}
