<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use PDO;
use PHPUnit\Framework\TestCase;

/** examples/checkout.php in a web server, as a buyer and DOKU see it. */
final class CheckoutExampleTest extends TestCase
{
    private const ORDER = 'a1b2c3d4e5f6';
    private string $url;
    private string $file;

    protected function setUp(): void
    {
        $doku = Simulator::get();
        $doku->reset();
        $folder = Scratch::folder();
        $this->file = $folder . '/checkout-' . bin2hex(random_bytes(4));
        file_put_contents("$folder/secret", TestAccounts::SECRET);
        $ini = ['doku_akulaku.client_id' => 'MCH-0001-10791114622547', 'doku_akulaku.secret_file' => "$folder/secret",
            'doku_akulaku.environment' => 'sandbox', 'doku_akulaku.base_url' => $doku->http];
        $options = [];
        foreach ($ini as $name => $value) {
            array_push($options, '-d', "$name=$value");
        }
        $server = stream_socket_server('tcp://127.0.0.1:0');
        self::assertNotFalse($server);
        $address = (string) stream_socket_get_name($server, false);
        fclose($server);
        $this->url = "http://$address";
        $module = (string) getenv('DOKU_MODULE');
        putenv("CHECKOUT_DATABASE=$this->file");
        Scratch::start(
            [PHP_BINARY, ...($module === '' ? [] : ['-d', "extension=$module"]), ...$options, '-S', $address, dirname(__DIR__, 4) . '/examples/checkout.php'],
            'checkout.log'
        );
        Scratch::await('the example', fn (): bool => @file_get_contents($this->url) !== false);
    }

    /** @return array{int, string, string} status, Location, body */
    private function request(string $path, string $form = ''): array
    {
        $context = stream_context_create(['http' => ['method' => $form === '' ? 'GET' : 'POST', 'content' => $form,
            'header' => 'Content-Type: application/x-www-form-urlencoded', 'ignore_errors' => true, 'follow_location' => 0]]);
        $body = (string) file_get_contents($this->url . $path, false, $context);
        $status = 0;
        $location = '';
        foreach ($http_response_header ?? [] as $line) {
            $status = preg_match('~^HTTP/\S+ (\d+)~', $line, $match) === 1 ? (int) $match[1] : $status;
            $location = stripos($line, 'Location: ') === 0 ? substr($line, 10) : $location;
        }
        return [$status, $location, $body];
    }

    private function paidAt(): mixed
    {
        $statement = (new PDO("sqlite:$this->file"))->query("SELECT paid_at FROM orders WHERE id = '" . self::ORDER . "'");
        return $statement === false ? null : $statement->fetchColumn();
    }

    public function testAPurchase(): void
    {
        self::assertStringContainsString('<button>', $this->request('/')[2]);
        [$status, $page] = $this->request('/pay', 'order=' . self::ORDER);
        self::assertSame(303, $status);
        self::assertSame([303, $page], array_slice($this->request('/pay', 'order=' . self::ORDER), 0, 2), 'pressed again: the same page');
        $orders = Simulator::get()->orders();
        self::assertCount(1, $orders);
        self::assertStringContainsString('waiting', $this->request('/thanks?order=' . self::ORDER)[2]);
        self::assertSame(401, $this->request('/notify', '{}')[0]);
        self::assertNull($this->paidAt());

        $invoice = (string) array_key_first($orders);
        Simulator::get()->pay($invoice);
        $client = new \DokuAkulaku('MCH-0001-10791114622547', TestAccounts::SECRET);
        $body = (string) json_encode(['order' => ['invoice_number' => $invoice, 'amount' => 90000], 'transaction' => ['status' => 'SUCCESS']]);
        $time = gmdate('Y-m-d\TH:i:s\Z');
        $context = stream_context_create(['http' => ['method' => 'POST', 'content' => $body, 'ignore_errors' => true, 'header' => [
            'Client-Id: MCH-0001-10791114622547', 'Request-Id: note-1', "Request-Timestamp: $time",
            'Signature: ' . $client->sign('/notify', $body, 'note-1', $time), 'Content-Type: application/json']]]);
        file_get_contents("$this->url/notify", false, $context);
        self::assertStringContainsString(' 200 ', $http_response_header[0] ?? '');
        self::assertNotNull($this->paidAt());
        self::assertStringContainsString('Paid', $this->request('/thanks?order=' . self::ORDER)[2]);
        self::assertStringContainsString('paid already', $this->request('/pay', 'order=' . self::ORDER)[2]);
        self::assertSame([$invoice => 'SUCCESS'], Simulator::get()->orders());
    }

    public function testDokuThatHangsUpMakesOneOrder(): void
    {
        Simulator::get()->faults([['fault' => 'close_after_request', 'count' => 2]]);
        self::assertSame([200, ''], array_slice($this->request('/pay', 'order=' . self::ORDER), 0, 2));
        self::assertSame(303, $this->request('/pay', 'order=' . self::ORDER)[0]);
        self::assertCount(1, Simulator::get()->orders());
    }
}
