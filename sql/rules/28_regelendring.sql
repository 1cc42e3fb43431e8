-- New regulations: rules of the matrix are added and ended by the national administrator, from today or later, never
-- changed. A case keeps the rules of the day it was opened (core.rute).

create or replace function core.krev_nasjonal_administrator() returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not exists (select from core.organ o where o.art in ('INST', 'KDD') and core.er_administrator(o.id)) then
		raise exception 'Godkjenningsmatrisen endres av administratoren i departementet eller i installasjonen.' using errcode = 'RP007',
			constraint = 'bare_nasjonal_administrator', detail = json_build_object('kilde', 'håndboka, del 4');
	end if;
end $$;
comment on function core.krev_nasjonal_administrator() is 'Refuses all but an administrator of the ministry or of the installation.';

create or replace function core.krev_regeldato(dag date) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if dag < core.i_dag() then
		raise exception 'En regel gjelder aldri bakover i tid.' using errcode = 'RP003', constraint = 'regler_gjelder_ikke_bakover',
			detail = json_build_object('i_dag', core.i_dag(), 'kilde', 'håndboka, del 4');
	end if;
end $$;
comment on function core.krev_regeldato(date) is 'INVALID_ARGUMENT regler_gjelder_ikke_bakover for a day before today.';

create or replace function core.krev_regelord(r json) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not exists (select from core.akt a where a.akt = r ->> 'akt') or not coalesce(r ->> 'funksjon' = any (array['KDD', 'F', 'KST', 'KDIR', 'SG', 'OS',
			'PL', 'EPL', 'PA', 'IN', 'OBS', 'EIER']), false) or coalesce((r ->> 'steg')::int, 0) not between 1 and 99
		or r ->> 'omstendighet' is not null and not exists (select from core.regel g where g.gjelder = r ->> 'omstendighet')
		or exists (select from json_array_elements_text(r -> 'krav') k where k not in (select x.krav from core.krav(null) x)) then
		raise exception 'Regelen bruker et steg, en funksjon, en akt, et krav eller en omstendighet som ikke finnes.' using errcode = 'RP003',
			constraint = 'regelen_har_ukjente_ord', column = 'regel';
	end if;
end $$;
comment on function core.krev_regelord(json) is 'A rule is made of what the matrix is made of: a step from 1 to 99, functions, acts, krav and circumstances that exist.';

create or replace function core.ny_regel(r json) returns core.regel
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	rad int := core.krev_tekst(r, 'beslutning')::int;
	ny  core.regel;
begin
	perform core.krev_nasjonal_administrator();
	perform from core.beslutning b where b.nr = rad for update;
	if not found then
		raise exception 'Godkjenningsmatrisen har ingen rad %.', rad using errcode = 'RP005', constraint = 'ukjent_beslutning', column = 'regel.beslutning';
	end if;
	perform core.krev_regelord(r);
	perform core.krev_regeldato(coalesce(core.les_dato(r, 'gyldig_fra'), core.i_dag()));
	ny.id := (select min(n) from generate_series(rad * 100 + 50, rad * 100 + 89) n where not exists (select from core.regel g where g.id = n));
	if ny.id is null then
		raise exception 'Raden har ikke plass til flere regler.' using errcode = 'RP008', constraint = 'raden_er_full';
	end if;
	insert into core.regel (id, beslutning, steg, funksjon, akt, paakrevd, vilkaar, gjelder, gyldig_fra, gyldig_til, kilde)
	values (ny.id, rad, (r ->> 'steg')::int, r ->> 'funksjon', r ->> 'akt', coalesce((r ->> 'paakrevd')::boolean, false),
		nullif(array(select json_array_elements_text(r -> 'krav')), '{}'), r ->> 'omstendighet', coalesce(core.les_dato(r, 'gyldig_fra'), core.i_dag()),
		core.les_dato(r, 'gyldig_til'), core.krev_tekst(r, 'kilde')) returning * into ny;
	return ny;
end $$;
comment on function core.ny_regel(json) is 'Adds a rule; numbers from 50 to 89 of a row''s hundred are the national administrator''s, the rest the releases''.';

create or replace function core.avslutt_regel(regel_ int, til date, kilde_ text) returns core.regel
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	g core.regel;
begin
	perform core.krev_nasjonal_administrator();
	select * into g from core.regel x where x.id = regel_ for update;
	if g.id is null then
		raise exception 'Regelen finnes ikke.' using errcode = 'RP005', constraint = 'ukjent_regel', column = 'regel';
	end if;
	perform core.krev_regeldato(til);
	if g.gyldig_til is not null then
		raise exception 'Regelen er alt avsluttet fra %.', g.gyldig_til using errcode = 'RP009', constraint = 'regelen_er_alt_avsluttet';
	end if;
	update core.regel x set gyldig_til = til, slutt_kilde = kilde_ where x.id = regel_ returning * into g;
	return g;
end $$;
comment on function core.avslutt_regel(int, date, text) is 'Ends a rule; once, with its source, its last day today or later.';
