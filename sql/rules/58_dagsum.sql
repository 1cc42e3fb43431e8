-- The sums of each day (migration dagsum): kept while the ledger is written in and reports are approved, so that a portfolio looks up one
-- row of each programme instead of adding up all of them. They are derived, and in nobody's answer alone: what a programme's own people
-- read is summed from the entries.

create or replace function core.saldodag_pluss() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	b numeric := case new.konto when 'tilbakebetalt' then -new.beloep else new.beloep end;
begin
	perform core.laas_bok(new.program_id);
	insert into core.saldodag (program_id, dato, ramme, lovet, bevilget, mottatt, tildelt, utbetalt, brukt)
	select new.program_id, new.dato, d.ramme, d.lovet, d.bevilget, d.mottatt, d.tildelt, d.utbetalt, d.brukt
	from (values (1)) en left join lateral (select * from core.saldodag s where s.program_id = new.program_id and s.dato < new.dato order by s.dato desc limit 1) d on true
	on conflict on constraint saldodag_noekkel do nothing;
	update core.saldodag s set
		ramme = case when new.konto = 'budsjett' then coalesce(s.ramme, 0) + b else s.ramme end,
		lovet = case when new.konto = 'lovet' then coalesce(s.lovet, 0) + b else s.lovet end,
		bevilget = case when new.konto = 'bevilget' then coalesce(s.bevilget, 0) + b else s.bevilget end,
		mottatt = case when new.konto = 'mottatt' then coalesce(s.mottatt, 0) + b else s.mottatt end,
		tildelt = case when new.konto = 'tildelt' then coalesce(s.tildelt, 0) + b else s.tildelt end,
		utbetalt = case when new.konto in ('utbetalt', 'tilbakebetalt') then coalesce(s.utbetalt, 0) + b else s.utbetalt end,
		brukt = case when new.konto in ('utbetalt', 'tilbakebetalt', 'brukt') then coalesce(s.brukt, 0) + b else s.brukt end
	where s.program_id = new.program_id and s.dato >= new.dato;
	return null;
end $$;
comment on function core.saldodag_pluss() is 'Row trigger: adds an entry of the ledger to the sums of its day and of every later one. The book is locked already by who writes.';
create or replace trigger dagsum after insert on core.postering for each row when (new.konto not in ('overfoert', 'omfordelt')) execute function core.saldodag_pluss();

create or replace function core.resultatdag_pluss(n core.resultatdag) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform from core.program p where p.id = n.program_id for no key update;
	insert into core.resultatdag select (r).* from (
		select coalesce((select jsonb_populate_record(d, jsonb_build_object('dato', n.dato)) from core.resultatdag d where d.program_id = n.program_id and d.dato < n.dato order by d.dato desc limit 1),
			row(n.program_id, n.dato, 0, 0, 0, 0, 0, 0, 0, 0)::core.resultatdag) as r offset 0) x
	on conflict on constraint resultatdag_noekkel do nothing;
	update core.resultatdag d set prosjekter = d.prosjekter + n.prosjekter, rapporter = d.rapporter + n.rapporter,
		nye = d.nye + n.nye, nye_uten_maal = d.nye_uten_maal + n.nye_uten_maal, nye_umaalt = d.nye_umaalt + n.nye_umaalt,
		sikrede = d.sikrede + n.sikrede, sikrede_uten_maal = d.sikrede_uten_maal + n.sikrede_uten_maal, sikrede_umaalt = d.sikrede_umaalt + n.sikrede_umaalt
	where d.program_id = n.program_id and d.dato >= n.dato;
end $$;
comment on function core.resultatdag_pluss(core.resultatdag) is
	'Adds to the sums of a programme''s day and of every later one. Locks the programme, as whoever makes a project has done already.';

create or replace function core.rapportens_bidrag(r core.prosjektlederrapport, dag date, fortegn int) returns core.resultatdag
language sql immutable as $$
	select row(r.program_id, dag, 0, fortegn, fortegn * coalesce(nullif(r.nye, '-')::numeric, 0), fortegn * (r.nye is not distinct from '-')::int, fortegn * (r.nye is null)::int,
		fortegn * coalesce(nullif(r.sikrede, '-')::numeric, 0), fortegn * (r.sikrede is not distinct from '-')::int, fortegn * (r.sikrede is null)::int)::core.resultatdag
$$;
comment on function core.rapportens_bidrag(core.prosjektlederrapport, date, int) is 'What a report adds to the sums from a day on, or (fortegn -1) takes away.';

create or replace function core.resultatdag_godkjent() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r core.prosjektlederrapport;
begin
	select * into r from core.prosjektlederrapport x where x.program_id = new.program_id and x.id = new.rapport_id;
	perform core.resultatdag_pluss(core.rapportens_bidrag(r, new.dato, 1));
	perform core.resultatdag_pluss(core.rapportens_bidrag(r, greatest(new.dato, s.dato), -1)) from core.prosjektlederrapport n
		join core.prosjektlederrapport_svar s on s.program_id = n.program_id and s.rapport_id = n.id
	where n.program_id = r.program_id and n.korrigerer = r.id and s.utfall = 'godkjent';
	perform core.resultatdag_pluss(core.rapportens_bidrag(k, greatest(new.dato, s.dato), -1)) from core.prosjektlederrapport k
		join core.prosjektlederrapport_svar s on s.program_id = k.program_id and s.rapport_id = k.id
	where k.program_id = r.program_id and k.id = r.korrigerer and s.utfall = 'godkjent';
	return null;
end $$;
comment on function core.resultatdag_godkjent() is
	'Row trigger: an approved report counts from that day, and the one that it corrects no more; nor does it itself from the day of its own correction, should that have been approved first.';
create or replace trigger dagsum after insert on core.prosjektlederrapport_svar for each row when (new.utfall = 'godkjent') execute function core.resultatdag_godkjent();

create or replace function core.resultatdag_prosjekt() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.resultatdag_pluss(row(new.program_id, new.dato, 1, 0, 0, 0, 0, 0, 0, 0)::core.resultatdag);
	return null;
end $$;
comment on function core.resultatdag_prosjekt() is 'Row trigger: a project more from the day of its decision.';
create or replace trigger dagsum after insert on core.prosjekt for each row execute function core.resultatdag_prosjekt();
