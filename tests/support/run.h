/* SPDX-License-Identifier: MIT */
#ifndef SUPPORT_RUN_H
#define SUPPORT_RUN_H

/* The main() of a test program, and where its data lies. */

#include <check.h>

/* Runs one case and returns main()'s status. */
int
run_case(const char *name, TCase *tests);

/*
 * The path of a file of the source tree, such as "tests/data/x". From malloc;
 * the caller frees it.
 */
char *
source_path(const char *relative);

/*
 * The path of a file of the collection that lies beside the source tree, or
 * where FISC_SHARED says: documents of others that we don't ship. From malloc;
 * NULL, with a message, where it isn't there, and the test is to be skipped.
 */
char *
shared_path(const char *relative);

/*
 * How many random rounds a test makes: what the variable of that name says,
 * otherwise that many, divided by FISC_SHARE where a build is slow.
 */
size_t
rounds(const char *name, size_t otherwise);

/* A whole file as a NUL-terminated string from malloc; fails the test. */
char *
read_text(const char *path, size_t *length);

#endif
