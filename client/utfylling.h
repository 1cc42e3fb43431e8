/*
 * utfylling: a text with what is special to one refusal put into it.
 *
 *	Fristen gikk ut {frist}.        {name} is a value; without it the text cannot be used
 *	... har feil[ i feltet {felt}]. what stands in [] falls out when a value in it is missing
 *	Det er {hvem} sin tur.||Alle steg er utført.    the first that can be filled
 *
 * {name:kind} is a value of a kind, such as an amount, that is written as the language does. Knows nothing of
 * where values come from.
 */
#pragma once

#include <stddef.h>

#include "proto/arena.h"

/* The value of a name ("tur.organer") and a kind ("" or "tall"), neither of them terminated; NULL: none. */
typedef const char *utfylling_verdi(
    void *arg, const char *navn, size_t len, const char *slag, size_t slag_len);

/* NULL when nothing of it can be filled. */
const char *utfylling(struct arena *a, const char *mal, utfylling_verdi *verdi, void *arg);
