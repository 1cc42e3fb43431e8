-- Proposals in a meeting (handbook, section 6, V-7; PH-4). Amendments, postponing and returning are voted one by one before the
-- case; alternatives against what is proposed in the vote on the case itself, in a second round between the two largest where
-- none has more than half (KL 11-9). What is adopted takes the place of the case's own proposal.

create or replace function core.krev_motforslagets_innhold(s core.sak, organ uuid, dag date, slag text, forslag jsonb, versjon_ int) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	b    core.beslutning;
	akt_ text := (select g.akt from core.regel g where g.id = core.stemmesteg(s, organ, dag));
begin
	select * into b from core.beslutning x where x.nr = s.beslutning;
	if forslag ? 'avtaleendring' and not s.forslag ? 'avtaleendring' then
		raise exception 'En endring av samarbeidsavtalen foreslås når saken åpnes.' using errcode = 'RP009', constraint = 'avtalen_endres_i_egen_sak',
			column = 'forslag.avtaleendring', detail = json_build_object('kilde', 'V-11; KL 18-4');
	end if;
	if slag not in ('alternativ', 'endring') or akt_ is distinct from 'vedtar' then
		return;
	end if;
	if b.forslag = 'plan' and not exists (select from core.plan_versjon v where v.program_id = s.program_id and v.plan_id = s.plan_id and v.nr = versjon_ and v.nr <> s.versjon) then
		raise exception 'Et forslag om en endret plan viser til en frosset versjon av den.' using errcode = 'RP003', constraint = 'forslaget_mangler_versjon',
			column = 'forslag.versjon', detail = json_build_object('kilde', 'PH-4'), hint = 'Sekretæren fryser den endrede teksten med «moete amend».';
	elsif b.forslag = 'verv' then
		perform core.forslag_verv(s.program_id, b, coalesce(forslag, '{}'));
	elsif b.forslag = 'tilsagn' then
		perform core.forslag_tilsagn(s.forslag || coalesce(forslag, '{}'));
	end if;
end $$;
comment on function core.krev_motforslagets_innhold(core.sak, uuid, date, text, jsonb, int) is
	'In a deciding organ a proposal carries what it would put into force: of a plan a frozen version (PH-4), of seats the seats, of a promise of money its fields.';

create or replace function core.motforslag_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moete;
	s core.sak;
begin
	select * into s from core.sak x where x.program_id = new.program_id and x.id = new.sak_id for no key update;
	perform core.laas_moete(new.moete_id, true);
	select * into m from core.moete x where x.id = new.moete_id;
	perform core.krev_aapent_moete(m);
	perform core.krev_behandles(s);
	if core.stemmesete_i_sak(s, m.organ_id, new.fremsatt_av, m.dato) is null then
		raise exception 'Forslag settes fram av dem som har sete i møtet.' using errcode = 'RP007', constraint = 'forslag_krever_sete', detail = json_build_object('kilde', 'V-13; KL 8-1');
	end if;
	perform core.krev_habil(s, m.organ_id, new.fremsatt_av, 'inhabil_handler_ikke', 'Du er inhabil i saken og setter ikke fram forslag i den.');
	if new.slag = 'alternativ' and (select b.valg from core.beslutning b where b.nr = s.beslutning) then
		raise exception 'I valg og ansettelser stemmes det ikke over alternativer.' using errcode = 'RP009', constraint = 'alternativ_gjelder_ikke_valg', detail = json_build_object('kilde', 'V-5, V-7');
	end if;
	if exists (select from core.stemme x where x.program_id = s.program_id and x.moete_id = m.id and x.sak_id = s.id
		and x.tid > coalesce(core.omgang_slutt(s, m.id), '-infinity')) then
		raise exception 'Voteringen over saken er begynt.' using errcode = 'RP009', constraint = 'det_er_alt_stemt', detail = json_build_object('kilde', 'V-7');
	end if;
	perform core.krev_motforslagets_innhold(s, m.organ_id, m.dato, new.slag, new.forslag, new.versjon);
	perform core.krev_valgforslag(s, m, new);
	new.nr := (select coalesce(max(x.nr), 0) + 1 from core.motforslag x where x.program_id = s.program_id and x.moete_id = m.id and x.sak_id = s.id);
	if new.nr > 50 then
		raise exception 'Det er alt satt fram 50 forslag i saken.' using errcode = 'RP009', constraint = 'for_mange_forslag';
	end if;
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.motforslag_kontroll() is 'Row trigger: proposals are the members'', in the open meeting, before the vote on the case begins.';
create or replace trigger kontroll before insert on core.motforslag for each row execute function core.motforslag_kontroll();

create or replace function core.motforslag_stemme_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	f core.motforslag;
	m core.moete;
	s core.sak;
begin
	select * into f from core.motforslag x where x.program_id = new.program_id and x.id = new.motforslag_id;
	select * into s from core.sak x where x.program_id = f.program_id and x.id = f.sak_id for no key update;
	perform core.laas_moete(f.moete_id, true);
	select * into m from core.moete x where x.id = f.moete_id;
	perform core.krev_aapent_moete(m);
	if f.slag in ('alternativ', 'liste') then
		raise exception 'Alternativer og lister stemmes det over mot hverandre, i voteringen over saken.' using errcode = 'RP009', constraint = 'alternativer_stemmes_i_saken',
			detail = json_build_object('kilde', 'V-7; KL 11-9'), hint = 'omstilling sak vote SAK ja --forslag NUMMER';
	elsif exists (select from core.motforslag_utfall x where x.program_id = f.program_id and x.motforslag_id = f.id) then
		raise exception 'Forslaget er avgjort.' using errcode = 'RP009', constraint = 'forslaget_er_avgjort';
	end if;
	new.verv_id := core.stemmesete_i_sak(s, m.organ_id, new.person_id, m.dato);
	if new.verv_id is null then
		perform core.nekt_stemme(s, new.person_id);
	end if;
	perform core.krev_habil_stemme(s, m.organ_id, new.person_id);
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.motforslag_stemme_kontroll() is 'Row trigger: who may vote on the case votes on proposals in it, once a seat.';
create or replace trigger kontroll before insert on core.motforslag_stemme for each row execute function core.motforslag_stemme_kontroll();

create or replace function core.motforslag_utfall_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	f core.motforslag;
	m core.moete;
	o core.organ;
	s core.sak;
begin
	select * into f from core.motforslag x where x.program_id = new.program_id and x.id = new.motforslag_id;
	select * into s from core.sak x where x.program_id = f.program_id and x.id = f.sak_id for no key update;
	perform core.laas_moete(f.moete_id, true);
	select * into m from core.moete x where x.id = f.moete_id;
	select * into o from core.organ x where x.id = m.organ_id;
	perform core.krev_aapent_moete(m);
	m := core.ledet_i_sak(m, s.program_id, s.id);
	perform core.krev_moeteleder(m, new.lukket_av);
	if f.slag in ('alternativ', 'liste') then
		raise exception 'Alternativer og lister avgjøres i voteringen over saken.' using errcode = 'RP009', constraint = 'alternativer_stemmes_i_saken', detail = json_build_object('kilde', 'V-7; KL 11-9');
	end if;
	select count(*) filter (where x.stemme = 'ja'), count(*) filter (where x.stemme = 'nei') into new.ja, new.nei
	from core.motforslag_stemme x where x.program_id = f.program_id and x.motforslag_id = f.id and not core.er_inhabil(s, o.id, x.person_id);
	new.vedtatt := core.krev_utfall(o, m.dato, new.ja, new.nei, 0, (select x.stemme from core.motforslag_stemme x where x.program_id = f.program_id
		and x.motforslag_id = f.id and x.person_id = m.leder_id), false, core.antall_til_stede(s, m)) = 'ja';
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.motforslag_utfall_kontroll() is 'Row trigger: the presiding member closes the vote on a proposal, and the organ''s own voting rule counts it.';
create or replace trigger kontroll before insert on core.motforslag_utfall for each row execute function core.motforslag_utfall_kontroll();

create or replace function core.er_vedtatt(f core.motforslag) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce((select u.vedtatt from core.motforslag_utfall u where u.program_id = f.program_id and u.motforslag_id = f.id), false);
end $$;
comment on function core.er_vedtatt(core.motforslag) is 'True for a proposal that was voted on by itself and adopted.';

create or replace function core.krev_forslag_avgjort(s core.sak, moete uuid) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	f core.motforslag;
begin
	select * into f from core.motforslag x where x.program_id = s.program_id and x.moete_id = moete and x.sak_id = s.id and x.slag not in ('alternativ', 'liste')
		and not exists (select from core.motforslag_utfall u where u.program_id = x.program_id and u.motforslag_id = x.id) order by x.nr limit 1;
	if f.id is not null then
		raise exception 'Forslag % (%) er ikke avgjort; det stemmes over det før saken.', f.nr, f.slag using errcode = 'RP009', constraint = 'forslaget_er_ikke_avgjort',
			detail = json_build_object('forslag', f.nr, 'kilde', 'V-7');
	end if;
end $$;
comment on function core.krev_forslag_avgjort(core.sak, uuid) is 'Refuses the vote on the case while an amendment or a proposal to postpone or return waits for its own.';

-- Alternatives: 0 is what the case proposes, -1 against all, else the alternative's number.

create or replace function core.har_alternativer(s core.sak, moete uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.motforslag x where x.program_id = s.program_id and x.moete_id = moete and x.sak_id = s.id and x.slag = 'alternativ');
end $$;
comment on function core.har_alternativer(core.sak, uuid) is 'True when the case is voted with alternatives in the meeting.';

create or replace function core.alternativtall(s core.sak, moete uuid, organ uuid) returns table (valg int, motforslag_id uuid, antall int)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
	with valgene as (
		select 0 as nr, null::uuid as id union all select -1, null
		union all select x.nr, x.id from core.motforslag x where x.program_id = s.program_id and x.moete_id = moete and x.sak_id = s.id and x.slag = 'alternativ'
	)
	select v.nr, v.id, (select count(*)::int from core.stemme x where x.program_id = s.program_id and x.moete_id = moete and x.sak_id = s.id
		and x.tid > coalesce(core.omgang_slutt(s, moete), '-infinity') and not core.er_inhabil(s, organ, x.person_id)
		and case when v.nr = -1 then x.stemme = 'nei' else x.stemme = 'ja' and x.motforslag_id is not distinct from v.id end)
	from valgene v;
end $$;
comment on function core.alternativtall(core.sak, uuid, uuid) is 'Votes of each alternative in the present round.';

create or replace function core.to_stoerste(s core.sak, moete uuid) returns int[]
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select (array_agg(k::int order by v::int desc, k::int <> 0, k::int desc))[1:2] from core.valgomgang x, jsonb_each_text(x.alternativer) e (k, v)
		where x.program_id = s.program_id and x.sak_id = s.id and x.moete_id = moete and x.omgang = 1);
end $$;
comment on function core.to_stoerste(core.sak, uuid) is
	'The two proposals of the second round; of equal ones the case''s own comes first, then the newest (U). Null: there is no second round.';

create or replace function core.krev_alternativ(s core.sak, x core.stemme) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	to_    int[] := core.to_stoerste(s, x.moete_id);
	valget int := case when x.stemme = 'nei' then -1 else coalesce((select f.nr from core.motforslag f
		where f.program_id = x.program_id and f.id = x.motforslag_id and f.moete_id = x.moete_id and f.sak_id = x.sak_id and f.slag = 'alternativ'), 0) end;
begin
	perform core.krev_forslag_avgjort(s, x.moete_id);
	if core.er_forholdsvalg(s, x.moete_id) then
		perform core.krev_listestemme(s, x);
		return;
	end if;
	if x.motforslag_id is not null and valget = 0 then
		raise exception 'Det er ikke satt fram et slikt alternativ i saken.' using errcode = 'RP005', constraint = 'ukjent_forslag';
	elsif to_ is not null and not valget = any (to_) then
		raise exception 'Andre omgang står mellom de to største forslagene.' using errcode = 'RP009', constraint = 'andre_omgang_mellom_de_to_stoerste',
			detail = json_build_object('forslag', to_, 'kilde', 'V-7; KL 11-9');
	end if;
end $$;
comment on function core.krev_alternativ(core.sak, core.stemme) is 'A vote is for something that is proposed; in the second round for one of the two largest.';

create or replace function core.foerste_runde(s core.sak, o core.organ, m core.moete) returns boolean
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := (select sum(t.antall) from core.alternativtall(s, m.id, o.id) t);
	best  int := (select max(t.antall) from core.alternativtall(s, m.id, o.id) t);
begin
	if not core.har_alternativer(s, m.id) or core.omgang_slutt(s, m.id) is not null or 2 * best > n
		or (core.teller(o.juridisk_form, core.seter(o, m.dato), n, 0, 0, null, false, core.antall_til_stede(s, m))).grunn is not null then
		return false;
	end if;
	perform core.krev_alle_stemmer(s, m, o);
	insert into core.valgomgang (program_id, sak_id, moete_id, omgang, ja, nei, blank, alternativer, tid)
	select s.program_id, s.id, m.id, 1, coalesce(sum(t.antall) filter (where t.valg = 0), 0), coalesce(sum(t.antall) filter (where t.valg = -1), 0), 0,
		jsonb_object_agg(t.valg, t.antall), clock_timestamp()
	from core.alternativtall(s, m.id, o.id) t;
	return true;
end $$;
comment on function core.foerste_runde(core.sak, core.organ, core.moete) is
	'Closes the first round where several proposals have no majority: true, and all vote again between the two largest (V-7).';

create or replace function core.handling_fra_alternativer(h core.handling, s core.sak, m core.moete, o core.organ) returns core.handling
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n      int := (select sum(t.antall) from core.alternativtall(s, m.id, o.id) t);
	leders int := (select case when x.stemme = 'nei' then -1 else coalesce(f.nr, 0) end from core.stemme x left join core.motforslag f
		on f.program_id = x.program_id and f.id = x.motforslag_id where x.program_id = s.program_id and x.moete_id = m.id and x.sak_id = s.id and x.person_id = m.leder_id);
	v      record;
	svar   text;
begin
	select * into v from core.alternativtall(s, m.id, o.id) t order by t.antall desc, t.valg is not distinct from leders desc limit 1;
	svar := core.krev_utfall(o, m.dato, v.antall, n - v.antall, 0, case when v.valg = leders then 'ja' end, false, core.antall_til_stede(s, m));
	h.utfall := core.med_to_tredjedeler(s, o, h.regel_id, case when v.valg = -1 then 'nei' else svar end, v.antall, n);
	h.ja := case when v.valg = -1 then n - v.antall else v.antall end;
	h.nei := n - h.ja;
	h.motforslag_id := case when h.utfall = 'ja' then v.motforslag_id end;
	return h;
end $$;
comment on function core.handling_fra_alternativer(core.handling, core.sak, core.moete, core.organ) is
	'The proposal with most votes, by the organ''s own voting rule: in the first round it has more than half; in the second a tie goes as the presiding member voted.';

create or replace function core.finn_motforslag(s core.sak, moete uuid, nummer int) returns core.motforslag
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	f core.motforslag;
begin
	select * into f from core.motforslag x where x.program_id = s.program_id and x.moete_id = moete and x.sak_id = s.id and x.nr = nummer;
	if f.id is null then
		raise exception 'Det er ikke satt fram noe forslag % i saken.', nummer using errcode = 'RP005', constraint = 'ukjent_forslag';
	end if;
	return f;
end $$;
comment on function core.finn_motforslag(core.sak, uuid, int) is 'A proposal by its number; NOT_FOUND ukjent_forslag. Its callers found the case under row-level security.';

-- What is adopted.

drop function if exists core.vedtatte_forslag(core.handling);
create or replace function core.vedtatte_forslag(h core.handling) returns table (forslag jsonb, versjon int, tekst text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
	select x.forslag, x.versjon, x.tekst from core.motforslag x left join core.motforslag_utfall u on u.program_id = x.program_id and u.motforslag_id = x.id
	where x.program_id = h.program_id and x.sak_id = h.sak_id and x.moete_id = h.moete_id and (x.id = h.motforslag_id or x.slag = 'endring' and u.vedtatt)
	order by x.slag = 'endring', x.nr;
	return query
	select e.x -> 'forslag', (e.x #>> '{forslag,versjon}')::int, e.x ->> 'tekst' from core.resultat r, jsonb_array_elements(r.motforslag) with ordinality e (x, n)
	where r.program_id = h.program_id and r.id = h.resultat_id and e.x ->> 'slag' in ('alternativ', 'endring') and (e.x ->> 'vedtatt')::boolean
	order by e.x ->> 'slag' = 'endring', e.n;
	return query select x.forslag, null::int, null::text from core.valgt_forslag(h) x (forslag) where x.forslag is not null;
end $$;
comment on function core.vedtatte_forslag(core.handling) is 'What an act adopted instead of, or in, the case''s own proposal: first the alternative, then the amendments; and whom its lists elected.';

create or replace function core.som_vedtatt(s core.sak, h core.handling) returns core.sak
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	f record;
begin
	for f in select * from core.vedtatte_forslag(h) loop
		s.forslag := s.forslag || coalesce(f.forslag, '{}') - '{plan,versjon,hash}'::text[];
		s.versjon := coalesce(f.versjon, s.versjon);
	end loop;
	return s;
end $$;
comment on function core.som_vedtatt(core.sak, core.handling) is 'The case as an act adopted it, with its amendments.';

create or replace function core.vedtatt_tekst(s core.sak, h core.handling) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v core.sak := core.som_vedtatt(s, h);
begin
	return jsonb_build_object('forslag', v.forslag, 'versjon', v.versjon, 'hash', (select encode(p.hash, 'hex') from core.plan_versjon p
			where p.program_id = s.program_id and p.plan_id = s.plan_id and p.nr = v.versjon),
		'tekster', (select jsonb_agg(btrim(f.tekst)) from core.vedtatte_forslag(h) f where coalesce(f.forslag, '{}') = '{}' and f.versjon is null));
end $$;
comment on function core.vedtatt_tekst(core.sak, core.handling) is
	'What an act adopted, to be compared with what another did: its content, or of amendments without any the words themselves.';

create or replace function core.siste_ja(s core.sak, regel int) returns setof core.handling
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select x.* from (select distinct on (h.organ_id) h.* from core.handling h
		where h.program_id = s.program_id and h.sak_id = s.id and h.utfall = 'ja' and h.regel_id in (select a.id
			from core.regel g join core.regel a on a.beslutning = g.beslutning and a.steg = g.steg and a.akt = g.akt
			where g.id = regel and (a.id = g.id or array[a.funksjon, g.funksjon] <@ array['KST', 'EIER'])) order by h.organ_id, h.nr desc) x order by x.nr desc;
end $$;
comment on function core.siste_ja(core.sak, int) is 'Each organ''s newest yes in a step, the newest of all first. What a kommunestyre said yes to as KST it need not say again as owner behind a regionråd, nor the other way.';

create or replace function core.enige(s core.sak, regel int) returns uuid[]
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	felles jsonb := (select core.vedtatt_tekst(s, h) from core.siste_ja(s, regel) h limit 1);
begin
	if s.tilstand <> 'under_behandling' then
		return array(select h.organ_id from core.siste_ja(s, regel) h);
	end if;
	return array(select h.organ_id from core.siste_ja(s, regel) h where core.vedtatt_tekst(s, h) = felles);
end $$;
comment on function core.enige(core.sak, int) is
	'Where every kommunestyre must say yes, they say it to one text: those whose newest yes is to the text that was adopted last. The others treat the case anew (handbook, section 2, mode C).';

create or replace function core.hvorfor_uenige(s core.sak, g core.regel) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	med  text := (select string_agg(o.navn, ', ' order by o.navn) from core.organ o where o.id = any (core.enige(s, g.id)));
	mot  text := (select string_agg(o.navn, ', ' order by o.navn) from core.siste_ja(s, g.id) h join core.organ o on o.id = h.organ_id where h.organ_id <> all (core.enige(s, g.id)));
	ny   int := (select (core.som_vedtatt(s, h)).versjon from core.siste_ja(s, g.id) h limit 1);
begin
	return case when g.akt = 'vedtar' and core.alle_maa_si_ja(s.program_id, g.funksjon, s.opprettet) and mot is not null then
		format('%s har vedtatt en annen tekst enn %s%s. Alle må vedta den samme teksten: de som ikke har det, behandler saken på nytt.',
			mot, med, case when ny is not null then format(' (versjon %s)', ny) else '' end) end;
end $$;
comment on function core.hvorfor_uenige(core.sak, core.regel) is 'Which kommunestyrer have adopted different texts, as a sentence; null: none have.';

create or replace function core.med_endringer(s core.sak, h core.handling) returns core.sak
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if exists (select from core.vedtatte_forslag(h)) then
		s := core.som_vedtatt(s, h);
		update core.sak x set forslag = s.forslag, versjon = s.versjon where x.program_id = s.program_id and x.id = s.id;
	end if;
	return s;
end $$;
comment on function core.med_endringer(core.sak, core.handling) is
	'Adopted with amendments (PH-4): the case carries what was adopted from now on, inside the same decision; what was proposed first stays in the journal and the minutes.';

create or replace function core.krev_motforslag_foert(s core.sak, r core.resultat, o core.organ) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	f     jsonb;
	valgt int := 0;
begin
	if jsonb_array_length(r.motforslag) > 50 then
		raise exception 'Høyst 50 forslag føres i en sak.' using errcode = 'RP003', constraint = 'for_mange_forslag', column = 'motforslag';
	end if;
	for f in select * from jsonb_array_elements(r.motforslag) loop
		if coalesce(f ->> 'slag', '') not in ('alternativ', 'endring', 'utsettelse', 'tilbakesending', 'liste', 'hemmelig') or coalesce(length(btrim(f ->> 'tekst')), 0) not between 1 and 20000
			or coalesce((f ->> 'ja')::int, 0) < 0 or coalesce((f ->> 'nei')::int, 0) < 0
			or coalesce((f ->> 'ja')::int, 0) + coalesce((f ->> 'nei')::int, 0) > core.seter(o, r.dato) then
			raise exception 'Et ført forslag har slag, tekst og stemmetall som organet kan ha gitt.' using errcode = 'RP003', constraint = 'ugyldig_forslag', detail = json_build_object('kilde', 'V-7'), column = 'motforslag';
		end if;
		continue when not coalesce((f ->> 'vedtatt')::boolean, false);
		if f ->> 'slag' <> 'alternativ' and coalesce((f ->> 'ja')::int, 0) < coalesce((f ->> 'nei')::int, 0)
			or f ->> 'slag' in ('utsettelse', 'tilbakesending') and r.utfall <> (case f ->> 'slag' when 'utsettelse' then 'utsatt' else 'tilbakesendt' end)
			or f ->> 'slag' in ('alternativ', 'endring') and r.utfall in ('utsatt', 'tilbakesendt') then
			raise exception 'Det vedtatte forslaget stemmer ikke med stemmetallene eller med utfallet «%».', r.utfall
				using errcode = 'RP003', constraint = 'forslaget_stemmer_ikke_med_utfallet', detail = json_build_object('kilde', 'V-7'), column = 'motforslag';
		end if;
		valgt := valgt + (f ->> 'slag' = 'alternativ')::int;
		perform core.krev_motforslagets_innhold(s, o.id, r.dato, f ->> 'slag', f -> 'forslag', (f #>> '{forslag,versjon}')::int);
	end loop;
	if valgt > 1 or valgt = 1 and r.utfall <> 'ja' then
		raise exception 'Høyst ett alternativ er vedtatt, og da er utfallet ja.' using errcode = 'RP003', constraint = 'forslaget_stemmer_ikke_med_utfallet', detail = json_build_object('kilde', 'V-7'), column = 'motforslag';
	end if;
end $$;
comment on function core.krev_motforslag_foert(core.sak, core.resultat, core.organ) is
	'Proposals of a recorded result: known kinds, votes that the organ has, and what was adopted agrees with the outcome.';

create or replace function core.motforslag_svar(s core.sak, moete uuid) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('nummer', x.nr, 'slag', x.slag, 'tekst', x.tekst, 'fremsatt_av', p.brukernavn,
			'forslag', nullif(coalesce(x.forslag, '{}') || jsonb_strip_nulls(jsonb_build_object('versjon', x.versjon, 'hash', (select encode(v.hash, 'hex') from core.plan_versjon v
				where v.program_id = s.program_id and v.plan_id = s.plan_id and v.nr = x.versjon))), '{}'),
			'vedtatt', coalesce(u.vedtatt, (select h.motforslag_id is not distinct from x.id from core.handling h where x.slag = 'alternativ'
				and h.program_id = x.program_id and h.sak_id = x.sak_id and h.moete_id = x.moete_id and h.utfall in ('ja', 'nei') limit 1)),
			'ja', coalesce(u.ja, (select t.antall from core.alternativtall(s, x.moete_id, m.organ_id) t where t.motforslag_id = x.id), l.stemmer), 'nei', u.nei,
			'plasser', l.plasser, 'lodd', nullif(l.lodd, false))) order by m.aapnet, x.nr)
		from core.motforslag x join core.person p on p.id = x.fremsatt_av join core.moete m on m.id = x.moete_id
			left join core.motforslag_utfall u on u.program_id = x.program_id and u.motforslag_id = x.id
			left join core.valgoppgjoer l on l.program_id = x.program_id and l.motforslag_id = x.id
		where x.program_id = s.program_id and x.sak_id = s.id and (moete is null or x.moete_id = moete));
end $$;
comment on function core.motforslag_svar(core.sak, uuid) is 'The contract''s Motforslag of a case, in one meeting or in all.';

create or replace function core.frys_endring(s core.sak, m core.moetet, etag text, hvem uuid) returns core.plan_versjon
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r core.plan_revisjon;
	v core.plan_versjon;
	b bytea;
begin
	if not core.har_verv(hvem, m.organ_id, m.dato, array['sekretaer']) then
		raise exception 'Den endrede teksten føres av sekretæren i organet.' using errcode = 'RP007', constraint = 'bare_sekretaeren_foerer', detail = json_build_object('kilde', 'PH-4');
	elsif s.plan_id is null or core.stemmesteg(s, m.organ_id, m.dato) is null or not exists (select from core.sakslisten(m) l where l.program_id = s.program_id and l.sak_id = s.id) then
		raise exception 'Saken er ikke en plan som organet har til behandling i møtet.' using errcode = 'RP009', constraint = 'saken_er_ingen_plan_i_moetet', detail = json_build_object('kilde', 'PH-4');
	end if;
	perform core.laas_plan(p) from core.plan p where p.program_id = s.program_id and p.id = s.plan_id;
	r := core.nyeste_revisjon(s.program_id, s.plan_id);
	if etag <> 'r' || r.nr then
		raise exception 'Utkastet er endret siden du leste det.' using errcode = 'RP010', constraint = 'utkastet_er_endret', detail = json_build_object('etag', 'r' || r.nr);
	end if;
	b := convert_to(core.jcs(r.dokument), 'UTF8');
	insert into core.plan_versjon (program_id, plan_id, nr, revisjon, bytes, hash, person_id)
	select s.program_id, s.plan_id, coalesce(max(x.nr), 0) + 1, r.nr, b, sha256(b), hvem from core.plan_versjon x where x.program_id = s.program_id and x.plan_id = s.plan_id
	returning * into v;
	return v;
end $$;
comment on function core.frys_endring(core.sak, core.moetet, text, uuid) is
	'The secretary freezes the amended text as a new version for the same case and decision: no new round (PH-4).';

create or replace trigger journal after insert on core.motforslag for each row execute function core.journal_rad('forslag_fremsatt');
create or replace trigger journal after insert on core.motforslag_stemme for each row execute function core.journal_rad('forslag_stemme');
create or replace trigger journal after insert on core.motforslag_utfall for each row execute function core.journal_rad('forslag_avgjort');
create or replace trigger uforanderlig before update or delete or truncate on core.motforslag for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.motforslag_stemme for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.motforslag_utfall for each statement execute function core.uforanderlig();
alter table core.motforslag enable row level security;
alter table core.motforslag_stemme enable row level security;
alter table core.motforslag_utfall enable row level security;
drop policy if exists deltakerne_ser_forslag on core.motforslag;
create policy deltakerne_ser_forslag on core.motforslag for select to omstilling_api using (core.deltar(program_id));
drop policy if exists i_eget_navn on core.motforslag;
create policy i_eget_navn on core.motforslag for insert to omstilling_api with check (core.deltar(program_id) and fremsatt_av = core.person());
drop policy if exists i_eget_navn on core.motforslag_stemme;
create policy i_eget_navn on core.motforslag_stemme for insert to omstilling_api with check (core.deltar(program_id) and person_id = core.person());
drop policy if exists i_eget_navn on core.motforslag_utfall;
create policy i_eget_navn on core.motforslag_utfall for insert to omstilling_api with check (core.deltar(program_id) and lukket_av = core.person());
