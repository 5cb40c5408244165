/* SPDX-License-Identifier: MIT */
/* Controls, clauses and checks, brought together and compiled. */

#include <string.h>

#include "base/nearest.h"
#include "policy/parts.h"

/* Lists and index. */

static enum fisc_status
refuse_second(const char *what, const char *id,
              const struct fisc__place *first,
              const struct fisc__place *second, struct fisc_error *reterr)
{
    return fisc__error_item(reterr, FISC_ERR_CONFLICT, second, id,
                            "the %s \"%s\" is defined twice, first at "
                            "%s:%u:%u",
                            what, id, first->file, first->line,
                            first->column);
}

static enum fisc_status
add_clause(struct fisc_policy *policy, const struct fisc__clause *clause,
           struct fisc_error *reterr)
{
    size_t length = strlen(clause->key), before;

    if (fisc__policy_find_key(policy, clause->key, length, &before))
        return refuse_second("clause", clause->key,
                             &policy->clauses[before].clause->place,
                             &clause->place, reterr);
    /* The n-th new name has the n-th number. */
    if (!fisc__names_add(&policy->keys, clause->key, length))
        return fisc__error_nomem(reterr);
    policy->clause_by_key[policy->clause_count] =
        (uint32_t)policy->clause_count + 1;
    policy->clauses[policy->clause_count++] = (struct fisc__policy_clause){
        .clause = clause,
        .requirement = FISC__NO_NODE,
        .when = FISC__NO_NODE,
        .control = policy->control_count,
    };
    return FISC_OK;
}

static enum fisc_status
add_control(struct fisc_policy *policy, struct fisc__names *ids,
            const struct fisc__control *control, struct fisc_error *reterr)
{
    uint32_t number = fisc__names_find(ids, control->id, strlen(control->id));
    enum fisc_status status = FISC_OK;

    if (number)
        return refuse_second("control", control->id,
                             &policy->controls[number - 1].control->place,
                             &control->place, reterr);
    if (!fisc__names_add(ids, control->id, strlen(control->id)))
        return fisc__error_nomem(reterr);
    policy->controls[policy->control_count] = (struct fisc__policy_control){
        .control = control,
        .first_clause = policy->clause_count,
        .clause_count = control->clause_count,
    };
    for (size_t i = 0; i < control->clause_count && status == FISC_OK; i++)
        status = add_clause(policy, control->clauses[i], reterr);
    policy->control_count++;
    return status;
}

static enum fisc_status
make_room(struct fisc_policy *policy, struct fisc_error *reterr)
{
    size_t controls = 0, clauses = 0;

    for (size_t i = policy->first_catalog; i < policy->catalog_count; i++) {
        controls += policy->catalogs[i]->control_count;
        clauses += policy->catalogs[i]->clause_count;
    }
    policy->controls = fisc__arena_array(&policy->arena, controls,
                                         sizeof *policy->controls);
    policy->clauses = fisc__arena_array(&policy->arena, clauses,
                                        sizeof *policy->clauses);
    policy->clause_by_key = fisc__arena_array(&policy->arena, clauses,
                                              sizeof *policy->clause_by_key);
    if (!policy->controls || !policy->clauses || !policy->clause_by_key)
        return fisc__error_nomem(reterr);
    return FISC_OK;
}

enum fisc_status
fisc__policy_index(struct fisc_policy *policy, struct fisc_error *reterr)
{
    enum fisc_status status = make_room(policy, reterr);
    struct fisc__arena scratch;
    struct fisc__names ids;

    fisc__arena_init(&scratch, policy->context);
    fisc__names_init(&ids, policy->context, &scratch, NULL);
    for (size_t i = policy->first_catalog; i < policy->catalog_count; i++) {
        const struct fisc_catalog *catalog = policy->catalogs[i];

        for (size_t j = 0; j < catalog->control_count; j++)
            if (status == FISC_OK)
                status = add_control(policy, &ids, catalog->controls[j],
                                     reterr);
    }
    fisc__names_done(&ids);
    fisc__arena_done(&scratch);
    return status;
}

bool
fisc__policy_find_key(const struct fisc_policy *policy, const char *key,
                      size_t length, size_t *ret)
{
    uint32_t number = fisc__names_find(&policy->keys, key, length);

    if (!number)
        return false;
    *ret = policy->clause_by_key[number - policy->keys.first] - 1;
    return true;
}

/* Checks. */

/* Reads the catalogs of which not everything is selected, as they are. */
static enum fisc_status
read_whole(struct fisc_policy *policy, struct fisc__sources *sources,
           struct fisc_error *reterr)
{
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < sources->order_count && status == FISC_OK; i++) {
        struct fisc__entry *entry = sources->order[i];

        if (entry->kind == FISC__SOURCE_CATALOG && !entry->whole &&
            (entry->selected_by || !entry->wanted))
            status = fisc_catalog__read(policy->context, entry->root, NULL,
                                        &entry->whole, reterr);
    }
    return status;
}

/* Is there an element of that id below? A document's depth is limited. */
static bool
has_id(const struct fisc__xml *element, const char *id)
{
    const struct fisc__xml *child = fisc__xml_element(element->first);

    for (; child; child = fisc__xml_element(child->next)) {
        const char *own = fisc__xml_attribute(child, "id");

        if ((own && strcmp(own, id) == 0) || has_id(child, id))
            return true;
    }
    return false;
}

/*
 * Is it a clause all the same: of a part of a catalog that is not selected, or
 * one that a profile adds, which is not in force or doesn't select it itself?
 */
static bool
is_unselected(const struct fisc__sources *sources, const char *key)
{
    for (size_t i = 0; i < sources->order_count; i++) {
        const struct fisc__entry *entry = sources->order[i];

        if (entry->whole && fisc_catalog__clause(entry->whole, key))
            return true;
        if (entry->kind == FISC__SOURCE_PROFILE && has_id(entry->root, key))
            return true;
    }
    return false;
}

static void
offer_catalog(struct fisc__nearest *nearest,
              const struct fisc_catalog *catalog)
{
    for (size_t i = 0; i < catalog->clause_count; i++)
        fisc__nearest_offer(nearest, catalog->clauses[i]->key);
}

static enum fisc_status
refuse_check(const struct fisc_policy *policy,
             const struct fisc__sources *sources,
             const struct fisc__check *check, struct fisc_error *reterr)
{
    struct fisc__nearest nearest;

    fisc__nearest_init(&nearest, check->clause);
    for (size_t i = 0; i < policy->catalog_count; i++)
        offer_catalog(&nearest, policy->catalogs[i]);
    for (size_t i = 0; i < sources->order_count; i++)
        if (sources->order[i]->whole)
            offer_catalog(&nearest, sources->order[i]->whole);
    return fisc__error_item(reterr, FISC_ERR_INVALID, &check->place,
                            check->clause,
                            "there is no clause \"%s\" to check%s%s%s",
                            check->clause,
                            nearest.best ? "; did you mean \"" : "",
                            nearest.best ? nearest.best : "",
                            nearest.best ? "\"?" : "");
}

/* A check whose clause isn't selected: it is left out, or a mistake. */
static enum fisc_status
drop_check(struct fisc_policy *policy, struct fisc__sources *sources,
           const struct fisc__check *check, struct fisc_error *reterr)
{
    enum fisc_status status = read_whole(policy, sources, reterr);

    if (status != FISC_OK)
        return status;
    if (!is_unselected(sources, check->clause))
        return refuse_check(policy, sources, check, reterr);
    if (!fisc__diagnostics_add(&policy->diagnostics, FISC_LOG_INFO,
                               &check->place, "check-dropped", check->clause,
                               "この条項は選ばれていない",
                               "the clause is not selected"))
        return fisc__error_nomem(reterr);
    return FISC_OK;
}

enum fisc_status
fisc__policy_link(struct fisc_policy *policy, struct fisc__sources *sources,
                  struct fisc_error *reterr)
{
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < policy->checks.count && status == FISC_OK; i++) {
        const struct fisc__check *check = &policy->checks.list[i];
        size_t index;

        if (fisc__policy_find_key(policy, check->clause,
                                  strlen(check->clause), &index))
            policy->clauses[index].check = check;
        else
            status = drop_check(policy, sources, check, reterr);
    }
    return status;
}

/* The graph. */

static enum fisc_status
compile_clause(struct fisc_policy *policy, struct fisc__policy_clause *clause,
               struct fisc_error *reterr)
{
    const struct fisc__check *check = clause->check;
    const char *key = clause->clause->key;
    enum fisc_status status = FISC_OK;

    if (check->when)
        status = fisc__graph_add(policy->graph, key, check->when,
                                 &clause->when, reterr);
    if (status == FISC_OK)
        status = fisc__graph_add(policy->graph, key, check->requirement,
                                 &clause->requirement, reterr);
    return status;
}

static void
set_plain(const struct fisc_policy *policy, struct fisc__policy_clause *clause)
{
    clause->plain = clause->check && clause->when == FISC__NO_NODE &&
                    clause->clause->level != FISC_LEVEL_MAY;
    if (clause->plain)
        clause->value = fisc__graph_value(policy->graph, clause->requirement,
                                          &clause->in_party);
}

enum fisc_status
fisc__policy_compile(struct fisc_policy *policy, struct fisc_error *reterr)
{
    enum fisc_status status = fisc__graph_new(
        policy->context, &policy->vocabulary, fisc__policy_resolve_param,
        policy, &policy->graph, reterr);

    for (size_t i = 0; i < policy->clause_count && status == FISC_OK; i++)
        if (policy->clauses[i].check)
            status = compile_clause(policy, &policy->clauses[i], reterr);
    if (status == FISC_OK)
        status = fisc__graph_finish(policy->graph, reterr);
    for (size_t i = 0; i < policy->clause_count && status == FISC_OK; i++)
        set_plain(policy, &policy->clauses[i]);
    return status;
}
