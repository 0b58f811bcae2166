# Gates that follow what CONTRIBUTING.md tells newcomers to do.
# shellcheck shell=bash

# recipe NAME: the block after "<!-- recipe: NAME -->".
recipe() {
	awk -v mark="<!-- recipe: $1 -->" '$0 == mark { found = 1 } found && /^```/ { if (inside) exit; inside = 1; next } inside' CONTRIBUTING.md
}

# follow_recipe FOLDER: makes the insertions of standard input there.
follow_recipe() {
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
	[ -n "$(recipe option)" ] || { say "CONTRIBUTING.md has no recipe for an option"; return; }
	recipe option | follow_recipe "$copy"
	module=$("$copy/scripts/build" --name recipe --php-config "$DOKU_PHP_CONFIG_OF_BUILD" --quiet 2>&1 | tail -n 1)
	[ -e "$module" ] || { say "it does not build: $module"; return; }
	"$copy/scripts/phpt" --name recipe --php-config "$DOKU_PHP_CONFIG_OF_BUILD" basics/stub_and_functions.phpt options/values.phpt \
		options/ini_defaults.phpt >"$copy/.said" 2>&1 || cat "$copy/.said"
	"$DOKU_PHP_OF_BUILD" "$copy/tests/docs/run.php" --extension "$module" >"$copy/.said" 2>&1 || grep -v '^ok ' "$copy/.said"
	"$DOKU_PHP_OF_BUILD" -n -d extension="$module" --ri doku_akulaku | grep -q '^doku_akulaku.example_timeout => 1.5 => 1.5' \
		|| say "the setting is not in --ri"
}
