-- Meetings that are called (handbook, section 6, V-1 and V-9): notices, agendas, where remote meetings are allowed, demands.
-- What happens in the meeting is 25_moete_gang.sql's; how it is shown, 26_moete_svar.sql's.

create or replace function core.sagt_sted(moete uuid) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce((select nullif(btrim(x.sted), '') from core.moete_slutt x where x.moete_id = moete),
		(select x.sted from core.moete_ledelse x where x.moete_id = moete and btrim(x.sted) <> '' order by x.tid desc limit 1));
end $$;
comment on function core.sagt_sted(uuid) is 'Where a meeting is held, as it was told after the opening; null: it was not.';

create or replace view core.moetet with (security_invoker = true) as
select m.id, m.organ_id, m.dato, i.klokkeslett, i.varighet, coalesce(core.sagt_sted(m.id), m.sted, i.sted) as sted, coalesce(i.maate, 'fysisk') as maate, i.melding,
	i.nr as innkalling, false as avlyst, i.kalt, i.kalt_av, i.tid as innkalt, m.leder_id, m.aapnet_av, m.aapnet
from core.moete m left join lateral (select x.* from core.moeteinnkalling x where x.moete_id = m.id order by x.nr desc limit 1) i on true
union all
select i.moete_id, i.organ_id, i.dato, i.klokkeslett, i.varighet, i.sted, i.maate, i.melding, i.nr, i.avlyst, i.kalt, i.kalt_av, i.tid, null, null, null
from core.moeteinnkalling i
where not exists (select from core.moete m where m.id = i.moete_id)
	and not exists (select from core.moeteinnkalling n where n.moete_id = i.moete_id and n.nr > i.nr);
comment on view core.moetet is 'Every meeting once: as its newest notice has it, and as it was opened.';

create or replace function core.nyeste_innkalling(moete uuid) returns core.moeteinnkalling
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	i core.moeteinnkalling;
begin
	select * into i from core.moeteinnkalling x where x.moete_id = moete order by x.nr desc limit 1;
	return i;
end $$;
comment on function core.nyeste_innkalling(uuid) is 'The notice that holds, or null for a meeting that was not called here.';

create or replace function core.laas_moete(moete uuid, delt boolean default false) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if delt then
		perform pg_advisory_xact_lock_shared(hashtextextended('moete' || moete::text, 0));
	else
		perform pg_advisory_xact_lock(hashtextextended('moete' || moete::text, 0));
	end if;
end $$;
comment on function core.laas_moete(uuid, boolean) is
	'Locks a meeting until the transaction ends; shared by those who act in its cases, alone for who opens, changes, closes or signs. Who locks a case too, locks the case first.';

create or replace function core.fjernmoete_tillatt(o core.organ, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return o.juridisk_form = 'as' or coalesce((select f.tillatt from core.fjernmoete f where f.organ_id = o.id and f.fra <= dag
		order by f.fra desc, f.tid desc limit 1), false);
end $$;
comment on function core.fjernmoete_tillatt(core.organ, date) is
	'True when the organ has allowed remote meetings (KL 11-7); a company board chooses its way of treating a case (ASL 6-19).';

create or replace function core.krev_moetemaate(o core.organ, i core.moeteinnkalling) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if i.maate = 'fjernmoete' and not core.fjernmoete_tillatt(o, i.dato) then
		raise exception '% har ikke vedtatt at møtene kan holdes som fjernmøte.', o.navn using errcode = 'RP009', constraint = 'fjernmoete_er_ikke_tillatt',
			detail = json_build_object('kilde', 'V-1; KL 11-7'), hint = 'omstilling moete remote ORGAN --saksnummer NR';
	end if;
	if i.maate = 'skriftlig' and o.juridisk_form = 'kf' then
		raise exception 'Styret i et kommunalt foretak behandler saker i møte.' using errcode = 'RP009', constraint = 'skriftlig_behandling_er_ikke_tillatt',
			detail = json_build_object('kilde', 'V-1; KL 9-8');
	end if;
	if i.maate in ('hastefjernmoete', 'skriftlig') and o.juridisk_form <> 'as' and btrim(coalesce(i.melding, '')) = '' then
		raise exception 'Si i meldingen hvorfor saken ikke kan vente til et vanlig møte.' using errcode = 'RP003', constraint = 'hastegrunnen_mangler',
			column = 'melding', detail = json_build_object('kilde', 'V-1; KL 11-8');
	end if;
end $$;
comment on function core.krev_moetemaate(core.organ, core.moeteinnkalling) is
	'The way of meeting (V-1): remote where the organ allows it; urgent, remote or written, with a reason; a KF''s board never in writing.';

create or replace function core.moeteinnkalling_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o    core.organ;
	sist core.moeteinnkalling;
begin
	perform core.laas_moete(new.moete_id);
	select * into o from core.organ x where x.id = new.organ_id;
	sist := core.nyeste_innkalling(new.moete_id);
	perform core.krev_moeteorgan(o);
	if not core.har_verv(new.kalt_av, o.id, core.i_dag(), array['leder', 'nestleder', 'sekretaer']) then
		raise exception 'Møtet kalles inn av lederen, nestlederen eller sekretæren i %.', o.navn
			using errcode = 'RP007', constraint = 'moetet_kalles_av_leder_eller_sekretaer', detail = json_build_object('kilde', 'KL 11-3');
	end if;
	if new.dato < core.i_dag() or not core.gjelder(o.fra, o.til, new.dato) then
		raise exception 'Møtet kalles inn til en dag fram i tid, da organet finnes.' using errcode = 'RP003', constraint = 'moetet_kalles_fram_i_tid', detail = json_build_object('kilde', 'V-18'), column = 'dato';
	end if;
	if sist.avlyst then
		raise exception 'Møtet er avlyst.' using errcode = 'RP009', constraint = 'moetet_er_avlyst';
	elsif exists (select from core.moete m where m.id = new.moete_id) then
		raise exception 'Møtet er åpnet.' using errcode = 'RP009', constraint = 'moetet_er_aapnet';
	end if;
	perform core.krev_moetemaate(o, new);
	new.nr := coalesce(sist.nr, 0) + 1;
	new.kalt := core.i_dag();
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.moeteinnkalling_kontroll() is
	'Row trigger: who calls, to a day that has not been (V-18), in which way (V-1); nothing changes once the meeting is opened or cancelled.';
create or replace trigger kontroll before insert on core.moeteinnkalling for each row execute function core.moeteinnkalling_kontroll();

create or replace function core.saksliste_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	i core.moeteinnkalling := core.nyeste_innkalling(new.moete_id);
	s core.sak;
begin
	select * into s from core.sak x where x.program_id = new.program_id and x.id = new.sak_id;
	perform core.krev_moetesak(s, i.organ_id, i.kalt_av, i.dato);
	if new.hjemmel is not null and i.maate in ('fjernmoete', 'hastefjernmoete') then
		raise exception 'En sak som behandles for lukkede dører, kan ikke behandles i fjernmøte.' using errcode = 'RP009', constraint = 'lukket_sak_i_fjernmoete',
			detail = json_build_object('kilde', 'V-1; KL 11-7');
	end if;
	return new;
end $$;
comment on function core.saksliste_kontroll() is 'Row trigger: a case that the organ votes on by the matrix on the meeting''s date; a closed one not in a remote meeting.';
create or replace trigger kontroll before insert on core.saksliste for each row execute function core.saksliste_kontroll();

-- Demands (V-9).

create or replace function core.krav_om(organ uuid, program uuid, sak uuid) returns int
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select count(distinct k.person_id)::int from core.moetekrav k
		where k.organ_id = organ and k.sak_id is not distinct from sak and core.eget_sete(organ, k.person_id, core.i_dag()) is not null
			and not exists (select from core.moete m left join core.moete_sak l on l.moete_id = m.id and l.program_id = program and l.sak_id = sak
				where m.organ_id = organ and m.aapnet > k.tid and (sak is null or l.sak_id is not null)));
end $$;
comment on function core.krav_om(uuid, uuid, uuid) is 'Members who demand a meeting of the organ, or a case on its agenda, that has not been held or treated since.';

create or replace function core.krav_kreves(o core.organ, dag date) returns int
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (core.seter(o, dag) + 2) / 3;
end $$;
comment on function core.krav_kreves(core.organ, date) is 'How many are a third of the members, rounded up (KL 11-2, 11-3).';

create or replace function core.krevde_saker(o core.organ) returns setof core.sak
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select s.* from core.sak s where core.er_aapen(s.tilstand)
		and (s.program_id, s.id) in (select k.program_id, k.sak_id from core.moetekrav k where k.organ_id = o.id and k.sak_id is not null)
		and core.krav_om(o.id, s.program_id, s.id) >= core.krav_kreves(o, core.i_dag());
end $$;
comment on function core.krevde_saker(core.organ) is 'Open cases that a third of the members demand on the next agenda.';

create or replace function core.saksliste_hel() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o core.organ;
	mangler text;
begin
	select * into o from core.organ x where x.id = new.organ_id;
	select string_agg(s.tittel, ', ' order by s.nr) into mangler from core.krevde_saker(o) s
	where not exists (select from core.saksliste l where l.moete_id = new.moete_id and l.innkalling = new.nr and l.program_id = s.program_id and l.sak_id = s.id);
	if mangler is not null and not new.avlyst and new.nr = (core.nyeste_innkalling(new.moete_id)).nr then
		raise exception 'Minst en tredel av medlemmene krever på sakslisten: %.', mangler using errcode = 'RP009', constraint = 'krevd_sak_mangler',
			detail = json_build_object('kilde', 'V-9; KL 11-3');
	end if;
	return null;
end $$;
comment on function core.saksliste_hel() is 'Deferred row trigger: the agenda of a notice holds every case that a third of the members demand (V-9).';
do $$ begin
	create constraint trigger saksliste_hel after insert on core.moeteinnkalling deferrable initially deferred
		for each row execute function core.saksliste_hel();
exception when duplicate_object then null;
end $$;

create or replace function core.moetekrav_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o core.organ;
	s core.sak;
begin
	select * into o from core.organ x where x.id = new.organ_id;
	perform core.krev_moeteorgan(o);
	new.dato := core.i_dag();
	new.tid := clock_timestamp();
	if core.eget_sete(o.id, new.person_id, new.dato) is null then
		raise exception 'Bare medlemmene i % kan kreve møte eller sak på sakslisten.', o.navn using errcode = 'RP007', constraint = 'bare_medlemmer_krever_moete',
			detail = json_build_object('kilde', 'V-9; KL 11-2, 11-3');
	end if;
	if new.sak_id is not null then
		select * into s from core.sak x where x.program_id = new.program_id and x.id = new.sak_id;
		perform core.krev_moetesak(s, o.id, new.person_id, new.dato);
	end if;
	return new;
end $$;
comment on function core.moetekrav_kontroll() is 'Row trigger: a demand is a member''s, and a demanded case is one that the organ votes on.';
create or replace trigger kontroll before insert on core.moetekrav for each row execute function core.moetekrav_kontroll();

create or replace function core.fjernmoete_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o core.organ;
begin
	select * into o from core.organ x where x.id = new.organ_id;
	perform core.krev_moeteorgan(o);
	new.tid := clock_timestamp();
	if not core.har_verv(new.registrert_av, o.id, core.i_dag(), array['leder', 'nestleder', 'sekretaer']) then
		raise exception 'Vedtaket om fjernmøte føres av lederen, nestlederen eller sekretæren i %.', o.navn
			using errcode = 'RP007', constraint = 'moetet_kalles_av_leder_eller_sekretaer', detail = json_build_object('kilde', 'KL 11-7');
	end if;
	return new;
end $$;
comment on function core.fjernmoete_kontroll() is 'Row trigger: who enters the organ''s decision on remote meetings.';
create or replace trigger kontroll before insert on core.fjernmoete for each row execute function core.fjernmoete_kontroll();

create or replace trigger journal after insert on core.moeteinnkalling for each row execute function core.journal_rad('moete_innkalt');
create or replace trigger journal after insert on core.saksliste for each row execute function core.journal_rad('sak_paa_saksliste');
create or replace trigger journal after insert on core.moetekrav for each row execute function core.journal_rad('moete_krevd');
create or replace trigger journal after insert on core.fjernmoete for each row execute function core.journal_rad('fjernmoete');
create or replace trigger uforanderlig before update or delete or truncate on core.moeteinnkalling for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.saksliste for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.moetekrav for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.fjernmoete for each statement execute function core.uforanderlig();

-- Read by the owner's functions alone; entered in one's own name.
alter table core.moeteinnkalling enable row level security;
alter table core.saksliste enable row level security;
alter table core.moetekrav enable row level security;
alter table core.fjernmoete enable row level security;
drop policy if exists i_eget_navn on core.moeteinnkalling;
create policy i_eget_navn on core.moeteinnkalling for insert to omstilling_api with check (kalt_av = core.person());
drop policy if exists deltakerne_setter_saker_paa_sakslisten on core.saksliste;
create policy deltakerne_setter_saker_paa_sakslisten on core.saksliste for insert to omstilling_api with check (core.deltar(program_id)
	and (core.nyeste_innkalling(moete_id)).kalt_av = core.person());
drop policy if exists i_eget_navn on core.moetekrav;
create policy i_eget_navn on core.moetekrav for insert to omstilling_api
	with check (person_id = core.person() and (program_id is null or core.deltar(program_id)));
drop policy if exists i_eget_navn on core.fjernmoete;
create policy i_eget_navn on core.fjernmoete for insert to omstilling_api with check (registrert_av = core.person());

-- What the api functions of notices share.

create or replace function core.les_klokkeslett(t text) returns time
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
	if t !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' then
		raise exception 'Klokkeslettet skrives som 18:30.' using errcode = 'RP003', constraint = 'ugyldig_klokkeslett', column = 'klokkeslett';
	end if;
	return t::time;
end $$;
comment on function core.les_klokkeslett(text) is 'HH:MM; null stays null; INVALID_ARGUMENT ugyldig_klokkeslett.';

create or replace function core.ugyldig_saksliste() returns void
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
begin
	raise exception 'Sakslisten må ha mellom 1 og 200 saker.' using errcode = 'RP003', constraint = 'ugyldig_saksliste', column = 'saker';
end $$;
comment on function core.ugyldig_saksliste() is 'Refuses an agenda that is empty or too long.';

create or replace function core.sett_saksliste(moete uuid, nr_ int, req json) returns void
language plpgsql set search_path = core, pg_catalog, pg_temp as $$
declare
	ref text;
	s   core.sak;
	n   int := 0;
begin
	if coalesce(json_array_length(req -> 'saker'), 0) > 200 then
		perform core.ugyldig_saksliste();
	end if;
	if exists (select from json_array_elements(req -> 'lukkede') l where l ->> 'sak' is null or l ->> 'hjemmel' is null
		or l ->> 'sak' not in (select * from json_array_elements_text(req -> 'saker'))) then
		raise exception 'En lukket sak står på sakslisten og har en hjemmel.' using errcode = 'RP003', constraint = 'lukket_sak_uten_hjemmel', detail = json_build_object('kilde', 'V-10; KL 11-5'), column = 'lukkede';
	end if;
	for ref in select * from json_array_elements_text(req -> 'saker') loop
		s := core.finn_sak(ref);
		n := n + 1;
		insert into core.saksliste (program_id, moete_id, innkalling, sak_id, nr, hjemmel)
		values (s.program_id, moete, nr_, s.id, n, (select l ->> 'hjemmel' from json_array_elements(req -> 'lukkede') l where l ->> 'sak' = ref limit 1));
	end loop;
end $$;
comment on function core.sett_saksliste(uuid, int, json) is 'The agenda of a notice, under the caller''s row-level security.';

create or replace function core.innkalt_i_dag(o core.organ) returns uuid
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m uuid := (select x.id from core.moetet x where x.organ_id = o.id and x.dato = core.i_dag() and x.aapnet is null and not x.avlyst
		order by x.klokkeslett limit 1);
begin
	if m is null then
		perform core.ugyldig_saksliste();
	end if;
	return m;
end $$;
comment on function core.innkalt_i_dag(core.organ) is 'The meeting of the organ that is called for today and not opened.';

create or replace function core.moete_fra_innkalling() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	l core.saksliste;
begin
	for l in select x.* from core.saksliste x join core.nyeste_innkalling(new.id) i on i.moete_id = x.moete_id and i.nr = x.innkalling
			join core.sak s on s.program_id = x.program_id and s.id = x.sak_id
		where (core.er_aapen(s.tilstand) or core.er_stanset(s)) order by x.nr loop
		insert into core.moete_sak (moete_id, program_id, sak_id, hjemmel) values (new.id, l.program_id, l.sak_id, l.hjemmel);
	end loop;
	return null;
end $$;
comment on function core.moete_fra_innkalling() is 'Row trigger: an opened meeting has the agenda that it was called with, but for cases that have ended since.';
create or replace trigger saksliste after insert on core.moete for each row execute function core.moete_fra_innkalling();
