/* SPDX-License-Identifier: MIT */
/* Looks at everything that an object of the library tells. */

#include "walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
both(const char *const text[2])
{
    fuzz_string(text[FISC_LANGUAGE_JA]);
    fuzz_string(text[FISC_LANGUAGE_EN]);
}

/* ---- controls ------------------------------------------------------------*/

static void
walk_prop(const struct fisc_prop_info *prop)
{
    fuzz_string(prop->ns);
    fuzz_string(prop->name);
    fuzz_string(prop->value);
    fuzz_string(prop->class_name);
    fuzz_string(prop->remarks);
}

static void
walk_link(const struct fisc_link_info *link)
{
    fuzz_string(link->rel);
    fuzz_string(link->href);
    fuzz_string(link->text);
}

static void
walk_control_info(const struct fisc_control_info *control)
{
    fuzz_string(control->id);
    fuzz_string(control->label);
    both(control->title);
    both(control->text);
    both(control->guidance);
    fuzz_string(control->group);
    both(control->group_title);
    fuzz_string(control->parent);
    fuzz_string(control->file);
    FUZZ_HOLDS(!control->withdrawn || control->clause_count == 0);
}

static void
walk_clause_info(const struct fisc_clause_info *clause)
{
    fuzz_string(clause->key);
    fuzz_string(clause->label);
    fuzz_string(clause->control);
    both(clause->title);
    both(clause->text);
    both(clause->fail);
    fuzz_string(clause->file);
    FUZZ_HOLDS(fisc_role_name(clause->bearer)[0] != '\0');
    FUZZ_HOLDS(fisc_level_name(clause->level)[0] != '\0');
}

static void
walk_param_info(const struct fisc_param_info *param)
{
    fuzz_string(param->id);
    fuzz_string(param->type);
    both(param->label);
    fuzz_string(param->owner);
    fuzz_string(param->date);
    both(param->reason);
    fuzz_string(param->file);
}

static void
walk_control(const struct fisc_catalog *catalog, size_t index)
{
    struct fisc_control_info control = {.size = sizeof control};
    struct fisc_prop_info prop = {.size = sizeof prop};
    struct fisc_link_info link = {.size = sizeof link};
    size_t found;

    FUZZ_HOLDS(fisc_catalog_control(catalog, index, &control) == FISC_OK);
    walk_control_info(&control);
    FUZZ_HOLDS(control.first_clause + control.clause_count <=
               fisc_catalog_clause_count(catalog));
    for (size_t i = 0; i < control.prop_count; i++) {
        FUZZ_HOLDS(fisc_catalog_control_prop(catalog, index, i, &prop) ==
                   FISC_OK);
        walk_prop(&prop);
    }
    for (size_t i = 0; i < control.link_count; i++) {
        FUZZ_HOLDS(fisc_catalog_control_link(catalog, index, i, &link) ==
                   FISC_OK);
        walk_link(&link);
    }
    FUZZ_HOLDS(fisc_catalog_find_control(catalog, control.id, &found) ==
                   FISC_OK &&
               found == index);
}

static void
walk_clause(const struct fisc_catalog *catalog, size_t index)
{
    struct fisc_clause_info clause = {.size = sizeof clause};
    struct fisc_prop_info prop = {.size = sizeof prop};
    struct fisc_link_info link = {.size = sizeof link};
    size_t found;

    FUZZ_HOLDS(fisc_catalog_clause(catalog, index, &clause) == FISC_OK);
    walk_clause_info(&clause);
    for (size_t i = 0; i < clause.prop_count; i++) {
        FUZZ_HOLDS(fisc_catalog_clause_prop(catalog, index, i, &prop) ==
                   FISC_OK);
        walk_prop(&prop);
    }
    for (size_t i = 0; i < clause.link_count; i++) {
        FUZZ_HOLDS(fisc_catalog_clause_link(catalog, index, i, &link) ==
                   FISC_OK);
        walk_link(&link);
    }
    FUZZ_HOLDS(fisc_catalog_find_clause(catalog, clause.key, &found) ==
                   FISC_OK &&
               found == index);
}

static void
walk_param(const struct fisc_catalog *catalog, size_t index)
{
    struct fisc_param_info param = {.size = sizeof param};
    size_t found;

    FUZZ_HOLDS(fisc_catalog_param(catalog, index, &param) == FISC_OK);
    walk_param_info(&param);
    for (size_t i = 0; i < param.value_count; i++)
        fuzz_string(fisc_catalog_param_value(catalog, index, i));
    FUZZ_HOLDS(!fisc_catalog_param_value(catalog, index, param.value_count));
    FUZZ_HOLDS(fisc_catalog_find_param(catalog, param.id, &found) == FISC_OK &&
               found == index);
}

void
fuzz_walk_catalog(const struct fisc_catalog *catalog)
{
    struct fisc_group_info group = {.size = sizeof group};
    struct fisc_resource_info resource = {.size = sizeof resource};

    fuzz_string(fisc_catalog_name(catalog));
    fuzz_string(fisc_catalog_uuid(catalog));
    fuzz_string(fisc_catalog_version(catalog));
    fuzz_string(fisc_catalog_title(catalog, fisc_catalog_language(catalog)));
    for (size_t i = 0; i < fisc_catalog_group_count(catalog); i++) {
        FUZZ_HOLDS(fisc_catalog_group(catalog, i, &group) == FISC_OK);
        fuzz_string(group.id);
        fuzz_string(group.label);
        both(group.title);
        fuzz_string(group.parent);
    }
    for (size_t i = 0; i < fisc_catalog_resource_count(catalog); i++) {
        FUZZ_HOLDS(fisc_catalog_resource(catalog, i, &resource) == FISC_OK);
        fuzz_string(resource.uuid);
        fuzz_string(resource.title);
        fuzz_string(resource.href);
    }
    for (size_t i = 0; i < fisc_catalog_control_count(catalog); i++)
        walk_control(catalog, i);
    for (size_t i = 0; i < fisc_catalog_clause_count(catalog); i++)
        walk_clause(catalog, i);
    for (size_t i = 0; i < fisc_catalog_param_count(catalog); i++)
        walk_param(catalog, i);
}

/* ---- policies ------------------------------------------------------------*/

static void
walk_diagnostic(const struct fisc_diagnostic *diagnostic)
{
    fuzz_string(diagnostic->rule);
    fuzz_string(diagnostic->item);
    fuzz_string(diagnostic->message);
    fuzz_string(diagnostic->messages[FISC_LANGUAGE_JA]);
    fuzz_string(diagnostic->messages[FISC_LANGUAGE_EN]);
    fuzz_string(diagnostic->file);
}

static void
walk_fact(const struct fisc_policy *policy, size_t index)
{
    struct fisc_fact_info fact = {.size = sizeof fact};
    struct fisc_allowed_info allowed = {.size = sizeof allowed};

    FUZZ_HOLDS(fisc_policy_fact(policy, index, &fact) == FISC_OK);
    fuzz_string(fact.path);
    fuzz_string(fact.unit);
    fuzz_string(fact.max_age);
    both(fact.meaning);
    both(fact.question);
    FUZZ_HOLDS(fisc_fact_type_name(fact.type)[0] != '\0');
    for (size_t i = 0; i < fact.value_count; i++) {
        FUZZ_HOLDS(fisc_policy_fact_value(policy, index, i, &allowed) ==
                   FISC_OK);
        fuzz_string(allowed.name);
        both(allowed.title);
    }
}

static void
walk_selected(const struct fisc_policy *policy)
{
    struct fisc_control_info control = {.size = sizeof control};
    struct fisc_clause_info clause = {.size = sizeof clause};
    struct fisc_param_info param = {.size = sizeof param};
    const char *file;
    unsigned line;
    size_t found;

    for (size_t i = 0; i < fisc_policy_control_count(policy); i++) {
        FUZZ_HOLDS(fisc_policy_control(policy, i, &control) == FISC_OK);
        walk_control_info(&control);
    }
    for (size_t i = 0; i < fisc_policy_clause_count(policy); i++) {
        FUZZ_HOLDS(fisc_policy_clause(policy, i, &clause) == FISC_OK);
        walk_clause_info(&clause);
        fisc_policy_clause_check(policy, i, &file, &line);
        fuzz_string(file);
        FUZZ_HOLDS(fisc_policy_find_clause(policy, clause.key, &found) ==
                       FISC_OK &&
                   found == i);
    }
    for (size_t i = 0; i < fisc_policy_param_count(policy); i++) {
        FUZZ_HOLDS(fisc_policy_param(policy, i, &param) == FISC_OK);
        walk_param_info(&param);
        for (size_t j = 0; j < param.value_count; j++)
            fuzz_string(fisc_policy_param_value(policy, i, j));
    }
}

void
fuzz_walk_policy(const struct fisc_policy *policy)
{
    struct fisc_waiver_info waiver = {.size = sizeof waiver};
    struct fisc_diagnostic diagnostic = {.size = sizeof diagnostic};

    fuzz_string(fisc_policy_id(policy));
    fuzz_string(fisc_policy_title(policy, FISC_LANGUAGE_EN));
    FUZZ_HOLDS(strlen(fisc_policy_digest(policy)) == 64);
    FUZZ_HOLDS(strlen(fisc_policy_rules_digest(policy)) == 64);
    FUZZ_HOLDS(strlen(fisc_policy_params_digest(policy)) == 64);
    for (size_t i = 0; i < fisc_policy_catalog_count(policy); i++)
        fuzz_walk_catalog(fisc_policy_catalog(policy, i));
    walk_selected(policy);
    for (size_t i = 0; i < fisc_policy_fact_count(policy); i++)
        walk_fact(policy, i);
    for (size_t i = 0; i < fisc_policy_waiver_count(policy); i++) {
        FUZZ_HOLDS(fisc_policy_waiver(policy, i, &waiver) == FISC_OK);
        fuzz_string(waiver.id);
        fuzz_string(waiver.clause);
        fuzz_string(waiver.party);
        fuzz_string(waiver.subject);
        fuzz_string(waiver.approver);
        fuzz_string(waiver.ticket);
        fuzz_string(waiver.reason);
        FUZZ_HOLDS(waiver.from <= waiver.until);
    }
    for (size_t i = 0; i < fisc_policy_diagnostic_count(policy); i++) {
        FUZZ_HOLDS(fisc_policy_diagnostic(policy, i, &diagnostic) == FISC_OK);
        walk_diagnostic(&diagnostic);
    }
}

/* ---- descriptions --------------------------------------------------------*/

enum { PATH_SIZE = 4096 };

static void
walk_value(const struct fisc_value *value)
{
    fuzz_string(value->name);
    fuzz_string(value->string);
    fuzz_string(value->by);
    fuzz_string(value->why);
    fuzz_string(value->source);
    fuzz_string(value->evidence);
    fuzz_string(value->unknown);
    fuzz_string(value->file);
}

/* A path grows in place, so that the depth of a description is no problem. */
static void
walk_path(const struct fisc_system *system, char *path,
          const struct fisc_value *value)
{
    size_t end = strlen(path);

    for (size_t i = 0; i < value->count; i++) {
        struct fisc_value item = {.size = sizeof item};
        struct fisc_value same = {.size = sizeof same};
        int added;

        path[end] = '\0';
        FUZZ_HOLDS(fisc_system_item(system, path, i, &item) == FISC_OK);
        walk_value(&item);
        if (item.name[0] == '\0')
            continue; /* of a set */
        added = snprintf(path + end, PATH_SIZE - end,
                         value->type == FISC_VALUE_LIST ? "[%s]"
                         : end                          ? ".%s"
                                                        : "%s",
                         item.name);
        if (added < 0 || (size_t)added >= PATH_SIZE - end)
            continue;
        FUZZ_HOLDS(fisc_system_get(system, path, &same) == FISC_OK);
        FUZZ_HOLDS(same.type == item.type && same.count == item.count);
        if (item.type == FISC_VALUE_LIST || item.type == FISC_VALUE_RECORD)
            walk_path(system, path, &item);
    }
    path[end] = '\0';
}

void
fuzz_walk_system(const struct fisc_system *system)
{
    struct fisc_value root = {.size = sizeof root};
    char path[PATH_SIZE] = "";

    fuzz_string(fisc_system_id(system));
    fuzz_string(fisc_system_name(system));
    fuzz_string(fisc_system_title(system, FISC_LANGUAGE_JA));
    FUZZ_HOLDS(strlen(fisc_system_digest(system)) == 64);
    FUZZ_HOLDS(fisc_system_get(system, "", &root) == FISC_OK);
    walk_path(system, path, &root);
}

/* ---- reports -------------------------------------------------------------*/

static void
walk_fact_reference(const struct fisc_fact_reference *fact)
{
    fuzz_string(fact->path);
    fuzz_string(fact->value);
    fuzz_string(fact->wanted);
    fuzz_string(fact->role);
    fuzz_string(fact->source);
    fuzz_string(fact->evidence);
    fuzz_string(fact->date);
    fuzz_string(fact->file);
}

static void
walk_deciding(const struct fisc_deciding *deciding)
{
    fuzz_string(deciding->path);
    fuzz_string(deciding->state);
    fuzz_string(deciding->candidate);
    both(deciding->question);
    fuzz_string(deciding->file);
}

static void
walk_facts(const struct fisc_explanation *why)
{
    struct fisc_fact_reference fact = {.size = sizeof fact};
    struct fisc_deciding deciding = {.size = sizeof deciding};

    for (size_t i = 0; i < fisc_explanation_fact_count(why); i++) {
        FUZZ_HOLDS(fisc_explanation_fact(why, i, &fact) == FISC_OK);
        walk_fact_reference(&fact);
    }
    for (size_t i = 0; i < fisc_explanation_deciding_count(why); i++) {
        FUZZ_HOLDS(fisc_explanation_deciding(why, i, &deciding) == FISC_OK);
        walk_deciding(&deciding);
    }
}

static void
walk_result(const struct fisc_result_info *row)
{
    fuzz_string(row->key);
    fuzz_string(row->clause);
    fuzz_string(row->party);
    fuzz_string(row->reason);
    fuzz_string(row->via);
    fuzz_string(row->waiver);
    fuzz_string(row->moved_to);
    FUZZ_HOLDS(fisc_result_name(row->result)[0] != '\0');
}

static enum fisc_status
walk_row(const struct fisc_report *report, size_t index, unsigned char result)
{
    struct fisc_result_info row = {.size = sizeof row};
    struct fisc_explanation *why;
    struct fisc_error error;
    enum fisc_status status = fisc_report_result(report, index, &row);

    if (status != FISC_OK)
        return status;
    status = fisc_report_explain(report, index, &why, &error);
    if (status != FISC_OK)
        return fuzz_error(status, &error);
    walk_result(&row);
    FUZZ_HOLDS(row.result == (enum fisc_result)result);
    /* Who is told that something is unknown is told what would settle it. */
    FUZZ_HOLDS(row.result != FISC_RESULT_UNKNOWN ||
               fisc_explanation_deciding_count(why) > 0 ||
               strcmp(row.reason, "function") == 0);
    fuzz_string(fisc_explanation_message(why, FISC_LANGUAGE_JA));
    fuzz_string(fisc_explanation_message(why, FISC_LANGUAGE_EN));
    walk_facts(why);
    for (size_t i = 0; i < fisc_explanation_label_count(why); i++)
        fuzz_string(fisc_explanation_label(why, i));
    for (size_t i = 0; i < fisc_explanation_evidence_count(why); i++)
        fuzz_string(fisc_explanation_evidence(why, i));
    fisc_explanation_free(why);
    return FISC_OK;
}

enum fisc_status
fuzz_walk_report(const struct fisc_report *report)
{
    struct fisc_control_result control = {.size = sizeof control};
    struct fisc_diagnostic diagnostic = {.size = sizeof diagnostic};
    size_t count = fisc_report_result_count(report);
    unsigned char *results;
    enum fisc_status status = FISC_OK;

    results = malloc(count + 1);
    FUZZ_HOLDS(results != NULL);
    fisc_report_results(report, results, count);
    for (size_t i = 0; i < count && status == FISC_OK; i++)
        status = walk_row(report, i, results[i]);
    free(results);
    if (status != FISC_OK)
        return status;
    for (size_t i = 0; i < fisc_report_control_count(report); i++) {
        status = fisc_report_control(report, i, &control);
        if (status != FISC_OK)
            return status;
        fuzz_string(control.control);
        fuzz_string(control.label);
        fuzz_string(control.reason);
    }
    for (size_t i = 0; i < fisc_report_diagnostic_count(report); i++) {
        FUZZ_HOLDS(fisc_report_diagnostic(report, i, &diagnostic) == FISC_OK);
        walk_diagnostic(&diagnostic);
    }
    return FISC_OK;
}

/* ---- results that were read ----------------------------------------------*/

static void
walk_set_row(const struct fisc_result_set *set, size_t row)
{
    struct fisc_result_info info = {.size = sizeof info};
    struct fisc_fact_reference fact = {.size = sizeof fact};
    struct fisc_deciding deciding = {.size = sizeof deciding};
    size_t found;

    FUZZ_HOLDS(fisc_result_set_result(set, row, &info) == FISC_OK);
    walk_result(&info);
    FUZZ_HOLDS(fisc_result_set_find(set, info.key, &found) == FISC_OK &&
               found == row);
    fuzz_string(fisc_result_set_message(set, row, FISC_LANGUAGE_JA));
    fuzz_string(fisc_result_set_message(set, row, FISC_LANGUAGE_EN));
    for (size_t i = 0; i < fisc_result_set_fact_count(set, row); i++) {
        FUZZ_HOLDS(fisc_result_set_fact(set, row, i, &fact) == FISC_OK);
        walk_fact_reference(&fact);
    }
    for (size_t i = 0; i < fisc_result_set_deciding_count(set, row); i++) {
        FUZZ_HOLDS(fisc_result_set_deciding(set, row, i, &deciding) ==
                   FISC_OK);
        walk_deciding(&deciding);
    }
    for (size_t i = 0; i < fisc_result_set_label_count(set, row); i++)
        fuzz_string(fisc_result_set_label(set, row, i));
    for (size_t i = 0; i < fisc_result_set_evidence_count(set, row); i++)
        fuzz_string(fisc_result_set_evidence(set, row, i));
}

void
fuzz_walk_results(const struct fisc_result_set *set)
{
    struct fisc_control_result control = {.size = sizeof control};

    fuzz_string(fisc_result_set_name(set));
    fuzz_string(fisc_result_set_policy_digest(set));
    fuzz_string(fisc_result_set_system_digest(set));
    fuzz_string(fisc_result_set_system_id(set));
    for (size_t i = 0; i < fisc_result_set_count(set); i++)
        walk_set_row(set, i);
    for (size_t i = 0; i < fisc_result_set_control_count(set); i++) {
        FUZZ_HOLDS(fisc_result_set_control(set, i, &control) == FISC_OK);
        fuzz_string(control.control);
        fuzz_string(control.label);
        fuzz_string(control.reason);
    }
}

void
fuzz_walk_diff(const struct fisc_diff *diff)
{
    struct fisc_diff_control control = {.size = sizeof control};
    struct fisc_diff_entry entry = {.size = sizeof entry};
    size_t counts[FISC_DIFF_KIND_COUNT], count = 0;

    fisc_diff_counts(diff, counts);
    for (int i = 0; i < FISC_DIFF_KIND_COUNT; i++)
        count += counts[i];
    FUZZ_HOLDS(count == fisc_diff_entry_count(diff));
    for (size_t i = 0; i < count; i++) {
        FUZZ_HOLDS(fisc_diff_entry(diff, i, &entry) == FISC_OK);
        fuzz_string(entry.key);
        FUZZ_HOLDS(strlen(entry.ticket) == sizeof entry.ticket - 1);
        FUZZ_HOLDS((entry.kind == FISC_DIFF_UNCHANGED) == (entry.cause == 0));
    }
    for (size_t i = 0; i < fisc_diff_control_count(diff); i++) {
        FUZZ_HOLDS(fisc_diff_control(diff, i, &control) == FISC_OK);
        fuzz_string(control.control);
        fuzz_string(control.label);
    }
}
