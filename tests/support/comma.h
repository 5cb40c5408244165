/* SPDX-License-Identifier: MIT */
#ifndef SUPPORT_COMMA_H
#define SUPPORT_COMMA_H

/* Locales whose decimal point is no point. */

/*
 * Calls setlocale(LC_ALL) as a host might: for a locale whose decimal point
 * is a comma, or, where `bytes` is 2, one of two bytes. Generates it with
 * localedef in a folder of its own where the machine has none. Returns the
 * locale's name, or NULL with a message where there is no way to have one.
 */
const char *
comma_locale(int bytes);

/* Back to "C". */
void
comma_locale_done(void);

#endif
