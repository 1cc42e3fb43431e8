# The organs around Sel and the invented people in them: tables, of which ../people.sh makes accounts. Sourced. Who decides
# for the owner is as `eiermodus` says: A as it was; B, C and D are what it might have been, with the neighbour Vågå.
# shellcheck shell=bash

. "$(dirname "${BASH_SOURCE[0]}")/../people.sh"
eiermodus=${eiermodus:-A}
case $eiermodus in B) eier=sel-rr ;; D) eier=sel-fn ;; *) eier=sel-kst ;; esac

# The organs that own the programme, in the columns of the table below.
owners() {
	local kommune=KST
	case $eiermodus in
	B) echo 'sel-rr | innlandet | RR | folkevalgt | 19 | Regionrådet for Sel og Vågå | KST' ;;
	D) echo 'sel-fn | innlandet | FN | folkevalgt | 19 | Fellesnemnda for Sel og Vågå | KST' && return ;;
	esac
	[ "$eiermodus" != B ] || kommune=EIER
	echo "sel-kst | sel | KST | folkevalgt | 19 | Sel kommunestyre | $kommune"
	[ "$eiermodus" = A ] || echo 'vaagaa | innlandet | K | etat | | Vågå kommune |'
	[ "$eiermodus" = A ] || echo "vaagaa-kst | vaagaa | KST | folkevalgt | 17 | Vågå kommunestyre | $kommune"
}

# The people of Vågå, and the secretary of Sel's own kommunestyre where a regionråd decides.
owners_people() {
	case $eiermodus in A | D) return ;; esac
	[ "$eiermodus" = C ] || echo 'marit | sel-kst | sekretaer |'
	echo 'tuva | vaagaa | administrator | Tuva Holen'
	echo 'tuva | vaagaa-kst | sekretaer |'
	echo 'rolf | vaagaa-kst | leder | Rolf Sve'
}

# kortnavn | forelder | art | juridisk form | seter | navn | funksjon in the programme sel
organs() {
	cat <<-'END'
		kdd          | @          | KDD  | etat           |    | Kommunal- og distriktsdepartementet | KDD
		in           | kdd        | IN   | etat           |    | Innovasjon Norge                    | IN
		innlandet    | kdd        | FK   | etat           |    | Innlandet fylkeskommune             |
		innlandet-fu | innlandet  | FU   | folkevalgt     | 13 | Fylkesutvalget i Innlandet          | F
		sel          | innlandet  | K    | etat           |    | Sel kommune                         |
	END
	owners
	cat <<-'END'
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
	cat <<-END
		torunn   | kdd          | raadgiver        | Torunn Bakke
		jonas    | in           | raadgiver        | Jonas Berget
		ingrid   | innlandet    | administrator    | Ingrid Lunde
		hallvard | innlandet-fu | leder            | Hallvard Rud
		solveig  | innlandet-fu | sekretaer        | Solveig Haug
		berit    | sel          | administrator    | Berit Nordli
		olav     | $(printf %-12s $eier) | leder            | Olav Sandbu
		marit    | $(printf %-12s $eier) | sekretaer        | Marit Lien
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
	owners_people
}

# Who administers the organ $1 or the one above it, and so may give seats in it.
administrator_of() {
	case $1 in
	innlandet-fu | sel | sel-rr | sel-fn | vaagaa) echo ingrid ;;
	vaagaa-kst) echo tuva ;;
	sel-* | '') echo berit ;;
	*) echo astrid ;;
	esac
}

organs_and_people() {
	chapter '0. Organene, menneskene i dem og programmet'
	brief demo_date 2020-09-01
	make_organs 2020-01-01
	step 0 'sel' -- ingrid program create sel 'Omstillingsprogrammet i Sel' --eiermodus $eiermodus --fylke innlandet \
		--fra 2021-01-01 --til 2026-12-31 --fase 2
	attach_organs ingrid sel 2020-01-01
}
