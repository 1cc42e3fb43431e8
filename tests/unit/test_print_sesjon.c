/* Sessions that were ended, told in a sentence; and an attachment's size with its unit. */
#include <omstilling/v1/auth.pb-c.h>
#include <omstilling/v1/vedlegg.pb-c.h>

#include "client/print.h"
#include "client/print_sesjon.h"
#include "print_fixture.h"

TestSuite(print_sesjon, .init = set_up, .fini = tear_down);

Test(print_sesjon, how_many_sessions_were_ended_is_a_sentence)
{
	const ProtobufCMessageDescriptor *type = &omstilling__v1__end_sesjon_response__descriptor;

	print_sesjon_slutt(&o, message(type, "{\"antall\":0}"));
	print_sesjon_slutt(&o, message(type, "{\"antall\":1}"));
	print_sesjon_slutt(&o, message(type, "{\"antall\":2}"));
	cr_expect_str_eq(
	    printed(), "Ingen andre økter å avslutte.\n1 økt er avsluttet.\n2 økter er avsluttet.\n");
}

Test(print_sesjon, a_size_has_its_unit_and_is_grouped)
{
	print_reply(&o,
	    message(&omstilling__v1__list_vedlegg_response__descriptor,
		"{\"vedlegg\":[{\"stoerrelse\":\"11477\"}]}"),
	    "vedlegg: stoerrelse");
	shows("Størrelse, byte\n");
	shows("11 477\n");
}
