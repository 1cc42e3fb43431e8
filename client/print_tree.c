/* print_tree: see print_tree.h. */
#include "print_tree.h"

#include <omstilling/v1/organ.pb-c.h>
#include <stdbool.h>
#include <string.h>

#include "mem.h"
#include "spraak.h"
#include "table.h"
#include "text.h"

/* Deeper than any hierarchy: what lies below is not drawn, and the number of organs says so. */
#define TREE_DEPTH 32

struct tree {
	struct out *o;
	struct table *table;
	const Omstilling__V1__ListOrganerResponse *reply;
	size_t drawn;
};

static bool below(const Omstilling__V1__Organ *organ, const char *parent)
{
	return parent && organ->forelder && strcmp(organ->forelder, parent) == 0;
}

static bool is_top(const struct tree *t, const Omstilling__V1__Organ *organ)
{
	for (size_t i = 0; organ->forelder && i < t->reply->n_organer; i++)
		if (t->reply->organer[i]->kortnavn &&
		    strcmp(t->reply->organer[i]->kortnavn, organ->forelder) == 0)
			return false;
	return true;
}

static size_t count_below(const struct tree *t, const char *parent)
{
	size_t n = 0;

	for (size_t i = 0; i < t->reply->n_organer; i++)
		n += below(t->reply->organer[i], parent);
	return n;
}

/* branch: what stands before the organ's own name; stem: what stands before those below it. */
static void draw(
    struct tree *t, const Omstilling__V1__Organ *organ, const char *branch, const char *stem, int depth)
{
	const char *name = organ->kortnavn ? organ->kortnavn : "";
	const char *const cells[] = {mem_printf(t->o->a, "%s%s", branch, name), organ->navn,
	    text_value("art", organ->art), organ->fra, organ->til};
	size_t left = depth < TREE_DEPTH ? count_below(t, organ->kortnavn) : 0;

	table_row(t->table, cells);
	t->drawn++;
	for (size_t i = 0; left > 0 && i < t->reply->n_organer; i++)
		if (below(t->reply->organer[i], organ->kortnavn)) {
			bool last = --left == 0;
			draw(t, t->reply->organer[i], mem_printf(t->o->a, "%s%s", stem, last ? "└─" : "├─"),
			    mem_printf(t->o->a, "%s%s", stem, last ? "  " : "│ "), depth + 1);
		}
}

void print_tree(struct out *o, const ProtobufCMessage *reply)
{
	static const char *const head[] = {N_("Organ"), N_("Navn"), N_("Art"), N_("Fra"), N_("Til")};
	struct tree t = {.o = o, .table = table_new(o, head, 5), .reply = (const void *)reply};

	for (size_t i = 0; i < t.reply->n_organer; i++)
		if (is_top(&t, t.reply->organer[i]))
			draw(&t, t.reply->organer[i], "", "", 0);
	table_print(t.table);
	if (t.drawn == 0)
		out_line(o, _("(ingen)"));
	else if (t.drawn < t.reply->n_organer)
		out_line(o, mem_printf(o->a,
				_("%zu organer er ikke tegnet: de ligger for dypt, eller under seg selv."),
				t.reply->n_organer - t.drawn));
}
