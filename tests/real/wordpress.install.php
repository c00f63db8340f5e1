<?php
// php wordpress.install.php WORDPRESS SEED.json: installs the blog, fills it, prints the way in as JSON.
[, $wordpress, $seed_file] = $argv;
$_SERVER += ['HTTP_HOST' => '127.0.0.1', 'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/', 'SERVER_PROTOCOL' => 'HTTP/1.1'];
define('WP_INSTALLING', true);
require $wordpress . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

function fresh_password(): string { return bin2hex(random_bytes(12)); }
function app_password(int $user): string {
    $made = WP_Application_Passwords::create_new_application_password($user, ['name' => 'socialtui tests']);
    if (is_wp_error($made)) { fwrite(STDERR, $made->get_error_message()); exit(1); }
    return WP_Application_Passwords::chunk_password($made[0]);
}

$seed = json_decode(file_get_contents($seed_file), true, 16, JSON_THROW_ON_ERROR);
ob_start();
wp_install($seed['blog'], $seed['user'], 'desk@tidewater.example', true, '', fresh_password());
ob_end_clean();
$owner = get_user_by('login', $seed['user'])->ID;
$reader = wp_insert_user(['user_login' => 'passerby', 'user_pass' => fresh_password(),
    'user_email' => 'passerby@tidewater.example', 'role' => 'subscriber']);
foreach (['permalink_structure' => '/%postname%/', 'comment_moderation' => '1', 'thread_comments' => '1',
    'template' => 'bare', 'stylesheet' => 'bare', 'posts_per_rss' => 50] as $name => $value) {
    update_option($name, $value);
}
flush_rewrite_rules(false);

// What WordPress itself brings along is not part of the seed.
foreach (get_comments(['status' => 'any', 'fields' => 'ids']) as $id) { wp_delete_comment($id, true); }
foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'numberposts' => -1]) as $old) { wp_delete_post($old->ID, true); }

$now = time();
$at = fn (int $minutes): string => gmdate('Y-m-d H:i:s', $now - 60 * $minutes);
$posts = [];
foreach ($seed['posts'] as $post) {
    $posts[$post['name']] = wp_insert_post(['post_title' => $post['title'], 'post_name' => $post['name'],
        'post_content' => $post['content'], 'post_status' => 'publish', 'post_author' => $owner,
        'post_date' => $at($post['minutes']), 'post_date_gmt' => $at($post['minutes']),
        'comment_status' => ($post['closed'] ?? false) ? 'closed' : 'open']);
}
$ids = [];
foreach ($seed['comments'] as $row => $said) {
    $ours = $said['author'] === $seed['user'];
    $id = wp_insert_comment(wp_slash([
        'comment_post_ID' => $posts[$said['post']], 'comment_approved' => $said['status'] ?? '1',
        'comment_date' => $at($said['minutes']), 'comment_date_gmt' => $at($said['minutes']),
        'comment_author' => $said['author'], 'comment_author_url' => $said['url'] ?? '',
        'comment_author_email' => $said['author'] === '' ? '' : 'w' . crc32($said['author']) . '@mail.example',
        'comment_author_IP' => '198.51.100.' . ($row + 1), 'comment_agent' => 'Seed/1.0 (row ' . $row . ')',
        'comment_content' => $said['text'], 'comment_type' => $said['type'] ?? 'comment',
        'comment_parent' => isset($said['to']) ? $ids[$said['to']] : 0, 'user_id' => $ours ? $owner : 0]));
    if (!$id) { fwrite(STDERR, "row $row was not taken"); exit(1); }
    $ids[$said['as'] ?? "row$row"] = $id;
}
echo json_encode(['user' => $seed['user'], 'app_password' => app_password($owner), 'low_user' => 'passerby',
    'low_password' => app_password($reader), 'version' => $wp_version, 'comments' => $ids, 'posts' => $posts]);
