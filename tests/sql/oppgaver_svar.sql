-- What waits for an answer: an open question of habilitet of who decides it (H-4), comments on a plan of who prepares it. What was
-- answered long ago, or came before an organ had its function, is not asked to be received. Awards without a plan are warned about.
begin;
select plan(42);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.oppgaver(hvem text, slag text) returns text
language sql as $$ select coalesce(string_agg(concat_ws(' ', o ->> 'program', o ->> 'sak', o ->> 'akt', o ->> 'organ', o ->> 'tittel', o ->> 'kilde'), ', ' order by n), '')
	from json_array_elements(test.svar(hvem, 'list_tasks') -> 'oppgaver') with ordinality x (o, n) where o ->> 'slag' = oppgaver.slag $$;

-- Habilitet: of the styringsgruppe the leader knows of it, the members when the meeting is open.
select test.fremlagt('handlingsplan-2021'), test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-1');
select is(test.oppgaver('sgleder', 'habilitet'), '', 'no question');
select is(test.grunn('sg5', 'declare_habilitet', '{"sak":"dal/sak-1","grunn":"part"}'), 'ok', 'a member raises one of herself');
select is(test.oppgaver('sgleder', 'habilitet'), 'dal dal/sak-1 avgjoer_habilitet sg Habiliteten til Sg5 Prøve: Plan handlingsplan-2021 H-4; FVL 8', 'the leader is told');
select is(test.oppgaver(h, 'habilitet'), '', h || ' is not yet') from unnest(array['sg2', 'sg5', 'sgsekr', 'ordfoerer', 'leder']) h;
select test.moete('sgleder', 'sg', 'dal/sak-1');
select is(test.oppgaver(h, 'habilitet') <> '', v, format('in the meeting %s: %s', h, v)) from (values ('sgleder', true), ('sg2', true), ('sg4', true), ('sg5', false), ('sgsekr', false), ('observatoer', false)) x (h, v);
select is(test.grunn('sg2', 'vote_habilitet', '{"sak":"dal/sak-1","brukernavn":"sg5","stemme":"ja"}'), 'ok', 'one votes');
select is(test.oppgaver('sg2', 'habilitet') || (test.oppgaver('sg3', 'habilitet') <> ''), 'true', 'and is done, the others are not');
select test.grunn(h, 'vote_habilitet', '{"sak":"dal/sak-1","brukernavn":"sg5","stemme":"ja"}') from unnest(array['sgleder', 'sg3', 'sg4']) h;
select is(test.oppgaver('sgleder', 'habilitet') <> '', true, 'who presides closes it');
select is(test.grunn('sgleder', 'decide_habilitet', '{"sak":"dal/sak-1","brukernavn":"sg5"}') || test.oppgaver('sgleder', 'habilitet'), 'ok', 'then it is decided');
-- Of the leader himself the deputy; of who acts alone the superior.
select is(test.grunn('sg3', 'raise_habilitet', '{"sak":"dal/sak-1","brukernavn":"leder","grunn":"part"}'), 'ok', 'another''s, who acts alone');
select is((test.oppgaver('direktoer', 'habilitet') <> '') || ' ' || test.oppgaver('leder', 'habilitet') || test.oppgaver('sgleder', 'habilitet'), 'true ', 'is her superior''s');
select is(test.grunn('direktoer', 'decide_habilitet', '{"sak":"dal/sak-1","brukernavn":"leder","utfall":"nei"}') || test.oppgaver('direktoer', 'habilitet'), 'ok', 'until he says it');

-- Comments.
create function test.kommenter(hvem text) returns text
language sql as $$ select test.grunn(hvem, 'comment_plan', json_build_object('plan', 'dal/handlingsplan-2021', 'tekst', 'Hvorfor?')) $$;
select is(test.kommenter('sgleder') || test.kommenter('raadgiver'), 'okok', 'two comments');
select is(test.oppgaver('leder', 'kommentar'), 'dal besvarer epl 2 kommentar(er) til dal/handlingsplan-2021 venter på svar omstilling: kommentarer', 'wait for the project leader');
select is(test.oppgaver(h, 'kommentar'), '', 'not for ' || h) from unnest(array['sgleder', 'raadgiver', 'ordfoerer']) h;
select is(test.grunn('leder', 'answer_comment', '{"plan":"dal/handlingsplan-2021","kommentar":1,"tekst":"Derfor."}') || ' ' || test.oppgaver('leder', 'kommentar'),
	'ok dal besvarer epl 1 kommentar(er) til dal/handlingsplan-2021 venter på svar omstilling: kommentarer', 'one is answered');
select is(test.grunn('leder', 'waive_comment', '{"plan":"dal/handlingsplan-2021","kommentar":2,"grunn":"x"}') || test.oppgaver('leder', 'kommentar'), 'ok', 'and one waived');

-- An application is received until it is answered, by the successor too.
create function test.mottas(hvem text) returns text
language sql as $$ select coalesce(string_agg(o ->> 'sak', ' ' order by n), '') from json_array_elements(test.svar(hvem, 'list_tasks') -> 'oppgaver') with ordinality x (o, n) where o ->> 'akt' = 'mottar' $$;
select test.person('eva', 'os', 'leder'), test.person('silje', 'pl', 'programleder'), test.ny_sak('leder', 3);
select test.kst_vedtar('dal/sak-2');
select is(test.gjoer('direktoer', 'soeker', 'dal/sak-2') || ' ' || test.mottas('fsekr'), 'ok dal/sak-2', 'the county is asked to receive the application');
select is(test.ny_sak('silje', 34), 'dal/sak-3', 'a report of these days');
select test.dag('2020-11-01'), test.organ('fu2', 'FU', 'folkevalgt', 'fylket', 5), test.person('ny', 'fu2', 'leder'), test.person('ny', 'fu2', 'sekretaer');
insert into core.program_organ (program_id, organ_id, funksjon, fra) select p.id, o.id, 'F', '2020-11-01' from core.program p, core.organ o where p.kortnavn = 'dal' and o.kortnavn = 'fu2';
update core.program_organ set til = '2020-10-31' where organ_id = (select id from core.organ where kortnavn = 'fu');
select is(test.mottas('ny'), 'dal/sak-2', 'so is the organ that follows, for it has still to be answered');
set local session_replication_role = replica;
insert into core.vedtak (program_id, sak_id, handling, beslutning, organ_id, akt, dato, utfall) select s.program_id, s.id, 1, 4, o.id, 'vedtar', '2020-10-20', 'ja' from test.sak('dal/sak-2') s, core.organ o where o.kortnavn = 'fu';
set local session_replication_role = origin;
select is(test.mottas('ny'), '', 'when it is, nobody');
select is(test.gjoer('ny', 'mottar', 'dal/sak-2'), 'ok', 'though it may be entered');
select is(core.mottak_er_forbi(test.sak('dal/sak-3'), o.id), o.kortnavn = 'fu2', o.kortnavn || ': a report was the old organ''s to receive') from core.organ o where o.kortnavn in ('fu', 'fu2') order by o.kortnavn;

-- The year wheel: in phase 3, from the new year on until its plan is adopted.
create function test.varslet() returns text
language sql as $$ select coalesce((select v ->> 'tekst' from jsonb_array_elements(core.varsler((select id from core.program where kortnavn = 'dal'))) v where v ->> 'varsel' = 'aarets_plan_er_ikke_vedtatt'), '-') $$;
create function test.tildeling(hvem text) returns text
language sql as $$ select string_agg(o ->> 'tittel', ' | ') from json_array_elements(test.svar(hvem, 'list_tasks') -> 'oppgaver') o where o ->> 'sak' = 'dal/sak-4' $$;
select test.dag('2021-01-02'), test.ny_sak('silje', 27, '{"beloep":"1000"}', 'Tilskudd');
select test.grunn('silje', 'declare_habilitet', '{"sak":"dal/sak-4","grunn":"ingen"}');
select test.avgjoer('silje', 'dal/sak-4');
select is(test.varslet() || ' ' || test.tildeling('eva'), '- Tilskudd', 'in phase 2 there is no plan to wait for');
set local session_replication_role = replica;
insert into core.fase (program_id, fase, aapnet) select id, 3, '2021-01-01' from core.program where kortnavn = 'dal';
set local session_replication_role = origin;
select is(test.varslet(), 'Handlingsplanen for 2021 er ikke vedtatt; tildelinger før den er det, har ingen plan.', 'in phase 3 there is');
select is(test.svar('eva', 'get_sak', '{"sak":"dal/sak-4"}') #>> '{sak,varsler,0,varsel}', 'aarets_plan_er_ikke_vedtatt', 'the case of an award says it');
select is(test.tildeling('eva'), 'Tilskudd. Handlingsplanen for 2021 er ikke vedtatt; tildelinger før den er det, har ingen plan.', 'and who is to decide it is told');
select test.person('os2', 'os', 'medlem'), test.fremlagt('handlingsplan-2021', 'silje');
select test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-5'), test.foer('eva', 'dal/sak-5', 'os', 3, 0);
select test.gjoer('direktoer', 'fremlegger', 'dal/sak-5'), test.kst_vedtar('dal/sak-5');
select is(test.tilstand('dal/sak-5') || ' ' || test.varslet() || ' ' || test.tildeling('eva'), 'vedtatt - Tilskudd', 'until it is adopted');
select test.dag('2022-01-01');
select is(test.varslet(), 'Handlingsplanen for 2022 er ikke vedtatt; tildelinger før den er det, har ingen plan.', 'and anew after 31 December');
select test.dag('2027-01-01');
select is(test.varslet(), '-', 'not when the programme''s period is over');
select * from finish();
rollback;
