-- What kind of undertaking one is, is what each programme has recorded, as its name is: on the shared row it told that another programme
-- had dealt with it before. An entry of aid by award names an award.

alter table core.foretak drop constraint bare_personer_har_personnummer, drop column slag,
	add constraint personnummerets_hash_er_32_byte check (length(personnr_hash) = 32);
alter table core.foretak_opplysning add column slag text not null default 'foretak',
	add constraint foretakets_slag_er_kjent check (slag in ('foretak', 'organisasjon', 'person', 'kommune'));
comment on column core.foretak_opplysning.slag is 'foretak, organisasjon, person or kommune.';
comment on constraint foretakets_slag_er_kjent on core.foretak_opplysning is 'En mottaker er et foretak, en organisasjon, en person eller en kommune.';
alter table core.stoette add constraint stoettens_tildeling foreign key (program_id, tildeling_id) references core.tildeling (program_id, id);
