/* SPDX-License-Identifier: MIT */
/* What kind of document this is, told from its root. */

#include <string.h>

#include "catalog/reader.h"

struct kind {
    const char *ns;
    const char *root;
    const char *words; /* "an OSCAL profile" */
};

static const struct kind kinds[] = {
    {FISC__OSCAL_NS, "catalog", "an OSCAL catalog"},
    {FISC__OSCAL_NS, "profile", "an OSCAL profile"},
    {FISC__OSCAL_NS, "system-security-plan",
     "an OSCAL system security plan (SSP)"},
    {FISC__OSCAL_NS, "component-definition", "an OSCAL component definition"},
    {FISC__OSCAL_NS, "assessment-plan", "an OSCAL assessment plan"},
    {FISC__OSCAL_NS, "assessment-results", "OSCAL assessment results"},
    {FISC__OSCAL_NS, "plan-of-action-and-milestones",
     "an OSCAL plan of action and milestones (POA&M)"},
    {FISC__OSCAL_NS, "mapping-collection", "an OSCAL control mapping"},
    {"urn:libfisc:policy:1", "policy", "a policy manifest of libfisc"},
    {"urn:libfisc:vocabulary:1", "vocabulary", "a vocabulary of libfisc"},
    {"urn:libfisc:system:1", "system", "a system description of libfisc"},
    {"urn:libfisc:waivers:1", "waivers", "waivers of libfisc"},
};

static const struct kind *
kind_of(const struct fisc__xml *root)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].ns, root->ns) == 0 &&
            strcmp(kinds[i].root, root->name) == 0)
            return &kinds[i];
    return NULL;
}

enum fisc_status
fisc__oscal_expect(const struct fisc__xml *root, const char *wanted,
                   struct fisc_error *reterr)
{
    const struct kind *kind = kind_of(root);

    if (fisc__xml_is(root, FISC__OSCAL_NS, wanted))
        return FISC_OK;
    if (kind)
        return fisc__error(reterr, FISC_ERR_UNSUPPORTED, &root->place,
                           "this is %s, not an OSCAL %s", kind->words, wanted);
    if (strcmp(root->name, wanted) == 0)
        return fisc__error(reterr, FISC_ERR_INVALID, &root->place,
                           "<%s> is in the namespace \"%s\"; OSCAL's is \"%s\"",
                           root->name, root->ns, FISC__OSCAL_NS);
    return fisc__error(reterr, FISC_ERR_INVALID, &root->place,
                       "not an OSCAL %s: the root element is <%s>", wanted,
                       root->name);
}

enum fisc_status
fisc__oscal_language(const struct fisc__xml *root, enum fisc_language *ret,
                     struct fisc_error *reterr)
{
    const struct fisc__xml *metadata = fisc__xml_child(root, "metadata");
    const char *language =
        metadata ? fisc__oscal_prop(metadata, "language") : NULL;

    if (!language)
        return FISC_OK;
    if (strcmp(language, "ja") != 0 && strcmp(language, "en") != 0)
        return fisc__error(reterr, FISC_ERR_INVALID, &metadata->place,
                           "the prop \"language\" is \"%s\"; it can be \"ja\" "
                           "or \"en\"", language);
    *ret = language[0] == 'j' ? FISC_LANGUAGE_JA : FISC_LANGUAGE_EN;
    return FISC_OK;
}
