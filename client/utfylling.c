/* utfylling: see utfylling.h. */
#include "utfylling.h"

#include <stdbool.h>
#include <string.h>

#include "mem.h"

struct bygg {
	struct arena *a;
	char *s;
	size_t n;
};

static void legg_til(struct bygg *b, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		b->s = mem_grow(b->a, b->s, b->n, 1);
		b->s[b->n++] = s[i];
	}
}

/* At "{name:kind}"; *len is the length of all of it. False: there is no such value. */
static bool sett_inn(struct bygg *b, const char *s, size_t *len, utfylling_verdi *verdi, void *arg)
{
	size_t navn = strcspn(s + 1, ":}"), hele = strcspn(s + 1, "}");
	const char *slag = s + 1 + navn + (navn < hele);
	const char *v = verdi(arg, s + 1, navn, slag, navn < hele ? hele - navn - 1 : 0);

	*len = hele + 1 + (s[1 + hele] == '}');
	if (v)
		legg_til(b, v, strlen(v));
	return v != NULL;
}

/* One of the alternatives, up to `slutt`. */
static bool fyll(struct bygg *b, const char *s, const char *slutt, utfylling_verdi *verdi, void *arg)
{
	size_t len, foer = 0;
	bool i_del = false, mangler = false;

	for (; s < slutt; s += len) {
		len = 1;
		if (*s == '[') {
			i_del = true;
			mangler = false;
			foer = b->n;
		} else if (*s == ']') {
			i_del = false;
			b->n = mangler ? foer : b->n;
		} else if (*s != '{') {
			legg_til(b, s, 1);
		} else if (!sett_inn(b, s, &len, verdi, arg)) {
			if (!i_del)
				return false;
			mangler = true;
		}
	}
	return true;
}

const char *utfylling(struct arena *a, const char *mal, utfylling_verdi *verdi, void *arg)
{
	for (const char *slutt; *mal; mal = *slutt ? slutt + 2 : slutt) {
		struct bygg b = {.a = a};
		slutt = strstr(mal, "||");
		slutt = slutt ? slutt : mal + strlen(mal);
		if (fyll(&b, mal, slutt, verdi, arg)) {
			legg_til(&b, "", 1);
			return b.s;
		}
	}
	return NULL;
}
