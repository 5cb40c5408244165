/* SPDX-License-Identifier: MIT */
/* The same rules for every contender. */

#define _GNU_SOURCE
#include "bench/workload.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <fisc/fisc.h>

struct bench_rule
bench_rule(size_t i)
{
    struct bench_rule rule = {.kind = (int)(i % 5)};
    size_t k = i / 5;

    rule.fact = (int)(k % BENCH_FACTS);
    k /= BENCH_FACTS;
    switch (rule.kind) {
    case 0:
        rule.other = (int)((rule.fact + 1 + k % (BENCH_FACTS - 1)) %
                           BENCH_FACTS);
        rule.form = (int)(k / (BENCH_FACTS - 1) % 4);
        break;
    case 1: /* a set of words, as bits: distinct and never empty */
        rule.threshold = (int)(1 + k % 1023);
        break;
    case 2:
        rule.threshold = (int)(100 + k);
        break;
    case 3:
        rule.threshold = (int)k; /* more than 100 never holds */
        break;
    default:
        rule.threshold = (int)k;
        rule.length = (size_t)snprintf(rule.prefix, sizeof rule.prefix, "r%u",
                                       (unsigned)rule.threshold % 1000000);
        break;
    }
    return rule;
}

static unsigned
mix(unsigned a, unsigned b, unsigned c)
{
    unsigned x = a * 2654435761u ^ b * 2246822519u ^ c * 3266489917u;

    x ^= x >> 15;
    x *= 2246822519u;
    return x ^ x >> 13;
}

void
bench_set_text(struct bench_system *s, int fact, int number)
{
    s->text[fact] = number;
    snprintf(s->written[fact], sizeof s->written[fact], "r%u",
             (unsigned)(number < 0 ? 0 : number) % 1000000);
}

void
bench_system(size_t s, int gaps, struct bench_system *ret)
{
    for (unsigned i = 0; i < BENCH_FACTS; i++) {
        unsigned r[6];

        for (unsigned k = 0; k < 6; k++)
            r[k] = mix((unsigned)s, i, k);
        ret->flag[i] = gaps && r[0] % 5 == 0 ? -1 : r[0] / 8 % 3 != 0;
        ret->word[i] = gaps && r[1] % 5 == 0 ? -1 : (signed char)(r[1] / 8 % 10);
        ret->date[i] = gaps && r[2] % 5 == 0
                           ? -1
                           : BENCH_AS_OF - (int)(r[2] / 8 % 200);
        ret->list_missing[i] = gaps && r[3] % 5 == 0;
        for (unsigned j = 0; j < BENCH_ITEMS; j++)
            ret->item[i][j] = (signed char)(r[3] / 8 % 90 + j * 3);
        bench_set_text(ret, (int)i, gaps && r[4] % 5 == 0
                                        ? -1
                                        : (int)(r[4] / 8 % 1000));
    }
}

static inline int
two_flags(const struct bench_rule *rule, int a, int b)
{
    switch (rule->form) {
    case 0:
        return a == 0 || b == 0 ? 0 : a < 0 || b < 0 ? -1 : 1;
    case 1:
        return a == 1 || b == 1 ? 1 : a < 0 || b < 0 ? -1 : 0;
    case 2:
        return a == 0 || b == 1 ? 0 : a < 0 || b < 0 ? -1 : 1;
    default:
        return a == 1 || b == 0 ? 1 : a < 0 || b < 0 ? -1 : 0;
    }
}

static inline int
by_hand(const struct bench_rule *rule, const struct bench_system *s)
{
    int f = rule->fact;

    switch (rule->kind) {
    case 0:
        return two_flags(rule, s->flag[f], s->flag[rule->other]);
    case 1:
        return s->word[f] < 0 ? -1 : rule->threshold >> s->word[f] & 1;
    case 2:
        return s->date[f] < 0
                   ? -1
                   : s->date[f] >= BENCH_AS_OF - rule->threshold;
    case 3:
        if (s->list_missing[f])
            return -1;
        for (int j = 0; j < BENCH_ITEMS; j++)
            if (s->item[f][j] < rule->threshold)
                return 0;
        return 1;
    default:
        return s->text[f] < 0
                   ? -1
                   : strncmp(s->written[f], rule->prefix, rule->length) == 0;
    }
}

int
bench_by_hand(const struct bench_rule *rule, const struct bench_system *s)
{
    return by_hand(rule, s);
}

void
bench_all_by_hand(const struct bench_rule *rules, size_t count,
                  const struct bench_system *s, signed char *ret)
{
    for (size_t i = 0; i < count; i++)
        ret[i] = (signed char)by_hand(&rules[i], s);
}

/* ---- texts ---------------------------------------------------------------*/

struct text {
    char *bytes;
    size_t used, room;
};

static void __attribute__((format(printf, 2, 3)))
add(struct text *text, const char *format, ...)
{
    for (;;) {
        va_list arguments;
        int length;

        va_start(arguments, format);
        length = vsnprintf(text->bytes + text->used, text->room - text->used,
                           format, arguments);
        va_end(arguments);
        if ((size_t)length < text->room - text->used) {
            text->used += (size_t)length;
            return;
        }
        text->room = (text->room + (size_t)length) * 2;
        text->bytes = realloc(text->bytes, text->room);
        if (!text->bytes)
            exit(1);
    }
}

static struct text
begin(void)
{
    struct text text = {malloc(4096), 0, 4096};

    return text;
}

char *
bench_catalog_text(size_t rules)
{
    struct text t = begin();

    add(&t, "<catalog xmlns='http://csrc.nist.gov/ns/oscal/1.0' "
            "uuid='9f1c1f38-5a0e-4a58-9a0e-2f0d5a3b1c77'><metadata>"
            "<title>rules</title>"
            "<last-modified>2026-01-01T00:00:00Z</last-modified>"
            "<version>1</version><oscal-version>1.1.2</oscal-version>"
            "</metadata>");
    for (size_t i = 0; i < rules; i++)
        add(&t, "<control id='b.%zu'><title>r</title><part name='statement' "
                "id='b.%zu_s'><part name='item' id='b.%zu.customer'>"
                "<prop ns='urn:libfisc:oscal:1' name='bearer' "
                "value='customer'/><p>r</p></part></part></control>",
            i, i, i);
    add(&t, "</catalog>");
    return t.bytes;
}

char *
bench_vocabulary_text(void)
{
    struct text t = begin();

    add(&t, "<vocabulary xmlns='urn:libfisc:vocabulary:1' id='b' "
            "version='1'>");
    for (int i = 0; i < BENCH_FACTS; i++) {
        add(&t, "<fact path='flag.f%d' type='flag'/>", i);
        add(&t, "<fact path='word.f%d' type='enumeration'>", i);
        for (int v = 0; v < 10; v++)
            add(&t, "<value name='w%d'/>", v);
        add(&t, "</fact><fact path='date.f%d' type='date'/>", i);
        add(&t, "<fact path='list.f%d' type='list'/>"
                "<fact path='list.f%d[].n' type='integer'/>", i, i);
        add(&t, "<fact path='text.f%d' type='string'/>", i);
    }
    add(&t, "</vocabulary>");
    return t.bytes;
}

static void
add_rule(struct text *t, const struct bench_rule *r)
{
    static const char *const forms[] = {
        "all { \"flag.f%d\", \"flag.f%d\" }",
        "any { \"flag.f%d\", \"flag.f%d\" }",
        "all { \"flag.f%d\", no { \"flag.f%d\" } }",
        "any { \"flag.f%d\", no { \"flag.f%d\" } }"};

    switch (r->kind) {
    case 0:
        if (r->form < 2)
            add(t, forms[r->form], r->fact, r->other);
        else
            add(t, forms[r->form], r->fact, r->other);
        break;
    case 1:
        add(t, "one_of(\"word.f%d\", { ", r->fact);
        for (int v = 0; v < 10; v++)
            if (r->threshold >> v & 1)
                add(t, "\"w%d\", ", v);
        add(t, "})");
        break;
    case 2:
        add(t, "within(\"date.f%d\", \"%dd\")", r->fact, r->threshold);
        break;
    case 3:
        add(t, "each \"list.f%d\" { ge(\".n\", %d) }", r->fact, r->threshold);
        break;
    default:
        add(t, "starts_with(\"text.f%d\", \"r%d\")", r->fact, r->threshold);
        break;
    }
}

char *
bench_check_text(size_t first, size_t count)
{
    struct text t = begin();

    for (size_t i = first; i < first + count; i++) {
        struct bench_rule rule = bench_rule(i);

        add(&t, "check \"b.%zu.customer\" { ", i);
        add_rule(&t, &rule);
        add(&t, " }\n");
    }
    return t.bytes;
}

char *
bench_function_text(size_t first, size_t count)
{
    static const char *const forms[] = {
        "c.get \"flag.f%d\" and c.get \"flag.f%d\"",
        "c.get \"flag.f%d\" or c.get \"flag.f%d\"",
        "c.get \"flag.f%d\" and not c.get \"flag.f%d\"",
        "c.get \"flag.f%d\" or not c.get \"flag.f%d\""};
    struct text t = begin();

    for (size_t i = first; i < first + count; i++) {
        struct bench_rule r = bench_rule(i);

        add(&t, "check \"b.%zu.customer\" (function (c) ", i);
        switch (r.kind) {
        case 0:
            add(&t, "return ");
            add(&t, forms[r.form], r.fact, r.other);
            break;
        case 1:
            add(&t, "local w = c.get \"word.f%d\" return ", r.fact);
            for (int v = 0, any = 0; v < 10; v++)
                if (r.threshold >> v & 1)
                    add(&t, "%sw == \"w%d\"", any++ ? " or " : "", v);
            break;
        case 2:
            add(&t, "return c.days_since(c.get \"date.f%d\") <= %d", r.fact,
                r.threshold);
            break;
        case 3:
            add(&t, "for _, e in ipairs(c.list \"list.f%d\") do if e.n < %d "
                    "then return false end end return true", r.fact,
                r.threshold);
            break;
        default:
            add(&t, "return c.get(\"text.f%d\"):sub(1, %d) == \"r%d\"", r.fact,
                1 + snprintf(NULL, 0, "%d", r.threshold), r.threshold);
            break;
        }
        add(&t, " end)\n");
    }
    return t.bytes;
}

char *
bench_lua_text(size_t first, size_t count)
{
    static const char *const forms[] = {
        "f.flag[%d] and f.flag[%d]", "f.flag[%d] or f.flag[%d]",
        "f.flag[%d] and not f.flag[%d]", "f.flag[%d] or not f.flag[%d]"};
    struct text t = begin();

    add(&t, "local sub, as_of = string.sub, %d\nlocal r = ...\n", BENCH_AS_OF);
    for (size_t i = first; i < first + count; i++) {
        struct bench_rule r = bench_rule(i);

        add(&t, "r[%zu] = function (f) ", i - first + 1);
        switch (r.kind) {
        case 0:
            add(&t, "return ");
            add(&t, forms[r.form], r.fact + 1, r.other + 1);
            break;
        case 1:
            add(&t, "local w = f.word[%d] return ", r.fact + 1);
            for (int v = 0, any = 0; v < 10; v++)
                if (r.threshold >> v & 1)
                    add(&t, "%sw == \"w%d\"", any++ ? " or " : "", v);
            break;
        case 2:
            add(&t, "return as_of - f.date[%d] <= %d", r.fact + 1,
                r.threshold);
            break;
        case 3:
            add(&t, "for _, e in ipairs(f.list[%d]) do if e.n < %d then "
                    "return false end end return true", r.fact + 1,
                r.threshold);
            break;
        default:
            add(&t, "return sub(f.text[%d], 1, %d) == \"r%d\"", r.fact + 1,
                1 + snprintf(NULL, 0, "%d", r.threshold), r.threshold);
            break;
        }
        add(&t, " end\n");
    }
    return t.bytes;
}

static void
comma(struct text *t, int *any)
{
    add(t, "%s", (*any)++ ? ", " : "");
}

char *
bench_system_text(const struct bench_system *s, size_t number)
{
    struct text t = begin();
    char day[11];
    int any = 0;

    add(&t, "{\"format\": \"libfisc-system/1\", \"id\": \"s%zu\", \"parties\": "
            "[{\"id\": \"bank\", \"roles\": [\"customer\"]}],\n\"flag\": {",
        number);
    for (int i = 0; i < BENCH_FACTS; i++)
        if (s->flag[i] >= 0) {
            comma(&t, &any);
            add(&t, "\"f%d\": %s", i, s->flag[i] ? "true" : "false");
        }
    add(&t, "},\n\"word\": {");
    any = 0;
    for (int i = 0; i < BENCH_FACTS; i++)
        if (s->word[i] >= 0) {
            comma(&t, &any);
            add(&t, "\"f%d\": \"w%d\"", i, s->word[i]);
        }
    add(&t, "},\n\"date\": {");
    any = 0;
    for (int i = 0; i < BENCH_FACTS; i++)
        if (s->date[i] >= 0) {
            comma(&t, &any);
            fisc_date_format(s->date[i], day);
            add(&t, "\"f%d\": \"%s\"", i, day);
        }
    add(&t, "},\n\"list\": {");
    any = 0;
    for (int i = 0; i < BENCH_FACTS; i++)
        if (!s->list_missing[i]) {
            comma(&t, &any);
            add(&t, "\"f%d\": [", i);
            for (int j = 0; j < BENCH_ITEMS; j++)
                add(&t, "%s{\"id\": \"i%d\", \"n\": %d}", j ? ", " : "", j,
                    s->item[i][j]);
            add(&t, "]");
        }
    add(&t, "},\n\"text\": {");
    any = 0;
    for (int i = 0; i < BENCH_FACTS; i++)
        if (s->text[i] >= 0) {
            comma(&t, &any);
            add(&t, "\"f%d\": \"r%d\"", i, s->text[i]);
        }
    add(&t, "}}\n");
    return t.bytes;
}

double
bench_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int
by_number(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double
bench_median(double *numbers, size_t count)
{
    qsort(numbers, count, sizeof *numbers, by_number);
    return numbers[count / 2];
}
