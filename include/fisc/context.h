/* SPDX-License-Identifier: MIT */
#ifndef FISC_CONTEXT_H
#define FISC_CONTEXT_H

#include <fisc/base.h>
#include <fisc/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @file
 * The context: memory, log and limits of everything made from it.
 */

/**
 * Where memory, messages and limits come from.
 *
 * Threads: immutable once made; any number of threads may use one context and
 * take or drop references to it without a lock. Its allocator and its log
 * callback may be called **from any thread** that uses an object made from it,
 * and from several at once.
 *
 * @since 0.1
 */
struct fisc_context;

/**
 * An allocator, in the shape of `lua_Alloc`; it serves Lua as well.
 *
 * With `new_size` 0 it frees `block` (which may be NULL) and returns NULL. Else
 * it returns a block of `new_size` bytes aligned for any type, that begins with
 * the content of `block`, or NULL, and then `block` is as it was.
 *
 * @param data      As given in the options.
 * @param block     A block from this allocator, or NULL for a new one.
 * @param old_size  The size of `block`; for a new block, 0.
 * @param new_size  The size wanted.
 * @since 0.1
 */
typedef void *(*fisc_alloc_function)(void *data, void *block, size_t old_size,
                                     size_t new_size);

/** How serious a message is. @since 0.1 */
enum fisc_log_level {
    FISC_LOG_ERROR = 1,
    FISC_LOG_WARNING = 2,
    FISC_LOG_INFO = 3
};

/**
 * A remark about a policy or a description that does not stop it from being
 * used. Strings are **borrowed** from what it was asked of; none is NULL.
 *
 * @since 0.1
 */
struct fisc_diagnostic {
    size_t size;         /**< sizeof(struct fisc_diagnostic) */
    enum fisc_log_level level;
    const char *rule;    /**< stable, such as `fact-unused` */
    const char *item;    /**< what it is about */
    const char *message; /**< one line of English */
    const char *file;
    unsigned line;
    unsigned column;
    const char *messages[2]; /**< the message, by enum fisc_language */
};

/**
 * Receives messages for people that are no errors of a call: warnings about a
 * policy, a defect of the linked Lua.
 *
 * @param data     As given in the options.
 * @param level    How serious it is.
 * @param message  One line, UTF-8. **Borrowed** for this call.
 * @since 0.1
 */
typedef void (*fisc_log_function)(void *data, enum fisc_log_level level,
                                  const char *message);

/**
 * What a context is made with. Zero in any member means its default.
 *
 * @since 0.1
 */
struct fisc_context_options {
    size_t size;               /**< sizeof(struct fisc_context_options) */
    fisc_alloc_function alloc; /**< default: malloc, realloc and free */
    void *alloc_data;
    fisc_log_function log;     /**< default: messages are dropped */
    void *log_data;
    size_t max_input_bytes;    /**< of one file; default 32 MiB */
    size_t max_depth;          /**< of XML, JSON, facts; default 64 */
    size_t max_nodes;          /**< elements or values; default 2,000,000 */
    size_t max_check_bytes;    /**< of one check file; default 32 KiB */
    uint64_t check_steps;      /**< a check's steps; default 1,000,000 */
    size_t check_memory;       /**< bytes a Lua state may hold; default 8 MiB */
    size_t check_block;        /**< its largest block; default 512 KiB */
    uint64_t clause_work;      /**< what one list, register or function of a
                                    requirement may take, over all elements of
                                    the lists around it; default 50,000,000.
                                    Clauses that rest on more have the result
                                    error, for the reason `budget`. */
    uint64_t eval_work;        /**< what an evaluation may take; default
                                    250,000,000. More is FISC_ERR_BUDGET. A
                                    unit is about one value of one node, some
                                    nanoseconds, or two bytes of memory; it is
                                    counted, not timed, so that each machine
                                    decides alike. */
};

/**
 * Make a context.
 *
 * @param[in]  options  **Borrowed** for this call; NULL means all defaults.
 *                      What its pointers point to must outlive the context.
 * @param[out] ret      On success, a new context, **owned** by the caller:
 *                      release it with fisc_context_unref(). On failure
 *                      unchanged.
 * @param[out] reterr   On failure, why; may be NULL. On success unchanged.
 *
 * @retval FISC_OK
 * @retval FISC_ERR_NOMEM
 * @retval FISC_ERR_INVALID  `options->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_context_new(const struct fisc_context_options *options,
                 struct fisc_context **ret, struct fisc_error *reterr);

/**
 * Take a further reference.
 *
 * @param[in] context  Not NULL.
 * @return `context`, of which the caller now **owns** one reference more.
 * @since 0.1
 */
FISC_API struct fisc_context *
fisc_context_ref(struct fisc_context *context);

/**
 * Drop a reference. The context ends with its last one; everything made from
 * it holds one of its own.
 *
 * @param[in] context  A reference that the caller owns, **taken**; or NULL.
 * @since 0.1
 */
FISC_API void
fisc_context_unref(struct fisc_context *context);

#ifdef __cplusplus
}
#endif

#endif
