<?php

declare(strict_types=1);

/* Draws the diagrams beside it: boxes on a grid, and arrows between them. Called by scripts/diagrams. */

final class Diagram
{
    private const COLUMN = 270;
    private const ROW = 80;
    private const WIDTH = 215;
    private const LINE = 17;
    private string $shapes = '';
    private string $arrows = '';
    /** @var array<string, array{float, float, float, float}> name => left, top, width, height */
    private array $boxes = [];

    public function __construct(private readonly string $title, private readonly int $columns, private readonly int $rows)
    {
    }

    /** A box at a place of the grid; $kind is a class of the style. Lines are separated by "\n". */
    public function box(string $name, float $column, float $row, string $text, string $kind = 'plain', float $width = self::WIDTH): self
    {
        $lines = explode("\n", $text);
        $height = count($lines) * self::LINE + 18;
        $left = 20 + $column * self::COLUMN;
        $top = 50 + $row * self::ROW + (self::ROW - 18 - $height) / 2;
        $this->boxes[$name] = [$left, $top, $width, $height];
        $this->shapes .= sprintf('<rect class="%s" x="%g" y="%g" width="%g" height="%g" rx="6"/>', $kind, $left, $top, $width, $height);
        foreach ($lines as $number => $line) {
            $this->shapes .= sprintf(
                '<text x="%g" y="%g" text-anchor="middle"%s>%s</text>',
                $left + $width / 2,
                $top + 9 + ($number + 0.75) * self::LINE,
                $number === 0 ? ' class="first"' : '',
                htmlspecialchars($line),
            );
        }
        $this->shapes .= "\n";
        return $this;
    }

    /** From the middle of a side to the middle of a side (l, r, t, b); the words stand beside its middle. */
    public function arrow(string $from, string $to, string $words = '', string $sides = 'rl', bool $dashed = false, float $shift = 0): self
    {
        [$x1, $y1] = $this->end($from, $sides[0], $shift);
        [$x2, $y2] = $this->end($to, $sides[1], $shift);
        $this->arrows .= sprintf('<path d="M%g %gL%g %g"%s/>', $x1, $y1, $x2, $y2, $dashed ? ' stroke-dasharray="5 4"' : '');
        foreach ($words === '' ? [] : explode("\n", $words) as $number => $line) {
            $vertical = abs($x1 - $x2) < 20;
            $this->arrows .= sprintf(
                '<text class="words" x="%g" y="%g" text-anchor="%s">%s</text>',
                ($x1 + $x2) / 2 + ($vertical ? 6 : 0),
                ($y1 + $y2) / 2 + ($vertical ? 4 : -6) + $number * 14,
                $vertical ? 'start' : 'middle',
                htmlspecialchars($line),
            );
        }
        $this->arrows .= "\n";
        return $this;
    }

    public function svg(): string
    {
        $width = 40 + ($this->columns - 1) * self::COLUMN + self::WIDTH;
        $height = 50 + $this->rows * self::ROW;
        return <<<SVG
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 $width $height" width="$width" height="$height" role="img" aria-label="{$this->title}">
            <style>
            svg{background:#fff;font:13px system-ui,sans-serif}text{fill:#1d2733}.title{font-size:16px;font-weight:600}.first{font-weight:600}.words{font-size:12px;fill:#44546a}
            rect{fill:#f3f6fa;stroke:#7b8ba1}.good{fill:#e6f5ea;stroke:#3f9a5b}.bad{fill:#fdecea;stroke:#c4554a}.perhaps{fill:#fff4d9;stroke:#c08a1d}.ours{fill:#e7effc;stroke:#4a76c4}
            path{fill:none;stroke:#5b6b80;stroke-width:1.5;marker-end:url(#head)}#head path{fill:#5b6b80;stroke:none;marker-end:none}
            @media(prefers-color-scheme:dark){svg{background:#10161d}text{fill:#e6edf3}.words{fill:#a9b6c6}rect{fill:#1b2430}.good{fill:#16301f}.bad{fill:#3a1c1a}.perhaps{fill:#382b0d}.ours{fill:#17263f}path{stroke:#93a3b8}#head path{fill:#93a3b8}}
            </style>
            <defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>
            <text class="title" x="20" y="28">{$this->title}</text>
            {$this->shapes}{$this->arrows}</svg>

            SVG;
    }

    /** @return array{float, float} */
    private function end(string $name, string $side, float $shift): array
    {
        [$left, $top, $width, $height] = $this->boxes[$name];
        return match ($side) {
            'l' => [$left, $top + $height / 2 + $shift],
            'r' => [$left + $width, $top + $height / 2 + $shift],
            't' => [$left + $width / 2 + $shift, $top],
            'b' => [$left + $width / 2 + $shift, $top + $height],
        };
    }
}

$diagrams = [
    'flow' => (new Diagram('How a payment goes', 3, 5))
        ->box('shop', 0, 0, "Shop\nstores id and payload first", 'ours')
        ->box('doku', 2, 0, "DOKU\nan order, a payment page")
        ->box('buyer', 0, 1.2, "Buyer's browser\nis sent to the page")
        ->box('akulaku', 2, 1.2, "Akulaku\nthe buyer decides")
        ->box('wait', 0, 2.4, "Return page\nproves nothing: waits", 'perhaps')
        ->box('note', 2, 2.4, "Notification\nsigned, sent for 12 hours")
        ->box('book', 0, 3.7, "Order is booked\nonce, by supersedes()", 'good')
        ->box('look', 2, 3.7, "checkStatus()\nfrom 60 s on, if none comes")
        ->arrow('shop', 'doku', 'generateOrder()')
        ->arrow('shop', 'buyer', 'redirect', 'bt')
        ->arrow('doku', 'akulaku', '', 'bt')
        ->arrow('buyer', 'akulaku', 'pays, or not')
        ->arrow('akulaku', 'wait', 'back to callback_url', 'lr')
        ->arrow('akulaku', 'note', '', 'bt')
        ->arrow('note', 'book', 'verified', 'lr')
        ->arrow('look', 'book', 'the state of now', 'lr'),
    'states' => (new Diagram('States of an order, and which supersedes which', 4, 3))
        ->box('unknown', 0, 1, "Unknown\nor a word nobody knows", 'perhaps')
        ->box('pending', 1, 1, "Pending\ncan be paid", 'ours')
        ->box('success', 2, 0.3, "Success\npaid", 'good')
        ->box('ended', 2, 1.8, "Failed, Expired, Cancelled\na late Success still counts", 'bad')
        ->box('refunded', 3, 0.3, "Refunded\nover all others", 'good')
        ->box('none', 3, 1.8, "Anything else\nis old news: nothing changes")
        ->arrow('unknown', 'pending')
        ->arrow('pending', 'success')
        ->arrow('pending', 'ended')
        ->arrow('ended', 'success', 'paid after all', 'tb')
        ->arrow('success', 'refunded'),
    'exceptions' => (new Diagram('May money have moved?', 3, 6))
        ->box('call', 0, 2.2, "A call\nhas ended", 'ours')
        ->box('sent', 1, 0, "Never started", 'plain')
        ->box('no', 1, 1.6, "DOKU said no", 'plain')
        ->box('answer', 1, 3, "A usable answer", 'plain')
        ->box('perhaps', 1, 4.4, "Nobody knows", 'perhaps')
        ->box('validation', 2, 0, "ValidationException\nConfigurationException\nConnectionException", 'good')
        ->box('api', 2, 1.6, "ApiException\nread its words, mend, try anew", 'good')
        ->box('response', 2, 3, "Response\nlook at succeeded and status", 'ours')
        ->box('same', 2, 4.4, "IndeterminateException\nResponseException\nthe same call, or a look-up", 'perhaps')
        ->arrow('call', 'sent')
        ->arrow('call', 'no')
        ->arrow('call', 'answer')
        ->arrow('call', 'perhaps')
        ->arrow('sent', 'validation', 'no')
        ->arrow('no', 'api', 'no')
        ->arrow('answer', 'response')
        ->arrow('perhaps', 'same', 'yes'),
    'connections' => (new Diagram('Connections: a worker alone, and with the gateway', 3, 4))
        ->box('worker', 0, 0, "PHP worker\nkeeps its own connections", 'ours')
        ->box('doku', 2, 0, "DOKU", 'plain')
        ->box('a', 0, 1.3, "PHP worker", 'ours')
        ->box('b', 0, 2.1, "PHP worker", 'ours')
        ->box('c', 0, 2.9, "PHP worker", 'ours')
        ->box('gateway', 1, 2.1, "nginx or HAProxy\non 127.0.0.1\nchecks DOKU's certificate", 'good')
        ->box('doku2', 2, 2.1, "DOKU", 'plain')
        ->arrow('worker', 'doku', 'TLS, kept for 55 s')
        ->arrow('a', 'gateway')
        ->arrow('b', 'gateway', 'http')
        ->arrow('c', 'gateway')
        ->arrow('gateway', 'doku2', 'TLS'),
];
$stale = [];
foreach ($diagrams as $name => $diagram) {
    $file = __DIR__ . "/$name.svg";
    if (!is_file($file) || file_get_contents($file) !== $diagram->svg()) {
        $stale[] = "docs/diagrams/$name.svg";
        ($argv[1] ?? '') === '--check' || file_put_contents($file, $diagram->svg());
    }
}
foreach ($stale as $file) {
    echo ($argv[1] ?? '') === '--check' ? "$file is not what scripts/diagrams draws\n" : "$file\n";
}
exit(($argv[1] ?? '') === '--check' && $stale !== [] ? 1 : 0);
