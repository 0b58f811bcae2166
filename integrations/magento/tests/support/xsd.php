<?php

declare(strict_types=1);

/*
 * Usage: xsd.php SITE FOLDER: every XML file of FOLDER that names a schema is valid by it. A urn is found as Magento finds it.
 * One that names none is an error: then nothing would be checked.
 */

[, $site, $folder] = $argv;
require "$site/app/bootstrap.php";
Magento\Framework\App\Bootstrap::create(BP, $_SERVER);
libxml_use_internal_errors(true);

$bad = 0;
$seen = 0;
foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($folder, FilesystemIterator::SKIP_DOTS)) as $file) {
    if ($file->getExtension() !== 'xml' || in_array($file->getFilename(), ['phpcs.xml', 'phpunit.xml'], true)) {
        continue;
    }
    $seen++;
    $name = substr($file->getPathname(), strlen($folder) + 1);
    $document = new DOMDocument();
    $document->load($file->getPathname());
    $urn = $document->documentElement?->getAttributeNS('http://www.w3.org/2001/XMLSchema-instance', 'noNamespaceSchemaLocation') ?? '';
    if ($urn === '') {
        fwrite(STDERR, "$name names no schema\n");
        $bad++;
        continue;
    }
    $errors = Magento\Framework\Config\Dom::validateDomDocument($document, $urn);
    foreach ($errors as $error) {
        fwrite(STDERR, "$name: " . trim((string) $error) . "\n");
    }
    $bad += count($errors);
}
if ($seen === 0) {
    fwrite(STDERR, "no XML file in $folder\n");
}
exit($bad === 0 && $seen > 0 ? 0 : 1);
