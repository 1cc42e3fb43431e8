-- Amounts as people print them in Norwegian documents.
-- Owns the one place where "5.000.000" becomes a number, and a number "5 000 000"; documents themselves hold plain decimals
-- ("5000000", "62.5").

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
	if length(trykt) > lengste
		or t !~ '^-?([0-9]{1,15}|[0-9]{1,3}( [0-9]{3}){1,4}|[0-9]{1,3}(\.[0-9]{3}){1,4})(,[0-9]{1,6})?$' then
		raise exception '«%» er ikke et beløp. Skriv for eksempel 200 000, 5.000.000, kr 400.000,- eller 62,5.', left(trykt, lengste)
			using errcode = 'RP003', constraint = 'ugyldig_tall';
	end if;
	return replace(translate(t, ' .', ''), ',', '.')::numeric;
end
$$;
comment on function core.parse_belop(text) is
	'HP-16 [S2]: "200 000", "5.000.000", "kr 400.000,-" and "62,5" as exact decimals; anything else is refused (ugyldig_tall).';

create or replace function core.skriv_belop(tall numeric) returns text
language plpgsql immutable strict parallel safe
set search_path = core, pg_catalog, pg_temp
as $$
begin
	return translate(rtrim(to_char(tall, 'FM999,999,999,999,990.99'), '.'), ',.', ' ,');
end
$$;
comment on function core.skriv_belop(numeric) is 'An amount as a Norwegian text has it: 4 500 000, and 62,5 when it is not whole.';
