/* SPDX-License-Identifier: MIT */
/* Printed labels, folded. */

#include <string.h>

#include "base/label.h"
#include "support/failing.h"
#include "support/run.h"

static const struct {
    const char *label;
    const char *folded;
} cases[] = {
    {"設7", "設7"},
    {"設７", "設7"},
    {"設 7", "設7"},
    {" 設　７ ", "設7"},
    {"設\xc2\xa0" "7\xe2\x80\x8b", "設7"}, /* no-break and zero-width space */
    {"設\t7\r\n", "設7"},
    {"設-7", "設-7"},
    {"設‐7", "設-7"},      /* U+2010 */
    {"設\xe2\x80\x91" "7", "設-7"}, /* U+2011, which doesn't break */
    {"設–7", "設-7"},      /* U+2013 */
    {"設—7", "設-7"},      /* U+2014 */
    {"設−7", "設-7"},      /* U+2212 */
    {"設－７", "設-7"},    /* U+FF0D */
    {"技51ー1", "技51-1"},
    {"技51ｰ1", "技51-1"},  /* half width */
    {"3ー 0", "3-0"},       /* beside a digit when the space is gone */
    {"3\xe2\x80\x8bー0", "3-0"},
    {"データ7", "データ7"},
    {"ﾃﾞｰﾀ７", "データ7"},
    {"セキュリティー1", "セキュリティー1"},
    {"Ｆ７", "f7"},
    {"F7", "f7"},
    {"①", "1"},
    {"", ""},
    {"  ", ""},
    {"か\xe3\x82\x99", "が"}, /* composed */
    {"か \xe3\x82\x99", "が"}, /* … also over a space */
    {"a\xcc\x81 \xcc\xa3", "\xe1\xba\xa1\xcc\x81"}, /* in its order */
};

START_TEST(fold__makes_labels_equal_that_read_alike)
{
    struct fisc_context *context;
    struct fisc__buffer buffer;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    fisc__buffer_init(&buffer, context);
    ck_assert(fisc__label_fold(&buffer, cases[_i].label));
    ck_assert_str_eq(fisc__buffer_text(&buffer), cases[_i].folded);
    buffer.length = 0;
    ck_assert(fisc__label_fold(&buffer, cases[_i].folded));
    if (cases[_i].folded[0])
        ck_assert_str_eq(fisc__buffer_text(&buffer), cases[_i].folded);
    fisc__buffer_done(&buffer);
    fisc_context_unref(context);
}
END_TEST

START_TEST(fold__keeps_different_labels_apart)
{
    static const char *const labels[] = {"設7",  "運7",  "技7",    "設77",
                                         "設-7", "設7-1", "設7(1)"};
    struct fisc_context *context;
    struct fisc__buffer a, b;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    for (size_t i = 0; i < 7; i++)
        for (size_t j = 0; j < i; j++) {
            fisc__buffer_init(&a, context);
            fisc__buffer_init(&b, context);
            ck_assert(fisc__label_fold(&a, labels[i]));
            ck_assert(fisc__label_fold(&b, labels[j]));
            ck_assert_str_ne(a.text, b.text);
            fisc__buffer_done(&a);
            fisc__buffer_done(&b);
        }
    fisc_context_unref(context);
}
END_TEST

START_TEST(fold__refuses_bytes_that_are_not_utf8_and_long_texts)
{
    struct fisc_context *context;
    struct fisc__buffer buffer;
    char text[2000];

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    fisc__buffer_init(&buffer, context);
    ck_assert(!fisc__label_fold(&buffer, "\xff"));
    ck_assert(!fisc__label_fold(&buffer, "\xed\xa0\x80"));
    ck_assert(!fisc__label_fold(&buffer, "設\xe3\x81"));
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    ck_assert(!fisc__label_fold(&buffer, text));
    /* U+FDFA becomes eighteen characters. */
    for (size_t i = 0; i + 3 < 255; i += 3)
        memcpy(text + i, "\xef\xb7\xba", 4);
    fisc__label_fold(&buffer, text);
    ck_assert(!buffer.failed);
    fisc__buffer_done(&buffer);
    fisc_context_unref(context);
}
END_TEST

static enum fisc_status
fold_it(struct fisc_context *context, void *data)
{
    struct fisc__buffer buffer;
    enum fisc_status status;

    (void)data;
    fisc__buffer_init(&buffer, context);
    status = fisc__label_fold(&buffer, "設７") ? FISC_OK : FISC_ERR_NOMEM;
    ck_assert_int_eq(buffer.failed, status != FISC_OK);
    fisc__buffer_done(&buffer);
    return status;
}

START_TEST(fold__says_that_memory_is_short)
{
    ck_assert_uint_gt(failing_try(fold_it, NULL, 1), 1);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("label");

    tcase_add_loop_test(tests, fold__makes_labels_equal_that_read_alike, 0,
                        (int)(sizeof cases / sizeof *cases));
    tcase_add_test(tests, fold__keeps_different_labels_apart);
    tcase_add_test(tests, fold__refuses_bytes_that_are_not_utf8_and_long_texts);
    tcase_add_test(tests, fold__says_that_memory_is_short);
    return run_case("base", tests);
}
