-- What the api functions of cases share: from what a caller says to the rule, organ and meeting that it means. Nothing is
-- decided here; the triggers of core.handling, core.stemme and core.resultat do that.

create or replace function core.leder_av(organ uuid, dag date, borte uuid[] default '{}') returns uuid
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select v.person_id from core.verv v where v.organ_id = organ and v.rolle in ('leder', 'nestleder') and core.gjelder(v.fra, v.til, dag)
		and not core.har_forfall(organ, v.person_id, dag, borte) and not core.verv_utsatt(v, dag) order by v.rolle = 'nestleder', v.fra desc limit 1);
end $$;
comment on function core.leder_av(uuid, date, uuid[]) is
	'Who presides when nobody else is named: the leader, or the deputy where there is none, or the leader is absent or among those that are assumed absent or inhabil (V-4). Null: one must be elected.';

create or replace function core.moeteleder(o core.organ, hvem uuid, dag date) returns uuid
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	leder uuid;
begin
	if core.har_verv(hvem, o.id, dag, array['leder', 'nestleder']) then
		return hvem;
	end if;
	leder := core.leder_av(o.id, dag);
	if leder is null and (select f.kollegial from core.juridisk_form f where f.form = o.juridisk_form) then
		raise exception '% har ingen leder på møtedatoen; oppgi hvem som ledet møtet.', o.navn
			using errcode = 'RP009', constraint = 'organet_mangler_leder', detail = json_build_object('kilde', 'V-4');
	end if;
	return coalesce(leder, hvem);
end $$;
comment on function core.moeteleder(core.organ, uuid, date) is
	'Who presides: the leader or deputy who opens the meeting, else the leader, and the deputy for him (V-4).';

create or replace function core.ny_handling(s core.sak, regel int, organ uuid, utfall_ text, tekst_ text, moete uuid, resultat core.resultat,
	vilkaar_ jsonb default null)
returns core.sak
language plpgsql set search_path = core, pg_catalog, pg_temp as $$
begin
	insert into core.handling (program_id, sak_id, nr, regel_id, organ_id, person_id, dato, utfall, tekst, moete_id, resultat_id, vilkaar)
	values (s.program_id, s.id, 0, regel, organ, core.person(), coalesce(resultat.dato, core.i_dag()), utfall_, tekst_, moete, resultat.id, vilkaar_);
	return core.laas_sak(s);
end $$;
drop function if exists core.ny_handling(core.sak, int, uuid, text, text, uuid, core.resultat);
comment on function core.ny_handling(core.sak, int, uuid, text, text, uuid, core.resultat, jsonb) is
	'Adds an act in the caller''s name, under row-level security, and reads the case anew.';

create or replace function core.mitt_steg(s core.sak, akter text[]) returns record
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m record;
begin
	select x.regel_id, x.akt, x.organ_id, a.stemmes, f.kollegial into m
	from core.mine_steg(s, core.person(), core.i_dag()) x join core.akt a on a.akt = x.akt
		join core.organ o on o.id = x.organ_id join core.juridisk_form f on f.form = o.juridisk_form
	where x.akt = any (akter) and x.tilstand = 'venter'
		and x.roller && array(select r.rolle from core.akt_rolle r where r.akt = x.akt union select 'sekretaer')
	order by x.steg, f.kollegial and a.stemmes and (core.aapent_moete(x.organ_id, s.program_id, s.id)).id is null, x.regel_id limit 1;
	if m.regel_id is null then
		perform core.nekt(s, core.person(), core.i_dag(), akter);
	end if;
	return m;
end $$;
comment on function core.mitt_steg(core.sak, text[]) is
	'The waiting step with one of the acts that is the caller''s, or the refusal: ikke_din_oppgave or ikke_din_tur.';

create or replace function core.utfoer(s core.sak, akt_ text, utfall_ text, tekst_ text) returns core.sak
language plpgsql set search_path = core, pg_catalog, pg_temp as $$
declare
	m record;
begin
	if not exists (select from core.akt a where a.akt = akt_) then
		raise exception 'Akten % finnes ikke.', akt_ using errcode = 'RP003', constraint = 'ukjent_akt', column = 'akt';
	end if;
	m := core.mitt_steg(s, array[akt_]);
	if m.stemmes then
		raise exception 'Å % er en avgjørelse, og tas med «sak decide», «sak vote» eller «sak record».',
			(select a.navn from core.akt a where a.akt = akt_) using errcode = 'RP009', constraint = 'akten_er_en_avgjoerelse', detail = json_build_object('kilde', 'PH-5');
	end if;
	return core.ny_handling(s, m.regel_id, m.organ_id, utfall_, tekst_, null, null);
end $$;
comment on function core.utfoer(core.sak, text, text, text) is 'Performs an act that needs no vote.';

create or replace function core.avgjoer(s core.sak, utfall_ text, tekst_ text, vilkaar_ jsonb) returns core.sak
language plpgsql set search_path = core, pg_catalog, pg_temp as $$
declare
	m record;
begin
	m := core.mitt_steg(s, array['innstiller', 'vedtar', 'godkjenner', 'instruerer']);
	if not m.kollegial then
		perform core.krev_tekst(json_build_object('utfall', utfall_), 'utfall');
	elsif utfall_ in ('utsatt', 'tilbakesendt') then
		null;
	elsif core.foerste_omgang(s, m.organ_id, (core.moete_i_dag(m.organ_id, s.program_id, s.id)).id, core.person()) then
		return s;
	end if;
	return core.ny_handling(s, m.regel_id, m.organ_id, case when m.kollegial and coalesce(utfall_, '') not in ('utsatt', 'tilbakesendt') then 'ja' else utfall_ end, tekst_,
		case when m.kollegial then (core.moete_i_dag(m.organ_id, s.program_id, s.id)).id end, null, vilkaar_);
end $$;
drop function if exists core.avgjoer(core.sak, text, text);
comment on function core.avgjoer(core.sak, text, text, jsonb) is
	'Ends the waiting step: closes the vote of a collegial organ, whose count sets the outcome, or is one person''s own decision; or postpones or returns the case.';

create or replace function core.bekreft(s core.sak, ref text) returns core.sak
language plpgsql set search_path = core, pg_catalog, pg_temp as $$
declare
	r core.resultat;
begin
	select * into r from core.resultat x where x.program_id = s.program_id and x.sak_id = s.id and x.id::text = ref;
	if r.id is null then
		raise exception 'Saken har ikke noe slikt resultat.' using errcode = 'RP005', constraint = 'ukjent_resultat';
	end if;
	perform core.krev_bekrefter(r, core.person());
	if core.er_bekreftet(r) then
		raise exception 'Resultatet er allerede bekreftet.' using errcode = 'RP009', constraint = 'resultatet_er_bekreftet_foer', detail = json_build_object('kilde', 'håndboka, del 6');
	end if;
	if core.stemmesteg(s, r.organ_id, r.dato) is null then
		perform core.nekt(s, core.person(), r.dato, array['innstiller', 'vedtar', 'godkjenner']);
	end if;
	return core.ny_handling(s, core.stemmesteg(s, r.organ_id, r.dato), r.organ_id, r.utfall, r.begrunnelse, null, r);
end $$;
comment on function core.bekreft(core.sak, text) is 'Confirms a recorded result: from here on it is a decision, dated as the meeting.';

create or replace function core.er_bekreftet(r core.resultat) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.handling h where h.program_id = r.program_id and h.resultat_id = r.id);
end $$;
comment on function core.er_bekreftet(core.resultat) is 'True when an act has confirmed the result.';

create or replace function core.mitt_moete(s core.sak) returns core.moete
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m record;
begin
	select x.organ_id into m from core.mine_steg(s, core.person(), core.i_dag()) x join core.akt a on a.akt = x.akt
	where a.stemmes and x.tilstand = 'venter' and core.stemmesete_i_sak(s, x.organ_id, core.person(), core.i_dag()) is not null
	order by (core.aapent_moete(x.organ_id, s.program_id, s.id)).id is null, x.steg limit 1;
	if m.organ_id is null then
		perform core.nekt_stemme(s, core.person());
	end if;
	return core.moete_i_dag(m.organ_id, s.program_id, s.id);
end $$;
comment on function core.mitt_moete(core.sak) is 'The open meeting in which the caller may vote on the case, or the refusal: who sits in two organs whose turn it is votes in the one that meets.';

create or replace function core.mitt_organ(s core.sak) returns core.organ
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o core.organ;
begin
	select x.* into o from core.mine_steg(s, core.person(), core.i_dag()) m join core.akt a on a.akt = m.akt join core.organ x on x.id = m.organ_id
	where a.stemmes order by m.tilstand <> 'venter', 'sekretaer' = any (m.roller) desc, m.steg limit 1;
	if o.id is null then
		perform core.nekt(s, core.person(), core.i_dag(), array['innstiller', 'vedtar', 'godkjenner']);
	end if;
	return o;
end $$;
comment on function core.mitt_organ(core.sak) is 'The caller''s organ that votes in the case: whose result a secretary enters who names none.';
