/*
 * rpc_services: the services whose code protoc-c made. A new service is a row here; a new method is not.
 */
#pragma once

#include <protobuf-c/protobuf-c.h>

extern const ProtobufCServiceDescriptor *const rpc_services[]; /* ended by NULL */
