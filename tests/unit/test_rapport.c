/* A report as Markdown: what stands in it, and what was not measured says so. */
#define PRINT_WIDTH 120
#include "client/rapport.h"

#include <omstilling/v1/resultat.pb-c.h>

#include "print_fixture.h"

TestSuite(rapport, .init = set_up, .fini = tear_down);

Test(rapport, the_years_report)
{
	rapport_write(&o,
	    message(&omstilling__v1__get_rapport_response__descriptor,
		"{\"rapport\":{\"navn\":\"dal/aarsrapport-2022\",\"versjon\":2,\"hash\":\"ab\",\"sak\":\"dal/"
		"sak-4\"},"
		"\"innhold\":{\"tittel\":\"Årsrapport 2022 for Dal\",\"dato\":\"2023-02-01\","
		"\"tekster\":[{\"overskrift\":\"Innledning\",\"tekst\":\"Et *godt* år.\"}],"
		"\"resultater\":[{\"navn\":\"Skog\",\"aar\":2022,\"maal\":\"40\",\"nye\":\"27.5\",\"sum\":"
		"\"27.5\",\"prosent\":\"68.8\","
		"\"merknad\":\"sikrede: ikke "
		"målt\"}],\"aarene\":[{\"aar\":2022,\"nye\":\"0\",\"sikrede\":\"-\"}],"
		"\"tall\":[{\"navn\":\"Nye foretak\",\"verdi\":\"ikke målt\"}],"
		"\"penger\":[{\"konto\":\"mottatt\",\"finansioer\":\"Fylket\",\"beloep\":\"1900000\"}],"
		"\"prosjekter\":[{\"navn\":\"dal/prosjekt-1\",\"tittel\":\"Trehus\",\"beloep\":\"500000\"}],"
		"\"styre\":{\"moeter\":6,\"oppmoete\":\"93.3\",\"kvinner\":2,\"menn\":3},\"avvik\":[\"Skog: "
		"for få\"]}}"));
	shows("# Årsrapport 2022 for Dal\n");
	shows("- **Versjon:** 2\n");
	shows("1. februar 2023");
	shows("## Innledning\n");
	shows("Et \\*godt\\* år.");
	shows("| Skog | 2022 | 40 | 27,5 | ikke målt | 27,5 | 68,8 % | sikrede: ikke målt |\n");
	shows("| Året | 2022 |  | 0 | - | ikke målt |  |  |\n");
	shows("| Nye foretak | ikke målt |  |\n");
	shows("| mottatt | Fylket | 1 900 000 |\n");
	shows("| dal/prosjekt-1 | Trehus |  |  |  |  | 500 000 |\n");
	shows("- **Oppmøte:** 93,3 %\n");
	shows("- Skog: for få\n");
	hides("Vurdering");
	hides("Effektmål");
	hides("Etter perioden");
}

Test(rapport, assessments_and_what_comes_after)
{
	rapport_write(&o, message(&omstilling__v1__get_rapport_response__descriptor,
			      "{\"rapport\":{},\"innhold\":{\"holdes\":\"2022-11-10\",\"vurderinger\":[{"
			      "\"slag\":\"effekt\",\"indikator\":\"Jobber\","
			      "\"karakter\":2,\"grunn\":\"6 av 9\",\"funn\":\"Ring "
			      "dem\"}],\"effektmaal\":[{\"indikator\":\"Folketall\",\"verdi\":\"5600\"}],"
			      "\"plp\":[{\"steg\":\"forstudie\",\"tekst\":\"Spurte\"}],\"overtakelser\":[{"
			      "\"prosjekt\":\"dal/prosjekt-1\","
			      "\"overtar\":\"Hagen\"}]}}"));
	shows("10. november 2022");
	shows("| Jobber | effekt | 2 | 6 av 9 | Ring dem |\n");
	shows("|  | Folketall |  |  |  |  | 5 600 |\n");
	shows("- **forstudie:** Spurte\n");
	shows("- **dal/prosjekt-1:** Hagen\n");
	hides("Prosjekter");
	hides("Styret");
}

Test(rapport, nothing)
{
	rapport_write(&o, message(&omstilling__v1__get_rapport_response__descriptor, "{}"));
	cr_expect_str_empty(printed());
}
