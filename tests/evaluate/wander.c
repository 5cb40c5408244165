/* SPDX-License-Identifier: MIT */
/* Random changes, and what is compared after each. */

#include "evaluate/wander.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "evaluate/change.h"
#include "support/failing.h"

enum { MOST = 4 /* changes at once */ };

/* ---- chance --------------------------------------------------------------*/

static size_t
below(struct wander *w, size_t count)
{
    w->random ^= w->random << 13;
    w->random ^= w->random >> 7;
    w->random ^= w->random << 17;
    return (size_t)((w->random >> 20) % count);
}

static int
one_in(struct wander *w, size_t count)
{
    return below(w, count) == 0;
}

/* ---- one change ----------------------------------------------------------*/

/* A change with the texts that it points to. */
struct drawn {
    char path[512];
    char text[256];
    char dates[3][11];
    const char *items[4];
    char item_texts[4][64];
    struct fisc_about about;
};

static const char *
draw_word(struct wander *w)
{
    static const char *const few[] = {"a", "b", "c", "r1", "x1", "none",
                                      "2026-06-30"};
    size_t count = json_array_size(w->words);

    if (count && !one_in(w, 4))
        return json_string_value(json_array_get(w->words, below(w, count)));
    return few[below(w, sizeof few / sizeof *few)];
}

static const char *
draw_date(struct wander *w, char text[11])
{
    fisc_date_format(w->options.as_of + (fisc_date)below(w, 900) - 800, text);
    return text;
}

/* Text of an allowed value, or any word. */
static const char *
draw_value(struct wander *w, size_t fact)
{
    struct fisc_allowed_info allowed = {.size = sizeof allowed};
    size_t count = 0;

    while (!fisc_policy_fact_value(w->policy, fact, count, &allowed))
        count++;
    if (count && !one_in(w, 30) &&
        !fisc_policy_fact_value(w->policy, fact, below(w, count), &allowed))
        return allowed.name;
    return draw_word(w);
}

static const struct fisc_about *
draw_about(struct wander *w, struct drawn *d)
{
    memset(&d->about, 0, sizeof d->about);
    d->about.size = sizeof d->about;
    if (one_in(w, 3))
        return NULL;
    if (!one_in(w, 3))
        d->about.date = draw_date(w, d->dates[0]);
    if (one_in(w, 4))
        d->about.expires = draw_date(w, d->dates[1]);
    if (one_in(w, 3)) {
        d->about.by = one_in(w, 3) ? "bank" : "customer";
        d->about.why = "drawn";
        d->about.at = draw_date(w, d->dates[2]);
    }
    if (one_in(w, 8))
        d->about.evidence = "ev";
    return &d->about;
}

static void
draw_scalar(struct wander *w, struct drawn *d, size_t fact,
            enum fisc_fact_type type, struct fisc_change *ret)
{
    ret->about = draw_about(w, d);
    ret->string = d->text;
    switch (type) {
    case FISC_FACT_FLAG:
        ret->kind = FISC_CHANGE_BOOLEAN;
        ret->integer = !one_in(w, 2);
        break;
    case FISC_FACT_INTEGER:
        ret->kind = FISC_CHANGE_INTEGER;
        ret->integer = (int64_t)below(w, 6);
        break;
    case FISC_FACT_DECIMAL:
        ret->kind = FISC_CHANGE_DECIMAL;
        ret->decimal = (double)below(w, 8) / 2;
        break;
    case FISC_FACT_DATE:
        ret->kind = FISC_CHANGE_STRING;
        draw_date(w, d->text);
        if (one_in(w, 40))
            strcpy(d->text, "none");
        break;
    default:
        ret->kind = FISC_CHANGE_STRING;
        snprintf(d->text, sizeof d->text, "%s", draw_value(w, fact));
        break;
    }
}

static void
draw_set(struct wander *w, struct drawn *d, size_t fact,
         struct fisc_change *ret)
{
    size_t count = below(w, 4);

    snprintf(d->text, sizeof d->text, "%s", draw_value(w, fact));
    ret->string = d->text;
    switch (below(w, 4)) {
    case 0:
        ret->kind = FISC_CHANGE_ADD;
        return;
    case 1:
        ret->kind = FISC_CHANGE_REMOVE;
        return;
    case 2:
        ret->kind = FISC_CHANGE_COMPLETE;
        ret->complete = !one_in(w, 2);
        return;
    default:
        break;
    }
    ret->kind = FISC_CHANGE_SET;
    for (size_t i = 0; i < count; i++) {
        snprintf(d->item_texts[i], sizeof d->item_texts[i], "%.60s",
                 draw_value(w, fact));
        d->items[i] = d->item_texts[i];
    }
    ret->items = d->items;
    ret->count = count;
    ret->complete = !one_in(w, 3);
    draw_about(w, d);
    d->about.by = d->about.at = d->about.why = d->about.expires = NULL;
    ret->about = &d->about;
}

/* An element that is there, or another; is it there? */
static int
draw_id(struct wander *w, const char *list, char id[64])
{
    struct fisc_value value = {.size = sizeof value};

    snprintf(id, 64, "x%zu", below(w, 3));
    if (one_in(w, 12) || fisc_system_get(w->system, list, &value) ||
        value.type != FISC_VALUE_LIST || value.count == 0 ||
        fisc_system_item(w->system, list, below(w, value.count), &value) ||
        value.type != FISC_VALUE_RECORD)
        return 0;
    snprintf(id, 64, "%s", value.name);
    return 1;
}

/*
 * "suppliers[].reviewed" becomes "suppliers[acme].reviewed", or ends with an
 * element that is not there, as most often it has to be there first: false.
 */
static int
draw_path(struct wander *w, const char *pattern, char path[512])
{
    size_t used = 0;

    for (; *pattern; pattern++) {
        path[used++] = *pattern;
        path[used] = '\0';
        if (pattern[0] == '[' && pattern[1] == ']') {
            char id[64], list[512];
            int found;

            snprintf(list, sizeof list, "%.*s", (int)used - 1, path);
            found = draw_id(w, list, id);
            used += (size_t)sprintf(path + used, "%s", id);
            if (!found && !one_in(w, 8)) {
                strcpy(path + used, "]");
                return 0;
            }
        }
    }
    return 1;
}

static void
draw_list(struct wander *w, struct drawn *d, struct fisc_change *ret)
{
    char list[520];

    if (one_in(w, 6)) {
        ret->kind = FISC_CHANGE_COMPLETE;
        ret->complete = !one_in(w, 2);
        return;
    }
    if (one_in(w, 30)) {
        ret->kind = FISC_CHANGE_JSON;
        ret->string = one_in(w, 2) ? "[{\"id\": \"x1\"}]" : "[]";
        return;
    }
    snprintf(list, sizeof list, "%.500s[]", d->path);
    draw_path(w, list, d->path);
    ret->kind = one_in(w, 3) ? FISC_CHANGE_CLEAR : FISC_CHANGE_RECORD;
}

static void
draw(struct wander *w, struct drawn *d, struct fisc_change *ret)
{
    struct fisc_fact_info info = {.size = sizeof info};
    size_t fact = below(w, fisc_policy_fact_count(w->policy));

    memset(ret, 0, sizeof *ret);
    ret->size = sizeof *ret;
    if (one_in(w, 40)) {
        ret->kind = FISC_CHANGE_AS_OF;
        ret->day = w->options.as_of + (fisc_date)below(w, 60) - 25;
        return;
    }
    ck_assert_int_eq(fisc_policy_fact(w->policy, fact, &info), FISC_OK);
    ret->path = d->path;
    if (!draw_path(w, info.path, d->path)) {
        ret->kind = FISC_CHANGE_RECORD;
    } else if (one_in(w, 10)) {
        ret->kind = FISC_CHANGE_CLEAR;
    } else if (one_in(w, 15)) {
        ret->kind = FISC_CHANGE_UNKNOWN;
        ret->string = "drawn";
    } else if (one_in(w, 15)) {
        ret->kind = FISC_CHANGE_ABOUT;
        ret->about = draw_about(w, d);
    } else if (info.type == FISC_FACT_LIST) {
        draw_list(w, d, ret);
    } else if (info.type == FISC_FACT_SET) {
        draw_set(w, d, fact, ret);
    } else {
        draw_scalar(w, d, fact, info.type, ret);
    }
}

/* ---- comparing -----------------------------------------------------------*/

/* The words of a description, to draw from. */
static void
gather(json_t *words, json_t *value)
{
    const char *key;
    json_t *member;
    size_t i;

    if (json_is_string(value) && json_string_length(value) < 60)
        json_array_append(words, value);
    json_array_foreach (value, i, member)
        gather(words, member);
    json_object_foreach (value, key, member)
        gather(words, member);
}

static char *
json_of(const struct fisc_report *report)
{
    struct fisc_write_options options = {.size = sizeof options,
                                         .format = FISC_FORMAT_JSON};
    char *text = NULL, *copy;
    size_t length;

    ck_assert_int_eq(fisc_report_write_text(report, &options, &text, &length,
                                            NULL), FISC_OK);
    copy = malloc(length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    fisc_report_free_text(report, text, length);
    return copy;
}

/* All values, of every element. */
static void
same_frames(const struct fisc__frame *a, const struct fisc__frame *b)
{
    const struct fisc__graph_scope *scope = a->scope;

    ck_assert_int_eq(memcmp(a->values, b->values, scope->node_count), 0);
    for (size_t i = 0; i < scope->slot_count; i++) {
        ck_assert_int_eq(a->cells[i].state, b->cells[i].state);
        ck_assert_int_eq(a->cells[i].plain, b->cells[i].plain);
    }
    for (size_t i = 0; i < scope->child_count; i++) {
        ck_assert_uint_eq(a->below[i].count, b->below[i].count);
        for (size_t j = 0; j < a->below[i].count; j++)
            same_frames(&a->below[i].list[j], &b->below[i].list[j]);
    }
}

static void
same_reports(const struct fisc_report *kept, const struct fisc_report *anew,
             const struct fisc_change *last)
{
    ck_assert_uint_eq(kept->layout->count, anew->layout->count);
    for (size_t i = 0; i < kept->layout->count; i++)
        ck_assert_msg(kept->results[i] == anew->results[i],
                      "%s is %s, not %s, after a change of kind %d at %s",
                      kept->policy->clauses[kept->layout->rows[i].clause]
                          .clause->key,
                      fisc_result_name(kept->results[i]),
                      fisc_result_name(anew->results[i]), (int)last->kind,
                      last->path ? last->path : "the date");
    if (anew->waivers)
        ck_assert_int_eq(memcmp(kept->waivers, anew->waivers,
                                kept->layout->count *
                                    sizeof *kept->waivers), 0);
    same_frames(&kept->sides[0].run->root, &anew->sides[0].run->root);
}

/* Texts are long: where they part says enough. */
static void
same_text(const char *kept, const char *wanted)
{
    size_t at = 0, from;

    while (kept[at] && kept[at] == wanted[at])
        at++;
    from = at > 300 ? at - 300 : 0;
    ck_assert_msg(kept[at] == wanted[at], "...%.*s|%.100s, not |%.100s",
                  (int)(at - from), kept + from, kept + at, wanted + at);
}

/* The snapshot, with reasons, explanations, digests and remarks. */
static void
same_snapshots(struct wander *w, const struct fisc_report *anew)
{
    struct fisc_report *snapshot = NULL;
    char *kept, *wanted = json_of(anew);

    ck_assert_int_eq(fisc_evaluator_report(w->changing, &snapshot, NULL),
                     FISC_OK);
    kept = json_of(snapshot);
    same_text(kept, wanted);
    ck_assert_uint_eq(fisc_report_diagnostic_count(snapshot),
                      fisc_report_diagnostic_count(anew));
    free(wanted);
    if (w->held) { /* changes since have left it as it was */
        wanted = json_of(w->held);
        same_text(w->held_json, wanted);
        free(wanted);
        free(w->held_json);
        fisc_report_unref(w->held);
        w->held = NULL;
        w->held_json = NULL;
    }
    if (one_in(w, 2)) {
        w->held = snapshot;
        w->held_json = kept;
    } else {
        fisc_report_unref(snapshot);
        free(kept);
    }
}

/* ---- steps ---------------------------------------------------------------*/

void
wander_begin(struct wander *w, struct fisc_policy *policy, const char *text,
             const struct fisc_eval_options *options, uint64_t seed)
{
    json_t *json = json_loads(text, 0, NULL);
    struct fisc_report *report = NULL;
    struct fisc_error error;

    memset(w, 0, sizeof *w);
    w->policy = policy;
    w->options = *options;
    w->random = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
    w->words = json_array();
    gather(w->words, json);
    json_decref(json);
    ck_assert_int_eq(fisc_system_parse(policy->context, "s.json", text,
                                       strlen(text), FISC_SYSTEM_JSON,
                                       &w->system, NULL), FISC_OK);
    ck_assert_int_eq(fisc_evaluator_new(policy, &w->changing, NULL), FISC_OK);
    ck_assert_int_eq(fisc_evaluator_new(policy, &w->evaluator, NULL), FISC_OK);
    ck_assert_msg(!fisc_eval(w->changing, w->system, options, &report, &error),
                  "%s", error.message);
    fisc_report_unref(report);
}

/* The changes but for the date, which is of the evaluation. */
static size_t
without_dates(const struct fisc_change *changes, size_t count,
              struct fisc_change *ret, fisc_date *as_of)
{
    size_t left = 0;

    for (size_t i = 0; i < count; i++)
        if (changes[i].kind == FISC_CHANGE_AS_OF)
            *as_of = changes[i].day;
        else
            ret[left++] = changes[i];
    return left;
}

/* What a full evaluation says to the changes; *ret_system is then new. */
static enum fisc_status
evaluate_all(struct wander *w, const struct fisc_change *changes, size_t count,
             struct fisc_eval_options *options,
             struct fisc_system **ret_system, struct fisc_report **ret,
             struct fisc_error *error)
{
    struct fisc_change facts[MOST];
    size_t left = without_dates(changes, count, facts, &options->as_of);
    enum fisc_status status = fisc_system_change(w->system, facts, left,
                                                 ret_system, error);

    return status ? status
                  : fisc_eval(w->evaluator, *ret_system, options, ret, error);
}

static void
step(struct wander *w, const struct fisc_change *changes, size_t count)
{
    struct fisc_eval_options options = w->options;
    struct fisc_system *next = NULL;
    struct fisc_report *anew = NULL, *before;
    struct fisc_error wanted = {0}, found = {0};
    enum fisc_status status = evaluate_all(w, changes, count, &options, &next,
                                           &anew, &wanted);
    enum fisc_status made;

    before = w->changing->base->report;
    made = fisc_evaluator_change(w->changing, changes, count, &found);
    /* A second date is one statement too many, and no fact. */
    if (made == FISC_ERR_CONFLICT && strstr(found.message, "the date"))
        status = made;
    ck_assert_msg(made == status, "%s (%s): %s, not %s",
                  changes[0].path ? changes[0].path : "date",
                  changes[count - 1].path ? changes[count - 1].path : "date",
                  *found.message ? found.message : "made",
                  *wanted.message ? wanted.message : "made");
    if (status) {
        ck_assert_int_eq(found.status, status);
        w->refused++;
        fisc_report_unref(anew);
        fisc_system_unref(next);
        return;
    }
    w->made += count;
    w->structural += before != w->changing->base->report;
    w->moved += fisc_evaluator_moved_count(w->changing);
    fisc_system_unref(w->system);
    w->system = next;
    w->options = options;
    same_reports(w->changing->base->report, anew, &changes[count - 1]);
    if (one_in(w, 24))
        same_snapshots(w, anew);
    fisc_report_unref(anew);
}

/* A set that can be made; wander_steps() tries those that can't. */
static size_t
draw_possible(struct wander *w, struct drawn drawn[MOST],
              struct fisc_change changes[MOST])
{
    for (;;) {
        struct fisc_eval_options options = w->options;
        struct fisc_system *next = NULL;
        struct fisc_report *anew = NULL;
        struct fisc_error error;
        size_t count = 1 + below(w, 2);
        enum fisc_status status;

        for (size_t j = 0; j < count; j++)
            draw(w, &drawn[j], &changes[j]);
        status = evaluate_all(w, changes, count, &options, &next, &anew,
                              &error);
        fisc_report_unref(anew);
        fisc_system_unref(next);
        if (!status && changes[0].path && changes[count - 1].path &&
            (count == 1 || strcmp(drawn[0].path, drawn[1].path) != 0))
            return count;
    }
}

size_t
wander_short_step(struct wander *w, struct failing *memory)
{
    struct fisc_change changes[MOST];
    struct drawn drawn[MOST];
    size_t count = draw_possible(w, drawn, changes), points = 0;
    struct fisc_eval_options options = w->options;
    struct fisc_report *before = NULL, *after;

    ck_assert_int_eq(fisc_eval(w->evaluator, w->system, &options, &before,
                               NULL), FISC_OK);
    for (;; points++) {
        enum fisc_status status;

        memory->calls = 0;
        memory->fail_at = points + 1;
        status = fisc_evaluator_change(w->changing, changes, count, NULL);
        memory->fail_at = 0;
        if (!status)
            break;
        ck_assert_int_eq(status, FISC_ERR_NOMEM);
        after = NULL;
        ck_assert_int_eq(fisc_evaluator_report(w->changing, &after, NULL),
                         FISC_OK);
        same_reports(after, before, changes);
        fisc_report_unref(after);
    }
    fisc_report_unref(before);
    step(w, changes, count); /* twice makes no difference */
    return points;
}

void
wander_steps(struct wander *w, size_t steps)
{
    for (size_t i = 0; i < steps; i++) {
        struct fisc_change changes[MOST];
        struct drawn drawn[MOST];
        size_t count = one_in(w, 4) ? 1 + below(w, MOST) : 1;

        for (size_t j = 0; j < count; j++)
            draw(w, &drawn[j], &changes[j]);
        step(w, changes, count);
    }
}

void
wander_end(struct wander *w)
{
    fisc_report_unref(w->held);
    free(w->held_json);
    json_decref(w->words);
    fisc_evaluator_free(w->changing);
    fisc_evaluator_free(w->evaluator);
    fisc_system_unref(w->system);
}
