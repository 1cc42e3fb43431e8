-- Events: what wakes those who watch, and how an entry of the journal is told.
--
-- A notification only wakes. What a watcher gets is read from the journal after the number it has (api/hendelse.sql), so that
-- a lost notification delays and never loses. No number comes late: the chain's head is locked from the taking of a number
-- to the end of the transaction (01_journal.sql), so that who sees a number sees all before it.

create or replace function core.varsle_program() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform pg_notify('omstilling', 'program ' || p.kortnavn)
	from core.program p where p.id in (select n.kjede from nye n);
	return null;
end $$;
comment on function core.varsle_program() is
	'Statement trigger: wakes those who watch the programme, when the transaction has committed; several entries of one transaction wake once.';
create or replace trigger varsel after insert on core.journal referencing new table as nye for each statement execute function core.varsle_program();

create or replace function core.varsle_sesjon() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform pg_notify('omstilling', 'sesjon ' || encode(new.token_hash, 'hex'));
	return null;
end $$;
comment on function core.varsle_sesjon() is
	'Row trigger: wakes the streams of a session that has ended, so that they end too. Its hash is of no use to anybody from then on.';
create or replace trigger varsel after update of avsluttet on auth.sesjon for each row when (new.avsluttet is not null)
	execute function core.varsle_sesjon();

create or replace function core.journal_etter(kjede_ uuid, etter bigint, flest int)
returns table (nr bigint, linje jsonb, hash text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select j.nr, j.linje::jsonb, encode(j.hash, 'hex') from core.journal j
	where j.kjede = kjede_ and j.nr > etter order by j.nr limit flest;
end $$;
comment on function core.journal_etter(uuid, bigint, int) is
	'The next entries of a chain without their content, past row-level security: its callers found the head of the chain under it.';

create or replace function core.hendelse_tekst(slag text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
	return coalesce((select v.tekst from (values
		('program', 'endret programmet'), ('program_organ', 'knyttet et organ til programmet'), ('program_overtatt', 'overtok programmet'),
		('fase_aapnet', 'åpnet en fase'), ('plan_opprettet', 'opprettet en plan'), ('plan_lagret', 'lagret et utkast'),
		('funn_kvittert', 'kvitterte for et funn'), ('plan_kommentert', 'kommenterte en plan'),
		('kommentar_svart', 'svarte på en kommentar'), ('kommentar_slettet', 'teksten i en kommentar er slettet'), ('plan_fremlagt', 'la fram en plan'), ('sak_opprettet', 'opprettet en sak'),
		('sak_tilstand', 'saken har fått ny tilstand'), ('sak_paa_saksliste', 'satte en sak på sakslisten'), ('stemme_avgitt', 'har stemt'),
		('resultat_foert', 'førte et resultat'), ('vedtak', 'et vedtak er fattet'), ('handling', 'behandlet saken'), ('tilsagn', 'et tilsagn er gitt'),
		('vilkaar', 'et vilkår er satt eller endret'), ('habilitet_reist', 'reiste spørsmål om habilitet'),
		('habilitet_stemme', 'stemte om habilitet'), ('habilitet_avgjort', 'habilitet er avgjort'), ('vara_innkalt', 'vara er innkalt'),
		('valgomgang', 'en valgomgang er talt opp'), ('delegasjon', 'en delegasjon er gitt'), ('delegasjon_brukt', 'brukte en delegasjon'),
		('delegasjon_trukket', 'en delegasjon er trukket tilbake'), ('delegert_vedtak_meldt', 'et delegert vedtak er meldt'),
		('samarbeidsavtale', 'registrerte en samarbeidsavtale'), ('initierer', 'tok initiativ'), ('forbereder', 'forberedte saken'),
		('kvalitetssikrer', 'kvalitetssikret'), ('raader', 'ga råd'), ('bidrar', 'bidro'), ('innstiller', 'ga innstilling'),
		('fremlegger', 'la saken fram'), ('vedtar', 'avgjorde saken'), ('godkjenner', 'avgjorde godkjenningen'), ('soeker', 'sendte søknaden'),
		('finansierer', 'behandlet finansieringen'), ('mottar', 'tok imot saken'), ('registrerer', 'registrerte saken')
	) as v (slag, tekst) where v.slag = hendelse_tekst.slag), replace(slag, '_', ' '));
end $$;
comment on function core.hendelse_tekst(text) is 'What happened, in words; an event without words of its own is told by its name.';
