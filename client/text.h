/*
 * text: the words of the client in bokmål: labels of fields, values that are written in ASCII, and the
 * decimals.
 *
 * The server sends its sentences ready made; here is only what the client itself must say.
 */
#pragma once

#include "proto/arena.h"

/* "periode_fra" -> "Fra". A field that is not in the catalogue is called by its own name, written readably.
 */
const char *text_label(struct arena *a, const char *field);

/* "under_behandling" -> "under behandling", for fields whose values are such words; others as they are. */
const char *text_value(const char *field, const char *value);

/* An amount of money, hours or per cent, shown as text_decimal has it. */
#define TEXT_AMOUNT 2

/* Not 0 for fields that hold numbers, which stand to the right in tables; TEXT_AMOUNT for amounts. */
int text_is_number(const char *field);

/* "1900000.5" -> "1 900 000,5"; what is not a decimal, such as "-", stays as it is. NULL stays NULL. */
const char *text_decimal(struct arena *a, const char *s);
