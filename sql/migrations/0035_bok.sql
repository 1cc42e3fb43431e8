-- The book of a programme's money (handbook, section 7): who finances it and by what shares, and the ledger, of which every
-- balance is a sum. Nothing in it is overwritten: a correction is an entry that names the one it corrects.

create table core.finansioer (
	program_id uuid not null references core.program (id),
	id         uuid not null default gen_random_uuid(),
	nr         int not null,
	navn       text not null,
	slag       text not null,
	organ_id   uuid references core.organ (id),
	person_id  uuid references core.person (id),
	tid        timestamptz not null default clock_timestamp(),
	constraint finansioer_noekkel primary key (program_id, id),
	constraint finansioerens_nummer_er_i_bruk unique (program_id, nr),
	constraint finansioeren_finnes_fra_foer unique (program_id, navn),
	constraint finansioerens_slag_er_kjent check (slag in ('kdd', 'fylke', 'kommune', 'privat', 'annen')),
	constraint finansioerens_navn_er_ikke_tomt check (length(btrim(navn)) between 1 and 200)
);
create unique index organet_er_finansioer_en_gang on core.finansioer (program_id, organ_id) where organ_id is not null;
comment on table core.finansioer is 'Who finances a programme: the ministry, the county, each kommune, others. Only added to.';
comment on column core.finansioer.program_id is 'The programme.';
comment on column core.finansioer.id is 'Random id.';
comment on column core.finansioer.nr is 'Order, from 1.';
comment on column core.finansioer.navn is 'Name as the programme''s plans print it.';
comment on column core.finansioer.slag is 'kdd, fylke, kommune, privat or annen.';
comment on column core.finansioer.organ_id is 'The organ whose decisions of rows 22 to 25 are booked on it; null: none.';
comment on column core.finansioer.person_id is 'Who registered it; null: it came with a decision.';
comment on column core.finansioer.tid is 'When.';
comment on constraint finansioeren_finnes_fra_foer on core.finansioer is 'Programmet har allerede en finansiør med dette navnet.';
comment on constraint finansioerens_slag_er_kjent on core.finansioer is 'En finansiør er av slaget kdd, fylke, kommune, privat eller annen.';
comment on constraint finansioerens_navn_er_ikke_tomt on core.finansioer is 'Navnet på finansiøren må ha mellom 1 og 200 tegn.';
comment on index core.organet_er_finansioer_en_gang is 'Organet er allerede finansiør i programmet.';

create table core.finansioer_andel (
	program_id    uuid not null,
	finansioer_id uuid not null,
	nr            int not null,
	andel         numeric(5, 2) not null,
	gyldig_fra    date not null,
	forbehold     text,
	sak_id        uuid,
	person_id     uuid references core.person (id),
	tid           timestamptz not null default clock_timestamp(),
	constraint finansioer_andel_noekkel primary key (program_id, finansioer_id, nr),
	constraint andelens_finansioer foreign key (program_id, finansioer_id) references core.finansioer (program_id, id),
	constraint andelens_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint andelen_er_en_prosent check (andel between 0 and 100),
	constraint forbeholdet_er_kort check (length(btrim(forbehold)) between 1 and 1000)
);
comment on table core.finansioer_andel is 'What share of the programme each financier carries, from a day on. Only added to; the newest in force on a day holds.';
comment on column core.finansioer_andel.program_id is 'The programme.';
comment on column core.finansioer_andel.finansioer_id is 'The financier.';
comment on column core.finansioer_andel.nr is 'Order, from 1.';
comment on column core.finansioer_andel.andel is 'Per cent.';
comment on column core.finansioer_andel.gyldig_fra is 'First day.';
comment on column core.finansioer_andel.forbehold is 'Footnote to the figure, such as that the split is not finally settled; null: none.';
comment on column core.finansioer_andel.sak_id is 'The case that decided it; null: registered.';
comment on column core.finansioer_andel.person_id is 'Who registered it.';
comment on column core.finansioer_andel.tid is 'When.';
comment on constraint andelen_er_en_prosent on core.finansioer_andel is 'Andelen er et tall fra 0 til 100 prosent, med høyst to desimaler.';
comment on constraint forbeholdet_er_kort on core.finansioer_andel is 'Forbeholdet må ha mellom 1 og 1000 tegn.';

create table core.bok (
	program_id uuid not null references core.program (id),
	siste_nr   int not null default 0,
	constraint bok_noekkel primary key (program_id)
);
comment on table core.bok is 'One row a programme: whoever writes in its ledger locks it, so that checks of cover and entries have a serial order.';
comment on column core.bok.program_id is 'The programme.';
comment on column core.bok.siste_nr is 'Number of the newest entry.';

create table core.postering (
	program_id    uuid not null,
	nr            int not null,
	konto         text not null,
	formaal       text,
	beloep        numeric(14, 2) not null,
	aar           int not null,
	dato          date not null,
	finansioer_id uuid,
	omraade       text,
	prosjekt_id   uuid,
	tilsagn_id    uuid,
	sak_id        uuid,
	korrigerer    int,
	tekst         text not null,
	grunn         text,
	person_id     uuid references core.person (id),
	tid           timestamptz not null default clock_timestamp(),
	constraint postering_noekkel primary key (program_id, nr),
	constraint posteringens_bok foreign key (program_id) references core.bok (program_id),
	constraint posteringens_finansioer foreign key (program_id, finansioer_id) references core.finansioer (program_id, id),
	constraint posteringens_tilsagn foreign key (program_id, tilsagn_id) references core.tilsagn (program_id, id),
	constraint posteringens_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint posteringen_som_rettes foreign key (program_id, korrigerer) references core.postering (program_id, nr),
	constraint kontoen_er_kjent check (konto in ('lovet', 'bevilget', 'mottatt', 'overfoert', 'budsjett', 'omfordelt', 'tildelt', 'utbetalt', 'tilbakebetalt', 'brukt')),
	constraint formaalet_er_kjent check (formaal in ('prosjekter', 'soekbare_midler', 'prosjektrettet', 'prosjektarbeid', 'administrasjon')),
	constraint formaalet_hoerer_til_bruken check ((formaal is null) = (konto in ('lovet', 'bevilget', 'mottatt', 'overfoert'))),
	constraint finansieringen_har_en_finansioer check (konto not in ('lovet', 'bevilget', 'mottatt', 'overfoert') or finansioer_id is not null and omraade is null),
	constraint beloepet_er_ikke_null check (beloep <> 0),
	constraint posteringens_aar_er_rimelig check (aar between 1990 and 2100),
	constraint posteringen_retter_en_eldre check (korrigerer < nr),
	constraint posteringens_tekst_er_kort check (length(btrim(tekst)) between 1 and 500),
	constraint posteringens_grunn_er_kort check (length(btrim(grunn)) between 1 and 2000)
);
create index postering_konto on core.postering (program_id, aar, konto);
create index postering_prosjekt on core.postering (program_id, prosjekt_id) where prosjekt_id is not null;
comment on table core.postering is 'The ledger of a programme: every balance is the sum of its entries up to a day. Only added to.';
comment on column core.postering.program_id is 'The programme.';
comment on column core.postering.nr is 'Counts from 1 in the programme, without gaps.';
comment on column core.postering.konto is 'Financing: lovet (promised), bevilget (appropriated), mottatt (received), overfoert (carried forward into the year). Use: budsjett, omfordelt (moved), tildelt (awarded), utbetalt and tilbakebetalt (paid to projects, repaid), brukt (own spending).';
comment on column core.postering.formaal is 'What money is for: prosjekter (the frame of an area; soekbare_midler and prosjektrettet where the plan splits it), prosjektarbeid (hours), administrasjon. Null: financing.';
comment on column core.postering.beloep is 'NOK; a decrease is negative.';
comment on column core.postering.aar is 'The budget year it is of.';
comment on column core.postering.dato is 'Its legal date: of the meeting, the receipt, the payment.';
comment on column core.postering.finansioer_id is 'Whose money; null: all financiers'', by their shares.';
comment on column core.postering.omraade is 'The area''s id in the plan of its time; reports follow the lineage. Null: of no area.';
comment on column core.postering.prosjekt_id is 'The project; null: none.';
comment on column core.postering.tilsagn_id is 'The promise it belongs to; null: none.';
comment on column core.postering.sak_id is 'The case whose decision booked it; null: registered.';
comment on column core.postering.korrigerer is 'Number of the entry that this one corrects; null: none.';
comment on column core.postering.tekst is 'What it is.';
comment on column core.postering.grunn is 'Why the area was committed beyond its frame, or why an entry is corrected; null: neither.';
comment on column core.postering.person_id is 'Who.';
comment on column core.postering.tid is 'When it was entered.';
comment on constraint kontoen_er_kjent on core.postering is 'Kontoen er lovet, bevilget, mottatt, overfoert, budsjett, omfordelt, tildelt, utbetalt, tilbakebetalt eller brukt.';
comment on constraint formaalet_er_kjent on core.postering is 'Formålet er prosjekter, soekbare_midler, prosjektrettet, prosjektarbeid eller administrasjon.';
comment on constraint formaalet_hoerer_til_bruken on core.postering is 'Finansiering har ikke noe formål; bruk av midler har ett.';
comment on constraint finansieringen_har_en_finansioer on core.postering is 'Finansiering føres på en finansiør, og ikke på et innsatsområde.';
comment on constraint beloepet_er_ikke_null on core.postering is 'Beløpet kan ikke være null.';
comment on constraint posteringens_aar_er_rimelig on core.postering is 'Året må være mellom 1990 og 2100.';
comment on constraint posteringen_retter_en_eldre on core.postering is 'En retting gjelder en postering som står fra før.';
comment on constraint posteringen_som_rettes on core.postering is 'Posteringen som skal rettes, finnes ikke.';
comment on constraint posteringens_tekst_er_kort on core.postering is 'Teksten må ha mellom 1 og 500 tegn.';
comment on constraint posteringens_grunn_er_kort on core.postering is 'Grunnen må ha mellom 1 og 2000 tegn.';
