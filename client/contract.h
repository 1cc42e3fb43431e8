/*
 * contract: the methods of the contract, by name. Which services there are is proto/services.c's.
 */
#pragma once

#include <protobuf-c/protobuf-c.h>

/* The method called "Service/Method", the package left out; NULL when the contract has none. */
const ProtobufCMethodDescriptor *contract_method(const char *name);

/* The full path of a call: "/omstilling.v1.Service/Method". */
#define CONTRACT_PATH "/omstilling.v1."
