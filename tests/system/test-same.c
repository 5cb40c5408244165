/* SPDX-License-Identifier: MIT */
/*
 * Random descriptions, spelled in JSON, in XML and by the builder, in random
 * order and with records nested or dotted: one digest.
 */

#include <fisc/fisc.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/run.h"
#include "system/dump.h"

enum { MOST_CHILDREN = 5, ROUNDS = 1500 };

enum kind { RECORD, LIST, SET, BOOLEAN, INTEGER, DECIMAL, STRING, UNKNOWN };

/* What a description says at one path. */
struct thing {
    enum kind kind;
    char name[12];
    int64_t number;
    const char *text;
    const char *date;
    const char *source;
    int complete;
    int count;
    struct thing *children[MOST_CHILDREN];
};

static const char *const texts[] = {"",       "high", "2026-02-28", "設備 7",
                                    "a  b",   "true", "12",         "007",
                                    "<&>\"'", "1.5",  " padded ",   "%s"};

static uint64_t state;

static unsigned
below(unsigned n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((state >> 33) % n);
}

static const char *
some_text(void)
{
    return texts[below(sizeof texts / sizeof *texts)];
}

static struct thing *
make(int depth, int index, bool listed);

/* Names differ by their index; in a list they are ids. */
static void
make_children(struct thing *thing, int depth, bool listed)
{
    thing->count = (int)below(MOST_CHILDREN + 1);
    if (thing->kind == RECORD && !listed && thing->count == 0)
        thing->count = 1;
    for (int i = 0; i < thing->count; i++)
        thing->children[i] = make(depth + 1, i, thing->kind == LIST);
}

static struct thing *
make(int depth, int index, bool listed)
{
    struct thing *thing = calloc(1, sizeof *thing);
    unsigned kind = below(depth < 4 ? 11 : 6);

    ck_assert_ptr_nonnull(thing);
    thing->kind = kind < 6 ? (enum kind)(SET + kind) : kind < 8 ? LIST : RECORD;
    if (depth == 0 || listed)
        thing->kind = RECORD;
    snprintf(thing->name, sizeof thing->name, listed ? "%c:%d" : "%c_%d",
             'a' + (int)below(26), index);
    thing->number = (int64_t)below(2000) - 1000;
    thing->text = some_text();
    thing->complete = (int)below(2);
    if (thing->kind != RECORD && below(3) == 0)
        thing->date = "2026-05-20";
    if (thing->kind != RECORD && below(3) == 0)
        thing->source = "report 7";
    if (thing->kind == SET)
        thing->count = (int)below(MOST_CHILDREN + 1);
    if (thing->kind == RECORD || thing->kind == LIST)
        make_children(thing, depth, listed || depth == 0);
    return thing;
}

static void
unmake(struct thing *thing)
{
    if (!thing)
        return;
    for (int i = 0; thing->kind != SET && i < thing->count; i++)
        unmake(thing->children[i]);
    free(thing);
}

static void
shuffle(struct thing *thing)
{
    for (int i = thing->count - 1; thing->kind != SET && i > 0; i--) {
        unsigned j = below((unsigned)i + 1);
        struct thing *other = thing->children[i];

        thing->children[i] = thing->children[j];
        thing->children[j] = other;
    }
}

static void
json_text(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fputc('\\', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

static void
json_about(FILE *out, const struct thing *thing)
{
    if (thing->source)
        fprintf(out, ", \"source\": \"%s\"", thing->source);
    if (thing->date)
        fprintf(out, ", \"date\": \"%s\"", thing->date);
}

static void
json_value(FILE *out, struct thing *thing);

/* A member; a record of one field may be dotted. */
static void
json_member(FILE *out, struct thing *thing)
{
    fprintf(out, "\"%s", thing->name);
    while (thing->kind == RECORD && thing->count == 1 && below(2)) {
        thing = thing->children[0];
        fprintf(out, ".%s", thing->name);
    }
    fputs("\": ", out);
    json_value(out, thing);
}

/* Some fields of a record may be said apart from it, dotted. */
static void
json_record(FILE *out, struct thing *record, const char *before)
{
    shuffle(record);
    for (int i = 0; i < record->count; i++) {
        struct thing *child = record->children[i];

        fputs(i ? ", " : before, out);
        if (child->kind == RECORD && child->count == 2 && below(2)) {
            fprintf(out, "\"%s.%s\": ", child->name, child->children[0]->name);
            json_value(out, child->children[0]);
            fprintf(out, ", \"%s\": {", child->name);
            json_member(out, child->children[1]);
            fputc('}', out);
            continue;
        }
        json_member(out, child);
    }
}

static void
json_items(FILE *out, struct thing *list)
{
    fputc('[', out);
    shuffle(list);
    for (int i = 0; i < list->count; i++) {
        fputs(i ? ", " : "", out);
        if (list->kind == SET) {
            fprintf(out, "\"%d\"", (i * 7 + (int)list->number) % 1000);
            continue;
        }
        fprintf(out, "{\"id\": \"%s\"", list->children[i]->name);
        json_record(out, list->children[i], ", ");
        fputc('}', out);
    }
    fputc(']', out);
}

static void
json_list(FILE *out, struct thing *list)
{
    bool bare = list->complete && !list->date && !list->source;

    if (!bare)
        fprintf(out, "{\"complete\": %s, \"items\": ",
                list->complete ? "true" : "false");
    json_items(out, list);
    if (!bare) {
        json_about(out, list);
        fputc('}', out);
    }
}

static void
json_scalar(FILE *out, const struct thing *thing)
{
    if (thing->kind == BOOLEAN)
        fputs(thing->number > 0 ? "true" : "false", out);
    else if (thing->kind == INTEGER)
        fprintf(out, "%d", (int)thing->number);
    else if (thing->kind == DECIMAL)
        fprintf(out, "%d.25", (int)thing->number);
    else
        json_text(out, thing->text);
}

static void
json_value(FILE *out, struct thing *thing)
{
    if (thing->kind == RECORD) {
        fputc('{', out);
        json_record(out, thing, "");
        fputc('}', out);
    } else if (thing->kind == LIST || thing->kind == SET) {
        json_list(out, thing);
    } else if (thing->kind == UNKNOWN) {
        fputs("{\"unknown\": \"why\"", out);
        json_about(out, thing);
        fputc('}', out);
    } else if (thing->date || thing->source || below(4) == 0) {
        fputs("{\"value\": ", out);
        json_scalar(out, thing);
        json_about(out, thing);
        fputc('}', out);
    } else {
        json_scalar(out, thing);
    }
}

static void
xml_about(FILE *out, const struct thing *thing)
{
    if (thing->date)
        fprintf(out, " date='%s'", thing->date);
    if (thing->source)
        fprintf(out, " source='%s'", thing->source);
}

static void
xml_text(FILE *out, const char *text)
{
    for (; *text; text++)
        if (strchr("<&>\"'", *text))
            fprintf(out, "&#%d;", *text);
        else
            fputc(*text, out);
}

static void
xml_thing(FILE *out, struct thing *thing, const char *prefix);

/* Children in an element of their own, or each with the path as its name. */
static void
xml_record(FILE *out, struct thing *record, const char *prefix)
{
    char path[200];

    shuffle(record);
    for (int i = 0; i < record->count; i++) {
        if (below(3) == 0) {
            snprintf(path, sizeof path, "%s%s.", prefix, record->name);
            xml_thing(out, record->children[i], path);
            continue;
        }
        fprintf(out, "<record name='%s%s'>", prefix, record->name);
        xml_thing(out, record->children[i], "");
        fputs("</record>\n", out);
    }
}

static void
xml_list(FILE *out, struct thing *list, const char *prefix)
{
    fprintf(out, "<list name='%s%s'%s", prefix, list->name,
            !list->complete ? " complete='false'"
            : below(2)      ? " complete='true'"
                            : "");
    xml_about(out, list);
    fputs(">\n", out);
    shuffle(list);
    for (int i = list->count - 1; i >= 0; i--) {
        if (list->kind == SET) {
            fprintf(out, "<item type='string'>%d</item>",
                    (i * 7 + (int)list->number) % 1000);
            continue;
        }
        fprintf(out, "<item id='%s'>", list->children[i]->name);
        for (int j = 0; j < list->children[i]->count; j++)
            xml_thing(out, list->children[i]->children[j], "");
        fputs("</item>", out);
    }
    fputs("</list>", out);
}

static void
xml_scalar(FILE *out, struct thing *thing, const char *prefix)
{
    static const char *const types[] = {
        [BOOLEAN] = "boolean", [INTEGER] = "integer", [DECIMAL] = "decimal"};

    fprintf(out, "<fact name='%s%s'", prefix, thing->name);
    xml_about(out, thing);
    if (thing->kind == UNKNOWN) {
        fputs(" unknown='why'/>", out);
        return;
    }
    if (thing->kind == STRING)
        fputs(" type='string'>", out);
    else if (below(2))
        fprintf(out, " type='%s'>", types[thing->kind]);
    else
        fputc('>', out);
    if (thing->kind == STRING)
        xml_text(out, thing->text);
    else
        json_scalar(out, thing);
    fputs("</fact>", out);
}

static void
xml_thing(FILE *out, struct thing *thing, const char *prefix)
{
    if (thing->kind == RECORD)
        xml_record(out, thing, prefix);
    else if (thing->kind == LIST || thing->kind == SET)
        xml_list(out, thing, prefix);
    else
        xml_scalar(out, thing, prefix);
}

static void
build_thing(struct fisc_builder *b, struct thing *thing, const char *prefix);

static enum fisc_status
build_set(struct fisc_builder *b, const struct thing *set, const char *path)
{
    char items[MOST_CHILDREN][12];
    const char *pointers[MOST_CHILDREN];

    for (int i = 0; i < set->count; i++) {
        snprintf(items[i], sizeof items[i], "%d",
                 (i * 7 + (int)set->number) % 1000);
        pointers[i] = items[i];
    }
    return fisc_builder_set(b, path, pointers, (size_t)set->count,
                            set->complete, NULL);
}

/* Records and lists: by path, or by prefix. */
static void
build_children(struct fisc_builder *b, struct thing *thing, const char *path)
{
    char below_path[400];

    shuffle(thing);
    for (int i = 0; i < thing->count; i++) {
        struct thing *child = thing->children[i];

        if (thing->kind == LIST) {
            snprintf(below_path, sizeof below_path, "%s[%s]", path,
                     child->name);
            ck_assert_int_eq(fisc_builder_record(b, below_path, NULL),
                             FISC_OK);
            build_children(b, child, below_path);
        } else if (below(2)) {
            ck_assert_int_eq(fisc_builder_enter(b, path, NULL), FISC_OK);
            build_thing(b, child, "");
            fisc_builder_leave(b);
        } else {
            snprintf(below_path, sizeof below_path, "%s.", path);
            build_thing(b, child, below_path);
        }
    }
}

static enum fisc_status
build_value(struct fisc_builder *b, const struct thing *thing,
            const char *path)
{
    switch (thing->kind) {
    case SET:
        return build_set(b, thing, path);
    case LIST:
        return fisc_builder_list(b, path, thing->complete, NULL);
    case BOOLEAN:
        return fisc_builder_boolean(b, path, thing->number > 0, NULL);
    case INTEGER:
        return fisc_builder_integer(b, path, thing->number, NULL);
    case DECIMAL:
        return fisc_builder_decimal(b, path,
                                    (double)thing->number +
                                        (thing->number < 0 ? -0.25 : 0.25),
                                    NULL);
    case STRING:
        return fisc_builder_string(b, path, thing->text, NULL);
    case UNKNOWN:
        return fisc_builder_unknown(b, path, "why", NULL);
    default:
        return FISC_OK;
    }
}

static void
build_thing(struct fisc_builder *b, struct thing *thing, const char *prefix)
{
    struct fisc_about about = {.size = sizeof about,
                               .date = thing->date,
                               .source = thing->source};
    bool early = below(2);
    char path[400];

    snprintf(path, sizeof path, "%s%s", prefix, thing->name);
    /* A list may be stated after its records. */
    if ((thing->kind == RECORD || thing->kind == LIST) && !early)
        build_children(b, thing, path);
    ck_assert_int_eq(build_value(b, thing, path), FISC_OK);
    if (thing->date || thing->source)
        ck_assert_int_eq(fisc_builder_about(b, path, &about, NULL), FISC_OK);
    if ((thing->kind == RECORD || thing->kind == LIST) && early)
        build_children(b, thing, path);
}

static struct fisc_context *context;

static struct fisc_system *
parse(FILE *out, char **text)
{
    struct fisc_error error = {.message = ""};
    struct fisc_system *system = NULL;
    enum fisc_status status;

    fclose(out);
    status = fisc_system_parse(context, "in", *text, strlen(*text),
                               FISC_SYSTEM_AUTO, &system, &error);
    ck_assert_msg(status == FISC_OK, "%u:%u: %s in\n%s", error.line,
                  error.column, error.message, *text);
    free(*text);
    *text = NULL;
    return system;
}

static void
hold(struct thing *root)
{
    struct fisc_system *systems[3] = {NULL, NULL, NULL};
    struct fisc_builder *builder = NULL;
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);

    fputs("{\"format\": \"libfisc-system/1\", \"id\": \"s\"", out);
    json_record(out, root, ", ");
    fputc('}', out);
    systems[0] = parse(out, &text);
    out = open_memstream(&text, &length);
    fputs("<system xmlns='urn:libfisc:system:1' id='s'>", out);
    shuffle(root);
    for (int i = 0; i < root->count; i++)
        xml_thing(out, root->children[i], "");
    fputs("</system>", out);
    systems[1] = parse(out, &text);
    ck_assert_int_eq(fisc_builder_new(context, "s", &builder, NULL), FISC_OK);
    for (int i = 0; i < root->count; i++)
        build_thing(builder, root->children[i], "");
    ck_assert_int_eq(fisc_builder_finish(builder, &systems[2], NULL), FISC_OK);
    fisc_builder_free(builder);
    for (int i = 1; i < 3; i++) {
        if (strcmp(fisc_system_digest(systems[0]),
                   fisc_system_digest(systems[i])) != 0)
            ck_abort_msg("%d:\n%s\n%s", i, dump_system(systems[0]),
                         dump_system(systems[i]));
        fisc_system_unref(systems[i]);
    }
    fisc_system_unref(systems[0]);
}

START_TEST(same__whatever_the_spelling_and_the_order)
{
    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    for (unsigned round = 0; round < ROUNDS; round++) {
        struct thing *root;

        state = round;
        below(2);
        root = make(0, 0, false);
        hold(root);
        unmake(root);
    }
    fisc_context_unref(context);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("same");

    tcase_add_test(tests, same__whatever_the_spelling_and_the_order);
    return run_case("system", tests);
}
