-- The whole route of a case explained: done, waiting for whom, what comes after and why; step by step as the case goes on.
begin;
select plan(34);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.forklar(ref text, hvem text default 'leder') returns jsonb
language sql as $$ select test.svar(hvem, 'explain_sak', json_build_object('sak', ref))::jsonb $$;
create function test.steg(ref text, regel text, sti text[]) returns text
language sql as $$ select x #>> sti from jsonb_array_elements(test.forklar(ref) -> 'saksgang') x where x ->> 'regel' = regel limit 1 $$;
-- "person: what is asked", of every step that waits.
create function test.venter(ref text) returns text
language sql as $$
	select coalesce(string_agg((v ->> 'brukernavn') || ': ' || (v ->> 'oppgave'), ', ' order by nr, v ->> 'brukernavn'), '')
	from jsonb_array_elements(test.forklar(ref) -> 'saksgang') with ordinality x (s, nr), jsonb_array_elements(s -> 'venter_paa') v
$$;

select test.fremlagt('omstillingsplan');
select is((select string_agg(concat_ws(' ', x ->> 'regel', x #>> '{steg,funksjon}', x #>> '{steg,akt}', x #>> '{steg,tilstand}'), ', ' order by nr)
	from jsonb_array_elements(test.forklar('dal/sak-1') -> 'saksgang') with ordinality a (x, nr)),
	'8.1 EPL forbereder ferdig, 8.2 IN kvalitetssikrer venter, 8.3 SG innstiller kommer, 8.4 KDIR fremlegger kommer, 8.5 KST vedtar kommer, 8.6 F godkjenner kommer',
	'the whole route, in order');
select is(test.forklar('dal/sak-1') ->> 'naa', 'Det er Inorge som skal kvalitetssikre nå.', 'whose turn it is');
-- No text of a refusal ends in a blank, which is no header of HTTP/2.
select is((test.kall('leder', 'perform_act', '{"sak":"dal/sak-1","akt":"raader"}')).tekst,
	'Epl har ikke denne oppgaven i saken. Det er Inorge som skal kvalitetssikre nå.', 'a step that the case does not have is nobody''s');
select is(test.venter('dal/sak-1'), 'raadgiver: kvalitetssikrer', 'it waits for the adviser');
select is(test.steg('dal/sak-1', '8.2', '{venter_paa,0,roller,0}'), 'raadgiver', 'by the seat');
select is(test.steg('dal/sak-1', '8.2', '{venter_paa,0,organ_navn}'), 'Inorge', 'in the organ');
select is(test.steg('dal/sak-1', '8.3', '{hvorfor,0}'), 'Det er Inorge som skal kvalitetssikre først.', 'what comes after says what it waits for');
select is(test.steg('dal/sak-1', '8.6', '{krav,0,oppfylt}'), 'false', 'a condition that is not fulfilled');
select is(test.steg('dal/sak-1', '8.6', '{krav,0,kilde}'), 'PH-2; S4', 'with its source');
select matches((select string_agg(h, ' ') from jsonb_array_elements(test.forklar('dal/sak-1') -> 'saksgang') x, jsonb_array_elements_text(x -> 'hvorfor') h
	where x ->> 'regel' = '8.6'), 'Kst som skal vedta først.*Søknaden om omstillingsmidler må være sendt', 'the last step says all that is missing');
select is(test.steg('dal/sak-1', '8.5', '{steg,kilde}'), 'S4; PH-6', 'each step names its source');
select is((test.steg('dal/sak-1', '8.5', '{steg,regel}'))::int, 807, 'and its rule');

-- As the case goes on, those it waits for are those in whose tasks it stands.
select test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-1');
select is(test.venter('dal/sak-1'), 'sgleder: innstiller, sgsekr: innstiller', 'the leader or the secretary is to call a meeting');
select is(test.steg('dal/sak-1', '8.2', '{steg,handling,brukernavn}'), 'raadgiver', 'what is done says by whom');
select test.moete('sgleder', 'sg', 'dal/sak-1'), test.stem('sg2', 'dal/sak-1', 'ja'), test.stem('sgleder', 'dal/sak-1', 'ja');
select is(test.venter('dal/sak-1'), 'sg3: stemme, sg4: stemme, sg5: stemme, sgleder: innstiller', 'the meeting waits for the votes that are missing, and for who closes');
select test.stem(h, 'dal/sak-1', 'ja') from unnest(array['sg3', 'sg4']) h;
select test.avgjoer('sgleder', 'dal/sak-1');
select is(test.venter('dal/sak-1'), 'direktoer: fremlegger', 'then the kommunedirektør');
select test.gjoer('direktoer', 'fremlegger', 'dal/sak-1'), test.foer('ksekr', 'dal/sak-1', 'kst', 7, 0);
select is(test.venter('dal/sak-1'), 'ordfoerer: bekreft', 'a recorded result waits for who presided');
select test.bekreft('ordfoerer', 'dal/sak-1');
select is(test.venter('dal/sak-1'), '', 'the county cannot act yet');
select is(test.forklar('dal/sak-1') ->> 'naa', 'Det er Epl som skal forberede saken nå i saken «Søknad om omstillingsmidler».', 'the turn is in another case, which nobody has opened');
select is((select array_agg(distinct v ->> 'brukernavn') from (select v from jsonb_array_elements(test.forklar('dal/sak-1') -> 'saksgang') s,
	jsonb_array_elements(s -> 'venter_paa') v) x), null, 'nobody is named who may not act');

-- Steps that may be passed over, and rules that hold in some circumstances.
select test.ny_sak('direktoer', 12);
select matches(test.steg('dal/sak-2', '12.1', '{hvorfor,0}'), '^Det er (Fu|Inorge) som kan (bidra|gi råd) nå\.$', 'a step that is not required may be done');
select is(test.steg('dal/sak-2', '12.1', '{hvorfor,1}'), 'Saken venter ikke på det.', 'and holds nothing up');
select is(test.steg('dal/sak-2', '12.2', '{hvorfor,1}'), 'Gjelder til fase 3 åpnes.', 'a circumstance is told');
select test.sg_innstiller('dal/sak-2');
select is(test.steg('dal/sak-2', '12.1', '{steg,tilstand}'), 'bortfalt', 'passed over');
select is(test.steg('dal/sak-2', '12.1', '{hvorfor,0}'), 'Falt bort: et senere steg er gjort, og dette er ikke påkrevd.', 'because a later one is done');
select test.kst_vedtar('dal/sak-2', 1, 6);
select is(test.forklar('dal/sak-2') #>> '{sak,tilstand}', 'avvist', 'refused');
select is(test.forklar('dal/sak-2') ->> 'naa', null, 'nothing is left');
select is(test.venter('dal/sak-2'), '', 'and nobody waited for');
select test.ny_sak('direktoer', 12), test.moete('sgleder', 'sg', 'dal/sak-3');
select test.stem(h, 'dal/sak-3', 'nei') from unnest(array['sgleder', 'sg2', 'sg3']) h;
select test.avgjoer('sgleder', 'dal/sak-3');
select is(test.steg('dal/sak-3', '12.3', '{hvorfor,0}'), 'Falt bort: saken er sendt tilbake.', 'what comes after a case that was sent back fell away');

-- Who may read it, whatever state the case is in.
select is(test.grunn('observatoer', 'explain_sak', '{"sak":"dal/sak-1"}'), 'ok', 'an observer of the programme');
select is(test.grunn('utenfor', 'explain_sak', '{"sak":"dal/sak-1"}'), 'bare_for_deltakere', 'nobody outside, of a decided case');
select is(test.grunn('utenfor', 'explain_sak', '{"sak":"dal/sak-3"}'), 'ukjent_sak', 'of another it does not exist');
select is(test.grunn('leder', 'explain_sak', '{}'), 'felt_mangler', 'of none');
select is(test.svar('leder', 'get_sak', '{"sak":"dal/sak-1"}') #>> '{sak,steg,4,regel}', '807', 'a step of the plain case names its rule too');

select * from finish();
rollback;
