/* SPDX-License-Identifier: MIT */
/* The options of the commands, and the help that lists them. */

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

/* Letters that are no short options: those options are long only. */
static const struct cli_option {
    int letter;
    const char *name;
    const char *argument; /* NULL: none */
    const char *help;
} known[] = {
    {'p', "policy", "PATH",
     "a policy's folder, manifest or file, or the name\n"
     "of an installed one; may be repeated (default: fisc8)"},
    {'a', "as-of", "DATE",
     "evaluate as of YYYY-MM-DD (default: today in Japan)"},
    {'U', "until", "DATE",
     "look ahead until YYYY-MM-DD, or for a period such as\n"
     "6m (default: a year)"},
    {'f', "format", "FORMAT",
     NULL /* those of the command */},
    {'S', "state", "FILE", "events told so far, in JSON lines"},
    {'A', "alarm", "PERIOD", "remind so long before each day, such as 30d"},
    {'l', "lang", "LANGUAGE", "ja or en (default: by LANG)"},
    {'d', "details", NULL, "explain every row, not only what is not met"},
    {'O', "rows", NULL, "explain no row"},
    {'r', "role", "ROLE",
     "only clauses borne by customer, provider, operator or\n"
     "supplier; may be repeated"},
    {'L', "level", "LEVEL",
     "only clauses of level must, should or may; may be\n"
     "repeated"},
    {'c', "catalog", "ID", "only this catalog"},
    {'C', "control", "NAME", "only this control, by its id or printed label"},
    {'j', "join", "PARTY=FILE",
     "another party's own description; may be repeated"},
    {'s', "set", "PATH=VALUE",
     "say what would move if this fact had that value: a\n"
     "word, or JSON; may be repeated"},
    {'n', "unset", "PATH",
     "likewise, if nothing were stated there"},
    {'w', "answers", "FILE",
     "put in what a filled questionnaire (-f json) answers"},
    {'u', "allow-unknown-paths", NULL,
     "facts that the vocabulary does not know are remarks"},
    {'F', "files-from", "FILE",
     "read further paths from FILE, one a line; - is standard\n"
     "input"},
    {'P', "partial", NULL,
     "where it is interrupted, or memory or its budget runs\n"
     "out, print what was decided"},
    {'J', "jobs", "N", "run N threads (0: one a processor)"},
    {'m', "mutate", NULL, "make mutants of the checks and look who notices"},
    {'M', "only", "KEY", "only clauses whose key begins so"},
    {'V', "coverage", NULL, "list the branches that no case reaches"},
    {'o', "output", "FILE", "write to FILE"},
    {'D', "color", "WHEN", "auto, always or never"},
    {'v', "verbose", NULL, "print the library's warnings"},
    {'h', "help", NULL, "print this"},
};
enum { KNOWN = sizeof known / sizeof *known };

/* The letters that may be written as -x. */
static const char short_options[] = "p:f:o:vh";

static bool
is_short(int letter)
{
    return strchr(short_options, letter) != NULL;
}

static bool
applies(const struct cli_command *command, int letter)
{
    return letter == 'h' || strchr(command->options, letter) != NULL;
}

static const char *const formats[CLI_FORMAT_COUNT + 1] = {
    [FISC_FORMAT_TEXT] = "text",   [FISC_FORMAT_JSON] = "json",
    [CLI_FORMAT_JSONL] = "jsonl",  [CLI_FORMAT_JUNIT] = "junit",
    [CLI_FORMAT_ICAL] = "ical",    [CLI_FORMAT_CSV] = "csv",
};

static bool
takes_format(const struct cli_command *command, int format)
{
    return format <= FISC_FORMAT_JSON || command->formats >> format & 1;
}

/* "text, json or jsonl": those that a command takes. */
static const char *
formats_of(const struct cli_command *command, char *ret, size_t size)
{
    int last = CLI_FORMAT_COUNT - 1;
    size_t used = 0;

    while (!takes_format(command, last))
        last--;
    for (int i = 0; i <= last; i++)
        if (takes_format(command, i))
            used += (size_t)snprintf(
                ret + used, size - used, "%s%s",
                i == 0 ? "" : i == last ? " or " : ", ", formats[i]);
    return ret;
}

static void
print_option(const struct cli_command *command,
             const struct cli_option *option)
{
    enum { COLUMN = 26 };
    const char *help = option->help;
    char words[64];
    int used;

    if (is_short(option->letter))
        used = printf("  -%c, ", option->letter);
    else
        used = printf("      ");
    used += printf("--%s", option->name);
    if (option->argument)
        used += printf("=%s", option->argument);
    if (used >= COLUMN)
        used = printf("\n") - 1;
    printf("%*s", COLUMN - used, "");
    if (!help)
        help = formats_of(command, words, sizeof words);
    for (const char *c = help; *c; c++) {
        putchar(*c);
        if (*c == '\n')
            printf("%*s", COLUMN, "");
    }
    putchar('\n');
}

static void
print_help(const struct cli_command *command)
{
    printf("fisc %s: %s\n\nUsage: fisc %s [OPTION...] %s\n\n%s\n\nOptions:\n",
           command->name, command->summary, command->name, command->arguments,
           command->description);
    for (size_t i = 0; i < KNOWN; i++)
        if (applies(command, known[i].letter))
            print_option(command, &known[i]);
}

void
cli_list_add(struct cli_list *list, const char *item)
{
    list->items = cli_resize(list->items, list->count + 1, sizeof *list->items);
    list->items[list->count++] = item;
}

enum fisc_language
cli_language(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);

        if (value && *value)
            return strncmp(value, "ja", 2) == 0 ? FISC_LANGUAGE_JA
                                                : FISC_LANGUAGE_EN;
    }
    return FISC_LANGUAGE_EN;
}

fisc_date
cli_today(void)
{
    return (fisc_date)((time(NULL) + 9 * 3600) / 86400);
}

/* The place of a word in a list that ends with NULL, or -1. */
static int
find_word(const char *const *words, const char *word)
{
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

static int
set_role(struct cli_options *options, const char *value)
{
    enum fisc_role role;

    if (fisc_role_find(value, &role) != FISC_OK)
        return cli_fail("--role: customer, provider, operator or supplier, "
                        "not \"%s\"", value);
    options->roles |= 1u << role;
    return 0;
}

static int
set_level(struct cli_options *options, const char *value)
{
    enum fisc_level level;

    if (fisc_level_find(value, &level) != FISC_OK)
        return cli_fail("--level: must, should or may, not \"%s\"", value);
    options->levels |= 1u << level;
    return 0;
}

size_t
cli_processors(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    return processors > 0 ? (size_t)processors : 1;
}

static int
set_jobs(struct cli_options *options, const char *value)
{
    char *end;
    unsigned long jobs = strtoul(value, &end, 10);

    if (*value < '0' || *value > '9' || *end || jobs > 1024)
        return cli_fail("--jobs: a number up to 1024, not \"%s\"", value);
    options->jobs = jobs ? jobs : cli_processors();
    options->jobs_given = true;
    return 0;
}

static int
set_format(const struct cli_command *command, struct cli_options *options,
           const char *value)
{
    int found = find_word(formats, value);
    char words[64];

    if (found < 0 || !takes_format(command, found))
        return cli_fail("--format: %s, not \"%s\"",
                        formats_of(command, words, sizeof words), value);
    options->format = (enum fisc_format)found;
    return 0;
}

static int
set_alarm(struct cli_options *options, const char *value)
{
    fisc_date date;

    if (fisc_date_add(0, value, 1, &date) != FISC_OK)
        return cli_fail("--alarm: a period such as 30d, not \"%s\"", value);
    options->alarm = value;
    return 0;
}

static int
set_language(struct cli_options *options, const char *value)
{
    static const char *const words[] = {"ja", "en", NULL};
    int found = find_word(words, value);

    if (found < 0)
        return cli_fail("--lang: ja or en, not \"%s\"", value);
    options->language = (enum fisc_language)found;
    return 0;
}

static int
set_color(struct cli_options *options, const char *value)
{
    static const char *const words[] = {"auto", "always", "never", NULL};
    int found = find_word(words, value);

    if (found < 0)
        return cli_fail("--color: auto, always or never, not \"%s\"", value);
    options->color = (enum cli_color)found;
    return 0;
}

static int
set_as_of(struct cli_options *options, const char *value)
{
    if (fisc_date_parse(value, &options->as_of) != FISC_OK)
        return cli_fail("--as-of: a date YYYY-MM-DD, not \"%s\"", value);
    return 0;
}

static int
set_join(struct cli_options *options, const char *value)
{
    const char *equals = strchr(value, '=');

    if (!equals || equals == value || !equals[1])
        return cli_fail("--join: PARTY=FILE, not \"%s\"", value);
    cli_list_add(&options->joins, value);
    return 0;
}

static int
set_fact(struct cli_options *options, const char *value)
{
    const char *equals = strchr(value, '=');

    if (!equals || equals == value)
        return cli_fail("--set: PATH=VALUE, not \"%s\"", value);
    if (!equals[1] || strcmp(equals + 1, "null") == 0)
        return cli_fail("--set %s: no value; --unset %.*s takes away what is "
                        "stated there", value, (int)(equals - value), value);
    cli_list_add(&options->changes, value);
    return 0;
}

/* No path has an equals sign: that tells it from --set. */
static int
unset_fact(struct cli_options *options, const char *value)
{
    if (!*value || strchr(value, '='))
        return cli_fail("--unset: PATH, not \"%s\"", value);
    cli_list_add(&options->changes, value);
    return 0;
}

/* 0, or EXIT_MISUSED after a message. */
static int
set_option(const struct cli_command *command, struct cli_options *options,
           int letter, const char *value)
{
    switch (letter) {
    case 'p':
        cli_list_add(&options->policies, value);
        return 0;
    case 'a':
        return set_as_of(options, value);
    case 'f':
        return set_format(command, options, value);
    case 'l':
        return set_language(options, value);
    case 'd':
        options->details = 1;
        return 0;
    case 'O':
        options->details = -1;
        return 0;
    case 'r':
        return set_role(options, value);
    case 'L':
        return set_level(options, value);
    case 'c':
        options->catalog = value;
        return 0;
    case 'C':
        options->control = value;
        return 0;
    case 'j':
        return set_join(options, value);
    case 's':
        return set_fact(options, value);
    case 'n':
        return unset_fact(options, value);
    case 'w':
        options->answers = value;
        return 0;
    case 'u':
        options->allow_unknown_paths = true;
        return 0;
    case 'J':
        return set_jobs(options, value);
    case 'm':
        options->mutate = true;
        return 0;
    case 'M':
        options->only = value;
        return 0;
    case 'V':
        options->coverage = true;
        return 0;
    case 'S':
        options->state = value;
        return 0;
    case 'U':
        options->until = value;
        return 0;
    case 'A':
        return set_alarm(options, value);
    case 'F':
        options->files_from = value;
        return 0;
    case 'P':
        options->partial = true;
        return 0;
    case 'o':
        options->output = value;
        return 0;
    case 'D':
        return set_color(options, value);
    case 'v':
        options->verbose = true;
        return 0;
    default:
        return EXIT_MISUSED; /* getopt_long() has said what is wrong */
    }
}

static void
fill_long(const struct cli_command *command, struct option *ret)
{
    size_t count = 0;

    for (size_t i = 0; i < KNOWN; i++)
        if (applies(command, known[i].letter))
            ret[count++] = (struct option){
                .name = known[i].name,
                .has_arg = known[i].argument ? required_argument : no_argument,
                .val = known[i].letter,
            };
    ret[count] = (struct option){.name = NULL};
}

bool
cli_options_read(const struct cli_command *command, int argc, char **argv,
                 struct cli_options *ret, int *ret_first, int *ret_status)
{
    struct option long_options[KNOWN + 1];
    int letter;

    fill_long(command, long_options);
    *ret = (struct cli_options){
        .as_of = cli_today(), .language = cli_language(), .jobs = 1};
    argv[0] = (char *)(uintptr_t)"fisc"; /* as getopt_long() names us */
    while ((letter = getopt_long(argc, argv, short_options, long_options,
                                 NULL)) != -1) {
        if (letter == 'h') {
            print_help(command);
            cli_options_done(ret);
            *ret_status = cli_finish(EXIT_MET);
            return false;
        }
        if (letter != '?' && !applies(command, letter)) {
            *ret_status = cli_fail("%s takes no -%c", command->name, letter);
        } else {
            *ret_status = set_option(command, ret, letter, optarg);
        }
        if (*ret_status != 0) {
            cli_options_done(ret);
            return false;
        }
    }
    *ret_first = optind;
    return true;
}

void
cli_options_done(struct cli_options *options)
{
    free(options->policies.items);
    free(options->joins.items);
    free(options->changes.items);
}
