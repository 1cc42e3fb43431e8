/* Files as they go up and come down, and the line that shows how far they are. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client/mem.h"
#include "client/progress.h"
#include "client/vedlegg_file.h"

/* SHA-256 of "abc", as FIPS 180-4 prints it. */
#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define PART "hei.txt.ba7816bf8f01.part"

static struct arena *a;
static struct status st;
static char dir[64];

static void set_up(void)
{
	a = mem_new();
	snprintf(dir, sizeof(dir), "/tmp/omstilling-vedlegg-XXXXXX");
	cr_assert(mkdtemp(dir) && chdir(dir) == 0 && sodium_init() >= 0);
}

static void tear_down(void)
{
	static const char *const names[] = {"hei.txt", PART, "lenke"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		unlink(names[i]);
	rmdir(dir);
	arena_free(a);
}

TestSuite(vedlegg_file, .init = set_up, .fini = tear_down);

static void put(const char *name, const char *text)
{
	FILE *f = fopen(name, "we");

	cr_assert(f && fputs(text, f) >= 0 && fclose(f) == 0);
}

static const char *content(const char *name)
{
	static char text[64];
	FILE *f = fopen(name, "re");

	cr_assert(f, "%s", name);
	text[fread(text, 1, sizeof(text) - 1, f)] = '\0';
	fclose(f);
	return text;
}

Test(vedlegg_file, a_file_to_send)
{
	struct vedlegg_source f;

	put("hei.txt", "abc");
	cr_assert_eq(vedlegg_source_open(a, "hei.txt", &f, &st), 0);
	cr_expect_eq(f.size, 3);
	cr_expect_str_eq(f.sha256, ABC);
	close(f.fd);
	cr_expect_eq(vedlegg_source_open(a, "borte", &f, &st), -1);
	cr_expect_str_eq(st.reason, "fil");
	cr_expect_eq(vedlegg_source_open(a, dir, &f, &st), -1);
	cr_expect(strstr(st.text, "vanlig fil"));
}

static int target(struct vedlegg_target *f)
{
	return vedlegg_target_open(a, "hei.txt", ABC, 3, f, &st);
}

static int add(struct vedlegg_target *f, const char *text)
{
	return vedlegg_target_write(a, f, (const uint8_t *)text, strlen(text), &st);
}

Test(vedlegg_file, a_file_that_comes_gets_its_name_when_it_is_whole)
{
	struct vedlegg_target f;
	struct stat info;

	cr_assert_eq(target(&f), 0, "%s", st.text);
	cr_assert_eq(add(&f, "ab"), 0);
	vedlegg_target_close(&f);
	cr_expect_eq(access("hei.txt", F_OK), -1);
	cr_expect(stat(PART, &info) == 0 && (info.st_mode & 0777) == 0600);
	cr_assert_eq(target(&f), 0, "%s", st.text);
	cr_expect_eq(f.size, 2, "goes on");
	cr_assert_eq(add(&f, "c"), 0);
	cr_assert_eq(vedlegg_target_finish(a, &f, ABC, &st), 0, "%s", st.text);
	vedlegg_target_close(&f);
	cr_expect_str_eq(content("hei.txt"), "abc");
	cr_expect_eq(access(PART, F_OK), -1);
	cr_expect_eq(target(&f), -1, "no file is written over");
	cr_expect_str_eq(st.reason, "fil");
}

Test(vedlegg_file, what_is_wrong_is_not_kept)
{
	struct vedlegg_target f;

	cr_assert_eq(target(&f), 0);
	cr_assert_eq(add(&f, "abd"), 0);
	cr_expect_eq(vedlegg_target_finish(a, &f, ABC, &st), -1);
	cr_expect_eq(st.code, GRPC_DATA_LOSS);
	vedlegg_target_close(&f);
	cr_expect_eq(access(PART, F_OK), -1);
	cr_expect_eq(access("hei.txt", F_OK), -1);
	put(PART, "much too long");
	cr_assert_eq(target(&f), 0);
	cr_expect_eq(f.size, 0, "that was another's: anew");
	cr_assert_eq(add(&f, "abc"), 0);
	put("hei.txt", "kept");
	cr_expect_eq(vedlegg_target_finish(a, &f, ABC, &st), -1, "a file that came meanwhile");
	vedlegg_target_close(&f);
	cr_expect_str_eq(content("hei.txt"), "kept");
}

Test(vedlegg_file, a_part_that_is_a_link_or_in_use)
{
	struct vedlegg_target f, g;

	put("lenke", "");
	cr_assert_eq(symlink("lenke", PART), 0);
	cr_expect_eq(target(&f), -1);
	unlink(PART);
	cr_assert_eq(target(&f), 0);
	cr_expect_eq(target(&g), -1);
	cr_expect(strstr(st.text, "en annen nedlasting"), "%s", st.text);
	vedlegg_target_close(&f);
}

Test(vedlegg_file, names)
{
	static const char *const bad[] = {"", ".", "..", ".bashrc", "a/b", "/etc/passwd", "a\nb", "a\033[2J"};

	cr_expect_str_eq(vedlegg_name("/x/rapport.pdf"), "rapport.pdf");
	cr_expect_str_eq(vedlegg_name("rapport.pdf"), "rapport.pdf");
	cr_expect_null(vedlegg_safe_name(NULL));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		cr_expect_null(vedlegg_safe_name(bad[i]), "%s", bad[i]);
	cr_expect_str_eq(vedlegg_safe_name("Årsrapport 2020.pdf"), "Årsrapport 2020.pdf");
	cr_expect_str_eq(vedlegg_media_type("x.PDF"), "application/pdf");
	cr_expect_str_eq(vedlegg_media_type("x"), "application/octet-stream");
}

Test(vedlegg_file, how_far_it_is)
{
	struct progress p = {.label = "opp", .begun_at = 1 << 20, .total = 4 << 20};
	char line[PROGRESS_MAX];

	progress_line(&p, 3 << 20, 1000, 59, line);
	cr_expect_str_eq(line, "opp [#######...]  75 % 3.0/4.0 MiB 2.0 MiB/s");
	progress_line(&p, 4 << 20, 0, 10, line);
	cr_expect_str_eq(line, "opp [] 100 % 4.0/4.0 MiB 0.0 MiB/s");
	p.total = 0;
	progress_line(&p, 0, 0, 500, line);
	cr_expect_eq(strchr(line, ']') - strchr(line, '['), 41, "a bar has an end: %s", line);
}

Test(vedlegg_file, nothing_is_drawn_where_there_is_no_terminal)
{
	FILE *f = fopen("hei.txt", "w+e");
	struct out o = {.f = f, .width = 80, .a = a};
	struct progress p = progress_start(&o, "ned", 0, 10), n = progress_count(&o, "journal", "poster", 4);
	char counted[PROGRESS_MAX];

	progress_line(&n, 1, 1000, 70, counted);
	cr_expect_not_null(strstr(counted, "25 % 1/4 poster"), "%s", counted);

	progress_to(&p, 10);
	progress_end(&p);
	cr_expect_eq(ftell(f), 0);
	fclose(f);
}
