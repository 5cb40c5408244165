/* SPDX-License-Identifier: MIT */
/* Target: printed labels, folded and looked up. */

#include <stdlib.h>
#include <string.h>

#include "base/label.h"
#include "base/utf8.h"
#include "walk.h"

/* Several spellings, one label twice, and one that is an id as well. */
static const char catalog_text[] =
    "<catalog xmlns='http://csrc.nist.gov/ns/oscal/1.0'>"
    "<metadata><title>t</title></metadata>"
    "<control id='a.f7'><title>7</title>"
    "<prop name='label' value='\xe8\xa8\xad" "7'/></control>"
    "<control id='a.o109'><title>109</title>"
    "<prop name='label' value='\xe9\x81\x8b" "109 (11)'/></control>"
    "<control id='a.t-1'><title>1</title>"
    "<prop name='label' value='A-1'/></control>"
    "<control id='a.t-2'><title>2</title>"
    "<prop name='label' value='A\xe2\x88\x92" "1'/></control>"
    "<control id='b'><title>b</title><prop name='label' value='a.f7'/>"
    "</control></catalog>";

static struct fisc_catalog *catalog;

enum { LONGEST = 64 }; /* as the fuzzer's; all of that length can be folded */

/* A folded text folds to itself, else labels would depend on who wrote them. */
static enum fisc_status
fold(struct fisc_context *context, const char *label)
{
    struct fisc__buffer once, twice;
    bool folded, valid = fisc__utf8_check(label, strlen(label)) ==
                         strlen(label);
    enum fisc_status status = FISC_OK;

    fisc__buffer_init(&once, context);
    fisc__buffer_init(&twice, context);
    folded = fisc__label_fold(&once, label);
    if (once.failed) {
        status = FISC_ERR_NOMEM;
    } else {
        FUZZ_HOLDS(folded == valid || strlen(label) > LONGEST);
        if (folded && !fisc__label_fold(&twice, fisc__buffer_text(&once)))
            status = FISC_ERR_NOMEM;
        if (twice.failed)
            status = FISC_ERR_NOMEM;
        else if (folded)
            FUZZ_HOLDS(strcmp(fisc__buffer_text(&once),
                              fisc__buffer_text(&twice)) == 0);
    }
    fisc__buffer_done(&once);
    fisc__buffer_done(&twice);
    return status;
}

/* What is found by its label is found again by its id. */
static enum fisc_status
look_up(const char *label)
{
    struct fisc_control_info control = {.size = sizeof control};
    size_t found, same, count = fisc_catalog_control_count(catalog);
    enum fisc_status status = fisc_catalog_find_control(catalog, label,
                                                        &found);

    if (status == FISC_OK) {
        FUZZ_HOLDS(found < count);
        FUZZ_HOLDS(fisc_catalog_control(catalog, found, &control) == FISC_OK);
        FUZZ_HOLDS(strcmp(control.id, label) == 0 ||
                   fisc_catalog_next_labelled(catalog, label, found, &same) !=
                       FISC_OK ||
                   same == found);
    }
    if (status == FISC_ERR_NOMEM)
        return status;
    status = FISC_OK;
    for (size_t from = 0; status == FISC_OK; from = found + 1) {
        FUZZ_HOLDS(from <= count);
        status = fisc_catalog_next_labelled(catalog, label, from, &found);
    }
    return status == FISC_ERR_NOMEM ? status : FISC_OK;
}

void
fuzz_prepare(struct fisc_context *context)
{
    FUZZ_HOLDS(fisc_catalog_parse(context, "label.xml", catalog_text,
                                  sizeof catalog_text - 1, &catalog, NULL) ==
               FISC_OK);
}

enum fisc_status
fuzz_one(struct fisc_context *context, const char *text, size_t length)
{
    char *label = malloc(length + 1);
    enum fisc_status status;

    FUZZ_HOLDS(label != NULL);
    memcpy(label, length ? text : "", length);
    label[length] = '\0';
    status = fold(context, label);
    if (status == FISC_OK)
        status = look_up(label);
    free(label);
    return status;
}
