/* SPDX-License-Identifier: MIT */
/* Descriptions from text and files: places, limits, hosts, hostile input. */

#define _GNU_SOURCE
#include <fisc/fisc.h>

#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/comma.h"
#include "support/hostile.h"
#include "support/run.h"
#include "system/dump.h"

static struct fisc_context *context;

static void
setup(void)
{
    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
}

static void
teardown(void)
{
    fisc_context_unref(context);
}

static struct fisc_system *
good(const char *text)
{
    struct fisc_error error = {.message = ""};
    struct fisc_system *system = NULL;
    enum fisc_status status =
        fisc_system_parse(context, "in", text, strlen(text), FISC_SYSTEM_AUTO,
                          &system, &error);

    ck_assert_msg(status == FISC_OK, "%s", error.message);
    return system;
}

static void
bad(const char *text, size_t length, enum fisc_status wanted,
    const char *message)
{
    struct fisc_system *system = NULL;
    struct fisc_error error = {.message = ""};
    enum fisc_status status = fisc_system_parse(
        context, "in", text, length, FISC_SYSTEM_AUTO, &system, &error);

    ck_assert_msg(status == wanted && error.status == wanted, "%d: %s",
                  (int)status, error.message);
    ck_assert_msg(strstr(error.message, message) != NULL, "%s", error.message);
    ck_assert_str_eq(error.where, "in");
    /* Only the number of bytes has no place. */
    ck_assert(error.line >= 1 || wanted == FISC_ERR_LIMIT);
    ck_assert_int_eq(error.column >= 1, error.line >= 1);
    ck_assert_ptr_null(system);
}

START_TEST(place__is_the_key_in_json_and_the_tag_in_xml)
{
    static const struct {
        const char *text, *path;
        unsigned line, column;
    } cases[] = {
        {"{\"format\": \"libfisc-system/1\", \"id\": \"s\",\n"
         " \"a.b\":\n  {\"value\": 1}}",
         "a.b", 2, 2},
        {"{\"format\": \"libfisc-system/1\", \"id\": \"s\",\n"
         "\"l\": [\n {\"id\": \"x\",\n  \"y\": 1}]}",
         "l[x]", 3, 2},
        {"{\"format\": \"libfisc-system/1\", \"id\": \"s\",\n"
         "\"l\": [\n {\"id\": \"x\",\n  \"y\": 1}]}",
         "l[x].y", 4, 3},
        {"<system xmlns='urn:libfisc:system:1' id='s'>\n"
         "<record name='a'>\n  <fact\n name='b'>1</fact></record></system>",
         "a.b", 3, 3},
        {"<system xmlns='urn:libfisc:system:1' id='s'>\n"
         "<list name='l'>\n <item id='x'/></list></system>",
         "l[x]", 3, 2},
        {"\n <system xmlns='urn:libfisc:system:1' id='s'/>", "", 2, 2},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fisc_value value = {.size = sizeof value};
        struct fisc_system *system = good(cases[i].text);

        ck_assert_int_eq(fisc_system_get(system, cases[i].path, &value),
                         FISC_OK);
        ck_assert_str_eq(value.file, "in");
        ck_assert_uint_eq(value.line, cases[i].line);
        ck_assert_uint_eq(value.column, cases[i].column);
        fisc_system_unref(system);
    }
}
END_TEST

START_TEST(digest__is_of_what_is_said_and_of_all_of_it)
{
    static const char *const same[] = {
        "{\"format\":\"libfisc-system/1\",\"id\":\"s\",\"a\":{\"b\":1,"
        "\"c\":[\"x\",\"y\"]}}",
        "\n{\"a.c\":[\"y\",\"x\"],\"id\":\"s\",\"a\":{\"b\":1},\n"
        "\"format\":\"libfisc-system/1\"}",
        "<s:system xmlns:s='urn:libfisc:system:1' id='s'>"
        "<s:list name='a.c'><s:item>x</s:item><s:item>y</s:item></s:list>"
        "<s:fact name='a.b'>1</s:fact></s:system>"};
    static const char *const other[] = {
        "\"a\":{\"b\":2,\"c\":[\"x\",\"y\"]}",
        "\"a\":{\"b\":1.0,\"c\":[\"x\",\"y\"]}",
        "\"a\":{\"b\":\"1\",\"c\":[\"x\",\"y\"]}",
        "\"a\":{\"b\":true,\"c\":[\"x\",\"y\"]}",
        "\"a\":{\"b\":1,\"c\":[\"x\",\"y\",\"z\"]}",
        "\"a\":{\"b\":1,\"c\":{\"complete\":false,\"items\":[\"x\",\"y\"]}}",
        "\"a\":{\"b\":1,\"d\":[\"x\",\"y\"]}",
        "\"a\":{\"b\":1,\"c\":[{\"id\":\"x\"},{\"id\":\"y\"}]}",
        "\"a\":{\"b\":{\"unknown\":\"1\"},\"c\":[\"x\",\"y\"]}",
        "\"a\":{\"b\":{\"value\":1,\"by\":\"z\"},\"c\":[\"x\",\"y\"]}",
        "\"a\":{\"b\":{\"value\":1,\"why\":\"z\"},\"c\":[\"x\",\"y\"]}",
        "\"a\":{\"b\":{\"value\":1,\"at\":\"2026-01-01\"},\"c\":[]}",
        "\"a\":{\"b\":{\"value\":1,\"at\":\"2026-01-02\"},\"c\":[]}",
        "\"a\":{\"b\":{\"value\":1,\"date\":\"2026-01-01\"},\"c\":[]}",
        "\"a\":{\"b\":{\"value\":1,\"date\":\"2026-01-02\"},\"c\":[]}",
        "\"a\":{\"b\":{\"value\":1,\"expires\":\"2026-01-01\"},\"c\":[]}",
        "\"a\":{\"b\":{\"value\":1,\"expires\":\"2026-01-02\"},\"c\":[]}",
        "\"a\":{\"b\":{\"value\":1,\"by\":\"y\"},\"c\":[\"x\",\"y\"]}",
        "\"a\":{\"b\":{\"value\":1,\"why\":\"y\"},\"c\":[\"x\",\"y\"]}",
        "\"a\":{\"b\":{\"value\":1,\"source\":\"y\"},\"c\":[\"x\",\"y\"]}",
        "\"a\":{\"b\":{\"value\":1,\"source\":\"z\"},\"c\":[\"x\",\"y\"]}",
        "\"a\":{\"b\":{\"value\":1,\"evidence\":\"y\"},\"c\":[\"x\",\"y\"]}",
        "\"a\":{\"b\":{\"value\":1,\"evidence\":\"z\"},\"c\":[\"x\",\"y\"]}",
        "\"a\":{\"b\":{\"unknown\":\"2\"},\"c\":[\"x\",\"y\"]}",
        "\"a\":{\"b\":false,\"c\":[\"x\",\"y\"]}",
        "\"a\":{\"b\":1.5,\"c\":[\"x\",\"y\"]}",
        "\"title\":{\"ja\":\"\"},\"a\":{\"b\":1,\"c\":[\"x\",\"y\"]}",
        "\"title\":{\"en\":\"\"},\"a\":{\"b\":1,\"c\":[\"x\",\"y\"]}",
    };
    char digests[1 + sizeof other / sizeof *other][65];
    size_t count = 0;

    for (size_t i = 0; i < 3; i++) {
        struct fisc_system *system = good(same[i]);

        if (i == 0)
            strcpy(digests[count++], fisc_system_digest(system));
        ck_assert_str_eq(fisc_system_digest(system), digests[0]);
        fisc_system_unref(system);
    }
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        struct fisc_system *system;
        char text[300];

        snprintf(text, sizeof text,
                 "{\"format\":\"libfisc-system/1\",\"id\":\"s\",%s}",
                 other[i]);
        system = good(text);
        strcpy(digests[count++], fisc_system_digest(system));
        for (size_t j = 0; j + 1 < count; j++)
            ck_assert_str_ne(digests[j], digests[count - 1]);
        fisc_system_unref(system);
    }
}
END_TEST

START_TEST(parse__tells_the_spelling_from_the_first_byte)
{
    bad("", 0, FISC_ERR_SYNTAX, "is empty");
    bad(" \n\t ", 4, FISC_ERR_SYNTAX, "is empty");
    bad("\xef\xbb\xbf", 3, FISC_ERR_SYNTAX, "is empty");
    bad("format: x", 9, FISC_ERR_SYNTAX, "neither a JSON object nor XML");
    bad("\0{}", 3, FISC_ERR_SYNTAX, "neither a JSON object nor XML");
    bad("{", 1, FISC_ERR_SYNTAX, "");
    bad("<", 1, FISC_ERR_SYNTAX, "");
    fisc_system_unref(good(
        " \n{\"format\": \"libfisc-system/1\", \"id\": \"s\"} \n"));
}
END_TEST

START_TEST(parse__takes_the_spelling_it_is_told)
{
    struct fisc_system *system = NULL;
    const char *json = "{\"format\": \"libfisc-system/1\", \"id\": \"s\"}";

    ck_assert_int_eq(fisc_system_parse(context, "in", json, strlen(json),
                                       FISC_SYSTEM_XML, &system, NULL),
                     FISC_ERR_SYNTAX);
    ck_assert_int_eq(fisc_system_parse(context, "in", json, strlen(json),
                                       FISC_SYSTEM_JSON, &system, NULL),
                     FISC_OK);
    fisc_system_unref(system);
}
END_TEST

static void
load_fails(const char *path, enum fisc_status wanted, const char *message)
{
    struct fisc_system *system = NULL;
    struct fisc_error error = {.message = ""};

    ck_assert_int_eq(fisc_system_load(context, path, FISC_SYSTEM_AUTO, &system,
                                      &error),
                     wanted);
    ck_assert_str_eq(error.where, path);
    ck_assert_msg(strstr(error.message, message) != NULL, "%s", error.message);
    ck_assert_ptr_null(system);
}

START_TEST(load__reads_a_regular_file)
{
    char empty[] = "/tmp/fisc-system-XXXXXX";
    char *path = source_path("tests/data/system/title/input.xml");
    struct fisc_system *system = NULL;
    int fd = mkstemp(empty);

    ck_assert_int_ge(fd, 0);
    close(fd);
    ck_assert_int_eq(fisc_system_load(context, path, FISC_SYSTEM_AUTO, &system,
                                      NULL),
                     FISC_OK);
    ck_assert_str_eq(fisc_system_name(system), path);
    ck_assert_str_eq(fisc_system_id(system), "internet-banking");
    ck_assert_ptr_eq(fisc_system_ref(system), system);
    fisc_system_unref(system);
    fisc_system_unref(system);
    fisc_system_unref(NULL);
    load_fails("/nonexistent/s.json", FISC_ERR_IO, "No such file");
    load_fails("/tmp", FISC_ERR_IO, "Is a directory");
    load_fails("/dev/zero", FISC_ERR_IO, "not a regular file");
    load_fails(empty, FISC_ERR_SYNTAX, "is empty");
    unlink(empty);
    free(path);
}
END_TEST

/* A text of many keys: head, then `key` with a number, n times, then tail. */
static char *
many(const char *head, const char *key, int first, int last, const char *tail)
{
    size_t size = strlen(head) + strlen(tail) + 1;
    int step = first < last ? 1 : -1;
    char *text, *end;

    size += (strlen(key) + 12) * (size_t)(abs(last - first) + 1);
    text = malloc(size);
    ck_assert_ptr_nonnull(text);
    end = stpcpy(text, head);
    for (int i = first; i != last + step; i += step)
        end += sprintf(end, key, i);
    stpcpy(end, tail);
    return text;
}

#define HEAD "{\"format\": \"libfisc-system/1\", \"id\": \"s\""

START_TEST(parse__no_order_of_keys_is_slow)
{
    char *up = many(HEAD, ",\n\"k%07d\": 1", 0, 99999, "}");
    char *down = many(HEAD, ",\n\"k%07d\": 1", 99999, 0, "}");
    struct fisc_system *first = good(up), *second = good(down);

    ck_assert_str_eq(fisc_system_digest(first), fisc_system_digest(second));
    fisc_system_unref(first);
    fisc_system_unref(second);
    free(up);
    free(down);
}
END_TEST

START_TEST(limits__hold)
{
    struct fisc_context_options options = {.size = sizeof options,
                                           .max_input_bytes = 4096,
                                           .max_nodes = 100,
                                           .max_depth = 5};
    struct fisc_context *unlimited = context;
    char *facts = many(HEAD, ",\n\"a%d.b.c\": 1", 1, 40, "}");
    char *large = many(HEAD, ",\n\"a%d\": 1", 1, 1000, "}");

    ck_assert_int_eq(fisc_context_new(&options, &context, NULL), FISC_OK);
    bad(facts, strlen(facts), FISC_ERR_LIMIT, "more facts than the limit");
    bad(large, strlen(large), FISC_ERR_LIMIT, "");
    bad(HEAD ",\n\"a.b.c.d.e.f\": 1}", strlen(HEAD) + 19, FISC_ERR_LIMIT,
        "a.b.c.d.e: more levels than the limit of 5");
    free(facts);
    free(large);
    fisc_context_unref(context);
    context = unlimited;
}
END_TEST

START_TEST(locale__of_the_host_does_not_matter)
{
    char text[] = HEAD ", \"a\": 99.5, \"b\": -1.25e-3}";
    char xml[] = "<system xmlns='urn:libfisc:system:1' id='s'>"
                 "<fact name='a'>99.5</fact>"
                 "<fact name='b' type='decimal'>-1.25e-3</fact></system>";
    struct fisc_system *plain = good(text), *json, *other;
    const char *name = comma_locale(1);
    struct fisc_value value = {.size = sizeof value};

    if (name) {
        ck_assert_str_ne(localeconv()->decimal_point, ".");
        json = good(text);
        other = good(xml);
        ck_assert_int_eq(fisc_system_get(other, "a", &value), FISC_OK);
        ck_assert_int_eq(value.type, FISC_VALUE_DECIMAL);
        ck_assert_double_eq(value.decimal, 99.5);
        ck_assert_str_eq(fisc_system_digest(json), fisc_system_digest(plain));
        ck_assert_str_eq(fisc_system_digest(other), fisc_system_digest(plain));
        bad(HEAD ", \"a\": 99,5}", strlen(HEAD) + 12, FISC_ERR_SYNTAX, "");
        ck_assert_str_eq(setlocale(LC_ALL, NULL), name);
        fisc_system_unref(json);
        fisc_system_unref(other);
        comma_locale_done();
    }
    fisc_system_unref(plain);
}
END_TEST

static void *
share(void *data)
{
    struct fisc_system *system = data;

    for (int i = 0; i < 2000; i++) {
        struct fisc_value value = {.size = sizeof value};

        fisc_system_ref(system);
        if (fisc_system_get(system, "a.b", &value) != FISC_OK)
            return data;
        fisc_system_unref(system);
    }
    fisc_system_unref(system);
    return NULL;
}

START_TEST(ref__may_be_taken_and_dropped_by_any_thread)
{
    struct fisc_system *system = good(HEAD ", \"a.b\": 1}");
    pthread_t threads[4];

    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, share,
                                        fisc_system_ref(system)),
                         0);
    fisc_system_unref(system);
    for (int i = 0; i < 4; i++) {
        void *failed = NULL;

        pthread_join(threads[i], &failed);
        ck_assert_ptr_null(failed);
    }
}
END_TEST

/* A small stack, as threads of musl have it, and the deepest documents. */
static void *
parse_deep(void *data)
{
    char text[2000] = HEAD ", \"a\": ";
    struct fisc_system *system = NULL;
    enum fisc_status status;

    (void)data;
    for (int i = 0; i < 60; i++)
        strcat(text, "{\"a\":");
    strcat(text, "1");
    for (int i = 0; i < 61; i++)
        strcat(text, "}");
    status = fisc_system_parse(context, "in", text, strlen(text),
                               FISC_SYSTEM_AUTO, &system, NULL);
    fisc_system_unref(system);
    return status == FISC_OK ? NULL : context;
}

START_TEST(parse__needs_little_stack)
{
    pthread_attr_t attributes;
    pthread_t thread;
    void *failed = NULL;

    pthread_attr_init(&attributes);
    ck_assert_int_eq(pthread_attr_setstacksize(&attributes, 192 * 1024), 0);
    ck_assert_int_eq(pthread_create(&thread, &attributes, parse_deep, NULL),
                     0);
    pthread_join(thread, &failed);
    ck_assert_ptr_null(failed);
    pthread_attr_destroy(&attributes);
}
END_TEST

static struct hostile *hostile_json, *hostile_xml;
static size_t json_count, xml_count;

/* None of them is a description: each gives one clear error with a place. */
static void
refuse_hostile(const struct hostile *row)
{
    struct fisc_error error = {.message = ""};
    struct fisc_system *system = NULL;
    size_t length;
    char *text = hostile_text(row, &length);
    enum fisc_status status;

    if (!text)
        return;
    status = fisc_system_parse(context, row->file, text, length,
                               FISC_SYSTEM_AUTO, &system, &error);
    ck_assert_msg(status == FISC_ERR_SYNTAX || status == FISC_ERR_INVALID ||
                      status == FISC_ERR_LIMIT ||
                      status == FISC_ERR_UNSUPPORTED,
                  "%s: %d", row->file, (int)status);
    ck_assert_ptr_null(system);
    ck_assert_msg(error.line >= 1 && error.column >= 1 && *error.message,
                  "%s: %u:%u %s", row->file, error.line, error.column,
                  error.message);
    ck_assert_str_eq(error.where, row->file);
    free(text);
}

START_TEST(hostile__json_is_refused_with_a_place)
{
    refuse_hostile(&hostile_json[_i]);
}
END_TEST

START_TEST(hostile__xml_is_refused_with_a_place)
{
    refuse_hostile(&hostile_xml[_i]);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("text");
    int result;

    hostile_json = hostile_rows("json", &json_count);
    hostile_xml = hostile_rows("xml", &xml_count);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, place__is_the_key_in_json_and_the_tag_in_xml);
    tcase_add_test(tests, digest__is_of_what_is_said_and_of_all_of_it);
    tcase_add_test(tests, parse__tells_the_spelling_from_the_first_byte);
    tcase_add_test(tests, parse__takes_the_spelling_it_is_told);
    tcase_add_test(tests, load__reads_a_regular_file);
    tcase_add_test(tests, parse__no_order_of_keys_is_slow);
    tcase_add_test(tests, limits__hold);
    tcase_add_test(tests, locale__of_the_host_does_not_matter);
    tcase_add_test(tests, ref__may_be_taken_and_dropped_by_any_thread);
    tcase_add_test(tests, parse__needs_little_stack);
    tcase_add_loop_test(tests, hostile__json_is_refused_with_a_place, 0,
                        (int)json_count);
    tcase_add_loop_test(tests, hostile__xml_is_refused_with_a_place, 0,
                        (int)xml_count);
    result = run_case("system", tests);
    free(hostile_json);
    free(hostile_xml);
    return result;
}
