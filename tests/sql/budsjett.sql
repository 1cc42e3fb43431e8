-- Every figure of Sel's financing and budget for 2021 (S2), out of the ledger: booked when the handlingsplan is adopted, the difference
-- when a newer version is; hours; and what may be moved, by whom, and how far.
\set op `cat :src/client/demo/sel/omstillingsplan.json`
\set hp `cat :src/client/demo/sel/handlingsplan-2021.json`
begin;
select plan(51);
\ir lib/felles.psql
\ir lib/sak.psql
select test.person('programleder', 'pl', 'programleder'), test.person('osleder', 'os', 'leder'), test.person('os2', 'os', 'medlem'), test.person('os3', 'os', 'medlem'), test.person('ossekr', 'os', 'sekretaer');
update core.organ set navn = 'Sel kommune' where kortnavn = 'kommunen';
update core.organ set navn = 'Innlandet fylkeskommune' where kortnavn = 'fylket';

create function test.lagre(kort text, dok jsonb) returns text language sql as $$
	select test.grunn('leder', 'save_plan', json_build_object('plan', 'dal/' || kort, 'etag', test.svar('leder', 'get_plan', json_build_object('plan', 'dal/' || kort)) ->> 'etag', split_part(kort, '-', 1), dok)) $$;
create function test.fremlegg(kort text) returns text language plpgsql as $$
declare
	k test.svar;
begin
	perform test.kall('leder', 'acknowledge_finding', json_build_object('plan', 'dal/' || kort, 'regel', f.regel, 'sted', f.sted, 'grunn', 'Står så lenge'))
	from core.plan p, core.plan_funn(p.program_id, p.id) f where p.kortnavn = kort and f.alvor = 'feil' and f.grunn is null;
	k := test.kall('leder', 'submit_plan', json_build_object('plan', 'dal/' || kort));
	return coalesce(k.json ->> 'sak', nullif(k.grunn, ''), k.kode);
end $$;
create function test.se(felt text, kolonner text[], dag text default null, hvem text default 'leder') returns text language sql as $$
	select string_agg((select string_agg(coalesce(x ->> k, '-'), ' ' order by n) from unnest(kolonner) with ordinality y (k, n)), ', ' order by nr)
	from json_array_elements(test.svar(hvem, 'get_oekonomi', json_strip_nulls(json_build_object('program', 'dal', 'dato', dag))) -> felt) with ordinality z (x, nr) $$;
create function test.omr(navn_ text, kolonner text[], dag text default null) returns text language sql as $$
	select (select string_agg(coalesce(x ->> k, '-'), ' ' order by n) from unnest(kolonner) with ordinality y (k, n))
	from json_array_elements(test.svar('leder', 'get_oekonomi', json_strip_nulls(json_build_object('program', 'dal', 'dato', dag))) -> 'budsjett') x where x ->> 'navn' = navn_ $$;
create function test.hoved(hvem text, fn text, mer jsonb) returns text language sql as $$ select test.grunn(hvem, fn, ('{"program":"dal"}'::jsonb || mer)::json) $$;

-- Adopted.
select test.grunn('leder', 'create_plan', '{"program":"dal","type":"omstillingsplan","tittel":"Plan"}'), test.grunn('leder', 'create_plan', '{"program":"dal","type":"handlingsplan","aar":2021,"tittel":"Handlingsplan 2021"}');
select is(test.lagre('omstillingsplan', :'op') || test.lagre('handlingsplan-2021', :'hp'), 'okok', 'Sel''s plans');
select test.til_vedtatt(test.fremlegg('omstillingsplan'));
select is(test.se('budsjett', '{navn}'), null, 'an omstillingsplan sets nothing aside');
select is(test.til_vedtatt(test.fremlegg('handlingsplan-2021')), 'vedtatt', 'the handlingsplan');
select is(test.se('budsjett', '{nummer,navn,ramme,timer,timepris,kostnad,sum}'), '1 Eksisterende næringsliv 800000 250 500 125000 925000, 2 Industri 700000 250 500 125000 825000,'
	' 3 Opplevelsesnæring 500000 100 500 50000 550000, 4 Forretningsmessig tjenesteyting 500000 75 500 37500 537500, 5 Attraktivitet for næringsliv 200000 62.5 500 31250 231250,'
	' 6 Kultur og samfunn 300000 62.5 500 31250 331250, - Administrasjon - - - 400000 400000, - Sum 3000000 800 - 800000 3800000',
	'H3: the frames, the hours at 500 an hour, administration, and 3.8 million; area 6 with the sum that its own figures make');
select is(test.se('aar', '{aar,aarsramme,budsjett}'), '2021 5000000 3800000', '3.8 million of 5.0');
select is(test.se('finansiering', '{aar,finansioer,slag,andel,planlagt,lovet,rest,forbehold}'),
	'2021 Innlandet fylkeskommune fylke 50 1900000 - - Fordelingen mellom kommune og fylkeskommune er ikke endelig avklart., 2021 Sel kommune kommune 50 1900000 - - Fordelingen mellom kommune og fylkeskommune er ikke endelig avklart.',
	'H2: the shares and the reservation; planned is not promised');
select is((select string_agg(konto || ' ' || n, ', ' order by konto) from (select konto, count(*) as n from core.postering group by konto) x), 'budsjett 15', 'six areas of frame and hours, administration, and the split that the plan as a whole makes');
select is(test.se('budsjett', '{navn}', '2020-09-30'), null, 'the day before there was none');
select is(test.omr('Sum', '{ramme,soekbare_midler,prosjektrettet}') || ', ' || test.omr('Administrasjon', '{ramme,soekbare_midler}'), '3000000 3000000 -, - -', 'all of the frames is applied for; the 400 000 of project work are the hours');
select is(test.omr('Industri', '{disponibelt,tildelt,utbetalt}'), '700000 - -', 'nothing is awarded: unset, not 0');

-- A newer version: the difference.
create temp table ny as select jsonb_set(jsonb_set(jsonb_set(:'hp'::jsonb, '{budsjett,omraader,1,ramme}', '"600000"'), '{budsjett,omraader,1,timer}', '"300"'), '{budsjett,omraader,1,kostnad}', '"150000"') || '{"soekbare_midler":"2900000"}' as dok;
select test.dag('2020-10-05'), test.lagre('handlingsplan-2021', dok) from ny;
select is(test.til_vedtatt(test.fremlegg('handlingsplan-2021')), 'vedtatt', 'changed');
select is((select string_agg(konto || ' ' || formaal || ' ' || trim_scale(beloep), ', ' order by nr) from core.postering where nr > 15), 'budsjett prosjektarbeid 25000, budsjett prosjekter -100000, budsjett prosjekter 100000, budsjett soekbare_midler -100000', 'only what changed is booked');
select is(test.omr('Industri', '{ramme,timer,kostnad}') || '; ' || test.omr('Industri', '{ramme,timer,kostnad}', '2020-10-04'), '600000 300 150000; 700000 250 125000', 'for any date');
select test.dag('2020-10-06'), test.lagre('handlingsplan-2021', jsonb_set(:'hp', '{tittel}', '"Igjen"')), test.til_vedtatt(test.fremlegg('handlingsplan-2021'));
select is(test.omr('Sum', '{ramme,timer,sum}'), '3000000 800 3800000', 'and back again');

-- Promised, appropriated, received, spent: four things.
select test.ny_sak('direktoer', 25, '{"beloep":"1900000","aar":2021}'), test.kst_vedtar('dal/sak-5');
select is(test.hoved(hvem, 'register_postering', m::jsonb), grunn, tekst) from (values
	('krep', '{"konto":"mottatt","beloep":"5","tekst":"x","finansioer":"Sel kommune"}', 'regnskapet_foeres_av_andre', 'a member keeps no accounts'),
	('programleder', '{"konto":"tildelt","beloep":"5","tekst":"x"}', 'kontoen_foeres_ikke_for_haand', 'awards are decided'),
	('programleder', '{"konto":"bevilget","beloep":"5","tekst":"x","finansioer":"Sel kommune"}', 'offentlige_midler_bevilges_i_sak', 'so are appropriations'),
	('programleder', '{"konto":"mottatt","beloep":"5","tekst":"x","finansioer":"Ukjent"}', 'ukjent_finansioer', 'of somebody known'),
	('programleder', '{"konto":"mottatt","beloep":"5","tekst":"x"}', 'felt_mangler', 'or named at all'),
	('programleder', '{"konto":"mottatt","beloep":"1,5","tekst":"x","finansioer":"Sel kommune"}', 'ugyldig_beloep', 'in decimals'),
	('fsekr', '{"konto":"mottatt","beloep":"1000000","aar":2021,"tekst":"Rate 1","finansioer":"Sel kommune"}', 'ok', 'received'),
	('direktoer', '{"konto":"brukt","beloep":"400001","aar":2021,"tekst":"Husleie"}', 'rammen_er_brukt_opp', 'not more than administration has'),
	('direktoer', '{"konto":"brukt","beloep":"100000.01","aar":2021,"tekst":"Husleie"}', 'ok', 'spent'),
	('direktoer', '{"konto":"overfoert","beloep":"250000","aar":2022,"tekst":"Ubrukt 2021","finansioer":"Sel kommune"}', 'ok', 'carried forward')) v (hvem, m, grunn, tekst);
select is(test.se('finansiering', '{aar,finansioer,planlagt,lovet,bevilget,mottatt,overfoert,brukt,rest}'), '2021 Innlandet fylkeskommune 1900000 - - - - 50000.01 -50000.01,'
	' 2021 Sel kommune 1900000 - 1900000 1000000 -250000 50000 700000, 2022 Innlandet fylkeskommune - - - - - - -, 2022 Sel kommune - - - - 250000 - 250000', 'kept apart, by financier and year, to the øre');
select is(test.hoved('direktoer', 'correct_postering', jsonb_build_object('nr', nr, 'grunn', 'Feil')), grunn, tekst) from (select x.*, (select max(p.nr) from core.postering p where konto = x.konto and p.korrigerer is null) as nr from (values
	('budsjett', 'posteringen_foelger_av_et_vedtak', 'what a decision booked stays'), ('mottatt', 'ok', 'a receipt is taken back'), ('mottatt', 'posteringen_er_rettet_foer', 'once')) x (konto, grunn, tekst)) y;

-- Hours.
select is(test.hoved('programleder', 'register_timer', '{"omraade":"Industri","timer":"12.5","tekst":"Møter","aar":2021}'), 'ok', 'hours for an area');
select is(test.hoved('programleder', 'register_timer', m::jsonb), grunn, tekst) from (values ('{"omraade":"Havbruk","timer":"1","tekst":"x","aar":2021}', 'ukjent_innsatsomraade', 'of the programme'),
	('{"omraade":"2","timer":"1.234","tekst":"x","aar":2021}', 'ugyldig_beloep', 'in hundredths'), ('{"omraade":"2","timer":"1","tekst":"x","aar":2022}', 'timepris_mangler', 'of a year with a rate')) v (m, grunn, tekst);
select is(test.omr('Industri', '{timer,timer_brukt,kostnad,kostnad_brukt,disponibelt}'), '250 12.5 125000 6250 700000', 'their cost is booked, and leaves the frame alone');

-- Moved inside an area by the styre; between areas only inside clause and ceiling.
create function test.os_flytter(rad int, mer jsonb) returns text language plpgsql as $$
declare
	ref text := test.ny_sak(case rad when 20 then 'osleder' else 'programleder' end, rad, '{"aar":2021}'::jsonb || mer);
	svar text;
begin
	if ref !~ '/sak-' then
		return ref;
	end if;
	perform test.avgjoer('programleder', ref) where rad = 21;
	svar := test.foer('ossekr', ref, 'os', 3, 0);
	return case when svar = 'ok' then (select test.bekreft('osleder', ref)) else svar end;
end $$;
create function test.flytt(rad int, m text) returns text language plpgsql as $$
begin
	return test.os_flytter(rad, m::jsonb);
end $$;
select is(test.flytt(rad, m), grunn, tekst) from (values
	(20, '{"beloep":"50000","omraade":"2","tiltak":"F"}', 'felt_mangler', 'to where'), (20, '{"beloep":"50000","omraade":"2","tiltak":"F","til_tiltak":"F"}', 'midlene_flyttes_ikke', 'somewhere else'),
	(20, '{"beloep":"200001","omraade":"2","tiltak":"F","til_tiltak":"G"}', 'ikke_mer_aa_flytte', 'not more than the tiltak has'),
	(20, '{"beloep":"50000","omraade":"Industri","tiltak":"F","til_tiltak":"G"}', 'ok', 'inside an area the styre decides'),
	(20, '{"beloep":"150001","omraade":"2","tiltak":"F","til_tiltak":"G"}', 'ikke_mer_aa_flytte', 'what is moved is gone'),
	(21, '{"beloep":"50000","omraade":"2","til_omraade":"Havbruk"}', 'ukjent_innsatsomraade', 'to an area that there is'),
	(21, '{"beloep":"50000","omraade":"2","til_omraade":"3"}', 'ikke_din_oppgave', 'between areas not without a delegation')) v (rad, m, grunn, tekst);
select test.ny_sak('direktoer', 12, '{"delegasjoner":[{"fra_organ":"kst","til_organ":"os","beslutning":21,"beloep":"300000","emne":"Omfordeling","gyldig_fra":"2020-10-01","gyldig_til":"2021-12-31"}]}', 'Delegering') as ref \gset
select test.sg_innstiller(:'ref'), test.kst_vedtar(:'ref');
select is(test.flytt(21, m), grunn, tekst) from (values
	('{"beloep":"300001","omraade":"2","til_omraade":"3"}', 'over_delegert_grense', 'one move above the ceiling'),
	('{"beloep":"200000","omraade":"2","til_omraade":"3"}', 'ok', 'inside it'),
	('{"beloep":"100001","omraade":"1","til_omraade":"3"}', 'over_omfordelingstaket', 'all moves together count'),
	('{"beloep":"100000","omraade":"1","til_omraade":"3"}', 'ok', 'to the last krone')) v (m, grunn, tekst);
select is(test.omr('Industri', '{ramme,omfordelt,disponibelt}') || ', ' || test.omr('Opplevelsesnæring', '{ramme,omfordelt,disponibelt}'), '700000 -200000 500000, 500000 300000 800000', 'both ends show');
select is((select sum(beloep) from core.postering where konto = 'omfordelt'), 0::numeric, 'moves sum to nothing');
select test.ny_sak('programleder', 21, '{"aar":2021,"beloep":"600000","omraade":"2","til_omraade":"3"}') as ref \gset
select test.avgjoer('programleder', :'ref');
select is((select string_agg(x ->> 'varsel', ' ' order by x ->> 'varsel') from json_array_elements(test.svar('programleder', 'get_sak', json_build_object('sak', :'ref')) #> '{sak,varsler}') x),
	'over_delegert_grense rammen_er_brukt_opp', 'the case says before the vote that it is too much, and for whom');
select test.foer('ksekr', :'ref', 'kst', 7, 0);
select is(test.bekreft('ordfoerer', :'ref'), 'ikke_mer_aa_flytte', 'KST has no ceiling, and cannot move what is not there');
select test.ny_sak('programleder', 21, '{"aar":2021,"beloep":"400000","omraade":"2","til_omraade":"3"}') as ref \gset
select test.avgjoer('programleder', :'ref');
select test.foer('ksekr', :'ref', 'kst', 7, 0);
select is(test.bekreft('ordfoerer', :'ref'), 'ok', 'by a new decision');
select test.dag('2020-10-07'), test.lagre('handlingsplan-2021', jsonb_set(:'hp', '{tittel}', '"Ny"'));
select test.til_vedtatt(test.fremlegg('handlingsplan-2021'));
select is(test.omr('Industri', '{ramme,omfordelt,disponibelt}') || ', ' || test.omr('Sum', '{ramme}'), '700000 - 700000, 3000000', 'a new plan takes the moves up in itself');
select is(test.flytt(21, '{"beloep":"300000","omraade":"2","til_omraade":"3"}'), 'ok', 'and the ceiling counts from it');

select * from finish();
rollback;
