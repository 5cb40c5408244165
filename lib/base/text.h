/* SPDX-License-Identifier: MIT */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

/* A text for people, in both languages; NULL where it is not given. */
struct fisc__text {
    const char *ja;
    const char *en;
};

#endif
