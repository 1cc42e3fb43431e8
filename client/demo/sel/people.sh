# The organs around Sel and the invented people in them. Sourced by play. Every account of the demonstration has the same
# password; it is told at the end of ./server/quickstart.
# shellcheck shell=bash

demo_password=demonstrasjon
installation=installasjonen

# kortnavn | forelder | art | juridisk form | seter | navn | funksjon in the programme sel
organs() {
	cat <<-'END'
		kdd          | @          | KDD  | etat           |    | Kommunal- og distriktsdepartementet | KDD
		in           | kdd        | IN   | etat           |    | Innovasjon Norge                    | IN
		innlandet    | kdd        | FK   | etat           |    | Innlandet fylkeskommune             |
		innlandet-fu | innlandet  | FU   | folkevalgt     | 13 | Fylkesutvalget i Innlandet          | F
		sel          | innlandet  | K    | etat           |    | Sel kommune                         |
		sel-kst      | sel        | KST  | folkevalgt     | 19 | Sel kommunestyre                    | KST
		sel-kdir     | sel        | KDIR | enkeltperson   |    | Kommunedirektøren i Sel             | KDIR
		sel-sg       | sel        | SG   | prosjektgruppe | 5  | Styringsgruppen for Sel, fase 2     | SG
		sel-epl      | sel        | EPL  | enkeltperson   |    | Ekstern prosjektleder, Sel          | EPL
		sel-os       | sel        | OS   | prosjektgruppe | 5  | Omstillingsstyret i Sel             | OS
		sel-pl       | sel        | PL   | enkeltperson   |    | Programleder i Sel                  | PL
		viken        | kdd        | FK   | etat           |    | Viken fylkeskommune                 |
	END
}

# brukernavn | organ | rolle | navn; those without an organ get their seat by a decision in the story.
people() {
	cat <<-'END'
		torunn   | kdd          | raadgiver        | Torunn Bakke
		jonas    | in           | raadgiver        | Jonas Berget
		ingrid   | innlandet    | administrator    | Ingrid Lunde
		hallvard | innlandet-fu | leder            | Hallvard Rud
		solveig  | innlandet-fu | sekretaer        | Solveig Haug
		berit    | sel          | administrator    | Berit Nordli
		olav     | sel-kst      | leder            | Olav Sandbu
		marit    | sel-kst      | sekretaer        | Marit Lien
		gunnar   | sel-kdir     | kommunedirektoer | Gunnar Hagen
		liv      | sel-sg       | leder            | Liv Brenna
		per      | sel-sg       | medlem           | Per Nyhus
		nina     | sel-sg       | medlem           | Nina Dahle
		tor      | sel-sg       | medlem           | Tor Eide
		hege     | sel-sg       | medlem           | Hege Bø
		frode    | sel-sg       | observatoer      | Frode Aas
		kari     | sel-epl      | prosjektleder    | Kari Engen
		helge    | viken        | raadgiver        | Helge Nordbø
		eva      |              |                  | Eva Kleiven
		knut     |              |                  | Knut Vik
		marte    |              |                  | Marte Kvam
		silje    |              |                  | Silje Myhre
	END
}

# Who administers the organ $1 or the one above it, and so may give seats in it.
administrator_of() {
	case $1 in
	innlandet-fu | sel) echo ingrid ;;
	sel-* | '') echo berit ;;
	*) echo astrid ;;
	esac
}

# trimmed VARIABLE...: without the spaces of the table.
trimmed() {
	local name
	for name in "$@"; do
		local -n ref=$name
		ref="${ref#"${ref%%[![:space:]]*}"}"
		ref="${ref%"${ref##*[![:space:]]}"}"
	done
}

make_organ() { # one line of organs
	local kortnavn forelder art form seter navn _ options
	IFS='|' read -r kortnavn forelder art form seter navn _ <<<"$1"
	trimmed kortnavn forelder art form seter navn
	options=(--art "$art" --juridisk-form "$form" --forelder "${forelder/@/$installation}" --fra 2020-01-01)
	[ -z "$seter" ] || options+=(--seter "$seter")
	brief "$(administrator_of "$kortnavn")" organ create "$kortnavn" "$navn" "${options[@]}"
	# The administrator of the installation also administers the ministry, to make what stands below it.
	[ "$kortnavn" != kdd ] || brief astrid verv give kdd astrid administrator --fra 2020-01-01
	make_people "$kortnavn"
}

make_people() { # the organ they sit in
	local line organ
	while read -r line; do
		organ=$(cut -d'|' -f2 <<<"$line")
		trimmed organ
		[ "$organ" != "$1" ] || make_person "$line"
	done < <(people)
}

# An account, its password by the invitation, the seat, and a session for the story to speak in.
make_person() { # one line of people
	local brukernavn organ rolle navn by code
	IFS='|' read -r brukernavn organ rolle navn <<<"$1"
	trimmed brukernavn organ rolle navn
	by=$(administrator_of "$organ")
	brief "$by" --output json person create "$brukernavn" "$navn"
	code=$(tr -d '\n' <<<"$answer" | sed -nE 's/.*"invitasjon": *"([^"]+)".*/\1/p')
	[ -n "$code" ] || unexpected "no invitation for $brukernavn"
	printf '%s\n%s\n' "$code" "$demo_password" >"$secret"
	brief - password "$brukernavn" --password-file "$secret"
	[ -z "$organ" ] || brief "$by" verv give "$organ" "$brukernavn" "$rolle" --fra 2020-01-01
	printf '%s\n' "$demo_password" >"$secret"
	brief - login "$brukernavn" --password-file "$secret"
}

make_program() {
	local kortnavn funksjon _
	step 0 'sel' -- ingrid program create sel 'Omstillingsprogrammet i Sel' --eiermodus A --fylke innlandet \
		--fra 2021-01-01 --til 2026-12-31 --fase 2
	while IFS='|' read -r kortnavn _ _ _ _ _ funksjon; do
		trimmed kortnavn funksjon
		[ -z "$funksjon" ] || brief ingrid program attach sel "$kortnavn" "$funksjon" --fra 2020-01-01
	done < <(organs)
}

organs_and_people() {
	local line
	chapter '0. Organene, menneskene i dem og programmet'
	secret=$(mktemp)
	brief demo_date 2020-09-01
	while read -r line; do
		make_organ "$line"
	done < <(organs)
	make_people ''
	rm -f "$secret"
	make_program
}
