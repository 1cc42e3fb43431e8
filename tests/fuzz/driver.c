/*
 * driver: damages the seeds of a harness and feeds them to it.
 *
 *	fuzz_NAME COUNT          run inputs 0 to COUNT - 1
 *	fuzz_NAME COUNT FROM     run inputs FROM to COUNT - 1
 *
 * An input depends on its number only, so that a failing one is run again by its number, which is printed
 *when the program dies. Leaves out coverage: for that, link a harness with libFuzzer instead.
 */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "fuzz.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/common_interface_defs.h>
#endif

#define INPUT_MAX 4096
#define HITS_MAX 8

static unsigned long now;

static void on_death(void)
{
	fprintf(stderr, "driver: died at input %lu\n", now);
}

static void on_abort(int sig)
{
	(void)sig;
	on_death();
	_exit(1);
}

static uint64_t state;

static uint32_t rnd(uint32_t below)
{
	state += UINT64_C(0x9e3779b97f4a7c15);
	uint64_t z = state;
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)((z ^ (z >> 31)) >> 32) % below;
}

struct input {
	uint8_t data[INPUT_MAX];
	size_t len;
};

/* Puts n bytes in at a place, pushing the rest back as far as there is room. */
static void insert(struct input *in, size_t at, const void *bytes, size_t n)
{
	if (in->len + n > INPUT_MAX)
		return;
	memmove(in->data + at + n, in->data + at, in->len - at);
	memcpy(in->data + at, bytes, n);
	in->len += n;
}

static void damage(struct input *in, size_t seeds)
{
	static const char *const tokens[] = {"{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "-",
	    "0", "1e9", "\\u0000", "\\ud83d", "\\udca7", "\xc0\x80", "\xf0\x9f\x92\xa7",
	    "\xff\xff\xff\xff\x0f", "\x80", "=", "99999999999999999999", "%", "%00"};
	size_t at = rnd((uint32_t)in->len + 1), n = rnd(16);
	const struct fuzz_seed *other = &fuzz_seeds[rnd((uint32_t)seeds)];
	const char *token = tokens[rnd(sizeof(tokens) / sizeof(tokens[0]))];
	uint8_t byte = (uint8_t)rnd(256);
	switch (rnd(6)) {
	case 0:
		if (at < in->len)
			in->data[at] = byte;
		break;
	case 1:
		if (at < in->len)
			in->data[at] ^= (uint8_t)(1 << byte % 8);
		break;
	case 2:
		if (n > in->len - at)
			n = in->len - at;
		memmove(in->data + at, in->data + at + n, in->len - at - n);
		in->len -= n;
		break;
	case 3:
		insert(in, at, token, strlen(token));
		break;
	case 4:
		insert(in, at, other->data, other->len);
		break;
	default:
		in->len = rnd(4) ? in->len : at;
		break;
	}
}

/* The seeds themselves come first, then damaged ones. */
static void run(unsigned long number, size_t seeds)
{
	struct input in;
	state = number;
	const struct fuzz_seed *seed = &fuzz_seeds[number % seeds];
	memcpy(in.data, seed->data, seed->len);
	in.len = seed->len;
	for (uint32_t hits = number < seeds ? 0 : 1 + rnd(HITS_MAX); hits > 0; hits--)
		damage(&in, seeds);
	/* Memory of exactly this size: reading past the end is seen. */
	uint8_t *data = malloc(in.len ? in.len : 1);
	FUZZ_HOLDS(data);
	memcpy(data, in.data, in.len);
	LLVMFuzzerTestOneInput(data, in.len);
	free(data);
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "usage: %s COUNT [FROM]\n", argv[0]);
		return 2;
	}
	unsigned long count = strtoul(argv[1], NULL, 10);
	size_t seeds = 0;
	while (fuzz_seeds[seeds].data)
		seeds++;
	signal(SIGABRT, on_abort);
#ifdef __SANITIZE_ADDRESS__
	__sanitizer_set_death_callback(on_death);
#endif
	for (now = argc > 2 ? strtoul(argv[2], NULL, 10) : 0; now < count; now++)
		run(now, seeds);
	printf("%lu inputs from %zu seeds\n", count, seeds);
	return 0;
}
