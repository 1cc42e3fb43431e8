-- What happens with an award (handbook, section 7): reports and accounts received, work begun, withdrawal and lapse, of which the unused part
-- goes back to the frame by an entry of its own, and repayment. core.tildeling_hendelse is the one door.

create or replace function core.ubrukt(t core.tildeling) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.tildelt_naa(t) - core.utbetalt(t);
end $$;
comment on function core.ubrukt(core.tildeling) is 'What is left of an award to be paid; NOK.';

create or replace function core.krevd_ubetalt(t core.tildeling) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.tildeling_sum(t, array['krevd_tilbake']) - core.tildeling_sum(t, array['tilbakebetalt']);
end $$;
comment on function core.krevd_ubetalt(core.tildeling) is 'What is demanded back and not repaid; NOK.';

create or replace function core.krev_regnskap(h core.tildeling_hendelse) returns void
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
begin
	if coalesce(h.beloep, 0) <= 0 then
		raise exception 'Regnskapet må vise kostnadene i kroner.' using errcode = 'RP003', constraint = 'ugyldig_beloep', column = 'beloep';
	end if;
	if h.bekreftet_av = 'regnskapsfoerer' and h.revisjonspliktig is distinct from false then
		raise exception 'Bare den som ikke er revisjonspliktig, kan få regnskapet bekreftet av en godkjent regnskapsfører.'
			using errcode = 'RP009', constraint = 'regnskapet_bekreftes_av_revisor', column = 'bekreftet_av', detail = json_build_object('kilde', 'håndboka, del 7; OF');
	end if;
end $$;
comment on function core.krev_regnskap(core.tildeling_hendelse) is 'Accounts show a cost; a godkjent regnskapsfører confirms them only where there need be no auditor.';

create or replace function core.krev_trekkbar(t core.tildeling) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if core.tildeling_tilstand(t, core.i_dag()) not in ('loepende', 'utloept') then
		perform core.krev_loepende(t, core.i_dag());
	end if;
	if core.anmodet(t) > 0 then
		raise exception 'En anmodning om utbetaling venter på svar.' using errcode = 'RP009', constraint = 'utbetalingen_er_ubesvart';
	end if;
	if core.ubrukt(t) = 0 then
		raise exception 'Hele tildelingen er utbetalt; da kan den bare kreves tilbake.' using errcode = 'RP009', constraint = 'ingenting_er_ubrukt';
	end if;
end $$;
comment on function core.krev_trekkbar(core.tildeling) is 'An award is withdrawn while something of it is unused and no request waits.';

create or replace function core.krev_tilbakekrav(t core.tildeling, h core.tildeling_hendelse) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	rest numeric := case h.slag when 'krevd_tilbake' then core.utbetalt(t) - core.krevd_ubetalt(t) else core.krevd_ubetalt(t) end;
begin
	if coalesce(h.beloep, 0) <= 0 then
		raise exception 'Beløpet må være større enn null.' using errcode = 'RP003', constraint = 'ugyldig_beloep', column = 'beloep';
	end if;
	if h.slag = 'krevd_tilbake' and (h.frist is null or h.frist < h.dato) then
		raise exception 'Et krav om tilbakebetaling har en frist fram i tid.' using errcode = 'RP003', constraint = 'kravet_mangler_frist', column = 'frist';
	end if;
	if h.beloep > rest then
		raise exception '%', case h.slag when 'krevd_tilbake' then format('Bare det som er utbetalt, kan kreves tilbake: %s kroner.', core.skriv_belop(rest))
			else format('Det er krevd tilbake %s kroner som ikke er betalt.', core.skriv_belop(rest)) end
			using errcode = 'RP009', constraint = case h.slag when 'krevd_tilbake' then 'mer_enn_utbetalt' else 'mer_enn_krevd' end, detail = json_build_object('rest', rest::text);
	end if;
end $$;
comment on function core.krev_tilbakekrav(core.tildeling, core.tildeling_hendelse) is 'No more is demanded back than is paid, nor repaid than is demanded; a demand has a deadline.';

create or replace function core.tildeling_hendelse_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	t core.tildeling := core.laas_tildeling(new.program_id, new.tildeling_id);
begin
	new.nr := (select coalesce(max(x.nr), 0) + 1 from core.tildeling_hendelse x where x.program_id = t.program_id and x.tildeling_id = t.id);
	new.tid := clock_timestamp();
	new.dato := coalesce(new.dato, core.i_dag());
	perform core.krev_ikke_fremtid(new.dato), core.krev_ferdig_vedlegg(new.program_id, new.vedlegg_id);
	if new.slag = 'erstattet' then
		return new;
	end if;
	perform core.krev_tildelingsfoerer(t.program_id, new.slag in ('trukket', 'bortfalt', 'krevd_tilbake')), core.krev_habil_oppfoelger(t);
	if new.dato < t.dato and new.slag <> 'paabegynt' then
		raise exception 'Datoen % er før tildelingen (%).', new.dato, t.dato using errcode = 'RP003', constraint = 'datoen_er_foer_tildelingen', column = 'dato',
			detail = json_build_object('tildelt', t.dato);
	end if;
	if new.slag not in ('paabegynt', 'tilbakebetalt', 'regnskap') and coalesce(btrim(new.tekst), '') = '' and new.vedlegg_id is null then
		raise exception 'Feltet tekst mangler.' using errcode = 'RP003', constraint = 'felt_mangler', column = 'tekst', detail = '{"felt":"tekst"}';
	end if;
	case new.slag
	when 'regnskap' then perform core.krev_regnskap(new);
	when 'trukket' then
		perform core.krev_trekkbar(t);
		new.slag := case when t.gyldig_til < new.dato then 'bortfalt' else 'trukket' end;
		new.beloep := core.ubrukt(t);
	when 'krevd_tilbake', 'tilbakebetalt' then perform core.krev_tilbakekrav(t, new);
	else null;
	end case;
	return new;
end $$;
comment on function core.tildeling_hendelse_kontroll() is
	'Row trigger: who registers what of an award, with what it must say. Locks the award. What is withdrawn after its last day has lapsed.';
create or replace trigger kontroll before insert on core.tildeling_hendelse for each row execute function core.tildeling_hendelse_kontroll();

create or replace function core.tildeling_hendelse_virkning() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	t core.tildeling;
begin
	if new.slag not in ('trukket', 'bortfalt', 'erstattet', 'tilbakebetalt') or new.beloep = 0 then
		return null;
	end if;
	select * into t from core.tildeling x where x.program_id = new.program_id and x.id = new.tildeling_id;
	if new.slag = 'tilbakebetalt' then
		perform core.bokfoer_utbetaling(t, 'tilbakebetalt', new.beloep, 'Tilbakebetaling');
	end if;
	perform core.bokfoer_utbetaling(t, 'tildelt', -new.beloep, format('Tilbake til rammen: %s', core.tildeling_navn(t.program_id, t.id)));
	if t.bagatellmessig then
		perform core.reduser_stoette(t.program_id, t.id, core.tildelt_naa(t), coalesce(new.tekst, new.slag));
	end if;
	return null;
end $$;
comment on function core.tildeling_hendelse_virkning() is
	'Row trigger: what is not used, or repaid, goes back to the frame by an entry of its own, and out of the de minimis aid.';
create or replace trigger virkning after insert on core.tildeling_hendelse for each row execute function core.tildeling_hendelse_virkning();
