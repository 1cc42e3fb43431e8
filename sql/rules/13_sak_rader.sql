-- What is special to one row of the matrix: what a case of it must propose, and what follows when it is adopted. One line a row
-- here; the work is done in the room that the line calls. The order of acts, and who may do them, are 13_sak.sql's.

create or replace function core.forslag_av_rad(s core.sak, b core.beslutning) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.forslag_soeknad(s), core.forslag_kriterier(s), core.forslag_poeng(s);
	if (b.forslag = 'plan') <> (s.plan_id is not null) then
		raise exception 'En sak om en plan åpnes ved at planen fremlegges.'
			using errcode = 'RP003', constraint = 'saken_aapnes_ved_fremleggelse', detail = json_build_object('kilde', 'PH-4'), column = 'beslutning';
	elsif b.forslag = 'verv' then
		perform core.forslag_verv(s.program_id, b, s.forslag);
		perform core.krev_valgmaate(b, s.forslag);
		perform core.krev_kjoennsbalanse(s, s.opprettet);
	elsif b.forslag = 'tilsagn' then
		perform core.forslag_tilsagn(s.forslag);
		perform core.krev_vilkaar(s.program_id, s.forslag -> 'vilkaarsrader', s.opprettet);
	elsif b.nr in (22, 23, 24, 25) then
		perform core.forslag_finansiering(s);
	elsif b.nr in (20, 21) then
		perform core.forslag_omfordeling(s);
	elsif b.nr = 12 then
		perform core.forslag_delegasjoner(s.program_id, s.forslag);
	elsif b.nr = 37 then
		perform core.forslag_periode(s.program_id, s.forslag);
	elsif b.nr = 29 then
		perform core.forslag_klage(s);
	elsif b.nr in (27, 28) then
		perform core.krev_stoetteformaal(null, s.forslag), core.forslag_tildeling(s);
	elsif b.nr = 39 then
		perform core.forslag_prosjekt(s);
	elsif b.nr between 30 and 35 then
		perform core.forslag_rapport(s);
	elsif b.nr = 7 and s.forslag ->> 'delprosjekt' not in ('utviklingsanalyse', 'innspillsprosjekt') then
		raise exception 'Delprosjektet er utviklingsanalyse eller innspillsprosjekt.' using errcode = 'RP003', constraint = 'ukjent_delprosjekt', detail = json_build_object('kilde', 'S4'), column = 'forslag.delprosjekt';
	end if;
end $$;
comment on function core.forslag_av_rad(core.sak, core.beslutning) is 'Checks that a new case proposes what its row decides.';

create or replace function core.virkning_av_rad(s core.sak, h core.handling, v uuid, b core.beslutning) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	case b.forslag
	when 'verv' then
		perform core.krev_kjoennsbalanse(s, h.dato);
		perform core.verv_avloest(s, h.dato), core.verv_virkning(s, h.dato);
	when 'tilsagn' then perform core.tilsagn_virkning(s, v, h.dato);
	when 'plan' then
		perform core.avstamning_virkning(s, v), core.budsjett_virkning(s);
		update core.sak x set tilstand = 'ugyldig' where x.program_id = s.program_id and x.plan_id = s.plan_id
		and x.id <> s.id and x.tilstand = 'vedtatt';
	else null;
	end case;
	case
	when b.nr = 12 then perform core.delegasjon_virkning(s, h);
	when b.nr in (20, 21) then perform core.omfordeling_virkning(s, h.dato);
	when b.nr in (22, 23, 24, 25) then perform core.finansiering_virkning(s, h, v);
	when b.nr in (27, 28) then perform core.tildeling_virkning(s, h, v), core.klage_bortfaller(s);
	when b.nr = 29 then perform core.klage_virkning(s, h, v);
	when b.nr = 39 then perform core.prosjekt_virkning(s, h, v);
	else null;
	end case;
	perform core.soeknad_virkning(s), core.kriterier_virkning(s, h.dato);
	perform core.programregel_virkning(s, h.dato);
end $$;
comment on function core.virkning_av_rad(core.sak, core.handling, uuid, core.beslutning) is
	'What follows when the row''s deciding organ, or the last of them, says yes; v is the decision (core.vedtak).';
