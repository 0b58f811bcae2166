<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use DokuAkulaku\Notification;
use DokuAkulaku\SignatureException;
use Magento\Framework\App\Request\Http;
use Magento\Framework\Url;

/** Verifies what came by one of the shop's accounts, moves the row, and tells the order if nobody else does. */
class NotificationReader
{
    private const SECONDS = 15.0;

    public function __construct(
        private readonly PaymentsFactory $payments,
        private readonly Http $request,
        private readonly Url $url,
        private readonly Log $log,
    ) {
    }

    /** @return int the HTTP status to answer */
    public function read(): int
    {
        if (!PaymentsFactory::isExtensionLoaded()) {
            return 503;
        }
        $reason = 'client_id';
        foreach ($this->payments->accounts()->all() as $account => $storeId) {
            try {
                $client = $this->payments->accounts()->clientOf($storeId, self::SECONDS);
                return $this->payments->create()->notified($this->verified($client, $storeId), $account)->httpStatus();
            } catch (SignatureException $error) {
                $reason = $error->getReason();
                if ($reason !== 'client_id') {
                    break;
                }
            } catch (\Throwable $error) {
                $this->log->failed('a notification could not be read', $error);
                return 503;
            }
        }
        $this->log->log('warning', 'A notification was refused: {reason}', ['reason' => $reason]);
        return 401;
    }

    /** The path as it came, then as the shop names it: a proxy in front may have rewritten it. */
    private function verified(\DokuAkulaku $client, int $storeId): Notification
    {
        $body = $this->request->getContent();
        $headers = $this->request->getServer()->toArray();
        try {
            return $client->parseNotification($body, $headers, Scalar::text($this->request->getServer('REQUEST_URI')));
        } catch (SignatureException $error) {
            if ($error->getReason() !== 'mismatch') {
                throw $error;
            }
            return $client->parseNotification($body, $headers, $this->address($storeId));
        }
    }

    public function address(int $storeId): string
    {
        return rtrim($this->url->getUrl('doku_akulaku/notification', ['_nosid' => true, '_scope' => $storeId]), '/');
    }
}
