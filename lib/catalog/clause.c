/* SPDX-License-Identifier: MIT */
/* The clauses of a control: the items of its statement. */

#include <string.h>

#include "catalog/reader.h"

static bool
is_part(const struct fisc__xml *node, const char *name)
{
    const char *other, *ns;

    if (!fisc__xml_is(node, FISC__OSCAL_NS, "part"))
        return false;
    other = fisc__xml_attribute(node, "name");
    ns = fisc__oscal_ns(node);
    return other && strcmp(other, name) == 0 &&
           (ns[0] == '\0' || strcmp(ns, FISC__PROP_NS) == 0);
}

static bool
has_items(const struct fisc__xml *part)
{
    const struct fisc__xml *child = fisc__xml_element(part->first);

    for (; child; child = fisc__xml_element(child->next))
        if (is_part(child, "item") ||
            (fisc__xml_is(child, FISC__OSCAL_NS, "part") && has_items(child)))
            return true;
    return false;
}

/* The value of the one prop of ours of that name, NULL for none. */
static enum fisc_status
one_prop(struct fisc__reader *reader, const struct fisc__clause *clause,
         const char *name, const struct fisc__prop **ret)
{
    *ret = NULL;
    for (size_t i = 0; i < clause->props.count; i++) {
        const struct fisc__prop *prop = &clause->props.list[i];

        if (strcmp(prop->name, name) != 0 ||
            strcmp(prop->ns, FISC__PROP_NS) != 0)
            continue;
        if (*ret)
            return fisc__error_item(
                reader->reterr, FISC_ERR_CONFLICT, &prop->place, clause->key,
                "a clause has one %s; the first is at %s:%u:%u", name,
                (*ret)->place.file, (*ret)->place.line, (*ret)->place.column);
        *ret = prop;
    }
    return FISC_OK;
}

static enum fisc_status
read_bearer(struct fisc__reader *reader, struct fisc__clause *clause)
{
    const struct fisc__prop *prop;
    enum fisc_status status = one_prop(reader, clause, "bearer", &prop);

    if (status != FISC_OK || !prop ||
        fisc_role_find(prop->value, &clause->bearer) == FISC_OK)
        return status;
    return fisc__error_item(reader->reterr, FISC_ERR_INVALID, &prop->place,
                            clause->key, "\"%s\" bears no clauses; customer, "
                            "provider, operator and supplier do", prop->value);
}

static enum fisc_status
read_level(struct fisc__reader *reader, struct fisc__clause *clause)
{
    const struct fisc__prop *prop;
    enum fisc_status status = one_prop(reader, clause, "level", &prop);

    if (status != FISC_OK || !prop ||
        fisc_level_find(prop->value, &clause->level) == FISC_OK)
        return status;
    return fisc__error_item(reader->reterr, FISC_ERR_INVALID, &prop->place,
                            clause->key, "\"%s\" is no level; there are must, "
                            "should and may", prop->value);
}

static enum fisc_status
read_texts(struct fisc__reader *reader, const struct fisc__xml *part,
           struct fisc__clause *clause)
{
    const struct fisc__props *props = &clause->props;
    enum fisc_status status =
        fisc__prose_text(reader, fisc__xml_child(part, "title"), false,
                         "title", props, &clause->title);

    if (status == FISC_OK)
        status =
            fisc__prose_text(reader, part, true, "text", props, &clause->text);
    if (status == FISC_OK)
        status = fisc__prose_text(reader, NULL, false, "fail", props,
                                  &clause->fail);
    return status;
}

static enum fisc_status
key_conflict(struct fisc__reader *reader, const struct fisc__xml *part,
             const char *key, const char *kind,
             const struct fisc__place *first)
{
    return fisc__error_item(reader->reterr, FISC_ERR_CONFLICT, &part->place,
                            key, "the id \"%s\" of a clause is already that "
                            "of a %s at %s:%u:%u", key, kind, first->file,
                            first->line, first->column);
}

/* A clause may share the id of its control only: it is all of it then. */
static enum fisc_status
add_clause(struct fisc__reader *reader, const struct fisc__xml *part,
           struct fisc__clause *clause)
{
    struct fisc__index *index = reader->catalog->index;
    size_t first;

    if (fisc__index_find(index, FISC__INDEX_CLAUSE, clause->key, &first))
        return key_conflict(reader, part, clause->key, "clause",
                            &reader->clauses[first]->place);
    if (fisc__index_find(index, FISC__INDEX_CONTROL, clause->key, &first) &&
        reader->controls[first] != clause->control)
        return key_conflict(reader, part, clause->key, "control",
                            &reader->controls[first]->place);
    clause->index = reader->catalog->clause_count;
    if (!fisc__grow(reader->context, &reader->clauses,
                    &reader->clause_capacity, clause->index,
                    sizeof *reader->clauses) ||
        !fisc__index_add(index, FISC__INDEX_CLAUSE, clause->key,
                         clause->index))
        return fisc__error_nomem(reader->reterr);
    reader->clauses[clause->index] = clause;
    reader->catalog->clause_count++;
    clause->control->clause_count++;
    return FISC_OK;
}

/* `key` and `label` live in the arena; `part` may be the control itself. */
static enum fisc_status
read_clause(struct fisc__reader *reader, const struct fisc__xml *part,
            struct fisc__control *control, const char *key, const char *label)
{
    struct fisc__clause *clause =
        fisc__arena_alloc(reader->arena, sizeof *clause);
    enum fisc_status status;

    if (!clause)
        return fisc__error_nomem(reader->reterr);
    clause->key = key;
    clause->label = label;
    clause->control = control;
    clause->place = fisc__reader_place(reader, part);
    status = fisc__props_read(reader, part, &clause->props);
    if (status == FISC_OK)
        status = fisc__links_read(reader, part, &clause->links);
    if (status == FISC_OK)
        status = read_bearer(reader, clause);
    if (status == FISC_OK)
        status = read_level(reader, clause);
    if (status == FISC_OK)
        status = read_texts(reader, part, clause);
    if (status == FISC_OK)
        status = add_clause(reader, part, clause);
    return status;
}

/* "a." within "1." is labelled "1.a.". NULL where memory is short. */
static const char *
item_label(struct fisc__reader *reader, const struct fisc__xml *item,
           const char *above)
{
    const char *own = fisc__oscal_label(item);

    if (!own)
        return above;
    if (above[0] == '\0')
        return fisc__arena_string(reader->arena, own);
    return fisc__arena_format(reader->arena, "%s%s", above, own);
}

/*
 * The key of an item: its id. One without, which we don't write, is named after
 * what it is in.
 */
static enum fisc_status
item_key(struct fisc__reader *reader, const struct fisc__xml *item,
         const char *above, size_t number, const char **ret)
{
    enum fisc_status status = fisc__reader_id(reader, item, ret);

    if (status == FISC_OK && !*ret) {
        *ret = fisc__arena_format(reader->arena, "%s.%zu", above, number);
        if (!*ret)
            status = fisc__error_nomem(reader->reterr);
    }
    return status;
}

static enum fisc_status
read_items(struct fisc__reader *reader, const struct fisc__xml *part,
           struct fisc__control *control, const char *above,
           const char *label);

/* A part of the statement: a clause, or what holds some, or neither. */
static enum fisc_status
read_item(struct fisc__reader *reader, const struct fisc__xml *item,
          struct fisc__control *control, const char *key, const char *above)
{
    const char *label = item_label(reader, item, above);

    if (!label)
        return fisc__error_nomem(reader->reterr);
    if (has_items(item))
        return read_items(reader, item, control, key, label);
    if (is_part(item, "item"))
        return read_clause(reader, item, control, key, label);
    return FISC_OK;
}

static enum fisc_status
read_items(struct fisc__reader *reader, const struct fisc__xml *part,
           struct fisc__control *control, const char *above,
           const char *label)
{
    const struct fisc__xml *child = fisc__xml_child(part, "part");
    enum fisc_status status = FISC_OK;
    size_t number = 1;

    for (; child && status == FISC_OK; child = fisc__xml_next(child, "part")) {
        const char *key;

        status = item_key(reader, child, above, number++, &key);
        if (status == FISC_OK)
            status = read_item(reader, child, control, key, label);
    }
    return status;
}

/* What the statement says outside its items belongs to the control. */
static enum fisc_status
read_statement_text(struct fisc__reader *reader, const struct fisc__xml *part,
                    struct fisc__control *control)
{
    struct fisc__props props;
    enum fisc_status status = fisc__props_read(reader, part, &props);

    if (status == FISC_OK)
        status = fisc__prose_text(reader, part, true, "text", &props,
                                  &control->text);
    return status;
}

/* The statement's id or, where it has none, one made from the control's. */
static enum fisc_status
statement_key(struct fisc__reader *reader, const struct fisc__xml *part,
              const struct fisc__control *control, size_t number,
              const char **ret)
{
    enum fisc_status status = fisc__reader_id(reader, part, ret);

    if (status != FISC_OK || *ret)
        return status;
    if (number == 1)
        *ret = fisc__arena_format(reader->arena, "%s_smt", control->id);
    else
        *ret = fisc__arena_format(reader->arena, "%s_smt-%zu", control->id,
                                  number);
    return *ret ? FISC_OK : fisc__error_nomem(reader->reterr);
}

static enum fisc_status
read_statement(struct fisc__reader *reader, const struct fisc__xml *part,
               struct fisc__control *control, size_t number)
{
    const char *key;
    enum fisc_status status =
        statement_key(reader, part, control, number, &key);

    if (status != FISC_OK)
        return status;
    if (has_items(part)) {
        status = read_statement_text(reader, part, control);
        if (status == FISC_OK)
            status = read_items(reader, part, control, key, "");
    } else {
        status = read_clause(reader, part, control, key, "");
        if (status == FISC_OK)
            control->text =
                reader->clauses[reader->catalog->clause_count - 1]->text;
    }
    return status;
}

/* One more line of guidance, led by the part's title where it has one. */
static bool
add_guidance(struct fisc__reader *reader, const char *title, const char *text,
             const char **line)
{
    const char *before = *line;

    if (!text)
        return true;
    *line = fisc__arena_format(reader->arena, "%s%s%s%s%s",
                               before ? before : "", before ? "\n" : "",
                               title ? title : "", title ? ": " : "", text);
    return *line;
}

static enum fisc_status
read_guidance(struct fisc__reader *reader, const struct fisc__xml *part,
              struct fisc__control *control)
{
    struct fisc__text *guidance = &control->guidance, title, text;
    struct fisc__props props;
    enum fisc_status status = fisc__props_read(reader, part, &props);

    if (status == FISC_OK)
        status = fisc__prose_text(reader, fisc__xml_child(part, "title"),
                                  false, "title", &props, &title);
    if (status == FISC_OK)
        status = fisc__prose_text(reader, part, true, "text", &props, &text);
    if (status == FISC_OK &&
        (!add_guidance(reader, title.ja, text.ja, &guidance->ja) ||
         !add_guidance(reader, title.en, text.en, &guidance->en)))
        status = fisc__error_nomem(reader->reterr);
    return status;
}

enum fisc_status
fisc__clauses_read(struct fisc__reader *reader,
                   const struct fisc__xml *element,
                   struct fisc__control *control)
{
    const struct fisc__xml *part = fisc__xml_child(element, "part");
    enum fisc_status status = FISC_OK;
    size_t statements = 0;

    for (; part && status == FISC_OK; part = fisc__xml_next(part, "part")) {
        if (is_part(part, "guidance"))
            status = read_guidance(reader, part, control);
        else if (is_part(part, "statement") && !control->withdrawn)
            status = read_statement(reader, part, control, ++statements);
    }
    if (status == FISC_OK && statements == 0 && !control->withdrawn)
        status = read_clause(reader, element, control, control->id, "");
    return status;
}
