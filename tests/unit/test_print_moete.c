/* A meeting as people see it: the notice, the quorum, the agenda with what is closed, and who was there. */
#include <omstilling/v1/moete.pb-c.h>

#include "client/print_moete.h"
#include "print_fixture.h"

TestSuite(print_moete, .init = set_up, .fini = tear_down);

static void print(const char *moete)
{
	o.width = 120;
	print_moete(&o, message(&omstilling__v1__get_moete_response__descriptor, moete));
}

Test(print_moete, a_called_meeting_shows_its_notice_and_what_is_warned_of)
{
	print("{\"moete\":{\"id\":\"ID-1\",\"organ\":\"sel-kst\",\"organ_navn\":\"Sel "
	      "kommunestyre\",\"dato\":\"2021-02-01\","
	      "\"klokkeslett\":\"18:00\",\"varighet_minutter\":90,\"sted\":\"Otta\",\"maate\":"
	      "\"hastefjernmoete\","
	      "\"tilstand\":\"innkalt\",\"melding\":\"Fristen er "
	      "fredag.\",\"innkalling\":2,\"innkalt_av\":\"siv\","
	      "\"innkalt\":\"2021-01-20T10:00:00Z\",\"seter\":5,\"kvorum\":3,"
	      "\"varsler\":[\"4 av 5 seter er ventet.\",\"Kort frist.\"]}}");
	shows("Sel kommunestyre\n");
	shows("01.02.2021 kl. 18:00, 90 minutter\n");
	shows("hastefjernmøte\n");
	shows("nr. 2, sendt 20.01.2021 10:00:00 UTC av siv\n");
	shows("Fristen er fredag.\n");
	shows("3 av 5 seter\n");
	shows("4 av 5 seter er ventet.\n");
	shows("Kort frist.\n");
	shows("(ingen saker)\n");
	shows("ID-1\n");
	hides("vedtaksført");
	hides("Deltakere");
}

Test(print_moete, an_open_meeting_tells_whether_it_can_decide)
{
	print("{\"moete\":{\"seter\":5,\"kvorum\":3,\"til_stede\":2,\"vedtaksfoert\":false,\"tilstand\":"
	      "\"aapent\"}}");
	shows("2 av 5 seter til stede, kravet er 3: ikke vedtaksført\n");
	shows("åpent\n");
}

Test(print_moete, a_quorum_is_said_in_words)
{
	print("{\"moete\":{\"seter\":5,\"kvorum\":3,\"til_stede\":3,\"vedtaksfoert\":true}}");
	shows("3 av 5 seter til stede, kravet er 3: vedtaksført\n");
}

Test(print_moete, the_agenda_is_a_table_with_remarks)
{
	print("{\"moete\":{\"saksliste\":["
	      "{\"nummer\":1,\"sak\":\"sel/sak-4\",\"tittel\":\"Handlingsplan "
	      "2021\",\"beslutning\":9,\"krevd\":true,"
	      "\"utfall\":\"ja\"},"
	      "{\"nummer\":2,\"hjemmel\":\"KL 11-5\"},"
	      "{\"nummer\":3,\"sak\":\"sel/sak-5\",\"tittel\":\"Verv\",\"utenfor_sakslisten\":true,"
	      "\"innvendinger\":[\"ola\"],\"moeteleder\":\"per\"}]}}");
	shows("Saksliste\n");
	shows("#  Sak        Tittel              Beslutning  Lukket etter  Utfall\n");
	shows("1  sel/sak-4  Handlingsplan 2021           9                ja\n");
	shows("Krevd av minst en tredel av medlemmene.\n");
	shows("2             (lukket sak)                    KL 11-5\n");
	shows("Sto ikke på sakslisten i innkallingen.\n");
	shows("Innvending: ola\n");
	shows("Ledes av per.\n");
}

Test(print_moete, people_with_their_rights_and_times)
{
	print(
	    "{\"moete\":{\"deltakere\":["
	    "{\"brukernavn\":\"kari\",\"navn\":\"Kari Engen\",\"rolle\":\"leder\",\"tilstand\":\"til_stede\","
	    "\"stemmerett\":true,\"talerett\":true,\"kom\":\"18:10\",\"gikk\":\"19:00\"},"
	    "{\"brukernavn\":\"vera\",\"navn\":\"Vera Li\",\"rolle\":\"vara\",\"representerer\":\"ola\","
	    "\"stemmerett\":true,\"talerett\":true,\"kom\":\"18:20\"},"
	    "{\"brukernavn\":\"siv\",\"navn\":\"Siv "
	    "Vik\",\"rolle\":\"sekretaer\",\"tilstand\":\"fravaerende\",\"talerett\":true},"
	    "{\"brukernavn\":\"obs\",\"navn\":\"Ove "
	    "Berg\",\"rolle\":\"observatoer\",\"tilstand\":\"forfall\",\"gikk\":\"19:30\"}]}}");
	shows("Deltakere\n");
	shows("leder       Kari Engen  kari        til stede        stemmer  18:10–19:00\n");
	shows("vara        Vera Li     vera        innkalt     ola  stemmer  fra 18:20\n");
	shows("sekretær    Siv Vik     siv         fraværende       taler\n");
	shows("observatør  Ove Berg    obs         forfall          følger   til 19:30\n");
}

Test(print_moete, nothing_of_a_reply_without_a_meeting)
{
	print("{}");
	cr_expect_str_eq(printed(), "");
}

Test(print_moete, what_was_written_steers_no_terminal)
{
	print("{\"moete\":{\"melding\":\"a\\u001b[31mb\",\"saksliste\":[{\"nummer\":1,\"sak\":\"x/"
	      "sak-1\",\"tittel\":\"c\\u001b[2Jd\"}]}}");
	cr_expect_null(strchr(printed(), '\x1b'));
}
