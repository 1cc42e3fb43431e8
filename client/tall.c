/* tall: see tall.h. */
#include "tall.h"

#include <stdbool.h>
#include <string.h>

#include "mem.h"
#include "spraak.h"

#define NO_BREAK "\xc2\xa0"
#define DATE_LEN (sizeof("2021-12-31") - 1)
#define SECOND_LEN (sizeof("2021-12-31T14:05:09") - 1)

static bool english(void)
{
	return strcmp(spraak_kode(), "en") == 0;
}

/* Digits, with an optional minus before and an optional point and digits after. */
static bool is_decimal(const char *s)
{
	s += *s == '-';
	size_t whole = strspn(s, "0123456789");
	if (whole == 0)
		return false;
	s += whole;
	if (*s == '\0')
		return true;
	return *s == '.' && s[1] && strspn(s + 1, "0123456789") == strlen(s + 1);
}

const char *tall_desimal(struct arena *a, const char *s)
{
	if (!s || !is_decimal(s))
		return s;
	const char *group = english() ? "," : NO_BREAK;
	size_t minus = *s == '-', whole = strspn(s + minus, "0123456789"), wide = strlen(group);
	char *out = mem_alloc(a, (1 + wide) * strlen(s) + 1), *p = out;
	if (minus)
		*p++ = '-';
	for (size_t i = 0; i < whole; i++) {
		if (i > 0 && (whole - i) % 3 == 0) {
			memcpy(p, group, wide);
			p += wide;
		}
		*p++ = s[minus + i];
	}
	for (const char *rest = s + minus + whole; *rest; rest++)
		*p++ = *rest == '.' && !english() ? ',' : *rest;
	return out;
}

/* Whether s begins as the form does, where 0 is any digit. */
static bool has_form(const char *s, const char *form)
{
	for (; *form; s++, form++)
		if (*form == '0' ? *s < '0' || *s > '9' : *s != *form)
			return false;
	return true;
}

static int two(const char *s)
{
	return (s[0] - '0') * 10 + s[1] - '0';
}

/* Whether a date begins s: its month, from 0, and its day. */
static bool read_date(const char *s, int *month, int *day)
{
	if (!s || !has_form(s, "0000-00-00"))
		return false;
	*month = two(s + 5) - 1;
	*day = two(s + 8);
	return *month >= 0 && *month < 12 && *day >= 1 && *day <= 31;
}

static const char *short_month(int month)
{
	static const char *const names[] = {
	    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

	return names[month];
}

static const char *long_month(int month)
{
	const char *const names[] = {_("januar"), _("februar"), _("mars"), _("april"), _("mai"), _("juni"),
	    _("juli"), _("august"), _("september"), _("oktober"), _("november"), _("desember")};

	return names[month];
}

const char *tall_dato(struct arena *a, const char *s)
{
	int month, day;
	size_t len = s ? strlen(s) : 0;
	bool time = len > SECOND_LEN && s[len - 1] == 'Z' && has_form(s + DATE_LEN, "T00:00:00");

	if ((len != DATE_LEN && !time) || !read_date(s, &month, &day))
		return s;
	const char *date = english() ? mem_printf(a, "%d %s %.4s", day, short_month(month), s)
				     : mem_printf(a, "%.2s.%.2s.%.4s", s + 8, s + 5, s);
	return time ? mem_printf(a, "%s %.8s UTC", date, s + DATE_LEN + 1) : date;
}

const char *tall_dag(struct arena *a, const char *s)
{
	int month, day;

	if (!read_date(s, &month, &day))
		return s;
	return mem_printf(a, english() ? "%d %s %.4s" : "%d. %s %.4s", day, long_month(month), s);
}

const char *tall_les_dato(struct arena *a, const char *s)
{
	if (strlen(s) != DATE_LEN || !has_form(s, "00.00.0000"))
		return s;
	return mem_printf(a, "%s-%.2s-%.2s", s + 6, s + 3, s);
}
