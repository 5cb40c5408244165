/* SPDX-License-Identifier: MIT */
/* Reading catalogs through the public header, and those of others. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fisc/fisc.h>

#include "support/failing.h"
#include "support/run.h"

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

static struct fisc_catalog *
load(const char *relative)
{
    char *path = source_path(relative);
    struct fisc_catalog *catalog = NULL;
    struct fisc_error error;
    char line[1200] = "";

    if (fisc_catalog_load(context, path, &catalog, &error) != FISC_OK)
        fisc_error_format(&error, line, sizeof line);
    ck_assert_msg(catalog != NULL, "%s", line);
    free(path);
    return catalog;
}

/* A catalog of NIST's, or NULL where they aren't beside the source. */
static struct fisc_catalog *
load_nist(const char *name)
{
    char *path = shared_path(name);
    struct fisc_catalog *catalog = NULL;

    if (path)
        ck_assert_int_eq(fisc_catalog_load(context, path, &catalog, NULL),
                         FISC_OK);
    free(path);
    return catalog;
}

START_TEST(load__reads_the_fourth_revision_of_nist_whole)
{
    struct fisc_catalog *catalog =
        load_nist("data/oscal/NIST_SP-800-53_rev4_catalog.xml");
    struct fisc_control_info control = {.size = sizeof control};
    size_t index, withdrawn = 0;

    if (!catalog)
        return;
    ck_assert_uint_eq(fisc_catalog_control_count(catalog), 922);
    ck_assert_uint_eq(fisc_catalog_param_count(catalog), 853);
    ck_assert_uint_eq(fisc_catalog_group_count(catalog), 18);
    ck_assert_uint_eq(fisc_catalog_resource_count(catalog), 119);
    for (size_t i = 0; i < 922; i++) {
        ck_assert_int_eq(fisc_catalog_control(catalog, i, &control), FISC_OK);
        ck_assert(control.withdrawn ? control.clause_count == 0
                                    : control.clause_count > 0);
        withdrawn += control.withdrawn != 0;
    }
    ck_assert_uint_eq(withdrawn, 96);
    ck_assert_int_eq(fisc_catalog_find_control(catalog, "ＡＣ－３ (1)", &index),
                     FISC_OK);
    ck_assert_int_eq(fisc_catalog_control(catalog, index, &control), FISC_OK);
    ck_assert_str_eq(control.id, "ac-3.1");
    ck_assert_str_eq(control.parent, "ac-3");
    ck_assert_str_eq(control.group, "ac");
    fisc_catalog_unref(catalog);
}
END_TEST

START_TEST(load__reads_a_resolved_profile_of_the_fifth_revision)
{
    struct fisc_catalog *catalog = load_nist(
        "data/oscal/"
        "NIST_SP-800-53_rev5_LOW-baseline-resolved-profile_catalog.xml");
    struct fisc_control_info control = {.size = sizeof control};
    struct fisc_clause_info clause = {.size = sizeof clause};
    size_t index;

    if (!catalog)
        return;
    ck_assert_uint_eq(fisc_catalog_control_count(catalog), 149);
    /* Printed labels and those of the assessment guide find one control. */
    ck_assert_int_eq(fisc_catalog_find_control(catalog, "AC-01", &index),
                     FISC_OK);
    ck_assert_int_eq(fisc_catalog_control(catalog, index, &control), FISC_OK);
    ck_assert_str_eq(control.label, "AC-1");
    ck_assert_int_eq(
        fisc_catalog_find_clause(catalog, "ac-1_smt.a.1.b", &index), FISC_OK);
    ck_assert_int_eq(fisc_catalog_clause(catalog, index, &clause), FISC_OK);
    ck_assert_str_eq(clause.label, "a.1.(b)");
    ck_assert_int_eq(clause.bearer, FISC_ROLE_CUSTOMER);
    ck_assert_int_eq(clause.level, FISC_LEVEL_MUST);
    fisc_catalog_unref(catalog);
}
END_TEST

START_TEST(load__reads_the_sample_of_oscal)
{
    struct fisc_catalog *catalog = load_nist("data/oscal/basic-catalog.xml");

    if (!catalog)
        return;
    ck_assert_str_eq(fisc_catalog_title(catalog, FISC_LANGUAGE_JA),
                     "Sample Security Catalog for Demonstration and Testing");
    ck_assert_uint_eq(fisc_catalog_control_count(catalog), 4);
    ck_assert_uint_eq(fisc_catalog_clause_count(catalog), 4);
    fisc_catalog_unref(catalog);
}
END_TEST

START_TEST(load__says_what_else_a_document_is)
{
    static const char *const names[] = {
        "NIST_SP-800-53_rev5_LOW-baseline_profile.xml",
        "example-component-definition.xml",
        "ifa_assessment-results-example.xml",
        "ifa_plan-of-action-and-milestones.xml",
        "oscal_leveraged-example_ssp.xml",
        "oscal_leveraging-example_ssp.xml"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct fisc_catalog *catalog = NULL;
        struct fisc_error error;
        char relative[200];
        char *path;

        snprintf(relative, sizeof relative, "data/oscal/%s", names[i]);
        path = shared_path(relative);
        if (!path)
            return;
        ck_assert_int_eq(fisc_catalog_load(context, path, &catalog, &error),
                         FISC_ERR_UNSUPPORTED);
        ck_assert_ptr_nonnull(strstr(error.message, "OSCAL"));
        ck_assert_ptr_null(catalog);
        free(path);
    }
}
END_TEST

START_TEST(load__reads_what_ships)
{
    struct fisc_catalog *catalog = load("policies/fisc8/catalog.xml");

    ck_assert_int_eq(fisc_catalog_language(catalog), FISC_LANGUAGE_JA);
    ck_assert_str_eq(fisc_catalog_title(catalog, FISC_LANGUAGE_EN),
                     "FISC safety measures, 8th edition");
    fisc_catalog_unref(catalog);
}
END_TEST

START_TEST(load__refuses_what_is_no_file)
{
    struct fisc_catalog *catalog = NULL;
    struct fisc_error error;
    char *path = source_path("tests");

    ck_assert_int_eq(fisc_catalog_load(context, path, &catalog, &error),
                     FISC_ERR_IO);
    ck_assert_str_eq(error.where, path);
    ck_assert_int_eq(
        fisc_catalog_load(context, "/nonexistent", &catalog, NULL),
        FISC_ERR_IO);
    ck_assert_ptr_null(catalog);
    free(path);
}
END_TEST

START_TEST(catalog__outlives_its_context_and_its_text)
{
    char *path = source_path("tests/data/catalog/small/catalog.xml");
    size_t length;
    char *text = read_text(path, &length);
    struct fisc_catalog *catalog;
    struct fisc_context *own;
    struct fisc_clause_info clause = {.size = sizeof clause};

    ck_assert_int_eq(fisc_context_new(NULL, &own, NULL), FISC_OK);
    ck_assert_int_eq(
        fisc_catalog_parse(own, path, text, length, &catalog, NULL), FISC_OK);
    fisc_context_unref(own);
    memset(text, 'x', length);
    ck_assert_ptr_eq(fisc_catalog_ref(catalog), catalog);
    fisc_catalog_unref(catalog);
    ck_assert_int_eq(fisc_catalog_clause(catalog, 0, &clause), FISC_OK);
    ck_assert_str_eq(clause.key, "small.o1.provider");
    ck_assert_str_eq(clause.file, path);
    fisc_catalog_unref(catalog);
    fisc_catalog_unref(NULL);
    free(text);
    free(path);
}
END_TEST

static void
count_log(void *data, enum fisc_log_level level, const char *message)
{
    size_t *count = data;

    ck_assert(level == FISC_LOG_WARNING || level == FISC_LOG_INFO);
    ck_assert_ptr_nonnull(strstr(message, ": "));
    (*count)++;
}

START_TEST(parse__tells_the_log_what_is_odd)
{
    size_t count = 0;
    struct fisc_context_options options = {
        .size = sizeof options, .log = count_log, .log_data = &count};
    struct fisc_context *own;
    struct fisc_catalog *catalog;
    char *path = source_path("tests/data/catalog/remarks/catalog.xml");

    ck_assert_int_eq(fisc_context_new(&options, &own, NULL), FISC_OK);
    ck_assert_int_eq(fisc_catalog_load(own, path, &catalog, NULL), FISC_OK);
    ck_assert_uint_gt(count, 10);
    fisc_catalog_unref(catalog);
    fisc_context_unref(own);
    free(path);
}
END_TEST

/* Reads a text by a context that allows 64 KiB. */
static enum fisc_status
parse_limited(const char *text, struct fisc_error *error)
{
    struct fisc_context_options options = {.size = sizeof options,
                                           .max_input_bytes = 64 * 1024};
    struct fisc_context *own;
    struct fisc_catalog *catalog = NULL;
    enum fisc_status status;

    ck_assert_int_eq(fisc_context_new(&options, &own, NULL), FISC_OK);
    status = fisc_catalog_parse(own, "bomb.xml", text, strlen(text), &catalog,
                                error);
    fisc_catalog_unref(catalog);
    fisc_context_unref(own);
    return status;
}

static char *
new_text(void)
{
    char *text = malloc(64 * 1024);

    ck_assert_ptr_nonnull(text);
    return text;
}

static const char catalog_start[] =
    "<catalog xmlns=\"http://csrc.nist.gov/ns/oscal/1.0\">";

/* Each param inserts the next one ten times: 10^8 copies if nobody counts. */
START_TEST(parse__bounds_what_params_put_into_texts)
{
    struct fisc_error error;
    char *text = new_text();
    int used = sprintf(text, "%s", catalog_start);

    for (int i = 0; i < 8; i++) {
        used += sprintf(text + used, "<param id=\"p%d\"><label>", i);
        for (int j = 0; j < 10; j++)
            used += sprintf(text + used, "<insert id-ref=\"p%d\"/>", i + 1);
        used += sprintf(text + used, "</label></param>");
    }
    sprintf(text + used, "<param id=\"p8\"/></catalog>");
    ck_assert_int_eq(parse_limited(text, &error), FISC_ERR_LIMIT);
    ck_assert_str_eq(error.where, "bomb.xml");
    free(text);
}
END_TEST

/* A thousand bytes, `times` times over, each in a text of its own. */
static enum fisc_status
parse_repeated(int times, struct fisc_error *error)
{
    char *text = new_text();
    int used = sprintf(text, "%s<param id=\"p\"><value>%01000d</value></param>",
                       catalog_start, 7);
    enum fisc_status status;

    for (int i = 0; i < times; i++)
        used += sprintf(text + used, "<control id=\"c%d\"><title><insert "
                                     "id-ref=\"p\"/></title></control>", i);
    sprintf(text + used, "</catalog>");
    status = parse_limited(text, error);
    free(text);
    return status;
}

START_TEST(parse__adds_up_what_params_put_into_texts)
{
    struct fisc_error error;

    /* The title of such a control is its clause's too. */
    ck_assert_int_eq(parse_repeated(30, &error), FISC_OK);
    ck_assert_int_eq(parse_repeated(70, &error), FISC_ERR_LIMIT);
    ck_assert_uint_eq(error.line, 1);
}
END_TEST

struct input {
    char *text;
    size_t length;
};

static enum fisc_status
parse_once(struct fisc_context *own, void *data)
{
    const struct input *input = data;
    struct fisc_catalog *catalog;
    struct fisc_error error;
    enum fisc_status status = fisc_catalog_parse(
        own, "catalog.xml", input->text, input->length, &catalog, &error);

    if (status == FISC_OK)
        fisc_catalog_unref(catalog);
    else
        ck_assert_int_eq(error.status, status);
    return status;
}

START_TEST(parse__survives_every_failed_allocation)
{
    static const char *const names[] = {"small", "foreign", "remarks"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char relative[100];
        struct input input;
        char *path;

        snprintf(relative, sizeof relative,
                 "tests/data/catalog/%s/catalog.xml", names[i]);
        path = source_path(relative);
        input.text = read_text(path, &input.length);
        ck_assert_uint_gt(failing_try(parse_once, &input, 1), 20);
        free(input.text);
        free(path);
    }
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("read");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, load__reads_the_fourth_revision_of_nist_whole);
    tcase_add_test(tests, load__reads_a_resolved_profile_of_the_fifth_revision);
    tcase_add_test(tests, load__reads_the_sample_of_oscal);
    tcase_add_test(tests, load__says_what_else_a_document_is);
    tcase_add_test(tests, load__reads_what_ships);
    tcase_add_test(tests, load__refuses_what_is_no_file);
    tcase_add_test(tests, catalog__outlives_its_context_and_its_text);
    tcase_add_test(tests, parse__tells_the_log_what_is_odd);
    tcase_add_test(tests, parse__bounds_what_params_put_into_texts);
    tcase_add_test(tests, parse__adds_up_what_params_put_into_texts);
    tcase_add_test(tests, parse__survives_every_failed_allocation);
    return run_case("catalog", tests);
}
