-- Deliverables that are files: of which kind of attachment (sql/reference/vedlegg.sql says which, since the kinds come there).

alter table core.leveranse add column vedleggstype text references core.vedleggstype (type);
comment on column core.leveranse.vedleggstype is
	'Kind of the attachment that it is; where the plan may hold it as well (felt), one of the two. Null: not a file.';
