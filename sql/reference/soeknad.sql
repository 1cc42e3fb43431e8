-- Kinds of cost in an application's budget. OF 10 excludes what is marked so; no money goes to it, whatever the board thinks.

insert into core.kostnadsslag (slag, navn, tillatt, kilde) values
	('loenn', 'Lønn og sosiale kostnader i prosjektet', true, 'OF 8'),
	('egeninnsats', 'Eget arbeid', true, 'OF 8'),
	('tjenester', 'Kjøp av tjenester', true, 'OF 8'),
	('utstyr', 'Utstyr og materiell til prosjektet', true, 'OF 8'),
	('reise', 'Reiser, møter og arrangement', true, 'OF 8'),
	('kompetanse', 'Kurs og opplæring', true, 'OF 8'),
	('markedsfoering', 'Markedsføring og formidling', true, 'OF 8'),
	('annet', 'Annen prosjektkostnad, som posten forklarer', true, 'OF 8'),
	('drift', 'Ordinær drift', false, 'OF 10'),
	('garanti', 'Garantier', false, 'OF 10'),
	('egenkapital', 'Egenkapital', false, 'OF 10'),
	('renter', 'Renter, avdrag og refinansiering', false, 'OF 10'),
	('lovpaalagt', 'Lovpålagte oppgaver', false, 'OF 10'),
	('uspesifisert', 'Midler uten spesifisert bruk', false, 'OF 10'),
	('eget_virkemiddelarbeid', 'Egen politikkutforming og virkemiddelarbeid', false, 'OF 10')
on conflict (slag) do update set navn = excluded.navn, tillatt = excluded.tillatt, kilde = excluded.kilde;
