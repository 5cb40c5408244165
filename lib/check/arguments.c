/* SPDX-License-Identifier: MIT */
/* Reading what stands after a word: paths, texts, options and braces. */

#include "check/arguments.h"

#include <string.h>

#include "base/nearest.h"
#include "base/utf8.h"
#include "check/trap.h"

struct fisc__saying
fisc__saying(lua_State *L, const char *word)
{
    const char *argument =
        lua_type(L, 1) == LUA_TSTRING ? lua_tostring(L, 1) : NULL;

    return (struct fisc__saying){word, fisc__word_place(L, word, argument)};
}

void
fisc__count_arguments(lua_State *L, const struct fisc__saying *saying,
                      int least, int most)
{
    int count = lua_gettop(L);

    if (count < least)
        fisc__trap_place(L, &saying->place, "%s needs %d argument%s, not %d",
                         saying->word, least, least == 1 ? "" : "s", count);
    if (count > most)
        fisc__trap_place(L, &saying->place, "%s takes %d argument%s, not %d",
                         saying->word, most, most == 1 ? "" : "s", count);
}

/* ---- texts ---------------------------------------------------------------*/

static bool
is_clean(const char *text, size_t length)
{
    if (fisc__utf8_check(text, length) != length)
        return false;
    for (size_t i = 0, used; i < length; i += used)
        if (fisc__utf8_is_unsafe(fisc__utf8_decode(text + i, &used)))
            return false;
    return true;
}

const char *
fisc__text_at(lua_State *L, int index, const struct fisc__saying *saying,
              const char *what)
{
    size_t length;
    const char *text;

    if (lua_type(L, index) != LUA_TSTRING)
        fisc__trap_place(L, &saying->place, "%s: %s is a text, not %s",
                         saying->word, what, fisc__kind_of(L, index));
    text = lua_tolstring(L, index, &length);
    if (length == 0)
        fisc__trap_place(L, &saying->place, "%s: %s is empty", saying->word,
                         what);
    if (!is_clean(text, length))
        fisc__trap_place(L, &saying->place,
                         "%s: %s has control characters or is not UTF-8",
                         saying->word, what);
    return text;
}

/* Segments of small letters, digits and _, parted by dots; dots before. */
static bool
is_path(const char *text, size_t length)
{
    size_t i = 0;

    while (i < length && text[i] == '.')
        i++;
    for (bool first = true; i < length; i++) {
        char c = text[i];

        if (c == '.') {
            if (first)
                return false;
            first = true;
        } else if ((c >= 'a' && c <= 'z') ||
                   (!first && ((c >= '0' && c <= '9') || c == '_'))) {
            first = false;
        } else {
            return false;
        }
        if (i + 1 == length)
            return !first;
    }
    return false;
}

void
fisc__path_check(lua_State *L, int index, const struct fisc__place *place,
                 const char *what)
{
    size_t length;
    const char *text;

    if (lua_type(L, index) != LUA_TSTRING)
        fisc__trap_place(L, place, "%s: a path is a text, not %s", what,
                         fisc__kind_of(L, index));
    text = lua_tolstring(L, index, &length);
    if (!is_path(text, length))
        fisc__trap_place(L, place,
                         "%s: '%.80s' is no path, such as backup.last or "
                         ".factors",
                         what, text);
}

const char *
fisc__path_at(lua_State *L, int index, const struct fisc__saying *saying)
{
    fisc__path_check(L, index, &saying->place, saying->word);
    return lua_tostring(L, index);
}

/* ---- options -------------------------------------------------------------*/

/* [-0, +0, v] A key that this word does not know. */
static void
refuse_key(lua_State *L, const char *key, const struct fisc__saying *saying,
           const char *const *allowed)
{
    struct fisc__place place = saying->place;
    struct fisc__nearest nearest;

    fisc__columns_find_key(&fisc__loader_of(L)->lines, key, &place.line,
                           &place.column);
    fisc__nearest_init(&nearest, key);
    for (size_t i = 0; allowed && allowed[i]; i++)
        fisc__nearest_offer(&nearest, allowed[i]);
    if (nearest.best)
        fisc__trap_place(L, &place, "%s has no option '%s'; is '%s' meant?",
                         saying->word, key, nearest.best);
    fisc__trap_place(L, &place, "%s has no option '%s'", saying->word, key);
}

static bool
is_allowed(const char *key, const char *const *allowed)
{
    for (size_t i = 0; allowed && allowed[i]; i++)
        if (strcmp(key, allowed[i]) == 0)
            return true;
    return false;
}

void
fisc__options_check(lua_State *L, int index, const struct fisc__saying *saying,
                    const char *const *allowed)
{
    const char *wrong = NULL;

    fisc__push_contents(L, index);
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        const char *key;

        fisc__charge(L, 5);
        if (lua_type(L, -2) != LUA_TSTRING)
            continue;
        key = lua_tostring(L, -2);
        /* The first by bytes, whatever the order of the table. */
        if (!is_allowed(key, allowed) && (!wrong || strcmp(key, wrong) < 0))
            wrong = key;
    }
    if (wrong)
        refuse_key(L, wrong, saying, allowed);
    lua_pop(L, 1);
}

bool
fisc__option(lua_State *L, int index, const char *name)
{
    fisc__push_contents(L, index);
    lua_pushstring(L, name);
    lua_rawget(L, -2);
    lua_remove(L, -2);
    return !lua_isnil(L, -1);
}

/* [-0, +0, v] A text in the memory of the checks; NULL where it isn't given. */
static const char *
option_text(lua_State *L, int index, const char *name,
            const struct fisc__saying *saying)
{
    const char *ret = NULL;

    if (fisc__option(L, index, name)) {
        ret = fisc__arena_string(fisc__loader_of(L)->checks->arena,
                                 fisc__text_at(L, -1, saying, name));
        if (!ret)
            fisc__sandbox_stop(L, FISC__END_HOST_MEMORY);
    }
    lua_pop(L, 1);
    return ret;
}

void
fisc__texts_option(lua_State *L, int index, const char *name,
                   const struct fisc__saying *saying, struct fisc__text *ret)
{
    static const char *const languages[] = {"ja", "en", NULL};
    struct fisc__saying texts = {name, saying->place};

    if (fisc__option(L, index, name)) {
        if (lua_type(L, -1) != LUA_TTABLE)
            fisc__trap_place(L, &saying->place,
                             "%s is written { ja = \"…\", en = \"…\" }", name);
        fisc__options_check(L, lua_gettop(L), &texts, languages);
        ret->ja = option_text(L, lua_gettop(L), "ja", &texts);
        ret->en = option_text(L, lua_gettop(L), "en", &texts);
        if (!ret->ja && !ret->en)
            fisc__trap_place(L, &saying->place, "%s has no text", name);
    }
    lua_pop(L, 1);
}

/* ---- braces --------------------------------------------------------------*/

size_t
fisc__count_entries(lua_State *L, int index, const struct fisc__saying *saying)
{
    lua_Integer largest = 0;
    size_t count = 0;

    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        fisc__charge(L, 5);
        if (lua_type(L, -2) == LUA_TSTRING)
            continue;
        if (!lua_isinteger(L, -2) || lua_tointeger(L, -2) < 1)
            fisc__trap_place(L, &saying->place,
                             "%s { … } has an entry that is neither in order "
                             "nor named",
                             saying->word);
        if (lua_tointeger(L, -2) > largest)
            largest = lua_tointeger(L, -2);
        count++;
    }
    if ((uint64_t)largest != count)
        fisc__trap_place(L, &saying->place,
                         "%s { … } has a hole: an entry is nil", saying->word);
    return count;
}

void
fisc__kids_at(lua_State *L, int index, const struct fisc__saying *saying,
              const char *const *options, struct fisc__kids *ret)
{
    bool is_table = lua_type(L, index) == LUA_TTABLE;
    int table;

    if (is_table) {
        fisc__options_check(L, index, saying, options);
        fisc__push_contents(L, index);
    } else {
        lua_pushvalue(L, index);
    }
    table = lua_gettop(L);
    ret->count = is_table ? fisc__count_entries(L, table, saying) : 1;
    ret->list = lua_newuserdatauv(L, (ret->count + 1) * sizeof *ret->list, 0);
    for (size_t i = 0; i < ret->count; i++) {
        fisc__charge(L, 10);
        if (is_table)
            lua_rawgeti(L, table, (lua_Integer)i + 1);
        else
            lua_pushvalue(L, table);
        ret->list[i] =
            fisc__requirement_at(L, -1, &saying->place, saying->word);
        lua_pop(L, 1);
    }
    lua_remove(L, table);
}

const struct fisc__expression *
fisc__kids_body(lua_State *L, const struct fisc__kids *kids,
                const struct fisc__place *place)
{
    struct fisc__expression draft = {.op = FISC__OP_ALL,
                                     .children = kids->list,
                                     .child_count = kids->count,
                                     .place = *place};

    return kids->count == 1 ? kids->list[0] : fisc__part_make(L, &draft);
}

void
fisc__names_at(lua_State *L, int index, const struct fisc__saying *saying,
               const char *what, struct fisc__expression *draft)
{
    const char **names;
    size_t count = 1;
    int table = lua_gettop(L) + 1;
    bool is_table = lua_type(L, index) == LUA_TTABLE;

    if (is_table) {
        fisc__options_check(L, index, saying, NULL);
        fisc__push_contents(L, index);
        count = fisc__count_entries(L, table, saying);
    } else {
        lua_pushvalue(L, index);
    }
    if (count == 0)
        fisc__trap_place(L, &saying->place, "%s: %s is empty", saying->word,
                         what);
    names = lua_newuserdatauv(L, count * sizeof *names, 1);
    lua_pushvalue(L, table); /* the texts live as long as their table */
    lua_setiuservalue(L, -2, 1);
    for (size_t i = 0; i < count; i++) {
        fisc__charge(L, 5 + i / 4);
        if (is_table)
            lua_rawgeti(L, table, (lua_Integer)i + 1);
        else
            lua_pushvalue(L, table);
        names[i] = fisc__text_at(L, -1, saying, what);
        for (size_t j = 0; j < i; j++)
            if (strcmp(names[i], names[j]) == 0)
                fisc__trap_place(L, &saying->place,
                                 "%s: '%s' stands twice in %s", saying->word,
                                 names[i], what);
        lua_pop(L, 1);
    }
    lua_remove(L, table);
    draft->names = names;
    draft->name_count = count;
}
