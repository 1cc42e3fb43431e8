-- The approval matrix (handbook, section 4), transcribed row by row. KST reads RR in owner mode B, every KST in mode C and
-- FN in mode D: that is who is attached as KST, not other rules. X and – of the matrix are the absence of a rule, and so
-- is O: to be informed is no act.
--
-- PH-6 makes the order strict in phase 2 (rows 8, 9, 10: required steps) and a warning in the yearly rounds (rows 16, 17:
-- steps that may be passed over). Rules of equal step and act that are required are alternatives: one of them suffices.
-- Numbers 50 to 89 of a row's hundred are kept for the national administrator's rules (rules/28_regelendring.sql).
-- Where SG or OS recommends, KST may instruct that the case be laid before it all the same; not in row 15, which is not KST's.
-- Rules that need a delegation (rows 20, 21, 28: PL, KDIR and OS) hold only while one is in force. KDD of row 37
-- decides after the county, and only above six years: it approves.

insert into core.beslutning (nr, navn, forslag, valg, verv_funksjoner, verv_roller, kilde) values
	(1, 'Åpne avklaringsfasen og bestille konsekvensanalyse', 'tekst', false, null, null, 'W'),
	(2, 'Godta konsekvensanalysen', 'tekst', false, null, null, 'S1'),
	(3, 'Søke om omstillingsstatus', 'tekst', false, null, null, 'S3'),
	(4, 'Gi omstillingsstatus, antall år og midler til fase 2', 'tekst', false, null, null, 'S3: fylkesråd 25.03.2021'),
	(5, 'Ekstraordinære statlige midler', 'tekst', false, null, null, 'OF 5'),
	(6, 'Oppnevne styringsgruppe, prosjektansvarlig og prosjektleder', 'verv', true, '{SG,PA,EPL}',
		'{leder,nestleder,medlem,vara,prosjektansvarlig,prosjektleder}', 'S4'),
	(7, 'Godta utviklingsanalyse og innspillsprosjekt', 'tekst', false, null, null, 'S4; U'),
	(8, 'Omstillingsplan', 'plan', false, null, null, 'D: S4; F: W'),
	(9, 'Handlingsplan for år 1', 'plan', false, null, null, 'D: S2, S4; F: W'),
	(10, 'Søknad om omstillingsmidler', 'tekst', false, null, null, 'S4'),
	(11, 'Tilsagn med vilkår', 'tilsagn', false, null, null, 'S0'),
	(12, 'Organisering, vedtekter, mandat, instrukser og delegasjonsreglement', 'tekst', false, null, null, 'S1, S3'),
	(13, 'Velge medlemmer og leder av omstillingsstyret', 'verv', true, '{OS}', '{leder,nestleder,medlem,vara}', 'S3'),
	(14, 'Oppnevne observatører', 'verv', true, '{OS,SG,OBS}', '{observatoer}', 'S3'),
	(15, 'Ansette programleder', 'verv', true, '{PL}', '{programleder}', 'S3; KL 13-1, 9-11; ASL 6-2'),
	(16, 'Årlig handlingsplan', 'plan', false, null, null, 'D: S2, S4; F: W'),
	(17, 'Årlig gjennomgang av omstillingsplanen', 'plan', false, null, null, 'S4'),
	(18, 'Endre innsatsområder i perioden', 'tekst', false, null, null, 'D: S3; F: W'),
	(19, 'Endre hovedmål', 'tekst', false, null, null, 'W'),
	(20, 'Flytte midler mellom tiltak i ett innsatsområde', 'tekst', false, null, null, 'S2; organ U'),
	(21, 'Flytte midler mellom innsatsområder i året', 'tekst', false, null, null, 'S2; organ og tak U'),
	(22, 'Heve eller senke årets samlede ramme', 'tekst', false, null, null, 'KL 14-2'),
	(23, 'Departementets andel', 'tekst', false, null, null, 'S0'),
	(24, 'Fylkets andel', 'tekst', false, null, null, 'OF 15'),
	(25, 'Kommunens andel', 'tekst', false, null, null, 'KL 14-2'),
	(26, 'Styrets retningslinjer for tildeling', 'tekst', false, null, null, 'S0'),
	(27, 'Tildeling eller avslag over delegert grense', 'tekst', false, null, null, 'S0'),
	(28, 'Tildeling eller avslag inntil grensen', 'tekst', false, null, null, 'S3'),
	(29, 'Klage over tildeling eller avslag', 'tekst', false, null, null, 'FVL 28'),
	(30, 'Årsrapport', 'tekst', false, null, null, 'S0, S1'),
	(31, 'Programstatusvurdering', 'tekst', false, null, null, 'W'),
	(32, 'Midtveisevaluering', 'tekst', false, null, null, 'W'),
	(33, 'Videreføring', 'tekst', false, null, null, 'S3'),
	(34, 'Sluttrapport', 'tekst', false, null, null, 'W'),
	(35, 'Sluttevaluering', 'tekst', false, null, null, 'S3'),
	(36, 'Avslutte programmet og gjøre opp ubrukte midler', 'tekst', false, null, null, 'W'),
	(37, 'Forlenge perioden', 'tekst', false, null, null, 'U'),
	(38, 'Fylkesovergang', 'tekst', false, null, null, 'håndboka, del 9'),
	(39, 'Et mulig tiltak blir prosjekt', 'tekst', false, null, null, 'S2, S3'),
	(40, 'Delegere forvaltningen av midlene', 'tekst', false, null, null, 'OF 17')
on conflict (nr) do update set navn = excluded.navn, forslag = excluded.forslag, valg = excluded.valg,
	verv_funksjoner = excluded.verv_funksjoner, verv_roller = excluded.verv_roller, kilde = excluded.kilde;

insert into core.regel (id, beslutning, steg, funksjon, akt, paakrevd, vilkaar, gjelder, gyldig_fra, kilde)
select x.id, x.id / 100, x.steg, x.funksjon, x.akt, x.paakrevd, x.vilkaar::text[], x.gjelder, date '2018-01-01', x.kilde
from (values
	(101, 1, 'KST', 'initierer', false, null, null, 'W'),
	(102, 1, 'KST', 'forbereder', false, null, null, 'W'),
	(105, 1, 'F', 'initierer', false, null, null, 'W'),
	(103, 2, 'IN', 'kvalitetssikrer', false, null, null, 'W'),
	(104, 3, 'F', 'vedtar', true, null, null, 'W'),

	(201, 1, 'F', 'forbereder', true, null, null, 'S1'),
	(202, 2, 'IN', 'kvalitetssikrer', false, null, null, 'S1'),
	(203, 3, 'F', 'vedtar', true, null, null, 'S1'),

	(301, 1, 'EPL', 'forbereder', false, null, null, 'S3'),
	(302, 1, 'PL', 'forbereder', false, null, null, 'S3'),
	(303, 2, 'IN', 'raader', false, null, null, 'S3'),
	(304, 3, 'KST', 'vedtar', true, null, null, 'S3'),
	(305, 4, 'KDIR', 'soeker', true, null, null, 'S3; KL 13-1'),
	(306, 5, 'F', 'mottar', false, null, null, 'S3'),

	(401, 1, 'F', 'vedtar', true, '{status_soekt_etter_avslag}', null, 'S3: fylkesråd 25.03.2021'),

	(501, 1, 'KDIR', 'soeker', true, null, null, 'OF 5; KL 13-1'),
	(502, 2, 'F', 'soeker', false, null, null, 'OF 5'),
	(503, 2, 'F', 'innstiller', true, null, null, 'OF 5'),
	(504, 3, 'KDD', 'vedtar', true, null, null, 'OF 5'),

	(601, 1, 'F', 'bidrar', false, null, null, 'S4; U'),
	(602, 1, 'IN', 'raader', false, null, null, 'S4'),
	(603, 2, 'KST', 'vedtar', true, null, null, 'S4'),

	(701, 1, 'EPL', 'forbereder', true, null, null, 'S4; U'),
	(702, 1, 'PL', 'forbereder', true, null, null, 'S4; U'),
	(703, 2, 'IN', 'kvalitetssikrer', false, null, null, 'S4; U'),
	(704, 2, 'F', 'bidrar', false, null, null, 'S4; U'),
	(705, 3, 'SG', 'vedtar', true, null, null, 'S4; U'),

	(801, 1, 'EPL', 'forbereder', true, null, null, 'S4; PH-6'),
	(802, 1, 'PL', 'forbereder', true, null, null, 'S4; PH-6'),
	(803, 1, 'PA', 'forbereder', true, null, null, 'S4: prosjektansvarlig i fase 2'),
	(804, 2, 'IN', 'kvalitetssikrer', true, null, null, 'S4; PH-6'),
	(805, 3, 'SG', 'innstiller', true, null, null, 'S4; PH-6'),
	(890, 3, 'KST', 'instruerer', false, null, 'innstillingen_er_nei', 'håndboka, del 4; KL 5-3'),
	(806, 4, 'KDIR', 'fremlegger', true, null, null, 'PH-6; KL 13-1'),
	(807, 5, 'KST', 'vedtar', true, null, null, 'S4; PH-6'),
	(808, 6, 'F', 'godkjenner', true, '{soeknad_sendt}', null, 'W; PH-6'),

	(901, 1, 'EPL', 'forbereder', true, null, null, 'S4; PH-6'),
	(902, 1, 'PL', 'forbereder', true, null, null, 'S4; PH-6'),
	(903, 1, 'PA', 'forbereder', true, null, null, 'S4: prosjektansvarlig i fase 2'),
	(904, 2, 'IN', 'kvalitetssikrer', true, null, null, 'S4; PH-6'),
	(905, 3, 'SG', 'innstiller', true, null, null, 'S4; PH-6'),
	(990, 3, 'KST', 'instruerer', false, null, 'innstillingen_er_nei', 'håndboka, del 4; KL 5-3'),
	(906, 4, 'KDIR', 'fremlegger', true, null, null, 'PH-6; KL 13-1'),
	(907, 5, 'KST', 'vedtar', true, null, null, 'S2, S4; PH-6'),
	(908, 6, 'F', 'godkjenner', true, '{soeknad_sendt}', null, 'W; PH-6'),

	(1001, 1, 'EPL', 'forbereder', true, null, null, 'S4'),
	(1002, 1, 'PL', 'forbereder', true, null, null, 'S4'),
	(1003, 1, 'PA', 'forbereder', true, null, null, 'S4: prosjektansvarlig i fase 2'),
	(1008, 1, 'SG', 'forbereder', true, null, null, 'S4'),
	(1004, 2, 'IN', 'raader', false, null, null, 'S4'),
	(1005, 3, 'KST', 'vedtar', true, null, null, 'S4'),
	(1006, 4, 'KDIR', 'soeker', true, '{omstillingsplan_vedtatt,handlingsplan_vedtatt}', null, 'S4; PH-6; KL 13-1'),
	(1007, 5, 'F', 'mottar', false, null, null, 'S4'),

	(1101, 1, 'KDD', 'finansierer', false, null, null, 'S0'),
	(1102, 2, 'F', 'vedtar', true, '{soeknad_sendt,omstillingsplan_godkjent,handlingsplan_godkjent}', null, 'S0; PH-6'),

	(1201, 1, 'F', 'bidrar', false, null, null, 'S1, S3'),
	(1202, 1, 'IN', 'raader', false, null, null, 'S1, S3'),
	(1203, 2, 'SG', 'innstiller', true, null, 'fase_2', 'S1, S3'),
	(1290, 2, 'KST', 'instruerer', false, null, 'innstillingen_er_nei', 'håndboka, del 4; KL 5-3'),
	(1204, 3, 'KST', 'vedtar', true, null, null, 'S1, S3'),

	(1301, 1, 'SG', 'innstiller', true, null, 'fase_2', 'S3'),
	(1390, 1, 'KST', 'instruerer', false, null, 'innstillingen_er_nei', 'håndboka, del 4; KL 5-3'),
	(1302, 2, 'KST', 'vedtar', true, null, null, 'S3'),

	(1401, 1, 'F', 'bidrar', false, null, null, 'S3'),
	(1402, 1, 'IN', 'bidrar', false, null, null, 'S3'),
	(1403, 2, 'SG', 'innstiller', true, null, 'fase_2', 'S3'),
	(1404, 2, 'OS', 'innstiller', true, null, 'fra_fase_3', 'S3'),
	(1490, 2, 'KST', 'instruerer', false, null, 'innstillingen_er_nei', 'håndboka, del 4; KL 5-3'),
	(1405, 3, 'KST', 'vedtar', true, null, null, 'S3'),

	(1501, 1, 'SG', 'innstiller', false, null, 'fase_2', 'S3'),
	(1502, 1, 'OS', 'innstiller', false, null, 'fra_fase_3_uten_foretak', 'S3'),
	(1503, 2, 'KDIR', 'vedtar', true, null, 'kommunen_ansetter', 'S3; KL 13-1'),
	(1504, 2, 'OS', 'vedtar', true, null, 'styret_er_foretak', 'KL 9-11; ASL 6-2'),
	(1505, 2, 'KST', 'vedtar', true, null, 'regionraadet_ansetter', 'S3; KL 18-1, 19-1'),

	(1601, 1, 'PL', 'forbereder', true, null, null, 'S4'),
	(1602, 2, 'IN', 'kvalitetssikrer', false, null, null, 'S4; PH-6'),
	(1603, 3, 'OS', 'innstiller', false, null, null, 'S4; PH-6'),
	(1690, 3, 'KST', 'instruerer', false, null, 'innstillingen_er_nei', 'håndboka, del 4; KL 5-3'),
	(1604, 4, 'KDIR', 'fremlegger', false, null, null, 'PH-6; KL 13-1'),
	(1605, 5, 'KST', 'vedtar', true, null, null, 'S2, S4'),
	(1606, 6, 'F', 'godkjenner', true, '{soeknad_etter_avslag}', null, 'W'),

	(1701, 1, 'OS', 'initierer', false, null, null, 'S4'),
	(1702, 1, 'PL', 'forbereder', true, null, null, 'S4'),
	(1703, 2, 'IN', 'kvalitetssikrer', false, null, null, 'S4; PH-6'),
	(1704, 3, 'OS', 'innstiller', false, null, null, 'S4; PH-6'),
	(1790, 3, 'KST', 'instruerer', false, null, 'innstillingen_er_nei', 'håndboka, del 4; KL 5-3'),
	(1705, 4, 'KDIR', 'fremlegger', false, null, null, 'PH-6; KL 13-1'),
	(1706, 5, 'KST', 'vedtar', true, null, null, 'S4'),
	(1707, 6, 'F', 'godkjenner', true, '{soeknad_etter_avslag}', null, 'S4: når planen er endret'),

	(1801, 1, 'OS', 'initierer', false, null, null, 'S3'),
	(1802, 1, 'PL', 'forbereder', true, null, null, 'S3'),
	(1803, 2, 'IN', 'kvalitetssikrer', false, null, null, 'S3'),
	(1804, 3, 'OS', 'innstiller', true, null, null, 'S3'),
	(1890, 3, 'KST', 'instruerer', false, null, 'innstillingen_er_nei', 'håndboka, del 4; KL 5-3'),
	(1805, 4, 'KST', 'vedtar', true, null, null, 'S3'),
	(1806, 5, 'F', 'godkjenner', true, '{soeknad_etter_avslag}', null, 'W'),

	(1901, 1, 'PL', 'forbereder', true, null, null, 'W'),
	(1902, 2, 'IN', 'kvalitetssikrer', false, null, null, 'W'),
	(1903, 3, 'OS', 'innstiller', true, null, null, 'W'),
	(1990, 3, 'KST', 'instruerer', false, null, 'innstillingen_er_nei', 'håndboka, del 4; KL 5-3'),
	(1904, 4, 'KST', 'vedtar', true, null, null, 'W'),
	(1905, 5, 'F', 'godkjenner', true, '{soeknad_etter_avslag}', null, 'W'),

	(2001, 1, 'OS', 'vedtar', true, null, null, 'S2; organ U'),
	(2002, 1, 'PL', 'vedtar', true, null, 'delegert_20_pl', 'S2; V-16'),
	(2003, 1, 'KDIR', 'vedtar', true, null, 'delegert_20_kdir', 'S2; V-16'),

	(2101, 1, 'PL', 'innstiller', true, null, null, 'S2; organ U'),
	(2102, 2, 'KST', 'vedtar', true, null, null, 'S2; organ U'),
	(2103, 2, 'OS', 'vedtar', true, null, 'delegert_21_os', 'S2: innenfor planens egen adgang'),

	(2201, 1, 'KST', 'vedtar', true, null, 'eier_er_ikke_regionraad', 'KL 14-2: egen andel'),
	(2204, 1, 'EIER', 'vedtar', true, null, 'eier_er_regionraad', 'KL 14-2: hvert kommunestyre selv'),
	(2202, 1, 'F', 'vedtar', true, null, null, 'KL 14-2: egen andel'),
	(2203, 1, 'KDD', 'vedtar', true, null, null, 'KL 14-2: egen andel'),

	(2301, 1, 'KDD', 'vedtar', true, null, null, 'S0'),
	(2302, 2, 'F', 'mottar', false, null, null, 'S0'),

	(2401, 1, 'F', 'vedtar', true, null, null, 'OF 15'),

	(2501, 1, 'KST', 'vedtar', true, null, 'eier_er_ikke_regionraad', 'KL 14-2'),
	(2502, 1, 'EIER', 'vedtar', true, null, 'eier_er_regionraad', 'KL 14-2: hvert kommunestyre selv'),

	(2601, 1, 'PL', 'forbereder', true, null, null, 'S0'),
	(2602, 1, 'F', 'bidrar', false, null, null, 'S0'),
	(2603, 1, 'KST', 'bidrar', false, null, null, 'S0'),
	(2604, 2, 'IN', 'kvalitetssikrer', false, null, null, 'S0'),
	(2605, 3, 'OS', 'vedtar', true, null, null, 'S0'),

	(2701, 1, 'PL', 'forbereder', true, null, null, 'S0'),
	(2702, 2, 'IN', 'raader', false, null, null, 'S0'),
	(2703, 3, 'PL', 'innstiller', true, null, null, 'S0'),
	(2704, 4, 'OS', 'vedtar', true, null, null, 'S0'),

	(2801, 1, 'IN', 'raader', false, null, null, 'S3'),
	(2802, 2, 'OS', 'vedtar', true, null, null, 'S3'),
	(2803, 2, 'PL', 'vedtar', true, null, 'delegert_28_pl', 'S3; V-16'),
	(2804, 2, 'KDIR', 'vedtar', true, null, 'delegert_28_kdir', 'S3; V-16'),

	(2901, 1, 'PL', 'forbereder', true, null, null, 'FVL 28'),
	(2902, 2, 'OS', 'innstiller', true, null, null, 'FVL 28'),
	(2903, 3, 'KST', 'vedtar', true, null, null, 'FVL 28'),

	(3001, 1, 'PL', 'forbereder', true, null, null, 'S0, S1'),
	(3002, 2, 'OS', 'vedtar', true, null, null, 'S0, S1'),
	(3003, 3, 'IN', 'bidrar', false, null, null, 'S0, S1'),
	(3004, 3, 'KST', 'mottar', false, null, null, 'S0, S1'),
	(3005, 3, 'F', 'mottar', false, null, null, 'S0, S1'),

	(3101, 1, 'PL', 'forbereder', false, null, null, 'W'),
	(3105, 2, 'OS', 'innstiller', true, null, null, 'W; håndboka, del 8.4'),
	(3103, 2, 'OBS', 'bidrar', false, null, null, 'W'),
	(3104, 3, 'IN', 'registrerer', true, null, null, 'W'),

	(3201, 1, 'F', 'initierer', false, null, null, 'W'),
	(3202, 1, 'IN', 'initierer', false, null, null, 'W'),
	(3203, 2, 'F', 'registrerer', true, null, null, 'W'),
	(3204, 2, 'IN', 'registrerer', true, null, null, 'W'),

	(3301, 1, 'OS', 'initierer', false, null, null, 'S3'),
	(3302, 1, 'PL', 'forbereder', true, null, null, 'S3'),
	(3303, 2, 'F', 'bidrar', false, null, null, 'S3'),
	(3304, 2, 'IN', 'raader', false, null, null, 'S3'),
	(3305, 2, 'OBS', 'bidrar', false, null, null, 'S3'),
	(3306, 3, 'KST', 'vedtar', true, null, null, 'S3'),

	(3401, 1, 'PL', 'forbereder', true, null, null, 'W'),
	(3402, 2, 'OS', 'registrerer', true, null, null, 'W'),
	(3403, 3, 'F', 'mottar', false, null, null, 'W'),
	(3404, 3, 'KST', 'mottar', false, null, null, 'W'),
	(3405, 3, 'IN', 'mottar', false, null, null, 'W'),

	(3501, 1, 'F', 'bidrar', false, null, null, 'S3'),
	(3502, 1, 'OS', 'bidrar', false, null, null, 'S3'),
	(3503, 1, 'PL', 'bidrar', false, null, null, 'S3'),
	(3504, 1, 'OBS', 'bidrar', false, null, null, 'S3'),
	(3505, 2, 'IN', 'vedtar', true, null, null, 'S3'),

	(3601, 1, 'PL', 'forbereder', false, null, null, 'W'),
	(3602, 2, 'OS', 'innstiller', false, null, null, 'W'),
	(3690, 2, 'KST', 'instruerer', false, null, 'innstillingen_er_nei', 'håndboka, del 4; KL 5-3'),
	(3603, 3, 'KST', 'vedtar', true, null, null, 'W'),
	(3604, 3, 'F', 'vedtar', true, null, null, 'W: på eget grunnlag'),

	(3701, 1, 'PL', 'forbereder', true, null, null, 'U'),
	(3702, 2, 'IN', 'raader', false, null, null, 'U'),
	(3703, 3, 'OS', 'innstiller', true, null, null, 'U'),
	(3790, 3, 'KST', 'instruerer', false, null, 'innstillingen_er_nei', 'håndboka, del 4; KL 5-3'),
	(3704, 4, 'KDIR', 'soeker', true, null, null, 'U; KL 13-1'),
	(3705, 5, 'F', 'vedtar', true, null, null, 'U'),
	(3706, 6, 'KDD', 'godkjenner', true, null, 'over_seks_aar', 'U: bare over seks år'),

	(3801, 1, 'F', 'registrerer', true, null, null, 'håndboka, del 9'),
	(3802, 2, 'PL', 'bidrar', false, null, null, 'håndboka, del 9'),
	(3803, 2, 'OBS', 'bidrar', false, null, null, 'håndboka, del 9'),

	(3901, 1, 'PL', 'forbereder', true, null, null, 'S2, S3'),
	(3902, 2, 'IN', 'raader', false, null, null, 'S2, S3'),
	(3903, 3, 'OS', 'vedtar', true, null, null, 'S2, S3'),

	(4001, 1, 'F', 'vedtar', true, null, null, 'OF 17'),
	(4002, 2, 'KST', 'mottar', false, null, null, 'OF 17')
) as x (id, steg, funksjon, akt, paakrevd, vilkaar, gjelder, kilde)
on conflict (id) do update set steg = excluded.steg, funksjon = excluded.funksjon, akt = excluded.akt,
	paakrevd = excluded.paakrevd, vilkaar = excluded.vilkaar, gjelder = excluded.gjelder, kilde = excluded.kilde
where (core.regel.steg, core.regel.funksjon, core.regel.akt, core.regel.paakrevd, core.regel.vilkaar, core.regel.gjelder,
	core.regel.kilde) is distinct from
	(excluded.steg, excluded.funksjon, excluded.akt, excluded.paakrevd, excluded.vilkaar, excluded.gjelder, excluded.kilde);

-- The styre agrees on an assessment as a board does, in a meeting; what its leader alone once did stays as it was done.
update core.regel set gyldig_til = gyldig_fra, slutt_kilde = 'håndboka, del 8.4: styret blir enig, i møte' where id = 3102 and gyldig_til is null;
