/*
 * yamltext: every message of a plan survives YAML byte for byte, whatever its texts look like; what is no
 * plan is refused with its place; and no damage to the text does more than that.
 */
#include <criterion/criterion.h>
#include <omstilling/v1/plan.pb-c.h>
#include <string.h>

#include "client/mem.h"
#include "client/planfile.h"
#include "client/yamltext.h"
#include "proto/json.h"

#define REQUEST (&omstilling__v1__save_plan_request__descriptor)
#define PLAN (&omstilling__v1__omstillingsplan__descriptor)
#define SEED UINT64_C(0x9e3779b97f4a7c15)
#define ROUNDS 60

static struct arena *a;

static void set_up(void)
{
	a = mem_new();
}

static void tear_down(void)
{
	arena_free(a);
}

TestSuite(yaml, .init = set_up, .fini = tear_down);

static const char *json(const ProtobufCMessage *msg)
{
	size_t len;
	return json_from_message(a, msg, &len);
}

static ProtobufCMessage *read_yaml(
    const ProtobufCMessageDescriptor *type, const char *text, struct status *st)
{
	*st = (struct status){0};
	return yamltext_to_message(a, type, text, strlen(text), st);
}

/* Through YAML and back: the same message, and the same YAML again. */
static const char *survives(const ProtobufCMessage *msg)
{
	struct status st;
	size_t len, again;
	char *yaml = yamltext_from_message(a, msg, &len);
	cr_assert_not_null(yaml);
	cr_assert_eq(len, strlen(yaml));
	ProtobufCMessage *back = read_yaml(msg->descriptor, yaml, &st);
	cr_assert_not_null(back, "%s %s in\n%s", st.reason, st.text, yaml);
	cr_assert_str_eq(json(back), json(msg), "through\n%s", yaml);
	cr_assert_str_eq(yamltext_from_message(a, back, &again), yaml);
	return yaml;
}

static const char *text_survives(const char *text)
{
	Omstilling__V1__Tekst t = OMSTILLING__V1__TEKST__INIT;
	Omstilling__V1__Tekst *list[] = {&t};
	Omstilling__V1__Omstillingsplan p = OMSTILLING__V1__OMSTILLINGSPLAN__INIT;
	char *texts[] = {(char *)text, (char *)text};
	t.kapittel = (char *)text;
	t.tekst = (char *)text;
	p.n_kapitler = 1;
	p.kapitler = list;
	p.n_tverrgaaende = 2;
	p.tverrgaaende = texts;
	return survives(&p.base);
}

Test(yaml, whole_numbers_in_a_list)
{
	int32_t goals[] = {13, 0, -1, INT32_MAX};
	Omstilling__V1__Strategi strategy = OMSTILLING__V1__STRATEGI__INIT, *strategies[] = {&strategy};
	Omstilling__V1__Innsatsomraade area = OMSTILLING__V1__INNSATSOMRAADE__INIT, *areas[] = {&area};
	Omstilling__V1__Omstillingsplan p = OMSTILLING__V1__OMSTILLINGSPLAN__INIT;

	strategy.n_fn_nummer = 4;
	strategy.fn_nummer = goals;
	area.n_strategier = 1;
	area.strategier = strategies;
	p.n_innsatsomraader = 1;
	p.innsatsomraader = areas;
	cr_assert_not_null(strstr(survives(&p.base), "- 13\n"));
}

Test(yaml, texts_that_look_like_something_else)
{
	static const char *const texts[] = {"", "0", "-", "1e3", "no", "NO", "yes", "y", "N", "on", "Off",
	    "true", "null", "Null", "~", "0x1f", "0o17", "017", "1_000", "12:30:45", "1.5", ".5", "-3", "+3",
	    ".inf", ".NaN", "nan", "2021-01-01", "2021-01-01T12:00:00Z", "62,5", "3 300 000", "=", "<<",
	    "!tag", "&anker", "*alias", "@a", "`a", "%a", "? a", "- a", "a: b", "a:", ": a", "a #b", "#a",
	    "[a]", "{a}", "a, b", "'a'", "\"a\"", "it's", "\\n", "a\\b", "|", ">", "---", "...", "--- a",
	    " a", "a ", " ", "\t", "a\tb", "æøå", "Ærlig", "«sitat»", "💧",
	    "\xef\xbb\xbf"
	    "a",
	    "a\xc2\x85"
	    "b",
	    "a\xe2\x80\xa8"
	    "b",
	    "a\x01"
	    "b",
	    "a\x7f"
	    "b",
	    "a\rb", "a\r\nb", "\xc2\xa0", "e3", "E12", "a1e2c3d4e5f60718", "1234567890123456",
	    "12e4567890123456"};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		text_survives(texts[i]);
}

Test(yaml, texts_of_several_lines)
{
	static const char *const texts[] = {"a\nb", "a\nb\n", "a\nb\n\n", "\na", "\n", "\n\n", "a\n\nb",
	    " a\nb", "a\n b", "a \nb", "a\nb ", "# a\n# b", "- a\n- b", "a:\n  b", "---\na", "a\n---\nb",
	    "...\na", "a\n\tb", "\ta\nb", "æ\nø\nå", "a\xe2\x80\xa8\nb", "a\xc2\x85\nb", "\xef\xbb\xbf\na",
	    "a\n💧", "a\r\nb\r\n"};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		text_survives(texts[i]);
	cr_assert_not_null(
	    strstr(text_survives("Første linje.\nAndre: linje.\n"), "|\n"), "people read lines as lines");
}

Test(yaml, ambiguous_texts_are_quoted_for_other_readers)
{
	cr_assert_not_null(strstr(text_survives("no"), "\"no\""));
	cr_assert_not_null(strstr(text_survives("0"), "\"0\""));
	cr_assert_not_null(strstr(text_survives("1e3"), "\"1e3\""));
	cr_assert_not_null(strstr(text_survives("-"), "\"-\""));
	cr_assert_not_null(strstr(text_survives("Nett og skog"), "tekst: Nett og skog\n"));
	cr_assert_not_null(strstr(text_survives("Ærlig på nynorsk"), "tekst: Ærlig på nynorsk\n"));
}

/* Numbers and truth values by their field, unset and empty apart. */
Test(yaml, what_a_scalar_means_is_said_by_its_field)
{
	struct status st;
	ProtobufCMessage *m = read_yaml(REQUEST,
	    "# en kommentar\nplan: sel/plan\nhandlingsplan:\n  aar: 2021\n  tittel: 2021\n  omraader:\n"
	    "  - nummer: 1\n    stoetteomraade: true\n    navn: true\n    timer: 62.5\n    tekst:\n    maal: "
	    "''\n"
	    "    tiltak:\n    - {bokstav: A, delmaal: [{antall: \"3\", tekst: null}, {tekst: 'null'}]}\n",
	    &st);
	cr_assert_not_null(m, "%s", st.text);
	cr_assert_str_eq(json(m),
	    "{\"plan\":\"sel/plan\",\"handlingsplan\":{\"tittel\":\"2021\",\"aar\":2021,\"omraader\":["
	    "{\"nummer\":1,\"navn\":\"true\",\"stoetteomraade\":true,\"maal\":\"\",\"tiltak\":["
	    "{\"bokstav\":\"A\",\"delmaal\":[{\"antall\":\"3\"},{\"tekst\":\"null\"}]}],\"timer\":\"62.5\"}]}"
	    "}");
}

Test(yaml, what_is_no_plan_is_refused_with_its_place)
{
	static const struct {
		const char *yaml, *reason, *says;
	} bad[] = {{"", "ugyldig_yaml", "tom"}, {"# bare en kommentar\n", "ugyldig_yaml", "tom"},
	    {"a", "ugyldig_yaml", "linje 1"}, {"- a\n", "ugyldig_yaml", "liste"},
	    {"tittel: a\n  navn: b\n", "ugyldig_yaml", "linje 2"}, {"tittel: \"a\n", "ugyldig_yaml", "linje"},
	    {"tittel: &x a\nomfordeling: *x\n", "ugyldig_yaml", "ankre"},
	    {"omfordeling: *x\n", "ugyldig_yaml", "ankre"}, {"tittel: !!str a\n", "ugyldig_yaml", "merker"},
	    {"kapitler: &x []\n", "ugyldig_yaml", "merker"}, {"hovedmaal: !a {}\n", "ugyldig_yaml", "merker"},
	    {"tittel: a\n---\ntittel: b\n", "ugyldig_yaml", "ett dokument"},
	    {"? [a]\n: b\n", "ugyldig_yaml", "nøkkel"}, {"? {a: b}\n: b\n", "ugyldig_yaml", "nøkkel"},
	    {"tittel: a\ntittel: b\n", "ugyldig_felt", NULL}, {"ukjent: a\n", "ugyldig_felt", NULL},
	    {"fra_aar: to\n", "ugyldig_felt", NULL}, {"hovedmaal: a\n", "ugyldig_felt", NULL},
	    {"tittel: [a]\n", "ugyldig_felt", NULL}, {"tittel: \"a\\0b\"\n", NULL, NULL},
	    {"tittel: \xff\n", "ugyldig_yaml", NULL}};
	struct status st;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		cr_assert_null(read_yaml(PLAN, bad[i].yaml, &st), "%s", bad[i].yaml);
		cr_assert_eq(st.code, GRPC_INVALID_ARGUMENT, "%s", bad[i].yaml);
		if (bad[i].reason)
			cr_assert_str_eq(st.reason, bad[i].reason, "%s: %s", bad[i].yaml, st.text);
		if (bad[i].says)
			cr_assert_not_null(strstr(st.text, bad[i].says), "%s: %s", bad[i].yaml, st.text);
	}
}

Test(yaml, deep_nesting_is_refused)
{
	char text[4 * YAMLTEXT_DEPTH_MAX];
	struct status st;
	size_t n = 0;
	memcpy(text, "kapitler: ", 10);
	for (n = 10; n < sizeof(text) - 1; n++)
		text[n] = '[';
	text[n] = '\0';
	cr_assert_null(read_yaml(PLAN, text, &st));
	cr_assert_not_null(strstr(st.text, "nivåer"), "%s", st.text);
}

/* xorshift64*: the same numbers everywhere. */
static uint32_t rnd(uint64_t *state, uint32_t below)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return (uint32_t)((*state * UINT64_C(2685821657736338717)) >> 33) % below;
}

Test(yaml, random_texts)
{
	static const char *const parts[] = {"a", "Z", " ", "  ", "\"", "'", "\\", "\n", "\n\n", "\t", "\r",
	    "#", ": ", "- ", "?", "|", ">", "%", "@", "ø", "€", "💧", "\x01", "\x7f", "\xc2\x85",
	    "\xe2\x80\xa8", "\xef\xbb\xbf", "{", "]", "0", "1e3", "no", "---", "..."};
	uint64_t state = SEED;
	for (int i = 0; i < 20 * ROUNDS; i++) {
		char text[64];
		size_t n = 0;
		for (uint32_t k = rnd(&state, 9); k > 0; k--) {
			const char *p = parts[rnd(&state, sizeof(parts) / sizeof(*parts))];
			memcpy(text + n, p, strlen(p));
			n += strlen(p);
		}
		text[n] = '\0';
		text_survives(text);
	}
}

/* Every single damage to a file is answered. */
Test(yaml, damaged_files)
{
	static const char whole[] =
	    "plan: a/b\netag: r1\nomstillingsplan:\n  tittel: \"x\"\n  fra_aar: 2021\n  tverrgaaende:\n"
	    "  - a\n  - |\n    b\n    c\n  innsatsomraader:\n  - {nummer: 1, stoetteomraade: true}\n";
	static const char damage[] = "\0\xff\n :-#\"'[{&*!|>%@`\t";
	struct status st;
	size_t refused = 0;
	for (size_t i = 0; i < sizeof(whole) - 1; i++)
		for (size_t k = 0; k < sizeof(damage) - 1; k++) {
			char text[sizeof(whole)];
			memcpy(text, whole, sizeof(whole));
			text[i] = damage[k];
			st = (struct status){0};
			if (!yamltext_to_message(a, REQUEST, text, sizeof(whole) - 1, &st)) {
				cr_assert_not_null(st.reason);
				refused++;
			}
		}
	cr_assert_gt(refused, sizeof(whole));
}

Test(yaml, a_request_and_a_bare_document_are_told_apart)
{
	static const struct {
		const char *text;
		bool wrapped;
	} files[] = {{"plan: a/b\n", true}, {"# k\n\netag: r1\n", true}, {"---\nomstillingsplan:\n", true},
	    {"tittel: x\n", false}, {"format: 1\nplan: x\n", false}, {"", false}, {"# bare\n", false},
	    {"{\"plan\": \"a\"}", true}, {" {\n \"handlingsplan\": {}}", true},
	    {"{\"tittel\": \"plan\"}", false}, {"{}", false}, {"planer: x\n", false}};
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		cr_assert_eq(planfile_is_wrapped(files[i].text, strlen(files[i].text)), files[i].wrapped,
		    "%s", files[i].text);
}

Test(yaml, both_forms_are_one_schema)
{
	static const char *const forms[] = {
	    "{\"tittel\": \"x\", \"fra_aar\": 2021}", "tittel: x\nfra_aar: 2021\n"};
	struct status st;
	for (size_t i = 0; i < 2; i++) {
		ProtobufCMessage *m = planfile_parse(a, PLAN, forms[i], strlen(forms[i]), &st);
		cr_assert_not_null(m);
		cr_assert_str_eq(json(m), "{\"tittel\":\"x\",\"fra_aar\":2021}");
	}
}
