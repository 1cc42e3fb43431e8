/*
 * columns: what is shown of the messages that several commands answer with; see print.h for the grammar. For
 * commands.c.
 */
#pragma once

#define PROGRAM                                                                                              \
	"program: kortnavn navn kommuner fylke eiermodus periode_fra periode_til fase fase_navn "            \
	"fase_aapnet status_gitt tilsagn_gitt avsluttet"
#define ORGAN "organ: kortnavn navn art juridisk_form forelder orgnr nummer seter fra til"
#define VERV "verv: organ person_navn brukernavn rolle side rekkefoelge fra til id"
#define PLAN "plan: navn tittel type aar tilstand revisjon versjon hash vedtatt_dato"
#define COMMENT "kommentar: nr sted versjon tilstand"
#define REGEL "regel: id beslutning steg funksjon akt paakrevd gyldig_fra gyldig_til kilde slutt_kilde"
#define VILKAAR "vilkaar: sak organ nr tekst frist ansvarlig tilstand siste id"
#define VEDLEGG                                                                                              \
	"vedlegg: id program plan sak tittel type filnavn medietype stoerrelse sha256 skjermingshjemmel "    \
	"ferdig mottatt "                                                                                    \
	"lastet_opp_av frosset"
#define ACT_FIELDS "ja|nei=utfall --tekst=tekst akt:="
