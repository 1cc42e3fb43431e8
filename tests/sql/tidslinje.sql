-- The timeline of a programme and the public list of areas: deliverables of the four phases (handbook, section 3), the two
-- sub-projects side by side, who is awaited, days against the normal time, and the period that row 37 extends (PH-3).
begin;
select plan(55);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/vedlegg.psql

create function test.lev(kode text, felt text, aar int default null) returns text
language sql as $$
	select string_agg(x ->> felt, ',') from json_array_elements(test.svar('leder', 'get_program', '{"program":"dal"}') -> 'tidslinje') x
	where x ->> 'leveranse' = kode and (aar is null or (x ->> 'aar')::int = aar)
$$;
create function test.fase(n int, felt text) returns text
language sql as $$ select test.svar(null, 'get_program', '{"program":"dal"}') -> 'faser' -> (n - 1) ->> felt $$;
create function test.offentlig(felt text) returns text
language sql as $$ select test.svar(null, 'list_programs', '{}') -> 'programmer' -> 0 ->> felt $$;

-- The handbook's deliverables, by hand.
select is((select string_agg(x ->> 'leveranse', ' ' order by n) from json_array_elements(test.svar('leder', 'get_program', '{"program":"dal"}') -> 'tidslinje') with ordinality y (x, n) where x ->> 'fase' <> '3'),
	'bestilling konsekvensanalyse statussoeknad status prosjektplan utviklingsanalyse innspillsprosjekt omstillingsplan kommunikasjonsstrategi handlingsplan_aar_1 soeknad tilsagn organisering styre programleder '
	'videreforing avslutning sluttrapport sluttevaluering', 'what phases 1, 2 and 4 must produce');
select is_empty($$select kode from core.leveranse where btrim(kilde) = ''$$, 'each with its source');
select is(test.svar('utenfor', 'get_program', '{"program":"dal"}')::jsonb ? 'tidslinje', false, 'not for others: cases are not public before they are decided');

-- Phases and their normal times: data and warnings.
select is(test.fase(1, 'aapnet') || ' ' || test.fase(1, 'frist') || ' ' || test.fase(1, 'avsluttet'), '2020-01-01 2020-04-01 2020-01-01', 'phase 1 ended the day phase 2 opened');
select is(test.fase(2, 'frist') || ' ' || test.fase(2, 'dager') || ' ' || test.fase(2, 'over_normaltid'), '2020-04-01 -183 true', 'phase 2 has taken half a year more than normal');
select is(test.fase(1, 'over_normaltid'), null, 'phase 1 did not');
select is(test.fase(3, 'navn') || coalesce(test.fase(3, 'frist'), ''), 'Gjennomføring', 'phase 3 is not open');
select is(test.fase(2, 'slutter_med'), 'Planene er vedtatt, deretter gir fylket tilsagn', 'what ends a phase is told');

-- A deliverable on its way.
select is(test.lev('sluttrapport', 'tilstand') || ' ' || coalesce(test.lev('sluttrapport', 'venter_paa'), 'none'), 'kommer none', 'a later phase''s is to come');
select is(test.lev('omstillingsplan', 'tilstand') || ' ' || test.lev('omstillingsplan', 'venter_paa') || ' ' || test.lev('omstillingsplan', 'dager'), 'ikke_begynt ["Epl"] -183', 'not begun: who prepares it is awaited');
select test.fremlagt('omstillingsplan');
select is(test.lev('omstillingsplan', 'tilstand') || ' ' || test.lev('omstillingsplan', 'venter_paa') || ' ' || test.lev('omstillingsplan', 'sak'), 'under_behandling ["Inorge"] dal/sak-1', 'laid before: IN is awaited');
select test.til_vedtatt('dal/sak-1');
select is(test.lev('omstillingsplan', 'tilstand') || ' ' || test.lev('omstillingsplan', 'venter_paa'), 'venter ["Epl"]', 'adopted: the application is awaited before the county');
select test.fremlagt('handlingsplan-2021'), test.til_vedtatt('dal/sak-2'), test.ny_sak('leder', 10), test.kst_vedtar('dal/sak-3');
select is(test.lev('soeknad', 'tilstand') || ' ' || test.lev('soeknad', 'venter_paa'), 'venter ["Kdir"]', 'decided to apply: to be sent');
select test.gjoer('direktoer', 'soeker', 'dal/sak-3');
select is(test.lev('omstillingsplan', 'venter_paa'), '["Fu"]', 'now the county is awaited');
select test.dag('2020-10-05');
select test.fylket_avgjoer('dal/sak-1');
select is(test.lev('omstillingsplan', 'tilstand') || ' ' || test.lev('omstillingsplan', 'dato') || ' ' || test.lev('omstillingsplan', 'dager'), 'ferdig 2020-10-05 -187', 'approved, and the days stop');
select test.dag('2020-10-20');
select is(test.lev('omstillingsplan', 'dager') || ' ' || coalesce(test.lev('omstillingsplan', 'venter_paa'), 'none'), '-187 none', 'nobody is awaited any more');
select is(test.lev('kommunikasjonsstrategi', 'tilstand'), 'mangler', 'the adopted plan has no communication strategy');
set local session_replication_role = replica;
update core.plan_revisjon set dokument = '{"kommunikasjonsstrategi":{"tekst":"Vi sier det"}}' where plan_id = (test.sak('dal/sak-1')).plan_id;
set local session_replication_role = origin;
select is(test.lev('kommunikasjonsstrategi', 'tilstand'), 'ferdig', 'one with it fulfils both');
set local session_replication_role = replica;
update core.plan_revisjon set dokument = '{}' where plan_id = (test.sak('dal/sak-1')).plan_id;
set local session_replication_role = origin;
create temp table strategi as select test.vedlegg('leder', 'dal', 'kommunikasjonsstrategi', test.byte(8)) as id;
select is(test.lev('kommunikasjonsstrategi', 'tilstand'), 'mangler', 'a file that the adopted version does not name is not the plan''s');
insert into core.vedlegg_bruk select s.program_id, s.plan_id, s.versjon, f.id::uuid from strategi f, test.sak('dal/sak-1') s;
select is(test.lev('kommunikasjonsstrategi', 'tilstand'), 'ferdig', 'one that it names is');
select test.fremlagt('omstillingsplan');
select is(test.lev('omstillingsplan', 'tilstand'), 'ferdig', 'a new version on its way does not take that away');

-- Two sub-projects side by side, each with its own state.
select is(test.ny_sak('leder', 7, '{"delprosjekt":"hagearbeid"}'), 'ukjent_delprosjekt', 'there are two');
select is(test.ny_sak('leder', 7, '{"delprosjekt":"utviklingsanalyse"}'), 'dal/sak-5', 'the analysis');
select is(test.lev('utviklingsanalyse', 'tilstand') || ' ' || test.lev('innspillsprosjekt', 'tilstand'), 'under_behandling ikke_begynt', 'one has come further');
select test.foer('sgsekr', 'dal/sak-5', 'sg', 5, 0);
select test.bekreft('sgleder', 'dal/sak-5');
select is(test.lev('utviklingsanalyse', 'tilstand') || ' ' || test.lev('innspillsprosjekt', 'tilstand'), 'mangler ikke_begynt', 'accepted, alone; but the file itself is not there');
select is(test.vedlegg('sg2', 'dal', 'utviklingsanalyse', test.byte(5)), 'vedlegget_lastes_opp_av_andre', 'which a member does not deliver');
select is(test.grunn('leder', 'start_opplasting', test.start_json('dal', 'utviklingsanalyse', test.byte(5))), 'ok', 'half of it');
select is(test.lev('utviklingsanalyse', 'tilstand'), 'mangler', 'is nothing');
select is(test.vedlegg('leder', 'dal', 'annet', test.byte(6)) || test.lev('utviklingsanalyse', 'tilstand') ~ 'mangler$', true, 'nor another file');
create temp table utredning as select test.vedlegg('leder', 'dal', 'utviklingsanalyse', test.byte(5)) as id;
select is(test.lev('utviklingsanalyse', 'tilstand') || ' ' || test.lev('innspillsprosjekt', 'tilstand'), 'ferdig ikke_begynt', 'uploaded by who prepares it: fulfilled');
select is(test.lev('konsekvensanalyse', 'tilstand'), 'ikke_begynt', 'the other analysis is not');
select is(test.vedlegg('fsekr', 'dal', 'konsekvensanalyse', test.byte(7)) is not null and test.lev('konsekvensanalyse', 'tilstand') = 'lastet_opp', true, 'before its case there is at least the file');
select test.ny_sak('leder', 7, '{"delprosjekt":"innspillsprosjekt"}'), test.foer('sgsekr', 'dal/sak-6', 'sg', 1, 4);
select test.bekreft('sgleder', 'dal/sak-6');
select is(test.lev('utviklingsanalyse', 'tilstand') || ' ' || test.lev('innspillsprosjekt', 'tilstand'), 'ferdig avvist', 'the other is refused');
select test.ny_sak('leder', 7), test.foer('sgsekr', 'dal/sak-7', 'sg', 5, 0);
select test.bekreft('sgleder', 'dal/sak-7');
select is(test.lev('utviklingsanalyse', 'sak') || ' ' || test.lev('innspillsprosjekt', 'tilstand'), 'dal/sak-7 ferdig', 'one case may accept both');

-- Yearly deliverables, each for its year.
select is(test.lev('handlingsplan', 'aar'), null, 'the first yearly handlingsplan is not within a year');
select test.dag('2021-01-10');
select is(test.lev('handlingsplan', 'aar') || ' ' || test.lev('handlingsplan', 'frist') || ' ' || test.lev('handlingsplan', 'tilstand'), '2022 2021-12-31 kommer', 'year 2, by the end of year 1');
select test.person('silje', 'pl', 'programleder'), test.person('osleder', 'os', 'leder'), test.person('ossekr', 'os', 'sekretaer'), test.person('os' || n, 'os', 'medlem') from generate_series(2, 5) n;
set local session_replication_role = replica;
insert into core.fase (program_id, fase, aapnet) select id, 3, '2021-01-10' from core.program where kortnavn = 'dal';
set local session_replication_role = origin;
select is(test.fase(3, 'frist') || ' ' || test.fase(3, 'dager'), '2026-12-31 2181', 'phase 3 lasts to the period''s last day');
select test.dag('2022-03-31');
select is(test.lev('aarsrapport', 'aar') || ' ' || test.lev('aarsrapport', 'dager'), '2021,2022 0,365', 'reports due within a year: on the last day none is late');
select is(test.lev('aarsrapport', 'over_normaltid', 2021), null, 'nor warned of');
select test.dag('2022-04-02');
select is(test.lev('aarsrapport', 'over_normaltid', 2021) || ' ' || test.lev('aarsrapport', 'dager', 2021), 'true -2', 'two days later it is');
select is(test.ny_sak('silje', 30), 'dal/sak-8', 'the report is nevertheless opened');
select test.foer('ossekr', 'dal/sak-8', 'os', 5, 0);
select test.bekreft('osleder', 'dal/sak-8');
select is(test.lev('aarsrapport', 'tilstand', 2021) || ' ' || test.lev('aarsrapport', 'tilstand', 2022), 'ferdig ikke_begynt', 'and is that of the year before');
select test.fremlagt('handlingsplan-2022', 'silje');
select is(test.lev('handlingsplan', 'sak', 2022) || ' ' || coalesce(test.lev('handlingsplan', 'sak', 2023), 'none'), 'dal/sak-9 none', 'a plan is its own year''s');
select is(test.lev('videreforing', 'frist'), '2024-12-31', 'the forstudie for videreføring: two years before the end');

-- The public list of areas.
select is(test.offentlig('kommuner') || ' ' || test.offentlig('fylke') || ' ' || test.offentlig('eiermodus'), '["Kommunen"] Fylket A', 'kommuner, county, owner mode');
select is(coalesce(test.offentlig('status_gitt'), '-') || ' ' || test.offentlig('fase_navn') || ' ' || test.offentlig('fase_aapnet'), '- Gjennomføring 2021-01-10', 'phase, from when');
select test.ny_sak('fsekr', 4), test.fylket_avgjoer('dal/sak-10');
select is(test.offentlig('status_gitt'), '2022-04-02', 'when the status was given');

-- Row 37: six years counted in dates, more with the ministry's approval.
select is(test.ny_sak('silje', 37), 'felt_mangler', 'extended until when');
select is(test.ny_sak('silje', 37, '{"gyldig_til":"2026-12-30"}'), 'perioden_forlenges_fram_i_tid', 'not shortened');
select throws_ok($$update core.program set periode_til = '2027-01-01' where kortnavn = 'dal'$$, '23514', null, 'nor without a decision');
select is(test.ny_sak('silje', 37, '{"gyldig_til":"2027-12-31"}'), 'dal/sak-11', 'a seventh year');
select test.foer('ossekr', 'dal/sak-11', 'os', 5, 0);
select test.bekreft('osleder', 'dal/sak-11'), test.gjoer('direktoer', 'soeker', 'dal/sak-11'), test.fylket_avgjoer('dal/sak-11');
select is(test.tilstand('dal/sak-11') || ' ' || test.offentlig('periode_til'), 'vedtatt 2026-12-31', 'the county alone does not reach past six years');
select is(test.avgjoer('deppen', 'dal/sak-11'), 'ok', 'the ministry approves');
select is(test.offentlig('periode_til'), '2027-12-31', 'extended');
update core.program set periode_til = '2025-12-31' where kortnavn = 'dal';
select test.ny_sak('silje', 37, '{"gyldig_til":"2026-06-30"}'), test.foer('ossekr', 'dal/sak-12', 'os', 5, 0);
select test.bekreft('osleder', 'dal/sak-12'), test.gjoer('direktoer', 'soeker', 'dal/sak-12'), test.fylket_avgjoer('dal/sak-12');
select is(test.tilstand('dal/sak-12') || ' ' || test.offentlig('periode_til'), 'vedtatt 2026-06-30', 'within six years the county''s decision is enough');

select * from finish();
rollback;
