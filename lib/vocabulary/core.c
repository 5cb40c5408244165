/* SPDX-License-Identifier: MIT */
/* The facts that every policy knows: parties, evidence, contracts, the split. */

#include <string.h>

#include "vocabulary/tree.h"

struct core_fact {
    const char *path;
    enum fisc_fact_type type;
    bool none;
    const char *values; /* "name=ja=en|…"; NULL: any */
    struct fisc__text meaning;
    struct fisc__text question;
};

#define ROLES                                                                  \
    "customer=利用者=customer|provider=クラウド事業者=cloud provider|"         \
    "operator=運用受託者=operator|supplier=委託先=supplier"

static const struct core_fact core_facts[] = {
    {"parties", FISC_FACT_LIST, false, NULL,
     {"システムに関わる組織の一覧", "organisations that have a part in it"},
     {"どの組織が関わっていますか？", "Which organisations have a part in it?"}},
    {"parties[].name", FISC_FACT_STRING, false, NULL,
     {"組織の名称", "name of the organisation"},
     {"名称は何ですか？", "What is it called?"}},
    {"parties[].roles", FISC_FACT_SET, false, ROLES,
     {"組織が担う役割", "roles that the organisation holds"},
     {"どの役割を担いますか？", "Which roles does it hold?"}},

    {"evidence", FISC_FACT_LIST, false, NULL,
     {"証跡の台帳", "register of evidence"},
     {"どの証跡がありますか？", "What evidence is there?"}},
    {"evidence[].kind", FISC_FACT_STRING, false, NULL,
     {"証跡の種類（soc2-type2など）", "kind of evidence, such as soc2-type2"},
     {"どの種類の証跡ですか？", "What kind of evidence is it?"}},
    {"evidence[].title", FISC_FACT_STRING, false, NULL,
     {"証跡の表題", "title of the evidence"},
     {"表題は何ですか？", "What is its title?"}},
    {"evidence[].issuer", FISC_FACT_STRING, false, NULL,
     {"証跡の発行者", "who issued the evidence"},
     {"誰が発行しましたか？", "Who issued it?"}},
    {"evidence[].about", FISC_FACT_SET, false, NULL,
     {"証跡が扱う主題", "topics that the evidence covers"},
     {"何を扱っていますか？", "What is it about?"}},
    {"evidence[].subject", FISC_FACT_SET, false, NULL,
     {"証跡の対象（リージョン、拠点、サービスなど）",
      "what was examined: regions, sites, services"},
     {"何を対象としていますか？", "What was examined?"}},
    {"evidence[].collected", FISC_FACT_DATE, false, NULL,
     {"証跡を入手した日", "day on which the evidence was obtained"},
     {"いつ入手しましたか？", "When was it obtained?"}},
    {"evidence[].expires", FISC_FACT_DATE, true, NULL,
     {"証跡に依拠できる最終日（期限がなければnone）",
      "last day on which it may be relied on, or none"},
     {"いつまで有効ですか？", "Until when is it valid?"}},
    {"evidence[].from", FISC_FACT_DATE, true, NULL,
     {"評価対象期間の初日", "first day of the period examined"},
     {"対象期間はいつからですか？", "When does the period examined begin?"}},
    {"evidence[].to", FISC_FACT_DATE, true, NULL,
     {"評価対象期間の最終日", "last day of the period examined"},
     {"対象期間はいつまでですか？", "When does the period examined end?"}},
    {"evidence[].access", FISC_FACT_ENUMERATION, false,
     "public=公開=public|nda=秘密保持契約による=under a confidentiality "
     "agreement|internal=社内限り=internal",
     {"証跡を見ることができる範囲", "who may see the evidence"},
     {"誰が見ることができますか？", "Who may see it?"}},
    {"evidence[].confirmed", FISC_FACT_FLAG, false, NULL,
     {"金融機関が内容を確認したか（誰がいつ）",
      "whether the institution has confirmed it, who and when"},
     {"誰がいつ確認しましたか？", "Who has confirmed it, and when?"}},
    {"evidence[].location", FISC_FACT_STRING, false, NULL,
     {"証跡の保管場所", "where the evidence is kept"},
     {"どこに保管していますか？", "Where is it kept?"}},
    {"evidence[].method", FISC_FACT_ENUMERATION, false,
     "examine=閲覧=examine|interview=質問=interview|test=試験=test",
     {"証跡を得た方法", "how the evidence was obtained"},
     {"どの方法で得ましたか？", "How was it obtained?"}},

    {"contracts", FISC_FACT_LIST, false, NULL,
     {"契約の一覧", "contracts"},
     {"どの契約がありますか？", "Which contracts are there?"}},
    {"contracts[].party", FISC_FACT_STRING, false, NULL,
     {"契約の相手方のID", "id of the other party"},
     {"相手方は誰ですか？", "Who is the other party?"}},
    {"contracts[].title", FISC_FACT_STRING, false, NULL,
     {"契約の表題", "title of the contract"},
     {"表題は何ですか？", "What is its title?"}},
    {"contracts[].from", FISC_FACT_DATE, true, NULL,
     {"契約の発効日", "first day on which it is in force"},
     {"いつ発効しましたか？", "Since when is it in force?"}},
    {"contracts[].to", FISC_FACT_DATE, true, NULL,
     {"契約の最終日（定めがなければnone）",
      "last day on which it is in force, or none"},
     {"いつまで有効ですか？", "Until when is it in force?"}},
    {"contracts[].terms", FISC_FACT_SET, false, NULL,
     {"契約で定めた事項", "what the contract provides for"},
     {"何を定めていますか？", "What does it provide for?"}},
    {"contracts[].location", FISC_FACT_STRING, false, NULL,
     {"契約書の保管場所", "where the contract is kept"},
     {"どこに保管していますか？", "Where is it kept?"}},

    {"inherits", FISC_FACT_LIST, false, NULL,
     {"他の組織が果たす責務の一覧", "duties that another party fulfils"},
     {"どの責務を他の組織に委ねていますか？",
      "Which duties are fulfilled by another party?"}},
    {"inherits[].clause", FISC_FACT_STRING, false, NULL,
     {"引き継ぐ条項のキー", "key of the clause that is inherited"},
     {"どの条項ですか？", "Which clause is it?"}},
    {"inherits[].bearer", FISC_FACT_STRING, false, NULL,
     {"引き継ぐ側の役割", "role of who inherits"},
     {"誰の責務ですか？", "Whose duty is it?"}},
    {"inherits[].from", FISC_FACT_STRING, false, NULL,
     {"責務を果たす組織のID", "id of the party that fulfils it"},
     {"誰が果たしていますか？", "Who fulfils it?"}},
    {"inherits[].as", FISC_FACT_STRING, false, NULL,
     {"相手方での条項のキー", "key of the clause on the other side"},
     {"相手方ではどの条項ですか？", "Which clause is it on the other side?"}},
    {"inherits[].confirmed", FISC_FACT_FLAG, false, NULL,
     {"引き継ぎを金融機関が確認したか（誰がいつ）",
      "whether the institution has confirmed it, who and when"},
     {"誰がいつ確認しましたか？", "Who has confirmed it, and when?"}},

    {"provides", FISC_FACT_LIST, false, NULL,
     {"利用者のために果たす責務の一覧",
      "duties that this party fulfils for its users"},
     {"利用者のために何を果たしますか？",
      "What does it fulfil for its users?"}},
    {"provides[].clause", FISC_FACT_STRING, false, NULL,
     {"果たす条項のキー", "key of the clause that is fulfilled"},
     {"どの条項ですか？", "Which clause is it?"}},
    {"provides[].text", FISC_FACT_STRING, false, NULL,
     {"果たす内容", "what is provided"},
     {"何を提供しますか？", "What is provided?"}},

    {"responsibilities", FISC_FACT_LIST, false, NULL,
     {"利用者に求める事項の一覧", "what this party asks of its users"},
     {"利用者に何を求めますか？", "What does it ask of its users?"}},
    {"responsibilities[].clause", FISC_FACT_STRING, false, NULL,
     {"関係する条項のキー", "key of the clause concerned"},
     {"どの条項に関係しますか？", "Which clause does it concern?"}},
    {"responsibilities[].text", FISC_FACT_STRING, false, NULL,
     {"求める内容", "what is asked"},
     {"何を求めますか？", "What is asked?"}},

    {"answers", FISC_FACT_LIST, false, NULL,
     {"提供者から求められた事項への回答の一覧",
      "answers to what a provider asks of its users"},
     {"提供者から求められた事項にどう応えていますか？",
      "How is what the provider asks answered?"}},
    {"answers[].from", FISC_FACT_STRING, false, NULL,
     {"求めた組織のID", "id of the party that asks"},
     {"誰から求められましたか？", "Who asks for it?"}},
    {"answers[].responsibility", FISC_FACT_STRING, false, NULL,
     {"求められた事項のID", "id of what is asked"},
     {"どの事項への回答ですか？", "What is it an answer to?"}},
    {"answers[].text", FISC_FACT_STRING, false, NULL,
     {"回答", "the answer"},
     {"どう応えていますか？", "What is the answer?"}},
};

/* Cuts what comes before `stop` off *text, and the stop. */
static const char *
cut(struct fisc__arena *arena, const char **text, char stop)
{
    const char *begin = *text;
    const char *end = strchr(begin, stop);

    *text = end ? end + 1 : begin + strlen(begin);
    return fisc__arena_copy(arena, begin,
                            end ? (size_t)(end - begin) : strlen(begin));
}

static bool
core_values(struct fisc__arena *arena, const char *text,
            struct fisc__definition *definition)
{
    size_t count = 1;

    for (const char *c = text; *c; c++)
        count += *c == '|';
    definition->values =
        fisc__arena_array(arena, count, sizeof *definition->values);
    if (!definition->values)
        return false;
    definition->value_count = count;
    for (size_t i = 0; i < count; i++) {
        struct fisc__allowed *value = &definition->values[i];

        value->name = cut(arena, &text, '=');
        value->title.ja = cut(arena, &text, '=');
        value->title.en = cut(arena, &text, '|');
        if (!value->name || !value->title.ja || !value->title.en)
            return false;
    }
    return true;
}

static enum fisc_status
add_core_fact(struct fisc__vocabulary *vocabulary,
              const struct core_fact *fact, struct fisc_error *reterr)
{
    struct fisc__definition *definition =
        fisc__arena_alloc(vocabulary->arena, sizeof *definition);

    if (!definition)
        return fisc__error_nomem(reterr);
    definition->path = fact->path;
    definition->type = fact->type;
    definition->none = fact->none;
    definition->meaning = fact->meaning;
    definition->question = fact->question;
    if (fact->values &&
        !core_values(vocabulary->arena, fact->values, definition))
        return fisc__error_nomem(reterr);
    return fisc__vocabulary_add(vocabulary, definition, reterr);
}

enum fisc_status
fisc__vocabulary_add_core(struct fisc__vocabulary *vocabulary,
                          struct fisc_error *reterr)
{
    for (size_t i = 0; i < sizeof core_facts / sizeof *core_facts; i++) {
        enum fisc_status status =
            add_core_fact(vocabulary, &core_facts[i], reterr);

        if (status < 0)
            return status;
    }
    return FISC_OK;
}
