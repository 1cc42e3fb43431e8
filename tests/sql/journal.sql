-- The journal: gapless, chained, append-only; who reads it. The chain is recomputed here by its definition.
begin;
select plan(22);
\ir lib/felles.psql

select test.organ('fylket', 'FK', 'etat', 'installasjonen'), test.organ('epl', 'EPL', 'etat', 'fylket'), test.organ('andre', 'EPL', 'etat', 'fylket');
select test.person('sjef', 'installasjonen', 'administrator'), test.person('pl', 'epl', 'prosjektleder'),
	test.person('fremmed', 'andre', 'prosjektleder'), test.person('obs', 'epl', 'observatoer');
select test.program('dal', 'fylket'), test.program('fjord', 'fylket');
select test.knytt('dal', 'epl', 'EPL'), test.knytt('fjord', 'andre', 'EPL');
select test.grunn('pl', 'create_plan', '{"program":"dal","type":"handlingsplan","aar":2021,"tittel":"Plan for 2021"}');

create function test.kjede(k uuid) returns table (nr bigint, brudd text) language plpgsql as $$
declare
	p     core.journal;
	hode  bytea := decode(repeat('00', 32), 'hex');
	neste bigint := 1;
begin
	for p in select * from core.journal j where j.kjede = k order by j.nr loop
		nr := p.nr;
		hode := sha256(hode || convert_to(p.linje, 'UTF8'));
		brudd := case when p.nr <> neste then 'nummer' when p.hash <> hode then 'hash'
			when (p.linje::jsonb ->> 'nummer')::bigint <> p.nr then 'linje'
			when p.innhold is not null and p.linje::jsonb ->> 'innhold_hash' <> encode(sha256(p.salt || convert_to(p.innhold, 'UTF8')), 'hex') then 'innhold' end;
		neste := neste + 1;
		return next;
	end loop;
end $$;
create temp view dal as select id from core.program where kortnavn = 'dal';

select is_empty('select * from test.kjede((select id from dal)) where brudd is not null', 'the programme''s chain holds');
select is_empty('select * from test.kjede(core.installasjonen()) where brudd is not null', 'the installation''s chain holds');
select cmp_ok((select count(*) from test.kjede((select id from dal))), '>=', 5::bigint, 'making a programme and a plan left entries');
select is((select h.nr from core.journal_hode h where h.kjede = (select id from dal)), (select max(nr) from test.kjede((select id from dal))),
	'the head is the newest entry');
select is((select linje::jsonb ->> 'person' from core.journal where linje like '%plan_opprettet%'), 'pl', 'an entry says who');
select ok((select innhold not like '%dokument%' from core.journal where linje like '%plan_lagret%' limit 1), 'a draft''s text stays out of the journal');
select is((select linje from core.journal j where kjede = (select id from dal) and nr = 1), (select core.jcs(linje::jsonb) from core.journal where kjede = (select id from dal) and nr = 1),
	'the chained line is canonical JSON');

-- Append-only, for the owner too.
select throws_ok($$delete from core.journal$$, 'RP009', null, 'nothing is deleted');
select throws_ok($$truncate core.journal$$, 'RP009', null, 'nor emptied');
select throws_ok($$update core.journal set linje = '{}'$$, 'RP009', null, 'a line does not change');
select throws_ok($$update core.journal set innhold = 'x'$$, 'RP009', null, 'content is not replaced');
select lives_ok($$update core.journal set innhold = null where kjede = core.installasjonen() and nr = 2$$, 'content is deleted when the law demands it');
select is_empty('select * from test.kjede(core.installasjonen()) where brudd is not null', 'and the chain holds all the same');
alter table core.journal disable trigger mister_bare_innhold;
update core.journal set linje = replace(linje, 'plan_lagret', 'plan_slettet') where linje like '%plan_lagret%';
select is((select min(nr) from test.kjede((select id from dal)) where brudd is not null), (select min(nr) from core.journal where linje like '%plan_slettet%'),
	'a line changed behind the triggers is found, and where');

-- Who reads.
select is(test.grunn('pl', 'list_journal', '{"program":"dal"}'), 'ok', 'those who serve the programme');
select is(test.grunn('obs', 'list_journal', '{"program":"dal"}'), 'ok', 'its observers too');
select is(test.grunn('fremmed', 'list_journal', '{"program":"dal"}'), 'bare_for_deltakere', 'nobody else');
select is(test.grunn('sjef', 'list_journal', '{"program":"dal"}'), 'bare_for_deltakere', 'not the operator either');
select is(test.grunn('pl', 'list_journal'), 'bare_driftsansvarlige', 'the installation''s chain is not for everybody');
select is(test.grunn('sjef', 'list_journal'), 'ok', 'it is for its administrators');
select is(test.grunn(null, 'list_journal', '{"program":"dal"}'), '42501', 'without a token: nothing');
select is(json_array_length(test.svar('pl', 'list_journal', '{"program":"dal","etter":"1","page_size":2}') -> 'poster'), 2, 'a page begins after the number given');

select * from finish();
rollback;
