/* SPDX-License-Identifier: MIT */
/* Locales whose decimal point is no point. */

#define _GNU_SOURCE
#include "support/comma.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct candidate {
    const char *name;
    const char *source;
    const char *charset;
};

static const struct candidate one_byte[] = {
    {"de_DE.UTF-8", "de_DE", "UTF-8"},
    {"fr_FR.UTF-8", "fr_FR", "UTF-8"},
    {"de_DE", "de_DE", "ISO-8859-1"},
};

static const struct candidate two_bytes[] = {
    {"ps_AF.UTF-8", "ps_AF", "UTF-8"},
    {"fa_IR.UTF-8", "fa_IR", "UTF-8"},
};

static char folder[] = "/tmp/fisc-locale-XXXXXX";
static int made;

static int
took(const struct candidate *candidate, int bytes)
{
    const char *point;

    if (!setlocale(LC_ALL, candidate->name))
        return 0;
    point = localeconv()->decimal_point;
    if (strcmp(point, ".") != 0 && (int)strlen(point) == bytes)
        return 1;
    setlocale(LC_ALL, "C");
    return 0;
}

static int
generate(const struct candidate *candidate)
{
    char command[512];

    if (!made && !mkdtemp(folder))
        return 0;
    made = 1;
    snprintf(command, sizeof command,
             "localedef -i %s -f %s %s/%s >%s/log 2>&1", candidate->source,
             candidate->charset, folder, candidate->name, folder);
    /* It exits with 1 for mere warnings: that the locale loads decides. */
    if (system(command) < 0)
        return 0;
    setenv("LOCPATH", folder, 1);
    return 1;
}

const char *
comma_locale(int bytes)
{
    const struct candidate *all = bytes == 2 ? two_bytes : one_byte;
    size_t count = bytes == 2 ? 2 : 3;

    for (size_t i = 0; i < count; i++)
        if (took(&all[i], bytes))
            return all[i].name;
    for (size_t i = 0; i < count; i++)
        if (generate(&all[i]) && took(&all[i], bytes))
            return all[i].name;
    printf("skipped: no locale with a decimal point of %d byte(s) other than "
           "'.', and localedef can't make one\n", bytes);
    return NULL;
}

void
comma_locale_done(void)
{
    char command[64];

    setlocale(LC_ALL, "C");
    unsetenv("LOCPATH");
    if (!made)
        return;
    snprintf(command, sizeof command, "rm -rf %s", folder);
    if (system(command) == 0)
        made = 0;
    strcpy(folder, "/tmp/fisc-locale-XXXXXX");
}
