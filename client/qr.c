/* qr: see qr.h. */
#include "qr.h"

#include <qrencode.h>

#include "field.h"
#include "print.h"
#include "spraak.h"

#define QUIET 4					/* modules around the code */
#define BLACK_ON_WHITE "\033[38;5;16;48;5;231m" /* of the fixed colours, which no theme changes */
#define RESET "\033[0m"

static bool is_dark(const QRcode *code, int x, int y)
{
	return x >= 0 && y >= 0 && x < code->width && y < code->width && code->data[y * code->width + x] & 1;
}

static void put_line(FILE *f, const QRcode *code, int y)
{
	static const char *const blocks[] = {" ", "▀", "▄", "█"};

	fputs(BLACK_ON_WHITE, f);
	for (int x = -QUIET; x < code->width + QUIET; x++)
		fputs(blocks[is_dark(code, x, y) + 2 * is_dark(code, x, y + 1)], f);
	fputs(RESET "\n", f);
}

bool qr_put(struct out *o, const char *text)
{
	QRcode *code = o->colour ? QRcode_encodeString(text, 0, QR_ECLEVEL_L, QR_MODE_8, 1) : NULL;
	bool fits = code && code->width + 2 * QUIET <= o->width;

	for (int y = -QUIET; fits && y < code->width + QUIET; y += 2)
		put_line(o->f, code, y);
	QRcode_free(code);
	return fits;
}

void print_totp(struct out *o, const ProtobufCMessage *reply)
{
	print_reply(o, reply, "noekkel; uri");
	if (!o->colour)
		return;
	fputc('\n', o->f);
	if (qr_put(o, field_named(o->a, reply, "uri")))
		out_text(o, 0,
		    _("Les koden med appen, eller skriv inn nøkkelen i den; så: omstilling auth totp "
		      "confirm"));
	else
		out_text(o, 0, _("Terminalen er for smal for en QR-kode; skriv inn nøkkelen i appen."));
}
