/* SPDX-License-Identifier: MIT */
/* Accepted risks: reading them, and what they cover. */

#include <stdlib.h>
#include <string.h>

#include "policy/element.h"
#include "policy/parts.h"

struct reading {
    struct fisc_policy *policy;
    const struct fisc__xml *element; /* the <waiver> */
    struct fisc__waiver waiver;
    struct fisc_error *reterr;
};

/* An attribute, in the policy's memory. */
static enum fisc_status
read_required(struct reading *r, const char *name, const char **ret)
{
    const char *value;
    enum fisc_status status = fisc__element_required(r->element, name, &value,
                                                     r->reterr);

    if (status != FISC_OK)
        return status;
    *ret = fisc__arena_string(&r->policy->arena, value);
    return *ret ? FISC_OK : fisc__error_nomem(r->reterr);
}

/* The same, where it may be missing: then *ret is `absent`. */
static enum fisc_status
read_optional(struct reading *r, const char *name, const char *absent,
              const char **ret)
{
    if (fisc__xml_attribute(r->element, name))
        return read_required(r, name, ret);
    *ret = absent;
    return FISC_OK;
}

static enum fisc_status
read_date(struct reading *r, const char *name, fisc_date *ret)
{
    const char *value;
    enum fisc_status status = fisc__element_required(r->element, name, &value,
                                                     r->reterr);

    if (status == FISC_OK && fisc_date_parse(value, ret) != FISC_OK)
        status = fisc__error_item(r->reterr, FISC_ERR_INVALID,
                                  &r->element->place, r->waiver.id,
                                  "\"%s\" of waiver \"%s\" is \"%s\", which is "
                                  "no day such as 2026-04-01",
                                  name, r->waiver.id, value);
    return status;
}

static enum fisc_status
read_dates(struct reading *r)
{
    enum fisc_status status = read_date(r, "from", &r->waiver.from);

    if (status == FISC_OK)
        status = read_date(r, "until", &r->waiver.until);
    if (status == FISC_OK && r->waiver.from > r->waiver.until)
        status = fisc__error_item(r->reterr, FISC_ERR_INVALID,
                                  &r->element->place, r->waiver.id,
                                  "waiver \"%s\" ends before it begins",
                                  r->waiver.id);
    return status;
}

static enum fisc_status
read_clause(struct reading *r)
{
    enum fisc_status status = read_required(r, "clause", &r->waiver.clause);
    const char *star;

    if (status != FISC_OK)
        return status;
    star = strchr(r->waiver.clause, '*');
    if (star && star[1])
        return fisc__error_item(r->reterr, FISC_ERR_INVALID,
                                &r->element->place, r->waiver.id,
                                "\"%s\": a '*' stands at the end only",
                                r->waiver.clause);
    return FISC_OK;
}

static enum fisc_status
read_reason(struct reading *r)
{
    const struct fisc__xml *child = fisc__xml_element(r->element->first);
    static const char *const none[] = {NULL};
    enum fisc_status status;

    for (; child; child = fisc__xml_element(child->next)) {
        if (!fisc__xml_is(child, r->element->ns, "reason"))
            return fisc__element_refuse(child, "reason", r->reterr);
        if (r->waiver.reason)
            return fisc__error(r->reterr, FISC_ERR_CONFLICT, &child->place,
                               "a second <reason>");
        status = fisc__xml_only_attributes(child, none, r->reterr);
        if (status != FISC_OK)
            return status;
        if (fisc__xml_element(child->first))
            return fisc__element_refuse(fisc__xml_element(child->first), NULL,
                                        r->reterr);
        r->waiver.reason = fisc__xml_flat_text(&r->policy->arena, child);
        if (!r->waiver.reason)
            return fisc__error_nomem(r->reterr);
    }
    if (!r->waiver.reason || r->waiver.reason[0] == '\0')
        return fisc__error_item(r->reterr, FISC_ERR_INVALID,
                                &r->element->place, r->waiver.id,
                                "waiver \"%s\" gives no reason",
                                r->waiver.id);
    return FISC_OK;
}

static enum fisc_status
read_waiver(struct reading *r)
{
    static const char *const allowed[] = {"id", "clause", "party", "subject",
                                          "from", "until", "approver",
                                          "ticket", NULL};
    struct fisc__waiver *waiver = &r->waiver;
    enum fisc_status status;

    status = fisc__element_check(r->element, allowed, false, r->reterr);
    if (status == FISC_OK)
        status = read_required(r, "id", &waiver->id);
    if (status == FISC_OK)
        status = read_clause(r);
    if (status == FISC_OK)
        status = read_optional(r, "party", NULL, &waiver->party);
    if (status == FISC_OK)
        status = read_optional(r, "subject", NULL, &waiver->subject);
    if (status == FISC_OK)
        status = read_dates(r);
    if (status == FISC_OK)
        status = read_required(r, "approver", &waiver->approver);
    if (status == FISC_OK)
        status = read_optional(r, "ticket", "", &waiver->ticket);
    if (status == FISC_OK)
        status = read_reason(r);
    return status;
}

static enum fisc_status
add_waiver(struct reading *r)
{
    struct fisc_policy *policy = r->policy;

    if (!fisc__grow(policy->context, &policy->waivers,
                    &policy->waiver_capacity, policy->waiver_count,
                    sizeof *policy->waivers))
        return fisc__error_nomem(r->reterr);
    policy->waivers[policy->waiver_count++] = r->waiver;
    return FISC_OK;
}

enum fisc_status
fisc__waivers_read(struct fisc_policy *policy, const char *file,
                   const struct fisc__xml *root, struct fisc_error *reterr)
{
    static const char *const none[] = {NULL};
    const struct fisc__xml *element = fisc__xml_element(root->first);
    enum fisc_status status = fisc__element_check(root, none, false, reterr);

    while (element && status == FISC_OK) {
        struct reading r = {.policy = policy, .element = element,
                            .reterr = reterr};

        if (!fisc__xml_is(element, root->ns, "waiver"))
            return fisc__element_refuse(element, "waiver", reterr);
        r.waiver.place = element->place;
        r.waiver.place.file = file;
        status = read_waiver(&r);
        if (status == FISC_OK)
            status = add_waiver(&r);
        element = fisc__xml_element(element->next);
    }
    return status;
}

/* By id, and equal ones as they stand in the array that both point into. */
static int
by_id(const void *a, const void *b)
{
    const struct fisc__waiver *x = *(const struct fisc__waiver *const *)a;
    const struct fisc__waiver *y = *(const struct fisc__waiver *const *)b;
    int order = strcmp(x->id, y->id);

    return order ? order : (x > y) - (x < y);
}

static enum fisc_status
refuse_second(const struct fisc__waiver *first,
              const struct fisc__waiver *second, struct fisc_error *reterr)
{
    return fisc__error_item(reterr, FISC_ERR_CONFLICT, &second->place,
                            second->id,
                            "waiver \"%s\" is defined twice, first at "
                            "%s:%u:%u",
                            second->id, first->place.file, first->place.line,
                            first->place.column);
}

enum fisc_status
fisc__waivers_check(const struct fisc_policy *policy,
                    struct fisc_error *reterr)
{
    size_t count = policy->waiver_count;
    const struct fisc__waiver **sorted = fisc__alloc_array(
        policy->context, count, sizeof *sorted);
    enum fisc_status status = FISC_OK;

    if (!sorted)
        return fisc__error_nomem(reterr);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &policy->waivers[i];
    qsort(sorted, count, sizeof *sorted, by_id);
    for (size_t i = 1; i < count && status == FISC_OK; i++)
        if (strcmp(sorted[i - 1]->id, sorted[i]->id) == 0)
            status = refuse_second(sorted[i - 1], sorted[i], reterr);
    fisc__free(policy->context, sorted, count * sizeof *sorted);
    return status;
}

enum fisc__waiver_time
fisc__waiver_time(const struct fisc__waiver *waiver, fisc_date as_of)
{
    if (as_of < waiver->from)
        return FISC__WAIVER_AHEAD;
    return as_of > waiver->until ? FISC__WAIVER_EXPIRED
                                 : FISC__WAIVER_IN_FORCE;
}

static bool
covers_clause(const struct fisc__waiver *waiver,
              const struct fisc__clause *clause)
{
    size_t length = strlen(waiver->clause);

    if (length > 0 && waiver->clause[length - 1] == '*')
        return strncmp(waiver->clause, clause->key, length - 1) == 0;
    return strcmp(waiver->clause, clause->key) == 0 ||
           strcmp(waiver->clause, clause->control->id) == 0;
}

bool
fisc__waiver_covers(const struct fisc__waiver *waiver,
                    const struct fisc__clause *clause, const char *party,
                    const char *subject)
{
    if (waiver->party && (!party || strcmp(waiver->party, party) != 0))
        return false;
    if (waiver->subject && (!subject || strcmp(waiver->subject, subject) != 0))
        return false;
    return covers_clause(waiver, clause);
}
