-- The proof of a condition is an attachment of its own programme, and stays as long as it is proof.

alter table core.vilkaar_hendelse add constraint vedlegget_dokumenterer_et_vilkaar
	foreign key (program_id, vedlegg_id) references core.vedlegg (program_id, id);
create index vilkaar_hendelse_vedlegg on core.vilkaar_hendelse (program_id, vedlegg_id) where vedlegg_id is not null;
comment on constraint vedlegget_dokumenterer_et_vilkaar on core.vilkaar_hendelse is 'Vedlegget dokumenterer et vilkår. Det kan ikke fjernes.';
