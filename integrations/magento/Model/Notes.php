<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use Magento\Framework\Phrase;
use Magento\Sales\Model\Order;

/** Comments of an order, each written once, and the alarms that the admin sees until somebody has settled them. */
class Notes
{
    public const NOTED = 'doku_akulaku_noted';
    public const ALARMS = 'doku_akulaku_alarms';

    /** @return bool it is new */
    public function add(Order $order, string $key, Phrase $text): bool
    {
        if (!$this->mark($order, self::NOTED, $key)) {
            return false;
        }
        $order->addCommentToStatusHistory($text->render(), false, false);
        return true;
    }

    /** @return bool it is new */
    public function alarm(Order $order, string $key, Phrase $text): bool
    {
        if (!$this->mark($order, self::ALARMS, $key)) {
            return false;
        }
        $order->setData('doku_akulaku_alarm', 1);
        $order->addCommentToStatusHistory($text->render(), false, false);
        return true;
    }

    /** @return list<string> */
    public function alarms(Order $order): array
    {
        return $this->marks($order, self::ALARMS);
    }

    private function mark(Order $order, string $list, string $key): bool
    {
        $marks = $this->marks($order, $list);
        if (in_array($key, $marks, true)) {
            return false;
        }
        $order->getPayment()?->setAdditionalInformation($list, [...$marks, $key]);
        return true;
    }

    /** @return list<string> */
    private function marks(Order $order, string $list): array
    {
        $marks = $order->getPayment()?->getAdditionalInformation($list);
        return is_array($marks) ? array_values(array_filter($marks, is_string(...))) : [];
    }
}
