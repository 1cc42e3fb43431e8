-- Phases and their deliverables (handbook, sections 3 and 5). A normal time is a warning, never a block.

insert into core.fasetype (fase, navn, eier, utfoerer, slutter_med, normaltid_maaneder, kilde) values
	(1, 'Avklaring', 'Fylkeskommunen', 'Fylket; kommunen gir lokale fakta og Innovasjon Norge bistår', 'Fylket gir omstillingsstatus og antall år', 3, 'W'),
	(2, 'Strategi og forankring', 'Kommunen eller regionrådet', 'Prosjektansvarlig, styringsgruppe og ekstern prosjektleder', 'Planene er vedtatt, deretter gir fylket tilsagn', 3, 'S3, S4'),
	(3, 'Gjennomføring', 'Kommunen eller regionrådet', 'Styret og programlederen', 'Sluttdato eller tidlig avslutning', 72, 'S0, S3'),
	(4, 'Avslutning', 'Kommunen', 'Omstillingsorganisasjonen', 'Rapportene er mottatt og midlene gjort opp', null, 'W')
on conflict (fase) do update set navn = excluded.navn, eier = excluded.eier, utfoerer = excluded.utfoerer, slutter_med = excluded.slutter_med,
	normaltid_maaneder = excluded.normaltid_maaneder, kilde = excluded.kilde;

insert into core.leveranse (fase, nr, kode, delprosjekt, navn, beslutning, felt, aarlig, foerste_aar, aar_av_sak, frist_maaneder, frist_foer_slutt, frist_dag, frist_aar, veiledning, kilde)
values
	(1, 1, 'bestilling', null, 'Bestilling av konsekvensanalyse', 1, null, false, 0, null, null, null, null, null, null, 'W'),
	(1, 2, 'konsekvensanalyse', null, 'Konsekvensanalyse i Panda', 2, null, false, 0, null, 3, null, null, null, null, 'S0, S1'),
	(1, 3, 'statussoeknad', null, 'Søknad om omstillingsstatus', 3, null, false, 0, null, null, null, null, null, null, 'S3'),
	(1, 4, 'status', null, 'Omstillingsstatus og antall år', 4, null, false, 0, null, 3, null, null, null, null, 'S3; W'),

	(2, 1, 'prosjektplan', null, 'Styringsgruppe, mandat og prosjektplan', 6, null, false, 0, null, null, null, null, null, null, 'S4'),
	(2, 2, 'utviklingsanalyse', 'utviklingsanalyse', 'Utviklingsanalyse i Panda', 7, null, false, 0, null, 3, null, null, null, null, 'S4, S1'),
	(2, 3, 'innspillsprosjekt', 'innspillsprosjekt', 'Mobiliserings- og innspillsprosjekt', 7, null, false, 0, null, 3, null, null, null, null, 'S4, S1'),
	(2, 4, 'omstillingsplan', null, 'Omstillingsplan', 8, null, false, 0, null, 3, null, null, null, 'http://www.regionalomstilling.no/no/Verktoy/Omstillingsplanen---veileder/', 'S4; mal: S1'),
	(2, 5, 'kommunikasjonsstrategi', null, 'Kommunikasjonsstrategi', 8, 'kommunikasjonsstrategi', false, 0, null, 3, null, null, null, 'http://www.regionalomstilling.no/', 'S4, S1'),
	(2, 6, 'handlingsplan_aar_1', null, 'Handlingsplan for år 1', 9, null, false, 0, null, 3, null, null, null, 'http://www.regionalomstilling.no/', 'S4; eksempel: S2'),
	(2, 7, 'soeknad', null, 'Søknad om omstillingsmidler', 10, null, false, 0, null, 3, null, null, null, null, 'S4'),
	(2, 8, 'tilsagn', null, 'Tilsagn med vilkår', 11, null, false, 0, null, null, null, null, null, null, 'S0'),
	(2, 9, 'organisering', null, 'Organisering, vedtekter og mandat', 12, null, false, 0, null, null, null, null, null, null, 'S1, S3'),
	(2, 10, 'styre', null, 'Omstillingsstyre', 13, null, false, 0, null, null, null, null, null, null, 'S3'),
	(2, 11, 'programleder', null, 'Programleder', 15, null, false, 0, null, null, null, null, null, null, 'S3'),

	(3, 1, 'handlingsplan', null, 'Årlig handlingsplan', 16, null, true, 1, null, null, null, '12-31', -1, 'http://www.regionalomstilling.no/', 'S4; W'),
	(3, 2, 'aarlig_soeknad', null, 'Søknad om neste års midler', 10, null, true, 1, 1, null, null, '12-31', -1, null, 'S3, W'),
	(3, 3, 'programstatusvurdering', null, 'Programstatusvurdering', 31, null, true, 0, 0, null, null, '11-30', 0, null, 'S3, W'),
	(3, 4, 'aarsrapport', null, 'Årsrapport', 30, null, true, 0, -1, null, null, '03-31', 1, null, 'S3, W'),

	(4, 1, 'videreforing', null, 'Forstudie for videreføring', 33, null, false, 0, null, null, 24, null, null, null, 'S3; W'),
	(4, 2, 'avslutning', null, 'Plan for uferdige prosjekter og ubrukte midler', 36, null, false, 0, null, null, null, null, null, null, 'S3, W'),
	(4, 3, 'sluttrapport', null, 'Sluttrapport', 34, null, false, 0, null, null, null, null, null, null, 'S3, W'),
	(4, 4, 'sluttevaluering', null, 'Sluttevaluering', 35, null, false, 0, null, null, null, null, null, null, 'S3, W')
on conflict (kode) do update set fase = excluded.fase, nr = excluded.nr, delprosjekt = excluded.delprosjekt, navn = excluded.navn, beslutning = excluded.beslutning,
	felt = excluded.felt, aarlig = excluded.aarlig, foerste_aar = excluded.foerste_aar, aar_av_sak = excluded.aar_av_sak, frist_maaneder = excluded.frist_maaneder,
	frist_foer_slutt = excluded.frist_foer_slutt, frist_dag = excluded.frist_dag, frist_aar = excluded.frist_aar, veiledning = excluded.veiledning, kilde = excluded.kilde;
