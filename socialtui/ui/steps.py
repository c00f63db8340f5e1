"""The six steps for somebody who is unhappy with us, one line each."""

STEPS = (
    ("acknowledge", "say that they are right to complain, and that it was heard"),
    ("apologize", "for their trouble, and for our mistake where it was one"),
    ("assert", "what holds and why, where it needs saying; no excuses"),
    ("assess", "ask, or work out, what would help them"),
    ("act", "do it, and say what happens by when"),
    ("abdicate", "where nothing helps, stay kind and let it rest"),
)


def step_words(number: int) -> str:
    """step 1 of 6  acknowledge: say that …"""
    name, words = STEPS[number % len(STEPS)]
    return f"step {number % len(STEPS) + 1} of {len(STEPS)}  {name}: {words}"
