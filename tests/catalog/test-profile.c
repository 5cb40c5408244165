/* SPDX-License-Identifier: MIT */
/* Profiles: what they import, whole baselines, memory. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/profile.h"
#include "support/failing.h"
#include "support/run.h"

static struct fisc_context *context;
static struct fisc__arena arena;

static void
setup(void)
{
    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    fisc__arena_init(&arena, context);
}

static void
teardown(void)
{
    fisc__arena_done(&arena);
    fisc_context_unref(context);
}

static const struct fisc__xml *
parse(const char *name, const char *text, size_t length)
{
    struct fisc__xml *root;

    ck_assert_int_eq(
        fisc__xml_parse(&arena, name, text, length, &root, NULL), FISC_OK);
    return root;
}

static const struct fisc__xml *
parse_text(const char *name, const char *text)
{
    return parse(name, text, strlen(text));
}

static const struct fisc__xml *
parse_file(const char *name, char *path)
{
    size_t length;
    char *text = read_text(path, &length);
    const struct fisc__xml *root = parse(name, text, length);

    free(text);
    free(path);
    return root;
}

static const struct fisc__profile *
read_profile(const struct fisc__xml *root)
{
    const struct fisc__profile *profile;

    ck_assert_int_eq(fisc__profile_read(&arena, root, &profile, NULL),
                     FISC_OK);
    return profile;
}

static void
release(struct fisc_catalog **catalogs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        fisc_catalog_unref(catalogs[i]);
    fisc__free(context, catalogs, count * sizeof *catalogs);
}

#define PROFILE(body) \
    "<profile xmlns='http://csrc.nist.gov/ns/oscal/1.0'>" body "</profile>"
#define CATALOG(body) \
    "<catalog xmlns='http://csrc.nist.gov/ns/oscal/1.0'>" body "</catalog>"

START_TEST(imports__are_resolved_and_named_once)
{
    const struct fisc__xml *root = parse_text(
        "banks/minato/profile.xml",
        PROFILE("<import href='../../fisc8/catalog.xml'/>"
                "<import href='own.xml'/>"
                "<import href='./../../fisc8/./catalog.xml'/>"
                "<import href='/abs/catalog.xml'/>"));
    const char *const *names;

    ck_assert_uint_eq(fisc__profile_imports(read_profile(root), &names), 3);
    ck_assert_str_eq(names[0], "fisc8/catalog.xml");
    ck_assert_str_eq(names[1], "banks/minato/own.xml");
    ck_assert_str_eq(names[2], "/abs/catalog.xml");
}
END_TEST

START_TEST(apply__gives_a_catalog_for_each_import_in_order)
{
    const struct fisc__xml *documents[] = {
        parse_text("b.xml", CATALOG("<control id='b'/><control id='bb'/>")),
        parse_text("./a.xml", CATALOG("<control id='a'/>"))};
    const struct fisc__profile *profile = read_profile(parse_text(
        "profile.xml",
        PROFILE("<import href='a.xml'/><import href='b.xml'>"
                "<include-controls><with-id>bb</with-id></include-controls>"
                "</import><modify><alter control-id='bb'><add>"
                "<title>of the bank</title></add></alter></modify>")));
    struct fisc_catalog **catalogs;
    size_t count;

    ck_assert_int_eq(fisc__profile_apply(context, profile, documents, 2, NULL,
                                         &catalogs, &count, NULL),
                     FISC_OK);
    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(fisc_catalog_name(catalogs[0]), "./a.xml");
    ck_assert_uint_eq(fisc_catalog_control_count(catalogs[1]), 1);
    ck_assert_str_eq(catalogs[1]->controls[0]->title.en, "of the bank");
    /* The documents are as they were. */
    ck_assert_ptr_nonnull(fisc__xml_child(documents[0], "control")->next);
    release(catalogs, count);
}
END_TEST

/* The n-th block of XML in a page of the documentation. From malloc. */
static char *
example(const char *page, int number)
{
    static const char open[] = "\n```xml\n";
    char *path = source_path(page);
    char *text = read_text(path, NULL), *block = text, *end;

    for (int i = 0; i <= number; i++) {
        block = strstr(block, open);
        ck_assert_ptr_nonnull(block);
        block += sizeof open - 1;
    }
    end = strstr(block, "\n```\n");
    ck_assert_ptr_nonnull(end);
    block = strndup(block, (size_t)(end - block));
    free(text);
    free(path);
    return block;
}

START_TEST(apply__gives_what_the_documentation_shows)
{
    char *catalog_text = example("doc/catalog.md", 0);
    char *profile_text = example("doc/catalog.md", 1);
    const struct fisc__xml *document = parse_text("catalog.xml", catalog_text);
    const struct fisc__profile *profile =
        read_profile(parse_text("profile.xml", profile_text));
    struct fisc__diagnostics diagnostics;
    const struct fisc__clause *clause;
    struct fisc_catalog *alone, **catalogs;
    size_t count;

    fisc__diagnostics_init(&diagnostics, &arena);
    ck_assert_int_eq(fisc_catalog__read(context, document, &diagnostics,
                                        &alone, NULL),
                     FISC_OK);
    ck_assert_uint_eq(diagnostics.count, 0);
    clause = fisc_catalog__clause(alone, "demo.o1.copies.customer");
    ck_assert_str_eq(clause->text.en,
                     "The institution copies its data every 1d.");
    ck_assert_uint_eq(alone->clause_count, 2);
    fisc_catalog_unref(alone);
    ck_assert_int_eq(fisc__profile_apply(context, profile, &document, 1,
                                         &diagnostics, &catalogs, &count,
                                         NULL),
                     FISC_OK);
    ck_assert_uint_eq(diagnostics.count, 0);
    clause = fisc_catalog__clause(catalogs[0], "demo.o1.copies.customer");
    ck_assert_str_eq(clause->text.ja, "金融機関は 7d ごとに写しを取る。");
    clause = fisc_catalog__clause(catalogs[0], "demo.o1.provider");
    ck_assert_int_eq(clause->level, FISC_LEVEL_SHOULD);
    clause = fisc_catalog__clause(catalogs[0], "bank.offline-copy.customer");
    ck_assert_str_eq(clause->place.file, "profile.xml");
    release(catalogs, count);
    fisc__diagnostics_done(&diagnostics);
    free(catalog_text);
    free(profile_text);
}
END_TEST

START_TEST(apply__selects_the_low_baseline_of_nist)
{
    char *catalog_path =
        shared_path("data/oscal/NIST_SP-800-53_rev4_catalog.xml");
    char *profile_path =
        shared_path("data/oscal/NIST_SP-800-53_rev4_LOW-baseline_profile.xml");
    const struct fisc__profile *profile;
    const struct fisc__xml *document;
    const struct fisc__control *control;
    const char *const *names;
    struct fisc_catalog **catalogs;
    size_t count;

    if (!catalog_path || !profile_path)
        return;
    profile = read_profile(parse_file("a/b/c/d/e/profile.xml", profile_path));
    ck_assert_uint_eq(fisc__profile_imports(profile, &names), 1);
    ck_assert_str_eq(names[0], "a/nist.gov/SP800-53/rev4/xml/"
                               "NIST_SP-800-53_rev4_catalog.xml");
    document = parse_file(names[0], catalog_path);
    ck_assert_int_eq(fisc__profile_apply(context, profile, &document, 1, NULL,
                                         &catalogs, &count, NULL),
                     FISC_OK);
    ck_assert_uint_eq(fisc_catalog_control_count(catalogs[0]), 124);
    ck_assert_uint_eq(fisc_catalog_param_count(catalogs[0]), 853);
    control = fisc_catalog__control(catalogs[0], "AC-1");
    ck_assert_str_eq(fisc__props_get(&control->props, "", "priority"), "P1");
    ck_assert_ptr_null(fisc_catalog__control(catalogs[0], "ac-4"));
    release(catalogs, count);
}
END_TEST

static enum fisc_status
apply_parsed(struct fisc_context *own, struct fisc__arena *memory,
             const struct fisc__xml *document, const struct fisc__xml *root,
             struct fisc__diagnostics *diagnostics, struct fisc_error *error)
{
    const struct fisc__profile *profile;
    struct fisc_catalog **catalogs;
    size_t count;
    enum fisc_status status = fisc__profile_read(memory, root, &profile, error);

    if (status == FISC_OK)
        status = fisc__profile_apply(own, profile, &document, 1, diagnostics,
                                     &catalogs, &count, error);
    if (status != FISC_OK)
        return status;
    for (size_t i = 0; i < count; i++)
        fisc_catalog_unref(catalogs[i]);
    fisc__free(own, catalogs, count * sizeof *catalogs);
    return FISC_OK;
}

struct texts {
    char *catalog, *profile;
    size_t catalog_length, profile_length;
};

static enum fisc_status
apply_once(struct fisc_context *own, void *data)
{
    const struct texts *texts = data;
    struct fisc__arena memory;
    struct fisc__diagnostics diagnostics;
    struct fisc__xml *document, *root;
    struct fisc_error error;
    enum fisc_status status;

    fisc__arena_init(&memory, own);
    fisc__diagnostics_init(&diagnostics, &memory);
    status = fisc__xml_parse(&memory, "catalog.xml", texts->catalog,
                             texts->catalog_length, &document, &error);
    if (status == FISC_OK)
        status = fisc__xml_parse(&memory, "profile.xml", texts->profile,
                                 texts->profile_length, &root, &error);
    if (status == FISC_OK)
        status =
            apply_parsed(own, &memory, document, root, &diagnostics, &error);
    if (status != FISC_OK)
        ck_assert_int_eq(error.status, status);
    fisc__diagnostics_done(&diagnostics);
    fisc__arena_done(&memory);
    return status;
}

START_TEST(apply__survives_every_failed_allocation)
{
    static const char *const names[] = {"profile-bank", "profile-orphans",
                                        "profile-by-resource"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char relative[100];
        struct texts texts;
        char *path;

        snprintf(relative, sizeof relative,
                 "tests/data/catalog/%s/catalog.xml", names[i]);
        path = source_path(relative);
        texts.catalog = read_text(path, &texts.catalog_length);
        free(path);
        snprintf(relative, sizeof relative,
                 "tests/data/catalog/%s/profile.xml", names[i]);
        path = source_path(relative);
        texts.profile = read_text(path, &texts.profile_length);
        free(path);
        ck_assert_uint_gt(failing_try(apply_once, &texts, 1), 20);
        free(texts.catalog);
        free(texts.profile);
    }
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("profile");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, imports__are_resolved_and_named_once);
    tcase_add_test(tests, apply__gives_a_catalog_for_each_import_in_order);
    tcase_add_test(tests, apply__gives_what_the_documentation_shows);
    tcase_add_test(tests, apply__selects_the_low_baseline_of_nist);
    tcase_add_test(tests, apply__survives_every_failed_allocation);
    return run_case("catalog", tests);
}
