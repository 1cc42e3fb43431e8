# Steps of a story: show the command, run it, show the answer, compare. Sourced by a story's play.
# shellcheck shell=bash

bold='' plain=''
[ ! -t 1 ] || bold=$'\e[1m' plain=$'\e[0m'

# Wide enough that no cell of a table is broken in two; the answers are compared.
export COLUMNS=150
# In bokmål, whatever the language of who plays it.
export OMSTILLING_SPRAAK=nb

chapter() {
	printf '\n%s=== %s%s\n' "$bold" "$1" "$plain"
}

note() {
	printf '\n%s\n' "$1"
}

# Prints a command as it would be typed: quotes where the shell needs them.
shown() {
	printf '\n%s$ %s%s\n' "$bold" "$1" "$plain"
}

typed() {
	local out=omstilling word
	for word in "$@"; do
		case $word in
		*[!A-Za-z0-9_/.:,=@+-]*) word="'${word//\'/\'\\\'\'}'" ;;
		'') word="''" ;;
		esac
		out+=" $word"
	done
	printf '%s' "$out"
}

# brief WHO COMMAND...: shows and runs a command that must succeed; its answer is kept in `answer`, not shown.
brief() {
	as "$@"
	printf '%s$ %s%s\n' "$bold" "$(typed "${words[@]}")" "$plain"
	answer=$(omstilling "${words[@]}" 2>&1 </dev/null) || unexpected "$answer"
}

# every 'WHO...' COMMAND...: each of them types the command, which must succeed; shown as the loop that it is.
every() {
	local names=$1 who loop
	shift
	loop=$(typed "$@")
	printf '%s$ for hvem in %s; do omstilling --as $hvem %s; done%s\n' "$bold" "$names" "${loop#omstilling }" "$plain"
	for who in $names; do
		answer=$(omstilling --as "$who" "$@" 2>&1 </dev/null) || unexpected "$who: $answer"
	done
}

# step STATUS [PATTERN]... -- WHO COMMAND...: WHO types COMMAND; its exit status is STATUS and its answer holds each
# PATTERN (a basic regular expression). WHO `nobody` has not logged in, `-` stands before login; `demo_date` is a
# shorthand of its own.
step() {
	local status=$1 patterns=() rc=0 pattern
	shift
	while [ "$1" != -- ]; do
		patterns+=("$1")
		shift
	done
	shift
	as "$@"
	shown "$(typed "${words[@]}")"
	answer=$(omstilling "${words[@]}" 2>&1 </dev/null) || rc=$?
	[ -z "$answer" ] || printf '%s\n' "$answer"
	[ $rc -eq 0 ] || printf '(avslutningsstatus %d)\n' $rc
	[ $rc -eq "$status" ] || unexpected "exit status $rc, and the story says $status"
	answer=${answer//$'\xc2\xa0'/ } # in numbers; the story writes them with a space
	for pattern in "${patterns[@]}"; do
		grep -q -e "$pattern" <<<"$answer" || unexpected "the answer has no: $pattern"
	done
}

# Sets `words`: the arguments with which WHO types the command.
as() {
	local who=$1
	shift
	case $who in
	-) words=("$@") ;;
	nobody) words=(--no-login "$@") ;;
	demo_date) words=(--as astrid demo date "$@") ;;
	*) words=(--as "$who" "$@") ;;
	esac
}

unexpected() {
	printf '\nThe story went wrong here: %s\n' "$1" >&2
	exit 1
}

# recorded WHO ORGAN SAK DATE YES NO NUMBER [OPTION...]: the secretary enters the result of a meeting.
recorded() {
	local who=$1 organ=$2 sak=$3 dato=$4 ja=$5 nei=$6 nummer=$7
	shift 7
	step 0 -- "$who" sak record "$sak" --organ "$organ" --dato "$dato" --utfall ja --ja "$ja" --nei "$nei" --saksnummer "$nummer" "$@"
}

# The id of the result that waits for confirmation, as WHO reads it.
result_of() { # WHO SAK
	omstilling --as "$1" --output json sak show "$2" | tr -d '\n' |
		sed -nE 's/.*"resultat": *\{ *"id": *"([^"]+)".*/\1/p'
}

# confirmed WHO SAK...: the meeting leader confirms what was recorded.
confirmed() {
	local who=$1 sak id
	shift
	for sak in "$@"; do
		id=$(result_of "$who" "$sak")
		[ -n "$id" ] || unexpected "$sak has no recorded result"
		step 0 "bekreftet av $who" -- "$who" sak confirm "$sak" "$id"
	done
}
