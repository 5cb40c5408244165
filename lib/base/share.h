/* SPDX-License-Identifier: MIT */
#ifndef BASE_SHARE_H
#define BASE_SHARE_H

/*
 * What an atomic operation hands from one thread to another, said to helgrind,
 * which knows locks but not the order that atomics give. Nothing in a build
 * without -Dhelgrind=true, where nothing has to be said: ThreadSanitizer and
 * the language know.
 */

#ifdef FISC_HELGRIND

#include <valgrind/helgrind.h>

/* What this thread did so far is known to whoever takes this. */
#define FISC__GIVE(address) ANNOTATE_HAPPENS_BEFORE(address)
#define FISC__TAKE(address) ANNOTATE_HAPPENS_AFTER(address)
/* Reads and writes of these bytes are atomic. */
#define FISC__ATOMIC(address, size) VALGRIND_HG_DISABLE_CHECKING(address, size)

#else

#define FISC__GIVE(address) ((void)0)
#define FISC__TAKE(address) ((void)0)
#define FISC__ATOMIC(address, size) ((void)0)

#endif

#include <stdatomic.h>
#include <stdbool.h>

/* Drops a reference: true for the last, whose holder ends the object. */
static inline bool
fisc__drop(atomic_uint *references)
{
    FISC__GIVE(references);
    if (atomic_fetch_sub_explicit(references, 1, memory_order_acq_rel) != 1)
        return false;
    FISC__TAKE(references);
    return true;
}

#endif
