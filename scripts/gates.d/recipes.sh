# The recipes of CONTRIBUTING.md, followed as they stand there. Silence is success.
# shellcheck shell=bash

# recipe_block NAME: the lines of the recipe of that name, without the fence.
recipe_block() {
	awk -v mark="<!-- recipe: $1 -->" '$0 == mark { found = 1 } found && /^```/ { if (inside) exit; inside = 1; next } inside' CONTRIBUTING.md
}

# follow_recipe TREE PATTERN: does the parts of the recipe (on stdin) whose file matches the pattern. A part is a file and a
# text that one of its lines holds, and the lines that are added below that line, each with "+" in front.
follow_recipe() {
	local tree=$1 pattern=$2 line file='' anchor='' added='' seen=no
	while IFS= read -r line; do
		seen=yes
		if [[ $line == +* ]]; then
			added+=${line#+}$'\n'
		else
			add_lines "$tree" "$pattern" "$file" "$anchor" "$added"
			file=${line%%, after *} anchor=${line#*, after \"} anchor=${anchor%\":} added=''
		fi
	done
	add_lines "$tree" "$pattern" "$file" "$anchor" "$added"
	[ "$seen" = yes ] || say "CONTRIBUTING.md has no such recipe"
}

# add_lines TREE PATTERN FILE ANCHOR ADDED: one part.
add_lines() {
	local path=$1/$3
	[ -n "$5" ] && [[ $3 =~ $2 ]] || return 0
	[ "$(grep -cF -- "$4" "$path")" = 1 ] || { say "$3 does not have one line with: $4"; return 0; }
	ANCHOR=$4 ADDED=$5 awk '{ print } index($0, ENVIRON["ANCHOR"]) { printf "%s", ENVIRON["ADDED"] }' "$path" >"$path.new"
	cat "$path.new" >"$path"
	rm -f "$path.new"
}

# recipe_test TREE PROGRAM: builds and runs it; the exit status is its own, 2 when it does not build.
recipe_test() {
	local tree=$1 program=$2 log=$1/build.log
	make -s -C "$tree/tests/unit" VARIANT=plain "$tree/build/unit/plain/$program" >"$log" 2>&1 || { tail -5 "$log"; return 2; }
	"$tree/build/unit/plain/$program" >"$log" 2>&1
}

# The tests of a recipe fail without the code, and pass with it.
gate_recipes() {
	local tree=$DOKU_ROOT/build/gates/recipes recipe program status
	have make && have gcc || { say "it needs make and gcc"; return 3; }
	for recipe in field:test_payload "state word:test_base"; do
		program=${recipe#*:}
		recipe=${recipe%:*}
		rm -rf "$tree"
		mkdir -p "$tree/tests" "$tree/sandbox"
		cp -R src "$tree/src"
		cp -R tests/unit tests/support tests/vectors "$tree/tests/"
		cp -R sandbox/src "$tree/sandbox/src"
		recipe_block "$recipe" | follow_recipe "$tree" '^tests/'
		status=0
		recipe_test "$tree" "$program" || status=$?
		[ "$status" = 1 ] || say "recipe of a $recipe: its test does not fail without the rest (status $status)"
		recipe_block "$recipe" | follow_recipe "$tree" '^(src|sandbox)/'
		status=0
		recipe_test "$tree" "$program" || status=$?
		[ "$status" = 0 ] || { say "recipe of a $recipe: its test fails:"; tail -5 "$tree/build.log"; }
	done
	rm -rf "$tree"
}

# A newcomer's option works, is documented and is tested when the recipe says that it is.
gate_recipe_option() {
	local copy=$DOKU_ROOT/build/recipe module
	mkdir -p "$copy"
	find "$copy" -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
	project_files | while read -r file; do
		mkdir -p "$copy/$(dirname "$file")"
		cp -p "$file" "$copy/$file"
	done
	recipe_block option | follow_recipe "$copy" .
	module=$("$copy/scripts/build" --name recipe --php-config "$DOKU_PHP_CONFIG_OF_BUILD" --quiet 2>&1 | tail -n 1)
	[ -e "$module" ] || { say "it does not build: $module"; return; }
	"$copy/scripts/phpt" --name recipe --php-config "$DOKU_PHP_CONFIG_OF_BUILD" basics/stub_and_functions.phpt options/values.phpt \
		options/ini_defaults.phpt >"$copy/.said" 2>&1 || cat "$copy/.said"
	"$DOKU_PHP_OF_BUILD" "$copy/tests/docs/run.php" --extension "$module" >"$copy/.said" 2>&1 || grep -v '^ok ' "$copy/.said"
	"$DOKU_PHP_OF_BUILD" -n -d extension="$module" --ri doku_akulaku | grep '^doku_akulaku.example_timeout => 1.5 => 1.5' >/dev/null \
		|| say "the setting is not in --ri"
}

# The end of a run says which tests failed: the log of a long run may be cut in its middle.
gate_failures_are_named() {
	local tree output
	tree=$(mktemp -d)
	mkdir -p "$tree/scripts/test.d" "$tree/.ci"
	cp scripts/lib.sh scripts/test "$tree/scripts/"
	cp .ci/run "$tree/.ci/run"
	printf '#!/bin/sh\nexit 0\n' | tee "$tree/scripts/build" >"$tree/scripts/setup"
	printf '#!/bin/sh\necho "0 passed, 0 failed"\n' >"$tree/scripts/matrix"
	printf '#!/bin/sh\n# fine\necho "ok     a test"\necho "1 passed, 0 failed"\n' >"$tree/scripts/test.d/10-fine"
	printf '#!/bin/sh\n# broken\necho "FAILED the kettle"\necho "       it is cold"\nseq 100\necho "3 passed, 1 failed"; exit 1\n' >"$tree/scripts/test.d/20-broken"
	printf '#!/bin/sh\n# units\nprintf "There was 1 failure:\\n\\n1) Some\\\\\\\\CaseTest::testPot\\npot is empty\\n\\nFAILURES!\\n1 passed, 1 failed\\n"; exit 1\n' >"$tree/scripts/test.d/30-units"
	printf '#!/bin/sh\n# mute\necho "went away"\nexit 9\n' >"$tree/scripts/test.d/40-mute"
	chmod +x "$tree"/scripts/* "$tree"/scripts/test.d/*
	output=$(DOKU_ROOT=$tree bash "$tree/.ci/run" 2>&1 | sed -n '/^== result of tests and matrix/,$p')
	local expected
	for expected in ' broken:' 'FAILED the kettle' 'it is cold' ' units:' '1) Some\CaseTest::testPot' 'pot is empty' ' mute:' 'went away'; do
		grep -qF -- "$expected" <<<"$output" || say "the end of a run with failures does not say: $expected"
	done
	! grep -qF 'fine:' <<<"$output" || say "the end of a run names a stage that passed"
	[ "$(tail -n 1 <<<"$output")" = "5 passed, 3 failed" ] || say "its last line is not the counts: $(tail -n 1 <<<"$output")"
	rm -rf "$tree"
}
