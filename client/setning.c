/* setning: see setning.h. */
#include "setning.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "grunn.h"
#include "mem.h"

#define LEDD_MAX 8    /* parts of a sentence */
#define STEG_MAX 4096 /* tried for one template: names that look like the sentence must not take forever */
#define DYBDE_MAX 2   /* a part that is itself made by a template, in one that is */
#define PLASS "%s"
#define PLASS_LEN (sizeof(PLASS) - 1)

struct treff {
	struct {
		const char *s;
		size_t len;
	} ledd[LEDD_MAX];
	size_t n, steg;
};

static bool er_plass(const char *s)
{
	return strncmp(s, PLASS, PLASS_LEN) == 0;
}

/* Each part is as short as the rest allows. */
static bool passer(struct treff *t, const char *mal, const char *tekst)
{
	size_t i = t->n;

	while (*mal && !er_plass(mal))
		if (*mal++ != *tekst++)
			return false;
	if (!*mal)
		return !*tekst;
	if (i == LEDD_MAX)
		return false;
	t->ledd[i].s = tekst;
	for (const char *rest = tekst; t->steg++ < STEG_MAX; rest++) {
		t->ledd[i].len = (size_t)(rest - tekst);
		t->n = i + 1;
		if (passer(t, mal + PLASS_LEN, rest))
			return true;
		if (!*rest)
			return false;
	}
	return false;
}

/* How much of a template is its own. */
static size_t egne(const char *mal)
{
	size_t n = 0;

	for (; *mal; mal += er_plass(mal) ? PLASS_LEN : 1)
		n += !er_plass(mal);
	return n;
}

/* A part is never a whole sentence. */
static const char *beste(const struct setning_maler *m, const char *tekst, bool del, struct treff *t)
{
	const char *funnet = NULL;

	for (const char *const *mal = m->mal; *mal; mal++) {
		struct treff her = {.n = 0};
		size_t len = strlen(*mal);
		if ((del && (*mal)[len - 1] == '.') || (funnet && egne(*mal) <= egne(funnet)) ||
		    !passer(&her, *mal, tekst))
			continue;
		funnet = *mal;
		*t = her;
	}
	return funnet;
}

/* "bakgrunn, visjon": every one of them a word that we have. */
static const char *liste(struct arena *a, const struct setning_maler *m, const char *s)
{
	const char *ut = NULL;

	for (const char *slutt; *s; s = *slutt ? slutt + 2 : slutt) {
		slutt = strstr(s, ", ");
		slutt = slutt ? slutt : s + strlen(s);
		const char *ord = grunn_ord(m->ord, mem_strndup(a, s, (size_t)(slutt - s)));
		if (!ord)
			return NULL;
		ut = ut ? mem_printf(a, "%s, %s", ut, ord) : ord;
	}
	return ut;
}

static const char *oversett(struct arena *a, const struct setning_maler *m, const char *tekst, int dybde);

static const char *ledd(struct arena *a, const struct setning_maler *m, const char *s, int dybde)
{
	const char *ut = grunn_ord(m->ord, s);

	ut = ut ? ut : liste(a, m, s);
	if (!ut && dybde < DYBDE_MAX)
		ut = oversett(a, m, s, dybde);
	return ut ? ut : grunn_tall(a, s);
}

static const char *oversett(struct arena *a, const struct setning_maler *m, const char *tekst, int dybde)
{
	struct treff t = {.n = 0};
	const char *mal = beste(m, tekst, dybde > 0, &t);
	char *ut = NULL;
	size_t n = 0, i = 0;

	mal = mal ? grunn_ord(m->sammenheng, mal) : NULL;
	if (!mal)
		return NULL;
	for (const char *fra = mal; *fra;) {
		const char *plass = strstr(fra, PLASS);
		size_t len = plass ? (size_t)(plass - fra) : strlen(fra);
		const char *inn =
		    plass && i < t.n ? ledd(a, m, mem_strndup(a, t.ledd[i].s, t.ledd[i].len), dybde + 1) : "";
		ut = mem_printf(a, "%.*s%.*s%s", (int)n, ut ? ut : "", (int)len, fra, inn);
		n = strlen(ut);
		i++;
		fra += len + (plass ? PLASS_LEN : 0);
	}
	return ut;
}

const char *setning_oversett(struct arena *a, const struct setning_maler *m, const char *tekst)
{
	return tekst ? oversett(a, m, tekst, 0) : NULL;
}
