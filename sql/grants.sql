-- The whole privilege matrix. Applied last, every time: takes everything away, then gives what is listed.
--
-- omstilling_owner   owns schemas, tables, triggers and rules.
-- omstilling_api     owns the functions of schemas api and stroem, and is subject to row-level security (rules/90_radsikkerhet.sql,
--                    rules/91_sak_tilgang.sql). What it may touch at all stands here.
-- omstilling_daemon  the serving daemon: executes schemas api, stroem and auth, and nothing else.
-- anonym             a call without a token: the listed functions.

revoke all on schema core, checks, api, stroem, auth from public, omstilling_api, omstilling_daemon, anonym;
revoke all on all tables in schema core, auth from public, omstilling_api, omstilling_daemon, anonym;
revoke all on all functions in schema core, checks, api, stroem, auth from public, omstilling_api, omstilling_daemon, anonym;
revoke create on schema public from public;

-- The owner of the api and stroem functions. Their names are in no list: a new method needs no line here. The loop is the one
-- place with dynamic SQL; it runs over the catalogue's own names, quoted by it.
do $$
declare
	f record;
begin
	for f in select p.oid::regprocedure as funksjon, p.pronamespace::regnamespace as skjema from pg_proc p
		where p.pronamespace in ('api'::regnamespace, 'stroem'::regnamespace) and p.proowner <> 'omstilling_api'::regrole
	loop
		execute format('grant create on schema %2$s to omstilling_api; alter function %1$s owner to omstilling_api;'
			' revoke create on schema %2$s from omstilling_api', f.funksjon, f.skjema);
	end loop;
end $$;
revoke all on all functions in schema api, stroem from public;
-- What is taken away above is the owner's own too, when this is not the first time; without it nobody could replace them again.
grant execute on all functions in schema api, stroem to omstilling_api;

grant usage on schema core, checks, api, stroem to omstilling_api;
grant execute on all functions in schema core to omstilling_api;
revoke execute on function core.ny_invitasjon(uuid), core.foerste_administrator(text, text), core.journalfoer(uuid, text, text, jsonb, jsonb, text),
	core.housekeeping(), core.personnr_hash(text), core.ny_sesjon(uuid, json, timestamptz),
	core.tell_feil(bytea, int), core.feilet(text, text), core.lyktes(text, text), core.glem_forsoek(), core.forsoek_noekkel(text, text), core.maa_vente(text, text), core.bare_les(),
	core.laas_konto(uuid), core.avslutt_andre(uuid), core.min_totp(uuid, boolean), core.bruk_kode(uuid, json), core.fjern_faktor(uuid), core.krever_faktor(uuid),
	core.konto(text), core.sett_sperre(text, boolean), core.nullstill_faktor(text) from omstilling_api;

-- People, organs, programmes, plans, journal. No update but the end of a seat, no delete at all.
grant select, insert on core.person, core.organ, core.program, core.program_organ, core.plan, core.plan_revisjon,
	core.kvittering, core.plan_versjon to omstilling_api;
grant select, insert on core.verv to omstilling_api;
grant update (til) on core.verv to omstilling_api;
grant select, insert on core.fase to omstilling_api;
grant select on core.versjon_funn, core.journal, core.journal_hode to omstilling_api;

grant select, insert on core.kommentar, core.kommentar_svar to omstilling_api;
grant select on core.kommentar_naa to omstilling_api;

-- Cases. Acts, decisions and results are only added; a vote may be changed by its own caster; the state of a case follows
-- by trigger, so that nobody updates it. What is read otherwise is read by the owner's functions (rules/14_sak_svar.sql).
grant select on core.beslutning, core.akt, core.regel, core.vedtak to omstilling_api;
grant select, insert on core.sak, core.moete, core.stemme, core.resultat to omstilling_api;
grant insert on core.moete_sak, core.handling to omstilling_api;
grant insert on core.moeteinnkalling, core.saksliste, core.moetekrav, core.fjernmoete, core.oppmoete, core.moete_ledelse, core.innvending,
	core.moete_slutt, core.merknad, core.protokoll_signatur, core.motforslag,
	core.motforslag_stemme, core.motforslag_utfall, core.lovlighetskrav, core.utsatt_iverksetting, core.hastesak to omstilling_api;
grant update (stemme, motforslag_id) on core.stemme to omstilling_api;
grant select, insert on core.habilitet to omstilling_api;
grant insert on core.habilitet_stemme, core.forfall to omstilling_api;
grant select, insert on core.samarbeidsavtale to omstilling_api;
grant select on core.delegasjon, core.vilkaar, core.programregel to omstilling_api;
grant select, insert on core.vilkaar_hendelse to omstilling_api;
grant select on core.soeknad, core.tildelingskriterium to omstilling_api;
grant insert on core.soeknad_revisjon to omstilling_api;
grant insert on core.etterfoelger, core.program_fylke to omstilling_api;
grant select, insert on core.vedlegg, core.vedlegg_del to omstilling_api;
grant select on core.postering, core.finansioer, core.finansioer_andel, core.timefoering to omstilling_api;
grant select, insert on core.fylkesramme to omstilling_api;
grant select on core.prosjekt, core.tildeling to omstilling_api;
grant select, insert on core.tildeling_hendelse, core.utbetaling, core.utbetaling_svar, core.underretning to omstilling_api;
grant select on core.stoette, core.foretakskontroll, core.stoetteregime, core.valutakurs to omstilling_api;

-- Results.
grant select, insert on core.maaleserie, core.maaling, core.prosjektlederrapport, core.prosjektlederrapport_svar, core.foretaksregnskap,
	core.rapport, core.rapport_del, core.laerdom to omstilling_api;
grant select on core.rapport_versjon to omstilling_api;
grant insert on core.laerdom_deling, core.kurs_deltaker to omstilling_api;
grant select, insert on core.kurs, core.rolleavtale to omstilling_api;

-- The daemon.
grant usage on schema api, stroem, auth to omstilling_daemon;
grant execute on all functions in schema api, stroem, auth to omstilling_daemon;

-- Without a token (handbook, section 10): what is public.
grant usage on schema api, stroem to anonym;
grant execute on function api.list_programs(json), api.get_program(json), api.list_organer(json),
	api.list_planer(json), api.get_plan(json), api.list_revisjoner(json), api.diff_plan(json), api.get_omraader(json), api.list_saker(json), api.get_sak(json), api.export_sak(json), api.list_vedtak(json) to anonym;
grant execute on function api.list_regler(json), api.get_moete(json), api.list_moeter(json), api.get_protokoll(json) to anonym;
grant execute on function api.list_vedlegg(json), api.get_vedlegg(json), stroem.download(json) to anonym;
grant execute on function api.export_stoette(json) to anonym;
grant execute on function api.get_vedtatt_plan(json), api.get_rapport(json) to anonym;
grant execute on function api.list_tildelinger(json) to anonym;
