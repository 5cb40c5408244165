/* SPDX-License-Identifier: MIT */
/* The versions of the libraries that the process runs with. */

#include <assert.h>
#include <stdio.h>

#include <nettle/version.h>
#include <utf8proc.h>

#include <fisc/base.h>

#include "check/check.h"
#include "xml/xml.h"

void
fisc_version_details(char *text, size_t size)
{
    char lua[FISC__LUA_VERSION];
    unsigned xml = fisc__xml_version();

    assert(text && size);
    fisc__lua_version(lua);
    snprintf(text, size,
             "Lua %s, libxml2 %u.%u.%u, nettle %d.%d, utf8proc %s", lua,
             xml / 10000, xml / 100 % 100, xml % 100, nettle_version_major(),
             nettle_version_minor(), utf8proc_version());
}
