/*
 * answer: see answer.h.
 */
#include "answer.h"

#include "log.h"
#include "release.h"

/* Once, or a list of thousands would fill the log: who reads it knows that two releases meet. */
static void tell_unknown(const ProtobufCMessageDescriptor *type, const char *path)
{
	static bool told;
	if (!told)
		log_msg(LOG_WARN, NULL,
		    "the database says more than release %s knows, which is left out; first: %s: %s",
		    release_ours, type->short_name, path);
	told = true;
}

ProtobufCMessage *answer_read(
    struct arena *a, const ProtobufCMessageDescriptor *type, const struct db_result *res, struct status *st)
{
	const char *unknown;
	ProtobufCMessage *msg = json_to_message_known(a, type, res->json, res->json_len, &unknown, st);
	if (msg != NULL && unknown != NULL)
		tell_unknown(type, unknown);
	return msg;
}
