/* SPDX-License-Identifier: MIT */
/* The known word that is nearest to a mistyped one. */

#include <string.h>

#include "base/nearest.h"
#include "support/run.h"

static const struct {
    const char *wanted;
    const char *best; /* of the words below; NULL for none */
} cases[] = {
    {"backup.exists", "backup.exists"},
    {"backup.exist", "backup.exists"},
    {"bakcup.exists", "backup.exists"},
    {"backup.last", "backup.last"},
    {"nmae", "name"},
    {"naem", "name"},
    {"ame", "name"},
    {"names", "name"},
    {"zzzz", NULL},
    {"completely.other.path", NULL},
    {"id", NULL},
    {"", NULL},
};

START_TEST(nearest__is_found_when_it_is_near)
{
    static const char *const words[] = {"backup.exists", "backup.last", "name",
                                        "logs.retention"};
    struct fisc__nearest nearest;

    fisc__nearest_init(&nearest, cases[_i].wanted);
    for (size_t i = 0; i < 4; i++)
        fisc__nearest_offer(&nearest, words[i]);
    if (cases[_i].best) {
        ck_assert_ptr_nonnull(nearest.best);
        ck_assert_str_eq(nearest.best, cases[_i].best);
    } else {
        ck_assert_ptr_null(nearest.best);
    }
}
END_TEST

START_TEST(nearest__is_the_first_of_equals)
{
    struct fisc__nearest nearest;

    fisc__nearest_init(&nearest, "cat");
    fisc__nearest_offer(&nearest, "bat");
    fisc__nearest_offer(&nearest, "rat");
    ck_assert_str_eq(nearest.best, "bat");
    fisc__nearest_offer(&nearest, "cat");
    ck_assert_str_eq(nearest.best, "cat");
    ck_assert_uint_eq(nearest.distance, 0);
}
END_TEST

START_TEST(nearest__passes_over_long_words)
{
    struct fisc__nearest nearest;
    char text[500];

    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    fisc__nearest_init(&nearest, text);
    fisc__nearest_offer(&nearest, text);
    ck_assert_ptr_null(nearest.best);
    fisc__nearest_init(&nearest, text + sizeof text - 1 - 96);
    fisc__nearest_offer(&nearest, text + sizeof text - 1 - 96);
    ck_assert_ptr_nonnull(nearest.best);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("nearest");

    tcase_add_loop_test(tests, nearest__is_found_when_it_is_near, 0,
                        (int)(sizeof cases / sizeof *cases));
    tcase_add_test(tests, nearest__is_the_first_of_equals);
    tcase_add_test(tests, nearest__passes_over_long_words);
    return run_case("base", tests);
}
