/* The command table: each row's usage line is its parser, and fits the contract; what is typed wrong is told.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client/commands.h"
#include "client/contract.h"
#include "client/example.h"
#include "client/field.h"
#include "client/line.h"
#include "client/mem.h"
#include "client/options.h"
#include "client/request.h"
#include "proto/services.h"

#define WORDS 80

static struct arena *a;

static void set_up(void)
{
	a = mem_new();
}

static void tear_down(void)
{
	arena_free(a);
}

TestSuite(cmd, .init = set_up, .fini = tear_down);

/* A value that the element takes: the first of its alternatives, a number, or parts. */
static char *sample(const struct cmd_word *w)
{
	const char *s = w->kind == CMD_OPTION ? w->value : w->name;
	size_t len = w->kind == CMD_OPTION ? w->value_len : w->len;
	const char *bar = memchr(s, '|', len);

	if (bar)
		return mem_strndup(a, s, (size_t)(bar - s));
	const char *colon = memchr(s, ':', len);
	bool more = colon && memchr(colon + 1, ':', len - (size_t)(colon + 1 - s));
	return mem_strndup(a, "7:8:9", more ? 5 : colon ? 3 : 1);
}

/* The words of a usage line as somebody would type them, with or without what may be left out. */
static int typed(const char *usage, bool optional, char *argv[WORDS])
{
	struct cmd_word w;
	int n = 0;

	while (cmd_word_next(&usage, &w)) {
		if (w.optional && !optional)
			continue;
		if (w.kind != CMD_VALUE)
			argv[n++] = mem_strndup(a, w.name, w.len);
		if (w.kind == CMD_VALUE || w.value)
			argv[n++] = sample(&w);
	}
	return n;
}

static void parses(const struct cmd *row, bool optional, struct cmd_match *m)
{
	char *argv[WORDS];
	int n = typed(row->usage, optional, argv), used;
	struct status st = {0};
	const struct cmd *found = cmd_find(a, commands, n, argv, &used, &st);

	cr_assert_eq(found, row, "\"%s\" finds \"%s\"", row->usage, found ? found->usage : "nothing");
	cr_assert_eq(cmd_parse(a, row, n - used, argv + used, m, &st), 0, "%s: %s", row->usage, st.text);
}

Test(cmd, every_row_parses_its_own_usage_line)
{
	for (const struct cmd *c = commands; c->usage; c++) {
		struct cmd_match m;
		parses(c, false, &m);
		parses(c, true, &m);
	}
}

Test(cmd, every_row_makes_a_request_of_its_method)
{
	for (const struct cmd *c = commands; c->usage; c++) {
		struct cmd_match m;
		struct status st = {0};
		if (!c->method)
			continue;
		parses(c, true, &m);
		const ProtobufCMethodDescriptor *method = contract_method(c->method);
		cr_assert_not_null(method, "%s is not in the contract", c->method);
		ProtobufCMessage *req = request_build(a, &m, method->input, NULL, &st);
		cr_assert_not_null(req, "%s: %s", c->usage, st.text);
		uint8_t *packed;
		size_t len;
		cr_assert_eq(grpc_frame_pack(a, req, &packed, &len), 0);
	}
}

Test(cmd, every_row_tells_what_it_does)
{
	for (const struct cmd *c = commands; c->usage; c++) {
		cr_assert(c->help && strlen(c->help) > 3, "%s has no help", c->usage);
		cr_assert(c->method || c->run, "%s does nothing", c->usage);
	}
}

/* The example is one: it names the row, parses, and makes a request. */
static void check_example(const struct cmd *c)
{
	const char *text = example_of(a, c);
	char *argv[WORDS];
	struct cmd_match m;
	struct status st = {0};
	int used;

	cr_assert_not_null(text, "%s has no example: a value without a name in client/example.c", c->usage);
	int n = line_split(a, text, argv, WORDS);
	cr_assert_gt(n, 0, "%s: %s", c->usage, text);
	cr_assert_eq(cmd_find(a, commands, n, argv, &used, &st), c, "%s: %s", c->usage, text);
	cr_assert_eq(cmd_parse(a, c, n - used, argv + used, &m, &st), 0, "%s: %s", text, st.text);
	if (c->method)
		cr_assert_not_null(request_build(a, &m, contract_method(c->method)->input, NULL, &st),
		    "%s: %s", text, st.text);
}

Test(cmd, every_row_has_an_example_that_works)
{
	for (const struct cmd *c = commands; c->usage; c++)
		check_example(c);
}

static bool has_row(const char *method)
{
	for (const struct cmd *c = commands; c->usage; c++)
		if ((c->method && strcmp(c->method, method) == 0) ||
		    (c->stream && strcmp(c->stream, method) == 0))
			return true;
	return false;
}

Test(cmd, every_method_of_the_contract_has_a_row)
{
	for (size_t i = 0; services_ours[i]; i++)
		for (unsigned j = 0; j < services_ours[i]->n_methods; j++) {
			const char *service = strrchr(services_ours[i]->name, '.') + 1;
			const char *method =
			    mem_printf(a, "%s/%s", service, services_ours[i]->methods[j].name);
			cr_expect(has_row(method), "%s has no row", method);
		}
}

/* The fields that a row's `show` names must be there, or the printer would pass over them in silence. */
static void check_show(const struct cmd *c)
{
	const ProtobufCMessageDescriptor *reply = contract_method(c->method)->output;
	const ProtobufCMessageDescriptor *about = NULL;
	const ProtobufCFieldDescriptor *section = NULL;

	for (const char *p = c->show; *p;) {
		size_t len = strcspn(p, " :;");
		const ProtobufCFieldDescriptor *fd =
		    field_find(section ? section->descriptor : reply, p, len);
		if (!fd && !section && about)
			fd = field_find(about, p, len);
		if (fd && !about && fd->type == PROTOBUF_C_TYPE_MESSAGE &&
		    fd->label != PROTOBUF_C_LABEL_REPEATED)
			about = fd->descriptor;
		cr_expect_not_null(fd, "%s: no field %.*s in the reply", c->usage, (int)len, p);
		p += len;
		if (*p == ':')
			section = fd;
		else if (*p == ';')
			section = NULL;
		p += strspn(p, ":; ");
	}
}

Test(cmd, every_shown_field_is_in_the_reply)
{
	for (const struct cmd *c = commands; c->usage; c++)
		if (c->show)
			check_show(c);
}

Test(cmd, no_option_of_a_row_hides_one_of_all)
{
	for (const struct cmd *c = commands; c->usage; c++)
		for (const struct options_row *o = options_rows; o->flag; o++) {
			const char *at = strstr(c->usage, o->flag);
			cr_expect(!at || strchr(" ]", at[strlen(o->flag)]) == NULL, "%s takes %s", c->usage,
			    o->flag);
		}
}

/* --- the grammar */

static struct cmd_word word(const char *usage)
{
	struct cmd_word w;

	cr_assert(cmd_word_next(&usage, &w));
	return w;
}

Test(cmd, kinds_of_words)
{
	cr_expect_eq(word("plan").kind, CMD_WORD);
	cr_expect_eq(word("PLAN").kind, CMD_VALUE);
	cr_expect_eq(word("ja|nei").kind, CMD_VALUE);
	cr_expect_eq(word("--dato DATO").kind, CMD_OPTION);
	cr_expect_eq(word("quality-assure").kind, CMD_WORD);
}

Test(cmd, brackets_and_dots)
{
	struct cmd_word w = word("[--vilkaar TEKST]...");

	cr_expect(w.optional && w.repeated);
	cr_expect_eq(w.value_len, strlen("TEKST"));
	w = word("[--vedtatt]");
	cr_expect(w.optional && !w.repeated && !w.value);
	w = word("SAK...");
	cr_expect(!w.optional && w.repeated);
	cr_expect_eq(w.len, 3);
	w = word("[KOMMANDO]...");
	cr_expect(w.optional && w.repeated && w.kind == CMD_VALUE);
}

Test(cmd, name_of_a_command)
{
	cr_expect_eq(cmd_name_len("plan show PLAN [--versjon N]"), strlen("plan show"));
	cr_expect_eq(cmd_name_len("tasks"), strlen("tasks"));
	cr_expect_eq(cmd_name_len("sak vote SAK ja|nei|blank"), strlen("sak vote"));
}

static const struct cmd example = {
    .usage = "ting gjoer TING ja|nei [MER] [--flagg] [--tall N] [--ord ORD]..."};

static int parse(struct cmd_match *m, struct status *st, int n, char **argv)
{
	*st = (struct status){0};
	return cmd_parse(a, &example, n, argv, m, st);
}

#define PARSE(m, st, ...)                                                                                    \
	parse(m, st, (int)(sizeof((char *[]){__VA_ARGS__}) / sizeof(char *)), (char *[]){__VA_ARGS__})

Test(cmd, values_and_options_in_any_order)
{
	struct cmd_match m;
	struct status st;

	cr_assert_eq(PARSE(&m, &st, "--tall", "3", "a", "--flagg", "nei", "--ord=x y", "--ord", "z"), 0);
	cr_expect_str_eq(cmd_value(&m, "TING"), "a");
	cr_expect_str_eq(cmd_value(&m, "ja|nei"), "nei");
	cr_expect_str_eq(cmd_value(&m, "--tall"), "3");
	cr_expect_str_eq(cmd_value(&m, "--flagg"), "--flagg");
	cr_expect_str_eq(cmd_value(&m, "--ord"), "x y");
	cr_expect_null(cmd_value(&m, "MER"));
	cr_expect_eq(m.n, 6);
}

Test(cmd, after_two_dashes_everything_is_a_value)
{
	struct cmd_match m;
	struct status st;

	cr_assert_eq(PARSE(&m, &st, "--", "--flagg", "ja"), 0);
	cr_expect_str_eq(cmd_value(&m, "TING"), "--flagg");
	cr_expect_null(cmd_value(&m, "--flagg"));
}

static void refuses(const char *why, int n, char **argv)
{
	struct cmd_match m;
	struct status st;

	cr_assert_eq(parse(&m, &st, n, argv), -1, "%s is taken", why);
	cr_expect_str_eq(st.reason, "feil_bruk");
	cr_expect_not_null(strstr(st.text, why), "\"%s\" does not say \"%s\"", st.text, why);
	cr_expect_not_null(strstr(st.hint, example.usage));
}

#define REFUSES(why, ...)                                                                                    \
	refuses(why, (int)(sizeof((char *[]){__VA_ARGS__}) / sizeof(char *)), (char *[]){__VA_ARGS__})

Test(cmd, wrong_usage_is_refused_with_the_usage_line)
{
	REFUSES("mangler ja|nei", "a");
	REFUSES("ikke blant ja|nei", "a", "kanskje");
	REFUSES("ikke blant ja|nei", "a", "j");
	REFUSES("er for mye", "a", "ja", "b", "c");
	REFUSES("ukjent valg --flag", "a", "ja", "--flag");
	REFUSES("--tall mangler verdi", "a", "ja", "--tall");
	REFUSES("--flagg tar ingen verdi", "a", "ja", "--flagg=1");
	REFUSES("to ganger", "a", "ja", "--tall", "1", "--tall", "2");
}

Test(cmd, too_many_arguments_are_refused)
{
	char *argv[2 * CMD_MAX_ARGS + 2];
	struct cmd_match m;
	struct status st;

	for (int i = 0; i <= CMD_MAX_ARGS; i++)
		argv[i] = "--ord=x";
	cr_assert_eq(parse(&m, &st, CMD_MAX_ARGS + 1, argv), -1);
	cr_expect_not_null(strstr(st.text, "for mange"));
}

/* --- what was meant */

static const char *hint(int n, char **argv)
{
	struct status st = {0};
	int used;

	cr_assert_null(cmd_find(a, commands, n, argv, &used, &st));
	cr_assert_str_eq(st.reason, "ukjent_kommando");
	return st.hint;
}

#define HINT(...) hint((int)(sizeof((char *[]){__VA_ARGS__}) / sizeof(char *)), (char *[]){__VA_ARGS__})

Test(cmd, an_unknown_command_suggests_the_nearest)
{
	cr_expect_not_null(strstr(HINT("plan", "shwo", "sel/x"), "«plan show»"));
	cr_expect_not_null(strstr(HINT("taks"), "«tasks»"));
	cr_expect_not_null(strstr(HINT("sak", "quality-asure", "x"), "«sak quality-assure»"));
	cr_expect_not_null(strstr(HINT("lgin", "kari"), "«login»"));
}

Test(cmd, the_name_of_a_group_lists_the_group)
{
	const char *h = HINT("verv");

	cr_expect_not_null(strstr(h, "verv give"));
	cr_expect_not_null(strstr(h, "verv end"));
	cr_expect_null(strstr(h, "plan"));
}

Test(cmd, nothing_near_points_to_help)
{
	cr_expect_not_null(strstr(HINT("fullstendig-uforstaaelig-tekst-som-er-lengre-enn-alle"), "help"));
	cr_expect_not_null(strstr(hint(0, NULL), "help"));
}

static const char *found(int n, char **argv, int *used)
{
	struct status st = {0};
	const struct cmd *c = cmd_find(a, commands, n, argv, used, &st);

	return c ? mem_strndup(a, c->usage, cmd_name_len(c->usage)) : NULL;
}

#define FOUND(used, ...)                                                                                     \
	found((int)(sizeof((char *[]){__VA_ARGS__}) / sizeof(char *)), (char *[]){__VA_ARGS__}, used)

Test(cmd, a_beginning_is_enough_where_it_is_the_only_one)
{
	int used;

	cr_expect_str_eq(FOUND(&used, "plan", "sho", "sel/x"), "plan show");
	cr_expect_eq(used, 2);
	cr_expect_str_eq(FOUND(&used, "prog", "li"), "program list");
	cr_expect_str_eq(FOUND(&used, "task"), "tasks");
	cr_expect_null(FOUND(&used, "plan", ""));
	cr_expect_null(FOUND(&used, "p", "sh"), "plan and program");
}

Test(cmd, what_is_written_out_is_never_a_beginning_of_something_else)
{
	int used;

	for (const struct cmd *c = commands; c->usage; c++) {
		char *argv[WORDS];
		int n = typed(c->usage, false, argv);
		cr_expect_str_eq(found(n, argv, &used), mem_strndup(a, c->usage, cmd_name_len(c->usage)));
	}
}

Test(cmd, a_beginning_of_several_lists_them)
{
	const char *h = HINT("plan", "s", "sel/x");

	cr_expect_not_null(strstr(h, "plan show"));
	cr_expect_not_null(strstr(h, "plan save"));
	cr_expect_not_null(strstr(h, "plan submit"));
	cr_expect_null(strstr(h, "program"));
}

/* --- requests */

static ProtobufCMessage *request(const char *name, int n, char **argv, struct status *st)
{
	struct cmd_match m;
	int used;
	const struct cmd *c = cmd_find(a, commands, n, argv, &used, st);

	cr_assert(c && strncmp(c->usage, name, strlen(name)) == 0);
	cr_assert_eq(cmd_parse(a, c, n - used, argv + used, &m, st), 0, "%s", st->text);
	return request_build(a, &m, contract_method(c->method)->input, "min-noekkel", st);
}

#define REQUEST(st, name, ...)                                                                               \
	request(name, (int)(sizeof((char *[]){__VA_ARGS__}) / sizeof(char *)), (char *[]){__VA_ARGS__}, st)

static const ProtobufCMessage *inside(const ProtobufCMessage *m, const char *name, size_t i)
{
	return field_message(m, field_find(m->descriptor, name, strlen(name)), i);
}

Test(cmd, a_case_with_seats_money_and_conditions)
{
	struct status st = {0};
	ProtobufCMessage *req = REQUEST(&st, "sak create", "sak", "create", "sel", "13", "Styre", "--verv",
	    "sel-os:eva:leder", "--verv", "sel-os:tor:medlem:2021-01-01", "--beloep", "1900000", "--vilkaar",
	    "a", "--vilkaar", "b");
	const ProtobufCMessage *proposal = inside(req, "forslag", 0);

	cr_expect_str_eq(field_named(a, req, "program"), "sel");
	cr_expect_str_eq(field_named(a, req, "beslutning"), "13");
	cr_expect_str_eq(field_named(a, proposal, "beloep"), "1900000");
	cr_expect_str_eq(field_named(a, proposal, "vilkaar"), "a, b");
	cr_expect_str_eq(field_named(a, inside(proposal, "verv", 0), "brukernavn"), "eva");
	cr_expect_str_eq(field_named(a, inside(proposal, "verv", 1), "rolle"), "medlem");
	cr_expect_str_eq(field_named(a, inside(proposal, "verv", 1), "fra"), "2021-01-01");
	cr_expect_str_eq(field_named(a, req, "idempotency_key"), "min-noekkel");
}

Test(cmd, a_friendly_name_fills_the_act)
{
	struct status st = {0};
	ProtobufCMessage *req = REQUEST(&st, "sak lay-before", "sak", "lay-before", "sel/sak-1", "ja");

	cr_expect_str_eq(field_named(a, req, "akt"), "fremlegger");
	cr_expect_str_eq(field_named(a, req, "utfall"), "ja");
	cr_expect_str_eq(field_named(a, req, "sak"), "sel/sak-1");
}

Test(cmd, a_recorded_result_is_a_message_of_its_own)
{
	struct status st = {0};
	ProtobufCMessage *req = REQUEST(&st, "sak record", "sak", "record", "sel/sak-1", "--dato",
	    "2020-11-03", "--utfall", "ja", "--ja", "18", "--nei", "0", "--saksnummer", "PS 61/20");
	const ProtobufCMessage *r = inside(req, "resultat", 0);

	cr_expect_str_eq(field_named(a, r, "ja"), "18");
	cr_expect_str_eq(field_named(a, r, "nei"), "0");
	cr_expect_str_eq(field_named(a, r, "saksnummer"), "PS 61/20");
	cr_expect_str_eq(field_named(a, r, "organ"), "");
}

Test(cmd, a_recorded_result_has_what_was_voted_on_besides)
{
	struct status st = {0};
	ProtobufCMessage *req =
	    REQUEST(&st, "sak record", "sak", "record", "sel/sak-1", "--utfall", "ja", "--ja", "18", "--nei",
		"0", "--forslag", "endring:10:8:ja:2:Ola Vik:Strategi B: flere jobber", "--forslag",
		"alternativ:3::::tor:Nei takk", "--vilkaar", "sel-kdir:2021-06-01:Rapport: alle tall");
	const ProtobufCMessage *r = inside(req, "resultat", 0), *first = inside(r, "motforslag", 0),
			       *second = inside(r, "motforslag", 1);

	cr_expect_str_eq(field_named(a, first, "slag"), "endring");
	cr_expect_str_eq(field_named(a, first, "nei"), "8");
	cr_expect_str_eq(field_named(a, first, "vedtatt"), "ja");
	cr_expect_str_eq(field_named(a, inside(first, "forslag", 0), "versjon"), "2");
	cr_expect_str_eq(field_named(a, first, "fremsatt_av"), "Ola Vik");
	cr_expect_str_eq(field_named(a, first, "tekst"), "Strategi B: flere jobber");
	cr_expect_str_eq(field_named(a, second, "nei"), "");
	cr_expect_str_eq(field_named(a, second, "vedtatt"), "");
	cr_expect_str_eq(field_named(a, second, "tekst"), "Nei takk");
	cr_expect_str_eq(field_named(a, inside(r, "vilkaar", 0), "tekst"), "Rapport: alle tall");
}

Test(cmd, values_that_do_not_fit_their_field_are_refused)
{
	struct status st = {0};

	cr_expect_null(REQUEST(&st, "program open-phase", "program", "open-phase", "sel", "tre"));
	cr_expect_str_eq(st.reason, "feil_bruk");
	cr_expect_null(REQUEST(&st, "program open-phase", "program", "open-phase", "sel", "3000000000"));
	cr_expect_null(REQUEST(&st, "program open-phase", "program", "open-phase", "sel", "3x"));
	cr_expect_null(REQUEST(&st, "program open-phase", "program", "open-phase", "sel", ""));
	cr_expect_null(REQUEST(&st, "program show", "program", "show", "\xff"));
	cr_expect_null(REQUEST(&st, "sak create", "sak", "create", "s", "1", "t", "--verv", "a:b:c:d:e:f:g"));
}

Test(cmd, two_random_keys_differ)
{
	struct cmd_match m;
	struct status st = {0};
	char *argv[] = {"sak", "prepare", "sel/sak-1"};
	int used;
	const struct cmd *c = cmd_find(a, commands, 3, argv, &used, &st);
	const ProtobufCMessageDescriptor *type = contract_method(c->method)->input;

	cr_assert_eq(cmd_parse(a, c, 1, argv + 2, &m, &st), 0);
	const char *one = field_named(a, request_build(a, &m, type, NULL, &st), "idempotency_key");
	const char *two = field_named(a, request_build(a, &m, type, NULL, &st), "idempotency_key");
	cr_expect_eq(strlen(one), 32);
	cr_expect_str_neq(one, two);
}

/* A file with a line that is nobody else's to see; its path. */
static char *secret_file(const char *line)
{
	char *path =
	    mem_printf(a, "%s/omstilling-hemmelig.XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	int fd = mkstemp(path);

	cr_assert_geq(fd, 0);
	cr_assert_eq(write(fd, line, strlen(line)), (ssize_t)strlen(line));
	close(fd);
	return path;
}

/* "stoette room sel --personnr-fil FILE", with the secrets read; NULL with st. */
static ProtobufCMessage *room_of(char *file, struct status *st)
{
	char *argv[] = {"stoette", "room", "sel", "--personnr-fil", file};
	struct cmd_match m;
	int used;
	const struct cmd *c = cmd_find(a, commands, 5, argv, &used, st);

	cr_assert(c && cmd_parse(a, c, 5 - used, argv + used, &m, st) == 0);
	ProtobufCMessage *req = request_build(a, &m, contract_method(c->method)->input, NULL, st);
	cr_assert_not_null(req);
	cr_expect_str_eq(field_named(a, req, "personnr"), "", "the path is no number");
	return request_secrets(a, &m, req, st) == 0 ? req : NULL;
}

Test(cmd, an_identity_number_comes_from_a_file)
{
	struct status st = {.code = GRPC_OK};
	char *path = secret_file("13097248022\nmer\n");

	ProtobufCMessage *req = room_of(path, &st);
	cr_assert_not_null(req, "%s", st.text);
	cr_expect_str_eq(field_named(a, req, "personnr"), "13097248022");
	unlink(path);
}

Test(cmd, no_identity_number_where_there_is_none_to_read)
{
	struct status st = {.code = GRPC_OK};
	char *path = secret_file("\n");

	cr_expect_null(room_of(path, &st));
	cr_expect_str_eq(st.reason, "ingen_hemmelighet");
	cr_expect_not_null(strstr(st.text, path));
	unlink(path);
	cr_expect_null(room_of("/finnes/ikke", &st));
}

/* An identity number on a command line is seen by whoever lists processes, and kept in the shell's history.
 */
Test(cmd, no_command_takes_an_identity_number_as_an_argument)
{
	for (const struct cmd *c = commands; c->usage; c++)
		for (const char *p = c->usage; (p = strpbrk(p, "[ ")); p++)
			if (strncmp(p + 1, "--personnr", 10) == 0 ||
			    strncmp(p + 1, "--foedselsnummer", 16) == 0)
				cr_expect_not_null(strstr(c->fields, "=@"), "%s", c->usage);
}
