# The templates of the server's sentences, which stand in a catalogue as msgid under "setning", as an array of C: client/setning.h.
BEGIN { print "#include \"client/setning.h\"\n\nconst char *const setning_alle[] = {" }
/^msg/ { vist = 0 }
/^msgctxt / { vaar = $0 == "msgctxt \"setning\"" }
/^msgid / && vaar { vist = 1; printf "%s", skille; skille = ",\n"; sub(/^msgid /, "") }
vist && /^"/ { printf "    %s", $0 }
END { print skille "    0};" }
