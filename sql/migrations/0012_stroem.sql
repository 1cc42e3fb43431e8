-- The schema of the daemon's streams: upload, download, watch.

create schema stroem;
comment on schema stroem is
	'What the daemon''s streams call, step by step, under the caller''s own identity; a function here is no method of the contract.';
