/* vedlegg: the streams of VedleggService: Upload and Download. Its unary methods are SQL alone. */
#pragma once

#include "rpc.h"

extern const struct rpc_native vedlegg_methods[];
