/* SPDX-License-Identifier: MIT */
/* What one change to an example does to a clause: examples/cases.tsv. */

#include "policies/example.h"
#include "support/change.h"

static struct fisc_system *
changed_system(const char *example, char *changes)
{
    struct fisc_error error;
    struct fisc_system *system = NULL;
    char relative[256], *path, *text, *rest;
    json_t *root;

    snprintf(relative, sizeof relative, "policies/fisc8/examples/%s.json",
             example);
    path = source_path(relative);
    root = json_load_file(path, 0, NULL);
    ck_assert_msg(root != NULL, "can't read %s", path);
    for (char *change = changes ? strtok_r(changes, "\t", &rest) : NULL;
         change; change = strtok_r(NULL, "\t", &rest))
        apply_change(root, change);
    text = json_dumps(root, 0);
    if (fisc_system_parse(context, example, text, strlen(text),
                          FISC_SYSTEM_JSON, &system, &error))
        example_fail(example, &error);
    free(text);
    free(path);
    json_decref(root);
    return system;
}

/* A line that begins a case: its policy, its example, its changes. */
static struct fisc_report *
changed_report(struct fisc_policy *fisc8, struct fisc_policy *bank, char *line)
{
    char *rest, *policy, *example;
    struct fisc_system *system;
    struct fisc_report *report;

    strtok_r(line, "\t", &rest); /* "case" */
    policy = strtok_r(NULL, "\t", &rest);
    example = strtok_r(NULL, "\t", &rest);
    system = changed_system(example, rest);
    report = example_report(strcmp(policy, "fisc8") == 0 ? fisc8 : bank,
                            system, NULL);
    fisc_system_unref(system);
    return report;
}

START_TEST(cases__change_a_clause_as_written_down)
{
    struct fisc_policy *fisc8 = example_policy("fisc8");
    struct fisc_policy *bank = example_policy("example-bank");
    struct fisc_report *report = NULL;
    char *path = source_path("policies/fisc8/examples/cases.tsv");
    char *text = read_text(path, NULL), *rest, what[512] = "";

    for (char *line = strtok_r(text, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest)) {
        char key[128], result[32], reason[32];

        if (*line == '#')
            continue;
        if (strncmp(line, "case\t", 5) == 0) {
            fisc_report_unref(report);
            snprintf(what, sizeof what, "%s", line);
            report = changed_report(fisc8, bank, line);
            continue;
        }
        ck_assert_int_eq(sscanf(line, "%127[^\t]\t%31[^\t]\t%31s", key, result,
                                reason), 3);
        example_check_row(report, what, key, result, reason);
    }
    fisc_report_unref(report);
    free(text);
    free(path);
    fisc_policy_unref(bank);
    fisc_policy_unref(fisc8);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("cases");
    int result;

    if (fisc_context_new(NULL, &context, NULL))
        return EXIT_FAILURE;
    tcase_add_test(tests, cases__change_a_clause_as_written_down);
    result = run_case("policies", tests);
    fisc_context_unref(context);
    return result;
}
