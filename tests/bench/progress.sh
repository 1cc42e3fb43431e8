# How far a bench has come, as one line on standard error that is written over; nothing where that is no terminal. Sourced.
# shellcheck shell=bash

steps=0 step=0

# How many steps there are to come.
progress_steps() { # N
	steps=$1 step=0
}

# The next one begins.
progress_next() { # WHAT
	step=$((step + 1))
	[ ! -t 2 ] || printf '\r\033[Kbench %d/%d: %s' "$step" "$steps" "$1" >&2
}

# The line is taken away: before a result is printed, and at the end.
progress_clear() {
	[ ! -t 2 ] || printf '\r\033[K' >&2
}

# A step that prints its results itself: they are shown when the line is gone.
progress_run() { # WHAT COMMAND...
	local results status=0
	progress_next "$1"
	results=$("${@:2}") || status=$?
	progress_clear
	printf '%s\n' "$results"
	return $status
}
