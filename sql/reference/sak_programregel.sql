-- Rules that a programme sets for itself, and in which row of the matrix. The ceiling of the clause on moving money between
-- innsatsområder (row 21), and the limits of awards (rows 20, 28), are those of the delegations that row 12 gives.

insert into core.programregeltype (noekkel, navn, beslutning, slag, kilde) values
	('eiermodus', 'Eiermodus', 12, 'eiermodus', 'håndboka, del 2; KL 18-4, 14-2; INDL 26, 27'),
	('overforpliktelse', 'Så mye kan et innsatsområde forpliktes utover rammen i året, med begrunnelse', 12, 'beloep', 'håndboka, del 7; U'),
	('hoeyeste_tildeling', 'Høyeste tildeling i én sak', 26, 'beloep', 'S0: retningslinjer for tildeling'),
	('minste_jobber', 'Minste potensial for arbeidsplasser per bedriftssøknad', 26, 'antall', 'S3')
on conflict (noekkel) do update set navn = excluded.navn, beslutning = excluded.beslutning, slag = excluded.slag, kilde = excluded.kilde;
