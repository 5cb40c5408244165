/* SPDX-License-Identifier: MIT */
/* Changes to a description: what comes of each, and what can't be made. */

#include <fisc/fisc.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/failing.h"
#include "support/run.h"

#define HEAD "{\"format\": \"libfisc-system/1\", \"id\": \"s\""
#define BODY \
    ", \"a\": {\"b\": true, \"c\": {\"value\": 1, \"date\": \"2026-01-01\", " \
    "\"source\": \"x\"}}, \"u\": {\"unknown\": \"asked\"}, \"set\": " \
    "{\"complete\": true, \"source\": \"y\", \"items\": [\"p\", \"r\"]}, " \
    "\"list\": [{\"id\": \"k\", \"n\": 1}, {\"id\": \"m\", \"n\": 2}], " \
    "\"v\": 7}"

static struct fisc_context *context;

static void
begin(void)
{
    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
}

static void
end(void)
{
    fisc_context_unref(context);
}

static struct fisc_system *
parse(const char *text)
{
    struct fisc_system *system = NULL;
    struct fisc_error error = {0};
    enum fisc_status status =
        fisc_system_parse(context, "in", text, strlen(text), FISC_SYSTEM_JSON,
                          &system, &error);

    ck_assert_msg(!status, "%s in %s", error.message, text);
    return system;
}

/* ---- what comes of a change ----------------------------------------------*/

#define CHANGE .size = sizeof(struct fisc_change)

static const char *const members[] = {"z", "q"};

/* Changes to BODY, and a member of JSON that says what comes of it. */
static const struct good {
    struct fisc_change change;
    const char *from, *to; /* a part of BODY, and what takes its place */
} goods[] = {
    {{CHANGE, FISC_CHANGE_BOOLEAN, "a.b", .integer = 0},
     "\"b\": true", "\"b\": false"},
    {{CHANGE, FISC_CHANGE_BOOLEAN, "a.b", .integer = 9},
     "\"b\": true", "\"b\": true"},
    {{CHANGE, FISC_CHANGE_INTEGER, "v", .integer = -3}, ": 7", ": -3"},
    {{CHANGE, FISC_CHANGE_DECIMAL, "v", .decimal = 1.5}, ": 7", ": 1.5"},
    {{CHANGE, FISC_CHANGE_DECIMAL, "v", .decimal = -0.0}, ": 7", ": 0.0"},
    {{CHANGE, FISC_CHANGE_STRING, "v", .string = "七"}, ": 7", ": \"七\""},
    {{CHANGE, FISC_CHANGE_STRING, "v", .string = "2026-02-03"},
     ": 7", ": \"2026-02-03\""},
    {{CHANGE, FISC_CHANGE_DATE, "v", .day = 0}, ": 7", ": \"1970-01-01\""},
    {{CHANGE, FISC_CHANGE_UNKNOWN, "v", .string = "why"},
     ": 7", ": {\"unknown\": \"why\"}"},
    /* What was said beside the old value goes with it. */
    {{CHANGE, FISC_CHANGE_INTEGER, "a.c", .integer = 1},
     "{\"value\": 1, \"date\": \"2026-01-01\", \"source\": \"x\"}", "1"},
    {{CHANGE, FISC_CHANGE_CLEAR, "v"}, ", \"v\": 7", ""},
    {{CHANGE, FISC_CHANGE_CLEAR, "a.b"}, "\"b\": true, ", ""},
    {{CHANGE, FISC_CHANGE_CLEAR, "u"}, "\"u\": {\"unknown\": \"asked\"}, ", ""},
    {{CHANGE, FISC_CHANGE_CLEAR, "list[m]"},
     ", {\"id\": \"m\", \"n\": 2}", ""},
    {{CHANGE, FISC_CHANGE_CLEAR, "list[zzz]"}, "", ""},
    {{CHANGE, FISC_CHANGE_CLEAR, "nothing.there"}, "", ""},
    /* Records come into being. */
    {{CHANGE, FISC_CHANGE_BOOLEAN, "n.e.w", .integer = 1},
     "\"v\": 7", "\"v\": 7, \"n\": {\"e\": {\"w\": true}}"},
    {{CHANGE, FISC_CHANGE_BOOLEAN, "list[k].n2", .integer = 1},
     "\"n\": 1", "\"n\": 1, \"n2\": true"},
    {{CHANGE, FISC_CHANGE_RECORD, "list[l]"},
     "{\"id\": \"m\"", "{\"id\": \"l\"}, {\"id\": \"m\""},
    {{CHANGE, FISC_CHANGE_RECORD, "list[k]"}, "", ""},
    {{CHANGE, FISC_CHANGE_RECORD, "others[x]"},
     "\"v\": 7", "\"v\": 7, \"others\": {\"complete\": false, \"items\": "
                 "[{\"id\": \"x\"}]}"},
    {{CHANGE, FISC_CHANGE_RECORD, "r"}, "\"v\": 7", "\"v\": 7, \"r\": {}"},
    {{CHANGE, FISC_CHANGE_SET, "set", .items = members, .count = 2,
      .complete = 1},
     "{\"complete\": true, \"source\": \"y\", \"items\": [\"p\", \"r\"]}",
     "[\"q\", \"z\"]"},
    {{CHANGE, FISC_CHANGE_ADD, "set", .string = "q"}, "\"p\"", "\"p\", \"q\""},
    {{CHANGE, FISC_CHANGE_ADD, "set", .string = "p"}, "", ""},
    {{CHANGE, FISC_CHANGE_ADD, "more", .string = "x"},
     "\"v\": 7", "\"v\": 7, \"more\": {\"complete\": false, \"items\": "
                 "[\"x\"]}"},
    {{CHANGE, FISC_CHANGE_REMOVE, "set", .string = "r"}, ", \"r\"]", "]"},
    {{CHANGE, FISC_CHANGE_REMOVE, "set", .string = "q"}, "", ""},
    {{CHANGE, FISC_CHANGE_REMOVE, "more", .string = "q"}, "", ""},
    {{CHANGE, FISC_CHANGE_COMPLETE, "set", .complete = 0},
     "\"complete\": true", "\"complete\": false"},
    {{CHANGE, FISC_CHANGE_COMPLETE, "list", .complete = 0},
     "[{\"id\": \"k\", \"n\": 1}, {\"id\": \"m\", \"n\": 2}]",
     "{\"complete\": false, \"items\": [{\"id\": \"k\", \"n\": 1}, {\"id\": "
     "\"m\", \"n\": 2}]}"},
    {{CHANGE, FISC_CHANGE_COMPLETE, "none", .complete = 1},
     "\"v\": 7", "\"v\": 7, \"none\": []"},
    {{CHANGE, FISC_CHANGE_JSON, "a",
      .string = "{\"b\": {\"value\": false, \"by\": \"x\"}, \"d.e\": [1]}"},
     "{\"b\": true, \"c\": {\"value\": 1, \"date\": \"2026-01-01\", "
     "\"source\": \"x\"}}",
     "{\"b\": {\"value\": false, \"by\": \"x\"}, \"d\": {\"e\": [1]}}"},
    {{CHANGE, FISC_CHANGE_JSON, "list[k]", .string = "{\"o\": \"x\"}"},
     "\"id\": \"k\", \"n\": 1", "\"id\": \"k\", \"o\": \"x\""},
    {{CHANGE, FISC_CHANGE_JSON, "v", .string = "[{\"id\": \"x\"}]"},
     ": 7", ": [{\"id\": \"x\"}]"},
};

/* BODY with a part of it replaced. */
static void
substitute(const struct good *good, char *text, size_t size)
{
    static const char body[] = HEAD BODY;
    const char *at = strstr(body, good->from);

    ck_assert_ptr_nonnull(at);
    snprintf(text, size, "%.*s%s%s", (int)(at - body), body, good->to,
             at + strlen(good->from));
}

START_TEST(change__says_how_things_are_afterwards)
{
    const struct good *good = &goods[_i];
    struct fisc_system *before = parse(HEAD BODY), *after = NULL, *wanted;
    struct fisc_error error = {0};
    char text[1024], digest[65];

    strcpy(digest, fisc_system_digest(before));
    substitute(good, text, sizeof text);
    wanted = parse(text);
    ck_assert_msg(!fisc_system_change(before, &good->change, 1, &after,
                                      &error),
                  "%s", error.message);
    ck_assert_str_eq(fisc_system_digest(after), fisc_system_digest(wanted));
    fisc_system_unref(before);
    before = after;
    after = NULL;
    /* Made twice, it makes no difference. */
    ck_assert_int_eq(fisc_system_change(before, &good->change, 1, &after,
                                        &error), FISC_OK);
    ck_assert_str_eq(fisc_system_digest(after), fisc_system_digest(wanted));
    fisc_system_unref(after);
    fisc_system_unref(before);
    fisc_system_unref(wanted);
}
END_TEST

START_TEST(change__leaves_what_it_was_made_of)
{
    struct fisc_system *before = parse(HEAD BODY), *again, *after;
    char digest[65];

    strcpy(digest, fisc_system_digest(before));
    for (size_t i = 0; i < sizeof goods / sizeof *goods; i++) {
        after = NULL;
        ck_assert_int_eq(fisc_system_change(before, &goods[i].change, 1,
                                            &after, NULL), FISC_OK);
        fisc_system_unref(after);
    }
    again = NULL; /* the digest of `before` is kept: that of its copy is not */
    ck_assert_int_eq(fisc_system_change(before, NULL, 0, &again, NULL),
                     FISC_OK);
    ck_assert_str_eq(fisc_system_digest(again), digest);
    fisc_system_unref(again);
    fisc_system_unref(before);
}
END_TEST

START_TEST(change__says_more_about_a_statement)
{
    struct fisc_about about = {.size = sizeof about, .date = "2026-03-04",
                               .evidence = "e", .by = "b", .at = "2026-03-05",
                               .why = "w", .expires = "2027-01-01"};
    struct fisc_change changes[] = {
        {CHANGE, FISC_CHANGE_BOOLEAN, "a.b", .integer = 1, .about = &about},
        {CHANGE, FISC_CHANGE_ABOUT, "a.c", .about = &about},
        {CHANGE, FISC_CHANGE_ABOUT, "u", .about = &about},
        {CHANGE, FISC_CHANGE_ABOUT, "set"},
    };
    struct fisc_system *before = parse(HEAD BODY), *after = NULL;
    struct fisc_value value = {.size = sizeof value};

    ck_assert_int_eq(fisc_system_change(before, changes, 4, &after, NULL),
                     FISC_OK);
    ck_assert_int_eq(fisc_system_get(after, "a.b", &value), FISC_OK);
    ck_assert_str_eq(value.by, "b");
    ck_assert_int_eq(fisc_system_get(after, "a.c", &value), FISC_OK);
    ck_assert_int_eq(value.integer, 1);
    ck_assert_str_eq(value.source, "");
    ck_assert_str_eq(value.evidence, "e");
    ck_assert_int_eq(fisc_system_get(after, "u", &value), FISC_OK);
    ck_assert_str_eq(value.unknown, "asked");
    ck_assert_str_eq(value.why, "w");
    ck_assert_int_eq(fisc_system_get(after, "set", &value), FISC_OK);
    ck_assert_str_eq(value.source, "");
    ck_assert_uint_eq(value.count, 2);
    fisc_system_unref(before);
    fisc_system_unref(after);
}
END_TEST

/* ---- what can't be made --------------------------------------------------*/

static const struct fisc_about with_date = {sizeof with_date,
                                            .date = "2026-01-01"};
static const struct fisc_about no_date = {sizeof no_date, .date = "today"};
static const char *const twice[] = {"x", "x"};

static const struct bad {
    struct fisc_change change;
    enum fisc_status status;
    const char *message; /* a part of it */
} bads[] = {
    {{CHANGE, 0, "v"}, FISC_ERR_INVALID, "no such kind"},
    {{CHANGE, 99, "v"}, FISC_ERR_INVALID, "no such kind"},
    {{CHANGE, FISC_CHANGE_AS_OF}, FISC_ERR_INVALID, "is no path"},
    {{CHANGE, FISC_CHANGE_AS_OF, "v"}, FISC_ERR_INVALID, "a date is of an"},
    {{CHANGE, FISC_CHANGE_CLEAR, ""}, FISC_ERR_INVALID, "is no path"},
    {{CHANGE, FISC_CHANGE_CLEAR, "A"}, FISC_ERR_INVALID, "is no path"},
    {{CHANGE, FISC_CHANGE_CLEAR, "list[]"}, FISC_ERR_INVALID, "is no path"},
    {{CHANGE, FISC_CHANGE_STRING, "v"}, FISC_ERR_INVALID, "has no string"},
    {{CHANGE, FISC_CHANGE_STRING, "v", .string = "\xff"}, FISC_ERR_INVALID,
     "not UTF-8"},
    {{CHANGE, FISC_CHANGE_ADD, "set", .string = "\xff"}, FISC_ERR_INVALID,
     "not UTF-8"},
    {{CHANGE, FISC_CHANGE_ADD, "set"}, FISC_ERR_INVALID, "member is a string"},
    {{CHANGE, FISC_CHANGE_UNKNOWN, "v"}, FISC_ERR_INVALID, "the reason"},
    {{CHANGE, FISC_CHANGE_DECIMAL, "v", .decimal = INFINITY},
     FISC_ERR_INVALID, "finite"},
    {{CHANGE, FISC_CHANGE_DATE, "v", .day = FISC_DATE_NONE}, FISC_ERR_INVALID,
     "out of range"},
    {{CHANGE, FISC_CHANGE_SET, "v", .items = twice, .count = 2},
     FISC_ERR_INVALID, "\"x\" twice"},
    {{CHANGE, FISC_CHANGE_SET, "list[k]"}, FISC_ERR_INVALID, "is a record"},
    {{CHANGE, FISC_CHANGE_BOOLEAN, "list[k]"}, FISC_ERR_INVALID,
     "is a record"},
    {{CHANGE, FISC_CHANGE_BOOLEAN, "v", .about = &no_date}, FISC_ERR_INVALID,
     "no date"},
    {{CHANGE, FISC_CHANGE_CLEAR, "v", .about = &with_date}, FISC_ERR_INVALID,
     "nothing is said beside"},
    {{CHANGE, FISC_CHANGE_ABOUT, "a", .about = &with_date}, FISC_ERR_INVALID,
     "can't be said of a record"},
    {{CHANGE, FISC_CHANGE_ABOUT, "w", .about = &with_date}, FISC_ERR_NOTFOUND,
     "nothing is stated there"},
    {{CHANGE, FISC_CHANGE_BOOLEAN, "list[x].n"}, FISC_ERR_NOTFOUND,
     "list has no element x"},
    {{CHANGE, FISC_CHANGE_CLEAR, "list[x].n"}, FISC_ERR_NOTFOUND,
     "list has no element x"},
    {{CHANGE, FISC_CHANGE_BOOLEAN, "none[x].n"}, FISC_ERR_NOTFOUND,
     "none has no element x"},
    {{CHANGE, FISC_CHANGE_BOOLEAN, "v.w"}, FISC_ERR_CONFLICT,
     "v is a value, and not a record"},
    {{CHANGE, FISC_CHANGE_BOOLEAN, "u.w"}, FISC_ERR_CONFLICT,
     "u is stated to be unknown"},
    {{CHANGE, FISC_CHANGE_BOOLEAN, "list.w"}, FISC_ERR_CONFLICT,
     "list is a list"},
    {{CHANGE, FISC_CHANGE_RECORD, "set[x]"}, FISC_ERR_CONFLICT,
     "set is a set"},
    {{CHANGE, FISC_CHANGE_ADD, "list", .string = "x"}, FISC_ERR_CONFLICT,
     "is no set"},
    {{CHANGE, FISC_CHANGE_COMPLETE, "v"}, FISC_ERR_CONFLICT, "is no list"},
    {{CHANGE, FISC_CHANGE_BOOLEAN, "title"}, FISC_ERR_INVALID, "can't name"},
    {{CHANGE, FISC_CHANGE_BOOLEAN, "list[k].id"}, FISC_ERR_INVALID,
     "can't name"},
    {{CHANGE, FISC_CHANGE_BOOLEAN, "a.value"}, FISC_ERR_INVALID, "can't name"},
    {{CHANGE, FISC_CHANGE_JSON, "v"}, FISC_ERR_INVALID, "no JSON"},
    {{CHANGE, FISC_CHANGE_JSON, "v", .string = "{"}, FISC_ERR_SYNTAX, ""},
    {{CHANGE, FISC_CHANGE_JSON, "v", .string = "null"}, FISC_ERR_INVALID,
     "null"},
    {{CHANGE, FISC_CHANGE_JSON, "list[k]", .string = "1"}, FISC_ERR_INVALID,
     "is a record"},
    {{CHANGE, FISC_CHANGE_JSON, "list[k]", .string = "{\"id\": \"k\"}"},
     FISC_ERR_INVALID, "word of the format"},
    {{.size = 8, .kind = FISC_CHANGE_CLEAR, .path = "v"}, FISC_ERR_INVALID, "size is not"},
};

START_TEST(change__that_cannot_be_made_makes_none)
{
    const struct bad *bad = &bads[_i];
    struct fisc_change changes[] = {
        {CHANGE, FISC_CHANGE_CLEAR, "a.b"}, bad->change};
    struct fisc_system *before = parse(HEAD BODY), *after = NULL;
    struct fisc_error error = {0};

    ck_assert_int_eq(fisc_system_change(before, changes, 2, &after, &error),
                     bad->status);
    ck_assert_ptr_null(after);
    ck_assert_msg(strstr(error.message, bad->message), "%s", error.message);
    ck_assert_str_eq(error.where, "changes");
    ck_assert_uint_eq(error.line, 2);
    if (bad->change.size == sizeof(struct fisc_change))
        ck_assert_str_eq(error.item, bad->change.path ? bad->change.path : "");
    fisc_system_unref(before);
}
END_TEST

START_TEST(change__has_one_statement_about_a_path)
{
    struct fisc_change changes[] = {
        {CHANGE, FISC_CHANGE_ADD, "set", .string = "x"},
        {CHANGE, FISC_CHANGE_ADD, "set", .string = "y"},
        {CHANGE, FISC_CHANGE_CLEAR, "v"},
        {CHANGE, FISC_CHANGE_INTEGER, "v"},
    };
    struct fisc_system *before = parse(HEAD BODY), *after = NULL;
    struct fisc_error error = {0};

    ck_assert_int_eq(fisc_system_change(before, changes, 4, &after, &error),
                     FISC_ERR_CONFLICT);
    ck_assert_str_eq(error.message, "a second change of v");
    ck_assert_uint_eq(error.line, 4);
    changes[1].string = "x";
    ck_assert_int_eq(fisc_system_change(before, changes, 4, &after, &error),
                     FISC_ERR_CONFLICT);
    ck_assert_uint_eq(error.line, 2);
    fisc_system_unref(before);
}
END_TEST

START_TEST(change__obeys_the_limits)
{
    struct fisc_context_options options = {.size = sizeof options,
                                           .max_depth = 4, .max_nodes = 32};
    struct fisc_change deep = {CHANGE, FISC_CHANGE_BOOLEAN, "a.x.y.z.w"};
    struct fisc_change json = {CHANGE, FISC_CHANGE_JSON, "a.x",
                               .string = "{\"y\": {\"z\": {\"w\": 1}}}"};
    struct fisc_change one = {CHANGE, FISC_CHANGE_BOOLEAN};
    struct fisc_system *system, *after = NULL;
    struct fisc_error error = {0};
    enum fisc_status status = FISC_OK;
    int made = 0;
    char path[16];

    fisc_context_unref(context);
    ck_assert_int_eq(fisc_context_new(&options, &context, NULL), FISC_OK);
    system = parse(HEAD BODY);
    ck_assert_int_eq(fisc_system_change(system, &deep, 1, &after, &error),
                     FISC_ERR_LIMIT);
    ck_assert_int_eq(fisc_system_change(system, &json, 1, &after, &error),
                     FISC_ERR_LIMIT);
    ck_assert_str_eq(error.where, "changes");
    one.path = path;
    for (; !status; made++) {
        snprintf(path, sizeof path, "n%d", made);
        status = fisc_system_change(system, &one, 1, &after, &error);
        if (!status) {
            fisc_system_unref(system);
            system = after;
        }
    }
    ck_assert_int_eq(status, FISC_ERR_LIMIT);
    ck_assert_int_eq(made, 32 - 13 + 1);
    /* What is taken away makes room. */
    one = (struct fisc_change){CHANGE, FISC_CHANGE_CLEAR, "list"};
    ck_assert_int_eq(fisc_system_change(system, &one, 1, &after, &error),
                     FISC_OK);
    fisc_system_unref(system);
    system = after;
    one = (struct fisc_change){CHANGE, FISC_CHANGE_BOOLEAN, "last"};
    ck_assert_int_eq(fisc_system_change(system, &one, 1, &after, &error),
                     FISC_OK);
    fisc_system_unref(system);
    fisc_system_unref(after);
}
END_TEST

/* ---- memory --------------------------------------------------------------*/

/* Versions upon versions must not hold more and more. */
START_TEST(change__made_often_holds_no_more)
{
    static struct failing memory; /* the teardown's context is in it */
    struct fisc_context_options options = {.size = sizeof options,
                                           .alloc = failing_alloc,
                                           .alloc_data = &memory};
    struct fisc_system *system, *after = NULL;
    size_t most = 0;

    fisc_context_unref(context);
    ck_assert_int_eq(fisc_context_new(&options, &context, NULL), FISC_OK);
    system = parse(HEAD BODY);
    for (int i = 0; i < 2000; i++) {
        struct fisc_change change = {CHANGE, FISC_CHANGE_INTEGER, "list[m].n",
                                     .integer = i};

        ck_assert_int_eq(fisc_system_change(system, &change, 1, &after, NULL),
                         FISC_OK);
        fisc_system_unref(system);
        system = after;
        most = memory.held > most ? memory.held : most;
    }
    ck_assert_uint_lt(most, 200 * 1024);
    fisc_system_unref(system);
}
END_TEST

static enum fisc_status
change_all(struct fisc_context *failing, void *data)
{
    static const char text[] = HEAD BODY;
    struct fisc_system *system = NULL, *after = NULL;
    struct fisc_change changes[] = {
        {CHANGE, FISC_CHANGE_STRING, "a.b", .string = "x",
         .about = &with_date},
        {CHANGE, FISC_CHANGE_ADD, "set", .string = "x"},
        {CHANGE, FISC_CHANGE_ADD, "more", .string = "x"},
        {CHANGE, FISC_CHANGE_SET, "n.m", .items = members, .count = 2},
        {CHANGE, FISC_CHANGE_ABOUT, "a.c", .about = &with_date},
        {CHANGE, FISC_CHANGE_RECORD, "list[x]"},
        {CHANGE, FISC_CHANGE_UNKNOWN, "list[x].u", .string = "w"},
        {CHANGE, FISC_CHANGE_CLEAR, "list[k]"},
        {CHANGE, FISC_CHANGE_JSON, "j", .string = "{\"x\": [{\"id\": \"y\"}]}"},
        {CHANGE, FISC_CHANGE_COMPLETE, "list"},
    };
    enum fisc_status status =
        fisc_system_parse(failing, "in", text, strlen(text), FISC_SYSTEM_JSON,
                          &system, NULL);

    (void)data;
    if (!status)
        status = fisc_system_change(system, changes,
                                    sizeof changes / sizeof *changes, &after,
                                    NULL);
    fisc_system_unref(system);
    fisc_system_unref(after);
    return status;
}

START_TEST(change__survives_failed_allocations)
{
    ck_assert_uint_gt(failing_try(change_all, NULL, 1), 12);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("change");

    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_loop_test(tests, change__says_how_things_are_afterwards, 0,
                        sizeof goods / sizeof *goods);
    tcase_add_test(tests, change__leaves_what_it_was_made_of);
    tcase_add_test(tests, change__says_more_about_a_statement);
    tcase_add_loop_test(tests, change__that_cannot_be_made_makes_none, 0,
                        sizeof bads / sizeof *bads);
    tcase_add_test(tests, change__has_one_statement_about_a_path);
    tcase_add_test(tests, change__obeys_the_limits);
    tcase_add_test(tests, change__made_often_holds_no_more);
    tcase_add_test(tests, change__survives_failed_allocations);
    return run_case("change", tests);
}
