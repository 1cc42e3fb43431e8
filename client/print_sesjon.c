/* print_sesjon: see print_sesjon.h. */
#include "print_sesjon.h"

#include <inttypes.h>
#include <omstilling/v1/auth.pb-c.h>

#include "mem.h"
#include "spraak.h"

void print_sesjon_slutt(struct out *o, const ProtobufCMessage *reply)
{
	const Omstilling__V1__EndSesjonResponse *r = (const void *)reply;
	const char *said =
	    r->antall == 1 ? _("%" PRId32 " økt er avsluttet.") : _("%" PRId32 " økter er avsluttet.");

	out_line(o, r->antall == 0 ? _("Ingen andre økter å avslutte.") : mem_printf(o->a, said, r->antall));
}
