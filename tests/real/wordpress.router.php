<?php
// For PHP's own server: files as they are, everything else is WordPress's business.
$path = rawurldecode((string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
$file = realpath($_SERVER['DOCUMENT_ROOT'] . $path);
$inside = $file !== false && strpos($file, realpath($_SERVER['DOCUMENT_ROOT'])) === 0;
if ($inside && is_file($file) && pathinfo($file, PATHINFO_EXTENSION) !== 'php') {
    return false;
}
$script = $inside && is_file($file) ? $file : $_SERVER['DOCUMENT_ROOT'] . '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $script;
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = substr($script, strlen($_SERVER['DOCUMENT_ROOT']));
chdir(dirname($script));
require $script;
