-- Comments on plans, each anchored to a thing in one revision, and what was answered.

create table core.kommentar (
	program_id uuid not null,
	plan_id    uuid not null,
	nr         int not null,
	revisjon   int not null,
	versjon    int,
	vedtatt    boolean not null,
	noekkel    text not null,
	sted       text not null,
	tekst      text,
	person_id  uuid not null references core.person (id),
	dato       date not null,
	tid        timestamptz not null default clock_timestamp(),
	constraint kommentaren_finnes_fra_foer primary key (program_id, plan_id, nr),
	constraint den_kommenterte_revisjonen foreign key (program_id, plan_id, revisjon) references core.plan_revisjon (program_id, plan_id, nr),
	constraint den_kommenterte_versjonen foreign key (program_id, plan_id, versjon) references core.plan_versjon (program_id, plan_id, nr),
	constraint kommentaren_har_tekst check (length(btrim(tekst)) between 1 and 4000),
	constraint stedet_er_ikke_for_langt check (length(sted) <= 2000 and length(noekkel) <= 20000)
);
comment on table core.kommentar is 'Comments on plans. Only added to; the text alone may be deleted when the law demands it (handbook, section 10).';
comment on column core.kommentar.program_id is 'The programme.';
comment on column core.kommentar.plan_id is 'The plan.';
comment on column core.kommentar.nr is 'Number in the plan, from 1.';
comment on column core.kommentar.revisjon is 'The revision that was read.';
comment on column core.kommentar.versjon is 'The frozen version that was read; null: the draft, whose comments go with the next version that is frozen.';
comment on column core.kommentar.vedtatt is 'The version was adopted already: the comment is for everybody who is logged in, and hinders nothing.';
comment on column core.kommentar.noekkel is 'What is commented on, by the key of core.flett_rad, which it keeps when it is moved or renamed; empty: the whole plan.';
comment on column core.kommentar.sted is 'Its path at that time, as findings write it.';
comment on column core.kommentar.tekst is 'What is said; null once deleted.';
comment on column core.kommentar.person_id is 'Who says it.';
comment on column core.kommentar.dato is 'The day.';
comment on column core.kommentar.tid is 'When.';
comment on constraint kommentaren_har_tekst on core.kommentar is 'En kommentar må ha mellom 1 og 4000 tegn.';
comment on constraint stedet_er_ikke_for_langt on core.kommentar is 'Stedet er for langt. Kommenter det som det står i.';

create table core.kommentar_svar (
	program_id uuid not null,
	plan_id    uuid not null,
	kommentar  int not null,
	nr         int not null,
	tilstand   text not null,
	tekst      text,
	person_id  uuid not null references core.person (id),
	dato       date not null,
	tid        timestamptz not null default clock_timestamp(),
	constraint kommentarsvaret_finnes_fra_foer primary key (program_id, plan_id, kommentar, nr),
	constraint svarets_kommentar foreign key (program_id, plan_id, kommentar) references core.kommentar (program_id, plan_id, nr),
	constraint kommentarens_tilstand_er_kjent check (tilstand in ('aapen', 'besvart', 'frafalt')),
	constraint svaret_har_tekst check (length(btrim(tekst)) between 1 and 4000)
);
comment on table core.kommentar_svar is 'What followed on a comment; the last of it is the comment''s state. Only added to, but for text that the law wants deleted.';
comment on column core.kommentar_svar.program_id is 'The programme.';
comment on column core.kommentar_svar.plan_id is 'The plan.';
comment on column core.kommentar_svar.kommentar is 'The comment.';
comment on column core.kommentar_svar.nr is 'Order, from 1.';
comment on column core.kommentar_svar.tilstand is 'What the comment is from here on: besvart by those who prepare the plan; aapen again by the commenter; frafalt, for good.';
comment on column core.kommentar_svar.tekst is 'The answer, or why it is waived; null once deleted.';
comment on column core.kommentar_svar.person_id is 'Who says it.';
comment on column core.kommentar_svar.dato is 'The day.';
comment on column core.kommentar_svar.tid is 'When.';
comment on constraint svaret_har_tekst on core.kommentar_svar is 'Et svar må ha mellom 1 og 4000 tegn.';
