/* SPDX-License-Identifier: MIT */
#ifndef FISC_FISC_H
#define FISC_FISC_H

/**
 * @file
 * Everything: hold a system description against a policy on a date and get a
 * result for each clause and each party that bears it.
 */

#include <fisc/base.h>
#include <fisc/catalog.h>
#include <fisc/change.h>
#include <fisc/context.h>
#include <fisc/diff.h>
#include <fisc/error.h>
#include <fisc/evaluate.h>
#include <fisc/forecast.h>
#include <fisc/plan.h>
#include <fisc/policy.h>
#include <fisc/questions.h>
#include <fisc/report.h>
#include <fisc/system.h>
#include <fisc/vocabulary.h>

#endif
