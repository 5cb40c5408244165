/* SPDX-License-Identifier: MIT */
/*
 * doc/change.md: what it shows of an example is what the library gives, and its
 * table has every kind of change. FISC_UPDATE writes it into the page.
 */

#include <fisc/fisc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "doc/page.h"
#include "support/run.h"

static struct fisc_context *context;

static void
need(enum fisc_status status, const struct fisc_error *error)
{
    ck_assert_msg(!status, "%s", error->message);
}

/* The difference that one change makes, as text. */
static char *
what_if(const struct fisc_change *change)
{
    char *path = source_path("policies/fisc8");
    char *file =
        source_path("policies/fisc8/examples/internet-banking.json");
    struct fisc_source source = {.size = sizeof source, .name = path};
    struct fisc_eval_options options = {.size = sizeof options,
                                        .control = "運2"};
    struct fisc_diff_options write = {.size = sizeof write,
                                      .language = FISC_LANGUAGE_EN};
    struct fisc_policy *policy = NULL;
    struct fisc_system *system = NULL;
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_report *before = NULL, *after = NULL;
    struct fisc_result_set *was = NULL, *is = NULL;
    struct fisc_diff *diff = NULL;
    struct fisc_error error = {0};
    char *text = NULL, *copy;
    size_t length;

    fisc_date_parse("2026-06-30", &options.as_of);
    need(fisc_policy_load(context, &source, 1, &policy, &error), &error);
    need(fisc_system_load(context, file, FISC_SYSTEM_AUTO, &system, &error),
         &error);
    need(fisc_evaluator_new(policy, &evaluator, &error), &error);
    need(fisc_eval(evaluator, system, &options, &before, &error), &error);
    need(fisc_evaluator_change(evaluator, change, 1, &error), &error);
    need(fisc_evaluator_report(evaluator, &after, &error), &error);
    need(fisc_result_set_from_report(before, &was, &error), &error);
    need(fisc_result_set_from_report(after, &is, &error), &error);
    need(fisc_diff_new(was, is, &diff, &error), &error);
    need(fisc_diff_write_text(diff, &write, &text, &length, &error), &error);
    copy = strdup(text);
    fisc_diff_free_text(diff, text, length);
    fisc_diff_unref(diff);
    fisc_result_set_unref(was);
    fisc_result_set_unref(is);
    fisc_report_unref(before);
    fisc_report_unref(after);
    fisc_evaluator_free(evaluator);
    fisc_system_unref(system);
    fisc_policy_unref(policy);
    free(file);
    free(path);
    return copy;
}

START_TEST(change__page_shows_what_would_move)
{
    struct fisc_about about = {.size = sizeof about, .date = "2026-06-30"};
    struct fisc_change change = {.size = sizeof change,
                                 .kind = FISC_CHANGE_STRING,
                                 .path = "documents[cloud-standard].approved",
                                 .string = "2026-06-01",
                                 .about = &about};
    struct page page;
    char *text = what_if(&change), *rows = strstr(text, "rows ");

    /* Digests move with every word of the policy. */
    ck_assert_ptr_nonnull(rows);
    page_read(&page, "change.md");
    page_expect_block(&page, page_find(&page, "whatif.txt"), rows);
    page_write(&page);
    page_done(&page);
    free(text);
}
END_TEST

/* Every kind that the header has is in the table, and no other. */
START_TEST(change__page_has_every_kind)
{
    char *path = source_path("include/fisc/change.h");
    char *doc_path = source_path("doc/change.md");
    char *header = read_text(path, NULL), *page = read_text(doc_path, NULL);
    int found = 0;

    for (char *at = header; (at = strstr(at, "\n    FISC_CHANGE_")) != NULL;
         found++) {
        char name[64];

        at += 5;
        snprintf(name, sizeof name, "`%.*s`", (int)strcspn(at, " ="), at);
        ck_assert_msg(strstr(page, name), "%s is not in the page", name);
    }
    ck_assert_int_eq(found, 15);
    free(header);
    free(page);
    free(path);
    free(doc_path);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("change");
    int status;

    if (fisc_context_new(NULL, &context, NULL))
        return EXIT_FAILURE;
    tcase_add_test(tests, change__page_shows_what_would_move);
    tcase_add_test(tests, change__page_has_every_kind);
    status = run_case("doc", tests);
    fisc_context_unref(context);
    return status;
}
