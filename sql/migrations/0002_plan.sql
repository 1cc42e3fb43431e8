-- Plans: drafts as documents with every revision kept; frozen versions as canonical bytes under their hash.

create table core.plan (
	program_id uuid not null references core.program (id),
	id         uuid not null default gen_random_uuid(),
	kortnavn   text not null,
	type       text not null,
	aar        int,
	tittel     text not null,
	constraint plan_noekkel primary key (program_id, id),
	constraint plan_id_er_entydig unique (id),
	constraint planen_finnes_fra_foer unique (program_id, kortnavn),
	constraint plantypen_er_kjent check (type in ('omstillingsplan', 'handlingsplan')),
	constraint bare_handlingsplanen_har_aar check ((type = 'handlingsplan') = (aar is not null)),
	constraint aaret_er_rimelig check (aar between 1990 and 2100),
	constraint plantittelen_er_ikke_tom check (length(btrim(tittel)) between 1 and 300)
);
create unique index en_handlingsplan_i_aaret on core.plan (program_id, aar) where type = 'handlingsplan';
comment on table core.plan is 'A plan of a programme: one omstillingsplan, one handlingsplan a year (HP-14).';
comment on column core.plan.program_id is 'The programme.';
comment on column core.plan.id is 'Random id.';
comment on column core.plan.kortnavn is 'Name inside the programme: omstillingsplan, handlingsplan-2021.';
comment on column core.plan.type is 'omstillingsplan or handlingsplan.';
comment on column core.plan.aar is 'The year of a handlingsplan.';
comment on column core.plan.tittel is 'Title.';
comment on constraint planen_finnes_fra_foer on core.plan is 'Programmet har allerede en slik plan.';
comment on constraint plantypen_er_kjent on core.plan is 'Plantypen må være omstillingsplan eller handlingsplan.';
comment on constraint bare_handlingsplanen_har_aar on core.plan is 'En handlingsplan gjelder et år; en omstillingsplan gjelder hele perioden.';
comment on constraint aaret_er_rimelig on core.plan is 'Året må være mellom 1990 og 2100.';
comment on constraint plantittelen_er_ikke_tom on core.plan is 'Tittelen må ha mellom 1 og 300 tegn.';
comment on index core.en_handlingsplan_i_aaret is 'Programmet har allerede en handlingsplan for året (HP-14).';

create table core.plan_revisjon (
	program_id uuid not null,
	plan_id    uuid not null,
	nr         int not null,
	dokument   jsonb not null,
	melding    text,
	person_id  uuid references core.person (id),
	tid        timestamptz not null default now(),
	constraint revisjonen_finnes_fra_foer primary key (program_id, plan_id, nr),
	constraint revisjonens_plan foreign key (program_id, plan_id) references core.plan (program_id, id),
	constraint revisjoner_telles_fra_en check (nr >= 1),
	constraint dokumentet_er_et_objekt check (jsonb_typeof(dokument) = 'object')
);
comment on table core.plan_revisjon is 'Every revision of a draft, whole. Only added to; the newest is the draft.';
comment on column core.plan_revisjon.program_id is 'The programme.';
comment on column core.plan_revisjon.plan_id is 'The plan.';
comment on column core.plan_revisjon.nr is 'Counts from 1 without gaps.';
comment on column core.plan_revisjon.dokument is 'The document, ProtoJSON with the field names of proto/omstilling/v1/dokument.proto.';
comment on column core.plan_revisjon.melding is 'What the author says of the change.';
comment on column core.plan_revisjon.person_id is 'The author.';
comment on column core.plan_revisjon.tid is 'When.';

create table core.kvittering (
	program_id uuid not null,
	plan_id    uuid not null,
	regel      text not null,
	sted       text not null,
	oppgitt    text not null default '',
	beregnet   text not null default '',
	grunn      text not null,
	person_id  uuid not null references core.person (id),
	tid        timestamptz not null default now(),
	constraint funnet_er_kvittert_fra_foer primary key (program_id, plan_id, regel, sted, oppgitt, beregnet),
	constraint kvitteringens_plan foreign key (program_id, plan_id) references core.plan (program_id, id),
	constraint kvittering_krever_grunn check (length(btrim(grunn)) between 3 and 2000)
);
comment on table core.kvittering is 'Errors that somebody let stand, one by one, with a reason; holds only for the very values it was given for.';
comment on column core.kvittering.program_id is 'The programme.';
comment on column core.kvittering.plan_id is 'The plan.';
comment on column core.kvittering.regel is 'Rule id, e.g. HP-1.';
comment on column core.kvittering.sted is 'Path of the place.';
comment on column core.kvittering.oppgitt is 'The stated value; empty where there is none.';
comment on column core.kvittering.beregnet is 'The computed value; empty where there is none.';
comment on column core.kvittering.grunn is 'Why it may stand.';
comment on column core.kvittering.person_id is 'Who says so.';
comment on column core.kvittering.tid is 'When.';
comment on constraint funnet_er_kvittert_fra_foer on core.kvittering is 'Funnet er allerede kvittert ut.';
comment on constraint kvittering_krever_grunn on core.kvittering is 'En kvittering krever en grunn på mellom 3 og 2000 tegn.';

create table core.plan_versjon (
	program_id uuid not null,
	plan_id    uuid not null,
	nr         int not null,
	revisjon   int not null,
	bytes      bytea not null,
	hash       bytea not null,
	person_id  uuid not null references core.person (id),
	tid        timestamptz not null default now(),
	constraint versjonen_finnes_fra_foer primary key (program_id, plan_id, nr),
	constraint versjonens_revisjon foreign key (program_id, plan_id, revisjon)
		references core.plan_revisjon (program_id, plan_id, nr),
	constraint versjonen_er_fremlagt_foer unique (program_id, plan_id, hash),
	constraint hashen_er_av_innholdet check (hash = sha256(bytes)),
	constraint versjoner_telles_fra_en check (nr >= 1)
);
comment on table core.plan_versjon is 'Frozen versions: the canonical bytes (RFC 8785) and their SHA-256. Only added to (PH-4).';
comment on column core.plan_versjon.program_id is 'The programme.';
comment on column core.plan_versjon.plan_id is 'The plan.';
comment on column core.plan_versjon.nr is 'Counts from 1.';
comment on column core.plan_versjon.revisjon is 'The revision that was frozen.';
comment on column core.plan_versjon.bytes is 'The canonical bytes; never rebuilt.';
comment on column core.plan_versjon.hash is 'SHA-256 of bytes.';
comment on column core.plan_versjon.person_id is 'Who submitted.';
comment on column core.plan_versjon.tid is 'When.';
comment on constraint versjonen_er_fremlagt_foer on core.plan_versjon is 'Nøyaktig dette innholdet er allerede fremlagt.';
comment on constraint hashen_er_av_innholdet on core.plan_versjon is 'Hashen er ikke hashen av innholdet.';

create table core.versjon_funn (
	program_id   uuid not null,
	plan_id      uuid not null,
	versjon      int not null,
	nr           int not null,
	regel        text not null,
	alvor        text not null,
	sted         text not null,
	oppgitt      text,
	beregnet     text,
	kilde        text not null,
	tekst        text not null,
	grunn        text,
	kvittert_av  uuid references core.person (id),
	kvittert_tid timestamptz,
	constraint versjon_funn_noekkel primary key (program_id, plan_id, versjon, nr),
	constraint funnets_versjon foreign key (program_id, plan_id, versjon) references core.plan_versjon (program_id, plan_id, nr),
	constraint en_frosset_feil_er_kvittert check (alvor = 'varsel' or grunn is not null)
);
comment on table core.versjon_funn is 'The findings and acknowledgements as they stood when the version was frozen; shown to whoever decides.';
comment on column core.versjon_funn.program_id is 'The programme.';
comment on column core.versjon_funn.plan_id is 'The plan.';
comment on column core.versjon_funn.versjon is 'The frozen version.';
comment on column core.versjon_funn.nr is 'Order of the finding.';
comment on column core.versjon_funn.regel is 'Rule id.';
comment on column core.versjon_funn.alvor is 'feil or varsel.';
comment on column core.versjon_funn.sted is 'Path of the place.';
comment on column core.versjon_funn.oppgitt is 'Stated value.';
comment on column core.versjon_funn.beregnet is 'Computed value.';
comment on column core.versjon_funn.kilde is 'Source of the rule.';
comment on column core.versjon_funn.tekst is 'The finding in words.';
comment on column core.versjon_funn.grunn is 'The reason given when it was acknowledged.';
comment on column core.versjon_funn.kvittert_av is 'Who acknowledged.';
comment on column core.versjon_funn.kvittert_tid is 'When.';
comment on constraint en_frosset_feil_er_kvittert on core.versjon_funn is 'En feil må være rettet eller kvittert ut før planen fremlegges.';

create table core.idempotens (
	person_id uuid not null references core.person (id),
	noekkel   text not null,
	funksjon  text not null,
	argument  bytea not null,
	svar      json not null,
	tid       timestamptz not null default now(),
	constraint idempotens_noekkel primary key (person_id, noekkel),
	constraint idempotensnoekkelen_er_kort check (length(noekkel) between 8 and 128)
);
comment on table core.idempotens is 'Answers to requests that must not happen twice: the same key gives the same answer and changes nothing.';
comment on column core.idempotens.person_id is 'The caller.';
comment on column core.idempotens.noekkel is 'The key the caller chose.';
comment on column core.idempotens.funksjon is 'The method it was used for.';
comment on column core.idempotens.argument is 'SHA-256 of the request: the same key with another request is refused.';
comment on column core.idempotens.svar is 'The answer that was given.';
comment on column core.idempotens.tid is 'When; kept seven days.';
comment on constraint idempotensnoekkelen_er_kort on core.idempotens is 'idempotency_key må ha mellom 8 og 128 tegn.';
