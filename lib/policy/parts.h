/* SPDX-License-Identifier: MIT */
#ifndef POLICY_PARTS_H
#define POLICY_PARTS_H

/* The steps by which a policy is put together from its sources. */

#include "policy/policy.h"
#include "policy/source.h"

/* load.c: an empty policy, to be released by fisc_policy_unref(). */
enum fisc_status
fisc__policy_new(struct fisc_context *context, struct fisc_policy **ret,
                 struct fisc_error *reterr);

/* load.c: all vocabularies, in order. */
enum fisc_status
fisc__policy_read_vocabularies(struct fisc_policy *policy,
                               const struct fisc__sources *sources,
                               struct fisc_error *reterr);

/* select.c: the catalogs, as the profiles in force leave them. */
enum fisc_status
fisc__policy_select(struct fisc_policy *policy, struct fisc__sources *sources,
                    struct fisc_error *reterr);

/*
 * link.c: the lists of controls and clauses, and the index of keys, of the
 * catalogs from first_catalog on.
 */
enum fisc_status
fisc__policy_index(struct fisc_policy *policy, struct fisc_error *reterr);

/* params.c: every catalog's params, found by their ids. */
enum fisc_status
fisc__policy_collect_params(struct fisc_policy *policy,
                            struct fisc_error *reterr);

/* params.c: gives a param other values than its catalog does. */
enum fisc_status
fisc__policy_set_param(struct fisc_policy *policy,
                       const struct fisc__param_setting *setting,
                       struct fisc_error *reterr);

/* link.c: clauses get their checks. */
enum fisc_status
fisc__policy_link(struct fisc_policy *policy, struct fisc__sources *sources,
                  struct fisc_error *reterr);

/* link.c: requirements become a graph. */
enum fisc_status
fisc__policy_compile(struct fisc_policy *policy, struct fisc_error *reterr);

/* waivers.c: adds those of a <waivers> document. */
enum fisc_status
fisc__waivers_read(struct fisc_policy *policy, const char *file,
                   const struct fisc__xml *root, struct fisc_error *reterr);

/* waivers.c: no two have one id. */
enum fisc_status
fisc__waivers_check(const struct fisc_policy *policy,
                    struct fisc_error *reterr);

/*
 * facts.c: remarks on facts that no check reads. `mentioned` are the words of
 * the check files that have functions, whose reads only evaluation knows.
 */
enum fisc_status
fisc__policy_review_facts(struct fisc_policy *policy,
                          const struct fisc__names *mentioned,
                          struct fisc_error *reterr);

/* facts.c: adds every word of a check file. */
enum fisc_status
fisc__mentioned_add(struct fisc__names *mentioned, const char *text,
                    size_t length, struct fisc_error *reterr);

/* lint.c: remarks about the whole; puts all remarks in order. */
enum fisc_status
fisc__policy_review(struct fisc_policy *policy,
                    const struct fisc__sources *sources,
                    struct fisc_error *reterr);

#endif
