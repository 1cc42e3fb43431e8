# The databases of the question whether cost grows with the number of programmes: the story's, with copies of its programme
# in bulk (tests/bench/programmes.sql says what is set up past the rules). Sourced.
# shellcheck shell=bash

# Makes the database bench_N with N programmes, of which one is large: 30 areas, 420 tiltak.
programmes() { # N
	local part
	pg_clone "bench_$1" omstilling_story
	"$src/tests/plans/generate" --areas 30 --years 6 --tiltak 14 --kommuner 3 --seed 1 >"$work/large.json"
	for part in '["omstillingsplan"]' '["handlingsplaner"][0]'; do
		"$python" -c "import json, sys; print(json.dumps(json.load(sys.stdin)$part))" <"$work/large.json"
	done >"$work/plans"
	psql -X -q -d "bench_$1" -v ON_ERROR_STOP=1 -f "$src/tests/bench/programmes.sql"
	psql -X -q -d "bench_$1" -v ON_ERROR_STOP=1 -v work="$work" -v last=$(($1 - 2)) >/dev/null <<-'SQL'
		\cd :work
		\set op `sed -n 1p plans`
		\set hp `sed -n 2p plans`
		select bench.programmer('sel', 0, 0), bench.stort(:'op', :'hp');
		select bench.programmer('sel', 1, :last) where :last >= 1;
		insert into auth.sesjon (token_hash, person_id, utloeper)
		select sha256(convert_to(p.brukernavn, 'UTF8')), p.id, now() + interval '1 day' from core.person p where p.brukernavn in ('silje', 'silje-0', 'konsulent');
		vacuum analyze;
	SQL
}

scale() { # ROUNDS CALLS N...
	local n rounds=$1 count=$2 databases=()
	shift 2
	for n; do
		progress_next "a database of $n programmes"
		programmes "$n"
		databases+=("bench_$n")
	done
	progress_run "calls in each of them" "$python" "$src/tests/bench/scale.py" "$rounds" "$count" "${databases[@]}"
	for n; do
		pg_drop "bench_$n"
	done
}
