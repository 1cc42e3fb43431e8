/*
 * fuzz: what a harness gives to the driver. The entry point is libFuzzer's, so that a harness also runs under
 * it.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One input that is right, to be damaged. */
struct fuzz_seed {
	const char *data;
	size_t len;
};
#define FUZZ_SEED(text)                                                                                      \
	{                                                                                                    \
		text, sizeof(text) - 1                                                                       \
	}

/* Ended by a row without data. */
extern const struct fuzz_seed fuzz_seeds[];

/* What must hold whatever the input is. */
#define FUZZ_HOLDS(x)                                                                                        \
	do {                                                                                                 \
		if (!(x)) {                                                                                  \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #x);               \
			abort();                                                                             \
		}                                                                                            \
	} while (0)
