/* SPDX-License-Identifier: MIT */
/*
 * The library and the reference model agree: random policies and descriptions
 * of generate.lua, evaluated through the public API.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "semantics/groups.h"
#include "support/run.h"

enum { SHOWN = 12 }; /* differences written out in full */

static struct {
    unsigned systems, rows, differences;
    unsigned of_kind[16];
} tally;

static const char *const kinds[] = {"rows",     "result",   "reason",
                                    "via",      "waiver",   "labels",
                                    "deciding", "minimal",  "facts",
                                    "roles",    "evidence", "controls", NULL};

/* ---- both sides as text --------------------------------------------------*/

struct line {
    char text[8192];
    size_t length;
};

static void
add(struct line *line, const char *first, const char *second,
    const char *third)
{
    const char *const parts[] = {line->length ? "\n    " : "    ", first,
                                 second, third};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t n = strlen(parts[i]);

        ck_assert_uint_lt(line->length + n, sizeof line->text);
        memcpy(line->text + line->length, parts[i], n + 1);
        line->length += n;
    }
}

static void
join(char *out, size_t size, const char *state, const char *candidate)
{
    snprintf(out, size, ": %s%s%s", state, *candidate ? " " : "", candidate);
}

static struct line
wanted_list(const json_t *row, const char *field)
{
    struct line line = {.length = 0};
    size_t i;
    json_t *entry;

    json_array_foreach (json_object_get(row, field), i, entry) {
        char more[256];

        if (json_is_string(entry)) {
            add(&line, json_string_value(entry), "", "");
            continue;
        }
        join(more, sizeof more, text_of(entry, "state"),
             text_of(entry, "candidate"));
        if (strcmp(field, "facts") == 0)
            add(&line, text_of(entry, "path"), "", "");
        else
            add(&line, text_of(entry, "path"), more, "");
    }
    return line;
}

static struct line
wanted_roles(const json_t *row)
{
    struct line line = {.length = 0};
    size_t i;
    json_t *entry;

    json_array_foreach (json_object_get(row, "facts"), i, entry)
        add(&line, text_of(entry, "path"), " ", text_of(entry, "role"));
    return line;
}

struct found {
    char message[512];
    struct line labels, deciding, facts, roles, evidence;
    int minimal;
};

static struct found
explain(const struct fisc_report *report, size_t index)
{
    struct found found = {.minimal = 1};
    struct fisc_explanation *why = NULL;
    struct fisc_error error;

    ck_assert_int_eq(fisc_report_explain(report, index, &why, &error),
                     FISC_OK);
    for (size_t i = 0; i < fisc_explanation_label_count(why); i++)
        add(&found.labels, fisc_explanation_label(why, i), "", "");
    for (size_t i = 0; i < fisc_explanation_deciding_count(why); i++) {
        struct fisc_deciding entry = {.size = sizeof entry};
        char more[256];

        fisc_explanation_deciding(why, i, &entry);
        join(more, sizeof more, entry.state, entry.candidate);
        add(&found.deciding, entry.path, more, "");
    }
    for (size_t i = 0; i < fisc_explanation_fact_count(why); i++) {
        struct fisc_fact_reference entry = {.size = sizeof entry};

        fisc_explanation_fact(why, i, &entry);
        add(&found.facts, entry.path, "", "");
        add(&found.roles, entry.path, " ", entry.role);
    }
    for (size_t i = 0; i < fisc_explanation_evidence_count(why); i++)
        add(&found.evidence, fisc_explanation_evidence(why, i), "", "");
    found.minimal = fisc_explanation_deciding_minimal(why);
    snprintf(found.message, sizeof found.message, "%s",
             fisc_explanation_message(why, FISC_LANGUAGE_EN));
    fisc_explanation_free(why);
    return found;
}

/* ---- differences ---------------------------------------------------------*/

struct place {
    const struct group *group;
    const json_t *system;
    const char *key;
    const char *message; /* of the library */
};

static void
show_check(const struct place *place)
{
    const char *checks = text_of(place->group->texts, "checks");
    char wanted[256];
    const char *at;

    snprintf(wanted, sizeof wanted, "check \"%.*s\"",
             (int)strcspn(place->key, "@"), place->key);
    at = strstr(checks, wanted);
    if (at)
        printf("  %.*s\n", (int)strcspn(at, "\n"), at);
}

static int
kind_of(const char *name)
{
    for (int i = 0; kinds[i]; i++)
        if (strcmp(kinds[i], name) == 0)
            return i;
    return 0;
}

static void
compare(const struct place *place, const char *kind, const char *model,
        const char *library)
{
    const char *only = getenv("FISC_AGREEMENT_KIND");
    int number = kind_of(kind);

    if (strcmp(model, library) == 0)
        return;
    tally.differences++;
    if (only && strcmp(only, kind) != 0)
        return;
    if (tally.of_kind[number]++ >= SHOWN)
        return;
    printf("group %u, %s as of %s, %s: %s differs\n  model:\n%s%s\n"
           "  library:\n%s%s\n",
           place->group->number, text_of(place->system, "name"),
           text_of(place->system, "as_of"), place->key, kind,
           strchr(model, ' ') ? "" : "    ", model,
           strchr(library, ' ') ? "" : "    ", library);
    show_check(place);
    if (*place->message)
        printf("  %s\n", place->message);
    if (getenv("FISC_AGREEMENT_VERBOSE")) {
        char *joined = json_dumps(json_object_get(place->system, "joined"),
                                  JSON_COMPACT);

        printf("  %s\n  joined: %s\n", text_of(place->system, "system"),
               joined);
        free(joined);
    }
}

static void
compare_row(struct place *place, const json_t *row,
            const struct fisc_report *report, size_t index)
{
    struct fisc_result_info info = {.size = sizeof info};
    struct found found = explain(report, index);

    fisc_report_result(report, index, &info);
    place->key = text_of(row, "key");
    place->message = found.message;
    tally.rows++;
    compare(place, "rows", place->key, info.key);
    compare(place, "result", text_of(row, "result"),
            fisc_result_name(info.result));
    compare(place, "reason", text_of(row, "reason"), info.reason);
    compare(place, "via", text_of(row, "via"), info.via);
    compare(place, "waiver", text_of(row, "waiver"), info.waiver);
    compare(place, "labels", wanted_list(row, "labels").text,
            found.labels.text);
    compare(place, "deciding", wanted_list(row, "deciding").text,
            found.deciding.text);
    compare(place, "minimal",
            json_is_true(json_object_get(row, "minimal")) ? "yes" : "no",
            found.minimal ? "yes" : "no");
    compare(place, "evidence", wanted_list(row, "evidence").text,
            found.evidence.text);
    compare(place, "facts", wanted_list(row, "facts").text, found.facts.text);
    if (strcmp(wanted_list(row, "facts").text, found.facts.text) == 0)
        compare(place, "roles", wanted_roles(row).text, found.roles.text);
}

static void
compare_controls(struct place *place, const struct fisc_report *report)
{
    const json_t *wanted = json_object_get(place->system, "controls");

    ck_assert_uint_eq(fisc_report_control_count(report),
                      json_array_size(wanted));
    for (size_t i = 0; i < json_array_size(wanted); i++) {
        const json_t *control = json_array_get(wanted, i);
        struct fisc_control_result result = {.size = sizeof result};
        char model[256], library[256];

        fisc_report_control(report, i, &result);
        place->key = result.control;
        place->message = "";
        snprintf(model, sizeof model, "%s %s %s", text_of(control, "control"),
                 text_of(control, "state"), text_of(control, "reason"));
        snprintf(library, sizeof library, "%s %s %s", result.control,
                 result.state == FISC_CONTROL_SATISFIED ? "satisfied"
                                                        : "not-satisfied",
                 result.reason);
        compare(place, "controls", model, library);
    }
}

static void
compare_report(struct place *place, const struct fisc_report *report)
{
    const json_t *rows = json_object_get(place->system, "rows");

    tally.systems++;
    ck_assert_uint_eq(fisc_report_result_count(report), json_array_size(rows));
    for (size_t i = 0; i < json_array_size(rows); i++)
        compare_row(place, json_array_get(rows, i), report, i);
    compare_controls(place, report);
}

static void
compare_group(struct group *group, void *data)
{
    struct place place = {.group = group};
    size_t i;
    json_t *system;

    (void)data;
    json_array_foreach (json_object_get(group->texts, "systems"), i, system) {
        struct fisc_report *report = group_evaluate(
            group, text_of(system, "system"),
            json_object_get(system, "joined"), system);

        place.system = system;
        compare_report(&place, report);
        fisc_report_unref(report);
    }
}

START_TEST(agreement__library_and_model_say_the_same)
{
    unsigned groups = groups_each(compare_group, NULL);

    printf("%u groups, %u descriptions, %u rows, %u differences\n", groups,
           tally.systems, tally.rows, tally.differences);
    for (int i = 0; kinds[i]; i++)
        if (tally.of_kind[i])
            printf("  %s: %u\n", kinds[i], tally.of_kind[i]);
    ck_assert_uint_gt(tally.rows, 0);
    ck_assert_uint_eq(tally.differences, 0);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("agreement");

    tcase_add_test(tests, agreement__library_and_model_say_the_same);
    return run_case("semantics", tests);
}
