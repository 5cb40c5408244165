/* SPDX-License-Identifier: MIT */
/*
 * Reading libfisc-result/1, strictly: each object has a table of its members,
 * and what the table doesn't know, or misses, is an error with its place.
 */

#include <string.h>

#include "base/nearest.h"
#include "report/read.h"

#define FORMAT "libfisc-result/1"

struct reading {
    struct fisc_result_set *set;
    size_t coverage[FISC_RESULT_COUNT];
    struct fisc_error *reterr;
};

/* Reads a value into the member of a struct that `to` points to. */
typedef enum fisc_status (*read_function)(struct reading *r,
                                          const struct fisc__json *json,
                                          void *to);

struct field {
    const char *key;
    read_function read;
    size_t offset; /* of the member */
    bool optional;
};

enum { FIELDS_MOST = 24 };

static enum fisc_status
refuse(const struct reading *r, const struct fisc__json *json,
       const char *message)
{
    return fisc__error(r->reterr, FISC_ERR_INVALID, &json->place, "%s%s%s",
                       json->key ? json->key : "", json->key ? ": " : "",
                       message);
}

static enum fisc_status
unknown_member(const struct reading *r, const struct fisc__json *member,
               const struct field *fields, size_t count)
{
    struct fisc__nearest nearest;

    fisc__nearest_init(&nearest, member->key);
    for (size_t i = 0; i < count; i++)
        fisc__nearest_offer(&nearest, fields[i].key);
    return fisc__error(r->reterr, FISC_ERR_INVALID, &member->key_place,
                       FORMAT " has no \"%.60s\" here%s%s%s", member->key,
                       nearest.best ? "; did you mean \"" : "",
                       nearest.best ? nearest.best : "",
                       nearest.best ? "\"?" : "");
}

static enum fisc_status
read_object(struct reading *r, const struct fisc__json *json,
            const struct field *fields, size_t count, void *to)
{
    bool seen[FIELDS_MOST] = {false};

    if (json->kind != FISC__JSON_OBJECT)
        return refuse(r, json, "expected an object");
    for (const struct fisc__json *i = json->first; i; i = i->next) {
        enum fisc_status status;
        size_t at = 0;

        while (at < count && strcmp(fields[at].key, i->key) != 0)
            at++;
        if (at == count)
            return unknown_member(r, i, fields, count);
        seen[at] = true;
        status = fields[at].read(r, i, (char *)to + fields[at].offset);
        if (status != FISC_OK)
            return status;
    }
    for (size_t i = 0; i < count; i++)
        if (!seen[i] && !fields[i].optional)
            return fisc__error(r->reterr, FISC_ERR_INVALID, &json->place,
                               "there is no \"%s\"", fields[i].key);
    return FISC_OK;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- single values -------------------------------------------------------*/

static enum fisc_status
read_text(struct reading *r, const struct fisc__json *json, void *to)
{
    const char **text = to;

    if (json->kind != FISC__JSON_STRING)
        return refuse(r, json, "expected a string");
    *text = fisc__arena_string(&r->set->arena, json->string);
    return *text ? FISC_OK : fisc__error_nomem(r->reterr);
}

static enum fisc_status
read_name(struct reading *r, const struct fisc__json *json, void *to)
{
    if (json->kind == FISC__JSON_STRING && !*json->string)
        return refuse(r, json, "is empty");
    return read_text(r, json, to);
}

/* What does not apply is null and becomes "". */
static enum fisc_status
read_optional(struct reading *r, const struct fisc__json *json, void *to)
{
    if (json->kind == FISC__JSON_NULL) {
        *(const char **)to = "";
        return FISC_OK;
    }
    if (json->kind != FISC__JSON_STRING)
        return refuse(r, json, "expected a string or null");
    return read_name(r, json, to);
}

static enum fisc_status
read_digest(struct reading *r, const struct fisc__json *json, void *to)
{
    if (json->kind == FISC__JSON_STRING &&
        (strlen(json->string) != 64 ||
         strspn(json->string, "0123456789abcdef") != 64))
        return refuse(r, json, "expected 64 hexadecimal digits");
    return read_text(r, json, to);
}

static enum fisc_status
read_date(struct reading *r, const struct fisc__json *json, void *to)
{
    if (json->kind != FISC__JSON_STRING ||
        fisc_date_parse(json->string, to) != FISC_OK)
        return refuse(r, json, "expected a date YYYY-MM-DD");
    return FISC_OK;
}

static enum fisc_status
read_format(struct reading *r, const struct fisc__json *json, void *to)
{
    (void)to;
    if (json->kind == FISC__JSON_STRING && strcmp(json->string, FORMAT) == 0)
        return FISC_OK;
    if (json->kind == FISC__JSON_STRING &&
        strcmp(json->string, "libfisc-partial/1") == 0)
        return fisc__error(r->reterr, FISC_ERR_UNSUPPORTED, &json->place,
                           "is of an evaluation that did not come to its end: "
                           "evaluate again");
    if (json->kind == FISC__JSON_STRING &&
        strncmp(json->string, "libfisc-", 8) == 0)
        return fisc__error(r->reterr, FISC_ERR_UNSUPPORTED, &json->place,
                           "is %.60s: expected " FORMAT, json->string);
    return refuse(r, json, "expected \"" FORMAT "\"");
}

static enum fisc_status
read_flag(struct reading *r, const struct fisc__json *json, void *to)
{
    if (json->kind != FISC__JSON_BOOLEAN)
        return refuse(r, json, "expected true or false");
    *(int *)to = json->integer != 0;
    return FISC_OK;
}

static enum fisc_status
read_bearer(struct reading *r, const struct fisc__json *json, void *to)
{
    if (json->kind != FISC__JSON_STRING ||
        fisc_role_find(json->string, to) != FISC_OK)
        return refuse(r, json,
                      "expected customer, provider, operator or supplier");
    return FISC_OK;
}

static enum fisc_status
read_level(struct reading *r, const struct fisc__json *json, void *to)
{
    if (json->kind != FISC__JSON_STRING ||
        fisc_level_find(json->string, to) != FISC_OK)
        return refuse(r, json, "expected must, should or may");
    return FISC_OK;
}

static enum fisc_status
read_result(struct reading *r, const struct fisc__json *json, void *to)
{
    for (int i = 0; i < FISC_RESULT_COUNT; i++)
        if (json->kind == FISC__JSON_STRING &&
            strcmp(json->string, fisc_result_name((enum fisc_result)i)) == 0) {
            *(enum fisc_result *)to = (enum fisc_result)i;
            return FISC_OK;
        }
    return refuse(r, json, "expected a result such as pass, fail or unknown");
}

static enum fisc_status
read_state(struct reading *r, const struct fisc__json *json, void *to)
{
    enum fisc_control_state *state = to;

    if (json->kind == FISC__JSON_STRING &&
        strcmp(json->string, "satisfied") == 0)
        *state = FISC_CONTROL_SATISFIED;
    else if (json->kind == FISC__JSON_STRING &&
             strcmp(json->string, "not-satisfied") == 0)
        *state = FISC_CONTROL_NOT_SATISFIED;
    else
        return refuse(r, json, "expected satisfied or not-satisfied");
    return FISC_OK;
}

static enum fisc_status
read_number(struct reading *r, const struct fisc__json *json, void *to)
{
    if (json->kind != FISC__JSON_INTEGER || json->integer < 0)
        return refuse(r, json, "expected a whole number, 0 or more");
    *(size_t *)to = (size_t)json->integer;
    return FISC_OK;
}

/* ---- lists ---------------------------------------------------------------*/

/* Room for the elements of an array; they are zeroed. */
static enum fisc_status
make_room(struct reading *r, const struct fisc__json *json, size_t size,
          void *ret_list)
{
    void **list = ret_list;

    if (json->kind != FISC__JSON_ARRAY)
        return refuse(r, json, "expected an array");
    *list = NULL;
    if (json->count == 0)
        return FISC_OK;
    *list = fisc__arena_array(&r->set->arena, json->count, size);
    return *list ? FISC_OK : fisc__error_nomem(r->reterr);
}

static enum fisc_status
read_strings(struct reading *r, const struct fisc__json *json, void *to)
{
    struct fisc__strings *strings = to;
    enum fisc_status status =
        make_room(r, json, sizeof *strings->list, &strings->list);

    for (const struct fisc__json *i = json->first; i && status == FISC_OK;
         i = i->next)
        status = read_name(r, i, &strings->list[strings->count++]);
    return status;
}

static enum fisc_status
read_message(struct reading *r, const struct fisc__json *json, void *to)
{
    static const struct field fields[] = {
        {"ja", read_text, FISC_LANGUAGE_JA * sizeof(const char *), false},
        {"en", read_text, FISC_LANGUAGE_EN * sizeof(const char *), false},
    };

    return read_object(r, json, fields, COUNT(fields), to);
}

/* Titles are the policy's: a set of results has the labels alone. */
static enum fisc_status
check_titles(struct reading *r, const struct fisc__json *json, void *to)
{
    const char *texts[2];
    enum fisc_status status = FISC_OK;

    (void)to;
    if (json->kind != FISC__JSON_ARRAY)
        return refuse(r, json, "expected an array");
    for (const struct fisc__json *i = json->first; i && status == FISC_OK;
         i = i->next)
        status = read_message(r, i, texts);
    return status;
}

/* What a function gave with its message; the set keeps the message alone. */
static enum fisc_status
check_details(struct reading *r, const struct fisc__json *json, void *to)
{
    static const struct field fields[] = {
        {"name", read_text, 0, false},
        {"value", read_text, sizeof(const char *), false},
    };
    const char *texts[2];
    enum fisc_status status = FISC_OK;

    (void)to;
    if (json->kind != FISC__JSON_ARRAY)
        return refuse(r, json, "expected an array");
    for (const struct fisc__json *i = json->first; i && status == FISC_OK;
         i = i->next)
        status = read_object(r, i, fields, COUNT(fields), texts);
    return status;
}

static enum fisc_status
read_facts(struct reading *r, const struct fisc__json *json, void *to)
{
#define FACT(key, read) {#key, read, offsetof(struct fisc_fact_reference, key), false}
    static const struct field fields[] = {
        FACT(path, read_name),   FACT(value, read_text), FACT(wanted, read_text),
        FACT(role, read_name),   FACT(source, read_text),
    };
#undef FACT
    struct fisc__facts *facts = to;
    enum fisc_status status =
        make_room(r, json, sizeof *facts->list, &facts->list);

    for (const struct fisc__json *i = json->first; i && status == FISC_OK;
         i = i->next) {
        struct fisc_fact_reference *fact = &facts->list[facts->count++];

        fact->size = sizeof *fact;
        fact->evidence = fact->date = fact->file = "";
        status = read_object(r, i, fields, COUNT(fields), fact);
    }
    return status;
}

static enum fisc_status
read_deciding(struct reading *r, const struct fisc__json *json, void *to)
{
#define FACT(key, read) {#key, read, offsetof(struct fisc_deciding, key), false}
    static const struct field fields[] = {
        FACT(path, read_name),
        FACT(state, read_name),
        FACT(candidate, read_optional),
    };
#undef FACT
    struct fisc__open_facts *facts = to;
    enum fisc_status status =
        make_room(r, json, sizeof *facts->list, &facts->list);

    for (const struct fisc__json *i = json->first; i && status == FISC_OK;
         i = i->next) {
        struct fisc_deciding *fact = &facts->list[facts->count++];

        fact->size = sizeof *fact;
        fact->question[0] = fact->question[1] = "";
        fact->file = fact->expires = "";
        status = read_object(r, i, fields, COUNT(fields), fact);
    }
    return status;
}

/* ---- rows ----------------------------------------------------------------*/

#define INFO(key, read, optional)                                              \
    {#key, read,                                                               \
     offsetof(struct fisc__result_row, info) +                                 \
         offsetof(struct fisc_result_info, key),                               \
     optional}
#define ROW(key, read) {#key, read, offsetof(struct fisc__result_row, key), false}

static const struct field row_fields[] = {
    INFO(key, read_name, false),
    INFO(catalog, read_text, false), /* a foreign one may have no uuid */
    INFO(control, read_name, false),
    INFO(label, read_text, false),
    INFO(clause, read_name, false),
    INFO(bearer, read_bearer, false),
    INFO(party, read_optional, false),
    INFO(level, read_level, false),
    INFO(result, read_result, false),
    INFO(reason, read_name, false),
    INFO(via, read_optional, false),
    ROW(labels, read_strings),
    {"label_titles", check_titles, 0, true},
    ROW(message, read_message),
    {"details", check_details, 0, true},
    ROW(facts, read_facts),
    ROW(deciding, read_deciding),
    ROW(deciding_minimal, read_flag),
    ROW(evidence, read_strings),
    INFO(waiver, read_optional, false),
    INFO(moved_to, read_name, true),
};

/* Is the key that of its clause and its party? */
static bool
key_fits(const struct fisc_result_info *row)
{
    size_t length = strlen(row->clause);

    if (strncmp(row->key, row->clause, length) != 0)
        return false;
    if (!*row->party)
        return row->key[length] == '\0';
    return row->key[length] == '@' &&
           strcmp(row->key + length + 1, row->party) == 0;
}

static enum fisc_status
read_row(struct reading *r, const struct fisc__json *json,
         struct fisc__result_row *row)
{
    enum fisc_status status;

    row->info.size = sizeof row->info;
    row->info.clause_index = FISC_DIFF_NONE;
    row->info.moved_to = "";
    status = read_object(r, json, row_fields, COUNT(row_fields), row);
    if (status == FISC_OK && !key_fits(&row->info))
        return fisc__error_item(r->reterr, FISC_ERR_INVALID,
                                &fisc__json_get(json, "key")->place,
                                row->info.key,
                                "the key is not that of its clause and party");
    return status;
}

/* Two rows or controls of one name. */
static enum fisc_status
refuse_twice(struct reading *r, const struct fisc__json *list, size_t first,
             const struct fisc__json *second, const char *key)
{
    const struct fisc__json *element = list->first;

    while (first-- > 0)
        element = element->next;
    element = fisc__json_get(element, key);
    second = fisc__json_get(second, key);
    return fisc__error_item(r->reterr, FISC_ERR_CONFLICT, &second->place,
                            second->string, "\"%.120s\" stands already at %u:%u",
                            second->string, element->place.line,
                            element->place.column);
}

static enum fisc_status
read_rows(struct reading *r, const struct fisc__json *json, void *to)
{
    struct fisc_result_set *set = to;
    enum fisc_status status = make_room(r, json, sizeof *set->rows, &set->rows);

    if (status == FISC_OK && json->count > UINT32_MAX - 1)
        return refuse(r, json, "has too many rows");
    for (const struct fisc__json *i = json->first; i && status == FISC_OK;
         i = i->next) {
        struct fisc__result_row *row = &set->rows[set->count];
        size_t first;

        status = read_row(r, i, row);
        if (status != FISC_OK)
            break;
        if (!fisc_result_set__add_name(&set->keys, row->info.key, set->count,
                                       &first))
            status = first < set->count
                         ? refuse_twice(r, json, first, i, "key")
                         : fisc__error_nomem(r->reterr);
        set->count++;
    }
    return status;
}

static enum fisc_status
read_controls(struct reading *r, const struct fisc__json *json, void *to)
{
#define CONTROL(key, read) {#key, read, offsetof(struct fisc_control_result, key), false}
    static const struct field fields[] = {
        CONTROL(control, read_name),
        CONTROL(state, read_state),
        CONTROL(reason, read_optional),
        {"withdrawn", read_flag,
         offsetof(struct fisc_control_result, withdrawn), true},
    };
#undef CONTROL
    struct fisc_result_set *set = to;
    enum fisc_status status =
        make_room(r, json, sizeof *set->controls, &set->controls);

    for (const struct fisc__json *i = json->first; i && status == FISC_OK;
         i = i->next) {
        struct fisc_control_result *control =
            &set->controls[set->control_count];
        size_t first;

        *control = (struct fisc_control_result){
            .size = sizeof *control, .control_index = FISC_DIFF_NONE};
        status = read_object(r, i, fields, COUNT(fields), control);
        if (status != FISC_OK)
            break;
        if (!fisc_result_set__add_name(&set->control_ids, control->control,
                                       set->control_count, &first))
            status = first < set->control_count
                         ? refuse_twice(r, json, first, i, "control")
                         : fisc__error_nomem(r->reterr);
        set->control_count++;
    }
    return status;
}

/* ---- coverage ------------------------------------------------------------*/

static enum fisc_status
read_counts(struct reading *r, const struct fisc__json *json, void *to)
{
    struct field fields[FISC_RESULT_COUNT];

    for (size_t i = 0; i < FISC_RESULT_COUNT; i++)
        fields[i] = (struct field){fisc_result_name((enum fisc_result)i),
                                   read_number, i * sizeof(size_t), false};
    return read_object(r, json, fields, FISC_RESULT_COUNT, to);
}

/* Counts by role or party, which only have to be counts. */
static enum fisc_status
check_counts(struct reading *r, const struct fisc__json *json, void *to)
{
    size_t counts[FISC_RESULT_COUNT];
    enum fisc_status status = FISC_OK;

    (void)to;
    if (json->kind != FISC__JSON_OBJECT)
        return refuse(r, json, "expected an object");
    for (const struct fisc__json *i = json->first; i && status == FISC_OK;
         i = i->next)
        status = read_counts(r, i, counts);
    return status;
}

struct coverage {
    size_t results[FISC_RESULT_COUNT];
    size_t must[FISC_RESULT_COUNT];
    size_t decided;
    size_t open;
};

static enum fisc_status
read_coverage(struct reading *r, const struct fisc__json *json, void *to)
{
    static const struct field fields[] = {
        {"results", read_counts, offsetof(struct coverage, results), false},
        {"must", read_counts, offsetof(struct coverage, must), false},
        {"roles", check_counts, 0, false},
        {"parties", check_counts, 0, false},
        {"decided", read_number, offsetof(struct coverage, decided), false},
        {"open", read_number, offsetof(struct coverage, open), false},
    };
    struct coverage coverage;
    enum fisc_status status =
        read_object(r, json, fields, COUNT(fields), &coverage);

    (void)to;
    if (status == FISC_OK)
        memcpy(r->coverage, coverage.results, sizeof r->coverage);
    return status;
}

/* Coverage counts the whole report, also where only some rows are written. */
static enum fisc_status
check_whole(struct reading *r, const struct fisc__json *json)
{
    size_t counts[FISC_RESULT_COUNT] = {0};

    for (size_t i = 0; i < r->set->count; i++)
        counts[r->set->rows[i].info.result]++;
    for (int i = 0; i < FISC_RESULT_COUNT; i++) {
        if (counts[i] > r->coverage[i])
            return fisc__error(
                r->reterr, FISC_ERR_INVALID,
                &fisc__json_get(json, "coverage")->place,
                "coverage: counts %zu rows with the result %s, but there are "
                "%zu", r->coverage[i], fisc_result_name((enum fisc_result)i),
                counts[i]);
        if (counts[i] < r->coverage[i])
            r->set->whole = 0;
    }
    return FISC_OK;
}

/* ---- the document --------------------------------------------------------*/

static enum fisc_status
read_digests(struct reading *r, const struct fisc__json *json, void *to)
{
    static const struct field fields[] = {
        {"policy", read_digest, offsetof(struct fisc_result_set, policy_digest),
         false},
        {"rules", read_digest, offsetof(struct fisc_result_set, rules_digest),
         true},
        {"params", read_digest,
         offsetof(struct fisc_result_set, params_digest), true},
        {"system", read_digest, offsetof(struct fisc_result_set, system_digest),
         false},
    };

    return read_object(r, json, fields, COUNT(fields), to);
}

enum fisc_status
fisc_result_set__read(struct fisc_result_set *set,
                      const struct fisc__json *json, struct fisc_error *reterr)
{
    static const struct field fields[] = {
        {"format", read_format, 0, false},
        {"as_of", read_date, offsetof(struct fisc_result_set, as_of), false},
        {"digests", read_digests, 0, false},
        {"system", read_text, offsetof(struct fisc_result_set, system_id),
         false},
        {"results", read_rows, 0, false},
        {"controls", read_controls, 0, false},
        {"coverage", read_coverage, 0, false},
    };
    struct reading r = {.set = set, .reterr = reterr};
    const struct fisc__json *format = fisc__json_get(json, "format");
    enum fisc_status status = FISC_OK;

    /* Of another kind of document, this says more than an unknown member. */
    if (format)
        status = read_format(&r, format, NULL);
    if (status == FISC_OK)
        status = read_object(&r, json, fields, COUNT(fields), set);
    if (status == FISC_OK)
        status = check_whole(&r, json);
    if (status == FISC_OK)
        fisc_result_set__label(set);
    return status;
}
