/* spraak: see spraak.h. */
#include "spraak.h"

#include <libintl.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DIR_MAX 4096
#define LOCALE "C.UTF-8"
#define MSGID_MAX 4096 /* of a msgid with its context */
#define CONTEXT_GLUE '\004'

static const char *const koder[] = {"nb", "nn", "en"};
static const char *valgt = "nb";

/* Ours of one name, such as "en_GB.UTF-8"; NULL: none. */
static const char *vaar(const char *navn, size_t len)
{
	size_t n = strcspn(navn, "_.@-:");

	n = n < len ? n : len;
	if (n == 2 && memcmp(navn, "no", 2) == 0)
		return koder[0];
	for (size_t i = 0; i < sizeof(koder) / sizeof(*koder); i++)
		if (n == 2 && memcmp(navn, koder[i], 2) == 0)
			return koder[i];
	return NULL;
}

static const char *first_of_list(const char *list)
{
	for (size_t len; *list; list += len + (list[len] == ':')) {
		len = strcspn(list, ":");
		const char *kode = vaar(list, len);
		if (kode)
			return kode;
	}
	return NULL;
}

static const char *said(const char *name)
{
	const char *s = getenv(name);

	return s && *s ? s : NULL;
}

static const char *locale_of_environment(void)
{
	const char *s = said("LC_ALL");

	s = s ? s : said("LC_MESSAGES");
	return s ? s : said("LANG");
}

static const char *kode_of_environment(void)
{
	const char *list = said("LANGUAGE"), *locale = locale_of_environment();
	bool plain = locale && (strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0);
	const char *ours = said(SPRAAK_MILJOE), *kode = ours ? vaar(ours, strlen(ours)) : NULL;

	if (!kode && list && !plain)
		kode = first_of_list(list);
	kode = !kode && locale ? vaar(locale, strlen(locale)) : kode;
	return kode ? kode : koder[0];
}

/*
 * Where the catalogues lie: beside the program in a build, else where they are installed, in
 * ../share/locale from the program's own directory.
 */
static void find_catalogues(char *dir)
{
	char file[DIR_MAX + sizeof("/nn/LC_MESSAGES/" SPRAAK_KLIENT ".mo")];
	ssize_t n = readlink("/proc/self/exe", dir, DIR_MAX - sizeof("/../share/locale"));

	dir[n > 0 ? n : 0] = '\0';
	char *end = strrchr(dir, '/');
	end = end ? end : dir;
	memcpy(end, "/locale", sizeof("/locale"));
	snprintf(file, sizeof(file), "%s/nn/LC_MESSAGES/%s.mo", dir, SPRAAK_KLIENT);
	if (access(file, R_OK) < 0)
		memcpy(end, "/../share/locale", sizeof("/../share/locale"));
}

static void bind_catalogues(void)
{
	static const char *const domains[] = {SPRAAK_KLIENT, SPRAAK_GRUNN};
	char dir[DIR_MAX];

	find_catalogues(dir);
	for (size_t i = 0; i < sizeof(domains) / sizeof(*domains); i++) {
		bindtextdomain(domains[i], dir); /* also says that LANGUAGE may be another */
		bind_textdomain_codeset(domains[i], "UTF-8");
	}
}

/*
 * Bokmål needs no catalogue, and the editor and the pager keep the environment as it was. The others:
 * gettext follows LANGUAGE in every locale but "C", so the locale is one that is always there.
 */
static void choose(const char *kode)
{
	valgt = kode;
	setlocale(LC_CTYPE, LOCALE);
	if (kode == koder[0]) {
		setlocale(LC_MESSAGES, "C");
		return;
	}
	setlocale(LC_MESSAGES, LOCALE);
	setenv("LANGUAGE", kode, 1);
	bind_catalogues();
}

void spraak_init(void)
{
	choose(kode_of_environment());
}

int spraak_velg(const char *navn)
{
	const char *kode = vaar(navn, strlen(navn));

	if (!kode)
		return -1;
	choose(kode);
	return 0;
}

const char *spraak_kode(void)
{
	return valgt;
}

const char *spraak_tekst(const char *bokmaal)
{
	return bokmaal && *bokmaal ? dgettext(SPRAAK_KLIENT, bokmaal) : bokmaal;
}

const char *spraak_i(const char *domain, const char *context, const char *msgid)
{
	char key[MSGID_MAX];
	int n = snprintf(key, sizeof(key), "%s%c%s", context, CONTEXT_GLUE, msgid);

	if (n < 0 || (size_t)n >= sizeof(key))
		return msgid;
	const char *text = dgettext(domain, key);
	return text == key ? msgid : text;
}

const char *spraak_verdi(const char *context, const char *msgid)
{
	return spraak_i(SPRAAK_KLIENT, context, msgid);
}
