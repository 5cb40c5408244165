/* SPDX-License-Identifier: MIT */
/*
 * Target: a policy of several sources in memory: manifests, waivers, profiles
 * and whatever else they refer to, each a part of the input. Where no part
 * has a name, the input is one profile, or waivers, beside CATALOG.
 */

#include <string.h>

#include "walk.h"

static const char catalog_text[] =
    "<catalog xmlns='http://csrc.nist.gov/ns/oscal/1.0' uuid='"
    "5a1e6a3c-9d0f-4c59-8a8e-0f4d4c5b7a01'>"
    "<metadata><title>t</title></metadata>"
    "<param id='a.p'><prop ns='urn:libfisc:oscal:1' name='type' "
    "value='period'/><label>p</label><value>1y</value></param>"
    "<group id='a.g'><title>g</title>"
    "<control id='a.c1' class='x'><title>c1</title>"
    "<param id='a.q'><label>q</label></param>"
    "<prop name='label' value='1'/><prop name='sort-id' value='2'/>"
    "<link href='#a.c2' rel='related'/>"
    "<part name='statement' id='a.c1_smt'><p>One <insert type='param' "
    "id-ref='a.q'/>.</p><part name='item' id='a.c1.customer'><p>x</p></part>"
    "<part name='item' id='a.c1.provider'><prop ns='urn:libfisc:oscal:1' "
    "name='bearer' value='provider'/><p>y</p></part></part>"
    "<part name='guidance' id='a.c1_gdn'><p>z</p></part>"
    "<control id='a.c2'><title>c2</title><part name='statement' "
    "id='a.c2_smt'><p>two</p></part></control></control></group>"
    "<control id='a.c3'><title>c3</title></control></catalog>";

static size_t
add_parts(const struct fuzz_parts *parts, struct fisc_source *sources)
{
    size_t count = 0;

    for (size_t i = 0; i < parts->count; i++) {
        const struct fuzz_part *part = &parts->list[i];

        sources[count].size = sizeof *sources;
        sources[count].name = part->name[0] ? part->name : "source.xml";
        sources[count].data = part->text ? part->text : "";
        sources[count++].length = part->length;
    }
    if (!fuzz_part(parts, "catalog.xml"))
        sources[count++] =
            (struct fisc_source){sizeof(struct fisc_source), "catalog.xml",
                                 catalog_text, sizeof catalog_text - 1};
    return count;
}

enum fisc_status
fuzz_one(struct fisc_context *context, const char *text, size_t length)
{
    struct fisc_source sources[FUZZ_PARTS + 1];
    struct fuzz_parts parts;
    struct fisc_policy *policy;
    struct fisc_error error;
    enum fisc_status status;

    fuzz_split(text, length, &parts);
    status = fisc_policy_load(context, sources, add_parts(&parts, sources),
                              &policy, &error);
    fuzz_parts_done(&parts);
    if (status != FISC_OK)
        return fuzz_error(status, &error);
    fuzz_walk_policy(policy);
    fisc_policy_unref(policy);
    return FISC_OK;
}
