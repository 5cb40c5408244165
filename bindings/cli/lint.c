/* SPDX-License-Identifier: MIT */
/* fisc lint: what is odd about a policy. */

#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "base/source.h"
#include "lint/lint.h"

static void
print_remark(const struct fisc__diagnostic *remark,
             enum fisc_language language)
{
    static const char *const levels[][2] = {
        [FISC_LOG_ERROR] = {"誤り", "error"},
        [FISC_LOG_WARNING] = {"警告", "warning"},
        [FISC_LOG_INFO] = {"参考", "note"},
    };
    const char *message = language == FISC_LANGUAGE_JA ? remark->message.ja
                                                       : remark->message.en;

    if (remark->place.file && *remark->place.file) {
        cli_print(stdout, remark->place.file, 0);
        if (remark->place.line > 0)
            printf(":%u", remark->place.line);
        if (remark->place.line > 0 && remark->place.column > 0)
            printf(":%u", remark->place.column);
        printf(": ");
    }
    printf("%s: ", levels[remark->level][language]);
    if (*remark->item && !strstr(message, remark->item)) {
        cli_print(stdout, remark->item, 0);
        printf(": ");
    }
    cli_print(stdout, message, 0);
    printf(" (%s)\n", remark->rule);
}

/* Notes alone don't count. */
static int
print_remarks(const struct fisc__diagnostics *remarks,
              enum fisc_language language)
{
    int status = EXIT_MET;

    for (size_t i = 0; i < remarks->count; i++) {
        print_remark(&remarks->list[i], language);
        if (remarks->list[i].level != FISC_LOG_INFO)
            status = EXIT_NOT_MET;
    }
    return status;
}

/* `inside`, `manifest`: see fisc__lint(). */
static int
lint_policy(struct fisc_context *context, const struct cli_options *options,
            const struct fisc_policy *policy, const char *inside,
            const char *manifest)
{
    struct fisc__diagnostics remarks;
    struct fisc__arena arena;
    struct fisc_error error;
    int status;

    fisc__arena_init(&arena, context);
    fisc__diagnostics_init(&remarks, &arena);
    if (fisc__lint(policy, inside, manifest, &remarks, &error) != FISC_OK)
        status = cli_fail_error(&error);
    else
        status = print_remarks(&remarks, options->language);
    fisc__diagnostics_done(&remarks);
    fisc__arena_done(&arena);
    return status;
}

/* ---- folders, each on its own --------------------------------------------*/

static int
lint_folder(struct fisc_context *context, const struct cli_options *options,
            const char *folder)
{
    struct fisc_source source = {.size = sizeof source, .name = folder};
    struct fisc_policy *policy;
    struct fisc__arena arena;
    struct fisc_error error;
    char *manifest, *inside;
    int status;

    if (fisc_policy_load(context, &source, 1, &policy, &error) != FISC_OK)
        return cli_fail_error(&error);
    fisc__arena_init(&arena, context);
    manifest = fisc__arena_format(&arena, "%s/policy.xml", folder);
    if (manifest)
        manifest = fisc__source_resolve(&arena, manifest, "policy.xml");
    inside = manifest ? fisc__source_resolve(&arena, manifest, "x") : NULL;
    if (inside) {
        inside[strlen(inside) - 1] = '\0';
        status = lint_policy(context, options, policy, inside, manifest);
    } else {
        status = cli_fail("out of memory");
    }
    fisc__arena_done(&arena);
    fisc_policy_unref(policy);
    return status;
}

static int
lint_folders(struct fisc_context *context, const struct cli_options *options,
             char **arguments, size_t count)
{
    struct cli_folders folders = {NULL, 0};
    int status = cli_find_folders(&folders, arguments, count), worst = status;

    for (size_t i = 0; i < folders.count && status == 0; i++) {
        int one = lint_folder(context, options, folders.list[i]);

        if (worst != EXIT_MISUSED && one != EXIT_MET)
            worst = one;
    }
    cli_folders_done(&folders);
    return worst;
}

/* ---- sources, all together -----------------------------------------------*/

static int
lint_together(struct fisc_context *context, const struct cli_options *options,
              char **arguments, size_t count)
{
    struct cli_options with = *options;
    struct fisc_policy *policy;
    int status;

    with.policies = (struct cli_list){NULL, 0};
    for (size_t i = 0; i < options->policies.count; i++)
        cli_list_add(&with.policies, options->policies.items[i]);
    for (size_t i = 0; i < count; i++)
        cli_list_add(&with.policies, arguments[i]);
    status = cli_policy(&with, context, &policy);
    if (status == 0) {
        status = lint_policy(context, options, policy, "", NULL);
        fisc_policy_unref(policy);
    }
    free(with.policies.items);
    return status;
}

int
cli_lint(const struct cli_command *command, const struct cli_options *options,
         char **arguments, size_t count)
{
    bool folders = count > 0 && options->policies.count == 0;
    struct fisc_context *context;
    int status = cli_context(options, &context);

    (void)command;
    if (status != 0)
        return status;
    for (size_t i = 0; i < count; i++)
        folders = folders && cli_is_folder(arguments[i]);
    status = folders ? lint_folders(context, options, arguments, count)
                     : lint_together(context, options, arguments, count);
    fisc_context_unref(context);
    return cli_finish(status);
}
