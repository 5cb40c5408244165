/* SPDX-License-Identifier: MIT */
/* Telling what a source is, and refusing what is no part of a policy. */

#include <string.h>

#include "base/nearest.h"
#include "policy/source.h"

#define POLICY_NS "urn:libfisc:policy:1"
#define VOCABULARY_NS "urn:libfisc:vocabulary:1"
#define WAIVERS_NS "urn:libfisc:waivers:1"
#define SYSTEM_NS "urn:libfisc:system:1"

struct known_root {
    const char *ns;
    const char *name;
    enum fisc__source_kind kind;
};

static const struct known_root known_roots[] = {
    {POLICY_NS, "policy", FISC__SOURCE_MANIFEST},
    {VOCABULARY_NS, "vocabulary", FISC__SOURCE_VOCABULARY},
    {FISC__OSCAL_NS, "catalog", FISC__SOURCE_CATALOG},
    {FISC__OSCAL_NS, "profile", FISC__SOURCE_PROFILE},
    {WAIVERS_NS, "waivers", FISC__SOURCE_WAIVERS},
};

/* Documents that somebody may well try, and what to say of them. */
struct other_root {
    const char *ns; /* NULL: any */
    const char *name;
    const char *what;
};

static const struct other_root other_roots[] = {
    {SYSTEM_NS, "system",
     "a system description; it is what a policy is held against, not a part "
     "of one"},
    {FISC__OSCAL_NS, "system-security-plan",
     "an OSCAL system security plan; it describes a system and is no part of "
     "a policy"},
    {FISC__OSCAL_NS, "component-definition",
     "an OSCAL component definition; it describes parts of systems and is no "
     "part of a policy"},
    {FISC__OSCAL_NS, "assessment-plan",
     "an OSCAL assessment plan; it is no part of a policy"},
    {FISC__OSCAL_NS, "assessment-results",
     "OSCAL assessment results; they are no part of a policy"},
    {FISC__OSCAL_NS, "plan-of-action-and-milestones",
     "an OSCAL plan of action and milestones; it is no part of a policy"},
    {FISC__OSCAL_NS, "mapping-collection",
     "an OSCAL control mapping; it is no part of a policy"},
    {NULL, "Benchmark",
     "an XCCDF benchmark; policies are OSCAL catalogs with checks in Lua"},
    {NULL, "html", "a web page; it is no part of a policy"},
};

static bool
has_name(const struct fisc__xml *root, const char *ns, const char *name)
{
    return strcmp(root->name, name) == 0 &&
           (!ns || strcmp(root->ns, ns) == 0);
}

/* The error for a root that nothing is known of. */
static enum fisc_status
refuse_unknown(const struct fisc__xml *root, struct fisc_error *reterr)
{
    const size_t known = sizeof known_roots / sizeof *known_roots;

    for (size_t i = 0; i < known; i++)
        if (has_name(root, NULL, known_roots[i].name))
            return fisc__error(reterr, FISC_ERR_INVALID, &root->place,
                               "<%s> is in the namespace \"%s\", where "
                               "\"%s\" is wanted",
                               root->name, root->ns, known_roots[i].ns);
    return fisc__error(reterr, FISC_ERR_INVALID, &root->place,
                       "<%s> is no part of a policy: wanted is a <policy>, "
                       "<vocabulary>, <catalog>, <profile> or <waivers>",
                       root->name);
}

enum fisc_status
fisc__source_tell(const struct fisc__xml *root, enum fisc__source_kind *ret,
                  struct fisc_error *reterr)
{
    const size_t known = sizeof known_roots / sizeof *known_roots;
    const size_t others = sizeof other_roots / sizeof *other_roots;

    for (size_t i = 0; i < known; i++)
        if (has_name(root, known_roots[i].ns, known_roots[i].name)) {
            *ret = known_roots[i].kind;
            return FISC_OK;
        }
    for (size_t i = 0; i < others; i++)
        if (has_name(root, other_roots[i].ns, other_roots[i].name))
            return fisc__error(reterr, FISC_ERR_UNSUPPORTED, &root->place,
                               "this is %s", other_roots[i].what);
    return refuse_unknown(root, reterr);
}

enum fisc_status
fisc__source_tell_text(const char *name, const char *text, size_t length,
                       struct fisc_error *reterr)
{
    struct fisc__place place = {name, 1, 1};
    size_t i = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

    while (i < length && strchr(" \t\r\n", text[i]) && text[i])
        i++;
    if (i == length)
        return fisc__error(reterr, FISC_ERR_SYNTAX,
                           &(struct fisc__place){name, 0, 0}, "is empty");
    if (text[i] == '{' || text[i] == '[')
        return fisc__error(reterr, FISC_ERR_UNSUPPORTED, &place,
                           "this is JSON; a policy is written in XML and Lua, "
                           "and a system description is no part of one");
    if (text[i] != '<')
        return fisc__error(reterr, FISC_ERR_SYNTAX, &place,
                           "this is not XML, and no check file, whose name "
                           "ends in .lua");
    return FISC_OK;
}

bool
fisc__source_is_checks(const char *name)
{
    size_t length = strlen(name);

    return length >= 4 && memcmp(name + length - 4, ".lua", 4) == 0;
}

const char *
fisc__source_kind_name(enum fisc__source_kind kind)
{
    static const char *const names[] = {
        [FISC__SOURCE_MANIFEST] = "a policy",
        [FISC__SOURCE_VOCABULARY] = "a vocabulary",
        [FISC__SOURCE_CATALOG] = "a catalog",
        [FISC__SOURCE_CHECKS] = "a check file",
        [FISC__SOURCE_PROFILE] = "a profile",
        [FISC__SOURCE_WAIVERS] = "a list of waivers",
    };

    return names[kind];
}
