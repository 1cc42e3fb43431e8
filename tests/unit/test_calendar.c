/* A called meeting as iCalendar: what each line says, escaping, and lines that are folded between characters.
 */
#include <omstilling/v1/moete.pb-c.h>

#include "client/calendar.h"
#include "client/ical.h"
#include "print_fixture.h"

TestSuite(calendar, .init = set_up, .fini = tear_down);

static void meeting(const char *json)
{
	calendar_render(&o, message(&omstilling__v1__get_moete_response__descriptor, json));
}

#define CALLED                                                                                               \
	"\"id\":\"0c4f2b8e-0000-4000-8000-000000000001\",\"organ\":\"sel-kst\",\"organ_navn\":\"Sel; "       \
	"kommunestyre\",\"dato\":\"2021-02-01\",\"klokkeslett\":\"17:00\",\"varighet_minutter\":90,"         \
	"\"sted\":\"Otta, rådhuset\",\"maate\":\"fysisk\",\"innkalling\":3,"                                \
	"\"innkalt\":\"2021-01-20T08:15:30Z\""

Test(calendar, a_called_meeting)
{
	meeting(
	    "{\"moete\":{" CALLED
	    ",\"tilstand\":\"innkalt\",\"melding\":\"Møt presis.\",\"saksliste\":[{\"nummer\":1,\"sak\":"
	    "\"sel/sak-1\",\"tittel\":\"Plan\"},{\"nummer\":2,\"hjemmel\":\"KL 11-5\"}],\"deltakere\":[{"
	    "\"brukernavn\":\"olav\",\"navn\":\"Olav \\\"O\\\" Sandbu\",\"rolle\":\"leder\",\"stemmerett\":"
	    "true},{\"brukernavn\":\"å b\",\"navn\":\"Å B\",\"rolle\":\"medlem\",\"stemmerett\":true,"
	    "\"tilstand\":\"forfall\"}]}}");
	cr_expect_eq(strncmp(printed(), "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:", 37), 0);
	shows("\r\nMETHOD:REQUEST\r\n");
	shows("\r\nUID:0c4f2b8e-0000-4000-8000-000000000001@omstilling\r\n");
	shows("\r\nDTSTAMP:20210120T081530Z\r\n");
	shows("\r\nSEQUENCE:2\r\n");
	shows("\r\nSTATUS:CONFIRMED\r\n");
	shows("\r\nDTSTART;TZID=Europe/Oslo:20210201T170000\r\nDURATION:PT90M\r\n");
	shows("\r\nSUMMARY:Sel\\; kommunestyre: møte\r\n");
	shows("\r\nLOCATION:Otta\\, rådhuset\r\n");
	shows("\r\nDESCRIPTION:Møt presis.\\n\\nMøteform: fysisk\\nSaksliste:\\n1. Plan (sel/sak\r\n -1)");
	shows("\\n2. Lukket sak (lukket: KL 11-5)\r\n");
	shows("\r\nORGANIZER;CN=\"Sel; kommunestyre\":urn:omstilling:organ:sel-kst\r\n");
	shows("\r\nATTENDEE;CN=\"Olav 'O' Sandbu\";ROLE=CHAIR;PARTSTAT=NEEDS-ACTION:urn:omstilli\r\n "
	      "ng:person:olav\r\n");
	shows("ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED:urn:omstilling:pe\r\n rson:%C3%A5%20b\r\n");
	shows("\r\nTZID:Europe/Oslo\r\n");
	shows("\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

Test(calendar, a_cancelled_one_is_taken_out)
{
	meeting("{\"moete\":{" CALLED ",\"tilstand\":\"avlyst\"}}");
	shows("\r\nMETHOD:CANCEL\r\n");
	shows("\r\nSTATUS:CANCELLED\r\n");
	shows("\r\nSUMMARY:AVLYST: Sel\\; kommunestyre: møte\r\n");
	hides("METHOD:REQUEST");
}

Test(calendar, one_without_a_clock_is_a_day)
{
	meeting("{\"moete\":{\"id\":\"x\",\"dato\":\"2021-02-01\",\"aapnet\":\"2021-02-01T16:00:00Z\"}}");
	shows("\r\nDTSTART;VALUE=DATE:20210201\r\n");
	shows("\r\nDTSTAMP:20210201T160000Z\r\n");
	shows("\r\nSEQUENCE:0\r\n");
	hides("DURATION");
	hides("LOCATION");
}

Test(calendar, text_cannot_become_a_line_of_its_own)
{
	ical_text(&o, "LOCATION", "Otta\r\nATTENDEE:mailto:x@y\x01\\");
	cr_expect_str_eq(printed(), "LOCATION:Otta\\nATTENDEE:mailto:x@y\xef\xbf\xbd\\\\\r\n");
	cr_expect_str_eq(ical_quoted(a, "a\"b\nc"), "\"a'b c\"");
	cr_expect_str_eq(ical_quoted(a, ""), "\"\"");
	cr_expect_str_eq(ical_urn(a, "a/b:c-1"), "a%2Fb%3Ac-1");
}

/* Every line is short enough, begins with a space where it goes on, and joined they are what was written. */
Test(calendar, folded_between_characters)
{
	for (size_t shift = 0; shift < 8; shift++) {
		char *long_line = mem_alloc(a, 1000), *joined = mem_alloc(a, 1000), *q = joined;
		size_t n = 0;
		memset(long_line, 'x', shift);
		while ((n = strlen(long_line)) < 900)
			memcpy(long_line + n, n % 3 ? "å" : "\xf0\x9f\x99\x82", n % 3 ? 2 : 4);
		fflush(o.f);
		size_t from = text_len;
		ical_line(&o, long_line);
		fflush(o.f);
		for (char *p = text + from, *end; *p; p = end + 2) {
			end = strstr(p, "\r\n");
			cr_assert_not_null(end);
			cr_expect_leq(end - p, ICAL_LINE);
			cr_expect_eq(*p == ' ', p != text + from);
			p += *p == ' ';
			cr_expect_neq((unsigned char)*p & 0xc0, 0x80, "a character is split");
			memcpy(q, p, (size_t)(end - p));
			q += end - p;
		}
		cr_expect_str_eq(joined, long_line);
	}
}
