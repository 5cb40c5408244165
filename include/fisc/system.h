/* SPDX-License-Identifier: MIT */
#ifndef FISC_SYSTEM_H
#define FISC_SYSTEM_H

#include <fisc/context.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @file
 * The description of one system: facts with source, date and evidence. It is
 * read from text, or built fact by fact; it can be asked for its facts, and
 * joined with the description that a provider gives of itself.
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
 * Read a description from a file.
 *
 * @param[in]  context  Provides memory and limits; the description takes a
 *                      reference of its own.
 * @param[in]  path     A regular file; errors and places name it so.
 *                      **Borrowed** for this call.
 * @param[in]  format   How it is spelled; FISC_SYSTEM_AUTO tells it from the
 *                      content.
 * @param[out] ret      On success, a new description, **owned** by the
 *                      caller: release it with fisc_system_unref(). On
 *                      failure unchanged.
 * @param[out] reterr   On failure, where and why; may be NULL. On success
 *                      unchanged.
 * @retval FISC_OK
 * @retval FISC_ERR_IO           The file can't be read.
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
fisc_system_load(struct fisc_context *context, const char *path,
                 enum fisc_system_format format, struct fisc_system **ret,
                 struct fisc_error *reterr);

/**
 * Take a further reference.
 *
 * @param[in] system  Not NULL.
 * @return `system`, of which the caller now **owns** one reference more.
 * @since 0.1
 */
FISC_API struct fisc_system *
fisc_system_ref(struct fisc_system *system);

/**
 * Drop a reference; the description ends with its last one.
 *
 * @param[in] system  A reference that the caller owns, **taken**; or NULL.
 * @since 0.1
 */
FISC_API void
fisc_system_unref(struct fisc_system *system);

/** The description's id. **Borrowed** from it. @since 0.1 */
FISC_API const char *
fisc_system_id(const struct fisc_system *system);

/**
 * The description's title in a language; in the other one where it has only
 * that; "" where it has none. **Borrowed** from it.
 *
 * @since 0.1
 */
FISC_API const char *
fisc_system_title(const struct fisc_system *system,
                  enum fisc_language language);

/**
 * What errors and places call its source; "" where it was built.
 * **Borrowed** from it.
 *
 * @since 0.1
 */
FISC_API const char *
fisc_system_name(const struct fisc_system *system);

/**
 * SHA-256 over what the description says, as 64 hexadecimal digits: the same
 * for its JSON and its XML spelling, whatever the order of keys, and without
 * places. **Borrowed** from it.
 *
 * @since 0.1
 */
FISC_API const char *
fisc_system_digest(const struct fisc_system *system);

/** What stands at a path. @since 0.1 */
enum fisc_value_type {
    FISC_VALUE_UNKNOWN = 0, /**< stated to be unknown, see `unknown` */
    FISC_VALUE_BOOLEAN = 1, /**< `integer` is 0 or 1 */
    FISC_VALUE_INTEGER = 2,
    FISC_VALUE_DECIMAL = 3,
    FISC_VALUE_STRING = 4, /**< also a date, see `day` */
    FISC_VALUE_LIST = 5,   /**< of records or of scalars, see `count` */
    FISC_VALUE_RECORD = 6  /**< fields by name, see `count` */
};

/**
 * One fact, or a record or list of facts. Strings are **borrowed** from the
 * description; none is NULL, what is not given is "". A date that is not given
 * is FISC_DATE_NONE.
 *
 * Its `size` is set by the caller before the call; a library that knows more
 * members writes only what fits, one that knows fewer zeroes the rest.
 *
 * @since 0.1
 */
struct fisc_value {
    size_t size;          /**< sizeof(struct fisc_value) */
    enum fisc_value_type type;
    const char *name;     /**< a field's name, a list's record's id, or "" */
    int64_t integer;
    double decimal;
    const char *string;
    fisc_date day;        /**< of a string that is a date */
    int complete;         /**< of a list: it is whole */
    size_t count;         /**< fields of a record, items of a list */
    fisc_date date;       /**< when this was so */
    fisc_date expires;
    fisc_date at;         /**< of a judgement or confirmation: when, … */
    const char *by;       /**< … by whom … */
    const char *why;      /**< … and why */
    const char *source;
    const char *evidence; /**< id of an entry of the evidence register */
    const char *unknown;  /**< why it is not known */
    const char *file;     /**< where it is stated; "" where it was built */
    unsigned line;        /**< 1-based; 0 where none applies */
    unsigned column;
};

/**
 * What stands at a path such as `backup.restore_test.passed` or
 * `suppliers[acme].reviewed`. The empty path is the whole description.
 *
 * @param[in]     path  NUL-terminated. **Borrowed** for this call.
 * @param[in,out] ret   Its `size` is set by the caller, the rest on success.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  Nothing is stated there.
 * @retval FISC_ERR_INVALID   It is not spelled as a path, or `ret->size` is
 *                            not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_system_get(const struct fisc_system *system, const char *path,
                struct fisc_value *ret);

/**
 * A field of the record, or an item of the list, that stands at a path.
 * Fields are in order of name, records of a list in order of id, scalars in
 * order of value.
 *
 * @param[in]     path   As in fisc_system_get().
 * @param[in]     index  Below `count` of the value at `path`.
 * @param[in,out] ret    As in fisc_system_get().
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  Nothing is stated there, or it has no such item.
 * @retval FISC_ERR_INVALID   As in fisc_system_get().
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_system_item(const struct fisc_system *system, const char *path,
                 size_t index, struct fisc_value *ret);

/**
 * A description that is being built, fact by fact, without text in between.
 *
 * Paths are those of fisc_system_get(), relative to the prefix entered last.
 * A path names one statement: a second one is refused when it is made. Records
 * come into being with what is stated in them, and so do lists: a list that
 * fisc_builder_list() doesn't mention is **not** whole.
 *
 * A call that fails leaves the description as it was, and more calls may
 * follow.
 *
 * Threads: one thread at a time.
 *
 * @since 0.1
 */
struct fisc_builder;

/**
 * What may be said beside a value. Zero in any member but `size` means that
 * it is not said. Dates are written YYYY-MM-DD.
 *
 * @since 0.1
 */
struct fisc_about {
    size_t size;          /**< sizeof(struct fisc_about) */
    const char *date;     /**< when this was so */
    const char *expires;  /**< the last day on which it may be relied on */
    const char *source;   /**< where it is from, in words */
    const char *evidence; /**< id of an entry of the evidence register */
    const char *by;       /**< of a judgement or confirmation: by whom, … */
    const char *at;       /**< … when, YYYY-MM-DD, … */
    const char *why;      /**< … and why */
};

/**
 * Begin a description.
 *
 * @param[in]  context  Provides memory and limits; the builder takes a
 *                      reference of its own.
 * @param[in]  id       The description's id: ASCII letters, digits and
 *                      `._:-`, beginning with a letter or digit.
 *                      **Borrowed** for this call.
 * @param[out] ret      On success, a new builder, **owned** by the caller:
 *                      release it with fisc_builder_free(). On failure
 *                      unchanged.
 * @param[out] reterr   On failure, why; may be NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID  No such id is allowed.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_builder_new(struct fisc_context *context, const char *id,
                 struct fisc_builder **ret, struct fisc_error *reterr);

/**
 * End a builder; NULL is allowed. A description that it finished lives on.
 *
 * @since 0.1
 */
FISC_API void
fisc_builder_free(struct fisc_builder *builder);

/**
 * Set the title in a language.
 *
 * @param[in]  text    UTF-8. **Borrowed** for this call.
 * @param[out] reterr  On failure, why; may be NULL. So in every call below.
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID   Not UTF-8.
 * @retval FISC_ERR_CONFLICT  It is set already.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_builder_title(struct fisc_builder *builder, enum fisc_language language,
                   const char *text, struct fisc_error *reterr);

/**
 * Set the place that what is stated from now on has, for a host that reads a
 * source of its own.
 *
 * @param[in] file  What places call the source; "" or NULL for none.
 *                  **Borrowed** for this call.
 * @retval FISC_OK
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_builder_place(struct fisc_builder *builder, const char *file,
                   unsigned line, unsigned column, struct fisc_error *reterr);

/**
 * Enter a prefix: until fisc_builder_leave(), paths are relative to it.
 * Prefixes nest. Entering states nothing by itself.
 *
 * @param[in] path  Such as `backup` or `suppliers[acme]`, relative to the
 *                  prefix entered last. **Borrowed** for this call.
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID  It is not spelled as a path.
 * @retval FISC_ERR_LIMIT    Deeper than the context allows.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_builder_enter(struct fisc_builder *builder, const char *path,
                   struct fisc_error *reterr);

/** Leave the prefix entered last; without one nothing happens. @since 0.1 */
FISC_API void
fisc_builder_leave(struct fisc_builder *builder);

/**
 * State that a fact is true (`value` other than 0) or false.
 *
 * @param[in]  path    Relative to the prefix. **Borrowed** for this call.
 * @param[out] reterr  On failure, why, its `item` the path in full; may be
 *                     NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID   It is not spelled as a path, or the value can't
 *                            be stated.
 * @retval FISC_ERR_CONFLICT  Something else is stated there, or the path
 *                            leads through a value.
 * @retval FISC_ERR_LIMIT     Deeper than the context allows, or more facts.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_builder_boolean(struct fisc_builder *builder, const char *path, int value,
                     struct fisc_error *reterr);

/**
 * State a whole number.
 *
 * @param[in]  path    Relative to the prefix. **Borrowed** for this call.
 * @param[in]  value   Any.
 * @param[out] reterr  On failure, why, its `item` the path in full; may be
 *                     NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID   It is not spelled as a path, or the value can't
 *                            be stated.
 * @retval FISC_ERR_CONFLICT  Something else is stated there, or the path
 *                            leads through a value.
 * @retval FISC_ERR_LIMIT     Deeper than the context allows, or more facts.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_builder_integer(struct fisc_builder *builder, const char *path,
                     int64_t value, struct fisc_error *reterr);

/**
 * State a number.
 *
 * @param[in]  path    Relative to the prefix. **Borrowed** for this call.
 * @param[in]  value   Finite.
 * @param[out] reterr  On failure, why, its `item` the path in full; may be
 *                     NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID   It is not spelled as a path, or the value can't
 *                            be stated.
 * @retval FISC_ERR_CONFLICT  Something else is stated there, or the path
 *                            leads through a value.
 * @retval FISC_ERR_LIMIT     Deeper than the context allows, or more facts.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_builder_decimal(struct fisc_builder *builder, const char *path,
                     double value, struct fisc_error *reterr);

/**
 * State a string. One that is written YYYY-MM-DD and is a day also counts as
 * a date.
 *
 * @param[in]  path    Relative to the prefix. **Borrowed** for this call.
 * @param[in]  value   UTF-8, NUL-terminated. **Borrowed** for this call.
 * @param[out] reterr  On failure, why, its `item` the path in full; may be
 *                     NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID   It is not spelled as a path, or the value can't
 *                            be stated.
 * @retval FISC_ERR_CONFLICT  Something else is stated there, or the path
 *                            leads through a value.
 * @retval FISC_ERR_LIMIT     Deeper than the context allows, or more facts.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_builder_string(struct fisc_builder *builder, const char *path,
                    const char *value, struct fisc_error *reterr);

/**
 * State a date.
 *
 * @param[in]  path    Relative to the prefix. **Borrowed** for this call.
 * @param[in]  value   One that can be written.
 * @param[out] reterr  On failure, why, its `item` the path in full; may be
 *                     NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID   It is not spelled as a path, or the value can't
 *                            be stated.
 * @retval FISC_ERR_CONFLICT  Something else is stated there, or the path
 *                            leads through a value.
 * @retval FISC_ERR_LIMIT     Deeper than the context allows, or more facts.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_builder_date(struct fisc_builder *builder, const char *path,
                  fisc_date value, struct fisc_error *reterr);

/**
 * State that a fact, or a whole record or list, is not known.
 *
 * @param[in]  path    Relative to the prefix. **Borrowed** for this call.
 * @param[in]  reason  Why, such as "asked the operator on 2026-06-01"; not
 *                     empty. **Borrowed** for this call.
 * @param[out] reterr  On failure, why, its `item` the path in full; may be
 *                     NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID   It is not spelled as a path, or the value can't
 *                            be stated.
 * @retval FISC_ERR_CONFLICT  Something else is stated there, or the path
 *                            leads through a value.
 * @retval FISC_ERR_LIMIT     Deeper than the context allows, or more facts.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_builder_unknown(struct fisc_builder *builder, const char *path,
                     const char *reason, struct fisc_error *reterr);

/**
 * State a set of strings.
 *
 * @param[in]  path      Relative to the prefix. **Borrowed** for this call.
 * @param[in]  items     `count` strings, each once. **Borrowed** for this
 *                       call.
 * @param[in]  count     How many.
 * @param[in]  complete  Is it whole?
 * @param[out] reterr    On failure, why, its `item` the path in full; may be
 *                       NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID   It is not spelled as a path, or the value can't
 *                            be stated.
 * @retval FISC_ERR_CONFLICT  Something else is stated there, or the path
 *                            leads through a value.
 * @retval FISC_ERR_LIMIT     Deeper than the context allows, or more facts.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_builder_set(struct fisc_builder *builder, const char *path,
                 const char *const *items, size_t count, int complete,
                 struct fisc_error *reterr);

/**
 * State a list of records. They are stated before or after, by paths such as
 * `suppliers[acme].reviewed`.
 *
 * @param[in]  path      Relative to the prefix. **Borrowed** for this call.
 * @param[in]  complete  Is it whole, with all that is stated in the end?
 * @param[out] reterr    On failure, why, its `item` the path in full; may be
 *                       NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID   It is not spelled as a path, or the value can't
 *                            be stated.
 * @retval FISC_ERR_CONFLICT  Something else is stated there, or the path
 *                            leads through a value.
 * @retval FISC_ERR_LIMIT     Deeper than the context allows, or more facts.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_builder_list(struct fisc_builder *builder, const char *path, int complete,
                  struct fisc_error *reterr);

/**
 * State an item of a list of plain values, which fisc_builder_set() can't: a
 * number, true or false, or one more string.
 *
 * @param[in]  path    Of a list or set that was stated. Relative to the
 *                     prefix. **Borrowed** for this call.
 * @param[in]  value   Of its members `size`, `type` and, by that, `integer`,
 *                     `decimal` or `string` are read. **Borrowed** for this
 *                     call.
 * @param[out] reterr  On failure, why; may be NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  No list is stated there.
 * @retval FISC_ERR_INVALID   It is not spelled as a path, the value is no
 *                            plain one, or the list holds records.
 * @retval FISC_ERR_CONFLICT  The list has that item.
 * @retval FISC_ERR_LIMIT     More facts than the context allows.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_builder_add(struct fisc_builder *builder, const char *path,
                 const struct fisc_value *value, struct fisc_error *reterr);

/**
 * State a record, perhaps of a list, that may stay empty. It may be stated
 * repeatedly.
 *
 * @param[in]  path    Relative to the prefix. **Borrowed** for this call.
 * @param[out] reterr  On failure, why, its `item` the path in full; may be
 *                     NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID   It is not spelled as a path, or the value can't
 *                            be stated.
 * @retval FISC_ERR_CONFLICT  Something else is stated there, or the path
 *                            leads through a value.
 * @retval FISC_ERR_LIMIT     Deeper than the context allows, or more facts.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_builder_record(struct fisc_builder *builder, const char *path,
                    struct fisc_error *reterr);

/**
 * Say more about the fact, set or list that was stated at a path.
 *
 * @param[in] path   Relative to the prefix. **Borrowed** for this call.
 * @param[in] about  **Borrowed** for this call.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  Nothing is stated there.
 * @retval FISC_ERR_INVALID   It is not spelled as a path; a date is none, an
 *                            id is none, a record or list can't have that, or
 *                            `about->size` is not a size of this struct.
 * @retval FISC_ERR_CONFLICT  It was said already.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_builder_about(struct fisc_builder *builder, const char *path,
                   const struct fisc_about *about, struct fisc_error *reterr);

/**
 * Make a description of what was stated. The builder is spent: afterwards
 * every call but fisc_builder_free() and fisc_builder_leave() fails with
 * FISC_ERR_INVALID.
 *
 * @param[out] ret     On success, a new description, **owned** by the caller:
 *                     release it with fisc_system_unref(). On failure
 *                     unchanged.
 * @param[out] reterr  On failure, why; may be NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_INVALID  The builder is spent.
 * @retval FISC_ERR_NOMEM    The builder is as it was.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_builder_finish(struct fisc_builder *builder, struct fisc_system **ret,
                    struct fisc_error *reterr);

/**
 * How the statements of a customer and of its provider meet. @since 0.1
 */
enum fisc_join_kind {
    FISC_JOIN_INHERITED = 0, /**< the customer inherits what is provided */
    FISC_JOIN_SHARED = 1,    /**< provided, and the provider asks something of
                                  its user for the same clause */
    FISC_JOIN_ANSWERED = 2,  /**< asked by the provider, answered */
    FISC_JOIN_OPEN = 3,      /**< asked by the provider, answered by nobody */
    FISC_JOIN_DANGLING = 4   /**< an `inherits` or `answers` that names nothing
                                  on the provider's side */
};

/**
 * One meeting of two statements. Strings are **borrowed** from the join; none
 * is NULL, what does not apply is "" and a line of 0. Its `size` is set by the
 * caller, as in struct fisc_value.
 *
 * @since 0.1
 */
struct fisc_join_entry {
    size_t size;                /**< sizeof(struct fisc_join_entry) */
    enum fisc_join_kind kind;
    const char *party;          /**< the provider's id in the customer's
                                     description */
    const char *clause;         /**< key of the clause */
    const char *as;             /**< key under which the provider states it */
    const char *bearer;         /**< who inherits */
    const char *responsibility; /**< id of what the provider asks */
    const char *text;           /**< the provider's words */
    const char *answer;         /**< the customer's words */
    int certain;                /**< 0 of an open or dangling one: the list in
                                     which the other half was not found is not
                                     whole */
    const char *customer_path;  /**< such as `inherits[f7]` */
    const char *customer_file;
    unsigned customer_line;
    unsigned customer_column;
    const char *provider_path;  /**< such as `provides[f7]` */
    const char *provider_file;
    unsigned provider_line;
    unsigned provider_column;
};

/**
 * A customer's description beside its provider's.
 *
 * Threads: immutable once made; any number of threads may read it.
 *
 * @since 0.1
 */
struct fisc_join;

/**
 * Join a customer's description with its provider's.
 *
 * Of the customer's, the entries of `inherits` and `answers` whose `from` is
 * the party count; of the provider's, its `provides` and `responsibilities`.
 * An `inherits` meets the `provides` of the same clause (its `as`, where it has
 * one); an `answers` meets the responsibility that it names. A clause that is
 * provided, and for which the provider asks something, is shared, whether the
 * customer says that it inherits it or not.
 *
 * Entries are in order of kind, then clause, responsibility and path.
 *
 * @param[in]  customer  The join takes a reference.
 * @param[in]  provider  The join takes a reference.
 * @param[in]  party     The provider's id in the customer's description.
 *                       **Borrowed** for this call.
 * @param[out] ret       On success, a new join, **owned** by the caller:
 *                       release it with fisc_join_free(). On failure
 *                       unchanged.
 * @param[out] reterr    On failure, why; may be NULL.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  The customer's description gives its parties, all
 *                            of them, and this one is not among them.
 * @retval FISC_ERR_NOMEM
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_join_new(struct fisc_system *customer, struct fisc_system *provider,
              const char *party, struct fisc_join **ret,
              struct fisc_error *reterr);

/** End a join; NULL is allowed. @since 0.1 */
FISC_API void
fisc_join_free(struct fisc_join *join);

/** How many entries it has. @since 0.1 */
FISC_API size_t
fisc_join_count(const struct fisc_join *join);

/**
 * An entry.
 *
 * @param[in]     index  Below fisc_join_count().
 * @param[in,out] ret    Its `size` is set by the caller, the rest on success.
 * @retval FISC_OK
 * @retval FISC_ERR_NOTFOUND  There are not so many.
 * @retval FISC_ERR_INVALID   `ret->size` is not a size of this struct.
 * @since 0.1
 */
FISC_API enum fisc_status
fisc_join_entry(const struct fisc_join *join, size_t index,
                struct fisc_join_entry *ret);

/** "inherited", "shared", …; "" for no kind. Static. @since 0.1 */
FISC_API const char *
fisc_join_kind_name(enum fisc_join_kind kind);

#ifdef __cplusplus
}
#endif

#endif
