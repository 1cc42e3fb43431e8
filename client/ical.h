/*
 * ical: the lines of an iCalendar object (RFC 5545).
 *
 * Owns escaping, folding and the zone of Europe/Oslo. Leaves out what a meeting is (calendar.c).
 */
#pragma once

#include "out.h"

/* The most bytes of a line, its end not counted (3.1). */
#define ICAL_LINE 75

/* A line as it is, folded between characters. */
void ical_line(struct out *o, const char *line);

/* A property whose value is TEXT (3.3.11); nothing when the value is NULL or "". */
void ical_text(struct out *o, const char *name, const char *value);

/* A text as the value of a parameter, in quotes (3.2). */
const char *ical_quoted(struct arena *a, const char *s);

/* What a name may be in a URN: other bytes percent-coded. */
const char *ical_urn(struct arena *a, const char *s);

/* "2021-02-01", "17:00" -> "20210201T170000"; "2021-02-01T16:00:00Z" -> "20210201T160000Z": the digits, T and
 * Z. */
const char *ical_time(struct arena *a, const char *s);

/* The rules of Europe/Oslo, which have stood since 1996. */
void ical_oslo(struct out *o);
