<?php

declare(strict_types=1);

namespace DokuSandbox;

/** The page for the developer: faults to order, refused requests, orders, and what the shop answered. */
final class AdminPage
{
    private const SHOWN = 100;

    public function __construct(
        private readonly OrderBook $orders,
        private readonly OrderFlow $flow,
        private readonly Notifier $notifier,
        private readonly Settings $settings,
        private readonly Ledger $ledger,
        private readonly AdminFaults $faults,
        private readonly AdminRefusals $refusals,
        private readonly AdminOrders $cards,
    ) {
    }

    public function handle(Request $request, Listener $listener): Response
    {
        if ($request->method === 'POST') {
            return $this->act($request);
        }
        if ($request->method !== 'GET' && $request->method !== 'HEAD') {
            return new Response(405, '', [['Allow', 'GET, POST']]);
        }
        $live = $this->live($listener);
        $state = hash('crc32b', $live);
        $known = $request->queryParameters()['state'] ?? null;
        if ($known !== null) {
            // The page asks again and again; what has not changed is not sent.
            return $known === $state ? new Response(204) : self::guarded(Response::html(200, $live), $state);
        }
        $content = '<header><h1>Akulaku sandbox</h1><nav><a href="/admin">Refresh</a>'
            . '<a href="/_sandbox/ledger">Ledger</a><a href="/_sandbox/faults">Faults</a></nav>'
            . '<p id="connection" role="status"></p></header><main>' . $this->faults->form()
            . '<div id="live" data-state="' . $state . '">' . $live . '</div></main>'
            . '<script>' . AdminAssets::SCRIPT . '</script>';
        return self::guarded($this->page(200, 'Akulaku sandbox', $content), $state);
    }

    /** Only the script of this page may run, and it may ask this server only. */
    private static function guarded(Response $response, string $state): Response
    {
        $hash = base64_encode(hash('sha256', AdminAssets::SCRIPT, true));
        $response->set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
            . "script-src 'sha256-$hash'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
            . "base-uri 'none'");
        // With "no-referrer" a browser sends "Origin: null" with a form, as a page of another site would.
        $response->set('Referrer-Policy', 'same-origin');
        $response->set('X-State', $state);
        return $response;
    }

    private function page(int $status, string $title, string $content): Response
    {
        return Response::html($status, Html::page($title, AdminAssets::STYLE, $content));
    }

    private function act(Request $request): Response
    {
        $form = $request->form();
        $action = $form['action'] ?? '';
        try {
            if ($action === 'fault') {
                $this->faults->order($form);
                return Response::seeOther('/admin');
            }
            if ($action === 'clear-faults') {
                $this->faults->clear();
                return Response::seeOther('/admin');
            }
        } catch (\InvalidArgumentException $error) {
            return $this->notice(400, 'This fault cannot be ordered', $error->getMessage());
        }
        $order = $this->orders->byToken($form['token'] ?? '');
        if ($order === null) {
            return $this->notice(404, 'No such order', 'The sandbox does not know this order any more.');
        }
        match ($action) {
            'expire' => $this->flow->expire($order),
            'pay', 'decline' => $this->flow->settle($order, $action === 'pay', '30d'),
            'resend' => AdminOrders::notifiable($order) ? $this->notifier->queue($order) : null,
            'forge' => in_array($form['forge'] ?? '', Notifier::FORGERIES, true)
                ? $this->notifier->queue($order, ['forge' => $form['forge'], 'status' => Order::PAID])
                : null,
            default => null,
        };
        return Response::seeOther('/admin#' . rawurlencode($order->token));
    }

    private function notice(int $status, string $title, string $text): Response
    {
        return $this->page($status, $title, '<main><section class="card"><h1>' . Html::text($title) . '</h1><p>'
            . Html::text($text) . '</p><p><a href="/admin">Back</a></p></section></main>');
    }

    /** What refreshes itself. */
    private function live(Listener $listener): string
    {
        $totals = $this->ledger->totals();
        $count = $this->orders->count();
        $newest = $this->orders->page(Page::of(['limit' => (string) self::SHOWN]), null)['items'];
        $cards = '';
        foreach (array_reverse($newest) as $order) {
            $cards .= $this->cards->card($order, $listener);
        }
        if ($cards === '') {
            $cards = '<p class="empty">No orders yet. A generate-order call makes the first one.</p>';
        }
        $hidden = $count - count($newest);
        $more = $hidden > 0 ? '<p>' . $hidden . ' older orders are not shown; the <a href="/_sandbox/orders">list of '
            . 'orders</a> has them.</p>' : '';
        return '<dl class="card">'
            . Html::fact('Orders', (string) $count)
            . Html::fact('API requests', (string) $totals['requests'])
            . Html::fact('Executed', (string) $totals['executed'])
            . Html::fact('Refused', (string) $totals['refused'])
            . Html::fact('Characters', $this->settings->safeCharacters ? 'Safe String' : 'any')
            . Html::fact('Notification URL', $this->settings->notificationUrl ?? 'not configured')
            . '</dl>' . $this->faults->waiting() . $this->refusals->section() . $cards . $more;
    }
}
