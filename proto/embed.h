/*
 * embed: files that the build puts into the programs: the SQL of the database, the descriptor set of the
 * contract.
 */
#pragma once

struct embedded {
	const char
	    *path; /* relative to the source tree, e.g. "sql/migrations/0001_core.sql"; NULL ends a list */
	const unsigned char *start, *end;
};

/* In order of application: migrations, rules, reference, checks, api, grants. */
extern const struct embedded sql_files[];
/* One entry: a serialised google.protobuf.FileDescriptorSet. */
extern const struct embedded contract_set[];
