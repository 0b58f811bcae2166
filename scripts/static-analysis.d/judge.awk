# Sets findings against the list of explained ones. Files: the list, then the findings (see scripts/static-analysis).
#   tool, version    what made the findings
#   whole            "yes": every file was analysed, so an entry without a finding is a finding itself
#   counts           a file: what was looked at and how much of it was explained
#   lint             "yes": only check the list's own form
# Prints what is left. Its form is described at the head of the list.

BEGIN { FS = "\t" }

function complain(words) { if (lint == "yes") print FILENAME ":" FNR ": " words }

function end_entry() {
	if (entries && !reasoned && lint == "yes")
		print FILENAME ":" entry_line[entries] ": an entry without a reason"
}

function this_version(wanted) { return wanted == "" || version == wanted || index(version, wanted ".") == 1 }

function source_line(path, number,    key, line, i) {
	key = path ":" number
	if (!(key in source)) {
		for (i = 1; i <= number && (getline line < path) > 0; i++) {}
		close(path)
		gsub(/^[ \t]+|[ \t]+$/, "", line)
		source[key] = line
	}
	return source[key]
}

FNR == 1 { file_number++ }

file_number == 1 && /^[ \t]*(#|$)/ { next }

file_number == 1 && /^[ \t]/ { reasoned = 1; if (!entries) complain("a reason without an entry"); next }

file_number == 1 {
	end_entry()
	reasoned = 0
	entry_line[++entries] = FNR
	colon = index($0, ": ")
	n = split(substr($0, 1, colon - 1), word, " ")
	if (!colon || n != 3) {
		complain("an entry is TOOL FILE CHECK: TEXT")
		entries--
		reasoned = 1
		next
	}
	if (!match(word[1], /^(clang-tidy|cppcheck|gcc)(-[0-9.]+)?$/)) complain("no tool is called " word[1])
	entry_version[entries] = match(word[1], /-[0-9.]+$/) ? substr(word[1], RSTART + 1) : ""
	entry_tool[entries] = RSTART ? substr(word[1], 1, RSTART - 1) : word[1]
	entry_file[entries] = word[2]
	entry_check[entries] = word[3]
	entry_text[entries] = substr($0, colon + 2)
	next
}

{
	analysed[$5] = 1
	text = $4 "; " source_line($1, $2) "; in " $5
	accepted = 0
	for (i = 1; i <= entries; i++) {
		if (entry_tool[i] != tool || !this_version(entry_version[i]) || entry_file[i] != $1) continue
		if (index("," $3 ",", "," entry_check[i] ",") == 0) continue
		if (entry_text[i] != "*" && index(text, entry_text[i]) == 0) continue
		used[i] = 1
		accepted = 1
	}
	key = $1 ":" $2 ": " $4 " [" $3 "]"
	if (key in met) next
	met[key] = 1
	if (accepted) explained++
	else {
		left++
		print key ($1 == $5 ? "" : ", seen from " $5)
		line = source_line($1, $2)
		if (line != "") print "    " line
	}
}

END {
	FILENAME = ARGV[1]
	end_entry()
	if (lint == "yes") exit
	for (i = 1; i <= entries; i++)
		if (whole == "yes" && entry_tool[i] == tool && this_version(entry_version[i]) && !used[i]) {
			stale++
			print ARGV[1] ":" entry_line[i] ": nothing is reported there any more: " entry_check[i] " in " entry_file[i]
		}
	printf "%d findings, %d explained", left + explained + stale, explained + 0 > counts
}
