/* Which column fills which field: the file that says so, and the columns in a spreadsheet. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "client/kolonner.h"
#include "client/mem.h"

static struct arena *a;
static struct kolonner cols;
static struct status st;

static void set_up(void)
{
	a = mem_new();
	st = (struct status){0};
}

static void tear_down(void)
{
	arena_free(a);
}

TestSuite(kolonner, .init = set_up, .fini = tear_down);

static void refuses(const char *text, const char *why)
{
	cr_assert(kolonner_read(a, "fil", text, &cols, &st) == -1, "%s was read", text);
	cr_expect_str_eq(st.reason, "ugyldig_kolonnefil");
	cr_expect_str_eq(st.text, why);
}

Test(kolonner, a_line_names_a_column_and_its_field)
{
	cr_assert(kolonner_read(a, "fil",
		      "\xef\xbb\xbf# en merknad\r\n Søker = soeker.navn \r\n\nA = B=maal\nbruk := "
		      "stoerre_prosjekt\ntom:=",
		      &cols, &st) == 0);
	cr_assert_eq(cols.n, (size_t)4);
	cr_expect_str_eq(cols.k[0].name, "Søker");
	cr_expect_str_eq(cols.k[0].field, "soeker.navn");
	cr_expect_str_eq(cols.k[1].name, "A = B");
	cr_expect_str_eq(cols.k[1].field, "maal");
	cr_expect_null(cols.k[2].name);
	cr_expect_str_eq(cols.k[2].field, "bruk");
	cr_expect_str_eq(cols.k[2].value, "stoerre_prosjekt");
	cr_expect_str_eq(cols.k[3].value, "");
}

Test(kolonner, what_is_no_such_line_is_refused_by_its_number)
{
	refuses("A = b\nhva er dette\n", "fil, linje 2 er ikke «KOLONNE = FELT» eller «FELT := VERDI»");
	refuses("= felt", "fil, linje 1 er ikke «KOLONNE = FELT» eller «FELT := VERDI»");
	refuses("A =", "fil, linje 1 er ikke «KOLONNE = FELT» eller «FELT := VERDI»");
	refuses(":= x", "fil, linje 1 er ikke «KOLONNE = FELT» eller «FELT := VERDI»");
	refuses("S\xf8ker = soeker.navn", "fil er ikke UTF-8");
}

Test(kolonner, no_more_lines_than_there_is_room_for)
{
	static char text[(KOLONNER_MAX + 1) * 4 + 1];

	for (size_t i = 0; i <= KOLONNER_MAX; i++)
		memcpy(text + 4 * i, "a=b\n", 4);
	refuses(text, "fil, linje 201 er ikke «KOLONNE = FELT» eller «FELT := VERDI»");
	text[KOLONNER_MAX * 4] = '\0';
	cr_expect(kolonner_read(a, "fil", text, &cols, &st) == 0);
}

static int placed(const char *map, const char *file)
{
	struct csv csv;
	int r;

	cr_assert(kolonner_read(a, "fil", map, &cols, &st) == 0);
	cr_assert(csv_read(a, file, strlen(file), &csv, &st) == 0);
	r = kolonner_place(a, &csv, &cols, &st);
	for (size_t i = 0; r == 0 && i < cols.n; i++)
		cr_expect_str_eq(kolonner_value(&cols.k[i], &csv.rows[1]), cols.k[i].field);
	return r;
}

Test(kolonner, each_stands_where_its_heading_does)
{
	cr_expect_eq(placed("Tittel = x\nBeløp = y\nz := z", " Beløp ;Annet;Tittel\ny;?;x\n"), 0);
}

Test(kolonner, a_column_that_is_missing_or_twice_is_a_mistake)
{
	cr_expect_eq(placed("Tittel = x\nBeløp = y", "Tittel;Sum\nx;1\n"), -1);
	cr_expect_str_eq(st.reason, "kolonnen_mangler");
	cr_expect_str_eq(st.text, "regnearket har ingen kolonne «Beløp»");
	cr_expect_eq(placed("Tittel = x", "Tittel;Tittel\nx;1\n"), -1);
	cr_expect_str_eq(st.text, "regnearket har flere kolonner som heter «Tittel»");
}
