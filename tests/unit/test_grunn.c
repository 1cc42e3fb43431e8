/* What the server says, in the language chosen: the reason's own text with what is special to the refusal,
 * and the server's where there is none or something is missing. The catalogue is the client's own. */
#include <criterion/criterion.h>

#include "client/grunn.h"
#include "client/text.h"
#include "grunn_fixture.h"

#define TURN "{\"tur\":{\"akt\":\"vedtar\",\"organer\":[\"Sel kommunestyre\",\"Vågå kommunestyre\"]}}"

TestSuite(grunn, .init = set_up, .fini = tear_down);

static struct status said(const char *spraak, struct status st)
{
	speak(spraak);
	grunn_status(a, &st);
	return st;
}

static void is_told(const char *spraak, struct status st, const char *as)
{
	const char *text = said(spraak, st).text;

	cr_expect_str_eq(text, as, "%s: %s", spraak, text);
}

Test(grunn, bokmaal_is_the_servers_own)
{
	struct status st = {
	    .reason = "ukjent_program", .text = "Programmet finnes ikke.", .hint = "Se etter."};

	is_told("nb", st, "Programmet finnes ikke.");
	is_told("nn", st, "Programmet finst ikkje.");
	is_told("en", st, "The programme does not exist.");
	cr_expect_str_eq(said("en", st).hint, "Se etter.", "a hint that is not known stays");
	cr_expect_str_eq(said("en", st).reason, "ukjent_program", "the reason is the same in every language");
}

Test(grunn, what_is_special_comes_from_the_details)
{
	struct status st = {.reason = "fristen_for_lovlighetskontroll_er_ute",
	    .text = "B.",
	    .detail = "{\"frist\":\"2021-02-03\"}"};

	is_told("en", st, "The deadline for demanding a review of legality passed on 3 Feb 2021.");
	is_told("nn", st, "Fristen for å krevje lovlegkontroll gjekk ut 03.02.2021.");
	st.detail = "{\"noe\":\"annet\"}";
	is_told("en", st, "B.");
	st.detail = "ikke JSON";
	is_told("en", st, "B.");
	st.detail = NULL;
	is_told("nn", st, "B.");
}

Test(grunn, the_matrix_says_whose_turn_it_is)
{
	struct status st = {.reason = "ikke_din_tur", .text = "B.", .detail = TURN};

	is_told("nn", st, "Det er Sel kommunestyre, Vågå kommunestyre som skal vedta no.");
	is_told("en", st, "It is now the turn of Sel kommunestyre, Vågå kommunestyre to adopt.");
	st.detail = "{\"tur\":{\"akt\":\"vedtar\",\"organer\":[],\"funksjon\":\"KST\"}}";
	is_told("en", st, "It is now the turn of the body for KST to adopt.");
	st.detail = "{}";
	is_told("en", st, "All steps of the case have been taken.");
}

Test(grunn, a_field_is_named_by_its_path)
{
	struct status st = {.reason = "felt_mangler", .text = "Feltet plan mangler.", .field = "plan"};

	is_told("nn", st, "Feltet plan manglar.");
	is_told("en", st, "The field plan is missing.");
}

Test(grunn, of_a_newer_server)
{
	struct status st = {.reason = "noe_som_ikke_finnes_ennaa", .text = "Dette er nytt."};

	is_told("en", st, "Dette er nytt.");
	st.text = "Noe som dette viser til, finnes ikke.";
	is_told("en", st, "Something that this refers to does not exist.");
	st.text = NULL;
	cr_expect_null(said("en", st).text);
	st.reason = NULL;
	cr_expect_null(said("en", st).text);
}

Test(grunn, what_is_wrong_with_a_file_and_where)
{
	struct status st = {.reason = "ugyldig_felt",
	    .text = "omraader[2].navn: ventet en tekst (linje 12)",
	    .field = "omraader[2].navn"};

	is_told("nn", st, "omraader[2].navn: venta ein tekst (linje 12)");
	is_told("en", st, "omraader[2].navn: expected a text (line 12)");
	st.text = "et nytt slags feil";
	is_told(
	    "en", st, "The field omraader[2].navn is unknown, stands twice or has a value it cannot have.");
}

Test(grunn, what_helps)
{
	struct status st = {
	    .reason = "ukjent_vedleggstype", .text = "B.", .hint = "Typene er annet, protokoll."};

	cr_expect_str_eq(said("nn", st).hint, "Typane er annet, protokoll.");
	st.hint = "omstilling sak show viser hele saksgangen.";
	cr_expect_str_eq(said("en", st).hint, "omstilling sak show shows the whole course of the case.");
}

Test(grunn, what_is_missing_before_a_step)
{
	static const char detalj[] =
	    "{\"mangler\":[{\"krav\":\"styre_oppnevnt\",\"tekst\":\"B1\"},{\"steg\":\"8.2\",\"tekst\":\"B2\","
	    "\"akt\":\"innstiller\","
	    "\"hvem\":\"Sel formannskap\"},{\"krav\":\"et_nytt\",\"tekst\":\"B3\"},\"Gol kommunestyre\"]}";
	struct jsontext *j = jsontext_new(detalj);

	speak("en");
	cr_expect_str_eq(
	    grunn_mangler(a, j, 0), "The omstillingsstyre (board) must be appointed with a chair.");
	cr_expect_str_eq(grunn_mangler(a, j, 1), "Sel formannskap must first recommend.");
	cr_expect_str_eq(grunn_mangler(a, j, 2), "B3", "of a newer server");
	cr_expect_str_eq(grunn_mangler(a, j, 3), "Gol kommunestyre", "only a name");
	cr_expect_null(grunn_mangler(a, j, 4));
	speak("nb");
	cr_expect_str_eq(grunn_mangler(a, j, 0), "B1");
	jsontext_free(j);
}

Test(grunn, what_a_token_may_is_a_word)
{
	speak("en");
	cr_expect_str_eq(text_value("omfang", "les"), "read");
	cr_expect_str_eq(text_value("omfang", "skriv"), "write");
	speak("nb");
	cr_expect_str_eq(text_value("omfang", "les"), "les");
}

Test(grunn, sources)
{
	speak("en");
	cr_expect_str_eq(
	    grunn_kilde(a, "håndboka, del 4; matrisen rad 8, 9"), "handbook, part 4; matrix row 8, 9");
	cr_expect_str_eq(grunn_kilde(a, "V-17; KL 27-3"), "V-17; KL 27-3");
	cr_expect_str_eq(grunn_kilde(a, "S1 kap. 2.2 og 2.3"), "S1 ch. 2.2 and 2.3");
	cr_expect_null(grunn_kilde(a, NULL));
	speak("nb");
	cr_expect_str_eq(grunn_kilde(a, "håndboka, del 4"), "håndboka, del 4");
}

Test(grunn, who_does_what)
{
	speak("nn");
	cr_expect_str_eq(grunn_tur("vedtar"), "vedtek");
	cr_expect_str_eq(grunn_tur("noe nytt"), "noe nytt");
}

Test(grunn, numbers_of_a_sentence)
{
	speak("nn");
	cr_expect_str_eq(grunn_tall(a, "2021"), "2021");
	cr_expect_str_eq(grunn_tall(a, "12 timer"), "12 timer");
	cr_expect_str_eq(grunn_tall(a, " 1"), " 1");
	cr_expect_str_eq(grunn_tall(a, ""), "");
	cr_expect_str_eq(grunn_tall(a, "231 250,5"), "231\u00a0250,5");
	speak("en");
	cr_expect_str_eq(grunn_tall(a, "231 250,5"), "231,250.5");
	cr_expect_str_eq(grunn_tall(a, "2021-12-31"), "31 Dec 2021");
}
