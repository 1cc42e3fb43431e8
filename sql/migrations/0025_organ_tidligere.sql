-- What an organ was before it changed: name, legal form, parent, numbers, seats, with validity dates (handbook, sections 2, 9).

create table core.organ_tidligere (
	organ_id      uuid not null references core.organ (id),
	fra           date not null,
	til           date not null,
	navn          text not null,
	juridisk_form text not null references core.juridisk_form (form),
	forelder      uuid references core.organ (id),
	orgnr         text,
	nummer        text,
	seter         int,
	kilde         text not null,
	endret_av     uuid not null references core.person (id),
	tid           timestamptz not null default clock_timestamp(),
	constraint organet_er_alt_endret_den_dagen primary key (organ_id, fra),
	constraint den_tidligere_utgaven_varte_en_dag check (til >= fra),
	constraint endringens_kilde_er_ikke_tom check (length(btrim(kilde)) between 1 and 500)
);
comment on table core.organ_tidligere is 'Former states of organs, each with its first and last day; core.organ is the present one. Only added to: nothing is remapped silently.';
comment on column core.organ_tidligere.organ_id is 'The organ.';
comment on column core.organ_tidligere.fra is 'First day of the former state.';
comment on column core.organ_tidligere.til is 'Its last day.';
comment on column core.organ_tidligere.navn is 'Name then.';
comment on column core.organ_tidligere.juridisk_form is 'Legal form then.';
comment on column core.organ_tidligere.forelder is 'Parent then.';
comment on column core.organ_tidligere.orgnr is 'Organisasjonsnummer then.';
comment on column core.organ_tidligere.nummer is 'Kommune or fylke number then.';
comment on column core.organ_tidligere.seter is 'Seats then.';
comment on column core.organ_tidligere.kilde is 'What changed it.';
comment on column core.organ_tidligere.endret_av is 'Who registered the change.';
comment on column core.organ_tidligere.tid is 'When.';
comment on constraint organet_er_alt_endret_den_dagen on core.organ_tidligere is 'Organet er alt endret fra den dagen.';
comment on constraint endringens_kilde_er_ikke_tom on core.organ_tidligere is 'Kilden må ha mellom 1 og 500 tegn.';
