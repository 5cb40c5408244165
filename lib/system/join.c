/* SPDX-License-Identifier: MIT */
/*
 * A customer's description beside its provider's: what is inherited, what is
 * asked and answered, and what is left open between them.
 */

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/sized.h"
#include "system/system.h"

struct fisc_join {
    struct fisc_context *context; /* the customer's, which is referred to */
    struct fisc__arena arena;
    struct fisc_system *customer; /* references */
    struct fisc_system *provider;
    const char *party;
    struct fisc_join_entry *entries;
    size_t count;
    size_t capacity;
};

/* The records of a list, sorted by a field, to be looked up by it. */
struct side {
    const struct fisc__item *list; /* or NULL */
    const char *name;              /* of the list, for paths */
    const struct fisc__item **sorted;
    size_t count;
    const char *field;
};

static int
order_by_clause(const void *a, const void *b)
{
    const struct fisc__item *left = *(const struct fisc__item *const *)a;
    const struct fisc__item *right = *(const struct fisc__item *const *)b;
    int order = strcmp(fisc__item_string(left, "clause"),
                       fisc__item_string(right, "clause"));

    return order ? order : strcmp(left->name, right->name);
}

static int
order_by_responsibility(const void *a, const void *b)
{
    const struct fisc__item *left = *(const struct fisc__item *const *)a;
    const struct fisc__item *right = *(const struct fisc__item *const *)b;
    int order = strcmp(fisc__item_string(left, "responsibility"),
                       fisc__item_string(right, "responsibility"));

    return order ? order : strcmp(left->name, right->name);
}

/*
 * Gathers the records of a list whose `from` is the party (NULL: all), sorted
 * by a field, then id. False where memory is short.
 */
static bool
gather(struct fisc__arena *arena, const struct fisc_system *system,
       const char *name, const char *field, const char *party,
       struct side *ret)
{
    const struct fisc__item *list =
        fisc__item_field(system->root, name, strlen(name));
    bool records = list && list->kind == FISC__ITEM_LIST &&
                   list->u.children.count > 0 &&
                   list->u.children.list[0]->name;
    size_t count = records ? list->u.children.count : 0;

    *ret = (struct side){.list = list, .name = name, .field = field};
    ret->sorted = fisc__arena_array(arena, count, sizeof *ret->sorted);
    if (!ret->sorted)
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct fisc__item *record = list->u.children.list[i];

        if (!party || strcmp(fisc__item_string(record, "from"), party) == 0)
            ret->sorted[ret->count++] = record;
    }
    if (ret->count > 1)
        qsort(ret->sorted, ret->count, sizeof *ret->sorted,
              strcmp(field, "clause") == 0 ? order_by_clause
                                           : order_by_responsibility);
    return true;
}

/* Finds the first record whose field is that text. */
static bool
look_up(const struct side *side, const char *text, size_t *ret_first)
{
    size_t low = 0, high = side->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(fisc__item_string(side->sorted[middle], side->field),
                   text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *ret_first = low;
    return low < side->count &&
           strcmp(fisc__item_string(side->sorted[low], side->field), text) == 0;
}

/* Is what isn't in the list not there, or perhaps only not listed? */
static int
is_whole(const struct side *side)
{
    return side->list && side->list->kind == FISC__ITEM_LIST &&
           side->list->complete;
}

/* Adds an entry; either record may be NULL. */
static struct fisc_join_entry *
add_entry(struct fisc_join *join, enum fisc_join_kind kind,
          const char *customer_list, const struct fisc__item *customer,
          const char *provider_list, const struct fisc__item *provider)
{
    struct fisc_join_entry *entry;

    if (!fisc__grow(join->context, &join->entries, &join->capacity,
                    join->count, sizeof *join->entries))
        return NULL;
    entry = &join->entries[join->count];
    *entry = (struct fisc_join_entry){
        .kind = kind, .party = join->party, .clause = "", .as = "",
        .bearer = "", .responsibility = "", .text = "", .answer = "",
        .certain = 1, .customer_path = "", .customer_file = "",
        .provider_path = "", .provider_file = ""};
    if (customer) {
        entry->customer_path = fisc__arena_format(
            &join->arena, "%s[%s]", customer_list, customer->name);
        entry->customer_file = customer->place.file ? customer->place.file : "";
        entry->customer_line = customer->place.line;
        entry->customer_column = customer->place.column;
    }
    if (provider) {
        entry->provider_path = fisc__arena_format(
            &join->arena, "%s[%s]", provider_list, provider->name);
        entry->provider_file = provider->place.file ? provider->place.file : "";
        entry->provider_line = provider->place.line;
        entry->provider_column = provider->place.column;
    }
    if (!entry->customer_path || !entry->provider_path)
        return NULL;
    join->count++;
    return entry;
}

/* The four lists that meet. */
struct meeting {
    struct side inherits;
    struct side answers;
    struct side provides;
    struct side responsibilities;
};

/* An inherits beside the provides of its clause, which may be NULL. */
static bool
add_inherited(struct fisc_join *join, const struct meeting *m,
              const struct fisc__item *inherits,
              const struct fisc__item *provides, const char *as)
{
    size_t first;
    bool asks = look_up(&m->responsibilities, as, &first);
    struct fisc_join_entry *entry =
        add_entry(join,
                  !provides ? FISC_JOIN_DANGLING
                  : asks    ? FISC_JOIN_SHARED
                            : FISC_JOIN_INHERITED,
                  "inherits", inherits, "provides", provides);

    if (!entry)
        return false;
    entry->clause = fisc__item_string(inherits, "clause");
    entry->bearer = fisc__item_string(inherits, "bearer");
    entry->as = as;
    if (provides)
        entry->text = fisc__item_string(provides, "text");
    else
        entry->certain = is_whole(&m->provides);
    return true;
}

/*
 * The key that a statement means on the provider's side: rule 19. Without `as`
 * it is that of the customer's clause with the provider's role. NULL where
 * memory is short.
 */
static const char *
key_there(struct fisc_join *join, const struct fisc__item *inherits)
{
    const char *as = fisc__item_string(inherits, "as");
    const char *clause = fisc__item_string(inherits, "clause");
    const char *role = strrchr(clause, '.');

    if (*as || !role)
        return *as ? as : clause;
    return fisc__arena_format(&join->arena, "%.*s.provider",
                              (int)(role - clause), clause);
}

/* Where a clause is provided twice, the first by id counts. */
static bool
join_inherits(struct fisc_join *join, const struct meeting *m,
              unsigned char *met)
{
    for (size_t i = 0; i < m->inherits.count; i++) {
        const struct fisc__item *inherits = m->inherits.sorted[i];
        const struct fisc__item *provides = NULL;
        const char *as = key_there(join, inherits);
        size_t first;

        if (!as)
            return false;
        if (*as && look_up(&m->provides, as, &first)) {
            provides = m->provides.sorted[first];
            met[first] = 1;
        }
        if (!add_inherited(join, m, inherits, provides, as))
            return false;
    }
    return true;
}

/* What is provided and asks something, but isn't said to be inherited. */
static bool
join_shared(struct fisc_join *join, const struct meeting *m,
            const unsigned char *met)
{
    for (size_t i = 0; i < m->provides.count; i++) {
        const struct fisc__item *provides = m->provides.sorted[i];
        const char *clause = fisc__item_string(provides, "clause");
        struct fisc_join_entry *entry;
        size_t first;

        if (met[i] || !*clause ||
            !look_up(&m->responsibilities, clause, &first))
            continue;
        look_up(&m->provides, clause, &first);
        if (first != i)
            continue;
        entry = add_entry(join, FISC_JOIN_SHARED, NULL, NULL, "provides",
                          provides);
        if (!entry)
            return false;
        entry->clause = entry->as = clause;
        entry->text = fisc__item_string(provides, "text");
    }
    return true;
}

static bool
add_answered(struct fisc_join *join, const struct meeting *m,
             const struct fisc__item *responsibility,
             const struct fisc__item *answer)
{
    struct fisc_join_entry *entry = add_entry(
        join, answer ? FISC_JOIN_ANSWERED : FISC_JOIN_OPEN, "answers", answer,
        "responsibilities", responsibility);

    if (!entry)
        return false;
    entry->clause = entry->as = fisc__item_string(responsibility, "clause");
    entry->responsibility = responsibility->name;
    entry->text = fisc__item_string(responsibility, "text");
    if (answer)
        entry->answer = fisc__item_string(answer, "text");
    else
        entry->certain = is_whole(&m->answers);
    return true;
}

static bool
is_answer(const struct fisc__item *answer, const struct fisc__item *asked)
{
    return strcmp(fisc__item_string(answer, "responsibility"),
                  asked->name) == 0;
}

static bool
join_responsibilities(struct fisc_join *join, const struct meeting *m)
{
    for (size_t i = 0; i < m->responsibilities.count; i++) {
        const struct fisc__item *asked = m->responsibilities.sorted[i];
        size_t j;

        if (!look_up(&m->answers, asked->name, &j) &&
            !add_answered(join, m, asked, NULL))
            return false;
        for (; j < m->answers.count && is_answer(m->answers.sorted[j], asked);
             j++)
            if (!add_answered(join, m, asked, m->answers.sorted[j]))
                return false;
    }
    return true;
}

/* Answers to what nobody asks. */
static bool
join_answers(struct fisc_join *join, const struct meeting *m)
{
    for (size_t i = 0; i < m->answers.count; i++) {
        const struct fisc__item *answer = m->answers.sorted[i];
        const char *id = fisc__item_string(answer, "responsibility");
        struct fisc_join_entry *entry;

        if (m->responsibilities.list &&
            fisc__item_record(m->responsibilities.list, id))
            continue;
        entry = add_entry(join, FISC_JOIN_DANGLING, "answers", answer, NULL,
                          NULL);
        if (!entry)
            return false;
        entry->responsibility = id;
        entry->answer = fisc__item_string(answer, "text");
        entry->certain = is_whole(&m->responsibilities);
    }
    return true;
}

static int
order_entries(const void *a, const void *b)
{
    const struct fisc_join_entry *left = a, *right = b;
    int order = (int)left->kind - (int)right->kind;

    if (!order)
        order = strcmp(left->clause, right->clause);
    if (!order)
        order = strcmp(left->responsibility, right->responsibility);
    if (!order)
        order = strcmp(left->customer_path, right->customer_path);
    if (!order)
        order = strcmp(left->provider_path, right->provider_path);
    return order;
}

static enum fisc_status
meet(struct fisc_join *join, struct fisc_error *reterr)
{
    const char *party = join->party;
    struct meeting m;
    unsigned char *met;

    if (!gather(&join->arena, join->customer, "inherits", "clause", party,
                &m.inherits) ||
        !gather(&join->arena, join->customer, "answers", "responsibility",
                party, &m.answers) ||
        !gather(&join->arena, join->provider, "provides", "clause", NULL,
                &m.provides) ||
        !gather(&join->arena, join->provider, "responsibilities", "clause",
                NULL, &m.responsibilities))
        return fisc__error_nomem(reterr);
    met = fisc__arena_alloc(&join->arena, m.provides.count);
    if (!met || !join_inherits(join, &m, met) ||
        !join_shared(join, &m, met) || !join_responsibilities(join, &m) ||
        !join_answers(join, &m))
        return fisc__error_nomem(reterr);
    if (join->count > 1)
        qsort(join->entries, join->count, sizeof *join->entries,
              order_entries);
    return FISC_OK;
}

/* A party that a whole list of parties lacks is misspelled. */
static enum fisc_status
check_party(const struct fisc_system *customer, const char *party,
            struct fisc_error *reterr)
{
    const struct fisc__item *parties =
        fisc__item_field(customer->root, "parties", 7);

    if (!parties || parties->kind != FISC__ITEM_LIST || !parties->complete ||
        fisc__item_record(parties, party))
        return FISC_OK;
    return fisc__error_item(reterr, FISC_ERR_NOTFOUND, &parties->place, party,
                            "%s has no party \"%.60s\"", customer->id, party);
}

enum fisc_status
fisc_join_new(struct fisc_system *customer, struct fisc_system *provider,
              const char *party, struct fisc_join **ret,
              struct fisc_error *reterr)
{
    struct fisc_context *context;
    struct fisc_join *join;
    enum fisc_status status;

    assert(customer && provider && party && ret);
    context = customer->context;
    status = check_party(customer, party, reterr);
    if (status != FISC_OK)
        return status;
    join = fisc__alloc(context, sizeof *join);
    if (!join)
        return fisc__error_nomem(reterr);
    join->context = context;
    fisc__arena_init(&join->arena, context);
    join->customer = fisc_system_ref(customer);
    join->provider = fisc_system_ref(provider);
    join->party = fisc__arena_string(&join->arena, party);
    status = join->party ? meet(join, reterr) : fisc__error_nomem(reterr);
    if (status != FISC_OK) {
        fisc_join_free(join);
        return status;
    }
    *ret = join;
    return FISC_OK;
}

void
fisc_join_free(struct fisc_join *join)
{
    struct fisc_system *customer;

    if (!join)
        return;
    customer = join->customer; /* keeps the context alive until the end */
    fisc__free(join->context, join->entries,
               join->capacity * sizeof *join->entries);
    fisc__arena_done(&join->arena);
    fisc_system_unref(join->provider);
    fisc__free(join->context, join, sizeof *join);
    fisc_system_unref(customer);
}

size_t
fisc_join_count(const struct fisc_join *join)
{
    return join->count;
}

/* The struct as the first release has it. */
enum { ENTRY_LEAST = sizeof(struct fisc_join_entry) };

enum fisc_status
fisc_join_entry(const struct fisc_join *join, size_t index,
                struct fisc_join_entry *ret)
{
    assert(join && ret);
    if (index >= join->count)
        return FISC_ERR_NOTFOUND;
    return fisc__sized_copy(ret, &join->entries[index], sizeof *join->entries,
                            ENTRY_LEAST);
}

const char *
fisc_join_kind_name(enum fisc_join_kind kind)
{
    static const char *const names[] = {"inherited", "shared", "answered",
                                        "open", "dangling"};

    return (size_t)kind < sizeof names / sizeof *names ? names[kind] : "";
}
