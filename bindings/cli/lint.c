/* SPDX-License-Identifier: MIT */
/* fisc lint: what is odd about a policy. */

#include <stdlib.h>
#include <string.h>

#include "cli.h"

static void
print_remark(const struct fisc_diagnostic *remark,
             enum fisc_language language)
{
    static const char *const levels[][2] = {
        [FISC_LOG_ERROR] = {"誤り", "error"},
        [FISC_LOG_WARNING] = {"警告", "warning"},
        [FISC_LOG_INFO] = {"参考", "note"},
    };
    const char *message = remark->messages[language];

    if (*remark->file) {
        cli_print(stdout, remark->file, 0);
        if (remark->line > 0)
            printf(":%u", remark->line);
        if (remark->line > 0 && remark->column > 0)
            printf(":%u", remark->column);
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

static int
print_remarks(const struct fisc_policy *policy, enum fisc_language language)
{
    size_t count = fisc_policy_diagnostic_count(policy);
    int status = EXIT_MET;

    for (size_t i = 0; i < count; i++) {
        struct fisc_diagnostic remark = {.size = sizeof remark};

        if (fisc_policy_diagnostic(policy, i, &remark) != FISC_OK)
            continue;
        print_remark(&remark, language);
        if (remark.level != FISC_LOG_INFO)
            status = EXIT_NOT_MET;
    }
    return status;
}

int
cli_lint(const struct cli_command *command, const struct cli_options *options,
         char **arguments, size_t count)
{
    struct cli_options with = *options;
    struct fisc_context *context;
    struct fisc_policy *policy;
    int status = cli_context(options, &context);

    (void)command;
    if (status != 0)
        return status;
    with.policies = (struct cli_list){NULL, 0};
    for (size_t i = 0; i < options->policies.count; i++)
        cli_list_add(&with.policies, options->policies.items[i]);
    for (size_t i = 0; i < count; i++)
        cli_list_add(&with.policies, arguments[i]);
    status = cli_policy(&with, context, &policy);
    if (status == 0) {
        status = print_remarks(policy, options->language);
        fisc_policy_unref(policy);
    }
    free(with.policies.items);
    fisc_context_unref(context);
    return cli_finish(status);
}
