-- Applications for money of a programme (handbook, section 7; OF 7, 8, 10): applicants, what they apply for, every revision of
-- it, and the guidelines that the board scores them by. What becomes of one is a case's (rows 27, 28).

create table core.kostnadsslag (
	slag    text primary key,
	navn    text not null,
	tillatt boolean not null,
	kilde   text not null
);
comment on table core.kostnadsslag is 'Kinds of cost in an application''s budget, with those that the money is never given to (OF 10).';
comment on column core.kostnadsslag.slag is 'Short name used in the contract.';
comment on column core.kostnadsslag.navn is 'Name, bokmål.';
comment on column core.kostnadsslag.tillatt is 'False: excluded.';
comment on column core.kostnadsslag.kilde is 'The paragraph that excludes it, or where the kind comes from.';

create table core.soeker (
	program_id      uuid not null references core.program (id),
	id              uuid not null default gen_random_uuid(),
	slag            text not null,
	navn            text not null,
	orgnr           text,
	kontakt_navn    text,
	kontakt_epost   text,
	kontakt_telefon text,
	constraint soeker_noekkel primary key (program_id, id),
	constraint soekerens_orgnr_er_registrert unique (program_id, orgnr),
	constraint soekerslaget_er_kjent check (slag in ('foretak', 'organisasjon', 'kommune', 'person')),
	constraint soekeren_har_navn check (length(btrim(navn)) between 1 and 200),
	constraint soekerens_organisasjonsnummer_er_gyldig check (core.gyldig_orgnr(orgnr)),
	constraint kontakten_er_kort check (length(concat(kontakt_navn, kontakt_epost, kontakt_telefon)) <= 500)
);
create index soeker_navn on core.soeker (program_id, slag, lower(navn));
comment on table core.soeker is 'Applicants of a programme, as the newest application has them; what each application said is its revisions''.';
comment on column core.soeker.program_id is 'The programme.';
comment on column core.soeker.id is 'Random id.';
comment on column core.soeker.slag is 'foretak, organisasjon, kommune or person.';
comment on column core.soeker.navn is 'Name.';
comment on column core.soeker.orgnr is 'Organisasjonsnummer; demanded before award, not before registering (U). Null: not told, or a person.';
comment on column core.soeker.kontakt_navn is 'Whom to ask.';
comment on column core.soeker.kontakt_epost is 'E-mail.';
comment on column core.soeker.kontakt_telefon is 'Telephone.';
comment on constraint soekerslaget_er_kjent on core.soeker is 'Søkeren er foretak, organisasjon, kommune eller person.';
comment on constraint soekeren_har_navn on core.soeker is 'Søkeren må ha et navn på høyst 200 tegn.';
comment on constraint soekerens_organisasjonsnummer_er_gyldig on core.soeker is 'Organisasjonsnummeret er ikke gyldig: ni siffer der det siste er kontrollsiffer.';

create table core.soeker_identitet (
	program_id     uuid not null,
	soeker_id      uuid not null,
	foedselsnummer text not null,
	constraint soeker_identitet_noekkel primary key (program_id, soeker_id),
	constraint identitetens_soeker foreign key (program_id, soeker_id) references core.soeker (program_id, id)
);
comment on table core.soeker_identitet is 'Identity numbers of applicants who are persons: always screened (handbook, section 7). No policy opens it, no method answers with it, and it is in no journal.';
comment on column core.soeker_identitet.program_id is 'The programme.';
comment on column core.soeker_identitet.soeker_id is 'The person.';
comment on column core.soeker_identitet.foedselsnummer is 'Eleven digits.';

create table core.soeker_styremedlem (
	program_id uuid not null,
	soeker_id  uuid not null,
	nr         int not null,
	navn       text not null,
	rolle      text not null,
	person_id  uuid references core.person (id),
	constraint soeker_styremedlem_noekkel primary key (program_id, soeker_id, nr),
	constraint styremedlemmets_soeker foreign key (program_id, soeker_id) references core.soeker (program_id, id),
	constraint styremedlemmets_rolle_er_kjent check (rolle in ('styreleder', 'styremedlem', 'daglig_leder', 'kontakt'))
);
comment on table core.soeker_styremedlem is 'Board members and leaders of an applicant, held against who treats its application (H-9).';
comment on column core.soeker_styremedlem.program_id is 'The programme.';
comment on column core.soeker_styremedlem.soeker_id is 'The applicant.';
comment on column core.soeker_styremedlem.nr is 'Order, from 1.';
comment on column core.soeker_styremedlem.navn is 'Name.';
comment on column core.soeker_styremedlem.rolle is 'styreleder, styremedlem, daglig_leder or kontakt.';
comment on column core.soeker_styremedlem.person_id is 'The same person here; null: not known to be one.';

create table core.soeknad (
	program_id             uuid not null references core.program (id),
	id                     uuid not null default gen_random_uuid(),
	nr                     int not null,
	revisjon               int not null,
	soeker_id              uuid not null,
	mottatt                date not null,
	regionalforvaltning_nr text,
	bruk                   text,
	plp_steg               text,
	forgjenger_id          uuid,
	forgjenger_tekst       text,
	omraade                text,
	strategi               text,
	formaal                text,
	tittel                 text not null,
	beloep_soekt           numeric(14, 2),
	kostnad                jsonb not null default '[]',
	finansiering           jsonb not null default '[]',
	annen_stoette          text,
	maal                   text,
	fra                    date,
	til                    date,
	organisering           text,
	forventede_resultater  text,
	nye_arbeidsplasser     numeric(8, 2),
	sikrede_arbeidsplasser numeric(8, 2),
	langsiktige_virkninger text,
	fn_maal                int[] not null default '{}',
	ordinaere_ordninger    boolean,
	ordinaere_begrunnelse  text,
	konfidensielt          jsonb not null default '[]',
	trukket                date,
	trukket_grunn          text,
	constraint soeknad_noekkel primary key (program_id, id),
	constraint soeknadens_nummer_er_i_bruk unique (program_id, nr),
	constraint saksnummeret_i_regionalforvaltning_er_registrert unique (program_id, regionalforvaltning_nr),
	constraint soeknadens_soeker foreign key (program_id, soeker_id) references core.soeker (program_id, id),
	constraint soeknadens_forgjenger foreign key (program_id, forgjenger_id) references core.soeknad (program_id, id),
	constraint bruken_er_en_av_de_tre check (bruk in ('soekbare_midler', 'stoerre_prosjekt', 'egeninitiert')),
	constraint plp_steget_er_kjent check (plp_steg in ('forstudie', 'forprosjekt', 'hovedprosjekt')),
	constraint formaalet_er_et_av_de_fem check (formaal in ('bedriftsutvikling', 'kompetanse', 'nettverk', 'mobilisering', 'administrasjon')),
	constraint det_soekes_om_mer_enn_null check (beloep_soekt > 0),
	constraint soeknaden_har_tittel check (length(btrim(tittel)) between 1 and 300),
	constraint fn_maalene_er_1_til_17 check (fn_maal <@ array[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]),
	constraint prosjektet_slutter_ikke_foer_det_begynner check (til >= fra)
);
comment on table core.soeknad is 'Applications as their newest revision has them. Written by the trigger of core.soeknad_revisjon alone.';
comment on column core.soeknad.program_id is 'The programme.';
comment on column core.soeknad.id is 'Random id.';
comment on column core.soeknad.nr is 'Number in the programme: PROGRAM/soeknad-N.';
comment on column core.soeknad.revisjon is 'The newest revision.';
comment on column core.soeknad.soeker_id is 'The applicant (OF 8: owner).';
comment on column core.soeknad.mottatt is 'The day it was received: rules apply by this day, never backwards.';
comment on column core.soeknad.regionalforvaltning_nr is 'Case number in regionalforvaltning.no (OF 7); null: not told.';
comment on column core.soeknad.bruk is 'One of the three kinds [S3]: soekbare_midler, stoerre_prosjekt, egeninitiert; null: not told yet. So with every column below that is null.';
comment on column core.soeknad.plp_steg is 'forstudie, forprosjekt or hovedprosjekt.';
comment on column core.soeknad.forgjenger_id is 'The application whose step went before.';
comment on column core.soeknad.forgjenger_tekst is 'Where the step before was done, when it was not in this programme, or why there is none.';
comment on column core.soeknad.omraade is 'Stable id of the innsatsområde in the plan in force.';
comment on column core.soeknad.strategi is 'Letter of the strategy in the plan in force.';
comment on column core.soeknad.formaal is 'One of the five allowed uses [S0]: bedriftsutvikling, kompetanse, nettverk, mobilisering, administrasjon.';
comment on column core.soeknad.tittel is 'What it is about.';
comment on column core.soeknad.beloep_soekt is 'Amount applied for, NOK.';
comment on column core.soeknad.kostnad is 'Budget: rows {post, slag (core.kostnadsslag), beloep}.';
comment on column core.soeknad.finansiering is 'Financing beside the amount applied for: rows {kilde, beloep}.';
comment on column core.soeknad.annen_stoette is 'Other aid, in words; «ingen» is an answer.';
comment on column core.soeknad.maal is 'Goals.';
comment on column core.soeknad.fra is 'First day.';
comment on column core.soeknad.til is 'Last day.';
comment on column core.soeknad.organisering is 'Who does what.';
comment on column core.soeknad.forventede_resultater is 'Expected results in words.';
comment on column core.soeknad.nye_arbeidsplasser is 'Potential of new jobs; null: not told, which is not 0.';
comment on column core.soeknad.sikrede_arbeidsplasser is 'Potential of secured jobs; null: not told.';
comment on column core.soeknad.langsiktige_virkninger is 'Long-term effects; asked for from NOK 500 000 (OF 8).';
comment on column core.soeknad.fn_maal is 'UN goals, 1 to 17.';
comment on column core.soeknad.ordinaere_ordninger is 'True: ordinary schemes could fund it [S2]; null: not assessed.';
comment on column core.soeknad.ordinaere_begrunnelse is 'Why, or why not.';
comment on column core.soeknad.konfidensielt is 'Screened fields: rows {felt, hjemmel}.';
comment on column core.soeknad.trukket is 'The day the applicant withdrew it; null: not.';
comment on column core.soeknad.trukket_grunn is 'In the applicant''s words.';
comment on constraint saksnummeret_i_regionalforvaltning_er_registrert on core.soeknad is 'Saksnummeret i regionalforvaltning.no er alt registrert i programmet.';
comment on constraint bruken_er_en_av_de_tre on core.soeknad is 'Bruken er soekbare_midler, stoerre_prosjekt eller egeninitiert.';
comment on constraint plp_steget_er_kjent on core.soeknad is 'PLP-steget er forstudie, forprosjekt eller hovedprosjekt.';
comment on constraint formaalet_er_et_av_de_fem on core.soeknad is 'Formålet er bedriftsutvikling, kompetanse, nettverk, mobilisering eller administrasjon.';
comment on constraint det_soekes_om_mer_enn_null on core.soeknad is 'Det må søkes om et beløp over null kroner.';
comment on constraint soeknaden_har_tittel on core.soeknad is 'Søknaden må ha en tittel på høyst 300 tegn.';
comment on constraint fn_maalene_er_1_til_17 on core.soeknad is 'FN-målene har nummer fra 1 til 17.';
comment on constraint prosjektet_slutter_ikke_foer_det_begynner on core.soeknad is 'Prosjektet kan ikke slutte før det begynner.';

create table core.soeknad_revisjon (
	program_id uuid not null,
	soeknad_id uuid not null,
	nr         int not null,
	hendelse   text not null,
	innhold    jsonb not null,
	melding    text,
	person_id  uuid not null references core.person (id),
	dato       date not null,
	tid        timestamptz not null default clock_timestamp(),
	constraint soeknad_revisjon_noekkel primary key (program_id, soeknad_id, nr),
	constraint revisjonens_soeknad foreign key (program_id, soeknad_id) references core.soeknad (program_id, id),
	constraint soeknadshendelsen_er_kjent check (hendelse in ('registrert', 'endret', 'trukket')),
	constraint soeknadsmeldingen_er_kort check (length(melding) <= 2000)
);
comment on table core.soeknad_revisjon is 'Every revision of an application: registered, completed or corrected, withdrawn. Only added to.';
comment on column core.soeknad_revisjon.program_id is 'The programme.';
comment on column core.soeknad_revisjon.soeknad_id is 'The application.';
comment on column core.soeknad_revisjon.nr is 'Number, from 1; the etag.';
comment on column core.soeknad_revisjon.hendelse is 'registrert, endret or trukket.';
comment on column core.soeknad_revisjon.innhold is 'The contract''s Soeknad as it was then, without the applicant''s identity number.';
comment on column core.soeknad_revisjon.melding is 'Why it was changed.';
comment on column core.soeknad_revisjon.person_id is 'Who registered it.';
comment on column core.soeknad_revisjon.dato is 'The day.';
comment on column core.soeknad_revisjon.tid is 'When.';
comment on constraint soeknadsmeldingen_er_kort on core.soeknad_revisjon is 'Meldingen er lengre enn 2000 tegn.';

create table core.tildelingskriterium (
	program_id uuid not null,
	sak_id     uuid not null,
	nr         int not null,
	navn       text not null,
	vekt       numeric(5, 2) not null,
	gyldig_fra date not null,
	constraint tildelingskriterium_noekkel primary key (program_id, sak_id, nr),
	constraint kriteriets_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint kriteriet_har_navn check (length(btrim(navn)) between 1 and 200),
	constraint vekten_er_over_null check (vekt > 0 and vekt <= 100)
);
comment on table core.tildelingskriterium is 'Criteria of the board''s guidelines (row 26) with weights: those of one decision hold together, from their day until the next decision''s.';
comment on column core.tildelingskriterium.program_id is 'The programme.';
comment on column core.tildelingskriterium.sak_id is 'The case whose adoption set it.';
comment on column core.tildelingskriterium.nr is 'Order in the case, from 1.';
comment on column core.tildelingskriterium.navn is 'What is assessed.';
comment on column core.tildelingskriterium.vekt is 'Its weight, in per cent of all.';
comment on column core.tildelingskriterium.gyldig_fra is 'First day; applications received before it are assessed by those before.';
