-- Pages of lists: what a request asks for, and the answer. A list function selects one row more than the page has, under a
-- number or a name that it can go on from; that row only tells that there is a next page.

create or replace function core.sidestoerrelse(req json) returns int
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
	n int := coalesce((req ->> 'page_size')::int, 0);
begin
	if n < 0 then
		raise exception 'page_size kan ikke være negativ.' using errcode = 'RP003', constraint = 'ugyldig_sidestoerrelse', column = 'page_size';
	end if;
	return case when n = 0 then 100 else least(n, 1000) end;
end $$;
comment on function core.sidestoerrelse(json) is 'page_size of the request: 100 by default, at most 1000; INVALID_ARGUMENT ugyldig_sidestoerrelse.';

create or replace function core.les_sidemerke(req json, minste int) returns int
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
	merke text := nullif(req ->> 'page_token', '');
begin
	if merke !~ '^[1-9][0-9]{0,8}$' then
		raise exception 'page_token er ikke fra en tidligere side.' using errcode = 'RP003', constraint = 'ugyldig_sidemerke', column = 'page_token';
	end if;
	return coalesce(merke::int, minste - 1);
end $$;
comment on function core.les_sidemerke(json, int) is 'page_token as the number of the last row of the page before; INVALID_ARGUMENT ugyldig_sidemerke.';

create or replace function core.side(felt text, n int, svar anyarray, merker text[]) returns json
language sql immutable set search_path = pg_catalog, pg_temp as $$
	select json_strip_nulls(json_build_object(felt, coalesce(array_to_json(svar[1:n]), '[]'),
		'next_page_token', case when cardinality(merker) > n then merker[n] end));
$$;
comment on function core.side(text, int, anyarray, text[]) is
	'The answer of a list: its first n rows (json) as the field, and where the next page goes on, the mark of the n-th row, if there are more. No rows: null arrays.';
