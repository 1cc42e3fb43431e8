/* progress: see progress.h. */
#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "spraak.h"

#define REDRAW_MS 100
#define BAR_MAX 40
#define NUMBERS 46 /* columns of everything but label and bar */
#define MIB (1024.0 * 1024.0)

static int64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void fill_bar(char *bar, int columns, int64_t done, int64_t total)
{
	int full = total > 0 ? (int)(done * columns / total) : columns;

	memset(bar, '#', (size_t)full);
	memset(bar + full, '.', (size_t)(columns - full));
	bar[columns] = '\0';
}

int progress_line(const struct progress *p, int64_t done, int64_t ms, int width, char out[PROGRESS_MAX])
{
	int columns = width - (int)strlen(p->label) - NUMBERS;
	char bar[BAR_MAX + 1];
	int percent = p->total > 0 ? (int)(done * 100 / p->total) : 100;
	double speed = ms > 0 ? (double)(done - p->begun_at) / MIB * 1000.0 / (double)ms : 0;

	if (columns > BAR_MAX)
		columns = BAR_MAX;
	fill_bar(bar, columns > 0 ? columns : 0, done, p->total);
	if (p->unit)
		return snprintf(out, PROGRESS_MAX, "%s [%s] %3d %% %" PRId64 "/%" PRId64 " %s", p->label, bar,
		    percent, done, p->total, p->unit);
	return snprintf(out, PROGRESS_MAX, "%s [%s] %3d %% %.1f/%.1f MiB %.1f MiB/s", p->label, bar, percent,
	    (double)done / MIB, (double)p->total / MIB, speed);
}

static void draw(struct progress *p, int64_t done, int64_t now)
{
	char line[PROGRESS_MAX];

	p->drawn = now;
	progress_line(p, done, now - p->started, p->o->width, line);
	fprintf(p->o->f, "\r%s\033[K", line);
	fflush(p->o->f);
}

struct progress progress_start(struct out *o, const char *label, int64_t done, int64_t total)
{
	struct progress p = {.o = isatty(fileno(o->f)) ? o : NULL,
	    .label = label,
	    .begun_at = done,
	    .total = total,
	    .started = now_ms()};

	if (p.o)
		draw(&p, done, p.started);
	return p;
}

struct progress progress_count(struct out *o, const char *label, const char *unit, int64_t total)
{
	struct progress p = {.o = isatty(fileno(o->f)) ? o : NULL,
	    .label = label,
	    .unit = unit,
	    .total = total,
	    .started = now_ms()};

	return p; /* drawn at the first progress_to */
}

void progress_waiting(struct out *o, int64_t ms, int64_t bytes)
{
	if (!o->f || !isatty(fileno(o->f)))
		return;
	fputs("\r\033[K", o->f);
	if (ms > 0 && bytes > 0)
		fprintf(
		    o->f, _("venter på tjeneren: %" PRId64 " s, %.1f MiB"), ms / 1000, (double)bytes / MIB);
	else if (ms > 0)
		fprintf(o->f, _("venter på tjeneren: %" PRId64 " s"), ms / 1000);
	fflush(o->f);
}

void progress_to(struct progress *p, int64_t done)
{
	int64_t now = p->o ? now_ms() : 0;

	if (p->o && (now - p->drawn >= REDRAW_MS || done == p->total))
		draw(p, done, now);
}

void progress_end(struct progress *p)
{
	if (p->o) {
		fputs("\r\033[K", p->o->f);
		fflush(p->o->f);
	}
	p->o = NULL;
}
