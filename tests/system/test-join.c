/* SPDX-License-Identifier: MIT */
/* A customer's description beside its provider's. */

#include <fisc/fisc.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/run.h"

static const char customer_text[] =
    "{\"format\": \"libfisc-system/1\", \"id\": \"internet-banking\",\n"
    "\"parties\": [{\"id\": \"bank\"}, {\"id\": \"aws\"}, {\"id\": \"op\"}],\n"
    "\"inherits\": [\n"
    " {\"id\": \"i1\", \"clause\": \"fisc8.f7.provider\", \"bearer\": "
    "\"provider\", \"from\": \"aws\", \"confirmed\": true},\n"
    " {\"id\": \"i2\", \"clause\": \"fisc8.f9.customer\", \"bearer\": "
    "\"customer\", \"from\": \"aws\", \"as\": \"fisc8.f9.provider\"},\n"
    " {\"id\": \"i3\", \"clause\": \"fisc8.f99.provider\", \"from\": "
    "\"aws\"},\n"
    " {\"id\": \"i4\", \"clause\": \"fisc8.f7.provider\", \"from\": \"op\"},\n"
    " {\"id\": \"i5\", \"from\": \"aws\"}],\n"
    "\"answers\": [\n"
    " {\"id\": \"a1\", \"from\": \"aws\", \"responsibility\": \"r-keys\", "
    "\"text\": \"keys are in our HSM\"},\n"
    " {\"id\": \"a2\", \"from\": \"aws\", \"responsibility\": \"r-gone\"},\n"
    " {\"id\": \"a3\", \"from\": \"op\", \"responsibility\": \"r-log\"},\n"
    " {\"id\": \"a4\", \"from\": \"aws\", \"responsibility\": \"r-keys\", "
    "\"text\": \"rotated yearly\"}]}";

static const char provider_text[] =
    "<system xmlns='urn:libfisc:system:1' id='aws-tokyo'>\n"
    "<list name='provides'>\n"
    "<item id='p1'><fact name='clause'>fisc8.f7.provider</fact>"
    "<fact name='text'>generators</fact></item>\n"
    "<item id='p2'><fact name='clause'>fisc8.f9.provider</fact></item>\n"
    "<item id='p3'><fact name='clause'>fisc8.t3.provider</fact>"
    "<fact name='text'>logging</fact></item>\n"
    "<item id='p4'><fact name='clause'>fisc8.t5.provider</fact></item>\n"
    "</list>\n"
    "<list name='responsibilities'>\n"
    "<item id='r-keys'><fact name='clause'>fisc8.f9.provider</fact>"
    "<fact name='text'>hold your keys</fact></item>\n"
    "<item id='r-log'><fact name='clause'>fisc8.t3.provider</fact>"
    "<fact name='text'>switch logging on</fact></item>\n"
    "<item id='r-any'/>\n"
    "</list></system>";

static struct fisc_context *context;

static struct fisc_system *
read_system(const char *name, const char *text)
{
    struct fisc_error error = {.message = ""};
    struct fisc_system *system = NULL;
    enum fisc_status status =
        fisc_system_parse(context, name, text, strlen(text), FISC_SYSTEM_AUTO,
                          &system, &error);

    ck_assert_msg(status == FISC_OK, "%s", error.message);
    return system;
}

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

static char *
dump_join(const struct fisc_join *join)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);

    for (size_t i = 0; i < fisc_join_count(join); i++) {
        struct fisc_join_entry e = {.size = sizeof e};

        ck_assert_int_eq(fisc_join_entry(join, i, &e), FISC_OK);
        ck_assert_str_eq(e.party, "aws");
        fprintf(out, "%s%s|%s|%s|%s|%s|%s|%s|%s %s:%u:%u|%s %s:%u:%u\n",
                fisc_join_kind_name(e.kind), e.certain ? "" : "?", e.clause,
                e.as, e.bearer, e.responsibility, e.text, e.answer,
                e.customer_path, e.customer_file, e.customer_line,
                e.customer_column, e.provider_path, e.provider_file,
                e.provider_line, e.provider_column);
    }
    fclose(out);
    return text;
}

static void
hold(const char *customer_json, const char *provider_xml, const char *wanted)
{
    struct fisc_system *customer = read_system("c.json", customer_json);
    struct fisc_system *provider = read_system("p.xml", provider_xml);
    struct fisc_join *join = NULL;
    char *text;

    ck_assert_int_eq(fisc_join_new(customer, provider, "aws", &join, NULL),
                     FISC_OK);
    /* The join keeps what it needs. */
    fisc_system_unref(customer);
    fisc_system_unref(provider);
    text = dump_join(join);
    ck_assert_str_eq(text, wanted);
    free(text);
    fisc_join_free(join);
}

START_TEST(join__meets_every_statement_with_both_places)
{
    hold(customer_text, provider_text,
         "inherited|fisc8.f7.provider|fisc8.f7.provider|provider||generators||"
         "inherits[i1] c.json:4:2|provides[p1] p.xml:3:1\n"
         "shared|fisc8.f9.customer|fisc8.f9.provider|customer||||"
         "inherits[i2] c.json:5:2|provides[p2] p.xml:4:1\n"
         "shared|fisc8.t3.provider|fisc8.t3.provider|||logging||"
         " :0:0|provides[p3] p.xml:5:1\n"
         "answered|fisc8.f9.provider|fisc8.f9.provider||r-keys|hold your keys|"
         "keys are in our HSM|answers[a1] c.json:10:2|"
         "responsibilities[r-keys] p.xml:9:1\n"
         "answered|fisc8.f9.provider|fisc8.f9.provider||r-keys|hold your keys|"
         "rotated yearly|answers[a4] c.json:13:2|"
         "responsibilities[r-keys] p.xml:9:1\n"
         "open||||r-any||| :0:0|responsibilities[r-any] p.xml:11:1\n"
         "open|fisc8.t3.provider|fisc8.t3.provider||r-log|switch logging on||"
         " :0:0|responsibilities[r-log] p.xml:10:1\n"
         "dangling||||||" "|inherits[i5] c.json:8:2| :0:0\n"
         "dangling||||r-gone|||answers[a2] c.json:11:2| :0:0\n"
         "dangling|fisc8.f99.provider|fisc8.f99.provider|||||"
         "inherits[i3] c.json:6:2| :0:0\n");
}
END_TEST

START_TEST(join__is_uncertain_where_a_list_is_not_whole)
{
    hold("{\"format\": \"libfisc-system/1\", \"id\": \"c\",\n"
         "\"inherits\": [{\"id\": \"i\", \"clause\": \"x\", \"from\": "
         "\"aws\"}],\n"
         "\"answers\": {\"complete\": false, \"items\": [\n"
         "{\"id\": \"a\", \"from\": \"aws\", \"responsibility\": \"r\"}]}}",
         "<system xmlns='urn:libfisc:system:1' id='p'>\n"
         "<list name='responsibilities' complete='false'>\n"
         "<item id='q'/></list></system>",
         "open?||||q||| :0:0|responsibilities[q] p.xml:3:1\n"
         "dangling?||||r|||answers[a] c.json:4:1| :0:0\n"
         "dangling?|x|x|||||inherits[i] c.json:2:14| :0:0\n");
}
END_TEST

START_TEST(join__what_is_provided_twice_counts_once)
{
    static const char provider[] =
        "<system xmlns='urn:libfisc:system:1' id='p'><list name='provides'>\n"
        "<item id='b'><fact name='clause'>x</fact></item>\n"
        "<item id='a'><fact name='clause'>x</fact></item></list>\n"
        "<list name='responsibilities'><item id='r'><fact name='clause'>x"
        "</fact></item></list></system>";

    hold("{\"format\": \"libfisc-system/1\", \"id\": \"c\"}", provider,
         "shared|x|x||||| :0:0|provides[a] p.xml:3:1\n"
         "open?|x|x||r||| :0:0|responsibilities[r] p.xml:4:31\n");
    hold("{\"format\": \"libfisc-system/1\", \"id\": \"c\", \"answers\": [],\n"
         "\"inherits\": [{\"id\": \"i\", \"clause\": \"x\", \"from\": "
         "\"aws\"}]}",
         provider,
         "shared|x|x|||||inherits[i] c.json:2:14|provides[a] p.xml:3:1\n"
         "open|x|x||r||| :0:0|responsibilities[r] p.xml:4:31\n");
}
END_TEST

START_TEST(join__without_as_means_the_clause_of_the_provider)
{
    hold("{\"format\": \"libfisc-system/1\", \"id\": \"c\",\n"
         "\"inherits\": [{\"id\": \"i\", \"clause\": \"x.f7.customer\", "
         "\"from\": \"aws\"}]}",
         "<system xmlns='urn:libfisc:system:1' id='p'><list name='provides'>\n"
         "<item id='a'><fact name='clause'>x.f7.provider</fact></item></list>"
         "</system>",
         "inherited|x.f7.customer|x.f7.provider|||||"
         "inherits[i] c.json:2:14|provides[a] p.xml:2:1\n");
}
END_TEST

START_TEST(join__of_nothing_is_empty)
{
    hold("{\"format\": \"libfisc-system/1\", \"id\": \"c\"}",
         "<system xmlns='urn:libfisc:system:1' id='p'/>", "");
    hold("{\"format\": \"libfisc-system/1\", \"id\": \"c\", \"inherits\": "
         "{\"unknown\": \"x\"}, \"answers\": [\"odd\"], \"parties\": 1}",
         "<system xmlns='urn:libfisc:system:1' id='p'>"
         "<fact name='provides'>odd</fact>"
         "<record name='responsibilities'/></system>",
         "");
}
END_TEST

START_TEST(join__a_party_that_is_not_there_is_an_error)
{
    struct fisc_system *customer = read_system("c.json", customer_text);
    struct fisc_join *join = NULL;
    struct fisc_error error;

    ck_assert_int_eq(fisc_join_new(customer, customer, "asw", &join, &error),
                     FISC_ERR_NOTFOUND);
    ck_assert_ptr_null(join);
    ck_assert_str_eq(error.message, "internet-banking has no party \"asw\"");
    ck_assert_uint_eq(error.line, 2);
    fisc_system_unref(customer);
}
END_TEST

START_TEST(entry__ends_with_the_last)
{
    struct fisc_system *customer = read_system("c.json", customer_text);
    struct fisc_join_entry entry = {.size = sizeof entry};
    struct fisc_join *join = NULL;

    ck_assert_int_eq(fisc_join_new(customer, customer, "aws", &join, NULL),
                     FISC_OK);
    ck_assert_int_eq(fisc_join_entry(join, fisc_join_count(join), &entry),
                     FISC_ERR_NOTFOUND);
    entry.size = 4;
    ck_assert_int_eq(fisc_join_entry(join, 0, &entry), FISC_ERR_INVALID);
    ck_assert_str_eq(fisc_join_kind_name((enum fisc_join_kind)9), "");
    fisc_join_free(join);
    fisc_join_free(NULL);
    fisc_system_unref(customer);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("join");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, join__meets_every_statement_with_both_places);
    tcase_add_test(tests, join__is_uncertain_where_a_list_is_not_whole);
    tcase_add_test(tests, join__what_is_provided_twice_counts_once);
    tcase_add_test(tests, join__without_as_means_the_clause_of_the_provider);
    tcase_add_test(tests, join__of_nothing_is_empty);
    tcase_add_test(tests, join__a_party_that_is_not_there_is_an_error);
    tcase_add_test(tests, entry__ends_with_the_last);
    return run_case("system", tests);
}
