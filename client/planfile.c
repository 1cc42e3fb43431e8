/* planfile: see planfile.h. */
#include "planfile.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "feil.h"
#include "field.h"
#include "grunn.h"
#include "home.h"
#include "mem.h"
#include "print.h"
#include "proto/json.h"
#include "spraak.h"
#include "yamltext.h"

int planfile_error(struct arena *a, const char *path, int error, struct status *st)
{
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "fil",
	    .text = mem_printf(a, "%s: %s", path, feil_tekst(error))};
	return -1;
}

char *planfile_read(struct arena *a, const char *path, size_t *len, struct status *st)
{
	int fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	char *text = fd < 0 ? NULL : home_read_fd(a, fd, PLANFILE_MAX, len);

	if (!text)
		planfile_error(a, path, errno, st);
	return text;
}

/* JSON begins with a brace; a plan in YAML never does, since no person writes it so. */
static bool is_json(const char *text)
{
	return text[strspn(text, " \t\r\n")] == '{';
}

static bool json_begins_with_field(const char *json)
{
	const char *key = json + strspn(json, " \t\r\n{");

	return *key == '"' &&
	       field_find(&omstilling__v1__save_plan_request__descriptor, key + 1, strcspn(key + 1, "\""));
}

bool planfile_is_wrapped(const char *text, size_t len)
{
	return is_json(text)
		   ? json_begins_with_field(text)
		   : yamltext_begins_with(&omstilling__v1__save_plan_request__descriptor, text, len);
}

ProtobufCMessage *planfile_parse(
    struct arena *a, const ProtobufCMessageDescriptor *type, const char *text, size_t len, struct status *st)
{
	ProtobufCMessage *msg = is_json(text) ? json_to_message(a, type, text, len, st)
					      : yamltext_to_message(a, type, text, len, st);

	if (!msg)
		grunn_status(a, st);
	return msg;
}

void planfile_request(const Omstilling__V1__GetPlanResponse *r, Omstilling__V1__SavePlanRequest *file)
{
	*file = (Omstilling__V1__SavePlanRequest)OMSTILLING__V1__SAVE_PLAN_REQUEST__INIT;
	file->plan = r->plan ? r->plan->navn : NULL;
	file->etag = r->etag;
	file->omstillingsplan = r->omstillingsplan;
	file->handlingsplan = r->handlingsplan;
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

int planfile_write(const struct out *to, const char *path, bool yaml,
    const Omstilling__V1__SavePlanRequest *file, struct status *st)
{
	bool to_stdout = !path || strcmp(path, "-") == 0;
	struct out o = *to;

	if (!to_stdout)
		yaml = yaml || ends_with(path, ".yaml") || ends_with(path, ".yml");
	if (!to_stdout && !(o.f = fopen(path, "we")))
		return planfile_error(o.a, path, errno, st);
	int r = yaml ? print_yaml(&o, &file->base) : print_json(&o, &file->base);
	int error = ferror(o.f) ? EIO : 0;
	if (!to_stdout && fclose(o.f) != 0)
		error = errno;
	if (r == 0 && !error)
		return 0;
	return planfile_error(o.a, to_stdout ? _("standard ut") : path, error ? error : ENOMEM, st);
}
