-- Where a refusal leads, decisions that take the place of older ones, and what a meeting postpones or returns (handbook,
-- section 4, "When refused"; PH-7).

alter table core.akt add column ved_nei text not null default 'videre',
	add constraint det_er_kjent_hva_et_nei_foerer_til check (ved_nei in ('videre', 'tilbake', 'avvist', 'venter'));
comment on column core.akt.ved_nei is
	'What a no leads to: videre: the step is done; tilbake: to who prepared, the case is tilbakesendt; avvist: the case is refused; venter: the step stays open.';

alter table core.regel add column ved_nei text,
	add column klage_over text[],
	add constraint regelens_nei_er_kjent check (ved_nei in ('videre', 'tilbake', 'avvist', 'venter')),
	add constraint klagen_gjelder_et_utfall check (klage_over <@ array['ja', 'nei']);
comment on column core.regel.ved_nei is 'Where a no leads elsewhere than the act says (core.akt.ved_nei); null: as the act says.';
comment on column core.regel.klage_over is 'Outcomes that are enkeltvedtak, with three weeks'' klage (FVL 29, OF 9); null: none.';

alter table core.resultat drop constraint resultatet_er_ja_eller_nei,
	add constraint resultatets_utfall_er_kjent check (utfall in ('ja', 'nei', 'utsatt', 'tilbakesendt')),
	add column begrunnelse text,
	add constraint resultatets_begrunnelse_er_ikke_for_lang check (length(begrunnelse) <= 20000);
comment on column core.resultat.utfall is 'ja, nei, utsatt or tilbakesendt; must agree with the votes, which in the two last are on postponing or returning the case.';
comment on column core.resultat.begrunnelse is 'Reasons of the decision.';
comment on constraint resultatets_utfall_er_kjent on core.resultat is 'Utfallet må være ja, nei, utsatt eller tilbakesendt.';
comment on constraint resultatets_begrunnelse_er_ikke_for_lang on core.resultat is 'Begrunnelsen er lengre enn 20 000 tegn.';

alter table core.sak drop constraint sakens_tilstand_er_kjent,
	add constraint sakens_tilstand_er_kjent check (tilstand in
		('under_behandling', 'vedtatt', 'godkjent', 'registrert', 'avvist', 'tilbakesendt', 'ugyldig', 'erstattet'));
comment on column core.sak.tilstand is
	'under_behandling; vedtatt by its organ; godkjent also by a second deciding organ; registrert where nobody decides; avvist; tilbakesendt; ugyldig; erstattet by a newer decision.';

create table core.omgjoering (
	program_id uuid not null,
	sak_id     uuid not null,
	ny_sak_id  uuid not null,
	dato       date not null,
	tid        timestamptz not null default clock_timestamp(),
	constraint vedtaket_er_alt_erstattet primary key (program_id, sak_id),
	constraint den_erstattede_saken foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint saken_som_erstatter foreign key (program_id, ny_sak_id) references core.sak (program_id, id)
);
create index omgjoering_ny on core.omgjoering (program_id, ny_sak_id);
comment on table core.omgjoering is 'Which decided case took the place of which (PH-7: superseded, never edited).';
comment on column core.omgjoering.program_id is 'The programme.';
comment on column core.omgjoering.sak_id is 'The older case.';
comment on column core.omgjoering.ny_sak_id is 'The newer one.';
comment on column core.omgjoering.dato is 'The legal date from which it did.';
comment on column core.omgjoering.tid is 'When it was registered.';
comment on constraint vedtaket_er_alt_erstattet on core.omgjoering is 'Vedtaket er alt erstattet av et nyere.';
