/* SPDX-License-Identifier: MIT */
/* From a node to the sets of wishes that would make it true, or false. */

#include "requirement/repair.h"

#include <stdio.h>
#include <string.h>

#include "requirement/repair-job.h"

/* What is wanted of a node; also the key of what is remembered. */
enum {
    WANT_TRUE = 1,
    GUARDED = 2 /* below a guard or where: only judgements change */
};

static bool
repair(struct fisc__repair_job *job, const struct fisc__frame *frame,
       const struct fisc__node *node, unsigned want,
       struct fisc__family *ret);

/* ---- the values of nodes -------------------------------------------------*/

static enum fisc__truth
value_of(struct fisc__repair_job *job, const struct fisc__frame *frame,
         const struct fisc__node *node);

static const struct fisc__node *
edge_node(const struct fisc__repair_job *job, const struct fisc__frame *frame,
          const struct fisc__edge *edge, const struct fisc__frame **ret_at)
{
    *ret_at = fisc__frame_up(frame, edge->up);
    return job->run->graph->nodes[(*ret_at)->scope->nodes[edge->node]];
}

static enum fisc__truth
value_at(struct fisc__repair_job *job, const struct fisc__frame *frame,
         const struct fisc__edge *edge)
{
    static const unsigned char negated[] = {FISC__TRUE, FISC__FALSE,
                                            FISC__UNKNOWN, FISC__ERROR};
    const struct fisc__frame *at;
    const struct fisc__node *node = edge_node(job, frame, edge, &at);
    enum fisc__truth value = value_of(job, at, node);

    return edge->negated ? (enum fisc__truth)negated[value] : value;
}

/* A new element has no lists, and no function has looked at it. */
static enum fisc__truth
compute(struct fisc__repair_job *job, const struct fisc__frame *frame,
        const struct fisc__node *node)
{
    size_t counts[4] = {0};

    switch (node->op) {
    case FISC__NODE_ALL:
    case FISC__NODE_ANY:
    case FISC__NODE_COUNT:
        for (size_t i = 0; i < node->edge_count; i++)
            counts[value_at(job, frame, &node->edges[i])]++;
        return fisc__count_truth(counts,
                                 node->op == FISC__NODE_ALL ? node->edge_count
                                 : node->op == FISC__NODE_ANY ? 1
                                                              : node->need);
    case FISC__NODE_EACH:
    case FISC__NODE_SOME:
    case FISC__NODE_LIST_COUNT:
    case FISC__NODE_FUNCTION:
        return FISC__UNKNOWN;
    default:
        return fisc__leaf_eval(job->run, frame, node);
    }
}

static enum fisc__truth
value_of(struct fisc__repair_job *job, const struct fisc__frame *frame,
         const struct fisc__node *node)
{
    uint8_t *value = &frame->values[node->index];

    if (fisc__frame_is_new(frame) && *value == 0xff)
        *value = (uint8_t)compute(job, frame, node);
    return (enum fisc__truth)*value;
}

/* ---- children ------------------------------------------------------------*/

/* The children of a node that don't have the wanted value, with their ways. */
struct children {
    struct fisc__family *list;
    size_t count;
    size_t right; /* how many have it */
};

static bool
add_child(struct fisc__repair_job *job, const struct fisc__frame *frame,
          const struct fisc__edge *edge, unsigned want,
          struct children *children)
{
    bool is_true = want & WANT_TRUE;
    enum fisc__truth value = value_at(job, frame, edge);
    const struct fisc__frame *at;
    const struct fisc__node *node = edge_node(job, frame, edge, &at);

    if (value == (is_true ? FISC__TRUE : FISC__FALSE) && !job->careful) {
        children->right++;
        return true;
    }
    if (edge->negated)
        want ^= WANT_TRUE;
    /* A new element is made to be what is looked for. */
    if (edge->guard && !fisc__frame_is_new(frame))
        want |= GUARDED;
    return repair(job, at, node, want, &children->list[children->count++]);
}

/* So many of `all` children have to have the wanted value. */
static size_t
missing(const struct children *children, size_t all, size_t need, bool want)
{
    size_t least = want ? need : all - need + 1;

    return least > children->right ? least - children->right : 0;
}

static bool
repair_combinator(struct fisc__repair_job *job,
                  const struct fisc__frame *frame,
                  const struct fisc__node *node, unsigned want,
                  struct fisc__family *ret)
{
    size_t all = node->edge_count;
    size_t need = node->op == FISC__NODE_ALL   ? all
                  : node->op == FISC__NODE_ANY ? 1
                                               : node->need;
    struct children children = {
        .list = fisc__arena_array(job->arena, all, sizeof *children.list)};

    if (!children.list)
        return false;
    for (size_t i = 0; i < all; i++)
        if (!add_child(job, frame, &node->edges[i], want, &children))
            return false;
    return fisc__family_some(
        job, children.list, children.count,
        missing(&children, all, need, want & WANT_TRUE), ret);
}

/* ---- collections ---------------------------------------------------------*/

static bool
wish_whole(struct fisc__repair_job *job, const struct fisc__frame *frame,
           const struct fisc__node *node, struct fisc__family *ret)
{
    struct fisc__wish wish = {.op = FISC__WISH_WHOLE};

    return fisc__wish_slot(job, frame, node->slot, &wish) &&
           fisc__wish_add(job, &wish, ret);
}

static bool
is_whole(const struct fisc__frame *frame, const struct fisc__node *node)
{
    const struct fisc__cell *cell = fisc__frame_cell(frame, node->slot);

    return cell->state == FISC__KNOWN && cell->item->complete;
}

/* Where so many must be right, so many new elements may be. */
static bool
add_new_elements(struct fisc__repair_job *job,
                 const struct fisc__frame *frame,
                 const struct fisc__node *node, size_t number, unsigned want,
                 struct children *children)
{
    struct fisc__wish list = {.op = FISC__WISH_WHOLE};
    const struct fisc__edge *edge = &node->edges[0];

    if (!fisc__wish_slot(job, frame, node->slot, &list))
        return false;
    /* Parties are who they are; a list that is out of date comes first. */
    if (strcmp(list.path, "parties") == 0 || (want & GUARDED) ||
        (list.state != FISC__KNOWN && list.state != FISC__ABSENT))
        return true;
    for (size_t i = 0; i < number; i++) {
        struct fisc__frame *element = fisc__frame_new(job, frame, node, i);
        struct fisc__wish there = {.op = FISC__WISH_ADD, .text = "new"};
        struct fisc__family *way = &children->list[children->count];
        struct children one = {.list = way};
        struct fisc__family exists;

        if (!element || !fisc__wish_slot(job, frame, node->slot, &there))
            return false;
        there.path = fisc__arena_format(job->arena, "%s[%s]",
                                        element->list_path,
                                        element->element->name);
        if (!there.element)
            there.element = there.path;
        if (!there.path || !fisc__wish_add(job, &there, &exists) ||
            !add_child(job, element, edge, want, &one))
            return false;
        if (one.right) /* it needs only to be there */
            *way = exists;
        else if (!fisc__family_both(job, way, &exists, way))
            return false;
        children->count++;
    }
    return true;
}

static bool
repair_elements(struct fisc__repair_job *job, const struct fisc__frame *frame,
                const struct fisc__node *node, unsigned want,
                struct children *children)
{
    const struct fisc__frames *below =
        fisc__frame_below(job->run, frame, node->element_scope);

    children->list = fisc__arena_array(job->arena, below->count + node->need + 1,
                                       sizeof *children->list);
    if (!children->list)
        return false;
    for (size_t i = 0; i < below->count; i++)
        if (!add_child(job, &below->list[i], &node->edges[0], want, children))
            return false;
    return true;
}

/*
 * The rest of a list that is whole is right where all, or not so many, are
 * wanted; of one that isn't, it has to be said that there is none.
 */
static bool
repair_collection(struct fisc__repair_job *job,
                  const struct fisc__frame *frame,
                  const struct fisc__node *node, unsigned want,
                  struct fisc__family *ret)
{
    bool is_each = node->op == FISC__NODE_EACH;
    bool is_true = want & WANT_TRUE;
    size_t count =
        fisc__frame_below(job->run, frame, node->element_scope)->count;
    size_t need = node->op == FISC__NODE_LIST_COUNT ? node->need : 1;
    struct children children = {.count = 0};
    struct fisc__family whole;
    size_t more;

    if (!repair_elements(job, frame, node, want, &children))
        return false;
    if (is_each)
        more = is_true ? children.count : missing(&children, 1, 1, true);
    else if (is_true)
        more = missing(&children, count, need, true);
    else
        more = count >= need ? missing(&children, count, need, false) : 0;
    if (!is_each && is_true &&
        !add_new_elements(job, frame, node, more, want, &children))
        return false;
    if (!fisc__family_some(job, children.list, children.count, more, ret))
        return false;
    if (is_each != is_true || is_whole(frame, node))
        return true;
    return wish_whole(job, frame, node, &whole) &&
           fisc__family_both(job, ret, &whole, ret);
}

/* ---- all nodes -----------------------------------------------------------*/

static bool
repair_node(struct fisc__repair_job *job, const struct fisc__frame *frame,
            const struct fisc__node *node, unsigned want,
            struct fisc__family *ret)
{
    switch (node->op) {
    case FISC__NODE_ALL:
    case FISC__NODE_ANY:
    case FISC__NODE_COUNT:
        return repair_combinator(job, frame, node, want, ret);
    case FISC__NODE_EACH:
    case FISC__NODE_SOME:
    case FISC__NODE_LIST_COUNT:
        return repair_collection(job, frame, node, want, ret);
    default:
        break;
    }
    if (value_of(job, frame, node) ==
        (want & WANT_TRUE ? FISC__TRUE : FISC__FALSE))
        return fisc__wish_keep(job, frame, node, want & WANT_TRUE, ret);
    if ((want & GUARDED) && node->op != FISC__NODE_JUDGED) {
        job->function |= node->op == FISC__NODE_FUNCTION;
        *ret = (struct fisc__family){NULL, 0};
        return true;
    }
    return fisc__repair_leaf(job, frame, node, want & WANT_TRUE, ret);
}

static struct fisc__repair_memo *
find_memo(const struct fisc__repair_job *job, const struct fisc__frame *frame,
          const struct fisc__node *node, unsigned want)
{
    const void *key[2] = {frame, node};
    size_t mask = job->memo_size - 1;
    size_t i = (fisc__hash(key, sizeof key) + want) & mask;

    while (job->memo[i].frame &&
           (job->memo[i].frame != frame || job->memo[i].node != node ||
            job->memo[i].want != want))
        i = (i + 1) & mask;
    return &job->memo[i];
}

static bool
grow_memo(struct fisc__repair_job *job)
{
    size_t size = job->memo_size ? job->memo_size * 2 : 64;
    struct fisc__repair_memo *old = job->memo;
    size_t old_size = job->memo_size;

    if (job->memo_count * 2 < job->memo_size)
        return true;
    job->memo = fisc__arena_array(job->arena, size, sizeof *job->memo);
    if (!job->memo)
        return false;
    job->memo_size = size;
    for (size_t i = 0; i < old_size; i++)
        if (old[i].frame)
            *find_memo(job, old[i].frame, old[i].node, old[i].want) = old[i];
    return true;
}

static bool
repair(struct fisc__repair_job *job, const struct fisc__frame *frame,
       const struct fisc__node *node, unsigned want, struct fisc__family *ret)
{
    struct fisc__repair_memo *memo;

    if (job->memo_size) {
        memo = find_memo(job, frame, node, want);
        if (memo->frame) {
            *ret = memo->family;
            return true;
        }
    }
    if (!repair_node(job, frame, node, want, ret) || !grow_memo(job))
        return false;
    memo = find_memo(job, frame, node, want);
    *memo = (struct fisc__repair_memo){frame, node, want, *ret};
    job->memo_count++;
    return true;
}

/* ---- what is right and had better stay so --------------------------------*/

struct keeping {
    struct fisc__wish *list;
    size_t count, capacity;
};

/*
 * How often a node was met before, up to twice; it is met once more. Negative
 * where memory is short.
 */
static int
meet(struct fisc__names *seen, const struct fisc__frame *frame,
     const struct fisc__node *node)
{
    char key[64];

    for (int times = 0; times < 2; times++) {
        size_t length = (size_t)snprintf(key, sizeof key, "%p,%p,%d",
                                         (const void *)frame,
                                         (const void *)node, times);

        if (!fisc__names_find(seen, key, length))
            return fisc__names_add(seen, key, length) ? times : -1;
    }
    return 2;
}

static bool
keep_node(struct fisc__repair_job *job, const struct fisc__frame *frame,
          const struct fisc__node *node, struct keeping *keeping,
          struct fisc__names *seen);

/* Notes a path that a leaf reads. */
static bool
note_path(struct fisc__repair_job *job, const struct fisc__frame *frame,
          struct fisc__slot_reference slot)
{
    uint32_t before = fisc__names_count(&job->paths), number;
    struct fisc__wish wish = {0};

    if (!fisc__wish_slot(job, frame, slot, &wish))
        return false;
    number = fisc__names_add(&job->paths, wish.path, strlen(wish.path));
    if (number == 0 || number > before)
        return number != 0;
    return fisc__names_add(&job->shared, wish.path, strlen(wish.path)) != 0;
}

static bool
note_paths(struct fisc__repair_job *job, const struct fisc__frame *frame,
           const struct fisc__node *node)
{
    if (node->op != FISC__NODE_PARAM && node->op != FISC__NODE_FUNCTION &&
        !note_path(job, frame, node->slot))
        return false;
    return node->want.kind != FISC__SOURCE_SLOT ||
           note_path(job, frame, node->want.slot);
}

static bool
keep_leaf(struct fisc__repair_job *job, const struct fisc__frame *frame,
          const struct fisc__node *node, struct keeping *keeping)
{
    enum fisc__truth value = value_of(job, frame, node);
    struct fisc__wish wish = {.op = FISC__WISH_LEAF,
                              .frame = frame,
                              .node = node,
                              .want = value == FISC__TRUE};

    if (!note_paths(job, frame, node))
        return false;
    if (!keeping || node->op < FISC__NODE_FLAG || node->op > FISC__NODE_JUDGED ||
        node->op == FISC__NODE_PARAM || node->op == FISC__NODE_HAS ||
        node->op == FISC__NODE_COVERS ||
        (value != FISC__TRUE && value != FISC__FALSE))
        return true;
    if (!fisc__wish_slot(job, frame, node->slot, &wish))
        return false;
    if (!wish.definition)
        return true;
    if (!fisc__grow(job->arena->context, &keeping->list, &keeping->capacity,
                    keeping->count, sizeof *keeping->list))
        return false;
    keeping->list[keeping->count++] = wish;
    return true;
}

static bool
keep_below(struct fisc__repair_job *job, const struct fisc__frame *frame,
           const struct fisc__node *node, struct keeping *keeping,
           struct fisc__names *seen)
{
    for (size_t i = 0; i < node->edge_count; i++) {
        const struct fisc__frame *at;
        const struct fisc__node *child = edge_node(job, frame,
                                                   &node->edges[i], &at);

        if (!keep_node(job, at, child, keeping, seen))
            return false;
    }
    return true;
}

static bool
keep_node(struct fisc__repair_job *job, const struct fisc__frame *frame,
          const struct fisc__node *node, struct keeping *keeping,
          struct fisc__names *seen)
{
    int times = meet(seen, frame, node);
    const struct fisc__frames *below;

    /* Twice, so that leaves met on two ways are known to be; not more. */
    if (times < 0 || times == 2)
        return times == 2;
    switch (node->op) {
    case FISC__NODE_ALL:
    case FISC__NODE_ANY:
    case FISC__NODE_COUNT:
        return keep_below(job, frame, node, keeping, seen);
    case FISC__NODE_EACH:
    case FISC__NODE_SOME:
    case FISC__NODE_LIST_COUNT:
        below = fisc__frame_below(job->run, frame, node->element_scope);
        for (size_t i = 0; i < below->count; i++)
            if (!keep_below(job, &below->list[i], node, keeping, seen))
                return false;
        return true;
    default:
        return keep_leaf(job, frame, node, times ? NULL : keeping);
    }
}

/* ---- the whole -----------------------------------------------------------*/

static bool
begin_with(struct fisc__repair_job *job, const char *whole,
           struct fisc__family *family)
{
    struct fisc__wish wish = {.op = FISC__WISH_WHOLE,
                              .path = whole,
                              .state = FISC__INCOMPLETE};
    struct fisc__family one;

    return !whole || (fisc__wish_add(job, &wish, &one) &&
                      fisc__family_both(job, family, &one, family));
}

static bool
run_repair(struct fisc__repair_job *job, const struct fisc__node *node,
           size_t party, const char *whole, struct fisc__repairs *ret)
{
    const struct fisc__frame *frame = fisc__run_frame(job->run, node, party);
    struct keeping keeping = {.count = 0};
    struct fisc__names seen;
    struct fisc__family family;
    bool right;

    fisc__names_init(&seen, job->arena->context, job->arena, NULL);
    right = keep_node(job, frame, node, &keeping, &seen) &&
            (value_of(job, frame, node) == FISC__TRUE
                 ? fisc__family_free(job, &family)
                 : repair(job, frame, node, WANT_TRUE, &family)) &&
            begin_with(job, whole, &family) &&
            fisc__repair_solve(job, &family, keeping.list, keeping.count, ret);
    fisc__names_done(&seen);
    fisc__free(job->arena->context, keeping.list,
               keeping.capacity * sizeof *keeping.list);
    return right;
}

enum fisc_status
fisc__run_repair(const struct fisc__run *run, uint32_t node, size_t party,
                 const char *whole, bool careful, struct fisc__arena *arena,
                 struct fisc__repairs *ret, struct fisc_error *reterr)
{
    struct fisc__repair_job job = {.run = run,
                                   .arena = arena,
                                   .careful = careful};
    struct fisc__repairs filled = {.count = 0};
    bool right;

    fisc__names_init(&job.keys, arena->context, arena, NULL);
    fisc__names_init(&job.paths, arena->context, arena, NULL);
    fisc__names_init(&job.shared, arena->context, arena, NULL);
    right = run_repair(&job, run->graph->nodes[node], party, whole, &filled);
    fisc__names_done(&job.keys);
    fisc__names_done(&job.paths);
    fisc__names_done(&job.shared);
    fisc__free(arena->context, job.wishes,
               job.capacity * sizeof *job.wishes);
    if (!right)
        return fisc__error_nomem(reterr);
    filled.cut = job.cut;
    filled.function = job.function;
    filled.clashed = job.clashed;
    *ret = filled;
    return FISC_OK;
}
