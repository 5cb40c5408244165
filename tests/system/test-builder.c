/* SPDX-License-Identifier: MIT */
/* Descriptions built fact by fact, and read back. */

#include <fisc/fisc.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/run.h"
#include "system/dump.h"

static struct fisc_context *context;
static struct fisc_builder *builder;
static struct fisc_error error;

static void
setup(void)
{
    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    ck_assert_int_eq(fisc_builder_new(context, "s", &builder, NULL), FISC_OK);
    memset(&error, 0, sizeof error);
}

static void
teardown(void)
{
    fisc_builder_free(builder);
    fisc_context_unref(context);
}

#define OK(call) ck_assert_int_eq((call), FISC_OK)

/* A call that must fail, and how. */
#define FAILS(call, wanted, text)                                              \
    do {                                                                       \
        ck_assert_int_eq((call), (wanted));                                    \
        ck_assert_int_eq(error.status, (wanted));                              \
        ck_assert_str_eq(error.message, (text));                               \
    } while (0)

static struct fisc_system *
finish(void)
{
    struct fisc_system *system = NULL;

    OK(fisc_builder_finish(builder, &system, NULL));
    return system;
}

static void
is_same_as_text(const char *text)
{
    struct fisc_system *built = finish(), *read = NULL;
    char *built_text, *read_text;

    ck_assert_int_eq(fisc_system_parse(context, "x", text, strlen(text),
                                       FISC_SYSTEM_AUTO, &read, &error),
                     FISC_OK);
    built_text = dump_system(built);
    read_text = dump_system(read);
    ck_assert_str_eq(built_text, read_text);
    ck_assert_str_eq(fisc_system_digest(built), fisc_system_digest(read));
    free(built_text);
    free(read_text);
    fisc_system_unref(built);
    fisc_system_unref(read);
}

START_TEST(build__equals_the_same_in_text)
{
    static const char *const regions[] = {"tokyo", "osaka"};
    static const struct fisc_about judged = {.size = sizeof judged,
                                             .by = "customer",
                                             .at = "2026-04-01",
                                             .why = "payments"};
    static const struct fisc_about tested = {
        .size = sizeof tested, .date = "2026-05-20", .expires = "2027-05-20",
        .source = "report", .evidence = "ev-1"};

    OK(fisc_builder_title(builder, FISC_LANGUAGE_JA, "系", NULL));
    OK(fisc_builder_title(builder, FISC_LANGUAGE_EN, "a system", NULL));
    OK(fisc_builder_string(builder, "importance", "high", NULL));
    OK(fisc_builder_about(builder, "importance", &judged, NULL));
    OK(fisc_builder_boolean(builder, "backup.restore_test.passed", 7, NULL));
    OK(fisc_builder_enter(builder, "backup", NULL));
    OK(fisc_builder_about(builder, "restore_test.passed", &tested, NULL));
    OK(fisc_builder_enter(builder, "restore_test", NULL));
    OK(fisc_builder_date(builder, "held", 20593, NULL));
    fisc_builder_leave(builder);
    OK(fisc_builder_unknown(builder, "offsite", "asked", NULL));
    fisc_builder_leave(builder);
    OK(fisc_builder_boolean(builder, "suppliers[acme].reviewed", 0, NULL));
    OK(fisc_builder_list(builder, "suppliers", 0, NULL));
    OK(fisc_builder_enter(builder, "suppliers[zeta]", NULL));
    OK(fisc_builder_integer(builder, "size", -3, NULL));
    OK(fisc_builder_decimal(builder, "rate", 99.5, NULL));
    OK(fisc_builder_record(builder, "empty", NULL));
    fisc_builder_leave(builder);
    OK(fisc_builder_record(builder, "suppliers[third]", NULL));
    OK(fisc_builder_set(builder, "regions", regions, 2, 1, NULL));
    OK(fisc_builder_set(builder, "services", NULL, 0, 0, NULL));
    is_same_as_text(
        "{\"format\": \"libfisc-system/1\", \"id\": \"s\","
        "\"title\": {\"ja\": \"系\", \"en\": \"a system\"},"
        "\"importance\": {\"value\": \"high\", \"by\": \"customer\","
        " \"at\": \"2026-04-01\", \"why\": \"payments\"},"
        "\"backup\": {\"restore_test\": {\"held\": \"2026-05-20\","
        " \"passed\": {\"value\": true, \"date\": \"2026-05-20\","
        " \"expires\": \"2027-05-20\", \"source\": \"report\","
        " \"evidence\": \"ev-1\"}}, \"offsite\": {\"unknown\": \"asked\"}},"
        "\"suppliers\": {\"complete\": false, \"items\": ["
        " {\"id\": \"acme\", \"reviewed\": false}, {\"id\": \"third\"},"
        " {\"id\": \"zeta\", \"size\": -3, \"rate\": 99.5, \"empty\": {}}]},"
        "\"regions\": [\"osaka\", \"tokyo\"],"
        "\"services\": {\"complete\": false}}");
}
END_TEST

START_TEST(build__a_list_that_nobody_stated_is_not_whole)
{
    OK(fisc_builder_boolean(builder, "suppliers[acme].reviewed", 1, NULL));
    is_same_as_text("<system xmlns='urn:libfisc:system:1' id='s'>"
                    "<list name='suppliers' complete='false'><item id='acme'>"
                    "<fact name='reviewed'>true</fact></item></list></system>");
}
END_TEST

START_TEST(build__prefixes_state_nothing)
{
    static const char *const item = "x";

    OK(fisc_builder_enter(builder, "a", NULL));
    OK(fisc_builder_enter(builder, "b[x].c", NULL));
    fisc_builder_leave(builder);
    fisc_builder_leave(builder);
    fisc_builder_leave(builder);
    /* Nor are they in the way of what is stated there. */
    OK(fisc_builder_enter(builder, "d.e", NULL));
    fisc_builder_leave(builder);
    OK(fisc_builder_boolean(builder, "d", 1, NULL));
    OK(fisc_builder_enter(builder, "f[x].g", NULL));
    fisc_builder_leave(builder);
    OK(fisc_builder_set(builder, "f", &item, 1, 1, NULL));
    is_same_as_text("{\"format\": \"libfisc-system/1\", \"id\": \"s\","
                    "\"d\": true, \"f\": [\"x\"]}");
}
END_TEST

START_TEST(build__one_path_has_one_statement)
{
    OK(fisc_builder_place(builder, "cmdb", 3, 5, NULL));
    OK(fisc_builder_boolean(builder, "backup.offsite", 1, NULL));
    OK(fisc_builder_place(builder, "cmdb", 9, 1, NULL));
    FAILS(fisc_builder_boolean(builder, "backup.offsite", 1, &error),
          FISC_ERR_CONFLICT,
          "backup.offsite is stated twice, before at cmdb:3:5");
    ck_assert_str_eq(error.item, "backup.offsite");
    ck_assert_str_eq(error.where, "cmdb");
    ck_assert_uint_eq(error.line, 9);
    FAILS(fisc_builder_unknown(builder, "backup", "why", &error),
          FISC_ERR_CONFLICT,
          "backup is stated as unknown, but was stated as a record at "
          "cmdb:3:5");
    FAILS(fisc_builder_string(builder, "backup.offsite.kind", "x", &error),
          FISC_ERR_CONFLICT,
          "backup.offsite is a record here, but was stated as a value at "
          "cmdb:3:5");
    FAILS(fisc_builder_enter(builder, "backup.offsite", &error),
          FISC_ERR_CONFLICT, "backup.offsite was stated, and is no record");
    OK(fisc_builder_place(builder, NULL, 0, 0, NULL));
    OK(fisc_builder_list(builder, "sites", 1, NULL));
    FAILS(fisc_builder_list(builder, "sites", 1, &error), FISC_ERR_CONFLICT,
          "sites is stated twice, before already");
    OK(fisc_builder_boolean(builder, "sites[x].open", 1, NULL));
    FAILS(fisc_builder_set(builder, "sites", NULL, 0, 1, &error),
          FISC_ERR_CONFLICT, "sites is stated twice, before already");
    is_same_as_text("{\"format\": \"libfisc-system/1\", \"id\": \"s\","
                    "\"sites\": [{\"id\": \"x\", \"open\": true}],"
                    "\"backup\": {\"offsite\": true}}");
}
END_TEST

START_TEST(build__what_fails_leaves_nothing_behind)
{
    static const char *const twice[] = {"a", "b", "a"};
    static const char *const wrong[] = {"a", "\xff"};

    FAILS(fisc_builder_set(builder, "x.set", twice, 3, 1, &error),
          FISC_ERR_CONFLICT, "x.set has an item twice, before already");
    FAILS(fisc_builder_set(builder, "x.set", wrong, 2, 1, &error),
          FISC_ERR_INVALID, "x.set: the text is not UTF-8");
    FAILS(fisc_builder_string(builder, "x.a", "\xc0\x80", &error),
          FISC_ERR_INVALID, "x.a: the text is not UTF-8");
    FAILS(fisc_builder_decimal(builder, "x.b", NAN, &error), FISC_ERR_INVALID,
          "x.b: a decimal is a finite number");
    FAILS(fisc_builder_decimal(builder, "x.b", -INFINITY, &error),
          FISC_ERR_INVALID, "x.b: a decimal is a finite number");
    FAILS(fisc_builder_date(builder, "x.c", FISC_DATE_NONE, &error),
          FISC_ERR_INVALID, "x.c: the date is out of range");
    FAILS(fisc_builder_unknown(builder, "x.d", "", &error), FISC_ERR_INVALID,
          "x.d: unknown takes the reason");
    FAILS(fisc_builder_boolean(builder, "x..d", 1, &error), FISC_ERR_INVALID,
          "\"x..d\" is no path: names of [a-z][a-z0-9_]*, at most 255 long, "
          "parted by dots");
    FAILS(fisc_builder_boolean(builder, "title", 1, &error), FISC_ERR_INVALID,
          "\"title\" is a word of the format and can't name a fact");
    FAILS(fisc_builder_boolean(builder, "x[y].id", 1, &error),
          FISC_ERR_INVALID,
          "x[y]: \"id\" is a word of the format and can't name a fact");
    OK(fisc_builder_set(builder, "x.set", twice, 2, 1, NULL));
    FAILS(fisc_builder_boolean(builder, "x.set[a].b", 1, &error),
          FISC_ERR_CONFLICT,
          "x.set is a list of records here, but was stated as a list");
    is_same_as_text("{\"format\": \"libfisc-system/1\", \"id\": \"s\","
                    "\"x\": {\"set\": [\"a\", \"b\"]}}");
}
END_TEST

START_TEST(build__a_set_can_not_replace_records)
{
    static const char *const items[] = {"a"};

    OK(fisc_builder_boolean(builder, "x[y].z", 1, NULL));
    FAILS(fisc_builder_set(builder, "x", items, 1, 1, &error),
          FISC_ERR_INVALID,
          "x holds values and records, of the other kind those before");
    is_same_as_text("{\"format\": \"libfisc-system/1\", \"id\": \"s\","
                    "\"x\": {\"complete\": false, \"items\": "
                    "[{\"id\": \"y\", \"z\": true}]}}");
}
END_TEST

START_TEST(add__states_items_that_are_no_strings)
{
    struct fisc_value item = {.size = sizeof item,
                              .type = FISC_VALUE_INTEGER,
                              .integer = 2};

    FAILS(fisc_builder_add(builder, "mixed", &item, &error),
          FISC_ERR_NOTFOUND, "no list is stated at mixed");
    OK(fisc_builder_list(builder, "mixed", 1, NULL));
    OK(fisc_builder_add(builder, "mixed", &item, NULL));
    FAILS(fisc_builder_add(builder, "mixed", &item, &error),
          FISC_ERR_CONFLICT, "mixed has an item twice, before already");
    item.type = FISC_VALUE_BOOLEAN;
    OK(fisc_builder_add(builder, "mixed", &item, NULL));
    item.type = FISC_VALUE_DECIMAL;
    item.decimal = 1.5;
    OK(fisc_builder_add(builder, "mixed", &item, NULL));
    item.type = FISC_VALUE_STRING;
    item.string = "2";
    OK(fisc_builder_add(builder, "mixed", &item, NULL));
    is_same_as_text("{\"format\": \"libfisc-system/1\", \"id\": \"s\","
                    "\"mixed\": [\"2\", 2, true, 1.5]}");
}
END_TEST

START_TEST(add__refuses_what_is_no_plain_value)
{
    struct fisc_value item = {.size = sizeof item,
                              .type = FISC_VALUE_DECIMAL,
                              .decimal = NAN};
    static const char no_value[] =
        "l: an item is a string, a finite number, true or false";

    OK(fisc_builder_list(builder, "l", 1, NULL));
    FAILS(fisc_builder_add(builder, "l", &item, &error), FISC_ERR_INVALID,
          no_value);
    item.type = FISC_VALUE_RECORD;
    FAILS(fisc_builder_add(builder, "l", &item, &error), FISC_ERR_INVALID,
          no_value);
    item.type = FISC_VALUE_STRING;
    FAILS(fisc_builder_add(builder, "l", &item, &error), FISC_ERR_INVALID,
          no_value);
    item.string = "\xff";
    FAILS(fisc_builder_add(builder, "l", &item, &error), FISC_ERR_INVALID,
          "l: the text is not UTF-8");
    item.string = "x";
    item.size = 8;
    FAILS(fisc_builder_add(builder, "l", &item, &error), FISC_ERR_INVALID,
          "l: the value's size is not one of the struct");
    item.size = sizeof item + 8;
    FAILS(fisc_builder_add(builder, "l", &item, &error), FISC_ERR_INVALID,
          "l: the value's size is not one of the struct");
    item.size = sizeof item;
    OK(fisc_builder_record(builder, "r[x]", NULL));
    FAILS(fisc_builder_add(builder, "r", &item, &error), FISC_ERR_INVALID,
          "r holds values and records, of the other kind those before");
    is_same_as_text("{\"format\": \"libfisc-system/1\", \"id\": \"s\","
                    "\"l\": [], \"r\": {\"complete\": false, "
                    "\"items\": [{\"id\": \"x\"}]}}");
}
END_TEST

START_TEST(about__says_what_can_be_said)
{
    struct fisc_about about = {.size = sizeof about, .date = "2026-02-30"};

    OK(fisc_builder_boolean(builder, "a.b", 1, NULL));
    OK(fisc_builder_list(builder, "list", 1, NULL));
    FAILS(fisc_builder_about(builder, "a.b", &about, &error),
          FISC_ERR_INVALID, "a.b: date is \"2026-02-30\", no date YYYY-MM-DD");
    about.date = NULL;
    about.evidence = "a b";
    FAILS(fisc_builder_about(builder, "a.b", &about, &error),
          FISC_ERR_INVALID,
          "a.b: evidence is \"a b\", not the id of an entry of the register");
    about.evidence = NULL;
    about.by = "x";
    FAILS(fisc_builder_about(builder, "list", &about, &error),
          FISC_ERR_INVALID, "list: by can't be said of a list");
    FAILS(fisc_builder_about(builder, "a", &about, &error), FISC_ERR_INVALID,
          "a: by can't be said of a record");
    FAILS(fisc_builder_about(builder, "a.c", &about, &error),
          FISC_ERR_NOTFOUND, "nothing is stated at a.c");
    FAILS(fisc_builder_about(builder, "list[x]", &about, &error),
          FISC_ERR_NOTFOUND, "nothing is stated at list[x]");
    OK(fisc_builder_about(builder, "a.b", &about, NULL));
    FAILS(fisc_builder_about(builder, "a.b", &about, &error),
          FISC_ERR_CONFLICT, "a.b: more was said of it already");
    about.size = 8;
    ck_assert_int_eq(fisc_builder_about(builder, "a.b", &about, NULL),
                     FISC_ERR_INVALID);
    about.size = sizeof about + 8;
    ck_assert_int_eq(fisc_builder_about(builder, "a.b", &about, NULL),
                     FISC_ERR_INVALID);
    about.size = sizeof about;
    OK(fisc_builder_unknown(builder, "u", "asked", NULL));
    OK(fisc_builder_about(builder, "u", &about, NULL));
    is_same_as_text("{\"format\": \"libfisc-system/1\", \"id\": \"s\","
                    "\"a\": {\"b\": {\"value\": true, \"by\": \"x\"}},"
                    "\"u\": {\"unknown\": \"asked\", \"by\": \"x\"},"
                    "\"list\": []}");
}
END_TEST

START_TEST(new__refuses_what_is_no_id)
{
    static const char *const ids[] = {"", "a b", "-a", "é", ".x"};

    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        struct fisc_builder *none = NULL;

        ck_assert_int_eq(fisc_builder_new(context, ids[i], &none, &error),
                         FISC_ERR_INVALID);
        ck_assert_ptr_null(none);
    }
}
END_TEST

START_TEST(finish__spends_the_builder)
{
    struct fisc_system *system = finish(), *again = NULL;
    struct fisc_about about = {.size = sizeof about};

    FAILS(fisc_builder_finish(builder, &again, &error), FISC_ERR_INVALID,
          "the description was finished already");
    ck_assert_ptr_null(again);
    ck_assert_int_eq(fisc_builder_boolean(builder, "a", 1, NULL),
                     FISC_ERR_INVALID);
    ck_assert_int_eq(fisc_builder_enter(builder, "a", NULL), FISC_ERR_INVALID);
    ck_assert_int_eq(fisc_builder_about(builder, "a", &about, NULL),
                     FISC_ERR_INVALID);
    ck_assert_int_eq(fisc_builder_title(builder, FISC_LANGUAGE_EN, "x", NULL),
                     FISC_ERR_INVALID);
    ck_assert_int_eq(fisc_builder_place(builder, "x", 1, 1, NULL),
                     FISC_ERR_INVALID);
    ck_assert_int_eq(fisc_builder_decimal(builder, "a", NAN, NULL),
                     FISC_ERR_INVALID);
    fisc_builder_leave(builder);
    /* What was finished outlives the builder and the host's context. */
    fisc_builder_free(builder);
    builder = NULL;
    ck_assert_str_eq(fisc_system_id(system), "s");
    ck_assert_str_eq(fisc_system_name(system), "");
    fisc_system_unref(system);
}
END_TEST

START_TEST(title__is_set_once_a_language)
{
    struct fisc_system *system;

    OK(fisc_builder_title(builder, FISC_LANGUAGE_JA, "系", NULL));
    FAILS(fisc_builder_title(builder, FISC_LANGUAGE_JA, "系", &error),
          FISC_ERR_CONFLICT, "the title was set already");
    system = finish();
    ck_assert_str_eq(fisc_system_title(system, FISC_LANGUAGE_EN), "系");
    fisc_system_unref(system);
}
END_TEST

START_TEST(depth__is_limited)
{
    char path[300] = "";

    for (int i = 0; i < 64; i++)
        strcat(path, i ? ".a" : "a");
    OK(fisc_builder_boolean(builder, path, 1, NULL));
    strcat(path, "b.c");
    ck_assert_int_eq(fisc_builder_boolean(builder, path, 1, &error),
                     FISC_ERR_LIMIT);
    ck_assert_ptr_nonnull(strstr(error.message, "more levels than the limit"));
}
END_TEST

START_TEST(get__tells_a_fact_and_its_place)
{
    struct fisc_about about = {.size = sizeof about, .date = "2026-05-20",
                               .by = "ops"};
    struct fisc_value value = {.size = sizeof value};
    struct fisc_system *system;

    OK(fisc_builder_place(builder, "cmdb", 12, 3, NULL));
    OK(fisc_builder_date(builder, "sites[tokyo].opened", 20593, NULL));
    OK(fisc_builder_about(builder, "sites[tokyo].opened", &about, NULL));
    system = finish();
    OK(fisc_system_get(system, "sites[tokyo].opened", &value));
    ck_assert_int_eq(value.type, FISC_VALUE_STRING);
    ck_assert_str_eq(value.name, "opened");
    ck_assert_str_eq(value.string, "2026-05-20");
    ck_assert_int_eq(value.day, 20593);
    ck_assert_int_eq(value.date, 20593);
    ck_assert_int_eq(value.expires, FISC_DATE_NONE);
    ck_assert_str_eq(value.by, "ops");
    ck_assert_str_eq(value.source, "");
    ck_assert_str_eq(value.unknown, "");
    ck_assert_str_eq(value.file, "cmdb");
    ck_assert_uint_eq(value.line, 12);
    ck_assert_uint_eq(value.column, 3);
    OK(fisc_system_get(system, "", &value));
    ck_assert_int_eq(value.type, FISC_VALUE_RECORD);
    ck_assert_uint_eq(value.count, 1);
    OK(fisc_system_item(system, "sites", 0, &value));
    ck_assert_str_eq(value.name, "tokyo");
    fisc_system_unref(system);
}
END_TEST

START_TEST(get__tells_what_is_not_there)
{
    static const char *const missing[] = {"b",        "a.b",     "sites[x]",
                                          "sites.a",  "a[x]",    "set[x]",
                                          "sites[tokyo].b", "b.c[d].e"};
    static const char *const wrong[] = {"a.", ".a", "a..b", "a[", "a[]", "A",
                                        "a[x]b", "a[-]", " a", "[x]"};
    static const char *const items[] = {"x"};
    struct fisc_value value = {.size = sizeof value, .integer = 7};
    struct fisc_system *system;

    OK(fisc_builder_boolean(builder, "a", 1, NULL));
    OK(fisc_builder_boolean(builder, "sites[tokyo].a", 1, NULL));
    OK(fisc_builder_set(builder, "set", items, 1, 1, NULL));
    system = finish();
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
        ck_assert_msg(fisc_system_get(system, missing[i], &value) ==
                          FISC_ERR_NOTFOUND,
                      "%s", missing[i]);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(fisc_system_get(system, wrong[i], &value) ==
                          FISC_ERR_INVALID,
                      "%s", wrong[i]);
    ck_assert_int_eq(fisc_system_item(system, "set", 1, &value),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_system_item(system, "a", 0, &value),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(value.integer, 7);
    value.size = 16;
    ck_assert_int_eq(fisc_system_get(system, "a", &value), FISC_ERR_INVALID);
    fisc_system_unref(system);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("builder");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, build__equals_the_same_in_text);
    tcase_add_test(tests, build__a_list_that_nobody_stated_is_not_whole);
    tcase_add_test(tests, build__prefixes_state_nothing);
    tcase_add_test(tests, build__one_path_has_one_statement);
    tcase_add_test(tests, build__what_fails_leaves_nothing_behind);
    tcase_add_test(tests, build__a_set_can_not_replace_records);
    tcase_add_test(tests, add__states_items_that_are_no_strings);
    tcase_add_test(tests, add__refuses_what_is_no_plain_value);
    tcase_add_test(tests, about__says_what_can_be_said);
    tcase_add_test(tests, new__refuses_what_is_no_id);
    tcase_add_test(tests, finish__spends_the_builder);
    tcase_add_test(tests, title__is_set_once_a_language);
    tcase_add_test(tests, depth__is_limited);
    tcase_add_test(tests, get__tells_a_fact_and_its_place);
    tcase_add_test(tests, get__tells_what_is_not_there);
    return run_case("system", tests);
}
