-- Projects, awards and payments (handbook, sections 4 and 7): what a decision of rows 27, 28, 29 and 39 leads to. Everything is only added
-- to; what a project, an award or a payment has become follows from its events and the day.

create table core.prosjekt (
	program_id    uuid not null references core.program (id),
	id            uuid not null default gen_random_uuid(),
	nr            int not null,
	tittel        text not null,
	bruk          text not null,
	plp_steg      text not null default 'hovedprosjekt',
	plan_id       uuid,
	aar           int not null,
	omraade       text not null,
	strategi      text,
	tiltak        text,
	soeknad_id    uuid,
	ansvarlig_id  uuid,
	forgjenger_id uuid,
	sak_id        uuid not null,
	fra           date not null,
	til           date not null,
	dato          date not null,
	tid           timestamptz not null default clock_timestamp(),
	constraint prosjekt_noekkel primary key (program_id, id),
	constraint prosjektets_nummer_er_i_bruk unique (program_id, nr),
	constraint prosjektets_plan foreign key (program_id, plan_id) references core.plan (program_id, id),
	constraint prosjektets_forgjenger foreign key (program_id, forgjenger_id) references core.prosjekt (program_id, id),
	constraint prosjektets_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint saken_gir_ett_prosjekt unique (program_id, sak_id),
	constraint prosjektets_tittel_er_ikke_tom check (length(btrim(tittel)) between 1 and 300),
	constraint bruken_er_kjent check (bruk in ('soekbare_midler', 'stoerre_prosjekt', 'egeninitiert')),
	constraint plp_steget_er_kjent check (plp_steg in ('forstudie', 'forprosjekt', 'hovedprosjekt')),
	constraint prosjektet_slutter_ikke_foer_det_begynner check (til >= fra),
	constraint et_tiltak_stoettes_i_hoeyst_seks_aar check (til < fra + interval '6 years')
);
create index prosjekt_forgjenger on core.prosjekt (program_id, forgjenger_id);
create index prosjekt_soeknad on core.prosjekt (program_id, soeknad_id);
comment on table core.prosjekt is 'Projects of a programme, each made by a decision (rows 27, 28, 39). Never changed.';
comment on column core.prosjekt.program_id is 'The programme.';
comment on column core.prosjekt.id is 'Random id.';
comment on column core.prosjekt.nr is 'Counts from 1 in the programme: PROGRAM/prosjekt-N.';
comment on column core.prosjekt.tittel is 'What it is called.';
comment on column core.prosjekt.bruk is 'soekbare_midler, stoerre_prosjekt (a part in a larger one) or egeninitiert.';
comment on column core.prosjekt.plp_steg is 'forstudie, forprosjekt or hovedprosjekt.';
comment on column core.prosjekt.plan_id is 'The handlingsplan whose possible tiltak it was (row 39); null: of an application.';
comment on column core.prosjekt.aar is 'The year whose budget bears it.';
comment on column core.prosjekt.omraade is 'Stable id of the innsatsområde when it was decided; reports follow the lineage.';
comment on column core.prosjekt.strategi is 'Letter of the strategy.';
comment on column core.prosjekt.tiltak is 'The possible tiltak of the plan, in its words; null: of an application.';
comment on column core.prosjekt.soeknad_id is 'The application that it is awarded on; null: own-initiated.';
comment on column core.prosjekt.ansvarlig_id is 'The applicant that carries it out; null: the programme itself.';
comment on column core.prosjekt.forgjenger_id is 'The project of the PLP step before.';
comment on column core.prosjekt.sak_id is 'The case that made it.';
comment on column core.prosjekt.fra is 'First day.';
comment on column core.prosjekt.til is 'Last day, less than six years later.';
comment on column core.prosjekt.dato is 'The day it was decided.';
comment on column core.prosjekt.tid is 'When it was registered.';
comment on constraint prosjektets_tittel_er_ikke_tom on core.prosjekt is 'Prosjektet må ha en tittel på inntil 300 tegn.';
comment on constraint bruken_er_kjent on core.prosjekt is 'Midlene brukes som soekbare_midler, stoerre_prosjekt eller egeninitiert.';
comment on constraint plp_steget_er_kjent on core.prosjekt is 'PLP-steget er forstudie, forprosjekt eller hovedprosjekt.';
comment on constraint prosjektet_slutter_ikke_foer_det_begynner on core.prosjekt is 'Prosjektet kan ikke slutte før det begynner.';
comment on constraint et_tiltak_stoettes_i_hoeyst_seks_aar on core.prosjekt is 'Ett tiltak støttes i høyst seks år (omstillingsforskriften).';

create table core.tildeling (
	program_id          uuid not null,
	id                  uuid not null default gen_random_uuid(),
	nr                  int not null,
	prosjekt_id         uuid not null,
	soeknad_id          uuid,
	sak_id              uuid not null,
	vedtak_id           uuid not null,
	beloep              numeric(14, 2) not null,
	dato                date not null,
	aar                 int not null,
	gyldig_til          date not null,
	holdt_tilbake_andel numeric(5, 2) not null,
	delegert            boolean not null,
	bagatellmessig      boolean not null default false,
	person_id           uuid not null references core.person (id),
	tid                 timestamptz not null default clock_timestamp(),
	constraint tildeling_noekkel primary key (program_id, id),
	constraint tildelingens_nummer_er_i_bruk unique (program_id, nr),
	constraint tildelingens_prosjekt foreign key (program_id, prosjekt_id) references core.prosjekt (program_id, id),
	constraint tildelingens_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint tildelingens_vedtak foreign key (program_id, vedtak_id) references core.vedtak (program_id, id),
	constraint vedtaket_tildeler_en_gang unique (program_id, vedtak_id),
	constraint tildelingen_er_stoerre_enn_null check (beloep > 0),
	constraint tildelingen_gjelder_hoeyst_fem_aar check (gyldig_til >= dato and gyldig_til <= dato + interval '5 years'),
	constraint minst_en_firedel_holdes_tilbake check (holdt_tilbake_andel between 25 and 100 or soeknad_id is null and holdt_tilbake_andel = 0)
);
create index tildeling_prosjekt on core.tildeling (program_id, prosjekt_id);
create index tildeling_soeknad on core.tildeling (program_id, soeknad_id);
comment on table core.tildeling is 'Money that a decision has set aside for a project: an award on an application, or the programme''s own means. Never changed; what happens with one is core.tildeling_hendelse.';
comment on column core.tildeling.program_id is 'The programme.';
comment on column core.tildeling.id is 'Random id.';
comment on column core.tildeling.nr is 'Counts from 1 in the programme: PROGRAM/tildeling-N.';
comment on column core.tildeling.prosjekt_id is 'The project.';
comment on column core.tildeling.soeknad_id is 'The application; null: the programme''s own project.';
comment on column core.tildeling.sak_id is 'The case that gave it: of row 27, 28 or 39, or of a klage that was upheld.';
comment on column core.tildeling.vedtak_id is 'The decision.';
comment on column core.tildeling.beloep is 'NOK.';
comment on column core.tildeling.dato is 'The decision''s date: the day the right is acquired.';
comment on column core.tildeling.aar is 'The year whose budget bears it.';
comment on column core.tildeling.gyldig_til is 'Last day to have it paid; at most five years after the decision (OF 15).';
comment on column core.tildeling.holdt_tilbake_andel is 'Per cent that is held back until the final report is received; at least 25, of own projects 0.';
comment on column core.tildeling.delegert is 'True: decided under a delegation.';
comment on column core.tildeling.bagatellmessig is 'True: given as bagatellmessig støtte.';
comment on column core.tildeling.person_id is 'Who confirmed the decision or closed the vote.';
comment on column core.tildeling.tid is 'When it was registered.';
comment on constraint tildelingen_er_stoerre_enn_null on core.tildeling is 'Tildelingen må være større enn null.';
comment on constraint tildelingen_gjelder_hoeyst_fem_aar on core.tildeling is 'En tildeling gjelder i høyst fem år (OF 15).';
comment on constraint minst_en_firedel_holdes_tilbake on core.tildeling is 'Minst 25 prosent holdes tilbake til sluttrapport eller resultatskjema er mottatt (OF 14).';

create table core.tildeling_hendelse (
	program_id   uuid not null,
	tildeling_id uuid not null,
	nr           int not null,
	slag         text not null,
	beloep       numeric(14, 2),
	dato         date not null,
	frist        date,
	bekreftet_av text,
	tekst        text,
	vedlegg_id   uuid,
	sak_id       uuid,
	person_id    uuid not null references core.person (id),
	tid          timestamptz not null default clock_timestamp(),
	constraint tildeling_hendelse_noekkel primary key (program_id, tildeling_id, nr),
	constraint hendelsens_tildeling foreign key (program_id, tildeling_id) references core.tildeling (program_id, id),
	constraint tildelingshendelsens_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint tildelingshendelsens_vedlegg foreign key (program_id, vedlegg_id) references core.vedlegg (program_id, id),
	constraint tildelingshendelsen_er_kjent check (slag in ('paabegynt', 'sluttrapport', 'resultatskjema', 'regnskap', 'trukket', 'bortfalt', 'erstattet', 'krevd_tilbake', 'tilbakebetalt')),
	constraint bare_penger_har_beloep check ((beloep is not null) = (slag in ('regnskap', 'trukket', 'bortfalt', 'erstattet', 'krevd_tilbake', 'tilbakebetalt')) and beloep >= 0),
	constraint bare_regnskap_bekreftes check (bekreftet_av is null or slag = 'regnskap' and bekreftet_av in ('revisor', 'regnskapsfoerer')),
	constraint bare_krav_har_frist check (frist is null or slag = 'krevd_tilbake'),
	constraint hendelsens_tekst_er_ikke_for_lang check (length(tekst) <= 20000)
);
comment on table core.tildeling_hendelse is 'What happens with an award: reports and accounts received, withdrawal, lapse, repayment demanded and received. Only added to.';
comment on column core.tildeling_hendelse.program_id is 'The programme.';
comment on column core.tildeling_hendelse.tildeling_id is 'The award.';
comment on column core.tildeling_hendelse.nr is 'Order, from 1.';
comment on column core.tildeling_hendelse.slag is 'paabegynt, sluttrapport, resultatskjema, regnskap, trukket (by decision), bortfalt (its time is out), erstattet (by a newer decision), krevd_tilbake, tilbakebetalt.';
comment on column core.tildeling_hendelse.beloep is 'NOK: the accounts'' cost; the unused part that goes back to the frame; what is demanded or repaid.';
comment on column core.tildeling_hendelse.dato is 'The day it happened: received, withdrawn, demanded, begun.';
comment on column core.tildeling_hendelse.frist is 'Last day to repay.';
comment on column core.tildeling_hendelse.bekreftet_av is 'Who confirmed the accounts: revisor or regnskapsfoerer; null: nobody.';
comment on column core.tildeling_hendelse.tekst is 'The reason, or what was received.';
comment on column core.tildeling_hendelse.vedlegg_id is 'The report or accounts as an attachment of the programme.';
comment on column core.tildeling_hendelse.sak_id is 'The case that replaced it.';
comment on column core.tildeling_hendelse.person_id is 'By whom.';
comment on column core.tildeling_hendelse.tid is 'When it was registered.';
comment on constraint hendelsens_tekst_er_ikke_for_lang on core.tildeling_hendelse is 'Teksten er lengre enn 20 000 tegn.';
comment on constraint bare_penger_har_beloep on core.tildeling_hendelse is 'Hendelsen har et beløp den ikke skal ha, eller mangler ett.';
comment on constraint bare_regnskap_bekreftes on core.tildeling_hendelse is 'Et regnskap bekreftes av revisor eller regnskapsfoerer; annet bekreftes ikke.';
comment on constraint bare_krav_har_frist on core.tildeling_hendelse is 'Bare et krav om tilbakebetaling har frist.';

create table core.utbetaling (
	program_id   uuid not null,
	id           uuid not null default gen_random_uuid(),
	nr           int not null,
	tildeling_id uuid not null,
	beloep       numeric(14, 2) not null,
	kostnad      numeric(14, 2) not null,
	tekst        text,
	vedlegg_id   uuid,
	dato         date not null,
	person_id    uuid not null references core.person (id),
	tid          timestamptz not null default clock_timestamp(),
	constraint utbetaling_noekkel primary key (program_id, id),
	constraint utbetalingens_nummer_er_i_bruk unique (program_id, nr),
	constraint utbetalingens_tildeling foreign key (program_id, tildeling_id) references core.tildeling (program_id, id),
	constraint utbetalingens_vedlegg foreign key (program_id, vedlegg_id) references core.vedlegg (program_id, id),
	constraint utbetalingen_er_stoerre_enn_null check (beloep > 0),
	constraint kostnaden_er_stoerre_enn_null check (kostnad > 0),
	constraint utbetalingens_tekst_er_ikke_for_lang check (length(tekst) <= 20000)
);
create index utbetaling_tildeling on core.utbetaling (program_id, tildeling_id);
comment on table core.utbetaling is 'Requests for payment of an award, in arrears on reported cost. Never changed; the answer is core.utbetaling_svar.';
comment on column core.utbetaling.program_id is 'The programme.';
comment on column core.utbetaling.id is 'Random id.';
comment on column core.utbetaling.nr is 'Counts from 1 in the programme: PROGRAM/utbetaling-N.';
comment on column core.utbetaling.tildeling_id is 'The award.';
comment on column core.utbetaling.beloep is 'NOK to be paid.';
comment on column core.utbetaling.kostnad is 'The project''s whole cost so far, as reported with the request; NOK.';
comment on column core.utbetaling.tekst is 'What is reported.';
comment on column core.utbetaling.vedlegg_id is 'The report as an attachment of the programme.';
comment on column core.utbetaling.dato is 'When it was requested.';
comment on column core.utbetaling.person_id is 'Who requested it.';
comment on column core.utbetaling.tid is 'When it was registered.';
comment on constraint utbetalingen_er_stoerre_enn_null on core.utbetaling is 'Utbetalingen må være større enn null.';
comment on constraint kostnaden_er_stoerre_enn_null on core.utbetaling is 'Utbetaling skjer etterskuddsvis, på rapporterte kostnader.';
comment on constraint utbetalingens_tekst_er_ikke_for_lang on core.utbetaling is 'Teksten er lengre enn 20 000 tegn.';

create table core.utbetaling_svar (
	program_id    uuid not null,
	utbetaling_id uuid not null,
	utfall        text not null,
	grunn         text,
	dato          date not null,
	person_id     uuid not null references core.person (id),
	tid           timestamptz not null default clock_timestamp(),
	constraint utbetalingen_er_besvart primary key (program_id, utbetaling_id),
	constraint svarets_utbetaling foreign key (program_id, utbetaling_id) references core.utbetaling (program_id, id),
	constraint svaret_er_ja_eller_nei check (utfall in ('ja', 'nei')),
	constraint svarets_grunn_er_ikke_for_lang check (length(grunn) <= 20000)
);
comment on table core.utbetaling_svar is 'The answer to a request for payment, by another person (four eyes). With ja it is paid and booked. Only added to.';
comment on column core.utbetaling_svar.program_id is 'The programme.';
comment on column core.utbetaling_svar.utbetaling_id is 'The request.';
comment on column core.utbetaling_svar.utfall is 'ja: approved and paid; nei: refused.';
comment on column core.utbetaling_svar.grunn is 'Why not.';
comment on column core.utbetaling_svar.dato is 'When.';
comment on column core.utbetaling_svar.person_id is 'By whom.';
comment on column core.utbetaling_svar.tid is 'When it was registered.';
comment on constraint utbetalingen_er_besvart on core.utbetaling_svar is 'Anmodningen er allerede besvart.';
comment on constraint svaret_er_ja_eller_nei on core.utbetaling_svar is 'Utfallet må være ja eller nei.';
comment on constraint svarets_grunn_er_ikke_for_lang on core.utbetaling_svar is 'Teksten er lengre enn 20 000 tegn.';

create table core.underretning (
	program_id uuid not null,
	sak_id     uuid not null,
	nr         int not null,
	slag       text not null,
	dato       date not null,
	person_id  uuid not null references core.person (id),
	tid        timestamptz not null default clock_timestamp(),
	constraint underretning_noekkel primary key (program_id, sak_id, nr),
	constraint underretningens_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint underretningen_er_kjent check (slag in ('sendt', 'mottatt'))
);
comment on table core.underretning is 'When the applicant was told of a decision: the letter sent, and received, from which day the three weeks of klage run (FVL 29). Only added to; the newest of each kind counts.';
comment on column core.underretning.program_id is 'The programme.';
comment on column core.underretning.sak_id is 'The case that was decided.';
comment on column core.underretning.nr is 'Order, from 1.';
comment on column core.underretning.slag is 'sendt or mottatt.';
comment on column core.underretning.dato is 'The day.';
comment on column core.underretning.person_id is 'Who registered it.';
comment on column core.underretning.tid is 'When it was registered.';
comment on constraint underretningen_er_kjent on core.underretning is 'Et brev er sendt eller mottatt.';

alter table core.postering add constraint posteringens_prosjekt foreign key (program_id, prosjekt_id) references core.prosjekt (program_id, id);
