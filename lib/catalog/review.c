/* SPDX-License-Identifier: MIT */
/* What is odd in a catalog but doesn't stop it from being used. */

#include <string.h>

#include "catalog/reader.h"

/*
 * Ids that a link can point to: of anything in the document. Most links lead
 * to a resource; the others are only gathered for one that doesn't.
 */
struct targets {
    struct fisc__names names;
    struct fisc__arena arena;
    const struct fisc__xml *root;
    bool whole; /* names are those of the whole document */
};

static bool
targets_collect(struct targets *targets, const struct fisc__xml *element)
{
    const struct fisc__xml *child = fisc__xml_element(element->first);

    for (; child; child = fisc__xml_element(child->next)) {
        const char *id = fisc__xml_attribute(child, "id");

        if (!id)
            id = fisc__xml_attribute(child, "uuid");
        if (id && !fisc__names_add(&targets->names, id, strlen(id)))
            return false;
        if (!targets_collect(targets, child))
            return false;
    }
    return true;
}

static bool
targets_begin(struct targets *targets, const struct fisc_catalog *catalog)
{
    for (size_t i = 0; i < catalog->resource_count; i++) {
        const char *uuid = catalog->resources[i].uuid;

        if (uuid[0] && !fisc__names_add(&targets->names, uuid, strlen(uuid)))
            return false;
    }
    return true;
}

/* Does a link lead somewhere? False with *failed where memory is short. */
static bool
targets_have(struct targets *targets, const char *id, bool *failed)
{
    size_t length = strlen(id);

    if (fisc__names_find(&targets->names, id, length))
        return true;
    if (targets->whole)
        return false;
    if (!targets_collect(targets, targets->root)) {
        *failed = true;
        return false;
    }
    targets->whole = true;
    return fisc__names_find(&targets->names, id, length) != 0;
}

static enum fisc_status
review_links(struct fisc__reader *reader, struct targets *targets,
             const struct fisc__links *links, const struct fisc__place *place,
             const char *item)
{
    enum fisc_status status = FISC_OK;

    /* A profile may leave out what a link leads to. */
    if (reader->overlay.file)
        return FISC_OK;
    for (size_t i = 0; i < links->count && status == FISC_OK; i++) {
        const char *href = links->list[i].href;
        bool failed = false;

        if (href[0] != '#' || targets_have(targets, href + 1, &failed))
            continue;
        if (failed)
            return fisc__error_nomem(reader->reterr);
        status = fisc__reader_remark(
            reader, FISC_LOG_WARNING, place, "dangling-link", item,
            "リンク \"%s\" の先がこの文書にない",
            "the link to \"%s\" leads nowhere in this document", href);
    }
    return status;
}

enum what { TITLE, TEXT, MESSAGE, LABEL };

/* What is said of a text that is not given in that language. */
static const struct fisc__text not_given[][2] = {
    [TITLE] = {{"題が日本語で書かれていない",
                "the title is not given in Japanese"},
               {"題が英語で書かれていない",
                "the title is not given in English"}},
    [TEXT] = {{"文が日本語で書かれていない",
               "the text is not given in Japanese"},
              {"文が英語で書かれていない",
               "the text is not given in English"}},
    [MESSAGE] = {{"不適合のときの文が日本語で書かれていない",
                  "the message of a fail is not given in Japanese"},
                 {"不適合のときの文が英語で書かれていない",
                  "the message of a fail is not given in English"}},
    [LABEL] = {{"名前が日本語で書かれていない",
                "the label is not given in Japanese"},
               {"名前が英語で書かれていない",
                "the label is not given in English"}},
};

/* A text in one language only, of a catalog that is meant to have both. */
static enum fisc_status
review_text(struct fisc__reader *reader, const struct fisc__text *text,
            const struct fisc__place *place, const char *item, enum what what)
{
    if (!text->ja == !text->en)
        return FISC_OK;
    return fisc__reader_say(reader, FISC_LOG_WARNING, place,
                            "missing-language", item,
                            not_given[what][text->ja ? FISC_LANGUAGE_EN
                                                     : FISC_LANGUAGE_JA]);
}

static const char *
last_segment(const char *key)
{
    const char *dot = strrchr(key, '.');

    return dot ? dot + 1 : key;
}

static enum fisc_status
review_bearer(struct fisc__reader *reader, const struct fisc__clause *clause)
{
    const char *bearer = fisc_role_name(clause->bearer);

    if (!fisc__props_get(&clause->props, FISC__PROP_NS, "bearer"))
        return fisc__reader_remark(reader, FISC_LOG_WARNING, &clause->place,
                                   "missing-bearer", clause->key,
                                   "負う者が書かれていない。利用者が負うものとする",
                                   "the clause names no bearer; the customer "
                                   "is taken to owe it");
    if (strcmp(last_segment(clause->key), bearer) != 0)
        return fisc__reader_remark(reader, FISC_LOG_WARNING, &clause->place,
                                   "key-without-role", clause->key,
                                   "負う者は %s だが、id の終わりが \".%s\" でない",
                                   "the clause is owed by the %s, but its id "
                                   "doesn't end in \".%s\"", bearer, bearer);
    return FISC_OK;
}

/* Our names without our namespace are OSCAL's, and mean nothing there. */
static enum fisc_status
review_props(struct fisc__reader *reader, const struct fisc__props *props,
             const char *item)
{
    static const char *const names[] = {"bearer", "level", "title-en",
                                        "title-ja", "text-en", "text-ja",
                                        "fail-en", "fail-ja",
                                        "responsibility"};
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < props->count; i++)
        for (size_t j = 0; j < sizeof names / sizeof *names; j++)
            if (status == FISC_OK && props->list[i].ns[0] == '\0' &&
                strcmp(props->list[i].name, names[j]) == 0)
                status = fisc__reader_remark(
                    reader, FISC_LOG_WARNING, &props->list[i].place,
                    "prop-without-namespace", item,
                    "prop \"%s\" に ns=\"%s\" がなく、読まれない",
                    "the prop \"%s\" has no ns=\"%s\" and is not read",
                    names[j], FISC__PROP_NS);
    return status;
}

static size_t
first_segment(const char *id)
{
    return strcspn(id, ".");
}

/* Is it the id of something that this catalog would have? */
static bool
is_missing(const struct fisc__reader *reader, const char *item,
           const char *id)
{
    size_t length = first_segment(item);

    /* A profile may leave out what is referred to. */
    return !reader->overlay.file && first_segment(id) == length &&
           strncmp(id, item, length) == 0 &&
           !fisc_catalog__control(reader->catalog, id) &&
           !fisc_catalog__clause(reader->catalog, id);
}

/*
 * References of the source's text. Where they lead nowhere in the source the
 * prop says so, and whoever reads the policy should know.
 */
static enum fisc_status
review_references(struct fisc__reader *reader, const struct fisc__props *props,
                  const char *item)
{
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < props->count && status == FISC_OK; i++) {
        const struct fisc__prop *prop = &props->list[i];

        if (strcmp(prop->ns, FISC__PROP_NS) != 0)
            continue;
        if (strcmp(prop->name, "unresolved-reference") == 0)
            status = fisc__reader_remark(
                reader, FISC_LOG_INFO, &prop->place, "unresolved-reference",
                item, "原典が参照する \"%s\" は原典にない",
                "the source refers to \"%s\", which it does not have",
                prop->value);
        else if (strcmp(prop->name, "refers-to") == 0 &&
                 is_missing(reader, item, prop->value))
            status = fisc__reader_remark(
                reader, FISC_LOG_WARNING, &prop->place, "dangling-reference",
                item, "参照する \"%s\" はこのカタログにない",
                "it refers to \"%s\", which is not in this catalog",
                prop->value);
    }
    return status;
}

static enum fisc_status
review_clause(struct fisc__reader *reader, struct targets *targets,
              const struct fisc__clause *clause)
{
    enum fisc_status status = review_bearer(reader, clause);

    if (status == FISC_OK)
        status = review_props(reader, &clause->props, clause->key);
    if (status == FISC_OK)
        status = review_references(reader, &clause->props, clause->key);
    if (status == FISC_OK)
        status = review_text(reader, &clause->title, &clause->place,
                             clause->key, TITLE);
    if (status == FISC_OK)
        status = review_text(reader, &clause->text, &clause->place,
                             clause->key, TEXT);
    if (status == FISC_OK)
        status = review_text(reader, &clause->fail, &clause->place,
                             clause->key, MESSAGE);
    if (status == FISC_OK)
        status = review_links(reader, targets, &clause->links, &clause->place,
                              clause->key);
    return status;
}

static enum fisc_status
review_responsibility(struct fisc__reader *reader,
                      const struct fisc__control *control)
{
    const char *value = fisc__props_get(&control->props, FISC__PROP_NS,
                                        "responsibility");

    if (!value || strcmp(value, "customer") == 0 ||
        strcmp(value, "provider") == 0 || strcmp(value, "shared") == 0)
        return FISC_OK;
    return fisc__reader_remark(reader, FISC_LOG_WARNING, &control->place,
                               "unknown-responsibility", control->id,
                               "責任 \"%s\" は customer、provider、shared の"
                               "どれでもない",
                               "the responsibility \"%s\" is none of customer, "
                               "provider and shared", value);
}

/* Some sources print a label twice; that isn't their reader's mistake. */
static enum fisc_status
review_label(struct fisc__reader *reader, const struct fisc__control *control)
{
    const struct fisc__index_label *label;
    bool is_short = false;

    if (control->label[0] == '\0')
        return FISC_OK;
    label = fisc__index_label(reader->catalog->index, control->label,
                              &is_short);
    if (is_short)
        return fisc__error_nomem(reader->reterr);
    if (!label || !label->several || label->control == control->index)
        return FISC_OK;
    return fisc__reader_remark(
        reader, FISC_LOG_INFO, &control->place, "ambiguous-label", control->id,
        "番号 \"%s\" は \"%s\" の番号でもある",
        "the label \"%s\" is also that of \"%s\"", control->label,
        reader->catalog->controls[label->control]->id);
}

static enum fisc_status
review_control(struct fisc__reader *reader, struct targets *targets,
               const struct fisc__control *control)
{
    enum fisc_status status =
        review_text(reader, &control->title, &control->place, control->id,
                    TITLE);

    if (status == FISC_OK)
        status = review_props(reader, &control->props, control->id);
    if (status == FISC_OK)
        status = review_references(reader, &control->props, control->id);
    if (status == FISC_OK)
        status = review_responsibility(reader, control);
    if (status == FISC_OK)
        status = review_label(reader, control);
    if (status == FISC_OK)
        status = review_links(reader, targets, &control->links,
                              &control->place, control->id);
    for (size_t i = 0; i < control->clause_count && status == FISC_OK; i++)
        status = review_clause(reader, targets, control->clauses[i]);
    return status;
}

static enum fisc_status
review_param(struct fisc__reader *reader, const struct fisc__param *param)
{
    enum fisc_status status = review_text(reader, &param->label, &param->place,
                                          param->id, LABEL);

    if (status == FISC_OK && param->type[0] == '\0')
        status = fisc__reader_remark(reader, FISC_LOG_WARNING, &param->place,
                                     "missing-type", param->id,
                                     "パラメータに型がない。値は文字列とみなす",
                                     "the param has no type; its value is "
                                     "taken as a string");
    if (status == FISC_OK && param->value_count > 0 &&
        (param->owner[0] == '\0' ||
         (!param->reason.ja && !param->reason.en)))
        status = fisc__reader_say(
            reader, FISC_LOG_WARNING, &param->place, "missing-owner",
            param->id,
            param->owner[0]
                ? (struct fisc__text){"値に理由が書かれていない",
                                      "the value has no reason"}
                : (struct fisc__text){"値を決めた者が書かれていない",
                                      "the value has no owner"});
    return status;
}

static enum fisc_status
review_all(struct fisc__reader *reader, struct targets *targets)
{
    const struct fisc_catalog *catalog = reader->catalog;
    enum fisc_status status = FISC_OK;

    for (size_t i = 0; i < catalog->group_count && status == FISC_OK; i++)
        status = review_text(reader, &catalog->groups[i]->title,
                             &catalog->groups[i]->place,
                             catalog->groups[i]->id, TITLE);
    for (size_t i = 0; i < catalog->param_count && status == FISC_OK; i++)
        status = review_param(reader, catalog->params[i]);
    for (size_t i = 0; i < catalog->control_count && status == FISC_OK; i++)
        status = review_control(reader, targets, catalog->controls[i]);
    return status;
}

enum fisc_status
fisc__catalog_review(struct fisc__reader *reader, const struct fisc__xml *root)
{
    struct targets targets = {.root = root};
    enum fisc_status status;

    if (!reader->catalog->ours)
        return FISC_OK;
    fisc__arena_init(&targets.arena, reader->context);
    fisc__names_init(&targets.names, reader->context, &targets.arena, NULL);
    if (targets_begin(&targets, reader->catalog))
        status = review_all(reader, &targets);
    else
        status = fisc__error_nomem(reader->reterr);
    fisc__names_done(&targets.names);
    fisc__arena_done(&targets.arena);
    return status;
}
