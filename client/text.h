/*
 * text: the words of the contract as people see them: labels of fields, and values that are words in ASCII.
 *
 * The server sends its sentences ready made; here is only what the client itself must say.
 */
#pragma once

#include <stddef.h>

#include "proto/arena.h"

/* "periode_fra" -> "Fra". A field that is not in the catalogue is called by its own name, written readably.
 */
const char *text_label(struct arena *a, const char *field);

/* "under_behandling" -> "under behandling", for fields whose values are words of the contract, in the
 * language chosen; others as they are. NULL stays NULL. */
const char *text_value(const char *field, const char *value);

/* The i-th of those words, as it is written in bokmål; NULL after the last: for who checks that each has a
 * text in every language. */
const char *text_word(size_t i);

/* An amount of money, hours or per cent, shown as tall_desimal has it. */
#define TEXT_AMOUNT 2

/* Not 0 for fields that hold numbers, which stand to the right in tables; TEXT_AMOUNT for amounts. */
int text_is_number(const char *field);

/* A number that stands at a path in a plan, as tall_desimal has it; a year is no amount and is not grouped.
 */
const char *text_figure(struct arena *a, const char *path, const char *number);
