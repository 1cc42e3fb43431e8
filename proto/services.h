/*
 * services: those whose code protoc-c made, for both ends. A new service is a row in services.c; a new method
 * is none.
 */
#pragma once

#include <protobuf-c/protobuf-c.h>

extern const ProtobufCServiceDescriptor *const services_ours[];	    /* the contract; ended by NULL */
extern const ProtobufCServiceDescriptor *const services_standard[]; /* gRPC's own; ended by NULL */
