/* packet_diff: see packet.h. */
#include <string.h>

#include "html.h"
#include "mem.h"
#include "packet.h"
#include "papir.h"
#include "spraak.h"
#include "text.h"

static void value(struct out *o, const Omstilling__V1__Forskjell *f, const char *s, bool added)
{
	const char *shown = papir_is(f->slag, "tall") ? text_figure(o->a, f->sted, s) : s;

	if (added)
		html_added(o, shown, strlen(shown));
	else
		html_removed(o, shown, strlen(shown));
}

static void values(struct out *o, const Omstilling__V1__Forskjell *f)
{
	fputs("<p>", o->f);
	if (papir_is(f->slag, "tekst") && f->gammel && f->ny) {
		html_compared(o, f->gammel, f->ny);
	} else {
		if (f->gammel)
			value(o, f, f->gammel, false);
		if (f->gammel && f->ny)
			fputs(" → ", o->f);
		if (f->ny)
			value(o, f, f->ny, true);
	}
	fputs("</p>\n", o->f);
}

static void difference(struct out *o, const Omstilling__V1__Forskjell *f)
{
	static const char *const said[] = {"lagt_til", "fjernet", "omdoept", "flyttet"};

	fputs("<li><p>", o->f);
	if (f->navn) {
		fputs("<strong>", o->f);
		html_text(o, f->navn);
		fputs("</strong> ", o->f);
	}
	fputs("<span class=\"svak\">", o->f);
	html_text(o, f->sted);
	fputs("</span>", o->f);
	for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++)
		if (papir_is(f->slag, said[i]))
			fprintf(o->f, " <span class=\"merke\">%s</span>", text_value("slag", said[i]));
	fputs("</p>\n", o->f);
	values(o, f);
	fputs("</li>\n", o->f);
}

void packet_diff(struct out *o, const Omstilling__V1__DiffPlanResponse *diff)
{
	html_head(o, 3, NULL, _("Endringer i planen"));
	if (!diff) {
		html_line(o, NULL, _("Planen er ny: ingen versjon av den gjelder i dag."));
		return;
	}
	if (diff->n_forskjeller == 0) {
		html_line(o, NULL, _("Ingen: forslaget er likt planen som gjelder."));
		return;
	}
	html_line(o, "svak",
	    mem_printf(o->a,
		diff->n_forskjeller == 1
		    ? _("%zu endring mot planen som gjelder. Ord som er gått ut, er strøket over; nye ord er "
			"understreket.")
		    : _("%zu endringer mot planen som gjelder. Ord som er gått ut, er strøket over; nye ord "
			"er "
			"understreket."),
		diff->n_forskjeller));
	fputs("<ul class=\"endringer\">\n", o->f);
	for (size_t i = 0; i < diff->n_forskjeller; i++)
		difference(o, diff->forskjeller[i]);
	fputs("</ul>\n", o->f);
}
