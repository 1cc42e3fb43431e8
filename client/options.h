/*
 * options: what every command takes: the server, who one is, the form of the answer.
 *
 * One table says flag, environment, key in the file and help text. The flag wins over the environment, that
 * over the profile that --profil names (profile.h), that over the file $XDG_CONFIG_HOME/omstilling/config;
 * both are lines `key = value`. No secret is ever an option.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "proto/grpc.h"

#define OPTIONS_SERVER "127.0.0.1:7443" /* where omstillingd listens by default */
#define OPTIONS_TIMEOUT "30"

struct options {
	const char *server, *as, *ca, *output, *timeout, *password_file, *token_file, *key, *spraak;
	const char *profile;					/* NULL or "": none */
	const char *fingerprint, *cert, *cert_key;		/* see dial_tls.h */
	const char *tls, *no_login, *no_pager, *help, *version; /* flags: not NULL when given */
	bool data, yaml, csv;					/* from output; data: JSON or YAML */
	int64_t timeout_ms;					/* from timeout */
	const char *given; /* the flags of the command line, as lines of a profile */
};

struct options_row {
	const char *flag;	/* "--server" */
	const char *value;	/* how help calls its value; NULL for a flag */
	const char *env, *file; /* NULL: not from there */
	const char *standard;
	size_t offset;
	const char *help;
};

/* Ends with a row of zeroes. */
extern const struct options_row options_rows[];

/* Where the options lead, and how, as text: what was made by the same is the same connection. */
char *options_way(struct arena *a, const struct options *opt);

/*
 * Takes the options out of argv, wherever they stand before "--", and leaves the rest, with *argc fewer. 0,
 * or -1 with st filled in.
 */
int options_parse(struct arena *a, int *argc, char **argv, struct options *opt, struct status *st)
    __attribute__((warn_unused_result));

/* The values that a profile says, and the standard ones, without what is made of them. 0, or -1 with st. */
int options_of_profile(struct arena *a, const char *name, struct options *opt, struct status *st)
    __attribute__((warn_unused_result));
