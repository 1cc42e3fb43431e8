/*
 * columns: what is shown of the messages that several commands answer with; see print.h for the grammar. For
 * commands.c.
 */
#pragma once

#define PROGRAM                                                                                              \
	"program: kortnavn navn kommuner fylke eiermodus periode_fra periode_til fase fase_navn "            \
	"fase_aapnet status_gitt tilsagn_gitt avsluttet"
#define ORGAN "organ: kortnavn navn art juridisk_form forelder orgnr nummer seter fra til"
#define VERV "verv: organ person_navn brukernavn rolle side liste rekkefoelge fra til id"
#define PLAN "plan: navn tittel type aar tilstand revisjon versjon hash vedtatt_dato"
#define COMMENT "kommentar: nr sted versjon tilstand"
#define REGEL "regel: id beslutning steg funksjon akt paakrevd gyldig_fra gyldig_til kilde slutt_kilde"
#define VILKAAR "vilkaar: sak organ nr tekst frist ansvarlig tilstand siste id"
#define PROSJEKTRAPPORT                                                                                      \
	"rapport: navn prosjekt tittel aar nye sikrede nye_foretak soeknader brukt utloest aktiviteter "     \
	"korrigerer tilstand brukernavn dato behandlet_av behandlet grunn"
#define RAPPORT "rapport: navn tittel versjon hash lagt_fram sak tilstand"
#define VEDLEGG                                                                                              \
	"vedlegg: id program plan sak tittel type filnavn medietype stoerrelse sha256 skjermingshjemmel "    \
	"ferdig mottatt "                                                                                    \
	"lastet_opp_av frosset"
#define KONTROLL                                                                                             \
	"kontroll: eier_navn eid_navn grunnlag andel gyldig_fra gyldig_til kobler dokument retter trukket "  \
	"id"
#define STOETTE "stoette: nr navn slag giver beloep eur kurs kurs_dato dato hjemmel grunn retter frist id"
#define ACT_FIELDS "ja|nei=utfall --tekst=tekst akt:="
#define SOEKNAD                                                                                              \
	"soeknad: navn tilstand mottatt regionalforvaltning_nr tittel bruk plp_steg forgjenger "             \
	"forgjenger_tekst strategi omraade_navn formaal beloep_soekt sum_kostnad sum_finansiering "          \
	"annen_stoette fra til maal organisering forventede_resultater nye_arbeidsplasser "                  \
	"sikrede_arbeidsplasser langsiktige_virkninger fn_maal ordinaere_ordninger ordinaere_begrunnelse "   \
	"saker trukket trukket_grunn; "                                                                      \
	"soeker: slag navn orgnr kontakt_navn kontakt_epost kontakt_telefon foedselsnummer_registrert; "     \
	"kostnad: post slag beloep; finansiering: kilde beloep; konfidensielt: felt hjemmel; etag"
/* What may be told of an application, when it is registered and when it is completed. */
#define SOEKNAD_OPTIONS                                                                                      \
	"[--orgnr NR] [--foedselsnummer-fil FIL] [--kontakt NAVN] [--epost ADRESSE] [--telefon NR] "         \
	"[--styre NAVN:ROLLE:BRUKERNAVN]... [--mottatt DATO] [--saksnummer NR] [--bruk BRUK] "               \
	"[--plp STEG] [--forgjenger SOEKNAD] [--forgjenger-tekst TEKST] [--omraade OMRAADE] "                \
	"[--strategi BOKSTAV] [--formaal FORMAAL] [--beloep KRONER] [--kostnad SLAG:KRONER:POST]... "        \
	"[--finansiering KRONER:KILDE]... [--annen-stoette TEKST] [--maal TEKST] [--fra DATO] "              \
	"[--til DATO] [--organisering TEKST] [--resultater TEKST] [--nye ANTALL] [--sikrede ANTALL] "        \
	"[--langsiktig TEKST] [--fn-maal N]... [--ordinaere SVAR] [--ordinaere-begrunnelse TEKST] "          \
	"[--konfidensielt FELT:HJEMMEL]... [--melding TEKST]"
#define SOEKNAD_FIELDS                                                                                       \
	"--orgnr=soeknad.soeker.orgnr --foedselsnummer-fil=@soeknad.soeker.foedselsnummer "                  \
	"--kontakt=soeknad.soeker.kontakt_navn --epost=soeknad.soeker.kontakt_epost "                        \
	"--telefon=soeknad.soeker.kontakt_telefon --styre=soeknad.soeker.styre(navn,rolle,brukernavn) "      \
	"--mottatt=soeknad.mottatt --saksnummer=soeknad.regionalforvaltning_nr --bruk=soeknad.bruk "         \
	"--plp=soeknad.plp_steg --forgjenger=soeknad.forgjenger "                                            \
	"--forgjenger-tekst=soeknad.forgjenger_tekst --omraade=soeknad.omraade "                             \
	"--strategi=soeknad.strategi --formaal=soeknad.formaal --beloep=soeknad.beloep_soekt "               \
	"--kostnad=soeknad.kostnad(slag,beloep,post*) --finansiering=soeknad.finansiering(beloep,kilde*) "   \
	"--annen-stoette=soeknad.annen_stoette --maal=soeknad.maal --fra=soeknad.fra --til=soeknad.til "     \
	"--organisering=soeknad.organisering --resultater=soeknad.forventede_resultater "                    \
	"--nye=soeknad.nye_arbeidsplasser --sikrede=soeknad.sikrede_arbeidsplasser "                         \
	"--langsiktig=soeknad.langsiktige_virkninger --fn-maal=soeknad.fn_maal "                             \
	"--ordinaere=soeknad.ordinaere_ordninger "                                                           \
	"--ordinaere-begrunnelse=soeknad.ordinaere_begrunnelse "                                             \
	"--konfidensielt=soeknad.konfidensielt(felt,hjemmel*) --melding=melding"
