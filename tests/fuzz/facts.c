/* SPDX-License-Identifier: MIT */
/* Facts of every type, and what a description says of them. */

#define _GNU_SOURCE
#include "facts.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

#define FIELDS(list)                                                         \
    "<fact path='" list "' type='list'/>"                                    \
    "<fact path='" list "[].f' type='flag'/>"                                \
    "<fact path='" list "[].g' type='flag'/>"                                \
    "<fact path='" list "[].q' type='flag' max-age='8d'/>"                   \
    "<fact path='" list "[].n' type='integer'/>"                             \
    "<fact path='" list "[].d' type='date'/>"                                \
    "<fact path='" list "[].s' type='set'/>"
#define FLAG(name) "<fact path='" name "' type='flag'/>"

/* A fact, or all whose paths begin with its name. */
static const struct {
    const char *name;
    const char *words;
    const char *told;
} facts[FACTS] = {
    {"b1", "<fact path='b1' type='flag'><question xml:lang='ja'>b1\xe3\x81"
           "\xaf</question><question xml:lang='en'>b1?</question></fact>",
     "true"},
    {"b2", FLAG("b2"), "false"},
    {"b3", FLAG("b3"), "{\"unknown\":\"asked\"}"},
    {"b4", FLAG("b4"), "{\"value\":true,\"expires\":\"2025-06-01\"}"},
    {"b5", FLAG("b5"), NULL},
    {"q1", "<fact path='q1' type='flag' max-age='10d'/>",
     "{\"value\":true,\"date\":\"2025-12-30\",\"source\":\"s\"}"},
    {"q2", "<fact path='q2' type='flag' max-age='25d'/>", NULL},
    {"n1", "<fact path='n1' type='integer' unit='day'/>", "3"},
    {"n2", "<fact path='n2' type='integer'/>", "-1"},
    {"w", "<fact path='w' type='decimal'/>", "0.5"},
    {"k", "<fact path='k' type='enumeration'><value name='red'/>"
          "<value name='green'/><value name='blue'/></fact>", "\"green\""},
    {"d1", "<fact path='d1' type='date'/>", "\"2025-12-24\""},
    {"d2", "<fact path='d2' type='date' none='true'/>", "\"none\""},
    {"s1", "<fact path='s1' type='set'/>", "[\"a\",\"b\",\"c\"]"},
    {"s2", "<fact path='s2' type='set'><value name='a'/><value name='b'/>"
           "<value name='c'/><value name='d'/></fact>",
     "{\"complete\":false,\"items\":[\"a\"]}"},
    {"t", "<fact path='t' type='string'/>", "\"text\""},
    {"rec", FLAG("rec.b") "<fact path='rec.n' type='integer'/>",
     "{\"b\":true}"},
    {"j", "<fact path='j' type='enumeration' ordered='true' judged='true'>"
          "<value name='low'/><value name='medium'/><value name='high'/>"
          "</fact>",
     "{\"value\":\"low\",\"by\":\"customer\",\"at\":\"2025-12-01\","
     "\"why\":\"w\"}"},
    {"r1", FIELDS("r1") FIELDS("r1[].sub"),
     "[{\"id\":\"x\",\"f\":true,\"n\":1,\"s\":[\"a\"],\"sub\":["
     "{\"id\":\"z\",\"g\":false,\"d\":\"2025-12-31\"}]},"
     "{\"id\":\"y\",\"f\":false,\"n\":3}]"},
    {"r2", FIELDS("r2") FIELDS("r2[].sub"),
     "{\"complete\":false,\"items\":[{\"id\":\"x\",\"g\":true}]}"},
    {"parties", FLAG("parties[].ok") "<fact path='parties[].n' "
                "type='integer'/><fact path='parties[].s' type='set'/>"
                FIELDS("parties[].sites") FIELDS("parties[].sites[].sub"),
     "[{\"id\":\"bank\",\"roles\":[\"customer\"],\"n\":2,\"ok\":true,"
     "\"s\":[\"a\",\"b\"],\"sites\":[{\"id\":\"y1\",\"f\":true,\"n\":1}]},"
     "{\"id\":\"aws\",\"roles\":[\"provider\"],\"n\":0}]"},
};

static bool
names(const char *text, size_t length, const char *name)
{
    const char *end = text + length, *at = text;
    size_t size = strlen(name);

    while ((at = memmem(at, (size_t)(end - at), name, size))) {
        if ((at == text || !isalnum((unsigned char)at[-1])) &&
            (at + size == end || !isalnum((unsigned char)at[size])))
            return true;
        at += size;
    }
    return false;
}

void
facts_note(unsigned char (*used)[FACTS], const char *text, size_t length)
{
    for (size_t i = 0; i < FACTS; i++)
        if (!(*used)[i] && length)
            (*used)[i] = names(text, length, facts[i].name) ||
                         (i == FACTS - 1 && names(text, length, "party"));
}

char *
facts_vocabulary(const unsigned char (*used)[FACTS])
{
    char *ret;
    size_t size;
    FILE *out = open_memstream(&ret, &size);

    FUZZ_HOLDS(out != NULL);
    fputs("<vocabulary xmlns='urn:libfisc:vocabulary:1' id='random' "
          "version='1'>", out);
    for (size_t i = 0; i < FACTS; i++)
        if ((*used)[i])
            fputs(facts[i].words, out);
    fputs("</vocabulary>", out);
    fclose(out);
    return ret;
}

char *
facts_system(const unsigned char (*used)[FACTS])
{
    char *ret;
    size_t size;
    FILE *out = open_memstream(&ret, &size);

    FUZZ_HOLDS(out != NULL);
    fputs("{\"format\":\"libfisc-system/1\",\"id\":\"s\"", out);
    if (!(*used)[FACTS - 1])
        fputs(",\"parties\":[{\"id\":\"bank\",\"roles\":[\"customer\"]},"
              "{\"id\":\"aws\",\"roles\":[\"provider\"]}]", out);
    for (size_t i = 0; i < FACTS; i++)
        if ((*used)[i] && facts[i].told)
            fprintf(out, ",\"%s\":%s", facts[i].name, facts[i].told);
    fputs(",\"evidence\":[{\"id\":\"e1\",\"kind\":\"k1\",\"about\":[\"a\","
          "\"b\"],\"subject\":[\"a\",\"b\",\"c\"],\"collected\":\"2025-12-20"
          "\",\"expires\":\"2026-12-20\",\"from\":\"2025-01-01\",\"to\":"
          "\"none\",\"confirmed\":true},{\"id\":\"e2\",\"kind\":\"k1\","
          "\"expires\":\"2025-06-01\"},{\"id\":\"e3\",\"kind\":\"k2\"}],"
          "\"contracts\":[{\"id\":\"c1\",\"party\":\"aws\",\"from\":"
          "\"2025-01-01\",\"to\":\"none\",\"terms\":[\"a\",\"b\"]}]}", out);
    fclose(out);
    return ret;
}
