-- A case as one document: what is in it, for those of the programme, its auditor, those outside and without a token; and that
-- what is closed, screened or somebody else's is not. (Verification without the server: tests/e2e/eksport.)
begin;
select plan(47);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/vedlegg.psql

create function test.eksport(hvem text, ref text) returns jsonb
language sql as $$ select convert_from(decode(test.svar(hvem, 'export_sak', json_build_object('sak', ref)) ->> 'dokument', 'base64'), 'UTF8')::jsonb $$;
create function test.noekler(d jsonb) returns text language sql as $$ select string_agg(k, ' ' order by k) from jsonb_object_keys(d) k $$;

-- A plan that is adopted after a meeting of SG with own votes, one of a vara's, and signed minutes; KST's result is recorded.
select test.person('v1', 'sg', 'vara'), test.person('revisor');
insert into core.verv (organ_id, person_id, rolle, fra, til) select o.id, p.id, 'revisor', '2020-01-01', '2020-12-31' from core.organ o, core.person p where o.kortnavn = 'kst' and p.brukernavn = 'revisor';
select test.fremlagt('omstillingsplan'), test.fremlagt('handlingsplan-2021');
set local session_replication_role = replica;
update core.plan_versjon set bytes = b, hash = sha256(b) from (select '{"format":1,"tittel":"Plan"}'::bytea as b) x;
set local session_replication_role = origin;
select test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-1');
select test.grunn('sgsekr', 'call_moete', '{"organ":"sg","dato":"2020-10-01","klokkeslett":"10:00","sted":"Rådhuset","saker":["dal/sak-1","dal/sak-2"],"lukkede":[{"sak":"dal/sak-1","hjemmel":"KL 11-5"}]}');
select test.grunn('sg5', 'meld_forfall', '{"organ":"sg","dato":"2020-10-01"}'), test.grunn('sgleder', 'open_moete', '{"organ":"sg"}');
select test.stem(h, 'dal/sak-1', s) from (values ('sgleder', 'ja'), ('sg2', 'ja'), ('sg3', 'nei'), ('v1', 'ja')) v (h, s);
select is(test.avgjoer('sgleder', 'dal/sak-1'), 'ok', 'SG recommends');
select test.grunn('sgleder', 'close_moete', '{"moete":"sg/2020-10-01"}');
select is(test.grunn('sgleder', 'sign_protokoll', json_build_object('moete', 'sg/2020-10-01', 'hash',
	test.svar('sgleder', 'get_protokoll', '{"moete":"sg/2020-10-01"}') #>> '{protokoll,hash}')), 'ok', 'and signs its minutes');
select test.grunn('sg2', 'comment_plan', '{"plan":"dal/omstillingsplan@v1","tekst":"Hemmelig merknad"}'), test.grunn('leder', 'waive_comment', '{"plan":"dal/omstillingsplan","kommentar":1,"grunn":"Ja"}');
create temp table v as select navn, test.vedlegg('leder', 'dal', 'annet', convert_to(navn, 'UTF8'), mer) as id
from (values ('aapent', '{"tittel":"Analyse"}'::jsonb), ('skjermet', '{"tittel":"Hemmelig","skjermingshjemmel":"offl. § 13"}')) x (navn, mer);
insert into core.vedlegg_bruk (program_id, plan_id, versjon, vedlegg_id) select s.program_id, s.plan_id, s.versjon, v.id::uuid from test.sak('dal/sak-1') s, v;
create temp table foer as select test.eksport('leder', 'dal/sak-1') as d;
select is(test.grunn('utenfor', 'export_sak', '{"sak":"dal/sak-1"}'), 'ukjent_sak', 'before a decision the case does not exist outside');
select test.gjoer('direktoer', 'fremlegger', 'dal/sak-1');
select test.foer('ksekr', 'dal/sak-1', 'kst', 5, 2, '{"vilkaar":[{"tekst":"Egenandel","frist":"2020-12-01"}]}');
select is(test.bekreft('ordfoerer', 'dal/sak-1'), 'ok', 'KST adopts with a condition');

create temp table d as select h, test.eksport(nullif(h, 'anonym'), 'dal/sak-1') as d from unnest(array['leder', 'sg2', 'revisor', 'utenfor', 'anonym', 'observatoer']) h;
create function test.i(hvem text, sti text[]) returns text language sql as $$ select d #>> sti from d where h = hvem $$;
select is(encode(sha256(decode(r ->> 'dokument', 'base64')), 'hex'), r ->> 'hash', 'the hash is that of the bytes') from test.svar('leder', 'export_sak', '{"sak":"dal/sak-1"}') r;
select is((select core.jcs(d) from d where h = 'leder'), convert_from(decode(test.svar('leder', 'export_sak', '{"sak":"dal/sak-1"}') ->> 'dokument', 'base64'), 'UTF8'), 'which are canonical, and the same twice');

-- Whole, for those of the programme.
select is(test.noekler(d), 'format journal journalhode kommentarer moetemapper plan protokoller regler sak tatt_ut vedlegg vedtak vilkaar voteringer', h || ' reads everything')
from d where h in ('leder', 'sg2', 'revisor', 'observatoer');
select is(test.i('leder', sti), t, n) from (values
	('{format}'::text[], '1', 'the format'), ('{tatt_ut}', '2020-10-01', 'the day'), ('{sak,navn}', 'dal/sak-1', 'the case'), ('{sak,tilstand}', 'vedtatt', 'its state'),
	('{plan,navn}', 'dal/omstillingsplan', 'the plan'), ('{plan,versjon}', '1', 'its version'),
	('{plan,hash}', encode(sha256('{"format":1,"tittel":"Plan"}'), 'hex'), 'its hash'), ('{plan,kanonisk}', encode('{"format":1,"tittel":"Plan"}', 'base64'), 'its very bytes'),
	('{vedtak,0,ja}', '5', 'the decision'), ('{voteringer,0,kvorum}', '3', 'the quorum of SG'), ('{voteringer,1,seter}', '7', 'the seats of KST'),
	('{voteringer,1,kilde}', 'KL 11-9, 5-1, 11-5, 18-1', 'the source of its voting rule'), ('{vilkaar,0,tekst}', 'Egenandel', 'the condition'),
	('{kommentarer,0,tekst}', 'Hemmelig merknad', 'the comment'), ('{moetemapper,0,utvalg}', 'Sg', 'eInnsyn: the organ'), ('{moetemapper,0,moetested}', 'Rådhuset', 'the place'),
	('{moetemapper,0,moetesak,0,vedtak,vedtakstekst}', 'Forslaget er innstilt til vedtak.', 'the decision in words'),
	('{moetemapper,0,moetesak,0,vedtak,votering,3,stemme}', 'Ja', 'a vote'), ('{moetemapper,0,moetesak,0,vedtak,votering,3,representerer}', 'sg5', 'and for whom'),
	('{moetemapper,0,moetesak,0,vedtak,votering,1,stemme}', 'Nei', 'dissent'), ('{moetemapper,0,moetesak,0,skjerming,skjermingshjemmel}', 'KL 11-5', 'the legal basis of a closed door'),
	('{moetemapper,1,moetesak,0,saksnummer}', 'PS 1/20', 'the organ''s own number'), ('{regler,0,akt}', 'forbereder', 'the rules in their order')) v (sti, t, n);
select is((select jsonb_array_length(d -> 'vedlegg') from d where h = 'leder'), 2, 'both attachments, by checksum');
select is((select count(*)::int from d, jsonb_array_elements(d #> '{journal,0,poster}') p where h = 'leder' and p ? 'innhold' and not p ->> 'linje' ~ 'sak-1"|habilitet|vedtak|vilkaar'), 0, 'content of the case''s entries alone');
select isnt(test.i('sg2', '{protokoller,0,kanonisk}'), null, 'the signed bytes for who sits in the organ');
select is(encode(sha256(decode(test.i('sg2', '{protokoller,0,kanonisk}'), 'base64')), 'hex'), test.i('sg2', '{protokoller,0,protokoll,hash}'), 'which have the hash that was signed');

-- What is public.
select is(test.noekler(d), 'format moetemapper plan regler sak tatt_ut vedlegg vedtak voteringer', h || ' reads what is public') from d where h in ('anonym');
select is(test.noekler(d - 'kommentarer'), 'format moetemapper plan regler sak tatt_ut vedlegg vedtak voteringer', h || ' too') from d where h in ('utenfor');
select is_empty($$select h from d where h in ('utenfor', 'anonym') and d::text ~ 'Hemmelig|merknad|"votering"|KL 11-5|sg5|"stemmer"'$$, 'no draft, comment, screened title, vote of a group that is not folkevalgt, closed door');
select is((select jsonb_array_length(d -> 'vedlegg') from d where h = 'anonym'), 1, 'the attachment that is not screened');
select is(test.i('anonym', '{plan,kanonisk}'), test.i('leder', '{plan,kanonisk}'), 'the adopted plan''s bytes');
select is((select count(*)::int from foer where d #>> '{sak,tilstand}' = 'under_behandling' and d ? 'journal' and not d ? 'vedtak'), 1, 'those inside export an undecided case too');

-- The journal's links, recomputed; a long case in runs.
create function test.lenker(d jsonb) returns boolean
language plpgsql as $$
declare
	u     jsonb;
	p     jsonb;
	forrige bytea;
begin
	for u in select x from jsonb_array_elements(d -> 'journal') x loop
		forrige := decode(u ->> 'forrige_hash', 'hex');
		for p in select x from jsonb_array_elements(u -> 'poster') x loop
			forrige := sha256(forrige || convert_to(p ->> 'linje', 'UTF8'));
			if encode(forrige, 'hex') <> p ->> 'hash' then
				return false;
			end if;
		end loop;
	end loop;
	return true;
end $$;
select is((select test.lenker(d) and jsonb_array_length(d -> 'journal') = 1 from d where h = 'leder'), true, 'one run, whose links hold');
select core.journalfoer((test.sak('dal/sak-1')).program_id, 'proeve', 'annet', null, '{}', null) from generate_series(1, 2001);
select is(test.gjoer('leder', 'forbereder', 'dal/sak-1'), 'ikke_din_tur', 'nothing happens in the case');
select core.journalfoer((test.sak('dal/sak-1')).program_id, 'proeve', 'sak-1', null, '{}', null);
select is((select test.lenker(x) and jsonb_array_length(x -> 'journal') > 1 from test.eksport('leder', 'dal/sak-1') x), true, 'with thousands between, several runs, whose links hold');
select cmp_ok((select sum(jsonb_array_length(u -> 'poster')) from test.eksport('leder', 'dal/sak-1') x, jsonb_array_elements(x -> 'journal') u), '<', 100::bigint, 'without them');

select * from finish();
rollback;
