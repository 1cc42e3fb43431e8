-- Results (handbook 8.4): what project leaders report, which counts when somebody else has approved it, and the accounts of the companies
-- that the programme supports.

create table core.prosjektlederrapport (
	program_id  uuid not null,
	id          uuid not null default gen_random_uuid(),
	nr          int not null,
	prosjekt_id uuid not null,
	aar         int not null,
	nye         text,
	sikrede     text,
	nye_foretak text,
	soeknader   text,
	brukt       numeric(14, 2),
	utloest     numeric(14, 2),
	aktiviteter text,
	korrigerer  uuid,
	person_id   uuid not null references core.person (id),
	dato        date not null,
	tid         timestamptz not null default clock_timestamp(),
	constraint prosjektlederrapport_noekkel primary key (program_id, id),
	constraint rapportens_nummer_er_i_bruk unique (program_id, nr),
	constraint rapportens_prosjekt foreign key (program_id, prosjekt_id) references core.prosjekt (program_id, id),
	constraint rapporten_korrigerer_en_annen foreign key (program_id, korrigerer) references core.prosjektlederrapport (program_id, id),
	constraint antallet_er_et_tall check (coalesce(nye, '-') ~ '^(-|[0-9]{1,6}([.][0-9]{1,2})?)$' and coalesce(sikrede, '-') ~ '^(-|[0-9]{1,6}([.][0-9]{1,2})?)$'
		and coalesce(nye_foretak, '-') ~ '^(-|[0-9]{1,6})$' and coalesce(soeknader, '-') ~ '^(-|[0-9]{1,6})$'),
	constraint rapportens_beloep_er_ikke_negative check (brukt >= 0 and utloest >= 0),
	constraint rapporten_sier_noe check (num_nonnulls(nye, sikrede, nye_foretak, soeknader, brukt, utloest, nullif(btrim(aktiviteter), '')) > 0),
	constraint aktivitetene_er_kort_fortalt check (length(aktiviteter) <= 20000)
);
create index prosjektlederrapport_prosjekt on core.prosjektlederrapport (program_id, prosjekt_id);
create index prosjektlederrapport_korrigerer on core.prosjektlederrapport (program_id, korrigerer);
comment on table core.prosjektlederrapport is 'What a project has led to in a year, gross, since its reports before. Only added to: a correction is a report that takes the place of the one it names.';
comment on column core.prosjektlederrapport.program_id is 'The programme.';
comment on column core.prosjektlederrapport.id is 'Random id.';
comment on column core.prosjektlederrapport.nr is 'Counts from 1 in the programme: PROGRAM/prosjektrapport-N.';
comment on column core.prosjektlederrapport.prosjekt_id is 'The project.';
comment on column core.prosjektlederrapport.aar is 'The year in which it came about.';
comment on column core.prosjektlederrapport.nye is 'New jobs, a decimal; "-": no such goal; null: not measured.';
comment on column core.prosjektlederrapport.sikrede is 'Secured jobs, likewise.';
comment on column core.prosjektlederrapport.nye_foretak is 'New companies, likewise, a whole number.';
comment on column core.prosjektlederrapport.soeknader is 'Applications to ordinary schemes, likewise.';
comment on column core.prosjektlederrapport.brukt is 'Money used, NOK; null: not stated.';
comment on column core.prosjektlederrapport.utloest is 'Money released from others, NOK; null: not measured.';
comment on column core.prosjektlederrapport.aktiviteter is 'What was done.';
comment on column core.prosjektlederrapport.korrigerer is 'The report that it takes the place of, once approved.';
comment on column core.prosjektlederrapport.person_id is 'Who reported.';
comment on column core.prosjektlederrapport.dato is 'When.';
comment on column core.prosjektlederrapport.tid is 'When it was registered.';
comment on constraint antallet_er_et_tall on core.prosjektlederrapport is 'Et antall er et tall fra 0, eller - når prosjektet ikke har et slikt mål; det som ikke er målt, utelates.';
comment on constraint rapportens_beloep_er_ikke_negative on core.prosjektlederrapport is 'Beløpene i rapporten er null eller mer.';
comment on constraint rapporten_sier_noe on core.prosjektlederrapport is 'Rapporten har verken tall eller aktiviteter.';
comment on constraint aktivitetene_er_kort_fortalt on core.prosjektlederrapport is 'Aktivitetene er inntil 20 000 tegn.';

create table core.prosjektlederrapport_svar (
	program_id uuid not null,
	rapport_id uuid not null,
	utfall     text not null,
	grunn      text,
	person_id  uuid not null references core.person (id),
	dato       date not null,
	tid        timestamptz not null default clock_timestamp(),
	constraint rapporten_er_behandlet_foer primary key (program_id, rapport_id),
	constraint svarets_rapport foreign key (program_id, rapport_id) references core.prosjektlederrapport (program_id, id),
	constraint rapportens_utfall_er_kjent check (utfall in ('godkjent', 'underkjent')),
	constraint en_underkjent_rapport_har_en_grunn check (utfall = 'godkjent' or length(btrim(coalesce(grunn, ''))) between 1 and 2000)
);
comment on table core.prosjektlederrapport_svar is 'Whether a report was approved, by another than who reported. Never changed.';
comment on column core.prosjektlederrapport_svar.program_id is 'The programme.';
comment on column core.prosjektlederrapport_svar.rapport_id is 'The report.';
comment on column core.prosjektlederrapport_svar.utfall is 'godkjent: it counts from this day; or underkjent.';
comment on column core.prosjektlederrapport_svar.grunn is 'Why not, or a remark.';
comment on column core.prosjektlederrapport_svar.person_id is 'By whom.';
comment on column core.prosjektlederrapport_svar.dato is 'When.';
comment on column core.prosjektlederrapport_svar.tid is 'When it was registered.';
comment on constraint rapporten_er_behandlet_foer on core.prosjektlederrapport_svar is 'Rapporten er alt godkjent eller underkjent; det som er feil, rettes med en ny rapport som nevner den.';
comment on constraint rapportens_utfall_er_kjent on core.prosjektlederrapport_svar is 'En rapport godkjennes eller underkjennes.';
comment on constraint en_underkjent_rapport_har_en_grunn on core.prosjektlederrapport_svar is 'En rapport underkjennes med en grunn på inntil 2000 tegn.';

create table core.foretaksregnskap (
	program_id        uuid not null,
	nr                int not null,
	prosjekt_id       uuid,
	foretak           text not null,
	orgnr             text,
	aar               int not null,
	resultat          numeric(16, 2),
	omsetning         numeric(16, 2),
	kilde             text not null,
	skjermingshjemmel text,
	korrigerer        int,
	person_id         uuid not null references core.person (id),
	dato              date not null,
	tid               timestamptz not null default clock_timestamp(),
	constraint foretaksregnskap_noekkel primary key (program_id, nr),
	constraint regnskapets_prosjekt foreign key (program_id, prosjekt_id) references core.prosjekt (program_id, id),
	constraint regnskapet_korrigerer_et_annet foreign key (program_id, korrigerer) references core.foretaksregnskap (program_id, nr),
	constraint regnskapet_korrigeres_en_gang unique (program_id, korrigerer),
	constraint foretakets_navn_er_ikke_tomt check (length(btrim(foretak)) between 1 and 200),
	constraint foretakets_organisasjonsnummer_er_gyldig check (core.gyldig_orgnr(orgnr)),
	constraint regnskapsaaret_er_rimelig check (aar between 1990 and 2100),
	constraint regnskapets_kilde_er_ikke_tom check (length(btrim(kilde)) between 1 and 200),
	constraint skjermingen_av_regnskapet_har_hjemmel check (length(btrim(skjermingshjemmel)) between 1 and 200)
);
comment on table core.foretaksregnskap is 'The yearly accounts of companies that the programme supports, for the profitability of its portfolio. Only added to: a correction names the entry it corrects.';
comment on column core.foretaksregnskap.program_id is 'The programme.';
comment on column core.foretaksregnskap.nr is 'Counts from 1 in the programme.';
comment on column core.foretaksregnskap.prosjekt_id is 'The project through which it was supported; null: not stated.';
comment on column core.foretaksregnskap.foretak is 'Name.';
comment on column core.foretaksregnskap.orgnr is 'Organisasjonsnummer; null: not stated, and the name tells companies apart.';
comment on column core.foretaksregnskap.aar is 'Year of the accounts.';
comment on column core.foretaksregnskap.resultat is 'Profit or, negative, loss for the year, NOK; null: not known.';
comment on column core.foretaksregnskap.omsetning is 'Turnover, NOK; null: not known.';
comment on column core.foretaksregnskap.kilde is 'Where the figures come from.';
comment on column core.foretaksregnskap.skjermingshjemmel is 'Legal basis on which the entry is kept from all but who prepares, the styre and Innovasjon Norge; null: it is not.';
comment on column core.foretaksregnskap.korrigerer is 'Number of the entry of the same company and year that it takes the place of.';
comment on column core.foretaksregnskap.person_id is 'Who entered it.';
comment on column core.foretaksregnskap.dato is 'When.';
comment on column core.foretaksregnskap.tid is 'When it was registered.';
comment on constraint foretakets_navn_er_ikke_tomt on core.foretaksregnskap is 'Foretaket må ha et navn på inntil 200 tegn.';
comment on constraint foretakets_organisasjonsnummer_er_gyldig on core.foretaksregnskap is 'Organisasjonsnummeret er ikke gyldig (ni siffer, modulus 11).';
comment on constraint regnskapsaaret_er_rimelig on core.foretaksregnskap is 'Året må være mellom 1990 og 2100.';
comment on constraint regnskapets_kilde_er_ikke_tom on core.foretaksregnskap is 'Regnskapstall må ha en kilde på inntil 200 tegn.';
comment on constraint skjermingen_av_regnskapet_har_hjemmel on core.foretaksregnskap is 'Den som skjermer, må nevne hjemmelen, med inntil 200 tegn.';
