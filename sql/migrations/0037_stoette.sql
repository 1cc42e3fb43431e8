-- Bagatellmessig støtte (de minimis aid; handbook, section 7): undertakings and who controls whom, ceilings by date, rates by date,
-- what each undertaking has received. Identity is the installation's; what a programme has recorded is its own.

create table core.foretak (
	id            uuid primary key default gen_random_uuid(),
	slag          text not null,
	orgnr         text,
	personnr_hash bytea,
	constraint foretaket_er_registrert unique (orgnr),
	constraint personen_er_registrert unique (personnr_hash),
	constraint foretakets_slag_er_kjent check (slag in ('foretak', 'organisasjon', 'person', 'kommune')),
	constraint foretakets_orgnr_er_gyldig check (core.gyldig_orgnr(orgnr)),
	constraint foretaket_har_ett_nummer check (num_nonnulls(orgnr, personnr_hash) = 1),
	constraint bare_personer_har_personnummer check (personnr_hash is null or slag = 'person' and length(personnr_hash) = 32)
);
comment on table core.foretak is
	'Undertakings: one row for each organisasjonsnummer or person, whoever has dealt with it. Shown to nobody: programmes name an undertaking by its number.';
comment on column core.foretak.id is 'Random id.';
comment on column core.foretak.slag is 'foretak, organisasjon, person or kommune.';
comment on column core.foretak.orgnr is 'Organisasjonsnummer.';
comment on column core.foretak.personnr_hash is 'Of a person without one: keyed hash of the identity number, which itself is kept nowhere.';
comment on constraint foretakets_orgnr_er_gyldig on core.foretak is 'Organisasjonsnummeret er ikke gyldig (ni siffer, modulus 11).';
comment on constraint foretakets_slag_er_kjent on core.foretak is 'En mottaker er et foretak, en organisasjon, en person eller en kommune.';

create table core.foretak_opplysning (
	program_id      uuid not null references core.program (id),
	foretak_id      uuid not null references core.foretak (id),
	nr              int not null,
	navn            text not null,
	naering         text,
	regnskapsaar_fra int not null default 1,
	person_id       uuid references core.person (id),
	dato            date not null,
	tid             timestamptz not null default clock_timestamp(),
	constraint foretak_opplysning_noekkel primary key (program_id, foretak_id, nr),
	constraint foretakets_navn_er_ikke_tomt check (length(btrim(navn)) between 1 and 200),
	constraint naeringen_er_en_kode check (naering ~ '^[0-9]{2}(\.[0-9]{1,3})?$'),
	constraint regnskapsaaret_begynner_i_en_maaned check (regnskapsaar_fra between 1 and 12)
);
create index foretak_opplysning_foretak on core.foretak_opplysning (foretak_id, tid);
comment on table core.foretak_opplysning is 'What a programme has recorded of an undertaking. Only added to; the newest holds.';
comment on column core.foretak_opplysning.program_id is 'The programme.';
comment on column core.foretak_opplysning.foretak_id is 'The undertaking.';
comment on column core.foretak_opplysning.nr is 'Order in the programme, from 1.';
comment on column core.foretak_opplysning.navn is 'Its name.';
comment on column core.foretak_opplysning.naering is 'Næringskode (NACE), such as 10.51; null: not told.';
comment on column core.foretak_opplysning.regnskapsaar_fra is 'Month in which its accounting year begins.';
comment on column core.foretak_opplysning.person_id is 'Who recorded it; null: the installation itself.';
comment on column core.foretak_opplysning.dato is 'When.';
comment on column core.foretak_opplysning.tid is 'When it was registered.';
comment on constraint foretakets_navn_er_ikke_tomt on core.foretak_opplysning is 'Navnet må ha mellom 1 og 200 tegn.';
comment on constraint naeringen_er_en_kode on core.foretak_opplysning is 'Næringen er en kode på formen 10, 10.5 eller 10.51.';
comment on constraint regnskapsaaret_begynner_i_en_maaned on core.foretak_opplysning is 'Regnskapsåret begynner i en måned fra 1 til 12.';

create table core.kontrollgrunnlag (
	grunnlag text primary key,
	navn     text not null,
	kobler   boolean not null,
	kilde    text not null
);
comment on table core.kontrollgrunnlag is 'How one undertaking may be tied to another, and whether that makes them one.';
comment on column core.kontrollgrunnlag.grunnlag is 'Short name used in the contract.';
comment on column core.kontrollgrunnlag.navn is 'Norwegian name.';
comment on column core.kontrollgrunnlag.kobler is 'True: the two are one undertaking. False: a recorded fact without effect.';
comment on column core.kontrollgrunnlag.kilde is 'Where it stands.';

create table core.foretakskontroll (
	program_id  uuid not null references core.program (id),
	id          uuid not null default gen_random_uuid(),
	fra_foretak uuid not null references core.foretak (id),
	til_foretak uuid not null references core.foretak (id),
	grunnlag    text not null,
	andel       numeric(5,2),
	gyldig_fra  date not null,
	gyldig_til  date,
	dokument    text not null,
	retter      uuid,
	trukket     boolean not null default false,
	person_id   uuid not null references core.person (id),
	dato        date not null,
	tid         timestamptz not null default clock_timestamp(),
	constraint foretakskontroll_noekkel primary key (program_id, id),
	constraint kontrollen_er_alt_rettet unique (program_id, retter),
	constraint kontrollen_som_rettes foreign key (program_id, retter) references core.foretakskontroll (program_id, id),
	constraint ukjent_kontrollgrunnlag foreign key (grunnlag) references core.kontrollgrunnlag (grunnlag),
	constraint ingen_kontrollerer_seg_selv check (fra_foretak <> til_foretak),
	constraint kontrollandelen_er_en_prosent check (andel >= 0 and andel <= 100),
	constraint eierandelen_er_oppgitt check (grunnlag <> 'eierandel' or andel is not null),
	constraint kontrollen_slutter_ikke_foer_den_begynner check (gyldig_til >= gyldig_fra),
	constraint kontrollen_har_dokument check (length(btrim(dokument)) between 1 and 2000)
);
create index foretakskontroll_fra on core.foretakskontroll (fra_foretak);
create index foretakskontroll_til on core.foretakskontroll (til_foretak);
comment on table core.foretakskontroll is
	'Dated relations between undertakings, as a programme has recorded them. Never changed: what ends one, or corrects it, is a new row that names it.';
comment on column core.foretakskontroll.program_id is 'The programme that recorded it: to others it is not shown, but it counts for all.';
comment on column core.foretakskontroll.id is 'Random id.';
comment on column core.foretakskontroll.fra_foretak is 'Who controls, or owns a share.';
comment on column core.foretakskontroll.til_foretak is 'Who is controlled.';
comment on column core.foretakskontroll.grunnlag is 'How.';
comment on column core.foretakskontroll.andel is 'Share in percent, where it is known. Links nobody by itself.';
comment on column core.foretakskontroll.gyldig_fra is 'First day.';
comment on column core.foretakskontroll.gyldig_til is 'Last day; null: open.';
comment on column core.foretakskontroll.dokument is 'What shows it.';
comment on column core.foretakskontroll.retter is 'The row in whose place this one stands; null: none.';
comment on column core.foretakskontroll.trukket is 'True: the relation never was; the row only takes the other away.';
comment on column core.foretakskontroll.person_id is 'Who recorded it.';
comment on column core.foretakskontroll.dato is 'When.';
comment on column core.foretakskontroll.tid is 'When it was registered.';
comment on constraint kontrollen_er_alt_rettet on core.foretakskontroll is 'Raden er alt rettet av en nyere. Rett den nyeste.';
comment on constraint ukjent_kontrollgrunnlag on core.foretakskontroll is 'Grunnlaget finnes ikke: stemmeflertall, styreflertall, avtale, aksjonaeravtale, sammenslaaing eller eierandel.';
comment on constraint ingen_kontrollerer_seg_selv on core.foretakskontroll is 'Et foretak kontrollerer ikke seg selv.';
comment on constraint kontrollandelen_er_en_prosent on core.foretakskontroll is 'Andelen er en prosent fra 0 til 100.';
comment on constraint eierandelen_er_oppgitt on core.foretakskontroll is 'En eierandel må ha en andel i prosent.';
comment on constraint kontrollen_slutter_ikke_foer_den_begynner on core.foretakskontroll is 'Kontrollen kan ikke slutte før den begynner.';
comment on constraint kontrollen_har_dokument on core.foretakskontroll is 'Oppgi hva som viser kontrollen, med høyst 2000 tegn.';

create table core.stoetteregime (
	gyldig_fra          date primary key,
	navn                text not null,
	tak_eur             numeric(14,2),
	vindu               text,
	registreres_innen   int,
	kilde               text not null,
	lagt_til_av         uuid references core.person (id),
	constraint stoettetaket_er_positivt check (tak_eur > 0),
	constraint et_tak_har_et_vindu check ((tak_eur is null) = (vindu is null)),
	constraint stoettevinduet_er_kjent check (vindu in ('tre_aar_tilbake', 'tre_regnskapsaar')),
	constraint registreringsfristen_er_virkedager check (registreres_innen between 1 and 250),
	constraint stoetteregimets_kilde_er_ikke_tom check (length(btrim(kilde)) between 1 and 500 and length(btrim(navn)) between 1 and 200)
);
comment on table core.stoetteregime is 'The rule for de minimis aid, each from its date until the next begins.';
comment on column core.stoetteregime.gyldig_fra is 'First day.';
comment on column core.stoetteregime.navn is 'Its name.';
comment on column core.stoetteregime.tak_eur is 'Ceiling for one undertaking and all Norwegian givers together, EUR; null: there is no legal basis for such aid.';
comment on column core.stoetteregime.vindu is 'tre_aar_tilbake: any three years, the day exactly three years before included; tre_regnskapsaar: the accounting year and the two before.';
comment on column core.stoetteregime.registreres_innen is 'Working days after the award within which it is registered in Støtteregisteret; null: no duty.';
comment on column core.stoetteregime.kilde is 'Where it stands.';
comment on column core.stoetteregime.lagt_til_av is 'Which administrator added it; null: a release.';
comment on constraint stoettetaket_er_positivt on core.stoetteregime is 'Taket må være større enn 0 euro.';
comment on constraint et_tak_har_et_vindu on core.stoetteregime is 'Et tak må ha et vindu; uten hjemmel er det verken tak eller vindu.';
comment on constraint stoettevinduet_er_kjent on core.stoetteregime is 'Vinduet er tre_aar_tilbake eller tre_regnskapsaar.';
comment on constraint registreringsfristen_er_virkedager on core.stoetteregime is 'Fristen for registrering er 1 til 250 virkedager.';
comment on constraint stoetteregimets_kilde_er_ikke_tom on core.stoetteregime is 'Regimet må ha navn og kilde.';

create table core.stoetteunntak (
	kode  text primary key,
	navn  text not null,
	kilde text not null
);
comment on table core.stoetteunntak is 'What de minimis aid may not be given to.';
comment on column core.stoetteunntak.kode is 'The beginning of a næringskode, or eksport or innenlandske_varer.';
comment on column core.stoetteunntak.navn is 'Norwegian name.';
comment on column core.stoetteunntak.kilde is 'Where it stands.';

create table core.valutakurs (
	dato        date not null,
	nr          int not null,
	nok_per_eur numeric(12,6) not null,
	person_id   uuid not null references core.person (id),
	tid         timestamptz not null default clock_timestamp(),
	constraint valutakurs_noekkel primary key (dato, nr),
	constraint kursen_er_rimelig check (nok_per_eur between 1 and 100)
);
comment on table core.valutakurs is 'Official rates, imported from a file. Never changed: a correction is a new row of the date, and the newest holds.';
comment on column core.valutakurs.dato is 'The day.';
comment on column core.valutakurs.nr is 'From 1; higher ones correct the lower.';
comment on column core.valutakurs.nok_per_eur is 'Norwegian kroner for one euro.';
comment on column core.valutakurs.person_id is 'Who imported it.';
comment on column core.valutakurs.tid is 'When it was registered.';
comment on constraint kursen_er_rimelig on core.valutakurs is 'Kursen er kroner for én euro, mellom 1 og 100.';

create table core.stoette (
	program_id     uuid not null references core.program (id),
	id             uuid not null default gen_random_uuid(),
	nr             int not null,
	foretak_id     uuid not null references core.foretak (id),
	slag           text not null,
	tildeling_id   uuid,
	post           uuid not null,
	giver          text not null,
	giver_orgnr    text,
	beloep         numeric(14,2) not null,
	eur            numeric(14,2),
	kurs           numeric(12,6),
	kurs_dato      date,
	dato           date not null,
	bagatellmessig boolean not null,
	regime         date references core.stoetteregime (gyldig_fra),
	instrument     text not null default 'tilskudd',
	formaal        text,
	naering        text,
	dokument       text,
	vedlegg_id     uuid,
	grunn          text,
	person_id      uuid references core.person (id),
	foert          date not null,
	tid            timestamptz not null default clock_timestamp(),
	constraint stoette_noekkel primary key (program_id, id),
	constraint stoettens_nummer_er_i_bruk unique (program_id, nr),
	constraint stoetteposten_som_rettes foreign key (program_id, post) references core.stoette (program_id, id),
	constraint vedlegget_dokumenterer_stoette foreign key (program_id, vedlegg_id) references core.vedlegg (program_id, id),
	constraint stoetten_er_tildelt_eller_erklaert check (slag in ('tildelt', 'erklaert')),
	constraint bare_tildelt_stoette_har_tildeling check ((slag = 'tildelt') = (tildeling_id is not null)),
	constraint stoetten_er_ikke_null check (beloep <> 0),
	constraint bare_en_retting_er_negativ check (beloep > 0 or post <> id),
	constraint en_retting_har_grunn check (post = id or length(btrim(grunn)) between 1 and 2000),
	constraint erklaert_stoette_har_dokument check (slag <> 'erklaert' or post <> id or length(btrim(coalesce(dokument, ''))) > 0 or vedlegg_id is not null),
	constraint stoettetekster_er_korte check (length(dokument) <= 2000 and length(formaal) <= 2000 and length(giver) between 1 and 200),
	constraint giverens_orgnr_er_gyldig check (core.gyldig_orgnr(giver_orgnr)),
	constraint bagatellmessig_stoette_er_omregnet check (not bagatellmessig or num_nulls(eur, kurs, kurs_dato) = 0),
	constraint stoettens_naering_er_en_kode check (naering ~ '^[0-9]{2}(\.[0-9]{1,3})?$')
);
create index stoette_foretak on core.stoette (foretak_id, dato);
create index stoette_post on core.stoette (program_id, post);
create index stoette_tildeling on core.stoette (program_id, tildeling_id);
create index stoette_vedlegg on core.stoette (program_id, vedlegg_id) where vedlegg_id is not null;
comment on table core.stoette is
	'What an undertaking has received, or declared to have received from others. Never changed: a withdrawal or correction is a new entry, with the opposite sign and the date and rate of the one it corrects.';
comment on column core.stoette.program_id is 'The programme that gave it, or to which it was declared.';
comment on column core.stoette.id is 'Random id.';
comment on column core.stoette.nr is 'Order in the programme, from 1.';
comment on column core.stoette.foretak_id is 'Who received it.';
comment on column core.stoette.slag is 'tildelt: by this programme; erklaert: by others, as the applicant declared.';
comment on column core.stoette.tildeling_id is 'The award.';
comment on column core.stoette.post is 'The entry that this one corrects; its own id when it corrects none.';
comment on column core.stoette.giver is 'Who gave it.';
comment on column core.stoette.giver_orgnr is 'Organisasjonsnummer of the giver.';
comment on column core.stoette.beloep is 'NOK, gross and nominal; negative only in a correction.';
comment on column core.stoette.eur is 'The same in EUR, rounded to cents.';
comment on column core.stoette.kurs is 'NOK for one EUR, with which it was converted.';
comment on column core.stoette.kurs_dato is 'The day of that rate: the date itself, or the last one before it with a rate.';
comment on column core.stoette.dato is 'When the right to it was acquired: the day it counts on.';
comment on column core.stoette.bagatellmessig is 'False: no de minimis aid; it counts towards no ceiling.';
comment on column core.stoette.regime is 'The legal basis.';
comment on column core.stoette.instrument is 'Form of the aid.';
comment on column core.stoette.formaal is 'What it is for.';
comment on column core.stoette.naering is 'Næringskode (NACE) of the activity.';
comment on column core.stoette.dokument is 'What shows it: the declaration.';
comment on column core.stoette.vedlegg_id is 'The same as an attachment of the programme, which stays.';
comment on column core.stoette.grunn is 'Why it was corrected or withdrawn.';
comment on column core.stoette.person_id is 'Who recorded it; null: the installation itself.';
comment on column core.stoette.foert is 'When it was recorded.';
comment on column core.stoette.tid is 'When it was registered.';
comment on constraint vedlegget_dokumenterer_stoette on core.stoette is 'Vedlegget dokumenterer mottatt støtte og oppbevares i ti år. Det kan ikke fjernes.';
comment on constraint erklaert_stoette_har_dokument on core.stoette is 'Erklæringen må vises til: et dokument eller et vedlegg.';
comment on constraint stoettetekster_er_korte on core.stoette is 'Teksten er for lang.';
comment on constraint giverens_orgnr_er_gyldig on core.stoette is 'Giverens organisasjonsnummer er ikke gyldig (ni siffer, modulus 11).';
comment on constraint stoetten_er_ikke_null on core.stoette is 'Beløpet kan ikke være 0.';
comment on constraint bare_en_retting_er_negativ on core.stoette is 'Beløpet må være større enn 0.';
comment on constraint en_retting_har_grunn on core.stoette is 'En retting må ha en grunn med høyst 2000 tegn.';
comment on constraint stoettens_naering_er_en_kode on core.stoette is 'Næringen er en kode på formen 10, 10.5 eller 10.51.';

create table core.stoette_kvittering (
	program_id uuid not null,
	stoette_id uuid not null,
	dato       date not null,
	referanse  text not null,
	person_id  uuid not null references core.person (id),
	tid        timestamptz not null default clock_timestamp(),
	constraint stoetten_er_alt_registrert primary key (program_id, stoette_id),
	constraint kvitteringens_stoette foreign key (program_id, stoette_id) references core.stoette (program_id, id),
	constraint kvitteringen_har_referanse check (length(btrim(referanse)) between 1 and 200)
);
comment on table core.stoette_kvittering is 'Receipts of Støtteregisteret: one for each entry that was to be registered there.';
comment on column core.stoette_kvittering.program_id is 'The programme.';
comment on column core.stoette_kvittering.stoette_id is 'The entry.';
comment on column core.stoette_kvittering.dato is 'When it was registered there.';
comment on column core.stoette_kvittering.referanse is 'The register''s reference.';
comment on column core.stoette_kvittering.person_id is 'Who recorded the receipt.';
comment on column core.stoette_kvittering.tid is 'When it was registered here.';
comment on constraint stoetten_er_alt_registrert on core.stoette_kvittering is 'Støtten er alt registrert i Støtteregisteret.';
comment on constraint kvitteringen_har_referanse on core.stoette_kvittering is 'Kvitteringen må ha registerets referanse, med høyst 200 tegn.';
