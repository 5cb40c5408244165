/* SPDX-License-Identifier: MIT */
/* Results of an invented bank as JSON, made row by row. */

#define _GNU_SOURCE
#include "report/results.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *
or_default(const char *text, const char *otherwise)
{
    return text ? text : otherwise;
}

static const char *
default_reason(const char *result)
{
    static const char *const reasons[][2] = {
        {"pass", "met"},       {"fail", "not-met"},    {"unknown", "absent"},
        {"error", "error"},    {"notapplicable", "when"},
        {"notchecked", "no-check"}, {"notselected", "borne-by"},
    };

    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (strcmp(reasons[i][0], result) == 0)
            return reasons[i][1];
    return "may";
}

static void
print_null(FILE *out, const char *name, const char *value)
{
    if (value && *value)
        fprintf(out, ", \"%s\": \"%s\"", name, value);
    else
        fprintf(out, ", \"%s\": null", name);
}

static void
print_row(FILE *out, const struct made_row *row)
{
    const char *party = or_default(row->party, "bank");

    fprintf(out, "{\"key\": \"%s%s%s\", \"catalog\": \"t\", \"control\": "
            "\"t.f1\", \"label\": \"設1\", \"clause\": \"%s\", \"bearer\": "
            "\"customer\"", row->clause, *party ? "@" : "", party,
            row->clause);
    print_null(out, "party", party);
    fprintf(out, ", \"level\": \"%s\", \"result\": \"%s\", \"reason\": \"%s\"",
            or_default(row->level, "must"), row->result,
            or_default(row->reason, default_reason(row->result)));
    print_null(out, "via", strcmp(row->result, "pass") == 0 ? "direct" : "");
    fprintf(out, ", \"labels\": [], \"message\": {\"ja\": \"\", \"en\": \"\"}"
            ", \"facts\": [");
    if (row->fact)
        fprintf(out, "{\"path\": \"a\", \"value\": \"%s\", \"wanted\": \"1\", "
                "\"role\": \"wanted\", \"source\": \"\"}", row->fact);
    fprintf(out, "], \"deciding\": [");
    if (row->deciding)
        fprintf(out, "{\"path\": \"%s\", \"state\": \"absent\", "
                "\"candidate\": null}", row->deciding);
    fprintf(out, "], \"deciding_minimal\": true, \"evidence\": []");
    print_null(out, "waiver", row->waiver);
    fprintf(out, "}");
}

static void
print_counts(FILE *out, const struct made_row *rows, size_t count)
{
    for (int i = 0; i < FISC_RESULT_COUNT; i++) {
        const char *name = fisc_result_name((enum fisc_result)i);
        size_t found = 0;

        for (size_t j = 0; j < count; j++)
            found += strcmp(rows[j].result, name) == 0;
        fprintf(out, "%s\"%s\": %zu", i > 0 ? ", " : "{", name, found);
    }
    fprintf(out, "}");
}

static void
print_digest(FILE *out, char digit)
{
    fputc('"', out);
    for (int i = 0; i < 64; i++)
        fputc(digit, out);
    fputc('"', out);
}

char *
made_json(const struct made_about *about, const struct made_row *rows,
          size_t count)
{
    static const struct made_about nothing = {.as_of = NULL};
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    size_t satisfied = 0;

    about = about ? about : &nothing;
    fprintf(out, "{\"format\": \"libfisc-result/1\", \"as_of\": \"%s\",\n"
            "\"digests\": {\"policy\": ",
            or_default(about->as_of, "2026-06-30"));
    print_digest(out, about->policy_digit || about->rules_digit ||
                              about->params_digit
                          ? 'b' : 'a');
    if (!about->policy_digit) {
        fprintf(out, ", \"rules\": ");
        print_digest(out, about->rules_digit ? about->rules_digit : 'c');
        fprintf(out, ", \"params\": ");
        print_digest(out, about->params_digit ? about->params_digit : 'd');
    }
    fprintf(out, ", \"system\": ");
    print_digest(out, about->system_digit ? about->system_digit : '0');
    fprintf(out, "},\n\"system\": \"%s\",\n\"results\": [",
            or_default(about->system, "internet-banking"));
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "%s", i > 0 ? ",\n" : "\n");
        print_row(out, &rows[i]);
        satisfied += strcmp(rows[i].result, "pass") == 0;
    }
    fprintf(out, "],\n\"controls\": [{\"control\": \"t.f1\", \"state\": "
            "\"%s\", \"reason\": %s}],\n\"coverage\": {\"results\": ",
            satisfied == count ? "satisfied" : "not-satisfied",
            satisfied == count ? "null" : "\"fail\"");
    print_counts(out, rows, count);
    fprintf(out, ", \"must\": ");
    print_counts(out, rows, count);
    fprintf(out, ",\n\"roles\": {}, \"parties\": {}, \"decided\": 0, "
            "\"open\": 0}}\n");
    fclose(out);
    return text;
}

struct fisc_result_set *
made_set(struct fisc_context *context, const struct made_about *about,
         const struct made_row *rows, size_t count)
{
    struct fisc_result_set *set = NULL;
    char *text = made_json(about, rows, count);
    struct fisc_error error = {.message = ""};
    enum fisc_status status = fisc_result_set_parse(
        context, "made.json", text, strlen(text), &set, &error);

    ck_assert_msg(status == FISC_OK, "%u:%u: %s", error.line, error.column,
                  error.message);
    free(text);
    return set;
}
