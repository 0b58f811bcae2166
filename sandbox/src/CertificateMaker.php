<?php

declare(strict_types=1);

namespace DokuSandbox;

/** Makes a certificate authority and server certificates for the loopback names. */
final class CertificateMaker
{
    private const YEAR = 365;

    /** @param string $directory where the authority lives; reused when it is already there */
    public function __construct(private readonly string $directory)
    {
        if (!is_dir($directory) && !@mkdir($directory, 0700, true) && !is_dir($directory)) {
            throw new \RuntimeException("cannot make the directory $directory");
        }
    }

    public function caFile(): string
    {
        return $this->directory . '/ca.pem';
    }

    /**
     * Stream context options of a server.
     *
     * @param string $kind good, wrong-host, expired, unknown-ca, or sni: good for those who send the name "localhost"
     *     in the handshake, for another host to all others
     * @return array<string, mixed>
     */
    public function serverOptions(string $kind, string $host): array
    {
        // Two simulators may share the directory and start at the same time.
        $lock = fopen($this->directory . '/lock', 'c');
        if ($lock === false) {
            throw new \RuntimeException("cannot write in $this->directory");
        }
        flock($lock, LOCK_EX);
        [$caCertificate, $caKey] = $this->authority($kind === 'unknown-ca' ? 'unknown-ca' : 'ca');
        $names = [];
        if ($kind === 'sni') {
            $names = ['SNI_server_certs' => ['localhost' => $this->server('good', $host, $caCertificate, $caKey)]];
            $kind = 'wrong-host';
        }
        $file = $this->server($kind, $host, $caCertificate, $caKey);
        flock($lock, LOCK_UN);
        fclose($lock);
        return $names + [
            'local_cert' => $file,
            'disable_compression' => true,
            'honor_cipher_order' => true,
            'verify_peer' => false,
            'alpn_protocols' => 'http/1.1',
        ];
    }

    /** @return array{string, string} certificate and key, PEM */
    private function authority(string $name): array
    {
        $certificateFile = $this->directory . '/' . $name . '.pem';
        $keyFile = $this->directory . '/' . $name . '.key';
        if (is_file($certificateFile) && is_file($keyFile)) {
            $certificate = (string) file_get_contents($certificateFile);
            $parsed = openssl_x509_parse($certificate);
            if ($parsed !== false && $parsed['validTo_time_t'] > time() + 30 * 86400) {
                return [$certificate, (string) file_get_contents($keyFile)];
            }
        }
        $subject = ['organizationName' => 'DOKU Akulaku sandbox',
            'commonName' => 'Sandbox CA ' . bin2hex(random_bytes(4))];
        [$certificate, $key] = $this->issue($subject, null, null, 10 * self::YEAR, [
            'basicConstraints = critical, CA:true',
            'keyUsage = critical, keyCertSign, cRLSign',
            'subjectKeyIdentifier = hash',
        ]);
        $this->write($keyFile, $key, 0600);
        $this->write($certificateFile, $certificate, 0644);
        return [$certificate, $key];
    }

    private function server(string $kind, string $host, string $caCertificate, string $caKey): string
    {
        $names = ['DNS:localhost', 'IP:127.0.0.1', 'IP:::1'];
        if ($kind === 'wrong-host') {
            $names = ['DNS:wrong-host.invalid'];
        } elseif (@inet_pton($host) !== false) {
            $names[] = 'IP:' . $host;
        } else {
            $names[] = 'DNS:' . $host;
        }
        $subject = ['commonName' => $kind === 'wrong-host' ? 'wrong-host.invalid' : 'localhost'];
        // PHP takes no negative number of days; with 0 the certificate ends in the second it is made.
        [$certificate, $key] = $this->issue($subject, $caCertificate, $caKey, $kind === 'expired' ? 0 : 800, [
            'basicConstraints = critical, CA:false',
            'keyUsage = critical, digitalSignature',
            'extendedKeyUsage = serverAuth',
            'subjectAltName = ' . implode(', ', array_unique($names)),
            'subjectKeyIdentifier = hash',
            'authorityKeyIdentifier = keyid',
        ]);
        $file = $this->directory . '/server-' . $kind . '.pem';
        $this->write($file, $certificate . $key, 0600);
        return $file;
    }

    /**
     * @param array<string, string> $subject
     * @param list<string> $extensions
     * @return array{string, string} certificate and key, PEM
     */
    private function issue(array $subject, ?string $caCertificate, ?string $caKey, int $days, array $extensions): array
    {
        $config = $this->directory . '/openssl.cnf';
        $this->write($config, "[req]\ndistinguished_name = dn\n[dn]\n[v3]\n" . implode("\n", $extensions) . "\n", 0600);
        $options = [
            'config' => $config,
            'private_key_type' => OPENSSL_KEYTYPE_EC,
            'curve_name' => 'prime256v1',
            // Of no meaning for this kind of key, but PHP looks at it all the same.
            'private_key_bits' => 2048,
            'digest_alg' => 'sha256',
            'x509_extensions' => 'v3',
        ];
        $key = openssl_pkey_new($options);
        if ($key === false) {
            throw new \RuntimeException('cannot make a key: ' . openssl_error_string());
        }
        $signingKey = $caKey ?? $key;
        $request = openssl_csr_new($subject, $key, $options);
        $serial = random_int(1, PHP_INT_MAX);
        $signed = $request instanceof \OpenSSLCertificateSigningRequest
            ? openssl_csr_sign($request, $caCertificate, $signingKey, $days, $options, $serial)
            : false;
        if ($signed === false || !openssl_x509_export($signed, $certificate)
            || !openssl_pkey_export($key, $keyText, null, $options)) {
            throw new \RuntimeException('cannot make a certificate: ' . openssl_error_string());
        }
        unlink($config);
        return [$certificate, $keyText];
    }

    private function write(string $file, string $text, int $mode): void
    {
        $new = $file . '.' . getmypid();
        if (@file_put_contents($new, '') === false || !chmod($new, $mode)
            || file_put_contents($new, $text) === false || !rename($new, $file)) {
            throw new \RuntimeException("cannot write $file");
        }
    }
}
