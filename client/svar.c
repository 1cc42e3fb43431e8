/* svar: see svar.h. */
#include "svar.h"

#include <string.h>

#include "field.h"
#include "grunn.h"

#define AT(type, msg, offset) ((type *)(void *)((char *)(msg) + (offset)))

/* What people have written never stands in any of these alone. */
static const struct {
	const char *melding, *felt;
	const char *(*si)(struct arena *a, const char *tekst);
} setninger[] = {
    {"Funn", "tekst", grunn_setning},
    {"Funn", "kilde", grunn_kilde},
    {"Resultatrad", "merknad", grunn_setning},
    {"Portefoeljerad", "merknad", grunn_setning},
    {"Varsel", "tekst", grunn_setning},
    {"Varsel", "kilde", grunn_kilde},
};

#define ANTALL (sizeof(setninger) / sizeof(*setninger))

bool svar_felt(size_t i, const char **melding, const char **felt)
{
	if (i >= ANTALL)
		return false;
	*melding = setninger[i].melding;
	*felt = setninger[i].felt;
	return true;
}

static void si(struct arena *a, ProtobufCMessage *m, size_t i)
{
	const ProtobufCFieldDescriptor *fd =
	    field_find(m->descriptor, setninger[i].felt, strlen(setninger[i].felt));

	if (!fd || fd->type != PROTOBUF_C_TYPE_STRING)
		return;
	bool flere = fd->label == PROTOBUF_C_LABEL_REPEATED;
	const char **s = flere ? *AT(const char **, m, fd->offset) : AT(const char *, m, fd->offset);
	for (size_t n = flere ? *AT(size_t, m, fd->quantifier_offset) : 1; n > 0; n--, s++)
		*s = setninger[i].si(a, *s);
}

void svar_oversett(struct arena *a, ProtobufCMessage *svar)
{
	for (size_t i = 0; i < ANTALL; i++)
		if (strcmp(svar->descriptor->short_name, setninger[i].melding) == 0)
			si(a, svar, i);
	for (unsigned f = 0; f < svar->descriptor->n_fields; f++) {
		const ProtobufCFieldDescriptor *fd = &svar->descriptor->fields[f];
		size_t n = fd->type == PROTOBUF_C_TYPE_MESSAGE ? field_count(svar, fd) : 0;
		for (size_t i = 0; i < n; i++)
			svar_oversett(a, (ProtobufCMessage *)field_message(svar, fd, i));
	}
}
