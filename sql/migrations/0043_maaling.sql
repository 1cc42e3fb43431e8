-- Effektmål are measured in series (handbook 8.1 chapter 2.4, 8.4): an indicator of a source, and its figure and goal in each period.

create table core.maaleserie (
	program_id uuid not null references core.program (id),
	id         uuid not null default gen_random_uuid(),
	indikator  text not null,
	kilde      text not null,
	enhet      text,
	tidspunkt  text,
	maal       text,
	person_id  uuid not null references core.person (id),
	dato       date not null,
	tid        timestamptz not null default clock_timestamp(),
	constraint maaleserie_noekkel primary key (program_id, id),
	constraint maaleserien_finnes_fra_foer unique (program_id, indikator, kilde),
	constraint serien_har_indikator_og_kilde check (length(btrim(indikator)) between 1 and 300 and length(btrim(kilde)) between 1 and 100),
	constraint seriens_tekster_er_korte check (length(enhet) <= 50 and length(tidspunkt) <= 200 and length(maal) <= 500)
);
comment on table core.maaleserie is 'What is followed by figures: an indicator and where its figures come from. Never changed.';
comment on column core.maaleserie.program_id is 'The programme.';
comment on column core.maaleserie.id is 'Random id.';
comment on column core.maaleserie.indikator is 'What is measured.';
comment on column core.maaleserie.kilde is 'Where the figures come from: SSB, Panda, Kommune-NM ...';
comment on column core.maaleserie.enhet is 'What the figures count: personer, % ...; null: not stated.';
comment on column core.maaleserie.tidspunkt is 'When it is measured; null: not stated.';
comment on column core.maaleserie.maal is 'The plan''s goal that it measures, by its id or its text; null: the goal of the plan in force that names the indicator, if any.';
comment on column core.maaleserie.person_id is 'Who began it.';
comment on column core.maaleserie.dato is 'When.';
comment on column core.maaleserie.tid is 'When it was registered.';
comment on constraint maaleserien_finnes_fra_foer on core.maaleserie is 'Programmet har alt en serie for indikatoren fra denne kilden.';
comment on constraint serien_har_indikator_og_kilde on core.maaleserie is 'En serie har en indikator på inntil 300 tegn og en kilde på inntil 100.';
comment on constraint seriens_tekster_er_korte on core.maaleserie is 'Enheten er inntil 50 tegn, tidspunktet 200 og målet 500.';

create table core.maaling (
	program_id  uuid not null,
	nr          int not null,
	serie_id    uuid not null,
	periode_fra date not null,
	periode_til date not null,
	maaltall    text,
	verdi       text,
	maalt       date not null,
	korrigerer  int,
	fil         text,
	linje       int,
	person_id   uuid not null references core.person (id),
	dato        date not null,
	tid         timestamptz not null default clock_timestamp(),
	constraint maaling_noekkel primary key (program_id, nr),
	constraint maalingens_serie foreign key (program_id, serie_id) references core.maaleserie (program_id, id),
	constraint maalingen_korrigerer_en_annen foreign key (program_id, korrigerer) references core.maaling (program_id, nr),
	constraint maalingen_korrigeres_en_gang unique (program_id, korrigerer),
	constraint maalingen_korrigerer_en_tidligere check (korrigerer < nr),
	constraint periodens_datoer_er_i_rekkefoelge check (periode_fra <= periode_til),
	constraint maalingen_er_et_tall check (coalesce(verdi, '0') ~ '^-?[0-9]{1,15}([.][0-9]{1,6})?$' and coalesce(maaltall, '0') ~ '^-?[0-9]{1,15}([.][0-9]{1,6})?$'),
	constraint filnavnet_er_kort check (length(fil) <= 200)
);
create index maaling_serie on core.maaling (program_id, serie_id, periode_fra);
comment on table core.maaling is 'What an indicator was, and was meant to be, in a period. Only added to: a figure that is revised is a new row that names the one it corrects.';
comment on column core.maaling.program_id is 'The programme.';
comment on column core.maaling.nr is 'Counts from 1 in the programme.';
comment on column core.maaling.serie_id is 'The series.';
comment on column core.maaling.periode_fra is 'First day that the figure is of.';
comment on column core.maaling.periode_til is 'Last day.';
comment on column core.maaling.maaltall is 'What it was meant to be, a decimal; null: no goal is stated.';
comment on column core.maaling.verdi is 'What it was, a decimal; null: not measured. 0 is a figure.';
comment on column core.maaling.maalt is 'The day it was measured or read.';
comment on column core.maaling.korrigerer is 'Number of the row of the same series and period that it takes the place of.';
comment on column core.maaling.fil is 'The file that it was imported from.';
comment on column core.maaling.linje is 'The line in it.';
comment on column core.maaling.person_id is 'Who entered it.';
comment on column core.maaling.dato is 'When.';
comment on column core.maaling.tid is 'When it was registered.';
comment on constraint periodens_datoer_er_i_rekkefoelge on core.maaling is 'Perioden slutter ikke før den begynner.';
comment on constraint maalingen_er_et_tall on core.maaling is 'En måling er et tall, eller ikke målt.';
