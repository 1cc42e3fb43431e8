/*
 * meter: how calls ended, by method and outcome, and how long they took: what /metrics tells.
 *
 * One row a method of the contract and one for all that is unknown, so that no caller can make it grow. Knows
 * no method by name: a row is a number.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define METER_CODES 17 /* gRPC's */
#define METER_BUCKETS 12

/* Upper bounds in milliseconds. The clock of a call ticks every four, so that finer ones would tell nothing.
 */
extern const unsigned meter_bounds[METER_BUCKETS];

struct meter_row {
	unsigned long long finished[METER_CODES];
	/* Unary calls only: a stream lasts as long as its client likes. */
	unsigned long long within[METER_BUCKETS]; /* each call in the narrowest that holds it; none: longer */
	unsigned long long timed, ms;
};

struct meter;

/* rows: how many methods; one more is made for what is none of them. NULL when memory is out. */
struct meter *meter_new(size_t rows) __attribute__((warn_unused_result));
/* NULL is fine. */
void meter_free(struct meter *m);

/* A call has ended. A row past the last is the one for the unknown. m NULL: nothing is measured. */
void meter_call(struct meter *m, size_t row, unsigned code, bool stream, int64_t ms);

/* Row i, of rows + 1; NULL past the last. */
const struct meter_row *meter_row(const struct meter *m, size_t i);
