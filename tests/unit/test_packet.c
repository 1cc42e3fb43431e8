/* HTML in which text from data stays text, and the parts of a meeting's packet that are made of it. */
#include "client/html.h"
#include "client/packet.h"
#include "print_fixture.h"

TestSuite(packet, .init = set_up, .fini = tear_down);

Test(packet, text_stays_text)
{
	html_text(&o, "<script>alert(\"x\")</script> & 'y'\x1b[2J\xff æ");
	cr_expect_str_eq(printed(),
	    "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;\xef\xbf\xbd[2J"
	    "\xef\xbf\xbd æ");
}

Test(packet, nothing_is_written_of_nothing)
{
	html_text(&o, NULL);
	html_paragraphs(&o, NULL);
	html_paragraphs(&o, "\n  \n");
	html_line(&o, NULL, NULL);
	html_pair(&o, "Sted", "");
	cr_expect_eq(strlen(printed()), 0);
}

Test(packet, paragraphs_and_their_lines)
{
	html_paragraphs(&o, "En <b>\nto\n\n\ntre\n");
	cr_expect_str_eq(printed(), "<p>En &lt;b&gt;<br>\nto</p>\n<p>tre</p>\n");
}

Test(packet, cells_and_captions_are_escaped)
{
	static const char *const head[] = {"A\"", "B"}, *const row[] = {"<i>", NULL};

	html_table(&o, "x\" onload=\"y", head, 2);
	html_row(&o, head, row, 2);
	html_table_end(&o);
	shows("aria-label=\"x&quot; onload=&quot;y\"");
	shows("<th scope=\"col\">A&quot;</th>");
	shows("<tr><td data-navn=\"A&quot;\">&lt;i&gt;</td><td data-navn=\"B\"></td></tr>");
}

Test(packet, changed_words_are_marked_by_element_and_word)
{
	html_compared(&o, "Vi bygger kaia <1>", "Vi utvider kaia <2>");
	cr_expect_str_eq(printed(),
	    "Vi <del><span class=\"skjult\">fjernet: </span>bygger</del> <ins><span "
	    "class=\"skjult\">lagt til: </span>utvider</ins> kaia <del><span "
	    "class=\"skjult\">fjernet: </span>&lt;1&gt;</del> <ins><span class=\"skjult\">lagt til: "
	    "</span>&lt;2&gt;</ins>");
}

static const void *diff(const char *json)
{
	return message(&omstilling__v1__diff_plan_response__descriptor, json);
}

Test(packet, differences)
{
	packet_diff(
	    &o, diff("{\"forskjeller\":[{\"sted\":\"omraader/1/budsjett\",\"slag\":\"tall\",\"navn\":\"Havn "
		     "& "
		     "by\",\"gammel\":\"1000\",\"ny\":\"2000\"},{\"sted\":\"omraader/"
		     "2\",\"slag\":\"lagt_til\",\"ny\":"
		     "\"Skog\"}]}"));
	shows("2 endringer mot planen som gjelder.");
	shows("<strong>Havn &amp; by</strong> <span class=\"svak\">omraader/1/budsjett</span></p>");
	shows("fjernet: </span>1 000</del> → <ins><span class=\"skjult\">lagt til: </span>2 000</ins>");
	shows("<span class=\"merke\">lagt til</span>");
}

Test(packet, a_year_that_differs_is_not_grouped)
{
	packet_diff(&o, diff("{\"forskjeller\":[{\"sted\":\"aar\",\"slag\":\"tall\",\"gammel\":\"2023\","
			     "\"ny\":\"2022\"}]}"));
	shows("</span>2023</del>");
	shows("</span>2022</ins>");
}

Test(packet, a_new_plan_and_an_unchanged_one)
{
	packet_diff(&o, NULL);
	shows("Planen er ny");
	packet_diff(&o, diff("{}"));
	shows("Ingen: forslaget er likt");
}

static const Omstilling__V1__Moete *meeting(const char *item)
{
	return (const void *)message(
	    &omstilling__v1__moete__descriptor, mem_printf(a,
						    "{\"organ\":\"os\",\"saksliste\":[%s],\"deltakere\":[{"
						    "\"brukernavn\":\"tor\",\"navn\":\"Tor\"}]}",
						    item));
}

Test(packet, a_case)
{
	const Omstilling__V1__Moete *m = meeting("{\"nummer\":3,\"sak\":\"sel/sak-1\",\"tittel\":\"T <1>\"}");
	struct sakspapir s = {.program = "sel", .beslutning = "Tilsagn"};

	s.sak = (const void *)message(&omstilling__v1__sak__descriptor,
	    "{\"navn\":\"sel/"
	    "sak-1\",\"beslutning\":11,\"forslag\":{\"beloep\":\"1900000\",\"vilkaar\":[\"Halvparten\"]},"
	    "\"steg\":[{\"nummer\":1,\"funksjon\":\"IN\",\"akt\":\"raader\",\"tilstand\":\"ferdig\","
	    "\"organer\":[\"IN "
	    "AS\"],\"kilde\":\"S3\",\"handling\":{\"dato\":\"2021-02-01\",\"utfall\":\"ja\",\"ja\":3,\"nei\":"
	    "1,\"tekst\":"
	    "\"Godt.\\n\\nMeget.\",\"dissens\":[\"Per\"]}},{\"nummer\":2,\"funksjon\":\"F\",\"akt\":"
	    "\"vedtar\","
	    "\"tilstand\":\"venter\"}],\"habilitet\":[{\"brukernavn\":\"tor\",\"grunn\":\"part\","
	    "\"tilstand\":\"inhabil\"}]}");
	s.vilkaar = (const void *)message(&omstilling__v1__list_vilkaar_response__descriptor,
	    "{\"vilkaar\":[{\"sak\":\"sel/"
	    "sak-1\",\"nr\":1,\"tekst\":\"Budsjett\",\"tilstand\":\"aapent\"},{\"sak\":\"sel/"
	    "sak-2\",\"nr\":1,\"tekst\":\"En annens\"}]}");
	packet_sak(&o, m, m->saksliste[0], &s);
	shows("<h2 id=\"sak-3\">3. T &lt;1&gt;</h2>");
	shows("<dd>Tilsagn (rad 11 i godkjenningsmatrisen)</dd>");
	shows("<dd>1 900 000 kroner</dd>");
	shows("<dt>Vilkår</dt><dd>Halvparten</dd>");
	shows("IN AS råder 1. februar 2021: ja (3 ja, 1 nei)");
	shows("<p>Godt.</p>\n<p>Meget.</p>\n<p>Dissens: Per</p>");
	shows("<td data-navn=\"Hvem\">F</td><td data-navn=\"Akt\">vedtar</td>");
	shows("<td data-navn=\"Vilkår\">Budsjett</td>");
	hides("En annens");
	shows("<li>Tor (tor): part, inhabil</li>");
	hides("Endringer i planen");
}

Test(packet, a_plan_with_findings_and_comments)
{
	const Omstilling__V1__Moete *m = meeting("{\"nummer\":1,\"sak\":\"sel/sak-1\",\"tittel\":\"T\"}");
	struct sakspapir s = {.program = "sel"};

	s.sak = (const void *)message(&omstilling__v1__sak__descriptor, "{\"navn\":\"sel/sak-1\"}");
	s.plan = (const void *)message(&omstilling__v1__get_plan_response__descriptor,
	    "{\"funn\":[{\"regel\":\"HP-1\",\"alvor\":\"feil\",\"sted\":\"omraader/"
	    "4\",\"oppgitt\":\"500000\",\"tekst\":"
	    "\"Feil sum\",\"kilde\":\"S2\",\"kvittering\":{\"brukernavn\":\"kari\",\"grunn\":\"Står fast\"}},"
	    "{\"regel\":\"HP-1\",\"sted\":\"omraader/5\",\"tekst\":\"En til\"},"
	    "{\"regel\":\"HP-99\",\"sted\":\"tittel\",\"tekst\":\"Noe nytt\"}]}");
	s.kommentarer = (const void *)message(&omstilling__v1__list_kommentarer_response__descriptor,
	    "{\"kommentarer\":[{\"navn\":\"Eva\",\"tidspunkt\":\"2021-02-01T10:00:00Z\",\"sted\":\"tittel\","
	    "\"tekst\":\"Hm\",\"hindrer_vedtak\":"
	    "true},{\"navn\":"
	    "\"Tor\"}]}");
	packet_sak(&o, m, m->saksliste[0], &s);
	shows("HP-1 (feil)");
	shows("<td data-navn=\"Funn\">Summen i et innsatsområdes tiltakstabell skal være lik summen av "
	      "tiltakenes "
	      "budsjetter.\nFeil sum\nomraader/4</td>");
	shows("<td data-navn=\"Funn\">En til\nomraader/5</td>");
	shows("<td data-navn=\"Funn\">Noe nytt\ntittel</td>");
	shows("<td data-navn=\"Kilde\">S2</td>");
	shows("500 000");
	shows("Står fast (kari)");
	shows("Eva, 1. februar 2021 kl. 10:00 UTC: om tittel (må besvares eller frafalles før planen kan "
	      "vedtas)");
	shows(": om hele planen");
	shows("(teksten er slettet)");
}

Test(packet, cases_that_the_reader_does_not_see)
{
	const Omstilling__V1__Moete *m = meeting(
	    "{\"nummer\":1,\"hjemmel\":\"KL 11-5\"},{\"nummer\":2,\"sak\":\"sel/sak-2\",\"tittel\":\"T\"}");
	struct sakspapir none = {0};

	packet_sak(&o, m, m->saksliste[0], &none);
	shows("1. Lukket sak");
	shows("Behandles for lukkede dører: KL 11-5");
	hides("ikke tilgjengelig");
	packet_sak(&o, m, m->saksliste[1], &none);
	shows("Saken er ikke tilgjengelig for deg.");
}

/* Delegations of a programme, and what the packet of kst's meeting of 1 March tells of them. */
static void reports(const char *delegations)
{
	const Omstilling__V1__Moete *m = (const void *)message(
	    &omstilling__v1__moete__descriptor, "{\"organ\":\"kst\",\"dato\":\"2021-03-01\"}");
	const Omstilling__V1__ListDelegasjonerResponse *r =
	    (const void *)message(&omstilling__v1__list_delegasjoner_response__descriptor, delegations);

	packet_reported(&o, m, &r, 1);
}

#define GIVEN(id, from, more) "{\"id\":\"" id "\",\"fra_organ\":\"" from "\"" more "}"
#define USED(sak, more) "{\"sak\":\"" sak "\",\"dato\":\"2021-02-03\",\"utfall\":\"ja\"" more "}"

Test(packet, what_was_decided_by_delegation_is_reported_to_who_gave_it)
{
	reports("{\"delegasjoner\":[" GIVEN("1", "kst",
	    ",\"bruk\":[" USED(
		"sel/sak-1", ",\"tittel\":\"Liten <a>\",\"beloep\":\"80000\"") "]") "," GIVEN("2", "os",
	    ",\"overordnet\":\"1\",\"bruk\":[" USED("sel/sak-2", "") "]") "," GIVEN("3", "os",
	    ",\"bruk\":[" USED("sel/sak-3", "") "]") "]}");
	shows("<h2 id=\"meldinger\">Meldes: vedtak etter delegasjon</h2>");
	shows("Liten &lt;a&gt;");
	shows("80 000");
	shows("sel/sak-2");
	cr_expect_null(strstr(printed(), "sel/sak-3"), "what another organ gave is reported to that organ");
}

Test(packet, what_was_reported_to_an_earlier_meeting_is_not_again)
{
	reports("{\"delegasjoner\":[" GIVEN("1", "kst",
	    ",\"bruk\":[" USED("sel/sak-1", ",\"meldt\":\"2021-02-08\"") "," USED(
		"sel/sak-2", ",\"meldt\":\"2021-03-01\"") "]") "]}");
	shows("sel/sak-2");
	cr_expect_null(strstr(printed(), "sel/sak-1"));
}

Test(packet, nothing_to_report_is_no_section)
{
	reports("{\"delegasjoner\":[" GIVEN("1", "kst", "") "," GIVEN(
	    "2", "os", ",\"overordnet\":\"7\",\"bruk\":[" USED("sel/sak-1", "") "]") "]}");
	cr_expect_eq(strlen(printed()), 0);
}

Test(packet, a_case_about_an_application_shows_it_as_the_case_document_does)
{
	const Omstilling__V1__Moete *m =
	    meeting("{\"nummer\":1,\"sak\":\"sel/sak-9\",\"tittel\":\"Tilskudd\"}");
	struct sakspapir s = {.program = "sel", .beslutning = "Tildele"};

	s.sak = (const void *)message(&omstilling__v1__sak__descriptor,
	    "{\"navn\":\"sel/sak-9\",\"beslutning\":27,\"forslag\":{\"soeknad\":\"sel/soeknad-1\",\"beloep\":"
	    "\"200000\",\"poeng\":[{\"kriterium\":\"Jobber\",\"vekt\":\"60\",\"poeng\":8,\"begrunnelse\":"
	    "\"Seks "
	    "<b>\"},{\"kriterium\":\"Evne\",\"vekt\":\"40\"}]}}");
	s.soeknad = (const void *)message(&omstilling__v1__soeknad__descriptor,
	    "{\"navn\":\"sel/soeknad-1\",\"soeker_navn\":\"Bakeriet <AS>\",\"beloep_soekt\":\"400000\","
	    "\"kostnad\":[{\"post\":\"Ovn\",\"beloep\":\"800000\"}],\"sum_kostnad\":\"800000\","
	    "\"konfidensielt\":"
	    "[{\"felt\":\"maal\",\"hjemmel\":\"FVL 13\"}]}");
	s.stoetterom = (const void *)message(&omstilling__v1__check_stoetterom_response__descriptor,
	    "{\"rom_eur\":\"280000\",\"rom_nok\":\"2800000\",\"dato\":\"2021-01-01\"}");
	packet_sak(&o, m, m->saksliste[0], &s);
	shows("<h3>Søknaden</h3>");
	shows("<dt>Søker</dt><dd>Bakeriet &lt;AS&gt;</dd>");
	shows("<dt>Unntatt offentlighet</dt><dd>maal (FVL 13)</dd>");
	shows("<td data-navn=\"Post\">Ovn</td><td data-navn=\"Kroner\">800 000</td>");
	shows("<dt>Foreslått tildelt</dt><dd>200 000 kroner</dd>");
	shows("<h3>Vurdering etter styrets retningslinjer</h3>");
	shows("<td data-navn=\"Begrunnelse\">Seks &lt;b&gt;</td>");
	shows("<td data-navn=\"Poeng (0-10)\">ikke vurdert</td>");
	shows("kan 1. januar 2021 ennå få 280 000 euro (2 800 000 kroner)");
	cr_expect_null(strstr(printed(), "<dl>\n</dl>"));
}

Test(packet, a_case_about_something_else_shows_no_application)
{
	const Omstilling__V1__Moete *m = meeting("{\"nummer\":1,\"sak\":\"sel/sak-1\"}");
	struct sakspapir s = {.program = "sel"};

	s.sak = (const void *)message(
	    &omstilling__v1__sak__descriptor, "{\"navn\":\"sel/sak-1\",\"forslag\":{\"beloep\":\"1\"}}");
	packet_sak(&o, m, m->saksliste[0], &s);
	cr_expect_null(strstr(printed(), "Søknaden"));
}
