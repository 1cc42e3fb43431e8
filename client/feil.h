/*
 * feil: why the system refused, in the language chosen. A machine need not have that locale for us to say it;
 * what is rare is said as the C library says it.
 */
#pragma once

/* Of an errno. */
const char *feil_tekst(int error);
