/* SPDX-License-Identifier: MIT */
/* string.format(), restricted. */

#include "check/format.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "check/environment.h"

/* One conversion: "%-10.3f" and the like. */
struct spec {
    char text[16]; /* flags, width and precision, after the '%' */
    size_t length;
    bool precise; /* has a precision */
    char kind;
};

enum { FORMAT_LIMIT = FISC__STRING_LIMIT, ITEM = 512 };

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Two digits at most, as in Lua. */
static const char *
take_digits(struct spec *spec, const char *p)
{
    for (int i = 0; i < 2 && is_digit(*p); i++)
        spec->text[spec->length++] = *p++;
    return p;
}

/* [-0, +0, v] Reads what follows a '%'; returns what follows that. */
static const char *
read_spec(lua_State *L, const char *p, struct spec *spec)
{
    memset(spec, 0, sizeof *spec);
    while (*p && strchr("-+ #0", *p) && spec->length < 5)
        spec->text[spec->length++] = *p++;
    p = take_digits(spec, p);
    if (*p == '.') {
        spec->precise = true;
        spec->text[spec->length++] = *p++;
        p = take_digits(spec, p);
    }
    spec->kind = *p;
    if (!*p || !strchr("cdiouxXeEfFgGs", *p))
        luaL_error(L, "format: '%%%s%c' can't be used", spec->text,
                   *p ? *p : ' ');
    return p + 1;
}

/* [-0, +0, m] */
static void
add_integer(lua_State *L, luaL_Buffer *buffer, const struct spec *spec,
            lua_Integer value)
{
    char format[24], item[ITEM];
    int length;

    (void)L;
    snprintf(format, sizeof format, "%%%sll%c", spec->text, spec->kind);
    length = snprintf(item, sizeof item, format, (long long)value);
    luaL_addlstring(buffer, item, (size_t)length);
}

/* [-0, +0, m] "%99.99f" of the largest number has 408 characters. */
static void
add_float(luaL_Buffer *buffer, const struct spec *spec, double value)
{
    char format[24], item[ITEM];
    int length;

    if (isnan(value))
        value = fabs(value); /* "-nan" on some machines */
    snprintf(format, sizeof format, "%%%s%c", spec->text, spec->kind);
    length = snprintf(item, sizeof item, format, value);
    luaL_addlstring(buffer, item, (size_t)length);
}

/* [-0, +0, m] The text at the index above the buffer's is added whole. */
static void
add_text(lua_State *L, luaL_Buffer *buffer, const struct spec *spec,
         int argument)
{
    char format[24], item[ITEM];
    size_t length;
    const char *text = fisc__push_text(L, argument, &length);
    int used;

    if (spec->length == 0 || (!spec->precise && length >= 100)) {
        luaL_addvalue(buffer);
        return;
    }
    luaL_argcheck(L, strlen(text) == length, argument, "text has a zero byte");
    snprintf(format, sizeof format, "%%%ss", spec->text);
    used = snprintf(item, sizeof item, format, text);
    lua_pop(L, 1);
    luaL_addlstring(buffer, item, (size_t)used);
}

/* [-0, +0, v] */
static void
add_item(lua_State *L, luaL_Buffer *buffer, const struct spec *spec,
         int argument)
{
    char c;

    fisc__charge(L, 16);
    switch (spec->kind) {
    case 'c':
        c = (char)luaL_checkinteger(L, argument);
        if (c == '\0')
            fisc__sandbox_of(L)->weights.has_nul = true;
        luaL_addlstring(buffer, &c, 1);
        break;
    case 'd':
    case 'i':
    case 'o':
    case 'u':
    case 'x':
    case 'X':
        add_integer(L, buffer, spec, luaL_checkinteger(L, argument));
        break;
    case 's':
        add_text(L, buffer, spec, argument);
        break;
    default:
        add_float(buffer, spec, luaL_checknumber(L, argument));
    }
}

int
fisc__format(lua_State *L)
{
    size_t length;
    const char *p = luaL_checklstring(L, 1, &length);
    const char *end = p + length;
    luaL_Buffer buffer;
    struct spec spec;
    int argument = 1, last = lua_gettop(L);

    fisc__charge(L, length / 8);
    luaL_buffinit(L, &buffer);
    while (p < end) {
        if (*p != '%') {
            luaL_addchar(&buffer, *p++);
        } else if (p[1] == '%') {
            luaL_addchar(&buffer, '%');
            p += 2;
        } else {
            p = read_spec(L, p + 1, &spec);
            if (argument == last) /* above lies the buffer's own */
                return luaL_error(L, "format: too few values");
            add_item(L, &buffer, &spec, ++argument);
        }
        if (luaL_bufflen(&buffer) > FORMAT_LIMIT)
            return luaL_error(L, "the text would be too long");
    }
    luaL_pushresult(&buffer);
    return 1;
}
