/* grunn: see grunn.h. */
#include "grunn.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "mem.h"
#include "setning.h"
#include "spraak.h"
#include "tall.h"
#include "text.h"
#include "utfylling.h"

#define STI_MAX 64 /* of a name in {} */
#define DATO_LEN (sizeof("31.12.2021") - 1)

const char *grunn_ord(const char *sammenheng, const char *msgid)
{
	const char *s = spraak_i(SPRAAK_GRUNN, sammenheng, msgid);

	return s == msgid ? NULL : s;
}

const char *grunn_tall(struct arena *a, const char *s)
{
	char *tall = mem_strndup(a, s, strlen(s)), *til = tall;
	bool norsk = false;

	for (const char *fra = s; *fra; fra++) {
		bool mellom = *fra == ' ' && fra > s && isdigit((unsigned char)fra[-1]);
		if (!isdigit((unsigned char)*fra) && !mellom && *fra != ',' && !(*fra == '-' && fra == s))
			return tall_dato(a, s);
		norsk |= mellom || *fra == ',';
		if (!mellom)
			*til++ = *fra == ',' ? '.' : *fra;
	}
	*til = '\0';
	return norsk ? tall_desimal(a, tall) : s; /* "2021" may be a year */
}

/* --- one refusal */

struct avslag {
	struct arena *a;
	const struct jsontext *detalj;
	const char *felt;
};

static const char *samlet(struct arena *a, const struct jsontext *j, const char *sti)
{
	const char *s = NULL, *verdi;

	for (size_t i = 0; j && (verdi = jsontext_item(j, sti, i, "navn")); i++)
		s = s ? mem_printf(a, "%s, %s", s, verdi) : verdi;
	return s;
}

/* Sentences that a refusal quotes: what has been found, each with its text. */
static const char *setninger(struct arena *a, const struct jsontext *j, const char *sti)
{
	const char *s = NULL, *tekst;

	for (size_t i = 0; j && (tekst = jsontext_item(j, sti, i, "tekst")); i++)
		s = s ? mem_printf(
			    a, "%s%s %s", s, s[strlen(s) - 1] == '.' ? "" : ";", grunn_setning(a, tekst))
		      : grunn_setning(a, tekst);
	return s;
}

static const char *som(struct arena *a, const char *verdi, const char *slag, size_t len)
{
	if (!verdi || len == 0)
		return tall_dato(a, verdi);
	if (strncmp(slag, "akt", len) == 0)
		return grunn_ord("akt", verdi);
	if (strncmp(slag, "verdi", len) == 0)
		return text_value("tilstand", verdi);
	return tall_desimal(a, verdi);
}

static const char *verdi_av(void *arg, const char *navn, size_t len, const char *slag, size_t slag_len)
{
	const struct avslag *v = arg;
	char sti[STI_MAX];

	if (len >= sizeof(sti))
		return NULL;
	memcpy(sti, navn, len);
	sti[len] = '\0';
	if (strcmp(sti, "felt") == 0 && v->felt)
		return v->felt;
	if (slag_len > 0 && strncmp(slag, "setning", slag_len) == 0)
		return setninger(v->a, v->detalj, sti);
	const char *s = v->detalj ? jsontext_get(v->detalj, sti) : NULL;
	return som(v->a, s ? s : samlet(v->a, v->detalj, sti), slag, slag_len);
}

/* What only some text has: the words of a constraint without any of its own, and of what proto/ says. */
static const char *kjent_tekst(struct arena *a, const char *tekst)
{
	static const char *const fil[] = {"%s: %s (linje %s)", "%s (linje %s)", "%s: %s", NULL};
	static const struct setning_maler maler = {"json", "json", fil, false};
	const char *s = tekst ? grunn_ord("tekst", tekst) : NULL;

	s = s || !tekst ? s : grunn_ord("json", tekst);
	return s ? s : setning_oversett(a, &maler, tekst);
}

static bool sier_hvor(const char *reason)
{
	static const char *const av_fil[] = {
	    "ugyldig_felt", "ugyldig_json", "ugyldig_utf8", "ugyldig_melding"};

	for (size_t i = 0; i < sizeof(av_fil) / sizeof(*av_fil); i++)
		if (strcmp(reason, av_fil[i]) == 0)
			return true;
	return false;
}

static const char *tekst_av(struct arena *a, const struct status *st)
{
	const char *mal = grunn_ord("grunn", st->reason), *s = NULL;

	if (!mal || sier_hvor(st->reason))
		s = kjent_tekst(a, st->text);
	if (s || !mal)
		return s;
	struct jsontext *j = jsontext_new(st->detail);
	struct avslag v = {.a = a, .detalj = j, .felt = st->field};
	s = utfylling(a, mal, verdi_av, &v);
	jsontext_free(j);
	return s;
}

void grunn_status(struct arena *a, struct status *st)
{
	static const char *const raad[] = {"Typene er %s.", NULL};
	static const struct setning_maler maler = {"raad", "raad", raad, false};
	const char *tekst = st->reason ? tekst_av(a, st) : NULL, *hint = NULL;

	if (st->hint)
		hint = grunn_ord("raad", st->hint);
	if (st->hint && !hint)
		hint = setning_oversett(a, &maler, st->hint);
	st->text = tekst ? tekst : st->text;
	st->hint = hint ? hint : st->hint;
}

/* --- what belongs to it */

const char *grunn_tur(const char *akt)
{
	const char *s = grunn_ord("tur", akt);

	return s ? s : akt;
}

struct manglende {
	struct arena *a;
	const struct jsontext *detalj;
	size_t i;
};

static const char *verdi_mangler(void *arg, const char *navn, size_t len, const char *slag, size_t slag_len)
{
	const struct manglende *m = arg;
	const char *s = jsontext_item(m->detalj, "mangler", m->i, mem_strndup(m->a, navn, len));

	return som(m->a, s && *s ? s : NULL, slag, slag_len);
}

const char *grunn_mangler(struct arena *a, const struct jsontext *detalj, size_t i)
{
	const char *krav = jsontext_item(detalj, "mangler", i, "krav"),
		   *mal = grunn_ord("krav", krav ? krav : "steg");
	struct manglende m = {.a = a, .detalj = detalj, .i = i};
	const char *s = mal ? utfylling(a, mal, verdi_mangler, &m) : NULL;

	if (!s)
		s = jsontext_item(detalj, "mangler", i, "tekst");
	return s ? s : krav;
}

static bool bokstav(char c)
{
	return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* How long the word is that a source begins with, and its text: a word of ours, or a date. */
static const char *kildeord(struct arena *a, const char *kilde, size_t *n)
{
	for (*n = 0; bokstav(kilde[*n]); (*n)++)
		;
	if (*n > 0)
		return grunn_ord("kilde", mem_strndup(a, kilde, *n));
	*n = strspn(kilde, "0123456789.");
	const char *tall = mem_strndup(a, kilde, *n), *dato = *n == DATO_LEN ? tall_les_dato(a, tall) : tall;
	*n += *n == 0;
	return strcmp(dato, tall) != 0 ? tall_dato(a, dato) : NULL;
}

const char *grunn_kilde(struct arena *a, const char *kilde)
{
	const char *ut = "";

	if (!kilde)
		return NULL;
	for (size_t n; *kilde; kilde += n) {
		const char *ord = kildeord(a, kilde, &n);
		ut = ord ? mem_printf(a, "%s%s", ut, ord) : mem_printf(a, "%s%.*s", ut, (int)n, kilde);
	}
	return ut;
}

/* --- answers */

const char *grunn_regel(const char *regel, const char *tekst)
{
	const char *s = grunn_ord("regel", regel);

	return s ? s : tekst;
}

const char *grunn_frase(struct arena *a, const char *tekst)
{
	const char *s = tekst ? grunn_ord("ord", tekst) : NULL;

	(void)a;
	return s ? s : tekst;
}

const char *grunn_setning(struct arena *a, const char *tekst)
{
	static const struct setning_maler maler = {"setning", "ord", setning_alle, true};
	const char *s = setning_oversett(a, &maler, tekst);

	return s ? s : tekst;
}

const char *grunn_blandet(struct arena *a, const char *tekst)
{
	return !tekst || grunn_ord("ord", tekst) ? tekst : grunn_setning(a, tekst);
}

const char *grunn_foerste(struct arena *a, const char *tekst)
{
	const char *rest = tekst ? strstr(tekst, ". ") : NULL;

	if (!rest)
		return grunn_setning(a, tekst);
	const char *foerste = mem_strndup(a, tekst, (size_t)(rest + 1 - tekst)),
		   *sagt = grunn_setning(a, foerste);
	return sagt == foerste ? tekst : mem_printf(a, "%s%s", sagt, rest + 1);
}

const char *grunn_navn(struct arena *a, const char *navn)
{
	const char *s = navn ? grunn_ord("navn", navn) : NULL;

	(void)a;
	return s ? s : navn;
}
