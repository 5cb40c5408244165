/* SPDX-License-Identifier: MIT */
/* Why a node has its value: rules 20 to 23, read off an opened tree. */

#include <string.h>

#include "base/number.h"
#include "base/sort.h"
#include "requirement/tree.h"

/* Facts being named: one entry for each path. */
struct explanation {
    struct fisc__tree_job job;
    struct fisc__named *list; /* by number of the path, minus 1 */
    size_t count, capacity;
    const struct fisc__outcome *message;
};

/* ---- naming --------------------------------------------------------------*/

/* The entry of a path, new or old; NULL where memory is short. */
static struct fisc__named *
entry(struct explanation *explanation, const char *path)
{
    struct fisc_context *context = explanation->job.arena->context;
    uint32_t number = fisc__paths_number(&explanation->job, path);

    if (!number)
        return NULL;
    while (explanation->count < number) {
        if (!fisc__grow(context, &explanation->list, &explanation->capacity,
                        explanation->count, sizeof *explanation->list))
            return NULL;
        explanation->list[explanation->count++] = (struct fisc__named){0};
    }
    return &explanation->list[number - 1];
}

/* Wanted by one way is wanted; what was found is kept. */
static bool
name_fact(struct explanation *explanation, const struct fisc__named *fact,
          bool because)
{
    struct fisc__named *named = entry(explanation, fact->path);
    bool only_because;
    const char *wanted;

    if (!named)
        return false;
    only_because = because && (!named->path || named->because);
    wanted = fact->wanted && !because ? fact->wanted : named->wanted;
    if (!named->path || fact->item || fact->value)
        *named = *fact;
    named->state = FISC__KNOWN;
    named->because = only_because;
    named->wanted = wanted;
    return true;
}

/* Rule 21: a path met twice has the earlier state, then the first candidate. */
static bool
name_unknown(struct explanation *explanation, const struct fisc__named *atom)
{
    struct fisc__named *named = entry(explanation, atom->path);

    if (!named)
        return false;
    if (!named->path || atom->state < named->state ||
        (atom->state == named->state && atom->candidate &&
         (!named->candidate || strcmp(atom->candidate, named->candidate) < 0)))
        *named = *atom;
    return true;
}

/* Keeps what a function said: of several the first that said something. */
static void
note_message(struct explanation *explanation, const struct fisc__tree *leaf)
{
    const struct fisc__outcome *outcome = leaf->outcome;

    if (outcome && !explanation->message &&
        (outcome->message.ja || outcome->message.en))
        explanation->message = outcome;
}

/* ---- unknown -------------------------------------------------------------*/

/* Names what the leaves of an unknown wait for, where it is in the set. */
static bool
walk_unknown(struct explanation *explanation, struct fisc__tree *tree,
             const struct fisc__paths *set)
{
    if (tree->visited)
        return true;
    tree->visited = 1;
    for (size_t i = 0; tree->kind == FISC__TREE_LEAF && i < tree->named_count;
         i++) {
        uint32_t number = fisc__paths_number(&explanation->job,
                                             tree->named[i].path);

        if (!number)
            return false;
        if (!fisc__paths_has(&explanation->job, set, number))
            continue;
        if (!name_unknown(explanation, &tree->named[i]))
            return false;
        note_message(explanation, tree);
    }
    for (size_t i = 0; i < tree->count; i++)
        if (tree->edges[i].child->truth == FISC__UNKNOWN &&
            !walk_unknown(explanation, tree->edges[i].child, set))
            return false;
    return true;
}

static bool
explain_unknown(struct explanation *explanation, struct fisc__tree *tree,
                bool *ret_minimal)
{
    struct fisc__paths set;

    return fisc__tree_deciding(&explanation->job, tree, &set, ret_minimal) &&
           walk_unknown(explanation, tree, &set);
}

/* ---- decided -------------------------------------------------------------*/

static bool
name_leaf(struct explanation *explanation, struct fisc__tree *tree,
          bool because)
{
    note_message(explanation, tree);
    for (size_t i = 0; i < tree->named_count; i++)
        if (!name_fact(explanation, &tree->named[i], because))
            return false;
    return true;
}

/* Does a decided tree name anything of the element? `stamp` marks a no. */
static bool
names_element(struct fisc__tree *tree, const char *element, uint32_t stamp)
{
    size_t length = strlen(element);

    if (tree->stamp == stamp)
        return false;
    tree->stamp = stamp;
    for (size_t i = 0; tree->kind == FISC__TREE_LEAF && i < tree->named_count;
         i++)
        if (strncmp(tree->named[i].path, element, length) == 0)
            return true;
    if (tree->asked && strncmp(tree->asked->path, element, length) == 0)
        return true;
    for (size_t i = 0; i < tree->count; i++) {
        struct fisc__tree_edge edge = tree->edges[i];

        if (fisc__tree_edge_truth(edge) == tree->truth &&
            ((edge.element && strncmp(edge.element, element, length) == 0) ||
             names_element(edge.child, element, stamp)))
            return true;
    }
    return false;
}

/* A witness counts by being there. */
static bool
name_witness(struct explanation *explanation, struct fisc__tree_edge edge,
             bool because)
{
    struct fisc__named witness = {.path = edge.element};

    if (!edge.element || names_element(edge.child, edge.element,
                                       ++explanation->job.stamp))
        return true;
    return name_fact(explanation, &witness, because);
}

static bool
walk_decided(struct explanation *explanation, struct fisc__tree *tree,
             bool because)
{
    unsigned char bit = because ? 2 : 1;

    if (tree->visited & bit)
        return true;
    tree->visited |= bit;
    if (tree->kind == FISC__TREE_LEAF)
        return name_leaf(explanation, tree, because);
    if (tree->asked && !name_fact(explanation, tree->asked, because))
        return false;
    for (size_t i = 0; i < tree->count; i++) {
        struct fisc__tree_edge edge = tree->edges[i];

        if (fisc__tree_edge_truth(edge) != tree->truth)
            continue;
        if (!walk_decided(explanation, edge.child,
                          because != (edge.negated || edge.guard)) ||
            !name_witness(explanation, edge, because))
            return false;
    }
    return true;
}

/* ---- errors --------------------------------------------------------------*/

/* The first function that broke, on the way that the error took. */
static const struct fisc__outcome *
find_error(struct fisc__tree *tree)
{
    if (tree->visited)
        return NULL;
    tree->visited = 1;
    if (tree->kind == FISC__TREE_LEAF)
        return tree->outcome;
    for (size_t i = 0; i < tree->count; i++) {
        struct fisc__tree *child = tree->edges[i].child;
        const struct fisc__outcome *found =
            child->truth == FISC__ERROR ? find_error(child) : NULL;

        if (found)
            return found;
    }
    return NULL;
}

/* ---- texts of values -----------------------------------------------------*/

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

const char *
fisc__item_text(struct fisc__arena *arena, const struct fisc__item *item)
{
    char number[FISC__DECIMAL_TEXT];
    const char *text = "";

    switch (item->kind) {
    case FISC__ITEM_BOOLEAN:
        return item->u.integer ? "true" : "false";
    case FISC__ITEM_INTEGER:
        text = fisc__arena_format(arena, "%lld", (long long)item->u.integer);
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

/* ---- the answer ----------------------------------------------------------*/

/* The paths that were named, in order of bytes. */
static bool
named_paths(struct explanation *explanation, struct fisc__paths *ret)
{
    struct fisc__tree_job *job = &explanation->job;

    fisc__paths_begin(job);
    for (uint32_t i = 0; i < explanation->count; i++) {
        uint32_t number = i + 1;
        struct fisc__paths one = {&number, 1};

        if (explanation->list[i].path && !fisc__paths_add(job, &one))
            return false;
    }
    return fisc__paths_end(job, ret);
}

static bool
copy_facts(struct explanation *explanation, struct fisc__explained *ret)
{
    struct fisc__arena *arena = explanation->job.arena;
    struct fisc__paths paths;

    if (!named_paths(explanation, &paths))
        return false;
    ret->facts = fisc__arena_array(arena, paths.count, sizeof *ret->facts);
    if (!ret->facts)
        return false;
    for (size_t i = 0; i < paths.count; i++) {
        struct fisc__named *fact = &explanation->list[paths.list[i] - 1];

        if (!fact->value && fact->item)
            fact->value = fisc__item_text(arena, fact->item);
        if (!fact->value && fact->item)
            return false;
        ret->facts[ret->fact_count++] = *fact;
    }
    return true;
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Ids in order, each once. */
static bool
sort_evidence(struct fisc_context *context, struct fisc__explained *ret)
{
    size_t count = 0;

    if (!fisc__sort(context, ret->evidence, ret->evidence_count,
                    sizeof *ret->evidence, by_text))
        return false;
    for (size_t i = 0; i < ret->evidence_count; i++)
        if (count == 0 ||
            strcmp(ret->evidence[count - 1], ret->evidence[i]) != 0)
            ret->evidence[count++] = ret->evidence[i];
    ret->evidence_count = count;
    return true;
}

static bool
is_visited(const struct fisc__tree *tree)
{
    return tree->visited && tree->truth == FISC__TRUE;
}

/* What the leaves rely on, and what the facts named say of themselves. */
static bool
copy_evidence(struct explanation *explanation, struct fisc__explained *ret)
{
    struct fisc__tree_job *job = &explanation->job;

    ret->evidence = fisc__arena_array(job->arena,
                                      job->count + ret->fact_count,
                                      sizeof *ret->evidence);
    if (!ret->evidence)
        return false;
    for (size_t i = 0; i < job->count; i++)
        if (job->trees[i]->relied && is_visited(job->trees[i]))
            ret->evidence[ret->evidence_count++] = job->trees[i]->relied->id;
    for (size_t i = 0; i < ret->fact_count; i++) {
        const struct fisc__item *item = ret->facts[i].item;

        if (item && item->about && item->about->evidence)
            ret->evidence[ret->evidence_count++] = item->about->evidence;
    }
    return sort_evidence(job->arena->context, ret);
}

/* A function that is the whole check may say that the clause doesn't apply. */
static bool
says_notapplicable(const struct fisc__tree *tree)
{
    return tree->outcome &&
           tree->outcome->verdict == FISC__VERDICT_NOTAPPLICABLE;
}

static bool
explain(struct explanation *explanation, struct fisc__tree *tree,
        bool because, struct fisc__explained *ret)
{
    ret->minimal = true;
    switch (tree->truth) {
    case FISC__UNKNOWN:
        if (!explain_unknown(explanation, tree, &ret->minimal))
            return false;
        ret->message = explanation->message;
        break;
    case FISC__ERROR:
        if (!says_notapplicable(tree)) {
            ret->message = find_error(tree);
            return true;
        } /* fall through */
    default:
        if (!walk_decided(explanation, tree, because))
            return false;
        ret->message = explanation->message;
        break;
    }
    return copy_facts(explanation, ret) &&
           (tree->truth == FISC__UNKNOWN || copy_evidence(explanation, ret));
}

static struct fisc__tree *
open_root(struct fisc__tree_job *job, const struct fisc__run *run,
          uint32_t node, size_t party, struct fisc__arena *arena)
{
    const struct fisc__node *of = run->graph->nodes[node];

    fisc__tree_init(job, run, arena);
    return fisc__tree_open(job, fisc__run_frame(run, of, party), of);
}

enum fisc_status
fisc__run_explain(const struct fisc__run *run, uint32_t node, size_t party,
                  bool because, struct fisc__arena *arena, struct fisc__explained *ret,
                  struct fisc_error *reterr)
{
    struct explanation explanation = {.count = 0};
    struct fisc__explained filled = {.minimal = true};
    struct fisc__tree *tree = open_root(&explanation.job, run, node, party,
                                        arena);
    bool right = tree && explain(&explanation, tree, because, &filled);

    fisc__free(arena->context, explanation.list,
               explanation.capacity * sizeof *explanation.list);
    fisc__tree_done(&explanation.job);
    if (!right)
        return fisc__error_nomem(reterr);
    *ret = filled;
    return FISC_OK;
}

/* ---- labels: rule 20 -----------------------------------------------------*/

/* A sorted set of labels; `worst` is 0 none, 1 alternative, 2 relaxation. */
struct labels {
    const char **list;
    size_t count;
    int worst;
};

static int
compare_labels(const struct labels *a, const struct labels *b)
{
    if (a->worst != b->worst)
        return a->worst - b->worst;
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (size_t i = 0; i < a->count; i++) {
        int side = strcmp(a->list[i], b->list[i]);

        if (side)
            return side;
    }
    return 0;
}

static bool
add_label(struct fisc__arena *arena, struct labels *labels, const char *label)
{
    int worst = strncmp(label, "relaxation:", 11) == 0 ? 2 : 1;
    const char **list;
    size_t at = 0;

    while (at < labels->count && strcmp(labels->list[at], label) < 0)
        at++;
    if (at < labels->count && strcmp(labels->list[at], label) == 0)
        return true;
    list = fisc__arena_array(arena, labels->count + 1, sizeof *list);
    if (!list)
        return false;
    if (labels->count) {
        memcpy(list, labels->list, at * sizeof *list);
        memcpy(list + at + 1, labels->list + at,
               (labels->count - at) * sizeof *list);
    }
    list[at] = label;
    labels->list = list;
    labels->count++;
    if (worst > labels->worst)
        labels->worst = worst;
    return true;
}

static int
by_weight(const void *a, const void *b)
{
    return compare_labels(a, b);
}

static bool
labels_of(struct fisc__tree_job *job, struct labels *known,
          const struct fisc__tree *tree, struct labels *ret);

/* The lightest sets of the true children, as many as are needed. */
static bool
lightest(struct fisc__tree_job *job, struct labels *known,
         const struct fisc__tree *tree, struct labels *ret)
{
    struct labels *sets = fisc__arena_array(job->arena, tree->count,
                                            sizeof *sets);
    size_t count = 0;

    if (!sets)
        return false;
    for (size_t i = 0; i < tree->count; i++) {
        struct fisc__tree_edge edge = tree->edges[i];

        if (fisc__tree_edge_truth(edge) != FISC__TRUE)
            continue;
        /* Under `no` nothing is met by a label: it was refused at load. */
        if (!edge.negated &&
            !labels_of(job, known, edge.child, &sets[count]))
            return false;
        count++;
    }
    if (!fisc__sort(job->arena->context, sets, count, sizeof *sets, by_weight))
        return false;
    for (size_t i = 0; i < tree->need && i < count; i++)
        for (size_t j = 0; j < sets[i].count; j++)
            if (!add_label(job->arena, ret, sets[i].list[j]))
                return false;
    return true;
}

static bool
labels_of(struct fisc__tree_job *job, struct labels *known,
          const struct fisc__tree *tree, struct labels *ret)
{
    struct labels *memo = &known[tree->number - 1];

    if (memo->worst < 0) {
        struct labels found = {0};

        if (tree->kind != FISC__TREE_LEAF &&
            !lightest(job, known, tree, &found))
            return false;
        if (tree->label && !add_label(job->arena, &found, tree->label))
            return false;
        *memo = found;
    }
    *ret = *memo;
    return true;
}

static bool
find_labels(struct fisc__tree_job *job, const struct fisc__tree *tree,
            struct fisc__explained *ret)
{
    struct labels *known = fisc__arena_array(job->arena, job->count,
                                             sizeof *known);
    struct labels labels;

    if (!known)
        return false;
    for (size_t i = 0; i < job->count; i++)
        known[i].worst = -1;
    if (!labels_of(job, known, tree, &labels))
        return false;
    ret->labels = labels.list;
    ret->label_count = labels.count;
    return true;
}

enum fisc_status
fisc__run_labels(const struct fisc__run *run, uint32_t node, size_t party,
                 struct fisc__arena *arena, struct fisc__explained *ret,
                 struct fisc_error *reterr)
{
    struct fisc__tree_job job;
    struct fisc__tree *tree = open_root(&job, run, node, party, arena);
    bool right = tree && (tree->truth != FISC__TRUE ||
                          find_labels(&job, tree, ret));

    fisc__tree_done(&job);
    return right ? FISC_OK : fisc__error_nomem(reterr);
}
