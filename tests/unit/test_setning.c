/* Sentences recognised by their templates: in the order of the parts, words, numbers and parts of parts; and
 * what is no such sentence, or takes too long to see. The catalogue is the client's own. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "client/grunn.h"
#include "client/setning.h"
#include "grunn_fixture.h"

#define MANY 2000
#define SOME 200 /* not too long to be looked at */

TestSuite(setning, .init = set_up, .fini = tear_down);

static void is_said(const char *spraak, const char *bokmaal, const char *as)
{
	speak(spraak);
	cr_expect_str_eq(grunn_setning(a, bokmaal), as, "%s: %s", spraak, grunn_setning(a, bokmaal));
}

Test(setning, what_was_found_is_told_in_the_language)
{
	static const char nb[] = "Område 2 oppgir 231 250 kroner i sum, men tiltakene gir 230 000,5.";

	is_said("nb", nb, nb);
	is_said("nn", nb, "Område 2 oppgir 231\u00a0250 kroner i sum, men tiltaka gir 230\u00a0000,5.");
	is_said("en", nb, "Area 2 states a sum of 231,250 kroner, but the tiltak (measures) give 230,000.5.");
	is_said("en", "Kommunikasjonsplanen mangler.", "The communication plan is missing.");
}

Test(setning, a_year_is_no_amount)
{
	is_said("en", "Område 1 har 5 arbeidsplasser i 2021, men omstillingsplanen har 6.",
	    "Area 1 has 5 jobs in 2021, but the omstillingsplan (restructuring plan) has 6.");
}

Test(setning, words_and_parts_are_said_too)
{
	is_said("en", "Område 1 har 5 arbeidsplasser i 2021, men omstillingsplanen har ingen.",
	    "Area 1 has 5 jobs in 2021, but the omstillingsplan (restructuring plan) has (none).");
	is_said("nn", "Kapittel 1.2, analyser og innspill, er ikke fylt ut.",
	    "Kapittel 1.2, analysar og innspel, er ikkje fylt ut.");
	is_said(
	    "en", "Kapittel 2.2, hovedmål, er ikke fylt ut.", "Chapter 2.2, main goal, is not filled in.");
	is_said("en", "Raden Innlandet er oppgitt til 5 kroner, men tallene gir 6.",
	    "The row Innlandet is stated as 5 kroner, but the figures give 6.");
	is_said("en",
	    "Planen skal velge minst ett FN-mål for miljø, samfunn og økonomi, og mål 17 for samarbeid; det "
	    "mangler "
	    "for miljø, samarbeid.",
	    "The plan must choose at least one UN goal for each of environment, society and economy, and "
	    "goal 17 for "
	    "partnership; it is missing for environment, partnership.");
}

Test(setning, states_and_their_numbers_are_words)
{
	is_said("en", "1 igangsatt, igangsatt (uten antall)", "1 started, started (without a number)");
	is_said("en", "2 igangsatt", "2 started");
	is_said("en", "(uten antall)", "(without a number)");
	is_said("en", "- igangsatt, 1.5 gjennomført", "- started, 1.5 done");
	is_said("en",
	    "Strategi O: oversikten over delmål sier «2 gjennomført», men tabellen sier «3 stoler».",
	    "Strategy O: the overview of delmål (milestones) says “2 done”, but the table says “3 stoler”.");
}

Test(setning, names_of_the_plan_stay)
{
	is_said("en",
	    "Reiseliv, handel har 5 for 2021 i sin egen tabell, men 6 i tabellen over alle områder.",
	    "Reiseliv, handel has 5 for 2021 in its own table, but 6 in the table of all areas.");
	is_said("en", "Nye veger, nyere tiltak står i kapittel 3, men ikke i ressurstabellen i kapittel 5.",
	    "Nye veger, nyere tiltak stands in chapter 3, but not in the table of resources in chapter 5.");
}

Test(setning, a_name_that_is_a_word_a_number_a_date_or_a_sentence_of_ours_stays)
{
	static const char *const navn[] = {
	    "Administrasjon", "samarbeid", "visjon", "1 900 000", "2021-12-31", "Mangler visjon."};
	char nb[200], en[200];

	for (size_t i = 0; i < sizeof(navn) / sizeof(*navn); i++) {
		snprintf(nb, sizeof(nb), "%s oppgir 5 arbeidsplasser i sum, men årene gir 1 006.", navn[i]);
		snprintf(en, sizeof(en), "%s states a sum of 5 jobs, but the years give 1,006.", navn[i]);
		is_said("en", nb, en);
		is_said("nb", nb, nb);
		snprintf(nb, sizeof(nb), "Tiltaket «%s» (A) er ikke blitt prosjekt", navn[i]);
		snprintf(en, sizeof(en), "The tiltak (measure) “%s” (A) has not become a project", navn[i]);
		is_said("en", nb, en);
	}
	is_said("en", "Raden Totalsummen er oppgitt til 5 kroner, men tallene gir 6.",
	    "The row Totalsummen is stated as 5 kroner, but the figures give 6.");
	is_said("en", "Kapittel 3.2.1, samarbeid, er ikke fylt ut.",
	    "Chapter 3.2.1, samarbeid, is not filled in.");
}

Test(setning, what_is_not_known_stays)
{
	is_said("en", "Noe ganske annet.", "Noe ganske annet.");
	is_said("en", "", "");
	is_said("en", "Område", "Område");
	speak("en");
	cr_expect_null(grunn_setning(a, NULL));
}

Test(setning, several_after_one_another_are_told_one_by_one)
{
	is_said("en", "nye: ikke målt; sikrede: ikke målt i 4 av 5 rapporter",
	    "new: not measured; secured: not measured in 4 of 5 reports");
	is_said("en",
	    "Område 1 har 20 000 kroner disponible i 2021; saken gjelder 30 000. Det er tillatt med "
	    "begrunnelse.",
	    "Område 1 has 20,000 kroner available in 2021; the case is about 30,000. It is allowed with a "
	    "reason.");
	is_said("en", "Saken har ikke noe beløp. Saken avgjøres av kommunestyret.",
	    "The case has no amount. The kommunestyre (municipal council) decides the case.");
	is_said(
	    "en", "Saken har ikke noe beløp. Det mener Kari.", "Saken har ikke noe beløp. Det mener Kari.");
}

Test(setning, what_is_quoted_in_one_sentence_does_not_reach_into_the_next)
{
	is_said("en",
	    "Måltallet «a» er ikke et tall. Måltallet «b «c» d» er ikke et tall. «x» er ikke en dato på "
	    "formen "
	    "2021-01-31.",
	    "The target “a” is not a number. The target “b «c» d” is not a number. “x” is not a date of the "
	    "form "
	    "2021-01-31.");
	is_said("en", "Mangler budsjett. Mangler mål.", "Missing: the budget. Missing: the goal.");
	is_said("en", "Mangler noe. Annet også.", "Missing: noe. Annet også.");
}

Test(setning, dates_are_written_as_the_language_does_also_in_bokmaal)
{
	static const char nb[] =
	    "Perioden slutter 2026-12-31; 1 500 000 kroner er verken brukt eller bundet.";

	is_said("nb", nb, "Perioden slutter 31.12.2026; 1 500 000 kroner er verken brukt eller bundet.");
	is_said("en", nb, "The period ends on 31 Dec 2026; 1,500,000 kroner are neither spent nor bound.");
}

Test(setning, what_people_have_written_is_not_translated_where_it_is_quoted)
{
	is_said("en", "«Saken har ikke noe beløp.» er ikke en strategibokstav; neste er A.",
	    "“Saken har ikke noe beløp.” is not the letter of a strategy; the next is A.");
	is_said("en", "«2 500» er ikke et tall; skriv for eksempel 200000 eller 62.5.",
	    "“2 500” is not a number; write for example 200000 or 62.5.");
}

Test(setning, whose_turn_it_is_has_the_act_and_leaves_names_alone)
{
	static const char nb[] =
	    "Det er Sel og Vågå kommunestyre, Hol kommunestyre som skal vedta nå i saken "
	    "«Handlingsplanen mangler».";

	is_said("nb", nb, nb);
	is_said("en", nb,
	    "It is now for Sel og Vågå kommunestyre, Hol kommunestyre to adopt in the case “Handlingsplanen "
	    "mangler”.");
	is_said("en", "Det er organet for KST som skal gi råd først.",
	    "It is first for the body for KST to advise.");
}

Test(setning, a_letter_is_in_the_language_with_its_figures_and_dates)
{
	is_said("en", "Det er tildelt inntil 300 000 kroner i tilskudd; det var søkt om 350 000,5 kroner.",
	    "A grant of up to 300,000 kroner is awarded; 350,000.5 kroner was applied for.");
	is_said("nn", "Tildelingen gjelder til og med 2024-12-31. Det som ikke er utbetalt da, faller bort.",
	    "Tildelinga gjeld til og med 31.12.2024. Det som ikkje er betalt ut då, fell bort.");
}

Test(setning, where_people_may_have_written_a_lone_word_is_theirs)
{
	speak("en");
	cr_expect_str_eq(grunn_setning(a, "visjon"), "vision");
	cr_expect_str_eq(grunn_blandet(a, "visjon"), "visjon");
	cr_expect_str_eq(grunn_blandet(a, "Opprettet"), "Created");
	cr_expect_str_eq(grunn_blandet(a, "Rettet summen i område 6"), "Rettet summen i område 6");
	cr_expect_null(grunn_blandet(a, NULL));
}

Test(setning, what_somebody_wrote_after_our_sentence_stays)
{
	speak("en");
	cr_expect_str_eq(grunn_foerste(a, "Forslaget er vedtatt."), "The proposal is adopted.");
	cr_expect_str_eq(grunn_foerste(a, "Forslaget er vedtatt. Saken er utsatt. Styret skal melde fra."),
	    "The proposal is adopted. Saken er utsatt. Styret skal melde fra.");
	cr_expect_str_eq(grunn_foerste(a, "Vi er enige. Saken er utsatt."), "Vi er enige. Saken er utsatt.");
	cr_expect_null(grunn_foerste(a, NULL));
}

Test(setning, a_sum_is_a_total_as_in_the_other_tables)
{
	speak("en");
	cr_expect_str_eq(grunn_frase(a, "Sum"), "Total");
}

Test(setning, a_name_of_ours_is_only_itself)
{
	speak("nn");
	cr_expect_str_eq(grunn_navn(a, "lagret et utkast"), "lagra eit utkast");
	cr_expect_str_eq(grunn_navn(a, "Tilsagn med vilkår for Sel"), "Tilsagn med vilkår for Sel");
	cr_expect_null(grunn_navn(a, NULL));
}

Test(setning, a_name_like_the_sentence_does_not_take_forever)
{
	static const char part[] = " har 1 for 2 i sin egen tabell, men";
	char *s = mem_alloc(a, MANY * sizeof(part));

	for (size_t i = 0; i < MANY; i++)
		memcpy(s + i * (sizeof(part) - 1), part, sizeof(part));
	speak("en");
	cr_expect_str_eq(grunn_setning(a, s), s);
}

Test(setning, sentences_in_sentences_do_not_take_forever)
{
	static const char part[] = "Kapittel a, b er ikke fylt ut. ";
	char *s = mem_alloc(a, MANY * sizeof(part));

	for (size_t i = 0; i < SOME; i++)
		memcpy(s + i * (sizeof(part) - 1), part, sizeof(part));
	speak("en");
	cr_expect_str_eq(grunn_setning(a, s), s);
}
