/* SPDX-License-Identifier: MIT */
/* Random policies with their descriptions, as generate.lua prints them. */

#include "semantics/groups.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SOURCES = 4 };

const char *
text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text ? text : "";
}

void
group_ok(const struct group *group, enum fisc_status status,
         const struct fisc_error *error)
{
    char text[1100];

    if (status == FISC_OK)
        return;
    fisc_error_format(error, text, sizeof text);
    ck_abort_msg("group %u: %s", group->number, text);
}

static struct fisc_system *
parse(struct group *group, const char *name, const char *text)
{
    struct fisc_system *system = NULL;
    struct fisc_error error;

    group_ok(group,
             fisc_system_parse(group->context, name, text, strlen(text),
                               FISC_SYSTEM_JSON, &system, &error),
             &error);
    return system;
}

static unsigned
roles_of(const json_t *with)
{
    static const char *const names[] = {"customer", "provider", "operator",
                                        "supplier"};
    unsigned roles = 0;
    size_t i;
    json_t *name;

    json_array_foreach (json_object_get(with, "roles"), i, name)
        for (unsigned role = 0; role < 4; role++)
            if (strcmp(json_string_value(name), names[role]) == 0)
                roles |= 1u << role;
    return roles;
}

void
group_ask(struct group *group, const json_t *joined, const json_t *with,
          struct group_question *ret)
{
    const char *party;
    json_t *other;

    memset(ret, 0, sizeof *ret);
    ret->options.size = sizeof ret->options;
    json_object_foreach ((json_t *)joined, party, other) {
        struct fisc_joined *next = &ret->others[ret->options.joined_count++];

        ck_assert_uint_le(ret->options.joined_count, GROUP_JOINED);
        next->size = sizeof *next;
        next->party = party;
        next->system = parse(group, party, json_string_value(other));
    }
    ret->options.joined = ret->others;
    ret->options.roles = roles_of(with);
    ck_assert_int_eq(fisc_date_parse(text_of(with, "as_of"),
                                     &ret->options.as_of), FISC_OK);
}

void
group_answered(struct group_question *question)
{
    for (size_t i = 0; i < question->options.joined_count; i++)
        fisc_system_unref(question->others[i].system);
}

struct fisc_report *
group_evaluate(struct group *group, const char *text, const json_t *joined,
               const json_t *with)
{
    struct group_question question;
    struct fisc_system *system = parse(group, "system.json", text);
    struct fisc_report *report = NULL;
    struct fisc_error error;

    group_ask(group, joined, with, &question);
    group_ok(group,
             fisc_eval(group->evaluator, system, &question.options, &report,
                       &error),
             &error);
    group_answered(&question);
    fisc_system_unref(system);
    return report;
}

void
group_load(struct group *group)
{
    static const char *const names[SOURCES] = {"catalog.xml", "vocabulary.xml",
                                               "checks.lua", "waivers.xml"};
    static const char *const keys[SOURCES] = {"catalog", "vocabulary",
                                              "checks", "waivers"};
    struct fisc_source sources[SOURCES] = {0};
    struct fisc_error error;

    for (size_t i = 0; i < SOURCES; i++) {
        sources[i].size = sizeof *sources;
        sources[i].name = names[i];
        sources[i].data = text_of(group->texts, keys[i]);
        sources[i].length = strlen(sources[i].data);
    }
    group_ok(group, fisc_context_new(NULL, &group->context, &error), &error);
    group_ok(group,
             fisc_policy_load(group->context, sources, SOURCES, &group->policy,
                              &error),
             &error);
    group_ok(group,
             fisc_evaluator_new(group->policy, &group->evaluator, &error),
             &error);
}

void
group_unload(struct group *group)
{
    fisc_evaluator_free(group->evaluator);
    fisc_policy_unref(group->policy);
    fisc_context_unref(group->context);
}

static void
one(unsigned number, const char *line, size_t length,
    void (*work)(struct group *group, void *data), void *data)
{
    struct group group = {.number = number};
    json_error_t error;
    json_t *texts = json_loadb(line, length, 0, &error);

    ck_assert_msg(texts != NULL, "group %u: %s", number, error.text);
    group.texts = texts;
    group_load(&group);
    work(&group, data);
    group_unload(&group);
    json_decref(texts);
}

unsigned
groups_each(void (*work)(struct group *group, void *data), void *data)
{
    const char *command = getenv("FISC_GENERATE");
    const char *only = getenv("FISC_GROUP");
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    unsigned number = 0;
    FILE *pipe;

    ck_assert_msg(command != NULL, "FISC_GENERATE must name the generator");
    pipe = popen(command, "r");
    ck_assert_ptr_nonnull(pipe);
    while ((length = getline(&line, &size, pipe)) > 0) {
        number++;
        if (!only || strtoul(only, NULL, 10) == number)
            one(number, line, (size_t)length, work, data);
    }
    free(line);
    ck_assert_msg(pclose(pipe) == 0, "%s", command);
    return number;
}
