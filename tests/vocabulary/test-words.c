/* SPDX-License-Identifier: MIT */
/* Looking words up: children, paths, the nearest path, ranks, what is built in. */

#include <fisc/fisc.h>

#include <string.h>

#include "support/failing.h"
#include "support/run.h"
#include "vocabulary/vocabulary.h"
#include "xml/xml.h"

static const char document[] =
    "<vocabulary xmlns='urn:libfisc:vocabulary:1'>"
    "<fact path='backup.restore_test.passed' type='flag' max-age='1y'>"
    "<meaning xml:lang='ja'>復元試験</meaning></fact>"
    "<fact path='backup.restore_tests' type='integer' unit='time'/>"
    "<fact path='backup.offsite' type='flag'/>"
    "<fact path='sites' type='list'/>"
    "<fact path='sites[].fire.compartment' type='flag'/>"
    "<fact path='importance' type='enumeration' ordered='true' judged='true'>"
    "<value name='low'/><value name='medium'/><value name='high'/></fact>"
    "</vocabulary>";

static struct fisc_context *context;
static struct fisc__arena arena;
static struct fisc__vocabulary vocabulary;

static enum fisc_status
read_document(struct fisc__vocabulary *into, struct fisc__arena *memory)
{
    struct fisc__xml *root;
    enum fisc_status status = fisc__xml_parse(
        memory, "v.xml", document, sizeof document - 1, &root, NULL);

    return status == FISC_OK ? fisc__vocabulary_read(into, root, NULL)
                             : status;
}

static void
setup(void)
{
    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    fisc__arena_init(&arena, context);
    ck_assert_int_eq(fisc__vocabulary_init(&vocabulary, &arena, NULL),
                     FISC_OK);
    ck_assert_int_eq(read_document(&vocabulary, &arena), FISC_OK);
}

static void
teardown(void)
{
    fisc__vocabulary_done(&vocabulary);
    fisc__arena_done(&arena);
    fisc_context_unref(context);
}

static const struct fisc__word *
find(const char *path)
{
    return fisc__word_find(&vocabulary.root, path);
}

START_TEST(find__goes_through_records_and_lists)
{
    const struct fisc__word *word = find("backup.restore_test");

    ck_assert_ptr_nonnull(word);
    ck_assert_ptr_null(word->definition);
    ck_assert_str_eq(word->path, "backup.restore_test");
    word = fisc__word_find(word, "passed");
    ck_assert_ptr_nonnull(word);
    ck_assert_int_eq(word->definition->type, FISC_FACT_FLAG);
    word = find("sites[].fire.compartment");
    ck_assert_ptr_nonnull(word);
    ck_assert_str_eq(word->path, "sites[].fire.compartment");
    ck_assert_ptr_eq(fisc__word_find(find("sites"), "fire.compartment"), word);
    ck_assert_ptr_eq(word->parent, find("sites[].fire"));
    ck_assert_ptr_eq(find(""), &vocabulary.root);
}
END_TEST

START_TEST(find__knows_no_other_path)
{
    static const char *const paths[] = {
        "backup.restore",  "backup.restore_test.passed.x", "backup.",
        ".backup",         "sites.fire.compartment",       "sites[]",
        "sites[].",        "sites[tokyo].fire",            "backup[].offsite",
        "backup..offsite", "Backup",                       "backu",
        "backupp",         "sites[].fire[].compartment"};

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const struct fisc__word *word = find(paths[i]);

        ck_assert_msg(!word || strcmp(paths[i], "backup.") == 0 ||
                          strcmp(paths[i], "sites[].") == 0,
                      "%s was found", paths[i]);
    }
}
END_TEST

START_TEST(child__takes_a_name_of_a_length)
{
    const struct fisc__word *root = &vocabulary.root;

    ck_assert_ptr_eq(fisc__word_child(root, "backup.x", 6), find("backup"));
    ck_assert_ptr_null(fisc__word_child(root, "backup", 5));
    ck_assert_ptr_null(fisc__word_child(root, "backups", 7));
    ck_assert_ptr_null(fisc__word_child(root, "", 0));
}
END_TEST

START_TEST(nearest__offers_the_path_that_was_meant)
{
    static const struct {
        const char *wanted, *nearest;
    } cases[] = {
        {"backup.restore_test.pased", "backup.restore_test.passed"},
        {"backpu.offsite", "backup.offsite"},
        {"restore_test.passed", "backup.restore_test.passed"},
        {"backpu", "backup"},
        {"sites[].fire.compartmnt", "sites[].fire.compartment"},
        {"site[].fire.compartment", "sites[].fire.compartment"},
        {"evidence[].colected", "evidence[].collected"},
        {"importence", "importance"},
        {"backup.restore_tests.passed", "backup.restore_test.passed"},
        {"quantum_entanglement", NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *nearest =
            fisc__vocabulary_nearest(&vocabulary, cases[i].wanted);

        ck_assert_msg(cases[i].nearest
                          ? nearest && strcmp(nearest, cases[i].nearest) == 0
                          : !nearest,
                      "%s: %s", cases[i].wanted, nearest ? nearest : "none");
    }
}
END_TEST

START_TEST(rank__counts_the_values_as_written)
{
    const struct fisc__definition *d = find("importance")->definition;

    ck_assert_int_eq(fisc__definition_rank(d, "low"), 0);
    ck_assert_int_eq(fisc__definition_rank(d, "high"), 2);
    ck_assert_int_eq(fisc__definition_rank(d, "highest"), -1);
    ck_assert_int_eq(
        fisc__definition_rank(find("backup.offsite")->definition, "x"), -1);
}
END_TEST

START_TEST(core__is_known_without_a_file_and_told_in_both_languages)
{
    static const char *const paths[] = {
        "parties[].roles",       "evidence[].confirmed", "contracts[].terms",
        "inherits[].as",         "provides[].text",      "answers[].from",
        "responsibilities[].text"};
    size_t built_in = 0;

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        ck_assert_msg(find(paths[i]) && find(paths[i])->definition, "%s",
                      paths[i]);
    ck_assert_int_eq(
        fisc__definition_rank(find("parties[].roles")->definition, "supplier"),
        3);
    ck_assert(find("contracts[].to")->definition->none);
    for (size_t i = 0; i < vocabulary.count; i++) {
        const struct fisc__definition *d = vocabulary.definitions[i];

        if (d->place.file)
            continue;
        built_in++;
        ck_assert_msg(d->meaning.ja && d->meaning.en && d->question.ja &&
                          d->question.en,
                      "%s", d->path);
    }
    ck_assert_uint_eq(built_in, 40);
}
END_TEST

START_TEST(info__fills_in_the_other_language)
{
    struct fisc_fact_info info = {.size = sizeof info};

    ck_assert_int_eq(
        fisc__definition_info(find("backup.restore_test.passed")->definition,
                              &info),
        FISC_OK);
    ck_assert_str_eq(info.path, "backup.restore_test.passed");
    ck_assert_str_eq(info.max_age, "1y");
    ck_assert_str_eq(info.meaning[FISC_LANGUAGE_EN], "復元試験");
    ck_assert_str_eq(info.question[FISC_LANGUAGE_JA], "");
    ck_assert_str_eq(info.unit, "");
    ck_assert_str_eq(info.file, "v.xml");
    ck_assert_uint_eq(info.line, 1);
    info.size = 8;
    ck_assert_int_eq(
        fisc__definition_info(find("sites")->definition, &info),
        FISC_ERR_INVALID);
}
END_TEST

START_TEST(type_name__is_what_a_vocabulary_writes)
{
    ck_assert_str_eq(fisc_fact_type_name(FISC_FACT_FLAG), "flag");
    ck_assert_str_eq(fisc_fact_type_name(FISC_FACT_LIST), "list");
    ck_assert_str_eq(fisc_fact_type_name((enum fisc_fact_type)8), "");
    ck_assert_str_eq(fisc_fact_type_name((enum fisc_fact_type)-1), "");
}
END_TEST

static enum fisc_status
build(struct fisc_context *failing, void *data)
{
    struct fisc__vocabulary built;
    struct fisc__arena memory;
    enum fisc_status status;

    (void)data;
    fisc__arena_init(&memory, failing);
    status = fisc__vocabulary_init(&built, &memory, NULL);
    if (status == FISC_OK) {
        status = read_document(&built, &memory);
        fisc__vocabulary_done(&built);
    }
    fisc__arena_done(&memory);
    return status;
}

START_TEST(memory__a_failed_allocation_leaks_nothing)
{
    ck_assert_uint_gt(failing_try(build, NULL, 1), 40);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("words");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, find__goes_through_records_and_lists);
    tcase_add_test(tests, find__knows_no_other_path);
    tcase_add_test(tests, child__takes_a_name_of_a_length);
    tcase_add_test(tests, nearest__offers_the_path_that_was_meant);
    tcase_add_test(tests, rank__counts_the_values_as_written);
    tcase_add_test(tests,
                   core__is_known_without_a_file_and_told_in_both_languages);
    tcase_add_test(tests, info__fills_in_the_other_language);
    tcase_add_test(tests, type_name__is_what_a_vocabulary_writes);
    tcase_add_test(tests, memory__a_failed_allocation_leaks_nothing);
    return run_case("vocabulary", tests);
}
