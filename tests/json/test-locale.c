/* SPDX-License-Identifier: MIT */
/* Numbers under a host's locale whose decimal point is no point. */

#include <locale.h>

#include "json/document.h"
#include "support/comma.h"

/* The decimal point has one byte, then two. */
START_TEST(locale__of_the_host_does_not_matter)
{
    const char *name = comma_locale(_i);
    const struct fisc__json *i;
    struct document d;

    if (!name)
        return;
    i = document_good(&d, "[1.5, 99.25e2, -0.125]")->first;
    ck_assert_double_eq(i->decimal, 1.5);
    ck_assert_double_eq(i->next->decimal, 9925);
    ck_assert_double_eq(i->next->next->decimal, -0.125);
    ck_assert_str_eq(setlocale(LC_ALL, NULL), name);
    ck_assert_str_ne(localeconv()->decimal_point, ".");
    document_done(&d);
    document_bad("[1,5.]", 6, 1, 4);
    comma_locale_done();
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("locale");

    tcase_add_loop_test(tests, locale__of_the_host_does_not_matter, 1, 3);
    return run_case("json", tests);
}
