/* SPDX-License-Identifier: MIT */
/* What parts of a requirement may cost, and what is over. */

#include "requirement/work.h"

enum {
    BYTES = 2,   /* of a frame, for a unit: so memory is bounded, too */
    CALL = 100,  /* of a function, beside its steps */
    LEAST = 100, /* steps that every call may take */
    FEW = 64     /* comparisons that don't pay for marks */
};

/* Beyond all limits where it overflows. */
static uint64_t
times(uint64_t a, uint64_t b)
{
    uint64_t product;

    return __builtin_mul_overflow(a, b, &product) ? UINT64_MAX : product;
}

static uint64_t
plus(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

/* ---- lists ---------------------------------------------------------------*/

static uint64_t
node_weight(const struct fisc__node *node)
{
    return 1 + node->edge_count + node->want.count +
           (node->reg ? node->reg->name_count : 0);
}

void
fisc__graph_weigh(struct fisc__graph *graph)
{
    for (size_t i = 0; i < graph->scope_count; i++) {
        struct fisc__graph_scope *scope = graph->scopes[i];

        scope->weight = fisc__frame_bytes(scope) / BYTES;
        for (size_t j = 0; j < scope->node_count; j++)
            scope->weight += node_weight(graph->nodes[scope->nodes[j]]);
    }
}

enum fisc_status
fisc__load_take(struct fisc__run *run, uint32_t scope, uint64_t count,
                bool *ret_fits, struct fisc_error *reterr)
{
    struct fisc__load *load = &run->loads[scope];
    const struct fisc__graph_scope *of = run->graph->scopes[scope];

    load->frames = plus(load->frames, count);
    /* Rows are laid out by parties: those are never left out. */
    if (of->kind == FISC__SCOPE_LIST &&
        times(load->frames, of->weight) > run->context->options.clause_work)
        load->over = run->over = true;
    *ret_fits = !load->over;
    return fisc__meter_charge(run->meter,
                              load->over ? 1 : times(count, of->weight),
                              reterr);
}

/* ---- leaves --------------------------------------------------------------*/

static uint64_t
set_size(const struct fisc__bound_set *set)
{
    return set->ids ? set->count : 0;
}

/* What looking through a register once takes. */
static uint64_t
register_size(const struct fisc__entries *entries)
{
    uint64_t size = entries->count;

    for (size_t i = 0; i < entries->count; i++)
        size += set_size(&entries->list[i].about) +
                set_size(&entries->list[i].subject) +
                set_size(&entries->list[i].terms);
    return size;
}

/*
 * The items that are asked for; `shared`: not those of a set of the frame's
 * own, which can't come to more than the description has.
 */
static uint64_t
asked(const struct fisc__frame *frame, const struct fisc__source_of *want,
      bool shared)
{
    const struct fisc__cell *cell;

    if (want->kind != FISC__SOURCE_SLOT)
        return want->count;
    cell = fisc__frame_cell(frame, want->slot);
    return cell->state == FISC__KNOWN && (want->slot.up || !shared)
               ? cell->count
               : 0;
}

/* The work of a leaf in one frame that all frames have alike. */
static uint64_t
shared_work(const struct fisc__run *run, const struct fisc__frame *frame,
            const struct fisc__node *node)
{
    switch (node->op) {
    case FISC__NODE_EVIDENCE:
        return plus(run->evidence_size,
                    times(run->evidence.count, 1 + node->want.count));
    case FISC__NODE_CONTRACT:
        return times(1 + run->contracts_size, 1 + node->reg->name_count);
    case FISC__NODE_COVERS:
        return 1 + asked(frame, &node->want, true);
    case FISC__NODE_FUNCTION:
        return CALL;
    default:
        return 1 + node->want.count;
    }
}

uint64_t
fisc__leaf_work(const struct fisc__run *run, const struct fisc__frame *frame,
                const struct fisc__node *node, bool *ret_over)
{
    uint64_t work = shared_work(run, frame, node);
    const struct fisc__cell *cell;

    *ret_over = times(run->loads[node->scope].frames, work) >
                run->context->options.clause_work;
    if (node->op != FISC__NODE_COVERS && node->op != FISC__NODE_HAS)
        return work;
    cell = fisc__frame_cell(frame, node->slot);
    if (cell->state == FISC__KNOWN)
        work += cell->count;
    return plus(work, asked(frame, &node->want, false));
}

void
fisc__run_weigh(struct fisc__run *run)
{
    run->evidence_size = register_size(&run->evidence);
    run->contracts_size = register_size(&run->contracts);
}

uint64_t
fisc__function_steps(const struct fisc__run *run,
                     const struct fisc__node *node)
{
    const struct fisc_context_options *options = &run->context->options;
    uint64_t frames = run->loads[node->scope].frames;
    uint64_t share =
        frames > 1 ? options->clause_work / frames : options->clause_work;

    if (share < LEAST)
        share = LEAST;
    return share < options->check_steps ? share : options->check_steps;
}

const struct fisc__outcome *
fisc__over_outcome(void)
{
    static const struct fisc__outcome over = {
        .verdict = FISC__VERDICT_ERROR,
        .reason = "budget",
        .error = "takes more work than one part of a requirement may"};

    return &over;
}

/* ---- marks ---------------------------------------------------------------*/

bool
fisc__marks_set(const struct fisc__run *run, const uint32_t *ids,
                size_t count, size_t asked)
{
    struct fisc__marks *marks = run->marks;

    if (!marks || count < 2 || times(count, asked) <= FEW)
        return false;
    if (!marks->list) {
        marks->count = fisc__names_count(&run->names) + 1;
        marks->list = fisc__alloc_array(run->context, marks->count,
                                        sizeof *marks->list);
    }
    if (!marks->list)
        return false;
    marks->stamp++;
    for (size_t i = 0; i < count; i++)
        if (ids[i] < marks->count)
            marks->list[ids[i]] = marks->stamp;
    return true;
}
