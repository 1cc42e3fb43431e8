/*
 * spraak: the language that the client speaks: bokmål, nynorsk or English.
 *
 * A text in the code is bokmål and its own msgid; nynorsk and English stand in client/po and are looked up by
 * gettext. Which language it is: what --spraak (OMSTILLING_SPRAAK, the file config) says, else the
 * environment's, as gettext reads it: LANGUAGE, of the names in it the first that we have; else LC_ALL, else
 * LC_MESSAGES, else LANG. An explicit "C" there turns LANGUAGE off, as in gettext. Whoever asks for none of
 * the three gets bokmål.
 *
 * No locale needs to be generated on the machine: gettext's own ("C.UTF-8" is part of glibc) is set for
 * messages and nothing else. Numbers are read and written as in C everywhere; how they are shown is tall.h.
 */
#pragma once

/* The texts of the client itself, and those of refusals by their reason. */
#define SPRAAK_KLIENT "omstilling"
#define SPRAAK_GRUNN "omstilling-grunn"

/* What options.h reads it from; here too, for what goes wrong before the options are read. */
#define SPRAAK_MILJOE "OMSTILLING_SPRAAK"

/* Chooses by the environment. Before it is called every text is bokmål. */
void spraak_init(void);

/* Chooses by name: "nb" (or "no"), "nn", "en", with or without a country. -1: none of ours. */
int spraak_velg(const char *navn) __attribute__((warn_unused_result));

/* "nb", "nn" or "en". */
const char *spraak_kode(void);

/* The text in the language chosen; itself where there is none. NULL and "" are themselves. */
const char *spraak_tekst(const char *bokmaal) __attribute__((format_arg(1)));

/* The text of a msgid under a context of a domain above; the very pointer msgid where there is none. */
const char *spraak_i(const char *domain, const char *context, const char *msgid);

/* The same of the client's own domain. */
const char *spraak_verdi(const char *context, const char *msgid);

/* A text where it is printed; and one that stands in a table, and is translated where it is printed. */
#define _(bokmaal) spraak_tekst(bokmaal)
#define N_(bokmaal) bokmaal
