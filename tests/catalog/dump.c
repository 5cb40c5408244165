/* SPDX-License-Identifier: MIT */
/* Catalogs as text, for comparing with what is expected. */

#include "catalog/dump.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/run.h"

/* One text if both languages have the same. */
static void
dump_text(FILE *file, const char *name, const char *const text[2])
{
    if (text[0][0] == '\0' && text[1][0] == '\0')
        return;
    if (strcmp(text[0], text[1]) == 0)
        fprintf(file, "    %s: %s\n", name, text[0]);
    else
        fprintf(file, "    %s: %s | %s\n", name, text[0], text[1]);
}

static void
dump_param(FILE *file, const struct fisc_catalog *catalog, size_t index)
{
    struct fisc_param_info info = {.size = sizeof info};

    ck_assert_int_eq(fisc_catalog_param(catalog, index, &info), FISC_OK);
    fprintf(file, "param %s (%s) at %s:%u\n", info.id, info.type, info.file,
            info.line);
    for (size_t i = 0; i < info.value_count; i++)
        fprintf(file, "    value: %s\n",
                fisc_catalog_param_value(catalog, index, i));
    ck_assert_ptr_null(
        fisc_catalog_param_value(catalog, index, info.value_count));
    if (info.owner[0] || info.date[0])
        fprintf(file, "    by: %s %s\n", info.owner, info.date);
    dump_text(file, "label", info.label);
    dump_text(file, "reason", info.reason);
}

static void
dump_clause(FILE *file, const struct fisc_catalog *catalog, size_t index)
{
    struct fisc_clause_info info = {.size = sizeof info};
    struct fisc_link_info link = {.size = sizeof link};

    ck_assert_int_eq(fisc_catalog_clause(catalog, index, &info), FISC_OK);
    fprintf(file, "  clause %s %s %s at %s:%u\n", info.key,
            fisc_role_name(info.bearer), fisc_level_name(info.level),
            info.file, info.line);
    if (info.label[0])
        fprintf(file, "    label: %s\n", info.label);
    dump_text(file, "title", info.title);
    dump_text(file, "text", info.text);
    dump_text(file, "fail", info.fail);
    for (size_t i = 0; i < info.link_count; i++) {
        ck_assert_int_eq(fisc_catalog_clause_link(catalog, index, i, &link),
                         FISC_OK);
        fprintf(file, "    link: %s %s %s\n", link.rel, link.href, link.text);
    }
}

static void
dump_control(FILE *file, const struct fisc_catalog *catalog, size_t index)
{
    struct fisc_control_info info = {.size = sizeof info};
    struct fisc_prop_info prop = {.size = sizeof prop};
    struct fisc_link_info link = {.size = sizeof link};

    ck_assert_int_eq(fisc_catalog_control(catalog, index, &info), FISC_OK);
    fprintf(file, "control %s [%s] in %s%s%s%s at %s:%u\n", info.id,
            info.label, info.group, info.parent[0] ? ", " : "", info.parent,
            info.withdrawn ? ", withdrawn" : "", info.file, info.line);
    dump_text(file, "title", info.title);
    dump_text(file, "text", info.text);
    dump_text(file, "guidance", info.guidance);
    for (size_t i = 0; i < info.prop_count; i++) {
        ck_assert_int_eq(fisc_catalog_control_prop(catalog, index, i, &prop),
                         FISC_OK);
        fprintf(file, "    prop: %s {%s} = %s%s%s\n", prop.name, prop.ns,
                prop.value, prop.remarks[0] ? "; " : "", prop.remarks);
    }
    for (size_t i = 0; i < info.link_count; i++) {
        ck_assert_int_eq(fisc_catalog_control_link(catalog, index, i, &link),
                         FISC_OK);
        fprintf(file, "    link: %s %s %s\n", link.rel, link.href, link.text);
    }
    for (size_t i = 0; i < info.clause_count; i++)
        dump_clause(file, catalog, info.first_clause + i);
}

static void
dump_group(FILE *file, const struct fisc_catalog *catalog, size_t index)
{
    struct fisc_group_info info = {.size = sizeof info};

    ck_assert_int_eq(fisc_catalog_group(catalog, index, &info), FISC_OK);
    fprintf(file, "group %s [%s]%s%s at %s:%u\n", info.id, info.label,
            info.parent[0] ? " in " : "", info.parent, info.file, info.line);
    dump_text(file, "title", info.title);
}

void
dump_catalog(FILE *file, const struct fisc_catalog *catalog)
{
    const char *title[2] = {fisc_catalog_title(catalog, FISC_LANGUAGE_JA),
                            fisc_catalog_title(catalog, FISC_LANGUAGE_EN)};
    struct fisc_resource_info resource = {.size = sizeof resource};

    fprintf(file, "catalog %s %s (%s)\n", fisc_catalog_name(catalog),
            fisc_catalog_version(catalog),
            fisc_catalog_language(catalog) == FISC_LANGUAGE_JA ? "ja" : "en");
    dump_text(file, "title", title);
    for (size_t i = 0; i < fisc_catalog_param_count(catalog); i++)
        dump_param(file, catalog, i);
    for (size_t i = 0; i < fisc_catalog_group_count(catalog); i++)
        dump_group(file, catalog, i);
    for (size_t i = 0; i < fisc_catalog_control_count(catalog); i++)
        dump_control(file, catalog, i);
    for (size_t i = 0; i < fisc_catalog_resource_count(catalog); i++) {
        ck_assert_int_eq(fisc_catalog_resource(catalog, i, &resource),
                         FISC_OK);
        fprintf(file, "resource %s %s %s\n", resource.uuid, resource.title,
                resource.href);
    }
}

void
dump_diagnostics(FILE *file, const struct fisc__diagnostics *diagnostics)
{
    for (size_t i = 0; i < diagnostics->count; i++) {
        const struct fisc__diagnostic *entry = &diagnostics->list[i];

        fprintf(file, "%s:%u:%u: [%s] %s: %s\n", entry->place.file,
                entry->place.line, entry->place.column, entry->rule,
                entry->item, entry->message.en);
    }
}

/* What one case holds on to. */
struct state {
    struct fisc_context *context;
    struct fisc__arena arena;
    struct fisc__diagnostics diagnostics;
    struct fisc_error error;
};

static enum fisc_status
parse_file(struct state *state, const char *folder, const char *name,
           struct fisc__xml **ret)
{
    char relative[256];
    char *path, *text;
    size_t length;
    enum fisc_status status;

    snprintf(relative, sizeof relative, "%s/%s", folder, name);
    path = source_path(relative);
    if (access(path, R_OK) != 0) {
        free(path);
        return FISC_ERR_IO;
    }
    text = read_text(path, &length);
    status = fisc__xml_parse(&state->arena, name, text, length, ret,
                             &state->error);
    free(text);
    free(path);
    return status;
}

static enum fisc_status
dump_profile(FILE *file, struct state *state, const struct fisc__xml *root,
             const struct fisc__xml *document)
{
    const struct fisc__profile *profile;
    struct fisc_catalog **catalogs;
    size_t count;
    enum fisc_status status =
        fisc__profile_read(&state->arena, root, &profile, &state->error);

    if (status == FISC_OK)
        status = fisc__profile_apply(state->context, profile, &document, 1,
                                     &state->diagnostics, &catalogs, &count,
                                     &state->error);
    if (status != FISC_OK)
        return status;
    for (size_t i = 0; i < count; i++) {
        dump_catalog(file, catalogs[i]);
        fisc_catalog_unref(catalogs[i]);
    }
    fisc__free(state->context, catalogs, count * sizeof *catalogs);
    return FISC_OK;
}

static enum fisc_status
dump_files(FILE *file, struct state *state, const char *folder)
{
    struct fisc__xml *document, *profile;
    struct fisc_catalog *catalog;
    enum fisc_status status =
        parse_file(state, folder, "catalog.xml", &document);

    if (status != FISC_OK)
        return status;
    status = parse_file(state, folder, "profile.xml", &profile);
    if (status == FISC_OK)
        return dump_profile(file, state, profile, document);
    if (status != FISC_ERR_IO)
        return status;
    status = fisc_catalog__read(state->context, document, &state->diagnostics,
                                &catalog, &state->error);
    if (status == FISC_OK) {
        dump_catalog(file, catalog);
        fisc_catalog_unref(catalog);
    }
    return status;
}

void
dump_case(FILE *file, const char *folder)
{
    struct state state;
    char line[1200];
    enum fisc_status status;

    memset(&state, 0, sizeof state);
    ck_assert_int_eq(fisc_context_new(NULL, &state.context, NULL), FISC_OK);
    fisc__arena_init(&state.arena, state.context);
    fisc__diagnostics_init(&state.diagnostics, &state.arena);
    status = dump_files(file, &state, folder);
    if (status == FISC_OK) {
        dump_diagnostics(file, &state.diagnostics);
    } else {
        ck_assert_int_eq(state.error.status, status);
        fisc_error_format(&state.error, line, sizeof line);
        fprintf(file, "%s\nitem: %s\nstatus: %s\n", line, state.error.item,
                fisc_status_name(status));
    }
    fisc__diagnostics_done(&state.diagnostics);
    fisc__arena_done(&state.arena);
    fisc_context_unref(state.context);
}
