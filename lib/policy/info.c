/* SPDX-License-Identifier: MIT */
/* What a policy tells of itself. */

#include <string.h>

#include "base/sized.h"
#include "policy/policy.h"

/* Sizes of these structs in 0.1: no caller's is smaller. */
enum {
    ALLOWED_LEAST = sizeof(struct fisc_allowed_info),
    WAIVER_LEAST = sizeof(struct fisc_waiver_info),
    DIAGNOSTIC_LEAST = sizeof(struct fisc_diagnostic)
};

const char *
fisc_policy_digest(const struct fisc_policy *policy)
{
    return policy->digest;
}

const char *
fisc_policy_rules_digest(const struct fisc_policy *policy)
{
    return policy->rules_digest;
}

const char *
fisc_policy_params_digest(const struct fisc_policy *policy)
{
    return policy->params_digest;
}

const char *
fisc_policy_id(const struct fisc_policy *policy)
{
    return policy->id;
}

/* Where there is no text in that language, the other one stands in. */
static const char *
text_in(const struct fisc__text *text, enum fisc_language language)
{
    const char *other = text->ja ? text->ja : text->en;
    const char *own = language == FISC_LANGUAGE_JA ? text->ja : text->en;

    return own ? own : other ? other : "";
}

const char *
fisc_policy_title(const struct fisc_policy *policy,
                  enum fisc_language language)
{
    return text_in(&policy->title, language);
}

size_t
fisc_policy_catalog_count(const struct fisc_policy *policy)
{
    return policy->catalog_count;
}

struct fisc_catalog *
fisc_policy_catalog(const struct fisc_policy *policy, size_t index)
{
    return index < policy->catalog_count ? policy->catalogs[index] : NULL;
}

size_t
fisc_policy_control_count(const struct fisc_policy *policy)
{
    return policy->control_count;
}

enum fisc_status
fisc_policy_control(const struct fisc_policy *policy, size_t index,
                    struct fisc_control_info *ret)
{
    const struct fisc__control *control;
    enum fisc_status status;

    if (index >= policy->control_count)
        return FISC_ERR_NOTFOUND;
    control = policy->controls[index].control;
    status = fisc_catalog_control(control->catalog, control->index, ret);
    /* The catalog counts its own clauses, we count those of all. */
    if (status == FISC_OK)
        ret->first_clause = policy->controls[index].first_clause;
    return status;
}

size_t
fisc_policy_clause_count(const struct fisc_policy *policy)
{
    return policy->clause_count;
}

enum fisc_status
fisc_policy_clause(const struct fisc_policy *policy, size_t index,
                   struct fisc_clause_info *ret)
{
    const struct fisc__clause *clause;

    if (index >= policy->clause_count)
        return FISC_ERR_NOTFOUND;
    clause = policy->clauses[index].clause;
    return fisc_catalog_clause(clause->control->catalog, clause->index, ret);
}

enum fisc_status
fisc_policy_find_clause(const struct fisc_policy *policy, const char *key,
                        size_t *ret)
{
    return fisc__policy_find_key(policy, key, strlen(key), ret)
               ? FISC_OK
               : FISC_ERR_NOTFOUND;
}

/* What the search for a control has come to. */
struct search {
    const char *name;
    size_t found;     /* an index of a control */
    size_t labelled;  /* how many have that label; 2 stands for more */
    bool by_id;
};

/* Looks into one catalog, whose first control has the index `base`. */
static enum fisc_status
search_catalog(struct search *search, const struct fisc_catalog *catalog,
               size_t base)
{
    size_t index;
    enum fisc_status status = fisc_catalog_find_control(catalog, search->name,
                                                        &index);

    if (status == FISC_ERR_CONFLICT)
        search->labelled = 2;
    else if (status != FISC_OK)
        return status == FISC_ERR_NOTFOUND ? FISC_OK : status;
    else if (strcmp(catalog->controls[index]->id, search->name) == 0) {
        search->by_id = true;
        search->found = base + index;
    } else if (search->labelled++ == 0) {
        search->found = base + index;
    }
    return FISC_OK;
}

enum fisc_status
fisc_policy_find_control(const struct fisc_policy *policy, const char *name,
                         size_t *ret)
{
    struct search search = {.name = name};
    enum fisc_status status = FISC_OK;
    size_t base = 0;

    for (size_t i = policy->first_catalog;
         i < policy->catalog_count && status == FISC_OK && !search.by_id;
         i++) {
        status = search_catalog(&search, policy->catalogs[i], base);
        base += policy->catalogs[i]->control_count;
    }
    if (status != FISC_OK)
        return status;
    if (!search.by_id && search.labelled != 1)
        return search.labelled ? FISC_ERR_CONFLICT : FISC_ERR_NOTFOUND;
    *ret = search.found;
    return FISC_OK;
}

int
fisc_policy_clause_check(const struct fisc_policy *policy, size_t clause,
                         const char **ret_file, unsigned *ret_line)
{
    const struct fisc__check *check =
        clause < policy->clause_count ? policy->clauses[clause].check : NULL;

    *ret_file = check && check->place.file ? check->place.file : "";
    *ret_line = check ? check->place.line : 0;
    return check != NULL;
}

size_t
fisc_policy_fact_count(const struct fisc_policy *policy)
{
    return policy->vocabulary.count;
}

enum fisc_status
fisc_policy_fact(const struct fisc_policy *policy, size_t index,
                 struct fisc_fact_info *ret)
{
    if (index >= policy->vocabulary.count)
        return FISC_ERR_NOTFOUND;
    return fisc__definition_info(policy->vocabulary.definitions[index], ret);
}

enum fisc_status
fisc_policy_fact_value(const struct fisc_policy *policy, size_t fact,
                       size_t index, struct fisc_allowed_info *ret)
{
    const struct fisc__definition *definition;
    const struct fisc__allowed *value;
    struct fisc_allowed_info info = {0};

    if (fact >= policy->vocabulary.count)
        return FISC_ERR_NOTFOUND;
    definition = policy->vocabulary.definitions[fact];
    if (index >= definition->value_count)
        return FISC_ERR_NOTFOUND;
    value = &definition->values[index];
    info.name = value->name;
    info.title[FISC_LANGUAGE_JA] = text_in(&value->title, FISC_LANGUAGE_JA);
    info.title[FISC_LANGUAGE_EN] = text_in(&value->title, FISC_LANGUAGE_EN);
    return fisc__sized_copy(ret, &info, sizeof info, ALLOWED_LEAST);
}

size_t
fisc_policy_param_count(const struct fisc_policy *policy)
{
    return policy->param_count;
}

enum fisc_status
fisc_policy_param(const struct fisc_policy *policy, size_t index,
                  struct fisc_param_info *ret)
{
    const struct fisc__policy_param *param;

    if (index >= policy->param_count)
        return FISC_ERR_NOTFOUND;
    param = &policy->params[index];
    return fisc_catalog_param(param->catalog, param->param->index, ret);
}

const char *
fisc_policy_param_value(const struct fisc_policy *policy, size_t param,
                        size_t index)
{
    const struct fisc__policy_param *entry;

    if (param >= policy->param_count)
        return NULL;
    entry = &policy->params[param];
    return fisc_catalog_param_value(entry->catalog, entry->param->index,
                                    index);
}

size_t
fisc_policy_waiver_count(const struct fisc_policy *policy)
{
    return policy->waiver_count;
}

enum fisc_status
fisc_policy_waiver(const struct fisc_policy *policy, size_t index,
                   struct fisc_waiver_info *ret)
{
    const struct fisc__waiver *waiver;
    struct fisc_waiver_info info;

    if (index >= policy->waiver_count)
        return FISC_ERR_NOTFOUND;
    waiver = &policy->waivers[index];
    info = (struct fisc_waiver_info){
        .id = waiver->id,
        .clause = waiver->clause,
        .party = waiver->party ? waiver->party : "",
        .subject = waiver->subject ? waiver->subject : "",
        .from = waiver->from,
        .until = waiver->until,
        .approver = waiver->approver,
        .ticket = waiver->ticket,
        .reason = waiver->reason,
        .file = waiver->place.file,
        .line = waiver->place.line,
    };
    return fisc__sized_copy(ret, &info, sizeof info, WAIVER_LEAST);
}

size_t
fisc_policy_diagnostic_count(const struct fisc_policy *policy)
{
    return policy->diagnostics.count;
}

enum fisc_status
fisc_policy_diagnostic(const struct fisc_policy *policy, size_t index,
                       struct fisc_diagnostic *ret)
{
    const struct fisc__diagnostic *entry;
    struct fisc_diagnostic info;

    if (index >= policy->diagnostics.count)
        return FISC_ERR_NOTFOUND;
    entry = &policy->diagnostics.list[index];
    info = (struct fisc_diagnostic){
        .level = entry->level,
        .rule = entry->rule,
        .item = entry->item,
        .message = entry->message.en,
        .messages = {[FISC_LANGUAGE_JA] = entry->message.ja,
                     [FISC_LANGUAGE_EN] = entry->message.en},
        .file = entry->place.file ? entry->place.file : "",
        .line = entry->place.line,
        .column = entry->place.column,
    };
    return fisc__sized_copy(ret, &info, sizeof info, DIAGNOSTIC_LEAST);
}
