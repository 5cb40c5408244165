/* SPDX-License-Identifier: MIT */
/* Where tags, texts and errors are. */

#include "xml/document.h"

#define ck_assert_place(node, l, c)             \
    do {                                        \
        ck_assert_uint_eq((node)->place.line, l);   \
        ck_assert_uint_eq((node)->place.column, c); \
        ck_assert_str_eq((node)->place.file, "a.xml"); \
    } while (0)

START_TEST(place__is_that_of_the_tags_first_byte)
{
    struct document d;
    const struct fisc__xml *root = document_good(
        &d, "<?xml version='1.0'?>\n<!-- <x> -->\n  <a\n    b='>'\n>\n"
            " 日本<b c='/>'\n/><c></c></a>");
    const struct fisc__xml *b = fisc__xml_child(root, "b");

    ck_assert_place(root, 3, 3);
    ck_assert_place(b, 6, 8); /* columns are bytes */
    ck_assert_place(b->next, 7, 3);
    document_done(&d);
}
END_TEST

START_TEST(place__of_text_is_that_of_its_first_byte)
{
    struct document d;
    const struct fisc__xml *root = document_good(
        &d, "<a><b/>x<b/>&amp;y<b/><!-- \n --><?p?>z<b/>\n<b/>"
            "<![CDATA[]]><!----><![CDATA[w]]></a>");
    static const unsigned columns[] = {8, 13, 10, 15, 33};
    static const unsigned lines[] = {1, 1, 2, 2, 3};
    const struct fisc__xml *node = root->first;

    for (size_t i = 0; i < 5; i++) {
        ck_assert_ptr_nonnull(node->name);
        node = node->next;
        ck_assert_ptr_nonnull(node->text);
        ck_assert_place(node, lines[i], columns[i]);
        node = node->next;
    }
    ck_assert_ptr_null(node);
    document_done(&d);
}
END_TEST

START_TEST(place__of_an_elements_first_text_is_behind_its_tag)
{
    struct document d;
    const struct fisc__xml *root = document_good(
        &d, "<a\n>x<b c='>' >日</b></a>");

    ck_assert_place(root->first, 2, 2);
    ck_assert_place(root->first->next->first, 2, 13);
    document_done(&d);
}
END_TEST

START_TEST(place__counts_crlf_as_one_line_and_no_byte_order_mark)
{
    struct document d;
    const struct fisc__xml *root = document_good(
        &d, "\xef\xbb\xbf<a>\r\n<b/>\r\n\r\n  <c/></a>");

    ck_assert_place(root, 1, 1);
    ck_assert_place(fisc__xml_child(root, "b"), 2, 1);
    ck_assert_place(fisc__xml_child(root, "c"), 4, 3);
    document_done(&d);
}
END_TEST

/* A tag as long as libxml2's buffers, many of them, and one long line. */
START_TEST(place__stays_right_in_long_documents)
{
    enum { COUNT = 4000, SIZE = 230 };
    char *text = malloc(COUNT * SIZE + 16), *end = text;
    const struct fisc__xml *node;
    struct document d;
    size_t i = 0;

    end += sprintf(end, "<a>");
    for (size_t k = 0; k < COUNT; k++)
        end += sprintf(end, "<b c='%0200zu'/>日", k);
    sprintf(end, "</a>");
    node = document_good(&d, text)->first;
    for (; node; node = node->next, i++) {
        size_t tag = i / 2 * (6 + 200 + 3 + 3) + 4;

        ck_assert_place(node, 1, tag + (i % 2 ? 209 : 0));
    }
    ck_assert_uint_eq(i, 2 * COUNT);
    document_done(&d);
    free(text);
}
END_TEST

static const struct {
    const char *text;
    const char *line;
} refused[] = {
    {"", "a.xml: is empty"},
    {"\xef\xbb\xbf", "a.xml: is empty"},
    {"hello", "a.xml:1:1: Start tag expected, '<' not found"},
    {"<a>\n<b>x</b>\n</c></a>",
     "a.xml:3:5: Opening and ending tag mismatch: a line 1 and c"},
    {"<a>\n<b>x", "a.xml:2:5: Premature end of data in tag b line 2"},
    {"<a>\n<p:b x='1'/></a>",
     "a.xml:2:11: Namespace prefix p on b is not defined"},
    {"<a>\n<b x='1<2'/></a>",
     "a.xml:2:8: a < in an attribute's value; write &lt;"},
    {"<a>\n<b x=1/></a>", "a.xml:2:6: AttValue: \" or ' expected"},
    {"<a b='1' b='2'/>", "a.xml:1:15: Attribute b redefined"},
    {"<a>&nbsp;</a>", "a.xml:1:4: an & that refers to nothing: there are &amp; &lt; &gt; "
     "&quot; &apos; and numbers of characters"},
    {"<a>]]></a>", "a.xml:1:4: a ]]> outside CDATA; write ]]&gt;"},
    {"<a/>\n<a/>", "a.xml:2:1: Extra content at the end of the document"},
    {"<a>\n \x01</a>", "a.xml:2:2: byte 0x01 is of no character that XML allows"},
    {"<a b='\xef\xbf\xbe'/>",
     "a.xml:1:7: byte 0xef is of no character that XML allows"},
    {"<a>&#xD800;</a>",
     "a.xml:1:4: an & that refers to nothing: there are &amp; &lt; &gt; "
     "&quot; &apos; and numbers of characters"},
    {"<a b='&'/>",
     "a.xml:1:7: an & that refers to nothing: there are &amp; &lt; &gt; "
     "&quot; &apos; and numbers of characters"},
    {"<a>\n \xed\xa0\x80</a>", "a.xml:2:2: byte 0xed is not UTF-8 here"},
    {"<!-- <!DOCTYPE b> -->\n <!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
     "a.xml:2:2: a DOCTYPE, which is never read"},
    {"<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM 'x'><a/>",
     "a.xml:2:1: a DOCTYPE, which is never read"},
    {"<a><!DOCTYPE a></a>",
     "a.xml:1:4: a DOCTYPE, which is never read"},
    {"<a>\n<!ELEMENT a></a>",
     "a.xml:2:1: a < that begins no tag; write &lt;"},
    {"<?xml version='1.0' encodmng='UTF-8'?>\n<!DOCTYPE a><a/>",
     "a.xml:1:21: an XML declaration has a version, then perhaps an "
     "encoding, then perhaps standalone"},
    {"<?xml encoding='UTF-8'?><a/>",
     "a.xml:1:7: an XML declaration has a version, then perhaps an "
     "encoding, then perhaps standalone"},
    {"<?xml version='1.0' standalone='YES'?><a/>",
     "a.xml:1:33: standalone YES is not read, only yes or no"},
    {"<?xml version='1.0' x><!DOCTYPE a []><?b?><a/>",
     "a.xml:1:21: not how an XML declaration goes on"},
    {"<?xml version='1.0'encoding='UTF-8'?><a/>",
     "a.xml:1:20: not how an XML declaration goes on"},
    {"<?xml ?><a/>", "a.xml:1:7: not how an XML declaration goes on"},
    {"<?xml version='1.0' encoding='Shift_JIS'?><a/>",
     "a.xml:1:31: the encoding Shift_JIS is not read, only UTF-8"},
    {"<?xml version = \"1.1\"?><a/>",
     "a.xml:1:18: XML 1.1 is not read, only 1.0"},
    {"<?oasis-xml-catalog catalog='x'?><a/>",
     "a.xml:1:1: an oasis-xml-catalog instruction"},
    {"<a xmlns:b=''/>", "a.xml:1:14: xmlns:b: Empty XML namespace is not "
                        "allowed"},
    {"<a:b:c xmlns:a='urn:a'/>",
     "a.xml:1:5: Failed to parse QName 'a:b:'"},
};

START_TEST(error__names_its_place)
{
    document_bad(refused[_i].text, strlen(refused[_i].text),
                 refused[_i].line);
}
END_TEST

START_TEST(error__of_a_nul_names_its_place)
{
    document_bad("<a>\n\0</a>", 9,
                 "a.xml:2:1: a NUL byte; the text must be UTF-8");
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("place");

    tcase_add_test(tests, place__is_that_of_the_tags_first_byte);
    tcase_add_test(tests, place__of_text_is_that_of_its_first_byte);
    tcase_add_test(tests, place__of_an_elements_first_text_is_behind_its_tag);
    tcase_add_test(tests,
                   place__counts_crlf_as_one_line_and_no_byte_order_mark);
    tcase_add_test(tests, place__stays_right_in_long_documents);
    tcase_add_loop_test(tests, error__names_its_place, 0,
                        (int)(sizeof refused / sizeof *refused));
    tcase_add_test(tests, error__of_a_nul_names_its_place);
    return run_case("xml", tests);
}
