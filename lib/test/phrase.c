/* SPDX-License-Identifier: MIT */
/* Expressions as text, as a check file would write them. */

#include "test/phrase.h"

#include <string.h>

#include "base/number.h"

static void
put_quoted(struct fisc__buffer *buffer, const char *text)
{
    fisc__buffer_char(buffer, '"');
    fisc__buffer_string(buffer, text);
    fisc__buffer_char(buffer, '"');
}

static void
put_literal(struct fisc__buffer *buffer, const struct fisc__literal *literal)
{
    char text[FISC__DECIMAL_TEXT];

    switch (literal->kind) {
    case FISC__LITERAL_BOOLEAN:
        fisc__buffer_string(buffer, literal->integer ? "true" : "false");
        break;
    case FISC__LITERAL_INTEGER:
        fisc__buffer_format(buffer, "%lld", (long long)literal->integer);
        break;
    case FISC__LITERAL_DECIMAL:
        fisc__decimal_write(buffer->context, literal->decimal, text);
        fisc__buffer_string(buffer, text);
        break;
    case FISC__LITERAL_STRING:
        put_quoted(buffer, literal->string);
        break;
    }
}

static void
put_operand(struct fisc__buffer *buffer, const struct fisc__operand *operand)
{
    const char *comma = "";

    if (operand->kind == FISC__OPERAND_FACT ||
        operand->kind == FISC__OPERAND_PARAM) {
        fisc__buffer_string(buffer, operand->kind == FISC__OPERAND_FACT
                                        ? "fact "
                                        : "param ");
        put_quoted(buffer, operand->name);
        return;
    }
    if (operand->is_set)
        fisc__buffer_string(buffer, "{ ");
    for (size_t i = 0; i < operand->count; i++, comma = ", ") {
        fisc__buffer_string(buffer, comma);
        put_literal(buffer, &operand->literals[i]);
    }
    if (operand->is_set)
        fisc__buffer_string(buffer, " }");
}

static void
put_names(struct fisc__buffer *buffer, const struct fisc__expression *e)
{
    if (e->name_count != 1)
        fisc__buffer_string(buffer, "{ ");
    for (size_t i = 0; i < e->name_count; i++) {
        if (i)
            fisc__buffer_string(buffer, ", ");
        put_quoted(buffer, e->names[i]);
    }
    if (e->name_count != 1)
        fisc__buffer_string(buffer, " }");
}

/* A named argument in braces; *comma is what parts it from the one before. */
static void
put_name(struct fisc__buffer *buffer, const char **comma, const char *name)
{
    fisc__buffer_string(buffer, *comma);
    fisc__buffer_string(buffer, name);
    fisc__buffer_string(buffer, " = ");
    *comma = ", ";
}

static void
put_evidence(struct fisc__buffer *buffer, const struct fisc__expression *e)
{
    const char *comma = "";

    fisc__buffer_string(buffer, "evidence { ");
    if (e->name_count) {
        put_name(buffer, &comma, "kind");
        put_names(buffer, e);
    }
    if (e->about) {
        put_name(buffer, &comma, "about");
        put_quoted(buffer, e->about);
    }
    if (e->want.kind) {
        put_name(buffer, &comma, "covers");
        put_operand(buffer, &e->want);
    }
    if (e->on.kind) {
        put_name(buffer, &comma, "on");
        put_operand(buffer, &e->on);
    }
    if (e->max_age.kind) {
        put_name(buffer, &comma, "max_age");
        put_operand(buffer, &e->max_age);
    }
    if (e->unconfirmed) {
        put_name(buffer, &comma, "confirmed");
        fisc__buffer_string(buffer, "false");
    }
    fisc__buffer_string(buffer, " }");
}

static void
put_contract(struct fisc__buffer *buffer, const struct fisc__expression *e)
{
    fisc__buffer_string(buffer, "contract { with = ");
    put_quoted(buffer, e->with);
    fisc__buffer_string(buffer, ", has = ");
    put_names(buffer, e);
    fisc__buffer_string(buffer, " }");
}

/* word("path", operand, { max_age = … }) */
static void
put_leaf(struct fisc__buffer *buffer, const struct fisc__expression *e)
{
    fisc__buffer_string(buffer, fisc__expression_word(e));
    fisc__buffer_char(buffer, '(');
    put_quoted(buffer, e->path);
    if (e->item) {
        fisc__buffer_string(buffer, ", ");
        put_quoted(buffer, e->item);
    }
    if (e->name_count) {
        fisc__buffer_string(buffer, ", ");
        put_names(buffer, e);
    }
    if (e->want.kind) {
        fisc__buffer_string(buffer, ", ");
        put_operand(buffer, &e->want);
    }
    if (e->max_age.kind) {
        fisc__buffer_string(buffer, ", { max_age = ");
        put_operand(buffer, &e->max_age);
        fisc__buffer_string(buffer, " }");
    }
    fisc__buffer_char(buffer, ')');
}

static void
put_part(struct fisc__buffer *buffer, const char **comma, const char *name,
         const struct fisc__expression *part, unsigned depth)
{
    if (!part)
        return;
    fisc__buffer_string(buffer, *comma);
    *comma = ", ";
    if (name) {
        fisc__buffer_string(buffer, name);
        fisc__buffer_string(buffer, " = ");
    }
    fisc__phrase(buffer, part, depth);
}

static void
put_head(struct fisc__buffer *buffer, const struct fisc__expression *e)
{
    fisc__buffer_string(buffer, fisc__expression_word(e));
    if (e->op == FISC__OP_COUNT || e->op == FISC__OP_LIST_COUNT)
        fisc__buffer_format(buffer, "(%lld)", (long long)e->n);
    if (e->path) {
        fisc__buffer_char(buffer, ' ');
        put_quoted(buffer, e->path);
    }
    if (e->label) {
        const char *name = strchr(e->label, ':');

        fisc__buffer_char(buffer, ' ');
        put_quoted(buffer, name ? name + 1 : e->label);
    }
}

static void
put_combinator(struct fisc__buffer *buffer, const struct fisc__expression *e,
               unsigned depth)
{
    const char *comma = "";

    if (depth > 0 && e->op == FISC__OP_ALL && e->child_count == 0) {
        fisc__buffer_string(buffer, "nothing");
        return;
    }
    put_head(buffer, e);
    if (depth == 0) {
        fisc__buffer_string(buffer, " {…}");
        return;
    }
    fisc__buffer_string(buffer, " { ");
    put_part(buffer, &comma, "guard", e->guard, depth - 1);
    put_part(buffer, &comma, "where", e->where, depth - 1);
    for (size_t i = 0; i < e->child_count; i++)
        put_part(buffer, &comma, NULL, e->children[i], depth - 1);
    put_part(buffer, &comma, "floor", e->floor, depth - 1);
    fisc__buffer_string(buffer, " }");
}

void
fisc__phrase(struct fisc__buffer *buffer, const struct fisc__expression *e,
             unsigned depth)
{
    if (e->op < FISC__OP_FLAG)
        put_combinator(buffer, e, depth);
    else if (e->op == FISC__OP_EVIDENCE)
        put_evidence(buffer, e);
    else if (e->op == FISC__OP_CONTRACT)
        put_contract(buffer, e);
    else if (e->op == FISC__OP_FUNCTION)
        fisc__buffer_string(buffer, "fn");
    else
        put_leaf(buffer, e);
}

const char *
fisc__phrase_text(struct fisc__arena *arena, const struct fisc__expression *e,
                  unsigned depth)
{
    struct fisc__buffer buffer;
    const char *text = NULL;

    fisc__buffer_init(&buffer, arena->context);
    fisc__phrase(&buffer, e, depth);
    if (!buffer.failed)
        text = fisc__arena_string(arena, buffer.text);
    fisc__buffer_done(&buffer);
    return text;
}

/* ---- hashes --------------------------------------------------------------*/

static uint64_t
mix_bytes(uint64_t hash, const void *bytes, size_t length)
{
    const unsigned char *p = bytes;

    for (size_t i = 0; i < length; i++)
        hash = (hash ^ p[i]) * UINT64_C(0x100000001b3);
    return hash;
}

static uint64_t
mix_part(struct fisc_context *context, uint64_t hash,
         const struct fisc__expression *part)
{
    uint64_t own = part ? fisc__phrase_hash(context, part) : 1;
    unsigned char bytes[8];

    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(own >> 8 * i);
    return mix_bytes(hash, bytes, sizeof bytes);
}

uint64_t
fisc__phrase_hash(struct fisc_context *context,
                  const struct fisc__expression *e)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    struct fisc__buffer buffer;

    fisc__buffer_init(&buffer, context);
    fisc__phrase(&buffer, e, 0);
    hash = mix_bytes(hash, fisc__buffer_text(&buffer), buffer.length);
    fisc__buffer_done(&buffer);
    hash = mix_part(context, hash, e->guard);
    hash = mix_part(context, hash, e->where);
    hash = mix_part(context, hash, e->floor);
    for (size_t i = 0; i < e->child_count; i++)
        hash = mix_part(context, hash, e->children[i]);
    return hash;
}
