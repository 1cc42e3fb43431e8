-- Amounts as people print them in Norwegian documents.
-- Owns the one place where "5.000.000" becomes a number, and a number "5 000 000"; documents that are stored or checked hold plain decimals
-- ("5000000", "62.5"). What is neither stays as it was written, for HP-16 to find.

create or replace function core.parse_belop(trykt text) returns numeric
language plpgsql immutable strict parallel safe
set search_path = core, pg_catalog, pg_temp
as $$
declare
	-- Longer than any amount of money; caps what the regular expressions see.
	lengste constant int := 40;
	t text := regexp_replace(left(trykt, lengste + 1), U&'[ \00A0\2007\2009\202F]+', ' ', 'g');
begin
	t := btrim(t);
	t := regexp_replace(t, '^(kr\.?|nok) ?', '', 'i');
	t := regexp_replace(t, ' ?(kr\.?|nok)$', '', 'i');
	t := regexp_replace(t, U&',[-\2013]$', '');
	t := replace(t, U&'\2212', '-');
	if length(trykt) > lengste or trykt ~ '^-?[0-9]{1,3}\.[0-9]{3}$' or t !~ '^-?([0-9]{1,15}|[0-9]{1,3}( [0-9]{3}){1,4}|[0-9]{1,3}(\.[0-9]{3}){1,4})(,[0-9]{1,6})?$' then
		return null;
	end if;
	return replace(translate(t, ' .', ''), ',', '.')::numeric;
end
$$;
comment on function core.parse_belop(text) is
	'HP-16 [S2]: "200 000", "5.000.000", "kr 400.000,-" and "62,5" as exact decimals; null for anything else, and for "500.000", which is two numbers.';

create or replace function core.les_tall(dok jsonb, type_ text) returns jsonb
language plpgsql immutable parallel safe security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	-- a string that core.parse_belop may know, and that is no plain decimal: most documents have none, and are left at that
	b     constant text := U&'[ \00A0\2007\2009\202F]';
	kr    constant text := '([kK][rR]|[nN][oO][kK])';
	trykt constant text := format(U&': "(-?[0-9]+(%1$s+[0-9]{3}|,[0-9\2013-]|%1$s*%2$s|%1$s+"|[.][0-9]{3}([.,]|%1$s))|%1$s*%2$s[.]?%1$s*[\2212-]?[0-9]|[ \00A0\2007\2009\202F\2212]+-?[0-9])', b, kr);
	tallfelt constant text[] := case type_ when 'handlingsplan' then checks.tallfelt_handlingsplan() else checks.tallfelt_omstillingsplan() end;
	r     record;
begin
	if dok::text !~ trykt then
		return dok;
	end if;
	for r in
		with recursive node (sti, felt, verdi) as (
			select '{}'::text[], ''::text, dok
			union all
			select n.sti || barn.steg, coalesce(barn.felt, n.felt), barn.verdi from node n, lateral (
				select o.key as steg, o.key as felt, o.value as verdi from jsonb_each(case when jsonb_typeof(n.verdi) = 'object' then n.verdi end) o
				union all
				select (a.nr - 1)::text, null, a.v from jsonb_array_elements(case when jsonb_typeof(n.verdi) = 'array' then n.verdi end) with ordinality a (v, nr)
			) barn
		)
		select n.sti, core.parse_belop(n.verdi #>> '{}') as tall from node n
		where jsonb_typeof(n.verdi) = 'string' and n.felt = any (tallfelt) and checks.er_ugyldig(n.verdi #>> '{}')
	loop
		dok := case when r.tall is null then dok else jsonb_set(dok, r.sti, to_jsonb(r.tall::text)) end;
	end loop;
	return dok;
end $$;
comment on function core.les_tall(jsonb, text) is
	'HP-16 [S2]: the document of a plan of that type with its printed numbers as exact decimals; what is neither stays as it is.';

create or replace function core.skriv_belop(tall numeric) returns text
language plpgsql immutable strict parallel safe
set search_path = core, pg_catalog, pg_temp
as $$
begin
	return translate(rtrim(to_char(tall, 'FM999,999,999,999,990.99'), '.'), ',.', ' ,');
end
$$;
comment on function core.skriv_belop(numeric) is 'An amount as a Norwegian text has it: 4 500 000, and 62,5 when it is not whole.';

create or replace function core.skriv_desimal(tall numeric) returns text
language sql immutable strict parallel safe as $$
	select replace(trim_scale(tall)::text, '.', ',')
$$;
comment on function core.skriv_desimal(numeric) is 'A rate or a share as a Norwegian text has it, every decimal kept: 11,4235.';
