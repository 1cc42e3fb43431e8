-- What hundreds of programmes have done, in bulk, for tests/bench/portefoelje: of each programme that there is, so many projects with an
-- award and two payments in the ledger, an adopted budget and an approved report, every twentieth of them corrected. Set-up only: as
-- superuser, past the rules, as programmes.sql; but for those that keep the sums of each day, which are what is measured.
alter table core.postering enable always trigger dagsum;
alter table core.prosjekt enable always trigger dagsum;
alter table core.prosjektlederrapport_svar enable always trigger dagsum;

create function bench.portefoelje(antall int) returns void language plpgsql set session_replication_role = replica as $$
declare
	hvem uuid := (select id from core.person where brukernavn = 'konsulent');
begin
	insert into core.prosjekt (program_id, nr, tittel, omraade, bruk, plp_steg, aar, fra, til, dato, sak_id)
	select p.id, 1000 + n, 'Prosjekt ' || n, 'o' || n % 4, 'soekbare_midler', 'hovedprosjekt', 2021, date '2021-01-01' + n * 3, date '2022-01-01' + n, date '2021-01-01' + n * 3, gen_random_uuid()
	from core.program p, generate_series(1, antall) n order by p.id, n;
	insert into core.bok (program_id, siste_nr) select id, 0 from core.program on conflict do nothing;
	insert into core.postering (program_id, nr, konto, formaal, beloep, aar, dato, omraade, prosjekt_id, tekst, person_id)
	select j.program_id, 100000 + j.nr * 4 + x.i, x.konto, 'prosjekter', x.beloep + j.nr, 2021, j.dato + x.n * 60, j.omraade, j.id, 'Prøve', hvem
	from core.prosjekt j, (values (0, 0, 'budsjett', 150000), (1, 0, 'tildelt', 100000), (2, 1, 'utbetalt', 40000), (3, 2, 'utbetalt', 30000)) x (i, n, konto, beloep)
	where j.nr > 1000 order by j.program_id, j.dato + x.n * 60;
	update core.bok b set siste_nr = (select max(nr) from core.postering p where p.program_id = b.program_id);
	insert into core.prosjektlederrapport (program_id, nr, prosjekt_id, aar, nye, sikrede, brukt, person_id, dato)
	select j.program_id, j.nr, j.id, 2021, (j.nr % 4)::text, case when j.nr % 2 = 0 then (j.nr % 3)::text end, 70000, hvem, j.dato + 150 from core.prosjekt j where j.nr > 1000;
	insert into core.prosjektlederrapport_svar (program_id, rapport_id, utfall, person_id, dato)
	select r.program_id, r.id, 'godkjent', hvem, r.dato + 5 from core.prosjektlederrapport r where r.nr > 1000 order by r.program_id, r.dato;
	insert into core.prosjektlederrapport (program_id, nr, prosjekt_id, aar, nye, korrigerer, person_id, dato)
	select r.program_id, 100000 + r.nr, r.prosjekt_id, 2021, '1', r.id, hvem, r.dato + 20 from core.prosjektlederrapport r where r.nr > 1000 and r.nr % 20 = 0;
	insert into core.prosjektlederrapport_svar (program_id, rapport_id, utfall, person_id, dato)
	select r.program_id, r.id, 'godkjent', hvem, r.dato + 5 from core.prosjektlederrapport r where r.nr > 100000 order by r.program_id, r.dato;
end $$;
