"""All checks together: silent on what a good answer says, and in one order on what a bad one does."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialtui.domain.coach import names, remarks
from socialtui.domain.draft import Document
from socialtui.domain.mention import Kind

GOOD = {
    Kind.COMPLAINT: (
        (
            "Your heater died in the middle of winter, thanks a lot",
            "Ugh, that is miserable timing. Is there another way to keep warm tonight? A technician "
            "can be with you at eight tomorrow.",
        ),
        (
            "I've been a customer for 20 years and this is how you treat me?",
            "Twenty years, and then this. I'm ashamed of how it was handled. Tell me what happened "
            "and I'll sort it myself.",
        ),
        (
            "Your parking app took my money and then I got fined.",
            "The fine shouldn't be yours to pay. Send me a photo of it and I'll have it cancelled.",
        ),
        ("Terrible customer service", "Sorry to read that. What happened? I'd like to hear it from you."),
        (
            "You cancelled my flight with no warning",
            "I'm so sorry about your flight. The crew fell ill an hour before. There are two seats on "
            "the 18:20; shall I hold them for you?",
        ),
        (
            "The soup was salty and the waiter laughed when I said so",
            "That must have felt awful. I've spoken to him, and I would love to cook you a better "
            "one. When are you near us again?",
        ),
        (
            "You guys lost my luggage",
            "We've found it: it's in Lisbon and lands here at nine tonight. A courier brings it to "
            "your door.",
        ),
        (
            "App update deleted my playlists!!",
            "Oh no. They're not gone: sign out and in once and they come back. If they don't, write "
            "to me here and I'll restore them by hand.",
        ),
        (
            "Why do you need my birthday to sell me a chair?",
            "You're right to ask. We don't need it, and I've had the field taken out. Thanks for the nudge.",
        ),
        ("worst coffee ever", "Ouch. What was wrong with it? The next one is on me."),
        (
            "It's been three weeks. THREE.",
            "Three weeks is far too long. I have your order in front of me: it leaves today, and here "
            "is the number: https://acme.example/track/88",
        ),
        ("The stairs at your station are icy", "Thanks for the warning, someone is on their way with salt."),
        (
            "Ich warte seit drei Wochen auf meine Rechnung!",
            "Hallo Maria, das geht so nicht, da haben Sie recht. Die Rechnung ist jetzt in Ihrem Postfach.",
        ),
        (
            "Toujours pas de réponse de votre part, c'est inadmissible",
            "Bonjour Maria, vous avez raison et j'en suis désolée. Je regarde tout de suite et je "
            "vous écris avant midi.",
        ),
        (
            "Me cobraron dos veces",
            "Hola Maria, lo siento mucho. Ya veo los dos cobros y hoy mismo te devolvemos uno.",
        ),
        (
            "delivery guy threw the box over the fence",
            "Over the fence! I'm sorry. Is everything inside still whole? I've passed your note and "
            "the time on to the depot.",
        ),
        ("You promised a callback", "I did, and I missed it. Sorry. Are you free at four?"),
        (
            "the museum was closed even though your site said open",
            "I'm sorry you stood before a closed door. The site was wrong and I've mended it. May I "
            "put two tickets aside for you?",
        ),
        (
            "Battery lasts an hour, you said ten",
            "An hour is not right. Could you tell me the serial number? If it's from the March batch "
            "we swap it without questions.",
        ),
        (
            "your bus driver didn't let my wheelchair on",
            "That should never happen. I'm sorry. Which line and stop was it? Our head of operations "
            "wants to call you today.",
        ),
        (
            "i ordered a desk not a lamp",
            "A lamp is a poor desk. Sorry! The desk leaves the warehouse tomorrow, and the lamp is "
            "yours to keep.",
        ),
        (
            "Internet keeps dropping, second week now",
            "I've looked at your line and there is a fault in the street box. Two people are going "
            "there at two o'clock. You don't have to be home.",
        ),
        (
            "Can't believe you raised prices again",
            "I understand, nobody likes that. Milk costs us a third more than last year; we held it "
            "back as long as we could.",
        ),
        (
            "My order never came and nobody answers.",
            "Hi Maria, that should not have happened. I am looking into it now and will write to you "
            "before noon.",
        ),
        (
            "Third time my parcel is lost!",
            "Maria, I'm sorry. Three times is three too many. Could you send me the order number? I'll "
            "have a new one out today.",
        ),
        (
            "Your app crashes whenever I open it",
            "Thanks for telling us, and sorry for the trouble. Which phone do you use? I'd like to see "
            "it happen here.",
        ),
        (
            "You charged me twice.",
            "You're right, I can see both charges. I have sent the second one back to you; it takes two "
            "days to show up.",
        ),
        (
            "The driver was rude to my mother",
            "I am sorry, nobody should be spoken to like that. May I call you this afternoon to hear "
            "what happened?",
        ),
        (
            "Why was my account closed? Nobody tells me anything.",
            "I understand why you're upset. It was closed because the card had expired; I've opened it "
            "again. Tell me if anything is missing.",
        ),
        (
            "cold food again",
            "Oh no, sorry! That's not how it should arrive. I've asked the kitchen, and your next one "
            "is on us.",
        ),
        (
            "Website down since Monday",
            "We hear you. The site has been down since Monday morning because of a failed disk; it "
            "should be back tonight. https://status.acme.example",
        ),
        (
            "I waited 40 minutes on hold",
            "Forty minutes is far too long, I'm sorry. Send me your number and I'll call you myself.",
        ),
        (
            "The zip broke on day two.",
            "A zip should last longer than two days. I'd be annoyed too. You'll get a new bag this "
            "week, no need to send the old one back.",
        ),
        (
            "Das Paket ist schon wieder nicht angekommen.",
            "Das tut mir leid, Maria. Ich schaue sofort nach und melde mich bis heute Mittag.",
        ),
        (
            "Your article about us is full of errors",
            "Thank you for pointing it out. Which parts are wrong? I'll correct them today.",
        ),
        (
            "still no refund",
            "Hi Maria, I checked: the refund left us on Tuesday, so it should be with you by Friday. "
            "Sorry for the wait.",
        ),
        (
            "I've lost all my photos after the update",
            "That must be awful. Please don't reset anything yet; the photos may still be there. I've "
            "asked Tom from our lab to write to you within the hour.",
        ),
        (
            "The new plan is a rip-off",
            "Fair enough, it is dearer than the old one. The reason is the new servers. If the old plan "
            "suits you better, I can move you back.",
        ),
        ("You people never listen", "I'm listening now. What should we do differently?"),
        ("This is a joke", "I get that it feels like one. What went wrong? I'd like to put it right."),
        (
            "the bus never stopped, I was late for work",
            "I'm really sorry you were left standing there. Which stop was it, and about when? I'll "
            "take it up with the driver's team today.",
        ),
        (
            "Your invoice is wrong AGAIN",
            "Sorry, that's on us: I mixed up the two addresses. The right invoice is in your inbox now.",
        ),
        (
            "Seat heater dead after one winter.",
            "One winter is not enough, agreed. It is covered by the warranty; could you bring it in "
            "this week? https://acme.example/repair",
        ),
        (
            "you sent me the wrong size",
            "Oh no. The right size leaves today, keep the other one. Sorry about the mix-up!",
        ),
        ("nobody reads your inbox do they", "We do, and I'm sorry it took so long. What can I do for you?"),
        (
            "Ticket machine ate my 20",
            "How annoying! Tell me which station and about what time, and you'll get it back.",
        ),
        (
            "the hotel room smelled of smoke",
            "That is not what you booked. I've had you moved to 304, the key is at the desk. Sorry, Maria.",
        ),
        ("I want a refund", "I can do that for you. The money goes back to your card today."),
    ),
    Kind.QUESTION: (
        ("Hi! Do you have gluten free options?", "We do: the risotto, both soups and the almond cake."),
        ("is there parking nearby?", "There's a car park behind the church, two minutes on foot."),
        ("What's the wifi password?", "It's on the receipt, at the bottom."),
        (
            "How old do kids need to be for the climbing wall?",
            "From six on, with an adult holding the rope.",
        ),
        ("Are you open on Whit Monday?", "Closed that day, back on Tuesday at nine."),
        ("Can you tell me where the blue line ends?", "In Mirafiori, since the new stretch opened."),
        ("Will the talk be recorded?", "It will, and it goes online the week after."),
        (
            "Which oil do I use for the chain?",
            "Any light machine oil does it; we use the one with the green cap.",
        ),
        ("how do i cancel", "Settings, then Membership, then Cancel. It runs to the end of the month."),
        (
            "Why does my photo look blurry in print?",
            "Most likely it has too few pixels: for A3 you need about 3,500 on the long side.",
        ),
        ("When's the next batch?", "Mid March, if the clay arrives in time."),
        ("Is the museum accessible?", "Step-free throughout, and there are two wheelchairs at the desk."),
        ("Any discount for students?", "Half price with a student card."),
        ("what's the difference between S and M?", "About four centimetres in the back."),
        ("Where do I return the bottles?", "At any of our shops, or the blue box outside the station."),
        ("Does the Pro plan include the API?", "Yes, it does, with 1,000 calls a day."),
        ("When do you open on Sunday?", "We open at ten on Sundays."),
        ("How much is shipping to Norway?", "It's 12 euros to Norway, and free from 80 on."),
        ("Is the lid dishwasher safe?", "It is! Top rack only, though."),
        (
            "How do I reset the router?",
            "Hold the button at the back for ten seconds until the light blinks.",
        ),
        (
            "Who do I talk to about a school visit?",
            "That would be Karin, karin@acme.example. She'll be happy to hear from you.",
        ),
        ("Can I bring my dog?", "Of course, dogs are welcome in the garden."),
        (
            "Where can I buy the blue one?",
            "The blue one is sold out, but the shop in Lyon still has two: https://acme.example/shop/lyon",
        ),
        ("Which size fits a 14 inch laptop?", "Take the M, it fits a 14 inch laptop with a little room."),
        ("Do you ship to Chile?", "Not yet, I'm afraid. We hope to from spring on."),
        (
            "What is the difference between the two?",
            "The bigger one has a second battery. Everything else is the same.",
        ),
        (
            "Any plans for a Linux version?",
            "Good question. I'll ask our developers and come back to you on Monday.",
        ),
        ("Habt ihr am Sonntag offen?", "Ja, von zehn bis vier."),
        ("How long does the battery last?", "About nine hours if you don't use the radio."),
        (
            "Why is the sky in your logo green?",
            "Our founder painted it at night and took the wrong tube. We kept it.",
        ),
        ("What time is the last train on Saturdays?", "The last one leaves at 23:40."),
        ("is it vegan?", "It is, apart from the honey glaze."),
        ("Could you make it in green please?", "We could! The dye takes two weeks, is that all right?"),
        ("Who designed the poster?", "Lena Ortiz did, in two nights."),
    ),
    Kind.PRAISE: (
        ("That cake!!!", "Music to our baker's ears. It's gone by eleven on Saturdays, so come early!"),
        (
            "Your support lady Ines is a star",
            "I just read this out loud to her and she went red. Thank you, Maria.",
        ),
        ("10 years with your boots and still going", "Ten years! Send us a picture of them, please?"),
        ("Thanks for fixing it so fast", "Happy it works again. Shout if it acts up."),
        ("love this", "And we love that you do."),
        ("best museum day ever with the kids", "What did they like most? We bet on the whale."),
        ("Thank you, that was quick.", "Glad it worked out, Maria. Enjoy the boat!"),
        ("Best coffee in town", "That makes our morning! Say hello when you're in next."),
        ("Great support today", "Thank you so much!! I'll pass it on to Ben, he'll be over the moon."),
        ("Love the new colours", "Thanks Maria! Which one did you pick?"),
        ("you guys rock", "You made our Monday."),
        ("Merci beaucoup pour votre aide", "Avec plaisir, Maria, et bonne route !"),
    ),
    Kind.LEAD: (
        ("Do you do weddings?", "We do, up to eighty guests. Which date do you have in mind?"),
        ("Who do I contact about a bulk order?", "Me! How many do you need, and by when?"),
        (
            "We need twelve of them for our club.",
            "Great to hear. I'll send you an offer for twelve this afternoon; where shall it go?",
        ),
        (
            "Looking for a new supplier of tents",
            "Hi Maria, we make tents for clubs and scouts. Shall I send you the list with prices?",
        ),
    ),
    Kind.ERROR: (
        ("You wrote 1 GB but it's 1 TB", "Ha, that would be a small disk. Corrected, thank you."),
        (
            "your map shows the old entrance",
            "True, the entrance moved in May. The map is right now. Thanks!",
        ),
        (
            "Your page names the wrong year, the law changed in 2012.",
            "Thank you, you are right. I have corrected it.",
        ),
        ("It's 400 grams, not 4000", "Good catch, thanks! Fixed."),
        (
            "They were founded in 2011",
            "Small correction: it was 2004, in a garage in Graz. https://acme.example/about",
        ),
    ),
    Kind.CHATTER: (
        ("walked past your shop today", "Next time come in, the kettle is on."),
        (
            "anyone know a good bike shop in town?",
            "We hear good things about Radhaus on Kirchgasse. (We only do boats ourselves.)",
        ),
        ("Saw you at the fair.", "It was lovely to be there. Did you find the book you were after?"),
    ),
}
"""Theirs, and an answer that nobody has to look at twice."""


BAD = {
    "Dear customer, please refer to our terms and conditions for delivery times.": (
        Kind.COMPLAINT,
        "My order is lost",
    ),
    "We're sorry if you feel inconvenienced. Kindly DM us.": (Kind.COMPLAINT, "My order is lost"),
    "This is clearly the courier's problem, not ours.": (Kind.COMPLAINT, "My order is lost"),
    "We take customer feedback seriously and strive for excellence.": (Kind.COMPLAINT, "My order is lost"),
    "Sorry about that! Meanwhile check out our Black Friday deals: https://acme.example/deals": (
        Kind.COMPLAINT,
        "My order is lost",
    ),
    "We accept full responsibility for this.": (Kind.COMPLAINT, "My order is lost"),
    "Obviously you gave us the wrong address.": (Kind.COMPLAINT, "My order is lost"),
    "PLEASE CHECK YOUR SPAM FOLDER!!!": (Kind.COMPLAINT, "My order is lost"),
    "We regret any inconvenience this may have caused.": (Kind.COMPLAINT, "My order is lost"),
    "As previously stated, delivery takes 5 days.": (Kind.COMPLAINT, "My order is lost"),
    "Join the conversation over on our community page https://community.acme.example": (
        Kind.COMPLAINT,
        "My order is lost",
    ),
    "It's your responsibility to check the address.": (Kind.COMPLAINT, "My order is lost"),
    "Thanks for your interest in our shop!": (Kind.QUESTION, "When does the shop open?"),
    "We have lots of great options for you.": (Kind.QUESTION, "How much does it cost?"),
    "We appreciate your loyalty and hope to see you soon.": (Kind.QUESTION, "Can I get a refund?"),
    "Please calm down, these things happen.": (Kind.COMPLAINT, "My order is lost"),
    "Our records indicate the parcel was delivered.": (Kind.COMPLAINT, "My order is lost"),
    "We are looking into it and will be in touch very soon.": (
        Kind.COMPLAINT,
        "Ich bin sauer, mein Paket ist weg und keiner hilft mir",
    ),
}
"""Answers that one would rather not send, each to somebody's words."""


@pytest.mark.parametrize("draft", BAD)
def test_a_bad_answer_hears_something(says: Any, draft: str) -> None:
    kind, theirs = BAD[draft]
    assert 1 <= len(remarks(says.context(draft, theirs, kind))) <= 3


@pytest.mark.parametrize(
    ("kind", "theirs", "draft"),
    [(kind, theirs, draft) for kind, pairs in GOOD.items() for theirs, draft in pairs],
)
def test_a_good_answer_hears_nothing(says: Any, kind: Kind, theirs: str, draft: str) -> None:
    assert [remark.words for remark in remarks(says.context(draft, theirs, kind))] == []


def test_the_weightiest_remark_stands_first_and_each_names_check_and_document(says: Any) -> None:
    draft = "Hi Tom, we apologize for any inconvenience!! As we already said, check https://acme.example/shop"
    found = remarks(says.context(draft))
    assert [one.check for one in found] == [
        "wrong_name",
        "promotion",
        "talking_down",
        "inconvenience",
        "shouting",
    ]
    assert all(one.document in {document.value for document in Document} for one in found)
    assert all(draft[one.start : one.end] == one.saw for one in found)


def test_an_empty_draft_hears_nothing(says: Any) -> None:
    assert remarks(says.context(" \n ")) == ()


def test_every_document_has_its_checks(says: Any) -> None:
    assert len(names()) >= 24
    from socialtui.domain.coach import _checks

    assert {check.document for _, check in _checks()} == set(Document)


_bench = SimpleNamespace()


@pytest.fixture(autouse=True)
def _keep(says: Any) -> None:
    _bench.says = says


@given(st.text(max_size=120), st.text(max_size=80), st.sampled_from(Kind))
def test_no_text_is_too_odd_and_what_was_seen_stands_there(draft: str, theirs: str, kind: Kind) -> None:
    for one in remarks(_bench.says.context(draft, theirs or "x", kind)):
        assert draft[one.start : one.end] == one.saw
