-- What a programme does in secret changes nothing of what others are answered: every method of the contract is asked by one without a token,
-- one without a seat and two of another programme, before and after each hidden act, and the answers are the same, byte for byte; lists
-- page by page, so that counts and page tokens are too. Who may call what is tilgang.sql's, whose world and questions this is.
begin;
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/vedlegg.psql
\ir lib/tilgang.psql

create temp table utenfor (hvem) as values ('anonym'), ('utenfor'), ('vleder'), ('vordfoerer');

-- Every list, with what it is a list of; asked one by one.
insert into liste values
	('list_programs', '{}'), ('list_organer', '{}'), ('list_planer', '{}'), ('list_planer', '{"program":"dal"}'), ('list_revisjoner', '{"plan":"dal/handlingsplan-2021"}'),
	('list_revisjoner', '{"plan":"dal/handlingsplan-2024"}'), ('list_revisjoner', '{"plan":"dal/handlingsplan-2022"}'), ('list_kommentarer', '{"plan":"dal/handlingsplan-2021"}'),
	('list_kommentarer', '{"plan":"dal/handlingsplan-2021@v1"}'), ('list_kommentarer', '{"plan":"dal/handlingsplan-2024"}'), ('list_kommentarer', '{"plan":"dal/handlingsplan-2022"}'),
	('list_saker', '{"program":"dal"}'), ('list_vedtak', '{"program":"dal"}'), ('list_tasks', '{}'), ('list_delegasjoner', '{"program":"dal"}'), ('list_vilkaar', '{"program":"dal"}'),
	('list_regler', '{"beslutning":8}'), ('list_moeter', '{"program":"dal"}'), ('list_moeter', '{"organ":"kst"}'), ('list_moeter', '{"organ":"sg"}'), ('list_vedlegg', '{"program":"dal"}'),
	('list_journal', '{"program":"dal"}'), ('list_journal', '{}');

-- Hidden acts, in the order they are done: what, and how; each answers ok, or with the name of what it made.
insert into skjult values
	(1, 'a version is frozen and its case opened', $$test.fremlagt('handlingsplan-2021')$$),
	(2, 'a draft of an adopted plan is saved', $$test.grunn('leder', 'save_plan', '{"plan":"dal/handlingsplan-2021","etag":"r3","handlingsplan":{"aar":2021,"tittel":"dalhemmelig"}}')$$),
	(3, 'a draft of a plan that was never frozen is saved', $$test.grunn('leder', 'save_plan', '{"plan":"dal/handlingsplan-2022","etag":"r2","handlingsplan":{"aar":2022,"tittel":"dalhemmelig"}}')$$),
	(4, 'a plan is begun', $$test.grunn('leder', 'create_plan', '{"program":"dal","type":"handlingsplan","aar":2023,"tittel":"dalhemmelig"}')$$),
	(5, 'a draft of an adopted plan is commented on', $$test.grunn('sg2', 'comment_plan', '{"plan":"dal/handlingsplan-2021","tekst":"dalhemmelig"}')$$),
	(6, 'so is a frozen version', $$test.grunn('sg2', 'comment_plan', '{"plan":"dal/handlingsplan-2021@v2","tekst":"dalhemmelig"}')$$),
	(7, 'and one that is laid before the kommunestyre', $$test.grunn('krep', 'comment_plan', '{"plan":"dal/handlingsplan-2024@v1","tekst":"dalhemmelig"}')$$),
	(8, 'a comment is answered', $$test.grunn('leder', 'answer_comment', '{"plan":"dal/handlingsplan-2021","kommentar":1,"tekst":"dalhemmelig"}')$$),
	(9, 'a file is attached', $$test.vedlegg('leder', 'dal', 'annet', 'dalhemmelig')$$),
	(10, 'another is begun', $$test.grunn('leder', 'start_opplasting', test.start_json('dal', 'annet', 'dalhemmelig til'))$$),
	(11, 'a case is opened', $$test.ny_sak('direktoer', 25, '{}', 'dalhemmelig')$$),
	(12, 'the styringsgruppe is called', $$test.grunn('sgsekr', 'call_moete', '{"organ":"sg","dato":"2020-10-20","klokkeslett":"10:00","saker":["dal/sak-8"]}')$$),
	(13, 'and demanded', $$test.grunn('medlem', 'demand_moete', '{"organ":"sg"}')$$),
	(14, 'somebody votes there', $$test.stem('medlem', 'dal/sak-5', 'nei')$$),
	(15, 'proposes something else', $$test.grunn('medlem', 'propose_forslag', '{"moete":"sg/2020-10-01","sak":"dal/sak-3","slag":"endring","tekst":"dalhemmelig"}')$$),
	(16, 'is inhabil', $$test.grunn('sg2', 'declare_habilitet', '{"sak":"dal/sak-5","grunn":"part","forklaring":"dalhemmelig"}')$$),
	(17, 'a case is decided behind closed doors', $$test.bekreft('ordfoerer', 'dal/sak-4')$$),
	(18, 'with a condition', $$test.vilkaar('dal/sak-4')$$),
	(19, 'which is documented', $$test.grunn('direktoer', 'document_vilkaar', json_build_object('vilkaar', (select id from core.vilkaar where tekst = 'dalhemmelig'), 'tekst', 'dalhemmelig'))$$),
	(20, 'something is delegated', $$test.delegasjon('dal/sak-5')$$),
	(21, 'an organ comes to observe', $$test.grunn('fadm', 'attach_organ', '{"program":"dal","organ":"os","funksjon":"OBS"}')$$),
	(22, 'a result of a public case is entered and not confirmed', $$test.foer('ksekr', 'dal/sak-6', 'kst', 7, 0, '{"sted":"dalhemmelig"}')$$),
	(23, 'a member of the kommunestyre is inhabil in it', $$test.grunn('vara', 'declare_habilitet', '{"sak":"dal/sak-6","grunn":"part","forklaring":"dalhemmelig"}')$$),
	(24, 'cannot come', $$test.grunn('krep', 'meld_forfall', '{"organ":"kst","dato":"2020-10-05"}')$$),
	(25, 'demands a meeting', $$test.grunn('krep', 'demand_moete', '{"organ":"kst"}')$$),
	(26, 'a screened file is attached to an adopted plan', $$test.vedlegg('leder', 'dal', 'annet', 'dalhemmelig skjermet fil', '{"plan":"dal/handlingsplan-2021","skjermingshjemmel":"offl. § 13"}')$$),
	(27, 'a comment is waived', $$test.grunn('leder', 'waive_comment', '{"plan":"dal/handlingsplan-2021","kommentar":1,"grunn":"dalhemmelig"}')$$),
	(28, 'the styringsgruppe ends its meeting', $$test.grunn('sgleder', 'close_moete', '{"moete":"sg/2020-10-01","sted":"dalhemmelig"}')$$),
	(29, 'and calls the next one off', $$test.grunn('sgsekr', 'change_moete', '{"moete":"sg/2020-10-20","innkalling":1,"avlys":true}')$$);

create function test.vilkaar(ref text) returns text language sql as $$
	insert into core.vilkaar (program_id, vedtak_id, nr, tekst, ansvarlig)
	select v.program_id, v.id, 1, 'dalhemmelig', 'KDIR' from core.vedtak v where v.sak_id = (test.sak(ref)).id limit 1 returning 'ok' $$;
create function test.delegasjon(ref text) returns text language sql as $$
	insert into core.delegasjon (program_id, sak_id, fra_organ, til_organ, beslutning, beloep, emne, gyldig_fra, gyldig_til, gitt_av)
	select s.program_id, s.id, f.id, t.id, 20, 1000, 'dalhemmelig', '2020-10-01', '2020-12-31', test.person('krep') from test.sak(ref) s, core.organ f, core.organ t
	where f.kortnavn = 'kst' and t.kortnavn = 'kdir' returning 'ok' $$;
create function test.gjoer(uttrykk text) returns text language plpgsql as $$
declare
	svar text;
begin
	execute 'select ' || uttrykk into svar;
	return svar;
end $$;

-- What is seen: of a write the new ids, secrets and the time of day are its own.
create function test.se(hvem text, fn text, req json) returns text
language sql as $$
	select p.utfall || ' ' || case when f.provolatile <> 'v' then p.alt
		else regexp_replace(p.alt, 'omst_[0-9a-f]{64}|[A-Z2-7]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[0-9:.]+Z', '', 'g') end
	from test.proev(hvem, fn, req) p, pg_proc f where f.proname = fn and f.pronamespace = test.skjema(fn)
$$;
create function test.sider(hvem text, fn text, req jsonb) returns text
language plpgsql as $$
declare
	flest constant int := 100;
	alt   text;
	svar  text := '';
begin
	for n in 1 .. flest loop
		alt := test.se(hvem, fn, (req || '{"page_size":1}')::json);
		svar := svar || E'\n' || alt;
		exit when alt !~ '^ok' or (substr(alt, strpos(alt, '{'))::jsonb ->> 'next_page_token') is null;
		req := req || jsonb_build_object('page_token', substr(alt, strpos(alt, '{'))::jsonb ->> 'next_page_token');
	end loop;
	return svar;
end $$;
create function test.bilde(hvem_ text, skriv boolean) returns table (hvem text, hva text, svar text)
language sql as $$
	select hvem_, s.metode || ' (' || s.sak || ')', test.se(hvem_, s.metode, s.req) from spoerring s
	where skriv or exists (select from pg_proc f where f.proname = s.metode and f.pronamespace = test.skjema(s.metode) and f.provolatile <> 'v')
	union all select hvem_, l.metode || ' ' || l.req, test.sider(hvem_, l.metode, l.req::jsonb) from liste l
$$;

select plan((select count(*)::int * 2 from skjult) + 7);

-- The lists are whole.
create temp table kontrakt (melding text);
\copy kontrakt from program 'sed -nE "/^message /{s/^message ([A-Za-z]+).*/\1/;h}; /^  (repeated .*|optional string next_page_token) /{x;p;x}" proto/omstilling/v1/*.proto'
create temp view lister as select distinct ltrim(lower(regexp_replace(regexp_replace(melding, 'Response$', ''), '([A-Z])', '_\1', 'g')), '_') as metode from kontrakt where melding ~ 'Response$';
select set_eq($$select metode from liste$$, $$select metode from lister where metode ~ '^list_'$$, 'every list of the contract is walked page by page: a new one needs its line above');
select is_empty($$select metode from lister except (select metode from spoerring union values ('confirm_totp'))$$, 'every other method that answers with several of something is asked, but for the reserve codes');
select set_eq($$select proname::text from pg_proc where pronamespace in ('api'::regnamespace, 'stroem'::regnamespace)$$, $$select distinct metode from spoerring$$, 'so is every method');
select is((select count(*) from utenfor u, core.program g, core.person p where g.kortnavn = 'dal' and p.brukernavn = u.hvem
	and exists (select from core.verv v join core.program_organ o using (organ_id) where v.person_id = p.id and o.program_id = g.id)), 0::bigint, 'nobody who asks serves the programme');

-- The walk.
create temp table sett as select b.* from utenfor u, test.bilde(u.hvem, true) b;
create temp table inne_foer as select b.* from test.bilde('sgleder', false) b;
create temp table gjort (nr int, hva text, svar text, lekk text);
-- What is answered otherwise than the last time, which is what it is compared with from here on.
create function test.lekk(skriv boolean) returns text
language sql as $$
	with naa as materialized (select b.* from utenfor u, test.bilde(u.hvem, skriv) b),
	ulik as (update sett s set svar = n.svar from naa n, sett f where (s.hvem, s.hva) = (n.hvem, n.hva) and (f.hvem, f.hva) = (n.hvem, n.hva) and n.svar is distinct from s.svar
		returning format(E'%s, %s:\n%s\n%s', n.hvem, n.hva, left(f.svar, 1500), left(n.svar, 1500)) as tekst)
	select string_agg(tekst, E'\n') from ulik
$$;
do $$
declare
	s record;
begin
	for s in select * from skjult order by nr loop
		insert into gjort values (s.nr, s.hva, test.gjoer(s.gjoer));
		update gjort set lekk = test.lekk(false) where nr = s.nr;
	end loop;
end $$;
select matches(svar, '^(ok|dal/sak-[0-9]+|[0-9a-f-]{36})$', hva) from gjort order by nr;
select is(lekk, null, 'and no answer to others tells: ' || hva) from gjort order by nr;
select is(test.lekk(true), null, 'nor does any method that writes');

-- It was something to tell.
create temp table inne as select split_part(b.hva, ' ', 1) as metode from inne_foer f join test.bilde('sgleder', false) b using (hva) where f.svar is distinct from b.svar;
select set_has($$select metode from inne$$, $$values ('list_planer'), ('list_revisjoner'), ('list_kommentarer'), ('list_saker'), ('list_vedtak'), ('list_delegasjoner'), ('list_vilkaar'),
	('list_moeter'), ('list_vedlegg'), ('list_journal'), ('get_plan'), ('get_program'), ('explain_sak'), ('export_sak'), ('watch')$$, 'the programme''s own see it all');
select matches(string_agg(svar, ''), '"next_page_token"', 'and the lists have pages') from sett where hva ~ '^list_' and hvem = 'anonym';

select * from finish();
rollback;
