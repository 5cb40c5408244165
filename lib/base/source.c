/* SPDX-License-Identifier: MIT */
/* Files, read whole, and the names by which sources refer to each other. */

#define _GNU_SOURCE
#include "base/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum fisc_status
io_error(struct fisc_error *reterr, const char *path, int number)
{
    const char *text = strerrordesc_np(number);

    return fisc__error(reterr, FISC_ERR_IO, &(struct fisc__place){path, 0, 0},
                       "can't be read: %s", text ? text : "unknown error");
}

/* Reads to the end, at most `room` bytes; the count, or -1 with errno. */
static ssize_t
read_all(int fd, char *bytes, size_t room)
{
    size_t used = 0;

    while (used < room) {
        ssize_t got = read(fd, bytes + used, room - used);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        used += (size_t)got;
    }
    return (ssize_t)used;
}

static enum fisc_status
read_open(struct fisc_context *context, int fd, const char *path, char **ret,
          size_t *ret_length, struct fisc_error *reterr)
{
    struct fisc__place place = {path, 0, 0};
    struct stat status;
    size_t size;
    ssize_t got;
    char *bytes;

    if (fstat(fd, &status) < 0)
        return io_error(reterr, path, errno);
    if (S_ISDIR(status.st_mode))
        return io_error(reterr, path, EISDIR);
    if (!S_ISREG(status.st_mode))
        return fisc__error(reterr, FISC_ERR_IO, &place,
                           "can't be read: not a regular file");
    if ((uint64_t)status.st_size > context->options.max_input_bytes)
        return fisc__error(reterr, FISC_ERR_LIMIT, &place,
                           "has %llu bytes, more than the limit of %zu",
                           (unsigned long long)status.st_size,
                           context->options.max_input_bytes);
    size = (size_t)status.st_size;
    bytes = fisc__realloc(context, NULL, 0, size + 1);
    if (!bytes)
        return fisc__error_nomem(reterr);
    got = read_all(fd, bytes, size);
    if (got != (ssize_t)size) {
        int number = got < 0 ? errno : EIO; /* it shrank while we read */

        fisc__free(context, bytes, size + 1);
        return io_error(reterr, path, number);
    }
    bytes[size] = '\0';
    *ret = bytes;
    *ret_length = size;
    return FISC_OK;
}

enum fisc_status
fisc__source_read(struct fisc_context *context, const char *path, char **ret,
                  size_t *ret_length, struct fisc_error *reterr)
{
    enum fisc_status status;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

    if (fd < 0)
        return io_error(reterr, path, errno);
    status = read_open(context, fd, path, ret, ret_length, reterr);
    close(fd);
    return status;
}

/* Drops the last segment of the first `length` bytes, if it can go. */
static bool
drop_segment(const char *name, size_t *length)
{
    size_t end = *length, start;

    if (end == 0 || (end == 1 && name[0] == '/'))
        return false;
    start = end - 1; /* a slash ends every segment here */
    while (start > 0 && name[start - 1] != '/')
        start--;
    if (end - start == 3 && memcmp(name + start, "../", 3) == 0)
        return false;
    *length = start;
    return true;
}

static void
append_segment(char *name, size_t *length, const char *segment, size_t size)
{
    if (size == 0 || (size == 1 && segment[0] == '.'))
        return;
    if (size == 2 && memcmp(segment, "..", 2) == 0) {
        if (drop_segment(name, length) || (*length == 1 && name[0] == '/'))
            return;
    }
    memcpy(name + *length, segment, size);
    *length += size;
    name[(*length)++] = '/';
}

static void
append_path(char *name, size_t *length, const char *path, size_t size)
{
    const char *end = path + size;

    while (path < end) {
        const char *slash = memchr(path, '/', (size_t)(end - path));
        const char *stop = slash ? slash : end;

        append_segment(name, length, path, (size_t)(stop - path));
        path = stop + (slash != NULL);
    }
}

char *
fisc__source_resolve(struct fisc__arena *arena, const char *base,
                     const char *href)
{
    const char *slash = href[0] == '/' ? NULL : strrchr(base, '/');
    size_t length = 0;
    char *name = fisc__arena_alloc(arena, strlen(base) + strlen(href) + 4);

    if (!name)
        return NULL;
    if (href[0] == '/' || (slash && base[0] == '/'))
        name[length++] = '/';
    if (slash)
        append_path(name, &length, base, (size_t)(slash - base));
    append_path(name, &length, href, strlen(href));
    if (length > 1 && name[length - 1] == '/')
        length--;
    name[length] = '\0';
    return name;
}
