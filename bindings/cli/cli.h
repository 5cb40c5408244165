/* SPDX-License-Identifier: MIT */
#ifndef CLI_CLI_H
#define CLI_CLI_H

/* The command `fisc`: what its parts share. */

#include <stdbool.h>
#include <stdio.h>

#include <fisc/fisc.h>

/* Exit statuses; MISUSED beats NOT_MET. */
enum {
    EXIT_MET = 0,     /* all selected must clauses pass or do not apply */
    EXIT_MISUSED = 1, /* could not be evaluated: bad input, wrong arguments */
    EXIT_NOT_MET = 2  /* something fails, is unknown or was not checked */
};

/* Formats beside those of enum fisc_format: each of few commands. */
enum {
    CLI_FORMAT_JSONL = FISC_FORMAT_JSON + 1,
    CLI_FORMAT_JUNIT,
    CLI_FORMAT_ICAL,
    CLI_FORMAT_CSV,
    CLI_FORMAT_COUNT
};

enum cli_color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct cli_list {
    const char **items; /* borrowed from argv */
    size_t count;
};

struct cli_options {
    struct cli_list policies;
    struct cli_list joins; /* PARTY=FILE */
    struct cli_list changes; /* PATH=VALUE of --set, PATH of --unset */
    fisc_date as_of;
    enum fisc_format format;
    enum fisc_language language;
    enum cli_color color;
    unsigned roles;
    unsigned levels;
    const char *catalog;
    const char *control;
    const char *output; /* NULL: standard output */
    const char *files_from; /* a list of paths; or NULL */
    const char *answers; /* a filled questionnaire, or NULL */
    bool partial;
    const char *state;  /* events told so far, or NULL */
    const char *until;  /* of a forecast: a date or a period, or NULL */
    const char *alarm;  /* of a calendar: a period, or NULL */
    size_t jobs;
    bool jobs_given;
    bool mutate;
    bool coverage;
    const char *only; /* what keys of clauses begin with, or NULL */
    int details;
    bool allow_unknown_paths;
    bool verbose;
};

/* A command, as `fisc --help` lists it. */
struct cli_command {
    const char *name;
    const char *arguments; /* as its help writes them */
    const char *summary;
    const char *description; /* further paragraphs of its help */
    const char *options;     /* the letters of those that apply */
    unsigned formats;        /* bits 1 << format, beside text and json */
    size_t least;            /* positional arguments, at least and at most; */
    size_t most;             /* 0: any number */
    int (*run)(const struct cli_command *command,
               const struct cli_options *options, char **arguments,
               size_t count);
};

/* ---- options.c -----------------------------------------------------------*/

/*
 * Reads the options of a command. `argv` is moved about so that its positional
 * arguments come last; *ret_first is the first of them. False: the command
 * ends with *ret_status (help was printed, or an error).
 */
bool
cli_options_read(const struct cli_command *command, int argc, char **argv,
                 struct cli_options *ret, int *ret_first, int *ret_status);

void
cli_options_done(struct cli_options *options);

void
cli_list_add(struct cli_list *list, const char *item);

/* How many threads run at a time. */
size_t
cli_processors(void);

/* ja where the environment says so, else en. */
enum fisc_language
cli_language(void);

/* ---- input.c -------------------------------------------------------------*/

/* "fisc: " and a message on standard error; returns EXIT_MISUSED. */
int
cli_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* An error of the library's as one line; returns EXIT_MISUSED. */
int
cli_fail_error(const struct fisc_error *error);

/* A context whose warnings go to standard error if they are asked for. */
int
cli_context(const struct cli_options *options, struct fisc_context **ret);

/*
 * Loads the policies that were asked for, or `fisc8` from where policies are
 * installed. 0, or EXIT_MISUSED after a message.
 */
int
cli_policy(const struct cli_options *options, struct fisc_context *context,
           struct fisc_policy **ret);

/* As cli_policy(), for one check file with or without policies beside it. */
int
cli_policy_try(const struct cli_options *options, struct fisc_context *context,
               const char *check, struct fisc_policy **ret);

/*
 * All of standard input, or one byte more than the library takes. The text is
 * to be freed, also after FISC_ERR_IO.
 */
enum fisc_status
cli_read_stdin(char **ret, size_t *ret_length, struct fisc_error *reterr);

/* answers.c: likewise, with the answers that the options name put in. */
enum fisc_status
cli_described(const struct cli_options *options, struct fisc_context *context,
              const char *path, struct fisc_system **ret,
              struct fisc_error *reterr);

/* Loads a description; "-" is standard input. */
enum fisc_status
cli_system(struct fisc_context *context, const char *path,
           struct fisc_system **ret, struct fisc_error *reterr);

/* The descriptions of other parties. */
struct cli_joined {
    struct fisc_joined *list;
    char **parties; /* what list[].party points to */
    size_t count;
};

int
cli_joined(const struct cli_options *options, struct fisc_context *context,
           struct cli_joined *ret);

void
cli_joined_done(struct cli_joined *joined);

/* malloc() and realloc() that end the program where memory is short. */
void *
cli_resize(void *block, size_t count, size_t size);

/* ---- system.c ------------------------------------------------------------*/

/* What a command does with one description; returns an exit status. */
typedef int (*cli_work)(const struct cli_options *options,
                        struct fisc_policy *policy,
                        struct fisc_system *system,
                        const struct cli_joined *joined);

/*
 * Reads the policies, the description ("-" is standard input) and those of
 * other parties, and works on them. Returns what `work` does, or EXIT_MISUSED
 * after a message.
 */
int
cli_on_system(const struct cli_options *options, const char *path,
              cli_work work);

/* ---- folders.c -----------------------------------------------------------*/

struct cli_folders {
    char **list;
    size_t count;
};

bool
cli_is_folder(const char *path);

/* Is there a manifest in the folder? */
bool
cli_is_policy(const char *folder);

/*
 * The policies' folders that arguments name: themselves, or those below a
 * folder of them, in order of their names; none: those of the current one. 0,
 * or EXIT_MISUSED after a message.
 */
int
cli_find_folders(struct cli_folders *folders, char **arguments, size_t count);

void
cli_folders_done(struct cli_folders *folders);

/* ---- terminal.c ----------------------------------------------------------*/

/* Does what goes to standard output get colours? */
bool
cli_wants_color(const struct cli_options *options);

/* Columns to fill: the terminal's, within reason. */
size_t
cli_width(void);

/* Columns that a text takes. */
size_t
cli_columns(const char *text);

/* Prints a text without its control characters, and spaces up to `columns`. */
void
cli_print(FILE *stream, const char *text, size_t columns);

/* Prints a text wrapped and indented by `indent`, its first line from `column`
   on; a newline in it begins a line. */
void
cli_print_wrapped(FILE *stream, const char *text, size_t column,
                  size_t indent);

/* Ends standard output; EXIT_MISUSED after a message if something was lost. */
int
cli_finish(int status);

/* ---- join.c --------------------------------------------------------------*/

/*
 * Prints what the catalog keeps on record of a control or a clause beside its
 * texts: props of ours, and links with what they lead to.
 */
void
cli_print_record(const struct fisc_policy *policy, const char *id, bool clause,
                 enum fisc_language language);

/*
 * Prints how a description and those of other parties meet: what is inherited,
 * and each responsibility that nobody answers for.
 */
enum fisc_status
cli_print_joined(FILE *stream, struct fisc_system *system,
                 const struct fisc_eval_options *options,
                 enum fisc_language language, struct fisc_error *reterr);

/* ---- whatif.c ------------------------------------------------------------*/

/* What --set and --unset ask for. */
struct cli_changes {
    struct fisc_change *list; /* in the order of the options */
    size_t count;
    char date[11]; /* of the evaluation: what is set was so then */
    struct fisc_about about;
};

/* `ret` points into itself: it stays where it is. */
void
cli_changes(const struct cli_options *options, struct cli_changes *ret);

void
cli_changes_done(struct cli_changes *changes);

/*
 * Makes the changes to what was evaluated last and writes what they move.
 * *ret is the report afterwards, owned by the caller.
 */
enum fisc_status
cli_what_if(FILE *stream, const struct cli_options *options,
            struct fisc_evaluator *evaluator,
            const struct cli_changes *changes,
            const struct fisc_report *before, struct fisc_report **ret,
            struct fisc_error *reterr);

/* ---- the commands --------------------------------------------------------*/

struct fisc_eval_options
cli_eval_options(const struct cli_options *options,
                 const struct cli_joined *joined);

struct fisc_write_options
cli_write_options(const struct cli_options *options);

/* EXIT_MET or EXIT_NOT_MET, by its clauses of level must. */
int
cli_report_status(const struct fisc_report *report);

/* A text as a string of JSON; what is no UTF-8 is replaced. */
void
cli_put_json(FILE *stream, const char *text);

/*
 * Writes all of a text to a file, or to standard output where `path` is NULL.
 * 0, or EXIT_MISUSED after a message; of standard output cli_finish() tells.
 */
int
cli_put_file(const char *path, const char *text, size_t length);

/* Today in Japan (UTC+9), where the policies' dates are meant. */
fisc_date
cli_today(void);

int
cli_eval(const struct cli_command *command, const struct cli_options *options,
         char **arguments, size_t count);
int
cli_explain(const struct cli_command *command,
            const struct cli_options *options, char **arguments, size_t count);
int
cli_try(const struct cli_command *command, const struct cli_options *options,
        char **arguments, size_t count);
int
cli_diff(const struct cli_command *command, const struct cli_options *options,
         char **arguments, size_t count);
int
cli_forecast(const struct cli_command *command,
             const struct cli_options *options, char **arguments,
             size_t count);
int
cli_plan(const struct cli_command *command, const struct cli_options *options,
         char **arguments, size_t count);
int
cli_questionnaire(const struct cli_command *command,
                  const struct cli_options *options, char **arguments,
                  size_t count);
int
cli_lint(const struct cli_command *command, const struct cli_options *options,
         char **arguments, size_t count);
int
cli_list(const struct cli_command *command, const struct cli_options *options,
         char **arguments, size_t count);
int
cli_test(const struct cli_command *command, const struct cli_options *options,
         char **arguments, size_t count);
int
cli_show(const struct cli_command *command, const struct cli_options *options,
         char **arguments, size_t count);

#endif
