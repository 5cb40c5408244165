/* SPDX-License-Identifier: MIT */
/* Documents of other kinds, told apart so that the message can name them. */

#include <string.h>

#include "system/read.h"

#define OSCAL_NS "http://csrc.nist.gov/ns/oscal/1.0"

struct oscal_root {
    const char *name;
    const char *what;
};

static const struct oscal_root oscal_roots[] = {
    {"system-security-plan", "an OSCAL system security plan"},
    {"catalog", "an OSCAL catalog"},
    {"profile", "an OSCAL profile"},
    {"component-definition", "an OSCAL component definition"},
    {"assessment-plan", "an OSCAL assessment plan"},
    {"assessment-results", "OSCAL assessment results"},
    {"plan-of-action-and-milestones",
     "an OSCAL plan of action and milestones"},
    {"mapping-collection", "an OSCAL mapping collection"},
};

static const char *
find_oscal(const char *name)
{
    for (size_t i = 0; i < sizeof oscal_roots / sizeof *oscal_roots; i++)
        if (strcmp(oscal_roots[i].name, name) == 0)
            return oscal_roots[i].what;
    return NULL;
}

/* A key at the root, or of the first object of an array, gives it away. */
struct json_sign {
    const char *key;
    const char *what;
};

static const struct json_sign json_signs[] = {
    {"Findings", "AWS Security Hub findings"},
    {"ProductArn", "an AWS Security Hub finding"},
    {"configurationItemStatus", "an AWS Config item"},
    {"configurationItemCaptureTime", "an AWS Config item"},
    {"supplementaryConfiguration", "an AWS Config item"},
    {"terraform_version", "a Terraform plan or state"},
    {"class_uid", "OCSF findings"},
    {"AWSTemplateFormatVersion", "a CloudFormation template"},
    {"bomFormat", "a CycloneDX bill of materials"},
    {"spdxVersion", "an SPDX document"},
    {"runs", "a SARIF log"},
};

const char *
fisc_system__foreign_json(const struct fisc__json *root)
{
    if (root->kind == FISC__JSON_ARRAY)
        root = root->first;
    if (!root || root->kind != FISC__JSON_OBJECT)
        return NULL;
    for (const struct fisc__json *member = root->first; member;
         member = member->next) {
        const char *what = find_oscal(member->key);

        if (what && member->kind == FISC__JSON_OBJECT &&
            fisc__json_get(member, "uuid"))
            return what;
    }
    for (size_t i = 0; i < sizeof json_signs / sizeof *json_signs; i++)
        if (fisc__json_get(root, json_signs[i].key))
            return json_signs[i].what;
    return NULL;
}

/* `name` NULL: any element of the namespace. */
struct xml_sign {
    const char *ns;
    const char *name;
    const char *what;
};

static const struct xml_sign xml_signs[] = {
    {"urn:libfisc:policy:1", NULL, "a policy's manifest"},
    {"urn:libfisc:vocabulary:1", NULL, "a vocabulary"},
    {"urn:libfisc:waivers:1", NULL, "a file of waivers"},
    {OSCAL_NS, NULL, "an OSCAL document"},
    {"http://checklists.nist.gov/xccdf/1.2", NULL, "an XCCDF document"},
    {"http://checklists.nist.gov/xccdf/1.1", NULL, "an XCCDF document"},
    {"http://oval.mitre.org/XMLSchema/oval-definitions-5", NULL,
     "an OVAL document"},
    {"http://oval.mitre.org/XMLSchema/oval-results-5", NULL,
     "an OVAL document"},
    {"http://scap.nist.gov/schema/scap/source/1.2", NULL,
     "a SCAP data stream"},
    {"http://www.w3.org/1999/xhtml", NULL, "a web page"},
    {"", "html", "a web page"},
    {"", "testsuites", "a JUnit report"},
    {"", "testsuite", "a JUnit report"},
};

const char *
fisc_system__foreign_xml(const struct fisc__xml *root)
{
    if (strcmp(root->ns, OSCAL_NS) == 0 && find_oscal(root->name))
        return find_oscal(root->name);
    for (size_t i = 0; i < sizeof xml_signs / sizeof *xml_signs; i++)
        if (fisc__xml_is(root, xml_signs[i].ns, xml_signs[i].name))
            return xml_signs[i].what;
    return NULL;
}
