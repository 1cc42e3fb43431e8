/*
 * cmd: a command is one row, and the usage line in the row is its parser.
 *
 * Owns the grammar of usage lines and the matching of what was typed against them. Leaves out what the
 * commands are (commands.c), how a request is made of the match (request.c) and the options that every
 * command has (options.c).
 *
 * Grammar, word by word: `plan` a word to type; `PLAN` a value; `ja|nei` a value out of these; `--dato DATO`
 * an option that must be there; `[X]` may be left out; `X...` and `[X]...` may be repeated.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "proto/grpc.h"

/* More arguments than this on one command line are refused. */
#define CMD_MAX_ARGS 128
/* No command has more words. */
#define CMD_MAX_WORDS 3

struct cli;
struct cmd_match;
struct out;

/* One command. A generic one, where the request is what was typed and the reply is printed by descriptor,
 * needs no C. */
struct cmd {
	const char *usage;
	/* Service/Method without the package; NULL for what needs no server. */
	const char *method;
	const char *stream; /* the stream that `run` opens after it; NULL: none */
	/*
	 * Which request field a value or option fills, where it is not the one of the same name:
	 * `PLACE=sted`,
	 * `--dato=resultat.dato`, `--verv=forslag.verv(organ,brukernavn)`; and `akt:=raader` for a field that
	 * the command itself fills; and `--personnr-fil=@personnr` where the option names a file whose first
	 * line is the value (request_secrets).
	 */
	const char *fields;
	/* What the generic printer shows, in which order (print.h); NULL: everything. */
	const char *show;
	/* The list that --output csv has all plain fields of, where it is not what the table shows; NULL:
	 * that. */
	const char *csv;
	/* Instead of the generic printer. */
	void (*print)(struct out *o, const ProtobufCMessage *reply);
	/* Instead of one call with a printed reply. */
	int (*run)(struct cli *cli, const struct cmd_match *m, struct status *st);
	const char *help;
	/* What follows `omstilling`, as one would type it; NULL: made of the usage line (example.h). */
	const char *example;
	bool live;   /* prints while it goes on: never page by page */
	bool hidden; /* for programs: not in the list of commands, and not completed */
};

enum cmd_kind { CMD_WORD, CMD_VALUE, CMD_OPTION };

/* One element of a usage line; name and value point into it. */
struct cmd_word {
	enum cmd_kind kind;
	bool optional, repeated;
	const char *name;
	size_t len;
	const char *value; /* what an option takes; NULL for a flag and for the other kinds */
	size_t value_len;
};

struct cmd_arg {
	struct cmd_word word;
	const char *value; /* NULL for a flag */
};

struct cmd_match {
	const struct cmd *cmd;
	struct cmd_arg args[CMD_MAX_ARGS];
	size_t n;
};

/* The next element at *usage, which advances; false at the end. */
bool cmd_word_next(const char **usage, struct cmd_word *w);

/* The length of the words to type at the start of a usage line: "plan show PLAN" has 9. */
size_t cmd_name_len(const char *usage);

/*
 * The row that the words of argv name, each written out or by an unambiguous beginning, with their number in
 * *used. NULL with st filled in: reason `ukjent_kommando`, the nearest command in the hint.
 */
const struct cmd *cmd_find(struct arena *a, const struct cmd *rows, int argc, char **argv, int *used,
    struct status *st) __attribute__((warn_unused_result));

/* Matches what follows the command's words. 0, or -1 with st filled in: reason `feil_bruk`, the usage in the
 * hint. */
int cmd_parse(struct arena *a, const struct cmd *cmd, int argc, char **argv, struct cmd_match *m,
    struct status *st) __attribute__((warn_unused_result));

/* The element that takes the next value without a name. */
bool cmd_next_value(const struct cmd_match *m, struct cmd_word *w);

/* The value given for a name such as "PLAN" or "--etag"; for a flag its own name; NULL when it was not given.
 */
const char *cmd_value(const struct cmd_match *m, const char *name);
