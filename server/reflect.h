/*
 * reflect: grpc.reflection v1 and v1alpha, served from the embedded contract.
 */
#pragma once

#include "rpc.h"

extern const struct rpc_native reflect_methods[];
