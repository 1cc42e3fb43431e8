-- What changes of innsatsområder mean for documents (handbook 8.3): every kind, with targets and letters; what is wrong
-- with them, by reason; and the rows they become. Expected values are reckoned by hand.
begin;
select plan(76);

create temp table f on commit drop as select '{"fra_aar": 2025, "til_aar": 2026, "innsatsomraader": [
	{"id": "a", "nummer": 1, "navn": "Skog", "beskrivelse": "Tre", "arbeidsplasser": [{"aar": 2025, "verdi": "10"}, {"aar": 2026, "verdi": "3"}], "strategier": [{"bokstav": "A"}, {"bokstav": "B"}]},
	{"id": "b", "nummer": 2, "navn": "Mat", "arbeidsplasser": [{"aar": 2025, "verdi": "0"}, {"aar": 2026, "verdi": "2.5"}], "strategier": [{"bokstav": "C"}]},
	{"id": "c", "nummer": 3, "navn": "Kultur", "stoetteomraade": true, "arbeidsplasser": [{"aar": 2025, "verdi": "-"}, {"aar": 2026, "verdi": "-"}], "strategier": [{"bokstav": "D"}]},
	{"id": "d", "nummer": 4, "navn": "Klima", "stoetteomraade": true, "strategier": [{"bokstav": "E"}]}]}'::jsonb as op;

-- A handlingsplan with areas X and Y (ids x, y), and with these changes; the area with that name as it leaves it.
create function pg_temp.hp(endringer jsonb) returns jsonb language sql as $$
	select jsonb_build_object('aar', 2026, 'omraader', '[{"id": "x", "nummer": 1, "navn": "X"}, {"id": "y", "nummer": 2, "navn": "Y", "stoetteomraade": true}]'::jsonb, 'omraadeendringer', endringer) $$;
create function pg_temp.etter(endringer jsonb, navn text) returns jsonb language sql as $$
	select o from f, jsonb_array_elements(checks.omraader_etter(op, pg_temp.hp(endringer)) -> 'innsatsomraader') o where o ->> 'navn' = $2 $$;
create function pg_temp.maal(endringer jsonb, navn text) returns text language sql as $$
	select coalesce(string_agg(m ->> 'aar' || ':' || coalesce(m ->> 'verdi', 'null'), ' ' order by m ->> 'aar'), 'ingen') from jsonb_array_elements(pg_temp.etter($1, $2) -> 'arbeidsplasser') m $$;
create function pg_temp.bokstaver(endringer jsonb, navn text) returns text language sql as $$
	select string_agg(s ->> 'bokstav', '') from jsonb_array_elements(pg_temp.etter($1, $2) -> 'strategier') s $$;
create function pg_temp.navn(endringer jsonb) returns text language sql as $$
	select string_agg(o ->> 'navn', ',' order by o ->> 'navn') from f, jsonb_array_elements(checks.omraader_etter(op, pg_temp.hp(endringer)) -> 'innsatsomraader') o $$;

-- Without changes, and continuing.
select is(checks.omraader_etter(op, '{"aar": 2026, "omraader": []}'), op, 'no changes: the very same plan') from f;
select is(checks.omraader_etter(op, pg_temp.hp('[]')), op, 'nor an empty list') from f;
select is(checks.omraader_etter(null, pg_temp.hp('[]')), null, 'no plan, no areas');
select is(pg_temp.maal('[{"slag": "viderefoert", "fra": [{"navn": "Skog"}], "til": [{"navn": "X"}]}]', 'X'), '2025:10 2026:3', 'what continues keeps its targets');
select is(pg_temp.etter('[{"slag": "viderefoert", "fra": [{"navn": "Skog"}], "til": [{"navn": "X"}]}]', 'X') ->> 'id', 'a', 'and its id');

-- Renamed.
select is(pg_temp.navn('[{"slag": "omdoept", "fra": [{"navn": "Skog"}], "til": [{"navn": "X"}]}]'), 'Klima,Kultur,Mat,X', 'one name instead of another');
select is(pg_temp.maal('[{"slag": "omdoept", "fra": [{"navn": " SKOG "}], "til": [{"navn": "x"}]}]', 'X'), '2025:10 2026:3', 'the same targets; names are read without regard to case');
select is(pg_temp.bokstaver('[{"slag": "omdoept", "fra": [{"omraade": "a"}], "til": [{"navn": "X"}]}]', 'X'), 'AB', 'the same letters; or by id');
select is(pg_temp.etter('[{"slag": "omdoept", "fra": [{"navn": "Skog"}], "til": [{"navn": "X"}]}]', 'X') ->> 'id', 'a', 'the same area');

-- Merged: the sum of the sources; null is not 0 and "-" is neither.
select is(pg_temp.navn('[{"slag": "slaatt_sammen", "fra": [{"navn": "Skog"}, {"navn": "Mat"}], "til": [{"navn": "X"}]}]'), 'Klima,Kultur,X', 'two become one');
select is(pg_temp.maal('[{"slag": "slaatt_sammen", "fra": [{"navn": "Skog"}, {"navn": "Mat"}], "til": [{"navn": "X"}]}]', 'X'), '2025:10 2026:5.5', '10 + 0 and 3 + 2.5');
select is(pg_temp.bokstaver('[{"slag": "slaatt_sammen", "fra": [{"navn": "Mat"}, {"navn": "Skog"}], "til": [{"navn": "X"}]}]', 'X'), 'ABC', 'all letters, in the plan''s order');
select is(pg_temp.maal('[{"slag": "slaatt_sammen", "fra": [{"navn": "Mat"}, {"navn": "Kultur"}], "til": [{"navn": "X"}]}]', 'X'), '2025:0 2026:2.5', '0 and "-": 0');
select is(pg_temp.maal('[{"slag": "slaatt_sammen", "fra": [{"navn": "Kultur"}, {"navn": "Klima"}], "til": [{"navn": "Y"}]}]', 'Y'), '2025:- 2026:-', '"-" and nothing: "-", never 0');
select is(pg_temp.maal('[{"slag": "slaatt_sammen", "fra": [{"navn": "Klima"}, {"navn": "Tullball"}], "til": [{"navn": "Y"}]}]', 'Y'), 'ingen', 'nothing and nothing: nothing');
select is(pg_temp.etter('[{"slag": "slaatt_sammen", "fra": [{"navn": "Kultur"}, {"navn": "Klima"}], "til": [{"navn": "X"}]}]', 'X') ->> 'id', 'x', 'a new area: known by the id it has in the plan');
select is(pg_temp.etter('[{"slag": "slaatt_sammen", "fra": [{"navn": "Skog"}, {"navn": "Mat"}], "til": [{"omraade": "a", "navn": "X"}]}]', 'X') ->> 'id', 'a', 'or merged into one of them, which stays itself');
select is(pg_temp.maal('[{"slag": "slaatt_sammen", "fra": [{"navn": "Skog"}, {"navn": "Mat"}], "til": [{"omraade": "a", "navn": "X"}]}]', 'X'), '2025:10 2026:5.5', 'with both targets');

-- Split: by share, exactly.
create temp table delt on commit drop as select '[{"slag": "delt", "fra": [{"navn": "Skog"}], "til": [{"navn": "X", "andel": "60"}, {"navn": "Y", "andel": "40"}]}]'::jsonb as e;
select is(pg_temp.navn(e), 'Klima,Kultur,Mat,X,Y', 'one becomes two') from delt;
select is(pg_temp.maal(e, 'X') || ' / ' || pg_temp.maal(e, 'Y'), '2025:6 2026:1.8 / 2025:4 2026:1.2', 'by share') from delt;
select is(pg_temp.bokstaver(e, 'X') || pg_temp.bokstaver(e, 'Y'), 'ABAB', 'the letters may stand in either') from delt;
select is(pg_temp.maal('[{"slag": "delt", "fra": [{"navn": "Skog"}], "til": [{"navn": "X", "andel": "33.33"}, {"navn": "Y", "andel": "66.67"}]}]', 'X'), '2025:3.333 2026:0.9999', 'no share is rounded');
select is(pg_temp.maal('[{"slag": "delt", "fra": [{"navn": "Kultur"}], "til": [{"navn": "X", "andel": "50"}, {"navn": "Y", "andel": "50"}]}]', 'X'), '2025:- 2026:-', 'half of "-" is "-"');
select is(pg_temp.maal('[{"slag": "delt", "fra": [{"navn": "Mat"}], "til": [{"navn": "X", "andel": "50"}, {"navn": "Y", "andel": "50"}]}]', 'X'), '2025:0 2026:1.25', 'half of 0 is 0');

-- Jobs split into new and secured follow where every source splits them.
create temp table todelt on commit drop as select jsonb_set(jsonb_set(op, '{innsatsomraader,0,arbeidsplasser}', '[{"aar": 2025, "verdi": "10", "nye": "7", "sikrede": "3"}, {"aar": 2026, "verdi": "3", "nye": "3"}]'),
	'{innsatsomraader,1,arbeidsplasser}', '[{"aar": 2025, "verdi": "4", "nye": "4", "sikrede": "0"}, {"aar": 2026, "verdi": "2"}]') as op from f;
select is(checks.omraader_etter(op, pg_temp.hp('[{"slag": "slaatt_sammen", "fra": [{"navn": "Skog"}, {"navn": "Mat"}, {"navn": "Kultur"}], "til": [{"navn": "X"}]}]')) #> '{innsatsomraader,0,arbeidsplasser}',
	'[{"aar": 2025, "verdi": "14", "nye": "11", "sikrede": "3"}, {"aar": 2026, "verdi": "5"}]', 'merged') from todelt;
select is(checks.omraader_etter(op, pg_temp.hp(e)) #> '{innsatsomraader,0,arbeidsplasser}', '[{"aar": 2025, "verdi": "6", "nye": "4.2", "sikrede": "1.8"}, {"aar": 2026, "verdi": "1.8", "nye": "1.8"}]', 'split') from todelt, delt;

-- Ended and new.
select is(pg_temp.navn('[{"slag": "avsluttet", "fra": [{"navn": "Klima"}]}]'), 'Kultur,Mat,Skog', 'one ends');
select is(pg_temp.navn('[{"slag": "ny", "til": [{"navn": "X"}]}]'), 'Klima,Kultur,Mat,Skog,X', 'one begins');
select is(pg_temp.maal('[{"slag": "ny", "til": [{"navn": "X"}]}]', 'X'), 'ingen', 'without a target, which is not 0');

-- Several at once are all measured by the areas before; done once, they change nothing more.
create temp table alle on commit drop as select '[{"slag": "slaatt_sammen", "fra": [{"navn": "Skog"}, {"navn": "Mat"}], "til": [{"navn": "X"}]},
	{"slag": "omdoept", "fra": [{"navn": "Kultur"}], "til": [{"navn": "Y"}]}, {"slag": "avsluttet", "fra": [{"navn": "Klima"}]}]'::jsonb as e;
select is(pg_temp.navn(e), 'X,Y', 'four become two') from alle;
select is(checks.omraader_etter(checks.omraader_etter(op, h), h), checks.omraader_etter(op, h), 'a second time is no change')
from f, alle, lateral (select core.pek_omraader(pg_temp.hp(e), op -> 'innsatsomraader') as h) as x;
select is(checks.omraader_etter(checks.omraader_etter(op, h), h), checks.omraader_etter(op, h), 'nor when one is merged into another')
from f, lateral (select core.pek_omraader(pg_temp.hp('[{"slag": "slaatt_sammen", "fra": [{"navn": "Skog"}, {"navn": "Mat"}], "til": [{"omraade": "a", "navn": "X"}]}]'), op -> 'innsatsomraader') as h) as x;

-- Ids and names are filled in from each other; what names nothing stays as it was written.
select is(core.pek_omraader(pg_temp.hp('[{"slag": "slaatt_sammen", "fra": [{"navn": "skog"}, {"omraade": "b"}], "til": [{"navn": "X"}], "grunn": "g"}]'), op -> 'innsatsomraader') -> 'omraadeendringer',
	'[{"slag": "slaatt_sammen", "fra": [{"omraade": "a", "navn": "Skog"}, {"omraade": "b", "navn": "Mat"}], "til": [{"omraade": "x", "navn": "X"}], "grunn": "g"}]', 'both') from f;
select is(core.pek_omraader(pg_temp.hp('[{"slag": "avsluttet", "fra": [{"navn": "Tullball"}]}, {"slag": "ny"}]'), op -> 'innsatsomraader') -> 'omraadeendringer',
	'[{"slag": "avsluttet", "fra": [{"navn": "Tullball"}]}, {"slag": "ny"}]', 'neither') from f;
select is(core.kjenn_omraader('{"innsatsomraader": [{"navn": "skog"}, {"navn": "Mat"}, {"navn": "Ny"}, {"id": "q", "navn": "Kultur"}]}', '{"id": "b"}', op -> 'innsatsomraader') -> 'innsatsomraader',
	'[{"id": "a", "navn": "skog"}, {"navn": "Mat"}, {"navn": "Ny"}, {"id": "q", "navn": "Kultur"}]', 'an omstillingsplan''s area that is known elsewhere is that one; not one whose id its own draft has') from f;

-- What is wrong, by reason. utgaatt: area z has ended before.
create function pg_temp.feil(endringer jsonb) returns text language sql as $$
	select coalesce(string_agg(distinct g.grunn || ' ' || g.navn, ', '), 'ingen') from f, checks.avstamning_feil(pg_temp.hp(endringer), op -> 'innsatsomraader', array['z'], false) g $$;
select is(pg_temp.feil(e), 'ingen', 'nothing, with every kind: ' || (e #>> '{0,slag}')) from (select e from alle union all select e from delt
	union all select '[{"slag": "ny", "til": [{"navn": "X"}]}]' union all select '[{"slag": "viderefoert", "fra": [{"navn": "Mat"}], "til": [{"navn": "X"}]}]') as x (e);
select is(pg_temp.feil(e::jsonb), 'omraadeendringen_er_ufullstendig ' || (e::jsonb #>> '{0,slag}'), 'not whole: ' || e) from unnest(array[
	'[{"slag": "viderefoert", "fra": [{"navn": "Skog"}]}]', '[{"slag": "omdoept", "fra": [{"navn": "Skog"}, {"navn": "Mat"}], "til": [{"navn": "X"}]}]',
	'[{"slag": "slaatt_sammen", "fra": [{"navn": "Skog"}], "til": [{"navn": "X"}]}]', '[{"slag": "avsluttet", "fra": [{"navn": "Skog"}], "til": [{"navn": "X"}]}]',
	'[{"slag": "ny", "fra": [{"navn": "Skog"}], "til": [{"navn": "X"}]}]', '[{"slag": "oppfunnet", "fra": [{"navn": "Skog"}], "til": [{"navn": "X"}]}]']) e;
select is(pg_temp.feil('[{"slag": "delt", "fra": [{"navn": "Skog"}], "til": [{"omraade": "a", "navn": "X", "andel": "60"}, {"navn": "Y", "andel": "40"}]}]') ~ 'omraadeendringen_er_ufullstendig delt', true,
	'no part of a split area is the area itself');
select is(pg_temp.feil('[{"slag": "avsluttet", "fra": [{"navn": "Tullball"}]}]'), 'ukjent_innsatsomraade Tullball', 'an unknown name before');
select is(pg_temp.feil('[{"slag": "avsluttet", "fra": [{"omraade": "tull"}]}]'), 'ukjent_innsatsomraade tull', 'an unknown id');
select is(pg_temp.feil('[{"slag": "avsluttet", "fra": [{"omraade": "z"}]}]'), 'ingen', 'but what has ended by an earlier decision has, and the plan may go on saying so');
select is(pg_temp.feil('[{"slag": "ny", "til": [{"navn": "Tullball"}]}]'), 'ukjent_innsatsomraade Tullball', 'an unknown name after');
select is(pg_temp.feil('[{"slag": "ny", "til": [{"omraade": "z", "navn": "X"}]}]'), 'omraadet_er_avsluttet X', 'what has ended does not come back: no circle');
select is(pg_temp.feil('[{"slag": "avsluttet", "fra": [{"navn": "Skog"}]}, {"slag": "omdoept", "fra": [{"navn": "Skog"}], "til": [{"navn": "X"}]}]'), 'omraadet_har_to_skjebner Skog', 'one area in two changes');
select is(pg_temp.feil('[{"slag": "slaatt_sammen", "fra": [{"navn": "Skog"}, {"navn": "Mat"}], "til": [{"navn": "X"}]}, {"slag": "ny", "til": [{"navn": "X"}]}]'), 'omraadet_har_to_skjebner X', 'one that two changes make');
select is(pg_temp.feil('[{"slag": "slaatt_sammen", "fra": [{"navn": "Skog"}, {"navn": "Mat"}], "til": [{"omraade": "c", "navn": "X"}]}]'), 'omraadet_har_to_skjebner X', 'merged into a third that goes on by itself');
select is(checks.avstamning_feil(pg_temp.hp('[{"slag": "avsluttet", "fra": [{"navn": "Skog"}]}]') || '{"omraader": [{"id": "h", "navn": "Skog"}]}', op -> 'innsatsomraader', '{}', false)::text,
	'(omraadet_har_to_skjebner,omraadeendringer/1,Skog)', 'ended, and in the plan all the same') from f;
select is(pg_temp.feil(jsonb_set(e, '{0,til,0,andel}', a)), 'andelene_er_ikke_hundre delt', 'shares: ' || a::text) from delt, unnest(array['"60.01"', '"59"', '"0"', '"-20"', '"60.000"', '"-"', '"100"']::jsonb[]) a;
select is(pg_temp.feil(e #- '{0,til,0,andel}'), 'andelene_er_ikke_hundre delt', 'a part without share') from delt;
select is(pg_temp.feil('[{"slag": "omdoept", "fra": [{"navn": "Skog"}], "til": [{"navn": "X", "andel": "100"}]}]'), 'andelene_er_ikke_hundre omdoept', 'a share of what is not split');

-- The omstillingsplan has all areas: none vanishes without a word, none comes back.
create function pg_temp.op_feil(dok jsonb) returns text language sql as $$
	select coalesce(string_agg(g.grunn || ' ' || g.navn, ', '), 'ingen') from f, checks.avstamning_feil(dok, op -> 'innsatsomraader', array['z'], true) g $$;
select is(pg_temp.op_feil(op), 'ingen', 'the same areas') from f;
select is(pg_temp.op_feil(op #- '{innsatsomraader,1}'), 'omraadet_forsvinner Mat', 'one is gone') from f;
select is(pg_temp.op_feil(op #- '{innsatsomraader,1}' || '{"omraadeendringer": [{"slag": "avsluttet", "fra": [{"navn": "Mat"}]}]}'), 'ingen', 'and has ended') from f;
select is(pg_temp.op_feil(op || '{"omraadeendringer": [{"slag": "avsluttet", "fra": [{"navn": "Mat"}]}]}'), 'omraadet_har_to_skjebner Mat', 'it does not end and stay') from f;
select is(pg_temp.op_feil('{}'), 'omraadet_forsvinner Klima, omraadet_forsvinner Kultur, omraadet_forsvinner Mat, omraadet_forsvinner Skog', 'nothing left') from f;
select is(pg_temp.op_feil(jsonb_set(op, '{innsatsomraader,1,id}', '"z"')), 'omraadet_er_avsluttet Mat, omraadet_forsvinner Mat', 'one with an id that has ended') from f;
select is((select count(*) from f, checks.avstamning_feil(op, '[]', '{}', true)), 0::bigint, 'a first plan has nothing to account for');

-- The rows.
select results_eq($$select slag, fra, fra_navn, til, til_navn, andel, grunn from f, alle, checks.avstamning_rader(pg_temp.hp(jsonb_set(e, '{0,grunn}', '"g"')), op -> 'innsatsomraader')$$,
	$$values ('slaatt_sammen', 'a', 'Skog', 'x', 'X', 100::numeric, 'g'), ('slaatt_sammen', 'b', 'Mat', 'x', 'X', 100, 'g'), ('omdoept', 'c', 'Kultur', 'c', 'Y', 100, null),
		('avsluttet', 'd', 'Klima', null, null, null, null)$$, 'of a handlingsplan: what it says');
select results_eq($$select slag, fra, til, andel from f, delt, checks.avstamning_rader(pg_temp.hp(e), op -> 'innsatsomraader')$$, $$values ('delt', 'a', 'x', 60::numeric), ('delt', 'a', 'y', 40)$$, 'a split: a row a part');
select results_eq($$select slag, fra_navn, til_navn from f, checks.avstamning_rader(jsonb_set(jsonb_set(op, '{innsatsomraader,0,navn}', '"Tre"'), '{innsatsomraader,4}', '{"id": "e", "navn": "Ny"}'), op -> 'innsatsomraader')$$,
	$$values ('omdoept', 'Skog', 'Tre'), ('ny', null, 'Ny')$$, 'of an omstillingsplan also what it does without a word');
select is_empty($$select * from f, checks.avstamning_rader(op, op -> 'innsatsomraader')$$, 'none where nothing changed');

-- Which area a handlingsplan's is: by the id it names, its own, its name, its number.
select results_eq($$select h.sted, h.omraade from f, checks.hp_i_op('{"omraader": [{"nummer": 11, "innsatsomraade": "d", "navn": "Skog"}, {"nummer": 12, "id": "c", "navn": "Mat"},
	{"nummer": 3, "navn": " mat"}, {"nummer": 1, "navn": "Noe"}, {"nummer": 9, "navn": "Noe"}, {"nummer": 2, "innsatsomraade": "tull", "navn": "Mat"}]}', op) h$$,
	$$values ('omraader/1', 'a'), ('omraader/11', 'd'), ('omraader/12', 'c'), ('omraader/3', 'b')$$, 'and none where it names one that is not');

select * from finish();
rollback;
