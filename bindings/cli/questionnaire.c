/* SPDX-License-Identifier: MIT */
/* fisc questionnaire: what is still to be asked, to be filled in by people. */

#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* One question with what the vocabulary says of its fact. */
struct asked {
    struct fisc_question question;
    struct fisc_fact_info fact; /* path NULL where there is none */
    char *text[2];              /* what is asked */
    char *values[2];            /* "low: slight; high: great", or "" */
};

struct paper {
    FILE *stream;
    const struct fisc_report *report;
    struct fisc_policy *policy;
    const struct fisc_questions *questions;
    enum fisc_language language;
};

/* ---- what is asked -------------------------------------------------------*/

/* For what has no fact of its own in the vocabulary. */
static const struct {
    const char *prefix;
    const char *text[2]; /* around the path */
} wordings[] = {
    {"param:", {"%s の値をいくつに決めますか？", "Which value is decided for %s?"}},
    {"evidence(", {"%s にあたる証拠はありますか？", "Is there evidence for %s?"}},
    {"contract(", {"%s にあたる契約の定めはありますか？",
                   "Does a contract lay down %s?"}},
    {"", {"%s は何ですか？", "What is %s?"}},
};

static char *
word_question(const struct fisc_question *question, unsigned language)
{
    const char *given = question->text[language];
    size_t i = 0;
    char *text;

    if (*given)
        return strdup(given);
    while (strncmp(question->path, wordings[i].prefix,
                   strlen(wordings[i].prefix)) != 0)
        i++;
    return asprintf(&text, wordings[i].text[language], question->path) < 0
               ? NULL
               : text;
}

/* The allowed values of a fact, with their titles. */
static char *
word_values(const struct paper *paper, const struct asked *asked,
            unsigned language)
{
    char *text = NULL;
    size_t length;
    FILE *stream = open_memstream(&text, &length);

    if (!stream)
        return NULL;
    for (size_t i = 0; asked->fact.path && i < asked->fact.value_count; i++) {
        struct fisc_allowed_info value = {.size = sizeof value};

        if (fisc_policy_fact_value(paper->policy, (size_t)asked->question.fact,
                                   i, &value) != FISC_OK)
            break;
        fprintf(stream, "%s%s: %s", i ? "; " : "", value.name,
                value.title[language]);
    }
    return fclose(stream) == 0 ? text : NULL;
}

static void
asked_done(struct asked *asked)
{
    for (unsigned language = 0; language < 2; language++) {
        free(asked->text[language]);
        free(asked->values[language]);
    }
}

static bool
read_asked(const struct paper *paper, size_t index, struct asked *ret)
{
    bool read = true;

    *ret = (struct asked){.question.size = sizeof ret->question,
                          .fact.size = sizeof ret->fact};
    if (fisc_questions_get(paper->questions, index, &ret->question) != FISC_OK)
        return false;
    if (ret->question.fact != FISC_QUESTION_NO_FACT)
        read = fisc_policy_fact(paper->policy, (size_t)ret->question.fact,
                                &ret->fact) == FISC_OK;
    for (unsigned language = 0; language < 2 && read; language++) {
        ret->text[language] = word_question(&ret->question, language);
        ret->values[language] = word_values(paper, ret, language);
        read = ret->text[language] && ret->values[language];
    }
    if (!read)
        asked_done(ret);
    return read;
}

/* The label and key of a row that waits for the answer. */
static bool
read_row(const struct paper *paper, size_t index, size_t n,
         struct fisc_result_info *ret)
{
    size_t row;

    *ret = (struct fisc_result_info){.size = sizeof *ret};
    return fisc_questions_row(paper->questions, index, n, &row) == FISC_OK &&
           fisc_report_result(paper->report, row, ret) == FISC_OK;
}

/* What sort of answer is wanted; "" for what is no fact. */
static const char *
type_name(const struct asked *asked)
{
    return asked->fact.path ? fisc_fact_type_name(asked->fact.type) : "";
}

/* ---- Markdown ------------------------------------------------------------*/

enum word { WORD_TITLE, WORD_NONE, WORD_OPEN, WORD_ANSWER, WORD_TYPE,
            WORD_VALUES, WORD_JUDGED, WORD_STATE, WORD_SETTLES, WORD_CLAUSES };
static const char *const words[][2] = {
    [WORD_TITLE] = {"質問票", "Questionnaire"},
    [WORD_NONE] = {"尋ねることはない。", "There is nothing to ask."},
    [WORD_OPEN] = {"不明の条項", "clauses not known"},
    [WORD_ANSWER] = {"答え", "Answer"},
    [WORD_TYPE] = {"型", "type"},
    [WORD_VALUES] = {"選択肢", "values"},
    [WORD_JUDGED] = {"判断なので、誰が (by)、いつ (at)、なぜ (why) も書く",
                     "a judgement: say by whom (by), when (at) and why (why) "
                     "too"},
    [WORD_STATE] = {"今は", "so far"},
    [WORD_SETTLES] = {"ここまで答えると決まる条項", "clauses settled up to here"},
    [WORD_CLAUSES] = {"待っている条項", "asked by"},
};

static const char *
word(const struct paper *paper, enum word which)
{
    return words[which][paper->language];
}

/* Text that Markdown leaves as it is. */
static void
put_plain(FILE *stream, const char *text)
{
    for (; *text; text++) {
        if (strchr("\\`*_[]<>#|", *text))
            fputc('\\', stream);
        fputc(*text == '\n' ? ' ' : *text, stream);
    }
}

static void
put_clauses(const struct paper *paper, size_t index, size_t count)
{
    struct fisc_result_info row;

    for (size_t n = 0; n < count && read_row(paper, index, n, &row); n++) {
        fputs(n ? ", " : "", paper->stream);
        if (*row.label) {
            put_plain(paper->stream, row.label);
            fputc(' ', paper->stream);
        }
        fprintf(paper->stream, "`%s`", row.key);
    }
}

static void
put_markdown(const struct paper *paper, size_t index,
             const struct asked *asked)
{
    const struct fisc_question *question = &asked->question;
    FILE *stream = paper->stream;

    fprintf(stream, "\n## %zu. ", index + 1);
    put_plain(stream, asked->text[paper->language]);
    fprintf(stream, "\n\n- `%s`", question->path);
    if (*type_name(asked))
        fprintf(stream, " — %s: %s", word(paper, WORD_TYPE), type_name(asked));
    if (asked->fact.path && *asked->fact.unit)
        fprintf(stream, " (%s)", asked->fact.unit);
    fprintf(stream, "; %s: %s", word(paper, WORD_STATE), question->state);
    if (*asked->values[paper->language]) {
        fprintf(stream, "\n- %s: ", word(paper, WORD_VALUES));
        put_plain(stream, asked->values[paper->language]);
    }
    if (asked->fact.path && asked->fact.judged)
        fprintf(stream, "\n- %s", word(paper, WORD_JUDGED));
    fprintf(stream, "\n- %s: ", word(paper, WORD_CLAUSES));
    put_clauses(paper, index, question->row_count);
    fprintf(stream, "\n- %s: %zu\n\n%s: \n", word(paper, WORD_SETTLES),
            question->settled, word(paper, WORD_ANSWER));
}

/* ---- CSV: RFC 4180, with the mark that Excel knows UTF-8 by ---------------*/

static void
put_cell(FILE *stream, const char *text, const char *end)
{
    fputc('"', stream);
    /* A spreadsheet takes these for formulas. */
    if (*text && strchr("=+-@\t\r", *text))
        fputc('\'', stream);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', stream);
        fputc(*text, stream);
    }
    fprintf(stream, "\"%s", end);
}

static void
put_csv(const struct paper *paper, size_t index, const struct asked *asked)
{
    const struct fisc_question *question = &asked->question;
    FILE *stream = paper->stream;
    struct fisc_result_info row;

    fprintf(stream, "%zu,", index + 1);
    put_cell(stream, asked->text[paper->language], ",");
    put_cell(stream, question->path, ",");
    put_cell(stream, type_name(asked), ",");
    put_cell(stream, asked->fact.path ? asked->fact.unit : "", ",");
    put_cell(stream, asked->values[paper->language], ",");
    put_cell(stream, question->state, ",");
    fprintf(stream, "%zu,\"", question->settled);
    for (size_t n = 0;
         n < question->row_count && read_row(paper, index, n, &row); n++)
        fprintf(stream, "%s%s", n ? " " : "", row.key);
    fputs("\",\r\n", stream);
}

static void
put_csv_head(const struct paper *paper)
{
    static const char *const heads[] = {
        "番号,質問,事実,型,単位,選択肢,今の状態,決まる条項,待っている条項,答え",
        "number,question,fact,type,unit,values,state,settled,clauses,answer"};

    fprintf(paper->stream, "\xEF\xBB\xBF%s\r\n", heads[paper->language]);
}

/* ---- JSON: libfisc-questionnaire/1 ---------------------------------------*/

static void
put_pair(FILE *stream, const char *name, char *const text[2])
{
    fprintf(stream, ",\n   \"%s\": {\"ja\": ", name);
    cli_put_json(stream, text[FISC_LANGUAGE_JA]);
    fputs(", \"en\": ", stream);
    cli_put_json(stream, text[FISC_LANGUAGE_EN]);
    fputc('}', stream);
}

static void
put_allowed(const struct paper *paper, const struct asked *asked)
{
    fputs(",\n   \"values\": [", paper->stream);
    for (size_t i = 0; asked->fact.path && i < asked->fact.value_count; i++) {
        struct fisc_allowed_info value = {.size = sizeof value};

        if (fisc_policy_fact_value(paper->policy, (size_t)asked->question.fact,
                                   i, &value) != FISC_OK)
            break;
        fputs(i ? ", " : "", paper->stream);
        cli_put_json(paper->stream, value.name);
    }
    fputc(']', paper->stream);
}

static void
put_json(const struct paper *paper, size_t index, const struct asked *asked)
{
    const struct fisc_question *question = &asked->question;
    FILE *stream = paper->stream;
    struct fisc_result_info row;

    fprintf(stream, "%s\n  {\"path\": ", index ? "," : "");
    cli_put_json(stream, question->path);
    fputs(", \"state\": ", stream);
    cli_put_json(stream, question->state);
    put_pair(stream, "question", asked->text);
    fputs(",\n   \"type\": ", stream);
    cli_put_json(stream, type_name(asked));
    fputs(", \"unit\": ", stream);
    cli_put_json(stream, asked->fact.path ? asked->fact.unit : "");
    put_allowed(paper, asked);
    if (asked->fact.path && asked->fact.judged)
        fputs(",\n   \"judged\": [\"by\", \"at\", \"why\"]", stream);
    fprintf(stream, ",\n   \"alone\": %zu, \"settled\": %zu, \"clauses\": [",
            question->alone, question->settled);
    for (size_t n = 0;
         n < question->row_count && read_row(paper, index, n, &row); n++) {
        fputs(n ? ", " : "", stream);
        cli_put_json(stream, row.key);
    }
    fputs("],\n   \"answer\": null}", stream);
}

/* ---- all of them ---------------------------------------------------------*/

static void
put_head(const struct paper *paper, enum fisc_format format,
         const struct cli_options *options)
{
    const char *system = fisc_report_system_id(paper->report);
    size_t open = fisc_questions_open(paper->questions);
    char day[11];

    fisc_date_format(options->as_of, day);
    if ((int)format == CLI_FORMAT_CSV) {
        put_csv_head(paper);
    } else if (format == FISC_FORMAT_JSON) {
        fputs("{\"format\": \"libfisc-questionnaire/1\", \"as_of\": ",
              paper->stream);
        cli_put_json(paper->stream, day);
        fputs(", \"system\": ", paper->stream);
        cli_put_json(paper->stream, system);
        fprintf(paper->stream, ", \"open\": %zu,\n \"questions\": [", open);
    } else {
        fprintf(paper->stream, "# %s: ", word(paper, WORD_TITLE));
        put_plain(paper->stream, system);
        fprintf(paper->stream, " (%s)\n\n%s: %zu\n", day,
                word(paper, WORD_OPEN), open);
        if (fisc_questions_count(paper->questions) == 0)
            fprintf(paper->stream, "\n%s\n", word(paper, WORD_NONE));
    }
}

static bool
put_questions(const struct paper *paper, const struct cli_options *options)
{
    size_t count = fisc_questions_count(paper->questions);
    enum fisc_format format = options->format;
    struct asked asked;

    put_head(paper, format, options);
    for (size_t i = 0; i < count; i++) {
        if (!read_asked(paper, i, &asked))
            return false;
        if ((int)format == CLI_FORMAT_CSV)
            put_csv(paper, i, &asked);
        else if (format == FISC_FORMAT_JSON)
            put_json(paper, i, &asked);
        else
            put_markdown(paper, i, &asked);
        asked_done(&asked);
    }
    if (format == FISC_FORMAT_JSON)
        fputs("\n]}\n", paper->stream);
    return true;
}

/* Written to memory first, so that an error leaves an old file alone. */
static int
print_questions(struct paper *paper, const struct cli_options *options)
{
    char *text = NULL;
    size_t length;
    int status = EXIT_MET;

    paper->stream = open_memstream(&text, &length);
    if (!paper->stream || !put_questions(paper, options) ||
        fclose(paper->stream) != 0)
        return cli_fail("out of memory");
    if (fisc_questions_open(paper->questions) > 0)
        status = EXIT_NOT_MET;
    if (cli_put_file(options->output, text, length) != 0)
        status = EXIT_MISUSED;
    free(text);
    return status;
}

static int
ask(const struct cli_options *options, struct fisc_policy *policy,
    struct fisc_system *system, const struct cli_joined *joined)
{
    struct fisc_eval_options eval = cli_eval_options(options, joined);
    struct paper paper = {.policy = policy, .language = options->language};
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_report *report = NULL;
    struct fisc_questions *questions = NULL;
    struct fisc_error error;
    int status;

    if (fisc_evaluator_new(policy, &evaluator, &error) != FISC_OK ||
        fisc_eval(evaluator, system, &eval, &report, &error) != FISC_OK ||
        fisc_report_questions(report, &questions, &error) != FISC_OK) {
        status = cli_fail_error(&error);
    } else {
        paper.report = report;
        paper.questions = questions;
        status = print_questions(&paper, options);
    }
    fisc_questions_free(questions);
    fisc_report_unref(report);
    fisc_evaluator_free(evaluator);
    return status;
}

int
cli_questionnaire(const struct cli_command *command,
                  const struct cli_options *options, char **arguments,
                  size_t count)
{
    (void)command;
    (void)count;
    return cli_on_system(options, arguments[0], ask);
}
