/*
 * services: see services.h. The lists that protobuf-c does not keep itself: the daemon does not start
 * (server/rpc.c) when a service of the contract is missing here.
 */
#include "services.h"

#include <stddef.h>

#include <grpc/health/v1/health.pb-c.h>
#include <grpc/reflection/v1/reflection.pb-c.h>
#include <grpc/reflection/v1alpha/reflection.pb-c.h>
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

const ProtobufCServiceDescriptor *const services_ours[] = {
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
    &omstilling__v1__soeknad_service__descriptor,
    &omstilling__v1__stoette_service__descriptor,
    &omstilling__v1__tildeling_service__descriptor,
    &omstilling__v1__vedlegg_service__descriptor,
    &omstilling__v1__vilkaar_service__descriptor,
    NULL,
};

const ProtobufCServiceDescriptor *const services_standard[] = {
    &grpc__health__v1__health__descriptor,
    &grpc__reflection__v1__server_reflection__descriptor,
    &grpc__reflection__v1alpha__server_reflection__descriptor,
    NULL,
};
