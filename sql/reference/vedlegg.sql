-- Kinds of attachment, and who may add one (handbook, section 4, column P; sections 6 and 8).

insert into core.vedleggstype (type, navn, kilde) values
	('konsekvensanalyse', 'Konsekvensanalyse', 'S1; matrisen rad 1, 2'),
	('utviklingsanalyse', 'Utviklingsanalyse', 'S4; matrisen rad 7'),
	('kommunikasjonsstrategi', 'Kommunikasjonsstrategi', 'S1; omstillingsplanens kapittel 7'),
	('protokoll', 'Protokoll', 'V-10'),
	('annet', 'Annet', 'omstilling')
on conflict (type) do update set navn = excluded.navn, kilde = excluded.kilde;

insert into core.vedlegg_rett (type, nr, funksjoner, roller, kilde) values
	('konsekvensanalyse', 1, '{PL,EPL,PA}', '{programleder,prosjektleder,prosjektansvarlig}', 'S4'),
	('konsekvensanalyse', 2, '{KST,KDIR}', '{sekretaer,kommunedirektoer}', 'W: matrisen rad 1, KST forbereder'),
	('konsekvensanalyse', 3, '{F}', '{sekretaer,raadgiver}', 'S1: matrisen rad 2, fylket forbereder'),
	('utviklingsanalyse', 1, '{PL,EPL,PA}', '{programleder,prosjektleder,prosjektansvarlig}', 'S4: matrisen rad 7'),
	('kommunikasjonsstrategi', 1, '{PL,EPL,PA}', '{programleder,prosjektleder,prosjektansvarlig}', 'S4: matrisen rad 8'),
	('protokoll', 1, '{F,KST,SG,OS}', '{leder,sekretaer}', 'V-10')
on conflict (type, nr) do update set funksjoner = excluded.funksjoner, roller = excluded.roller, kilde = excluded.kilde;

-- Which deliverables (tidslinje.sql) are files.
update core.leveranse l set vedleggstype = x.type from (values
	('konsekvensanalyse', 'konsekvensanalyse'), -- S0, S1
	('utviklingsanalyse', 'utviklingsanalyse'), -- S4, S1
	('kommunikasjonsstrategi', 'kommunikasjonsstrategi') -- S1: omstillingsplanens kapittel 7 er et vedlegg
) as x (kode, type) where l.kode = x.kode and l.vedleggstype is distinct from x.type;
