/* Spreadsheets' exports as rows: character sets, delimiters, quotes, lines; and what is no such file. */
#include <criterion/criterion.h>
#include <string.h>

#include "client/csvfile.h"
#include "client/mem.h"

static struct arena *a;
static struct csv csv;
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

TestSuite(csvfile, .init = set_up, .fini = tear_down);

static void reads(const char *text, size_t len)
{
	cr_assert(csv_read(a, text, len, &csv, &st) == 0, "%s", st.text);
}
#define READS(text) reads(text, sizeof(text) - 1)

static void refuses(const char *text, size_t len, const char *why)
{
	st = (struct status){0};
	cr_assert(csv_read(a, text, len, &csv, &st) == -1, "%s was read", text);
	cr_expect_eq(st.code, GRPC_INVALID_ARGUMENT);
	cr_expect_str_eq(st.reason, "ugyldig_csv");
	cr_expect_str_eq(st.text, why);
}
#define REFUSES(text, why) refuses(text, sizeof(text) - 1, why)

/* Rows joined by |, cells by ~, each row with its line before it. */
static const char *all(void)
{
	char *s = mem_printf(a, "%s", "");

	for (size_t i = 0; i < csv.n; i++) {
		s = mem_printf(a, "%s%s%d:", s, i ? "|" : "", csv.rows[i].line);
		for (size_t k = 0; k < csv.rows[i].n; k++)
			s = mem_printf(a, "%s%s%s", s, k ? "~" : "", csv.rows[i].cells[k]);
	}
	return s;
}

Test(csvfile, a_semicolon_or_a_comma_or_a_tab_divides)
{
	READS("a;b\n1,5;2\n");
	cr_expect_str_eq(all(), "1:a~b|2:1,5~2");
	cr_expect_eq(csv.delimiter, ';');
	READS("a,b,c;d\n1,2,3\n");
	cr_expect_str_eq(all(), "1:a~b~c;d|2:1~2~3");
	READS("a\tb\n1\t2");
	cr_expect_str_eq(all(), "1:a~b|2:1~2");
	READS("one column\n1\n");
	cr_expect_str_eq(all(), "1:one column|2:1");
}

Test(csvfile, a_line_of_the_spreadsheet_names_the_delimiter)
{
	READS("sep=,\na;b,c\r\n1,2\r\n");
	cr_expect_str_eq(all(), "2:a;b~c|3:1~2");
	READS("sep=x;b\n1;2\n");
	cr_expect_str_eq(all(), "1:sep=x~b|2:1~2", "a heading that only begins so");
}

Test(csvfile, what_stands_in_quotes_does_not_count_as_a_delimiter)
{
	READS("\"a,b,c,d\";e\n1;2\n");
	cr_expect_str_eq(all(), "1:a,b,c,d~e|2:1~2");
}

Test(csvfile, quotes_keep_delimiters_lines_and_quotes)
{
	READS("a;b\n\"x;y\";\"he said \"\"hi\"\"\"\n\"two\nlines\";\"\"\nlast;one\n");
	cr_expect_str_eq(all(), "1:a~b|2:x;y~he said \"hi\"|3:two\nlines~|5:last~one");
}

Test(csvfile, a_line_ends_as_on_any_system)
{
	READS("a;b\r\n\"1\r\n2\";3\r\n4;5");
	cr_expect_str_eq(all(), "1:a~b|2:1\r\n2~3|4:4~5");
	READS("a;b\r1;2\r");
	cr_expect_str_eq(all(), "1:a~b|2:1~2");
}

Test(csvfile, blank_lines_are_left_out_and_counted)
{
	READS("a;b\n\n;\n 1;2\n\n");
	cr_expect_str_eq(all(), "1:a~b|4: 1~2");
}

Test(csvfile, utf8_with_and_without_a_mark)
{
	READS("\xef\xbb\xbfS\xc3\xb8ker;B\nBl\xc3\xa5;2\n");
	cr_expect_str_eq(all(), "1:Søker~B|2:Blå~2");
	READS("S\xc3\xb8ker;B\n");
	cr_expect_str_eq(all(), "1:Søker~B");
}

Test(csvfile, windows_1252)
{
	READS("S\xf8ker;Bel\xf8p \x80\n\x84\xc5s\x94;5\xa0"
	      "000 \x96 ja\n");
	cr_expect_str_eq(all(), "1:Søker~Beløp €|2:„Ås”~5\xc2\xa0"
				"000 – ja");
}

Test(csvfile, what_is_no_such_file_is_refused_by_its_line)
{
	REFUSES("", "linje 1: filen er tom");
	REFUSES("\n;\n", "linje 1: filen er tom");
	REFUSES("a;b\n1;\"2\n3;4\n", "linje 2: et anførselstegn mangler sin make");
	REFUSES("a;b\n\"1\n\";\"2\n3;4\n", "linje 3: et anførselstegn mangler sin make");
	REFUSES("a;b\n\"1\"x;2\n", "linje 2: det står noe etter anførselstegnet som avslutter et felt");
	REFUSES("a;b\n1\"2;3\n", "linje 2: et anførselstegn står inne i et felt");
	REFUSES("a;b\n1;2\n1;2;3\n", "linje 3: raden har 3 felter, overskriften 2");
	REFUSES("a;b\n1\n", "linje 2: raden har 1 felter, overskriften 2");
	REFUSES("a;b\n\xf8;\x81\n", "linje 2: filen er verken UTF-8 eller Windows-1252");
	REFUSES("PK\x03\x04\0\0", "linje 1: filen er verken UTF-8 eller Windows-1252");
	REFUSES("\xff\xfe"
		"a\0;\0b\0",
	    "linje 1: filen er verken UTF-8 eller Windows-1252");
}

Test(csvfile, no_more_than_there_is_room_for)
{
	char *big = mem_alloc(a, CSV_BYTES_MAX + 2);

	memset(big, ';', CSV_CELLS_MAX);
	refuses(big, CSV_CELLS_MAX, "linje 1: raden har for mange felter");
	memset(big, 'x', CSV_BYTES_MAX + 1);
	refuses(big, CSV_BYTES_MAX + 1, "linje 1: filen er for stor");
	for (size_t i = 0; i < CSV_ROWS_MAX + 1; i++)
		memcpy(big + 2 * i, "x\n", 2);
	refuses(big, 2 * (CSV_ROWS_MAX + 1), "linje 10001: filen har for mange rader");
	reads(big, 2 * (size_t)CSV_ROWS_MAX);
	cr_expect_eq(csv.n, (size_t)CSV_ROWS_MAX);
}
