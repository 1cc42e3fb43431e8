# Sourced by the race tests, after db is set: a database of the test's own, and how two sessions meet in it.
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
pg_env
work=$(mktemp -d)
trap 'pg_drop $db; rm -rf "$work"' EXIT
pg_clone "$db"
pg_sql "$db" "alter database $db set search_path = core, public" >/dev/null
psql -X -q -o /dev/null -v ON_ERROR_STOP=1 -d "$db" -f "$src/tests/sql/lib/felles.psql" -f "$src/tests/race/lib.psql"

include() { # FILE.psql
	psql -X -q -o /dev/null -v ON_ERROR_STOP=1 -d "$db" -f "$src/tests/sql/lib/$1"
}

sql() {
	pg_sql "$db" "$1"
}

# meet FIRST SECOND [END]: runs both calls so that the second waits for the first's transaction, which ends in commit or END;
# answers in $first and $second.
meet() {
	psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$db" >"$work/first" 2>&1 <<-SQL &
		begin;
		select $1;
		select test.holder();
		${3:-commit};
	SQL
	local pid=$!
	sql "select test.venter(); select $2" >"$work/second" 2>&1 || true
	wait $pid || fail "the first session: $(cat "$work/first")"
	first=$(grep -m 1 . "$work/first")
	second=$(grep -v '^$' "$work/second" | tail -n 1)
}

expect() { # WHAT GOT WANTED
	[ "$2" = "$3" ] || fail "$1: got '$2', wanted '$3'"
	echo "ok $1: $2"
}
