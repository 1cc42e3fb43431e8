# The organs around Hallingdal and the invented people in them: tables, of which ../people.sh makes accounts. Sourced. The
# ministry, Innovasjon Norge and Viken are there already, from Sel's story. `eiermodus` B is as it was, with the regionråd on
# behalf of six kommuner; A is as if the six were one.
# shellcheck shell=bash

. "$(dirname "${BASH_SOURCE[0]}")/../people.sh"
shopt -s extglob
eiermodus=${eiermodus:-B}
# Who decides for the owner, and the organ below which the programme's own organs lie.
eier=hall-rr huset=hall-rr
[ "$eiermodus" = B ] || eier=hall-kst huset=hall

# The kommuner: kortnavn | navn | medlemmer | ordfører | navn | sekretær | navn | kommunenummer under Viken | under Buskerud
six() {
	cat <<-'END'
		flaa     | Flå      | 15 | arne    | Arne Sevre    | unni   | Unni Gislerud    | 3039 | 3320
		nesbyen  | Nesbyen  | 17 | grete   | Grete Rud     | vigdis | Vigdis Haraldset | 3040 | 3322
		gol      | Gol      | 21 | harald  | Harald Storli | trond  | Trond Eikro      | 3041 | 3324
		hemsedal | Hemsedal | 17 | kjersti | Kjersti Grøte | ellen  | Ellen Ulsaker    | 3042 | 3326
		aal      | Ål       | 21 | sigrid  | Sigrid Nestås | leif   | Leif Sundre      | 3043 | 3328
		hol      | Hol      | 21 | odd     | Odd Tufto     | randi  | Randi Sudndalen  | 3044 | 3330
	END
}

# each_kommune COMMAND...: calls it with the columns of one line at a time.
each_kommune() {
	local line columns
	while read -r line; do
		IFS='|' read -r -a columns <<<"$line"
		columns=("${columns[@]/#+( )/}")
		columns=("${columns[@]/%+( )/}")
		"$@" "${columns[@]}"
	done < <(six)
}

kommune_organs() {
	printf '%s | viken | K | etat | | %s kommune | | %s\n' "$1" "$2" "$8"
	printf '%s-kst | %s | KST | folkevalgt | %s | %s kommunestyre | EIER\n' "$1" "$1" "$3" "$2"
}

# The secretary administers the kommune, the ordfører leads its kommunestyre; both have their seats there.
kommune_people() {
	printf '%s | %s | administrator | %s\n' "$6" "$1" "$7"
	printf '%s | %s-kst | sekretaer |\n' "$6" "$1"
	printf '%s | %s-kst | leder | %s\n' "$4" "$1" "$5"
}

# The six ordførere decide for the owner; Gol's leads.
owners_people() {
	local rolle=medlem navn=
	[ "$4" != harald ] || rolle=leder
	[ "$eiermodus" = B ] || navn=$5
	printf '%s | %s | %s | %s\n' "$4" "$eier" "$rolle" "$navn"
}

# kortnavn | forelder | art | juridisk form | seter | navn | funksjon in the programme hallingdal
organs() {
	echo 'viken-fr | viken | FR | folkevalgt | 5 | Fylkesrådet i Viken | F'
	case $eiermodus in
	B)
		each_kommune kommune_organs
		echo 'hall-rr | viken | RR | folkevalgt | 6 | Regionrådet for Hallingdal | KST'
		;;
	*)
		echo 'hall | viken | K | etat | | Hallingdal kommune (tenkt) |'
		echo 'hall-kst | hall | KST | folkevalgt | 6 | Hallingdal kommunestyre (tenkt) | KST'
		;;
	esac
	cat <<-END
		hall-dl   | $huset | KDIR | enkeltperson   |   | Daglig leder for Hallingdal           | KDIR
		hall-sg   | $huset | SG   | prosjektgruppe | 5 | Styringsgruppen for Hallingdal        | SG
		hall-epl  | $huset | EPL  | enkeltperson   |   | Ekstern prosjektleder, Hallingdal     | EPL
		hall-os   | $huset | OS   | prosjektgruppe | 5 | Styret for Sats på Hallingdal         | OS
		hall-pl   | $huset | PL   | enkeltperson   |   | Programleder for Sats på Hallingdal   | PL
		hall-hage | $huset | OBS  | etat           |   | Hallingdal Næringshage                | OBS
	END
}

# brukernavn | organ | rolle | navn; without a name there already; without an organ the seat comes by a decision in the story.
people() {
	cat <<-END
		torgeir  | viken    | administrator    | Torgeir Moe
		cecilie  | viken-fr | leder            | Cecilie Aker
		even     | viken-fr | sekretaer        | Even Skaug
	END
	[ "$eiermodus" != B ] || each_kommune kommune_people
	cat <<-END
		bjoerg   | $huset   | administrator    | Bjørg Breie
		bjoerg   | $eier    | sekretaer        |
	END
	each_kommune owners_people
	cat <<-END
		sverre   | $eier    | vara             | Sverre Jordet
		ragnhild | hall-dl  | kommunedirektoer | Ragnhild Sire
		harald   | hall-sg  | leder            |
		kjersti  | hall-sg  | medlem           |
		sigrid   | hall-sg  | medlem           |
		mona     | hall-sg  | medlem           | Mona Bakkegard
		yngve    | hall-sg  | medlem           | Yngve Holto
		are      | hall-epl | prosjektleder    | Are Solhaug
		lars     | hall-hage| raadgiver        | Lars Viko
		steinar  |          |                  | Steinar Noss
		hanne    |          |                  | Hanne Ruud
	END
}

# Who administers the organ $1 or the one above it, and so may give seats in it.
administrator_of() {
	case $1 in
	viken) echo astrid ;;
	hall-rr | hall) echo torgeir ;;
	hall-* | '') echo bjoerg ;;
	buskerud) echo astrid ;;
	buskerud-*) echo wenche ;;
	*-kst) each_kommune secretary_of "${1%-kst}" ;;
	*) echo torgeir ;;
	esac
}

secretary_of() { # KOMMUNE and a line of six
	[ "$1" != "$2" ] || echo "$7"
}

organs_and_people() {
	chapter '0. Organene, menneskene i dem og programmet'
	brief demo_date 2021-02-01
	make_people viken 2020-01-01
	make_organs 2020-01-01
	step 0 'hallingdal' -- torgeir program create hallingdal 'Sats på Hallingdal' --eiermodus $eiermodus --fylke viken --fra 2022-01-01 --til 2024-12-31
	brief torgeir program attach hallingdal kdd KDD --fra 2020-01-01
	brief torgeir program attach hallingdal in IN --fra 2020-01-01
	attach_organs torgeir hallingdal 2020-01-01
}

# The new county's, in the columns of people.
newcomers() {
	cat <<-'END'
		wenche   | buskerud    | administrator | Wenche Dahl
		idunn    | buskerud    | raadgiver     | Idunn Lie
		birger   | buskerud-fu | leder         | Birger Foss
		tone     | buskerud-fu | sekretaer     | Tone Hval
	END
}

# Makes it, as of the day on which it was constituted.
buskerud() { # DATE
	organs() {
		echo 'buskerud | kdd | FK | etat | | Buskerud fylkeskommune |'
		echo 'buskerud-fu | buskerud | FU | folkevalgt | 9 | Fylkesutvalget i Buskerud | F'
	}
	people() {
		newcomers
	}
	make_organs "$1"
}
