/* SPDX-License-Identifier: MIT */
/* What a tree says of a document that is good. */

#include "json/document.h"

START_TEST(read__takes_any_value_as_root)
{
    static const struct {
        const char *text;
        enum fisc__json_kind kind;
    } cases[] = {
        {"null", FISC__JSON_NULL},         {" true ", FISC__JSON_BOOLEAN},
        {"false", FISC__JSON_BOOLEAN},     {"12", FISC__JSON_INTEGER},
        {"\n1.5", FISC__JSON_DECIMAL},     {"\"x\"", FISC__JSON_STRING},
        {"[]", FISC__JSON_ARRAY},          {"{ }", FISC__JSON_OBJECT},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct document d;

        ck_assert_int_eq(document_good(&d, cases[i].text)->kind,
                         cases[i].kind);
        ck_assert_ptr_null(d.root->key);
        ck_assert_ptr_null(d.root->next);
        ck_assert_uint_eq(d.root->count, 0);
        document_done(&d);
    }
}
END_TEST

START_TEST(read__keeps_the_order_of_members_and_items)
{
    struct document d;
    const struct fisc__json *root = document_good(
        &d, "{\"z\": [true, false, null], \"a\": {}, \"m\": \"x\","
            " \"\": [[], 1]}");
    const struct fisc__json *i = root->first;

    ck_assert_uint_eq(root->count, 4);
    ck_assert_str_eq(i->key, "z");
    ck_assert_uint_eq(i->count, 3);
    ck_assert_int_eq(i->first->integer, 1);
    ck_assert_int_eq(i->first->next->integer, 0);
    ck_assert_ptr_null(i->first->key);
    ck_assert_int_eq(i->first->next->next->kind, FISC__JSON_NULL);
    ck_assert_ptr_null(i->first->next->next->next);
    i = i->next;
    ck_assert_str_eq(i->key, "a");
    ck_assert_ptr_null(i->first);
    i = i->next;
    ck_assert_str_eq(i->key, "m");
    ck_assert_str_eq(i->string, "x");
    i = i->next;
    ck_assert_str_eq(i->key, "");
    ck_assert_int_eq(i->first->next->integer, 1);
    ck_assert_ptr_null(i->next);
    ck_assert_ptr_eq(fisc__json_get(root, "m"), root->first->next->next);
    ck_assert_ptr_null(fisc__json_get(root, "q"));
    ck_assert_ptr_null(fisc__json_get(root->first, "q"));
    document_done(&d);
}
END_TEST

START_TEST(read__keeps_the_order_of_many_members)
{
    enum { COUNT = 5000 };
    char *text = malloc(COUNT * 20), *end = text;
    const struct fisc__json *member;
    struct document d;

    ck_assert_ptr_nonnull(text);
    for (int i = 0; i < COUNT; i++)
        end += sprintf(end, "%c\"k%d\":%d", i ? ',' : '{', i * 7919 % COUNT, i);
    strcpy(end, "}");
    member = document_good(&d, text)->first;
    for (int i = 0; i < COUNT; i++, member = member->next)
        ck_assert_int_eq(member->integer, i);
    ck_assert_ptr_null(member);
    document_done(&d);
    free(text);
}
END_TEST

START_TEST(read__decodes_escapes)
{
    struct document d;
    const struct fisc__json *root = document_good(
        &d, "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\", \"\\u65e5\\u672C\\u00e9\\u007f\","
            " \"\\ud83d\\ude00\", \"日本\\u0041語\", \"\","
            " \"a string of more than sixteen bytes with \\u00e9 inside\"]");
    static const char *const wanted[] = {
        "\"\\/\b\f\n\r\t", "日本é\x7f", "\xf0\x9f\x98\x80", "日本A語", "",
        "a string of more than sixteen bytes with é inside"};
    const struct fisc__json *item = root->first;

    for (size_t i = 0; i < 6; i++, item = item->next)
        ck_assert_str_eq(item->string, wanted[i]);
    document_done(&d);
}
END_TEST

START_TEST(integer__is_exact_to_the_ends_of_its_range)
{
    struct document d;
    const struct fisc__json *i = document_good(
        &d, "[9223372036854775807, -9223372036854775808, 0, -0,"
            " 9007199254740993]")->first;

    ck_assert(i->integer == INT64_MAX);
    ck_assert((i = i->next)->integer == INT64_MIN);
    ck_assert((i = i->next)->integer == 0);
    ck_assert((i = i->next)->integer == 0);
    ck_assert_int_eq(i->kind, FISC__JSON_INTEGER);
    ck_assert((i = i->next)->integer == 9007199254740993);
    document_done(&d);
}
END_TEST

START_TEST(decimal__is_the_nearest_double)
{
    struct document d;
    const struct fisc__json *i = document_good(
        &d, "[0.1, 1e2, 1E+2, 1.5e-3, -0.0, 1e-400, 1.7976931348623157e308,"
            "0.30000000000000004]")->first;
    static const double wanted[] = {0.1, 100, 100, 0.0015, 0, 0,
                                    1.7976931348623157e308,
                                    0.30000000000000004};

    for (size_t k = 0; k < 8; k++, i = i->next) {
        ck_assert_int_eq(i->kind, FISC__JSON_DECIMAL);
        ck_assert(memcmp(&i->decimal, &wanted[k], sizeof(double)) == 0);
    }
    document_done(&d);
}
END_TEST

START_TEST(read__needs_the_text_no_longer)
{
    char text[] = "{\"key\": \"value\"}", name[] = "a.json";
    struct fisc_context *context;
    struct fisc__arena arena;
    struct fisc__json *root;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    fisc__arena_init(&arena, context);
    ck_assert_int_eq(
        fisc__json_parse(&arena, name, text, strlen(text), &root, NULL),
        FISC_OK);
    memset(text, 'x', sizeof text);
    memset(name, 'x', sizeof name);
    ck_assert_str_eq(root->first->key, "key");
    ck_assert_str_eq(root->first->string, "value");
    ck_assert_str_eq(root->first->place.file, "a.json");
    fisc__arena_done(&arena);
    fisc_context_unref(context);
}
END_TEST

START_TEST(read__reads_no_further_than_the_length)
{
    struct document d;

    document_read(&d, "123", 2, NULL);
    ck_assert_int_eq(d.root->integer, 12);
    document_done(&d);
    document_read(&d, "[1]]", 3, NULL);
    ck_assert_int_eq(d.status, FISC_OK);
    document_done(&d);
}
END_TEST

START_TEST(quote__escapes_what_json_and_terminals_need)
{
    struct fisc_context *context;
    struct fisc__buffer buffer;
    char all[130], *end = all;
    const struct fisc__json *root;
    struct document d;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    fisc__buffer_init(&buffer, context);
    fisc__json_quote(&buffer, "設7 \"\\/\b\f\n\r\t\x01\x1f\x7f é");
    ck_assert_str_eq(buffer.text, "\"設7 \\\"\\\\/\\b\\f\\n\\r\\t\\u0001"
                                  "\\u001f\\u007f é\"");
    buffer.length = 0;
    fisc__json_quote(&buffer, "");
    ck_assert_str_eq(buffer.text, "\"\"");
    for (char c = 1; c < 127; c++)
        *end++ = c;
    strcpy(end, "\x7f");
    buffer.length = 0;
    fisc__json_quote(&buffer, all);
    root = document_good(&d, buffer.text);
    ck_assert_str_eq(root->string, all);
    document_done(&d);
    fisc__buffer_done(&buffer);
    fisc_context_unref(context);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("read");

    tcase_add_test(tests, read__takes_any_value_as_root);
    tcase_add_test(tests, read__keeps_the_order_of_members_and_items);
    tcase_add_test(tests, read__keeps_the_order_of_many_members);
    tcase_add_test(tests, read__decodes_escapes);
    tcase_add_test(tests, integer__is_exact_to_the_ends_of_its_range);
    tcase_add_test(tests, decimal__is_the_nearest_double);
    tcase_add_test(tests, read__needs_the_text_no_longer);
    tcase_add_test(tests, read__reads_no_further_than_the_length);
    tcase_add_test(tests, quote__escapes_what_json_and_terminals_need);
    return run_case("json", tests);
}
