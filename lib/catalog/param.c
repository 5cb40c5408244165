/* SPDX-License-Identifier: MIT */
/* Params: their values, and whether these are of the declared type. */

#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "catalog/reader.h"

static const char *const types[] = {"period", "integer", "decimal",
                                    "boolean", "string", "date",
                                    "set",    "enumeration", NULL};

static bool
is_type(const char *type)
{
    for (size_t i = 0; types[i]; i++)
        if (strcmp(types[i], type) == 0)
            return true;
    return false;
}

const char *
fisc__param_wanted(struct fisc_context *context, const char *type,
                   const char *value)
{
    size_t length = strlen(value);
    struct fisc__period period;
    int64_t integer;
    double decimal;
    fisc_date date;

    if (strcmp(type, "period") == 0)
        return fisc__period_read(value, length, &period)
                   ? NULL
                   : "a period such as 1y, 6m, 2w or 90d";
    if (strcmp(type, "integer") == 0)
        return fisc__integer_read(value, length, &integer)
                   ? NULL
                   : "an integer such as 72";
    if (strcmp(type, "decimal") == 0)
        return fisc__decimal_read(context, value, length, &decimal)
                   ? NULL
                   : "a decimal such as 99.5";
    if (strcmp(type, "boolean") == 0)
        return strcmp(value, "true") == 0 || strcmp(value, "false") == 0
                   ? NULL
                   : "true or false";
    if (strcmp(type, "date") == 0)
        return fisc__date_read(value, length, &date)
                   ? NULL
                   : "a date such as 2026-04-01";
    return type[0] == '\0' || length > 0 ? NULL : "a text";
}

/* Is the value one of the choices, if there are any? */
static bool
is_choice(struct fisc__reader *reader, const struct fisc__xml *param,
          const char *value, bool *ret)
{
    const struct fisc__xml *select = fisc__xml_child(param, "select");
    const struct fisc__xml *choice =
        select ? fisc__xml_child(select, "choice") : NULL;

    *ret = !choice;
    for (; choice && !*ret; choice = fisc__xml_next(choice, "choice")) {
        const char *text = fisc__xml_flat_text(reader->arena, choice);

        if (!text)
            return false;
        *ret = strcmp(text, value) == 0;
    }
    return true;
}

static enum fisc_status
check_value(struct fisc__reader *reader, const struct fisc__param *param,
            const struct fisc__xml *element, const struct fisc__xml *at,
            size_t number)
{
    const char *value = param->values[number];
    const char *wanted = fisc__param_wanted(reader->context,
                                            param->type, value);
    bool allowed = true;

    if (wanted && value[0] == '\0')
        return fisc__error_item(reader->reterr, FISC_ERR_INVALID, &at->place,
                                param->id, "the value is empty; it should be "
                                "%s", wanted);
    if (wanted)
        return fisc__error_item(reader->reterr, FISC_ERR_INVALID, &at->place,
                                param->id, "the value \"%s\" is not %s", value,
                                wanted);
    if (strcmp(param->type, "enumeration") == 0 &&
        !is_choice(reader, element, value, &allowed))
        return fisc__error_nomem(reader->reterr);
    if (!allowed)
        return fisc__error_item(reader->reterr, FISC_ERR_INVALID, &at->place,
                                param->id,
                                "the value \"%s\" is none of the choices",
                                value);
    return FISC_OK;
}

/* A set has each value once. */
static enum fisc_status
check_set(struct fisc__reader *reader, const struct fisc__param *param,
          const struct fisc__xml *element)
{
    const struct fisc__xml *value = fisc__xml_child(element, "value");
    struct fisc__names seen;
    enum fisc_status status = FISC_OK;

    fisc__names_init(&seen, reader->context, reader->arena, NULL);
    for (size_t i = 0; i < param->value_count && status == FISC_OK; i++) {
        const char *text = param->values[i];
        uint32_t number = fisc__names_add(&seen, text, strlen(text));

        if (!number)
            status = fisc__error_nomem(reader->reterr);
        else if (number <= i)
            status = fisc__error_item(reader->reterr, FISC_ERR_INVALID,
                                      &value->place, param->id,
                                      "the value \"%s\" stands here twice",
                                      text);
        value = fisc__xml_next(value, "value");
    }
    fisc__names_done(&seen);
    return status;
}

static enum fisc_status
read_values(struct fisc__reader *reader, const struct fisc__xml *element,
            struct fisc__param *param)
{
    const struct fisc__xml *value = fisc__xml_child(element, "value");
    enum fisc_status status = FISC_OK;
    size_t count = 0;

    for (; value; value = fisc__xml_next(value, "value"))
        count++;
    if (count == 0)
        return FISC_OK;
    value = fisc__xml_child(element, "value");
    param->place = fisc__reader_place(reader, value);
    param->values =
        fisc__arena_array(reader->arena, count, sizeof *param->values);
    if (!param->values)
        return fisc__error_nomem(reader->reterr);
    for (; value && status == FISC_OK; value = fisc__xml_next(value, "value")) {
        size_t number = param->value_count;

        param->values[number] = fisc__xml_flat_text(reader->arena, value);
        if (!param->values[number])
            return fisc__error_nomem(reader->reterr);
        if (number > 0 && param->type[0] && strcmp(param->type, "set") != 0)
            return fisc__error_item(reader->reterr, FISC_ERR_INVALID,
                                    &value->place, param->id,
                                    "only a set has several values, and this "
                                    "is of type %s", param->type);
        status = check_value(reader, param, element, value, number);
        param->value_count++;
    }
    if (status == FISC_OK && strcmp(param->type, "set") == 0)
        status = check_set(reader, param, element);
    return status;
}

/* Who decided, when: the props of ours that are no texts. */
static enum fisc_status
read_decision(struct fisc__reader *reader, const struct fisc__xml *element,
              struct fisc__param *param)
{
    const char *type = fisc__oscal_prop(element, "type");
    const char *date = fisc__oscal_prop(element, "date");
    fisc_date day;

    param->type = fisc__reader_word(reader, type);
    param->owner =
        fisc__reader_word(reader, fisc__oscal_prop(element, "owner"));
    param->date = fisc__reader_word(reader, date);
    if (!param->type || !param->owner || !param->date)
        return fisc__error_nomem(reader->reterr);
    if (type && !is_type(type))
        return fisc__error_item(reader->reterr, FISC_ERR_INVALID,
                                &element->place, param->id,
                                "\"%s\" is no type of a param; there are "
                                "period, integer, decimal, boolean, string, "
                                "date, set and enumeration", type);
    if (date && !fisc__date_read(date, strlen(date), &day))
        return fisc__error_item(reader->reterr, FISC_ERR_INVALID,
                                &element->place, param->id,
                                "its date \"%s\" is not a day such as "
                                "2026-04-01", date);
    return FISC_OK;
}

/* Joins the reader's params, so that texts can insert it. */
static enum fisc_status
add_param(struct fisc__reader *reader, const struct fisc__xml *element,
          struct fisc__param *param)
{
    struct fisc__index *index = reader->catalog->index;
    size_t first;

    if (fisc__index_find(index, FISC__INDEX_PARAM, param->id, &first)) {
        struct fisc__place place = reader->param_elements[first]->place;

        return fisc__error_item(
            reader->reterr, FISC_ERR_CONFLICT, &element->place, param->id,
            "the param \"%s\" is defined twice, first at %s:%u:%u", param->id,
            place.file, place.line, place.column);
    }
    param->index = reader->catalog->param_count;
    if (!fisc__grow(reader->context, &reader->params, &reader->param_capacity,
                    param->index, sizeof *reader->params) ||
        !fisc__grow(reader->context, &reader->param_elements,
                    &reader->param_element_capacity, param->index,
                    sizeof *reader->param_elements) ||
        !fisc__index_add(index, FISC__INDEX_PARAM, param->id, param->index))
        return fisc__error_nomem(reader->reterr);
    reader->params[param->index] = param;
    reader->param_elements[param->index] = element;
    reader->catalog->param_count++;
    return FISC_OK;
}

static enum fisc_status
read_param(struct fisc__reader *reader, const struct fisc__xml *element)
{
    struct fisc__param *param =
        fisc__arena_alloc(reader->arena, sizeof *param);
    enum fisc_status status;

    if (!param)
        return fisc__error_nomem(reader->reterr);
    status = fisc__reader_id(reader, element, &param->id);
    if (status != FISC_OK)
        return status;
    if (!param->id)
        return fisc__error(reader->reterr, FISC_ERR_INVALID, &element->place,
                           "the param has no id");
    param->place = fisc__reader_place(reader, element);
    status = read_decision(reader, element, param);
    if (status == FISC_OK)
        status = read_values(reader, element, param);
    if (status == FISC_OK)
        status = add_param(reader, element, param);
    return status;
}

static enum fisc_status
read_below(struct fisc__reader *reader, const struct fisc__xml *element)
{
    const struct fisc__xml *child = fisc__xml_element(element->first);
    enum fisc_status status = FISC_OK;

    for (; child && status == FISC_OK; child = fisc__xml_element(child->next)) {
        if (fisc__xml_is(child, FISC__OSCAL_NS, "param"))
            status = read_param(reader, child);
        else if (fisc__xml_is(child, FISC__OSCAL_NS, "group") ||
                 fisc__xml_is(child, FISC__OSCAL_NS, "control"))
            status = read_below(reader, child);
    }
    return status;
}

/* Labels and reasons may insert other params, so they come second. */
static enum fisc_status
read_texts(struct fisc__reader *reader, size_t number)
{
    struct fisc__param *param = reader->params[number];
    const struct fisc__xml *element = reader->param_elements[number];
    struct fisc__props props;
    enum fisc_status status = fisc__props_read(reader, element, &props);

    if (status == FISC_OK)
        status = fisc__prose_text(reader, fisc__xml_child(element, "label"),
                                  false, "label", &props, &param->label);
    if (status == FISC_OK)
        status = fisc__prose_text(reader, NULL, false, "reason", &props,
                                  &param->reason);
    return status;
}

enum fisc_status
fisc__params_read(struct fisc__reader *reader, const struct fisc__xml *root)
{
    enum fisc_status status = read_below(reader, root);

    for (size_t i = 0; i < reader->catalog->param_count && status == FISC_OK;
         i++)
        status = read_texts(reader, i);
    return status;
}
