# What the tests from outside share: a private PostgreSQL with a migrated template database, and daemons under test.
# Sourced. Everything lives below one directory under TMPDIR, whose name stands in $OMSTILLING_STATE (set by ctest), so
# that a script that did not start it can find it and stop it.
# shellcheck shell=bash
set -euo pipefail

src=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${OMSTILLING_BUILD:-$src/build-asan}
state_file=${OMSTILLING_STATE:-$build/tests/state}
template=omstilling_template
PATH="$build:$(pg_config --bindir 2>/dev/null || echo /usr/lib/postgresql/15/bin):$PATH"
# The daemon is here: gRPC's clients would ask a machine's proxy even for 127.0.0.1.
export no_proxy=localhost,127.0.0.1${no_proxy:+,$no_proxy}
# Nothing is left among the sources.
export PYTHONDONTWRITEBYTECODE=1

fail() {
	echo "FAIL: $*" >&2
	exit 1
}

# Prints the path of the directory that tests_start made.
state() {
	cat "$state_file" 2>/dev/null || fail "the fixture is not started: run this through ctest"
}

# PostgreSQL refuses to run as root: then it runs as the user that Debian's package made for it.
as_pg() {
	if [ "$(id -u)" -eq 0 ]; then
		(cd / && exec setpriv --reuid=postgres --regid=postgres --init-groups env HOME=/tmp PATH="$PATH" "$@")
	else
		"$@"
	fi
}

# --- the private PostgreSQL: superuser `postgres`, Unix socket only, no durability: it lives for one run of the tests

pg_start() { # DIRECTORY
	local dir=$1
	mkdir -p "$dir/pg" "$dir/socket"
	[ "$(id -u)" -ne 0 ] || chown postgres:postgres "$dir/pg" "$dir/socket"
	chmod 700 "$dir/pg" "$dir/socket"
	as_pg initdb --pgdata "$dir/pg" --username postgres --auth trust --encoding UTF8 --locale C.UTF-8 --no-sync >"$dir/initdb.log"
	as_pg tee -a "$dir/pg/postgresql.conf" >/dev/null <<-CONF
		listen_addresses = ''
		unix_socket_directories = '$dir/socket'
		fsync = off
		synchronous_commit = off
		full_page_writes = off
		max_connections = 300
		shared_buffers = 128MB
		log_min_duration_statement = 2000
		timezone = 'Europe/Oslo'
		jit = off # as the daemon's sessions have it
	CONF
	as_pg pg_ctl --pgdata "$dir/pg" --log "$dir/pg/log" --wait --silent start
}

pg_stop() { # DIRECTORY
	[ ! -e "$1/pg/postmaster.pid" ] || as_pg pg_ctl --pgdata "$1/pg" --mode immediate --silent stop
}

# Options that make psql and libpq reach the private PostgreSQL as its superuser.
pg_env() {
	export PGHOST PGUSER=postgres PGDATABASE=postgres PGOPTIONS='' PGCLIENTENCODING=UTF8
	PGHOST=$(state)/socket
	unset PGPORT PGPASSWORD PGSERVICE
}

pg_sql() { # DATABASE SQL
	psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$1" -c "$2"
}

# Makes a database of the test's own: a copy of the template, or of the database $2.
pg_clone() { # NAME [OF]
	local of=${2:-$template} i
	pg_sql postgres "drop database if exists $1 with (force)" 2>/dev/null
	# What is copied may be in use by another copy at this moment.
	for i in $(seq 50); do
		pg_sql postgres "create database $1 template $of" 2>/dev/null && return
		sleep 0.2
	done
	pg_sql postgres "create database $1 template $of"
}

pg_drop() { # NAME
	pg_sql postgres "drop database if exists $1 with (force)" 2>/dev/null || true
}

# --- the daemon under test: on the clone $2, with its files below $1

daemon_pid=
daemon_log=
daemon_ca=
daemon_socket=
daemon_tcp=

# A certificate for localhost by a CA of the day; $1: directory.
make_certificate() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 2 -keyout "$1/tls.key" -out "$1/tls.crt" \
		-subj /CN=localhost -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' -addext 'basicConstraints=critical,CA:FALSE' \
		2>/dev/null
}

# Waits for the line in which the daemon says where it listens, and prints the port.
daemon_port() {
	local i port
	for i in $(seq 300); do
		port=$(grep -oE '127\.0\.0\.1:[0-9]+' "$daemon_log" | grep -v ':0$' | head -n 1 | cut -d: -f2)
		# Not at its first address: the others, and the signals, come after it.
		[ -z "$port" ] || ! grep -q 'serving as' "$daemon_log" || { echo "$port"; return; }
		kill -0 "$daemon_pid" 2>/dev/null || break
		sleep 0.1
	done
	cat "$daemon_log" >&2
	fail "the daemon does not listen"
}

# daemon_start DIRECTORY DATABASE [plaintext|tls] [OPTION...]: sets the variables above.
daemon_start() {
	local dir=$1 db=$2 transport=${3:-plaintext} options=()
	shift; shift; [ $# -eq 0 ] || shift
	daemon_log=$dir/omstillingd.log daemon_socket=$dir/omstilling.sock
	if [ "$transport" = tls ]; then
		make_certificate "$dir"
		daemon_ca=$dir/tls.crt
		options=(--tls-cert "$dir/tls.crt" --tls-key "$dir/tls.key")
	fi
	# As root: as the one who may enter the socket's directory, also when a connection must be made again.
	[ "$(id -u)" -ne 0 ] || options+=(--user postgres)
	# Weak argon2id: the tests are not about its cost.
	omstillingd --database "host=$PGHOST user=omstilling_daemon dbname=$db" --listen 127.0.0.1:0 \
		--listen "unix:$daemon_socket" --argon-opslimit 1 --argon-memlimit 8KiB "${options[@]}" "$@" 2>"$daemon_log" &
	daemon_pid=$!
	daemon_tcp=$(daemon_port)
}

# Ends the daemon as an operator would, and fails when it did not end well, a sanitizer had something to say, or the SQL answered
# what the contract does not know: only a later release's may.
daemon_stop() {
	local status=0
	[ -n "$daemon_pid" ] || return 0
	kill -TERM "$daemon_pid" 2>/dev/null || true
	wait "$daemon_pid" || status=$?
	daemon_pid=
	if [ $status -ne 0 ] || sanitizer_report "$daemon_log" || grep -q 'the database says more' "$daemon_log"; then
		tail -n 200 "$daemon_log" >&2
		fail "the daemon ended with status $status, or a sanitizer reported, or the database said what is not in the contract"
	fi
}

sanitizer_report() { # FILE
	grep -qE 'LeakSanitizer|AddressSanitizer|UndefinedBehaviorSanitizer|runtime error:' "$1"
}

# --- the client: its files below $1, speaking to the daemon's Unix socket
client_home() {
	export HOME=$1/home OMSTILLING_SERVER=unix:$daemon_socket
	export XDG_CONFIG_HOME=$HOME/.config XDG_STATE_HOME=$HOME/.local/state XDG_CACHE_HOME=$HOME/.cache LC_ALL=C.UTF-8
	unset LANGUAGE OMSTILLING_SPRAAK
	mkdir -p "$HOME"
}

# The first administrator, `astrid`, made past the daemon as an operator would, and logged in.
first_administrator() { # DATABASE
	local code
	. "$src/client/demo/sel/people.sh"
	code=$(omstillingd --owner-database "host=$PGHOST user=postgres dbname=$1" --database "host=$PGHOST user=omstilling_daemon dbname=$1" \
		admin create astrid 'Astrid Moen' 2>>"$daemon_log" | grep -oE '[A-Za-z0-9_-]{20,}' | tail -n 1)
	[ -n "$code" ] || { cat "$daemon_log" >&2; fail "admin create gave no invitation"; }
	printf '%s\n%s\n' "$code" "$demo_password" >"$HOME/secret"
	omstilling password astrid --password-file "$HOME/secret"
	printf '%s\n' "$demo_password" >"$HOME/secret"
	omstilling login astrid --password-file "$HOME/secret"
	rm "$HOME/secret"
}

# Everybody of Sel's story with an account, logged in to go on from the database that it left.
everybody_of_sel() {
	local who _
	. "$src/client/demo/sel/people.sh"
	printf '%s\n' "$demo_password" >"$HOME/secret"
	while read -r who _; do
		omstilling login "$who" --password-file "$HOME/secret" >/dev/null
	done < <(people; echo astrid)
	rm "$HOME/secret"
}

# Makes Python messages of the contract below $1, and sets PYTHONPATH to them. Python is Debian's own, whatever else
# comes first in PATH: run `$python`.
python=/usr/bin/python3
python_stubs() {
	mkdir -p "$1"
	(cd "$src/proto" && protoc -I. -I/usr/include --python_out="$1" $(find . -name node_modules -prune -o -name '*.proto' -printf '%P\n'))
	export PYTHONPATH=$1:$src/tests/python
}
