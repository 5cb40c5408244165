/* SPDX-License-Identifier: MIT */
/* From expressions to nodes: every expression in the scope in which it stands. */

#include <string.h>

#include "base/buffer.h"
#include "requirement/node.h"

/* A list that is not whole is explained by so many missing elements. */
enum { AT_LEAST_MOST = 1000 };

/* One clause's requirement or `when`, being compiled. */
struct job {
    struct fisc__graph *graph;
    const char *clause;
    struct fisc_error *reterr;
};

static enum fisc_status
compile(struct job *job, uint32_t scope, const struct fisc__expression *e,
        uint32_t *ret);

/* ---- edges ---------------------------------------------------------------*/

static struct fisc__edge
edge_to(const struct job *job, uint32_t scope, uint32_t id)
{
    const struct fisc__graph *graph = job->graph;
    const struct fisc__node *node = graph->nodes[id];

    return (struct fisc__edge){
        .node = node->index,
        .up = (uint8_t)(graph->scopes[scope]->depth -
                        graph->scopes[node->scope]->depth)};
}

/* The scope that an expression needs, where it stands in `scope`. */
static enum fisc_status
own_scope(struct job *job, uint32_t scope, const struct fisc__expression *e,
          uint32_t *ret)
{
    if (e->reach > 0 &&
        job->graph->scopes[scope]->kind == FISC__SCOPE_LIST) {
        *ret = scope;
        return FISC_OK;
    }
    if (e->party)
        return fisc__scope_party(job->graph, ret, job->reterr);
    *ret = 0;
    return FISC_OK;
}

/* ---- leaves --------------------------------------------------------------*/

static enum fisc_status
bad_type(struct job *job, const struct fisc__expression *e, const char *wanted)
{
    return fisc__error_item(job->reterr, FISC_ERR_INVALID, &e->place, e->path,
                            "%s wants %s, and the fact %s is none",
                            fisc__expression_word(e), wanted, e->path);
}

static bool
is_ordered(const struct fisc__definition *definition)
{
    switch (definition->type) {
    case FISC_FACT_INTEGER:
    case FISC_FACT_DECIMAL:
    case FISC_FACT_DATE:
        return true;
    case FISC_FACT_ENUMERATION:
        return definition->ordered;
    default:
        return false;
    }
}

/* Is the fact on the left of the type that the word wants? */
static enum fisc_status
check_left(struct job *job, const struct fisc__expression *e,
           const struct fisc__definition *definition)
{
    enum fisc_fact_type type = definition->type;

    switch (e->op) {
    case FISC__OP_FLAG:
        return type == FISC_FACT_FLAG ? FISC_OK : bad_type(job, e, "a flag");
    case FISC__OP_WITHIN:
    case FISC__OP_NOT_AFTER:
        return type == FISC_FACT_DATE ? FISC_OK : bad_type(job, e, "a date");
    case FISC__OP_HAS:
    case FISC__OP_COVERS:
        return type == FISC_FACT_SET ? FISC_OK : bad_type(job, e, "a set");
    case FISC__OP_JUDGED:
        return definition->judged
                   ? FISC_OK
                   : bad_type(job, e, "a recorded judgement");
    case FISC__OP_COMPARE:
        if (type == FISC_FACT_SET || type == FISC_FACT_LIST)
            return bad_type(job, e, "a single value");
        if (e->relation == FISC__STARTS_WITH && type != FISC_FACT_STRING)
            return bad_type(job, e, "a string");
        if (e->relation >= FISC__GE && e->relation <= FISC__LT &&
            !is_ordered(definition))
            return bad_type(job, e, "a number, a date or an ordered "
                                    "enumeration");
        return FISC_OK;
    default:
        return type == FISC_FACT_LIST ? FISC_OK : bad_type(job, e, "a list");
    }
}

static enum fisc_status
fact_leaf(struct job *job, const struct fisc__expression *e,
          struct fisc__node *draft, struct fisc__slot *slot)
{
    enum fisc_status status =
        fisc__scope_slot(job->graph, draft->scope, e->path, &e->place,
                         &draft->slot, slot, job->reterr);

    if (status)
        return status;
    draft->type = slot->definition->type;
    return check_left(job, e, slot->definition);
}

static enum fisc_status
operand(struct job *job, const struct fisc__expression *e, uint32_t scope,
        const struct fisc__operand *from, enum fisc__operand_use use,
        const struct fisc__definition *definition, struct fisc__source_of *ret)
{
    return fisc__operand_compile(job->graph, job->clause, scope, e, from, use,
                                 definition, ret, job->reterr);
}

/* The strings that a leaf was written with, as constants of the fact's type. */
static enum fisc_status
name_operand(struct job *job, const struct fisc__expression *e,
             const struct fisc__definition *definition,
             enum fisc__operand_use use, const char *const *names,
             size_t count, struct fisc__node *draft)
{
    struct fisc__literal *literals =
        fisc__arena_array(&job->graph->arena, count, sizeof *literals);
    struct fisc__operand names_operand = {
        .kind = FISC__OPERAND_LITERALS,
        .literals = literals,
        .count = (uint32_t)count,
        .is_set = true};

    if (!literals)
        return fisc__error_nomem(job->reterr);
    for (size_t i = 0; i < count; i++)
        literals[i] = (struct fisc__literal){.kind = FISC__LITERAL_STRING,
                                             .string = names[i]};
    return operand(job, e, draft->scope, &names_operand, use, definition,
                   &draft->want);
}

static enum fisc_status
compare_leaf(struct job *job, const struct fisc__expression *e,
             struct fisc__node *draft)
{
    struct fisc__slot slot;
    bool several = e->relation == FISC__ONE_OF;
    enum fisc_status status = fact_leaf(job, e, draft, &slot);

    draft->op = several ? FISC__NODE_ONE_OF : FISC__NODE_COMPARE;
    draft->relation = e->relation;
    if (!status)
        status = operand(job, e, draft->scope, &e->want,
                         several ? FISC__USE_VALUES : FISC__USE_VALUE,
                         slot.definition, &draft->want);
    return status;
}

/* A leaf on one fact, its right-hand side of a fixed use. */
static enum fisc_status
simple_leaf(struct job *job, const struct fisc__expression *e,
            enum fisc__node_op op, enum fisc__operand_use use,
            struct fisc__node *draft)
{
    struct fisc__slot slot;
    enum fisc_status status = fact_leaf(job, e, draft, &slot);

    draft->op = op;
    if (!status)
        status = operand(job, e, draft->scope, &e->want, use, slot.definition,
                         &draft->want);
    return status;
}

static enum fisc_status
named_leaf(struct job *job, const struct fisc__expression *e,
           struct fisc__node *draft)
{
    struct fisc__slot slot;
    enum fisc_status status = fact_leaf(job, e, draft, &slot);

    if (status)
        return status;
    if (e->op == FISC__OP_HAS) {
        draft->op = FISC__NODE_HAS;
        return name_operand(job, e, slot.definition, FISC__USE_SET, &e->item,
                            1, draft);
    }
    draft->op = FISC__NODE_JUDGED;
    return name_operand(job, e, slot.definition, FISC__USE_VALUES, e->names,
                        e->name_count, draft);
}

/* ---- registers -----------------------------------------------------------*/

static enum fisc_status
register_names(struct job *job, const struct fisc__expression *e,
               struct fisc__register_leaf *reg)
{
    struct fisc__arena *arena = &job->graph->arena;

    reg->names = fisc__arena_array(arena, e->name_count, sizeof *reg->names);
    reg->name_texts = fisc__arena_array(arena, e->name_count,
                                        sizeof *reg->name_texts);
    if (!reg->names || !reg->name_texts)
        return fisc__error_nomem(job->reterr);
    reg->name_count = e->name_count;
    for (size_t i = 0; i < e->name_count; i++) {
        reg->name_texts[i] = e->names[i];
        reg->names[i] = fisc__names_add(&job->graph->names, e->names[i],
                                        strlen(e->names[i]));
        if (!reg->names[i])
            return fisc__error_nomem(job->reterr);
    }
    return FISC_OK;
}

/* "evidence(soc2-type2|audit-report,backup)" */
static const char *
evidence_label(struct job *job, const struct fisc__expression *e)
{
    struct fisc__buffer buffer;
    const char *label = NULL;

    fisc__buffer_init(&buffer, job->graph->context);
    fisc__buffer_string(&buffer, "evidence(");
    for (size_t i = 0; i < e->name_count; i++) {
        if (i)
            fisc__buffer_char(&buffer, '|');
        fisc__buffer_string(&buffer, e->names[i]);
    }
    if (e->about) {
        fisc__buffer_char(&buffer, ',');
        fisc__buffer_string(&buffer, e->about);
    }
    fisc__buffer_char(&buffer, ')');
    if (!buffer.failed)
        label = fisc__arena_string(&job->graph->arena,
                                   fisc__buffer_text(&buffer));
    fisc__buffer_done(&buffer);
    return label;
}

/* The register's list is a slot of the system. */
static enum fisc_status
register_slot(struct job *job, struct fisc__node *draft, const char *name)
{
    struct fisc__slot slot;

    return fisc__scope_slot(job->graph, draft->scope, name,
                            &draft->expression->place, &draft->slot, &slot,
                            job->reterr);
}

static enum fisc_status
evidence_leaf(struct job *job, const struct fisc__expression *e,
              struct fisc__node *draft)
{
    struct fisc__register_leaf *reg = fisc__arena_alloc(&job->graph->arena,
                                                        sizeof *reg);
    enum fisc_status status;

    if (!reg)
        return fisc__error_nomem(job->reterr);
    draft->op = FISC__NODE_EVIDENCE;
    draft->reg = reg;
    reg->unconfirmed = e->unconfirmed;
    reg->label = evidence_label(job, e);
    if (!reg->label)
        return fisc__error_nomem(job->reterr);
    if (e->about) {
        reg->about = fisc__names_add(&job->graph->names, e->about,
                                     strlen(e->about));
        if (!reg->about)
            return fisc__error_nomem(job->reterr);
    }
    status = register_slot(job, draft, "evidence");
    if (!status)
        status = register_names(job, e, reg);
    if (!status)
        status = operand(job, e, draft->scope, &e->on, FISC__USE_DATE, NULL,
                         &reg->on);
    if (!status)
        status = operand(job, e, draft->scope, &e->want, FISC__USE_SET, NULL,
                         &draft->want);
    return status;
}

static int
role_of(const char *name)
{
    static const char *const roles[] = {"customer", "provider", "operator",
                                        "supplier"};

    for (int i = 0; i < 4; i++)
        if (strcmp(name, roles[i]) == 0)
            return i;
    return -1;
}

static enum fisc_status
contract_leaf(struct job *job, const struct fisc__expression *e,
              struct fisc__node *draft)
{
    struct fisc__register_leaf *reg = fisc__arena_alloc(&job->graph->arena,
                                                        sizeof *reg);
    struct fisc__operand with = {.kind = FISC__OPERAND_FACT, .name = e->with};
    static const struct fisc__definition string = {.path = "",
                                                   .type = FISC_FACT_STRING};

    enum fisc_status status;

    if (!reg)
        return fisc__error_nomem(job->reterr);
    status = register_slot(job, draft, "contracts");
    if (status)
        return status;
    draft->op = FISC__NODE_CONTRACT;
    draft->reg = reg;
    reg->with_text = e->with;
    reg->with_role = -1;
    reg->label = "contract";
    if (e->with[0] == '.' || fisc__path_is_party(e->with)) {
        status = operand(job, e, draft->scope, &with, FISC__USE_VALUE, &string,
                         &draft->want);
        return status ? status : register_names(job, e, reg);
    }
    reg->with_role = role_of(e->with);
    reg->with = fisc__names_add(&job->graph->names, e->with, strlen(e->with));
    if (!reg->with)
        return fisc__error_nomem(job->reterr);
    return register_names(job, e, reg);
}

/* ---- params and functions ------------------------------------------------*/

static enum fisc_status
param_leaf(struct job *job, const struct fisc__expression *e,
           struct fisc__node *draft)
{
    struct fisc__operand param = {.kind = FISC__OPERAND_PARAM,
                                  .name = e->path};

    draft->op = FISC__NODE_PARAM;
    return operand(job, e, draft->scope, &param, FISC__USE_FLAG, NULL,
                   &draft->want);
}

static enum fisc_status
function_leaf(struct job *job, const struct fisc__expression *e,
              struct fisc__node *draft)
{
    draft->op = FISC__NODE_FUNCTION;
    draft->function = e->function;
    draft->clause = fisc__arena_copy(&job->graph->arena, job->clause,
                                     strcspn(job->clause, "."));
    return draft->clause ? FISC_OK : fisc__error_nomem(job->reterr);
}

static enum fisc_status
draft_leaf(struct job *job, const struct fisc__expression *e,
           struct fisc__node *draft)
{
    switch (e->op) {
    case FISC__OP_FLAG:
        return simple_leaf(job, e, FISC__NODE_FLAG, FISC__USE_FLAG, draft);
    case FISC__OP_COMPARE:
        return compare_leaf(job, e, draft);
    case FISC__OP_WITHIN:
        return simple_leaf(job, e, FISC__NODE_WITHIN, FISC__USE_PERIOD, draft);
    case FISC__OP_NOT_AFTER:
        return simple_leaf(job, e, FISC__NODE_NOT_AFTER, FISC__USE_DATE,
                           draft);
    case FISC__OP_COVERS:
        return simple_leaf(job, e, FISC__NODE_COVERS, FISC__USE_SET, draft);
    case FISC__OP_HAS:
    case FISC__OP_JUDGED:
        return named_leaf(job, e, draft);
    case FISC__OP_EVIDENCE:
        return evidence_leaf(job, e, draft);
    case FISC__OP_CONTRACT:
        return contract_leaf(job, e, draft);
    case FISC__OP_PARAM:
        return param_leaf(job, e, draft);
    default:
        return function_leaf(job, e, draft);
    }
}

static enum fisc_status
compile_leaf(struct job *job, uint32_t scope, const struct fisc__expression *e,
             uint32_t *ret)
{
    struct fisc__node draft = {.scope = scope, .expression = e,
                               .element_scope = FISC__NO_NODE};
    enum fisc_status status = draft_leaf(job, e, &draft);

    if (!status && e->max_age.kind)
        status = operand(job, e, scope, &e->max_age, FISC__USE_PERIOD, NULL,
                         &draft.max_age);
    return status ? status
                  : fisc__node_make(job->graph, &draft, ret, job->reterr);
}

/* ---- combinators ---------------------------------------------------------*/

/* A combinator over already compiled nodes. */
static enum fisc_status
combine(struct job *job, uint32_t scope, const struct fisc__expression *e,
        enum fisc__node_op op, struct fisc__edge *edges, size_t count,
        uint32_t *ret)
{
    struct fisc__node draft = {
        .op = op,
        .scope = scope,
        .edges = edges,
        .edge_count = count,
        .element_scope = FISC__NO_NODE,
        .need = op == FISC__NODE_COUNT ? (uint32_t)e->n : 0,
        .label = op == FISC__NODE_ALL ? e->label : NULL,
        .expression = e};

    return fisc__node_make(job->graph, &draft, ret, job->reterr);
}

static enum fisc_status
compile_edge(struct job *job, uint32_t scope, const struct fisc__expression *e,
             struct fisc__edge *ret)
{
    uint32_t id;
    enum fisc_status status = compile(job, scope, e, &id);

    if (!status)
        *ret = edge_to(job, scope, id);
    return status;
}

static enum fisc_status
compile_children(struct job *job, uint32_t scope,
                 const struct fisc__expression *e, enum fisc__node_op op,
                 uint32_t *ret)
{
    struct fisc_context *context = job->graph->context;
    size_t bytes = e->child_count * sizeof(struct fisc__edge);
    struct fisc__edge *edges = fisc__alloc(context, bytes);
    enum fisc_status status = FISC_OK;

    if (!edges)
        return fisc__error_nomem(job->reterr);
    for (size_t i = 0; !status && i < e->child_count; i++) {
        status = compile_edge(job, scope, e->children[i], &edges[i]);
        edges[i].negated = e->op == FISC__OP_NO;
    }
    if (!status)
        status = combine(job, scope, e, op, edges, e->child_count, ret);
    fisc__free(context, edges, bytes);
    return status;
}

/* guard and body: any{no guard, body}, or all{guard, body}. */
static enum fisc_status
compile_guarded(struct job *job, uint32_t scope,
                const struct fisc__expression *e,
                const struct fisc__expression *guard, bool given,
                uint32_t *ret)
{
    struct fisc__edge edges[2] = {{0}};
    enum fisc_status status = compile_edge(job, scope, guard, &edges[0]);

    if (!status)
        status = compile_edge(job, scope, e->children[0], &edges[1]);
    if (status)
        return status;
    edges[0].guard = true;
    edges[0].negated = given;
    return combine(job, scope, e, given ? FISC__NODE_ANY : FISC__NODE_ALL,
                   edges, 2, ret);
}

/* all{floor, any{strict, labelled…}}, or the any alone. */
static enum fisc_status
compile_demand(struct job *job, uint32_t scope,
               const struct fisc__expression *e, uint32_t *ret)
{
    struct fisc__edge edges[2] = {{0}};
    uint32_t ways;
    enum fisc_status status = compile_children(job, scope, e, FISC__NODE_ANY,
                                               &ways);

    if (status || !e->floor) {
        *ret = ways;
        return status;
    }
    status = compile_edge(job, scope, e->floor, &edges[0]);
    if (status)
        return status;
    edges[1] = edge_to(job, scope, ways);
    return combine(job, scope, e, FISC__NODE_ALL, edges, 2, ret);
}

static enum fisc_status
compile_body(struct job *job, uint32_t elements,
             const struct fisc__expression *e, struct fisc__edge *ret)
{
    uint32_t scope = elements, body;
    enum fisc_status status;

    if (!e->where)
        return compile_edge(job, elements, e->children[0], ret);
    status = compile_guarded(job, scope, e, e->where, e->op == FISC__OP_EACH,
                             &body);
    if (!status)
        *ret = edge_to(job, elements, body);
    return status;
}

static enum fisc_status
compile_collection(struct job *job, uint32_t scope,
                   const struct fisc__expression *e, uint32_t *ret)
{
    static const enum fisc__node_op ops[] = {
        [FISC__OP_EACH] = FISC__NODE_EACH,
        [FISC__OP_SOME] = FISC__NODE_SOME,
        [FISC__OP_LIST_COUNT] = FISC__NODE_LIST_COUNT};
    struct fisc__edge edge = {0};
    struct fisc__node draft = {.op = ops[e->op], .scope = scope,
                               .edges = &edge, .edge_count = 1,
                               .need = (uint32_t)e->n, .expression = e};
    struct fisc__slot slot;
    enum fisc_status status;

    if (e->op == FISC__OP_LIST_COUNT && e->n > AT_LEAST_MOST)
        return fisc__error(job->reterr, FISC_ERR_INVALID, &e->place,
                           "at_least counts to %d at most", AT_LEAST_MOST);
    status = fact_leaf(job, e, &draft, &slot);
    if (!status)
        status = fisc__scope_elements(job->graph, scope, draft.slot,
                                      &draft.element_scope, job->reterr);
    if (!status)
        status = compile_body(job, draft.element_scope, e, &edge);
    return status ? status
                  : fisc__node_make(job->graph, &draft, ret, job->reterr);
}

static enum fisc_status
compile_new(struct job *job, uint32_t scope, const struct fisc__expression *e,
            uint32_t *ret)
{
    switch (e->op) {
    case FISC__OP_ALL:
    case FISC__OP_ALTERNATIVE:
    case FISC__OP_NO:
        return compile_children(job, scope, e, FISC__NODE_ALL, ret);
    case FISC__OP_ANY:
        return compile_children(job, scope, e, FISC__NODE_ANY, ret);
    case FISC__OP_COUNT:
        return compile_children(job, scope, e, FISC__NODE_COUNT, ret);
    case FISC__OP_GIVEN:
        return compile_guarded(job, scope, e, e->guard, true, ret);
    case FISC__OP_RELAXATION:
        return compile_guarded(job, scope, e, e->guard, false, ret);
    case FISC__OP_DEMAND:
        return compile_demand(job, scope, e, ret);
    case FISC__OP_EACH:
    case FISC__OP_SOME:
    case FISC__OP_LIST_COUNT:
        return compile_collection(job, scope, e, ret);
    default:
        return compile_leaf(job, scope, e, ret);
    }
}

static enum fisc_status
compile(struct job *job, uint32_t scope, const struct fisc__expression *e,
        uint32_t *ret)
{
    enum fisc_status status = own_scope(job, scope, e, &scope);

    if (status)
        return status;
    *ret = fisc__compiled_find(job->graph, e, scope);
    if (*ret != FISC__NO_NODE)
        return FISC_OK;
    status = compile_new(job, scope, e, ret);
    if (!status && !fisc__compiled_add(job->graph, e, scope, *ret))
        return fisc__error_nomem(job->reterr);
    return status;
}

enum fisc_status
fisc__graph_add(struct fisc__graph *graph, const char *clause,
                const struct fisc__expression *expression, uint32_t *ret_node,
                struct fisc_error *reterr)
{
    struct job job = {graph, clause, reterr};

    if (!fisc__compiled_prefix(graph, clause))
        return fisc__error_nomem(reterr);
    return compile(&job, 0, expression, ret_node);
}
