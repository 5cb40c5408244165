/* SPDX-License-Identifier: MIT */
/* Descriptions: reading, sharing, ending. */

#include "system/system.h"

#include <assert.h>
#include <string.h>

#include "base/share.h"
#include "base/source.h"
#include "system/names.h"
#include "system/read.h"

struct fisc_system *
fisc_system_ref(struct fisc_system *system)
{
    atomic_fetch_add_explicit(&system->references, 1, memory_order_relaxed);
    return system;
}

void
fisc_system_unref(struct fisc_system *system)
{
    /* What it was changed from may end with it, and so on. */
    while (system && fisc__drop(&system->references)) {
        struct fisc_context *context = system->context;
        struct fisc_system *base = system->base;

        fisc__arena_done(&system->arena);
        fisc__free(context, system, sizeof *system);
        fisc_context_unref(context);
        system = base;
    }
}

enum fisc_status
fisc_system__set_id(struct fisc_system *system, const char *id,
                    const struct fisc__place *place, struct fisc_error *reterr)
{
    if (!fisc__id_is_spelled(id, strlen(id)))
        return fisc__error(reterr, FISC_ERR_INVALID, place,
                           "the description's id is \"%.60s\": an id has "
                           "ASCII letters, digits and . _ : - and begins with "
                           "a letter or digit",
                           id);
    system->id = fisc__arena_string(&system->arena, id);
    return system->id ? FISC_OK : fisc__error_nomem(reterr);
}

/* Tells the spelling from the first byte; where there is none, an error. */
static enum fisc_status
tell_format(const char *name, const char *text, size_t length,
            enum fisc_system_format *format, struct fisc_error *reterr)
{
    struct fisc__place place = {name, 1, 1};
    size_t at = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

    while (at < length && memchr(" \t\r\n", text[at], 4))
        at++;
    if (at == length)
        return fisc__error(reterr, FISC_ERR_SYNTAX, &place,
                           "is empty: expected a system description in JSON "
                           "or XML");
    if (*format != FISC_SYSTEM_AUTO)
        return FISC_OK;
    if (text[at] == '<')
        *format = FISC_SYSTEM_XML;
    else if (memchr("{[\"", text[at], 3))
        *format = FISC_SYSTEM_JSON;
    else
        return fisc__error(reterr, FISC_ERR_SYNTAX, &place,
                           "is neither a JSON object nor XML: expected a "
                           "system description, beginning with { or <");
    return FISC_OK;
}

static enum fisc_status
read_document(struct fisc__draft *draft, struct fisc__arena *scratch,
              const char *name, const char *text, size_t length,
              enum fisc_system_format format, struct fisc_error *reterr)
{
    struct fisc__json *json = NULL;
    struct fisc__xml *xml = NULL;
    enum fisc_status status;

    if (format == FISC_SYSTEM_JSON) {
        status = fisc__json_parse(scratch, name, text, length, &json, reterr);
        return status == FISC_OK ? fisc_system__read_json(draft, json, reterr)
                                 : status;
    }
    status = fisc__xml_parse(scratch, name, text, length, &xml, reterr);
    return status == FISC_OK
               ? fisc_system__read_xml(draft, scratch, xml, reterr)
               : status;
}

enum fisc_status
fisc_system_parse(struct fisc_context *context, const char *name,
                  const char *text, size_t length,
                  enum fisc_system_format format, struct fisc_system **ret,
                  struct fisc_error *reterr)
{
    struct fisc__arena scratch;
    struct fisc__draft draft;
    enum fisc_status status;

    assert(context && name && (text || length == 0) && ret);
    status = tell_format(name, text, length, &format, reterr);
    if (status != FISC_OK)
        return status;
    status = fisc__draft_init(&draft, context, name, reterr);
    if (status != FISC_OK)
        return status;
    fisc__arena_init(&scratch, context);
    status = read_document(&draft, &scratch, name, text, length, format,
                           reterr);
    fisc__arena_done(&scratch);
    if (status == FISC_OK)
        status = fisc__draft_finish(&draft, ret, reterr);
    if (status != FISC_OK)
        fisc__draft_done(&draft);
    return status;
}

enum fisc_status
fisc_system_load(struct fisc_context *context, const char *path,
                 enum fisc_system_format format, struct fisc_system **ret,
                 struct fisc_error *reterr)
{
    enum fisc_status status;
    size_t length;
    char *text;

    assert(context && path && ret);
    status = fisc__source_read(context, path, &text, &length, reterr);
    if (status != FISC_OK)
        return status;
    status = fisc_system_parse(context, path, text, length, format, ret,
                               reterr);
    fisc__free(context, text, length + 1);
    return status;
}
