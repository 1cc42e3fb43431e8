/*
 * grunn_fixture: a language with its catalogue of reasons, which lies beside the client and not beside a
 * test.
 */
#pragma once
#pragma GCC diagnostic ignored "-Wunused-function"

#include <criterion/criterion.h>
#include <libintl.h>
#include <string.h>
#include <unistd.h>

#include "client/mem.h"
#include "client/spraak.h"

#define EXE_MAX 4096

static struct arena *a;

static void set_up(void)
{
	a = mem_new();
}

static void tear_down(void)
{
	arena_free(a);
}

static void speak(const char *spraak)
{
	static char dir[EXE_MAX + sizeof("/../locale")];
	ssize_t n = readlink("/proc/self/exe", dir, EXE_MAX);

	cr_assert_gt(n, 0);
	dir[n] = '\0';
	memcpy(strrchr(dir, '/'), "/../locale", sizeof("/../locale"));
	cr_assert_eq(spraak_velg(spraak), 0);
	bindtextdomain(SPRAAK_GRUNN, dir);
	bindtextdomain(SPRAAK_KLIENT, dir);
}
