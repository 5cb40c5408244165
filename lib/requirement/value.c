/* SPDX-License-Identifier: MIT */
/* The names of the states of an unknown. */

#include "requirement/value.h"

const char *
fisc__state_name(enum fisc__state state)
{
    static const char *const names[] = {
        "known", "unset", "absent", "stated", "incomplete", "undated",
        "future", "unconfirmed", "stale", "unanswered"};

    return names[state];
}
