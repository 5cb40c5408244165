/* SPDX-License-Identifier: MIT */
/*
 * Check files and the requirements that they build. Each file in
 * tests/data/check/words ends with the expected checks, as comments that begin
 * with "--> ".
 */

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "check/loading.h"

/* ---- requirements as text ------------------------------------------------*/

static void
write_literal(struct fisc__buffer *out, const struct fisc__literal *literal)
{
    switch (literal->kind) {
    case FISC__LITERAL_BOOLEAN:
        fisc__buffer_string(out, literal->integer ? "true" : "false");
        break;
    case FISC__LITERAL_INTEGER:
        fisc__buffer_format(out, "%lld", (long long)literal->integer);
        break;
    case FISC__LITERAL_DECIMAL:
        fisc__buffer_format(out, "%g", literal->decimal);
        break;
    case FISC__LITERAL_STRING:
        fisc__buffer_format(out, "'%s'", literal->string);
    }
}

static void
write_operand(struct fisc__buffer *out, const char *before,
              const struct fisc__operand *operand)
{
    if (operand->kind == FISC__OPERAND_NONE)
        return;
    fisc__buffer_string(out, before);
    if (operand->kind == FISC__OPERAND_FACT)
        fisc__buffer_format(out, "fact:%s", operand->name);
    if (operand->kind == FISC__OPERAND_PARAM)
        fisc__buffer_format(out, "param:%s", operand->name);
    if (operand->is_set)
        fisc__buffer_char(out, '{');
    for (size_t i = 0; i < operand->count; i++) {
        if (i)
            fisc__buffer_char(out, ' ');
        write_literal(out, &operand->literals[i]);
    }
    if (operand->is_set)
        fisc__buffer_char(out, '}');
}

static void
write_text(struct fisc__buffer *out, const char *before, const char *text)
{
    if (text)
        fisc__buffer_format(out, "%s%s", before, text);
}

static void
write_expression(struct fisc__buffer *out, const char *before,
                 const struct fisc__expression *e)
{
    if (!e)
        return;
    fisc__buffer_format(out, "%s(%s", before, fisc__expression_word(e));
    if (e->n)
        fisc__buffer_format(out, " %lld", (long long)e->n);
    if (e->op == FISC__OP_FUNCTION)
        fisc__buffer_format(out, " %u", e->function);
    write_text(out, " ", e->label);
    write_text(out, " ja:", e->title.ja);
    write_text(out, " en:", e->title.en);
    write_text(out, " ", e->path);
    write_text(out, " item:", e->item);
    write_text(out, " about:", e->about);
    write_text(out, " with:", e->with);
    for (size_t i = 0; i < e->name_count; i++)
        write_text(out, i ? "," : " names:", e->names[i]);
    write_operand(out, " ", &e->want);
    write_operand(out, " on:", &e->on);
    write_operand(out, " max_age:", &e->max_age);
    if (e->unconfirmed)
        fisc__buffer_string(out, " unconfirmed");
    write_expression(out, " guard:", e->guard);
    write_expression(out, " where:", e->where);
    write_expression(out, " floor:", e->floor);
    for (size_t i = 0; i < e->child_count; i++)
        write_expression(out, " ", e->children[i]);
    fisc__buffer_char(out, ')');
}

static void
write_check(struct fisc__buffer *out, const struct fisc__check *check)
{
    fisc__buffer_format(out, "--> %s", check->clause);
    write_expression(out, " when:", check->when);
    write_text(out, " ja:", check->message.ja);
    write_text(out, " en:", check->message.en);
    if (check->whole_function)
        fisc__buffer_string(out, " whole");
    write_expression(out, " ", check->requirement);
    fisc__buffer_char(out, '\n');
    for (const struct fisc__title *i = check->titles; i; i = i->next)
        fisc__buffer_format(out, "--> %s %s: %s / %s\n", check->clause,
                            i->label, i->text.ja ? i->text.ja : "-",
                            i->text.en ? i->text.en : "-");
}

/* ---- the cases -----------------------------------------------------------*/

static void
compare_case(const char *name, const char *text)
{
    struct loading loading;
    struct fisc__buffer out;
    const char *expected = strstr(text, "\n--> ");

    loading_begin(&loading, NULL);
    fisc__buffer_init(&out, loading.context);
    loading_text(&loading, name, text);
    ck_assert_str_eq(loading.line, "");
    for (size_t i = 0; i < loading.checks.count; i++)
        write_check(&out, &loading.checks.list[i]);
    if (getenv("FISC_UPDATE"))
        printf("%s\n%s", name, fisc__buffer_text(&out));
    else
        ck_assert_msg(expected &&
                          strcmp(expected + 1, fisc__buffer_text(&out)) == 0,
                      "%s gives\n%s", name, fisc__buffer_text(&out));
    fisc__buffer_done(&out);
    loading_end(&loading);
}

START_TEST(words__build_what_each_file_expects)
{
    char *folder = source_path("tests/data/check/words");
    DIR *files = opendir(folder);
    struct dirent *entry;
    size_t count = 0;

    ck_assert_ptr_nonnull(files);
    while ((entry = readdir(files)) != NULL) {
        char relative[400], *path, *text;

        if (!strstr(entry->d_name, ".lua"))
            continue;
        snprintf(relative, sizeof relative, "tests/data/check/words/%s",
                 entry->d_name);
        path = source_path(relative);
        text = read_text(path, NULL);
        compare_case(entry->d_name, text);
        free(text);
        free(path);
        count++;
    }
    closedir(files);
    free(folder);
    ck_assert_uint_ge(count, 8);
}
END_TEST

START_TEST(policies__load_as_they_ship)
{
    static const char *const names[] = {
        "policies/fisc8/checks/facility.lua",
        "policies/fisc8/checks/operations.lua",
        "policies/fisc8/checks/technology.lua",
        "policies/example-bank/checks/overlay.lua"};
    struct loading loading;

    loading_begin(&loading, NULL);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = source_path(names[i]);
        char *text = read_text(path, NULL);

        loading_text(&loading, names[i], text);
        ck_assert_str_eq(loading.line, "");
        free(text);
        free(path);
    }
    ck_assert_uint_gt(loading.checks.count, 50);
    ck_assert_ptr_nonnull(
        fisc__checks_find(&loading.checks, "fisc8.f31.provider"));
    ck_assert_ptr_null(fisc__checks_find(&loading.checks, "fisc8.f31"));
    loading_end(&loading);
}
END_TEST

START_TEST(functions__are_numbered_across_files_and_know_their_place)
{
    struct loading loading;

    loading_begin(&loading, NULL);
    loading_text(&loading, "a.lua",
                 "check \"a\" (function (ctx) return true end)\n"
                 "check \"b\" { \"x\",\n"
                 "  fn (function (ctx) return true end) }\n");
    ck_assert_str_eq(loading.line, "");
    loading_text(&loading, "b.lua", "check \"n\" \"flag\"");
    ck_assert_str_eq(loading.line, "");
    loading_text(&loading, "c.lua",
                 "\ncheck \"c\" (function (ctx) return true end)\n");
    ck_assert_str_eq(loading.line, "");
    ck_assert_uint_eq(loading.checks.function_count, 3);
    ck_assert_str_eq(fisc__checks_function_place(&loading.checks, 1)->file,
                     "a.lua");
    ck_assert_uint_eq(fisc__checks_function_place(&loading.checks, 1)->line, 3);
    ck_assert_uint_eq(fisc__checks_function_place(&loading.checks, 1)->column,
                      7);
    ck_assert_str_eq(fisc__checks_function_place(&loading.checks, 2)->file,
                     "c.lua");
    ck_assert(fisc__checks_find(&loading.checks, "a")->whole_function);
    ck_assert(!fisc__checks_find(&loading.checks, "b")->whole_function);
    loading_end(&loading);
}
END_TEST

START_TEST(requirements__know_the_line_and_column_of_their_word)
{
    struct loading loading;
    const struct fisc__expression *root;

    loading_begin(&loading, NULL);
    loading_text(&loading, "a.lua",
                 "check \"a\" {\n"
                 "  flag \"x\", flag \"y\",\n"
                 "  each \"l\" {\n"
                 "    eq(\".z\", 1),\n"
                 "  },\n"
                 "}\n");
    ck_assert_str_eq(loading.line, "");
    root = fisc__checks_find(&loading.checks, "a")->requirement;
    ck_assert_uint_eq(root->children[1]->place.line, 2);
    ck_assert_uint_eq(root->children[1]->place.column, 13);
    ck_assert_uint_eq(root->children[2]->place.line, 3);
    ck_assert_uint_eq(root->children[2]->children[0]->place.line, 4);
    ck_assert_uint_eq(root->children[2]->children[0]->place.column, 5);
    ck_assert_str_eq(root->place.file, "a.lua");
    loading_end(&loading);
}
END_TEST

START_TEST(replace__takes_the_place_of_a_check_loaded_before)
{
    struct loading loading;

    loading_begin(&loading, NULL);
    loading_text(&loading, "a.lua", "check \"a\" \"x\" check \"b\" \"y\"");
    ck_assert_str_eq(loading.line, "");
    loading_text(&loading, "b.lua", "replace \"a\" \"z\"");
    ck_assert_str_eq(loading.line, "");
    ck_assert_uint_eq(loading.checks.count, 2);
    ck_assert_str_eq(loading.checks.list[0].requirement->path, "z");
    ck_assert_str_eq(loading.checks.list[0].place.file, "b.lua");
    ck_assert_int_eq(loading_text(&loading, "c.lua", "replace \"a\" \"w\""),
                     FISC_ERR_CONFLICT);
    ck_assert_str_eq(loading.line, "c.lua:1:1: the check of 'a' is replaced "
                                   "already, at b.lua:1");
    ck_assert_str_eq(loading.error.item, "a");
    ck_assert_int_eq(loading_text(&loading, "c.lua", "\n check \"b\" \"w\""),
                     FISC_ERR_CONFLICT);
    ck_assert_str_eq(
        loading.line,
        "c.lua:2:2: the clause 'b' has a check already, at a.lua:1");
    ck_assert_int_eq(loading_text(&loading, "c.lua", "replace \"q\" \"w\""),
                     FISC_ERR_NOTFOUND);
    ck_assert_str_eq(loading.line,
                     "c.lua:1:1: there is no check of 'q' to replace");
    loading_end(&loading);
}
END_TEST

START_TEST(a_file_that_fails__leaves_no_check)
{
    struct loading loading;

    loading_begin(&loading, NULL);
    ck_assert_int_eq(
        loading_text(&loading, "a.lua", "check \"a\" \"x\" check \"a\" \"y\""),
        FISC_ERR_CONFLICT);
    ck_assert_uint_eq(loading.checks.count, 0);
    ck_assert_uint_eq(loading.checks.file_count, 0);
    loading_text(&loading, "a.lua", "check \"a\" \"x\"");
    ck_assert_str_eq(loading.line, "");
    loading_end(&loading);
}
END_TEST

START_TEST(single__takes_what_the_chunk_returns)
{
    struct loading loading;
    const char *texts[] = {"return function (ctx) return true end",
                           "return all { \"a\", \"b\" }"};

    for (int i = 0; i < 2; i++) {
        loading_begin(&loading, NULL);
        loading_single(&loading, "try.lua", texts[i], strlen(texts[i]));
        ck_assert_str_eq(loading.line, "");
        ck_assert_uint_eq(loading.checks.count, 1);
        ck_assert_int_eq(
            fisc__checks_find(&loading.checks, "try")->whole_function, i == 0);
        loading_end(&loading);
    }
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("words");

    tcase_add_test(tests, words__build_what_each_file_expects);
    tcase_add_test(tests, policies__load_as_they_ship);
    tcase_add_test(tests,
                   functions__are_numbered_across_files_and_know_their_place);
    tcase_add_test(tests, requirements__know_the_line_and_column_of_their_word);
    tcase_add_test(tests, replace__takes_the_place_of_a_check_loaded_before);
    tcase_add_test(tests, a_file_that_fails__leaves_no_check);
    tcase_add_test(tests, single__takes_what_the_chunk_returns);
    return run_case("check", tests);
}
