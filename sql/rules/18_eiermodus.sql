-- Owner modes (handbook, section 2): B, a regionråd on behalf of kommuner that have each agreed to it; C, every
-- kommunestyre itself; D, a fellesnemnd until the new kommune's own organ is constituted.

create or replace function core.alle_maa_si_ja(program uuid, funksjon text, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return funksjon = 'EIER' or funksjon = 'KST' and core.eiermodus(program, dag) = 'C';
end $$;
drop function if exists core.alle_maa_si_ja(uuid, text);
comment on function core.alle_maa_si_ja(uuid, text, date) is 'True where, by the owner mode of the date (of a case the day on which it was opened), every organ with the function must say yes: the kommunestyrer of mode C, and those behind a regionråd.';

create or replace function core.er_avloest(program uuid, funksjon_ text, o core.organ, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return o.art = 'FN' and exists (select from core.program_organ po join core.organ n on n.id = po.organ_id
		where po.program_id = program and po.funksjon = funksjon_ and n.art <> 'FN'
			and core.gjelder(po.fra, po.til, dag) and core.gjelder(n.fra, n.til, dag));
end $$;
comment on function core.er_avloest(uuid, text, core.organ, date) is
	'True for a fellesnemnd once the new organ itself fills the function (mode D; INDL 26, 27).';

create or replace function core.har_sagt_ja(s core.sak, regel int, organ uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return organ = any (core.enige(s, regel));
end $$;
comment on function core.har_sagt_ja(core.sak, int, uuid) is 'True when the organ has done the step with a yes, where all must say it to the text that was adopted last.';

create or replace function core.gjenstaar(s core.sak, regel int, funksjon text, dag date) returns text[]
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return array(select o.navn from core.organer(s.program_id, funksjon, dag) o
		where not core.alle_maa_si_ja(s.program_id, funksjon, s.opprettet) or not core.har_sagt_ja(s, regel, o.id));
end $$;
comment on function core.gjenstaar(core.sak, int, text, date) is 'Names of the organs whose turn a step is: where all must say yes, those that have not.';

create or replace function core.blokkert_av(s core.sak) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(x.navn order by x.navn) from (
		select distinct on (h.organ_id, h.regel_id) o.navn, h.utfall from core.handling h
			join core.regel g on g.id = h.regel_id join core.organ o on o.id = h.organ_id
		where h.program_id = s.program_id and h.sak_id = s.id and g.akt = 'vedtar' and core.alle_maa_si_ja(s.program_id, g.funksjon, s.opprettet)
		order by h.organ_id, h.regel_id, h.nr desc) x
	where x.utfall = 'nei' and s.tilstand = 'under_behandling');
end $$;
comment on function core.blokkert_av(core.sak) is 'Names of the kommuner whose no blocks a case that all must say yes to; the others'' yes stays. Null: none.';

create or replace function core.krev_samarbeidsavtaler(s core.sak, g core.regel, dag date) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	mangler text[];
begin
	if g.funksjon <> 'KST' or 'B' not in (core.eiermodus(s.program_id, s.opprettet), core.eiermodus(s.program_id, dag)) then
		return;
	end if;
	mangler := array(select e.navn from core.organer(s.program_id, 'EIER', dag) e
		where not coalesce((select core.gjelder(a.fra, a.til, dag) and (a.beslutninger is null or s.beslutning = any (a.beslutninger))
			from core.samarbeidsavtale a where a.program_id = s.program_id and a.organ_id = e.id and a.vedtatt <= dag
			order by a.vedtatt desc, a.tid desc limit 1), false));
	if cardinality(mangler) > 0 or not exists (select from core.organer(s.program_id, 'EIER', dag)) then
		raise exception 'Regionrådet kan ikke avgjøre saken: %.', case when cardinality(mangler) > 0
			then 'samarbeidsavtalen som gjelder den ' || dag || ', mangler for ' || array_to_string(mangler, ', ')
			else 'ingen kommunestyrer er knyttet til programmet som EIER' end
			using errcode = 'RP009', constraint = 'samarbeidsavtale_mangler', detail = json_build_object('mangler', mangler, 'kilde', 'KL 18-4');
	end if;
end $$;
comment on function core.krev_samarbeidsavtaler(core.sak, core.regel, date) is
	'In mode B the regionråd decides only when the agreements of all N kommuner hold on the meeting''s date and give it the matter; FAILED_PRECONDITION samarbeidsavtale_mangler names those that lack one.';

create or replace function core.passer_eiermodus(program uuid, funksjon text, art text, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	modus text := core.eiermodus(program, dag);
begin
	return case
		when funksjon = 'EIER' then modus = 'B' and art = 'KST'
		when funksjon = 'KST' then case modus when 'B' then art = 'RR' when 'D' then art in ('FN', 'KST') else art = 'KST' end
		else true end;
end $$;
drop function if exists core.passer_eiermodus(uuid, text, text);
comment on function core.passer_eiermodus(uuid, text, text, date) is 'True when an organ of the kind may fill the function in the programme''s owner mode on the date.';

create or replace function core.program_organ_eiermodus() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	dag date;
begin
	if core.person() is not null and not core.passer_eiermodus(new.program_id, new.funksjon, (select o.art from core.organ o where o.id = new.organ_id), new.fra) then
		raise exception 'Organet passer ikke til programmets eiermodus %.', core.eiermodus(new.program_id, new.fra)
			using errcode = 'RP009', constraint = 'organet_passer_ikke_til_eiermodusen', column = 'funksjon', detail = json_build_object('kilde', 'håndboka, del 2');
	end if;
	dag := (select max(v.dato) from core.vedtak v where v.program_id = new.program_id and v.akt = 'vedtar' and v.utfall = 'ja' and core.gjelder(new.fra, new.til, v.dato));
	if core.person() is not null and new.funksjon = 'KST' and dag is not null and core.alle_maa_si_ja(new.program_id, 'KST', new.fra) then
		raise exception 'Programmet har vedtak fra % som organet ikke var med på. Knytt det til fra en senere dag.', dag
			using errcode = 'RP009', constraint = 'organet_var_ikke_med_paa_vedtaket', column = 'fra', detail = json_build_object('kilde', 'håndboka, del 2', 'dato', dag);
	end if;
	return new;
end $$;
comment on function core.program_organ_eiermodus() is
	'Row trigger: who decides for the owner is a kommunestyre, a regionråd in mode B, a fellesnemnd in mode D. Where all must say yes, nobody is added to those who were asked: a plan that was adopted would not be so any more.';
create or replace trigger zz_eiermodus before insert on core.program_organ for each row execute function core.program_organ_eiermodus();

create or replace function core.samarbeidsavtale_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	new.tid := clock_timestamp();
	perform core.krev_ikke_fremtid(new.vedtatt);
	if not exists (select from core.program_organ po where po.program_id = new.program_id and po.organ_id = new.organ_id and po.funksjon = 'EIER') then
		raise exception 'Kommunestyret er ikke et av dem som står bak regionrådet i programmet.' using errcode = 'RP009', constraint = 'organet_er_ikke_eier', detail = json_build_object('kilde', 'håndboka, del 2');
	end if;
	if not core.har_verv(new.registrert_av, new.organ_id, core.i_dag(), array['sekretaer', 'administrator']) then
		raise exception 'Samarbeidsavtalen føres av kommunestyrets egen sekretær eller administrator.' using errcode = 'RP007',
			constraint = 'avtalen_foeres_av_kommunestyret_selv', detail = json_build_object('kilde', 'KL 18-4');
	end if;
	return new;
end $$;
comment on function core.samarbeidsavtale_kontroll() is 'Row trigger: an agreement is entered by the kommunestyre that has itself adopted it, never by the regionråd.';
create or replace trigger kontroll before insert on core.samarbeidsavtale for each row execute function core.samarbeidsavtale_kontroll();

create or replace function core.samarbeidsavtale_svar(a core.samarbeidsavtale) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_strip_nulls(jsonb_build_object('organ', o.kortnavn, 'organ_navn', o.navn, 'vedtatt', a.vedtatt, 'saksnummer', a.saksnummer,
		'fra', a.fra, 'til', a.til, 'beslutninger', a.beslutninger)) from core.organ o where o.id = a.organ_id);
end $$;
comment on function core.samarbeidsavtale_svar(core.samarbeidsavtale) is 'The contract''s Samarbeidsavtale.';

create or replace trigger journal after insert on core.samarbeidsavtale for each row execute function core.journal_rad('samarbeidsavtale');
create or replace trigger uforanderlig before update or delete or truncate on core.samarbeidsavtale for each statement execute function core.uforanderlig();
alter table core.samarbeidsavtale enable row level security;
drop policy if exists deltakerne_ser_avtaler on core.samarbeidsavtale;
create policy deltakerne_ser_avtaler on core.samarbeidsavtale for select to omstilling_api using (core.deltar(program_id));
drop policy if exists i_eget_navn on core.samarbeidsavtale;
create policy i_eget_navn on core.samarbeidsavtale for insert to omstilling_api
	with check (core.deltar(program_id) and registrert_av = core.person());
