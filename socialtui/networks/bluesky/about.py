"""What is known of Bluesky before anybody signs in."""

from socialtui.domain.network import About, Listening, Question

DEFAULT = "https://bsky.social"
"""Where Bluesky's own accounts sign in."""

ABOUT = About(
    name="bluesky",
    words="Bluesky, and servers of one's own on its network (AT Protocol)",
    questions=(
        Question("url", "Address of your server (most people: as it is)", usual=DEFAULT),
        Question("user", "Your handle, like you.bsky.social"),
        Question("secret", "App password", secret=True),
    ),
    guide=(
        "Open bsky.app in a browser and sign in as the account that answers.",
        "Settings → Privacy and security → App passwords → Add App Password.",
        "Name it socialtui; tick “Allow access to your direct messages” to answer those too.",
        "Copy it (xxxx-xxxx-xxxx-xxxx): it is shown once. Your main password stays with you.",
    ),
    offers=("hear", "thread", "reply", "like", "hide", "dm", "post", "search"),
    cost="free",
    login="app password",
    listens=(
        Listening("search", "A saved search"),
        Listening("hashtag", "A hashtag"),
        Listening("list", "A list of yours: its name, or its address (at://…)"),
    ),
)
