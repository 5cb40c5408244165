/* SPDX-License-Identifier: MIT */
/* Lines of a file of cases, and the words on them. */

#include "test/words.h"

#include <string.h>

void
fisc__words_init(struct fisc__words *words, const char *file, const char *text,
                 size_t length)
{
    *words = (struct fisc__words){
        .file = file, .next = text, .end = text + length};
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static void
skip_blanks(struct fisc__words *words)
{
    while (words->at < words->stop && is_blank(*words->at))
        words->at++;
}

/* Takes one line, whatever is on it; false at the end. */
static bool
take_line(struct fisc__words *words)
{
    const char *stop;

    if (words->next == words->end)
        return false;
    stop = memchr(words->next, '\n', (size_t)(words->end - words->next));
    words->start = words->at = words->next;
    words->stop = stop ? stop : words->end;
    words->next = stop ? stop + 1 : words->end;
    words->line++;
    return true;
}

bool
fisc__words_line(struct fisc__words *words)
{
    while (take_line(words)) {
        skip_blanks(words);
        if (words->at < words->stop && *words->at != '#')
            return true;
    }
    return false;
}

struct fisc__place
fisc__words_place(const struct fisc__words *words)
{
    return (struct fisc__place){words->file, words->line,
                                (unsigned)(words->at - words->start) + 1};
}

struct fisc__word_at
fisc__words_next(struct fisc__words *words)
{
    struct fisc__word_at word;

    skip_blanks(words);
    word.place = fisc__words_place(words);
    word.text = words->at;
    while (words->at < words->stop && !is_blank(*words->at))
        words->at++;
    word.length = (size_t)(words->at - word.text);
    return word;
}

struct fisc__word_at
fisc__words_peek(const struct fisc__words *words)
{
    struct fisc__words copy = *words;

    return fisc__words_next(&copy);
}

struct fisc__word_at
fisc__words_rest(struct fisc__words *words)
{
    struct fisc__word_at rest;

    skip_blanks(words);
    rest.place = fisc__words_place(words);
    rest.text = words->at;
    words->at = words->stop;
    rest.length = (size_t)(words->stop - rest.text);
    while (rest.length && is_blank(rest.text[rest.length - 1]))
        rest.length--;
    return rest;
}

/* How many brackets more are opened than closed, outside of strings. */
static long
open_brackets(const char *text, size_t length)
{
    long open = 0;
    bool quoted = false;

    for (size_t i = 0; i < length; i++) {
        if (quoted && text[i] == '\\')
            i++;
        else if (text[i] == '"')
            quoted = !quoted;
        else if (!quoted && (text[i] == '{' || text[i] == '['))
            open++;
        else if (!quoted && (text[i] == '}' || text[i] == ']'))
            open--;
    }
    return open;
}

struct fisc__word_at
fisc__words_value(struct fisc__words *words)
{
    struct fisc__word_at value = fisc__words_rest(words);
    long open = open_brackets(value.text, value.length);

    while (open > 0 && take_line(words)) {
        struct fisc__word_at more = fisc__words_rest(words);

        open += open_brackets(more.text, more.length);
        value.length = (size_t)(more.text + more.length - value.text);
    }
    return value;
}

bool
fisc__word_is(const struct fisc__word_at *word, const char *text)
{
    return strlen(text) == word->length &&
           memcmp(word->text, text, word->length) == 0;
}
