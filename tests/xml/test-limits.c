/* SPDX-License-Identifier: MIT */
/* What is too large, too deep or too many. */

#define _GNU_SOURCE
#include <time.h>

#include "support/failing.h"
#include "xml/document.h"

/* Seconds of processor time; a sanitizer makes it several times more. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SLOW 4
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SLOW 4
#endif
#endif
#ifndef SLOW
#define SLOW 0.5
#endif

static char *
repeat(const char *before, const char *piece, size_t count, const char *after)
{
    size_t size = strlen(piece);
    char *text = malloc(strlen(before) + count * size + strlen(after) + 1);
    char *end = text;

    ck_assert_ptr_nonnull(text);
    end = stpcpy(end, before);
    for (size_t i = 0; i < count; i++, end += size)
        memcpy(end, piece, size);
    strcpy(end, after);
    return text;
}

static void
check(const char *text, const struct fisc_context_options *options,
      const char *line)
{
    struct document d;

    document_read(&d, text, strlen(text), options);
    ck_assert_str_eq(d.line, line);
    ck_assert_int_eq(d.status, line[0] ? FISC_ERR_LIMIT : FISC_OK);
    document_done(&d);
}

START_TEST(bytes__are_limited)
{
    struct fisc_context_options options = {.size = sizeof options,
                                           .max_input_bytes = 8};

    check("<abcde/>", &options, "");
    check("<abcdef/>", &options,
          "a.xml: has 9 bytes, more than the limit of 8");
}
END_TEST

START_TEST(depth__is_limited)
{
    struct fisc_context_options options = {.size = sizeof options,
                                           .max_depth = 3};

    check("<a><b><c/></b><b><c/></b></a>", &options, "");
    check("<a><b>\n<c> <d/></c></b></a>", &options,
          "a.xml:2:5: nested deeper than the limit of 3");
}
END_TEST

START_TEST(depth__has_a_bound_where_the_context_allows_more)
{
    struct fisc_context_options options = {.size = sizeof options,
                                           .max_depth = 100000};
    char *text = repeat("", "<a>", 100000, "");

    check(text, &options, "a.xml:1:766: nested deeper than the limit of 255");
    free(text);
}
END_TEST

START_TEST(nodes__are_limited)
{
    struct fisc_context_options options = {.size = sizeof options,
                                           .max_nodes = 4};

    check("<a>x<b/>y</a>", &options, "");
    check("<a>x<b/>y<b/></a>", &options,
          "a.xml:1:10: more nodes than the limit of 4");
    check("<a><b/><b/><b/>y</a>", &options,
          "a.xml:1:16: more nodes than the limit of 4");
}
END_TEST

START_TEST(attributes__are_limited_before_they_cost_time)
{
    char *text = malloc(300000 * 12), *end = text;

    end += sprintf(end, "<a");
    for (int i = 0; i < 256; i++)
        end += sprintf(end, " a%d='='", i);
    strcpy(end, "/>");
    check(text, NULL, "");
    for (int i = 256; i < 200000; i++)
        end += sprintf(end, " a%d=''", i);
    strcpy(end, "/>");
    check(text, NULL, "a.xml:1:1: an element with 200000 attributes, more "
                      "than the limit of 256");
    free(text);
}
END_TEST

/* In a comment, a CDATA section or a quoted value nothing is a tag. */
START_TEST(attributes__are_not_counted_where_there_is_no_tag)
{
    char *equals = repeat("", "=", 300, "");
    char *text = malloc(4 * strlen(equals) + 100);

    ck_assert_ptr_nonnull(text);
    sprintf(text, "<!-- <a %s --><a b='%s'><![CDATA[<a %s>]]></a><?p <a %s?>",
            equals, equals, equals, equals);
    check(text, NULL, "");
    free(text);
    free(equals);
}
END_TEST

START_TEST(namespaces__declared_at_a_time_are_limited)
{
    char *text = malloc(64 * 20 * 24), *end = text;

    for (int depth = 0; depth < 20; depth++) {
        end += sprintf(end, "<a");
        for (int i = 0; i < 16; i++)
            end += sprintf(end, " xmlns:n%d='urn:%d'", depth * 16 + i, i);
        end += sprintf(end, ">\n");
    }
    check(text, NULL, "a.xml:17:1: more than 256 namespaces declared at a "
                      "time");
    free(text);
    text = repeat("<a>", "<b xmlns='urn:x' xmlns:y='urn:y'/>", 1000, "</a>");
    check(text, NULL, "");
    free(text);
}
END_TEST

START_TEST(name__is_limited)
{
    char *text = repeat("<", "n", 60000, "/>");

    check(text, NULL, "a.xml:1:2: Name too long: NCName");
    free(text);
}
END_TEST

/*
 * libxml2 tells of each error of such a document, one after the other, and
 * takes some 200 ns for one; so it is told of none of them.
 */
static const char *const floods[] = {"&", "&x;", "&#0;", "\x01", "<", "< ",
                                     "<!x>", "]]>", "<a b=\"", "</b>",
                                     "<a b='\x02'/>", "<a b='&y;'/>"};

/* valgrind's own library comes before all others, and it takes its time. */
static bool
is_watched(void)
{
    const char *before = getenv("LD_PRELOAD");

    return before && strstr(before, "vgpreload");
}

START_TEST(errors__are_not_counted_to_the_end)
{
    char *text = repeat("<a>", floods[_i], 1500000, "</a>");
    clock_t start = clock();
    struct document d;

    document_read(&d, text, strlen(text), NULL);
    ck_assert_int_eq(d.status, FISC_ERR_SYNTAX);
    ck_assert_int_eq(d.error.line, 1);
    document_done(&d);
    ck_assert_msg(is_watched() ||
                      (double)(clock() - start) / CLOCKS_PER_SEC < SLOW,
                  "%s takes %.2f s", floods[_i],
                  (double)(clock() - start) / CLOCKS_PER_SEC);
    free(text);
}
END_TEST

static size_t
held(const char *text)
{
    struct failing failing = {0};
    struct fisc_context_options options = {
        .size = sizeof options, .alloc = failing_alloc, .alloc_data = &failing};
    struct document d;
    size_t bytes;

    document_read(&d, text, strlen(text), &options);
    ck_assert_int_eq(d.status, FISC_OK);
    bytes = failing.peak;
    document_done(&d);
    ck_assert_uint_eq(failing.held, 0);
    return bytes;
}

/* lib/xml/read.c promises this much; 64 KiB are the arena's open chunk. */
START_TEST(memory__is_in_proportion_to_the_input)
{
    static const char *const pieces[] = {
        "<a/>", "<a/>x", "x", "<a b='' c='' d='' e=''/>",
        "<a b='x' c='x' d='x'/>", "<a>日本語</a>", "&#65;"};

    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        char *text = repeat("<a>", pieces[i], 20000, "</a>");
        size_t bytes = held(text), most = 37 * strlen(text) + 65536;

        ck_assert_msg(bytes <= most, "%s: %zu > %zu", pieces[i], bytes, most);
        free(text);
    }
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("limits");

    tcase_add_test(tests, bytes__are_limited);
    tcase_add_test(tests, depth__is_limited);
    tcase_add_test(tests, depth__has_a_bound_where_the_context_allows_more);
    tcase_add_test(tests, nodes__are_limited);
    tcase_add_test(tests, attributes__are_limited_before_they_cost_time);
    tcase_add_test(tests, attributes__are_not_counted_where_there_is_no_tag);
    tcase_add_test(tests, namespaces__declared_at_a_time_are_limited);
    tcase_add_test(tests, name__is_limited);
    tcase_add_loop_test(tests, errors__are_not_counted_to_the_end, 0,
                        sizeof floods / sizeof *floods);
    tcase_add_test(tests, memory__is_in_proportion_to_the_input);
    return run_case("xml", tests);
}
