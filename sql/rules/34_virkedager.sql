-- Working days: Monday to Friday that are no public holiday in Norway.

create or replace function core.paaskedag(aar int) returns date
language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
declare
	-- The anonymous Gregorian computus.
	a int := aar % 19;
	b int := aar / 100;
	c int := aar % 100;
	h int := (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
	l int := (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
	n int := h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114;
begin
	return make_date(aar, n / 31, n % 31 + 1);
end $$;
comment on function core.paaskedag(int) is 'Easter Sunday of a year.';

create or replace function core.er_helligdag(dag date) returns boolean
language plpgsql immutable strict parallel safe set search_path = core, pg_catalog, pg_temp as $$
begin
	return extract(isodow from dag) = 7
		or to_char(dag, 'MM-DD') in ('01-01', '05-01', '05-17', '12-25', '12-26')
		or dag - core.paaskedag(extract(year from dag)::int) in (-3, -2, 0, 1, 39, 49, 50);
end $$;
comment on function core.er_helligdag(date) is
	'True on Sundays, 1 January, 1 and 17 May, 25 and 26 December, Maundy Thursday, Good Friday, Easter, Ascension Day and Whitsun.';

create or replace function core.er_virkedag(dag date) returns boolean
language plpgsql immutable strict parallel safe set search_path = core, pg_catalog, pg_temp as $$
begin
	return extract(isodow from dag) <> 6 and not core.er_helligdag(dag);
end $$;
comment on function core.er_virkedag(date) is 'True on Monday to Friday but for public holidays.';

create or replace function core.virkedager_etter(dag date, antall int) returns date
language plpgsql immutable strict parallel safe set search_path = core, pg_catalog, pg_temp as $$
begin
	while antall > 0 loop
		dag := dag + 1;
		antall := antall - core.er_virkedag(dag)::int;
	end loop;
	return dag;
end $$;
comment on function core.virkedager_etter(date, int) is 'The last of so many working days after a day, which itself is not counted.';
