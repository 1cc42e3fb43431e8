/* text: see text.h. */
#include "text.h"

#include <ctype.h>
#include <string.h>

#include "mem.h"

static const struct {
	const char *field, *label;
	int number; /* 1: a number; 2: an amount, in groups of three digits */
} labels[] = {
    {"aar", "År", 0},
    {"akt", "Akt", 0},
    {"art", "Art", 0},
    {"aarsramme", "Årsramme", 2},
    {"aapne_vilkaar", "Åpne vilkår", 1},
    {"beloep", "Beløp", 2},
    {"beregnet", "Beregnet", 0},
    {"beslutning", "Beslutning", 0},
    {"eiermodus", "Eiermodus", 0},
    {"fase", "Fase", 0},
    {"fase_aapnet", "Fasen åpnet", 0},
    {"fase_navn", "Fasenavn", 0},
    {"forelder", "Under", 0},
    {"hash", "SHA-256", 0},
    {"hode_hash", "Hodets hash", 0},
    {"hode_nummer", "Hodets nummer", 0},
    {"invitasjon", "Engangskode", 0},
    {"ja", "Ja", 1},
    {"juridisk_form", "Juridisk form", 0},
    {"deres", "Lagret", 0},
    {"deres_person", "Lagret av", 0},
    {"foer", "Før", 0},
    {"foert_av", "Ført av", 0},
    {"min", "Din", 0},
    {"min_person", "Du", 0},
    {"moete", "Møte", 0},
    {"moeteleder", "Møteleder", 0},
    {"moeteleders_stemme", "Møtelederens stemme", 0},
    {"protokolltilfoersel", "Protokolltilførsel", 0},
    {"nei", "Nei", 1},
    {"neste_fase", "Krav for neste fase", 0},
    {"nr", "Nr", 1},
    {"nummer", "Nummer", 1},
    {"oppgaver", "Oppgaver", 0},
    {"organ_navn", "Organets navn", 0},
    {"periode_fra", "Periode fra", 0},
    {"periode_til", "Periode til", 0},
    {"person_navn", "Person", 0},
    {"programmer", "Programmer", 0},
    {"revisjon", "Revisjon", 1},
    {"revisjoner", "Revisjoner", 0},
    {"saker", "Saker", 0},
    {"seter", "Seter", 1},
    {"versjon", "Versjon", 1},
    {"eur", "Euro", 1},
    {"rom_eur", "Rom, euro", 1},
    {"rom_nok", "Rom, kroner", 1},
    {"tak_eur", "Tak, euro", 1},
    {"beloep_nok", "Kroner", 1},
    {"beloep_eur", "Euro", 1},
    {"stoettegiver", "Støttegiver", 0},
    {"formaal", "Formål", 0},
    {"foert", "Ført", 0},
    {"proevd", "Prøvd", 0},
    {"stoetter", "Støtte", 0},
    {"nok_per_eur", "Kroner for én euro", 1},
    {"andel", "Andel", 2},
    {"bevilget", "Bevilget", 2},
    {"brukt", "Brukt", 2},
    {"budsjett", "Budsjett", 2},
    {"bundet", "Bundet", 2},
    {"dager", "Dager", 1},
    {"disponibelt", "Disponibelt", 2},
    {"finansioer", "Finansiør", 0},
    {"finansioerer", "Finansiører", 0},
    {"holdt_tilbake", "Holdt tilbake", 2},
    {"ikke_mottatt", "Ikke mottatt", 2},
    {"kostnad", "Kostnad", 2},
    {"lovet", "Lovet", 2},
    {"mottatt", "Mottatt", 2},
    {"omfordelt", "Omfordelt", 2},
    {"omraade_navn", "Innsatsområde", 0},
    {"overfoert", "Overført", 2},
    {"planlagt", "Planlagt", 2},
    {"ramme", "Ramme", 2},
    {"rest", "Rest", 2},
    {"statlig", "Statlig", 2},
    {"sum", "Sum", 2},
    {"tak", "Tak", 2},
    {"tildelt", "Tildelt", 2},
    {"tilsagt", "Tilsagt", 2},
    {"timepris", "Timepris", 2},
    {"timer", "Timer", 2},
    {"timer_brukt", "Timer brukt", 2},
    {"ubrukt", "Ubrukt", 2},
    {"utbetalt", "Utbetalt", 2},
    {"ved_slutt", "Ved slutt", 2},
    {"utloeper", "Utløper", 0},
    {"vedtatt_dato", "Vedtatt", 0},
};

static const struct {
	const char *field, *value, *text;
} values[] = {
    {"tilstand", "under_behandling", "under behandling"},
    {"tilstand", "gjennomfoert", "gjennomført"},
    {"tilstand", "aapen", "åpen"},
    {"tilstand", "aapent", "åpent"},
    {"tilstand", "til_stede", "til stede"},
    {"tilstand", "fravaerende", "fraværende"},
    {"akt", "raader", "råder"},
    {"akt", "soeker", "søker"},
    {"maate", "fjernmoete", "fjernmøte"},
    {"maate", "hastefjernmoete", "hastefjernmøte"},
    {"rolle", "observatoer", "observatør"},
    {"rolle", "sekretaer", "sekretær"},
    {"rolle", "ordfoerer", "ordfører"},
    {"rolle", "kommunedirektoer", "kommunedirektør"},
    {"rolle", "moeteleder", "møteleder"},
    {"grunn", "saerlige_forhold", "særlige forhold"},
    {"grunn", "har_forberedt_saken", "har forberedt saken"},
    {"grunn", "var_med_i_foerste_instans", "var med i første instans"},
    {"slag", "moetebok", "møtebok"},
    {"dimensjon", "miljoe", "miljø"},
    {"dimensjon", "oekonomi", "økonomi"},
    {"slag", "innspillsmoete", "innspillsmøte"},
    {"slag", "lagt_til", "lagt til"},
    {"slag", "omdoept", "omdøpt"},
    {"slag", "viderefoert", "videreført"},
    {"slag", "slaatt_sammen", "slått sammen"},
    {"slag", "erklaert", "erklært"},
    {"vindu", "tre_aar_tilbake", "tre år tilbake"},
    {"vindu", "tre_regnskapsaar", "tre regnskapsår"},
    {"grunnlag", "aksjonaeravtale", "aksjonæravtale"},
    {"grunnlag", "sammenslaaing", "sammenslåing"},
    {"krav", "omstillingsplan_vedtatt", "omstillingsplan vedtatt"},
    {"krav", "handlingsplan_vedtatt", "handlingsplan vedtatt"},
    {"krav", "soeknad_sendt", "søknad sendt"},
    {"krav", "omstillingsplan_godkjent", "omstillingsplan godkjent"},
    {"krav", "handlingsplan_godkjent", "handlingsplan godkjent"},
    {"krav", "tilsagn_gitt", "tilsagn gitt"},
    {"krav", "styre_oppnevnt", "styre oppnevnt"},
    {"krav", "programleder_ansatt", "programleder ansatt"},
};

const char *text_label(struct arena *a, const char *field)
{
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++)
		if (strcmp(labels[i].field, field) == 0)
			return labels[i].label;
	char *label = mem_strndup(a, field, strlen(field));
	label[0] = (char)toupper((unsigned char)label[0]);
	for (char *p = label; *p; p++)
		if (*p == '_')
			*p = ' ';
	return label;
}

int text_is_number(const char *field)
{
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++)
		if (strcmp(labels[i].field, field) == 0)
			return labels[i].number;
	return 0;
}

const char *text_value(const char *field, const char *value)
{
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		if (strcmp(values[i].field, field) == 0 && strcmp(values[i].value, value) == 0)
			return values[i].text;
	return value;
}

/* Digits, with an optional minus before and an optional point and digits after. */
static int is_decimal(const char *s)
{
	s += *s == '-';
	size_t whole = strspn(s, "0123456789");
	if (whole == 0)
		return 0;
	s += whole;
	if (*s == '\0')
		return 1;
	return *s == '.' && s[1] && strspn(s + 1, "0123456789") == strlen(s + 1);
}

const char *text_decimal(struct arena *a, const char *s)
{
	if (!s || !is_decimal(s))
		return s;
	size_t minus = *s == '-', whole = strspn(s + minus, "0123456789");
	char *out = mem_alloc(a, 2 * strlen(s) + 1), *p = out;
	if (minus)
		*p++ = '-';
	for (size_t i = 0; i < whole; i++) {
		if (i > 0 && (whole - i) % 3 == 0)
			*p++ = ' ';
		*p++ = s[minus + i];
	}
	for (const char *rest = s + minus + whole; *rest; rest++)
		*p++ = *rest == '.' ? ',' : *rest;
	return out;
}
