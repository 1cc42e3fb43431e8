/* contract: see contract.h. */
#include "contract.h"

#include <string.h>

#include "proto/services.h"

const ProtobufCMethodDescriptor *contract_method(const char *name)
{
	const char *slash = strchr(name, '/');

	for (size_t i = 0; slash && services_ours[i]; i++) {
		const ProtobufCServiceDescriptor *s = services_ours[i];
		const char *short_name = strrchr(s->name, '.') + 1;
		if (strlen(short_name) == (size_t)(slash - name) &&
		    strncmp(short_name, name, (size_t)(slash - name)) == 0)
			return protobuf_c_service_descriptor_get_method_by_name(s, slash + 1);
	}
	return NULL;
}
