-- Delegations (handbook, section 6, V-16; rows 20, 21, 28): what a decision of row 12 may give to whom, what may be decided
-- inside it, and that every use is reported to the next meeting of the organ whose power it is.

create or replace function core.organ_i_funksjon(program uuid, organ uuid, funksjoner text[], dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from unnest(funksjoner) f, core.organer(program, f, dag) o where o.id = organ);
end $$;
comment on function core.organ_i_funksjon(uuid, uuid, text[], date) is 'True when the organ fills one of the functions on the date.';

create or replace function core.krev_delegasjonsvei(program uuid, rad int, fra core.organ, til core.organ, dag date) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not coalesce(case rad
		when 21 then core.organ_i_funksjon(program, fra.id, '{KST}', dag) and core.organ_i_funksjon(program, til.id, '{OS}', dag)
		when 20 then core.organ_i_funksjon(program, fra.id, '{OS}', dag)
		when 28 then core.organ_i_funksjon(program, fra.id, '{OS}', dag) end, false) then
		raise exception 'Rad % kan ikke delegeres fra %.', rad, fra.navn using errcode = 'RP003', constraint = 'raden_delegeres_ikke_slik',
			column = 'forslag.delegasjoner', detail = json_build_object('kilde', 'håndboka, del 4');
	end if;
	if rad <> 21 and core.organ_i_funksjon(program, til.id, '{PL}', dag) and fra.juridisk_form not in ('kf', 'as') then
		raise exception 'Et utvalg delegerer ikke rett til programlederen, men til kommunedirektøren, som kan gi fullmakt videre.'
			using errcode = 'RP003', constraint = 'styret_delegerer_ikke_til_programlederen', column = 'forslag.delegasjoner',
				detail = json_build_object('kilde', 'V-16; KL 5-7, 13-1');
	end if;
	if rad <> 21 and not core.organ_i_funksjon(program, til.id, '{PL,KDIR}', dag) then
		raise exception '% kan ikke få denne delegasjonen.', til.navn using errcode = 'RP003', constraint = 'raden_delegeres_ikke_slik',
			column = 'forslag.delegasjoner', detail = json_build_object('kilde', 'V-16; KL 5-7');
	end if;
end $$;
comment on function core.krev_delegasjonsvei(uuid, int, core.organ, core.organ, date) is
	'Row 21 goes from KST to OS; 20 and 28 from OS to the kommunedirektør, or of a KF or company board to its daglig leder (V-16).';

create or replace function core.forslag_delegasjoner(program uuid, forslag jsonb) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	d json;
begin
	if jsonb_array_length(forslag -> 'delegasjoner') > 50 then
		raise exception 'En sak foreslår høyst 50 delegasjoner.' using errcode = 'RP003', constraint = 'for_mange_delegasjoner', column = 'forslag.delegasjoner';
	end if;
	for d in select x::json from jsonb_array_elements(forslag -> 'delegasjoner') x loop
		perform core.krev_tekst(d, 'emne'), core.krev_tekst(d, 'gyldig_fra'), core.krev_tekst(d, 'gyldig_til'), core.krev_tekst(d, 'beslutning');
		if core.les_dato(d, 'gyldig_til') < core.les_dato(d, 'gyldig_fra') then
			raise exception 'Delegasjonen kan ikke slutte før den begynner.' using errcode = 'RP003', constraint = 'delegasjonen_slutter_ikke_foer_den_begynner', detail = json_build_object('kilde', 'V-16');
		end if;
		if (d ->> 'hastesak')::boolean then
			perform core.krev_hastevei(program, (d ->> 'beslutning')::int, core.finn_organ(core.krev_tekst(d, 'fra_organ')),
				core.finn_organ(core.krev_tekst(d, 'til_organ')), core.i_dag());
			continue when d ->> 'beloep' is null;
		end if;
		if d ->> 'beslutning' <> '21' or d ->> 'beloep' is not null then
			perform core.krev_beloep(d);
		end if;
		continue when (d ->> 'hastesak')::boolean;
		perform core.krev_delegasjonsvei(program, (d ->> 'beslutning')::int, core.finn_organ(core.krev_tekst(d, 'fra_organ')),
			core.finn_organ(core.krev_tekst(d, 'til_organ')), core.i_dag());
	end loop;
end $$;
comment on function core.forslag_delegasjoner(uuid, jsonb) is 'Checks proposed delegations (row 12): each with subject, dates and a limit, along a way that V-16 allows.';

create or replace function core.krev_beloep(d json) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if core.krev_tekst(d, 'beloep') !~ '^[0-9]{1,12}(\.[0-9]{1,2})?$' or (d ->> 'beloep')::numeric = 0 then
		raise exception 'Beløpet må være kroner over null og under 1 000 000 000 000, med høyst to desimaler, for eksempel 1900000 eller 1900000.50.'
			using errcode = 'RP003', constraint = 'ugyldig_beloep', column = 'beloep';
	end if;
end $$;
comment on function core.krev_beloep(json) is 'Checks the field beloep: NOK above zero.';

create or replace function core.delegasjon_virkning(s core.sak, h core.handling) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	insert into core.delegasjon (program_id, sak_id, fra_organ, til_organ, beslutning, beloep, emne, gyldig_fra, gyldig_til, gitt_av, hastesak)
	select s.program_id, s.id, (core.finn_organ(d ->> 'fra_organ')).id, (core.finn_organ(d ->> 'til_organ')).id, (d ->> 'beslutning')::int,
		(d ->> 'beloep')::numeric, d ->> 'emne', greatest(core.les_dato(d, 'gyldig_fra'), h.dato), core.les_dato(d, 'gyldig_til'), h.person_id,
		coalesce((d ->> 'hastesak')::boolean, false)
	from jsonb_array_elements(s.forslag -> 'delegasjoner') x (y), lateral (select y::json as d) j;
end $$;
comment on function core.delegasjon_virkning(core.sak, core.handling) is 'Row 12 adopted: its delegations are in force, never before the meeting.';

create or replace function core.er_i_kraft(d core.delegasjon, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	over_ core.delegasjon;
begin
	if not core.gjelder(d.gyldig_fra, d.gyldig_til, dag) or exists (select from core.delegasjon_trukket t
		where t.program_id = d.program_id and t.delegasjon_id = d.id and t.dato <= dag)
		or exists (select from core.omgjoering g where g.program_id = d.program_id and g.sak_id = d.sak_id and g.dato <= dag
			and not core.sak_utsatt(g.program_id, g.ny_sak_id, dag))
		or core.sak_utsatt(d.program_id, d.sak_id, dag) then
		return false;
	end if;
	select * into over_ from core.delegasjon x where x.program_id = d.program_id and x.id = d.overordnet;
	return over_.id is null or core.er_i_kraft(over_, dag);
end $$;
comment on function core.er_i_kraft(core.delegasjon, date) is 'True when a delegation, and every one that it rests on, holds on the date and is neither withdrawn, superseded nor, by its decision, suspended (V-17).';

drop function if exists core.delegasjon_for(uuid, int, uuid, date);
create or replace function core.delegasjon_for(program uuid, rad int, organ uuid, dag date, haster boolean default false) returns core.delegasjon
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	d core.delegasjon;
begin
	select * into d from core.delegasjon x where x.program_id = program and x.beslutning = rad and x.til_organ = organ and x.hastesak = haster and core.er_i_kraft(x, dag)
	order by x.beloep desc nulls first, x.tid desc limit 1;
	return d;
end $$;
comment on function core.delegasjon_for(uuid, int, uuid, date, boolean) is 'The widest delegation in force of a row of the matrix to an organ; haster: of its power in urgent cases.';

create or replace function core.er_delegert(program uuid, rad int, funksjon text, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.organer(program, funksjon, dag) o where (core.delegasjon_for(program, rad, o.id, dag)).id is not null);
end $$;
comment on function core.er_delegert(uuid, int, text, date) is 'True when a row is delegated to an organ with the function on the date.';

create or replace function core.paa_delegasjon(g core.regel) returns boolean
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce(g.gjelder ~ '^(delegert_|hastesak$)', false);
end $$;
comment on function core.paa_delegasjon(core.regel) is 'True for a rule that holds only while a delegation is in force.';

create or replace function core.delegasjon_hindring(s core.sak, organ uuid, dag date, out grunn text, out tekst text, out detalj json)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	d core.delegasjon := core.delegasjon_for(s.program_id, s.beslutning, organ, dag);
begin
	if d.id is null or coalesce((s.forslag ->> 'prinsipiell')::boolean, false) then
		grunn := case when d.id is null then 'ikke_delegert' else 'prinsipiell_sak_delegeres_ikke' end;
		tekst := case when d.id is null then 'Organet har ingen delegasjon i saken.' else 'En sak av prinsipiell betydning avgjøres ikke på delegasjon.' end;
		detalj := json_build_object('kilde', 'V-16; KL 5-7, 13-1');
	elsif core.saksbeloep(s) is null then
		grunn := 'ugyldig_beloep';
		tekst := 'Saken har ikke noe beløp.';
	elsif core.saksbeloep(s) > d.beloep then
		grunn := 'over_delegert_grense';
		tekst := format('Saken gjelder %s kroner; delegasjonen går til %s.', core.skriv_belop(core.saksbeloep(s)), core.skriv_belop(d.beloep));
		detalj := json_build_object('grense', d.beloep, 'kilde', 'V-16',
			'tur', json_build_object('akt', 'vedtar', 'organer', (select json_build_array(o.navn) from core.organ o where o.id = d.fra_organ)));
	elsif s.beslutning = 21 then
		select x.* into grunn, tekst, detalj from core.omfordeling_hindring(s, d, dag) x;
	end if;
end $$;
comment on function core.delegasjon_hindring(core.sak, uuid, date) is
	'Why an organ may not decide the case under a delegation on the date: none in force, of principal importance, without an amount, above the limit (V-16); of moves between areas, outside the plan''s clause or above its ceiling. Null: it may.';

create or replace function core.krev_delegasjon(s core.sak, g core.regel, h core.handling) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	x record;
begin
	if not core.paa_delegasjon(g) or h.utfall not in ('ja', 'nei') then
		return;
	end if;
	perform from core.delegasjon d where d.program_id = s.program_id for share;
	if g.gjelder = 'hastesak' then
		perform core.krev_hastefullmakt(s, h.organ_id, h.dato);
		return;
	end if;
	perform core.laas_bok(s.program_id) where s.beslutning = 21;
	x := core.delegasjon_hindring(s, h.organ_id, h.dato);
	if x.grunn = 'ugyldig_beloep' then
		perform core.krev_beloep(s.forslag::json);
	elsif x.grunn is not null then
		raise exception '%', x.tekst using errcode = 'RP007', constraint = x.grunn, detail = x.detalj;
	end if;
	if core.krever_erklaering(s) and (core.habilitet(s, h.organ_id, h.person_id)).tilstand is null then
		raise exception 'Før du avgjør en tildelingssak, må du erklære om du er habil.'
			using errcode = 'RP009', constraint = 'habilitetserklaering_mangler', detail = json_build_object('kilde', 'H-9');
	end if;
end $$;
comment on function core.krev_delegasjon(core.sak, core.regel, core.handling) is
	'A decision under a delegation: in force on the date, no case of principal importance, an amount inside the limit, and in awards a statement of habilitet. Locks the programme''s delegations: they are withdrawn before the decision or after it.';

create or replace function core.delegasjon_brukt() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	g    core.regel;
	d    core.delegasjon;
	rot  core.delegasjon;
	rad  int := (select s.beslutning from core.sak s where s.program_id = new.program_id and s.id = new.sak_id);
begin
	select * into g from core.regel x where x.id = new.regel_id;
	if core.paa_delegasjon(g) and new.utfall in ('ja', 'nei') then
		d := core.delegasjon_for(new.program_id, rad, new.organ_id, new.dato, g.gjelder = 'hastesak');
		rot := d;
		while rot.overordnet is not null loop
			select * into rot from core.delegasjon x where x.program_id = new.program_id and x.id = rot.overordnet;
		end loop;
		insert into core.delegasjon_bruk (program_id, sak_id, handling, delegasjon_id, organ_id)
		values (new.program_id, new.sak_id, new.nr, d.id, rot.fra_organ);
	elsif new.resultat_id is not null then
		perform core.meld_delegerte(new.organ_id, new.dato);
	end if;
	return null;
end $$;
comment on function core.delegasjon_brukt() is 'Row trigger: notes the use of a delegation; a confirmed result of a physical meeting is a meeting to which uses are reported.';
create or replace trigger zz_delegasjon after insert on core.handling for each row execute function core.delegasjon_brukt();

create or replace function core.meld_delegerte(organ uuid, dag date) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	insert into core.delegasjon_meldt (program_id, sak_id, handling, organ_id, dato)
	select b.program_id, b.sak_id, b.handling, organ, dag from core.delegasjon_bruk b
		join core.handling h on h.program_id = b.program_id and h.sak_id = b.sak_id and h.nr = b.handling
	where b.organ_id = organ and h.dato <= dag
		and not exists (select from core.delegasjon_meldt m where m.program_id = b.program_id and m.sak_id = b.sak_id and m.handling = b.handling);
end $$;
comment on function core.meld_delegerte(uuid, date) is 'Reports to a meeting what was decided under the organ''s delegations and not yet reported (V-16).';

create or replace function core.meldt_til(organ uuid, dag date) returns setof core.sak
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select s.* from core.delegasjon_meldt m join core.sak s on s.program_id = m.program_id and s.id = m.sak_id
	where m.organ_id = organ and m.dato = dag order by m.tid, s.nr;
end $$;
comment on function core.meldt_til(uuid, date) is 'The cases decided under a delegation that are reported to an organ''s meeting on a day.';

create or replace function core.moete_melding() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.meld_delegerte(new.organ_id, new.dato);
	return null;
end $$;
comment on function core.moete_melding() is 'Row trigger: opening a meeting reports the uses of its delegations to it.';
create or replace trigger delegasjon after insert on core.moete for each row execute function core.moete_melding();

create or replace function core.krev_videre(d core.delegasjon, til core.organ, hvem uuid, grense numeric, slutt date) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not core.har_verv(hvem, d.til_organ, core.i_dag(), array['kommunedirektoer']) then
		raise exception 'Bare kommunedirektøren gir fullmakt videre.' using errcode = 'RP007', constraint = 'fullmakt_gis_av_kommunedirektoeren',
			detail = json_build_object('kilde', 'V-16; KL 13-1');
	end if;
	if d.hastesak or not core.er_i_kraft(d, core.i_dag()) or not core.organ_i_funksjon(d.program_id, til.id, '{PL}', core.i_dag()) then
		raise exception 'Fullmakten gis til programlederen, og bare mens delegasjonen gjelder.' using errcode = 'RP009', constraint = 'ikke_delegert', detail = json_build_object('kilde', 'V-16');
	end if;
	if grense > d.beloep or slutt > d.gyldig_til then
		raise exception 'Fullmakten kan ikke gå lenger enn delegasjonen (% kroner, til %).', core.skriv_belop(d.beloep), d.gyldig_til
			using errcode = 'RP009', constraint = 'fullmakten_er_videre_enn_delegasjonen',
				detail = json_build_object('grense', d.beloep::text, 'gyldig_til', d.gyldig_til, 'kilde', 'V-16');
	end if;
end $$;
comment on function core.krev_videre(core.delegasjon, core.organ, uuid, numeric, date) is
	'A kommunedirektør may empower the programleder, inside what was delegated to him (V-16).';

create or replace function core.gi_videre(d core.delegasjon, til core.organ, hvem uuid, grense numeric, slutt date) returns core.delegasjon
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	ny core.delegasjon;
begin
	perform core.krev_videre(d, til, hvem, grense, slutt);
	insert into core.delegasjon (program_id, overordnet, sak_id, fra_organ, til_organ, beslutning, beloep, emne, gyldig_fra, gyldig_til, gitt_av)
	values (d.program_id, d.id, d.sak_id, d.til_organ, til.id, d.beslutning, coalesce(grense, d.beloep), d.emne, core.i_dag(),
		coalesce(slutt, d.gyldig_til), hvem) returning * into ny;
	return ny;
end $$;
comment on function core.gi_videre(core.delegasjon, core.organ, uuid, numeric, date) is 'Empowers the programleder on the ground of a delegation.';

create or replace function core.trekk_delegasjon(d core.delegasjon, hvem uuid, hvorfor text) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not core.har_verv(hvem, d.fra_organ, core.i_dag(), array['leder', 'sekretaer', 'kommunedirektoer']) then
		raise exception 'Delegasjonen trekkes tilbake av organet som ga den.' using errcode = 'RP007', constraint = 'delegasjonen_trekkes_av_giveren',
			detail = json_build_object('kilde', 'V-16; KL 5-7');
	end if;
	perform from core.delegasjon x where x.program_id = d.program_id and x.id = d.id for no key update;
	insert into core.delegasjon_trukket (program_id, delegasjon_id, dato, grunn, trukket_av) values (d.program_id, d.id, core.i_dag(), hvorfor, hvem);
end $$;
comment on function core.trekk_delegasjon(core.delegasjon, uuid, text) is 'Withdraws a delegation from today on; whoever acts for the organ that gave it, at any time.';

create or replace function core.delegasjon_svar(d core.delegasjon) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_strip_nulls(jsonb_build_object('id', d.id, 'fra_organ', (select o.kortnavn from core.organ o where o.id = d.fra_organ),
		'til_organ', (select o.kortnavn from core.organ o where o.id = d.til_organ), 'beslutning', d.beslutning, 'beloep', d.beloep::text, 'emne', d.emne, 'hastesak', nullif(d.hastesak, false),
		'gyldig_fra', d.gyldig_fra, 'gyldig_til', d.gyldig_til, 'overordnet', d.overordnet,
		'sak', (select core.sak_navn(s.program_id, s.nr) from core.sak s where s.program_id = d.program_id and s.id = d.sak_id),
		'iverksetting_utsatt', nullif(core.sak_utsatt(d.program_id, d.sak_id, core.i_dag()), false),
		'trukket', (select t.dato from core.delegasjon_trukket t where t.program_id = d.program_id and t.delegasjon_id = d.id),
		'bruk', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('sak', core.sak_navn(s.program_id, s.nr), 'tittel', s.tittel, 'dato', h.dato, 'utfall', h.utfall,
				'beloep', s.forslag ->> 'beloep', 'meldt', m.dato)) order by b.tid)
			from core.delegasjon_bruk b join core.sak s on s.program_id = b.program_id and s.id = b.sak_id
				join core.handling h on h.program_id = b.program_id and h.sak_id = b.sak_id and h.nr = b.handling
				left join core.delegasjon_meldt m on m.program_id = b.program_id and m.sak_id = b.sak_id and m.handling = b.handling
			where b.program_id = d.program_id and b.delegasjon_id = d.id)));
end $$;
comment on function core.delegasjon_svar(core.delegasjon) is 'The contract''s Delegasjon, with its uses and when they were reported.';

create or replace function core.finn_delegasjon(ref text) returns core.delegasjon
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	d core.delegasjon;
begin
	select * into d from core.delegasjon x where x.id::text = ref;
	if d.id is null then
		raise exception 'Delegasjonen finnes ikke, eller du har ikke tilgang til den.' using errcode = 'RP005', constraint = 'ukjent_delegasjon';
	end if;
	return d;
end $$;
comment on function core.finn_delegasjon(text) is 'A delegation by id, as the caller sees them; NOT_FOUND ukjent_delegasjon.';

create or replace trigger journal after insert on core.delegasjon for each row execute function core.journal_rad('delegasjon');
create or replace trigger journal after insert on core.delegasjon_trukket for each row execute function core.journal_rad('delegasjon_trukket');
create or replace trigger journal after insert on core.delegasjon_bruk for each row execute function core.journal_rad('delegasjon_brukt');
create or replace trigger journal after insert on core.delegasjon_meldt for each row execute function core.journal_rad('delegert_vedtak_meldt');
create or replace trigger uforanderlig before update or delete or truncate on core.delegasjon for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.delegasjon_trukket for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.delegasjon_bruk for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.delegasjon_meldt for each statement execute function core.uforanderlig();
alter table core.delegasjon enable row level security;
alter table core.delegasjon_trukket enable row level security;
alter table core.delegasjon_bruk enable row level security;
alter table core.delegasjon_meldt enable row level security;
drop policy if exists deltakerne_ser_delegasjoner on core.delegasjon;
create policy deltakerne_ser_delegasjoner on core.delegasjon for select to omstilling_api using (core.deltar(program_id));
