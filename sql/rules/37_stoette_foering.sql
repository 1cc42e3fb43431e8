-- What people record of undertakings and aid: relations, declared aid, rates, new rules. Who awards is not here: that is a case's decision.

create or replace function core.krev_stoettefoerer(program uuid) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_deltaker(program);
	if not core.foerer_stoette(program) then
		raise exception 'Opplysninger om støtte føres av programleder, prosjektleder, prosjektansvarlig, kommunedirektøren eller styrets sekretær.'
			using errcode = 'RP007', constraint = 'stoette_foeres_av_programmet', detail = json_build_object('kilde', 'håndboka, del 4, rad 27 og 28',
				'tur', json_build_object('akt', 'fører støtte', 'funksjon', 'PL/EPL/PA/KDIR'));
	end if;
end $$;
comment on function core.krev_stoettefoerer(uuid) is 'PERMISSION_DENIED stoette_foeres_av_programmet for those who do not prepare awards in the programme.';

create or replace function core.foerer_stoette(program uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.forbereder(program) or core.har_funksjon(program, array['KDIR'], array['kommunedirektoer', 'sekretaer'])
		or core.har_funksjon(program, array['SG', 'OS'], array['sekretaer']);
end $$;
comment on function core.foerer_stoette(uuid) is 'True for who prepares awards in the programme (column PL of rows 27 and 28), the kommunedirektør, and the board''s secretary.';

create or replace function core.krev_stoetteadministrator() returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not exists (select from core.organ o where o.art in ('INST', 'KDD') and core.er_administrator(o.id)) then
		raise exception 'Regler og kurser for støtte legges inn av administratoren i departementet eller i installasjonen.' using errcode = 'RP007',
			constraint = 'bare_nasjonal_administrator', detail = json_build_object('kilde', 'håndboka, del 7');
	end if;
end $$;
comment on function core.krev_stoetteadministrator() is 'Refuses all but an administrator of the ministry or of the installation.';

create or replace function core.les_stoettebeloep(req json, null_gaar boolean) returns numeric
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
begin
	if core.krev_tekst(req, 'beloep') !~ '^[0-9]{1,12}(\.[0-9]{1,2})?$' or (req ->> 'beloep')::numeric = 0 and not null_gaar then
		raise exception 'Beløpet må være kroner over null og under 1 000 000 000 000, med høyst to desimaler, for eksempel 1900000 eller 1900000.50.' using errcode = 'RP003', constraint = 'ugyldig_beloep', column = 'beloep';
	end if;
	return (req ->> 'beloep')::numeric;
end $$;
comment on function core.les_stoettebeloep(json, boolean) is 'The field beloep, NOK; 0 only where that is said to do.';

create or replace function core.les_foretak(program uuid, f json, felt text) returns uuid
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if f is null then
		raise exception 'Feltet % mangler.', felt using errcode = 'RP003', constraint = 'felt_mangler', column = felt, detail = json_build_object('felt', felt);
	end if;
	if (core.foretak_om(program, core.finn_foretak(f ->> 'orgnr', f ->> 'personnr'))).navn is null then
		perform core.krev_tekst(f, 'navn');
	end if;
	return core.foretak_av(program, f ->> 'slag', f ->> 'orgnr', f ->> 'personnr', f ->> 'navn', f ->> 'naering', (f ->> 'regnskapsaar_fra')::int);
end $$;
comment on function core.les_foretak(uuid, json, text) is 'The undertaking of the contract''s Foretak, recorded for the programme; its name is demanded the first time.';

create or replace function core.krev_dag(req json, felt text) returns date
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_tekst(req, felt);
	if core.les_dato(req, felt) > core.i_dag() then
		raise exception 'Datoen % er ikke kommet.', req ->> felt using errcode = 'RP003', constraint = 'datoen_er_ikke_kommet', column = felt;
	end if;
	return core.les_dato(req, felt);
end $$;
comment on function core.krev_dag(json, text) is 'A date field that must be there and not in the future.';

-- Relations.

create or replace function core.finn_foretakskontroll(ref text) returns core.foretakskontroll
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	k core.foretakskontroll;
begin
	select * into k from core.foretakskontroll x where x.id::text = ref;
	if k.id is null then
		raise exception 'Kontrollen finnes ikke, eller du har ikke tilgang til den.' using errcode = 'RP005', constraint = 'ukjent_foretakskontroll';
	end if;
	return k;
end $$;
comment on function core.finn_foretakskontroll(text) is 'A relation by id, as the caller sees them; NOT_FOUND ukjent_foretakskontroll.';

create or replace function core.ny_foretakskontroll(program uuid, k json) returns core.foretakskontroll
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	ny core.foretakskontroll;
begin
	perform core.krev_stoettefoerer(program), core.laas_stoette(program, true);
	perform core.krev_tekst(k, 'gyldig_fra');
	insert into core.foretakskontroll (program_id, fra_foretak, til_foretak, grunnlag, andel, gyldig_fra, gyldig_til, dokument, person_id, dato)
	values (program, core.les_foretak(program, k -> 'eier', 'kontroll.eier'), core.les_foretak(program, k -> 'eid', 'kontroll.eid'), core.krev_tekst(k, 'grunnlag'),
		(k ->> 'andel')::numeric, core.les_dato(k, 'gyldig_fra'), core.les_dato(k, 'gyldig_til'), core.krev_tekst(k, 'dokument'), core.person(), core.i_dag())
	returning * into ny;
	return ny;
end $$;
comment on function core.ny_foretakskontroll(uuid, json) is 'Records a relation. Nobody awards meanwhile; whose ceiling is passed by it is not refused: it is a fact.';

create or replace function core.rett_foretakskontroll(k core.foretakskontroll, endret json) returns core.foretakskontroll
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	ny core.foretakskontroll;
begin
	perform core.krev_stoettefoerer(k.program_id), core.laas_stoette(k.program_id, true);
	insert into core.foretakskontroll (program_id, fra_foretak, til_foretak, grunnlag, andel, gyldig_fra, gyldig_til, dokument, retter, trukket, person_id, dato)
	values (k.program_id, k.fra_foretak, k.til_foretak, coalesce(endret ->> 'grunnlag', k.grunnlag), coalesce((endret ->> 'andel')::numeric, k.andel),
		coalesce(core.les_dato(endret, 'gyldig_fra'), k.gyldig_fra), coalesce(core.les_dato(endret, 'gyldig_til'), k.gyldig_til), core.krev_tekst(endret, 'dokument'), k.id,
		coalesce((endret ->> 'trukket')::boolean, false), core.person(), core.i_dag())
	returning * into ny;
	return ny;
end $$;
comment on function core.rett_foretakskontroll(core.foretakskontroll, json) is 'Ends, corrects or takes a relation away, by a new row in its place.';

create or replace function core.foretak_svar(program uuid, foretak uuid) returns json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select json_build_object('orgnr', f.orgnr, 'navn', o.navn, 'slag', o.slag, 'naering', o.naering, 'regnskapsaar_fra', nullif(o.regnskapsaar_fra, 1))
		from core.foretak f left join lateral core.foretak_om(program, f.id) o on true where f.id = foretak);
end $$;
comment on function core.foretak_svar(uuid, uuid) is 'The contract''s Foretak, as the programme has recorded it; never an identity number.';

create or replace function core.foretakskontroll_svar(k core.foretakskontroll) returns json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select json_strip_nulls(json_build_object('id', k.id, 'eier', core.foretak_svar(k.program_id, k.fra_foretak), 'eid', core.foretak_svar(k.program_id, k.til_foretak),
		'grunnlag', k.grunnlag, 'andel', k.andel::text, 'gyldig_fra', k.gyldig_fra, 'gyldig_til', k.gyldig_til, 'dokument', k.dokument, 'retter', k.retter, 'trukket', nullif(k.trukket, false),
		'rettet_av', (select n.id from core.foretakskontroll n where n.program_id = k.program_id and n.retter = k.id), 'kobler', exists (select from core.foretakskobling x where x.program_id = k.program_id and x.id = k.id),
		'kilde', g.kilde, 'foert', k.dato, 'eier_navn', (core.foretak_om(k.program_id, k.fra_foretak)).navn, 'eid_navn', (core.foretak_om(k.program_id, k.til_foretak)).navn, 'brukernavn', (select p.brukernavn from core.person p where p.id = k.person_id)))
		from core.kontrollgrunnlag g where g.grunnlag = k.grunnlag);
end $$;
comment on function core.foretakskontroll_svar(core.foretakskontroll) is 'The contract''s Foretakskontroll; its callers found the row under row-level security.';

-- Aid that others gave.

create or replace function core.erklaer_stoette(program uuid, s json, vedlegg core.vedlegg) returns core.stoette
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	dag    date := core.krev_dag(s, 'dato');
	beloep numeric := core.les_stoettebeloep(s, false);
	k      core.valutakurs := core.krev_valutakurs(dag);
	f      uuid;
	ny     core.stoette;
begin
	perform core.krev_stoettefoerer(program), core.laas_stoette(program, false);
	f := core.les_foretak(program, s -> 'mottaker', 'mottaker');
	perform core.laas_foretak(core.foretaksfamilie(f));
	ny.id := gen_random_uuid();
	insert into core.stoette (program_id, id, nr, foretak_id, slag, post, giver, giver_orgnr, beloep, eur, kurs, kurs_dato, dato, bagatellmessig, formaal, dokument, vedlegg_id, person_id, foert)
	values (program, ny.id, core.neste_stoette(program), f, 'erklaert', ny.id, btrim(core.krev_tekst(s, 'giver')), s ->> 'giver_orgnr', beloep, round(beloep / k.nok_per_eur, 2), k.nok_per_eur,
		k.dato, dag, true, s ->> 'formaal', s ->> 'dokument', vedlegg.id, core.person(), core.i_dag()) returning * into ny;
	return ny;
end $$;
comment on function core.erklaer_stoette(uuid, json, core.vedlegg) is 'Records aid that the applicant declares to have received from others. It counts as it is, also when it passes the ceiling.';

create or replace function core.finn_stoette(ref text) returns core.stoette
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.stoette;
begin
	select * into s from core.stoette x where x.id::text = ref;
	if s.id is null then
		raise exception 'Støtten finnes ikke, eller du har ikke tilgang til den.' using errcode = 'RP005', constraint = 'ukjent_stoette';
	end if;
	return s;
end $$;
comment on function core.finn_stoette(text) is 'An entry by id, as the caller sees them; NOT_FOUND ukjent_stoette.';

create or replace function core.rett_erklaert_stoette(s core.stoette, nytt numeric, grunn text) returns core.stoette
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	netto numeric;
	ny    core.stoette := s;
begin
	perform core.krev_stoettefoerer(s.program_id), core.laas_stoette(s.program_id, false);
	perform core.laas_foretak(core.foretaksfamilie(s.foretak_id));
	netto := (select sum(x.beloep) from core.stoette x where x.program_id = s.program_id and x.post = s.id);
	if s.slag <> 'erklaert' then
		raise exception 'Støtte som programmet selv har gitt, endres ved vedtak.' using errcode = 'RP009', constraint = 'tildelt_stoette_endres_ved_vedtak';
	elsif s.post <> s.id or netto = 0 then
		raise exception 'Posten er alt rettet. Rett den nyeste.' using errcode = 'RP009', constraint = 'stoetteposten_er_alt_rettet';
	end if;
	perform core.rett_stoettepost(s, netto, grunn);
	if nytt > 0 then
		ny.id := gen_random_uuid(); ny.post := ny.id; ny.nr := core.neste_stoette(s.program_id); ny.beloep := nytt; ny.eur := round(nytt / s.kurs, 2);
		ny.grunn := grunn; ny.person_id := core.person(); ny.foert := core.i_dag(); ny.tid := clock_timestamp();
		insert into core.stoette select ny.*;
	end if;
	select * into ny from core.stoette x where x.program_id = s.program_id order by x.nr desc limit 1;
	return ny;
end $$;
comment on function core.rett_erklaert_stoette(core.stoette, numeric, text) is 'Takes a declared entry back whole, and puts the right amount in its place, if any; answers with the newest row.';

-- Rules.

create or replace function core.nytt_stoetteregime(r json) returns core.stoetteregime
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	ny core.stoetteregime;
begin
	perform core.krev_stoetteadministrator(), core.laas_stoette(core.installasjonen(), true);
	perform core.krev_tekst(r, 'gyldig_fra'), core.krev_regeldato(core.les_dato(r, 'gyldig_fra'));
	if exists (select from core.stoetteregime x where x.gyldig_fra = core.les_dato(r, 'gyldig_fra')) then
		raise exception 'Det begynner alt et regime %.', r ->> 'gyldig_fra' using errcode = 'RP006', constraint = 'regimet_finnes_alt', column = 'regime.gyldig_fra';
	end if;
	insert into core.stoetteregime (gyldig_fra, navn, tak_eur, vindu, registreres_innen, kilde, lagt_til_av)
	values (core.les_dato(r, 'gyldig_fra'), core.krev_tekst(r, 'navn'), (r ->> 'tak_eur')::numeric, r ->> 'vindu', (r ->> 'registreres_innen')::int, core.krev_tekst(r, 'kilde'), core.person())
	returning * into ny;
	return ny;
end $$;
comment on function core.nytt_stoetteregime(json) is 'Adds a rule that holds from its date, today or later, until the next; the others stay as they are.';

create or replace function core.stoetteregime_svar(r core.stoetteregime) returns json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return json_strip_nulls(json_build_object('gyldig_fra', r.gyldig_fra, 'navn', r.navn, 'tak_eur', r.tak_eur::text, 'vindu', r.vindu, 'registreres_innen', r.registreres_innen, 'kilde', r.kilde));
end $$;
comment on function core.stoetteregime_svar(core.stoetteregime) is 'The contract''s Stoetteregime.';
