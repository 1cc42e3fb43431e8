# Installs the Debian packages that server/packages lists and this machine lacks. Sourced by server/quickstart and
# tests/run; leaves everything that is there as it is.
# shellcheck shell=bash

# Runs a command as root: as it is, or with sudo.
as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		echo "Packages are missing, and installing them needs root: run this as root, or install sudo." >&2
		return 1
	fi
}

package_installed() {
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Prints `package|why` of each package for the purpose $1 that is missing.
packages_missing() {
	local package purpose why unless
	while IFS='|' read -r package purpose why unless; do
		package=${package// /} purpose=${purpose// /} unless=${unless// /}
		[ "$purpose" = "$1" ] || continue
		[ -z "$unless" ] || ! command -v "$unless" >/dev/null || continue
		package_installed "$package" || echo "$package|${why# }"
	done < <(grep -v '^#' "$(dirname "${BASH_SOURCE[0]}")/packages")
}

# Debian's server package makes and starts a cluster of its own on its first installation. Nobody asked for one here, so
# for as long as the installation runs it is told not to; a machine that has PostgreSQL already keeps its own setting.
cluster_conf=/etc/postgresql-common/createcluster.d/omstilling.conf

own_cluster_off() {
	package_installed postgresql-common && return
	as_root mkdir -p "$(dirname $cluster_conf)"
	echo 'create_main_cluster = false' | as_root tee $cluster_conf >/dev/null
}

own_cluster_as_before() {
	[ ! -e $cluster_conf ] || as_root rm -f $cluster_conf
	[ ! -d "$(dirname $cluster_conf)" ] || as_root rmdir --ignore-fail-on-non-empty "$(dirname $cluster_conf)"
}

# install_packages PURPOSE...: run, test.
install_packages() {
	local missing status=0
	missing=$(for p in "$@"; do packages_missing "$p"; done)
	[ -n "$missing" ] || return 0
	echo "Installing what is missing from Debian's packages:"
	sed 's/^/  /; s/|/: /' <<<"$missing"
	as_root apt-get -qq update
	own_cluster_off
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y \
		$(cut -d'|' -f1 <<<"$missing") </dev/null >/dev/null || status=$?
	own_cluster_as_before
	return $status
}
