-- Canonical JSON by RFC 8785: the bytes that a frozen plan is hashed over.
-- Left out on purpose: fractions and exponents. Decimals in a plan are strings, so a number that is no whole number is a
-- mistake and is refused instead of being rounded.

create or replace function core.jcs_noekkel(noekkel text) returns text
language sql immutable parallel safe
set search_path = core, pg_catalog, pg_temp
as $$
	-- UTF-16 puts the characters above U+FFFF before U+E000..U+FFFF; the bytes of UTF-8 put them after. Prefixing the latter
	-- with the last code point moves them behind every other; U+10FFFF itself must then be marked as smaller than they are.
	select regexp_replace(
		replace(noekkel, U&'\+10FFFF', U&'\+10FFFF\0001'),
		U&'([\E000-\FFFF])', U&'\+10FFFF' || '\1', 'g')
$$;
comment on function core.jcs_noekkel(text) is
	'Sort key of an object''s member: its order in collation "C" is the order of UTF-16 code units (RFC 8785, 3.2.3).';

create or replace function core.jcs_tall(verdi jsonb) returns text
language plpgsql immutable parallel safe
set search_path = core, pg_catalog, pg_temp
as $$
declare
	tall numeric := verdi;
begin
	if tall <> trunc(tall) or abs(tall) > 9007199254740991 then
		raise exception 'Tallet % kan ikke skrives kanonisk: bare hele tall uten desimaler.', tall
			using errcode = 'RP003', constraint = 'ugyldig_tall';
	end if;
	return trunc(tall)::text;
end
$$;
comment on function core.jcs_tall(jsonb) is
	'A whole number as RFC 8785 (3.2.2.3) writes it; refuses fractions and what a double cannot hold exactly.';

create or replace function core.jcs(dok jsonb) returns text
language plpgsql immutable strict parallel safe
set search_path = core, pg_catalog, pg_temp
as $$
declare
	slag constant text := jsonb_typeof(dok);
begin
	if slag = 'object' then
		return '{' || coalesce((
			select string_agg(to_jsonb(key)::text || ':'
				|| case jsonb_typeof(value)
					when 'string' then value::text
					when 'object' then core.jcs(value)
					when 'array' then core.jcs(value)
					when 'number' then core.jcs_tall(value)
					else value::text
				end,
				',' order by case when key ~ '^[ -~]*$' then key else core.jcs_noekkel(key) end collate "C")
			from jsonb_each(dok)), '') || '}';
	elsif slag = 'array' then
		return '[' || coalesce((
			select string_agg(core.jcs(value), ',' order by nr) from jsonb_array_elements(dok) with ordinality as e(value, nr)), '') || ']';
	elsif slag = 'number' then
		return core.jcs_tall(dok);
	end if;
	return dok::text; -- strings, true, false, null: jsonb escapes exactly as RFC 8785 (3.2.2.2) demands
end
$$;
comment on function core.jcs(jsonb) is 'Canonical JSON by RFC 8785, numbers restricted to whole ones.';
