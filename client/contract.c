/* contract: see contract.h. */
#include "contract.h"

#include <omstilling/v1/auth.pb-c.h>
#include <omstilling/v1/demo.pb-c.h>
#include <omstilling/v1/hendelse.pb-c.h>
#include <omstilling/v1/journal.pb-c.h>
#include <omstilling/v1/kurs.pb-c.h>
#include <omstilling/v1/moete.pb-c.h>
#include <omstilling/v1/oekonomi.pb-c.h>
#include <omstilling/v1/organ.pb-c.h>
#include <omstilling/v1/plan.pb-c.h>
#include <omstilling/v1/portefoelje.pb-c.h>
#include <omstilling/v1/program.pb-c.h>
#include <omstilling/v1/resultat.pb-c.h>
#include <omstilling/v1/sak.pb-c.h>
#include <omstilling/v1/soeknad.pb-c.h>
#include <omstilling/v1/stoette.pb-c.h>
#include <omstilling/v1/tildeling.pb-c.h>
#include <omstilling/v1/vedlegg.pb-c.h>
#include <omstilling/v1/vilkaar.pb-c.h>
#include <string.h>

const ProtobufCServiceDescriptor *const contract_services[] = {
    &omstilling__v1__auth_service__descriptor,
    &omstilling__v1__demo_service__descriptor,
    &omstilling__v1__hendelse_service__descriptor,
    &omstilling__v1__journal_service__descriptor,
    &omstilling__v1__kurs_service__descriptor,
    &omstilling__v1__moete_service__descriptor,
    &omstilling__v1__oekonomi_service__descriptor,
    &omstilling__v1__organ_service__descriptor,
    &omstilling__v1__plan_service__descriptor,
    &omstilling__v1__portefoelje_service__descriptor,
    &omstilling__v1__program_service__descriptor,
    &omstilling__v1__resultat_service__descriptor,
    &omstilling__v1__sak_service__descriptor,
    &omstilling__v1__vilkaar_service__descriptor,
    &omstilling__v1__soeknad_service__descriptor,
    &omstilling__v1__stoette_service__descriptor,
    &omstilling__v1__tildeling_service__descriptor,
    &omstilling__v1__vedlegg_service__descriptor,
    NULL,
};

const ProtobufCMethodDescriptor *contract_method(const char *name)
{
	const char *slash = strchr(name, '/');

	for (size_t i = 0; slash && contract_services[i]; i++) {
		const ProtobufCServiceDescriptor *s = contract_services[i];
		const char *short_name = strrchr(s->name, '.') + 1;
		if (strlen(short_name) == (size_t)(slash - name) &&
		    strncmp(short_name, name, (size_t)(slash - name)) == 0)
			return protobuf_c_service_descriptor_get_method_by_name(s, slash + 1);
	}
	return NULL;
}
