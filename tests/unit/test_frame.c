/* A saksframlegg: what the data holds under the usual headings, and openly what it does not hold. */
#include "client/frame.h"
#include "client/papir.h"
#include "print_fixture.h"

TestSuite(frame, .init = set_up, .fini = tear_down);

static struct sakspapir case_of(const char *json)
{
	return (struct sakspapir){.program = "sel",
	    .beslutning = "Årlig handlingsplan",
	    .sak = (const void *)message(&omstilling__v1__sak__descriptor, json)};
}

static const char sak[] =
    "{\"navn\":\"sel/sak-7\",\"tittel\":\"Plan *for* "
    "2021\",\"beslutning\":16,\"forslag\":{\"plan\":\"sel/hp\","
    "\"versjon\":2,\"hash\":\"abc\",\"beloep\":\"3800000\"},\"steg\":[{\"nummer\":1,\"akt\":"
    "\"kvalitetssikrer\","
    "\"organer\":[\"Innovasjon "
    "Norge\"],\"tilstand\":\"ferdig\",\"kilde\":\"S4\",\"handling\":{\"dato\":\"2021-02-01\","
    "\"utfall\":\"ja\",\"tekst\":\"Faglig i "
    "orden.\"}},{\"nummer\":2,\"akt\":\"innstiller\",\"organer\":[\"OS\"],"
    "\"tilstand\":\"ferdig\",\"handling\":{\"dato\":\"2021-02-10\",\"utfall\":\"ja\",\"ja\":4,\"nei\":1,"
    "\"saksnummer\":\"OS "
    "3/"
    "21\",\"dissens\":[\"Tor\"]}},{\"nummer\":3,\"akt\":\"fremlegger\",\"funksjon\":\"KDIR\",\"tilstand\":"
    "\"ferdig\","
    "\"handling\":{\"dato\":\"2021-02-12\",\"utfall\":\"ja\",\"tekst\":\"Planen "
    "vedtas.\"}},{\"nummer\":4,\"akt\":\"vedtar\","
    "\"organer\":[\"Sel kommunestyre\"],\"tilstand\":\"venter\",\"kilde\":\"S2, "
    "S4\"}],\"habilitet\":[{\"brukernavn\":"
    "\"tor\",\"grunn\":\"slekt\",\"tilstand\":\"reist\"}]}";

static void shows_all(const char *const *parts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		shows(parts[i]);
}

Test(frame, what_the_case_holds)
{
	static const char *const parts[] = {"# Saksframlegg: Plan \\*for\\* 2021\n",
	    "- **Beslutning:** Årlig handlingsplan (rad 16 i godkjenningsmatrisen)\n",
	    "| OS | innstiller | 10.02.2021 | OS 3/21 |\n| Sel kommunestyre | vedtar |  |  |\n",
	    "## Forslag til vedtak\n\n> Planen vedtas.\n\n", "- **Plan:** sel/hp, versjon 2\n",
	    "| 10.02.2021 | OS | innstiller | ja, 4 ja, 1 nei | OS 3/21 |\n",
	    "### Uttalelser\n\nOS, 10. februar 2021: ja, 4 ja, 1 nei\n\n> Dissens: Tor\n",
	    "### Kvalitetssikring\n\nInnovasjon Norge, 1. februar 2021: ja\n\n> Faglig i orden.\n",
	    "### Habilitet\n\n- tor: slekt, reist og ikke avgjort\n", "Saken gjelder 3 800 000 kroner.\n",
	    "- Budsjett, innen 1. mars 2021 (åpent)\n",
	    "| 4 | Sel kommunestyre | vedtar | venter | S2, S4 |\n",
	    "- sel/hp (sel/hp, versjon 2, SHA-256 abc)\n",
	    "- Analyse (a.pdf, unntatt offentlighet: offl. § 13)\n"};
	struct sakspapir s = case_of(sak);

	s.vilkaar = (const void *)message(&omstilling__v1__list_vilkaar_response__descriptor,
	    "{\"vilkaar\":[{\"sak\":\"sel/"
	    "sak-7\",\"tekst\":\"Budsjett\",\"frist\":\"2021-03-01\",\"tilstand\":\"aapent\"},{"
	    "\"sak\":\"sel/sak-1\",\"tekst\":\"En annens\"}]}");
	s.vedlegg = (const void *)message(&omstilling__v1__list_vedlegg_response__descriptor,
	    "{\"vedlegg\":[{\"sak\":\"sel/"
	    "sak-7\",\"tittel\":\"Analyse\",\"filnavn\":\"a.pdf\",\"skjermingshjemmel\":\"offl. § "
	    "13\"},{\"sak\":\"sel/sak-1\",\"tittel\":\"En annens\"},{\"tittel\":\"Løst\"}]}");
	frame_render(&o, &s);
	shows_all(parts, sizeof(parts) / sizeof(*parts));
	hides("En annens");
	hides("Løst");
	hides("innstilling fylles inn");
}

Test(frame, blanks_are_said_openly)
{
	struct sakspapir s = case_of("{\"navn\":\"sel/sak-7\",\"tittel\":\"T\"}");

	frame_render(&o, &s);
	shows("[saksnummer i kommunens sakssystem]");
	shows("[navn]");
	shows("[Kommunedirektørens innstilling fylles inn]");
	shows("[Bakgrunnen for saken fylles inn]");
	shows("[Kommunedirektørens vurdering fylles inn]");
	shows("[Økonomiske konsekvenser for kommunen og dekning i budsjettet fylles inn]");
	shows("[Andre vedlegg føres opp]");
	shows("ikke gitt noen skriftlig kvalitetssikring");
	hides("### Habilitet");
	hides("### Hva planen endrer");
}

Test(frame, nothing_is_put_into_force_by_a_case_that_proposes_nothing)
{
	struct sakspapir s = case_of("{\"navn\":\"sel/sak-7\",\"tittel\":\"T\",\"forslag\":{}}");

	frame_render(&o, &s);
	shows("## Forslag til vedtak");
	hides("slik det settes i kraft");
}

Test(frame, something_is_by_one_that_does)
{
	struct sakspapir s =
	    case_of("{\"navn\":\"sel/sak-7\",\"tittel\":\"T\",\"forslag\":{\"beloep\":\"5000\"}}");

	frame_render(&o, &s);
	shows("slik det settes i kraft når det er vedtatt:\n\n- **Beløp:** 5 000 kroner");
}

Test(frame, the_day_before)
{
	cr_assert_str_eq(papir_day_before(a, "2021-02-02"), "2021-02-01");
	cr_assert_str_eq(papir_day_before(a, "2021-03-01"), "2021-02-28");
	cr_assert_str_eq(papir_day_before(a, "2024-03-01"), "2024-02-29");
	cr_assert_str_eq(papir_day_before(a, "2022-01-01"), "2021-12-31");
	cr_assert_null(papir_day_before(a, "2021-13-01"));
	cr_assert_null(papir_day_before(a, "i dag"));
	cr_assert_null(papir_day_before(a, NULL));
}

Test(frame, the_plan)
{
	struct sakspapir s = case_of(sak);

	s.plan = (const void *)message(&omstilling__v1__get_plan_response__descriptor,
	    "{\"plan\":{\"tittel\":\"Handlingsplan\"},\"funn\":[{\"regel\":\"HP-1\",\"alvor\":\"feil\","
	    "\"sted\":\"omraader/"
	    "4\",\"oppgitt\":\"500000\",\"beregnet\":\"600000\",\"kilde\":\"S2\",\"tekst\":\"Feil "
	    "sum\",\"kvittering\":{\"grunn\":\"Står "
	    "fast\",\"brukernavn\":\"kari\"}},{\"regel\":\"HP-1\",\"alvor\":\"feil\",\"sted\":\"omraader/"
	    "5\",\"tekst\":\"En til\"},"
	    "{\"regel\":\"HP-99\",\"alvor\":\"varsel\",\"sted\":\"tittel\",\"tekst\":\"Noe "
	    "nytt\"}],\"handlingsplan\":{"
	    "\"finansiering\":{\"rader\":[{\"kilde\":\"Sel\",\"andel\":\"50\",\"beloep\":\"1900000\","
	    "\"forbehold\":\"Uavklart\"}],"
	    "\"oppgitt_sum\":\"3800000\"},\"vedlegg\":[{\"tittel\":\"Strategi\",\"sha256\":\"ff\"}]}}");
	s.diff = (const void *)message(&omstilling__v1__diff_plan_response__descriptor,
	    "{\"forskjeller\":[{\"sted\":\"omraader/"
	    "1\",\"slag\":\"tall\",\"navn\":\"Havn\",\"gammel\":\"1000\",\"ny\":\"2000\"}]}");
	s.kommentarer = (const void *)message(&omstilling__v1__list_kommentarer_response__descriptor,
	    "{\"kommentarer\":[{\"navn\":\"Eva\",\"tekst\":\"Hm\",\"hindrer_vedtak\":true}]}");
	frame_render(&o, &s);
	shows("| Havn: omraader/1 | tall | 1 000 | 2 000 |\n");
	shows("| HP-1 | feil | omraader/4 | 500 000 | 600 000 | S2 | Summen i et innsatsområdes "
	      "tiltakstabell skal være "
	      "lik summen av tiltakenes budsjetter. Feil sum | Står fast (kari) |\n"
	      "| HP-1 | feil | omraader/5 |  |  |  | En til |  |\n"
	      "| HP-99 | varsel | tittel |  |  |  | Noe nytt |  |\n");
	shows("- **Hele planen:** Hm (Eva; må lukkes før vedtak)\n");
	shows("| Sel | 50 | 1 900 000 | Uavklart |\n| Sum, slik planen oppgir den |  | 3 800 000 |  |\n");
	shows("- Handlingsplan (sel/hp, versjon 2, SHA-256 abc)\n- Strategi, SHA-256 ff\n");
}

Test(frame, a_first_plan_for_the_whole_period)
{
	struct sakspapir s = case_of(sak);

	s.plan = (const void *)message(&omstilling__v1__get_plan_response__descriptor,
	    "{\"omstillingsplan\":{\"finansiering\":{\"rader\":[{\"navn\":\"Sel\",\"beloep\":[{\"aar\":2021,"
	    "\"verdi\":\"1000\"},{"
	    "\"aar\":2022,\"verdi\":\"2000\"}],\"oppgitt_sum\":\"3000\"}],\"oppgitt_sum\":{\"oppgitt_sum\":"
	    "\"3000\"}}}}");
	frame_render(&o, &s);
	shows("Planen er ny: ingen versjon av den gjelder i dag.");
	shows("Kontrollene har ingen funn i planen.");
	shows("| Sel |  | 2021: 1 000; 2022: 2 000 | 3 000 |\n| Sum |  |  | 3 000 |\n");
}
