/*
 * print_fixture: an output in memory, what was printed to it, and messages from JSON. Of 80 columns, unless
 * PRINT_WIDTH is defined before.
 */
#pragma once
#pragma GCC diagnostic ignored "-Wunused-function"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "client/mem.h"
#include "client/out.h"
#include "proto/json.h"

#ifndef PRINT_WIDTH
#define PRINT_WIDTH 80
#endif

static struct arena *a;
static struct out o;
static char *text;
static size_t text_len;

static void set_up(void)
{
	a = mem_new();
	o = (struct out){.f = open_memstream(&text, &text_len), .width = PRINT_WIDTH, .a = a};
}

static void tear_down(void)
{
	fclose(o.f);
	free(text);
	arena_free(a);
}

static const char *printed(void)
{
	fflush(o.f);
	return text;
}

/* What a reader sees: the no-break spaces in numbers (tests/unit/test_tall.c) as spaces. */
static const char *seen(void)
{
	const char *s = printed();
	char *plain = mem_strndup(a, s, strlen(s)), *p = plain;

	for (; *s; s++)
		if (strncmp(s, "\xc2\xa0", 2) == 0)
			*p++ = ' ', s++;
		else
			*p++ = *s;
	*p = '\0';
	return plain;
}

static void shows(const char *part)
{
	cr_expect_not_null(strstr(seen(), part), "no \"%s\" in:\n%s", part, text);
}

static void hides(const char *part)
{
	cr_expect_null(strstr(printed(), part), "\"%s\" in:\n%s", part, text);
}

static const ProtobufCMessage *message(const ProtobufCMessageDescriptor *type, const char *json)
{
	struct status st = {0};
	const ProtobufCMessage *m = json_to_message(a, type, json, strlen(json), &st);

	cr_assert_not_null(m, "%s: %s", st.field ? st.field : "", st.text);
	return m;
}
