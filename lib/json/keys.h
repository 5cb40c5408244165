/* SPDX-License-Identifier: MIT */
#ifndef JSON_KEYS_H
#define JSON_KEYS_H

#include "json/json.h"

/* FISC_ERR_SYNTAX, naming both places, where two members have one key. */
enum fisc_status
fisc__json_check_keys(struct fisc_context *context,
                      const struct fisc__json *object,
                      struct fisc_error *reterr);

#endif
