# What tests/bench/run measures with. Sourced.
# shellcheck shell=bash

. "$(dirname "${BASH_SOURCE[0]}")/progress.sh"

# A small authorised read, a whole plan read, a small write: method, request type, text form of the request, and a
# string that the decoded reply must hold.
calls=(small plan kept write)
declare -A method=(
	[small]=AuthService/WhoAmI [plan]=PlanService/GetPlan [kept]=PlanService/GetVedtattPlan [write]=SakService/CastVote)
declare -A request=(
	[small]='' [plan]='plan: "sel/handlingsplan-2021" vedtatt: true' [write]='sak: "sel/sak-7" stemme: "ja"')
declare -A json=(
	[small]='{}' [plan]='{"plan":"sel/handlingsplan-2021","vedtatt":true}' [write]='{"sak":"sel/sak-7","stemme":"ja"}')
declare -A holds=(
	[small]='organ: "sel-os"' [plan]='navn: "Opplevelsesn' [kept]='navn: "Opplevelsesn' [write]='brukernavn: "tor"')

# A release build and a database of this run's own, with the story in it.
prepare_release() {
	build=$src/build-bench
	state_file=$(mktemp -u)
	export OMSTILLING_BUILD=$build OMSTILLING_STATE=$state_file
	. "$src/server/install.sh"
	install_packages run test
	progress_next 'a release build, and the story'
	cmake -S "$src" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DSANITIZE=OFF >/dev/null
	ninja -C "$build" --quiet omstillingd omstilling
	PATH="$build:$PATH"
	trap '"$src/tests/fixture/database" stop' EXIT
	"$src/tests/fixture/database" start
	"$src/tests/e2e/story" >/dev/null
	progress_clear
}

finish() {
	daemon_stop
	pg_drop bench
	rm -rf "$work"
	[ "$build" != "$src/build-bench" ] || "$src/tests/fixture/database" stop
}

# Logs in who calls, opens the meeting that the write votes in, and makes the request bodies as gRPC frames.
prepare_calls() {
	local call name
	. "$src/client/demo/sel/people.sh"
	printf '%s\n' "$demo_password" >"$work/secret"
	for name in eva tor gunnar; do
		omstilling login $name --password-file "$work/secret" >/dev/null
	done
	omstilling --as gunnar sak create sel 14 'Observatør i styret' --verv sel-os:frode:observatoer >/dev/null
	omstilling --as eva moete open sel-os sel/sak-7 >/dev/null
	token=$(token_of tor)
	hash=$(omstilling --no-login --output json plan show sel/handlingsplan-2021 --vedtatt | grep -oE '"hash": *"[0-9a-f]{64}"' | grep -oE '[0-9a-f]{64}' | head -n 1)
	request[kept]="hash: \"$hash\"" json[kept]="{\"hash\":\"$hash\"}"
	token_hash=$(printf %s "$token" | sha256sum | cut -d' ' -f1)
	for call in "${calls[@]}"; do
		frame "$call" >"$work/$call.bin"
		pgbench_scripts "$call"
	done
}

# The token that the client keeps for who is logged in.
token_of() {
	awk -F'\t' -v who="$1" '$2 == who { print $4; exit }' "$XDG_CONFIG_HOME/omstilling/tokens"
}

# The headers that say who calls: nobody does where the answer comes from memory.
identity_of() { # CALL
	[ "$1" = kept ] || printf '%s\n' -H "authorization: Bearer $token"
}

message_type() { # CALL Request|Response
	local m=${method[$1]#*/}
	echo "omstilling.v1.$m$2"
}

protoc_in_tree() {
	(cd "$src/proto" && protoc -I. -I/usr/include "$@" omstilling/v1/*.proto)
}

# A gRPC frame: not compressed, four bytes of length, the message.
frame() {
	local body=$work/body n
	protoc_in_tree --encode="$(message_type "$1" Request)" <<<"${request[$1]}" >"$body"
	n=$(stat -c %s "$body")
	printf "\\x00\\x$(printf %02x $((n >> 24)))\\x$(printf %02x $((n >> 16 & 255)))\\x$(printf %02x $((n >> 8 & 255)))\\x$(printf %02x $((n & 255)))"
	cat "$body"
}

# The very statements that server/db_conn.c sends, for pgbench: in a transaction and in a pipeline.
pgbench_scripts() {
	local identity function
	identity="select set_config('omstilling.token', :token, true), set_config('statement_timeout', :timeout, true), set_config('role', :role, true);"
	[ "$1" != kept ] || identity=${identity/:token/"''"} # pgbench has no empty variable
	function=$(sed -E 's|.*/||; s/([A-Z])/_\L\1/g; s/^_//' <<<"${method[$1]}")
	printf 'begin;\n%s\nselect * from api.%s(:json::json);\ncommit;\n' "$identity" "$function" >"$work/$1.tx.sql"
	printf '\\startpipeline\n%s\nselect * from api.%s(:json::json);\n\\endpipeline\n' "$identity" "$function" >"$work/$1.pipe.sql"
}


# One reply, taken off the wire and decoded by protoc: what h2load counts below really is the answer.
decoded_reply() { # CALL
	local text who
	mapfile -t who < <(identity_of "$1")
	nghttp -H content-type:application/grpc -H te:trailers "${who[@]}" -d "$work/$1.bin" \
		"http://127.0.0.1:$daemon_tcp/omstilling.v1.${method[$1]}" >"$work/reply"
	text=$(tail -c +6 "$work/reply" | protoc_in_tree --decode="$(message_type "$1" Response)")
	grep -qF -- "${holds[$1]}" <<<"$text" || fail "${method[$1]}: the reply decodes to: $text"
}

# How many calls the daemon has answered with OK, by its own count: it logs its counters on SIGUSR1.
answered() {
	local before i line
	before=$(grep -c 'calls_ok=' "$daemon_log" || true)
	kill -USR1 "$daemon_pid"
	for i in $(seq 50); do
		[ "$(grep -c 'calls_ok=' "$daemon_log" || true)" -le "$before" ] || break
		sleep 0.1
	done
	line=$(grep 'calls_ok=' "$daemon_log" | tail -n 1)
	sed -E 's/.*calls_ok=([0-9]+).*/\1/' <<<"$line"
}

# Prints p50 and p99 in ms of the numbers (us) on standard input.
percentiles() {
	sort -n | awk '{ v[NR] = $1 } END { if (NR) printf "%.2f %.2f", v[int((NR + 1) / 2)] / 1000, v[int(NR * 0.99 + 0.5)] / 1000 }'
}

# Sets rate, p50 and p99 of the daemon for CALL at CLIENTS, each with one call at a time.
through_daemon() { # CALL CLIENTS
	local before after done_calls succeeded who
	mapfile -t who < <(identity_of "$1")
	rm -f "$work/h2.log"
	before=$(answered)
	h2load -c "$2" -m 1 -t 1 -D "$seconds" --log-file="$work/h2.log" -d "$work/$1.bin" -H content-type:application/grpc \
		-H te:trailers "${who[@]}" \
		"http://127.0.0.1:$daemon_tcp/omstilling.v1.${method[$1]}" >"$work/h2.out"
	sleep 0.2
	after=$(answered)
	done_calls=$(wc -l <"$work/h2.log")
	succeeded=$(awk '$2 == 200' "$work/h2.log" | wc -l)
	[ "$succeeded" -gt 0 ] && [ "$succeeded" -eq "$done_calls" ] || fail "$1: h2load had $succeeded of $done_calls answered"
	# A call that the end of the time cut off may be answered, and counted by the daemon alone.
	[ $((after - before)) -ge "$succeeded" ] && [ $((after - before)) -le $((succeeded + $2)) ] ||
		fail "$1: h2load had $succeeded answers, the daemon gave $((after - before)) that were OK"
	rate=$(awk -v n="$succeeded" -v s="$seconds" 'BEGIN { printf "%.0f", n / s }')
	read -r p50 p99 < <(cut -f3 "$work/h2.log" | percentiles) || true
}

# The same for pgbench with the script of the KIND tx or pipe.
through_pgbench() { # CALL CLIENTS KIND
	local role=none
	[ "$1" != kept ] || role=anonym
	rm -f "$work"/pgbench_log.*
	PGOPTIONS='-c plan_cache_mode=force_generic_plan' pgbench -n -M prepared -c "$2" -j 1 -T "$seconds" -f "$work/$1.$3.sql" -U omstilling_daemon \
		-D token="$token_hash" -D timeout=30000 -D role=$role -D json="${json[$1]}" \
		--log --log-prefix="$work/pgbench_log" bench >"$work/pgbench.out" 2>&1 || { cat "$work/pgbench.out" >&2; fail "pgbench"; }
	! grep -qE 'aborted|ERROR' "$work/pgbench.out" || { cat "$work/pgbench.out" >&2; fail "pgbench"; }
	rate=$(sed -nE 's/^tps = ([0-9]+).*/\1/p' "$work/pgbench.out")
	read -r p50 p99 < <(cat "$work"/pgbench_log.* | cut -d' ' -f3 | percentiles) || true
}

measure() { # CALL CLIENTS
	local ours tx
	progress_next "$1, $2 clients"
	through_daemon "$1" "$2"
	ours=$rate
	progress_clear
	printf '%-6s %2d clients: daemon %6d/s p50 %6s p99 %6s ms' "$1" "$2" "$rate" "$p50" "$p99"
	through_pgbench "$1" "$2" tx
	tx=$rate
	printf ' | transaction %6d/s %6s %6s' "$rate" "$p50" "$p99"
	through_pgbench "$1" "$2" pipe
	printf ' | pipeline %6d/s %6s %6s' "$rate" "$p50" "$p99"
	awk -v o="$ours" -v t="$tx" -v p="$rate" 'BEGIN { printf " | %.2f x transaction, %.2f x pipeline\n", o / t, o / p }'
}
