/*
 * frame: `sak frame`: a saksframlegg as Markdown, under the headings of a kommune's case system.
 *
 * What the data holds is filled in; what only a person can write stands as [text in brackets]. frame.c owns
 * what the case is, what was said of it and its legal basis; frame_plan.c what it says of a plan and of
 * money; what it says of an application is soeknadspapir.c's.
 */
#pragma once

#include "sakspapir.h"

void frame_render(struct out *o, const struct sakspapir *s);

/* What a person must fill in. */
void frame_blank(struct out *o, const char *what);

/* What the proposed version changes, and what the checks and the readers have found in it. */
void frame_plan(struct out *o, const struct sakspapir *s);

/* The money of the proposal and of the plan, as they state it. */
void frame_money(struct out *o, const struct sakspapir *s);

/* The plan, the files it names, and those that belong to the case. */
void frame_attachments(struct out *o, const struct sakspapir *s);
