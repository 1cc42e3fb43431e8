-- Kinds of organ, legal forms and roles (handbook, sections 2 and 6), and the organ above all others.

insert into core.organart (art, navn, kilde) values
	('INST', 'Installasjonen', 'omstilling'),
	('KDD', 'Kommunal- og distriktsdepartementet', 'S0'),
	('FK', 'Fylkeskommune', 'S0'),
	('FT', 'Fylkesting', 'KL 5-3'),
	('FU', 'Fylkesutvalg', 'KL 5-6'),
	('FR', 'Fylkesråd', 'KL 10-1'),
	('FADM', 'Fylkeskommunens administrasjon', 'KL 13-1'),
	('K', 'Kommune', 'S0'),
	('KST', 'Kommunestyre', 'KL 5-3'),
	('FSK', 'Formannskap', 'KL 5-6'),
	('KDIR', 'Kommunedirektør', 'KL 13-1'),
	('RR', 'Regionråd', 'S3; KL 18-1'),
	('FN', 'Fellesnemnd', 'INDL 26'),
	('SG', 'Styringsgruppe', 'S4'),
	('OS', 'Omstillingsstyre', 'S0'),
	('PL', 'Programleder med omstillingsorganisasjon', 'S0'),
	('PA', 'Prosjektansvarlig', 'S4'),
	('EPL', 'Ekstern prosjektleder', 'S4'),
	('IN', 'Innovasjon Norge', 'S0'),
	('OBS', 'Observatør', 'S3'),
	('KN', 'Klagenemnd', 'FVL 28')
on conflict (art) do update set navn = excluded.navn, kilde = excluded.kilde;

insert into core.juridisk_form (form, navn, kollegial, kilde) values
	('folkevalgt', 'Folkevalgt organ', true, 'KL 11-9, 5-1'),
	('kf', 'Styre i kommunalt foretak', true, 'KL 9-9'),
	('as', 'Styre i aksjeselskap', true, 'ASL 6-24, 6-25'),
	('prosjektgruppe', 'Prosjektgruppe uten annet mandat', true, 'U: som folkevalgt organ'),
	('enkeltperson', 'Én person avgjør på organets vegne', false, 'KL 13-1'),
	('etat', 'Etat som opptrer ved sine rådgivere', false, 'S0')
on conflict (form) do update set navn = excluded.navn, kollegial = excluded.kollegial, kilde = excluded.kilde;

insert into core.rolle (rolle, navn, stemmer, kilde) values
	('medlem', 'medlem', true, 'KL 5-1'),
	('leder', 'leder', true, 'KL 6-1'),
	('nestleder', 'nestleder', true, 'KL 6-1'),
	('vara', 'varamedlem', false, 'KL 7-10'),
	('observatoer', 'observatør', false, 'S3; V-13'),
	('sekretaer', 'sekretær', false, 'KL 11-4'),
	('administrator', 'administrator', false, 'omstilling'),
	('programleder', 'programleder', false, 'S0'),
	('prosjektleder', 'prosjektleder', false, 'S4'),
	('prosjektansvarlig', 'prosjektansvarlig', false, 'S4'),
	('raadgiver', 'rådgiver', false, 'S0'),
	('kommunedirektoer', 'kommunedirektør', false, 'KL 13-1'),
	('revisor', 'revisor', false, 'KL 24-2')
on conflict (rolle) do update set navn = excluded.navn, stemmer = excluded.stemmer, kilde = excluded.kilde;

insert into core.organ (kortnavn, navn, art, juridisk_form, fra) values
	('installasjonen', 'Installasjonen', 'INST', 'etat', '1900-01-01')
on conflict (kortnavn) do nothing;
