/* How the columns of a file become the fields of a message. */
#include <criterion/criterion.h>
#include <omstilling/v1/resultat.pb-c.h>
#include <string.h>

#include "client/csvmap.h"
#include "client/mem.h"

static struct arena *a;
static struct csv csv;
static struct csvmap map;
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

static int parsed(const char *text)
{
	return csv_read(a, mem_strndup(a, text, strlen(text)), strlen(text), &csv, &st);
}

static int mapped(const char *lines)
{
	return csvmap_read(a, lines ? mem_strndup(a, lines, strlen(lines)) : NULL,
	    &omstilling__v1__maalingsrad__descriptor, &csv, &map, &st);
}

static const Omstilling__V1__Maalingsrad *row(size_t i)
{
	return (const void *)csvmap_message(a, &map, &csv.rows[i + 1]);
}

TestSuite(csvmap, .init = set_up, .fini = tear_down);

Test(csvmap, columns_by_their_names)
{
	cr_assert_eq(parsed("kilde; indikator ;ukjent;verdi\nSSB; Folketall ;x;\n"), 0);
	cr_assert_eq(mapped(NULL), 0, "%s", st.text);
	cr_expect_str_eq(row(0)->kilde, "SSB");
	cr_expect_str_eq(row(0)->indikator, "Folketall");
	cr_expect_null(row(0)->verdi, "an empty cell is not stated");
	cr_expect_null(row(0)->periode);
	cr_expect_eq(row(0)->linje, 2);
}

Test(csvmap, columns_by_a_map)
{
	cr_assert_eq(parsed("region;år;Personer\nSel;2021;5 600\nSel;2022;\n"), 0);
	cr_assert_eq(
	    mapped("# folketall\nindikator := Folkemengde\nkilde:=SSB\n\nperiode = år\nverdi=Personer"), 0,
	    "%s", st.text);
	cr_expect_str_eq(row(0)->indikator, "Folkemengde");
	cr_expect_str_eq(row(0)->kilde, "SSB");
	cr_expect_str_eq(row(0)->periode, "2021");
	cr_expect_str_eq(row(0)->verdi, "5 600");
	cr_expect_null(row(1)->verdi, "an empty cell");
}

static void no_map(const char *lines, const char *why)
{
	cr_assert_eq(parsed("region;år\nSel;2021\n"), 0);
	cr_assert_eq(mapped(lines), -1, "%s", lines);
	cr_expect_str_eq(st.reason, "csv_kart");
	cr_expect_not_null(strstr(st.text, why), "%s", st.text);
}

Test(csvmap, maps_that_are_wrong)
{
	no_map("tull = år", "tull");
	no_map("linje = år", "linje");
	no_map("verdi = Personer", "Personer");
	no_map("verdi = år\nverdi = region", "to ganger");
	no_map("verdi", "noe =");
	no_map(NULL, "ingen kolonne");
}
