-- New regulations: rules added and ended by the national administrator, journalled, never retroactive.
begin;
select plan(35);
\ir lib/felles.psql
\ir lib/sak.psql

select test.person('drift', 'installasjonen', 'administrator'), test.person('kddadm', 'kdd', 'administrator');
create function test.ny(hvem text, mer jsonb) returns text
language sql as $$
	select test.grunn(hvem, 'add_regel', json_build_object('regel', '{"beslutning":25,"steg":1,"funksjon":"IN","akt":"raader","kilde":"ny forskrift"}'::jsonb || mer))
$$;
create function test.slutt(hvem text, regel int, mer jsonb default '{"kilde":"opphevet"}') returns text
language sql as $$ select test.grunn(hvem, 'close_regel', (jsonb_build_object('regel', regel) || mer)::json) $$;

-- Who.
select is(test.ny(hvem, '{}'), 'bare_nasjonal_administrator', hvem || ' changes no regulation') from unnest('{fadm,kadm,deppen,direktoer,utenfor}'::text[]) hvem;
select is(test.slutt('fadm', 2501), 'bare_nasjonal_administrator', 'nor ends one');
select is(test.grunn(null, 'add_regel', '{}') || test.grunn(null, 'close_regel', '{}'), '4250142501', 'without logging in neither can be called');

-- What.
select is(test.ny('kddadm', mer::jsonb), grunn, tekst) from (values
	('{"gyldig_fra":"2020-09-30"}', 'regler_gjelder_ikke_bakover', 'never retroactive'), ('{"beslutning":41}', 'ukjent_beslutning', 'no row of its own'),
	('{"akt":"synger"}', 'regelen_har_ukjente_ord', 'no act of its own'), ('{"funksjon":"KONGEN"}', 'regelen_har_ukjente_ord', 'nor function'),
	('{"steg":0}', 'regelen_har_ukjente_ord', 'nor step'), ('{"omstendighet":"fullmåne"}', 'regelen_har_ukjente_ord', 'nor circumstance'),
	('{"krav":["alt"]}', 'regelen_har_ukjente_ord', 'nor krav'), ('{"kilde":" "}', 'felt_mangler', 'no rule without its source'),
	('{"gyldig_fra":"2021-01-01","gyldig_til":"2020-12-31"}', 'regelen_slutter_ikke_foer_den_begynner', 'nor backwards'),
	('{"steg":1,"funksjon":"KST","akt":"vedtar","gyldig_fra":"2020-10-01"}', 'ok', 'a rule from today')) v (mer, grunn, tekst);
select is(test.ny('drift', '{"steg":1,"funksjon":"KST","akt":"vedtar","gyldig_fra":"2020-10-01"}'), 'steget_finnes_fra_foer', 'the same twice is none');

-- A case keeps the rules it was opened with; a new one has the new.
select is(test.ny_sak('direktoer', 25), 'dal/sak-1', 'a case before');
select is(test.ny('drift', '{"steg":1,"funksjon":"SG","akt":"innstiller","paakrevd":true,"krav":["omstillingsplan_vedtatt"],"omstendighet":"fase_2","gyldig_fra":"2020-10-02"}'), 'ok', 'from tomorrow SG recommends');
select is((select id || ' ' || vilkaar::text || ' ' || gjelder from core.regel where funksjon = 'SG' and beslutning = 25), '2551 {omstillingsplan_vedtatt} fase_2', 'whole, numbered among those kept for it');
select is(test.ny('drift', '{"steg":2,"funksjon":"KST","akt":"vedtar","paakrevd":true,"gyldig_fra":"2020-10-02"}'), 'ok', 'before KST');
select is(test.slutt('kddadm', 2501, '{"kilde":"opphevet","gyldig_til":"2020-09-30"}'), 'regler_gjelder_ikke_bakover', 'none ended backwards');
select is(test.slutt('kddadm', 2501, '{}'), 'felt_mangler', 'nor without a source');
select is(test.slutt('kddadm', 9999), 'ukjent_regel', 'nor one that is none');
select is(test.slutt('kddadm', 2501), 'ok', 'the old one ends today');
select is(test.slutt('kddadm', 2501), 'regelen_er_alt_avsluttet', 'once');
select is(test.slutt('kddadm', 2550), 'ok', 'and that of the test');
select test.dag('2020-10-02');
select is(test.kst_vedtar('dal/sak-1') || ' ' || test.tilstand('dal/sak-1'), 'ok vedtatt', 'the open case goes by the rule it was opened with');
select is(test.ny_sak('direktoer', 25), 'dal/sak-2', 'a case since');
select is(test.foer('ksekr', 'dal/sak-2', 'kst', 7, 0), 'ikke_din_tur', 'goes by the new ones');
select is((select string_agg(x ->> 'funksjon', ' ' order by n) from json_array_elements(test.svar(null, 'list_regler', '{"beslutning":25,"dato":"2020-10-01"}') -> 'regler') with ordinality y (x, n) where x ->> 'paakrevd' = 'true'),
	'KST EIER', 'yesterday''s rules can still be read');
select is((select string_agg(x ->> 'funksjon', ' ' order by n) from json_array_elements(test.svar(null, 'list_regler', '{"beslutning":25}') -> 'regler') with ordinality y (x, n) where x ->> 'paakrevd' = 'true'),
	'EIER SG KST', 'and today''s');
select is((select count(*)::int from core.journal j where j.kjede = core.installasjonen() and (j.linje::jsonb ->> 'hendelse') = 'regel' and j.linje::jsonb ->> 'person' in ('drift', 'kddadm')), 5, 'every change is in the installation''s journal');
select is(test.svar(null, 'list_regler', '{"beslutning":25,"dato":"2020-10-01"}') #>> '{regler,0,slutt_kilde}', 'opphevet', 'and what ended a rule is told');

select * from finish();
rollback;
