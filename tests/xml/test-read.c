/* SPDX-License-Identifier: MIT */
/* What a tree says of a document that is good. */

#include "xml/document.h"

START_TEST(read__keeps_names_namespaces_and_order)
{
    struct document d;
    const struct fisc__xml *root = document_good(
        &d, "<a xmlns='urn:x' xmlns:p='urn:p'><p:b/><c xmlns=''/><d/></a>");
    const struct fisc__xml *b = root->first, *c = b->next, *e = c->next;

    ck_assert_str_eq(root->name, "a");
    ck_assert_str_eq(root->ns, "urn:x");
    ck_assert_ptr_null(root->parent);
    ck_assert_ptr_null(root->next);
    ck_assert_str_eq(b->name, "b");
    ck_assert_str_eq(b->ns, "urn:p");
    ck_assert_str_eq(c->name, "c");
    ck_assert_str_eq(c->ns, "");
    ck_assert_str_eq(e->name, "d");
    ck_assert_str_eq(e->ns, "urn:x");
    ck_assert_ptr_null(e->next);
    ck_assert_ptr_eq(e->parent, root);
    document_done(&d);
}
END_TEST

START_TEST(read__resolves_references_in_attributes_once)
{
    struct document d;
    const struct fisc__xml *root = document_good(
        &d, "<a b='1 &lt; 2 &amp; 3' c='&amp;#38;&amp;amp;' d='&#38;&#x26;'"
            " e='' f='x\ny' g='&#10;' h='&quot;&apos;&gt;' xml:lang='ja'/>");
    const char *ns = "http://www.w3.org/XML/1998/namespace";

    ck_assert_uint_eq(root->attribute_count, 8);
    ck_assert_str_eq(fisc__xml_attribute(root, "b"), "1 < 2 & 3");
    ck_assert_str_eq(fisc__xml_attribute(root, "c"), "&#38;&amp;");
    ck_assert_str_eq(fisc__xml_attribute(root, "d"), "&&");
    ck_assert_str_eq(fisc__xml_attribute(root, "e"), "");
    ck_assert_str_eq(fisc__xml_attribute(root, "f"), "x y");
    ck_assert_str_eq(fisc__xml_attribute(root, "g"), "\n");
    ck_assert_str_eq(fisc__xml_attribute(root, "h"), "\"'>");
    ck_assert_ptr_null(fisc__xml_attribute(root, "lang"));
    ck_assert_str_eq(fisc__xml_attribute_ns(root, ns, "lang"), "ja");
    document_done(&d);
}
END_TEST

START_TEST(read__makes_one_run_of_adjacent_text)
{
    struct document d;
    const struct fisc__xml *root = document_good(
        &d, "<a>1<!-- 2 --><?x 3?><![CDATA[<4>&amp;]]>&lt;&#x65e5;\r\n5<b/>"
            "<![CDATA[]]></a>");
    const struct fisc__xml *text = root->first;

    ck_assert_ptr_null(text->name);
    ck_assert_str_eq(text->text, "1<4>&amp;<日\n5");
    ck_assert_str_eq(text->next->name, "b");
    ck_assert_ptr_null(text->next->next);
    document_done(&d);
}
END_TEST

START_TEST(read__keeps_white_space)
{
    struct document d;
    const struct fisc__xml *root = document_good(&d, "<a> <b/>\t\n</a>");

    ck_assert_str_eq(root->first->text, " ");
    ck_assert_str_eq(root->first->next->next->text, "\t\n");
    document_done(&d);
}
END_TEST

START_TEST(read__takes_a_byte_order_mark_and_any_case_of_utf8)
{
    struct document d;

    document_good(&d, "\xef\xbb\xbf<?xml version='1.0' encoding='utf-8' "
                      "standalone='yes'?><a/>");
    document_done(&d);
}
END_TEST

START_TEST(read__needs_the_text_no_longer)
{
    char text[] = "<a b='c'>d</a>";
    char name[] = "a.xml";
    struct fisc__xml *root;
    struct fisc_context *context;
    struct fisc__arena arena;

    ck_assert_int_eq(fisc_context_new(NULL, &context, NULL), FISC_OK);
    fisc__arena_init(&arena, context);
    ck_assert_int_eq(
        fisc__xml_parse(&arena, name, text, strlen(text), &root, NULL),
        FISC_OK);
    memset(text, 'x', sizeof text);
    memset(name, 'x', sizeof name);
    ck_assert_str_eq(fisc__xml_attribute(root, "b"), "c");
    ck_assert_str_eq(root->first->text, "d");
    ck_assert_str_eq(root->place.file, "a.xml");
    fisc__arena_done(&arena);
    fisc_context_unref(context);
}
END_TEST

START_TEST(read__reads_no_further_than_the_length)
{
    struct document d;

    document_read(&d, "<a/><b/>", 4, NULL);
    ck_assert_int_eq(d.status, FISC_OK);
    document_done(&d);
}
END_TEST

START_TEST(walk__finds_by_name_in_the_parents_namespace)
{
    struct document d;
    const struct fisc__xml *root = document_good(
        &d, "<a xmlns='urn:x'>.<p:b xmlns:p='urn:p' n='0'/>.<b n='1'/>.<c/>"
            "<b n='2'/></a>");
    const struct fisc__xml *b = fisc__xml_child(root, "b");

    ck_assert_str_eq(fisc__xml_attribute(b, "n"), "1");
    b = fisc__xml_next(b, "b");
    ck_assert_str_eq(fisc__xml_attribute(b, "n"), "2");
    ck_assert_ptr_null(fisc__xml_next(b, "b"));
    ck_assert_ptr_null(fisc__xml_child(root, "d"));
    ck_assert_str_eq(fisc__xml_element(root->first)->ns, "urn:p");
    ck_assert_ptr_null(fisc__xml_element(NULL));
    ck_assert(fisc__xml_is(root, "urn:x", NULL));
    ck_assert(fisc__xml_is(root, "urn:x", "a"));
    ck_assert(!fisc__xml_is(root, "urn:x", "b"));
    ck_assert(!fisc__xml_is(root, "", "a"));
    ck_assert(!fisc__xml_is(root->first, "", NULL));
    document_done(&d);
}
END_TEST

START_TEST(text__is_gathered_flat_or_as_written)
{
    struct document d;
    const struct fisc__xml *root = document_good(
        &d, "<a>\n  設 7 <b>の<c/>\t要</b><b> 件 </b>\n</a>");
    const struct fisc__xml *b = fisc__xml_child(root, "b");

    ck_assert_str_eq(fisc__xml_flat_text(&d.arena, root), "設 7 の 要 件");
    ck_assert_str_eq(fisc__xml_raw_text(&d.arena, root),
                     "\n  設 7 の\t要 件 \n");
    ck_assert_str_eq(fisc__xml_flat_text(&d.arena, b), "の 要");
    ck_assert_str_eq(fisc__xml_flat_text(&d.arena, b->first->next), "");
    ck_assert_str_eq(fisc__xml_raw_text(&d.arena, b->first), "の");
    document_done(&d);
}
END_TEST

START_TEST(attributes__are_refused_with_the_nearest_known_name)
{
    static const char *const allowed[] = {"name", "date", NULL};
    struct fisc_error error;
    char line[1100];
    struct document d;
    const struct fisc__xml *root = document_good(
        &d, "<a>\n <b name='x' xml:lang='en'/><b nmae='x'/>"
            "<b zzzzzzzz='x'/></a>");
    const struct fisc__xml *b = fisc__xml_child(root, "b");

    ck_assert_int_eq(fisc__xml_only_attributes(b, allowed, &error), FISC_OK);
    b = b->next;
    ck_assert_int_eq(fisc__xml_only_attributes(b, allowed, &error),
                     FISC_ERR_INVALID);
    fisc_error_format(&error, line, sizeof line);
    ck_assert_str_eq(line, "a.xml:2:29: <b> takes no attribute 'nmae'; is "
                           "'name' meant?");
    ck_assert_int_eq(fisc__xml_only_attributes(b->next, allowed, &error),
                     FISC_ERR_INVALID);
    ck_assert_str_eq(error.message, "<b> takes no attribute 'zzzzzzzz'");
    ck_assert_int_eq(fisc__xml_only_attributes(b->next, allowed, NULL),
                     FISC_ERR_INVALID);
    document_done(&d);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("read");

    tcase_add_test(tests, read__keeps_names_namespaces_and_order);
    tcase_add_test(tests, read__resolves_references_in_attributes_once);
    tcase_add_test(tests, read__makes_one_run_of_adjacent_text);
    tcase_add_test(tests, read__keeps_white_space);
    tcase_add_test(tests, read__takes_a_byte_order_mark_and_any_case_of_utf8);
    tcase_add_test(tests, read__needs_the_text_no_longer);
    tcase_add_test(tests, read__reads_no_further_than_the_length);
    tcase_add_test(tests, walk__finds_by_name_in_the_parents_namespace);
    tcase_add_test(tests, text__is_gathered_flat_or_as_written);
    tcase_add_test(tests, attributes__are_refused_with_the_nearest_known_name);
    return run_case("xml", tests);
}
