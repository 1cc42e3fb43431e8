/*
 * Whole commands against a server that answers from a script: which calls are made with which requests,
 * pages, retries, etags, tokens, and a journal that ends too early.
 */
#include "cli_fixture.h"
#include "client/request.h"
#include "client/verify.h"
#include <omstilling/v1/journal.pb-c.h>

TestSuite(cli, .init = set_up, .fini = tear_down, .timeout = 30);

/* --- the generic way */

Test(cli, a_command_is_a_call_and_a_print)
{
	play((const struct line[]){
	    {"ProgramService/GetProgram", "{\"program\":{\"kortnavn\":\"sel\",\"fase\":2}}", {0}}, {0}});
	cr_assert_eq(RUN("program", "show", "sel"), 0, "%s", st.text);
	said("Kortnavn            sel\n");
	asked("ProgramService/GetProgram - {\"program\":\"sel\"}\n");
}

Test(cli, json_is_the_reply)
{
	play((const struct line[]){
	    {"ProgramService/GetProgram", "{\"program\":{\"kortnavn\":\"sel\"}}", {0}}, {0}});
	cr_assert_eq(RUN("--output", "json", "program", "show", "sel"), 0);
	cr_expect_str_eq(out, "{\n  \"program\": {\n    \"kortnavn\": \"sel\"\n  }\n}\n");
}

Test(cli, a_refusal_is_passed_on)
{
	play((const struct line[]){
	    {"SakService/PerformAct", NULL,
		{.code = GRPC_FAILED_PRECONDITION, .reason = "ikke_din_tur", .text = "Nei."}},
	    {0}});
	cr_assert_eq(RUN("--key", "k1", "sak", "apply", "sel/sak-1", "--tekst", "Søknad"), -1);
	cr_expect_eq(st.code, GRPC_FAILED_PRECONDITION);
	cr_expect_str_eq(st.reason, "ikke_din_tur");
	asked("{\"sak\":\"sel/sak-1\",\"akt\":\"soeker\",\"tekst\":\"Søknad\",\"idempotency_key\":\"k1\"}");
	cr_expect_str_eq(out, "");
}

Test(cli, a_list_comes_whole)
{
	play(
	    (const struct line[]){{"OrganService/ListOrganer",
				      "{\"organer\":[{\"kortnavn\":\"a\"}],\"next_page_token\":\"p2\"}", {0}},
		{"OrganService/ListOrganer",
		    "{\"organer\":[{\"kortnavn\":\"b\"}],\"next_page_token\":\"p3\"}", {0}},
		{"OrganService/ListOrganer", "{\"organer\":[{\"kortnavn\":\"c\"}]}", {0}}, {0}});
	cr_assert_eq(RUN("organ", "list"), 0, "%s", st.text);
	said("\na");
	said("\nb");
	said("\nc");
	asked("OrganService/ListOrganer - {}\nOrganService/ListOrganer - {\"page_token\":\"p2\"}\n"
	      "OrganService/ListOrganer - {\"page_token\":\"p3\"}\n");
}

Test(cli, a_list_that_breaks_off_is_no_list)
{
	play((const struct line[]){
	    {"OrganService/ListOrganer", "{\"organer\":[{\"kortnavn\":\"a\"}],\"next_page_token\":\"p2\"}",
		{0}},
	    {"OrganService/ListOrganer", NULL, {.code = GRPC_INTERNAL, .reason = "x", .text = "y"}}, {0}});
	cr_assert_eq(RUN("organ", "list"), -1);
	cr_expect_eq(st.code, GRPC_INTERNAL);
	cr_expect_str_eq(out, "");
}

Test(cli, refused_for_want_of_room_it_is_tried_again)
{
	const struct status full = {
	    .code = GRPC_UNAVAILABLE, .reason = "koeen_er_full", .text = "Vent.", .retry_ms = 5};

	play((const struct line[]){{"SakService/CastVote", NULL, full}, {"SakService/CastVote", NULL, full},
	    {"SakService/CastVote", "{\"stemme\":{\"stemme\":\"ja\"}}", {0}}, {0}});
	cr_assert_eq(RUN("sak", "vote", "sel/sak-1", "ja"), 0, "%s", st.text);
	cr_expect_eq(times_asked("CastVote"), 3);
}

Test(cli, but_not_for_ever)
{
	play((const struct line[]){{"SakService/CastVote", NULL,
				       {.code = GRPC_UNAVAILABLE, .reason = "koeen_er_full", .retry_ms = 1}},
	    {0}});
	cr_assert_eq(RUN("--timeout", "1", "sak", "vote", "sel/sak-1", "ja"), -1);
	cr_expect_eq(st.code, GRPC_UNAVAILABLE);
	cr_expect(times_asked("CastVote") >= 3 && times_asked("CastVote") <= 4, "100, 200, 400 ms: %d",
	    times_asked("CastVote"));
}

static const struct status lost = {
    .code = GRPC_UNAVAILABLE, .reason = "utfallet_er_ukjent", .text = "Brutt."};

Test(cli, what_only_reads_is_asked_again_when_the_server_was_lost)
{
	play((const struct line[]){{"OrganService/GetOrgan", NULL, lost},
	    {"OrganService/GetOrgan", NULL, lost}, {"OrganService/GetOrgan", "{}", {0}}, {0}});
	cr_assert_eq(RUN("organ", "show", "sel"), 0, "%s", st.text);
	cr_expect_eq(times_asked("GetOrgan"), 3);
	cr_expect_str_eq(err, "utfallet_er_ukjent: Brutt. (prøver igjen)\n", "told once");
}

Test(cli, what_leads_elsewhere_is_another_connection)
{
	struct options one = {.server = "a", .as = "kari", .output = "json"};
	struct options same = {.server = "a", .as = "olav", .timeout = "3"};
	struct options other = {.server = "b", .as = "kari"}, tls = {.server = "a", .tls = ""};

	cr_expect_str_eq(options_way(a, &one), options_way(a, &same));
	cr_expect_str_neq(options_way(a, &one), options_way(a, &other));
	cr_expect_str_neq(options_way(a, &one), options_way(a, &tls));
}

Test(cli, what_has_no_rows_is_refused_as_csv_before_it_is_done)
{
	play((const struct line[]){
	    {"SakService/CastVote", "{}", {0}}, {"OrganService/ListOrganer", "{}", {0}}, {0}});
	cr_assert_eq(RUN("--output", "csv", "sak", "vote", "sel/sak-1", "ja"), -1);
	cr_expect_str_eq(st.reason, "ingen_liste");
	cr_assert_eq(RUN("--output", "csv", "moete", "minutes", "sel-kst/2021-02-01"), -1);
	cr_expect_str_eq(st.reason, "ingen_liste");
	cr_expect_str_eq(seen->log, "", "nothing was asked");
	cr_assert_eq(RUN("--output", "csv", "organ", "list"), 0, "%s", st.text);
	said("kortnavn,");
}

/* --- who one is */

static const struct line welcome[] = {
    {"AuthService/Login", "{\"token\":\"TOKEN-1\",\"utloeper\":\"2030-01-01T00:00:00Z\"}", {0}},
    {"AuthService/WhoAmI", "{\"person\":{\"navn\":\"Kari Engen\",\"brukernavn\":\"kari\"}}", {0}},
    {"AuthService/Logout", "{}", {0}}, {0}};

Test(cli, login_keeps_the_token_and_says_who_one_is)
{
	play(welcome);
	cr_assert_eq(
	    RUN("login", "kari", "--password-file", file("secret", "passord æ\n")), 0, "%s", st.text);
	said("Kari Engen");
	asked("AuthService/Login - {\"brukernavn\":\"kari\",\"passord\":\"passord æ\"}\nAuthService/WhoAmI "
	      "TOKEN-1 {}\n");
	cr_expect_null(strstr(out, "TOKEN-1"), "the token is printed");
	cr_assert_eq(RUN("whoami"), 0);
	cr_assert_eq(RUN("--as", "kari", "whoami"), 0);
	cr_assert_eq(RUN("--no-login", "whoami"), 0);
	asked("WhoAmI TOKEN-1 {}\nAuthService/WhoAmI TOKEN-1 {}\nAuthService/WhoAmI TOKEN-1 "
	      "{}\nAuthService/WhoAmI - {}\n");
}

Test(cli, somebody_who_is_not_logged_in_is_not_asked_for)
{
	play(welcome);
	logged_in("liv", "L");
	cr_assert_eq(RUN("--as", "kari", "whoami"), -1);
	cr_expect_eq(st.code, GRPC_UNAUTHENTICATED);
	cr_expect_not_null(strstr(st.hint, "login kari"));
	cr_expect_str_eq(seen->log, "");
}

Test(cli, an_old_token_is_not_sent_with_a_login)
{
	play(welcome);
	logged_in("kari", "OLD");
	cr_assert_eq(RUN("login", "kari", "--password-file", file("secret", "x")), 0);
	asked("AuthService/Login - ");
	cr_expect_eq(times_asked("OLD"), 0);
}

Test(cli, logout_forgets)
{
	play(welcome);
	logged_in("liv", "L");
	logged_in("kari", "K");
	cr_assert_eq(RUN("logout"), 0, "%s", st.text);
	said("kari er logget ut\n");
	asked("AuthService/Logout K {}\n");
	cr_assert_eq(RUN("whoami"), 0);
	asked("AuthService/WhoAmI L {}\n");
}

Test(cli, logout_forgets_also_what_the_server_has_forgotten)
{
	play((const struct line[]){
	    {"AuthService/Logout", NULL, {.code = GRPC_UNAUTHENTICATED, .reason = "ikke_innlogget"}}, {0}});
	logged_in("kari", "K");
	cr_assert_eq(RUN("logout"), 0, "%s", st.text);
	cr_assert_eq(RUN("logout"), -1);
	cr_expect_eq(st.code, GRPC_UNAUTHENTICATED);
	cr_expect_eq(times_asked("Logout"), 1);
}

Test(cli, logout_keeps_the_token_when_nobody_answers)
{
	play((const struct line[]){
	    {"AuthService/Logout", NULL, {.code = GRPC_UNAVAILABLE, .reason = "nede"}}, {0}});
	logged_in("kari", "K");
	cr_assert_eq(RUN("logout"), -1);
	cr_assert_eq(RUN("logout"), -1);
	cr_expect_eq(times_asked("Logout K"), 2);
}

Test(cli, an_invitation_is_redeemed_with_two_lines)
{
	play((const struct line[]){{"AuthService/SetPassword", "{}", {0}}, {0}});
	cr_assert_eq(RUN("password", "kari", "--password-file", file("secret", "kode\nnytt passord\n")), 0);
	asked("{\"brukernavn\":\"kari\",\"invitasjon\":\"kode\",\"passord\":\"nytt passord\"}");
	cr_assert_eq(RUN("password", "kari", "--password-file", file("secret", "kode\n")), -1);
	cr_expect_eq(times_asked("SetPassword"), 1, "nothing is sent by halves");
}

/* --- plans as files */

#define PLAN "{\"navn\":\"sel/hp\",\"type\":\"handlingsplan\"}"

static const struct line plans[] = {
    {"PlanService/GetPlan",
	"{\"plan\":" PLAN ",\"etag\":\"e7\",\"handlingsplan\":{\"aar\":2021,\"tittel\":\"HP\"}}", {0}},
    {"PlanService/SavePlan", "{\"plan\":" PLAN ",\"etag\":\"e8\"}", {0}},
    {"PlanService/SubmitPlan", "{\"plan\":" PLAN ",\"sak\":\"sel/sak-1\"}", {0}}, {0}};

Test(cli, a_plan_goes_out_and_in_with_the_etag_it_was_made_from)
{
	char *path = mem_printf(a, "%s/plan.json", home);

	play(plans);
	cr_assert_eq(RUN("plan", "get", "sel/hp", path), 0, "%s", st.text);
	cr_expect_not_null(strstr(contents(path), "\"etag\": \"e7\""));
	cr_assert_eq(
	    RUN("--key", "k", "plan", "save", "sel/hp", path, "--melding", "rettet"), 0, "%s", st.text);
	asked("SavePlan - "
	      "{\"plan\":\"sel/hp\",\"etag\":\"e7\",\"handlingsplan\":{\"tittel\":\"HP\",\"aar\":2021},"
	      "\"melding\":\"rettet\",\"idempotency_key\":\"k\"}\n");
	cr_expect_eq(times_asked("GetPlan"), 1, "the etag is that of the file, not of now");
	said("Etag                e8\n");
}

Test(cli, a_bare_plan_replaces_the_newest_revision)
{
	play(plans);
	cr_assert_eq(
	    RUN("--key", "k", "plan", "save", "sel/hp", file("p", "{\"tittel\":\"X\"}")), 0, "%s", st.text);
	asked("GetPlan - {\"plan\":\"sel/hp\"}\nPlanService/SavePlan - {\"plan\":\"sel/hp\",\"etag\":\"e7\","
	      "\"handlingsplan\":{\"tittel\":\"X\"},\"idempotency_key\":\"k\"}\n");
}

Test(cli, an_etag_that_is_typed_counts)
{
	play(plans);
	cr_assert_eq(RUN("plan", "save", "sel/hp", file("p", "{\"handlingsplan\":{},\"etag\":\"e1\"}"),
			 "--etag", "e2"),
	    0);
	asked("\"etag\":\"e2\"");
	cr_assert_eq(RUN("plan", "submit", "sel/hp", "--etag", "e3"), 0);
	asked("\"etag\":\"e3\"");
	cr_expect_eq(times_asked("GetPlan"), 0);
}

Test(cli, what_is_submitted_is_the_newest_revision)
{
	play(plans);
	cr_assert_eq(RUN("--key", "k", "plan", "submit", "sel/hp"), 0, "%s", st.text);
	asked("SubmitPlan - {\"plan\":\"sel/hp\",\"etag\":\"e7\",\"idempotency_key\":\"k\"}\n");
	said("Sak                 sel/sak-1\n");
}

Test(cli, a_file_that_is_no_plan_is_not_sent)
{
	play(plans);
	cr_expect_eq(RUN("plan", "save", "sel/hp", file("p", "{\"tittel\":")), -1);
	cr_expect_eq(RUN("plan", "save", "sel/hp", file("p", "{\"ukjent\":1}")), -1);
	cr_expect_str_eq(st.field, "ukjent");
	cr_expect_eq(RUN("plan", "save", "sel/hp", file("p", "{\"handlingsplan\":{\"aar\":\"x\"}}")), -1);
	cr_expect_eq(RUN("plan", "save", "sel/hp", file("p", "")), -1);
	cr_expect_eq(RUN("plan", "save", "sel/hp", mem_printf(a, "%s/nothing", home)), -1);
	cr_expect_str_eq(st.reason, "fil");
	cr_expect_eq(times_asked("SavePlan"), 0);
}

Test(cli, a_file_that_cannot_be_written_is_told)
{
	play(plans);
	cr_expect_eq(RUN("plan", "get", "sel/hp", "/nonexistent/x"), -1);
	cr_expect_str_eq(st.reason, "fil");
	cr_expect_eq(RUN("plan", "get", "sel/hp", "/dev/full"), -1);
	cr_assert_eq(RUN("plan", "get", "sel/hp"), 0);
	said("\"tittel\": \"HP\"");
}

/* --- the journal */

/* Pages of a chain of n posts, `per` a page; the head is told to be number `told`. */
static struct line *chain_pages(int n, int per, int told)
{
	struct line *lines = mem_alloc(a, sizeof(*lines) * (size_t)(n / per + 3));
	uint8_t hash[VERIFY_HASH] = {0};
	char hex[2 * VERIFY_HASH + 1];
	const char *posts = "";
	int page = 0;

	for (int i = 1; i <= n; i++) {
		const char *line = mem_printf(
		    a, "{\"hendelse\":\"h%d\",\"nummer\":%d,\"tid\":\"2020-10-06T12:00:00.5Z\"}", i, i);
		crypto_hash_sha256_state s;
		crypto_hash_sha256_init(&s);
		crypto_hash_sha256_update(&s, hash, sizeof(hash));
		crypto_hash_sha256_update(&s, (const uint8_t *)line, strlen(line));
		crypto_hash_sha256_final(&s, hash);
		sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
		const char *quoted = "";
		for (const char *p = line; *p; p++)
			quoted = mem_printf(a, *p == '"' ? "%s\\%c" : "%s%c", quoted, *p);
		posts = mem_printf(a, "%s%s{\"nummer\":\"%d\",\"linje\":\"%s\",\"hash\":\"%s\"}", posts,
		    *posts ? "," : "", i, quoted, hex);
		if (i % per == 0 || i == n) {
			lines[page++] = (struct line){.method = "JournalService/ListJournal",
			    .json =
				mem_printf(a, "{\"poster\":[%s],\"hode_nummer\":\"%d\",\"hode_hash\":\"%s\"}",
				    posts, told, hex)};
			posts = "";
		}
	}
	lines[page] = (struct line){.method = "JournalService/ListJournal",
	    .json = mem_printf(a, "{\"hode_nummer\":\"%d\",\"hode_hash\":\"%s\"}", told, hex)};
	/* Every page tells the same head, the last one's. */
	for (int i = 0; i < page; i++) {
		char *json = mem_printf(a, "%s", lines[i].json);
		memcpy(strstr(json, "\"hode_hash\":\"") + 13, hex, 2 * VERIFY_HASH);
		lines[i].json = json;
	}
	return lines;
}

Test(cli, a_journal_is_verified_page_by_page)
{
	play(chain_pages(7, 3, 7));
	cr_assert_eq(RUN("journal", "verify", "sel"), 0, "%s%s", st.text ? st.text : "", err);
	said("7 poster, kjeden holder; 7 uten innhold, slettet etter loven\n");
	asked("{\"program\":\"sel\",\"etter\":\"0\"}\n");
	asked("{\"program\":\"sel\",\"etter\":\"3\"}\n");
	asked("{\"program\":\"sel\",\"etter\":\"6\"}\n");
	cr_expect_eq(times_asked("ListJournal"), 3);
}

Test(cli, an_exported_journal_is_verified_without_the_server)
{
	char dir[] = "/tmp/omstilling-test-XXXXXX";
	char *file;

	cr_assert_not_null(mkdtemp(dir));
	file = mem_printf(a, "%s/journal", dir);
	play(chain_pages(7, 3, 7));
	cr_assert_eq(RUN("journal", "export", "sel", file), 0, "%s%s", st.text ? st.text : "", err);
	said("7 poster, kjeden holder");
	cr_expect_eq(RUN("journal", "export", "sel", file), -1, "written over");
	cr_expect_str_eq(st.reason, "fil");
	unsigned before = (unsigned)times_asked("ListJournal");
	cr_expect_eq(RUN("journal", "verify", file), 0, "%s", err);
	said("7 poster, kjeden holder");
	cr_expect_not_null(strstr(err, "Uten --head"), "%s", err);
	cr_expect_eq(RUN("journal", "verify", file, "--head", mem_printf(a, "8:%064d", 0)), 1,
	    "it ends before the head");
	cr_expect_not_null(strstr(err, "ved post 7"), "%s", err);
	cr_expect_eq((unsigned)times_asked("ListJournal"), before, "the server is not asked");
	cr_expect_eq(truncate(file, 100), 0);
	cr_expect_eq(RUN("journal", "verify", file), 1);
	cr_expect_not_null(strstr(err, "ved post 1"), "%s", err);
	unlink(file);
	cr_expect_eq(RUN("journal", "verify", file), -1);
	cr_expect_str_eq(st.reason, "fil");
	rmdir(dir);
}

Test(cli, a_broken_chain_is_told_when_it_is_exported)
{
	char dir[] = "/tmp/omstilling-test-XXXXXX";
	char *file;

	cr_assert_not_null(mkdtemp(dir));
	file = mem_printf(a, "%s/journal", dir);
	play(chain_pages(6, 3, 8));
	cr_expect_eq(RUN("journal", "export", "sel", file), 1);
	cr_expect_not_null(strstr(err, "kjeden_brutt: ved post 6"), "%s", err);
	unlink(file);
	rmdir(dir);
}

Test(cli, posts_that_are_kept_back_are_missed)
{
	play(chain_pages(6, 3, 8));
	cr_assert_eq(RUN("journal", "verify", "sel"), 1);
	cr_expect_not_null(strstr(err, "kjeden_brutt: ved post 6"), "%s", err);
	cr_expect_str_eq(out, "");
}

Test(cli, a_server_that_repeats_a_page_does_not_turn_in_circles)
{
	struct line *lines = chain_pages(6, 3, 6);

	lines[1] = lines[0];
	play(lines);
	cr_assert_eq(RUN("journal", "verify", "sel"), 1);
	cr_expect_not_null(strstr(err, "ved post 4"), "%s", err);
	cr_assert_eq(RUN("journal", "show", "sel"), 0);
}

Test(cli, the_journal_is_shown_to_its_end)
{
	play(chain_pages(7, 3, 7));
	cr_assert_eq(RUN("journal", "show", "sel"), 0, "%s", st.text);
	said(" 1  06.10.2020 12:00:00 UTC                 h1 ");
	said(" 7  06.10.2020 12:00:00 UTC                 h7 ");
	said("hode: 7 ");
}

Test(cli, or_one_page_of_it)
{
	play(chain_pages(7, 3, 7));
	cr_assert_eq(RUN("journal", "show", "sel", "--etter", "4", "--antall", "3"), 0, "%s", st.text);
	asked("{\"program\":\"sel\",\"etter\":\"4\",\"page_size\":3}\n");
	cr_expect_eq(times_asked("ListJournal"), 1);
}

/* --- without a server */

Test(cli, help_is_made_of_the_rows)
{
	cr_assert_eq(RUN("help"), 0);
	said("plan acknowledge");
	said("--password-file FIL");
	cr_assert_eq(RUN("help", "sak", "vote"), 0);
	said("bruk: omstilling sak vote SAK ja|nei|blank [--forslag N]\n");
	said("eksempel: omstilling sak vote sel/sak-1 ja\n");
	cr_assert_eq(RUN("sak", "vote", "--help"), 0);
	said("bruk: omstilling sak vote SAK ja|nei|blank [--forslag N]\n");
	cr_assert_eq(RUN("sak", "--help"), 0);
	said("bruk: omstilling sak simulate SAK ");
	cr_assert_eq(RUN("sakene", "--help"), -1);
	cr_assert_eq(RUN("--help"), 0);
	said("journal verify");
	cr_assert_eq(RUN("help", "ukjent"), -1);
	cr_expect_str_eq(st.reason, "ukjent_kommando");
	cr_assert_eq(RUN("help"), 0);
	cr_expect_null(strstr(out, "complete "), "what is for programs is not listed");
}

Test(cli, nobody_is_called_for_what_is_typed_wrong)
{
	cr_assert_eq(RUN("sak", "vote", "x"), -1);
	cr_expect_str_eq(st.reason, "feil_bruk");
	cr_assert_eq(RUN("journal", "verify", "--head", "3"), -1);
	cr_expect_str_eq(st.reason, "feil_bruk");
	cr_assert_eq(RUN("journal", "verify", "--head", "x:y"), -1);
}

Test(cli, help_is_a_list_for_programs)
{
	cr_assert_eq(RUN("help", "vedtak", "--output", "csv"), 0, "%s", st.text);
	cr_expect(strncmp(out, "kommando,bruk,hjelp,eksempel\r\nvedtak ", 37) == 0, "%s", out);
	cr_assert_eq(RUN("help", "profile", "list", "--output", "json"), 0);
	said("\"kommandoer\": [");
	said("\"kommando\": \"profile list\"");
	said("\"eksempel\": \"profile list\"");
	cr_assert_eq(RUN("help", "--output", "json"), 0);
	said("\"kommando\": \"sak vote\"");
	cr_expect_null(strstr(out, "\"kommando\": \"complete\""));
	cr_assert_eq(RUN("help", "ukjent", "--output", "json"), -1);
}

Test(cli, profiles_are_a_list_for_programs)
{
	cr_assert_eq(RUN("profile", "list", "--output", "json"), 0, "%s", st.text);
	cr_expect_str_eq(out, "{}\n");
	cr_assert_eq(RUN("profile", "add", "arbeid", "--server", "vert:1", "--as", "kari"), 0, "%s", st.text);
	cr_assert_eq(RUN("profile", "add", "hjemme", "--server", "hjem:2"), 0, "%s", st.text);
	cr_assert_eq(RUN("profile", "use", "arbeid"), 0);
	cr_assert_eq(RUN("profile", "list", "--output", "json"), 0, "%s", st.text);
	said("    {\n      \"profil\": \"arbeid\",\n      \"i_bruk\": \"ja\",\n      \"tjener\": "
	     "\"vert:1\",\n      \"person\": "
	     "\"kari\"\n    },\n");
	cr_assert_eq(RUN("profile", "list", "--output", "yaml"), 0);
	said("- profil: arbeid\n");
	cr_assert_eq(RUN("profile", "list", "--output", "csv"), 0);
	cr_expect_str_eq(out,
	    "profil,i_bruk,tjener,person,innlogget,fingeravtrykk\r\narbeid,ja,vert:1,kari,,\r\n"
	    "hjemme,,hjem:2,,,\r\n");
	cr_assert_eq(RUN("profile", "list"), 0);
	said("Profil  I bruk  Tjener");
}
