<?php

declare(strict_types=1);

namespace DokuSandbox;

/** The faults on the developer's page: buttons that order one for the next request, and what waits. */
final class AdminFaults
{
    /** What shops meet most, as key => [text of the button, the fault]. */
    private const PRESETS = [
        'lost-answer' => ['No answer, but the order is made', ['fault' => 'close_after_request']],
        'lost-request' => ['No answer, nothing is made', ['fault' => 'close_after_request', 'execute' => false]],
        'half' => ['Cut off in the middle of the answer', ['fault' => 'close_after_half_body']],
        'slow' => ['Answer after 40 s', ['fault' => 'delay', 'seconds' => 40]],
        '503' => ['503', ['fault' => 'status', 'status' => 503]],
        '429' => ['429, Retry-After 2', ['fault' => 'status', 'status' => 429, 'retry_after' => 2]],
        'firewall' => ['403 with HTML', ['fault' => 'status', 'status' => 403, 'envelope' => 'html']],
        'refused' => ['400, field missing', ['fault' => 'status', 'status' => 400, 'envelope' => 'error_messages',
            'message' => 'order.invoice_number must be filled']],
        'failed' => ['Order made as FAILED', ['fault' => 'order_failed']],
        'amount' => ['Another amount', ['fault' => 'other_amount']],
        'signature' => ['Wrong signature', ['fault' => 'bad_signature']],
        'clock' => ['Clock 7 h off', ['fault' => 'clock']],
    ];
    private const OPERATIONS = ['generate', 'cancel', 'refund', 'status', 'release'];

    public function __construct(private readonly FaultQueue $queue)
    {
    }

    /**
     * Queues what a button of the form says.
     *
     * @param array<string, string> $form
     */
    public function order(array $form): void
    {
        $chosen = $form['fault'] ?? '';
        $fault = self::PRESETS[$chosen][1] ?? null;
        if ($fault === null) {
            $parameters = trim($form['parameters'] ?? '');
            $more = $parameters === '' ? [] : json_decode($parameters, true, 8);
            if (!is_array($more)) {
                throw new \InvalidArgumentException('the parameters are a JSON object, such as {"seconds": 5}');
            }
            $fault = ['fault' => $chosen] + $more;
        }
        if (!preg_match('~^[1-9][0-9]{0,5}$~D', $form['count'] ?? '1')) {
            throw new \InvalidArgumentException('"times" is a whole number from 1');
        }
        $operation = $form['operation'] ?? '';
        $match = $operation === '' || FaultCatalogue::onAccept($chosen, $fault + ['phase' => ''])
            ? []
            : ['operation' => $operation];
        $this->queue->add(Fault::fromSpec($fault + ['count' => (int) ($form['count'] ?? 1)], $match));
    }

    public function clear(): void
    {
        $this->queue->clear();
    }

    /** The buttons; they stand outside of what refreshes itself, so that nobody's choice is lost. */
    public function form(): string
    {
        $options = '<option value="">any call</option>';
        foreach (self::OPERATIONS as $operation) {
            $options .= "<option>$operation</option>";
        }
        $presets = '';
        foreach (self::PRESETS as $key => [$text]) {
            $presets .= '<button name="fault" value="' . $key . '">' . Html::text($text) . '</button>';
        }
        $groups = '';
        foreach (FaultCatalogue::GROUPS as $group => $names) {
            $groups .= '<h4>' . $group . '</h4><ul class="faults">';
            foreach ($names as $name) {
                $parameters = FaultCatalogue::parameters($name);
                $defaults = $parameters === [] ? ''
                    : '<code>' . Html::text((string) json_encode($parameters, JSON_UNESCAPED_SLASHES)) . '</code>';
                $groups .= '<li><button name="fault" value="' . $name . '">' . $name . '</button><span>'
                    . Html::text(FaultCatalogue::ALL[$name][0]) . $defaults . '</span></li>';
            }
            $groups .= '</ul>';
        }
        return '<form method="post" action="/admin" class="card"><h2>Let the next request fail</h2>'
            . '<input type="hidden" name="action" value="fault">'
            . '<div class="fields"><label>On <select name="operation">' . $options . '</select></label>'
            . '<label>Times <input name="count" value="1" inputmode="numeric" size="4"></label></div>'
            . '<div class="buttons">' . $presets . '</div>'
            . '<details id="all-faults"><summary>All faults</summary><label class="wide">Parameters, as JSON '
            . '<input name="parameters" placeholder=\'{"seconds": 5}\' autocomplete="off"></label>'
            . $groups . '</details></form>';
    }

    /** What waits for its request. */
    public function waiting(): string
    {
        $waiting = $this->queue->export();
        if ($waiting === []) {
            return '';
        }
        $rows = '';
        foreach ($waiting as $fault) {
            $match = (array) $fault['match'];
            $own = array_diff_key($fault, array_flip(['id', 'fault', 'on', 'refuse_next', 'count', 'skip', 'match']));
            $rows .= '<li><strong>' . $fault['fault'] . '</strong> × ' . $fault['count']
                . ($match === [] ? '' : ', ' . Html::text(implode(', ', $match)))
                . ($own === [] ? '' : ' <code>' . Html::text((string) json_encode($own, JSON_UNESCAPED_SLASHES))
                    . '</code>') . '</li>';
        }
        return '<section class="card waiting"><h2>Faults that wait</h2><ol>' . $rows . '</ol>'
            . '<form method="post" action="/admin"><button name="action" value="clear-faults">Remove them'
            . '</button></form></section>';
    }
}
