/*
 * frame: `sak frame`: a saksframlegg as Markdown, under the headings of a kommune's case system.
 *
 * What the data holds is filled in; what only a person can write stands as [text in brackets]. frame.c owns
 * what the case is, what was said of it and its legal basis; frame_plan.c what it says of a plan and of
 * money; frame_soeknad.c what it says of an application.
 */
#pragma once

#include "sakspapir.h"

void frame_render(struct out *o, const struct sakspapir *s);

/* What a person must fill in. */
void frame_blank(struct out *o, const char *what);

/* What the proposed version changes, and what the checks and the readers have found in it. */
void frame_plan(struct out *o, const struct sakspapir *s);

/* Asks for the application that a case is about, without what is screened in it, and what room its applicant
 * has for de minimis aid. 0, also when there is none or the reader may not see it; -1 with st. */
int frame_get_application(struct cli *cli, struct sakspapir *s, struct status *st)
    __attribute__((warn_unused_result));

/* The application, its points by the board's guidelines, and that room. */
void frame_application(struct out *o, const struct sakspapir *s);

/* The money of the proposal and of the plan, as they state it. */
void frame_money(struct out *o, const struct sakspapir *s);

/* The plan, the files it names, and those that belong to the case. */
void frame_attachments(struct out *o, const struct sakspapir *s);
