/* A table as data: which figures are numbers, what sums come to, their formulas, what is shown beside them.
 */
#include "client/ark.h"
#include "client/hefte.h"
#include "client/xlsx.h"
#include "print_fixture.h"

TestSuite(ark, .init = set_up, .fini = tear_down);

static void is_number(const char *s, int64_t expected)
{
	int64_t value = -1;

	cr_expect(ark_decimal(s, &value), "%s", s);
	cr_expect_eq(value, expected, "%s: %lld", s, (long long)value);
}

static void is_none(const char *s)
{
	int64_t value;

	cr_expect_not(ark_decimal(s, &value), "%s", s);
}

Test(ark, numbers_are_those_that_a_double_gives_back)
{
	is_number("0", 0);
	is_number("62.5", 62500000);
	is_number("-3", -3000000);
	is_number("1900000.50", 1900000500000);
	is_number("0.000001", 1);
	is_number("000000000000000000012", 12000000);
	is_number("999999999999.99", INT64_C(999999999999990000));
	is_number("1.10000000000000", 1100000);
	is_none("1000000000000");
	is_none("1.0000001");
	is_none("999999999999.9999");
	is_none("-");
	is_none("");
	is_none("1e3");
	is_none("1.");
	is_none(".5");
	is_none("1 000");
	is_none("--1");
	is_none("1.2.3");
}

Test(ark, a_figure_is_written_as_short_as_it_is)
{
	cr_expect_str_eq(ark_figure(a, 62500000), "62.5");
	cr_expect_str_eq(ark_figure(a, -1), "-0.000001");
	cr_expect_str_eq(ark_figure(a, 1900000000000), "1900000");
	cr_expect_str_eq(ark_figure(a, 0), "0");
}

static struct ark *table_of(const char *const *figures, size_t n, const char *stated)
{
	static const char *const head[] = {"Navn", ">Kroner", "Merknad"};
	struct ark *t = ark_new(a, "T", "Tabell", head, 3);
	struct ark_ref of[16];

	for (size_t i = 0; i < n; i++) {
		of[i] = (struct ark_ref){ark_row(t), 1};
		ark_text(t, 0, "rad");
		ark_number(t, 1, figures[i]);
	}
	ark_sum_row(t);
	ark_text(t, 0, "Sum");
	ark_sum(t, 1, of, n, stated);
	ark_end_row(t);
	return t;
}

Test(ark, a_sum_is_the_cells_and_what_is_stated_otherwise_stands_under_it)
{
	static const char *const figures[] = {"200000", "62.5", NULL, "-", "ca. 5"};
	const struct ark *t = table_of(figures, 5, "200062.50");

	cr_assert_eq(t->n_rows, 6);
	cr_expect_str_eq(t->rows[5].cells[1].text, "200062.5");
	cr_expect_eq(t->rows[3].cells[1].kind, ARK_TEXT);
	t = table_of(figures, 5, "200063");
	cr_assert_eq(t->n_rows, 7);
	cr_expect_str_eq(t->rows[5].cells[1].text, "200062.5");
	cr_expect_str_eq(t->rows[6].cells[1].text, "200063");
	cr_expect_str_eq(t->rows[6].cells[0].text, "oppgitt i planen");
	cr_expect(t->rows[6].stated);
	cr_expect_eq(t->rows[6].cells[1].n_of, 0);
}

Test(ark, what_cannot_be_added_up_is_what_is_stated)
{
	static const char *const figures[] = {"200000", "300000"}, *const none[] = {"-", NULL},
				 *const large[] = {"999999999999", "1"};
	const struct ark *t = table_of(figures, 2, "-");

	cr_expect_str_eq(t->rows[2].cells[1].text, "-");
	cr_expect_eq(t->rows[2].cells[1].kind, ARK_TEXT);
	t = table_of(none, 2, "7");
	cr_expect_str_eq(t->rows[2].cells[1].text, "7");
	cr_expect_eq(t->rows[2].cells[1].n_of, 0);
	t = table_of(none, 2, NULL);
	cr_expect_eq(t->rows[2].cells[1].kind, ARK_EMPTY);
	t = table_of(large, 2, NULL);
	cr_expect_eq(t->rows[2].cells[1].kind, ARK_EMPTY);
}

static void formula(const struct ark_ref *of, size_t n, const char *expected)
{
	const struct ark_cell c = {.kind = ARK_NUMBER, .of = (struct ark_ref *)of, .n_of = n};

	cr_expect_str_eq(ark_formula(a, &c, 2), expected, "%s", ark_formula(a, &c, 2));
}

Test(ark, formulas_name_their_cells)
{
	static const struct ark_ref down[] = {{0, 1}, {1, 1}, {3, 1}}, across[] = {{4, 25}, {4, 26}, {4, 27}},
				    two[] = {{0, 2}, {0, 4}};

	formula(down, 3, "SUM(B2:B3,B5)");
	formula(across, 3, "SUM(Z6:AB6)");
	formula(two, 2, "SUM(C2,E2)");
}

Test(ark, more_cells_than_a_function_takes)
{
	struct ark_ref of[500];

	for (size_t i = 0; i < 500; i++)
		of[i] = (struct ark_ref){2 * i, 0};
	const struct ark_cell c = {.kind = ARK_NUMBER, .of = of, .n_of = 500};
	const char *s = ark_formula(a, &c, 1);
	cr_expect_not_null(strstr(s, "A399)+SUM(A401,"), "%s", s);
	cr_expect_not_null(strstr(s, ",A999)"), "%s", s);
}

Test(ark, columns_that_nobody_filled_go_and_the_sums_follow)
{
	static const char *const head[] = {"Navn", "Tom", ">Kroner", ">2021", "Merknad"};
	struct ark *t = ark_new(a, "T", "Tabell", head, 5);
	const struct ark_ref of[] = {{0, 2}};

	t->kept[3] = true;
	ark_row(t);
	ark_text(t, 0, "rad");
	ark_number(t, 2, "5");
	ark_row(t);
	ark_sum(t, 2, of, 1, NULL);
	ark_end_row(t);
	ark_trim(t);
	cr_assert_eq(t->cols, 3);
	cr_expect_str_eq(t->head[1], "Kroner");
	cr_expect_str_eq(t->head[2], "2021");
	cr_expect_str_eq(ark_formula(a, &t->rows[1].cells[1], 2), "SUM(B2)");
}

static struct hefte *document(const char *evil)
{
	static const char *const figures[] = {"1234567", "0.5"};
	struct hefte *h = mem_alloc(a, sizeof(*h));
	struct svg_chart *c = mem_alloc(a, sizeof(*c));

	*h = (struct hefte){.a = a, .title = evil};
	*c = (struct svg_chart){
	    .title = evil, .legend = {"nye", "sikrede"}, .n = 1, .bars = mem_alloc(a, sizeof(*c->bars))};
	c->bars[0] = (struct svg_bar){.label = evil, .part = {3, 1}, .said = evil};
	hefte_pair(h, "Navn", evil);
	hefte_pair(h, "Tomt", NULL);
	hefte_head(h, 2, evil);
	hefte_text(h, evil);
	hefte_ark(h, table_of(figures, 2, "2"));
	hefte_chart(h, c);
	return h;
}

Test(ark, markdown_has_the_table_with_what_is_stated)
{
	hefte_markdown(&o, document("*x* | \xe2\x80\xaey"));
	shows("# \\*x\\* \\| \xef\xbf\xbdy\n");
	shows("| Navn | Kroner |\n| --- | ---: |\n| rad | 1 234 567 |\n| rad | 0,5 |\n"
	      "| **Sum** | **1 234 567,5** |\n| *oppgitt i planen* | *2* |\n");
	hides("Tomt");
	hides("\xe2\x80\xae");
}

Test(ark, lines_of_one_cell_are_parted_in_markdown)
{
	hefte_markdown(&o, document("3 Tre (i gang)\n1 <br>\n"));
	shows("- **Navn:** 3 Tre (i gang); 1 \\<br\\>\n");
	shows("# 3 Tre (i gang) 1");
	static const char *const head[] = {"Delmål"};
	struct hefte h = {.a = a, .title = "x"};
	struct ark *t = ark_new(a, "T", "Tabell", head, 1);
	ark_row(t);
	ark_text(t, 0, "3 Tre\n1 Ett");
	hefte_ark(&h, t);
	hefte_markdown(&o, &h);
	shows("| 3 Tre; 1 Ett |\n");
}

Test(ark, html_has_chart_and_table_and_nothing_that_runs)
{
	hefte_html(&o, document("<b onclick=\"x\">&\xe2\x80\xae\xef\xbf\xbf</b>"));
	shows("<th scope=\"col\" class=\"tall\">Kroner</th>");
	shows("<tr class=\"sum\"><th scope=\"row\" data-navn=\"Navn\">Sum</th><td class=\"tall\" "
	      "data-navn=\"Kroner\">1 234 567,5</td></tr>");
	shows("<svg role=\"img\" aria-describedby=\"figur-5-ord\"");
	shows("<rect class=\"del1\" x=\"0\" y=\"48\" width=\"300\"");
	shows("<rect class=\"del2\" x=\"300\" y=\"48\" width=\"100\"");
	shows("&lt;b onclick=&quot;x&quot;&gt;&amp;\xef\xbf\xbd\xef\xbf\xbd&lt;/b&gt;");
	hides("<b ");
	hides("\xe2\x80\xae");
}

Test(ark, a_chart_of_nothing_is_none)
{
	struct svg_bar bars[] = {{.label = "a", .said = ""}, {.label = "b", .part = {-4}, .said = ""}};
	const struct svg_chart c = {.title = "Figur", .n = 2, .bars = bars};
	struct hefte h = {.a = a, .title = "Plan"};

	hefte_chart(&h, &c);
	cr_expect_eq(h.n, 0);
	bars[0].part[0] = INT64_MAX;
	bars[0].part[1] = INT64_MAX;
	hefte_chart(&h, &c);
	cr_assert_eq(h.n, 1);
	svg_chart(&o, &c, "f");
	shows("width=\"400\"");
}

static const char *sheet(struct xlsx *x, const struct ark *t)
{
	struct xlsx_sheet *s = xlsx_sheet(x, t);

	xlsx_fill(x, s, t);
	return xlsx_name(s);
}

Test(ark, sheets_have_names_that_the_format_takes)
{
	static const char *const figures[] = {"1"};
	struct xlsx *x = xlsx_new(a);
	struct ark *t = table_of(figures, 1, NULL);

	cr_assert_not_null(x);
	t->name = "[a]/b:c*d?e\\'f";
	cr_expect_str_eq(sheet(x, t), "-a--b-c-d-e--f");
	t->name = "Ærlig og alt for langt navn på et ark";
	cr_expect_str_eq(sheet(x, t), "Ærlig og alt for langt navn på ");
	cr_expect_str_eq(sheet(x, t), "Ærlig og alt for langt navn (2)");
	t->name = "";
	cr_expect_str_eq(sheet(x, t), "Ark");
	t->name = "ARK";
	cr_expect_str_eq(sheet(x, t), "ARK (2)");
	cr_expect_eq(xlsx_end(x, &o), 0);
	fflush(o.f);
	cr_expect(text_len > 1000 && memcmp(text, "PK\x03\x04", 4) == 0);
}
