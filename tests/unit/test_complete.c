/* Completion, the manual page and lines as words: made of the rows, and of what the server lists. */
#include "cli_fixture.h"
#include "client/commands.h"
#include "client/line.h"

TestSuite(complete, .init = set_up, .fini = tear_down, .timeout = 30);

#define COMPLETE(...) cr_assert_eq(RUN("complete", "--", __VA_ARGS__), 0, "%s", st.text)

/* --- words of commands */

Test(complete, words_of_commands)
{
	COMPLETE("pl");
	cr_expect_str_eq(out, "plan\n");
	COMPLETE("plan", "sho");
	cr_expect_str_eq(out, "show\n");
	COMPLETE("plan", "");
	said("show\n");
	said("acknowledge\n");
	cr_expect_null(strstr(out, "plan"));
	COMPLETE("compl");
	cr_expect_str_eq(out, "completion\n", "what is for programs is not offered");
	COMPLETE("ukjent", "");
	cr_expect_str_eq(out, "");
	COMPLETE("help", "pl");
	cr_expect_str_eq(out, "plan\n");
	COMPLETE("help", "plan", "sho");
	cr_expect_str_eq(out, "show\n");
	COMPLETE("help", "--");
	said("--man\n");
}

Test(complete, every_row_can_be_completed)
{
	for (const struct cmd *c = commands; c->usage; c++) {
		const char *p = c->usage;
		struct cmd_word w;
		char *argv[8] = {"complete", "--"};
		int n = 2;
		while (!c->hidden && cmd_word_next(&p, &w) && w.kind == CMD_WORD) {
			argv[n] = mem_strndup(a, w.name, 1);
			cr_assert_eq(run(n + 1, argv), 0);
			said(mem_printf(a, "%.*s\n", (int)w.len, w.name));
			argv[n++] = mem_strndup(a, w.name, w.len);
		}
	}
}

Test(complete, options_of_the_row_and_of_all)
{
	COMPLETE("plan", "show", "x", "--ve");
	cr_expect_str_eq(out, "--versjon\n--vedtatt\n--version\n");
	COMPLETE("plan", "show", "x", "--vedtatt", "--ved");
	cr_expect_str_eq(out, "", "given once");
	COMPLETE("--out");
	cr_expect_str_eq(out, "--output\n");
	COMPLETE("--output", "j", "x");
	cr_expect_str_eq(out, "", "no command");
	COMPLETE("--output", "");
	cr_expect_str_eq(out, "table\njson\nyaml\ncsv\n");
}

Test(complete, alternatives)
{
	COMPLETE("sak", "vote", "x", "");
	cr_expect_str_eq(out, "ja\nnei\nblank\n");
	COMPLETE("person", "create", "x", "X", "--kjoenn", "k");
	cr_expect_str_eq(out, "kvinne\n");
}

/* --- names that the server knows */

static const struct line names[] = {
    {"ProgramService/ListPrograms",
	"{\"programmer\":[{\"kortnavn\":\"sel\"},{\"kortnavn\":\"sk\u00f8yen\"},{\"kortnavn\":\"$(rm)\"}]}",
	{0}},
    {"PlanService/ListPlaner", "{\"planer\":[{\"navn\":\"sel/a-2021\"},{\"navn\":\"sel/b\"}]}", {0}},
    {"SakService/ListSaker", "{\"saker\":[{\"navn\":\"sel/sak-1\"},{\"navn\":\"sel/sak-2\"}]}", {0}},
    {"MoeteService/ListMoeter", "{\"moeter\":[{\"organ\":\"sel-sg\",\"dato\":\"2020-10-06\"}]}", {0}},
    {"TildelingService/ListUtbetalinger", "{\"utbetalinger\":[{\"navn\":\"sel/utbetaling-1\"}]}", {0}},
    {"ResultatService/ListRapporter", "{\"rapporter\":[{\"navn\":\"sel/psv-2022\"}]}", {0}},
    {"ResultatService/ListProsjektrapporter", "{\"rapporter\":[{\"navn\":\"sel/prosjektrapport-1\"}]}", {0}},
    {"AuthService/WhoAmI", "{\"verv\":[{\"organ\":\"sel-os\"}]}", {0}},
    {"OrganService/GetOrgan", "{\"verv\":[{\"brukernavn\":\"kari\"},{\"brukernavn\":\"ola\"}]}", {0}}, {0}};

Test(complete, programmes_and_plans)
{
	play(names);
	COMPLETE("program", "show", "s");
	cr_expect_str_eq(out, "sel\nsk\u00f8yen\n");
	COMPLETE("program", "show", "");
	cr_expect_null(strstr(out, "rm"), "what a shell would run is no name");
	COMPLETE("plan", "show", "sel/a");
	cr_expect_str_eq(out, "sel/a-2021\n");
	COMPLETE("plan", "check", "x", "--program", "se");
	cr_expect_str_eq(out, "sel\n");
}

Test(complete, cases_of_the_programme_that_is_typed)
{
	play(names);
	COMPLETE("sak", "show", "sel/");
	cr_expect_str_eq(out, "sel/sak-1\nsel/sak-2\n");
	cr_expect_eq(times_asked("ListPrograms"), 0);
	asked("ListSaker - {\"program\":\"sel\"}");
	COMPLETE("sak", "show", "");
	cr_expect_str_eq(out, "sel/sak-1\nsel/sak-2\n", "each once");
	COMPLETE("moete", "show", "sel-");
	cr_expect_str_eq(out, "sel-sg/2020-10-06\n");
	COMPLETE("utbetaling", "letter", "sel/");
	cr_expect_str_eq(out, "sel/utbetaling-1\n");
	COMPLETE("rapport", "show", "sel/p");
	cr_expect_str_eq(out, "sel/psv-2022\nsel/prosjektrapport-1\n", "of either kind");
}

Test(complete, people_with_the_token_that_is_kept)
{
	play(names);
	logged_in("kari", "hemmelig");
	COMPLETE("--as", "k");
	cr_expect_str_eq(out, "kari\n");
	COMPLETE("verv", "give", "sel-os", "");
	cr_expect_str_eq(out, "kari\nola\n");
	asked("WhoAmI hemmelig");
}

Test(complete, a_server_that_is_not_there_is_nothing_to_tell)
{
	COMPLETE("--server", "unix:/nonexistent", "program", "show", "");
	cr_expect_str_eq(out, "");
	cr_expect_str_eq(err, "");
	COMPLETE("--timeout", "x", "program", "show", "");
	cr_expect_str_eq(out, "");
}

Test(complete, scripts_ask_the_hidden_command)
{
	cr_assert_eq(RUN("completion", "bash"), 0);
	said("omstilling complete -- ");
	said("complete -F _omstilling omstilling\n");
	cr_assert_eq(RUN("completion", "zsh"), 0);
	said("#compdef omstilling\n");
	said("omstilling complete -- ");
}

/* --- the manual page */

Test(complete, every_row_is_in_the_manual)
{
	cr_assert_eq(RUN("help", "--man"), 0);
	for (const struct cmd *c = commands; c->usage; c++) {
		const char *name = mem_strndup(a, c->usage, cmd_name_len(c->usage));
		char *typed = mem_printf(a, "\n.B %s", name), *p = typed,
		     *roff = mem_alloc(a, 2 * strlen(typed) + 1), *q = roff;
		for (; *p; *q++ = *p++)
			if (*p == '-')
				*q++ = '\\';
		cr_expect_eq(strstr(out, roff) != NULL, !c->hidden, "%s", name);
	}
	for (const struct options_row *o = options_rows; o->flag; o++)
		said(mem_printf(a, "\n.B \\-\\-%c", o->flag[2]));
	for (const char *p = out; *p; p++)
		cr_assert_lt((unsigned char)*p, 0x80, "roff knows no UTF-8");
	cr_expect_null(strstr(out, "\n'"), "a text that is a request");
}

/* --- lines as words */

static int words(const char *line, char **argv)
{
	return line_split(a, line, argv, 8);
}

Test(complete, words_of_a_line)
{
	char *w[8];

	cr_assert_eq(words("  plan comment x 'Er dette nok?' \"a 'b' \\\"c\\\"\" d\\ e ''\n", w), 7);
	cr_expect_str_eq(w[3], "Er dette nok?");
	cr_expect_str_eq(w[4], "a 'b' \"c\"");
	cr_expect_str_eq(w[5], "d e");
	cr_expect_str_eq(w[6], "");
	cr_expect_null(w[7]);
	cr_expect_eq(words("", w), 0);
	cr_expect_eq(words("a 'b", w), -1);
	cr_expect_eq(words("a \"b", w), -1);
	cr_expect_eq(words("a b\\", w), -1);
	cr_expect_eq(words("1 2 3 4 5 6 7 8", w), -1);
}

Test(complete, what_is_quoted_is_read_back)
{
	static const char *const texts[] = {"a", "", "a b", "d'Artagnan", "\"$x\" `y` \\ 'z'", "\u00e5"};
	char *w[8];

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		cr_assert_eq(words(line_quote(a, texts[i]), w), 1);
		cr_expect_str_eq(w[0], texts[i]);
	}
	cr_expect_str_eq(line_quote(a, "sel/sak-1"), "sel/sak-1");
}
