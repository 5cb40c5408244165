/* SPDX-License-Identifier: MIT */
/* What commands on one description share: all that is read before they work. */

#include <string.h>

#include "cli.h"

static bool
reads_stdin_twice(const struct cli_options *options, const char *path)
{
    size_t times = strcmp(path, "-") == 0;

    for (size_t i = 0; i < options->joins.count; i++)
        times += strcmp(strchr(options->joins.items[i], '=') + 1, "-") == 0;
    return times > 1;
}

static int
read_and_work(const struct cli_options *options, struct fisc_context *context,
              const char *path, cli_work work)
{
    struct fisc_policy *policy = NULL;
    struct fisc_system *system = NULL;
    struct cli_joined joined;
    struct fisc_error error;
    int status = cli_policy(options, context, &policy);

    if (status != 0)
        return status;
    status = cli_joined(options, context, &joined);
    if (status == 0) {
        status = cli_described(options, context, path, &system, &error) ==
                         FISC_OK
                     ? work(options, policy, system, &joined)
                     : cli_fail_error(&error);
        fisc_system_unref(system);
        cli_joined_done(&joined);
    }
    fisc_policy_unref(policy);
    return status;
}

int
cli_on_system(const struct cli_options *options, const char *path,
              cli_work work)
{
    struct fisc_context *context;
    int status;

    if (reads_stdin_twice(options, path))
        return cli_fail("standard input can be read only once");
    status = cli_context(options, &context);
    if (status != 0)
        return status;
    status = read_and_work(options, context, path, work);
    fisc_context_unref(context);
    return cli_finish(status);
}
