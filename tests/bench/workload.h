/* SPDX-License-Identifier: MIT */
#ifndef BENCH_WORKLOAD_H
#define BENCH_WORKLOAD_H

/*
 * The same rules for every contender: N rules over 200 facts of five kinds,
 * and 64 descriptions in rotation. Rule i asks of kind i % 5:
 *   0  two flags, both true (or one of them, or one without the other)
 *   1  a word is one of a set
 *   2  a date is not older than so many days
 *   3  all items of a list have a number of at least so much
 *   4  a string starts with a prefix
 * Paths and thresholds make every rule's root its own.
 */

#include <stddef.h>

enum {
    BENCH_FACTS = 40,   /* of each kind */
    BENCH_SYSTEMS = 64,
    BENCH_ITEMS = 3,    /* of each list */
    BENCH_AS_OF = 20000 /* days since 1970 */
};

/* What one rule asks; unused members are 0. */
struct bench_rule {
    int kind;
    int fact;   /* which fact of that kind */
    int other;  /* kind 0: the second flag */
    int form;   /* kind 0: all, any, first without second */
    int threshold;
    char prefix[8]; /* kind 4: "r<threshold>", */
    size_t length;  /* and its length */
};

struct bench_rule
bench_rule(size_t i);

/* The facts of description s; gaps: every fifth fact is missing. */
struct bench_system {
    signed char flag[BENCH_FACTS]; /* -1: missing; of every kind */
    signed char word[BENCH_FACTS]; /* 0 to 9 */
    int date[BENCH_FACTS];         /* days; -1 */
    signed char item[BENCH_FACTS][BENCH_ITEMS];
    signed char list_missing[BENCH_FACTS];
    int text[BENCH_FACTS];         /* the number in "r<number>"; -1 */
    char written[BENCH_FACTS][8];  /* "r<number>" */
};

void
bench_system(size_t s, int gaps, struct bench_system *ret);

void
bench_set_text(struct bench_system *s, int fact, int number);

/* Rule r on system s by hand: 1, 0, or -1 where it can't be decided. */
int
bench_by_hand(const struct bench_rule *rule, const struct bench_system *s);

/* All of them in one loop, as somebody would write it for its speed. */
void
bench_all_by_hand(const struct bench_rule *rules, size_t count,
                  const struct bench_system *s, signed char *ret);

/* Texts, from malloc. */
char *
bench_catalog_text(size_t rules);

char *
bench_check_text(size_t first, size_t count);

char *
bench_function_text(size_t first, size_t count);

char *
bench_vocabulary_text(void);

char *
bench_system_text(const struct bench_system *system, size_t number);

/* Lua: a function that returns an array of rule functions over a table f. */
char *
bench_lua_text(size_t first, size_t count);

double
bench_now(void); /* µs that pass; bench_cpu() is for one thread */

/* The median of `count` numbers, which get sorted. */
double
bench_median(double *numbers, size_t count);

#endif
