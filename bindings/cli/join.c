/* SPDX-License-Identifier: MIT */
/* How a description and those of other parties meet, as text. */

#include <string.h>

#include "cli.h"

enum { KINDS = FISC_JOIN_DANGLING + 1, INDENT = 4 };

static const char *const kinds[KINDS][2] = {
    [FISC_JOIN_INHERITED] = {"継承", "inherited"},
    [FISC_JOIN_SHARED] = {"分担", "shared"},
    [FISC_JOIN_ANSWERED] = {"回答済み", "answered"},
    [FISC_JOIN_OPEN] = {"未回答", "open"},
    [FISC_JOIN_DANGLING] = {"相手なし", "dangling"},
};

static void
print_place(FILE *stream, const char *path, const char *file, unsigned line)
{
    if (!*file)
        return;
    fprintf(stream, "%*s", INDENT, "");
    cli_print(stream, path, 0);
    fputs("  ", stream);
    cli_print(stream, file, 0);
    fprintf(stream, ":%u\n", line);
}

static void
print_entry(FILE *stream, const struct fisc_join_entry *entry,
            enum fisc_language language)
{
    const char *kind = kinds[entry->kind][language];

    fputs("  ", stream);
    cli_print(stream, kind, 0);
    fputs("  ", stream);
    cli_print(stream, entry->clause, 0);
    if (*entry->clause && *entry->responsibility)
        fputc(' ', stream);
    cli_print(stream, entry->responsibility, 0);
    fputc('\n', stream);
    if (*entry->text) {
        fprintf(stream, "%*s", INDENT, "");
        cli_print_wrapped(stream, entry->text, INDENT, INDENT);
    }
    print_place(stream, entry->provider_path, entry->provider_file,
                entry->provider_line);
    print_place(stream, entry->customer_path, entry->customer_file,
                entry->customer_line);
}

static void
print_join(FILE *stream, const struct fisc_join *join, const char *party,
           enum fisc_language language)
{
    size_t count = fisc_join_count(join), counts[KINDS] = {0};
    struct fisc_join_entry entry = {.size = sizeof entry};

    for (size_t i = 0; i < count; i++)
        if (fisc_join_entry(join, i, &entry) == FISC_OK)
            counts[entry.kind]++;
    fputs(language == FISC_LANGUAGE_JA ? "\n責任の分担: " : "\nShared with ",
          stream);
    cli_print(stream, party, 0);
    fputs("\n ", stream);
    for (int i = 0; i < KINDS; i++)
        fprintf(stream, " %s %zu%s", kinds[i][language], counts[i],
                i + 1 < KINDS ? "," : "\n");
    for (size_t i = 0; i < count; i++)
        if (fisc_join_entry(join, i, &entry) == FISC_OK &&
            (entry.kind == FISC_JOIN_OPEN || entry.kind == FISC_JOIN_DANGLING))
            print_entry(stream, &entry, language);
}

enum fisc_status
cli_print_joined(FILE *stream, struct fisc_system *system,
                 const struct fisc_eval_options *options,
                 enum fisc_language language, struct fisc_error *reterr)
{
    for (size_t i = 0; i < options->joined_count; i++) {
        const struct fisc_joined *joined = &options->joined[i];
        struct fisc_join *join;
        enum fisc_status status = fisc_join_new(
            system, joined->system, joined->party, &join, reterr);

        /* One of several systems may have nothing to do with that party. */
        if (status == FISC_ERR_NOTFOUND)
            continue;
        if (status != FISC_OK)
            return status;
        print_join(stream, join, joined->party, language);
        fisc_join_free(join);
    }
    return FISC_OK;
}
