<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Controller\Adminhtml\Payment;

use DokuAkulaku\Payment\Model\Log;
use DokuAkulaku\Payment\Model\OrderSearch;
use DokuAkulaku\Payment\Model\OrderWriter;
use DokuAkulaku\Payment\Model\OutcomeWords;
use DokuAkulaku\Payment\Model\PaymentsFactory;
use DokuAkulaku\Payment\Model\Scalar;
use DokuAkulaku\Payments\Outcome;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;
use Magento\Backend\App\Action;
use Magento\Backend\App\Action\Context;
use Magento\Framework\App\Action\HttpPostActionInterface;
use Magento\Framework\Controller\ResultInterface;
use Magento\Sales\Model\Order;

/** The buttons of the order view: ask DOKU, cancel at Akulaku, send an unanswered call again, refund, give up. */
class Act extends Action implements HttpPostActionInterface
{
    public const ADMIN_RESOURCE = 'DokuAkulaku_Payment::operate';

    public function __construct(
        Context $context,
        private readonly PaymentsFactory $payments,
        private readonly OrderSearch $search,
        private readonly OutcomeWords $words,
        private readonly OrderWriter $writer,
        private readonly Log $log,
    ) {
        parent::__construct($context);
    }

    public function execute(): ResultInterface
    {
        $id = Scalar::number($this->getRequest()->getParam('order_id'));
        $order = $this->search->byId($id);
        if ($order !== null && $this->getRequest()->getParam('do') === 'settled') {
            $this->settled($order);
        } elseif ($order !== null) {
            $this->act($order);
        }
        return $this->resultRedirectFactory->create()->setPath('sales/order/view', ['order_id' => $id]);
    }

    /** A person has looked: the mark goes, the comments stay, and the same alarm is not raised again. */
    private function settled(Order $order): void
    {
        $who = (string) $this->_auth->getUser()?->getUserName();
        $this->writer->write((int) $order->getEntityId(), static function (Order $found) use ($who): bool {
            $found->setData('doku_akulaku_alarm', 0);
            $found->addCommentToStatusHistory((string) __('%1 has settled what was marked here.', $who), false, false);
            return true;
        });
    }

    private function act(Order $order): void
    {
        try {
            $outcome = $this->outcome($order);
            $this->payments->create()->tell((string) $order->getEntityId());
        } catch (\Throwable $error) {
            $this->log->failed('order ' . $order->getIncrementId(), $error);
            $outcome = new Outcome(Result::Later, Reason::NoStore);
        }
        $text = $this->words->of($outcome)->render();
        if ($outcome->result === Result::Done) {
            $this->messageManager->addSuccessMessage($text);
        } else {
            $this->messageManager->addErrorMessage($text);
        }
    }

    private function outcome(Order $order): Outcome
    {
        $payments = $this->payments->create();
        $invoice = Scalar::text($this->getRequest()->getParam('invoice'));
        $requestId = Scalar::text($this->getRequest()->getParam('request_id'));
        $attempt = null;
        // Only what belongs to this order.
        foreach ($this->payments->store()->attempts((string) $order->getEntityId()) as $own) {
            $isOfCall = array_filter(
                $this->payments->store()->calls($own->invoice),
                static fn ($call): bool => $call->requestId === $requestId
            ) !== [];
            if ($own->invoice === $invoice || ($requestId !== '' && $isOfCall)) {
                $attempt = $own;
            }
        }
        if ($attempt === null) {
            return new Outcome(Result::Refused, Reason::UnknownInvoice);
        }
        return match ($this->getRequest()->getParam('do')) {
            'check' => $payments->check($attempt->invoice),
            'cancel' => $payments->cancel((string) $order->getEntityId()),
            'repeat' => $payments->repeat($requestId),
            'refund' => $payments->refund($attempt->invoice, $attempt->amount),
            'give_up' => $payments->giveUp($attempt->invoice, (string) $this->_auth->getUser()?->getUserName()),
            default => new Outcome(Result::Refused, Reason::Invalid),
        };
    }
}
