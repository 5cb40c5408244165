/* SPDX-License-Identifier: MIT */
/* Standard output: its width, its colours, and text in columns. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <utf8proc.h>

#include "cli.h"

enum { WIDTH_LEAST = 40, WIDTH_DEFAULT = 80, WIDTH_MOST = 100 };

bool
cli_wants_color(const struct cli_options *options)
{
    const char *term = getenv("TERM"), *no_color = getenv("NO_COLOR");

    if (options->color != COLOR_AUTO)
        return options->color == COLOR_ALWAYS;
    return !options->output && isatty(STDOUT_FILENO) &&
           !(no_color && *no_color) && term && strcmp(term, "dumb") != 0;
}

size_t
cli_width(void)
{
    const char *columns = getenv("COLUMNS");
    struct winsize size;
    long width = WIDTH_DEFAULT;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        width = size.ws_col;
    else if (columns && atol(columns) > 0)
        width = atol(columns);
    if (width < WIDTH_LEAST)
        return WIDTH_LEAST;
    return width > WIDTH_MOST ? WIDTH_MOST : (size_t)width;
}

/* The next character: its bytes, 0 at the end; its columns, or -1: unsafe. */
static size_t
next(const char *text, int *ret_columns)
{
    utf8proc_int32_t code;
    utf8proc_ssize_t used =
        utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &code);
    utf8proc_category_t category;

    if (!*text)
        return 0;
    *ret_columns = -1;
    if (used <= 0)
        return 1;
    category = utf8proc_category(code);
    if (category != UTF8PROC_CATEGORY_CC && category != UTF8PROC_CATEGORY_CF &&
        category != UTF8PROC_CATEGORY_ZL && category != UTF8PROC_CATEGORY_ZP)
        *ret_columns = utf8proc_charwidth(code);
    return (size_t)used;
}

size_t
cli_columns(const char *text)
{
    size_t used, columns = 0;
    int width;

    for (; (used = next(text, &width)) > 0; text += used)
        columns += width < 0 ? 1 : (size_t)width;
    return columns;
}

static void
print_character(FILE *stream, const char *text, size_t bytes, int columns)
{
    if (columns < 0)
        fputc(*text == '\n' || *text == '\t' ? ' ' : '?', stream);
    else
        fwrite(text, 1, bytes, stream);
}

void
cli_print(FILE *stream, const char *text, size_t columns)
{
    size_t used, taken = cli_columns(text);
    int width;

    for (; (used = next(text, &width)) > 0; text += used)
        print_character(stream, text, used, width);
    for (; taken < columns; taken++)
        fputc(' ', stream);
}

/* Marks that no line begins with (行頭禁則). */
static bool
closes(const char *text)
{
    static const char *const marks[] = {"、", "。", "，", "．", "」", "』", "）",
                                        "】", "？", "！", "：", "ー", "々", "・"};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strncmp(text, marks[i], strlen(marks[i])) == 0)
            return true;
    return false;
}

/* The bytes and columns up to where a line may break: a space, a wide one. */
static size_t
segment(const char *text, size_t *ret_columns)
{
    size_t bytes = 0, used;
    int width;

    *ret_columns = 0;
    while (text[bytes] == ' ') {
        bytes++;
        ++*ret_columns;
    }
    while ((used = next(text + bytes, &width)) > 0 && text[bytes] != ' ' &&
           text[bytes] != '\n') {
        bytes += used;
        *ret_columns += width < 0 ? 1 : (size_t)width;
        if (width == 2 && !closes(text + bytes))
            break;
    }
    return bytes;
}

void
cli_print_wrapped(FILE *stream, const char *text, size_t column,
                  size_t indent)
{
    size_t width = cli_width(), bytes, columns;

    for (; *text; text += bytes) {
        bool ended = *text == '\n';
        const char *end;

        text += ended;
        bytes = segment(text, &columns);
        end = text + bytes;
        if (ended || (column + columns > width && column > indent)) {
            fprintf(stream, "\n%*s", (int)indent, "");
            column = indent;
            for (; *text == ' '; columns--, bytes--)
                text++;
        }
        for (const char *c = text; c < end;) {
            int one;
            size_t used = next(c, &one);

            print_character(stream, c, used, one);
            c += used;
        }
        column += columns;
    }
    fputc('\n', stream);
}

int
cli_finish(int status)
{
    if (fflush(stdout) != 0 || ferror(stdout))
        return cli_fail("standard output: %s", strerror(errno));
    return status;
}
