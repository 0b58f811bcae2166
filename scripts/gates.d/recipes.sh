# The recipes of CONTRIBUTING.md, followed as they stand there. Silence is success.
# shellcheck shell=bash

# recipe_block NAME: the lines of the recipe of that name, without the fence.
recipe_block() {
	awk -v mark="<!-- recipe: $1 -->" '
		$0 == mark { found = 1; next }
		found && $0 == "```diff" { inside = 1; next }
		inside && $0 == "```" { exit }
		inside { print }' CONTRIBUTING.md
}

# follow_recipe TREE PATTERN: does the parts of the recipe (on stdin) whose file matches the pattern. A part is a line with a
# file, a line of that file, and the lines that are added below it, each with "+" in front.
follow_recipe() {
	local tree=$1 pattern=$2 line file='' anchor=''
	local -A added=() anchors=()
	while IFS= read -r line; do
		case $line in
			+*) added[$file]+=${line#+}$'\n' ;;
			*) if [ -z "$file" ] || [ -n "${added[$file]:-}" ]; then
				file=${line# }
			else
				anchors[$file]=${line# }
			fi ;;
		esac
	done
	[ "${#added[@]}" -gt 0 ] || { say "the recipe adds nothing"; return; }
	for file in "${!added[@]}"; do
		[[ $file =~ $pattern ]] || continue
		anchor=${anchors[$file]}
		[ "$(grep -cxF -- "$anchor" "$tree/$file")" = 1 ] || { say "$file does not have this line once: $anchor"; continue; }
		ANCHOR=$anchor ADDED=${added[$file]} awk '{ print } $0 == ENVIRON["ANCHOR"] { printf "%s", ENVIRON["ADDED"] }' "$tree/$file" >"$tree/$file.new"
		mv "$tree/$file.new" "$tree/$file"
	done
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

# The block after its mark.
option_recipe() {
	awk -v mark="<!-- recipe: option -->" '$0 == mark { found = 1 } found && /^```/ { if (inside) exit; inside = 1; next } inside' CONTRIBUTING.md
}

# follow_option_recipe FOLDER: makes the insertions of standard input there.
follow_option_recipe() {
	local line file='' anchor=''
	while IFS= read -r line; do
		if [[ $line == +* ]]; then
			FILE_ANCHOR=$anchor FILE_LINE=${line#+} awk '
				{ print }
				!done && index($0, ENVIRON["FILE_ANCHOR"]) { print ENVIRON["FILE_LINE"]; done = 1 }
				END { exit !done }' "$1/$file" >"$1/.followed" || say "$file has no line with: $anchor"
			cat "$1/.followed" >"$1/$file"
		else
			file=${line%%, after *} anchor=${line#*, after \"} anchor=${anchor%\":}
			[ -f "$1/$file" ] || { say "there is no $file"; return; }
		fi
	done
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
	[ -n "$(option_recipe)" ] || { say "CONTRIBUTING.md has no recipe for an option"; return; }
	option_recipe | follow_option_recipe "$copy"
	module=$("$copy/scripts/build" --name recipe --php-config "$DOKU_PHP_CONFIG_OF_BUILD" --quiet 2>&1 | tail -n 1)
	[ -e "$module" ] || { say "it does not build: $module"; return; }
	"$copy/scripts/phpt" --name recipe --php-config "$DOKU_PHP_CONFIG_OF_BUILD" basics/stub_and_functions.phpt options/values.phpt \
		options/ini_defaults.phpt >"$copy/.said" 2>&1 || cat "$copy/.said"
	"$DOKU_PHP_OF_BUILD" "$copy/tests/docs/run.php" --extension "$module" >"$copy/.said" 2>&1 || grep -v '^ok ' "$copy/.said"
	"$DOKU_PHP_OF_BUILD" -n -d extension="$module" --ri doku_akulaku | grep '^doku_akulaku.example_timeout => 1.5 => 1.5' >/dev/null \
		|| say "the setting is not in --ri"
}
