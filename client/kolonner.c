/*
 * kolonner: see kolonner.h.
 */
#include "kolonner.h"

#include <string.h>

#include "mem.h"
#include "spraak.h"

static int refuse(struct status *st, const char *reason, const char *text)
{
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT, .reason = reason, .text = text};
	return -1;
}

static char *trimmed(struct arena *a, const char *s, size_t len)
{
	while (len > 0 && strchr(" \t\r", s[len - 1]))
		len--;
	while (len > 0 && strchr(" \t", *s)) {
		s++;
		len--;
	}
	return mem_strndup(a, s, len);
}

/* The first := divides a line that has one; else the last =, for a heading may hold one. */
static int read_line(struct arena *a, const char *s, size_t len, struct kolonne *k)
{
	char *line = trimmed(a, s, len);
	char *sign = strstr(line, ":=");

	*k = (struct kolonne){0};
	if (*line == '\0' || *line == '#')
		return 0;
	if (sign) {
		k->field = trimmed(a, line, (size_t)(sign - line));
		k->value = trimmed(a, sign + 2, strlen(sign + 2));
	} else if ((sign = strrchr(line, '='))) {
		k->name = trimmed(a, line, (size_t)(sign - line));
		k->field = trimmed(a, sign + 1, strlen(sign + 1));
	}
	return k->field && *k->field && (k->value || *k->name) ? 0 : -1;
}

int kolonner_read(
    struct arena *a, const char *path, const char *text, struct kolonner *out, struct status *st)
{
	static const char mark[] = "\xef\xbb\xbf";
	const char *p = strncmp(text, mark, 3) == 0 ? text + 3 : text;

	*out = (struct kolonner){0};
	if (!grpc_utf8_valid((const uint8_t *)text, strlen(text)))
		return refuse(st, "ugyldig_kolonnefil", mem_printf(a, _("%s er ikke UTF-8"), path));
	for (int line = 1; *p; line++) {
		struct kolonne k;
		size_t n = strcspn(p, "\n");
		if (read_line(a, p, n, &k) || (k.field && out->n == KOLONNER_MAX))
			return refuse(st, "ugyldig_kolonnefil",
			    mem_printf(a, _("%s, linje %d er ikke «KOLONNE = FELT» eller «FELT := VERDI»"),
				path, line));
		if (k.field) {
			out->k = mem_grow(a, out->k, out->n, sizeof(*out->k));
			out->k[out->n++] = k;
		}
		p += n + (p[n] == '\n');
	}
	return 0;
}

static size_t find(struct arena *a, const struct csv_row *head, struct kolonne *k)
{
	size_t found = 0;

	for (size_t i = 0; i < head->n; i++)
		if (strcmp(trimmed(a, head->cells[i], strlen(head->cells[i])), k->name) == 0) {
			k->at = i;
			found++;
		}
	return found;
}

int kolonner_place(struct arena *a, const struct csv *csv, struct kolonner *cols, struct status *st)
{
	for (size_t i = 0; i < cols->n; i++) {
		struct kolonne *k = &cols->k[i];
		size_t found = k->name ? find(a, &csv->rows[0], k) : 1;
		if (found != 1)
			return refuse(st, "kolonnen_mangler",
			    mem_printf(a,
				found ? _("regnearket har flere kolonner som heter «%s»")
				      : _("regnearket har ingen kolonne «%s»"),
				k->name));
	}
	return 0;
}

const char *kolonner_value(const struct kolonne *k, const struct csv_row *row)
{
	return k->name ? row->cells[k->at] : k->value;
}
