/* SPDX-License-Identifier: MIT */
/* Forecasts where memory is short: an error, and nothing leaked. */

#include <stdlib.h>
#include <string.h>

#include "forecast/rig.h"
#include "support/failing.h"

/* Each kind of leaf, a function that is called each day, waivers. */
static const char facts[] =
    "\"off\": {\"value\": true, \"expires\": \"2026-07-11\"}, "
    "\"on\": {\"value\": true, \"date\": \"2026-01-31\"}, "
    "\"fresh\": {\"value\": true, \"date\": \"2026-06-29\"}, "
    "\"tested\": \"2026-06-15\", "
    "\"rooms\": [{\"id\": \"a\", \"locked\": {\"value\": true, "
    "\"expires\": \"2026-07-20\"}}], "
    "\"contracts\": [{\"id\": \"c\", \"party\": \"aws\", \"from\": "
    "\"2026-07-01\", \"to\": \"2026-07-31\", \"terms\": [\"audit\"]}], "
    "\"evidence\": [{\"id\": \"e\", \"kind\": \"report\", \"about\": "
    "[\"rooms\"], \"collected\": \"2026-01-01\", \"expires\": "
    "\"2026-07-14\", \"confirmed\": true}]";

static enum fisc_status
write_all(const struct fisc_forecast *forecast)
{
    enum fisc_status status = FISC_OK;

    for (int format = 0; !status && format < 3; format++) {
        struct fisc_forecast_write_options options = {
            .size = sizeof options,
            .format = (enum fisc_forecast_format)format,
            .language = (enum fisc_language)(format & 1),
            .alarm = "2w"};
        char *text = NULL;
        size_t length = 0;

        status = fisc_forecast_write_text(forecast, &options, &text, &length,
                                          NULL);
        if (!status)
            fisc_forecast_free_text(forecast, text, length);
    }
    return status;
}

static enum fisc_status
do_all(struct fisc_context *context, void *data)
{
    char *path = data;
    struct fisc_source source = {.size = sizeof source, .name = path};
    struct fisc_forecast_options options = forecast_options("2026-08-31");
    struct fisc_policy *policy = NULL;
    struct fisc_system *system = NULL;
    struct fisc_evaluator *evaluator = NULL;
    struct fisc_forecast *forecast = NULL;
    char text[2048] = "{\"format\": \"libfisc-system/1\", \"id\": \"s\", "
                      "\"parties\": [{\"id\": \"bank\", \"roles\": "
                      "[\"customer\"]}], ";
    enum fisc_status status;

    strcat(strcat(text, facts), "}");
    status = fisc_policy_load(context, &source, 1, &policy, NULL);
    if (!status)
        status = fisc_system_parse(context, "s", text, strlen(text),
                                   FISC_SYSTEM_JSON, &system, NULL);
    if (!status)
        status = fisc_evaluator_new(policy, &evaluator, NULL);
    if (!status)
        status = fisc_forecast_new(evaluator, system, &options, &forecast,
                                   NULL);
    if (!status)
        status = write_all(forecast);
    fisc_policy_unref(policy);
    fisc_system_unref(system);
    fisc_evaluator_free(evaluator);
    fisc_forecast_unref(forecast); /* outlives what it was made from */
    return status;
}

START_TEST(all__gives_everything_back_when_memory_is_short)
{
    char *path = source_path("tests/data/forecast/policy");

    ck_assert_uint_gt(failing_try(do_all, path, 3), 1000);
    free(path);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("memory");

    tcase_add_test(tests, all__gives_everything_back_when_memory_is_short);
    return forecast_main(tests);
}
