/* man: the manual page omstilling(1), made of the rows of commands and options. */
#pragma once

#include "out.h"

void man_print(struct out *o);
