-- Habilitet (handbook, section 6, H-1 to H-10): who is inhabil in a case, who decides it, and what an inhabil person may
-- not do. The vote on the case itself is 12_votering.sql's, which asks here.

create or replace function core.habilitet_av_seg_selv(s core.sak, organ uuid, hvem uuid) returns table (grunn text, kilde text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if (select o.juridisk_form from core.organ o where o.id = organ) = 'folkevalgt' and exists (
		select from core.handling h join core.regel g on g.id = h.regel_id join core.organ o on o.id = h.organ_id
			join core.juridisk_form f on f.form = o.juridisk_form
		where h.program_id = s.program_id and h.sak_id = s.id and h.person_id = hvem and not f.kollegial
			and g.akt in ('forbereder', 'kvalitetssikrer', 'raader', 'innstiller', 'fremlegger')) then
		return query select 'har_forberedt_saken', 'H-6; KL 11-10';
	end if;
	if s.beslutning = 29 and exists (
		select from core.stemme x join core.moete m on m.id = x.moete_id
		where x.program_id = s.program_id and x.sak_id = core.paaklaget(s) and x.person_id = hvem and m.organ_id <> organ
		union all
		select from core.handling h join core.akt a on a.avgjoer join core.regel g on g.id = h.regel_id and g.akt = a.akt
		where h.program_id = s.program_id and h.sak_id = core.paaklaget(s) and h.person_id = hvem and h.organ_id <> organ) then
		return query select 'var_med_i_foerste_instans', 'H-7; KL 11-10';
	end if;
	if s.forslag ? 'soeknad' and core.er_soekerens(s, hvem) then
		return query select 'styreverv', 'H-9; FVL 6';
	end if;
end $$;
comment on function core.habilitet_av_seg_selv(core.sak, uuid, uuid) is
	'Why the data itself makes a person inhabil in an organ: prepared the case as an employee and sits in an elected organ (H-6); took part in the decision that is appealed, in another organ (H-7); sits on the board of the applicant or of its group (H-9). No row: not.';

create or replace function core.paaklaget(s core.sak) returns uuid
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select x.id from core.sak x where x.program_id = s.program_id and core.sak_navn(x.program_id, x.nr) = s.forslag ->> 'klage_over');
end $$;
comment on function core.paaklaget(core.sak) is 'The case whose decision an appeal (row 29) concerns, or null.';

create or replace function core.habilitet(s core.sak, organ uuid, hvem uuid, antatt uuid[] default '{}', out tilstand text, out grunn text,
	out kilde text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not (select b.inhabilitet from core.beslutning b where b.nr = s.beslutning) then
		return;
	end if;
	if hvem = any (antatt) then
		tilstand := 'inhabil';
		return;
	end if;
	select 'inhabil', x.grunn, x.kilde into tilstand, grunn, kilde from core.habilitet_av_seg_selv(s, organ, hvem) x limit 1;
	if tilstand is not null then
		return;
	end if;
	select case when a.inhabil then 'inhabil' when not a.inhabil or h.grunn = 'ingen' then 'habil' else 'reist' end, h.grunn, case
		when h.grunn = 'ingen' then 'H-9' when h.grunn = 'saerlige_forhold' then 'H-2; FVL 6' else 'H-1; FVL 6' end
	into tilstand, grunn, kilde
	from core.habilitet h left join core.habilitet_avgjoerelse a on a.program_id = h.program_id and a.habilitet_id = h.id
	where h.program_id = s.program_id and h.sak_id = s.id and h.organ_id = organ and h.person_id = hvem
	order by h.grunn = 'ingen', h.tid desc limit 1;
end $$;
comment on function core.habilitet(core.sak, uuid, uuid, uuid[]) is
	'A person''s habilitet in a case in an organ: inhabil (also those who are assumed so, by SimulateSak), habil (decided or stated), reist (raised and not decided), or null when nobody has said anything. H-8: null in elections to public posts.';
drop function if exists core.habilitet(core.sak, uuid, uuid);

create or replace function core.er_inhabil(s core.sak, organ uuid, hvem uuid, antatt uuid[] default '{}') returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (core.habilitet(s, organ, hvem, antatt)).tilstand is not distinct from 'inhabil';
end $$;
comment on function core.er_inhabil(core.sak, uuid, uuid, uuid[]) is 'True for who is inhabil in the case in the organ, or assumed to be.';
drop function if exists core.er_inhabil(core.sak, uuid, uuid);

create or replace function core.krev_habil(s core.sak, organ uuid, hvem uuid, grunn_ text, melding text) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	h record := core.habilitet(s, organ, hvem);
begin
	if h.tilstand = 'inhabil' then
		raise exception '%', melding using errcode = 'RP007', constraint = grunn_,
			detail = json_build_object('grunn', h.grunn, 'kilde', h.kilde);
	elsif h.tilstand = 'reist' then
		raise exception 'Det er reist spørsmål om habiliteten din i saken, og det er ikke avgjort ennå.'
			using errcode = 'RP009', constraint = 'habiliteten_er_ikke_avgjort', detail = json_build_object('grunn', h.grunn, 'kilde', 'H-4; FVL 8'),
				hint = 'Organet avgjør det uten deg: «omstilling habilitet vote» og «omstilling habilitet decide».';
	end if;
end $$;
comment on function core.krev_habil(core.sak, uuid, uuid, text, text) is
	'Refuses an inhabil person with the given reason and text (PERMISSION_DENIED), and one whose habilitet is an open question (habiliteten_er_ikke_avgjort).';

create or replace function core.krev_habil_stemme(s core.sak, organ uuid, hvem uuid) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_habil(s, organ, hvem, 'inhabil_stemmer_ikke', 'Du er inhabil i saken og stemmer ikke i den (H-10).');
	if core.krever_erklaering(s)
		and (core.habilitet(s, organ, hvem)).tilstand is null then
		raise exception 'Før du stemmer i en tildelingssak, må du erklære om du er habil.'
			using errcode = 'RP009', constraint = 'habilitetserklaering_mangler', detail = json_build_object('kilde', 'H-9'),
				hint = 'omstilling habilitet declare SAK ingen';
	end if;
end $$;
comment on function core.krev_habil_stemme(core.sak, uuid, uuid) is 'Refuses the vote of an inhabil member (H-10), and in awards of one who has stated nothing (H-9).';

-- H-3: what a superior is inhabil in, those right under him prepare and do not decide.
create or replace function core.inhabil_overordnet(s core.sak, organ uuid, dag date, inhabile uuid[] default '{}') returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select f.navn from core.organ o join core.organ f on f.id = o.forelder
		join core.verv v on v.organ_id = f.id and v.rolle in ('kommunedirektoer', 'leder') and core.gjelder(v.fra, v.til, dag)
	where o.id = organ and f.juridisk_form = 'enkeltperson' and core.er_inhabil(s, f.id, v.person_id, inhabile) limit 1);
end $$;
comment on function core.inhabil_overordnet(core.sak, uuid, date, uuid[]) is
	'Name of the one-person organ right above whose holder is inhabil in the case, or assumed to be: what it is inhabil in, those under it prepare and do not decide (H-3). Null: none.';

create or replace function core.krev_habil_overordnet(s core.sak, organ uuid, dag date) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	over_ text := core.inhabil_overordnet(s, organ, dag);
begin
	if over_ is not null then
		raise exception '% er inhabil i saken; den som er direkte underordnet, kan forberede den, men ikke avgjøre den.', over_
			using errcode = 'RP007', constraint = 'overordnet_er_inhabil', detail = json_build_object('kilde', 'H-3; FVL 6');
	end if;
end $$;
comment on function core.krev_habil_overordnet(core.sak, uuid, date) is 'Refuses the decision of a one-person organ right under a one-person organ whose holder is inhabil (H-3).';

create or replace function core.krev_habil_handling(s core.sak, h core.handling, a core.akt) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	kollegial boolean := (select f.kollegial from core.organ o join core.juridisk_form f on f.form = o.juridisk_form where o.id = h.organ_id);
	aapne text;
begin
	if h.resultat_id is null then
		perform core.krev_habil(s, h.organ_id, h.person_id,
			case when kollegial and a.stemmes then 'moetelederen_er_inhabil' else 'inhabil_handler_ikke' end,
			case when kollegial and a.stemmes then 'Møtelederen er inhabil i saken. Nestlederen eller en valgt møteleder leder møtet i saken (V-4).'
				else 'Du er inhabil i saken og handler ikke i den.' end);
	end if;
	if a.avgjoer and not kollegial then
		perform core.krev_habil_overordnet(s, h.organ_id, h.dato);
	end if;
	select string_agg(p.navn, ', ' order by p.navn) into aapne from core.aapne_habiliteter(s, h.organ_id) x join core.person p on p.id = x.person_id;
	if aapne is not null and h.moete_id is not null then
		raise exception 'Organet må først avgjøre habiliteten til %.', aapne
			using errcode = 'RP009', constraint = 'habiliteten_er_ikke_avgjort', detail = json_build_object('kilde', 'H-4; FVL 8');
	end if;
end $$;
comment on function core.krev_habil_handling(core.sak, core.handling, core.akt) is
	'Refuses an act by an inhabil person, the programleder included; a vote closed by an inhabil presiding member (V-4) or while a question of habilitet in the organ is open (H-4).';

create or replace function core.aapne_habiliteter(s core.sak, organ uuid) returns setof core.habilitet
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select h.* from core.habilitet h
	where h.program_id = s.program_id and h.sak_id = s.id and h.organ_id = organ and h.grunn <> 'ingen'
		and not exists (select from core.habilitet_avgjoerelse a where a.program_id = h.program_id and a.habilitet_id = h.id)
	order by h.tid;
end $$;
comment on function core.aapne_habiliteter(core.sak, uuid) is 'Questions of habilitet in an organ that are raised and not decided.';

create or replace function core.habilitet_organer(s core.sak, hvem uuid, dag date) returns setof core.organ
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select o.* from core.organ o where o.id in (select m.organ_id from core.mine_steg(s, hvem, dag) m where m.roller <> '{revisor}')
		order by o.kortnavn;
end $$;
comment on function core.habilitet_organer(core.sak, uuid, date) is 'The organs of the case''s route in which a person sits: where his habilitet matters.';

create or replace function core.krev_habilitetssak(s core.sak) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not (select b.inhabilitet from core.beslutning b where b.nr = s.beslutning) then
		raise exception 'Ingen er inhabil i valg til offentlige tillitsverv.' using errcode = 'RP009', constraint = 'ingen_er_inhabil_i_valg',
			detail = json_build_object('kilde', 'H-8; KL 11-10');
	end if;
end $$;
comment on function core.krev_habilitetssak(core.sak) is 'FAILED_PRECONDITION ingen_er_inhabil_i_valg (H-8).';

create or replace function core.habilitet_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
begin
	select * into s from core.sak x where x.program_id = new.program_id and x.id = new.sak_id for no key update;
	perform core.krev_behandles(s);
	new.dato := core.i_dag();
	new.tid := clock_timestamp();
	perform core.krev_habilitetssak(s);
	perform core.krev_skriver(new.program_id);
	if new.grunn = 'ingen' and new.reist_av <> new.person_id then
		raise exception 'Bare personen selv erklærer seg habil.' using errcode = 'RP007', constraint = 'bare_en_selv_erklaerer_seg_habil', detail = json_build_object('kilde', 'H-9');
	end if;
	if not exists (select from core.habilitet_organer(s, new.person_id, new.dato) o where o.id = new.organ_id) then
		raise exception 'Personen har ikke verv i et organ som behandler saken.' using errcode = 'RP009', constraint = 'personen_behandler_ikke_saken', detail = json_build_object('kilde', 'håndboka, del 4');
	end if;
	if exists (select from core.aapne_habiliteter(s, new.organ_id) h where h.person_id = new.person_id) then
		raise exception 'Spørsmålet om habilitet er alt reist, og ikke avgjort.' using errcode = 'RP006', constraint = 'habiliteten_er_alt_reist', detail = json_build_object('kilde', 'H-4; FVL 8');
	end if;
	return new;
end $$;
comment on function core.habilitet_kontroll() is 'Row trigger: a question is raised in an open case, of somebody who sits in an organ of its route, never in elections (H-8).';
create or replace trigger kontroll before insert on core.habilitet for each row execute function core.habilitet_kontroll();

create or replace function core.habilitet_virkning() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if new.grunn <> 'ingen' and new.reist_av = new.person_id and not (select f.kollegial from core.organ o
		join core.juridisk_form f on f.form = o.juridisk_form where o.id = new.organ_id) then
		insert into core.habilitet_avgjoerelse (program_id, habilitet_id, inhabil, avgjort_av, dato)
		values (new.program_id, new.id, true, new.person_id, new.dato);
	end if;
	return null;
end $$;
comment on function core.habilitet_virkning() is 'Row trigger: who acts alone decides his own habilitet (FVL 8 first paragraph): to declare it is to step down.';
create or replace trigger virkning after insert on core.habilitet for each row execute function core.habilitet_virkning();

-- The organ decides (H-4).

create or replace function core.habilitet_deltar(s core.sak, h core.habilitet, hvem uuid, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o       core.organ;
	uten    int;
	trekker boolean := h.person_id = hvem or core.er_inhabil(s, h.organ_id, hvem)
		or exists (select from core.aapne_habiliteter(s, h.organ_id) x where x.person_id = hvem);
begin
	select * into o from core.organ x where x.id = h.organ_id;
	if core.stemmesete(o.id, hvem, dag) is null then
		return false;
	end if;
	select count(distinct v.person_id) into uten from core.verv v
	where v.organ_id = o.id and core.gjelder(v.fra, v.til, dag) and core.stemmesete(o.id, v.person_id, dag) is not null
		and v.person_id <> h.person_id and not core.er_inhabil(s, o.id, v.person_id)
		and not exists (select from core.aapne_habiliteter(s, o.id) x where x.person_id = v.person_id);
	return not trekker or uten < (core.teller(o.juridisk_form, core.seter(o, dag), 0, 0, 0, null, false)).kvorum;
end $$;
comment on function core.habilitet_deltar(core.sak, core.habilitet, uuid, date) is
	'True when a member takes part in deciding a question of habilitet: not the one it concerns, nor others in the same position, unless the organ would then be too few (FVL 8: then all do).';

create or replace function core.habilitet_stemme_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	h core.habilitet;
	s core.sak;
	m core.moete;
begin
	select * into h from core.habilitet x where x.program_id = new.program_id and x.id = new.habilitet_id;
	select * into s from core.sak x where x.program_id = h.program_id and x.id = h.sak_id for no key update;
	perform core.krev_behandles(s);
	perform core.laas_moete(new.moete_id, true);
	m := core.moete_i_dag(h.organ_id, s.program_id, s.id);
	if m.id <> new.moete_id then
		raise exception 'Møtet er ikke lenger åpent.' using errcode = 'RP009', constraint = 'ingen_aapent_moete', detail = json_build_object('kilde', 'V-1');
	end if;
	if exists (select from core.habilitet_avgjoerelse a where a.program_id = h.program_id and a.habilitet_id = h.id) then
		raise exception 'Spørsmålet om habilitet er alt avgjort.' using errcode = 'RP009', constraint = 'habiliteten_er_avgjort', detail = json_build_object('kilde', 'H-4; FVL 8');
	end if;
	if not core.habilitet_deltar(s, h, new.person_id, m.dato) then
		raise exception 'Du tar ikke del i avgjørelsen av dette spørsmålet om habilitet.' using errcode = 'RP007',
			constraint = 'deltar_ikke_i_habilitetsspoersmaalet', detail = json_build_object('kilde', 'H-4; FVL 8');
	end if;
	return new;
end $$;
comment on function core.habilitet_stemme_kontroll() is 'Row trigger: in the organ''s open meeting, by its members, without the one concerned (H-4).';
create or replace trigger kontroll before insert on core.habilitet_stemme for each row execute function core.habilitet_stemme_kontroll();

create or replace function core.avgjoer_habilitet(s core.sak, h core.habilitet, hvem uuid, svar text) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o core.organ;
begin
	select * into o from core.organ x where x.id = h.organ_id;
	if (select f.kollegial from core.juridisk_form f where f.form = o.juridisk_form) then
		perform core.avgjoer_habilitet_i_moete(s, h, o, hvem);
		return;
	end if;
	if not core.avgjoer_alene(s, o, hvem, core.i_dag()) or hvem = h.person_id then
		raise exception 'Den overordnede avgjør habiliteten til den som handler alene.' using errcode = 'RP007',
			constraint = 'habiliteten_avgjoeres_av_overordnet', detail = json_build_object('kilde', 'H-4; FVL 8');
	end if;
	insert into core.habilitet_avgjoerelse (program_id, habilitet_id, inhabil, avgjort_av, dato)
	values (s.program_id, h.id, core.krev_tekst(json_build_object('utfall', svar), 'utfall') = 'ja', hvem, core.i_dag());
end $$;
comment on function core.avgjoer_habilitet(core.sak, core.habilitet, uuid, text) is
	'Decides a question: a collegial organ by its votes, which the presiding member closes; of who acts alone, the superior says it.';

create or replace function core.avgjoer_habilitet_i_moete(s core.sak, h core.habilitet, o core.organ, hvem uuid) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m    core.moete := core.moete_i_dag(o.id, s.program_id, s.id);
	ja_  int;
	nei_ int;
begin
	perform core.krev_moeteleder(m, hvem);
	if not core.habilitet_deltar(s, h, hvem, m.dato) then
		raise exception 'Møtelederen tar ikke del i spørsmålet. Nestlederen eller en valgt møteleder leder møtet i saken (V-4).'
			using errcode = 'RP007', constraint = 'deltar_ikke_i_habilitetsspoersmaalet', detail = json_build_object('kilde', 'V-4, H-4; FVL 8');
	end if;
	select count(*) filter (where x.inhabil), count(*) filter (where not x.inhabil) into ja_, nei_
	from core.habilitet_stemme x where x.program_id = s.program_id and x.habilitet_id = h.id and x.moete_id = m.id;
	insert into core.habilitet_avgjoerelse (program_id, habilitet_id, inhabil, ja, nei, moete_id, avgjort_av, dato)
	values (s.program_id, h.id, core.krev_utfall(o, m.dato, ja_, nei_, 0, (select case when x.inhabil then 'ja' else 'nei' end
		from core.habilitet_stemme x where x.program_id = s.program_id and x.habilitet_id = h.id and x.moete_id = m.id
			and x.person_id = m.leder_id), false) = 'ja', ja_, nei_, m.id, hvem, m.dato);
end $$;
comment on function core.avgjoer_habilitet_i_moete(core.sak, core.habilitet, core.organ, uuid) is
	'Counts the organ''s votes on a question of habilitet by its own voting rule.';

-- Physical meetings: the secretary enters whom the organ found inhabil; the presiding member confirms it with the rest.

create or replace function core.krev_plass_uten_inhabile(s core.sak, r core.resultat, o core.organ) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n        int := core.seter(o, r.dato);
	inhabile uuid[] := array(select distinct v.person_id from core.verv v
		where v.organ_id = o.id and core.gjelder(v.fra, v.til, r.dato) and core.stemmesete(o.id, v.person_id, r.dato) is not null
			and (v.person_id = any (r.inhabile) or core.er_inhabil(s, o.id, v.person_id)));
	varaer   int := (select count(distinct v.person_id) from core.verv v
		where v.organ_id = o.id and v.rolle = 'vara' and core.gjelder(v.fra, v.til, r.dato));
begin
	if r.moeteleder_id = any (inhabile) then
		raise exception 'Møtelederen er inhabil i saken. Oppgi hvem som ledet møtet i den (V-4).' using errcode = 'RP009',
			constraint = 'moetelederen_er_inhabil', detail = json_build_object('kilde', 'V-4; KL 11-9');
	end if;
	if r.ja + r.nei + r.blank <= n and r.ja + r.nei + r.blank > n - greatest(0, cardinality(inhabile) - varaer) then
		raise exception 'Det er ført % stemmer, men % av % seter er inhabile og uten vara.', r.ja + r.nei, cardinality(inhabile), n
			using errcode = 'RP003', constraint = 'flere_stemmer_enn_habile', detail = json_build_object('kilde', 'H-10');
	end if;
	if core.krever_erklaering(s) and r.ja + r.nei > (
		select count(distinct v.person_id) from core.verv v where v.organ_id = o.id and core.gjelder(v.fra, v.til, r.dato)
			and (core.habilitet(s, o.id, v.person_id)).tilstand = 'habil') then
		raise exception 'Flere har stemt enn de som har erklært seg habile i tildelingssaken.' using errcode = 'RP009',
			constraint = 'habilitetserklaering_mangler', detail = json_build_object('kilde', 'H-9');
	end if;
	if cardinality(r.inhabile) > 0 then
		perform core.krev_habilitetssak(s);
	end if;
end $$;
comment on function core.krev_plass_uten_inhabile(core.sak, core.resultat, core.organ) is
	'A recorded result has no more votes than the seats of the habile and of varas called for the others, and was not led by an inhabil member.';

create or replace function core.habilitet_fra_resultat(h core.handling) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r core.resultat;
	s core.sak;
begin
	select * into r from core.resultat x where x.program_id = h.program_id and x.id = h.resultat_id;
	select * into s from core.sak x where x.program_id = h.program_id and x.id = h.sak_id;
	insert into core.habilitet (program_id, sak_id, organ_id, person_id, grunn, forklaring, reist_av, dato)
	select h.program_id, h.sak_id, h.organ_id, p, 'saerlige_forhold', 'Ført i møteboka', r.foert_av, r.dato
	from unnest(r.inhabile) p where not exists (select from core.aapne_habiliteter(s, h.organ_id) x where x.person_id = p);
	insert into core.habilitet_avgjoerelse (program_id, habilitet_id, inhabil, resultat_id, avgjort_av, dato)
	select h.program_id, x.id, x.person_id = any (r.inhabile), r.id, h.person_id, r.dato from core.aapne_habiliteter(s, h.organ_id) x;
end $$;
comment on function core.habilitet_fra_resultat(core.handling) is
	'A confirmed result decides every open question of habilitet in the organ: those it names are inhabil, the others are not.';

create or replace function core.habilitet_svar(s core.sak) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	dag date := core.i_dag();
begin
	return (
		with alle as (
			select h.organ_id, h.person_id, h.grunn, h.forklaring, h.reist_av, h.dato, a.ja, a.nei, h.tid,
				case when a.inhabil then 'inhabil' when not a.inhabil or h.grunn = 'ingen' then 'habil' else 'reist' end as tilstand
			from core.habilitet h left join core.habilitet_avgjoerelse a on a.program_id = h.program_id and a.habilitet_id = h.id
			where h.program_id = s.program_id and h.sak_id = s.id
			union all
			select v.organ_id, v.person_id, x.grunn, x.kilde, null, null, null, null, null, 'inhabil'
			from (select distinct m.organ_id, w.person_id from core.program_organ m join core.verv w on w.organ_id = m.organ_id
				join core.rolle r on r.rolle = w.rolle and (r.stemmer or s.forslag ? 'soeknad')
				where m.program_id = s.program_id and core.gjelder(m.fra, m.til, dag) and core.gjelder(w.fra, w.til, dag)
					and exists (select from core.rute(s, dag) t where t.funksjon = m.funksjon)) v,
				core.habilitet_av_seg_selv(s, v.organ_id, v.person_id) x
			where (select b.inhabilitet from core.beslutning b where b.nr = s.beslutning)
		)
		select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('organ', o.kortnavn, 'brukernavn', p.brukernavn, 'grunn', a.grunn,
			'forklaring', a.forklaring, 'tilstand', a.tilstand, 'reist_av', (select r.brukernavn from core.person r where r.id = a.reist_av),
			'dato', a.dato, 'ja', a.ja, 'nei', a.nei)) order by a.tid, o.kortnavn, p.brukernavn)
		from alle a join core.organ o on o.id = a.organ_id join core.person p on p.id = a.person_id);
end $$;
comment on function core.habilitet_svar(core.sak) is 'The contract''s Habilitet of a case: said, decided, and what the data shows by itself.';

create or replace trigger journal after insert on core.habilitet for each row execute function core.journal_rad('habilitet_reist');
create or replace trigger journal after insert on core.habilitet_stemme for each row execute function core.journal_rad('habilitet_stemme');
create or replace trigger journal after insert on core.habilitet_avgjoerelse for each row execute function core.journal_rad('habilitet_avgjort');
create or replace trigger uforanderlig before update or delete or truncate on core.habilitet for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.habilitet_stemme for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.habilitet_avgjoerelse for each statement execute function core.uforanderlig();

-- Who sees and who writes. The decisions are inserted by the owner's functions above alone.
alter table core.habilitet enable row level security;
alter table core.habilitet_stemme enable row level security;
alter table core.habilitet_avgjoerelse enable row level security;
drop policy if exists deltakerne_ser_habilitet on core.habilitet;
create policy deltakerne_ser_habilitet on core.habilitet for select to omstilling_api using (core.deltar(program_id));
drop policy if exists i_eget_navn on core.habilitet;
create policy i_eget_navn on core.habilitet for insert to omstilling_api with check (core.deltar(program_id) and reist_av = core.person());
drop policy if exists i_eget_navn on core.habilitet_stemme;
create policy i_eget_navn on core.habilitet_stemme for insert to omstilling_api with check (core.deltar(program_id) and person_id = core.person());
