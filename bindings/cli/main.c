/* SPDX-License-Identifier: MIT */
/* The command `fisc`: finds the command that is meant and runs it. */

#include <stdlib.h>
#include <string.h>

#include "cli.h"

static const struct cli_command commands[] = {
    {"eval", "SYSTEM...",
     "hold system descriptions against a policy",
     "A SYSTEM is a file in JSON or XML; - is standard input. Several are\n"
     "evaluated in one go and reported in the order given; in JSON each is an\n"
     "object of its own, one after the other. A folder stands for the files\n"
     "NAME.json and NAME.xml in it, in the order of their names.\n"
     "\n"
     "--format=jsonl prints a line for each SYSTEM, a report or an error, in\n"
     "that order, whatever --jobs says. It takes no more memory for ten thousand\n"
     "than for ten:\n"
     "\n"
     "  find fleet -name '*.json' | sort |\n"
     "      fisc eval -f jsonl --jobs=0 --files-from=- >results.jsonl\n"
     "\n"
     "With --set or --unset it says what would move: the results that differ\n"
     "from those of the description as it is, as \"fisc diff\" prints them. A\n"
     "VALUE is so on the date of the evaluation; JSON says more:\n"
     "\n"
     "  fisc eval --set backup.remote=false --unset logs.retention_days bank.json\n"
     "  fisc eval --set 'importance={\"value\": \"low\", \"by\": \"customer\",\n"
     "      \"at\": \"2026-06-01\", \"why\": \"...\"}' bank.json\n"
     "\n"
     "Exit status: 0 if all selected clauses of level must pass or do not\n"
     "apply, 2 if one fails, is unknown or was not checked, 1 if something\n"
     "could not be evaluated. With changes: of what would be so.",
     "padflrLcCjsnoDJwuvOFP", 1 << CLI_FORMAT_JSONL, 0, 0, cli_eval},
    {"explain", "[POLICY...] SYSTEM KEY",
     "explain one result in full",
     "KEY is a result's key (fisc8.o29.customer@bank), a clause's key, or the\n"
     "id or printed label of a control (fisc8.o29, 運29).\n"
     "\n"
     "Exit status: 0 if there is such a result, else 1.",
     "pafljoDwuv", 0, 2, 0, cli_explain},
    {"try", "CHECK.lua SYSTEM",
     "try one check file out on a description",
     "The file returns a requirement or a function (ctx). The policies given\n"
     "provide the facts' vocabulary and the params.\n"
     "\n"
     "Exit status: as for eval.",
     "pafljoDuv", 0, 2, 2, cli_try},
    {"diff", "BEFORE.json AFTER.json",
     "say what differs between two results",
     "BEFORE and AFTER are results of one system that \"fisc eval -f json\"\n"
     "printed, evaluated with the same options; - is standard input. What the\n"
     "difference is due to, the description, the policy or the date, is told by\n"
     "their digests. --details lists what is unchanged too, --rows leaves out\n"
     "the grounds.\n"
     "\n"
     "--format=jsonl prints an event a line for a system of tickets: open,\n"
     "reopen, update or close. --state names the events printed so far (- is\n"
     "standard input); what they have told is not told again:\n"
     "\n"
     "  fisc diff -f jsonl --state=told.jsonl old.json new.json >>told.jsonl\n"
     "\n"
     "Exit status: 0 if nothing got worse; 2 if a clause is met no longer, fails\n"
     "where it was only unknown, or is new and not met, whatever its level; 1 if\n"
     "they could not be compared.",
     "flSdOoDv", 1 << CLI_FORMAT_JSONL, 2, 2, cli_diff},
    {"forecast", "SYSTEM",
     "say when results will change by time alone",
     "With the facts as they are: each day after --as-of on which a result, its\n"
     "reason or its waiver changes, and why. SYSTEM is a file in JSON or XML; -\n"
     "is standard input.\n"
     "\n"
     "--format=ical prints a calendar (RFC 5545) with an event for each day;\n"
     "--alarm has it remind of them before:\n"
     "\n"
     "  fisc forecast -f ical --alarm=30d -o bank.ics bank.json\n"
     "\n"
     "Exit status: 0 if no clause of level must stops being met, 2 if one does,\n"
     "1 if there could be no forecast.",
     "paUflArLcCjoDwuv", 1 << CLI_FORMAT_ICAL, 1, 1, cli_forecast},
    {"plan", "SYSTEM",
     "say what would have to change so that more clauses pass",
     "SYSTEM is a file in JSON or XML; - is standard input. First comes a list\n"
     "of changes for all of it, chosen greedily, with the clauses that pass from\n"
     "each on; then each clause that is not met, those of level must first, with\n"
     "the smallest sets of changes that make it pass. Each was tried: made and\n"
     "evaluated again. By what a change is made stands before it: action,\n"
     "evidence, judgement (somebody decides, and it is recorded), or waiver,\n"
     "which is always the last. --details lists every set and waivers, --rows\n"
     "the list alone.\n"
     "\n"
     "Exit status: as for eval.",
     "pafldOrLcCjoDwuv", 0, 1, 1, cli_plan},
    {"questionnaire", "SYSTEM",
     "print the questions that are still open, to be filled in",
     "SYSTEM is a file in JSON or XML, as far as it goes; - is standard input.\n"
     "What decides clauses that are unknown is asked for, in the order in which\n"
     "answers settle most clauses of level must: as Markdown (text), as a table\n"
     "that spreadsheets open (csv), or as JSON, whose \"answer\" takes what the\n"
     "description is to hold at that path. Filled in, it is read back:\n"
     "\n"
     "  fisc questionnaire -f json -o asked.json bank.json\n"
     "  fisc eval --answers=asked.json bank.json\n"
     "\n"
     "Exit status: 0 if nothing of level must is open, 2 if something is, 1 if\n"
     "it could not be evaluated.",
     "pafloLrcCjwuv", 1 << CLI_FORMAT_CSV, 1, 1, cli_questionnaire},
    {"lint", "[POLICY...]",
     "load a policy and say what is odd about it",
     "A POLICY is a policy's folder or a folder of such folders, each looked at\n"
     "on its own; other sources, and those of --policy, are taken together.\n"
     "doc/policies.md lists the rules.\n"
     "\n"
     "Exit status: 0 if there is nothing to say, 2 if there are warnings, 1 if\n"
     "it could not be loaded.",
     "plv", 0, 0, 0, cli_lint},
    {"test", "[POLICY...]",
     "run the tests that policies have in their folders",
     "A POLICY is a policy's folder or a folder of such folders (default: the\n"
     "current one). Its cases are in tests/*.tsv; doc/testing.md says how they\n"
     "are written.\n"
     "\n"
     "Every clause needs a case in which it passes, one in which it fails and\n"
     "one in which it is unknown. --coverage lists the branches of its check\n"
     "that no case reaches, --mutate the changes to the check that no case\n"
     "notices.\n"
     "\n"
     "Exit status: 0 if all is as written; 2 if a row is not, a clause lacks a\n"
     "case, a line is out of date or fewer than 95 % of the mutants are\n"
     "noticed; 1 if something could not be evaluated.",
     "fJlmMoVv", 1 << CLI_FORMAT_JUNIT, 0, 0, cli_test},
    {"list", "controls|clauses|facts|params",
     "list what a policy holds",
     "One a line: label or key, id, title.",
     "plv", 0, 1, 1, cli_list},
    {"show", "NAME",
     "show a control, a clause, a fact or a param",
     "NAME is the id or printed label of a control, the key of a clause, the\n"
     "path of a fact or the id of a param.",
     "plv", 0, 1, 1, cli_show},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static void
print_help(void)
{
    printf("fisc: hold a system description against a policy on a date\n"
           "\n"
           "Usage: fisc COMMAND [OPTION...] ARGUMENT...\n"
           "\n"
           "Commands:\n");
    for (size_t i = 0; i < COMMANDS; i++)
        printf("  %-14s %s\n", commands[i].name, commands[i].summary);
    printf("\n"
           "  fisc COMMAND --help   about a command\n"
           "  fisc --version        versions of fisc and what it runs with\n"
           "\n"
           "FISC_POLICY_PATH        folders of policies, parted by colons, that\n"
           "                        are looked into for a policy named without a\n"
           "                        path, before those that are installed\n");
}

static void
print_version(void)
{
    char details[128];

    fisc_version_details(details, sizeof details);
    printf("fisc %s\n%s\n", fisc_version(), details);
}

static int
run_command(const struct cli_command *command, int argc, char **argv)
{
    struct cli_options options;
    int first, status;
    size_t count;

    if (!cli_options_read(command, argc, argv, &options, &first, &status))
        return status;
    count = (size_t)(argc - first);
    if (count < command->least ||
        (command->most > 0 && count > command->most)) {
        fprintf(stderr,
                "fisc: usage: fisc %s [OPTION...] %s (\"fisc %s --help\" says "
                "more)\n",
                command->name, command->arguments, command->name);
        status = EXIT_MISUSED;
    } else {
        status = command->run(command, &options, argv + first, count);
    }
    cli_options_done(&options);
    return status;
}

int
main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";

    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 ||
        strcmp(name, "help") == 0) {
        print_help();
        return cli_finish(EXIT_MET);
    }
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
        print_version();
        return cli_finish(EXIT_MET);
    }
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return run_command(&commands[i], argc - 1, argv + 1);
    if (*name)
        return cli_fail("no command \"%s\"; \"fisc --help\" lists them", name);
    return cli_fail("a command is missing; \"fisc --help\" lists them");
}
