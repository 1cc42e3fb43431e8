-- All forty rows of the matrix, each from its opening to its end: opened by who may and by nobody else; every act in its
-- order; postponed, decided, refused, returned and superseded; and where each refusal leads. Typed off the handbook,
-- section 4, by hand: whom a row gives which act, never read from the matrix under test.
begin;
select plan(707);
\ir lib/felles.psql
\ir lib/sak.psql

select test.person('fraad', 'fu', 'raadgiver'), test.person('programleder', 'pl', 'programleder'), test.person('osleder', 'os', 'leder'),
	test.person('os2', 'os', 'medlem'), test.person('os3', 'os', 'medlem'), test.person('os4', 'os', 'medlem'), test.person('os5', 'os', 'medlem'),
	test.person('ossekr', 'os', 'sekretaer');

-- Who acts alone for a function, and who enters and who confirms where it votes.
create temp table aktoer (funksjon text, alene text, sekr text, leder text, organ text);
insert into aktoer values ('KDD', 'deppen', null, null, null), ('F', 'fraad', 'fsekr', 'fordfoerer', 'fu'), ('KST', 'ordfoerer', 'ksekr', 'ordfoerer', 'kst'),
	('KDIR', 'direktoer', null, null, null), ('SG', 'sgleder', 'sgsekr', 'sgleder', 'sg'), ('OS', 'osleder', 'ossekr', 'osleder', 'os'),
	('EPL', 'leder', null, null, null), ('PL', 'programleder', null, null, null), ('IN', 'raadgiver', null, null, null), ('OBS', 'naering', null, null, null);

-- One step, FUNKSJON:akt: by a recorded meeting where the organ votes, else by one person.
create function test.steg(ref text, steg text, utfall text default 'ja') returns text
language plpgsql as $$
declare
	a    aktoer;
	akt  text := split_part(steg, ':', 2);
	svar text;
begin
	select * into a from aktoer where funksjon = split_part(steg, ':', 1);
	if akt not in ('vedtar', 'innstiller', 'godkjenner', 'instruerer') then
		return test.gjoer(case when steg = 'F:soeker' then 'fordfoerer' else a.alene end, akt, ref, utfall);
	elsif a.sekr is null then
		return test.avgjoer(a.alene, ref, utfall);
	end if;
	svar := test.foer(a.sekr, ref, a.organ, case utfall when 'nei' then 1 else 4 end, case utfall when 'nei' then 4 else 0 end, jsonb_build_object('utfall', utfall));
	return case when svar = 'ok' then test.bekreft(a.leder, ref) else svar end;
end $$;
create function test.proev_steg(ref text, steg text) returns text
language sql as $$ select test.gjoer(alene, split_part(steg, ':', 2), ref) from aktoer where funksjon = split_part(steg, ':', 1) $$;

-- The handbook's rows. aapner: who opens (and prepares, where the matrix says P); fremmed: one to whom it gives nothing; uten:
-- who in the opened case never decides; for_tidlig: steps that must wait; steg: the way; avgjoer: the step that decides;
-- slutt: the end; nei: each refusal and the state it leads to.
create temp table fasit (rad int primary key, fase int, aapner text, fremmed text, forslag jsonb, uten text[], for_tidlig text[], steg text[], avgjoer text, slutt text, nei jsonb);
insert into fasit values
	(1, 2, 'KST', 'OBS', '{}', '{KST,IN}', '{}', '{F:initierer,KST:initierer,IN:kvalitetssikrer,F:vedtar}', 'F:vedtar', 'vedtatt', '{"F:vedtar":"avvist"}'),
	(2, 2, 'F', 'KST', '{}', '{IN}', '{}', '{IN:kvalitetssikrer,F:vedtar}', 'F:vedtar', 'vedtatt', '{"F:vedtar":"avvist"}'),
	(3, 2, 'EPL', 'OBS', '{}', '{F,IN,EPL}', '{KDIR:soeker,F:mottar}', '{IN:raader,KST:vedtar,KDIR:soeker,F:mottar}', 'KST:vedtar', 'vedtatt', '{"KST:vedtar":"avvist"}'),
	(4, 2, 'F', 'KST', '{}', '{KST,IN,KDD}', '{}', '{F:vedtar}', 'F:vedtar', 'vedtatt', '{"F:vedtar":"avvist"}'),
	(5, 2, 'KDIR', 'IN', '{}', '{F,KST}', '{KDD:vedtar,F:innstiller}', '{KDIR:soeker,F:soeker,F:innstiller,KDD:vedtar}', 'KDD:vedtar', 'vedtatt', '{"F:innstiller":"tilbakesendt","KDD:vedtar":"avvist"}'),
	(6, 2, 'KST', 'EPL', '{}', '{F,IN,SG}', '{}', '{F:bidrar,IN:raader,KST:vedtar}', 'KST:vedtar', 'vedtatt', '{"KST:vedtar":"avvist"}'),
	(7, 2, 'EPL', 'KST', '{}', '{F,KST,IN,EPL}', '{}', '{IN:kvalitetssikrer,F:bidrar,SG:vedtar}', 'SG:vedtar', 'vedtatt', '{"SG:vedtar":"avvist"}'),
	(8, 2, 'EPL', 'KST', 'null', '{IN,SG,KDIR,EPL,OBS,KDD}', '{SG:innstiller,KDIR:fremlegger,KST:vedtar,F:godkjenner}',
		'{IN:kvalitetssikrer,SG:innstiller,KDIR:fremlegger,KST:vedtar,F:godkjenner}', 'KST:vedtar', 'godkjent', '{"SG:innstiller":"tilbakesendt","KST:vedtar":"avvist","F:godkjenner":"vedtatt"}'),
	(9, 2, 'EPL', 'KST', 'null', '{IN,SG,KDIR,EPL,OBS,KDD}', '{SG:innstiller,KDIR:fremlegger,KST:vedtar,F:godkjenner}',
		'{IN:kvalitetssikrer,SG:innstiller,KDIR:fremlegger,KST:vedtar,F:godkjenner}', 'KST:vedtar', 'godkjent', '{"SG:innstiller":"tilbakesendt","KST:vedtar":"avvist","F:godkjenner":"vedtatt"}'),
	(10, 2, 'EPL', 'KDD', '{}', '{F,SG,IN,EPL}', '{KDIR:soeker,F:mottar}', '{IN:raader,KST:vedtar,KDIR:soeker,F:mottar}', 'KST:vedtar', 'vedtatt', '{"KST:vedtar":"avvist"}'),
	(11, 2, 'F', 'KST', '{"beloep":"100","gyldig_til":"2023-12-31"}', '{KDD,KST,IN}', '{}', '{KDD:finansierer,F:vedtar}', 'F:vedtar', 'vedtatt', '{"F:vedtar":"avvist"}'),
	(12, 2, 'KDIR', 'EPL', '{}', '{F,IN,SG,OS}', '{KST:vedtar}', '{F:bidrar,IN:raader,SG:innstiller,KST:vedtar}', 'KST:vedtar', 'vedtatt', '{"SG:innstiller":"tilbakesendt","KST:vedtar":"avvist"}'),
	(13, 2, 'SG', 'IN', '{"verv":[{"organ":"os","brukernavn":"eva","rolle":"vara"}]}', '{F,IN,SG,OS,EPL}', '{KST:vedtar}', '{SG:innstiller,KST:vedtar}', 'KST:vedtar', 'vedtatt', '{"SG:innstiller":"tilbakesendt","KST:vedtar":"avvist"}'),
	(14, 2, 'SG', 'EPL', '{"verv":[{"organ":"os","brukernavn":"utenfor","rolle":"observatoer"}]}', '{F,IN,SG,EPL}', '{KST:vedtar}', '{F:bidrar,IN:bidrar,SG:innstiller,KST:vedtar}', 'KST:vedtar', 'vedtatt',
		'{"SG:innstiller":"tilbakesendt","KST:vedtar":"avvist"}'),
	(15, 2, 'KDIR', 'IN', '{"verv":[{"organ":"pl","brukernavn":"silje","rolle":"programleder"}]}', '{F,KST,SG,IN}', '{}', '{SG:innstiller,KDIR:vedtar}', 'KDIR:vedtar', 'vedtatt',
		'{"SG:innstiller":"tilbakesendt","KDIR:vedtar":"avvist"}'),
	(16, 3, 'PL', 'KST', 'null', '{IN,OS,KDIR,PL,OBS,KDD}', '{F:godkjenner}', '{IN:kvalitetssikrer,OS:innstiller,KDIR:fremlegger,KST:vedtar,F:godkjenner}', 'KST:vedtar', 'godkjent',
		'{"OS:innstiller":"tilbakesendt","KST:vedtar":"avvist","F:godkjenner":"vedtatt"}'),
	(17, 3, 'PL', 'KST', 'null', '{IN,OS,KDIR,PL,OBS,KDD}', '{F:godkjenner}', '{OS:initierer,IN:kvalitetssikrer,OS:innstiller,KDIR:fremlegger,KST:vedtar,F:godkjenner}', 'KST:vedtar', 'godkjent',
		'{"OS:innstiller":"tilbakesendt","KST:vedtar":"avvist","F:godkjenner":"vedtatt"}'),
	(18, 3, 'PL', 'OBS', '{}', '{IN,OS,PL,KDD}', '{KST:vedtar,F:godkjenner}', '{OS:initierer,IN:kvalitetssikrer,OS:innstiller,KST:vedtar,F:godkjenner}', 'KST:vedtar', 'godkjent',
		'{"OS:innstiller":"tilbakesendt","KST:vedtar":"avvist","F:godkjenner":"vedtatt"}'),
	(19, 3, 'PL', 'OBS', '{}', '{IN,OS,PL,KDD}', '{KST:vedtar,F:godkjenner}', '{IN:kvalitetssikrer,OS:innstiller,KST:vedtar,F:godkjenner}', 'KST:vedtar', 'godkjent',
		'{"OS:innstiller":"tilbakesendt","KST:vedtar":"avvist","F:godkjenner":"vedtatt"}'),
	(20, 3, 'OS', 'KST', '{}', '{KST,PL,KDIR,F,IN}', '{}', '{OS:vedtar}', 'OS:vedtar', 'vedtatt', '{"OS:vedtar":"avvist"}'),
	(21, 3, 'PL', 'IN', '{}', '{OS,F,IN,PL}', '{KST:vedtar}', '{PL:innstiller,KST:vedtar}', 'KST:vedtar', 'vedtatt', '{"PL:innstiller":"under_behandling","KST:vedtar":"avvist"}'),
	(22, 3, 'KST', 'OS', '{}', '{OS,PL,IN}', '{}', '{KST:vedtar}', 'KST:vedtar', 'vedtatt', '{"KST:vedtar":"avvist"}'),
	(23, 3, 'KDD', 'KST', '{}', '{F,KST,OS,IN}', '{F:mottar}', '{KDD:vedtar,F:mottar}', 'KDD:vedtar', 'vedtatt', '{"KDD:vedtar":"avvist"}'),
	(24, 3, 'F', 'KST', '{}', '{KDD,KST,OS,IN}', '{}', '{F:vedtar}', 'F:vedtar', 'vedtatt', '{"F:vedtar":"avvist"}'),
	(25, 3, 'KST', 'F', '{}', '{KDD,F,OS,IN}', '{}', '{KST:vedtar}', 'KST:vedtar', 'vedtatt', '{"KST:vedtar":"avvist"}'),
	(26, 3, 'PL', 'OBS', '{}', '{F,KST,IN,PL}', '{}', '{F:bidrar,KST:bidrar,IN:kvalitetssikrer,OS:vedtar}', 'OS:vedtar', 'vedtatt', '{"OS:vedtar":"avvist"}'),
	(27, 3, 'PL', 'KST', '{}', '{F,KST,IN}', '{OS:vedtar}', '{IN:raader,PL:innstiller,OS:vedtar}', 'OS:vedtar', 'vedtatt', '{"PL:innstiller":"under_behandling","OS:vedtar":"avvist"}'),
	(28, 3, 'OS', 'KST', '{}', '{F,KST,IN,PL}', '{}', '{IN:raader,OS:vedtar}', 'OS:vedtar', 'vedtatt', '{"OS:vedtar":"avvist"}'),
	(29, 3, 'PL', 'F', '{}', '{F,IN,PL,OS}', '{KST:vedtar}', '{OS:innstiller,KST:vedtar}', 'KST:vedtar', 'vedtatt', '{"OS:innstiller":"under_behandling","KST:vedtar":"avvist"}'),
	(30, 3, 'PL', 'OBS', '{}', '{F,KST,IN,PL}', '{F:mottar,KST:mottar}', '{OS:vedtar,IN:bidrar,KST:mottar,F:mottar}', 'OS:vedtar', 'vedtatt', '{"OS:vedtar":"avvist"}'),
	(31, 3, 'PL', 'F', '{}', '{F,KST,IN,PL}', '{IN:registrerer}', '{OS:innstiller,OBS:bidrar,IN:registrerer}', null, 'registrert', '{"OS:innstiller":"tilbakesendt"}'),
	(32, 3, 'F', 'PL', '{}', '{F,KST,OS,IN}', '{}', '{F:initierer,IN:initierer,IN:registrerer}', null, 'registrert', '{}'),
	(33, 3, 'PL', 'KDD', '{}', '{F,OS,IN,PL,OBS}', '{}', '{OS:initierer,F:bidrar,IN:raader,OBS:bidrar,KST:vedtar}', 'KST:vedtar', 'vedtatt', '{"KST:vedtar":"avvist"}'),
	(34, 3, 'PL', 'OBS', '{}', '{F,KST,OS,IN}', '{F:mottar,KST:mottar,IN:mottar}', '{OS:registrerer,F:mottar,KST:mottar,IN:mottar}', null, 'registrert', '{}'),
	(35, 3, 'IN', 'KST', '{}', '{F,KST,OS,PL,OBS}', '{}', '{F:bidrar,OS:bidrar,PL:bidrar,OBS:bidrar,IN:vedtar}', 'IN:vedtar', 'vedtatt', '{"IN:vedtar":"avvist"}'),
	(36, 3, 'PL', 'OBS', '{}', '{OS,PL,IN}', '{}', '{OS:innstiller,KST:vedtar}', 'KST:vedtar', 'vedtatt', '{"OS:innstiller":"tilbakesendt","KST:vedtar":"avvist"}'),
	(37, 3, 'PL', 'OBS', '{"gyldig_til":"2027-06-30"}', '{KST,OS,IN,PL}', '{KDIR:soeker,F:vedtar,KDD:godkjenner}', '{IN:raader,OS:innstiller,KDIR:soeker,F:vedtar,KDD:godkjenner}', 'F:vedtar', 'godkjent',
		'{"OS:innstiller":"tilbakesendt","F:vedtar":"avvist","KDD:godkjenner":"vedtatt"}'),
	(38, 3, 'F', 'KST', '{}', '{F,KST,OS,IN}', '{PL:bidrar,OBS:bidrar}', '{F:registrerer,PL:bidrar,OBS:bidrar}', null, 'registrert', '{}'),
	(39, 3, 'PL', 'KST', '{"beloep":"100","prosjekt":{"plan":"dal/handlingsplan-2009","strategi":"A","fra":"2020-11-01","til":"2021-10-31"}}', '{F,KST,IN,PL}', '{}', '{IN:raader,OS:vedtar}', 'OS:vedtar', 'vedtatt', '{"OS:vedtar":"avvist"}'),
	(40, 3, 'F', 'PL', '{}', '{KST,KDD}', '{KST:mottar}', '{F:vedtar,KST:mottar}', 'F:vedtar', 'vedtatt', '{"F:vedtar":"avvist"}');

create function test.aapnet(f fasit, hvem text, erstatter text default null) returns text
language plpgsql as $$
declare
	av  text := (select alene from aktoer where funksjon = hvem);
	ref text;
begin
	ref := case when f.forslag = 'null' then test.fremlagt(case when f.rad in (8, 17) then 'omstillingsplan' else 'handlingsplan-' || (2000 + f.rad) end, av)
		else test.ny_sak(av, f.rad, jsonb_strip_nulls(f.forslag || jsonb_build_object('erstatter', erstatter)), 'Rad ' || f.rad) end;
	if f.rad in (27, 28) and ref like 'dal/%' then
		perform test.grunn(h, 'declare_habilitet', json_build_object('sak', ref, 'grunn', 'ingen')) from unnest('{osleder,os2,os3,os4,os5}'::text[]) h;
	end if;
	return ref;
end $$;
-- A case of the row, walked up to, not with, a step; every step must succeed.
create function test.gaatt(f fasit, til text, erstatter text default null) returns text
language plpgsql as $$
declare
	ref  text := test.aapnet(f, f.aapner, erstatter);
	s    text;
	svar text;
begin
	foreach s in array f.steg loop
		exit when s = til;
		svar := test.steg(ref, s);
		if svar <> 'ok' then
			return format('%s %s', s, svar);
		end if;
	end loop;
	return ref;
end $$;
create function test.soekt() returns void
language plpgsql as $$
declare
	ref text := test.ny_sak(case when core.fase_paa((select id from core.program where kortnavn = 'dal'), core.i_dag()) = 2 then 'leder' else 'programleder' end, 10);
begin
	perform test.kst_vedtar(ref), test.gjoer('direktoer', 'soeker', ref);
end $$;

-- The row itself, step by step.
create function test.rad(f fasit) returns setof text
language plpgsql as $$
declare
	navn text := 'row ' || f.rad || ': ';
	ref  text;
	ny   text;
	s    text;
	nei  text;
begin
	if f.forslag <> 'null' then
		return next is(test.aapnet(f, f.fremmed), 'ikke_din_oppgave', navn || f.fremmed || ' opens no such case');
	end if;
	ref := test.aapnet(f, f.aapner);
	return next is(test.tilstand(ref), 'under_behandling', navn || f.aapner || ' opens it');
	return query select is(test.gjoer(alene, 'vedtar', ref), 'ikke_din_oppgave', navn || funksjon || ' never decides') from aktoer where funksjon = any (f.uten);
	foreach s in array f.for_tidlig loop
		return next is(test.proev_steg(ref, s), 'ikke_din_tur', navn || s || ' must wait');
	end loop;
	foreach s in array f.steg loop
		if s = f.avgjoer then
			return next is(test.steg(ref, s, 'utsatt') || ' ' || test.tilstand(ref), 'ok under_behandling', navn || s || ' is postponed');
		end if;
		return next is(test.steg(ref, s), 'ok', navn || s);
	end loop;
	return next is(test.tilstand(ref), f.slutt, navn || 'is ' || f.slutt);
	for s, nei in select * from jsonb_each_text(f.nei) loop
		ny := test.gaatt(f, s);
		return next is(test.steg(ny, s, 'nei') || ' ' || test.tilstand(ny), 'ok ' || nei, navn || s || ' says no');
		if s = 'F:godkjenner' then
			return next is(test.foer('fsekr', ny, 'fu', 4, 0), 'ikke_din_tur', navn || 'the county waits for a new application');
		end if;
		if split_part(s, ':', 1) = 'F' then
			return query select isnt((select (core.vedtak_svar(v)) ->> 'klagefrist' from core.vedtak v where v.sak_id = (test.sak(ny)).id and v.utfall = 'nei' limit 1), null,
				navn || 'which may be appealed for three weeks') where f.rad in (4, 8, 9, 11, 16, 17, 18, 19, 37);
			perform test.soekt() where f.rad in (8, 9, 11, 16, 17, 18, 19);
			perform test.gaatt(x, 'F:mottar') from fasit x where x.rad = 3 and f.rad = 4;
			return query select is(test.steg(ny, s), 'ok', navn || 'approved on the new one') where s = 'F:godkjenner';
		end if;
	end loop;
	if f.avgjoer is not null then
		ny := test.gaatt(f, f.avgjoer);
		return next is(test.steg(ny, f.avgjoer, 'tilbakesendt') || ' ' || test.tilstand(ny), 'ok tilbakesendt', navn || 'is returned');
		return next is(test.proev_steg(ny, f.avgjoer), 'saken_er_avsluttet', navn || 'and then over');
	end if;
	ref := coalesce((select 'dal/sak-' || x.nr from core.sak x where x.beslutning = f.rad and x.tilstand = f.slutt order by x.nr desc limit 1), ref);
	ny := test.gaatt(f, null, ref);
	return next is(test.tilstand(ref) || ' ' || test.tilstand(ny), 'erstattet ' || f.slutt, navn || 'superseded by a newer decision');
	return next is((test.svar('fsekr', 'get_sak', json_build_object('sak', ref)) #>> '{sak,erstattet_av}') || ' ' ||
		(test.svar('fsekr', 'get_sak', json_build_object('sak', ny)) #>> '{sak,erstatter}'), ny || ' ["' || ref || '"]', navn || 'which both tell');
end $$;

-- What the rows of phase 2 wait for: plans, an application and their approvals.
select test.til_vedtatt(test.fremlagt('omstillingsplan')), test.til_vedtatt(test.fremlagt('handlingsplan-2009')), test.soekt();
select test.fylket_avgjoer('dal/sak-1'), test.fylket_avgjoer('dal/sak-2');
select test.rad(f) from (select f from fasit f where f.fase = 2 order by f.rad offset 0) x (f);
set local session_replication_role = replica;
insert into core.fase (program_id, fase, aapnet) select id, 3, '2020-10-01' from core.program where kortnavn = 'dal';
update core.plan_revisjon r set dokument = '{"aar":2009,"omraader":[{"id":"a1","navn":"Næring","tiltak":[{"bokstav":"A","tiltak":"Vekst","budsjett":"1000"}]}]}'
from core.plan p where p.kortnavn = 'handlingsplan-2009' and r.program_id = p.program_id and r.plan_id = p.id;
set local session_replication_role = origin;
select test.rad(f) from (select f from fasit f where f.fase = 3 order by f.rad offset 0) x (f);
select is((select count(*)::int from fasit), 40, 'forty rows');

select * from finish();
rollback;
