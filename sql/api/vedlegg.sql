-- VedleggService. Upload and Download are streams: the daemon calls stroem.upload and stroem.download, one step at a time.

create or replace function api.start_opplasting(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	g  uuid := core.finn_program(core.krev_tekst(req, 'program'));
	ny core.vedlegg;
	v  core.vedlegg;
begin
	perform core.krev_opplaster(g, core.krev_tekst(req, 'type'));
	perform core.krev_tekst(req, 'stoerrelse');
	if core.krev_tekst(req, 'sha256') !~ '^[0-9a-f]{64}$' then
		raise exception 'SHA-256 skrives med 64 heksadesimale sifre.' using errcode = 'RP003', constraint = 'ugyldig_sha256', column = 'sha256';
	end if;
	ny.plan_id := case when req ->> 'plan' is not null then (core.finn_plan(req ->> 'plan')).id end;
	ny.sak_id := case when req ->> 'sak' is not null then (core.finn_sak(req ->> 'sak')).id end;
	-- two clients of one person that start the same file at once get the same attachment
	perform pg_advisory_xact_lock(hashtextextended('opplasting ' || core.person() || (req ->> 'sha256'), 0));
	select * into v from core.vedlegg x
	where x.program_id = g and x.lastet_opp_av = core.person() and x.sha256 = decode(req ->> 'sha256', 'hex')
		and (x.stoerrelse, x.type, x.tittel, x.medietype, x.filnavn) = ((req ->> 'stoerrelse')::bigint, req ->> 'type', req ->> 'tittel',
			req ->> 'medietype', req ->> 'filnavn')
		and (x.plan_id, x.sak_id, x.skjermingshjemmel) is not distinct from (ny.plan_id, ny.sak_id, req ->> 'skjermingshjemmel')
	order by x.paabegynt desc limit 1;
	if v.id is null then
		insert into core.vedlegg (program_id, plan_id, sak_id, tittel, type, medietype, filnavn, stoerrelse, sha256, skjermingshjemmel, lastet_opp_av)
		values (g, ny.plan_id, ny.sak_id, core.krev_tekst(req, 'tittel'), req ->> 'type', core.krev_tekst(req, 'medietype'),
			core.krev_tekst(req, 'filnavn'), (req ->> 'stoerrelse')::bigint, decode(req ->> 'sha256', 'hex'), req ->> 'skjermingshjemmel',
			core.person())
		returning * into v;
	end if;
	return query select json_build_object('vedlegg', core.vedlegg_svar(v), 'offset', v.mottatt::text);
end $$;
comment on function api.start_opplasting(json) is 'VedleggService.StartOpplasting.';

create or replace function stroem.upload(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v       core.vedlegg := core.finn_vedlegg(core.krev_tekst(req, 'vedlegg'));
	innhold bytea := decode(coalesce(req ->> 'data', ''), 'base64');
	fra     bigint := coalesce((req ->> 'offset')::bigint, 0);
begin
	if v.lastet_opp_av is distinct from core.krev_person() then
		raise exception 'Opplastingen er en annens.' using errcode = 'RP007', constraint = 'opplastingen_er_en_annens';
	end if;
	if fra <> v.mottatt or v.ferdig is not null and length(innhold) > 0 then
		perform core.feil_posisjon(v.mottatt);
	end if;
	if length(innhold) > 0 then
		insert into core.vedlegg_del (program_id, vedlegg_id, nr, innhold) values (v.program_id, v.id, (fra / 262144)::int, innhold);
	end if;
	if v.ferdig is null and fra + length(innhold) = v.stoerrelse then
		if not core.ferdigstill_vedlegg(v.program_id, v.id) then
			return;
		end if;
		v := core.finn_vedlegg(v.id::text);
	end if;
	return query select case when v.ferdig is null then json_build_object() else json_build_object('vedlegg', core.vedlegg_svar(v)) end;
end $$;
comment on function stroem.upload(json) is
	'VedleggService.Upload, one step: a part at an offset, or without content the question whether one may go on from there. The reply names the attachment once it is finished. No row: the sum was another, and everything is removed; a refusal would undo that.';

create or replace function stroem.download(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v   core.vedlegg := core.finn_vedlegg(core.krev_tekst(req, 'vedlegg'));
	fra bigint := coalesce((req ->> 'offset')::bigint, 0);
begin
	if v.ferdig is null then
		perform core.finn_vedlegg('');
	end if;
	if fra not between 0 and v.stoerrelse then
		raise exception 'Vedlegget har % byte.', v.stoerrelse using errcode = 'RP011', constraint = 'ugyldig_posisjon', column = 'offset';
	end if;
	return query select json_build_object('data', replace(encode(substr(d.innhold, (fra % 262144)::int + 1), 'base64'), E'\n', ''))
		from core.vedlegg_del d where d.program_id = v.program_id and d.vedlegg_id = v.id and d.nr = fra / 262144 and fra < v.stoerrelse;
end $$;
comment on function stroem.download(json) is 'VedleggService.Download, one step: what is left of the part at an offset. No row: that was all.';

create or replace function api.list_vedlegg(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n int := core.sidestoerrelse(req);
	g uuid := core.finn_program(core.krev_tekst(req, 'program'));
begin
	return query
	with side as (
		select v from core.vedlegg v
		where v.program_id = g and (req ->> 'page_token' is null
			or (v.paabegynt, v.id) > (select x.paabegynt, x.id from core.vedlegg x where x.program_id = g and x.id::text = req ->> 'page_token'))
		order by v.paabegynt, v.id limit n + 1
	)
	select core.side('vedlegg', n, array_agg(core.vedlegg_svar(s.v) order by (s.v).paabegynt, (s.v).id), array_agg((s.v).id::text order by (s.v).paabegynt, (s.v).id)) from side s;
end $$;
comment on function api.list_vedlegg(json) is 'VedleggService.ListVedlegg. Public for what adopted plans refer to.';

create or replace function api.get_vedlegg(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select json_build_object('vedlegg', core.vedlegg_svar(core.finn_vedlegg(core.krev_tekst(req, 'vedlegg'))));
end $$;
comment on function api.get_vedlegg(json) is 'VedleggService.GetVedlegg. Public for what adopted plans refer to.';

create or replace function api.delete_vedlegg(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v core.vedlegg := core.finn_vedlegg(core.krev_tekst(req, 'vedlegg'));
begin
	perform core.fjern_vedlegg(v.program_id, v.id);
	return query select json_build_object();
end $$;
comment on function api.delete_vedlegg(json) is 'VedleggService.DeleteVedlegg.';
