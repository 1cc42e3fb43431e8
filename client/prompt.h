/*
 * prompt: secrets that a person types, or a script hands over in a file; never an argument, never the
 * environment. And questions that only a terminal can answer.
 */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "proto/grpc.h"

#define PROMPT_MAX 1024 /* bytes of a secret */

/* Where secrets come from: the lines of a file, one after another, or the terminal without echo. */
struct prompt {
	FILE *file; /* NULL: the terminal */
};

/* file: a path, "-" for standard input, NULL for the terminal. 0, or -1 with st. */
int prompt_open(struct arena *a, struct prompt *p, const char *file, struct status *st)
    __attribute__((warn_unused_result));

/* The next secret into buf, asked for by label on a terminal. 0, or -1 with st. Wipe buf after use. */
int prompt_secret(struct arena *a, struct prompt *p, const char *label, char buf[PROMPT_MAX],
    struct status *st) __attribute__((warn_unused_result));

/* Whether there is a terminal to ask on. */
bool prompt_terminal(void);

/* A line that a person types on the terminal, asked for by label. 0, or -1 with st: there is no terminal, or
 * nothing was said. */
int prompt_answer(struct arena *a, const char *label, char buf[PROMPT_MAX], struct status *st)
    __attribute__((warn_unused_result));

void prompt_close(struct prompt *p);
