/* SPDX-License-Identifier: MIT */
/*
 * fisc show: what a catalog keeps on record of a control or a clause beside
 * its texts. Marks, answers, references that lead nowhere, sources.
 */

#include <stdio.h>
#include <string.h>

#include "cli.h"

#define OURS "urn:libfisc:oscal:1"

enum { COLUMNS = 13, LONGEST = 4096 };

/* How a catalog is asked about a kind of its items. */
struct kind {
    enum fisc_status (*find)(const struct fisc_catalog *catalog,
                             const char *name, size_t *ret);
    enum fisc_status (*prop)(const struct fisc_catalog *catalog, size_t item,
                             size_t index, struct fisc_prop_info *ret);
    enum fisc_status (*link)(const struct fisc_catalog *catalog, size_t item,
                             size_t index, struct fisc_link_info *ret);
};

static const struct kind controls = {fisc_catalog_find_control,
                                     fisc_catalog_control_prop,
                                     fisc_catalog_control_link};
static const struct kind clauses = {fisc_catalog_find_clause,
                                    fisc_catalog_clause_prop,
                                    fisc_catalog_clause_link};

struct record {
    const struct kind *kind;
    const struct fisc_catalog *catalog;
    const char *title; /* of what is printed; "" after its first line */
    size_t index;
};

/* Is it shown elsewhere, as a title, a text or what it means? */
static bool
is_shown(const char *name)
{
    static const char *const shown[] = {
        "title",   "title-ja", "title-en", "text-ja", "text-en",
        "fail-ja", "fail-en",  "bearer",   "level",   "status"};

    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (strcmp(shown[i], name) == 0)
            return true;
    return false;
}

static void
print_line(struct record *record, const char *text)
{
    cli_print(stdout, record->title, COLUMNS);
    cli_print_wrapped(stdout, text, COLUMNS, COLUMNS);
    record->title = "";
}

static void
print_props(struct record *record)
{
    struct fisc_prop_info prop = {.size = sizeof prop};
    char line[LONGEST];

    for (size_t i = 0; record->kind->prop(record->catalog, record->index, i,
                                          &prop) == FISC_OK; i++) {
        if (strcmp(prop.ns, OURS) != 0 || is_shown(prop.name))
            continue;
        snprintf(line, sizeof line, "%s = %s", prop.name, prop.value);
        print_line(record, line);
        if (*prop.remarks) {
            printf("%*s", COLUMNS + 2, "");
            cli_print_wrapped(stdout, prop.remarks, COLUMNS + 2, COLUMNS + 2);
        }
    }
}

static bool
find_resource(const struct record *record, const char *uuid,
              struct fisc_resource_info *ret)
{
    size_t count = fisc_catalog_resource_count(record->catalog);

    for (size_t i = 0; i < count; i++)
        if (fisc_catalog_resource(record->catalog, i, ret) == FISC_OK &&
            strcmp(ret->uuid, uuid) == 0)
            return true;
    return false;
}

static void
print_links(struct record *record)
{
    struct fisc_link_info link = {.size = sizeof link};
    char line[LONGEST];

    for (size_t i = 0; record->kind->link(record->catalog, record->index, i,
                                          &link) == FISC_OK; i++) {
        struct fisc_resource_info to = {.size = sizeof to};

        if (*link.href == '#' && find_resource(record, link.href + 1, &to))
            snprintf(line, sizeof line, "%s%s%s%s%s", link.rel,
                     *link.rel ? ": " : "", to.title, *to.href ? "  " : "",
                     to.href);
        else
            snprintf(line, sizeof line, "%s%s%s", link.rel,
                     *link.rel ? ": " : "", link.href);
        print_line(record, line);
    }
}

void
cli_print_record(const struct fisc_policy *policy, const char *id, bool clause,
                 enum fisc_language language)
{
    static const char *const titles[][2] = {{"記録", "on record"},
                                            {"リンク", "links"}};
    size_t count = fisc_policy_catalog_count(policy);

    for (size_t i = 0; i < count; i++) {
        struct record record = {.kind = clause ? &clauses : &controls,
                                .catalog = fisc_policy_catalog(policy, i)};

        if (record.kind->find(record.catalog, id, &record.index) != FISC_OK)
            continue;
        record.title = titles[0][language];
        print_props(&record);
        record.title = titles[1][language];
        print_links(&record);
        return;
    }
}
