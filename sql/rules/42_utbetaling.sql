-- Payments (handbook, section 7; OF): in arrears on reported cost, a share held back until the final report is received, accounts confirmed
-- above the limit, by two persons; and repayment. One award's payments have a serial order: the award is locked first.

-- What the limits are: data of a date would be columns of a table; the regulation has had one set of each so far.

create or replace function core.regnskapsgrense() returns numeric language sql immutable as $$ select 200000::numeric $$;
comment on function core.regnskapsgrense() is 'NOK: above it the accounts are confirmed by an auditor, or where there need be none by a godkjent regnskapsfører (handbook, section 7).';

-- Balances of an award.

create or replace function core.tildeling_sum(t core.tildeling, slag_ text[]) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select coalesce(sum(h.beloep), 0) from core.tildeling_hendelse h where h.program_id = t.program_id and h.tildeling_id = t.id and h.slag = any (slag_));
end $$;
comment on function core.tildeling_sum(core.tildeling, text[]) is 'The sum of an award''s events of these kinds; NOK.';

create or replace function core.tildelt_naa(t core.tildeling) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return t.beloep - core.tildeling_sum(t, array['trukket', 'bortfalt', 'erstattet', 'tilbakebetalt']);
end $$;
comment on function core.tildelt_naa(core.tildeling) is 'What is left of an award when what went back to the frame, unused or repaid, is taken off; NOK.';

create or replace function core.tildelt_paa(t core.tildeling, dag date) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return case when t.gyldig_til < dag then least(core.tildelt_naa(t), core.utbetalt(t)) else core.tildelt_naa(t) end;
end $$;
comment on function core.tildelt_paa(core.tildeling, date) is 'What an award is as shown on a day: after its last day what was paid of it; NOK.';

create or replace function core.utbetalt(t core.tildeling) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select coalesce(sum(u.beloep), 0) from core.utbetaling u join core.utbetaling_svar s on s.program_id = u.program_id and s.utbetaling_id = u.id
		where u.program_id = t.program_id and u.tildeling_id = t.id and s.utfall = 'ja') - core.tildeling_sum(t, array['tilbakebetalt']);
end $$;
comment on function core.utbetalt(core.tildeling) is 'What is paid of an award and not repaid; NOK.';

create or replace function core.anmodet(t core.tildeling) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select coalesce(sum(u.beloep), 0) from core.utbetaling u where u.program_id = t.program_id and u.tildeling_id = t.id
		and not exists (select from core.utbetaling_svar s where s.program_id = u.program_id and s.utbetaling_id = u.id));
end $$;
comment on function core.anmodet(core.tildeling) is 'What is requested of an award and not answered; NOK.';

create or replace function core.har_levert(t core.tildeling, slag_ text[]) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.tildeling_hendelse h where h.program_id = t.program_id and h.tildeling_id = t.id and h.slag = any (slag_));
end $$;
comment on function core.har_levert(core.tildeling, text[]) is 'True when something of these kinds has happened with an award.';

create or replace function core.tildeling_tilstand(t core.tildeling, dag date) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return case when core.har_levert(t, array['erstattet']) then 'erstattet' when core.har_levert(t, array['bortfalt']) then 'bortfalt'
		when core.har_levert(t, array['trukket']) then 'trukket'
		when core.har_levert(t, array['sluttrapport', 'resultatskjema']) and core.utbetalt(t) >= core.tildelt_naa(t) then 'avsluttet'
		when t.gyldig_til < dag then 'utloept' when core.sak_utsatt(t.program_id, t.sak_id, dag) then 'utsatt' else 'loepende' end;
end $$;
comment on function core.tildeling_tilstand(core.tildeling, date) is
	'loepende; utloept (its last day is over: what was not paid has lapsed, and is free again); utsatt (its decision is suspended, V-17: nothing is paid); avsluttet (reported and paid); trukket, bortfalt, erstattet.';

create or replace function core.tilskuddsandel(t core.tildeling) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	kostnad numeric := (select sum((k ->> 'beloep')::numeric) from core.soeknad s, jsonb_array_elements(s.kostnad) k where s.program_id = t.program_id and s.id = t.soeknad_id);
begin
	return case when kostnad > t.beloep then t.beloep / kostnad else 1 end;
end $$;
comment on function core.tilskuddsandel(core.tildeling) is
	'The share of the cost that an award bears, by the budget of its application: so much of what is reported may be paid (U: in arrears means no faster than the project). 1 where no budget is told.';

-- What a payment must meet.

create or replace function core.krev_loepende(t core.tildeling, dag date) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	tilstand text := core.tildeling_tilstand(t, dag);
begin
	if tilstand <> 'loepende' then
		raise exception 'Tildelingen er %.', case tilstand when 'utloept' then 'utløpt ' || t.gyldig_til when 'utsatt' then 'utsatt mens lovligheten av vedtaket prøves' else tilstand end
			using errcode = 'RP009', constraint = 'tildelingen_er_ikke_loepende', detail = json_build_object('tilstand', tilstand, 'kilde', case tilstand when 'utsatt' then 'V-17; KL 27-3' else 'OF 15' end);
	end if;
end $$;
comment on function core.krev_loepende(core.tildeling, date) is 'FAILED_PRECONDITION tildelingen_er_ikke_loepende for one that is replaced, withdrawn, lapsed, out of time, suspended or finished.';

create or replace function core.krev_bekreftet_regnskap(t core.tildeling) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if core.tildelt_naa(t) <= core.regnskapsgrense() or t.soeknad_id is null or exists (select from core.soeknad s join core.soeker r on r.program_id = s.program_id and r.id = s.soeker_id
			where s.program_id = t.program_id and s.id = t.soeknad_id and r.slag = 'kommune')
		or exists (select from core.tildeling_hendelse h where h.program_id = t.program_id and h.tildeling_id = t.id and h.slag = 'regnskap' and h.bekreftet_av is not null) then
		return;
	end if;
	raise exception 'Over % kroner utbetales det siste når regnskapet er bekreftet av revisor, eller av godkjent regnskapsfører for den som ikke er revisjonspliktig.',
		core.skriv_belop(core.regnskapsgrense()) using errcode = 'RP009', constraint = 'regnskapet_er_ikke_bekreftet',
			detail = json_build_object('grense', core.regnskapsgrense()::text, 'kilde', 'håndboka, del 7; OF');
end $$;
comment on function core.krev_bekreftet_regnskap(core.tildeling) is
	'FAILED_PRECONDITION regnskapet_er_ikke_bekreftet: of an award above the limit the held-back share waits for accounts confirmed by an auditor or, where there need be none, by a godkjent regnskapsfører; not of kommuner and fylker, nor of the programme''s own.';

create or replace function core.holdt_tilbake(t core.tildeling) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return case when core.har_levert(t, array['sluttrapport', 'resultatskjema']) then 0 else round(core.tildelt_naa(t) * t.holdt_tilbake_andel / 100, 2) end;
end $$;
comment on function core.holdt_tilbake(core.tildeling) is 'What is held back of an award until its final report is received; NOK.';

create or replace function core.krev_utbetalbart(t core.tildeling, u core.utbetaling, annet numeric) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	sum_  numeric := core.utbetalt(t) + annet + u.beloep;
	naa   numeric := core.tildelt_naa(t);
	tak   numeric := round(u.kostnad * core.tilskuddsandel(t), 2);
begin
	if sum_ > naa then
		raise exception 'Det utbetales aldri mer enn det som er tildelt: % kroner.', core.skriv_belop(naa) using errcode = 'RP009', constraint = 'mer_enn_tildelt',
			detail = json_build_object('tildelt', naa::text, 'utbetalt', core.utbetalt(t)::text, 'anmodet', annet::text);
	end if;
	if sum_ > naa - core.holdt_tilbake(t) then
		raise exception '% kroner holdes tilbake til sluttrapport eller resultatskjema er mottatt.', core.skriv_belop(core.holdt_tilbake(t))
			using errcode = 'RP009', constraint = 'sluttrapporten_mangler', detail = json_build_object('holdt_tilbake', core.holdt_tilbake(t)::text, 'kilde', 'håndboka, del 7; OF');
	end if;
	if sum_ > tak then
		raise exception 'Tilskuddet utbetales etterskuddsvis: av rapporterte kostnader på % kroner dekker det %.', core.skriv_belop(u.kostnad), core.skriv_belop(tak)
			using errcode = 'RP009', constraint = 'kostnaden_er_ikke_rapportert', detail = json_build_object('dekker', tak::text, 'kilde', 'håndboka, del 7; OF');
	end if;
	if sum_ > round(naa * (1 - t.holdt_tilbake_andel / 100), 2) then
		perform core.krev_bekreftet_regnskap(t);
	end if;
end $$;
comment on function core.krev_utbetalbart(core.tildeling, core.utbetaling, numeric) is
	'A payment stays inside the award, the held-back share and the award''s part of the reported cost, with what else is paid or (annet) requested; the last of it waits for confirmed accounts.';

create or replace function core.krev_stoetteberettiget(kostnader jsonb) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	k record;
begin
	select s.slag, s.navn, s.kilde into k from jsonb_array_elements(kostnader) x join core.kostnadsslag s on s.slag = x ->> 'slag' where not s.tillatt limit 1;
	if k.slag is not null then
		raise exception 'Midlene dekker ikke % (%).', k.navn, k.kilde using errcode = 'RP009', constraint = 'kostnaden_stoettes_ikke', column = 'kostnader',
			detail = json_build_object('slag', k.slag, 'kilde', k.kilde);
	end if;
end $$;
comment on function core.krev_stoetteberettiget(jsonb) is 'FAILED_PRECONDITION kostnaden_stoettes_ikke: what OF 10 excludes is not paid, with the paragraph.';

-- Who.

create or replace function core.foerer_tildelinger(program uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.har_funksjon(program, array['PL', 'KDIR', 'OS'], array['programleder', 'prosjektleder', 'kommunedirektoer', 'raadgiver', 'sekretaer', 'leder', 'nestleder']);
end $$;
comment on function core.foerer_tildelinger(uuid) is
	'True for who registers what happens with awards and requests payments: programleder and kommunedirektør with those who work for them, the styre''s leader, deputy and secretary (U).';

create or replace function core.godkjenner_utbetaling(program uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.har_funksjon(program, array['PL', 'KDIR', 'OS'], array['programleder', 'kommunedirektoer', 'leder', 'nestleder']);
end $$;
comment on function core.godkjenner_utbetaling(uuid) is 'True for who approves payments, withdraws awards and demands money back: programleder, kommunedirektør, the styre''s leader and deputy (U).';

create or replace function core.krev_tildelingsfoerer(program uuid, godkjenner boolean) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_deltaker(program);
	if not (case when godkjenner then core.godkjenner_utbetaling(program) else core.foerer_tildelinger(program) end) then
		raise exception '%', case when godkjenner then 'Dette gjøres av programlederen, kommunedirektøren eller styrets leder.' else 'Tildelinger følges opp av dem som forbereder dem, og av styret.' end
			using errcode = 'RP007', constraint = 'tildelinger_foelges_opp_av_andre', detail = json_build_object('kilde', 'håndboka, del 7',
				'tur', json_build_object('akt', 'utbetaler', 'funksjon', 'PL', 'organer', core.organnavn(program, 'PL', core.i_dag())));
	end if;
end $$;
comment on function core.krev_tildelingsfoerer(uuid, boolean) is 'PERMISSION_DENIED tildelinger_foelges_opp_av_andre.';

create or replace function core.krev_habil_oppfoelger(t core.tildeling) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	hvem constant uuid := core.person();
	s    core.sak;
begin
	select * into s from core.sak x where x.program_id = t.program_id and x.id = t.sak_id;
	if t.soeknad_id is not null then
		s.forslag := s.forslag || jsonb_build_object('soeknad', t.soeknad_id);
	end if;
	if core.er_soekerens(s, hvem) or exists (select from core.habilitet h where h.program_id = t.program_id and h.sak_id = t.sak_id and h.person_id = hvem and core.er_inhabil(s, h.organ_id, hvem)) then
		raise exception 'Du er inhabil i saken og handler ikke i den.' using errcode = 'RP007', constraint = 'inhabil_handler_ikke', detail = json_build_object('kilde', 'H-1, H-9; FVL 6');
	end if;
end $$;
comment on function core.krev_habil_oppfoelger(core.tildeling) is
	'PERMISSION_DENIED inhabil_handler_ikke: who sits on the board of the one who receives an award, or leads it, or was inhabil when it was decided, neither requests, approves nor registers anything of it.';

-- Requests and answers.

create or replace function core.laas_tildeling(program uuid, tildeling uuid) returns core.tildeling
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	t core.tildeling;
begin
	select * into t from core.tildeling x where x.program_id = program and x.id = tildeling for no key update;
	return t;
end $$;
comment on function core.laas_tildeling(uuid, uuid) is 'An award, locked: what happens with it has a serial order.';

create or replace function core.krev_ferdig_vedlegg(program uuid, vedlegg uuid) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if exists (select from core.vedlegg w where w.program_id = program and w.id = vedlegg and w.ferdig is null) then
		raise exception 'Vedlegget er ikke lastet opp til ende.' using errcode = 'RP009', constraint = 'vedlegget_er_ikke_ferdig', column = 'vedlegg';
	end if;
end $$;
comment on function core.krev_ferdig_vedlegg(uuid, uuid) is 'FAILED_PRECONDITION vedlegget_er_ikke_ferdig.';

create or replace function core.utbetaling_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	t core.tildeling := core.laas_tildeling(new.program_id, new.tildeling_id);
begin
	perform from core.program p where p.id = new.program_id for no key update;
	new.nr := (select coalesce(max(x.nr), 0) + 1 from core.utbetaling x where x.program_id = new.program_id);
	new.dato := core.i_dag();
	new.tid := clock_timestamp();
	perform core.krev_tildelingsfoerer(new.program_id, false), core.krev_habil_oppfoelger(t), core.krev_loepende(t, new.dato), core.krev_stoetteberettiget(new.kostnader),
		core.krev_ferdig_vedlegg(new.program_id, new.vedlegg_id), core.krev_utbetalbart(t, new, core.anmodet(t));
	return new;
end $$;
comment on function core.utbetaling_kontroll() is 'Row trigger: who requests, of what, and no more than may be paid. Locks the award.';
create or replace trigger kontroll before insert on core.utbetaling for each row execute function core.utbetaling_kontroll();

create or replace function core.utbetaling_svar_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	u core.utbetaling;
	t core.tildeling;
begin
	select * into u from core.utbetaling x where x.program_id = new.program_id and x.id = new.utbetaling_id;
	t := core.laas_tildeling(u.program_id, u.tildeling_id);
	new.dato := core.i_dag();
	new.tid := clock_timestamp();
	perform core.krev_tildelingsfoerer(new.program_id, true), core.krev_habil_oppfoelger(t);
	if exists (select from core.utbetaling_svar x where x.program_id = new.program_id and x.utbetaling_id = new.utbetaling_id) then
		raise exception 'Anmodningen er allerede besvart.' using errcode = 'RP009', constraint = 'utbetalingen_er_besvart';
	end if;
	if u.person_id = new.person_id then
		raise exception 'Den som har anmodet om utbetalingen, kan ikke også godkjenne den.' using errcode = 'RP007', constraint = 'fire_oeyne',
			detail = json_build_object('kilde', 'håndboka, del 6');
	end if;
	if coalesce(btrim(new.grunn), '') = '' and (new.utfall = 'nei' or core.begynt_foer_tildelingen(t)) then
		raise exception '%', case new.utfall when 'nei' then 'Et avslag på utbetaling begrunnes.' else 'Arbeidet begynte før tildelingen; en utbetaling begrunnes.' end
			using errcode = 'RP003', constraint = 'felt_mangler', column = 'grunn', detail = '{"felt":"grunn"}';
	end if;
	if new.utfall = 'ja' then
		perform core.krev_loepende(t, new.dato), core.krev_utbetalbart(t, u, 0);
	end if;
	return new;
end $$;
comment on function core.utbetaling_svar_kontroll() is
	'Row trigger: another person answers, once; what may be paid is judged anew. What was begun before the award is paid only for a reason (OF: it may be demanded back). Locks the award.';
create or replace trigger kontroll before insert on core.utbetaling_svar for each row execute function core.utbetaling_svar_kontroll();

create or replace function core.begynt_foer_tildelingen(t core.tildeling) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.tildeling_hendelse h where h.program_id = t.program_id and h.tildeling_id = t.id and h.slag = 'paabegynt' and h.dato < t.dato
		and not exists (select from core.tildeling_hendelse n where n.program_id = t.program_id and n.tildeling_id = t.id and n.slag = 'paabegynt' and n.nr > h.nr));
end $$;
comment on function core.begynt_foer_tildelingen(core.tildeling) is 'True when the work, as told last, was begun before the award.';

create or replace function core.bokfoer_utbetaling(t core.tildeling, konto text, beloep numeric, tekst text) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.poster(t.program_id, konto, beloep, t.aar, core.i_dag(), tekst, (select p.omraade from core.prosjekt p where p.program_id = t.program_id and p.id = t.prosjekt_id),
		prosjekt => t.prosjekt_id, sak => t.sak_id);
end $$;
comment on function core.bokfoer_utbetaling(core.tildeling, text, numeric, text) is 'Books what is paid of an award, or repaid, on its area and year.';

create or replace function core.utbetaling_virkning() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	u core.utbetaling;
	t core.tildeling;
begin
	if new.utfall = 'ja' then
		select * into u from core.utbetaling x where x.program_id = new.program_id and x.id = new.utbetaling_id;
		select * into t from core.tildeling x where x.program_id = u.program_id and x.id = u.tildeling_id;
		perform core.bokfoer_utbetaling(t, 'utbetalt', u.beloep, format('Utbetaling %s', u.nr));
	end if;
	return null;
end $$;
comment on function core.utbetaling_virkning() is 'Row trigger: what is approved is paid, and booked.';
create or replace trigger virkning after insert on core.utbetaling_svar for each row execute function core.utbetaling_virkning();

create or replace trigger journal after insert on core.utbetaling for each row execute function core.journal_rad('utbetaling');
create or replace trigger uforanderlig before update or delete or truncate on core.utbetaling for each statement execute function core.uforanderlig();
create or replace trigger journal after insert on core.utbetaling_svar for each row execute function core.journal_rad('utbetaling_svar');
create or replace trigger uforanderlig before update or delete or truncate on core.utbetaling_svar for each statement execute function core.uforanderlig();
alter table core.utbetaling enable row level security;
alter table core.utbetaling_svar enable row level security;
drop policy if exists deltakerne_ser_utbetalinger on core.utbetaling;
create policy deltakerne_ser_utbetalinger on core.utbetaling for select to omstilling_api using (core.deltar(program_id));
drop policy if exists i_eget_navn on core.utbetaling;
create policy i_eget_navn on core.utbetaling for insert to omstilling_api with check (core.deltar(program_id) and person_id = core.person());
drop policy if exists deltakerne_ser_svarene on core.utbetaling_svar;
create policy deltakerne_ser_svarene on core.utbetaling_svar for select to omstilling_api using (core.deltar(program_id));
drop policy if exists i_eget_navn on core.utbetaling_svar;
create policy i_eget_navn on core.utbetaling_svar for insert to omstilling_api with check (core.deltar(program_id) and person_id = core.person());
