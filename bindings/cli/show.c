/* SPDX-License-Identifier: MIT */
/* fisc show: a control, a clause, a fact or a param, with all that is known. */

#include <string.h>

#include "cli.h"

enum word {
    WORD_CONTROL,
    WORD_GROUP,
    WORD_TITLE,
    WORD_TEXT,
    WORD_GUIDANCE,
    WORD_WITHDRAWN,
    WORD_CLAUSE,
    WORD_BEARER,
    WORD_LEVEL,
    WORD_FAIL,
    WORD_CHECK,
    WORD_NO_CHECK,
    WORD_PLACE,
    WORD_FACT,
    WORD_TYPE,
    WORD_UNIT,
    WORD_ALLOWED,
    WORD_MAX_AGE,
    WORD_JUDGED,
    WORD_MEANING,
    WORD_QUESTION,
    WORD_PARAM,
    WORD_VALUE,
    WORD_UNSET,
    WORD_OWNER,
    WORD_DATE,
    WORD_REASON
};

static const char *const words[][2] = {
    [WORD_CONTROL] = {"項目", "control"},
    [WORD_GROUP] = {"区分", "group"},
    [WORD_TITLE] = {"表題", "title"},
    [WORD_TEXT] = {"本文", "text"},
    [WORD_GUIDANCE] = {"解説", "guidance"},
    [WORD_WITHDRAWN] = {"廃止された項目", "withdrawn"},
    [WORD_CLAUSE] = {"条項", "clause"},
    [WORD_BEARER] = {"主体", "bearer"},
    [WORD_LEVEL] = {"水準", "level"},
    [WORD_FAIL] = {"不適合時", "if it fails"},
    [WORD_CHECK] = {"点検", "check"},
    [WORD_NO_CHECK] = {"なし", "none"},
    [WORD_PLACE] = {"定義", "defined in"},
    [WORD_FACT] = {"事実", "fact"},
    [WORD_TYPE] = {"型", "type"},
    [WORD_UNIT] = {"単位", "unit"},
    [WORD_ALLOWED] = {"取り得る値", "allowed"},
    [WORD_MAX_AGE] = {"有効期間", "longest age"},
    [WORD_JUDGED] = {"判断者・日付・理由を要する",
                     "a judgement: by, at and why are needed"},
    [WORD_MEANING] = {"意味", "meaning"},
    [WORD_QUESTION] = {"質問", "question"},
    [WORD_PARAM] = {"パラメータ", "param"},
    [WORD_VALUE] = {"値", "value"},
    [WORD_UNSET] = {"（未設定）", "(unset)"},
    [WORD_OWNER] = {"決定者", "owner"},
    [WORD_DATE] = {"決定日", "date"},
    [WORD_REASON] = {"理由", "reason"},
};

enum { NAME_COLUMNS = 13 };

struct shown {
    const struct fisc_policy *policy;
    enum fisc_language language;
};

static void
print_field(const struct shown *shown, enum word name, const char *value)
{
    if (!*value)
        return;
    cli_print(stdout, words[name][shown->language], NAME_COLUMNS);
    cli_print_wrapped(stdout, value, NAME_COLUMNS, NAME_COLUMNS);
}

static void
print_place(const struct shown *shown, enum word name, const char *file,
            unsigned line)
{
    if (!*file)
        return;
    cli_print(stdout, words[name][shown->language], NAME_COLUMNS);
    cli_print(stdout, file, 0);
    printf(":%u\n", line);
}

static const char *
role_word(enum fisc_role role, enum fisc_language language)
{
    static const char *const japanese[FISC_ROLE_COUNT] = {
        [FISC_ROLE_CUSTOMER] = "利用者",
        [FISC_ROLE_PROVIDER] = "クラウド事業者",
        [FISC_ROLE_OPERATOR] = "運用受託者",
        [FISC_ROLE_SUPPLIER] = "供給者",
    };

    return language == FISC_LANGUAGE_JA ? japanese[role] : fisc_role_name(role);
}

static const char *
level_word(enum fisc_level level, enum fisc_language language)
{
    static const char *const japanese[] = {
        [FISC_LEVEL_MUST] = "必須",
        [FISC_LEVEL_SHOULD] = "推奨",
        [FISC_LEVEL_MAY] = "任意",
    };

    return language == FISC_LANGUAGE_JA ? japanese[level]
                                        : fisc_level_name(level);
}

static void
print_clause(const struct shown *shown, size_t index)
{
    struct fisc_clause_info info = {.size = sizeof info};
    const char *file;
    unsigned line;

    fisc_policy_clause(shown->policy, index, &info);
    print_field(shown, WORD_CLAUSE, info.key);
    print_field(shown, WORD_TITLE, info.title[shown->language]);
    print_field(shown, WORD_BEARER, role_word(info.bearer, shown->language));
    print_field(shown, WORD_LEVEL, level_word(info.level, shown->language));
    if (strcmp(info.text[shown->language], info.title[shown->language]) != 0)
        print_field(shown, WORD_TEXT, info.text[shown->language]);
    print_field(shown, WORD_FAIL, info.fail[shown->language]);
    if (fisc_policy_clause_check(shown->policy, index, &file, &line))
        print_place(shown, WORD_CHECK, file, line);
    else
        print_field(shown, WORD_CHECK, words[WORD_NO_CHECK][shown->language]);
    cli_print_record(shown->policy, info.key, true, shown->language);
    print_place(shown, WORD_PLACE, info.file, info.line);
}

static void
print_control(const struct shown *shown, size_t index)
{
    struct fisc_control_info info = {.size = sizeof info};

    fisc_policy_control(shown->policy, index, &info);
    cli_print(stdout, words[WORD_CONTROL][shown->language], NAME_COLUMNS);
    if (*info.label) {
        cli_print(stdout, info.label, 0);
        fputs("  ", stdout);
    }
    cli_print(stdout, info.id, 0);
    putchar('\n');
    print_field(shown, WORD_TITLE, info.title[shown->language]);
    print_field(shown, WORD_GROUP, info.group_title[shown->language]);
    if (info.withdrawn)
        printf("%*s%s\n", NAME_COLUMNS, "",
               words[WORD_WITHDRAWN][shown->language]);
    print_field(shown, WORD_TEXT, info.text[shown->language]);
    print_field(shown, WORD_GUIDANCE, info.guidance[shown->language]);
    cli_print_record(shown->policy, info.id, false, shown->language);
    print_place(shown, WORD_PLACE, info.file, info.line);
    for (size_t i = 0; i < info.clause_count; i++) {
        putchar('\n');
        print_clause(shown, info.first_clause + i);
    }
}

static void
print_allowed(const struct shown *shown, size_t fact, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct fisc_allowed_info value = {.size = sizeof value};

        if (fisc_policy_fact_value(shown->policy, fact, i, &value) != FISC_OK)
            continue;
        cli_print(stdout, i == 0 ? words[WORD_ALLOWED][shown->language] : "",
                  NAME_COLUMNS);
        cli_print(stdout, value.name, 0);
        if (*value.title[shown->language]) {
            fputs("  ", stdout);
            cli_print(stdout, value.title[shown->language], 0);
        }
        putchar('\n');
    }
}

static void
print_fact(const struct shown *shown, size_t index)
{
    struct fisc_fact_info info = {.size = sizeof info};

    fisc_policy_fact(shown->policy, index, &info);
    print_field(shown, WORD_FACT, info.path);
    print_field(shown, WORD_TYPE, fisc_fact_type_name(info.type));
    print_field(shown, WORD_UNIT, info.unit);
    print_allowed(shown, index, info.value_count);
    print_field(shown, WORD_MAX_AGE, info.max_age);
    if (info.judged)
        printf("%*s%s\n", NAME_COLUMNS, "",
               words[WORD_JUDGED][shown->language]);
    print_field(shown, WORD_MEANING, info.meaning[shown->language]);
    print_field(shown, WORD_QUESTION, info.question[shown->language]);
    print_place(shown, WORD_PLACE, info.file, info.line);
}

static void
print_param(const struct shown *shown, size_t index)
{
    struct fisc_param_info info = {.size = sizeof info};

    fisc_policy_param(shown->policy, index, &info);
    print_field(shown, WORD_PARAM, info.id);
    print_field(shown, WORD_MEANING, info.label[shown->language]);
    print_field(shown, WORD_TYPE, info.type);
    for (size_t i = 0; i < info.value_count; i++)
        print_field(shown, WORD_VALUE,
                    fisc_policy_param_value(shown->policy, index, i));
    if (info.value_count == 0)
        print_field(shown, WORD_VALUE, words[WORD_UNSET][shown->language]);
    print_field(shown, WORD_OWNER, info.owner);
    print_field(shown, WORD_DATE, info.date);
    print_field(shown, WORD_REASON, info.reason[shown->language]);
    print_place(shown, WORD_PLACE, info.file, info.line);
}

static bool
find_fact(const struct fisc_policy *policy, const char *path, size_t *ret)
{
    size_t count = fisc_policy_fact_count(policy);

    for (size_t i = 0; i < count; i++) {
        struct fisc_fact_info info = {.size = sizeof info};

        if (fisc_policy_fact(policy, i, &info) == FISC_OK &&
            strcmp(info.path, path) == 0) {
            *ret = i;
            return true;
        }
    }
    return false;
}

/* By its id, or by the id without the catalog's part, as checks name it. */
static bool
find_param(const struct fisc_policy *policy, const char *name, size_t *ret)
{
    size_t count = fisc_policy_param_count(policy), found = 0;

    for (size_t i = 0; i < count; i++) {
        struct fisc_param_info info = {.size = sizeof info};
        const char *dot;

        if (fisc_policy_param(policy, i, &info) != FISC_OK)
            continue;
        if (strcmp(info.id, name) == 0) {
            *ret = i;
            return true;
        }
        dot = strchr(info.id, '.');
        if (dot && strcmp(dot + 1, name) == 0 && ++found == 1)
            *ret = i;
    }
    return found == 1;
}

static int
show_name(const struct shown *shown, const char *name)
{
    size_t index;
    enum fisc_status status =
        fisc_policy_find_control(shown->policy, name, &index);

    if (status == FISC_OK)
        print_control(shown, index);
    else if (fisc_policy_find_clause(shown->policy, name, &index) == FISC_OK)
        print_clause(shown, index);
    else if (find_fact(shown->policy, name, &index))
        print_fact(shown, index);
    else if (find_param(shown->policy, name, &index))
        print_param(shown, index);
    else if (status == FISC_ERR_CONFLICT)
        return cli_fail("several controls have the label \"%s\"; name one by "
                        "its id", name);
    else
        return cli_fail("the policy has no control, clause, fact or param "
                        "\"%s\"", name);
    return EXIT_MET;
}

int
cli_show(const struct cli_command *command, const struct cli_options *options,
         char **arguments, size_t count)
{
    struct shown shown = {.language = options->language};
    struct fisc_context *context;
    struct fisc_policy *policy;
    int status = cli_context(options, &context);

    (void)command;
    (void)count;
    if (status != 0)
        return status;
    status = cli_policy(options, context, &policy);
    if (status == 0) {
        shown.policy = policy;
        status = show_name(&shown, arguments[0]);
        fisc_policy_unref(policy);
    }
    fisc_context_unref(context);
    return cli_finish(status);
}
