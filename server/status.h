/*
 * status: from SQLSTATE to gRPC status, one table.
 *
 * RP0nn is gRPC code nn with the constraint's name as the reason; a declared constraint that is violated is
 * its own reason. The text of what becomes INTERNAL is for the log only. Knows neither libpq nor connections.
 */
#pragma once

#include "db.h"
#include "proto/grpc.h"

/*
 * The status of a failed request. Strings point into res or are constants. Returns true when the cause must
 * be logged (INTERNAL: the caller is told nothing of it).
 */
bool status_from_db(const struct db_result *res, struct status *st) __attribute__((warn_unused_result));
