-- Elections by lists and by agreement (handbook, section 6, V-5, V-6; KL 7-4 to 7-7): lists are proposals of a meeting; their votes, the
-- seats they gave, and the urn of a ballot that the organ has decided to hold in writing.
alter table core.motforslag drop constraint motforslagets_slag_er_kjent,
	add constraint motforslagets_slag_er_kjent check (slag in ('alternativ', 'endring', 'utsettelse', 'tilbakesending', 'liste', 'hemmelig'));
comment on column core.motforslag.slag is
	'alternativ (instead of what is proposed), endring (an amendment), utsettelse, tilbakesending; in elections liste (candidates in order) and hemmelig (that the lists be voted on in writing).';
comment on constraint motforslagets_slag_er_kjent on core.motforslag is 'Slaget må være alternativ, endring, utsettelse, tilbakesending, liste eller hemmelig.';

alter table core.stemme drop constraint stemmen_er_ja_nei_eller_blank,
	add constraint stemmen_er_ja_nei_eller_blank check (stemme in ('ja', 'nei', 'blank', 'hemmelig'));
comment on column core.stemme.stemme is 'ja, nei, or blank in elections and appointments; hemmelig: has voted in a secret ballot, and what is in no row.';
comment on constraint stemmen_er_ja_nei_eller_blank on core.stemme is 'Stemmen må være ja, nei eller blank.';

alter table core.valgomgang drop constraint et_valg_har_to_omganger, add constraint et_valg_har_to_omganger check (omgang between 0 and 2);
comment on column core.valgomgang.omgang is '0: an agreement that was not unanimous (KL 7-7); 1 or 2.';

alter table core.resultat add column valgmaate text,
	add constraint resultatets_valgmaate_er_kjent check (valgmaate = 'flertall');
comment on column core.resultat.valgmaate is 'flertall: no agreement was reached, and the meeting elected by majority; null: as the case proposes, or by the lists that are entered.';
comment on constraint resultatets_valgmaate_er_kjent on core.resultat is 'Valgmåten oppgis bare som flertall, når det ikke ble avtalevalg.';

create table core.valgurne (
	program_id uuid not null,
	moete_id   uuid not null,
	sak_id     uuid not null,
	liste      int not null,
	antall     int not null,
	constraint valgurne_noekkel primary key (program_id, moete_id, sak_id, liste),
	constraint urnens_sak foreign key (program_id, moete_id, sak_id) references core.moete_sak (program_id, moete_id, sak_id)
);
comment on table core.valgurne is 'Ballots of a secret vote: how many for each list, and no more. Read when the vote is closed, by nobody before.';
comment on column core.valgurne.program_id is 'The programme.';
comment on column core.valgurne.moete_id is 'The meeting.';
comment on column core.valgurne.sak_id is 'The case.';
comment on column core.valgurne.liste is 'The list''s number (core.motforslag.nr); 0: blank.';
comment on column core.valgurne.antall is 'Ballots.';

create table core.valgoppgjoer (
	program_id    uuid not null,
	motforslag_id uuid not null,
	stemmer       int not null,
	plasser       int not null,
	lodd          boolean not null,
	tid           timestamptz not null default clock_timestamp(),
	constraint listen_er_talt_opp primary key (program_id, motforslag_id),
	constraint oppgjoerets_liste foreign key (program_id, motforslag_id) references core.motforslag (program_id, id)
);
comment on table core.valgoppgjoer is 'What each list of a proportional election got (KL 7-6).';
comment on column core.valgoppgjoer.program_id is 'The programme.';
comment on column core.valgoppgjoer.motforslag_id is 'The list.';
comment on column core.valgoppgjoer.stemmer is 'Ballots for it.';
comment on column core.valgoppgjoer.plasser is 'Seats it got.';
comment on column core.valgoppgjoer.lodd is 'The last of them by lot, against a list with as many ballots.';
comment on column core.valgoppgjoer.tid is 'When it was counted.';
