/* What people see of plans: both with their tables, findings, comments, and the hash of a frozen version. */
#include <criterion/criterion.h>
#include <omstilling/v1/plan.pb-c.h>
#include <sodium.h>
#include <string.h>

#include "client/mem.h"
#include "client/print_kommentar.h"
#include "client/print_plan.h"
#include "print_fixture.h"

TestSuite(print_plan, .init = set_up, .fini = tear_down);

Test(print_plan, findings_one_a_line_and_how_many_are_open)
{
	print_check(
	    &o, message(&omstilling__v1__check_plan_response__descriptor,
		    "{\"funn\":[{\"regel\":\"HP-1\",\"alvor\":\"feil\",\"sted\":\"omraader/4/"
		    "x\",\"oppgitt\":\"500000\","
		    "\"beregnet\":\"600000\",\"kilde\":\"S2\",\"tekst\":\"Summen er en annen.\","
		    "\"kvittering\":{\"brukernavn\":\"kari\",\"grunn\":\"utsatt\"}}],\"aapne_feil\":0}"));
	shows("HP-1: Summen i et innsatsområdes tiltakstabell skal være lik summen av\n"
	      "tiltakenes budsjetter.\n");
	shows(
	    "HP-1   feil   omraader/4/x  500 000   600 000  S2     kari: utsatt\n    Summen er en annen.\n");
	shows("1 funn, 0 åpne feil");
}

Test(print_plan, comments_with_place_state_and_answers)
{
	print_kommentarer(&o,
	    message(&omstilling__v1__list_kommentarer_response__descriptor,
		"{\"kommentarer\":[{\"nr\":1,\"tekst\":\"For lite\",\"navn\":\"Ola\",\"tidspunkt\":\"i "
		"går\",\"tilstand\":\"aapen\",\"hindrer_vedtak\":true},"
		"{\"nr\":2,\"sted\":\"omraader/"
		"1\",\"borte\":true,\"versjon\":1,\"navn\":\"Per\",\"tidspunkt\":"
		"\"i "
		"dag\",\"tilstand\":\"besvart\",\"svar\":[{\"tekst\":\"Rettet\\u001b[2J\",\"navn\":\"Kari\","
		"\"tidspunkt\":\"nå\",\"tilstand\":\"besvart\"}]}]}"));
	shows("\n1  hele planen  (utkastet, åpen, hindrer vedtak)\n    Ola, i går: For lite\n");
	shows("\n2  omraader/1 (finnes ikke lenger)  (versjon 1, besvart)\n    Per, i dag: (teksten er "
	      "slettet)\n");
	shows("    → besvart\n        Kari, nå: Rettet");
	hides("\x1b");
	shows("\n2 kommentarer, 1 åpen\n");
}

static const char handlingsplan[] =
    "{\"plan\":{\"navn\":\"sel/handlingsplan-2021\",\"tilstand\":\"utkast\",\"revisjon\":3},\"etag\":\"3\","
    "\"handlingsplan\":{\"aar\":2021,\"kapitler\":[{\"kapittel\":\"1\",\"tekst\":\"Innledning\"}],"
    "\"omraader\":["
    "{\"nummer\":1,\"navn\":\"Reiseliv\",\"maal\":\"flere\",\"tiltak\":[{\"bokstav\":\"A\",\"strategi\":"
    "\"Utvikle\","
    "\"tiltak\":\"Forstudie\",\"delmaal\":[{\"antall\":\"2\",\"tekst\":\"forstudier\",\"tilstand\":"
    "\"planlagt\"}]"
    ","
    "\"resultatmaal\":\"-\",\"budsjett\":\"300000\"}],\"oppgitt_sum_resultatmaal\":\"4\","
    "\"oppgitt_sum_budsjett\":\"300000\"}],"
    "\"finansiering\":{\"rader\":[{\"kilde\":\"KDD\",\"andel\":\"62.5\",\"beloep\":\"1900000\"}],"
    "\"oppgitt_sum\":\"3800000\"},"
    "\"budsjett\":{\"timepris\":\"500\",\"omraader\":[{\"nummer\":1,\"navn\":\"Reiseliv\",\"ramme\":"
    "\"300000\","
    "\"timer\":\"62.5\",\"kostnad\":\"31250\",\"oppgitt_sum\":\"331250\"}],"
    "\"totalsum\":{\"oppgitt_sum\":\"3800000\"}}}}";

Test(print_plan, one_comment_is_told_in_the_singular)
{
	print_kommentarer(
	    &o, message(&omstilling__v1__list_kommentarer_response__descriptor,
		    "{\"kommentarer\":[{\"nr\":1,\"navn\":\"Ola\",\"tilstand\":\"besvart\"}]}"));
	shows("\n\n1 kommentar, 0 åpne\n");
}

Test(print_plan, a_handlingsplan_has_its_three_tables)
{
	o.width = 120;
	print_plan(&o, message(&omstilling__v1__get_plan_response__descriptor, handlingsplan));
	shows("Tilstand            utkast, revisjon 3\n");
	shows("Kapittel 1\n  Innledning\n");
	shows("H1 Tiltak, innsatsområde 1\n");
	shows("A  Utvikle        Forstudie  2 forstudier (planlagt)            -   300 000\n");
	shows("Sum (oppgitt)                                                4   300 000\n");
	shows("H2 Finansiering\n");
	shows("62,5  1 900 000");
	shows("H3 Budsjett\nTimepris            500\n");
	shows("1  Reiseliv            300 000   62,5   31 250        331 250\n");
	shows("Totalsum (oppgitt)                               3 800 000\n");
	hides("STEMMER");
}

static void show_area(const char *area)
{
	print_plan(&o, message(&omstilling__v1__get_plan_response__descriptor,
			   mem_printf(a, "{\"handlingsplan\":{\"aar\":2021,\"omraader\":[%s]}}", area)));
}

Test(print_plan, an_area_without_job_goal_has_no_column_of_jobs)
{
	show_area("{\"nummer\":5,\"navn\":\"Kultur\",\"stoetteomraade\":true,\"kommunalt_ansvar\":true,"
		  "\"tiltak\":[{\"bokstav\":\"R\",\"budsjett\":\"100000\",\"fotnote\":\"*\","
		  "\"forbehold\":\"Et anslag.\"}],\"oppgitt_sum_budsjett\":\"100000\"}");
	hides("Resultatmål");
	shows("100 000*\n    Et anslag.\n");
	shows("Ansvar              kommunen selv\n");
}

Test(print_plan, hours_stand_before_the_table_of_goals)
{
	show_area(
	    "{\"nummer\":1,\"navn\":\"Industri\",\"timer\":\"62.5\",\"aarsmaal\":[{\"tekst\":\"Ett\"}]}");
	shows("Timer               62,5\n\nMål for året\n");
}

Test(print_plan, a_field_after_a_table_stands_apart_from_it)
{
	print_plan(&o, message(&omstilling__v1__get_plan_response__descriptor,
			   "{\"handlingsplan\":{\"finansiering\":{\"rader\":[{\"kilde\":\"KDD\"}]},"
			   "\"prosjektrettet_arbeid\":\"5\",\"soekbare_midler\":\"6\"}}"));
	shows("KDD\n\nProsjektrettet      5\nSøkbare midler      6\n");
}

Test(print_plan, an_area_with_job_goals_has_the_column_also_where_they_are_not_set)
{
	show_area("{\"nummer\":1,\"navn\":\"Industri\",\"tiltak\":[{\"bokstav\":\"A\",\"budsjett\":\"5\"}]}");
	shows("Resultatmål  Budsjett\n");
}

Test(print_plan, not_measured_is_neither_0_nor_a_dash)
{
	print_plan(&o, message(&omstilling__v1__get_plan_response__descriptor,
			   "{\"handlingsplan\":{\"aar\":2022,\"resultater\":["
			   "{\"gjelder_aar\":2021,\"nummer\":1,\"navn\":\"Industri\",\"maaltall\":\"5\"},"
			   "{\"gjelder_aar\":2021,\"nummer\":2,\"navn\":\"Mat\",\"maaltall\":\"4\","
			   "\"resultat\":\"0\"},"
			   "{\"gjelder_aar\":2021,\"nummer\":3,\"navn\":\"Kultur\",\"maaltall\":\"-\","
			   "\"resultat\":\"-\"}],"
			   "\"indikatorer\":[{\"navn\":\"Folketall\",\"verdier\":[{\"aar\":2020},"
			   "{\"aar\":2021,\"verdi\":\"0\"},{\"aar\":2022,\"verdi\":\"-\"}]}]}}"));
	shows("2021  1  Industri        5  ikke målt\n");
	shows("2021  2  Mat             4          0\n");
	shows("2021  3  Kultur          -          -\n");
	shows("2020: ikke målt, 2021: 0, 2022: -");
}

Test(print_plan, jobs_that_are_split_stand_under_the_whole_and_the_period_gives_the_columns)
{
	print_plan(
	    &o, message(&omstilling__v1__get_plan_response__descriptor,
		    "{\"omstillingsplan\":{\"fra_aar\":2021,\"til_aar\":2023,"
		    "\"arbeidsplasser\":[{\"aar\":2022,\"verdi\":\"30\",\"nye\":\"20\",\"sikrede\":\"10\","
		    "\"forbehold\":\"Et anslag.\"}],\"oppgitt_sum_arbeidsplasser\":\"30\","
		    "\"oppgitt_sum_nye\":\"20\"}}"));
	shows("2021  2022  2023  Sum (oppgitt)\n");
	shows("Arbeidsplasser          30                   30\n");
	shows("  nye                   20                   20\n");
	shows("  sikrede               10\n");
	shows("    2022: Et anslag.\n");
}

Test(print_plan, an_omstillingsplan_has_years_as_columns)
{
	print_plan(
	    &o, message(&omstilling__v1__get_plan_response__descriptor,
		    "{\"omstillingsplan\":{\"fra_aar\":2021,\"til_aar\":2022,\"hovedmaal\":{"
		    "\"arbeidsplasser\":\"210\"},"
		    "\"innsatsomraader\":[{\"nummer\":1,\"navn\":\"Reiseliv\",\"arbeidsplasser\":["
		    "{\"aar\":2022,\"verdi\":\"30\"},{\"aar\":2021,\"verdi\":\"10\"}],\"oppgitt_sum\":\"40\","
		    "\"strategier\":[{\"bokstav\":\"A\",\"tittel\":\"Utvikle\"}]},"
		    "{\"nummer\":2,\"navn\":\"Støtte\",\"stoetteomraade\":true,\"arbeidsplasser\":["
		    "{\"aar\":2022,\"verdi\":\"-\"}]}],"
		    "\"finansiering\":{\"rader\":[{\"navn\":\"KDD\",\"andel\":\"50\",\"beloep\":["
		    "{\"aar\":2021,\"verdi\":\"2500000\"}]}]}}}"));
	shows("Arbeidsplasser      210\n");
	shows("Innsatsområde            2021  2022  Sum (oppgitt)\n");
	shows("1 Reiseliv                 10    30             40\n");
	shows("2 Støtte (støtteområde)           -\n");
	shows("KDD       50  2 500 000\n");
	shows("A  Utvikle\n");
}

/* A frozen version with the hash of its bytes, or of others. */
static const ProtobufCMessage *frozen(const char *hashed, const char *bytes)
{
	Omstilling__V1__GetPlanResponse *r = mem_alloc(a, sizeof(*r));
	unsigned char sum[32];

	omstilling__v1__get_plan_response__init(r);
	r->plan = mem_alloc(a, sizeof(*r->plan));
	omstilling__v1__plan__init(r->plan);
	crypto_hash_sha256(sum, (const unsigned char *)hashed, strlen(hashed));
	r->plan->hash = sodium_bin2hex(mem_alloc(a, 65), 65, sum, sizeof(sum));
	r->has_kanonisk = 1;
	r->kanonisk.data = (uint8_t *)mem_strndup(a, bytes, strlen(bytes));
	r->kanonisk.len = strlen(bytes);
	return &r->base;
}

Test(print_plan, the_hash_of_a_frozen_version_is_made_again)
{
	o.width = 160;
	print_plan(&o, frozen("{\"a\":1}", "{\"a\":1}"));
	shows("(regnet ut på nytt her: stemmer)");
	hides("IKKE");
}

Test(print_plan, a_frozen_version_with_other_bytes_is_told)
{
	o.width = 160;
	print_plan(&o, frozen("{\"a\":1}", "{\"a\":2}"));
	shows("(STEMMER IKKE med innholdet)");
}
