-- Habilitet between cases and organs (handbook, section 6): H-7, who took part in the first decision is inhabil in the appeal, as
-- the data itself shows; H-9, nobody votes on an award without a statement; H-3, the subordinate of who is inhabil prepares and
-- does not decide. Allowed and denied, as the daemon's role.
begin;
select plan(21);
\ir lib/felles.psql
\ir lib/sak.psql

select test.person('silje', 'pl', 'programleder'), test.person('osleder', 'os', 'leder'), test.person('os2', 'os', 'medlem'), test.person('os3', 'os', 'medlem'), test.person('os4', 'os', 'medlem');
-- Three of the board sit in the kommunestyre too: one who votes on the award, one who is absent, one who voted in another case.
select test.person('os2', 'kst', 'medlem'), test.person('os4', 'kst', 'medlem'), test.person('silje', 'kst', 'medlem');
create function test.habil(hvem text, ref text) returns text
language sql as $$ select test.grunn(hvem, 'declare_habilitet', json_build_object('sak', ref, 'grunn', 'ingen')) $$;

-- H-9: the award.
select is(test.ny_sak('silje', 27, '{"beloep":"500000"}'), 'dal/sak-1', 'an application is prepared');
select is(test.avgjoer('silje', 'dal/sak-1'), 'ok', 'recommended');
select test.moete('osleder', 'os', 'dal/sak-1');
select is(test.stem('os2', 'dal/sak-1', 'nei'), 'habilitetserklaering_mangler', 'H-9: without a statement there is no vote');
select is(test.habil(h, 'dal/sak-1') || test.stem(h, 'dal/sak-1', 'nei'), 'okok', h || ' states, and votes') from unnest(array['osleder', 'os2', 'os3']) h;
select is(test.avgjoer('osleder', 'dal/sak-1'), 'ok', 'refused');
select is((select v.utfall from core.vedtak v where v.sak_id = (test.sak('dal/sak-1')).id), 'nei', 'an avslag');

-- H-7: the appeal. The board treats it first, as the first instance; the kommunestyre decides without who took part.
select is(test.grunn('silje', 'create_sak', json_build_object('program', 'dal', 'beslutning', 29, 'forslag', json_build_object('klage_over', k))), 'klagen_gjelder_ingen_tildeling', 'no appeal of ' || k)
from unnest(array['dal/sak-9', 'finnes/sak-1', 'sak-1']) k;
select is(test.ny_sak('silje', 29, '{"klage_over":"dal/sak-1"}'), 'dal/sak-2', 'appealed');
select test.moete('osleder', 'os', 'dal/sak-2');
select is(test.stem('os2', 'dal/sak-2', 'nei'), 'ok', 'in the board itself nobody is inhabil for having decided');
select test.stem(h, 'dal/sak-2', 'ja') from unnest(array['osleder', 'os3', 'os4']) h;
select is(test.avgjoer('osleder', 'dal/sak-2'), 'ok', 'the first instance has said its word');
select test.moete('ordfoerer', 'kst', 'dal/sak-2');
select is(test.stem('os2', 'dal/sak-2', 'nei'), 'inhabil_stemmer_ikke', 'H-7: who voted on the award does not vote on the appeal');
select is(test.fjern((test.kall('os2', 'cast_vote', '{"sak":"dal/sak-2","stemme":"ja"}')).detalj, '{kilde}'), 'H-7; KL 11-10', 'by its rule');
select is(test.stem('os4', 'dal/sak-2', 'nei'), 'ok', 'who did not take part in the first decision does');
select is(test.stem('silje', 'dal/sak-2', 'nei'), 'inhabil_stemmer_ikke', 'H-6: nor who prepared it');
select is((select string_agg(h ->> 'brukernavn' || ' ' || (h ->> 'grunn'), ', ' order by h ->> 'brukernavn') from json_array_elements(test.svar('krep', 'get_sak', '{"sak":"dal/sak-2"}') #> '{sak,habilitet}') h where h ->> 'organ' = 'kst'),
	'os2 var_med_i_foerste_instans, silje har_forberedt_saken', 'the case tells it before anybody has said so');

-- H-3: the superior of who decides alone.
select test.organ('sjef', 'KDIR', 'enkeltperson', 'kommunen'), test.person('sjefen', 'sjef', 'kommunedirektoer'), test.knytt('dal', 'sjef', 'KDIR');
update core.organ set forelder = (select id from core.organ where kortnavn = 'sjef') where kortnavn = 'kdir';
select test.ny_sak('direktoer', 15, '{"verv":[{"organ":"pl","brukernavn":"eva","rolle":"programleder"}]}'), test.grunn('sjefen', 'declare_habilitet', '{"sak":"dal/sak-3","grunn":"slekt"}');
select is(test.avgjoer('direktoer', 'dal/sak-3'), 'overordnet_er_inhabil', 'H-3: the subordinate prepares and does not decide');
select test.ny_sak('direktoer', 15, '{"verv":[{"organ":"pl","brukernavn":"silje","rolle":"programleder"}]}');
select is(test.avgjoer('direktoer', 'dal/sak-4'), 'ok', 'in a case where the superior is not inhabil he does');
select * from finish();
rollback;
