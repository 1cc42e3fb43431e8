/*
 * cli: one run of the client: its memory, options, connection and where it writes.
 *
 * Owns the connection, made at the first call, the choice of the token and the following of pages. Commands
 * get it.
 */
#pragma once

#include "call.h"
#include "cmd.h"
#include "options.h"
#include "out.h"

/* "0.1.0" */
extern const char cli_release[];

/* The connection, which may serve one run after another (shell.h). */
struct cli_link {
	struct call_link *call; /* NULL: none */
	char *way;		/* which options it was made by */
};

struct cli {
	struct arena *a;
	struct options opt;
	struct dial_address address;
	struct out out, err;
	struct cli_link *link;
	const char *token; /* found at the first call that needs it */
	bool token_known;
	bool in_shell, no_pager;
	char **flags; /* the options as they were typed, n_flags of them */
	int n_flags;
};

/* Where tokens of this run belong: the server's address, or with a profile PROFILE@ADDRESS (tokens.h). */
const char *cli_place(const struct cli *cli);

/* Uses this token from now on; NULL: none. */
void cli_set_token(struct cli *cli, const char *token);

/*
 * Calls "Service/Method"; without an answer it is tried again where that is safe (retry.h), and where the
 * login is too old for it, whoever sits at the terminal is asked to log in anew (login.h). NULL with st
 * filled in.
 */
ProtobufCMessage *cli_call(struct cli *cli, const char *method, const ProtobufCMessage *req,
    struct status *st) __attribute__((warn_unused_result));

/* As cli_call; a list comes whole, all its pages joined. */
ProtobufCMessage *cli_call_all(struct cli *cli, const char *method, ProtobufCMessage *req, struct status *st)
    __attribute__((warn_unused_result));

/* Opens a call of streams (call.h). NULL with st filled in. */
struct call_stream *cli_stream(struct cli *cli, const char *method, int64_t patience_ms, struct status *st)
    __attribute__((warn_unused_result));

/* Ends the connection; the next call makes a new one. Without one it does nothing. */
void cli_hang_up(struct cli *cli);

/* Returns early, and true, on Ctrl-C where that does not end the program. */
bool cli_wait(unsigned ms);

/* The request that the row makes of the arguments. NULL with st. */
ProtobufCMessage *cli_request(struct cli *cli, const struct cmd_match *m, struct status *st)
    __attribute__((warn_unused_result));

/* Refuses --output csv: -1 with st. */
int cli_no_rows(struct status *st);

/* Prints a reply as the row and --output want it. 0, or -1 with st. */
int cli_print(struct cli *cli, const struct cmd *cmd, const ProtobufCMessage *reply, struct status *st)
    __attribute__((warn_unused_result));

/* A row without a function of its own: request, call, print. 0, or -1 with st. */
int cli_generic(struct cli *cli, const struct cmd_match *m, struct status *st)
    __attribute__((warn_unused_result));
