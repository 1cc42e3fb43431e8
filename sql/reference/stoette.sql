-- Bagatellmessig støtte: the rules by date, what it may not be given to, and what makes two undertakings one (handbook, section 7).
-- What administrators add stands beside these.

insert into core.stoetteregime (gyldig_fra, navn, tak_eur, vindu, registreres_innen, kilde) values
	('2014-01-01', 'Bagatellmessig støtte, 200 000 euro', 200000, 'tre_regnskapsaar', null, 'forordning (EU) nr. 1407/2013'),
	('2024-01-01', 'Ingen hjemmel', null, null, null, 'forordning (EU) nr. 1407/2013 opphørte 31.12.2023'),
	('2024-05-10', 'Bagatellmessig støtte, 200 000 euro', 200000, 'tre_regnskapsaar', null, 'forordning (EU) nr. 1407/2013, forlenget fra 10.05.2024'),
	('2024-11-11', 'Bagatellmessig støtte, 300 000 euro', 300000, 'tre_aar_tilbake', null, 'forordning (EU) 2023/2831, norsk lov fra 11.11.2024'),
	('2026-01-01', 'Bagatellmessig støtte, 300 000 euro', 300000, 'tre_aar_tilbake', 20, 'forordning (EU) 2023/2831; RF 1a, 3, 6: registreres fra første krone')
on conflict (gyldig_fra) do update set navn = excluded.navn, tak_eur = excluded.tak_eur, vindu = excluded.vindu,
	registreres_innen = excluded.registreres_innen, kilde = excluded.kilde where stoetteregime.lagt_til_av is null;

insert into core.stoetteunntak (kode, navn, kilde) values
	('01', 'primærproduksjon i jordbruket', 'forordning (EU) 2023/2831 art. 1'),
	('03', 'primærproduksjon i fiske og akvakultur', 'forordning (EU) 2023/2831 art. 1'),
	('eksport', 'eksportstøtte', 'forordning (EU) 2023/2831 art. 1'),
	('innenlandske_varer', 'støtte som er betinget av innenlandske varer', 'forordning (EU) 2023/2831 art. 1')
on conflict (kode) do update set navn = excluded.navn, kilde = excluded.kilde;

insert into core.kontrollgrunnlag (grunnlag, navn, kobler, kilde) values
	('stemmeflertall', 'flertall av stemmene', true, 'forordning (EU) 2023/2831 art. 2(2) a'),
	('styreflertall', 'rett til å utnevne flertallet i styret', true, 'forordning (EU) 2023/2831 art. 2(2) b'),
	('avtale', 'bestemmende innflytelse etter avtale eller vedtekter', true, 'forordning (EU) 2023/2831 art. 2(2) c'),
	('aksjonaeravtale', 'flertall av stemmene etter avtale med andre eiere', true, 'forordning (EU) 2023/2831 art. 2(2) d'),
	('sammenslaaing', 'overtatt ved sammenslåing eller oppkjøp', true, 'forordning (EU) 2023/2831 art. 3(8)'),
	('eierandel', 'eierandel uten kontroll', false, 'forordning (EU) 2023/2831 art. 2(2)')
on conflict (grunnlag) do update set navn = excluded.navn, kobler = excluded.kobler, kilde = excluded.kilde;
