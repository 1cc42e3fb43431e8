-- Cases, the approval matrix as rows, meetings, votes, results, decisions and what they put into force.

create table core.beslutning (
	nr      int primary key,
	navn    text not null,
	forslag text not null,
	valg    boolean not null default false,
	verv_funksjoner text[],
	verv_roller text[],
	kilde   text not null,
	constraint verv_fylles_i_en_funksjon check ((forslag = 'verv') = (verv_funksjoner is not null and verv_roller is not null)),
	constraint forslagets_slag_er_kjent check (forslag in ('plan', 'verv', 'tilsagn', 'tekst'))
);
comment on table core.beslutning is 'Rows of the approval matrix (handbook, section 4).';
comment on column core.beslutning.nr is 'Number of the row.';
comment on column core.beslutning.navn is 'What is decided, bokmål.';
comment on column core.beslutning.forslag is 'What the case must carry: plan, verv, tilsagn, or text alone.';
comment on column core.beslutning.valg is 'An election or appointment: blank votes are allowed (KL 8-1).';
comment on column core.beslutning.verv_funksjoner is 'Where it fills seats: the functions whose organs they belong to.';
comment on column core.beslutning.verv_roller is 'Where it fills seats: the roles it may fill.';
comment on column core.beslutning.kilde is 'Marks of the row.';

create table core.akt (
	akt      text primary key,
	navn     text not null,
	avgjoer  boolean not null,
	stemmes boolean not null,
	kan_nekte boolean not null
);
comment on table core.akt is 'Acts that the matrix gives to organs.';
comment on column core.akt.akt is 'Short name used in the contract.';
comment on column core.akt.navn is 'Norwegian name, as a verb phrase.';
comment on column core.akt.avgjoer is 'Its outcome is a vedtak.';
comment on column core.akt.stemmes is 'In a collegial organ it takes a vote or a recorded meeting result.';
comment on column core.akt.kan_nekte is 'Its outcome may be nei.';

create table core.akt_rolle (
	akt   text not null references core.akt (akt),
	rolle text not null references core.rolle (rolle),
	constraint akt_rolle_noekkel primary key (akt, rolle)
);
comment on table core.akt_rolle is 'Which seat in the organ may perform the act on its behalf; for acts by vote: who closes the vote.';
comment on column core.akt_rolle.akt is 'The act.';
comment on column core.akt_rolle.rolle is 'The role.';

create table core.regel (
	id         int primary key,
	beslutning int not null references core.beslutning (nr),
	steg       int not null,
	funksjon   text not null,
	akt        text not null references core.akt (akt),
	paakrevd   boolean not null,
	vilkaar    text[],
	gjelder    text,
	gyldig_fra date not null,
	gyldig_til date,
	kilde      text not null,
	constraint steget_finnes_fra_foer unique (beslutning, steg, funksjon, akt, gyldig_fra),
	constraint regelen_slutter_ikke_foer_den_begynner check (gyldig_til >= gyldig_fra)
);
comment on table core.regel is 'The approval matrix: who does which act in which order. Data with dates and a source; never changed, only ended.';
comment on column core.regel.id is 'Number of the rule, as refusals name it.';
comment on column core.regel.beslutning is 'Row of the matrix.';
comment on column core.regel.steg is 'Order of the step; steps of equal number may come in any order.';
comment on column core.regel.funksjon is 'Which function''s organ acts (core.program_organ.funksjon).';
comment on column core.regel.akt is 'What it does.';
comment on column core.regel.paakrevd is 'Later steps wait for it. False: may be left out (advice, information).';
comment on column core.regel.vilkaar is 'What else in the programme must be true first: names of core.krav(); null: nothing.';
comment on column core.regel.gjelder is 'Where the matrix differs by kind of programme: the circumstance of core.regel_gjelder() in which the rule holds; null: always.';
comment on column core.regel.gyldig_fra is 'First day the rule holds.';
comment on column core.regel.gyldig_til is 'Last day; null: open.';
comment on column core.regel.kilde is 'Where the rule comes from.';

create table core.stemmeregel (
	form                     text primary key references core.juridisk_form (form),
	mer_enn_halvparten       boolean not null,
	flertall_av_alle_stemmer boolean not null,
	ja_over_en_av            int,
	kilde                    text not null,
	constraint andelen_er_en_stambroek check (ja_over_en_av >= 2)
);
comment on table core.stemmeregel is 'Voting by legal form (handbook, section 6). N is all seats (V-2).';
comment on column core.stemmeregel.form is 'Legal form of a collegial organ.';
comment on column core.stemmeregel.mer_enn_halvparten is 'Quorum: false: at least half of N, rounded up; true: more than half of N.';
comment on column core.stemmeregel.flertall_av_alle_stemmer is 'Majority: true: more than half of those taking part, blank counted; false: more yes than no.';
comment on column core.stemmeregel.ja_over_en_av is 'Besides the majority: yes must exceed N divided by this; null: no such demand.';
comment on column core.stemmeregel.kilde is 'Where the rule comes from.';

create table core.sak (
	program_id   uuid not null references core.program (id),
	id           uuid not null default gen_random_uuid(),
	nr           int not null,
	beslutning   int not null references core.beslutning (nr),
	tittel       text not null,
	plan_id      uuid,
	versjon      int,
	forslag      jsonb not null default '{}',
	tilstand     text not null default 'under_behandling',
	opprettet_av uuid not null references core.person (id),
	opprettet    date not null,
	constraint sak_noekkel primary key (program_id, id),
	constraint sak_id_er_entydig unique (id),
	constraint saksnummeret_er_i_bruk unique (program_id, nr),
	constraint sakens_versjon foreign key (program_id, plan_id, versjon) references core.plan_versjon (program_id, plan_id, nr),
	constraint saken_peker_paa_en_frosset_versjon check ((plan_id is null) = (versjon is null)),
	constraint sakens_tittel_er_ikke_tom check (length(btrim(tittel)) between 1 and 300),
	constraint sakens_tilstand_er_kjent check (tilstand in
		('under_behandling', 'vedtatt', 'godkjent', 'registrert', 'avvist', 'tilbakesendt', 'ugyldig'))
);
create index sak_plan on core.sak (program_id, plan_id, versjon);
comment on table core.sak is 'A case: one row of the matrix for one programme. Its state follows from the acts (core.handling), by trigger alone.';
comment on column core.sak.program_id is 'The programme.';
comment on column core.sak.id is 'Random id.';
comment on column core.sak.nr is 'Number in the programme, from 1.';
comment on column core.sak.beslutning is 'Row of the matrix.';
comment on column core.sak.tittel is 'Title.';
comment on column core.sak.plan_id is 'The plan, where the row concerns one.';
comment on column core.sak.versjon is 'The frozen version (PH-4).';
comment on column core.sak.forslag is 'What it would put into force: the contract''s Forslag as JSON, without plan fields.';
comment on column core.sak.tilstand is 'under_behandling; vedtatt by its organ; godkjent also by a second deciding organ; registrert where nobody decides; avvist; tilbakesendt; ugyldig.';
comment on column core.sak.opprettet_av is 'Who opened it.';
comment on column core.sak.opprettet is 'When.';

create table core.moete (
	id         uuid primary key default gen_random_uuid(),
	organ_id   uuid not null references core.organ (id),
	dato       date not null,
	sted       text,
	leder_id   uuid not null references core.person (id),
	aapnet_av  uuid not null references core.person (id),
	aapnet     timestamptz not null default clock_timestamp(),
	constraint moetestedet_er_kort check (length(sted) <= 200)
);
create index moete_organ on core.moete (organ_id, dato);
comment on table core.moete is 'A meeting in which members vote through their own clients (V-1).';
comment on column core.moete.id is 'Random id.';
comment on column core.moete.organ_id is 'The organ.';
comment on column core.moete.dato is 'The date that every rule of the meeting is judged on (V-18).';
comment on column core.moete.sted is 'Where.';
comment on column core.moete.leder_id is 'The presiding member (V-4).';
comment on column core.moete.aapnet_av is 'Who opened it.';
comment on column core.moete.aapnet is 'When.';
comment on constraint moetestedet_er_kort on core.moete is 'Møtestedet er lengre enn 200 tegn.';

create table core.moete_sak (
	moete_id   uuid not null references core.moete (id),
	program_id uuid not null,
	sak_id     uuid not null,
	constraint saken_staar_paa_sakslisten primary key (program_id, moete_id, sak_id),
	constraint moetets_sak foreign key (program_id, sak_id) references core.sak (program_id, id)
);
create index moete_sak_sak on core.moete_sak (program_id, sak_id);
comment on table core.moete_sak is 'The agenda of a meeting.';
comment on column core.moete_sak.moete_id is 'The meeting.';
comment on column core.moete_sak.program_id is 'The programme.';
comment on column core.moete_sak.sak_id is 'The case.';
comment on constraint saken_staar_paa_sakslisten on core.moete_sak is 'Saken står allerede på sakslisten.';

create table core.stemme (
	program_id uuid not null,
	sak_id     uuid not null,
	moete_id   uuid not null,
	verv_id    uuid not null references core.verv (id),
	person_id  uuid not null references core.person (id),
	stemme     text not null,
	tid        timestamptz not null default now(),
	constraint stemme_noekkel primary key (program_id, moete_id, sak_id, verv_id),
	constraint en_person_har_en_stemme unique (program_id, moete_id, sak_id, person_id),
	constraint stemmens_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint stemmen_gjelder_en_sak_paa_sakslisten foreign key (program_id, moete_id, sak_id)
		references core.moete_sak (program_id, moete_id, sak_id),
	constraint stemmen_er_ja_nei_eller_blank check (stemme in ('ja', 'nei', 'blank'))
);
comment on table core.stemme is 'Members'' votes. May be changed until the case is decided; every change is journalled.';
comment on column core.stemme.program_id is 'The programme.';
comment on column core.stemme.sak_id is 'The case.';
comment on column core.stemme.moete_id is 'The meeting.';
comment on column core.stemme.verv_id is 'The seat that votes.';
comment on column core.stemme.person_id is 'Who sits in it.';
comment on column core.stemme.stemme is 'ja, nei, or blank in elections and appointments.';
comment on column core.stemme.tid is 'When.';
comment on constraint en_person_har_en_stemme on core.stemme is 'Hver person har én stemme, også med flere verv i organet.';
comment on constraint stemmen_er_ja_nei_eller_blank on core.stemme is 'Stemmen må være ja, nei eller blank.';

create table core.resultat (
	program_id          uuid not null,
	id                  uuid not null default gen_random_uuid(),
	sak_id              uuid not null,
	organ_id            uuid not null references core.organ (id),
	dato                date not null,
	sted                text,
	saksnummer          text not null,
	utfall              text not null,
	ja                  int not null,
	nei                 int not null,
	moeteleder_id       uuid not null references core.person (id),
	moeteleders_stemme  text,
	dissens             text[] not null default '{}',
	protokolltilfoersel text[] not null default '{}',
	foert_av            uuid not null references core.person (id),
	tid                 timestamptz not null default clock_timestamp(),
	constraint resultat_noekkel primary key (program_id, id),
	constraint resultatets_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint saksnummeret_er_ikke_tomt check (length(btrim(saksnummer)) between 1 and 60),
	constraint stemmetallene_er_ikke_negative check (ja >= 0 and nei >= 0),
	constraint moetestedet_er_kort check (length(sted) <= 200),
	constraint merknadene_er_ikke_for_lange check (length(dissens::text) <= 50000 and length(protokolltilfoersel::text) <= 100000),
	constraint resultatet_er_ja_eller_nei check (utfall in ('ja', 'nei')),
	constraint moeteleders_stemme_er_ja_eller_nei check (moeteleders_stemme in ('ja', 'nei'))
);
create index resultat_sak on core.resultat (program_id, sak_id);
comment on table core.resultat is 'Results of physical meetings as the secretary enters them; nothing follows until the meeting leader confirms (a core.handling).';
comment on column core.resultat.program_id is 'The programme.';
comment on column core.resultat.id is 'Random id: one confirms what one has read.';
comment on column core.resultat.sak_id is 'The case.';
comment on column core.resultat.organ_id is 'The organ that met.';
comment on column core.resultat.dato is 'The meeting''s date.';
comment on column core.resultat.sted is 'Where.';
comment on column core.resultat.saksnummer is 'The case''s number in the organ''s own system, e.g. PS 31/21.';
comment on column core.resultat.utfall is 'ja or nei; must agree with the votes.';
comment on column core.resultat.ja is 'Votes for.';
comment on column core.resultat.nei is 'Votes against.';
comment on column core.resultat.moeteleder_id is 'The presiding member.';
comment on column core.resultat.moeteleders_stemme is 'How the presiding member voted: decides a tie (V-4).';
comment on column core.resultat.dissens is 'Names of those who voted against.';
comment on column core.resultat.protokolltilfoersel is 'Remarks entered in the minutes.';
comment on column core.resultat.foert_av is 'Who entered it.';
comment on column core.resultat.tid is 'When.';
comment on constraint saksnummeret_er_ikke_tomt on core.resultat is 'Resultatet må ha et saksnummer på inntil 60 tegn.';
comment on constraint stemmetallene_er_ikke_negative on core.resultat is 'Stemmetall kan ikke være negative.';
comment on constraint moetestedet_er_kort on core.resultat is 'Møtestedet er lengre enn 200 tegn.';
comment on constraint merknadene_er_ikke_for_lange on core.resultat is 'Dissenser er lengre enn 50 000 tegn, eller protokolltilførsler lengre enn 100 000.';
comment on constraint resultatet_er_ja_eller_nei on core.resultat is 'Utfallet må være ja eller nei.';
comment on constraint moeteleders_stemme_er_ja_eller_nei on core.resultat is 'Møtelederens stemme må være ja eller nei.';

create table core.handling (
	program_id  uuid not null,
	sak_id      uuid not null,
	nr          int not null,
	regel_id    int not null references core.regel (id),
	organ_id    uuid not null references core.organ (id),
	person_id   uuid not null references core.person (id),
	dato        date not null,
	utfall      text not null,
	tekst       text,
	moete_id    uuid references core.moete (id),
	resultat_id uuid,
	ja          int,
	nei         int,
	saksnummer  text,
	tid         timestamptz not null default clock_timestamp(),
	constraint handlingen_finnes_fra_foer primary key (program_id, sak_id, nr),
	constraint handlingens_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint handlingens_resultat foreign key (program_id, resultat_id) references core.resultat (program_id, id),
	constraint utfallet_er_kjent check (utfall in ('ja', 'nei', 'utsatt', 'tilbakesendt')),
	constraint begrunnelsen_er_ikke_for_lang check (length(tekst) <= 20000)
);
create unique index steget_er_utfoert_foer on core.handling (program_id, sak_id, regel_id, organ_id) where utfall = 'ja';
create index handling_resultat on core.handling (program_id, resultat_id);
comment on table core.handling is 'Acts: what an organ did in a case. Only added to; a trigger refuses what the matrix does not allow on the date.';
comment on column core.handling.program_id is 'The programme.';
comment on column core.handling.sak_id is 'The case.';
comment on column core.handling.nr is 'Order in the case, from 1.';
comment on column core.handling.regel_id is 'The rule (step of the matrix) that allows it.';
comment on column core.handling.organ_id is 'The organ that acted.';
comment on column core.handling.person_id is 'Who acted for it, or confirmed or closed the vote.';
comment on column core.handling.dato is 'Legal date: the meeting''s, or the day of the act.';
comment on column core.handling.utfall is 'ja, nei, utsatt (postponed) or tilbakesendt (returned).';
comment on column core.handling.tekst is 'Reasons, innstilling, remarks.';
comment on column core.handling.moete_id is 'The meeting whose votes were counted.';
comment on column core.handling.resultat_id is 'The recorded result that was confirmed.';
comment on column core.handling.ja is 'Votes for.';
comment on column core.handling.nei is 'Votes against.';
comment on column core.handling.saksnummer is 'Number in the organ''s own case system.';
comment on column core.handling.tid is 'When it was registered.';
comment on constraint utfallet_er_kjent on core.handling is 'Utfallet må være ja, nei, utsatt eller tilbakesendt.';
comment on constraint begrunnelsen_er_ikke_for_lang on core.handling is 'Teksten er lengre enn 20 000 tegn.';
comment on index core.steget_er_utfoert_foer is 'Steget er allerede utført i saken.';

create table core.vedtak (
	program_id  uuid not null,
	id          uuid not null default gen_random_uuid(),
	sak_id      uuid not null,
	handling    int not null,
	beslutning  int not null references core.beslutning (nr),
	organ_id    uuid not null references core.organ (id),
	akt         text not null references core.akt (akt),
	dato        date not null,
	utfall      text not null,
	saksnummer  text,
	plan_id     uuid,
	versjon     int,
	hash        bytea,
	constraint vedtak_noekkel primary key (program_id, id),
	constraint handlingen_har_ett_vedtak unique (program_id, sak_id, handling),
	constraint vedtakets_handling foreign key (program_id, sak_id, handling) references core.handling (program_id, sak_id, nr),
	constraint vedtakets_versjon foreign key (program_id, plan_id, versjon) references core.plan_versjon (program_id, plan_id, nr),
	constraint vedtakets_utfall_er_ja_eller_nei check (utfall in ('ja', 'nei'))
);
create index vedtak_plan on core.vedtak (program_id, plan_id, versjon);
comment on table core.vedtak is 'Decisions: one for each deciding act. Public. Only added to; a newer one supersedes (PH-7).';
comment on column core.vedtak.program_id is 'The programme.';
comment on column core.vedtak.id is 'Random id.';
comment on column core.vedtak.sak_id is 'The case.';
comment on column core.vedtak.handling is 'The deciding act in the case.';
comment on column core.vedtak.beslutning is 'Row of the matrix.';
comment on column core.vedtak.organ_id is 'The organ that decided.';
comment on column core.vedtak.akt is 'vedtar, or godkjenner for the second deciding organ.';
comment on column core.vedtak.dato is 'The meeting''s date.';
comment on column core.vedtak.utfall is 'ja: adopted; nei: refused.';
comment on column core.vedtak.saksnummer is 'Number in the organ''s own case system.';
comment on column core.vedtak.plan_id is 'The plan decided on.';
comment on column core.vedtak.versjon is 'Its frozen version.';
comment on column core.vedtak.hash is 'SHA-256 of the very bytes decided on (PH-4).';

create table core.tilsagn (
	program_id uuid not null,
	id         uuid not null default gen_random_uuid(),
	vedtak_id  uuid not null,
	beloep     numeric(14, 2) not null,
	gyldig_til date not null,
	constraint tilsagn_noekkel primary key (program_id, id),
	constraint tilsagnets_vedtak foreign key (program_id, vedtak_id) references core.vedtak (program_id, id),
	constraint tilsagnet_er_stoerre_enn_null check (beloep > 0)
);
comment on table core.tilsagn is 'Binding promises of money to a programme (row 11, 24).';
comment on column core.tilsagn.program_id is 'The programme.';
comment on column core.tilsagn.id is 'Random id.';
comment on column core.tilsagn.vedtak_id is 'The decision that gave it.';
comment on column core.tilsagn.beloep is 'NOK.';
comment on column core.tilsagn.gyldig_til is 'Last day; at most five years after the decision (OF 15).';
comment on constraint tilsagnet_er_stoerre_enn_null on core.tilsagn is 'Tilsagnet må være større enn null.';

create table core.vilkaar (
	program_id uuid not null,
	tilsagn_id uuid not null,
	nr         int not null,
	tekst      text not null,
	constraint vilkaar_noekkel primary key (program_id, tilsagn_id, nr),
	constraint vilkaarets_tilsagn foreign key (program_id, tilsagn_id) references core.tilsagn (program_id, id),
	constraint vilkaaret_er_ikke_tomt check (length(btrim(tekst)) between 1 and 2000)
);
comment on table core.vilkaar is 'Conditions of a tilsagn.';
comment on column core.vilkaar.program_id is 'The programme.';
comment on column core.vilkaar.tilsagn_id is 'The tilsagn.';
comment on column core.vilkaar.nr is 'Order, from 1.';
comment on column core.vilkaar.tekst is 'The condition.';
comment on constraint vilkaaret_er_ikke_tomt on core.vilkaar is 'Et vilkår må ha mellom 1 og 2000 tegn.';
