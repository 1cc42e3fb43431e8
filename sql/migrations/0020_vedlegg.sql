-- Attachments: files of a programme, kept in parts under their SHA-256.

create table core.vedleggstype (
	type  text primary key,
	navn  text not null,
	kilde text not null
);
comment on table core.vedleggstype is 'Kinds of attachment.';
comment on column core.vedleggstype.type is 'Short name used in the contract.';
comment on column core.vedleggstype.navn is 'Norwegian name.';
comment on column core.vedleggstype.kilde is 'Where the kind comes from.';

create table core.vedlegg_rett (
	type       text not null references core.vedleggstype (type),
	nr         int not null,
	funksjoner text[] not null,
	roller     text[] not null,
	kilde      text not null,
	constraint vedlegg_rett_noekkel primary key (type, nr)
);
comment on table core.vedlegg_rett is 'Who may add an attachment of a kind: those with one of the roles in an organ with one of the functions (matrix, column P).';
comment on column core.vedlegg_rett.type is 'The kind.';
comment on column core.vedlegg_rett.nr is 'Order among the kind''s rows.';
comment on column core.vedlegg_rett.funksjoner is 'Functions in the programme.';
comment on column core.vedlegg_rett.roller is 'Roles in such an organ.';
comment on column core.vedlegg_rett.kilde is 'Where it stands.';

create table core.vedlegg (
	program_id        uuid not null references core.program (id),
	id                uuid not null default gen_random_uuid(),
	plan_id           uuid,
	sak_id            uuid,
	tittel            text not null,
	type              text not null,
	medietype         text not null,
	filnavn           text not null,
	stoerrelse        bigint not null,
	sha256            bytea not null,
	skjermingshjemmel text,
	lastet_opp_av     uuid not null references core.person (id),
	paabegynt         timestamptz not null default now(),
	utloeper          timestamptz not null default now() + interval '24 hours',
	mottatt           bigint not null default 0,
	ferdig            timestamptz,
	constraint vedlegg_noekkel primary key (program_id, id),
	constraint vedlegg_id_er_entydig unique (id),
	constraint vedleggets_plan foreign key (program_id, plan_id) references core.plan (program_id, id),
	constraint vedleggets_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint ukjent_vedleggstype foreign key (type) references core.vedleggstype (type),
	constraint vedleggets_tittel_er_ikke_tom check (length(btrim(tittel)) between 1 and 300),
	constraint medietypen_har_to_ledd check (medietype ~ '^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,63}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,63}$'),
	constraint filnavnet_er_uten_sti check (length(filnavn) between 1 and 255 and filnavn !~ '[/\\[:cntrl:]]' and filnavn not in ('.', '..')),
	constraint vedlegget_er_under_taket check (stoerrelse between 0 and 268435456),
	constraint sha256_er_32_byte check (length(sha256) = 32),
	constraint skjerming_har_hjemmel check (length(btrim(skjermingshjemmel)) between 3 and 200),
	constraint ikke_mer_enn_filen_er_mottatt check (mottatt between 0 and greatest(stoerrelse, 0)),
	constraint bare_hele_filer_er_ferdige check (ferdig is null or mottatt = stoerrelse)
);
create index vedlegg_uferdig on core.vedlegg (lastet_opp_av, utloeper) where ferdig is null;
comment on table core.vedlegg is 'Attachments. Unfinished ones are their uploader''s alone, and removed 24 hours after their last part; finished ones never change.';
comment on column core.vedlegg.program_id is 'The programme.';
comment on column core.vedlegg.id is 'Random id.';
comment on column core.vedlegg.plan_id is 'The plan it was made for, if any.';
comment on column core.vedlegg.sak_id is 'The case it belongs to, if any.';
comment on column core.vedlegg.tittel is 'Title.';
comment on column core.vedlegg.type is 'The kind.';
comment on column core.vedlegg.medietype is 'Media type (RFC 6838).';
comment on column core.vedlegg.filnavn is 'Name of the file, without a path.';
comment on column core.vedlegg.stoerrelse is 'Bytes, as announced.';
comment on column core.vedlegg.sha256 is 'SHA-256, as announced; of the content itself once it is finished.';
comment on column core.vedlegg.skjermingshjemmel is 'Legal basis of the screening; null: not screened (handbook, section 10).';
comment on column core.vedlegg.lastet_opp_av is 'The uploader.';
comment on column core.vedlegg.paabegynt is 'When it was announced.';
comment on column core.vedlegg.utloeper is 'When it is given up, while it is unfinished: 24 hours after the last part.';
comment on column core.vedlegg.mottatt is 'Bytes that have come.';
comment on column core.vedlegg.ferdig is 'When all had come and the sum was right; null: unfinished.';
comment on constraint vedleggets_plan on core.vedlegg is 'Planen hører til et annet program.';
comment on constraint vedleggets_sak on core.vedlegg is 'Saken hører til et annet program.';
comment on constraint ukjent_vedleggstype on core.vedlegg is 'Vedleggstypen finnes ikke.';
comment on constraint vedleggets_tittel_er_ikke_tom on core.vedlegg is 'Tittelen må ha mellom 1 og 300 tegn.';
comment on constraint medietypen_har_to_ledd on core.vedlegg is 'Medietypen skrives som application/pdf.';
comment on constraint filnavnet_er_uten_sti on core.vedlegg is 'Filnavnet må ha mellom 1 og 255 tegn og ingen sti.';
comment on constraint vedlegget_er_under_taket on core.vedlegg is 'Et vedlegg kan ikke være større enn 256 MiB.';
comment on constraint sha256_er_32_byte on core.vedlegg is 'SHA-256 skrives med 64 heksadesimale sifre.';
comment on constraint skjerming_har_hjemmel on core.vedlegg is 'En skjerming oppgir hjemmelen, for eksempel «offl. § 13».';

create table core.vedlegg_del (
	program_id uuid not null,
	vedlegg_id uuid not null,
	nr         int not null,
	innhold    bytea not null,
	constraint delen_er_mottatt_foer primary key (program_id, vedlegg_id, nr),
	constraint delens_vedlegg foreign key (program_id, vedlegg_id) references core.vedlegg (program_id, id) on delete cascade,
	constraint delen_er_hoeyst_256_kib check (length(innhold) between 1 and 262144)
);
alter table core.vedlegg_del alter column innhold set storage external;
comment on table core.vedlegg_del is 'The content, in parts of 256 KiB, the last one shorter. Stored as it came: most files are compressed already.';
comment on column core.vedlegg_del.program_id is 'The programme.';
comment on column core.vedlegg_del.vedlegg_id is 'The attachment.';
comment on column core.vedlegg_del.nr is 'From 0: the part begins at byte nr * 262144.';
comment on column core.vedlegg_del.innhold is 'The bytes.';
comment on constraint delen_er_mottatt_foer on core.vedlegg_del is 'Delen er mottatt fra før.';

create table core.vedlegg_bruk (
	program_id uuid not null,
	plan_id    uuid not null,
	versjon    int not null,
	vedlegg_id uuid not null,
	constraint vedlegg_bruk_noekkel primary key (program_id, plan_id, versjon, vedlegg_id),
	constraint brukens_versjon foreign key (program_id, plan_id, versjon) references core.plan_versjon (program_id, plan_id, nr),
	constraint vedlegget_er_frosset foreign key (program_id, vedlegg_id) references core.vedlegg (program_id, id)
);
create index vedlegg_bruk_av on core.vedlegg_bruk (program_id, vedlegg_id);
comment on table core.vedlegg_bruk is 'Which frozen versions refer to which attachments: these stay as they are, for good.';
comment on column core.vedlegg_bruk.program_id is 'The programme.';
comment on column core.vedlegg_bruk.plan_id is 'The plan.';
comment on column core.vedlegg_bruk.versjon is 'The frozen version.';
comment on column core.vedlegg_bruk.vedlegg_id is 'The attachment.';
comment on constraint vedlegget_er_frosset on core.vedlegg_bruk is 'En fremlagt plan viser til vedlegget. Det kan ikke fjernes.';
