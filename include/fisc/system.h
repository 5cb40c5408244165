/* SPDX-License-Identifier: MIT */
#ifndef FISC_SYSTEM_H
#define FISC_SYSTEM_H

#include <fisc/context.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @file
 * The description of one system: facts with source, date and evidence.
 */

/** How a description is spelled. @since 0.1 */
enum fisc_system_format {
    FISC_SYSTEM_AUTO = 0, /**< told from the first byte: `<` or `{` */
    FISC_SYSTEM_JSON = 1,
    FISC_SYSTEM_XML = 2
};

/**
 * A description.
 *
 * Threads: immutable once made; any number of threads may read one description
 * and take or drop references to it without a lock.
 *
 * @since 0.1
 */
struct fisc_system;

/**
 * Read a description.
 *
 * @param[in]  context  Provides memory and limits; the description takes a
 *                      reference of its own.
 * @param[in]  name     What errors and places call the source, such as its
 *                      path. **Borrowed** for this call.
 * @param[in]  text     UTF-8, not necessarily terminated. **Borrowed** for
 *                      this call.
 * @param[in]  length   Bytes in `text`.
 * @param[in]  format   Its spelling.
 * @param[out] ret      On success, a new description, **owned** by the caller:
 *                      release it with fisc_system_unref(). On failure
 *                      unchanged.
 * @param[out] reterr   On failure, where and why; may be NULL.
 *
 * @retval FISC_OK
 * @retval FISC_ERR_SYNTAX       Not well-formed.
 * @retval FISC_ERR_INVALID      Well-formed, but no description.
 * @retval FISC_ERR_CONFLICT     One path stated twice; both places are named.
 * @retval FISC_ERR_UNSUPPORTED  A known document of another kind, such as an
 *                               OSCAL system security plan.
 * @retval FISC_ERR_LIMIT        Over a limit of the context.
 * @retval FISC_ERR_NOMEM        Nothing was kept.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_system_parse(struct fisc_context *context, const char *name,
                  const char *text, size_t length,
                  enum fisc_system_format format, struct fisc_system **ret,
                  struct fisc_error *reterr);

/**
 * Read a description from a file. As fisc_system_parse(), and:
 *
 * @param[in] path  A regular file. **Borrowed** for this call.
 * @retval FISC_ERR_IO  The file can't be read.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_system_load(struct fisc_context *context, const char *path,
                 enum fisc_system_format format, struct fisc_system **ret,
                 struct fisc_error *reterr);

/** Take a further reference; `system` is not NULL. @since 0.1 */
FISC_API struct fisc_system *
fisc_system_ref(struct fisc_system *system);

/** Drop a reference; NULL is allowed. @since 0.1 */
FISC_API void
fisc_system_unref(struct fisc_system *system);

/** The description's id. **Borrowed** from it. @since 0.1 */
FISC_API const char *
fisc_system_id(const struct fisc_system *system);

/**
 * SHA-256 over what the description says, as 64 hexadecimal digits: the same
 * for its JSON and its XML spelling, whatever the order of keys, and without
 * places. **Borrowed** from it.
 *
 * @since 0.1
 */
FISC_API const char *
fisc_system_digest(const struct fisc_system *system);

#ifdef __cplusplus
}
#endif

#endif
