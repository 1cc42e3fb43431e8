/* The QR code of a second factor: every module where a camera looks for it, and nothing where it cannot be
 * read. */
#include <criterion/criterion.h>
#include <omstilling/v1/auth.pb-c.h>
#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#include "client/mem.h"
#include "client/qr.h"

#define QUIET 4
#define INK "\033[38;5;16;48;5;231m" /* black on white, whatever the theme */
#define URI "otpauth://totp/omstilling:kari?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=omstilling"

static struct arena *a;
static char *text;

static void set_up(void)
{
	a = mem_new();
}

static void tear_down(void)
{
	free(text);
	arena_free(a);
}

TestSuite(qr, .init = set_up, .fini = tear_down);

static bool put(int width, bool colour)
{
	size_t len;
	struct out o = {.f = open_memstream(&text, &len), .a = a, .width = width, .colour = colour};
	bool drawn = qr_put(&o, URI);

	fclose(o.f);
	return drawn;
}

/* The two modules that the block at *s shows, the upper in bit 0; *s advances. */
static int take_block(const char **s)
{
	static const char *const blocks[] = {" ", "▀", "▄", "█"};

	for (int i = 0; i < 4; i++)
		if (strncmp(*s, blocks[i], strlen(blocks[i])) == 0) {
			*s += strlen(blocks[i]);
			return i;
		}
	cr_assert(0, "no block: %s", *s);
	return 0;
}

static int module(const QRcode *q, int x, int y)
{
	return x >= 0 && y >= 0 && x < q->width && y < q->width && q->data[y * q->width + x] & 1;
}

Test(qr, is_drawn_as_it_is_with_its_quiet_zone_in_colours_of_its_own)
{
	QRcode *q = QRcode_encodeString(URI, 0, QR_ECLEVEL_L, QR_MODE_8, 1);

	cr_assert(put(q->width + 2 * QUIET, true));
	const char *s = text;
	for (int y = -QUIET; y < q->width + QUIET; y += 2) {
		cr_assert(strncmp(s, INK, strlen(INK)) == 0, "row %d", y);
		s += strlen(INK);
		for (int x = -QUIET; x < q->width + QUIET; x++)
			cr_assert_eq(
			    take_block(&s), module(q, x, y) + 2 * module(q, x, y + 1), "%d,%d", x, y);
		cr_assert(strncmp(s, "\033[0m\n", 5) == 0, "row %d", y);
		s += 5;
	}
	cr_expect_str_eq(s, "");
	QRcode_free(q);
}

Test(qr, is_not_drawn_where_it_is_too_wide_or_where_there_are_no_colours)
{
	QRcode *q = QRcode_encodeString(URI, 0, QR_ECLEVEL_L, QR_MODE_8, 1);

	cr_expect_not(put(q->width + 2 * QUIET - 1, true));
	cr_expect_str_eq(text, "");
	free(text);
	cr_expect_not(put(200, false));
	cr_expect_str_eq(text, "");
	QRcode_free(q);
}

static void print(int width, bool colour)
{
	Omstilling__V1__EnrollTotpResponse r = OMSTILLING__V1__ENROLL_TOTP_RESPONSE__INIT;
	size_t len;
	struct out o = {.f = open_memstream(&text, &len), .a = a, .width = width, .colour = colour};

	r.noekkel = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
	r.uri = URI;
	print_totp(&o, &r.base);
	fclose(o.f);
	cr_expect_not_null(strstr(text, "JBSWY3DPEHPK"));
}

Test(qr, the_key_is_shown_with_it_or_alone)
{
	print(80, true);
	cr_expect_not_null(strstr(text, "█"));
	cr_expect_not_null(strstr(text, "confirm"));
	free(text);
	print(44, true);
	cr_expect_null(strstr(text, "█"));
	cr_expect_not_null(strstr(text, "for smal"));
	free(text);
	print(80, false);
	cr_expect_null(strstr(text, "█"));
	cr_expect_null(strstr(text, "\033"));
}
