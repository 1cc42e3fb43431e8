-- How an application is assessed while its case is open: points by criterion, each time they are given or changed.

create table core.soeknadspoeng (
	program_id  uuid not null,
	sak_id      uuid not null,
	nr          int not null,
	kriterium   text not null,
	poeng       int not null,
	begrunnelse text not null,
	person_id   uuid not null references core.person (id),
	tid         timestamptz not null default clock_timestamp(),
	constraint soeknadspoeng_noekkel primary key (program_id, sak_id, nr),
	constraint poengenes_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint poengene_er_innenfor_skalaen check (poeng between 0 and 10),
	constraint poengenes_begrunnelse_er_kort check (length(btrim(begrunnelse)) between 1 and 2000)
);
comment on table core.soeknadspoeng is 'Points by the criteria of the board''s guidelines, given or changed after the case was opened. Only added to; of a criterion the newest holds, before those that the case proposed.';
comment on column core.soeknadspoeng.program_id is 'The programme.';
comment on column core.soeknadspoeng.sak_id is 'The case that is to decide the application.';
comment on column core.soeknadspoeng.nr is 'Order in the case, from 1.';
comment on column core.soeknadspoeng.kriterium is 'The criterion, by its name.';
comment on column core.soeknadspoeng.poeng is 'Points.';
comment on column core.soeknadspoeng.begrunnelse is 'Why so many.';
comment on column core.soeknadspoeng.person_id is 'Who gave them.';
comment on column core.soeknadspoeng.tid is 'When.';
comment on constraint poengene_er_innenfor_skalaen on core.soeknadspoeng is 'Et kriterium får mellom 0 og 10 poeng.';
comment on constraint poengenes_begrunnelse_er_kort on core.soeknadspoeng is 'Poengene begrunnes, med høyst 2000 tegn.';
