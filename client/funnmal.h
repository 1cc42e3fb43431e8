/*
 * funnmal: the templates of the sentences in which sql/checks tells what it has found, and of the parts that
 * are put into them; each %s is something of the plan. tests/lint/grunn compares them with sql/checks.
 */
#pragma once

/* Ends with NULL. */
extern const char *const funnmaler[];
