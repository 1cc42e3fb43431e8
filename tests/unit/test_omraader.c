/* Innsatsområder through time as people see them: those in force with their figures, and what became of
 * which. */
#define PRINT_WIDTH 120
#include "client/print_omraader.h"
#include "print_fixture.h"

TestSuite(omraader, .init = set_up, .fini = tear_down);

Test(omraader, a_year_is_a_row_with_its_target_and_budget)
{
	print_omraader(
	    &o, message(&omstilling__v1__get_omraader_response__descriptor,
		    "{\"omraader\":[{\"nummer\":3,\"navn\":\"Mat\",\"arbeidsplasser\":[{\"aar\":2023,"
		    "\"verdi\":\"0\"},"
		    "{\"aar\":2025,\"verdi\":\"1.5\"}],\"budsjett\":[{\"aar\":2022,\"verdi\":\"700000\"},"
		    "{\"aar\":2023,\"verdi\":\"1200000\"}]},{\"nummer\":4,\"navn\":\"Kultur\","
		    "\"stoetteomraade\":true}]}"));
	shows("Nr  Innsatsområde          År    Arbeidsplasser   Budsjett\n");
	shows(" 3  Mat                    2022                    700 000\n"
	      "                           2023               0  1 200 000\n"
	      "                           2025             1,5\n"
	      " 4  Kultur (støtteområde)\n");
	hides("Avstamning");
}

Test(omraader, no_area_is_said)
{
	print_omraader(&o, message(&omstilling__v1__get_omraader_response__descriptor, "{}"));
	shows("(ingen)\n");
}

Test(omraader, the_lineage_names_the_decision)
{
	print_omraader(
	    &o, message(&omstilling__v1__get_omraader_response__descriptor,
		    "{\"avstamning\":[{\"gjelder_fra\":\"2022-12-14\",\"slag\":\"slaatt_sammen\",\"fra_"
		    "navn\":\"Mat\",\"til_navn\":\"Jord\","
		    "\"andel\":\"100\",\"grunn\":\"To små ble "
		    "én\",\"plan\":\"dal/handlingsplan-2023\",\"versjon\":1,\"sak\":\"dal/sak-3\"},"
		    "{\"gjelder_fra\":\"2022-12-14\",\"slag\":\"avsluttet\",\"fra_navn\":\"Kultur\",\"sak\":"
		    "\"dal/sak-3\"}]}"));
	shows("14.12.2022   slått sammen  Mat     Jord       100  dal/sak-3  dal/handlingsplan-2023@v1\n");
	shows("To små ble én\n");
	shows("14.12.2022   avsluttet     Kultur                  dal/sak-3\n");
}

Test(omraader, a_plan_shows_what_it_changes)
{
	const Omstilling__V1__Handlingsplan *p =
	    (const void *)message(&omstilling__v1__handlingsplan__descriptor,
		"{\"omraadeendringer\":[{\"slag\":\"delt\",\"fra\":[{\"navn\":\"Tre\"}],\"til\":[{\"navn\":"
		"\"Skog\",\"andel\":\"33.3\"},"
		"{\"omraade\":\"x1\",\"andel\":\"66.7\"}],\"grunn\":\"To "
		"næringer\"},{\"slag\":\"ny\",\"til\":[{}]}]}");

	print_omraadeendringer(&o, p->omraadeendringer, p->n_omraadeendringer);
	shows("Endringer i innsatsområdene\n");
	shows("delt  Tre  Skog (33,3 %), x1 (66,7 %)  To næringer\n");
	shows("ny         ?\n");
}

Test(omraader, a_plan_without_changes_says_nothing)
{
	print_omraadeendringer(&o, NULL, 0);
	fflush(o.f);
	cr_expect_eq(text_len, 0U, "%s", text);
}
