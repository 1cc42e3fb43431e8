/* example: see example.h. The names are those of the demonstration that quickstart plays. */
#include "example.h"

#include <string.h>

#include "line.h"
#include "mem.h"

#define DATE "2021-03-01"

static const struct {
	const char *name, *value;
} values[] = {
    {"AAR", "2021"},
    {"ADRESSE", "omstilling.example.no:7443"},
    {"AKT", "raader"},
    {"ART", "kommune"},
    {"BEGRUNNELSE", "Saken var ikke nevnt i innkallingen"},
    {"BELOEP", "250000"},
    {"BESLUTNING", "8"},
    {"BRUKERNAVN", "kari"},
    {"BOKSTAV", "A"},
    {"D", "A"},
    {"DATO", DATE},
    {"DELEGASJON", "0b9f7c1e-5d3a-4c57-9a53-2f6f6b0a4d11"},
    {"ETAG", "7"},
    {"FASE", "3"},
    {"FORETAK", "Otta Skifer AS"},
    {"FUNKSJON", "PL"},
    {"FYLKE", "innlandet"},
    {"GIVER", "Innovasjon Norge"},
    {"GRUNN", "part"},
    {"HASH", "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9"},
    {"ID", "0b9f7c1e-5d3a-4c57-9a53-2f6f6b0a4d11"},
    {"INNKALLING", "1"},
    {"KILDE", "Årsregnskapet"},
    {"KLOKKESLETT", "18:00"},
    {"KONTROLL", "0b9f7c1e-5d3a-4c57-9a53-2f6f6b0a4d11"},
    {"KORTNAVN", "sel"},
    {"KONTO", "innvilget"},
    {"KRONER", "250000"},
    {"LAERDOM", "0b9f7c1e-5d3a-4c57-9a53-2f6f6b0a4d11"},
    {"MOETE", "sel-sg/2020-10-06"},
    {"MOETELEDER", "kari"},
    {"N", "1"},
    {"NAVN", "kari"},
    {"NAVN:ANDEL:FORBEHOLD", "fylke:50:ja"},
    {"NR", "1"},
    {"NUMMER", "1"},
    {"OMRAADE", "naeringsutvikling"},
    {"ORGAN", "sel-os"},
    {"ORGNR", "923609016"},
    {"PLAN", "sel/handlingsplan-2021"},
    {"PROFIL", "arbeid"},
    {"PROGRAM", "sel"},
    {"PROSJEKT", "sel/prosjekt-1"},
    {"RAPPORT", "0b9f7c1e-5d3a-4c57-9a53-2f6f6b0a4d11"},
    {"REFERANSE", "STR-2021-0042"},
    {"RESULTAT", "1"},
    {"ROLLE", "medlem"},
    {"SAK", "sel/sak-1"},
    {"SLAG", "foretak"},
    {"SOEKER", "Otta Skifer AS"},
    {"SOEKNAD", "sel/soeknad-1"},
    {"STED", "hovedmaal/arbeidsplasser"},
    {"STEG", "1"},
    {"STOETTE", "0b9f7c1e-5d3a-4c57-9a53-2f6f6b0a4d11"},
    {"TEKST", "Vedtatt i møte 1. mars"},
    {"TIL_ORGAN", "sel-pl"},
    {"TILDELING", "0b9f7c1e-5d3a-4c57-9a53-2f6f6b0a4d11"},
    {"TIMER", "7.5"},
    {"TITTEL", "Omstillingsplan 2021-2026"},
    {"TYPE", "annet"},
    {"UTBETALING", "0b9f7c1e-5d3a-4c57-9a53-2f6f6b0a4d11"},
    {"VEDLEGG", "0b9f7c1e-5d3a-4c57-9a53-2f6f6b0a4d11"},
    {"VEDTAK", "0b9f7c1e-5d3a-4c57-9a53-2f6f6b0a4d11"},
    {"VERV", "0b9f7c1e-5d3a-4c57-9a53-2f6f6b0a4d11"},
    {"VILKAAR", "0b9f7c1e-5d3a-4c57-9a53-2f6f6b0a4d11"},
    {"FIL", "plan.yaml"},
    {"ÅR", "2021"},
};

/* The first of its alternatives, or the value that stands here for the name. */
static const char *value_for(struct arena *a, const char *name, size_t len)
{
	const char *bar = memchr(name, '|', len);

	if (bar)
		return mem_strndup(a, name, (size_t)(bar - name));
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		if (strlen(values[i].name) == len && memcmp(values[i].name, name, len) == 0)
			return line_quote(a, values[i].value);
	return NULL;
}

const char *example_of(struct arena *a, const struct cmd *cmd)
{
	const char *usage = cmd->usage, *text = "", *value;
	struct cmd_word w;

	if (cmd->example)
		return cmd->example;
	while (cmd_word_next(&usage, &w)) {
		if (w.optional)
			continue;
		const char *before = *text ? " " : "";
		if (w.kind != CMD_VALUE)
			text = mem_printf(a, "%s%s%.*s", text, before, (int)w.len, w.name);
		if (w.kind == CMD_WORD || (w.kind == CMD_OPTION && !w.value))
			continue;
		value =
		    w.kind == CMD_VALUE ? value_for(a, w.name, w.len) : value_for(a, w.value, w.value_len);
		if (!value)
			return NULL;
		text = mem_printf(a, "%s%s%s", text, *text ? " " : "", value);
	}
	return text;
}
