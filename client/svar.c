/* svar: see svar.h. */
#include "svar.h"

#include <omstilling/v1/soeknad.pb-c.h>
#include <string.h>

#include "field.h"
#include "grunn.h"

#define AT(type, msg, offset) ((type *)(void *)((char *)(msg) + (offset)))

/*
 * People's own words never stand in these alone. `naar`: a field of the message that is set when it is the
 * server that has written, or with ! is not; NULL: always. Where no field tells, it is grunn_blandet.
 */
static const struct {
	const char *melding, *felt;
	const char *(*si)(struct arena *a, const char *tekst);
	const char *naar;
} setninger[] = {
    {"Brev", "tittel", grunn_setning, NULL},
    {"Brevavsnitt", "overskrift", grunn_navn, NULL},
    {"Brevavsnitt", "punkter", grunn_setning, NULL},
    {"Brevavsnitt", "tekst", grunn_setning, NULL},
    {"Brevfelt", "ledetekst", grunn_navn, NULL},
    {"Budsjettlinje", "navn", grunn_frase, "!omraade"},
    {"DraftNextPlanResponse", "melding", grunn_blandet, NULL},
    {"ExplainSakResponse", "naa", grunn_setning, NULL},
    {"Fase", "eier", grunn_navn, NULL},
    {"Fase", "kilde", grunn_kilde, NULL},
    {"Fase", "navn", grunn_navn, NULL},
    {"Fase", "slutter_med", grunn_navn, NULL},
    {"Fase", "utfoerer", grunn_navn, NULL},
    {"Fasekrav", "kilde", grunn_kilde, NULL},
    {"Fasekrav", "tekst", grunn_setning, NULL},
    {"Funn", "beregnet", grunn_setning, NULL},
    {"Funn", "kilde", grunn_kilde, NULL},
    {"Funn", "oppgitt", grunn_setning, NULL},
    {"Funn", "tekst", grunn_setning, NULL},
    {"Habilitet", "forklaring", grunn_blandet, NULL},
    {"HandoverOrganResponse", "varsel", grunn_setning, NULL},
    {"Hendelse", "tekst", grunn_navn, NULL},
    {"Hindring", "tekst", grunn_setning, NULL},
    {"Kursfrist", "kilde", grunn_kilde, NULL},
    {"Kursfrist", "tittel", grunn_setning, NULL},
    {"Leveranse", "kilde", grunn_kilde, NULL},
    {"Leveranse", "navn", grunn_navn, NULL},
    {"Linjefeil", "tekst", grunn_setning, NULL},
    {"Maaling", "maal", grunn_frase, NULL},
    {"Maaling", "verdi", grunn_frase, NULL},
    {"Moete", "sted", grunn_blandet, NULL},
    {"Moete", "varsler", grunn_setning, NULL},
    {"Plikt", "tekst", grunn_setning, NULL},
    {"Portefoeljerad", "merknad", grunn_setning, NULL},
    {"Postering", "tekst", grunn_setning, "korrigerer"},
    {"Postering", "tekst", grunn_setning, "sak"},
    {"Program", "fase_navn", grunn_navn, NULL},
    {"Programregel", "kilde", grunn_kilde, NULL},
    {"Programregel", "navn", grunn_frase, NULL},
    {"Programtall", "grunnlag", grunn_setning, NULL},
    {"Programtall", "navn", grunn_frase, NULL},
    {"Programtall", "verdi", grunn_frase, NULL},
    {"Protokollsak", "vedtak", grunn_foerste, NULL},
    {"Rapport", "tittel", grunn_setning, NULL},
    {"Rapportinnhold", "avvik", grunn_setning, NULL},
    {"Rapportinnhold", "tittel", grunn_setning, NULL},
    {"Regel", "beslutning_navn", grunn_navn, NULL},
    {"Regel", "kilde", grunn_kilde, NULL},
    {"Regel", "slutt_kilde", grunn_kilde, NULL},
    {"Regel", "vilkaar", grunn_setning, NULL},
    {"Resultatrad", "merknad", grunn_setning, NULL},
    {"Revisjon", "melding", grunn_blandet, NULL},
    {"SimulateSakResponse", "naa", grunn_setning, NULL},
    {"SimulertBudsjett", "tekst", grunn_setning, NULL},
    {"SimulertOrgan", "kilde", grunn_kilde, NULL},
    {"Soeknadsfunn", "kilde", grunn_kilde, NULL},
    {"Soeknadsfunn", "tekst", grunn_setning, NULL},
    {"Steg", "kilde", grunn_kilde, NULL},
    {"Stegforklaring", "hvorfor", grunn_setning, NULL},
    {"Stoetteregime", "kilde", grunn_kilde, NULL},
    {"Stoetteregime", "navn", grunn_frase, NULL},
    {"Task", "kilde", grunn_kilde, NULL},
    {"Task", "tittel", grunn_setning, NULL},
    {"Tildelingshendelse", "tekst", grunn_frase, NULL},
    {"Varsel", "kilde", grunn_kilde, NULL},
    {"Varsel", "tekst", grunn_setning, NULL},
    {"Vilkaar", "siste", grunn_setning, NULL},
};

#define ANTALL (sizeof(setninger) / sizeof(*setninger))

bool svar_felt(size_t i, const char **melding, const char **felt)
{
	if (i >= ANTALL)
		return false;
	*melding = setninger[i].melding;
	*felt = setninger[i].felt;
	return true;
}

static const ProtobufCFieldDescriptor *felt(const ProtobufCMessage *m, const char *navn)
{
	return field_find(m->descriptor, navn, strlen(navn));
}

/* True where it is the server that has written. */
static bool er_vaar(const ProtobufCMessage *m, const char *naar)
{
	bool ikke = naar && *naar == '!';
	const ProtobufCFieldDescriptor *fd = naar ? felt(m, naar + ikke) : NULL;

	return !fd || field_present(m, fd) != ikke;
}

static void si(struct arena *a, ProtobufCMessage *m, size_t i)
{
	const ProtobufCFieldDescriptor *fd = felt(m, setninger[i].felt);

	if (!er_vaar(m, setninger[i].naar) || !fd || fd->type != PROTOBUF_C_TYPE_STRING)
		return;
	bool flere = fd->label == PROTOBUF_C_LABEL_REPEATED;
	const char **s = flere ? *AT(const char **, m, fd->offset) : AT(const char *, m, fd->offset);
	for (size_t n = flere ? *AT(size_t, m, fd->quantifier_offset) : 1; n > 0; n--, s++)
		*s = setninger[i].si(a, *s);
}

/* A row of a file that was refused, as a refusal. */
static void si_avslag(struct arena *a, Omstilling__V1__Importresultat *r)
{
	struct status st = {.reason = r->grunn, .text = r->tekst, .detail = r->detalj, .field = r->felt};

	grunn_status(a, &st);
	r->tekst = (char *)(uintptr_t)st.text;
}

void svar_oversett(struct arena *a, ProtobufCMessage *svar)
{
	for (size_t i = 0; i < ANTALL; i++)
		if (strcmp(svar->descriptor->short_name, setninger[i].melding) == 0)
			si(a, svar, i);
	if (svar->descriptor == &omstilling__v1__importresultat__descriptor)
		si_avslag(a, (Omstilling__V1__Importresultat *)svar);
	for (unsigned f = 0; f < svar->descriptor->n_fields; f++) {
		const ProtobufCFieldDescriptor *fd = &svar->descriptor->fields[f];
		size_t n = fd->type == PROTOBUF_C_TYPE_MESSAGE ? field_count(svar, fd) : 0;
		for (size_t i = 0; i < n; i++)
			svar_oversett(a, (ProtobufCMessage *)field_message(svar, fd, i));
	}
}
