/* SPDX-License-Identifier: MIT */
/* Finding things in a catalog, and structs of other sizes. */

#include <string.h>

#include <fisc/fisc.h>

#include "catalog/catalog.h"
#include "support/run.h"

static const char text[] =
    "<catalog xmlns='http://csrc.nist.gov/ns/oscal/1.0'>"
    "<param id='p'><value>1</value></param>"
    "<control id='f7'><title>A</title><prop name='label' value='設7'/>"
    "<part name='statement'><part name='item' id='f7.provider'/>"
    "<part name='item' id='f7.customer'/></part></control>"
    "<control id='t51'><title>B</title>"
    "<prop name='label' value='技51－１'/></control>"
    "<control id='a'><title>C</title><prop name='label' value='2.1.1'/>"
    "<prop name='label' class='padded' value='2.01.01'/></control>"
    "<control id='b'><title>D</title><prop name='label' value='2.1.1'/>"
    "</control>"
    "<control id='2.9'><title>E</title><prop name='label' value='x'/>"
    "</control>"
    "<control id='c'><title>F</title><prop name='label' value='2.9'/>"
    "</control>"
    "</catalog>";

static struct fisc_context *context;
static struct fisc_catalog *catalog;

static void
setup(void)
{
    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    ck_assert_int_eq(fisc_catalog_parse(context, "x.xml", text,
                                        sizeof text - 1, &catalog, NULL),
                     FISC_OK);
}

static void
teardown(void)
{
    fisc_catalog_unref(catalog);
    fisc_context_unref(context);
}

static const char *
found(const char *name)
{
    struct fisc_control_info info = {.size = sizeof info};
    size_t index = 77;

    switch (fisc_catalog_find_control(catalog, name, &index)) {
    case FISC_OK:
        ck_assert_int_eq(fisc_catalog_control(catalog, index, &info),
                         FISC_OK);
        return info.id;
    case FISC_ERR_CONFLICT:
        ck_assert_uint_eq(index, 77);
        return "several";
    default:
        ck_assert_uint_eq(index, 77);
        return "none";
    }
}

START_TEST(control__is_found_by_any_spelling_of_its_label)
{
    static const char *const spellings[] = {"設7", "設７", "設 7", " 設　７ ",
                                            "f7"};

    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        ck_assert_str_eq(found(spellings[i]), "f7");
    ck_assert_str_eq(found("技51-1"), "t51");
    ck_assert_str_eq(found("技５１‐1"), "t51");
    ck_assert_str_eq(found("2.01.01"), "a");
    ck_assert_str_eq(found("設8"), "none");
    ck_assert_str_eq(found("F7"), "none"); /* ids are compared exactly */
    ck_assert_str_eq(found(""), "none");
    ck_assert_str_eq(found("\xff"), "none");
}
END_TEST

START_TEST(label__of_several_controls_names_none_of_them)
{
    size_t index;

    ck_assert_str_eq(found("2.1.1"), "several");
    ck_assert_ptr_null(fisc_catalog__control(catalog, "2.1.1"));
    ck_assert_int_eq(
        fisc_catalog_next_labelled(catalog, "２.1.1", 0, &index), FISC_OK);
    ck_assert_uint_eq(index, 2);
    ck_assert_int_eq(
        fisc_catalog_next_labelled(catalog, "2.1.1", index + 1, &index),
        FISC_OK);
    ck_assert_uint_eq(index, 3);
    ck_assert_int_eq(
        fisc_catalog_next_labelled(catalog, "2.1.1", index + 1, &index),
        FISC_ERR_NOTFOUND);
}
END_TEST

START_TEST(id__goes_before_label)
{
    ck_assert_str_eq(found("2.9"), "2.9");
    ck_assert_str_eq(found("２.9"), "c");
}
END_TEST

START_TEST(clause_and_param__are_found_by_key_alone)
{
    struct fisc_clause_info info = {.size = sizeof info};
    size_t index;

    ck_assert_int_eq(fisc_catalog_find_clause(catalog, "f7.customer", &index),
                     FISC_OK);
    ck_assert_int_eq(fisc_catalog_clause(catalog, index, &info), FISC_OK);
    ck_assert_str_eq(info.control, "f7");
    ck_assert_int_eq(fisc_catalog_find_clause(catalog, "f7", &index),
                     FISC_ERR_NOTFOUND);
    /* A control without a statement is a clause of the same name. */
    ck_assert_int_eq(fisc_catalog_find_clause(catalog, "t51", &index),
                     FISC_OK);
    ck_assert_int_eq(fisc_catalog_find_param(catalog, "p", &index), FISC_OK);
    ck_assert_str_eq(fisc_catalog_param_value(catalog, index, 0), "1");
    ck_assert_ptr_null(fisc_catalog_param_value(catalog, index, 1));
    ck_assert_ptr_null(fisc_catalog_param_value(catalog, index + 1, 0));
    ck_assert_int_eq(fisc_catalog_find_param(catalog, "q", &index),
                     FISC_ERR_NOTFOUND);
    ck_assert_str_eq(fisc_catalog__clause(catalog, "f7.provider")->key,
                     "f7.provider");
    ck_assert_ptr_null(fisc_catalog__param(catalog, "q"));
}
END_TEST

START_TEST(index__past_the_end_is_not_found)
{
    struct fisc_control_info control = {.size = sizeof control};
    struct fisc_clause_info clause = {.size = sizeof clause};
    struct fisc_prop_info prop = {.size = sizeof prop};
    struct fisc_link_info link = {.size = sizeof link};
    struct fisc_group_info group = {.size = sizeof group};
    struct fisc_param_info param = {.size = sizeof param};
    struct fisc_resource_info resource = {.size = sizeof resource};

    ck_assert_int_eq(fisc_catalog_control(catalog, 6, &control),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_catalog_clause(catalog, SIZE_MAX, &clause),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_catalog_group(catalog, 0, &group),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_catalog_param(catalog, 1, &param),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_catalog_resource(catalog, 0, &resource),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_catalog_control_prop(catalog, 0, 1, &prop),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_catalog_clause_prop(catalog, 9, 0, &prop),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_catalog_control_link(catalog, 9, 0, &link),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_catalog_clause_link(catalog, 0, 0, &link),
                     FISC_ERR_NOTFOUND);
}
END_TEST

START_TEST(info__serves_callers_of_other_sizes)
{
    struct {
        struct fisc_link_info known;
        const char *newer;
    } larger = {.known = {.size = sizeof larger}, .newer = "stale"};
    struct fisc_control_info smaller = {.size = sizeof(size_t)};
    struct fisc_prop_info prop = {0};
    static const char linked[] =
        "<catalog xmlns='http://csrc.nist.gov/ns/oscal/1.0'><control id='a'>"
        "<link rel='r' href='#b'/></control></catalog>";
    struct fisc_catalog *other;

    ck_assert_int_eq(fisc_catalog_parse(context, "x", linked,
                                        sizeof linked - 1, &other, NULL),
                     FISC_OK);
    ck_assert_int_eq(fisc_catalog_control_link(other, 0, 0, &larger.known),
                     FISC_OK);
    ck_assert_str_eq(larger.known.href, "#b");
    ck_assert_ptr_null(larger.newer);
    ck_assert_uint_eq(larger.known.size, sizeof larger);
    ck_assert_int_eq(fisc_catalog_control(catalog, 0, &smaller),
                     FISC_ERR_INVALID);
    ck_assert_ptr_null(smaller.id);
    ck_assert_int_eq(fisc_catalog_control_prop(catalog, 0, 0, &prop),
                     FISC_ERR_INVALID);
    fisc_catalog_unref(other);
}
END_TEST

START_TEST(names__of_roles_and_levels_read_back)
{
    for (unsigned i = 0; i < FISC__ROLES; i++) {
        enum fisc_role role = FISC_ROLE_SUPPLIER;

        ck_assert_int_eq(fisc_role_find(fisc_role_name((enum fisc_role)i),
                                        &role),
                         FISC_OK);
        ck_assert_uint_eq(role, i);
    }
    for (unsigned i = 0; i < FISC__LEVELS; i++) {
        enum fisc_level level = FISC_LEVEL_MAY;

        ck_assert_int_eq(fisc_level_find(fisc_level_name((enum fisc_level)i),
                                         &level),
                         FISC_OK);
        ck_assert_uint_eq(level, i);
    }
    ck_assert_str_eq(fisc_role_name((enum fisc_role)4), "");
    ck_assert_str_eq(fisc_level_name((enum fisc_level)-1), "");
    ck_assert_int_eq(fisc_role_find("Customer", &(enum fisc_role){0}),
                     FISC_ERR_NOTFOUND);
    ck_assert_int_eq(fisc_level_find("", &(enum fisc_level){0}),
                     FISC_ERR_NOTFOUND);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("lookup");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, control__is_found_by_any_spelling_of_its_label);
    tcase_add_test(tests, label__of_several_controls_names_none_of_them);
    tcase_add_test(tests, id__goes_before_label);
    tcase_add_test(tests, clause_and_param__are_found_by_key_alone);
    tcase_add_test(tests, index__past_the_end_is_not_found);
    tcase_add_test(tests, info__serves_callers_of_other_sizes);
    tcase_add_test(tests, names__of_roles_and_levels_read_back);
    return run_case("catalog", tests);
}
