-- Conditions of a decision (handbook, section 4): rows with deadline, who follows them up, proof, and whether they are met.

drop trigger if exists uforanderlig on core.vilkaar;
alter table core.vilkaar add column id uuid not null default gen_random_uuid(), add column vedtak_id uuid, add column frist date,
	add column ansvarlig text not null default 'KDIR';
update core.vilkaar v set vedtak_id = t.vedtak_id from core.tilsagn t where t.program_id = v.program_id and t.id = v.tilsagn_id;
alter table core.vilkaar drop constraint vilkaar_noekkel, drop constraint vilkaarets_tilsagn, drop column tilsagn_id,
	alter column vedtak_id set not null, alter column ansvarlig drop default,
	add constraint vilkaar_noekkel primary key (program_id, id),
	add constraint vilkaarets_nummer_er_i_bruk unique (program_id, vedtak_id, nr),
	add constraint vilkaarets_vedtak foreign key (program_id, vedtak_id) references core.vedtak (program_id, id);
comment on table core.vilkaar is 'Conditions of a decision. Never changed; what happens with one is core.vilkaar_hendelse.';
comment on column core.vilkaar.id is 'Random id.';
comment on column core.vilkaar.vedtak_id is 'The decision that sets it.';
comment on column core.vilkaar.frist is 'Last day to meet it; null: none.';
comment on column core.vilkaar.ansvarlig is 'Function of the matrix whose organ follows it up.';

create table core.vilkaar_hendelse (
	program_id uuid not null,
	nr         int not null,
	vilkaar_id uuid not null,
	slag       text not null,
	tekst      text,
	vedlegg_id uuid,
	organ_id   uuid not null references core.organ (id),
	person_id  uuid not null references core.person (id),
	dato       date not null,
	tid        timestamptz not null default clock_timestamp(),
	constraint vilkaar_hendelse_noekkel primary key (program_id, vilkaar_id, nr),
	constraint hendelsens_vilkaar foreign key (program_id, vilkaar_id) references core.vilkaar (program_id, id),
	constraint hendelsen_er_kjent check (slag in ('dokumentert', 'godkjent', 'underkjent', 'frafalt')),
	constraint hendelsens_tekst_er_kort check (length(tekst) <= 20000),
	constraint dokumentasjonen_er_ikke_tom check (slag <> 'dokumentert' or length(btrim(coalesce(tekst, ''))) > 0 or vedlegg_id is not null)
);
comment on table core.vilkaar_hendelse is 'What happens with a condition: proof given, approved or not, waived. Only added to; the newest tells the state.';
comment on column core.vilkaar_hendelse.program_id is 'The programme.';
comment on column core.vilkaar_hendelse.nr is 'Order, from 1.';
comment on column core.vilkaar_hendelse.vilkaar_id is 'The condition.';
comment on column core.vilkaar_hendelse.slag is 'dokumentert, godkjent, underkjent or frafalt.';
comment on column core.vilkaar_hendelse.tekst is 'The proof in words, or the reason.';
comment on column core.vilkaar_hendelse.vedlegg_id is 'The proof as an attachment of the programme.';
comment on column core.vilkaar_hendelse.organ_id is 'For which organ.';
comment on column core.vilkaar_hendelse.person_id is 'By whom.';
comment on column core.vilkaar_hendelse.dato is 'When.';
comment on column core.vilkaar_hendelse.tid is 'When it was registered.';
comment on constraint hendelsens_tekst_er_kort on core.vilkaar_hendelse is 'Teksten er lengre enn 20 000 tegn.';
comment on constraint dokumentasjonen_er_ikke_tom on core.vilkaar_hendelse is 'Dokumentasjonen må være en tekst eller et vedlegg.';

alter table core.resultat add column vilkaar jsonb;
alter table core.handling add column vilkaar jsonb;
comment on column core.resultat.vilkaar is 'Conditions that the meeting set: the contract''s Vilkaar; null: none.';
comment on column core.handling.vilkaar is 'Conditions that the decision set: the contract''s Vilkaar; null: none.';
