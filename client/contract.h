/*
 * contract: the services of the contract, by name.
 *
 * A new service is one line in contract.c; a new method is none.
 */
#pragma once

#include <protobuf-c/protobuf-c.h>

/* Ends with NULL. */
extern const ProtobufCServiceDescriptor *const contract_services[];

/* The method called "Service/Method", the package left out; NULL when the contract has none. */
const ProtobufCMethodDescriptor *contract_method(const char *name);

/* The full path of a call: "/omstilling.v1.Service/Method". */
#define CONTRACT_PATH "/omstilling.v1."
