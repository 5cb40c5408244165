/* SPDX-License-Identifier: MIT */
/* A host with many threads, and one whose threads have small stacks. */

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "evaluate/rig.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif

/* Under helgrind, which is a hundred times slower, a small policy. */
#ifdef FISC_HELGRIND
#define POLICY "policies/fsa-cyber"
#define FIRST POLICY "/tests/base.json"
#define SECOND POLICY "/tests/base.json"
enum { READERS = 8, LOADERS = 2, ROUNDS = 1 };
#else
#define POLICY "policies/fisc8"
#define FIRST POLICY "/examples/internet-banking.json"
#define SECOND POLICY "/examples/card-mixed.xml"
enum { READERS = 8, LOADERS = 2, ROUNDS = 3 };
#endif

static const char *const examples[] = {
    FIRST,
    SECOND,
};

/* What threads share, and what one of them found wrong; no thread of its own
 * may fail a test of Check. */
struct shared {
    struct fisc_policy *policy;
    struct fisc_system *systems[2];
    struct fisc_report *reports[2];
    char *wanted[2];
    char policy_path[1024];
    char system_paths[2][1024];
    const char *wrong;
    pthread_mutex_t lock;
};

static void
set_wrong(struct shared *shared, const char *what)
{
    pthread_mutex_lock(&shared->lock);
    shared->wrong = what;
    pthread_mutex_unlock(&shared->lock);
}

static int
is_as_wanted(const struct fisc_report *report, const char *wanted)
{
    struct fisc_write_options options = {.size = sizeof options,
                                         .format = FISC_FORMAT_JSON};
    size_t length;
    char *json;
    int same;

    if (fisc_report_write_text(report, &options, &json, &length, NULL))
        return 0;
    same = strcmp(json, wanted) == 0;
    fisc_report_free_text(report, json, length);
    return same;
}

/* Evaluates what all share, with an evaluator of its own, and reads a report
 * that all read at once. */
static void *
read_along(void *data)
{
    struct shared *shared = data;
    struct fisc_eval_options options = rig_options();
    struct fisc_evaluator *evaluator = NULL;

    if (fisc_evaluator_new(shared->policy, &evaluator, NULL)) {
        set_wrong(shared, "no evaluator");
        return NULL;
    }
    for (int i = 0; i < ROUNDS * 2; i++) {
        struct fisc_system *system = fisc_system_ref(shared->systems[i % 2]);
        struct fisc_report *report = NULL;

        if (fisc_eval(evaluator, system, &options, &report, NULL) ||
            !is_as_wanted(report, shared->wanted[i % 2]))
            set_wrong(shared, "an evaluation");
        fisc_system_unref(system);
        fisc_report_unref(report);
        report = fisc_report_ref(shared->reports[i % 2]);
        if (!is_as_wanted(report, shared->wanted[i % 2]))
            set_wrong(shared, "a report that is shared");
        fisc_report_unref(report);
    }
    fisc_evaluator_free(evaluator);
    return NULL;
}

/* Loads, evaluates and frees a policy and a description of its own. */
static void *
load_along(void *data)
{
    struct shared *shared = data;
    struct fisc_source source = {sizeof source, shared->policy_path, NULL, 0};
    struct fisc_eval_options options = rig_options();

    for (int i = 0; i < ROUNDS; i++) {
        struct fisc_policy *policy = NULL;
        struct fisc_system *system = NULL;
        struct fisc_evaluator *evaluator = NULL;
        struct fisc_report *report = NULL;

        if (fisc_policy_load(rig_context, &source, 1, &policy, NULL) ||
            fisc_system_load(rig_context, shared->system_paths[i % 2],
                             FISC_SYSTEM_AUTO, &system, NULL) ||
            fisc_evaluator_new(policy, &evaluator, NULL) ||
            fisc_eval(evaluator, system, &options, &report, NULL) ||
            !is_as_wanted(report, shared->wanted[i % 2]))
            set_wrong(shared, "what another thread loaded");
        fisc_policy_unref(policy);
        fisc_system_unref(system);
        fisc_evaluator_free(evaluator);
        fisc_report_unref(report);
    }
    return NULL;
}

static void
set_path(char path[1024], const char *relative)
{
    char *found = source_path(relative);

    strncpy(path, found, 1023);
    path[1023] = '\0';
    free(found);
}

static void
share(struct shared *shared)
{
    memset(shared, 0, sizeof *shared);
    pthread_mutex_init(&shared->lock, NULL);
    set_path(shared->policy_path, POLICY);
    shared->policy = rig_load_policy(rig_context, POLICY);
    for (int i = 0; i < 2; i++) {
        struct fisc_report *report;
        char *json;
        size_t length;

        set_path(shared->system_paths[i], examples[i]);
        shared->systems[i] = rig_load_system(rig_context, examples[i]);
        report = rig_eval(shared->policy, shared->systems[i], NULL);
        json = rig_json(report, &length);
        shared->wanted[i] = strdup(json);
        fisc_report_free_text(report, json, length);
        fisc_report_unref(report);
        /* Not asked for anything yet. */
        shared->reports[i] = rig_eval(shared->policy, shared->systems[i],
                                      NULL);
    }
}

static void
share_no_more(struct shared *shared)
{
    fisc_policy_unref(shared->policy);
    for (int i = 0; i < 2; i++) {
        fisc_system_unref(shared->systems[i]);
        fisc_report_unref(shared->reports[i]);
        free(shared->wanted[i]);
    }
    pthread_mutex_destroy(&shared->lock);
}

START_TEST(threads__share_a_policy_while_others_load_and_free)
{
    pthread_t threads[READERS + LOADERS];
    struct shared shared;

    share(&shared);
    for (int i = 0; i < READERS + LOADERS; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL,
                                        i < READERS ? read_along : load_along,
                                        &shared), 0);
    for (int i = 0; i < READERS + LOADERS; i++)
        pthread_join(threads[i], NULL);
    ck_assert_msg(!shared.wrong, "not as wanted: %s", shared.wrong);
    share_no_more(&shared);
}
END_TEST

/* The last reference may be dropped by any of them. */
static void *
drop(void *data)
{
    struct fisc_report *report = data;

    for (int i = 0; i < 1000; i++)
        fisc_report_unref(fisc_report_ref(report));
    fisc_report_unref(report);
    return NULL;
}

START_TEST(threads__drop_references_in_any_order)
{
    struct fisc_report *report = rig_report(PARTIES ", \"on\": true");
    pthread_t threads[READERS];

    for (int i = 0; i < READERS; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, drop,
                                        fisc_report_ref(report)), 0);
    fisc_report_unref(report);
    for (int i = 0; i < READERS; i++)
        pthread_join(threads[i], NULL);
}
END_TEST

#ifndef FISC_HELGRIND

/* ---- a small stack -------------------------------------------------------*/

/* Everything that a host does, once; returns what was wrong. */
static void *
do_all(void *data)
{
    static const enum fisc_format formats[] = {FISC_FORMAT_JSON,
                                               FISC_FORMAT_TEXT};
    const char *const *paths = data;
    struct fisc_source source = {sizeof source, paths[0], NULL, 0};
    struct fisc_eval_options options = rig_options();
    struct fisc_joined aws = {sizeof aws, "aws", NULL};
    struct fisc_policy *policy = NULL;
    struct fisc_system *system = NULL;
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_report *report = NULL;
    const char *wrong = NULL;

    options.joined = &aws;
    options.joined_count = 1;
    if (fisc_policy_load(rig_context, &source, 1, &policy, NULL) ||
        fisc_system_load(rig_context, paths[1], FISC_SYSTEM_AUTO, &system,
                         NULL) ||
        fisc_system_load(rig_context, paths[2], FISC_SYSTEM_AUTO, &aws.system,
                         NULL) ||
        fisc_evaluator_new(policy, &evaluator, NULL) ||
        fisc_eval(evaluator, system, &options, &report, NULL))
        wrong = "no report";
    for (int i = 0; i < 2 && !wrong; i++) {
        struct fisc_write_options written = {.size = sizeof written,
                                             .format = formats[i],
                                             .details = 1};
        size_t length;
        char *text;

        if (fisc_report_write_text(report, &written, &text, &length, NULL))
            wrong = "no text";
        else
            fisc_report_free_text(report, text, length);
    }
    fisc_policy_unref(policy);
    fisc_system_unref(system);
    fisc_system_unref(aws.system);
    fisc_evaluator_free(evaluator);
    fisc_report_unref(report);
    return (void *)wrong;
}

START_TEST(stack__of_256_KiB_is_enough)
{
#ifdef SANITIZED
    size_t size = 2u << 20; /* a sanitizer's frames are several times larger */
#else
    size_t size = 256u << 10;
#endif
    char *paths[] = {
        source_path("policies/example-bank"),
        source_path(_i ? examples[1] : examples[0]),
        source_path("policies/fisc8/examples/aws-provider.json")};
    pthread_attr_t attributes;
    pthread_t thread;
    void *wrong = NULL;

    pthread_attr_init(&attributes);
    ck_assert_int_eq(pthread_attr_setstacksize(&attributes, size), 0);
    ck_assert_int_eq(pthread_create(&thread, &attributes, do_all, paths), 0);
    pthread_join(thread, &wrong);
    pthread_attr_destroy(&attributes);
    ck_assert_msg(!wrong, "%s", (const char *)wrong);
    for (int i = 0; i < 3; i++)
        free(paths[i]);
}
END_TEST

#endif

int
main(void)
{
    TCase *tests = tcase_create("threads");

    tcase_add_test(tests, threads__share_a_policy_while_others_load_and_free);
    tcase_add_test(tests, threads__drop_references_in_any_order);
#ifndef FISC_HELGRIND
    tcase_add_loop_test(tests, stack__of_256_KiB_is_enough, 0, 2);
#endif
    return rig_main(tests);
}
