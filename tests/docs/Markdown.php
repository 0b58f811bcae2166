<?php

declare(strict_types=1);

/** A fenced block of a document. */
final class Block
{
    public function __construct(
        /** DOCUMENT:LINE */
        public readonly string $place,
        public readonly int $line,
        public readonly string $text,
        /** of <!-- run: NAME --> on the line before */
        public readonly ?string $name,
        /** the block behind <!-- prints --> that follows at once */
        public readonly ?string $prints,
    ) {
    }
}

/** As much of Markdown as the project's own documents use. */
final class Markdown
{
    /** @return list<Block> */
    public static function blocks(string $text, string $language, string $document = ''): array
    {
        $blocks = [];
        $pattern = '/(?:^<!-- run: ([a-z-]+) -->\n)?^```' . $language . '\n(.*?)^```\n'
            . '(?:<!-- prints -->\n```text\n(.*?)^```\n)?/ms';
        preg_match_all($pattern, $text, $matches, PREG_SET_ORDER | PREG_OFFSET_CAPTURE | PREG_UNMATCHED_AS_NULL);
        foreach ($matches as $match) {
            $line = substr_count($text, "\n", 0, (int) $match[2][1]) + 1;
            $blocks[] = new Block("$document:$line", $line, (string) $match[2][0], $match[1][0] ?? null, $match[3][0] ?? null);
        }
        return $blocks;
    }

    /** @return list<string> what stands in `backticks`, outside of blocks */
    public static function codes(string $text): array
    {
        preg_match_all('/`([^`\n]+)`/', self::prose($text), $matches);
        return $matches[1];
    }

    public static function prose(string $text): string
    {
        return (string) preg_replace('/^```.*?^```$/ms', '', $text);
    }

    /** The part under a heading, up to the next one of any level. */
    public static function section(string $text, string $heading): string
    {
        return preg_match('/^#+ ' . preg_quote($heading, '/') . '\n(.*?)(?=^#+ |\z)/ms', $text, $match) === 1 ? $match[1] : '';
    }

    /** @return list<list<string>> the cells of all table rows, without head lines */
    public static function rows(string $section): array
    {
        preg_match_all('/^\|(.*)\|$/m', $section, $matches);
        $rows = [];
        foreach ($matches[1] as $index => $line) {
            $next = $matches[1][$index + 1] ?? '';
            if (!str_contains($line, ' --- ') && !str_contains($next, ' --- ')) {
                $rows[] = array_map(trim(...), explode(' | ', " $line "));
            }
        }
        return $rows;
    }

    /** @return list<string> the targets of all links */
    public static function links(string $text): array
    {
        preg_match_all('/\]\(([^)\s]+)\)/', self::prose($text), $matches);
        return $matches[1];
    }

    /** @return list<string> as GitHub makes them of headings */
    public static function anchors(string $text): array
    {
        preg_match_all('/^#+ (.+)$/m', self::prose($text), $matches);
        return array_map(
            static fn (string $title): string
                => strtr((string) preg_replace('/[^a-z0-9 _-]/', '', strtolower($title)), ' ', '-'),
            $matches[1],
        );
    }
}
