/* SPDX-License-Identifier: MIT */
/* An allocator that counts, checks sizes and fails when it is told to. */

#include "support/failing.h"

#include <check.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The size stands before each block, so that a wrong old_size is noticed. */
struct header {
    size_t size;
    size_t unused;
};

static void
release(struct failing *failing, struct header *header, size_t old_size)
{
    /* Not ck_assert: it writes to a pipe each time, also where it holds. */
    if (header->size != old_size)
        ck_abort_msg("a block of %zu bytes is given back as %zu",
                     header->size, old_size);
    failing->held -= header->size;
    failing->blocks--;
    free(header);
}

void *
failing_alloc(void *data, void *block, size_t old_size, size_t new_size)
{
    struct failing *failing = data;
    struct header *old = block ? (struct header *)block - 1 : NULL;
    struct header *header;

    if (new_size == 0) {
        if (old)
            release(failing, old, old_size);
        return NULL;
    }
    failing->calls++;
    if (failing->fail_at && (failing->calls == failing->fail_at ||
                             (failing->from_then_on &&
                              failing->calls > failing->fail_at)))
        return NULL;
    if (new_size > SIZE_MAX / 2)
        return NULL; /* as malloc() does */
    /* Always a new place, so that a stale pointer is noticed. */
    header = malloc(sizeof *header + new_size);
    if (!header)
        ck_abort_msg("the test itself has no memory");
    header->size = new_size;
    if (old) {
        memcpy(header + 1, block, old->size < new_size ? old->size : new_size);
        release(failing, old, old_size);
    }
    failing->held += new_size;
    if (failing->held > failing->peak)
        failing->peak = failing->held;
    failing->blocks++;
    return header + 1;
}

static enum fisc_status
attempt(enum fisc_status (*work)(struct fisc_context *, void *), void *data,
        struct failing *failing)
{
    struct fisc_context_options options = {
        .size = sizeof options, .alloc = failing_alloc, .alloc_data = failing};
    struct fisc_context *context;
    enum fisc_status status = fisc_context_new(&options, &context, NULL);

    if (status == FISC_OK) {
        status = work(context, data);
        fisc_context_unref(context);
    }
    ck_assert_msg(failing->blocks == 0 && failing->held == 0,
                  "allocation %zu failed (%s): %zu blocks leaked",
                  failing->fail_at,
                  failing->from_then_on ? "from then on" : "once",
                  failing->blocks);
    return status;
}

size_t
failing_try(enum fisc_status (*work)(struct fisc_context *context, void *data),
            void *data, size_t step)
{
    struct failing count = {0};
    size_t tried = 0;

    ck_assert_int_eq(attempt(work, data, &count), FISC_OK);
    for (size_t at = 1; at <= count.calls; at += step)
        for (int from_then_on = 0; from_then_on < 2; from_then_on++) {
            struct failing failing = {.fail_at = at,
                                      .from_then_on = from_then_on};
            enum fisc_status status = attempt(work, data, &failing);

            /* A failure that was outlived (Lua collects and asks again). */
            ck_assert_msg(status == FISC_ERR_NOMEM ||
                              (status == FISC_OK && !from_then_on),
                          "allocation %zu of %zu failed %s: status %d", at,
                          count.calls, from_then_on ? "for good" : "once",
                          (int)status);
            tried++;
        }
    return tried;
}
