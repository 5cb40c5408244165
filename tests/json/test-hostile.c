/* SPDX-License-Identifier: MIT */
/* What reading the JSON half of the hostile corpus gives. */

#include "support/hostile.h"
#include "json/document.h"

static struct hostile *rows;
static size_t count;

START_TEST(hostile__corpus_has_an_outcome_for_each_file)
{
    hostile_check_whole("json", rows, count);
}
END_TEST

START_TEST(hostile__is_read_or_refused_as_written_down)
{
    struct document d;
    size_t length;
    char *text = hostile_text(&rows[_i], &length);

    if (!text)
        return;
    document_read(&d, text, length, NULL);
    hostile_check(&rows[_i], d.status, &d.error);
    document_done(&d);
    free(text);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("hostile");
    int result;

    rows = hostile_rows("json", &count);
    tcase_add_test(tests, hostile__corpus_has_an_outcome_for_each_file);
    tcase_add_loop_test(tests, hostile__is_read_or_refused_as_written_down, 0,
                        (int)count);
    result = run_case("json", tests);
    free(rows);
    return result;
}
