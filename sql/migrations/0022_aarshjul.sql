-- The year wheel as data: what is to be done each year, when, and whose it is (handbook, section 5).

create table core.aarshjul (
	nr         int primary key,
	navn       text not null,
	fra_mnd    int not null,
	fra_dag    int not null,
	frist_mnd  int not null,
	frist_dag  int not null,
	funksjoner text[] not null,
	roller     text[] not null,
	ferdig     text not null,
	regler     int[] not null default '{}',
	siden_mnd  int not null default 1,
	plan_om    int,
	kilde      text not null,
	constraint navnet_er_i_bruk_i_aarshjulet unique (navn),
	constraint aarshjulet_sier_naar_det_er_gjort check (ferdig in ('handling', 'plan', 'aldri')),
	constraint aarshjulets_datoer_finnes check (make_date(2001, fra_mnd, fra_dag) <= make_date(2001, frist_mnd, frist_dag)),
	constraint aarshjulets_planer_er_aarets_eller_neste check (plan_om in (0, 1)),
	constraint det_som_gjores_har_en_regel check ((ferdig = 'handling') = (cardinality(regler) > 0))
);
alter table core.aarshjul enable row level security;
comment on table core.aarshjul is 'The year wheel: reminders, no blocks. The same each year, in the phase of carrying out (3).';
comment on column core.aarshjul.nr is 'Its place in the year.';
comment on column core.aarshjul.navn is 'What is to be done.';
comment on column core.aarshjul.fra_mnd is 'Month from which it is shown.';
comment on column core.aarshjul.fra_dag is 'Day of that month.';
comment on column core.aarshjul.frist_mnd is 'Month of the deadline.';
comment on column core.aarshjul.frist_dag is 'Day of that month.';
comment on column core.aarshjul.funksjoner is 'The functions of the matrix whose task it is.';
comment on column core.aarshjul.roller is 'The seats that are reminded.';
comment on column core.aarshjul.ferdig is 'How the data shows that it is done: handling: an act by one of `regler`; plan: a plan in force; aldri: not at all, it is shown until the deadline.';
comment on column core.aarshjul.regler is 'Rows of the matrix whose act does it.';
comment on column core.aarshjul.siden_mnd is 'Acts count from the first of this month of the year.';
comment on column core.aarshjul.plan_om is 'It is about the handlingsplan of this year (0) or the next (1).';
comment on column core.aarshjul.kilde is 'Where it stands.';
comment on constraint navnet_er_i_bruk_i_aarshjulet on core.aarshjul is 'Årshjulet har allerede en slik oppgave.';
comment on constraint aarshjulet_sier_naar_det_er_gjort on core.aarshjul is 'Årshjulet kjenner bare handling, plan og aldri.';
comment on constraint aarshjulets_datoer_finnes on core.aarshjul is 'Fristen kommer før oppgaven.';
comment on constraint aarshjulets_planer_er_aarets_eller_neste on core.aarshjul is 'Årshjulet gjelder årets plan eller neste års.';
comment on constraint det_som_gjores_har_en_regel on core.aarshjul is 'Det som gjøres ved en handling, har en rad i matrisen.';
