/*
 * meter: see meter.h.
 */
#include "meter.h"

#include <stdlib.h>

const unsigned meter_bounds[METER_BUCKETS] = {5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000};

struct meter {
	size_t rows; /* the last is for what is unknown */
	struct meter_row row[];
};

struct meter *meter_new(size_t rows)
{
	struct meter *m = calloc(1, sizeof(*m) + (rows + 1) * sizeof(m->row[0]));

	if (m)
		m->rows = rows + 1;
	return m;
}

void meter_free(struct meter *m)
{
	free(m);
}

static void take_time(struct meter_row *r, int64_t ms)
{
	size_t i = 0;

	r->timed++;
	r->ms += ms > 0 ? (unsigned long long)ms : 0;
	while (i < METER_BUCKETS && ms > (int64_t)meter_bounds[i])
		i++;
	if (i < METER_BUCKETS)
		r->within[i]++;
}

void meter_call(struct meter *m, size_t row, unsigned code, bool stream, int64_t ms)
{
	struct meter_row *r;

	if (!m || code >= METER_CODES)
		return;
	r = &m->row[row < m->rows ? row : m->rows - 1];
	r->finished[code]++;
	if (!stream)
		take_time(r, ms);
}

const struct meter_row *meter_row(const struct meter *m, size_t i)
{
	return m && i < m->rows ? &m->row[i] : NULL;
}
