-- Comments on plans: what they hang on, who may say what, and which of them hinder adoption.

create or replace view core.kommentar_naa with (security_invoker = true) as
	select k.program_id, k.plan_id, k.nr, k.revisjon, k.versjon, k.vedtatt, k.noekkel, k.sted, k.tekst, k.person_id, k.dato, k.tid,
		coalesce(k.versjon, (select min(v.nr) from core.plan_versjon v
			where v.program_id = k.program_id and v.plan_id = k.plan_id and v.revisjon >= k.revisjon)) as frosset_i, coalesce(s.tilstand, 'aapen') as tilstand, case when s.tilstand = 'aapen' then s.dato else k.dato end as aapnet
	from core.kommentar k left join lateral (
		select x.tilstand, x.dato from core.kommentar_svar x
		where x.program_id = k.program_id and x.plan_id = k.plan_id and x.kommentar = k.nr order by x.nr desc limit 1) s on true;
comment on view core.kommentar_naa is 'Comments as they stand.';
comment on column core.kommentar_naa.frosset_i is 'The version it stays with: the one that was read, or the first that was frozen of the draft that was read; null until then.';
comment on column core.kommentar_naa.tilstand is 'aapen, besvart or frafalt.';
comment on column core.kommentar_naa.aapnet is 'The day it was opened, last time.';

-- The texts of a list are here known by what they say: an empty base for all of them.

create or replace function core.finn_sted(dok jsonb, sted text) returns text
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	noekkel text := (select f.noekkel from core.flett_alt(dok, '{}') f where f.vis = finn_sted.sted limit 1);
begin
	if noekkel is null then
		raise exception 'Planen har ikke noe slikt sted.' using errcode = 'RP005', constraint = 'ukjent_sted', column = 'sted',
			hint = 'Et sted skrives som i «omstilling plan check», for eksempel omraader/4/oppgitt_sum_budsjett; utelat det for hele planen.';
	end if;
	return noekkel;
end $$;
comment on function core.finn_sted(jsonb, text) is 'The key of the thing at a path of a document; NOT_FOUND ukjent_sted.';

create or replace function core.kommentar_steder(dok jsonb, noekler text[]) returns table (noekkel text, sted text)
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select f.noekkel, min(f.vis) from core.flett_alt(dok, '{}') f where f.noekkel = any (noekler) group by f.noekkel;
end $$;
comment on function core.kommentar_steder(jsonb, text[]) is 'Where the things that comments hang on stand in a document; what is gone from it is left out.';

create or replace function core.vedtar_planen(program uuid, plan uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.sak s, core.mine_steg(s, core.person(), core.i_dag()) m
		where s.program_id = program and s.plan_id = plan and s.tilstand = 'under_behandling' and m.akt = 'vedtar'
			and m.roller && array['leder', 'nestleder']);
end $$;
comment on function core.vedtar_planen(uuid, uuid) is 'True when the caller leads an organ that is to decide on the plan.';

create or replace function core.tur_til_svar(program uuid) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_build_object('akt', 'forbereder', 'funksjon', 'PL/EPL', 'organer',
		(select coalesce(jsonb_agg(o), '[]') from unnest(array['PL', 'EPL', 'PA']) f, unnest(core.organnavn(program, f, core.i_dag())) o));
end $$;
comment on function core.tur_til_svar(uuid) is 'Whose turn it is while a comment is open: the organs that prepare plans.';

create or replace function core.kommentar_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	flest  constant int := 100;
	skille constant int := 10000; -- where the numbers of comments from before adoption end, and those on adopted versions begin
begin
	perform core.krev_skriver(new.program_id);
	new.versjon := (select v.nr from core.plan_versjon v where v.program_id = new.program_id and v.plan_id = new.plan_id and v.revisjon = new.revisjon);
	if new.versjon is null and new.revisjon is distinct from (core.nyeste_revisjon(new.program_id, new.plan_id)).nr then
		raise exception 'Bare utkastet slik det er nå, og frosne versjoner, kan kommenteres.'
			using errcode = 'RP009', constraint = 'revisjonen_er_forbi', column = 'plan';
	end if;
	if (select count(*) from core.kommentar_naa k where k.program_id = new.program_id and k.plan_id = new.plan_id and k.person_id = new.person_id
		and k.tilstand = 'aapen') >= flest then
		raise exception 'Du har alt % åpne kommentarer til planen.', flest using errcode = 'RP008', constraint = 'for_mange_kommentarer';
	end if;
	new.vedtatt := new.versjon is not null and core.er_offentlig(new.program_id, new.plan_id, new.versjon);
	new.nr := (select coalesce(max(k.nr), case when new.vedtatt then skille else 0 end) + 1 from core.kommentar k
		where k.program_id = new.program_id and k.plan_id = new.plan_id and k.vedtatt = new.vedtatt);
	if new.nr > skille and not new.vedtatt then
		raise exception 'Planen har alt % kommentarer fra før vedtak.', skille using errcode = 'RP008', constraint = 'planen_har_for_mange_kommentarer';
	end if;
	new.dato := core.i_dag();
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.kommentar_kontroll() is
	'Row trigger: a comment is on the draft or on a frozen version, and knows whether that was adopted. Those on adopted versions, which everybody reads, have a series of numbers of their own: a gap would tell how much was said before. Its caller holds the plan''s lock.';
create or replace trigger kontroll before insert on core.kommentar for each row execute function core.kommentar_kontroll();

create or replace function core.krev_svarrett(k core.kommentar, tilstand text) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	inne boolean := core.deltar(k.program_id);
begin
	if core.forbereder(k.program_id) or tilstand = 'frafalt' and core.vedtar_planen(k.program_id, k.plan_id)
		or tilstand <> 'frafalt' and k.person_id = core.person() then
		return;
	end if;
	raise exception '%', case tilstand when 'frafalt' then 'En kommentar frafalles av dem som forbereder planen, eller av lederen i organet som skal vedta den.'
			else 'En kommentar besvares av dem som forbereder planen; den som skrev den, kan følge opp.' end
		using errcode = 'RP007', constraint = case tilstand when 'frafalt' then 'kommentaren_frafalles_av_andre' else 'kommentaren_besvares_av_andre' end,
			detail = json_build_object('tur', case when inne then core.tur_til_svar(k.program_id) else core.tur_til_svar(k.program_id) - 'organer' end);
end $$;
comment on function core.krev_svarrett(core.kommentar, text) is
	'PERMISSION_DENIED kommentaren_besvares_av_andre, kommentaren_frafalles_av_andre for those who may neither answer nor waive.';

create or replace function core.kommentar_svar_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	flest constant int := 100;
	k     core.kommentar;
	naa   text;
begin
	select * into k from core.kommentar x where x.program_id = new.program_id and x.plan_id = new.plan_id and x.nr = new.kommentar;
	select x.tilstand into naa from core.kommentar_naa x where x.program_id = new.program_id and x.plan_id = new.plan_id and x.nr = new.kommentar;
	perform core.krev_svarrett(k, new.tilstand);
	perform core.krev_skriver(k.program_id);
	if naa = 'frafalt' then
		raise exception 'Kommentaren er frafalt. Skriv en ny.' using errcode = 'RP009', constraint = 'kommentaren_er_frafalt';
	elsif new.tilstand <> 'frafalt' then
		new.tilstand := case when core.forbereder(k.program_id) then 'besvart' else 'aapen' end;
	end if;
	new.nr := (select coalesce(max(s.nr), 0) + 1 from core.kommentar_svar s
		where s.program_id = new.program_id and s.plan_id = new.plan_id and s.kommentar = new.kommentar);
	if new.nr > flest then
		raise exception 'Kommentaren har alt % svar.', flest using errcode = 'RP008', constraint = 'for_mange_svar';
	end if;
	new.dato := core.i_dag();
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.kommentar_svar_kontroll() is
	'Row trigger: who answers and who waives, and what the comment becomes by it. Its caller holds the plan''s lock.';
create or replace trigger kontroll before insert on core.kommentar_svar for each row execute function core.kommentar_svar_kontroll();

-- Adoption.

create or replace function core.hindrende_kommentarer(s core.sak, dag date) returns core.kommentar_naa[]
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return array(select k from core.kommentar_naa k where k.program_id = s.program_id and k.plan_id = s.plan_id
		and k.frosset_i <= s.versjon and not k.vedtatt and k.tilstand = 'aapen' and k.aapnet < dag order by k.nr);
end $$;
comment on function core.hindrende_kommentarer(core.sak, date) is
	'The comments that hinder a meeting on the day from adopting the case''s version: open, on it or on what came before it, opened before the day and before any adoption.';

create or replace function core.kommentar_steder_tekst(aapne core.kommentar_naa[]) returns text[]
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
declare
	vist constant int := 8;
begin
	return array(select case when a.sted = '' then 'hele planen' else left(a.sted, 100) end
		from unnest(aapne) with ordinality a where a.ordinality <= vist order by a.ordinality);
end $$;
comment on function core.kommentar_steder_tekst(core.kommentar_naa[]) is 'The places of the first comments, for a sentence and for an error''s detail, which must be short.';

create or replace function core.hvorfor_kommentarer(s core.sak, g core.regel) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	aapne core.kommentar_naa[] := case when g.akt = 'vedtar' and s.plan_id is not null and core.er_aapen(s.tilstand)
		then core.hindrende_kommentarer(s, core.i_dag() + 1) end;
begin
	return case when cardinality(aapne) > 0 then format('Planen har %s kommentar(er) som må besvares eller frafalles først: %s.',
		cardinality(aapne), array_to_string(core.kommentar_steder_tekst(aapne), ', ')) end;
end $$;
comment on function core.hvorfor_kommentarer(core.sak, core.regel) is 'What comments a step that adopts a plan waits for, as a sentence; null: none.';

create or replace function core.krev_kommentarer_lukket(s core.sak, dag date) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	aapne core.kommentar_naa[] := core.hindrende_kommentarer(s, dag);
	steder text[] := core.kommentar_steder_tekst(aapne);
	tur   jsonb := core.tur_til_svar(s.program_id);
begin
	if cardinality(aapne) > 0 then
		raise exception 'Planen har % kommentar(er) fra før møtet som verken er besvart eller frafalt: %. Det er % som skal svare.', cardinality(aapne),
			array_to_string(steder, ', '), coalesce((select string_agg(o, ' og ') from jsonb_array_elements_text(tur -> 'organer') o), 'de som forbereder planen')
			using errcode = 'RP009', constraint = 'aapne_kommentarer',
				detail = json_build_object('antall', cardinality(aapne), 'steder', steder, 'tur', tur),
				hint = 'Se dem med «omstilling plan comments», svar med «plan answer», eller frafall dem med «plan waive»; møtedatoen står.';
	end if;
end $$;
comment on function core.krev_kommentarer_lukket(core.sak, date) is
	'FAILED_PRECONDITION aapne_kommentarer: a version is not adopted while a comment on it, or on what came before it, is open that was opened before the meeting''s day and before any adoption. One of that day or later comes too late to undo a meeting that is held.';

-- Nothing is erased, but the text when the law demands it.

create or replace function core.mister_bare_tekst() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if new.tekst is not null or to_jsonb(new) - 'tekst' is distinct from to_jsonb(old) - 'tekst' then
		raise exception 'En kommentar kan bare miste teksten sin.' using errcode = 'RP009', constraint = 'raden_er_uforanderlig';
	end if;
	return new;
end $$;
comment on function core.mister_bare_tekst() is 'Row trigger: the one change a row may suffer is losing its text when the law demands it (handbook, section 10).';
create or replace trigger mister_bare_tekst before update on core.kommentar for each row execute function core.mister_bare_tekst();
create or replace trigger mister_bare_tekst before update on core.kommentar_svar for each row execute function core.mister_bare_tekst();
create or replace trigger uforanderlig before delete or truncate on core.kommentar for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before delete or truncate on core.kommentar_svar for each statement execute function core.uforanderlig();
create or replace trigger journal after insert on core.kommentar for each row execute function core.journal_rad('plan_kommentert', 'tekst', 'noekkel');
create or replace trigger journal after insert on core.kommentar_svar for each row execute function core.journal_rad('kommentar_svart', 'tekst');
create or replace trigger journal_slettet after update on core.kommentar for each row execute function core.journal_rad('kommentar_slettet', 'tekst', 'noekkel');
create or replace trigger journal_slettet after update on core.kommentar_svar for each row execute function core.journal_rad('kommentar_slettet', 'tekst');

-- Who sees them: those of the programme; those on an adopted version, everybody who is logged in.

alter table core.kommentar enable row level security;
alter table core.kommentar_svar enable row level security;
drop policy if exists deltakerne_og_de_om_vedtatte_versjoner on core.kommentar;
create policy deltakerne_og_de_om_vedtatte_versjoner on core.kommentar for select to omstilling_api
	using (core.deltar(program_id) or vedtatt and (select core.person()) is not null);
drop policy if exists de_som_leser_kommenterer on core.kommentar;
create policy de_som_leser_kommenterer on core.kommentar for insert to omstilling_api
	with check (person_id = core.person() and (vedtatt or core.deltar(program_id)));
drop policy if exists som_kommentaren on core.kommentar_svar;
create policy som_kommentaren on core.kommentar_svar for select to omstilling_api using (exists (select from core.kommentar k
	where k.program_id = kommentar_svar.program_id and k.plan_id = kommentar_svar.plan_id and k.nr = kommentar_svar.kommentar));
drop policy if exists i_eget_navn on core.kommentar_svar;
create policy i_eget_navn on core.kommentar_svar for insert to omstilling_api with check (person_id = core.person()
	and exists (select from core.kommentar k
		where k.program_id = kommentar_svar.program_id and k.plan_id = kommentar_svar.plan_id and k.nr = kommentar_svar.kommentar));
