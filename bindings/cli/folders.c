/* SPDX-License-Identifier: MIT */
/* Folders of policies, and folders of such folders. */

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

static char *
joined_path(const char *folder, const char *name)
{
    size_t length = strlen(folder);
    bool slash = length > 0 && folder[length - 1] == '/';
    size_t size = length + strlen(name) + 2;
    char *path = cli_resize(NULL, size, 1);

    snprintf(path, size, "%s%s%s", folder, slash ? "" : "/", name);
    return path;
}

bool
cli_is_folder(const char *path)
{
    struct stat found;

    return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

bool
cli_is_policy(const char *folder)
{
    char *path = joined_path(folder, "policy.xml");
    struct stat found;
    bool is = stat(path, &found) == 0;

    free(path);
    return is;
}

static void
add_folder(struct cli_folders *folders, char *path)
{
    folders->list = cli_resize(folders->list, folders->count + 1,
                               sizeof *folders->list);
    folders->list[folders->count++] = path;
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The policies in a folder of policies, in order of their names. */
static int
add_below(struct cli_folders *folders, const char *path)
{
    size_t before = folders->count;
    DIR *folder = opendir(path);
    struct dirent *entry;

    if (!folder)
        return cli_fail("%s: %s", path, strerror(errno));
    while ((entry = readdir(folder)) != NULL) {
        char *below = joined_path(path, entry->d_name);

        if (entry->d_name[0] != '.' && cli_is_policy(below))
            add_folder(folders, below);
        else
            free(below);
    }
    closedir(folder);
    if (folders->count == before)
        return cli_fail("%s: neither a policy's folder nor a folder of them",
                        path);
    qsort(folders->list + before, folders->count - before,
          sizeof *folders->list, by_text);
    return 0;
}

int
cli_find_folders(struct cli_folders *folders, char **arguments, size_t count)
{
    int status = 0;

    for (size_t i = 0; i < count && status == 0; i++)
        if (cli_is_policy(arguments[i]))
            add_folder(folders, strdup(arguments[i]));
        else
            status = add_below(folders, arguments[i]);
    if (count == 0)
        status = add_below(folders, ".");
    return status;
}

void
cli_folders_done(struct cli_folders *folders)
{
    for (size_t i = 0; i < folders->count; i++)
        free(folders->list[i]);
    free(folders->list);
}
