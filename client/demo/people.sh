# Makes the organs, the people and the programme of a story from its tables, with the client. Sourced by a story's people.sh,
# which defines the tables `organs` and `people`, `administrator_of`, and nothing that is done. Every account of the
# demonstration has the same password; it is told at the end of ./server/quickstart.
# shellcheck shell=bash

demo_password="fire sanger i dalen"
installation=installasjonen

# trimmed VARIABLE...: without the spaces of the table.
trimmed() {
	local name
	for name in "$@"; do
		local -n ref=$name
		ref="${ref#"${ref%%[![:space:]]*}"}"
		ref="${ref%"${ref##*[![:space:]]}"}"
	done
}

# One line of organs, as of a day: kortnavn | forelder | art | juridisk form | seter | navn | funksjon in the programme | number
make_organ() { # LINE DATE
	local kortnavn forelder art form seter navn nummer _ options
	IFS='|' read -r kortnavn forelder art form seter navn _ nummer <<<"$1"
	trimmed kortnavn forelder art form seter navn nummer
	options=(--art "$art" --juridisk-form "$form" --forelder "${forelder/@/$installation}" --fra "$2")
	[ -z "$seter" ] || options+=(--seter "$seter")
	[ -z "$nummer" ] || options+=(--nummer "$nummer")
	brief "$(administrator_of "$kortnavn")" organ create "$kortnavn" "$navn" "${options[@]}"
	# The administrator of the installation also administers the ministry, to make what stands below it.
	[ "$kortnavn" != kdd ] || brief astrid verv give kdd astrid administrator --fra "$2"
	make_people "$kortnavn" "$2"
}

make_people() { # the organ they sit in, from a day
	local line organ
	while read -r line; do
		organ=$(cut -d'|' -f2 <<<"$line")
		trimmed organ
		[ "$organ" != "$1" ] || make_person "$line" "$2"
	done < <(people)
}

# One line of people, from a day: brukernavn | organ | rolle | navn. An account, its password by the invitation, the seat, and
# a session for the story to speak in. Without an organ the seat comes by a decision in the story; without a name the person
# is there already, and gets one more seat.
make_person() { # LINE DATE
	local brukernavn organ rolle navn by
	IFS='|' read -r brukernavn organ rolle navn <<<"$1"
	trimmed brukernavn organ rolle navn
	by=$(administrator_of "$organ")
	[ -z "$navn" ] || make_account "$by" "$brukernavn" "$navn"
	[ -z "$organ" ] || brief "$by" verv give "$organ" "$brukernavn" "$rolle" --fra "$2"
}

make_account() { # WHO BRUKERNAVN NAVN
	local secret code
	secret=$(mktemp)
	brief "$1" --output json person create "$2" "$3"
	code=$(tr -d '\n' <<<"$answer" | sed -nE 's/.*"invitasjon": *"([^"]+)".*/\1/p')
	[ -n "$code" ] || unexpected "no invitation for $2"
	printf '%s\n%s\n' "$code" "$demo_password" >"$secret"
	brief - password "$2" --password-file "$secret"
	printf '%s\n' "$demo_password" >"$secret"
	brief - login "$2" --password-file "$secret"
	rm -f "$secret"
}

# Every organ of the table with its people, then those who have no seat yet.
make_organs() { # DATE
	local line
	while read -r line; do
		make_organ "$line" "$1"
	done < <(organs)
	make_people '' "$1"
}

# WHO lets every organ serve the programme in what the table says.
attach_organs() { # WHO PROGRAM DATE
	local kortnavn funksjon _
	while IFS='|' read -r kortnavn _ _ _ _ _ funksjon _; do
		trimmed kortnavn funksjon
		[ -z "$funksjon" ] || brief "$1" program attach "$2" "$kortnavn" "$funksjon" --fra "$3"
	done < <(organs)
}
