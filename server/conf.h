/*
 * conf: what the daemon is told. One table of options gives flags, environment, file keys, defaults and
 * --help.
 *
 * Precedence: flag, then environment (OMSTILLING_ and the flag in capitals), then file, then default. Knows
 * nothing of what the values are used for.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "log.h"

#define CONF_LIST_MAX 16

enum conf_ask { CONF_RUN, CONF_VERSION, CONF_HELP };

/* Values of an option that is given more than once; ended by NULL. */
struct conf_list {
	char *at[CONF_LIST_MAX + 1];
	size_t count;
};

struct conf {
	enum conf_ask ask;
	int word_count; /* what follows the options, a subcommand and its arguments (sub.h); borrowed from
			   argv */
	char **words;

	char *config;
	char *data;	      /* directory of the private PostgreSQL; NULL when database is set */
	char *database;	      /* conninfo of a PostgreSQL that is not ours */
	char *owner_database; /* the same with the owner's credentials; wiped by conf_wipe_secrets() */
	bool demo;
	struct conf_list listen;     /* host:port or unix:PATH */
	struct conf_list proxy_from; /* networks */
	char *tls_cert, *tls_key;    /* PEM files; both or none */
	char *tls_client_ca;	     /* PEM file; only with them */
	char *metrics;		     /* host:port on the loopback; NULL: none */
	char *user;		     /* to become when started as root */
	unsigned connections, pipeline_depth, queue;
	unsigned max_message; /* bytes */
	unsigned max_attachment;
	unsigned cache;	      /* bytes; 0: none */
	unsigned max_streams; /* concurrent streams on a connection */
	unsigned max_connections, max_connections_per_address;
	unsigned max_calls_per_login, max_calls_per_address;
	unsigned default_timeout; /* milliseconds for a call without deadline */
	unsigned argon_opslimit, argon_memlimit, argon_queue;
	enum log_level log_level;
	enum log_format log_format;
};

/*
 * Fills in c from the arguments, the environment and the file. 0; -1 with a sentence in err (exit status 2).
 * Every string in c is a copy, freed by conf_free, except where said above.
 */
int conf_load(struct conf *c, int argc, char **argv, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/* Writes the table of options. */
void conf_help(FILE *out);

/* Overwrites the owner's credentials, also in argv and the environment: the serving process shall not have
 * them. */
void conf_wipe_secrets(struct conf *c, int argc, char **argv);

void conf_free(struct conf *c);
