-- Lovlighetskontroll (handbook, section 6, V-17): three members of the kommunestyre within three weeks; the decision stays in force,
-- flagged, unless it is suspended by the organ, its superior or the ministry.
begin;
select plan(21);
\ir lib/felles.psql
\ir lib/sak.psql

select test.person('k1', 'kst', 'medlem'), test.kst_vedtar(test.ny_sak('leder', 3));
create temp table v as select id from core.vedtak where akt = 'vedtar';
create function test.krev(hvem text, begrunnelse text default 'Saken var ikke utredet') returns text
language sql as $$ select test.grunn(hvem, 'demand_lovlighetskontroll', json_build_object('vedtak', (select id from v), 'begrunnelse', begrunnelse)) $$;
create function test.utsett(hvem text, mer jsonb default '{}') returns text
language sql as $$ select test.grunn(hvem, 'suspend_vedtak', (jsonb_build_object('vedtak', (select id from v), 'grunn', 'Klar feil') || mer)::json) $$;
create function test.flagg() returns text
language sql as $$ select concat_ws(' ', x ->> 'lovlighetskontroll', x ->> 'iverksetting_utsatt') from json_array_elements(test.svar(null, 'list_vedtak', '{"program":"dal"}') -> 'vedtak') x where x ->> 'akt' = 'vedtar' $$;

select is(test.krev(hvem), 'bare_medlemmer_krever_lovlighetskontroll', hvem || ' is no member') from unnest(array['sgleder', 'direktoer', 'ksekr', 'fmedlem', 'utenfor']) hvem;
select is(test.krev('krep', ' '), 'felt_mangler', 'a demand has reasons');
select is(test.grunn('krep', 'demand_lovlighetskontroll', '{"vedtak":"x","begrunnelse":"y"}'), 'ukjent_vedtak', 'and a decision');
select is(test.krev('krep') || test.krev('vara'), 'okok', 'two members demand it');
select is(test.krev('krep'), 'lovlighetskontroll_er_krevd', 'once each');
select is(test.flagg(), '', 'two are not enough');
select test.dag('2020-10-23');
select is(test.krev('k1'), 'fristen_for_lovlighetskontroll_er_ute', 'twenty-two days after');
select test.dag('2020-10-22');
select is(test.krev('k1'), 'ok', 'on the last day a third');
select is(test.flagg(), 'true', 'the decision is flagged');
select is(test.tilstand('dal/sak-1'), 'vedtatt', 'and in force');
select is(test.utsett('krep'), 'iverksettingen_utsettes_av_andre', 'a member does not suspend it');
select is(test.utsett('ordfoerer', '{"opphoer":true}'), 'iverksettingen_er_ikke_utsatt', 'what is not suspended is not let go');
select is(test.utsett('ordfoerer') || ' ' || test.utsett('deppen'), 'ok iverksettingen_er_alt_utsatt', 'the organ does, once');
select is(test.flagg(), 'true true', 'as anybody sees');
select is(test.gjoer('direktoer', 'soeker', 'dal/sak-1'), 'iverksettingen_er_utsatt', 'meanwhile the application is not sent');
select is(test.utsett('deppen', '{"opphoer":true}') || ' ' || test.gjoer('direktoer', 'soeker', 'dal/sak-1'), 'ok ok', 'the ministry lets go, and the case goes on');
select set_has($$select distinct (j.linje::json ->> 'hendelse') from core.journal j$$, $$values ('lovlighetskontroll_krevd'), ('iverksetting_utsatt')$$, 'journalled');
select * from finish();
rollback;
