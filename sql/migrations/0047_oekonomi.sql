-- Money round the book: KDD's frames per fylke and year, what of a tilsagn is state money, hours, and the tiltak of a move.

create table core.fylkesramme (
	organ_id  uuid not null references core.organ (id),
	nr        int not null,
	aar       int not null,
	slag      text not null,
	beloep    numeric(14, 2) not null,
	dato      date not null,
	kilde     text not null,
	person_id uuid not null references core.person (id),
	tid       timestamptz not null default clock_timestamp(),
	constraint fylkesramme_noekkel primary key (organ_id, nr),
	constraint fylkesrammens_slag_er_kjent check (slag in ('ramme', 'overfoert')),
	constraint fylkesrammens_beloep_er_ikke_null check (beloep <> 0),
	constraint fylkesrammens_aar_er_rimelig check (aar between 1990 and 2100),
	constraint fylkesrammens_kilde_er_ikke_tom check (length(btrim(kilde)) between 1 and 500)
);
comment on table core.fylkesramme is 'What the ministry gives each fylke to promise in a year: entries, of which the frame is the sum. Of no programme. Only added to.';
comment on column core.fylkesramme.organ_id is 'The fylkeskommune.';
comment on column core.fylkesramme.nr is 'Order, from 1.';
comment on column core.fylkesramme.aar is 'The budget year.';
comment on column core.fylkesramme.slag is 'ramme: given in the year; overfoert: carried forward from an earlier one.';
comment on column core.fylkesramme.beloep is 'NOK; a correction or withdrawal is negative.';
comment on column core.fylkesramme.dato is 'When it was given.';
comment on column core.fylkesramme.kilde is 'The letter or decision that it stands in.';
comment on column core.fylkesramme.person_id is 'Who entered it for the ministry.';
comment on column core.fylkesramme.tid is 'When.';
comment on constraint fylkesrammens_slag_er_kjent on core.fylkesramme is 'Slaget er ramme eller overfoert.';
comment on constraint fylkesrammens_beloep_er_ikke_null on core.fylkesramme is 'Beløpet kan ikke være null.';
comment on constraint fylkesrammens_aar_er_rimelig on core.fylkesramme is 'Året må være mellom 1990 og 2100.';
comment on constraint fylkesrammens_kilde_er_ikke_tom on core.fylkesramme is 'Kilden må ha mellom 1 og 500 tegn.';

alter table core.tilsagn add column aar int, add column statlig numeric(14, 2) not null default 0, add column fylke_id uuid references core.organ (id),
	add constraint det_statlige_er_en_del_av_tilsagnet check (statlig between 0 and beloep);
create index tilsagn_fylke on core.tilsagn (fylke_id, aar) where statlig > 0;
comment on column core.tilsagn.aar is 'The budget year whose frame it takes of; null: given before this was kept.';
comment on column core.tilsagn.statlig is 'How much of it is state money, NOK; the rest is the county''s own.';
comment on column core.tilsagn.fylke_id is 'The fylkeskommune that gave it.';
comment on constraint det_statlige_er_en_del_av_tilsagnet on core.tilsagn is 'Den statlige delen kan ikke være større enn tilsagnet.';

alter table core.postering add column tiltak text, add constraint bare_flytting_har_tiltak check (tiltak is null or konto = 'omfordelt');
comment on column core.postering.tiltak is 'Letter of the strategy that money was moved from or to inside an area (row 20); null: none.';

create table core.timefoering (
	program_id uuid not null,
	nr         int not null,
	slag       text not null,
	omraade    text,
	aar        int not null,
	timer      numeric(8, 2) not null,
	timepris   numeric(10, 2) not null,
	dato       date not null,
	tekst      text not null,
	sak_id     uuid,
	postering  int,
	korrigerer int,
	person_id  uuid references core.person (id),
	tid        timestamptz not null default clock_timestamp(),
	constraint timefoering_noekkel primary key (program_id, nr),
	constraint timenes_bok foreign key (program_id) references core.bok (program_id),
	constraint timenes_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint timenes_postering foreign key (program_id, postering) references core.postering (program_id, nr),
	constraint timene_som_rettes foreign key (program_id, korrigerer) references core.timefoering (program_id, nr),
	constraint timenes_slag_er_kjent check (slag in ('planlagt', 'brukt')),
	constraint timene_er_ikke_null check (timer <> 0),
	constraint timeprisen_er_ikke_negativ check (timepris >= 0),
	constraint timenes_aar_er_rimelig check (aar between 1990 and 2100),
	constraint timenes_tekst_er_kort check (length(btrim(tekst)) between 1 and 500)
);
comment on table core.timefoering is 'The programleder''s hours for the innsatsområder: planned, as the adopted handlingsplan has them, and used. Balances are sums. Only added to.';
comment on column core.timefoering.program_id is 'The programme.';
comment on column core.timefoering.nr is 'Order, from 1.';
comment on column core.timefoering.slag is 'planlagt or brukt.';
comment on column core.timefoering.omraade is 'The area''s id in the plan of its time; null: of none.';
comment on column core.timefoering.aar is 'The budget year.';
comment on column core.timefoering.timer is 'Hours; a decrease is negative.';
comment on column core.timefoering.timepris is 'NOK an hour.';
comment on column core.timefoering.dato is 'Of the decision, or when they were worked.';
comment on column core.timefoering.tekst is 'What for.';
comment on column core.timefoering.sak_id is 'The case whose decision planned them.';
comment on column core.timefoering.postering is 'The entry of the ledger that their cost is.';
comment on column core.timefoering.korrigerer is 'Number of the entry that this one corrects; null: none.';
comment on column core.timefoering.person_id is 'Who.';
comment on column core.timefoering.tid is 'When it was entered.';
comment on constraint timenes_slag_er_kjent on core.timefoering is 'Timer er planlagt eller brukt.';
comment on constraint timene_er_ikke_null on core.timefoering is 'Antallet timer kan ikke være null.';
comment on constraint timeprisen_er_ikke_negativ on core.timefoering is 'Timeprisen kan ikke være negativ.';
comment on constraint timenes_aar_er_rimelig on core.timefoering is 'Året må være mellom 1990 og 2100.';
comment on constraint timenes_tekst_er_kort on core.timefoering is 'Teksten må ha mellom 1 og 500 tegn.';
