<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli\Check;

use DokuAkulaku\Cli\Account;
use DokuAkulaku\Cli\Outcome;
use DokuAkulaku\Cli\SignedText;

/** Client-Id and secret, by looking up an order that nobody has made. */
final class Credentials
{
    public function __construct(private readonly Findings $findings)
    {
    }

    public function look(): void
    {
        $this->findings->section('The account ' . Account::clientId() . ' (a look-up of an order that does not exist)');
        try {
            Account::client(['retries' => 0])->checkStatus('doctor-' . SignedText::uuid());
            $this->findings->good('DOKU answers');
        } catch (\DokuAkulaku\ApiException $error) {
            $this->refused($error);
        } catch (\DokuAkulaku\ConnectionException $error) {
            $this->findings->fail($error->getMessage(), 'see the way to DOKU above; a proxy\'s settings count too');
        } catch (\DokuAkulaku\Exception $error) {
            $this->findings->fail($error->getMessage(), 'nothing was changed by this. Try again; then ask what stands between '
                . 'here and DOKU');
        }
    }

    /** DOKU looks at clock, Client-Id and signature before anything else: another refusal means that these are right. */
    private function refused(\DokuAkulaku\ApiException $error): void
    {
        $advice = Outcome::ofCode($error->getErrorCode());
        if ($advice !== '') {
            $this->findings->fail('DOKU says ' . $error->getErrorCode() . ': ' . $error->getErrorMessage(), $advice);
            return;
        }
        if ($error->getHttpStatus() === 429) {
            $this->findings->warn('DOKU says 429: too many requests', 'try again later');
            return;
        }
        $this->findings->good("Client-Id and secret key are right: DOKU only says \"{$error->getErrorMessage()}\" (HTTP "
            . $error->getHttpStatus() . ')');
    }
}
