/* SPDX-License-Identifier: MIT */
/* What a host did to libxml2's globals neither helps nor hurts us. */

#include <pthread.h>

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include "xml/document.h"

static int reports, loads;

static void
#if LIBXML_VERSION >= 21200
report(void *data, const xmlError *error)
#else
report(void *data, xmlErrorPtr error)
#endif
{
    (void)data;
    (void)error;
    reports++;
}

static xmlParserInputPtr
load(const char *url, const char *id, xmlParserCtxtPtr context)
{
    (void)url;
    (void)id;
    (void)context;
    loads++;
    return NULL;
}

START_TEST(host__hears_nothing_of_our_errors)
{
    struct document d;

    reports = 0;
    xmlSetStructuredErrorFunc(NULL, report);
    document_read(&d, "<a><b></a>", 10, NULL);
    ck_assert_int_eq(d.status, FISC_ERR_SYNTAX);
    document_done(&d);
    ck_assert_int_eq(reports, 0);
    ck_assert(xmlStructuredError == report);
    xmlSetStructuredErrorFunc(NULL, NULL);
}
END_TEST

START_TEST(host__defaults_change_nothing)
{
    static const char bad[] =
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>";
    xmlExternalEntityLoader before = xmlGetExternalEntityLoader();
    const struct fisc__xml *root;
    struct document d;

    xmlSubstituteEntitiesDefault(1);
    xmlKeepBlanksDefault(0);
    xmlLoadExtDtdDefaultValue = 1;
    xmlDoValidityCheckingDefaultValue = 1;
    xmlSetExternalEntityLoader(load);
    root = document_good(&d, "<a b='&amp;#38;'> <c/> </a>");
    ck_assert_str_eq(fisc__xml_attribute(root, "b"), "&#38;");
    ck_assert_str_eq(root->first->text, " ");
    document_done(&d);
    document_bad(bad, strlen(bad), "a.xml:1:1: a DOCTYPE, which is never "
                                   "read");
    ck_assert_int_eq(loads, 0);
    ck_assert(xmlGetExternalEntityLoader() == load);
    xmlSetExternalEntityLoader(before);
    xmlSubstituteEntitiesDefault(0);
    xmlKeepBlanksDefault(1);
    xmlLoadExtDtdDefaultValue = 0;
    xmlDoValidityCheckingDefaultValue = 0;
}
END_TEST

START_TEST(host__can_go_on_parsing)
{
    static const char text[] = "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>";
    struct document d;
    xmlDocPtr doc;

    document_bad("<a", 2, "a.xml:1:3: Couldn't find end of Start Tag a line "
                          "1");
    doc = xmlReadMemory(text, (int)strlen(text), NULL, NULL, XML_PARSE_NOENT);
    ck_assert_ptr_nonnull(doc);
    document_good(&d, "<a/>");
    document_done(&d);
    xmlFreeDoc(doc);
}
END_TEST

static void *
read_many(void *data)
{
    struct fisc_context *context = data;
    size_t good = 0;

    for (int i = 0; i < 200; i++) {
        struct fisc__arena arena;
        struct fisc__xml *root;

        fisc__arena_init(&arena, context);
        good += fisc__xml_parse(&arena, "a", "<a b='c'>d</a>", 14, &root,
                                NULL) == FISC_OK;
        good += fisc__xml_parse(&arena, "a", "<a b='c'>d</b>", 14, &root,
                                NULL) == FISC_ERR_SYNTAX;
        fisc__arena_done(&arena);
    }
    return (void *)good;
}

START_TEST(threads__read_at_once)
{
    struct fisc_context *context;
    pthread_t threads[4];

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, read_many, context),
                         0);
    for (int i = 0; i < 4; i++) {
        void *good;

        pthread_join(threads[i], &good);
        ck_assert_uint_eq((size_t)good, 400);
    }
    fisc_context_unref(context);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("host");

    tcase_add_test(tests, threads__read_at_once);
    tcase_add_test(tests, host__hears_nothing_of_our_errors);
    tcase_add_test(tests, host__defaults_change_nothing);
    tcase_add_test(tests, host__can_go_on_parsing);
    return run_case("xml", tests);
}
