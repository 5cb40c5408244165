/* SPDX-License-Identifier: MIT */
/* The version, and the names of statuses. */

#include <fisc/base.h>

const char *
fisc_version(void)
{
    return FISC_VERSION_TEXT;
}

const char *
fisc_status_name(enum fisc_status status)
{
    switch (status) {
    case FISC_OK:
        return "success";
    case FISC_ERR_NOMEM:
        return "out of memory";
    case FISC_ERR_SYNTAX:
        return "not well-formed";
    case FISC_ERR_INVALID:
        return "invalid";
    case FISC_ERR_CONFLICT:
        return "conflict";
    case FISC_ERR_LIMIT:
        return "over a limit";
    case FISC_ERR_IO:
        return "input or output failed";
    case FISC_ERR_NOTFOUND:
        return "not found";
    case FISC_ERR_BUDGET:
        return "over budget";
    case FISC_ERR_INTERRUPTED:
        return "interrupted";
    case FISC_ERR_UNSUPPORTED:
        return "unsupported";
    }
    return "unknown status";
}
