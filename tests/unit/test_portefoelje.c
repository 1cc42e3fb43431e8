/* The portfolio as people see it: a row a programme, a figure beside each bar, and nothing that is said by a
 * bar or a colour alone. */
#define PRINT_WIDTH 200
#include <criterion/criterion.h>
#include <omstilling/v1/portefoelje.pb-c.h>
#include <stdlib.h>
#include <string.h>

#include "client/bar.h"
#include "client/print_portefoelje.h"
#include "client/width.h"
#include "print_fixture.h"

TestSuite(portefoelje, .init = set_up, .fini = tear_down);

Test(portefoelje, bars_are_filled_in_eighths_or_in_ascii)
{
	cr_expect_str_eq(bar(a, 0, 4, true), "····");
	cr_expect_str_eq(bar(a, 1000, 4, true), "████");
	cr_expect_str_eq(bar(a, 500, 4, true), "██··");
	cr_expect_str_eq(bar(a, 655, 8, true), "█████▎··", "65.5 per cent are 42 of 64 eighths");
	cr_expect_str_eq(bar(a, 655, 8, false), "#####...");
	cr_expect_str_eq(bar(a, -20, 4, false), "....", "below zero is none");
	cr_expect_str_eq(bar(a, 9999, 4, false), "####", "too much is full");
	cr_expect_eq(strlen(bar(a, 1000, 100000, false)), BAR_MAX, "and no bar is endless");
}

static void locale(const char *all, const char *ctype, const char *lang)
{
	setenv("LC_ALL", all, 1);
	setenv("LC_CTYPE", ctype, 1);
	setenv("LANG", lang, 1);
}

Test(portefoelje, blocks_are_for_locales_that_have_them)
{
	locale("", "", "nb_NO.UTF-8");
	cr_expect(bar_utf8());
	locale("", "nb_NO.utf8", "C");
	cr_expect(bar_utf8());
	locale("C", "nb_NO.UTF-8", "nb_NO.UTF-8");
	cr_expect_not(bar_utf8(), "LC_ALL wins");
	locale("", "", "nb_NO.ISO-8859-1");
	cr_expect_not(bar_utf8());
	locale("", "", "");
	cr_expect_not(bar_utf8());
}

#define HALLINGDAL                                                                                           \
	"{\"dato\":\"2024-01-01\",\"programmer\":[{\"program\":\"hallingdal\",\"fylke\":\"Buskerud\","       \
	"\"fase\":3,\"fase_navn\":\"Gjennomføring\",\"dager\":90,\"ramme\":\"15000000\","                   \
	"\"tildelt\":\"9999999.50\",\"brukt\":\"7500000\",\"maal\":\"200\",\"nye\":\"131\","                 \
	"\"prosent\":\"65.5\",\"prosjekter\":12,\"antall_varsler\":1,\"varsler\":[{\"tekst\":\"For sent.\"," \
	"\"kilde\":\"del 5\"}]},{\"program\":\"ny\",\"fase\":1}],\"sum\":{\"programmer\":2,"                 \
	"\"ramme\":\"15000000\",\"brukt\":\"-250000\",\"prosjekter\":12}}"

static void print(const char *json)
{
	print_portefoelje(&o, message(&omstilling__v1__get_portefoelje_response__descriptor, json));
}

Test(portefoelje, the_share_of_all_says_what_it_is_of)
{
	print("{\"programmer\":[{\"program\":\"a\"}],\"sum\":{\"programmer\":2,\"maal\":\"410\",\"nye\":"
	      "\"131\",\"prosent\":\"65.5\","
	      "\"naadd\":\"131\",\"naadd_av\":\"200\"}}");
	shows("Nådd i alt: 131 av 200, som er målene i de programmene som har målt.\n");
}

Test(portefoelje, a_share_of_all_there_is_needs_no_words)
{
	print("{\"programmer\":[{\"program\":\"a\"}],\"sum\":{\"programmer\":1,\"maal\":\"200\",\"nye\":"
	      "\"131\",\"prosent\":\"65.5\","
	      "\"naadd\":\"131\",\"naadd_av\":\"200\"}}");
	cr_expect_null(strstr(printed(), "Nådd i alt"), "they agree");
}

Test(portefoelje, a_row_has_the_figure_beside_its_bar)
{
	locale("nb_NO.UTF-8", "", "");
	print(HALLINGDAL);
	shows("Buskerud");
	shows("3 Gjennomføring");
	shows("Dager igjen");
	shows(" 90 ");
	shows("15,0");
	shows("10,0"); /* rounded, not cut */
	shows("████···· 50,0 %");
	shows("█████▎·· 65,5 %");
	shows("! 1");
	shows("! hallingdal: For sent. (del 5)");
	shows("Sum 2");
	shows("-0,3");
	shows("········ -1,7 %");
}

Test(portefoelje, what_is_not_known_is_no_zero)
{
	locale("C", "", "");
	print("{\"programmer\":[{\"program\":\"ny\",\"fase\":1,\"maal\":\"-\"}]}");
	shows("ny");
	shows("-");
	hides("0");
	hides("#");
	hides("%");
}

Test(portefoelje, without_blocks_there_are_signs)
{
	locale("C", "", "");
	print(HALLINGDAL);
	shows("####.... 50,0 %");
	hides("█");
}

Test(portefoelje, what_reports_did_not_measure_is_said)
{
	print("{\"programmer\":[{\"program\":\"a\",\"fase\":3,\"nye\":\"131\",\"rapporter\":2}]}");
	shows("131  ikke målt");
}

/* The longest line of what was printed, in columns. */
static int longest(void)
{
	int most = 0;

	for (const char *line = printed(); *line;) {
		size_t len = strcspn(line, "\n");
		int w = width_of(mem_strndup(a, line, len));

		most = w > most ? w : most;
		line += len + (line[len] == '\n');
	}
	return most;
}

Test(portefoelje, a_narrow_terminal_has_the_columns_that_fit)
{
	locale("nb_NO.UTF-8", "", "");
	o.width = 80;
	print(HALLINGDAL);
	cr_expect_leq(longest(), 80);
	shows("█████▎··");
	shows("hallingdal");
	hides("Buskerud");
	hides("Prosj.");
}

Test(portefoelje, no_programme_is_said_so)
{
	print("{\"dato\":\"2024-01-01\",\"sum\":{\"programmer\":0}}");
	shows("(ingen)");
	hides("Sum");
}
