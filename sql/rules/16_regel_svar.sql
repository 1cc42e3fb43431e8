-- The approval matrix as it is told to people: each rule with its conditions in words.

create or replace function core.omstendighet_tekst(omstendighet text) returns text
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
begin
	case omstendighet
	when 'fase_2' then return 'Gjelder til fase 3 åpnes.';
	when 'fra_fase_3' then return 'Gjelder fra fase 3.';
	when 'fra_fase_3_uten_foretak' then return 'Gjelder fra fase 3, når styret ikke er et foretak.';
	when 'styret_er_foretak' then return 'Gjelder når styret er et foretak (KF eller AS).';
	when 'styret_er_ikke_foretak' then return 'Gjelder når styret ikke er et foretak.';
	when 'regionraadet_ansetter' then return 'Gjelder når et regionråd som er et interkommunalt politisk råd eller oppgavefellesskap, eier programmet, og styret ikke er et foretak.';
	when 'kommunen_ansetter' then return 'Gjelder når verken regionrådet eller styret, som foretak, er arbeidsgiver.';
	when 'delegert_20_pl', 'delegert_28_pl', 'delegert_20_kdir', 'delegert_28_kdir', 'delegert_21_os' then
		return 'Gjelder bare når det er delegert, innenfor delegasjonen.';
	when 'eier_er_regionraad' then return 'Gjelder i eiermodus B: hvert kommunestyre bak regionrådet selv.';
	when 'eier_er_ikke_regionraad' then return 'Gjelder ikke i eiermodus B, der et regionråd eier programmet.';
	when 'hastesak' then return 'Gjelder når saken haster, og kommunestyret har gitt organet myndighet til å avgjøre den.';
	when 'over_seks_aar' then return 'Gjelder når perioden blir lengre enn seks år.';
	when 'innstillingen_er_nei' then return 'Gjelder når styringsgruppa eller styret ikke vil innstille.';
	end case;
end $$;
comment on function core.omstendighet_tekst(text) is
	'A circumstance of core.regel.gjelder in words; an unknown one is an error, as in core.regel_gjelder().';

create or replace function core.vilkaar_tekst(g core.regel) returns text[]
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return array(select k.tekst from core.krav(null) k where k.krav = any (g.vilkaar))
		|| case when g.gjelder is not null then array[core.omstendighet_tekst(g.gjelder)] else '{}' end;
end $$;
comment on function core.vilkaar_tekst(core.regel) is 'What must be true for a rule to hold, or for its turn to come, in words.';

create or replace function core.regel_svar(g core.regel) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_strip_nulls(jsonb_build_object('id', g.id, 'beslutning', g.beslutning,
		'beslutning_navn', (select b.navn from core.beslutning b where b.nr = g.beslutning), 'steg', g.steg, 'funksjon', g.funksjon,
		'akt', g.akt, 'paakrevd', g.paakrevd, 'vilkaar', core.vilkaar_tekst(g), 'gyldig_fra', g.gyldig_fra, 'gyldig_til', g.gyldig_til,
		'kilde', g.kilde, 'slutt_kilde', g.slutt_kilde));
end $$;
comment on function core.regel_svar(core.regel) is 'The contract''s Regel.';
