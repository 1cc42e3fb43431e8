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

create or replace function core.kan_foelge(req json, flest int) returns uuid[]
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	hvem uuid := core.krev_person();
	ider uuid[];
begin
	if req ->> 'program' is not null then
		return array[core.finn_program(req ->> 'program')];
	end if;
	ider := core.mine_programmer(hvem, core.installasjonen(), flest + 1);
	if cardinality(ider) > flest then
		raise exception 'Du har verv i flere programmer enn som kan følges på en gang.' using errcode = 'RP009',
			constraint = 'for_mange_programmer', hint = 'Følg ett program om gangen: watch PROGRAM.';
	end if;
	return ider;
end $$;
comment on function core.kan_foelge(json, int) is
	'The programmes that a request to watch is about: the one it names, or those the caller serves. Whether she may read their journals is row-level security''s to say.';

create or replace function core.krev_samme_sikt(req json, flest int) returns void
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	min_egen text := current_setting('omstilling.token');
	foerste  uuid[];
	ider     uuid[];
	sesjon   text;
begin
	for sesjon in select min_egen union all select json_array_elements_text(req -> 'sesjoner') loop
		perform set_config('omstilling.token', sesjon, true);
		ider := core.kan_foelge(req, flest);
		ider := array(select h.kjede from core.journal_hode h where h.kjede = any (ider) order by h.kjede);
		if ider is distinct from coalesce(foerste, ider) then
			raise exception 'De som spør sammen, ser ikke det samme.' using errcode = 'RP009', constraint = 'ikke_samme_sikt';
		end if;
		foerste := ider;
	end loop;
	perform set_config('omstilling.token', min_egen, true);
end $$;
comment on function core.krev_samme_sikt(json, int) is
	'Refuses what several sessions ask together unless each one lives and its person may read the journals of the same programmes: each is looked up as himself. The daemon then asks for each alone.';

create or replace function core.hendelse_tekst(slag text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
	return case slag
		when 'program' then 'endret programmet' when 'program_organ' then 'knyttet et organ til programmet'
		when 'programregel' then 'en regel for programmet er satt' when 'program_overtatt' then 'overtok programmet' when 'fase_aapnet' then 'åpnet en fase'
		when 'verv_gitt' then 'ga et verv ved vedtak' when 'verv_avsluttet' then 'avsluttet et verv ved vedtak'
		when 'plan_opprettet' then 'opprettet en plan' when 'plan_lagret' then 'lagret et utkast'
		when 'funn_kvittert' then 'kvitterte for et funn' when 'plan_kommentert' then 'kommenterte en plan'
		when 'kommentar_svart' then 'svarte på en kommentar' when 'kommentar_slettet' then 'teksten i en kommentar er slettet'
		when 'innhold_slettet' then 'innholdet i en journalpost er slettet'
		when 'plan_fremlagt' then 'la fram en plan' when 'sak_opprettet' then 'opprettet en sak'
		when 'sak_tilstand' then 'saken har fått ny tilstand' when 'sak_paa_saksliste' then 'satte en sak på sakslisten'
		when 'stemme_avgitt' then 'har stemt' when 'resultat_foert' then 'førte et resultat'
		when 'vedtak' then 'et vedtak er fattet' when 'handling' then 'behandlet saken' when 'tilsagn' then 'et tilsagn er gitt'
		when 'vilkaar' then 'et vilkår er satt eller endret' when 'habilitet_reist' then 'reiste spørsmål om habilitet'
		when 'habilitet_stemme' then 'stemte om habilitet' when 'habilitet_avgjort' then 'habilitet er avgjort'
		when 'vara_innkalt' then 'vara er innkalt' when 'valgomgang' then 'en valgomgang er talt opp'
		when 'valgoppgjoer' then 'en liste er talt opp' when 'hastesak' then 'merket en sak som hastesak'
		when 'delegasjon' then 'en delegasjon er gitt' when 'delegasjon_brukt' then 'brukte en delegasjon'
		when 'delegasjon_trukket' then 'en delegasjon er trukket tilbake'
		when 'delegert_vedtak_meldt' then 'et delegert vedtak er meldt'
		when 'samarbeidsavtale' then 'registrerte en samarbeidsavtale' when 'initierer' then 'tok initiativ'
		when 'forbereder' then 'forberedte saken' when 'kvalitetssikrer' then 'kvalitetssikret' when 'raader' then 'ga råd'
		when 'bidrar' then 'bidro' when 'innstiller' then 'ga innstilling' when 'fremlegger' then 'la saken fram'
		when 'vedtar' then 'avgjorde saken' when 'godkjenner' then 'avgjorde godkjenningen' when 'soeker' then 'sendte søknaden'
		when 'finansierer' then 'behandlet finansieringen' when 'mottar' then 'tok imot saken'
		when 'registrerer' then 'registrerte saken'
		when 'moete_krevd' then 'krevde møte eller sak på sakslisten' when 'moete_innkalt' then 'kalte inn til møte' when 'moete_aapnet' then 'åpnet møtet'
		when 'moeteleder' then 'møtet har fått en møteleder' when 'oppmoete' then 'førte oppmøte' when 'moete_avsluttet' then 'avsluttet møtet'
		when 'forfall_meldt' then 'meldte forfall' when 'fjernmoete' then 'førte organets vedtak om fjernmøte'
		when 'foretaksregnskap' then 'førte et regnskapstall for et foretak' when 'laerdom' then 'skrev ned en lærdom'
		when 'laerdom_delt' then 'delte en lærdom' when 'kurs_holdt' then 'førte et kurs' when 'kursdeltaker' then 'førte en kursdeltaker'
		when 'rolleavtale' then 'førte en rolleavtale' when 'maaleserie_begynt' then 'begynte en måleserie' when 'maaling_foert' then 'førte en måling'
		when 'prosjektlederrapport' then 'leverte en prosjektlederrapport' when 'prosjektlederrapport_behandlet' then 'behandlet en prosjektlederrapport'
		when 'rapport_begynt' then 'begynte en rapport' when 'rapport_skrevet' then 'skrev i en rapport' when 'rapport_frosset' then 'en rapport er frosset'
		when 'innvending' then 'motsatte seg at saken avgjøres' when 'forslag_fremsatt' then 'satte fram et forslag'
		when 'forslag_stemme' then 'stemte over et forslag' when 'forslag_avgjort' then 'avgjorde et forslag'
		when 'protokolltilfoersel' then 'førte en protokolltilførsel' when 'protokoll_frosset' then 'protokollen er frosset'
		when 'protokoll_signert' then 'signerte protokollen' when 'vilkaar_hendelse' then 'fulgte opp et vilkår'
		when 'vedtak_erstattet' then 'et vedtak er erstattet' when 'omraadeendring' then 'innsatsområdene er endret'
		when 'lovlighetskontroll_krevd' then 'krevde lovlighetskontroll' when 'iverksetting_utsatt' then 'iverksettingen er utsatt eller tatt opp igjen'
		when 'vedlegg_lastet_opp' then 'lastet opp et vedlegg' when 'vedlegg_fjernet' then 'fjernet et vedlegg'
		when 'finansioer' then 'registrerte en finansiør' when 'finansioer_andel' then 'registrerte finansiørenes andeler'
		when 'fylkesramme' then 'registrerte fylkets ramme' when 'postering' then 'et beløp er bokført'
		when 'timer' then 'førte timer' when 'prosjekt' then 'et prosjekt er opprettet'
		when 'foretak' then 'registrerte et foretak' when 'foretakskontroll' then 'registrerte hvem som kontrollerer et foretak'
		when 'stoette' then 'støtte er ført' when 'stoette_registrert' then 'støtte er meldt til registeret'
		when 'stoetteregime' then 'regler for støtte er endret' when 'valutakurs' then 'en valutakurs er registrert'
		when 'tildeling' then 'et tilskudd er tildelt' when 'tildeling_hendelse' then 'fulgte opp en tildeling'
		when 'tildelingskriterium' then 'kriterier for tildeling er vedtatt' when 'soeknadspoeng' then 'vurderte en søknad' when 'underretning' then 'underrettet søkeren'
		when 'utbetaling' then 'ba om en utbetaling' when 'utbetaling_svar' then 'svarte på en anmodning om utbetaling'
		else replace(slag, '_', ' ') end;
end $$;
comment on function core.hendelse_tekst(text) is 'What happened, in words; an event without words of its own is told by its name.';
