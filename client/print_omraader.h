/*
 * print_omraader: innsatsområder through time: those in force, and what became of which.
 *
 * Figures are the server's, as it has let them follow the areas; nothing is added up here.
 */
#pragma once

#include <omstilling/v1/plan.pb-c.h>

#include "out.h"

/* GetOmraaderResponse. */
void print_omraader(struct out *o, const ProtobufCMessage *reply);

/* The changes that a plan makes; nothing when it makes none. */
void print_omraadeendringer(struct out *o, Omstilling__V1__Omraadeendring *const *endringer, size_t n);
