/* words: see words.h. */
#include "words.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "mem.h"

#define BLANK " \t\r\n"
#define KEPT 6 /* words without change that are shown on either side of a change */

struct word {
	const char *s;
	size_t len;
	char sign;
};

struct list {
	struct word *w;
	size_t n;
};

static void list_add(struct arena *a, struct list *l, struct word w)
{
	l->w = mem_grow(a, l->w, l->n, sizeof(*l->w));
	l->w[l->n++] = w;
}

static struct list split(struct arena *a, const char *s)
{
	struct list l = {0};

	for (s += strspn(s, BLANK); *s; s += strspn(s, BLANK)) {
		size_t len = strcspn(s, BLANK);
		list_add(a, &l, (struct word){s, len, ' '});
		s += len;
	}
	return l;
}

static bool same(const struct word *x, const struct word *y)
{
	return x->len == y->len && memcmp(x->s, y->s, x->len) == 0;
}

static void add_all(struct arena *a, struct list *out, const struct word *w, size_t n, char sign)
{
	for (size_t i = 0; i < n; i++)
		list_add(a, out, (struct word){w[i].s, w[i].len, sign});
}

/* How long the longest common part is of what follows word i of x and word j of y, at [i * (ny + 1) + j]. */
static uint16_t *common(struct arena *a, const struct word *x, size_t nx, const struct word *y, size_t ny)
{
	size_t row = ny + 1;
	uint16_t *t = mem_alloc(a, (nx + 1) * row * sizeof(*t));

	for (size_t i = nx; i-- > 0;)
		for (size_t j = ny; j-- > 0;) {
			uint16_t down = t[(i + 1) * row + j], right = t[i * row + j + 1];
			if (same(&x[i], &y[j]))
				t[i * row + j] = (uint16_t)(t[(i + 1) * row + j + 1] + 1);
			else
				t[i * row + j] = down > right ? down : right;
		}
	return t;
}

/* The stretch between what the texts have in common at both ends. */
static void middle(
    struct arena *a, struct list *out, const struct word *x, size_t nx, const struct word *y, size_t ny)
{
	size_t i = 0, j = 0, row = ny + 1;

	if (nx <= WORDS_MAX && ny <= WORDS_MAX) {
		const uint16_t *t = common(a, x, nx, y, ny);
		while (i < nx && j < ny) {
			if (same(&x[i], &y[j])) {
				add_all(a, out, &x[i++], 1, ' ');
				j++;
			} else if (t[(i + 1) * row + j] >= t[i * row + j + 1]) {
				add_all(a, out, &x[i++], 1, '-');
			} else {
				add_all(a, out, &y[j++], 1, '+');
			}
		}
	}
	add_all(a, out, x + i, nx - i, '-');
	add_all(a, out, y + j, ny - j, '+');
}

static struct list align(struct arena *a, struct list x, struct list y)
{
	size_t head = 0, tail = 0, least = x.n < y.n ? x.n : y.n;
	struct list out = {0};

	while (head < least && same(&x.w[head], &y.w[head]))
		head++;
	while (tail < least - head && same(&x.w[x.n - 1 - tail], &y.w[y.n - 1 - tail]))
		tail++;
	add_all(a, &out, x.w, head, ' ');
	middle(a, &out, x.w + head, x.n - head - tail, y.w + head, y.n - head - tail);
	add_all(a, &out, x.w + x.n - tail, tail, ' ');
	return out;
}

static void append(struct words *t, const char *s, size_t len, char sign)
{
	memcpy(t->text + t->len, s, len);
	memset(t->sign + t->len, sign, len);
	t->len += len;
}

/* One run of words with the same sign; `ends`: bit 0 the first run of all, bit 1 the last. */
static void append_run(struct words *t, const struct word *w, size_t n, int ends)
{
	static const char *const open[] = {['-'] = "[-", ['+'] = "{+"}, *const close[] = {
									    ['-'] = "-]", ['+'] = "+}"};
	char sign = w[0].sign;
	size_t before = ends & 1 ? 0 : KEPT, after = ends & 2 ? 0 : KEPT;
	bool cut = sign == ' ' && ends != 3 && n > before + after + 1;

	if (t->len > 0)
		append(t, " ", 1, ' ');
	if (sign != ' ')
		append(t, open[(size_t)sign], 2, sign);
	for (size_t i = 0; i < n; i++) {
		if (cut && i == before) {
			append(t, i > 0 ? " …" : "…", i > 0 ? 4 : 3, ' ');
			i = n - after;
			if (i == n)
				break;
			append(t, " ", 1, ' ');
		} else if (i > 0) {
			append(t, " ", 1, sign);
		}
		append(t, w[i].s, w[i].len, sign);
	}
	if (sign != ' ')
		append(t, close[(size_t)sign], 2, sign);
}

struct words words_compare(struct arena *a, const char *old, const char *new)
{
	struct list l = align(a, split(a, old), split(a, new));
	/* A word takes a space, the marks round it and the sign of what is left out at most. */
	size_t room = strlen(old) + strlen(new) + 10 * l.n + 1, n;
	struct words t = {mem_alloc(a, room), mem_alloc(a, room), 0};

	for (size_t i = 0; i < l.n; i += n) {
		for (n = 1; i + n < l.n && l.w[i + n].sign == l.w[i].sign; n++)
			;
		append_run(&t, l.w + i, n, (i == 0) + 2 * (i + n == l.n));
	}
	return t;
}
