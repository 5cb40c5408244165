/* SPDX-License-Identifier: MIT */
/* Params of all catalogs, and which one a clause means by a name. */

#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "policy/parts.h"

/*
 * An id is compared as prefix, '.', name; `prefix` of no length stands for
 * itself, without the dot.
 */
struct wanted {
    const char *prefix;
    size_t length;
    const char *name;
};

static int
compare_wanted(const struct wanted *wanted, const char *id)
{
    int order;

    if (wanted->length == 0)
        return strcmp(wanted->name, id);
    order = strncmp(wanted->prefix, id, wanted->length);
    if (order)
        return order;
    id += wanted->length;
    if (*id != '.')
        return '.' - (int)(unsigned char)*id;
    return strcmp(wanted->name, id + 1);
}

static int
find_id(const void *key, const void *element)
{
    const struct fisc__policy_param *const *param = element;

    return compare_wanted(key, (*param)->param->id);
}

static int
by_id(const void *a, const void *b)
{
    const struct fisc__policy_param *x =
        *(const struct fisc__policy_param *const *)a;
    const struct fisc__policy_param *y =
        *(const struct fisc__policy_param *const *)b;
    int order = strcmp(x->param->id, y->param->id);

    return order ? order : (x > y) - (x < y);
}

/* What a check calls a param of its own catalog: the id after its prefix. */
static const char *
short_name(const char *id)
{
    const char *dot = strchr(id, '.');

    return dot && dot[1] ? dot + 1 : id;
}

static bool
fill_param(struct fisc_policy *policy, const struct fisc_catalog *catalog,
           const struct fisc__param *param, struct fisc__policy_param *ret)
{
    ret->param = param;
    ret->catalog = catalog;
    ret->read = (struct fisc__param_read){
        .state = param->value_count ? FISC__KNOWN : FISC__UNSET,
        .values = param->values,
        .count = param->value_count,
        .type = param->type,
        .path = fisc__arena_format(&policy->arena, "param:%s",
                                   short_name(param->id)),
    };
    return ret->read.path != NULL;
}

/* Two catalogs can't both define one id. */
static enum fisc_status
refuse_equal(const struct fisc_policy *policy, struct fisc_error *reterr)
{
    for (size_t i = 1; i < policy->param_count; i++) {
        const struct fisc__param *first = policy->params_by_id[i - 1]->param;
        const struct fisc__param *second = policy->params_by_id[i]->param;

        if (strcmp(first->id, second->id) == 0)
            return fisc__error_item(
                reterr, FISC_ERR_CONFLICT, &second->place, second->id,
                "the param \"%s\" is defined twice, first at %s:%u:%u",
                second->id, first->place.file, first->place.line,
                first->place.column);
    }
    return FISC_OK;
}

enum fisc_status
fisc__policy_collect_params(struct fisc_policy *policy,
                            struct fisc_error *reterr)
{
    size_t count = 0, n = 0;

    for (size_t i = 0; i < policy->catalog_count; i++)
        count += policy->catalogs[i]->param_count;
    policy->params = fisc__arena_array(&policy->arena, count,
                                       sizeof *policy->params);
    policy->params_by_id = fisc__arena_array(&policy->arena, count,
                                             sizeof *policy->params_by_id);
    if (!policy->params || !policy->params_by_id)
        return fisc__error_nomem(reterr);
    for (size_t i = 0; i < policy->catalog_count; i++) {
        const struct fisc_catalog *catalog = policy->catalogs[i];

        for (size_t j = 0; j < catalog->param_count; j++, n++) {
            policy->params_by_id[n] = &policy->params[n];
            if (!fill_param(policy, catalog, catalog->params[j],
                            &policy->params[n]))
                return fisc__error_nomem(reterr);
        }
    }
    policy->param_count = count;
    qsort(policy->params_by_id, count, sizeof *policy->params_by_id, by_id);
    return refuse_equal(policy, reterr);
}

static const struct fisc__policy_param *
find_param(const struct fisc_policy *policy, struct wanted wanted)
{
    struct fisc__policy_param **found =
        bsearch(&wanted, policy->params_by_id, policy->param_count,
                sizeof *policy->params_by_id, find_id);

    return found ? *found : NULL;
}

/*
 * A check on trial has no catalog of its own: the one param that any catalog
 * calls so. *ret_count is 2 where there are more.
 */
static const struct fisc__policy_param *
find_anywhere(const struct fisc_policy *policy, const char *name,
              size_t *ret_count)
{
    const struct fisc__policy_param *found = NULL;

    *ret_count = 0;
    for (size_t i = 0; i < policy->param_count && *ret_count < 2; i++)
        if (strcmp(short_name(policy->params[i].param->id), name) == 0) {
            found = &policy->params[i];
            ++*ret_count;
        }
    return found;
}

static enum fisc_status
refuse_name(const struct fisc_policy *policy, const char *clause,
            size_t prefix, const char *name, const struct fisc__place *place,
            struct fisc_error *reterr)
{
    struct fisc__nearest nearest;

    fisc__nearest_init(&nearest, name);
    for (size_t i = 0; i < policy->param_count; i++) {
        const char *id = policy->params[i].param->id;

        fisc__nearest_offer(&nearest, id);
        if (strncmp(id, clause, prefix) == 0 && id[prefix] == '.')
            fisc__nearest_offer(&nearest, id + prefix + 1);
    }
    return fisc__error_item(reterr, FISC_ERR_INVALID, place, clause,
                            "no catalog has a param \"%s\" or \"%.*s.%s\""
                            "%s%s%s",
                            name, (int)prefix, clause, name,
                            nearest.best ? "; did you mean \"" : "",
                            nearest.best ? nearest.best : "",
                            nearest.best ? "\"?" : "");
}

enum fisc_status
fisc__policy_resolve_param(void *data, const char *clause, const char *name,
                           const struct fisc__place *place,
                           const struct fisc__param_read **ret,
                           struct fisc_error *reterr)
{
    const struct fisc_policy *policy = data;
    size_t prefix = strcspn(clause, ".");
    const struct fisc__policy_param *param =
        find_param(policy, (struct wanted){"", 0, name});

    size_t count = 0;

    if (!param && prefix)
        param = find_param(policy, (struct wanted){clause, prefix, name});
    if (!param && policy->trial)
        param = find_anywhere(policy, name, &count);
    if (count > 1)
        return fisc__error_item(reterr, FISC_ERR_INVALID, place, clause,
                                "several catalogs have a param \"%s\": give "
                                "its id",
                                name);
    if (!param)
        return refuse_name(policy, clause, prefix, name, place, reterr);
    *ret = &param->read;
    return FISC_OK;
}

static enum fisc_status
check_values(const struct fisc_policy *policy,
             const struct fisc__param_setting *setting, const char *type,
             struct fisc_error *reterr)
{
    if (setting->count > 1 && strcmp(type, "set") != 0)
        return fisc__error_item(reterr, FISC_ERR_INVALID, &setting->place,
                                setting->id, "only a set has several values");
    for (size_t i = 0; i < setting->count; i++) {
        const char *wanted = fisc__param_wanted(policy->context, type,
                                                setting->values[i]);

        if (wanted)
            return fisc__error_item(reterr, FISC_ERR_INVALID, &setting->place,
                                    setting->id,
                                    "the value \"%s\" is not %s",
                                    setting->values[i], wanted);
    }
    return FISC_OK;
}

/* The values live as long as the policy. */
static const char *const *
copy_values(struct fisc_policy *policy,
            const struct fisc__param_setting *setting)
{
    const char **values = fisc__arena_array(&policy->arena, setting->count,
                                            sizeof *values);

    for (size_t i = 0; values && i < setting->count; i++) {
        values[i] = fisc__arena_string(&policy->arena, setting->values[i]);
        if (!values[i])
            return NULL;
    }
    return values;
}

enum fisc_status
fisc__policy_set_param(struct fisc_policy *policy,
                       const struct fisc__param_setting *setting,
                       struct fisc_error *reterr)
{
    size_t count = 1;
    const struct fisc__policy_param *found =
        find_param(policy, (struct wanted){"", 0, setting->id});
    struct fisc__policy_param *param;
    enum fisc_status status;

    if (!found)
        found = find_anywhere(policy, setting->id, &count);
    if (!found || count > 1)
        return fisc__error_item(reterr, FISC_ERR_INVALID, &setting->place,
                                setting->id,
                                found ? "several catalogs have a param "
                                        "\"%s\": give its id"
                                      : "no catalog has a param \"%s\"",
                                setting->id);
    param = &policy->params[found - policy->params];
    status = check_values(policy, setting, param->param->type, reterr);
    if (status)
        return status;
    param->read.values = copy_values(policy, setting);
    param->read.count = setting->count;
    param->read.state = setting->count ? FISC__KNOWN : FISC__UNSET;
    return param->read.values ? FISC_OK : fisc__error_nomem(reterr);
}
