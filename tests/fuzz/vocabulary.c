/* SPDX-License-Identifier: MIT */
/* Target: vocabulary XML. */

#include <string.h>

#include "vocabulary/vocabulary.h"
#include "walk.h"
#include "xml/xml.h"

/* Every path is found again, and one that is misspelt has a nearest one. */
static void
walk_words(const struct fisc__vocabulary *vocabulary)
{
    for (size_t i = 0; i < vocabulary->count; i++) {
        const struct fisc__definition *definition =
            vocabulary->definitions[i];
        struct fisc_fact_info info = {.size = sizeof info};
        const struct fisc__word *word;
        const char *nearest;

        FUZZ_HOLDS(fisc__definition_info(definition, &info) == FISC_OK);
        fuzz_string(info.path);
        fuzz_string(info.unit);
        fuzz_string(info.max_age);
        word = fisc__word_find(&vocabulary->root, info.path);
        FUZZ_HOLDS(word != NULL && word->definition == definition);
        for (size_t j = 0; j < definition->value_count; j++)
            FUZZ_HOLDS(fisc__definition_rank(definition,
                                             definition->values[j].name) ==
                       (int)j);
        nearest = fisc__vocabulary_nearest(vocabulary, info.path + 1);
        if (nearest)
            fuzz_string(nearest);
    }
}

enum fisc_status
fuzz_one(struct fisc_context *context, const char *text, size_t length)
{
    struct fisc__vocabulary vocabulary;
    struct fisc__arena arena;
    struct fisc__xml *root;
    struct fisc_error error;
    enum fisc_status status;

    fisc__arena_init(&arena, context);
    status = fisc__vocabulary_init(&vocabulary, &arena, &error);
    if (status == FISC_OK) {
        status = fisc__xml_parse(&arena, "vocabulary.xml", text, length, &root,
                                 &error);
        if (status == FISC_OK)
            status = fisc__vocabulary_read(&vocabulary, root, &error);
        if (status == FISC_OK)
            walk_words(&vocabulary);
        fisc__vocabulary_done(&vocabulary);
    }
    fisc__arena_done(&arena);
    return status == FISC_OK ? status : fuzz_error(status, &error);
}
