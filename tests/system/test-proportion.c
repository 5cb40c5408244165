/* SPDX-License-Identifier: MIT */
/*
 * The memory that reading a description takes at its height, ours and
 * libxml2's, is in proportion to the text, whatever its shape.
 */

#define _GNU_SOURCE
#include <libxml/parser.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/failing.h"
#include "support/run.h"

/*
 * doc/security.md promises these for each byte of the text, and as many for a
 * text of nothing.
 */
enum { MOST_JSON = 60, MOST_XML = 45, MOST_OTHERWISE = 400000 };

/* ---- libxml2's share -----------------------------------------------------*/

static struct failing *counting;

static void
count(size_t added, size_t removed)
{
    if (!counting)
        return;
    counting->held += added;
    counting->held -= removed < counting->held ? removed : counting->held;
    if (counting->held > counting->peak)
        counting->peak = counting->held;
}

static void *
xml_malloc(size_t size)
{
    void *block = malloc(size);

    count(block ? malloc_usable_size(block) : 0, 0);
    return block;
}

static void *
xml_realloc(void *old, size_t size)
{
    size_t before = old ? malloc_usable_size(old) : 0;
    void *block = realloc(old, size);

    count(block ? malloc_usable_size(block) : 0, before);
    return block;
}

static char *
xml_strdup(const char *text)
{
    char *copy = xml_malloc(strlen(text) + 1);

    return copy ? strcpy(copy, text) : NULL;
}

static void
xml_free(void *block)
{
    count(0, block ? malloc_usable_size(block) : 0);
    free(block);
}

/* ---- shapes --------------------------------------------------------------*/

/* `piece` has a "%d" where its number goes, or none. */
struct shape {
    const char *before;
    const char *piece;
    const char *after;
};

#define JSON "{\"format\":\"libfisc-system/1\",\"id\":\"s\""
#define XML "<system xmlns='urn:libfisc:system:1' id='s'>"

static const struct shape json[] = {
    {JSON, ",\"f%d\":1", "}"},
    {JSON, ",\"f%d\":{}", "}"},
    {JSON, ",\"f%d\":[]", "}"},
    {JSON, ",\"a.b%d\":true", "}"},
    {JSON, ",\"a%d.b.c.d\":true", "}"},
    {JSON ",\"s\":[\"x\"", ",\"%d\"", "]}"},
    {JSON ",\"l\":[{\"id\":\"x\"}", ",{\"id\":\"%d\"}", "]}"},
    {JSON ",\"l\":[{\"id\":\"x\"}", ",{\"id\":\"%d\",\"a\":1}", "]}"},
    {JSON ",\"t\":\"", "\\u3042", "\"}"},
    {JSON, ",\"f%d\":{\"unknown\":\"\"}", "}"},
    {JSON ",\"l\":[", "[", ""},
    {JSON ",\"l\":[1", ",1", "]}"},
    {"[", "{},", "1]"},
    {"", " ", ""},
};

static const struct shape xml[] = {
    {XML, "<fact name='f%d'>1</fact>", "</system>"},
    {XML "<list name='s'>", "<item>%d</item>", "</list></system>"},
    {XML "<list name='l'>", "<item id='%d'/>", "</list></system>"},
    {XML "<fact name='t'>", "&amp;", "</fact></system>"},
    {XML "<fact name='t'>", "<![CDATA[]]>", "</fact></system>"},
    {XML, "<!---->", "</system>"},
    {XML, "<a/>", "</system>"},
    {XML, "<a/>x", "</system>"},
    {XML, "<a b='' c='' d=''/>", "</system>"},
    {XML, "<n%d/>", "</system>"},
    {XML, "<p:a xmlns:p='u%d'/>", "</system>"},
    {XML, "<a>", ""},
    {"", "<", ""},
};

static char *
make(const struct shape *shape, int pieces)
{
    char *text;
    size_t length;
    FILE *out = open_memstream(&text, &length);

    ck_assert_ptr_nonnull(out);
    fputs(shape->before, out);
    for (int i = 0; i < pieces; i++)
        if (strchr(shape->piece, '%'))
            fprintf(out, shape->piece, i);
        else
            fputs(shape->piece, out);
    fputs(shape->after, out);
    fclose(out);
    return text;
}

/* The bytes at the height of reading it, and what is kept, in *ret_kept. */
static size_t
peak_of(const char *text, enum fisc_system_format format)
{
    struct failing failing = {0};
    struct fisc_context_options options = {
        .size = sizeof options, .alloc = failing_alloc, .alloc_data = &failing};
    struct fisc_context *context;
    struct fisc_system *system = NULL;

    ck_assert_int_eq(fisc_context_new(&options, &context, NULL), FISC_OK);
    counting = &failing;
    fisc_system_parse(context, "s", text, strlen(text), format, &system, NULL);
    counting = NULL;
    fisc_system_unref(system);
    fisc_context_unref(context);
    return failing.peak;
}

static void
check(const struct shape *shape, enum fisc_system_format format, size_t most)
{
    static const int sizes[] = {100, 10000, 60000};
    size_t worst = 0;

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *text = make(shape, sizes[i]);
        size_t length = strlen(text), peak = peak_of(text, format);

        ck_assert_msg(peak <= most * length + MOST_OTHERWISE,
                      "%s %s…: %zu bytes take %zu", shape->before,
                      shape->piece, length, peak);
        if (peak > MOST_OTHERWISE)
            worst = (peak - MOST_OTHERWISE) / length;
        free(text);
    }
    printf("%s…: %zu times\n", shape->piece, worst);
}

START_TEST(memory__is_in_proportion_to_the_json)
{
    check(&json[_i], FISC_SYSTEM_JSON, MOST_JSON);
}
END_TEST

START_TEST(memory__is_in_proportion_to_the_xml)
{
    check(&xml[_i], FISC_SYSTEM_XML, MOST_XML);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("proportion");

    xmlMemSetup(xml_free, xml_malloc, xml_realloc, xml_strdup);
    xmlInitParser();
    tcase_add_loop_test(tests, memory__is_in_proportion_to_the_json, 0,
                        sizeof json / sizeof *json);
    tcase_add_loop_test(tests, memory__is_in_proportion_to_the_xml, 0,
                        sizeof xml / sizeof *xml);
    return run_case("system", tests);
}
