-- Letters (handbook, sections 4 and 7): of an award, a refusal and a payment, with what the law demands that each holds: the legal basis on its
-- date, the reasons, conditions, what is held back and until when, accounts, the right of inspection, de minimis, and how to complain.
-- The words are here, so that every client writes the same letter.

create or replace function core.tilskuddshjemmel(dag date) returns text language sql immutable as $$
	select case when dag < '2024-04-03' then 'forskrift 23. mai 2018 nr. 747' else 'omstillingsforskriften (forskrift 3. april 2024 nr. 556)' end
$$;
comment on function core.tilskuddshjemmel(date) is 'The regulation that awards of a day stand by (OF 24).';

create or replace function core.brevfelt(ledetekst text, verdi text) returns jsonb language sql immutable as $$
	select case when coalesce(btrim(verdi), '') <> '' then jsonb_build_object('ledetekst', ledetekst, 'verdi', verdi) end
$$;
comment on function core.brevfelt(text, text) is 'The contract''s Brevfelt; null when there is no value.';

create or replace function core.brevavsnitt(overskrift text, tekst text, punkter text[] default null) returns jsonb language sql immutable as $$
	select case when coalesce(btrim(tekst), '') <> '' or cardinality(punkter) > 0 then jsonb_strip_nulls(jsonb_build_object('overskrift', overskrift, 'tekst', nullif(btrim(tekst), ''),
		'punkter', case when cardinality(punkter) > 0 then to_jsonb(punkter) end)) end
$$;
comment on function core.brevavsnitt(text, text, text[]) is 'The contract''s Brevavsnitt; null when it is empty.';

create or replace function core.brev(slag text, tittel text, felter jsonb, avsnitt jsonb) returns jsonb language sql immutable as $$
	select jsonb_build_object('slag', slag, 'tittel', tittel, 'felter', jsonb_path_query_array(felter, '$[*] ? (@ != null)'), 'avsnitt', jsonb_path_query_array(avsnitt, '$[*] ? (@ != null)'))
$$;
comment on function core.brev(text, text, jsonb, jsonb) is 'The contract''s Brev, without what is empty.';

create or replace function core.kroner(beloep numeric) returns text
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
begin
	return format('%s kroner', core.skriv_belop(beloep));
end $$;
comment on function core.kroner(numeric) is 'An amount in words of a letter.';

create or replace function core.klageinstans(program uuid, dag date) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select string_agg(o.navn, ', ' order by o.navn) from core.regel g, core.organer(program, g.funksjon, dag) o
		where g.beslutning = 29 and g.akt = 'vedtar' and core.gjelder(g.gyldig_fra, g.gyldig_til, dag));
end $$;
comment on function core.klageinstans(uuid, date) is 'Who decides a klage, by the matrix (row 29).';

create or replace function core.klageavsnitt(s core.sak, organ core.organ, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.brevavsnitt('Klage', format('Vedtaket er et enkeltvedtak og kan påklages til %s. Klagen sendes til %s, som kan endre vedtaket selv eller sende klagen videre. Fristen er tre uker fra brevet er mottatt%s. Klagen skal nevne hvilket vedtak den gjelder og hvilken endring som ønskes, og bør begrunnes. En klage som kommer for sent, kan bare tas under behandling når det er særlige grunner, og ikke mer enn ett år etter vedtaket. Det kan bes om at vedtaket ikke iverksettes før klagen er avgjort.',
		coalesce(core.klageinstans(s.program_id, dag), 'klageinstansen'), organ.navn, coalesce((select format(', det vil si %s', f) from core.klagefrist(s) f where f is not null), '')), array['Hjemmel: forvaltningsloven §§ 28 til 32 og 42']);
end $$;
comment on function core.klageavsnitt(core.sak, core.organ, date) is 'How to complain: to whom, through whom, within what time (FVL 27, 28, 29, 31, 42).';

create or replace function core.innsynsavsnitt() returns jsonb language sql immutable as $$
	select core.brevavsnitt('Innsyn og kontroll', 'Søkeren har rett til å se sakens dokumenter (forvaltningsloven §§ 18 og 19). Tildelingen er offentlig. Den som gir tilskuddet, fylkeskommunen, departementet og Riksrevisjonen kan kontrollere at midlene brukes som forutsatt, og ha innsyn i regnskap og bilag.')
$$;
comment on function core.innsynsavsnitt() is 'The party''s right of inspection, and the givers'' right to control.';

create or replace function core.utbetalingsavsnitt(t core.tildeling, r core.soeker) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.brevavsnitt('Utbetaling og regnskap', format('Tilskuddet utbetales etterskuddsvis, på grunnlag av rapporterte kostnader. %s prosent (%s) holdes tilbake til sluttrapport eller resultatskjema er mottatt.',
		core.skriv_desimal(t.holdt_tilbake_andel), core.kroner(round(t.beloep * t.holdt_tilbake_andel / 100, 2))), array_remove(array[
		case when t.beloep > core.regnskapsgrense() and r.slag <> 'kommune'
			then format('Tilskuddet er over %s: regnskapet skal være bekreftet av revisor, eller av godkjent regnskapsfører for den som ikke er revisjonspliktig.', core.kroner(core.regnskapsgrense())) end,
		'Kostnader som forskriften unntar, dekkes ikke: ordinær drift, garantier, egenkapital, renter og refinansiering, lovpålagte oppgaver og eget virkemiddelarbeid.',
		format('Tildelingen gjelder til og med %s. Det som ikke er utbetalt da, faller bort.', t.gyldig_til),
		'Er arbeidet begynt før tildelingen, eller brukes midlene på annen måte enn forutsatt, kan tilskuddet kreves tilbakebetalt.'], null));
end $$;
comment on function core.utbetalingsavsnitt(core.tildeling, core.soeker) is 'How an award is paid: in arrears, the withheld share, accounts, what is excluded, validity, repayment.';

create or replace function core.stoetteavsnitt(t core.tildeling) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	g core.stoetteregime := core.stoetteregime_paa(t.dato);
begin
	return case when t.bagatellmessig then core.brevavsnitt('Bagatellmessig støtte', format('Tilskuddet er bagatellmessig støtte (%s). %s regnes som støtte på vedtakets dato%s. Ett foretak, med dem det er knyttet til, kan til sammen få høyst %s euro fra alle norske givere i løpet av den perioden regelverket fastsetter. Støtten registreres i Støtteregisteret, som er offentlig. Mottakeren må opplyse om annen støtte og oppbevare dokumentasjonen i ti år.',
		g.navn, core.kroner(t.beloep), coalesce((select format(', og svarer til %s euro etter kursen %s', core.skriv_belop(x.eur), core.skriv_desimal(x.kurs)) from core.stoette x
			where x.program_id = t.program_id and x.tildeling_id = t.id order by x.nr limit 1), ''), core.skriv_belop(g.tak_eur)), array['Hjemmel: støtteprosessloven og forskrift om registrering av offentlig støtte']) end;
end $$;
comment on function core.stoetteavsnitt(core.tildeling) is 'What the recipient of de minimis aid is told: the basis, the amount in euro, the ceiling, the register (SPL, RF); null for other support.';

create or replace function core.vedtakets_brevhode(s core.sak, v core.vedtak, a core.soeknad, r core.soeker) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_build_array(core.brevfelt('Til', r.navn), core.brevfelt('Organisasjonsnummer', r.orgnr), core.brevfelt('Søknad', core.soeknad_navn(a.program_id, a.nr)),
		core.brevfelt('Saksnummer i regionalforvaltning.no', a.regionalforvaltning_nr), core.brevfelt('Vår sak', core.sak_navn(s.program_id, s.nr)), core.brevfelt('Saksnummer', v.saksnummer),
		core.brevfelt('Vedtatt', v.dato::text), core.brevfelt('Av', (select o.navn from core.organ o where o.id = v.organ_id)), core.brevfelt('Brev sendt', (select u.dato::text from core.underretning u
			where u.program_id = s.program_id and u.sak_id = s.id and u.slag = 'sendt' order by u.nr desc limit 1)));
end $$;
comment on function core.vedtakets_brevhode(core.sak, core.vedtak, core.soeknad, core.soeker) is 'To whom, and what of.';

create or replace function core.vedtaksbrev(s core.sak) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	a     core.soeknad;
	r     core.soeker;
	v     core.vedtak;
	t     core.tildeling;
	o     core.organ;
	grunn text;
begin
	select * into v from core.vedtak x where x.program_id = s.program_id and x.sak_id = s.id and x.akt = 'vedtar' order by x.handling desc limit 1;
	a := core.sakens_soeknad(s);
	if a.id is null and s.beslutning = 29 then
		a := core.sakens_soeknad(x) from core.sak x where x.program_id = s.program_id and x.id = core.paaklaget(s);
	end if;
	if v.id is null or a.id is null then
		raise exception 'Saken er ikke en avgjort tildelingssak.' using errcode = 'RP009', constraint = 'saken_har_ikke_noe_brev';
	end if;
	select * into r from core.soeker x where x.program_id = a.program_id and x.id = a.soeker_id;
	select * into t from core.tildeling x where x.program_id = s.program_id and x.vedtak_id = v.id;
	select x.* into o from core.organ x where x.id = v.organ_id;
	grunn := (select h.tekst from core.handling h where h.program_id = v.program_id and h.sak_id = v.sak_id and h.nr = v.handling);
	return core.brev(case when t.id is null then 'avslag' else 'tildeling' end, format(case when t.id is null then 'Avslag på søknad om tilskudd: %s' else 'Tildeling av tilskudd: %s' end, a.tittel),
		core.vedtakets_brevhode(s, v, a, r), jsonb_build_array(
			core.brevavsnitt('Vedtak', case when t.id is null then format('Søknaden om %s er avslått.', coalesce(core.kroner(a.beloep_soekt), 'tilskudd'))
				else format('Det er tildelt inntil %s i tilskudd%s.', core.kroner(t.beloep), case when t.beloep < a.beloep_soekt then format('; det var søkt om %s', core.kroner(a.beloep_soekt)) else '' end) end,
				array[format('Hjemmel: %s', core.tilskuddshjemmel(v.dato))]),
			core.brevavsnitt('Begrunnelse', coalesce(grunn, '[Begrunnelsen er ikke ført i saken. Et enkeltvedtak skal begrunnes (forvaltningsloven §§ 24 og 25).]')),
			core.brevavsnitt('Vilkår', null, array(select case when w.frist is null then w.tekst else format('%s (frist %s)', w.tekst, w.frist) end from core.vilkaar w where w.program_id = v.program_id and w.vedtak_id = v.id order by w.nr)),
			case when t.id is not null then core.utbetalingsavsnitt(t, r) end, case when t.id is not null then core.stoetteavsnitt(t) end,
			core.innsynsavsnitt(), case when s.beslutning <> 29 then core.klageavsnitt(s, o, v.dato) end));
end $$;
comment on function core.vedtaksbrev(core.sak) is 'The letter of an award case that is decided, of a klage too (over which there is none).';

create or replace function core.utbetalingsbrev(u core.utbetaling) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar core.utbetaling_svar;
	t    core.tildeling;
	p    core.prosjekt;
	r    core.soeker;
begin
	select * into svar from core.utbetaling_svar x where x.program_id = u.program_id and x.utbetaling_id = u.id;
	if svar.utbetaling_id is null then
		raise exception 'Anmodningen er ikke besvart.' using errcode = 'RP009', constraint = 'utbetalingen_er_ubesvart';
	end if;
	select * into t from core.tildeling x where x.program_id = u.program_id and x.id = u.tildeling_id;
	select * into p from core.prosjekt x where x.program_id = t.program_id and x.id = t.prosjekt_id;
	select * into r from core.soeker x where x.program_id = p.program_id and x.id = p.ansvarlig_id;
	return core.brev(case svar.utfall when 'ja' then 'utbetaling' else 'avslag_utbetaling' end, format(case svar.utfall when 'ja' then 'Utbetaling av tilskudd: %s' else 'Tilskuddet er ikke utbetalt: %s' end, p.tittel),
		jsonb_build_array(core.brevfelt('Til', r.navn), core.brevfelt('Organisasjonsnummer', r.orgnr), core.brevfelt('Tildeling', core.tildeling_navn(t.program_id, t.id)), core.brevfelt('Dato', svar.dato::text)),
		jsonb_build_array(
			core.brevavsnitt('Utbetaling', case svar.utfall when 'ja' then format('%s er utbetalt på rapporterte kostnader av %s.', core.kroner(u.beloep), core.kroner(u.kostnad))
				else format('Anmodningen om %s er ikke imøtekommet.', core.kroner(u.beloep)) end, array[format('Hjemmel: %s', core.tilskuddshjemmel(t.dato))]),
			core.brevavsnitt('Begrunnelse', svar.grunn),
			core.brevavsnitt('Status', null, array_remove(array[format('Tildelt: %s', core.kroner(core.tildelt_naa(t))), format('Utbetalt til nå: %s', core.kroner(core.utbetalt(t))),
				case when core.holdt_tilbake(t) > 0 then format('Holdes tilbake til sluttrapport eller resultatskjema er mottatt: %s', core.kroner(core.holdt_tilbake(t))) end,
				format('Siste dag for utbetaling: %s', t.gyldig_til)], null)),
			core.innsynsavsnitt()));
end $$;
comment on function core.utbetalingsbrev(core.utbetaling) is 'The letter of a payment, or of why there is none.';
