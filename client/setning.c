/* setning: see setning.h. */
#include "setning.h"

#include <stddef.h>
#include <string.h>

#include "grunn.h"
#include "mem.h"
#include "spraak.h"
#include "tall.h"

#define LEDD_MAX 8  /* parts of a sentence */
#define DYBDE_MAX 3 /* a sentence in one that is in one */
#define FORSOEK_MAX                                                                                          \
	200 /* texts held against all templates: names that look like sentences must not take forever */
#define TEKST_MAX (8 << 10) /* bytes: what is longer was written by people */
#define SITAT "«"
#define SITAT_SLUTT "»"
#define SITAT_LEN (sizeof(SITAT) - 1)
#define PLASS_VAAR 's' /* %s: ours, or what may be ours */
#define PLASS_NAVN 'n' /* %n: somebody's own */
#define PLASS_LEN (sizeof("%s") - 1)

/* A piece of a template, with the kind of place after it or 0; or of a text. */
struct del {
	const char *s;
	size_t len;
	char plass;
};

struct treff {
	struct del ledd[LEDD_MAX];
	size_t n;
};

struct arbeid {
	struct arena *a;
	const struct setning_maler *m;
	int forsoek;
};

static bool begynner(const char *s, size_t len, const struct del *med)
{
	return len >= med->len && memcmp(s, med->s, med->len) == 0;
}

/* What a template has before a place whose part is quoted. */
static bool er_sitert(const struct del *foran)
{
	return foran->len >= SITAT_LEN && memcmp(foran->s + foran->len - SITAT_LEN, SITAT, SITAT_LEN) == 0;
}

/* False of a quotation that ends before it ends: in it another one begins or the sentence goes on. */
static bool er_hel(const struct del *d)
{
	int dybde = 0;

	for (size_t i = 0; dybde >= 0 && i + SITAT_LEN <= d->len; i++) {
		dybde += memcmp(d->s + i, SITAT, SITAT_LEN) == 0;
		dybde -= memcmp(d->s + i, SITAT_SLUTT, SITAT_LEN) == 0;
	}
	return dybde == 0;
}

/* Where it stands first; NULL: nowhere. */
static const char *finn(const char *s, size_t len, const struct del *hva)
{
	return hva->len == 0 ? s : memmem(s, len, hva->s, hva->len);
}

static const char *neste_plass(const char *mal)
{
	while ((mal = strchr(mal, '%')) && mal[1] != PLASS_VAAR && mal[1] != PLASS_NAVN)
		mal++;
	return mal;
}

/* What a template has up to its next place; *mal is moved past that. */
static struct del fast(const char **mal)
{
	const char *plass = neste_plass(*mal);
	struct del d = {*mal, plass ? (size_t)(plass - *mal) : strlen(*mal), plass ? plass[1] : 0};

	*mal = plass ? plass + PLASS_LEN : NULL;
	return d;
}

/*
 * Each part is as short as the rest allows: what stands between the places is looked for from the left, and
 * what stands last at the end. As with a shell's `*` nothing need be tried twice.
 */
static bool passer(struct treff *t, const char *mal, const char *tekst, size_t len)
{
	struct del d = fast(&mal);

	if (!begynner(tekst, len, &d))
		return false;
	const char *slutt = tekst + len;
	for (tekst += d.len; mal; tekst += d.len) {
		if (t->n == LEDD_MAX)
			return false;
		bool sitert = er_sitert(&d);
		d = fast(&mal);
		size_t igjen = (size_t)(slutt - tekst);
		const char *her = mal ? finn(tekst, igjen, &d) : igjen >= d.len ? slutt - d.len : NULL;
		if (!her || !begynner(her, (size_t)(slutt - her), &d))
			return false;
		t->ledd[t->n] = (struct del){tekst, (size_t)(her - tekst), 0};
		if (sitert && !er_hel(&t->ledd[t->n]))
			return false;
		t->n++;
		tekst = her;
	}
	return tekst == slutt;
}

/* How much of a template is its own. */
static size_t egne(const char *mal)
{
	size_t n = 0;

	while (mal)
		n += fast(&mal).len;
	return n;
}

static const char *beste(struct arbeid *w, const char *tekst, size_t len, struct treff *t)
{
	const char *funnet = NULL;

	for (const char *const *mal = w->m->mal; *mal; mal++) {
		struct treff her = {.n = 0};
		if (!passer(&her, *mal, tekst, len) || (funnet && egne(*mal) <= egne(funnet)))
			continue;
		funnet = *mal;
		*t = her;
	}
	return funnet;
}

/* A word of ours, or of the contract's values. */
static const char *ord(struct arbeid *w, const char *s)
{
	const char *ut = grunn_ord(w->m->ord, s),
		   *verdi = ut || !w->m->verdier ? ut : spraak_verdi("verdi", s);

	return verdi == s ? NULL : verdi;
}

/* "3 igangsatt", "- igangsatt", "igangsatt (uten antall)" */
static const char *ord_eller_to(struct arbeid *w, const char *s)
{
	const char *ut = ord(w, s), *mellom = strchr(s, ' ');

	if (ut || !mellom)
		return ut;
	const char *foerst = mem_strndup(w->a, s, (size_t)(mellom - s)), *sist = ord(w, mellom + 1);
	if (foerst[strspn(foerst, "0123456789.-")])
		foerst = ord(w, foerst);
	return foerst && sist ? mem_printf(w->a, "%s %s", foerst, sist) : NULL;
}

/* A word, which may have a comma itself; or "bakgrunn, visjon": every one of them a word that we have. */
static const char *liste(struct arbeid *w, const char *s)
{
	const char *ut = ord(w, s);

	if (ut)
		return ut;
	for (const char *slutt; *s; s = *slutt ? slutt + 2 : slutt) {
		slutt = strstr(s, ", ");
		slutt = slutt ? slutt : s + strlen(s);
		const char *stykke = ord_eller_to(w, mem_strndup(w->a, s, (size_t)(slutt - s)));
		if (!stykke)
			return NULL;
		ut = ut ? mem_printf(w->a, "%s, %s", ut, stykke) : stykke;
	}
	return ut;
}

static bool er_bokmaal(void)
{
	return strcmp(spraak_kode(), "nb") == 0;
}

static const char *rekke(struct arbeid *w, const char *tekst, size_t len, int dybde);

static const char *ledd(struct arbeid *w, const struct del *d, int dybde, char plass)
{
	const char *s = mem_strndup(w->a, d->s, d->len), *ut = plass == PLASS_NAVN ? s : liste(w, s);

	if (!ut && dybde < DYBDE_MAX)
		ut = rekke(w, d->s, d->len, dybde);
	if (ut)
		return ut;
	return er_bokmaal() ? tall_dato(w->a, s) : grunn_tall(w->a, s);
}

/* The translation with the parts put in. */
static const char *fyll(struct arbeid *w, const char *oversatt, const struct treff *t, int dybde)
{
	struct del ut = fast(&oversatt);
	const char *s = mem_strndup(w->a, ut.s, ut.len);

	for (size_t i = 0; oversatt && i < t->n; i++) {
		const char *inn = ledd(w, &t->ledd[i], dybde + 1, ut.plass);
		ut = fast(&oversatt);
		s = mem_printf(w->a, "%s%s%.*s", s, inn, (int)ut.len, ut.s);
	}
	return s;
}

/* A sentence and its translation, as templates. */
struct kjent {
	const char *mal, *oversatt;
	struct treff t;
};

static bool kjenn(struct arbeid *w, const char *tekst, size_t len, struct kjent *k)
{
	*k = (struct kjent){0};
	if (w->forsoek++ >= FORSOEK_MAX)
		return false;
	k->mal = beste(w, tekst, len, &k->t);
	k->oversatt = k->mal ? grunn_ord(w->m->sammenheng, k->mal) : NULL;
	if (!k->oversatt && er_bokmaal())
		k->oversatt = k->mal;
	return k->oversatt;
}

static const char *en(struct arbeid *w, const char *tekst, size_t len, int dybde)
{
	struct kjent k;

	return kjenn(w, tekst, len, &k) ? fyll(w, k.oversatt, &k.t, dybde)
					: grunn_ord(w->m->ord, mem_strndup(w->a, tekst, len));
}

/* Where the next sentence may begin, or NULL; *slutt: where this one then ends. */
static const char *neste(const char *tekst, size_t len, const char **slutt)
{
	for (size_t i = 0; i + 1 < len; i++)
		if ((tekst[i] == '.' || tekst[i] == ';') && tekst[i + 1] == ' ') {
			*slutt = tekst + i + (tekst[i] == '.');
			return tekst + i + 2;
		}
	return NULL;
}

/* The first that is a sentence, and then the rest. */
static const char *flere(struct arbeid *w, const char *tekst, size_t len, int dybde)
{
	const char *slutt, *fra = tekst;

	while (w->forsoek < FORSOEK_MAX && (fra = neste(fra, len - (size_t)(fra - tekst), &slutt))) {
		const char *den = en(w, tekst, (size_t)(slutt - tekst), dybde),
			   *resten = den ? rekke(w, fra, len - (size_t)(fra - tekst), dybde) : NULL;
		if (resten)
			return mem_printf(w->a, "%s%.*s%s", den, (int)(fra - slutt), slutt, resten);
	}
	return NULL;
}

static bool gaar_over_flere(const struct treff *t)
{
	const char *slutt;
	bool ja = false;

	for (size_t i = 0; i < t->n; i++)
		ja |= neste(t->ledd[i].s, t->ledd[i].len, &slutt) != NULL;
	return ja;
}

/* The sentence, or the sentences: a template that something could be put into that itself goes on to a next
 * sentence is the last resort. */
static const char *rekke(struct arbeid *w, const char *tekst, size_t len, int dybde)
{
	struct kjent k;
	bool kjent = kjenn(w, tekst, len, &k);
	const char *alt = kjent && !gaar_over_flere(&k.t) ? NULL : flere(w, tekst, len, dybde);

	if (!alt && kjent)
		alt = fyll(w, k.oversatt, &k.t, dybde);
	return alt ? alt : liste(w, mem_strndup(w->a, tekst, len));
}

const char *setning_oversett(struct arena *a, const struct setning_maler *m, const char *tekst)
{
	struct arbeid w = {.a = a, .m = m};
	size_t len = tekst ? strlen(tekst) : 0;

	return tekst && len <= TEKST_MAX ? rekke(&w, tekst, len, 0) : NULL;
}
