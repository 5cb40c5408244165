/* SPDX-License-Identifier: MIT */
/* What happens when memory is short, ours and libxml2's own. */

#include <libxml/parser.h>
#include <libxml/xmlmemory.h>

#include "support/failing.h"
#include "xml/document.h"

static const char text[] =
    "<?xml version='1.0' encoding='UTF-8'?><!-- c --><a xmlns='urn:x' b='1 "
    "&amp; 2' c='3' d='4' e='5' f='6' g='7' h='8' i='9' j='10' k='11' l='12'>"
    "text &lt; <b><c><d><e><f><g><h><i><j><k><l>日本語</l></k></j></i></h></g>"
    "</f></e></d></c></b><![CDATA[the last of it]]></a>";

static enum fisc_status
read_it(struct fisc_context *context, void *data)
{
    struct fisc__arena arena;
    struct fisc__xml *root;
    enum fisc_status status;

    (void)data;
    fisc__arena_init(&arena, context);
    status = fisc__xml_parse(&arena, "a.xml", text, strlen(text), &root, NULL);
    if (status == FISC_OK && (!fisc__xml_flat_text(&arena, root) ||
                              !fisc__xml_raw_text(&arena, root)))
        status = FISC_ERR_NOMEM;
    fisc__arena_done(&arena);
    return status;
}

START_TEST(read__gives_everything_back_when_ours_is_short)
{
    ck_assert_uint_gt(failing_try(read_it, NULL, 1), 4);
}
END_TEST

START_TEST(read__says_that_memory_is_short)
{
    struct failing failing = {.fail_at = 2, .from_then_on = 1};
    struct fisc_context_options options = {
        .size = sizeof options, .alloc = failing_alloc, .alloc_data = &failing};
    struct document d;

    document_read(&d, text, strlen(text), &options);
    ck_assert_int_eq(d.status, FISC_ERR_NOMEM);
    ck_assert_str_eq(d.line, "out of memory");
    document_done(&d);
}
END_TEST

/* A host's hooks for libxml2. */
static struct failing host;

static int
host_refuses(void)
{
    host.calls++;
    return host.fail_at && (host.calls == host.fail_at ||
                            (host.from_then_on && host.calls > host.fail_at));
}

static void *
host_malloc(size_t size)
{
    if (host_refuses())
        return NULL;
    host.blocks++;
    return malloc(size);
}

static void *
host_realloc(void *block, size_t size)
{
    if (host_refuses())
        return NULL;
    host.blocks += block == NULL;
    return realloc(block, size);
}

static char *
host_strdup(const char *string)
{
    if (host_refuses())
        return NULL;
    host.blocks++;
    return strdup(string);
}

static void
host_free(void *block)
{
    host.blocks -= block != NULL;
    free(block);
}

static void
ignore(void *data, const char *format, ...)
{
    (void)data;
    (void)format;
}

/*
 * An error in any case, and never a tree that lacks something. libxml2 takes a
 * namespace that it has no memory to look at for a wrong one, which makes the
 * few that are no FISC_ERR_NOMEM.
 */
START_TEST(read__fails_cleanly_when_libxml2s_is_short)
{
    size_t before, calls, misjudged = 0;
    struct document d;
    char *whole;

    whole = strdup(fisc__xml_raw_text(&d.arena, document_good(&d, text)));
    document_done(&d);
    host.calls = 0;
    document_good(&d, text);
    document_done(&d);
    calls = host.calls;
    before = host.blocks;
    ck_assert_uint_gt(calls, 10);
    for (host.from_then_on = 0; host.from_then_on < 2; host.from_then_on++)
        for (size_t at = 1; at <= calls; at++) {
            host.calls = 0;
            host.fail_at = at;
            document_read(&d, text, strlen(text), NULL);
            host.fail_at = 0;
            if (d.status == FISC_OK)
                ck_assert_str_eq(fisc__xml_raw_text(&d.arena, d.root), whole);
            else if (d.status != FISC_ERR_NOMEM)
                misjudged++;
            document_done(&d);
            xmlResetLastError();
            ck_assert_msg(host.blocks <= before, "allocation %zu: %zu leaked",
                          at, host.blocks - before);
        }
    ck_assert_uint_le(misjudged, 2);
    free(whole);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("memory");

    xmlMemSetup(host_free, host_malloc, host_realloc, host_strdup);
    xmlInitParser();
    xmlSetGenericErrorFunc(NULL, ignore);
    tcase_add_test(tests, read__gives_everything_back_when_ours_is_short);
    tcase_add_test(tests, read__says_that_memory_is_short);
    tcase_add_test(tests, read__fails_cleanly_when_libxml2s_is_short);
    return run_case("xml", tests);
}
