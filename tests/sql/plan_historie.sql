-- Editions of a plan: who changed it, what it was, what was in force on a day. Allowed and denied, as the daemon's role.
begin;
select plan(53);
\ir lib/felles.psql
\ir lib/historie.psql

-- dal/handlingsplan-2021 has revisions 1 to 5. 2 was frozen as v1, adopted 2021-02-01; 3 as v2, refused 2021-05-01;
-- 4 as v3, adopted 2021-06-01; 5 is the draft. dal/omstillingsplan was never frozen. Today is 2021-12-01.
update core.oppsett set demonstrasjon = true, i_dag = '2021-12-01';
select test.revisjon('dal', 'handlingsplan-2021', 1, '{"format":1,"aar":2021,"tittel":"En"}', 'Opprettet');
select test.revisjon('dal', 'handlingsplan-2021', 2, '{"format":1,"aar":2021,"tittel":"To"}', 'Tiltak lagt inn');
select test.revisjon('dal', 'handlingsplan-2021', 3, '{"format":1,"aar":2021,"tittel":"Tre"}');
select test.revisjon('dal', 'handlingsplan-2021', 4, '{"format":1,"aar":2021,"tittel":"Fire"}');
select test.revisjon('dal', 'handlingsplan-2021', 5, '{"format":1,"aar":2021,"tittel":"Fem"}', 'Hemmelig melding');
select test.versjon('dal', 'handlingsplan-2021', 1, 2), test.versjon('dal', 'handlingsplan-2021', 2, 3), test.versjon('dal', 'handlingsplan-2021', 3, 4);
select test.vedtak('dal', 'handlingsplan-2021', 1, '2021-02-01'), test.vedtak('dal', 'handlingsplan-2021', 2, '2021-05-01', 'nei'),
	test.vedtak('dal', 'handlingsplan-2021', 3, '2021-06-01');
select test.revisjon('dal', 'omstillingsplan', 1, '{"format":1,"tittel":"Utkast"}');

create function test.les(hvem text, utgave text, plan text default 'dal/handlingsplan-2021') returns text language sql as $$
	select coalesce((k.s).json -> 'handlingsplan' ->> 'tittel', (k.s).grunn)
	from (select test.kall(hvem, 'get_plan', json_build_object('plan', plan || utgave)) as s offset 0) k $$;

-- Inside the programme every edition answers.
select is(test.les('pl', ''), 'Fem', 'without an edition: the draft');
select is(test.les('medlem', '@1'), 'En', 'an earlier revision');
select is(test.les('medlem', '@5'), 'Fem', 'the newest by its number');
select is(test.les('medlem', '@v1'), 'To', 'a frozen version');
select is(test.les('medlem', '@v2'), 'Tre', 'a refused one too');
select is(test.les('medlem', '@vedtatt'), 'Fire', 'what is in force: the last one adopted');
select is(test.les('medlem', '@2021-12-01'), 'Fire', 'by date: today');
select is(test.les('medlem', '@2021-06-01'), 'Fire', 'from the day of its vedtak');
select is(test.les('medlem', '@2021-05-31'), 'To', 'the day before, the one before; a refusal changes nothing');
select is(test.les('medlem', '@2021-01-31'), 'ukjent_versjon', 'before the first vedtak nothing was in force');
select is(test.les('medlem', '@6'), 'ukjent_versjon', 'no such revision');
select is(test.les('medlem', '@v4'), 'ukjent_versjon', 'no such version');
select is(test.les('medlem', '@vedtatt', 'dal/omstillingsplan'), 'ukjent_versjon', 'a draft that was never adopted');
select is(test.les('medlem', x), 'ugyldig_utgave', format('«%s» names no edition', x))
from unnest(array['@', '@v', '@0', '@-1', '@V1', '@12@v1', '@gjeldende', '@1234567890', '@2021-1-1']) x;
select is(test.les('medlem', '@2021-02-30'), 'ugyldig_dato', 'a day that is none');
select is(test.grunn('medlem', 'get_plan', '{"plan":"dal/handlingsplan-2021@2","versjon":1}'), 'ugyldig_utgave', 'two editions at once');
select is(test.svar('medlem', 'get_plan', '{"plan":"dal/handlingsplan-2021","versjon":1}')::text,
	test.svar('medlem', 'get_plan', '{"plan":"dal/handlingsplan-2021@v1"}')::text, 'the field and the reference are one');

-- What is told of an edition is that edition's own.
select is(test.svar('medlem', 'get_plan', '{"plan":"dal/handlingsplan-2021@v1"}') #>> '{plan,hash}',
	encode(sha256(decode(test.svar('medlem', 'get_plan', '{"plan":"dal/handlingsplan-2021@v1"}') ->> 'kanonisk', 'base64')), 'hex'),
	'an earlier version comes with its own hash');
select results_eq($$select x.utgave, p ->> 'tilstand', (p ->> 'revisjon')::int, (p ->> 'versjon')::int, p ->> 'vedtatt_dato', s ->> 'etag', p ->> 'tittel'
	from (values (1, ''), (2, '@2'), (3, '@v1'), (4, '@v2'), (5, '@vedtatt')) x (nr, utgave),
		lateral (select test.svar('medlem', 'get_plan', json_build_object('plan', 'dal/handlingsplan-2021' || x.utgave))::jsonb as s offset 0) y,
		lateral (select s -> 'plan' as p) z order by x.nr$$,
	$$values ('', 'utkast', 5, 3, '2021-06-01', 'r5', 'Fem'), ('@2', 'utkast', 2, null, null, null, 'To'), ('@v1', 'vedtatt', 2, 1, '2021-02-01', null, 'To'),
		('@v2', 'avvist', 3, 2, null, null, 'Tre'), ('@vedtatt', 'vedtatt', 4, 3, '2021-06-01', null, 'Fire')$$, 'state, revision, version, day, title; an etag only of the draft');

-- Outside it only what was adopted; anything else is a plan that does not exist, byte for byte.
select is(test.les(null, ''), 'Fire', 'anybody reads what is in force');
select is(test.les(null, '@2021-03-01'), 'To', 'and what was');
select is(test.les('fremmed', '@v1'), 'To', 'by version too');
select is(test.svar(null, 'get_plan', '{"plan":"dal/handlingsplan-2021@v1"}') #>> '{plan,revisjon}', null, 'but not how many revisions there are');
select is(test.kall(hvem, 'get_plan', json_build_object('plan', 'dal/handlingsplan-2021' || x))::text,
	test.kall(hvem, 'get_plan', json_build_object('plan', 'dal/handlingsplan-1999' || x))::text, format('%s: %s is as what does not exist', coalesce(hvem, 'nobody'), x))
from unnest(array['@5', '@2', '@99', '@v2', '@v9', '@2021-01-01']) x, (values (null), ('fremmed')) h (hvem) where hvem is null or x in ('@5', '@v2');
select is(test.les(null, '@v2'), 'ukjent_plan', 'that is, ukjent_plan');

-- What a list calls a plan is what its newest edition that one may see is called.
create function test.titler(hvem text) returns text language sql as $$
	select string_agg(p ->> 'tittel', ', ' order by p ->> 'navn') from json_array_elements(test.svar(hvem, 'list_planer', '{"program":"dal"}') -> 'planer') p $$;
select is(test.titler('medlem'), 'Fem, Utkast', 'those in the programme see the drafts'' titles');
select is(test.titler(null), 'Fire', 'others what is in force');
select test.revisjon('dal', 'omstillingsplan', 2, '{"format":1,"tittel":"  "}');
select is(test.titler('medlem'), 'Fem, ' || (select tittel from core.plan where type = 'omstillingsplan'), 'a draft without one: what it was called when it was made');

-- The log.
create function test.logg(hvem text, req json) returns json language sql as $$ select test.svar(hvem, 'list_revisjoner', req) $$;
select results_eq($$select (r ->> 'nr')::int, r ->> 'brukernavn', r ->> 'melding', (r ->> 'versjon')::int, r ->> 'tilstand', r ->> 'vedtatt_dato'
	from json_array_elements(test.logg('medlem', '{"plan":"dal/handlingsplan-2021"}') -> 'revisjoner') r$$,
	$$values (5, 'pl', 'Hemmelig melding', null, null, null), (4, 'pl', null, 3, 'vedtatt', '2021-06-01'), (3, 'pl', null, 2, 'avvist', null),
		(2, 'pl', 'Tiltak lagt inn', 1, 'vedtatt', '2021-02-01'), (1, 'pl', 'Opprettet', null, null, null)$$, 'newest first, with what became of each');
select is(test.logg('medlem', '{"plan":"dal/handlingsplan-2021","page_size":2}') ->> 'next_page_token', '4', 'page by page');
select is((select string_agg(r ->> 'nr', ' ') || ' ' || coalesce(max(l ->> 'next_page_token'), 'end')
	from test.logg('medlem', '{"plan":"dal/handlingsplan-2021","page_size":3,"page_token":"4"}') l, json_array_elements(l -> 'revisjoner') r), '3 2 1 end',
	'to the first');
select results_eq($$select r ->> 'nr', r ->> 'navn', r ->> 'melding', (r ->> 'versjon')::int, r ->> 'vedtatt_dato'
	from json_array_elements(test.logg(null, '{"plan":"dal/handlingsplan-2021"}') -> 'revisjoner') r$$,
	$$values (null::text, null::text, null::text, 3, '2021-06-01'), (null, null, null, 1, '2021-02-01')$$, 'to anybody: the adopted versions, without authors');
select is(coalesce(test.logg(null, '{"plan":"dal/handlingsplan-2021","page_size":1}') ->> 'next_page_token', 'end'), '3', 'outside a page ends with a version''s number, not with a revision''s');
select is((select string_agg((r ->> 'versjon') || ' ' || coalesce(l ->> 'next_page_token', 'end'), ', ') from test.logg(null, '{"plan":"dal/handlingsplan-2021","page_size":1,"page_token":"3"}') l,
	json_array_elements(l -> 'revisjoner') r), '1 end', 'and the next holds the adopted version before it');
select is(test.grunn(h, 'list_revisjoner', json_build_object('plan', 'dal/handlingsplan-2021', 'page_token', t)), 'ugyldig_sidemerke', format('«%s» is no token', t))
from (values ('medlem', 'x'), (null, '-1'), ('medlem', '99999999999')) v (h, t);
select is(test.kall(null, 'list_revisjoner', '{"plan":"dal/omstillingsplan"}')::text, test.kall(null, 'list_revisjoner', '{"plan":"dal/finnes-ikke"}')::text,
	'of a draft nothing, not even that it exists');

select * from finish();
rollback;
