-- Succession (handbook, section 9, CS-1 to CS-6): Hallingdal from Viken, with a fylkesråd, to Buskerud, without one, on
-- 2024-01-01. As the daemon's role.
begin;
select plan(50);
\ir lib/felles.psql

update core.oppsett set demonstrasjon = true, i_dag = '2021-03-25';
select test.organ('kdd', 'KDD', 'etat', 'installasjonen'), test.organ('viken', 'FK', 'etat', 'kdd'), test.organ('viken-fr', 'FR', 'folkevalgt', 'viken', 5),
	test.organ('gol', 'K', 'etat', 'viken'), test.organ('rr', 'RR', 'folkevalgt', 'viken', 6), test.organ('os', 'OS', 'prosjektgruppe', 'rr', 5), test.organ('pl', 'PL', 'enkeltperson', 'rr');
select test.person('kddadm', 'kdd', 'administrator'), test.person('vadm', 'viken', 'administrator'), test.person('byraad', 'viken-fr', 'leder'), test.person('vsekr', 'viken-fr', 'sekretaer'),
	test.person('rrleder', 'rr', 'leder'), test.person('rrsekr', 'rr', 'sekretaer'), test.person('vobs', 'viken-fr', 'medlem'), test.person('vobs', 'os', 'observatoer'),
	test.person('silje', 'pl', 'programleder'), test.person('utenfor'), test.organ('innlandet', 'FK', 'etat', 'kdd'), test.person('iadm', 'innlandet', 'administrator');
select test.program('hallingdal', 'viken');
update core.program set eiermodus = 'B' where kortnavn = 'hallingdal';
select test.knytt('hallingdal', x[1], x[2]) from (values ('{viken-fr,F}'::text[]), ('{rr,KST}'), ('{os,OS}'), ('{pl,PL}')) v (x);
create function test.dag(d date) returns void language sql as $$ update core.oppsett set i_dag = d $$;
create function test.ny(hvem text, rad int, forslag text default '{}') returns text
language sql as $$ select test.svar(hvem, 'create_sak', json_build_object('program', 'hallingdal', 'beslutning', rad, 'forslag', forslag::json)) #>> '{sak,navn}' $$;
create function test.avgjort(sekr text, leder text, sak text, organ text, dato date default core.i_dag()) returns text
language plpgsql as $$
declare
	k test.svar := test.kall(sekr, 'record_result', json_build_object('sak', sak, 'resultat', json_build_object('organ', organ, 'dato', dato, 'saksnummer', 'FR 1', 'ja', 5, 'nei', 0, 'utfall', 'ja')));
begin
	return coalesce(nullif(k.grunn, ''), test.grunn(leder, 'confirm_result', json_build_object('sak', sak, 'resultat', k.json #>> '{sak,resultat,id}')));
end $$;
create function test.etter(hvem text, gammel text, ny text, fra text default '2024-01-01') returns text
language sql as $$ select test.grunn(hvem, 'set_etterfoelger', json_build_object('organ', gammel, 'etterfoelger', ny, 'fra', fra, 'kilde', 'INDL 20')) $$;

-- Viken's fylkesråd grants the status, and later county money.
select is(test.ny('vsekr', 4), 'hallingdal/sak-1', 'the status');
select is(test.avgjort('vsekr', 'byraad', 'hallingdal/sak-1', 'viken-fr'), 'ok', 'Viken''s fylkesråd grants it on 25.03.2021');
select test.dag('2023-06-01');
select is(test.ny('vsekr', 24), 'hallingdal/sak-2', 'the county''s share');
select is(test.ny('vsekr', 24), 'hallingdal/sak-3', 'another, undecided');

-- Buskerud is constituted on 19.10.2023.
select test.dag('2023-10-19');
insert into core.organ (kortnavn, navn, art, juridisk_form, forelder, seter, fra)
select x.k, x.n, x.a, x.f, o.id, x.s, '2023-10-19' from core.organ o, (values ('buskerud', 'Buskerud fylkeskommune', 'FK', 'etat', null::int)) x (k, n, a, f, s) where o.kortnavn = 'kdd';
insert into core.organ (kortnavn, navn, art, juridisk_form, forelder, seter, fra)
select x.k, x.n, x.a, x.f, o.id, x.s, '2023-10-19' from core.organ o, (values ('buskerud-fu', 'Buskerud fylkesutvalg', 'FU', 'folkevalgt', 5)) x (k, n, a, f, s) where o.kortnavn = 'buskerud';
select test.person('badm', 'buskerud', 'administrator'), test.person('bordf', 'buskerud-fu', 'leder'), test.person('bsekr', 'buskerud-fu', 'sekretaer');
select is(test.etter(hvem, a, b, d), g, t) from (values
	('vadm', 'viken', 'buskerud', '2024-01-01', 'etterfoelger_settes_av_organet_over', 'Viken does not name its own heir'),
	('badm', 'viken', 'buskerud', '2024-01-01', 'etterfoelger_settes_av_organet_over', 'nor Buskerud itself'),
	('utenfor', 'viken', 'buskerud', '2024-01-01', 'etterfoelger_settes_av_organet_over', 'nor anybody else'),
	('kddadm', 'viken', 'buskerud-fu', '2024-01-01', 'etterfoelgeren_er_av_et_annet_slag', 'an utvalg is no county'),
	('kddadm', 'viken', 'viken', '2024-01-01', 'etterfoelgeren_er_et_annet_organ', 'nobody follows himself'),
	('kddadm', 'viken', 'buskerud', '2023-10-01', 'overtakelsen_passer_ikke_i_tid', 'not before Buskerud is'),
	('kddadm', 'viken', 'buskerud', '2024-01-32', 'ugyldig_dato', 'a day that is none'),
	('kddadm', 'viken', 'buskerud', '2024-01-01', 'ok', 'the ministry does'),
	('kddadm', 'viken', 'buskerud', '2024-01-01', 'etterfoelgeren_er_registrert', 'once'),
	('vadm', 'viken-fr', 'buskerud-fu', '2024-01-01', 'ok', 'a fylkesråd is followed by a fylkesutvalg (CS-3)')) v (hvem, a, b, d, g, t);
select is((select string_agg(o.kortnavn || ' ' || o.til, ', ' order by o.kortnavn) from core.organ o where o.til is not null), 'viken 2023-12-31, viken-fr 2023-12-31',
	'Viken and its fylkesråd end on the last day of the year; Gol does not');

-- Between: both exist. The list of duties.
create function test.plikter(hvem text) returns text
language sql as $$
	select string_agg(p ->> 'slag' || ' ' || coalesce(p ->> 'objekt', ''), ', ' order by n) from json_array_elements(test.svar(hvem, 'handover_organ', '{"organ":"viken"}') -> 'plikter') with ordinality x (p, n)
$$;
select is(test.avgjort('vsekr', 'byraad', 'hallingdal/sak-2', 'viken-fr'), 'ok', 'Viken still decides');
select is(test.ny('bsekr', 24), null, 'Buskerud does not yet');
select is(test.grunn(h, 'handover_organ', '{"organ":"viken"}'), g, h) from (values ('utenfor', 'overlevering_er_for_organet_og_etterfoelgeren'),
	('rrleder', 'overlevering_er_for_organet_og_etterfoelgeren'), ('vadm', 'overlevering_er_for_organet_og_etterfoelgeren'), ('byraad', 'ok'), ('badm', 'ok')) v (h, g);
select is(test.plikter('badm'), 'funksjon viken-fr, observatoer os, sak hallingdal/sak-3, underorgan gol, underorgan rr, verv viken, verv viken-fr, verv viken-fr, verv viken-fr',
	'what Viken leaves: its function, its observer, an open case, the organs below, its seats');
select ok((test.svar('badm', 'handover_organ', '{"organ":"viken"}') ->> 'varsel') like '%avvikler%', 'with a warning that Viken only winds up (CS-4)');
select is(test.grunn('badm', 'take_over_program', '{"program":"hallingdal","fylke":"buskerud","fra":"2023-12-31","grunnlag":"INDL 20"}'), 'fylket_er_ikke_etterfoelger', 'not a day early');
select is(test.grunn('badm', 'take_over_program', '{"program":"hallingdal","fylke":"buskerud","fra":"2024-01-01"}'), 'felt_mangler', 'on no ground');
select is(test.grunn('vadm', 'take_over_program', '{"program":"hallingdal","fylke":"buskerud","fra":"2024-01-01","grunnlag":"INDL 20"}'), 'programmet_overtas_av_det_nye_fylket', 'not by Viken');
select is(test.grunn('badm', 'take_over_program', '{"program":"hallingdal","fylke":"buskerud","fra":"2024-01-01","grunnlag":"INDL 20"}'), 'ok', 'by Buskerud');

-- 2024-01-01: the seats are over, nothing is inherited, the power has moved.
select test.dag('2024-01-01');
select is(test.grunn('byraad', 'get_sak', '{"sak":"hallingdal/sak-3"}'), 'ukjent_sak', 'Viken''s people are outside (CS-6)');
select is(test.avgjort('vsekr', 'byraad', 'hallingdal/sak-3', 'viken-fr'), 'ukjent_sak', 'and decide nothing');
select is(test.grunn('vadm', 'create_person', '{"brukernavn":"sen","navn":"Sen"}'), 'bare_administrator', 'its administrator is none');
select is(test.grunn('bordf', 'get_sak', '{"sak":"hallingdal/sak-3"}'), 'ukjent_sak', 'Buskerud''s inherit nothing silently');
select is((test.svar('badm', 'handover_organ', '{"organ":"viken"}') -> 'varsel')::text, null, 'there is no winding up any more');
select is(test.plikter('badm') like '%sak hallingdal/sak-3%', true, 'but the list is still there');
select is(test.grunn('badm', 'attach_organ', '{"program":"hallingdal","organ":"viken-fr","funksjon":"F"}'), 'organet_passer_ikke_til_funksjonen', 'Viken''s organ is the county''s no longer');
select is(test.grunn('badm', 'attach_organ', '{"program":"hallingdal","organ":"buskerud-fu","funksjon":"F"}'), 'ok', 'the fylkesutvalg takes the function (CS-3)');
select is(test.avgjort('bsekr', 'bordf', 'hallingdal/sak-3', 'buskerud-fu'), 'ok', 'and decides the case that was open');
update core.verv v set til = '2023-12-31' from core.organ o where o.id = v.organ_id and o.kortnavn = 'os' and v.rolle = 'observatoer';
select is(test.plikter('badm'), 'underorgan gol, underorgan rr, verv viken, verv viken-fr, verv viken-fr, verv viken-fr', 'what has passed on is no open duty any more');
select is((select string_agg(o.kortnavn || ' ' || v.dato, ', ' order by v.dato) from core.vedtak v join core.organ o on o.id = v.organ_id),
	'viken-fr 2021-03-25, viken-fr 2023-10-19, buskerud-fu 2024-01-01', 'the old decisions stay under the old name (CS-2)');
select is(test.svar(null, 'list_vedtak', '{"program":"hallingdal"}') #>> '{vedtak,0,organ_navn}', 'Viken-Fr', 'which the public reads');

-- What lay below Viken is moved by the successor's administrator, who has nobody there to ask any more.
create function test.flytt(hvem text, til text, organ text default 'gol') returns text
language sql as $$ select test.grunn(hvem, 'change_organ', json_build_object('organ', organ, 'forelder', til, 'nummer', '3324', 'fra', '2024-01-01', 'kilde', 'INDL 20')) $$;
select is(test.flytt(hvem, til), g, format('%s to %s: %s', hvem, til, g)) from (values ('vadm', 'buskerud', 'organ_endres_av_organet_over'), ('badm', 'buskerud-fu', 'organ_endres_av_organet_over'),
	('iadm', 'innlandet', 'organ_endres_av_organet_over'), ('badm', 'buskerud', 'ok')) v (hvem, til, g);
select is((select (core.organ_paa(o, '2023-12-31')).forelder = (select v.id from core.organ v where v.kortnavn = 'viken') from core.organ o where o.kortnavn = 'gol'), true, 'and lay in Viken until then');
select is(test.flytt('iadm', 'innlandet', 'rr'), 'organ_endres_av_organet_over', 'no other county takes what is left');

-- The meeting's date decides (CS-1): what Viken decided in December may be entered no more, for its seats are over.
select is(test.ny('bsekr', 24), 'hallingdal/sak-4', 'a new case');
select is(test.avgjort('bsekr', 'bordf', 'hallingdal/sak-4', 'buskerud-fu', '2023-12-20'), 'ikke_din_oppgave', 'Buskerud had no power in December');
select is(test.svar('rrleder', 'get_organ', '{"organ":"viken"}') #>> '{organ,etterfoelgere,0}', 'buskerud', 'an organ tells who follows it');
select set_has($$select distinct (j.linje::json ->> 'hendelse') from core.journal j$$, $$values ('etterfoelger'), ('program_overtatt')$$, 'journalled');
select * from finish();
rollback;
