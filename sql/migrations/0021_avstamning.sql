-- The lineage of innsatsområder (handbook 8.3): what became of which, from when, by which decision. Written when a plan is
-- adopted, from the changes that stand in it.

create table core.omraade_avstamning (
	program_id   uuid not null,
	nr           int not null,
	plan_id      uuid not null,
	versjon      int not null,
	sak_id       uuid not null,
	vedtak_id    uuid not null,
	gjelder_fra  date not null,
	slag         text not null,
	fra          text,
	fra_navn     text,
	til          text,
	til_navn     text,
	andel        numeric,
	grunn        text,
	constraint avstamning_noekkel primary key (program_id, nr),
	constraint omraadet_gaar_dit_en_gang unique nulls not distinct (program_id, plan_id, versjon, fra, til),
	constraint avstamningens_versjon foreign key (program_id, plan_id, versjon) references core.plan_versjon (program_id, plan_id, nr),
	constraint avstamningens_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint avstamningens_vedtak foreign key (program_id, vedtak_id) references core.vedtak (program_id, id),
	constraint endringens_slag_er_kjent check (slag in ('viderefoert', 'omdoept', 'slaatt_sammen', 'delt', 'avsluttet', 'ny')),
	constraint bare_det_nye_kommer_av_ingenting check ((slag = 'ny') = (fra is null)),
	constraint bare_det_avsluttede_blir_ingenting check ((slag = 'avsluttet') = (til is null)),
	constraint andelen_foelger_omraadet check ((andel is null) = (slag in ('ny', 'avsluttet')) and andel > 0 and (andel = 100 or slag = 'delt' and andel < 100))
);
create index avstamning_fra on core.omraade_avstamning (program_id, gjelder_fra);
comment on table core.omraade_avstamning is 'What became of innsatsområder: a row from each area before to each after, with the decision. Public, as vedtak are. Only added to (PH-7).';
comment on column core.omraade_avstamning.program_id is 'The programme.';
comment on column core.omraade_avstamning.nr is 'Counts from 1 in the programme.';
comment on column core.omraade_avstamning.plan_id is 'The plan that made the change.';
comment on column core.omraade_avstamning.versjon is 'Its adopted version.';
comment on column core.omraade_avstamning.sak_id is 'The case that decided it.';
comment on column core.omraade_avstamning.vedtak_id is 'The decision.';
comment on column core.omraade_avstamning.gjelder_fra is 'The meeting''s date.';
comment on column core.omraade_avstamning.slag is 'viderefoert, omdoept, slaatt_sammen, delt, avsluttet or ny.';
comment on column core.omraade_avstamning.fra is 'Id of the area before; null for a new one.';
comment on column core.omraade_avstamning.fra_navn is 'Its name then.';
comment on column core.omraade_avstamning.til is 'Id of the area after; null for one that ended. The same as before where it goes on.';
comment on column core.omraade_avstamning.til_navn is 'Its name from then on.';
comment on column core.omraade_avstamning.andel is 'How much of the area before goes here, per cent; 100 but for the parts of one that was split.';
comment on column core.omraade_avstamning.grunn is 'The reason that the plan gives.';
comment on constraint omraadet_gaar_dit_en_gang on core.omraade_avstamning is 'Planen sier det samme om innsatsområdet to ganger.';
comment on constraint endringens_slag_er_kjent on core.omraade_avstamning is 'En områdeendring er viderefoert, omdoept, slaatt_sammen, delt, avsluttet eller ny.';
comment on constraint bare_det_nye_kommer_av_ingenting on core.omraade_avstamning is 'Bare et nytt innsatsområde kommer ikke av et annet.';
comment on constraint bare_det_avsluttede_blir_ingenting on core.omraade_avstamning is 'Bare et innsatsområde som avsluttes, blir ikke til noe annet.';
comment on constraint andelen_foelger_omraadet on core.omraade_avstamning is 'Hele området følger med, eller en andel mellom 0 og 100 prosent når det deles.';
