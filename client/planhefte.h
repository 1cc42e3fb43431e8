/*
 * planhefte: a plan as a document to be kept or sent: its words, its tables with their sums, charts of
 * targets and budget, and what was found when it was frozen.
 *
 * Owns what stands in it and in which order. Leaves out how it is written (hefte).
 */
#pragma once

#include <omstilling/v1/plan.pb-c.h>

#include "hefte.h"

struct hefte *planhefte(struct arena *a, const Omstilling__V1__GetPlanResponse *r);

/* The two plans, each in a file of its own. */
void planhefte_omstillingsplan(struct hefte *h, const Omstilling__V1__Omstillingsplan *p);
void planhefte_handlingsplan(struct hefte *h, const Omstilling__V1__Handlingsplan *p);
