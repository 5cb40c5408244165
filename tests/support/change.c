/* SPDX-License-Identifier: MIT */
/* Changes to a description in JSON, as cases write them down. */

#include "support/change.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

/* Where the next step of a path leads; *step is moved behind it. */
static json_t *
step_into(json_t *at, const char **step, char name[64])
{
    const char *start = *step + (**step == '[' || **step == '.');
    size_t length = strcspn(start, **step == '[' ? "]" : ".[");
    size_t index;
    json_t *item, *items;

    snprintf(name, 64, "%.*s", (int)length, start);
    if (**step != '[') {
        *step = start + length;
        return json_object_get(at, name);
    }
    *step = start + length + 1;
    items = json_is_array(at) ? at : json_object_get(at, "items");
    json_array_foreach(items, index, item)
        if (strcmp(json_string_value(json_object_get(item, "id")), name) == 0)
            return item;
    ck_abort_msg("no element %s", name);
    return NULL;
}

void
apply_change(json_t *root, char *change)
{
    const char *step = change + (strncmp(change, "- ", 2) == 0 ? 2 : 0);
    char *equals = strstr(change, " = ");
    json_t *at = root, *next;
    char name[64];

    if (equals)
        *equals = '\0';
    while (next = step_into(at, &step, name), *step) {
        if (!next)
            json_object_set_new(at, name, next = json_object());
        at = next;
    }
    if (equals) {
        json_error_t error;
        json_t *value = json_loads(equals + 3, JSON_DECODE_ANY, &error);

        ck_assert_msg(value != NULL, "%s: %s", change, error.text);
        ck_assert_int_eq(json_object_set_new(at, name, value), 0);
    } else {
        ck_assert_msg(json_object_del(at, name) == 0, "nothing at %s", change);
    }
}

void
apply_changes(json_t *root, char *changes)
{
    char *start = changes, *p = changes;

    for (int quoted = 0;; p++) {
        int last = *p == '\0';

        quoted ^= *p == '"';
        if (!last && (*p != ';' || quoted))
            continue;
        *p = '\0';
        start += strspn(start, " ");
        if (*start)
            apply_change(root, start);
        if (last)
            return;
        start = p + 1;
    }
}
