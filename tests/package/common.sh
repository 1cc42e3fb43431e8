# What tests/package/first and tests/package/second share. They run as root on a machine of their own: a container that systemd
# has booted, with nothing of omstilling on it.
# shellcheck shell=bash
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 HOME=/root OMSTILLING_TIMEOUT=60 OMSTILLING_SPRAAK=nb
conf=/etc/omstilling/omstillingd.conf
here=unix:/run/omstilling/omstilling.sock
demo_password='fire sanger i dalen'

fail() {
	echo "FAIL: $*" >&2
	journalctl --no-pager -q -n 40 -t omstillingd >&2 || true
	exit 1
}

say() {
	printf '%4d s  %s\n' "$SECONDS" "$1"
}

booted() {
	local state
	until [ -S /run/systemd/private ]; do
		[ $SECONDS -lt 60 ] || fail "systemd does not begin"
		sleep 0.1
	done
	state=$(systemctl is-system-running --wait) || [ "$state" = degraded ] || fail "systemd: $state"
}

install_debs() { # RELEASE PACKAGE...
	local release=$1 files=() package
	shift
	for package in "$@"; do
		files+=("/debs/${package}_${release}_amd64.deb")
	done
	apt-get -qq install -y --no-install-recommends --allow-downgrades "${files[@]}" >/tmp/apt 2>&1
}

installed() { # RELEASE PACKAGE...
	install_debs "$@" || { cat /tmp/apt >&2; fail "installing $*"; }
}

# gives STATUS PATTERN COMMAND...
gives() {
	local want=$1 pattern=$2 rc=0
	shift 2
	"$@" >/tmp/out 2>&1 </dev/null || rc=$?
	[ $rc -eq "$want" ] && grep -e "$pattern" /tmp/out >/dev/null || { cat /tmp/out >&2; fail "$*: status $rc, or not: $pattern"; }
}

# Without waiting: systemd says that a Type=notify service is started when it answers.
answers() { # SERVER
	gives 0 '' omstilling --server "$1" --no-login program list
}

login() { # SERVER WHO [SECOND FACTOR]
	printf '%s\n' "$demo_password" "${@:3}" >/tmp/secret
	omstilling --server "$1" login "$2" --password-file /tmp/secret >/dev/null || fail "$2 cannot log in at $1"
}

first_administrator() { # SERVER OPTION...: of omstillingd
	local server=$1 code
	shift
	code=$(omstillingd "$@" admin create astrid 'Astrid Moen' 2>/tmp/admin | grep -oE '[A-Za-z0-9_-]{20,}' | tail -n 1)
	printf '%s\n%s\n' "$code" "$demo_password" >/tmp/secret
	omstilling --server "$server" password astrid --password-file /tmp/secret >/dev/null
	login "$server" astrid
}

# The six digits of RFC 6238, of now or another step: code SECRET [STEP].
code() {
	local mac at
	mac=$(printf '%016x' $(($(date +%s) / 30 + ${2:-0})) | sed 's/../\\x&/g' | xargs -0 printf |
		openssl dgst -sha1 -mac HMAC -macopt "hexkey:$(base32 -d <<<"$1" | od -An -tx1 | tr -d ' \n')" | sed 's/.* //')
	at=$((16#${mac:39:1}))
	printf '%06d\n' $(((16#${mac:at*2:8} & 0x7fffffff) % 1000000))
}

# What Sel's secretary reads, without what the next release adds.
read_all() { # SERVER
	local command
	for command in 'program show sel' 'sak list sel' 'vedtak list sel' 'plan log sel/handlingsplan-2021' 'journal show sel' \
		'vedlegg list sel' 'oekonomi ledger sel' 'plan show sel/handlingsplan-2021 --vedtatt'; do
		omstilling --server "$1" --as marit --output json $command || fail "$command"
	done | grep -v kontakt | sed 's|,$||'
}
