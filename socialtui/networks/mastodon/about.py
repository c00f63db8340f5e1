"""What is known of Mastodon and its kin before anybody signs in."""

from socialtui.domain.network import About, Listening, Question

LISTENS = (
    Listening("search", "A saved search, where the server searches what people say"),
    Listening("hashtag", "A hashtag"),
    Listening("list", "A list of yours"),
)
STEPS = (
    "Open this address in a browser on any machine and sign in as the account that answers.",
    "Say yes to what socialtui asks for.",
    "The page shows a code: paste it here; or the whole address that the browser ends at, if it shows none.",
)

ABOUT = About(
    name="mastodon",
    words="Mastodon, GoToSocial, Pleroma, Akkoma, Pixelfed, Friendica, Takahē and their kin.",
    questions=(
        Question("url", "Address of the server, like https://mastodon.social"),
        Question("secret", "Access token", secret=True),
    ),
    guide=(
        "Open the server in a browser and sign in as the account that answers.",
        "Preferences → Development → New application (GoToSocial: Settings → Applications).",
        "Scopes: read, write:statuses, write:media, write:favourites, write:mutes, write:reports.",
        "Submit, open the application again, and copy “Your access token”.",
    ),
    offers=("hear", "thread", "reply", "like", "dm", "post", "schedule", "search"),
    login="a token pasted, or a yes in any browser and a code pasted",
    listens=LISTENS,
    consent=STEPS,
)
