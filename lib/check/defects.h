/* SPDX-License-Identifier: MIT */
#ifndef CHECK_DEFECTS_H
#define CHECK_DEFECTS_H

/*
 * Text that the linked Lua is known to compile wrongly. Until 5.4.5 an integer
 * left of a bitwise operator and an and/or in parentheses on its right give a
 * wrong number once a function has more than 256 constants; until 5.4.8 a
 * comparison as the index of a table from outside the function reads another
 * register. Neither fails: it only answers wrongly.
 */

#include "check/check.h"
#include "check/scan.h"

struct fisc__defect_frame {
    char open;    /* '(' or '[' or '{' */
    bool index;   /* a '[' that indexes */
    bool operand; /* a '(' beside a bitwise operator */
    bool logic;   /* and, or inside it */
};

struct fisc__defect_scan {
    unsigned defects; /* of the linked Lua */
    struct fisc__token before;
    bool bitwise_before; /* a bitwise operator stands before the next token */
    bool logic_before;   /* a group with and, or has just been closed */
    struct fisc__defect_frame frames[256];
    size_t depth;
};

/*
 * Takes the next token: what is wrong with it, or NULL. Wide: it refuses some
 * text that is compiled well.
 */
const char *
fisc__defects_note(struct fisc__defect_scan *scan,
                   const struct fisc__token *token);

#endif
