/* SPDX-License-Identifier: MIT */
/* Policies and descriptions from files, and what is said when one is bad. */

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

int
cli_fail(const char *format, ...)
{
    va_list arguments;

    fputs("fisc: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    return EXIT_MISUSED;
}

int
cli_fail_error(const struct fisc_error *error)
{
    char text[1200];

    fisc_error_format(error, text, sizeof text);
    fprintf(stderr, "%s%s\n", *error->where ? "" : "fisc: ", text);
    return EXIT_MISUSED;
}

void *
cli_resize(void *block, size_t count, size_t size)
{
    block = reallocarray(block, count ? count : 1, size);
    if (!block) {
        fputs("fisc: out of memory\n", stderr);
        exit(EXIT_MISUSED);
    }
    return block;
}

static void
print_log(void *data, enum fisc_log_level level, const char *message)
{
    (void)data;
    fprintf(stderr, "fisc: %s%s\n",
            level == FISC_LOG_INFO ? "" : "warning: ", message);
}

int
cli_context(const struct cli_options *options, struct fisc_context **ret)
{
    struct fisc_context_options wanted = {
        .size = sizeof wanted,
        .log = options->verbose ? print_log : NULL,
    };
    struct fisc_error error;

    if (fisc_context_new(&wanted, ret, &error) != FISC_OK)
        return cli_fail_error(&error);
    return 0;
}

/* ---- policies ------------------------------------------------------------*/

/* "folder/name" if that is there; to be freed. */
static char *
look_in(const char *folder, size_t length, const char *name)
{
    size_t size = length + strlen(name) + 2;
    char *path = cli_resize(NULL, size, 1);

    snprintf(path, size, "%.*s/%s", (int)length, folder, name);
    if (length > 0 && access(path, F_OK) == 0)
        return path;
    free(path);
    return NULL;
}

/* An installed policy, by name; FISC_POLICY_PATH goes first. */
static char *
find_installed(const char *name)
{
    const char *folders = getenv("FISC_POLICY_PATH");
    char *found = NULL;

    while (folders && *folders && !found) {
        size_t length = strcspn(folders, ":");

        found = look_in(folders, length, name);
        folders += length + (folders[length] == ':');
    }
    if (!found)
        found = look_in(FISC_POLICY_DIR, strlen(FISC_POLICY_DIR), name);
    return found;
}

struct sources {
    struct fisc_source *list;
    char **found; /* paths to be freed */
    size_t count;
};

/* Takes `found`, which is where `name` was found, or NULL. */
static void
add_source(struct sources *sources, const char *name, char *found)
{
    sources->list = cli_resize(sources->list, sources->count + 1,
                               sizeof *sources->list);
    sources->found = cli_resize(sources->found, sources->count + 1,
                                sizeof *sources->found);
    sources->found[sources->count] = found;
    sources->list[sources->count++] = (struct fisc_source){
        .size = sizeof(struct fisc_source), .name = found ? found : name};
}

/* A name without a path may be an installed policy's. */
static int
add_named(struct sources *sources, const char *name)
{
    char *found = NULL;

    if (access(name, F_OK) != 0 && !strchr(name, '/')) {
        found = find_installed(name);
        if (!found)
            return cli_fail("%s: no such file, nor a policy of that name in "
                            "FISC_POLICY_PATH or %s", name, FISC_POLICY_DIR);
    }
    add_source(sources, name, found);
    return 0;
}

/* fisc8, where it is installed. */
static int
add_default(struct sources *sources)
{
    char *found = find_installed("fisc8");

    if (!found)
        return cli_fail("no policy: none was named with -p, and there is no "
                        "fisc8 in FISC_POLICY_PATH or %s", FISC_POLICY_DIR);
    add_source(sources, found, found);
    return 0;
}

static int
gather_sources(const struct cli_options *options, struct sources *sources)
{
    int status = 0;

    for (size_t i = 0; i < options->policies.count && status == 0; i++)
        status = add_named(sources, options->policies.items[i]);
    return status;
}

static void
done_sources(struct sources *sources)
{
    for (size_t i = 0; i < sources->count; i++)
        free(sources->found[i]);
    free(sources->found);
    free(sources->list);
}

int
cli_policy(const struct cli_options *options, struct fisc_context *context,
           struct fisc_policy **ret)
{
    struct sources sources = {NULL, NULL, 0};
    struct fisc_error error;
    int status = gather_sources(options, &sources);

    if (status == 0 && sources.count == 0)
        status = add_default(&sources);
    if (status == 0 && fisc_policy_load(context, sources.list, sources.count,
                                        ret, &error) != FISC_OK)
        status = cli_fail_error(&error);
    done_sources(&sources);
    return status;
}

int
cli_policy_try(const struct cli_options *options, struct fisc_context *context,
               const char *check, struct fisc_policy **ret)
{
    struct fisc_source source = {.size = sizeof source, .name = check};
    struct sources sources = {NULL, NULL, 0};
    struct fisc_error error;
    int status = gather_sources(options, &sources);

    if (status == 0 &&
        fisc_policy_load_try(context, &source, sources.list, sources.count,
                             ret, &error) != FISC_OK)
        status = cli_fail_error(&error);
    done_sources(&sources);
    return status;
}

/* ---- descriptions --------------------------------------------------------*/

/* One byte more than the library takes, so that it says what is wrong. */
enum { STDIN_MOST = 32 * 1024 * 1024 + 1 };

enum fisc_status
cli_read_stdin(char **ret, size_t *ret_length, struct fisc_error *reterr)
{
    size_t used = 0, capacity = 0, got;
    char *text = NULL;

    do {
        if (used == capacity)
            text = cli_resize(text, capacity = capacity * 2 + 65536, 1);
        got = fread(text + used, 1, capacity - used, stdin);
        used += got;
    } while (got > 0 && used < STDIN_MOST);
    *ret = text;
    *ret_length = used < STDIN_MOST ? used : STDIN_MOST;
    if (!ferror(stdin))
        return FISC_OK;
    *reterr = (struct fisc_error){.status = FISC_ERR_IO,
                                  .where = "<stdin>",
                                  .message = "can't be read"};
    return FISC_ERR_IO;
}

static enum fisc_status
parse_stdin(struct fisc_context *context, struct fisc_system **ret,
            struct fisc_error *reterr)
{
    size_t length;
    char *text;
    enum fisc_status status = cli_read_stdin(&text, &length, reterr);

    if (status == FISC_OK)
        status = fisc_system_parse(context, "<stdin>", text, length,
                                   FISC_SYSTEM_AUTO, ret, reterr);
    free(text);
    return status;
}

enum fisc_status
cli_system(struct fisc_context *context, const char *path,
           struct fisc_system **ret, struct fisc_error *reterr)
{
    if (strcmp(path, "-") == 0)
        return parse_stdin(context, ret, reterr);
    return fisc_system_load(context, path, FISC_SYSTEM_AUTO, ret, reterr);
}

int
cli_joined(const struct cli_options *options, struct fisc_context *context,
           struct cli_joined *ret)
{
    size_t count = options->joins.count;

    *ret = (struct cli_joined){
        .list = cli_resize(NULL, count, sizeof *ret->list),
        .parties = cli_resize(NULL, count, sizeof *ret->parties),
    };
    for (size_t i = 0; i < count; i++) {
        const char *item = options->joins.items[i];
        size_t length = strcspn(item, "=");
        struct fisc_error error;

        if (cli_system(context, item + length + 1, &ret->list[i].system,
                       &error) != FISC_OK) {
            cli_joined_done(ret);
            return cli_fail_error(&error);
        }
        ret->parties[i] = cli_resize(NULL, length + 1, 1);
        memcpy(ret->parties[i], item, length);
        ret->parties[i][length] = '\0';
        ret->list[i].size = sizeof *ret->list;
        ret->list[i].party = ret->parties[i];
        ret->count++;
    }
    return 0;
}

void
cli_joined_done(struct cli_joined *joined)
{
    for (size_t i = 0; i < joined->count; i++) {
        fisc_system_unref(joined->list[i].system);
        free(joined->parties[i]);
    }
    free(joined->list);
    free(joined->parties);
}
