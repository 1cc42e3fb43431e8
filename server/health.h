/*
 * health: grpc.health.v1. Serving means that the database can be reached and the daemon is not on its way
 * out.
 */
#pragma once

#include "rpc.h"

extern const struct rpc_native health_methods[];
