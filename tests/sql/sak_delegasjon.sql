-- Delegations (handbook, section 6, V-16; rows 20, 21, 28): by a decision of row 12, along the ways allowed, used only inside,
-- reported to the next meeting by themselves, withdrawn at any time. Allowed and denied, as the daemon's role.
begin;
select plan(57);
\ir lib/felles.psql
\ir lib/sak.psql

select test.person('eva', 'os', 'leder'), test.person('os2', 'os', 'medlem'), test.person('os3', 'os', 'medlem'), test.person('ossekr', 'os', 'sekretaer'), test.person('silje', 'pl', 'programleder');
create function test.forslag(mer jsonb default '{}') returns jsonb
language sql as $$
	select jsonb_build_object('delegasjoner', jsonb_build_array(jsonb_build_object('fra_organ', 'os', 'til_organ', 'kdir', 'beslutning', 28, 'beloep', '100000',
		'emne', 'Små tilskudd', 'gyldig_fra', '2020-10-01', 'gyldig_til', '2020-12-31') || mer))
$$;
create function test.delegasjon(giver text, tar text) returns text
language sql as $$
	select d.id::text from core.delegasjon d join core.organ f on f.id = d.fra_organ join core.organ t on t.id = d.til_organ
	where f.kortnavn = giver and t.kortnavn = tar order by d.tid desc limit 1
$$;
create function test.habil(hvem text, ref text) returns text
language sql as $$ select test.grunn(hvem, 'declare_habilitet', json_build_object('sak', ref, 'grunn', 'ingen')) $$;

-- What may be proposed.
select is(test.ny_sak('direktoer', 12, test.forslag(m::jsonb)), g, t) from (values
	('{"til_organ":"pl"}', 'styret_delegerer_ikke_til_programlederen', 'an utvalg not to the programleder'),
	('{"til_organ":"sg"}', 'raden_delegeres_ikke_slik', 'nor to another organ'),
	('{"fra_organ":"kst"}', 'raden_delegeres_ikke_slik', 'row 28 is not KST''s to give'),
	('{"beslutning":27}', 'raden_delegeres_ikke_slik', 'row 27 is not delegated'),
	('{"beslutning":21}', 'raden_delegeres_ikke_slik', 'row 21 is KST''s'),
	('{"beloep":null}', 'felt_mangler', 'without a limit'),
	('{"beloep":"0"}', 'ugyldig_beloep', 'of nothing'),
	('{"emne":" "}', 'felt_mangler', 'without a subject'),
	('{"gyldig_til":null}', 'felt_mangler', 'without an end'),
	('{"gyldig_til":"2020-09-30"}', 'delegasjonen_slutter_ikke_foer_den_begynner', 'backwards'),
	('{"til_organ":"ingen"}', 'ukjent_organ', 'to nobody')) v (m, g, t);

-- Before: the programleder decides nothing.
select is(test.ny_sak('eva', 28, '{"beloep":"80000"}'), 'dal/sak-1', 'a small award');
select is(test.avgjoer('silje', 'dal/sak-1'), 'ikke_din_oppgave', 'without a delegation it is the board''s');
select is(test.avgjoer('direktoer', 'dal/sak-1'), 'ikke_din_oppgave', 'the kommunedirektør''s neither');

-- Decided: SG recommends, KST adopts; then it is in force.
select is(test.ny_sak('direktoer', 12, test.forslag()), 'dal/sak-2', 'a delegation to the kommunedirektør is proposed');
select is(test.sg_innstiller('dal/sak-2'), 'ok', 'SG recommends');
select is(test.avgjoer('direktoer', 'dal/sak-1'), 'ikke_din_oppgave', 'which delegates nothing');
select is(test.kst_vedtar('dal/sak-2'), 'ok', 'KST adopts');
select is(json_array_length(test.svar('silje', 'list_delegasjoner', '{"program":"dal"}') -> 'delegasjoner'), 1, 'it is there');
select is(test.grunn('utenfor', 'list_delegasjoner', '{"program":"dal"}'), 'bare_for_deltakere', 'for those of the programme');

-- The kommunedirektør empowers the programleder, inside it.
select is(test.grunn(hvem, 'empower_delegasjon', (jsonb_build_object('delegasjon', test.delegasjon('os', 'kdir'), 'til_organ', 'pl') || m::jsonb)::json), g, t) from (values
	('eva', '{}', 'fullmakt_gis_av_kommunedirektoeren', 'not the board''s leader'),
	('silje', '{}', 'fullmakt_gis_av_kommunedirektoeren', 'not the programleder'),
	('utenfor', '{}', 'ukjent_delegasjon', 'outside it does not exist'),
	('direktoer', '{"til_organ":"sg"}', 'ikke_delegert', 'not to another organ'),
	('direktoer', '{"beloep":"100001"}', 'fullmakten_er_videre_enn_delegasjonen', 'not above the limit'),
	('direktoer', '{"gyldig_til":"2021-01-01"}', 'fullmakten_er_videre_enn_delegasjonen', 'not beyond the end'),
	('direktoer', '{"beloep":"90000"}', 'ok', 'inside it')) v (hvem, m, g, t);

-- Used only inside.
select is(test.avgjoer('silje', 'dal/sak-1'), 'habilitetserklaering_mangler', 'an award needs a statement first (H-9)');
select is(test.habil('silje', 'dal/sak-1') || test.avgjoer('silje', 'dal/sak-1'), 'okok', 'eighty thousand is inside');
select is(test.tilstand('dal/sak-1'), 'vedtatt', 'decided');
select test.ny_sak('eva', 28, '{"beloep":"95000"}'), test.ny_sak('eva', 28, '{"beloep":"500","prinsipiell":true}'), test.ny_sak('eva', 28), test.ny_sak('eva', 20, '{"beloep":"500"}');
select test.habil(h, 'dal/sak-' || n) from generate_series(3, 5) n, unnest(array['silje', 'direktoer']) h;
select is(test.avgjoer('silje', 'dal/sak-3'), 'over_delegert_grense', 'ninety-five is above the programleder''s limit');
select is(test.fjern((test.kall('silje', 'decide_sak', '{"sak":"dal/sak-3","utfall":"ja"}')).detalj, '{grense}'), '90000.00', 'which the refusal names');
select is(test.avgjoer('direktoer', 'dal/sak-3'), 'ok', 'and inside the kommunedirektør''s');
select is(test.avgjoer('direktoer', 'dal/sak-4'), 'prinsipiell_sak_delegeres_ikke', 'no case of principal importance');
select is(test.avgjoer('silje', 'dal/sak-5'), 'felt_mangler', 'nor one without an amount');
select is(test.avgjoer('silje', 'dal/sak-6'), 'ikke_din_oppgave', 'row 20 is not delegated');

-- Reported to the board's next meeting, by itself, once.
create temp table moetet as select test.svar('ossekr', 'open_moete', '{"organ":"os","saker":["dal/sak-4"]}') as svar;
select is((select string_agg(m ->> 'sak', ',') from moetet, json_array_elements(svar -> 'meldinger') m), 'dal/sak-1,dal/sak-3', 'both are reported');
select is(test.svar('eva', 'list_delegasjoner', '{"program":"dal"}') #>> '{delegasjoner,1,bruk,0,meldt}', '2020-10-01', 'which the delegation shows');
select test.dag('2020-10-02');
select is(json_array_length(test.svar('ossekr', 'open_moete', '{"organ":"os","saker":["dal/sak-4"]}') -> 'meldinger'), 0, 'once');

-- Row 21: KST to OS, without a ceiling.
select is(test.ny_sak('direktoer', 12, test.forslag('{"fra_organ":"kst","til_organ":"os","beslutning":21,"beloep":null}')), 'dal/sak-7', 'inside the plan''s clause, no ceiling');
select test.sg_innstiller('dal/sak-7'), test.kst_vedtar('dal/sak-7'), test.ny_sak('silje', 21, '{"beloep":"400000"}'), test.avgjoer('silje', 'dal/sak-8');
select is(test.foer('ossekr', 'dal/sak-8', 'os', 3, 0), 'ok', 'the board moves the money');
select is(test.bekreft('eva', 'dal/sak-8'), 'ok', 'itself');

-- Amended in the meeting: the limit holds for what is adopted, by the members' own votes and in a recorded result.
create function test.flyttes(beloep text) returns text
language plpgsql as $$
declare
	ref text := test.ny_sak('silje', 21, jsonb_build_object('beloep', beloep));
begin
	perform test.avgjoer('silje', ref); -- recommends
	return ref;
end $$;
create function test.endret(ref text, til text) returns text
language plpgsql as $$
declare
	m text := test.svar('ossekr', 'open_moete', json_build_object('organ', 'os', 'saker', json_build_array(ref))) ->> 'moete';
begin
	perform test.grunn('os2', 'propose_forslag', json_build_object('moete', m, 'sak', ref, 'slag', 'endring', 'tekst', 'Et annet beløp', 'forslag', json_build_object('beloep', til)));
	perform test.grunn(h, 'vote_forslag', json_build_object('moete', m, 'sak', ref, 'nummer', 1, 'stemme', 'ja')) from unnest(array['eva', 'os2', 'os3']) h;
	perform test.grunn('eva', 'decide_forslag', json_build_object('moete', m, 'sak', ref, 'nummer', 1));
	return (select string_agg(distinct test.stem(h, ref, 'ja'), ',') from unnest(array['eva', 'os2', 'os3']) h) || ' ' || test.avgjoer('eva', ref);
end $$;
select is(test.grunn('ordfoerer', 'withdraw_delegasjon', json_build_object('delegasjon', test.delegasjon('kst', 'os'))), 'ok', 'the one without a ceiling is withdrawn');
select test.ny_sak('direktoer', 12, test.forslag('{"fra_organ":"kst","til_organ":"os","beslutning":21,"beloep":"900000"}')), test.sg_innstiller('dal/sak-9'), test.kst_vedtar('dal/sak-9');
create temp table hoeyt as select test.flyttes('50000') as ref;
select is(test.endret(ref, '950000'), 'ok over_delegert_grense', 'three vote an amount above the limit') from hoeyt;
select is(test.tilstand(ref) || ' ' || ((test.sak(ref)).forslag ->> 'beloep'), 'under_behandling 50000', 'and nothing is decided') from hoeyt;
create temp table lavt as select test.flyttes('50000') as ref;
select is(test.endret(ref, '60000'), 'ok ok', 'or one inside it') from lavt;
select is(test.tilstand(ref) || ' ' || ((test.sak(ref)).forslag ->> 'beloep'), 'vedtatt 60000', 'which is what is decided') from lavt;
select is((select f.ja || '-' || f.nei || ' ' || f.vedtatt from core.motforslag_utfall f join core.motforslag x on x.id = f.motforslag_id where x.sak_id = (test.sak(ref)).id), '3-0 true', 'by their own votes') from lavt;
create temp table foert as select b, test.flyttes('50000') as ref from unnest(array['70000', '950000']) b;
select test.foer('ossekr', ref, 'os', 3, 0, jsonb_build_object('motforslag', jsonb_build_array(jsonb_build_object('slag', 'endring', 'tekst', 'Et annet beløp', 'vedtatt', true, 'ja', 3, 'forslag', jsonb_build_object('beloep', b))))) from foert;
select is(test.bekreft('eva', ref) || ' ' || ((test.sak(ref)).forslag ->> 'beloep'), case b when '70000' then 'ok 70000' else 'over_delegert_grense 50000' end, 'recorded: ' || b) from foert order by b;
create temp table neste as select 'dal/sak-' || max(s.nr) + 1 as sak, 'dal/sak-' || max(s.nr) + 2 as etter from core.sak s;

-- Withdrawn, with what rests on it; and over.
select is(test.grunn(hvem, 'withdraw_delegasjon', json_build_object('delegasjon', test.delegasjon('os', 'kdir'))), g, t) from (values
	('silje', 'delegasjonen_trekkes_av_giveren', 'not by the programleder'), ('ordfoerer', 'delegasjonen_trekkes_av_giveren', 'nor by another organ'),
	('eva', 'ok', 'by the board''s leader'), ('eva', 'delegasjonen_er_alt_trukket', 'once')) v (hvem, g, t);
select is(test.avgjoer('silje', 'dal/sak-5'), 'ikke_din_oppgave', 'the programleder''s power went with it');
select test.ny_sak('direktoer', 12, test.forslag()), test.sg_innstiller(sak), test.kst_vedtar(sak), test.ny_sak('eva', 28, '{"beloep":"10"}'), test.habil('direktoer', etter) from neste;
select test.dag('2021-01-01');
select is(test.avgjoer('direktoer', etter), 'ikke_din_oppgave', 'after its last day it is over') from neste;
select set_has($$select distinct (j.linje::json ->> 'hendelse') from core.journal j$$,
	$$values ('delegasjon'), ('delegasjon_trukket'), ('delegasjon_brukt'), ('delegert_vedtak_meldt')$$, 'journalled');
select * from finish();
rollback;
