/* Markdown: text from data stays text, wherever it stands. The minutes that are made of it. */
#include <omstilling/v1/moete.pb-c.h>

#include "client/markdown.h"
#include "client/minutes.h"
#include "client/papir.h"
#include "print_fixture.h"

TestSuite(markdown, .init = set_up, .fini = tear_down);

static void word(const char *s, const char *expected)
{
	cr_expect_str_eq(markdown_word(a, s), expected, "%s", markdown_word(a, s));
}

Test(markdown, nothing_of_data_is_markup)
{
	word(NULL, "");
	word("Otta, rådhuset (2. etg.)", "Otta, rådhuset (2. etg.)");
	word("*a* _b_ `c` [d](e) <f> a|b", "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f\\> a\\|b");
	word("oppgitt_sum_ _x_y", "oppgitt_sum\\_ \\_x_y");
	word("# tittel", "\\# tittel");
	word("- punkt 15. mars", "- punkt 15. mars");
	word("    kode", "kode");
	word("to\nlinjer\x1b[2J", "to linjer\xef\xbf\xbd\\[2J");
	word("&lt;b&gt; \\ ~~x~~", "\\&lt;b\\&gt; \\\\ \\~\\~x\\~\\~");
}

Test(markdown, what_begins_a_line_begins_no_list)
{
	markdown_bullet(&o, "- punkt");
	markdown_bullet(&o, "15. mars");
	markdown_bullet(&o, "7) sju");
	markdown_bullet(&o, "1 900 000");
	markdown_text(&o, "Tittel\n---\n+ x\n===");
	cr_expect_str_eq(printed(),
	    "- \\- punkt\n- 15\\. mars\n- 7\\) sju\n- 1 900 000\nTittel\\\n\\---\\\n\\+ x\\\n\\===\n\n");
}

Test(markdown, paragraphs_and_line_ends)
{
	markdown_text(&o, "En\nto\n\n# tre\n   4. fire\n\n\n");
	cr_expect_str_eq(printed(), "En\\\nto\n\n\\# tre\\\n4\\. fire\n\n");
}

Test(markdown, a_quotation_has_all_its_lines)
{
	markdown_quote(&o, "En\nto\n\ntre");
	cr_expect_str_eq(printed(), "> En\\\n> to\n> \n> tre\n\n");
}

Test(markdown, nothing_is_written_of_nothing)
{
	markdown_text(&o, NULL);
	markdown_text(&o, "\n \n");
	markdown_item(&o, "Sted", NULL);
	markdown_item(&o, "Sted", "");
	cr_expect_eq(strlen(printed()), 0);
}

Test(markdown, a_table_keeps_its_columns)
{
	static const char *const head[] = {"A", "B"}, *const row[] = {"x|y\nz", NULL};

	markdown_table(&o, head, 2);
	markdown_row(&o, row, 2);
	cr_expect_str_eq(printed(), "| A | B |\n| --- | --- |\n| x\\|y z |  |\n");
}

Test(markdown, days_as_people_write_them)
{
	cr_expect_str_eq(papir_day(a, "2021-02-01"), "1. februar 2021");
	cr_expect_str_eq(papir_day(a, "2021-13-01"), "2021-13-01");
	cr_expect_str_eq(papir_day(a, "snart"), "snart");
	cr_expect_null(papir_day(a, NULL));
	cr_expect_str_eq(papir_time(a, "2021-12-24T16:05:00Z"), "24. desember 2021 kl. 16:05 UTC");
}

/* Every field that V-10 and KL 11-4 want, by both ways of voting. */
static const char minutes[] =
    "{\"protokoll\":{\"slag\":\"moetebok\",\"hash\":\"abc\",\"frosset\":true,\"moete\":{\"organ_navn\":\"Sel "
    "kommunestyre\",\"dato\":\"2021-02-01\",\"klokkeslett\":\"17:00\",\"sted\":\"Otta\",\"maate\":"
    "\"hastefjernmoete\",\"moeteleder\":\"olav\",\"sekretaer\":\"marit\",\"seter\":19,\"til_stede\":17,"
    "\"kvorum\":10,\"aapnet\":\"2021-02-01T16:00:00Z\",\"deltakere\":[{\"brukernavn\":\"olav\",\"navn\":"
    "\"Olav "
    "Sandbu\",\"rolle\":\"leder\",\"tilstand\":\"til_stede\",\"stemmerett\":true},{\"brukernavn\":\"vera\","
    "\"navn\":\"Vera Vik\",\"rolle\":\"vara\",\"tilstand\":\"til_stede\",\"representerer\":\"tor\","
    "\"stemmerett\":true,\"kom\":\"17:30\"},{\"brukernavn\":\"tor\",\"navn\":\"Tor Eide\",\"rolle\":"
    "\"medlem\",\"tilstand\":\"forfall\"},{\"brukernavn\":\"per\",\"navn\":\"Per\",\"rolle\":\"medlem\","
    "\"tilstand\":\"fravaerende\"}]},\"saker\":[{\"punkt\":{\"nummer\":1,\"sak\":\"sel/"
    "sak-1\",\"tittel\":\"Plan*en*\",\"beslutning\":8,\"utenfor_sakslisten\":true,\"innvendinger\":[\"olav\"]"
    "},"
    "\"saksnummer\":\"PS 9/21\",\"forslag\":{\"plan\":\"sel/"
    "plan\",\"versjon\":2,\"beloep\":\"1900000\",\"vilkaar\":[\"Halvparten\"]},\"akt\":\"vedtar\",\"utfall\":"
    "\"ja\",\"vedtak\":\"Forslaget er vedtatt.\",\"votering\":\"moete\",\"ja\":9,\"nei\":8,\"stemmer\":[{"
    "\"brukernavn\":\"vera\",\"stemme\":\"nei\",\"representerer\":\"tor\"}],\"avgjort_av_moeteleder\":true,"
    "\"valgomganger\":[{\"omgang\":1,\"ja\":8,\"nei\":8,\"blank\":1}],\"motforslag\":[{\"nummer\":1,\"slag\":"
    "\"endring\",\"tekst\":\"Stryk 4\",\"fremsatt_av\":\"olav\",\"vedtatt\":false,\"ja\":3,\"nei\":14}],"
    "\"habilitet\":[{\"brukernavn\":\"per\",\"grunn\":\"saerlige_forhold\",\"tilstand\":\"inhabil\",\"ja\":"
    "16,"
    "\"nei\":1,\"forklaring\":\"Nær venn\"}],\"merknader\":[{\"brukernavn\":\"olav\",\"tekst\":\"For "
    "vag.\"}],\"plan\":\"sel/"
    "plan\",\"versjon\":2,\"hash\":\"def\"},{\"punkt\":{\"nummer\":2,\"hjemmel\":\"KL "
    "11-5\"}},{\"punkt\":{\"nummer\":3,\"sak\":\"sel/"
    "sak-3\",\"tittel\":\"To\"},\"utfall\":\"ja\",\"vedtak\":\"Ja.\",\"votering\":\"foert\",\"ja\":16,"
    "\"nei\":"
    "1,\"dissens\":[\"Ett medlem\"]}],\"meldinger\":[{\"sak\":\"sel/sak-7\",\"tittel\":\"Tilskudd\",\"dato\":"
    "\"2021-01-05\",\"utfall\":\"ja\",\"beloep\":\"50000\"}],\"journal\":[{\"nummer\":\"12\",\"hash\":\"aa\"}"
    ",{"
    "\"program\":\"sel\",\"nummer\":\"99\",\"hash\":\"bb\"}],\"signaturer\":[{\"navn\":\"Olav "
    "Sandbu\",\"rolle\":\"leder\",\"tid\":\"2021-02-02T08:00:00Z\"}],\"mangler_signatur\":[\"Vera Vik\"]}}";

Test(markdown, minutes_hold_every_field)
{
	static const char *const parts[] = {"# Møtebok: Sel kommunestyre, 1. februar 2021\n",
	    "- **Tid:** 1. februar 2021 kl. 17:00\n", "- **Sted:** Otta\n",
	    "- **Møteform:** hastefjernmøte\n", "- **Møteleder:** Olav Sandbu (olav)\n",
	    "- **Sekretær:** marit\n", "- **Seter:** 19\n", "17; møtet er vedtaksført med 10\n",
	    "## Til stede\n", "| Vera Vik | vara | Tor Eide (tor) | ja | 17:30 |  |\n", "## Forfall\n",
	    "| Tor Eide | medlem |", "## Fraværende\n", "### 1. Plan\\*en\\* (PS 9/21)\n",
	    "- **Utenfor sakslisten:** ja\n", "- **Innvending mot behandling:** Olav Sandbu (olav)\n",
	    "- **Plan:** sel/plan, versjon 2\n", "- **Beløp:** 1 900 000 kroner\n",
	    "- **Vilkår:** Halvparten\n",
	    "- Per (per): særlige forhold, inhabil (16 for inhabil, 1 mot). Nær venn\n",
	    "| 1 | endring | Stryk 4 | Olav Sandbu (olav) | 3 ja, 14 nei | ikke vedtatt |\n",
	    "- **Resultat:** 9 ja, 8 nei\n", "avgjort av møtelederens stemme\n",
	    "- **Valgomgang 1:** 8 ja, 8 nei, 1 blank; ikke flertall\n",
	    "| Vera Vik (vera) | Tor Eide (tor) | nei |  |\n", "#### Vedtak\n\nForslaget er vedtatt.\n",
	    "- **SHA-256 av planen:** def\n",
	    "#### Protokolltilførsler\n\nOlav Sandbu (olav):\n\n> For vag.\n",
	    "### 2. Lukket sak\n\n- **Behandlet for lukkede dører:** KL 11-5\n\n### 3",
	    "ført av sekretæren og bekreftet av møtelederen\n", "- **Dissens:** Ett medlem\n",
	    "| 05.01.2021 | sel/sak-7 | Tilskudd | ja | 50 000 |\n",
	    "| Olav Sandbu | leder | 2. februar 2021 kl. 08:00 UTC |\n", "- **Mangler signatur:** Vera Vik\n",
	    "- **SHA-256:** abc\n", "- **Journalhode for installasjonen:** 12:aa\n",
	    "- **Journalhode sel:** 99:bb\n"};

	minutes_render(&o, message(&omstilling__v1__get_protokoll_response__descriptor, minutes));
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		shows(parts[i]);
}

Test(markdown, minutes_of_a_board_that_nobody_has_signed)
{
	minutes_render(
	    &o, message(&omstilling__v1__get_protokoll_response__descriptor,
		    "{\"protokoll\":{\"slag\":\"protokoll\",\"moete\":{\"organ_navn\":\"Styret\",\"dato\":"
		    "\"2021-02-01\"},"
		    "\"saker\":[{\"punkt\":{\"nummer\":1,\"sak\":\"x/sak-1\",\"tittel\":\"T\"}}]}}"));
	shows("# Protokoll: Styret, 1. februar 2021\n");
	shows("Saken ble ikke avgjort i dette møtet.");
	shows("Utkast: innholdet kan endres");
	hides("Journalhode");
}
