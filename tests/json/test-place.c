/* SPDX-License-Identifier: MIT */
/* Where keys, values and errors are. */

#include "json/document.h"

#define ck_assert_place(where, l, c)                    \
    do {                                                \
        ck_assert_uint_eq((where).line, l);             \
        ck_assert_uint_eq((where).column, c);           \
        ck_assert_str_eq((where).file, "a.json");       \
    } while (0)

START_TEST(place__is_that_of_the_first_byte)
{
    struct document d;
    const struct fisc__json *root = document_good(
        &d, "\n {\"a\": 1, \"日本\":\r\n[ -2,\t\"},{\\\"\" ,{}, [ ]\n, 3.5],\n"
            "\"b\" : {\"c\":[{\"d\":\ntrue}]}, \"e\": null}");
    const struct fisc__json *i = root->first;

    ck_assert_place(root->place, 2, 2);
    ck_assert_uint_eq(root->key_place.line, 0);
    ck_assert_place(i->key_place, 2, 3);
    ck_assert_place(i->place, 2, 8);
    i = i->next;
    ck_assert_place(i->key_place, 2, 11); /* columns are bytes */
    ck_assert_place(i->place, 3, 1);
    ck_assert_place(i->first->place, 3, 3);
    ck_assert_place(i->first->next->place, 3, 7);
    ck_assert_place(i->first->next->next->place, 3, 16);
    ck_assert_place(i->first->next->next->next->place, 3, 20);
    ck_assert_place(i->first->next->next->next->next->place, 4, 3);
    i = i->next;
    ck_assert_place(i->key_place, 5, 1);
    ck_assert_place(i->place, 5, 7);
    ck_assert_place(i->first->key_place, 5, 8);
    ck_assert_place(i->first->first->place, 5, 13);
    ck_assert_place(i->first->first->first->key_place, 5, 14);
    ck_assert_place(i->first->first->first->place, 6, 1);
    i = i->next;
    ck_assert_place(i->key_place, 6, 10);
    ck_assert_place(i->place, 6, 15);
    document_done(&d);
}
END_TEST

static const struct {
    const char *text;
    unsigned line, column;
} refused[] = {
    {"", 0, 0},
    {" \n ", 2, 2},
    {"{\n \"a\": 1,\n \"a\": 2}", 3, 2},
    {"{\"a\": 1, \"\\u0061\": 2}", 1, 10},
    {"{\"a\": 1,}", 1, 9},
    {"[1,]", 1, 4},
    {"[,1]", 1, 2},
    {"[1 2]", 1, 4},
    {"{\"a\" 1}", 1, 6},
    {"{1: 1}", 1, 2},
    {"{\"a\":}", 1, 6},
    {"{\"a\": 1", 1, 8},
    {"[1,\n2", 2, 2},
    {"[1}", 1, 3},
    {"[1]]", 1, 4},
    {"1 2", 1, 3},
    {"nul", 1, 1},
    {"[truefalse]", 1, 2},
    {"[01]", 1, 2},
    {"[-]", 1, 2},
    {"[+1]", 1, 2},
    {"[1.]", 1, 2},
    {"[.5]", 1, 2},
    {"[1e]", 1, 2},
    {"[NaN]", 1, 2},
    {"[Infinity]", 1, 2},
    {"[ 9223372036854775808]", 1, 3},
    {"[-9223372036854775809]", 1, 2},
    {"[ 1e400]", 1, 3},
    {"[-1e400]", 1, 2},
    {"[\n\"a\\q\"]", 2, 3},
    {"[\"a\n\"]", 1, 4},
    {"[\"a\tb\"]", 1, 4},
    {"[\"a]", 1, 2},
    {"[\"a\\\"]", 1, 2},
    {"[\"\\", 1, 3},
    {"[\"\xff\"]", 1, 3},
    {"\xef\xbb\xbf{}", 1, 1},
    {"['a']", 1, 2},
    {"[1, // x\n2]", 1, 5},
    {"[\"\\u0000\"]", 1, 3},
    {"{\"a\\u0000\": 1}", 1, 4},
    {"[\"\\ud800\"]", 1, 3},
    {"[\"\\ud800\\u0041\"]", 1, 3},
    {"[\"\\u12g4\"]", 1, 3},
    {"[\"\\u12\"]", 1, 3},
    {"[\"\\ude00\\ud83d\"]", 1, 3},
};

START_TEST(error__names_its_place)
{
    document_bad(refused[_i].text, strlen(refused[_i].text), refused[_i].line,
                 refused[_i].column);
}
END_TEST

START_TEST(error__of_a_nul_names_its_place)
{
    document_bad("[1,\n\0]", 6, 2, 1);
    document_bad("[1]\0", 4, 1, 4);
}
END_TEST

/* More members than are compared each with each. */
START_TEST(error__names_the_first_key_that_comes_twice)
{
    char text[4000], *end = text;
    struct document d;

    for (int i = 0; i < 200; i++)
        end += sprintf(end, "%c\n\"k%d\": 1", i ? ',' : '{',
                       i >= 100 ? i - 50 : i);
    strcpy(end, "}");
    document_read(&d, text, strlen(text), NULL);
    ck_assert_str_eq(d.line,
                     "a.json:102:1: the key 'k50' stands already at 52:1");
    document_done(&d);
}
END_TEST

START_TEST(error__says_what_is_wrong)
{
    struct document d;

    document_read(&d, "{\"a\": 1,\n \"a\": 2}", 17, NULL);
    ck_assert_str_eq(d.line, "a.json:2:2: the key 'a' stands already at 1:2");
    document_done(&d);
    document_read(&d, "", 0, NULL);
    ck_assert_str_eq(d.line, "a.json: is empty");
    document_done(&d);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("place");

    tcase_add_test(tests, place__is_that_of_the_first_byte);
    tcase_add_loop_test(tests, error__names_its_place, 0,
                        (int)(sizeof refused / sizeof *refused));
    tcase_add_test(tests, error__of_a_nul_names_its_place);
    tcase_add_test(tests, error__names_the_first_key_that_comes_twice);
    tcase_add_test(tests, error__says_what_is_wrong);
    return run_case("json", tests);
}
