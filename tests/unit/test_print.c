/* What people see: harmless, in columns, numbers as they are written in Norway; and the special views. */
#include <criterion/criterion.h>
#include <omstilling/v1/moete.pb-c.h>
#include <omstilling/v1/organ.pb-c.h>
#include <omstilling/v1/plan.pb-c.h>
#include <omstilling/v1/program.pb-c.h>
#include <omstilling/v1/resultat.pb-c.h>
#include <omstilling/v1/sak.pb-c.h>
#include <string.h>

#include "client/field.h"
#include "client/mem.h"
#include "client/print.h"
#include "client/print_forklaring.h"
#include "client/print_regel.h"
#include "client/print_sak.h"
#include "client/print_simulering.h"
#include "client/print_tree.h"
#include "client/report.h"
#include "client/table.h"
#include "client/text.h"
#include "client/width.h"
#include "client/yamltext.h"
#include "print_fixture.h"

TestSuite(print, .init = set_up, .fini = tear_down);

/* --- width */

Test(print, width_counts_characters)
{
	cr_expect_eq(width_of("omstilling"), 10);
	cr_expect_eq(width_of("æøåÆØÅ"), 6);
	cr_expect_eq(width_of("e\xcc\x81"), 1, "a combining accent takes no room");
	cr_expect_eq(width_of("日本"), 4);
	cr_expect_eq(width_of("–"), 1);
	cr_expect_eq(width_of("a\u030a"), 1, "å in two parts");
	cr_expect_eq(width_of("💡⌚✅"), 6);
	cr_expect_eq(width_of("→•€…"), 4);
	cr_expect_eq(width_of("ｆ￥"), 4, "full width");
	cr_expect_eq(
	    width_of("\u0939\u093f\u0902"), 2, "Devanagari: a mark that takes room, one that does not");
	cr_expect_eq(width_of("\u200b\u2060\ufeff"), 0);
	cr_expect_eq(width_of("\u1100\u1161\u11a8"), 2, "a Hangul syllable in three parts");
	cr_expect_eq(width_of(""), 0);
}

Test(print, nothing_that_steers_a_terminal_comes_through)
{
	cr_expect_str_eq(width_clean(a, "a\x1b[31mb", 0), "a\xef\xbf\xbd[31mb");
	cr_expect_str_eq(width_clean(a,
			     "a\xc2\x9b"
			     "31mb",
			     0),
	    "a\xef\xbf\xbd"
	    "31mb");
	cr_expect_str_eq(width_clean(a, "a\x7f\ab", 0), "a\xef\xbf\xbd\xef\xbf\xbd"
							"b");
	cr_expect_str_eq(width_clean(a,
			     "a\xe2\x80\xae"
			     "b",
			     0),
	    "a\xef\xbf\xbd"
	    "b",
	    "right-to-left override");
	cr_expect_str_eq(width_clean(a, "a\xff\xc3", 0), "a\xef\xbf\xbd\xef\xbf\xbd");
	cr_expect_str_eq(width_clean(a, "a\xc0\xaf", 0), "a\xef\xbf\xbd\xef\xbf\xbd", "overlong");
	cr_expect_str_eq(
	    width_clean(a, "a\xed\xa0\x80", 0), "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", "a surrogate");
	cr_expect_str_eq(width_clean(a, "a\tb\r\nc", 0), "a b c");
	cr_expect_str_eq(width_clean(a, "a\nb", 1), "a\nb");
	cr_expect_str_eq(width_clean(a, "blåbær – 日本", 0), "blåbær – 日本");
}

static void breaks(const char *s, int columns, const char *const *lines)
{
	const char *next = s;

	for (int i = 0; lines[i]; i++) {
		s = next;
		size_t len = width_line(s, columns, &next);
		cr_expect(len == strlen(lines[i]) && memcmp(s, lines[i], len) == 0, "\"%.*s\" is not \"%s\"",
		    (int)len, s, lines[i]);
	}
	cr_expect_str_eq(next, "");
}

Test(print, lines_break_between_words)
{
	breaks("en to tre fire", 6, (const char *[]){"en to", "tre", "fire", NULL});
	breaks("blåbærsyltetøy", 7, (const char *[]){"blåbærs", "yltetøy", NULL});
	breaks("en\n\nto", 6, (const char *[]){"en", "", "to", NULL});
	breaks("akkurat", 7, (const char *[]){"akkurat", NULL});
	breaks("seks   to", 6, (const char *[]){"seks  ", "to", NULL});
	breaks("se hallingdal/utbetaling-1", 13, (const char *[]){"se", "hallingdal/", "utbetaling-1", NULL});
	breaks("hallingdal/x", 6, (const char *[]){"hallin", "gdal/x", NULL});
}

/* --- numbers and words */

Test(print, labels_and_values)
{
	cr_expect_str_eq(text_label(a, "periode_fra"), "Periode fra");
	cr_expect_str_eq(text_label(a, "neste_felt"), "Neste felt", "one that is not in the catalogue");
	cr_expect_str_eq(text_value("tilstand", "under_behandling"), "under behandling");
	cr_expect_str_eq(text_value("sted", "under_behandling"), "under_behandling");
}

/* --- tables */

Test(print, columns_are_as_wide_as_their_cells)
{
	static const char *const head[] = {"Navn", ">Tall", "Mer"};
	struct table *t = table_new(&o, head, 3);

	table_row(t, (const char *[]){"å", "1", "x"});
	table_row(t, (const char *[]){"lengre", "1 000 000", NULL});
	table_print(t);
	cr_expect_str_eq(printed(), "Navn         Tall  Mer\n"
				    "──────────────────────\n"
				    "å               1  x\n"
				    "lengre  1 000 000\n");
}

Test(print, names_are_broken_at_their_joints_before_anywhere_else)
{
	static const char *const head[] = {"Nr", "Tid", "Hendelse", "Objekt"};
	struct table *t = table_new(&o, head, 4);

	o.width = 50;
	table_row(t,
	    (const char *[]){"1", "22.11.2026 06:08:52 UTC", "prosjektlederrapport_behandlet", "sel/sak-11"});
	table_print(t);
	cr_expect_str_eq(printed(), "Nr  Tid         Hendelse                Objekt\n"
				    "──────────────────────────────────────────────────\n"
				    "1   22.11.2026  prosjektlederrapport_   sel/sak-11\n"
				    "    06:08:52    behandlet\n"
				    "    UTC\n");
}

Test(print, a_code_that_does_not_fit_beside_its_label_stands_whole_below_it)
{
	char code[71];

	memset(code, 'x', sizeof(code) - 1);
	code[sizeof(code) - 1] = '\0';
	out_pair(&o, "Kode", code);
	cr_expect_str_eq(printed(), mem_printf(a, "Kode\n%s\n", code));
}

Test(print, a_long_label_leaves_its_value_less_of_the_first_line)
{
	o.width = 47;
	out_pair(&o, "Milestones in the overview", "one two three four five");
	out_pair(&o, "Kort", "en to tre fire fem seks");
	cr_expect_str_eq(printed(), "Milestones in the overview one two three four\n"
				    "                    five\n"
				    "Kort                en to tre fire fem seks\n");
	o.width = 40;
	out_pair(&o, "Milestones in the overview", "one");
	cr_expect_not_null(
	    strstr(printed(), "overview\n                    one\n"), "where there is no room beside it");
}

Test(print, a_table_without_rows_is_nothing)
{
	static const char *const head[] = {"Navn"};

	table_print(table_new(&o, head, 1));
	cr_expect_str_eq(printed(), "");
}

Test(print, wide_text_is_broken_but_no_number_and_no_path)
{
	static const char *const head[] = {"Sted", ">Tall", "Tekst"};
	struct table *t;

	o.width = 60;
	t = table_new(&o, head, 3);
	table_row(t, (const char *[]){"omraader/4/oppgitt_sum_budsjett", "1 000 000",
			 "en lang setning som ikke får plass på linjen den står på"});
	table_print(t);
	shows("omraader/4/oppgitt_sum_budsjett  1 000 000  en lang setning\n");
	for (const char *line = printed(); *line; line = strchr(line, '\n') + 1)
		cr_expect_leq(width_of(mem_strndup(a, line, strcspn(line, "\n"))), 60);
}

Test(print, a_row_too_wide_for_any_table_is_a_record)
{
	static const char *const head[] = {"Sted", ">Tall", ">Sum"};
	struct table *t;

	o.width = 40;
	t = table_new(&o, head, 3);
	table_row(t, (const char *[]){"omraader/4", "1 000 000 000", "1 000 000 000 000"});
	table_note(t, "merknad");
	table_sum(t, (const char *[]){"Sum", NULL, "1"});
	table_print(t);
	cr_expect_str_eq(printed(), "\n"
				    "Sted                omraader/4\n"
				    "Tall                1 000 000 000\n"
				    "Sum                 1 000 000 000 000\n"
				    "    merknad\n"
				    "\n"
				    "Sted                Sum\n"
				    "Sum                 1\n");
}

Test(print, cells_cannot_break_the_table)
{
	static const char *const head[] = {"A", "B"};
	struct table *t = table_new(&o, head, 2);

	table_row(t, (const char *[]){"x\ny", "\x1b[2J"});
	table_note(t, "merknad\x1b");
	table_print(t);
	shows("x y  \xef\xbf\xbd[2J\n    merknad\xef\xbf\xbd\n");
}

/* --- any reply */

Test(print, a_record_and_its_tables)
{
	const ProtobufCMessage *m = message(&omstilling__v1__get_program_response__descriptor,
	    "{\"program\":{\"kortnavn\":\"sel\",\"navn\":\"Sel\",\"fase\":2},\"neste_fase\":["
	    "{\"krav\":\"tilsagn_gitt\",\"oppfylt\":false,\"tekst\":\"Fylket må gi tilsagn\"}]}");

	print_reply(&o, m, "program: kortnavn fase; organer: organ; neste_fase: krav oppfylt tekst");
	shows("Kortnavn            sel\nFase                2\n\nKrav for neste fase\n");
	shows("tilsagn gitt  nei      Fylket må gi tilsagn\n");
	hides("Navn");
}

Test(print, what_follows_a_table_stands_apart_from_it_and_a_record_has_a_heading)
{
	const ProtobufCMessage *m = message(&omstilling__v1__get_resultater_response__descriptor,
	    "{\"dato\":\"2024-12-31\",\"aar\":[{\"aar\":2024,\"sum\":\"59\"}],"
	    "\"samlet\":{\"maal\":\"200\",\"nye\":\"131\"}}");

	print_reply(&o, m, "aar: aar sum; samlet: maal nye; dato");
	cr_expect_str_eq(printed(), "År    Sum\n─────────\n2024   59\n"
				    "\nSamlet\nMål                 200\nNye                 131\n"
				    "Dato                31.12.2024\n");
	print_reply(&o, m, "aar: aar sum; dato");
	shows("2024   59\n\nDato                31.12.2024\n");
	o.table = false;
	print_reply(&o, m, "dato; samlet: maal");
	shows("Dato                31.12.2024\nMål                 200\n");
}

Test(print, a_list_of_sentences_is_a_sentence_a_line)
{
	const ProtobufCMessage *m = message(&omstilling__v1__get_rapport_response__descriptor,
	    "{\"innhold\":{\"aar\":2023,\"avvik\":[\"Ett, med komma.\",\"To.\"]}}");

	print_reply(&o, m, "innhold: aar; avvik");
	cr_expect_str_eq(printed(), "År                  2023\n"
				    "Avvik               Ett, med komma.\n                    To.\n");
}

Test(print, without_a_row_to_say_what_everything_is_shown)
{
	const ProtobufCMessage *m = message(&omstilling__v1__list_programs_response__descriptor,
	    "{\"programmer\":[{\"kortnavn\":\"sel\",\"eiermodus\":\"A\"}],\"next_page_token\":\"x\"}");

	print_reply(&o, m, NULL);
	shows("Kortnavn");
	shows("sel");
	hides("next");
}

Test(print, an_empty_list_says_so)
{
	print_reply(&o, message(&omstilling__v1__list_programs_response__descriptor, "{}"), NULL);
	cr_expect_str_eq(printed(), "(ingen)\n");
}

Test(print, json_is_harmless_too)
{
	const ProtobufCMessage *m = message(&omstilling__v1__get_program_response__descriptor,
	    "{\"program\":{\"kortnavn\":\"\\u009b31m\\u007f\\u001b\",\"navn\":\"å\"}}");

	cr_assert_eq(print_json(&o, m), 0);
	shows("\\u009b31m\\u007f\\u001b");
	shows("å");
	struct status st;
	cr_expect_not_null(json_to_message(
	    a, &omstilling__v1__get_program_response__descriptor, printed(), strlen(text), &st));
}

#define NAMED(json)                                                                                          \
	message(&omstilling__v1__get_program_response__descriptor, "{\"program\":{\"navn\":\"" json "\"}}")

Test(print, data_forms_keep_what_steers_a_terminal_as_escapes)
{
	const ProtobufCMessageDescriptor *type = &omstilling__v1__get_program_response__descriptor;
	const char *hidden = "x\u202ey\u2066\U000e0041\u061c\u2028\ufff9z";
	const ProtobufCMessage *m = NAMED("x\u202ey\u2066\U000e0041\u061c\u2028\ufff9z");
	struct status st;

	cr_assert_eq(print_json(&o, m), 0);
	cr_expect(width_is_harmless(printed()));
	shows("x\\u202ey\\u2066\\udb40\\udc41\\u061c");
	const ProtobufCMessage *back = json_to_message(a, type, printed(), strlen(text), &st);
	cr_expect_str_eq(field_named(a, field_message(back, &type->fields[0], 0), "navn"), hidden);
}

Test(print, and_so_does_yaml)
{
	const ProtobufCMessageDescriptor *type = &omstilling__v1__get_program_response__descriptor;
	const char *hidden = "x\u202ey\u2066\U000e0041\u2028\ufff9z";
	const ProtobufCMessage *m = NAMED("x\u202ey\u2066\U000e0041\u2028\ufff9z");
	struct status st;

	cr_assert_eq(print_yaml(&o, m), 0);
	cr_expect(width_is_harmless(printed()));
	const ProtobufCMessage *back = yamltext_to_message(a, type, printed(), strlen(text), &st);
	cr_assert_not_null(back, "%s", st.text);
	cr_expect_str_eq(field_named(a, field_message(back, &type->fields[0], 0), "navn"), hidden);
}

Test(print, pages_are_joined)
{
	const ProtobufCMessageDescriptor *type = &omstilling__v1__list_programs_response__descriptor;
	ProtobufCMessage *one = (ProtobufCMessage *)message(
	    type, "{\"programmer\":[{\"kortnavn\":\"a\"},{\"kortnavn\":\"b\"}],\"next_page_token\":\"x\"}");

	field_merge(a, one, message(type, "{\"programmer\":[{\"kortnavn\":\"c\"}]}"));
	print_reply(&o, one, "programmer: kortnavn");
	shows("a\nb\nc\n");
	cr_expect_str_eq(field_named(a, one, "next_page_token"), "");
}

/* --- cases */

Test(print, a_case_shows_what_is_done_waits_and_comes)
{
	o.width = 160;
	print_sak(
	    &o, message(&omstilling__v1__get_sak_response__descriptor,
		    "{\"sak\":{\"navn\":\"sel/sak-1\",\"beslutning\":8,\"tilstand\":\"under_behandling\","
		    "\"forslag\":{\"plan\":\"sel/"
		    "omstillingsplan\",\"versjon\":1,\"beloep\":\"1900000\",\"vilkaar\":[\"a\",\"b\"]},"
		    "\"steg\":["
		    "{\"nummer\":1,\"funksjon\":\"SG\",\"akt\":\"innstiller\",\"tilstand\":\"ferdig\","
		    "\"handling\":{\"organ\":"
		    "\"sel-sg\",\"brukernavn\":\"liv\",\"dato\":\"2020-10-06\",\"utfall\":\"ja\",\"ja\":4,"
		    "\"nei\":1}},"
		    "{\"nummer\":2,\"funksjon\":\"KST\",\"akt\":\"vedtar\",\"tilstand\":\"venter\","
		    "\"organer\":[\"sel-kst\"]},"
		    "{\"nummer\":3,\"funksjon\":\"F\",\"akt\":\"godkjenner\",\"tilstand\":\"kommer\"}],"
		    "\"stemmer\":[{\"organ\":\"sel-sg\",\"brukernavn\":\"hege\",\"stemme\":\"nei\"}],"
		    "\"resultat\":{\"id\":\"r-1\",\"organ\":\"sel-kst\",\"ja\":18,\"nei\":1}}}"));
	shows("Tilstand            under behandling\n");
	shows("Plan                sel/omstillingsplan, versjon 1\n");
	shows("Beløp               1 900 000\n");
	shows("Vilkår              a\n                    b\n");
	shows("ferdig    sel-sg (liv)  06.10.2020  ja 4 mot 1\n");
	shows("→  2  KST       vedtar      venter    sel-kst\n");
	shows("hege    nei\n");
	shows("Bekreft med: omstilling sak confirm sel/sak-1 r-1\n");
}

Test(print, a_case_shows_what_was_proposed_besides)
{
	o.width = 160;
	print_sak(&o,
	    message(&omstilling__v1__get_sak_response__descriptor,
		"{\"sak\":{\"navn\":\"sel/sak-1\",\"motforslag\":[{\"nummer\":2,\"slag\":\"alternativ\","
		"\"fremsatt_av\":\"hege\",\"tekst\":\"Flere jobber\",\"ja\":3},"
		"{\"nummer\":3,\"slag\":\"liste\",\"fremsatt_av\":\"per\",\"tekst\":\"Liste "
		"A\",\"ja\":9,\"plasser\":2,\"lodd\":true,"
		"\"forslag\":{\"verv\":[{\"brukernavn\":\"eva\"},{\"brukernavn\":\"tor\"}]}}],"
		"\"stemmer\":[{\"organ\":\"sel-sg\",\"brukernavn\":\"hege\",\"stemme\":\"ja\",\"forslag\":2}]"
		","
		"\"varsler\":[{\"tekst\":\"Over rammen\"}],"
		"\"resultat\":{\"id\":\"r-1\",\"motforslag\":[{\"slag\":\"endring\",\"tekst\":\"Ny frist\","
		"\"vedtatt\":true,\"ja\":10,\"nei\":8}],\"vilkaar\":[{\"tekst\":\"Rapporter\"}]}}}"));
	shows("2  alternativ  hege                                          3\n    Flere jobber\n");
	shows("3  liste       per           2 plasser, den siste ved lodd   9\n    Liste A: eva, tor\n");
	shows("hege    ja            2\n");
	shows("Varsel              Over rammen\n");
	shows("endring                vedtatt   10    8\n    Ny frist\n");
	shows("Vilkår              Rapporter\n");
}

/* --- errors */

Test(print, a_refusal_tells_whose_turn_it_is)
{
	struct status st = {.code = GRPC_FAILED_PRECONDITION,
	    .reason = "ikke_din_tur",
	    .text = "Saken venter på et annet organ.",
	    .detail = "{\"tur\":{\"funksjon\":\"KST\",\"organer\":[\"sel-kst\",\"x\"],\"akt\":\"vedtar\"},"
		      "\"regel\":\"rad 8\",\"kilde\":\"S4\"}",
	    .hint = "Vent."};

	cr_expect_eq(report_error(&o, &st), 19);
	cr_expect_str_eq(printed(), "omstilling: ikke_din_tur: Saken venter på et annet organ.\n"
				    "  tur: KST (sel-kst, x) vedtar\n  regel: rad 8\n  kilde: S4\n  Vent.\n");
}

Test(print, a_turn_may_lack_the_function_or_the_organ)
{
	struct status st = {.code = GRPC_PERMISSION_DENIED,
	    .reason = "organ_endres_av_organet_over",
	    .text = "Nei.",
	    .detail = "{\"tur\":{\"organer\":[\"kdd\"],\"akt\":\"endrer organ\"}}"};

	report_error(&o, &st);
	shows("\n  tur: kdd endrer organ\n");
	st.detail = "{\"tur\":{\"funksjon\":\"F\",\"akt\":\"godkjenner\"}}";
	report_error(&o, &st);
	shows("\n  tur: F godkjenner\n");
}

Test(print, what_a_gate_misses_is_listed)
{
	struct status st = {.code = GRPC_FAILED_PRECONDITION,
	    .reason = "fase_mangler_vedtak",
	    .text = "Fasen kan ikke åpnes.",
	    .detail = "{\"mangler\":[{\"krav\":\"tilsagn_gitt\",\"tekst\":\"Fylket må gi "
		      "tilsagn\",\"kilde\":\"PH-1\"},\"styre\"]}"};

	report_error(&o, &st);
	shows("  mangler: tilsagn_gitt – Fylket må gi tilsagn (PH-1)\n  mangler: styre\n");
}

Test(print, exit_status_is_ten_and_the_code)
{
	cr_expect_eq(report_error(&o, &(struct status){.code = GRPC_UNAVAILABLE}), 24);
	cr_expect_eq(report_error(&o, &(struct status){.code = GRPC_UNAUTHENTICATED, .reason = "x"}), 26);
	cr_expect_eq(
	    report_error(&o, &(struct status){.code = GRPC_INVALID_ARGUMENT, .reason = "ugyldig_felt"}), 13);
	cr_expect_eq(
	    report_error(&o, &(struct status){.code = GRPC_INVALID_ARGUMENT, .reason = "feil_bruk"}), 2);
	shows("omstilling: UNAVAILABLE: uten forklaring\n");
}

Test(print, an_error_cannot_steer_the_terminal)
{
	struct status st = {.code = GRPC_INTERNAL,
	    .reason = "x\x1b[2J",
	    .text = "y\x1b]0;z\a",
	    .detail = "{\"regel\":\"\\u001b[1m\"}"};

	report_error(&o, &st);
	hides("\x1b");
	hides("\a");
}

Test(print, rules_stand_under_what_they_decide)
{
	print_regler(
	    &o, message(&omstilling__v1__list_regler_response__descriptor,
		    "{\"regler\":[{\"beslutning\":8,\"beslutning_navn\":\"Omstillingsplan\",\"steg\":5,"
		    "\"funksjon\":\"KST\","
		    "\"akt\":\"vedtar\",\"paakrevd\":true,\"gyldig_fra\":\"2018-01-01\",\"kilde\":\"S4\"},"
		    "{\"beslutning\":8,\"steg\":6,\"funksjon\":\"F\",\"akt\":\"godkjenner\",\"vilkaar\":["
		    "\"Søknaden må være "
		    "sendt.\"],\"gyldig_fra\":\"2018-01-01\",\"gyldig_til\":\"2019-12-31\",\"kilde\":\"W\"},"
		    "{\"beslutning\":9,\"beslutning_navn\":\"Handlingsplan\",\"steg\":1}]}"));
	shows("\n8 Omstillingsplan\n");
	shows("\n9 Handlingsplan\n");
	shows("5  KST");
	shows("ja");
	shows("Søknaden må være sendt.");
	shows("01.01.2018 til 31.12.2019");
	shows("fra 01.01.2018");
}

Test(print, no_rules_is_said)
{
	print_regler(&o, message(&omstilling__v1__list_regler_response__descriptor, "{}"));
	shows("(ingen regler gjelder da)");
}

Test(print, a_tree_has_branches)
{
	print_tree(&o, message(&omstilling__v1__list_organer_response__descriptor,
			   "{\"organer\":[{\"kortnavn\":\"topp\",\"navn\":\"Topp\"},{\"kortnavn\":\"a\","
			   "\"forelder\":\"topp\"},"
			   "{\"kortnavn\":\"a1\",\"forelder\":\"a\"},{\"kortnavn\":\"b\",\"forelder\":"
			   "\"topp\",\"fra\":\"2018-01-01\","
			   "\"til\":\"2023-12-31\"},{\"kortnavn\":\"b1\",\"forelder\":\"b\"},{\"kortnavn\":"
			   "\"alene\",\"forelder\":\"borte\"}]}"));
	shows("\ntopp ");
	shows("\n├─a\n");
	shows("\n│ └─a1");
	shows("\n└─b ");
	shows("\n  └─b1");
	shows("\nalene");
	shows("01.01.2018  31.12.2023");
}

Test(print, organs_under_themselves_do_not_hang_the_tree)
{
	print_tree(&o, message(&omstilling__v1__list_organer_response__descriptor,
			   "{\"organer\":[{\"kortnavn\":\"a\",\"forelder\":\"b\"},{\"kortnavn\":\"b\","
			   "\"forelder\":\"a\"},"
			   "{\"kortnavn\":\"topp\"}]}"));
	shows("2 organer er ikke tegnet");
}

Test(print, an_explanation_names_people_and_reasons)
{
	print_forklaring(
	    &o, message(&omstilling__v1__explain_sak_response__descriptor,
		    "{\"sak\":{\"navn\":\"sel/sak-1\",\"tilstand\":\"under_behandling\"},\"naa\":\"Det er "
		    "SG.\",\"saksgang\":["
		    "{\"steg\":{\"funksjon\":\"IN\",\"akt\":\"raader\",\"tilstand\":\"ferdig\",\"handling\":{"
		    "\"organ\":\"in\","
		    "\"brukernavn\":\"ivar\",\"dato\":\"2020-10-05\",\"utfall\":\"ja\"}},\"regel\":\"8.2\"},"
		    "{\"steg\":{\"funksjon\":\"SG\",\"akt\":\"innstiller\",\"tilstand\":\"venter\","
		    "\"organer\":[\"Gruppa\"]},"
		    "\"regel\":\"8.3\",\"hvorfor\":[\"Fordi.\"],\"krav\":[{\"oppfylt\":false,\"tekst\":\"Noe "
		    "må til.\","
		    "\"kilde\":\"PH-2\"}],\"venter_paa\":[{\"person_navn\":\"Kari\",\"brukernavn\":\"kari\","
		    "\"roller\":[\"leder\"],"
		    "\"organ_navn\":\"Gruppa\",\"oppgave\":\"innstiller\"}]},{\"regel\":\"uten steg\"}]}"));
	shows("under behandling");
	shows("Det er SG.");
	shows("✓  8.2");
	shows("in (ivar) 05.10.2020: ja");
	shows("→  8.3");
	shows("Fordi.");
	shows("mangler: Noe må til. (PH-2)");
	shows("venter på Kari (kari), leder i Gruppa: innstiller");
	hides("uten steg");
}

Test(print, a_step_in_which_all_must_say_yes_shows_each)
{
	print_sak(&o,
	    message(&omstilling__v1__get_sak_response__descriptor,
		"{\"sak\":{\"navn\":\"dal/sak-1\",\"steg\":[{\"nummer\":5,\"akt\":\"vedtar\",\"tilstand\":"
		"\"venter\",\"standpunkter\":[{\"organ_navn\":\"Gol\",\"tilstand\":\"ferdig\",\"handling\":{"
		"\"utfall\":\"ja\",\"ja\":7,\"nei\":2,\"dato\":\"2020-10-01\"}},{\"organ_navn\":\"Hol\","
		"\"tilstand\":\"venter\"}]}]}}"));
	shows("Gol: ferdig, ja 7 mot 2 01.10.2020");
	shows("Hol: venter\n");
}

Test(print, a_simulation_shows_numbers_people_and_hindrances)
{
	o.width = 100;
	print_simulering(&o,
	    message(&omstilling__v1__simulate_sak_response__descriptor,
		"{\"sak\":{\"navn\":\"sel/"
		"sak-1\",\"forslag\":{\"beloep\":\"90000.50\"}},\"varsler\":[{\"tekst\":"
		"\"Nytt budsjett.\"}],\"budsjett\":{\"tekst\":\"Rammen "
		"holder.\"},\"saksgang\":[{\"steg\":{\"akt\":\"innstiller\"},\"regel\":\"8.3\","
		"\"organer\":[{\"organ_navn\":\"Gruppa\",\"kan\":true,\"seter\":6,\"kvorum\":3,\"til_stede\":"
		"4,\"ja_kreves\":3,\"ja_kreves_med_moeteleder\":2,\"stemmer\":[\"a\",\"b\"],\"borte\":[{"
		"\"navn\":\"Kari\",\"brukernavn\":\"kari\",\"tilstand\":\"inhabil\",\"vara\":\"ola\"},{"
		"\"navn\":\"Per\",\"brukernavn\":\"per\",\"tilstand\":\"forfall\"}]},{\"organ_navn\":"
		"\"Direktøren\",\"hindring\":{\"grunn\":\"over_delegert_grense\",\"tekst\":\"For "
		"mye.\"}}]}]}"));
	shows("90 000,50");
	shows("Nytt budsjett.");
	shows("Rammen holder.");
	shows("Ingenting gjenstår");
	shows("✓  8.3");
	shows("     6       3          4          3  velges");
	shows("2 ja er nok når møtelederen er blant dem");
	shows("velges");
	shows("a, b");
	shows("Kari (kari): inhabil, vara ola");
	shows("Per (per): forfall, ingen vara igjen");
	shows("–  8.3");
	shows("For mye. (over_delegert_grense)");
}

Test(print, a_simulation_of_an_ended_case_has_no_heading_without_steps)
{
	print_simulering(&o, message(&omstilling__v1__simulate_sak_response__descriptor,
				 "{\"sak\":{\"navn\":\"sel/sak-1\"}}"));
	shows("Ingenting gjenstår");
	hides("Tenkt saksgang");
}

Test(print, an_explanation_of_an_ended_case)
{
	print_forklaring(&o,
	    message(&omstilling__v1__explain_sak_response__descriptor, "{\"sak\":{\"navn\":\"sel/sak-1\"}}"));
	shows("Ingenting gjenstår");
}

Test(print, sections_of_the_message_that_the_reply_is_about)
{
	print_reply(&o,
	    message(&omstilling__v1__get_moete_response__descriptor,
		"{\"moete\":{\"dato\":\"2021-02-01\",\"saksliste\":[{\"nummer\":1,\"tittel\":\"Planen\"}]}}"),
	    "moete: dato; saksliste: nummer tittel");
	shows("01.02.2021");
	shows("Planen");
}
