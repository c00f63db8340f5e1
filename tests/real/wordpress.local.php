<?php
// Must-use plugin of the test blog: no mail leaves, nobody is told to slow down.
add_filter('pre_wp_mail', '__return_true');
add_filter('wp_is_comment_flood', '__return_false', 99);
