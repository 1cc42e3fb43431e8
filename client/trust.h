/*
 * trust: connects to the server that the options say, and asks once, as ssh does, about a key that nobody
 * vouches for. Without a terminal nothing is asked, and the answer is no.
 */
#pragma once

#include "cli.h"

/* As call_connect. */
struct call_link *trust_connect(struct cli *cli, struct status *st) __attribute__((warn_unused_result));
