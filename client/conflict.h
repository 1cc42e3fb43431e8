/*
 * conflict: what is shown when somebody else changed the same thing of a plan differently.
 */
#pragma once

#include <omstilling/v1/plan.pb-c.h>

#include "cli.h"

/*
 * After a refused save: when the refusal is `redigeringskonflikt`, asks the server for the conflicts with
 * whole values and shows them on standard error, and st gets a hint of what to do with the text kept in the
 * file (NULL: it stands where the caller got it from). Any other refusal is left as it is.
 */
void conflict_show(
    struct cli *cli, const Omstilling__V1__SavePlanRequest *req, const char *kept, struct status *st);
