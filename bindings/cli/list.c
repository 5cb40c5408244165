/* SPDX-License-Identifier: MIT */
/* fisc list: controls, clauses, facts or params of a policy, one a line. */

#include <string.h>

#include "cli.h"

enum { CELLS = 4, VALUE_BYTES = 40 };

/* One line: borrowed texts, the last one of any length. */
struct line {
    const char *cells[CELLS];
    char value[VALUE_BYTES]; /* a cell may borrow it */
};

/* Fills in the index-th line; the empty ones are left out. */
typedef void (*line_function)(const struct fisc_policy *policy, size_t index,
                              enum fisc_language language, struct line *ret);

static void
control_line(const struct fisc_policy *policy, size_t index,
             enum fisc_language language, struct line *ret)
{
    struct fisc_control_info info = {.size = sizeof info};

    fisc_policy_control(policy, index, &info);
    ret->cells[0] = info.label;
    ret->cells[1] = info.id;
    ret->cells[2] = info.withdrawn
                        ? language == FISC_LANGUAGE_JA ? "廃止" : "withdrawn"
                        : "";
    ret->cells[3] = info.title[language];
}

static void
clause_line(const struct fisc_policy *policy, size_t index,
            enum fisc_language language, struct line *ret)
{
    struct fisc_clause_info info = {.size = sizeof info};
    const char *file;
    unsigned line;

    fisc_policy_clause(policy, index, &info);
    ret->cells[0] = info.key;
    ret->cells[1] = fisc_level_name(info.level);
    ret->cells[2] = fisc_policy_clause_check(policy, index, &file, &line)
                        ? ""
                        : language == FISC_LANGUAGE_JA ? "点検なし"
                                                       : "no check";
    ret->cells[3] = info.title[language];
}

static void
fact_line(const struct fisc_policy *policy, size_t index,
          enum fisc_language language, struct line *ret)
{
    struct fisc_fact_info info = {.size = sizeof info};

    fisc_policy_fact(policy, index, &info);
    ret->cells[0] = info.path;
    ret->cells[1] = fisc_fact_type_name(info.type);
    ret->cells[2] = info.unit;
    ret->cells[3] = info.meaning[language];
}

/* All values of a set, or as many as a column has room for. */
static const char *
join_values(const struct fisc_policy *policy, size_t param, size_t count,
            char *ret)
{
    size_t length = 0;

    for (size_t i = 0; i < count; i++) {
        const char *value = fisc_policy_param_value(policy, param, i);
        size_t wanted = strlen(value) + (i > 0 ? 2 : 0);

        if (length + wanted + sizeof ", …" > VALUE_BYTES) {
            strcpy(ret + length, i > 0 ? ", …" : "…");
            break;
        }
        length += (size_t)sprintf(ret + length, "%s%s", i > 0 ? ", " : "",
                                  value);
    }
    return ret;
}

static void
param_line(const struct fisc_policy *policy, size_t index,
           enum fisc_language language, struct line *ret)
{
    struct fisc_param_info info = {.size = sizeof info};

    fisc_policy_param(policy, index, &info);
    ret->cells[0] = info.id;
    ret->cells[1] = info.type;
    if (info.value_count == 0)
        ret->cells[2] = language == FISC_LANGUAGE_JA ? "（未設定）" : "(unset)";
    else if (info.value_count == 1)
        ret->cells[2] = fisc_policy_param_value(policy, index, 0);
    else
        ret->cells[2] = join_values(policy, index, info.value_count,
                                    ret->value);
    ret->cells[3] = info.label[language];
}

static const struct kind {
    const char *name;
    size_t (*count)(const struct fisc_policy *policy);
    line_function line;
} kinds[] = {
    {"controls", fisc_policy_control_count, control_line},
    {"clauses", fisc_policy_clause_count, clause_line},
    {"facts", fisc_policy_fact_count, fact_line},
    {"params", fisc_policy_param_count, param_line},
};

static void
print_kind(const struct kind *kind, const struct fisc_policy *policy,
           enum fisc_language language)
{
    size_t count = kind->count(policy), widths[CELLS] = {0};
    struct line line;

    for (size_t i = 0; i < count; i++) {
        kind->line(policy, i, language, &line);
        for (size_t j = 0; j + 1 < CELLS; j++) {
            size_t columns = cli_columns(line.cells[j]);

            if (columns > widths[j])
                widths[j] = columns;
        }
    }
    for (size_t i = 0; i < count; i++) {
        kind->line(policy, i, language, &line);
        for (size_t j = 0; j < CELLS; j++) {
            if (j + 1 < CELLS && widths[j] == 0)
                continue;
            cli_print(stdout, line.cells[j], widths[j]);
            fputs(j + 1 < CELLS ? "  " : "\n", stdout);
        }
    }
}

int
cli_list(const struct cli_command *command, const struct cli_options *options,
         char **arguments, size_t count)
{
    struct fisc_context *context;
    struct fisc_policy *policy;
    const struct kind *kind = NULL;
    int status;

    (void)count;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, arguments[0]) == 0)
            kind = &kinds[i];
    if (!kind)
        return cli_fail("%s: %s, not \"%s\"", command->name,
                        command->arguments, arguments[0]);
    status = cli_context(options, &context);
    if (status != 0)
        return status;
    status = cli_policy(options, context, &policy);
    if (status == 0) {
        print_kind(kind, policy, options->language);
        fisc_policy_unref(policy);
    }
    fisc_context_unref(context);
    return cli_finish(status);
}
