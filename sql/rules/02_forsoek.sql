-- Guessing is made slow, and nobody is locked out by another's guesses. Counted are a name from a network, a name, and a network;
-- after some free failures each makes the next wait, twice as long each time, a quarter of an hour at most. Whoever has logged in
-- from the same network within 90 days waits for the first alone: so that guesses at somebody's name from elsewhere are kept to
-- about a hundred a day however many machines they come from (NIST SP 800-63B-4, 3.2.2), and she goes on where she is used to be. Who
-- can shut her out is then only who guesses at her name from her own network, and never from her living sessions. The same statements
-- run for a name that does not exist.

create or replace function core.nettet(adresse text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
	return case when adresse ~ '^[0-9a-f:.]+$' and adresse like '%:%' then network(set_masklen(adresse::inet, 64))::text else coalesce(adresse, '') end;
exception when invalid_text_representation then
	return adresse;
end $$;
comment on function core.nettet(text) is 'What counts as one place: an IPv4 address, an IPv6 network of 64 bits (as server/share.c), unix.';

create or replace function core.forsoek_noekkel(navn text, adresse text) returns bytea
language plpgsql stable security definer set search_path = core, auth, pg_catalog, pg_temp as $$
begin
	return (select sha256(h.noekkel || '\x01'::bytea || convert_to(json_build_array(navn, core.nettet(adresse))::text, 'UTF8')) from auth.hemmelighet h);
end $$;
comment on function core.forsoek_noekkel(text, text) is 'The key under which a name from a network is counted; either may be null: all names from it, or it from all.';

create or replace function core.maa_vente(navn text, adresse text) returns int
language plpgsql stable security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	par auth.forsoek;
begin
	select * into par from auth.forsoek f where f.noekkel = core.forsoek_noekkel(navn, adresse);
	return ceil(extract(epoch from (select greatest(now(), par.aapner, max(f.aapner) filter (where par.kjent is null or par.kjent < now() - interval '90 days'))
		from auth.forsoek f where f.noekkel in (core.forsoek_noekkel(navn, null), core.forsoek_noekkel(null, adresse))) - now()));
end $$;
comment on function core.maa_vente(text, text) is 'Seconds until the name may be tried from the network; 0: now.';

create or replace function core.tell_feil(noekkel_ bytea, gratis int) returns int
language plpgsql security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	lengst constant int := 900;
	n      int;
begin
	insert into auth.forsoek as f (noekkel, antall) values (noekkel_, 1)
	on conflict (noekkel) do update set sist = now(), antall = case when f.sist < now() - interval '1 day' then 1 else least(f.antall + 1, 1000000) end
	returning f.antall into n;
	if n >= gratis then
		update auth.forsoek f set aapner = now() + make_interval(secs => least(lengst, 2 ^ least(n - gratis, 30))) where f.noekkel = noekkel_;
	end if;
	return n;
end $$;
comment on function core.tell_feil(bytea, int) is
	'Counts a failure; from the `gratis`th on the next must wait 1, 2, 4 ... 900 seconds. A day without failures counts anew. How many there are.';

create or replace function core.feilet(navn text, adresse text) returns void
language plpgsql security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	n int := core.tell_feil(core.forsoek_noekkel(navn, adresse), 5);
begin
	perform core.tell_feil(core.forsoek_noekkel(navn, null), 50), core.tell_feil(core.forsoek_noekkel(null, adresse), 50);
	if n & (n - 1) = 0 then
		perform core.journalfoer(core.installasjonen(), 'innlogging_feilet',
			(select p.brukernavn from core.person p where p.brukernavn = feilet.navn), null, jsonb_build_object('adresse', adresse, 'antall', n), null);
	end if;
end $$;
comment on function core.feilet(text, text) is
	'A login has failed. In the journal stand the first, second, fourth, eighth ...: enough to see an attack, and no way to fill it.';

create or replace function core.lyktes(navn text, adresse text) returns void
language plpgsql security definer set search_path = core, auth, pg_catalog, pg_temp as $$
begin
	insert into auth.forsoek as f (noekkel, kjent) values (core.forsoek_noekkel(navn, adresse), now())
	on conflict (noekkel) do update set antall = 0, aapner = '-infinity', kjent = now();
	update auth.forsoek f set antall = 0, aapner = '-infinity' where f.noekkel = core.forsoek_noekkel(navn, null);
end $$;
comment on function core.lyktes(text, text) is 'A login has succeeded: the network is known for the name, and the name''s count begins anew; the network''s does not.';

create or replace function core.glem_forsoek() returns void
language plpgsql security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	flest constant int := 100000;
begin
	delete from auth.forsoek f where f.sist < now() - interval '1 day' and coalesce(f.kjent, timestamptz '-infinity') < now() - interval '90 days';
	delete from auth.forsoek f where f.kjent is null and f.sist < (select x.sist from auth.forsoek x where x.kjent is null order by x.sist desc offset flest limit 1);
end $$;
comment on function core.glem_forsoek() is
	'Counts after a day, known networks after 90; and never more than 100 000 counts, the oldest first: names that are made up fill nothing.';
