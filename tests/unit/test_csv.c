/* --output csv: a reply's rows, under the names of the contract, harmless for a terminal and for a
 * spreadsheet. */
#include <omstilling/v1/stoette.pb-c.h>

#include "client/csv.h"
#include "print_fixture.h"

TestSuite(csv, .init = set_up, .fini = tear_down);

#define ROWS(json) message(&omstilling__v1__list_valutakurser_response__descriptor, "{\"kurser\":[" json "]}")
#define REGISTER(json) message(&omstilling__v1__export_stoette_response__descriptor, "{\"rader\":[" json "]}")

Test(csv, a_line_of_names_and_a_line_for_each_row)
{
	cr_assert(csv_print(
	    &o, ROWS("{\"dato\":\"2026-01-02\",\"nok_per_eur\":\"11.5\"},{\"dato\":\"2026-01-05\"}"), NULL));
	cr_expect_str_eq(printed(), "dato,nok_per_eur\r\n2026-01-02,11.5\r\n2026-01-05,\r\n");
}

Test(csv, the_columns_that_the_table_has)
{
	cr_assert(csv_print(&o, REGISTER("{\"id\":\"1\",\"mottaker\":\"A\",\"frist\":\"x\"}"),
	    "rader: mottaker id; ikke_der: x"));
	cr_expect_str_eq(printed(), "id,mottaker\r\n1,A\r\n");
}

Test(csv, all_of_them_where_the_row_says_so)
{
	cr_assert(csv_print(&o, REGISTER(""), "rader"));
	shows("id,stoettegiver,stoettegiver_orgnr,mottaker,mottaker_orgnr,");
	shows(",registrert,referanse\r\n");
}

Test(csv, what_must_be_is_quoted)
{
	cr_assert(csv_print(&o, ROWS("{\"dato\":\"a,\\\"b\\\"\\nc\",\"nok_per_eur\":\"-1.5\"}"), NULL));
	shows("\r\n\"a,\"\"b\"\"\nc\",-1.5\r\n");
}

Test(csv, no_formula_and_nothing_that_steers_a_terminal)
{
	cr_assert(csv_print(
	    &o, ROWS("{\"dato\":\"=1+1\",\"nok_per_eur\":\"-cmd\\u001b[31m\\u009b\\u007f\\u202e\"}"), NULL));
	shows("\r\n'=1+1,'-cmd�[31m���\r\n");
}

Test(csv, what_is_no_list_is_none)
{
	cr_expect(!csv_print(&o,
	    message(&omstilling__v1__check_stoetterom_response__descriptor, "{\"rom_eur\":\"1\"}"), NULL));
	cr_expect_str_eq(printed(), "");
}
