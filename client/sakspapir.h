/*
 * sakspapir: everything that the papers of one case are made of, by the calls that a reader may make.
 *
 * What the server does not show this reader is NULL, and the papers say nothing of it or say so.
 */
#pragma once

#include <omstilling/v1/plan.pb-c.h>
#include <omstilling/v1/sak.pb-c.h>
#include <omstilling/v1/soeknad.pb-c.h>
#include <omstilling/v1/stoette.pb-c.h>
#include <omstilling/v1/vedlegg.pb-c.h>
#include <omstilling/v1/vilkaar.pb-c.h>

#include "cli.h"

struct sakspapir {
	const Omstilling__V1__Sak *sak;
	const char *program;	/* kortnavn */
	const char *beslutning; /* what the row of the matrix decides, in words */
	/* The frozen version that is proposed, and how it differs from the one in force. */
	const Omstilling__V1__GetPlanResponse *plan;
	const Omstilling__V1__DiffPlanResponse *diff;
	const Omstilling__V1__ListKommentarerResponse *kommentarer; /* the open ones */
	const Omstilling__V1__ListVilkaarResponse *vilkaar;	    /* of the whole programme */
	const Omstilling__V1__ListVedleggResponse *vedlegg;	    /* of the whole programme */
	/* Of a case of an application, asked for by who writes of it (frame.h). */
	const Omstilling__V1__Soeknad *soeknad;
	const Omstilling__V1__CheckStoetteromResponse *stoetterom;
};

/* The plan is compared with the one in force when the day `before` (a meeting's, ISO) began; NULL: with the
 * one in force now. 0, also when the reader may not see the case; -1 with st when the server cannot be asked.
 */
int sakspapir_get(struct cli *cli, const char *sak, const char *before, struct sakspapir *p,
    struct status *st) __attribute__((warn_unused_result));
