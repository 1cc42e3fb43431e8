-- The gate between the phases (PH-1, PH-2): who may open one, what is missing at each point, and that nobody gets round it.
begin;
select plan(40);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.aapne(hvem text, fase int) returns text
language sql as $$ select test.grunn(hvem, 'open_fase', json_build_object('program', 'dal', 'fase', fase)) $$;
create function test.mangler() returns text
language sql as $$
	select coalesce((select string_agg(m ->> 'krav', ' ' order by n)
		from jsonb_array_elements((test.kall('direktoer', 'open_fase', '{"program":"dal","fase":3}')).detalj::jsonb -> 'mangler') with ordinality x (m, n)), '')
$$;

-- Who.
select is(test.aapne('leder', 3), 'fase_aapnes_av_eier_eller_fylke', 'the project leader opens no phase');
select is(test.aapne('raadgiver', 3), 'fase_aapnes_av_eier_eller_fylke', 'nor IN');
select is(test.aapne('sgleder', 3), 'fase_aapnes_av_eier_eller_fylke', 'nor SG');
select is(test.aapne('utenfor', 3), 'fase_aapnes_av_eier_eller_fylke', 'nor anybody outside');
select is(test.aapne(null, 3), '42501', 'without logging in the method cannot be called');
select is(test.aapne('direktoer', 3), 'fase_mangler_vedtak', 'the owner''s administration may, when all is there');
select is(test.aapne('fordfoerer', 3), 'fase_mangler_vedtak', 'and the county');
select is(test.aapne('kadm', 3), 'fase_mangler_vedtak', 'and the kommune''s administrator');
select is(test.grunn('direktoer', 'open_fase', '{"program":"fjord","fase":3}'), 'ukjent_program', 'an unknown programme');
select is(test.grunn('direktoer', 'open_fase', '{"program":"dal"}'), 'felt_mangler', 'no phase');

-- In order.
select is(test.aapne('direktoer', 2), 'fasene_aapnes_i_rekkefoelge', 'phase 2 is open');
select is(test.aapne('direktoer', 4), 'fasene_aapnes_i_rekkefoelge', 'none is passed over');
select is(test.aapne('direktoer', -1), 'fasene_aapnes_i_rekkefoelge', 'minus one');

-- What is missing, as it comes.
select is(test.mangler(), 'omstillingsplan_vedtatt handlingsplan_vedtatt soeknad_sendt omstillingsplan_godkjent handlingsplan_godkjent tilsagn_gitt '
	'styre_oppnevnt programleder_ansatt', 'everything');
select is((select count(*)::int from jsonb_array_elements((test.kall('direktoer', 'open_fase', '{"program":"dal","fase":3}')).detalj::jsonb -> 'mangler') m
	where m ->> 'tekst' <> '' and m ->> 'kilde' <> ''), 8, 'each with a text and its source');
select test.fremlagt('omstillingsplan'), test.til_vedtatt('dal/sak-1');
select is(test.mangler(), 'handlingsplan_vedtatt soeknad_sendt omstillingsplan_godkjent handlingsplan_godkjent tilsagn_gitt styre_oppnevnt programleder_ansatt',
	'the omstillingsplan is adopted');
select test.fremlagt('handlingsplan-2021'), test.til_vedtatt('dal/sak-2');
select is(test.mangler(), 'soeknad_sendt omstillingsplan_godkjent handlingsplan_godkjent tilsagn_gitt styre_oppnevnt programleder_ansatt', 'and the handlingsplan');
select test.ny_sak('leder', 10), test.kst_vedtar('dal/sak-3');
select is(split_part(test.mangler(), ' ', 1), 'soeknad_sendt', 'to decide to apply is not to apply');
select test.gjoer('direktoer', 'soeker', 'dal/sak-3');
select is(test.mangler(), 'omstillingsplan_godkjent handlingsplan_godkjent tilsagn_gitt styre_oppnevnt programleder_ansatt', 'applied');
select test.fylket_avgjoer('dal/sak-1');
select test.fylket_avgjoer('dal/sak-2');
select is(test.mangler(), 'tilsagn_gitt styre_oppnevnt programleder_ansatt', 'approved');
select test.ny_sak('fsekr', 11, '{"beloep":"1000","gyldig_til":"2021-12-31","vilkaar":["Egenandel"]}');
select test.fylket_avgjoer('dal/sak-4');
select is(test.mangler(), 'styre_oppnevnt programleder_ansatt', 'promised');
select test.ny_sak('sgleder', 13, '{"verv":[{"organ":"os","brukernavn":"sg3","rolle":"medlem"}]}'), test.sg_innstiller('dal/sak-5');
select test.kst_vedtar('dal/sak-5');
select is(test.mangler(), 'styre_oppnevnt programleder_ansatt', 'a board without a leader is none');
select test.ny_sak('sgleder', 13, '{"verv":[{"organ":"os","brukernavn":"eva","rolle":"leder","fra":"2021-01-01"}]}'), test.sg_innstiller('dal/sak-6');
select test.kst_vedtar('dal/sak-6');
select is(test.mangler(), 'programleder_ansatt', 'appointed');
select is(test.svar('leder', 'get_program', '{"program":"dal"}') #>> '{neste_fase,7,oppfylt}', 'false', 'the programme shows the same');
select test.ny_sak('direktoer', 15, '{"verv":[{"organ":"pl","brukernavn":"silje","rolle":"programleder","fra":"2021-01-01"}]}'), test.avgjoer('direktoer', 'dal/sak-7');

-- A changed plan asks for a new approval; the tilsagn must still run.

select test.fremlagt('handlingsplan-2021'), test.til_vedtatt('dal/sak-8');
select is(test.mangler(), 'handlingsplan_godkjent', 'a newer adopted version is not approved yet');
select is(test.fylket_avgjoer('dal/sak-8'), 'ok', 'until it is');
select test.dag('2022-01-01');
select is(test.mangler(), 'tilsagn_gitt', 'a tilsagn that has run out');
select test.dag('2020-12-15');

-- Not round it.
select throws_ok($$insert into core.fase (program_id, fase, aapnet) select id, 4, core.i_dag() from core.program where kortnavn = 'dal'$$, 'RP009', null,
	'past the functions too: the gate is the table''s');
select is(test.aapne('direktoer', 3), 'ok', 'open');
select is(test.svar(null, 'get_program', '{"program":"dal"}') #>> '{program,fase_navn}', 'Gjennomføring', 'and public');
select is((test.svar(null, 'get_program', '{"program":"dal"}') #>> '{program,fase_aapnet}'), '2020-12-15', 'from today');
select is(test.aapne('direktoer', 3), 'fasene_aapnes_i_rekkefoelge', 'once');
select is(test.aapne('direktoer', 4), 'fase_mangler_vedtak', 'phase 4 waits for the end of the period');
select test.dag('2026-12-31');
select is(test.aapne('direktoer', 4), 'fase_mangler_vedtak', 'its last day is not over');
select test.dag('2027-01-01');
select is(test.aapne('direktoer', 4), 'ok', 'the day after');
select is(test.aapne('direktoer', 5), 'fasene_er_en_til_fire', 'there are four phases');

-- A programme registered in phase 1 opens phase 2 when its status is granted (row 4); registered in phase 2 it was before.
select is(test.grunn('fadm', 'create_program', '{"fylke":"fylket","program":{"kortnavn":"vik","navn":"Vik","periode_fra":"2027-01-01","periode_til":"2030-12-31"}}'), 'ok', 'phase 1');
select test.knytt('vik', 'fu', 'F'), test.knytt('vik', 'kdir', 'KDIR');
update core.program set opprettet = now() - interval '1 day' where kortnavn = 'vik';
select is(test.grunn('direktoer', 'open_fase', '{"program":"vik","fase":2}'), 'fase_mangler_vedtak', 'no status, no phase 2');
select test.grunn('fsekr', 'create_sak', '{"program":"vik","beslutning":4}'), test.foer('fsekr', 'vik/sak-1', 'fu', 5, 0);
select is(test.bekreft('fordfoerer', 'vik/sak-1'), 'ok', 'the county grants it');
select is(test.grunn('direktoer', 'open_fase', '{"program":"vik","fase":2}'), 'ok', 'phase 2');

select * from finish();
rollback;
