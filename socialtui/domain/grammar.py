"""Decides what part a word plays in a short sentence: who is spoken of, what is denied, what is only supposed."""

import re

from socialtui.domain.reading import Reading


def word_set(words: str) -> frozenset[str]:
    """Returns the words, apart by white space, as a set."""
    return frozenset(words.split())


DENIED_BE = word_set(
    """
    isn't isnt aren't arent wasn't wasnt weren't werent hasn't hasnt haven't havent hadn't hadnt doesn't doesnt
    didn't didnt won't wont wouldn't wouldnt ain't aint don't dont
    """
)
"""Helping verbs with a no in them, but those of being able."""

UNABLE = frozenset(("can't", "cant", "cannot", "couldn't", "couldnt", "unable"))
"""Words for not being able."""

HELPING = word_set(
    """
    is are was were be been being am has have had does do did will would can could should
    's isn't aren't wasn't weren't hasn't haven't doesn't didn't
    """
)

SPEAKER = frozenset(("i", "we"))

LIVING = word_set(
    """
    he she who i'm we're dad mum mom mother father brother sister son daughter wife husband friend friends kid
    kids child children dog cat baby grandpa grandad grandma grandson uncle aunt colleague boss people everyone
    neighbour neighbours neighbor neighbors sister's girl boy puppy plants
    """
)
"""People and animals of one's own, whose failings are no trouble that a company made."""

BOUGHT = word_set(
    """
    tablet laptop computer screen keyboard printer camera headphones earbuds speaker console
    tv remote charger cable battery headset watch software programme program download portal feed checkout
    basket cart voucher coupon discount points subtitles captions video stream film channel channels
    kettle toaster fridge freezer oven hob microwave dishwasher washer dryer hoover vacuum blender mixer iron
    boiler heater heating radiator thermostat tap sink shower toilet toilets drain lift elevator lights lamp bulb
    pump alarm lock locker meter printer machine
    sofa chair desk wardrobe shelf drawer mattress pillow duvet sheets towels towel curtains rug carpet
    shirt shirts dress jacket coat jumper sweater jeans trousers skirt socks shoe shoes boots trainers sandals heel
    sole soles zip buttons strap suit umbrella backpack handle lid jar
    bike pram buggy car tyre tyres tent stroller toy toys puzzle vase cup cups mug plate plates glass
    burger pizza fries chips soup salad steak pasta curry sandwich coffee tea beer wine meal starter dessert dish
    milk bread cheese chicken fish sushi eggs sauce portion portions breakfast buffet
    bath bed bathroom pool spa lobby reception lounge minibar balcony cabin aircon pillowcase
    carriage platform aisle tarmac ferry coach tram taxi boarding
    bank card atm loan mortgage insurance premium rent cashback
    broadband fibre landline network coverage data line speed speeds
    table tables shuttle chairs export messages notifications photos playlist playlists file files folder calendar
    dashboard library profile username pin sim number menu installer plug socket windows
    box gym membership cinema pharmacy clinic surgery
    loaf cake cakes tart roll rolls bun buns pastry croissant rice noodles kebab bacon steak salmon salads desserts
    pills medicine cream inhaler ointment dosage prescription lens lenses filling crown brace braces haircut
    treadmill treadmills instructor tuition
    form voicemail draft screens trailer popcorn projector sound brochure
    brakes brake chain gears wheel wheels engine gearbox exhaust clutch bumper mirror wipers windscreen
    bin bins boilers meters tariff electricity gas plumbing gutter roof ceiling blinds tiles flooring paint
    sleeve sleeves drawer drawers manual bot invoice debit timetable sofa bunk carton cartons bottle bottles packet
    tin hotline helpdesk kiosk till's tills tracker modem hotspot subtitle streams ebook
    groceries flowers bouquet wreath frame frames necklace ring bracelet earrings blouse scarf gloves hat
    """
)
"""Things that one buys, rents or is served."""

SOLD = BOUGHT | word_set(
    """
    phone phones room rooms seat seats bag bags suitcase order parcel package item items product food meal train
    bus plane website site app account contents
    """
)
"""The same, with those that other evidence hears."""

BETWEEN = word_set(
    """
    even still yet actually really just ever also always only currently now all been being be to properly quite
    so very simply seem seems getting fully both either often anymore
    """
)
"""Words that stand between a helping verb and what it helps."""

PARTICIPLES = word_set(
    """
    swept fed dealt spent mown
    found sent done given paid shown made seen kept met told heard taken brought come gone working built cut read
    set put held left lit run written known understood said spoken sold caught won begun chosen driven grown
    ready available valid accessible visible reachable clean fresh safe
    """
)
"""Participles that don't end in -ed, and states that a thing should be in."""

_ENDS = re.compile(r"[.!?]+(?=\s|$)")
_A_GREETING = 3
"""Words that a greeting or thanks have at most."""

_SUPPOSING = frozenset(("if", "unless", "whether", "suppose", "imagine", "might", "may"))

_OPENERS = word_set(
    """
    how what which who whom whose where when is are am do does did can could may will would should shall has have
    had was were any anyone anybody
    """
)

_LEAD_INS = word_set(
    """
    hi hey hello so and but well also please ok okay just quick question good morning afternoon evening sorry
    """
)


COMPLAINING = word_set(
    """
    still again why ever yet since already not n't never no even actually seriously supposed waiting keep keeps down
    fix help wrong broken stuck missing nobody sort refund money joke serious kidding real isn't aren't doesn't
    didn't don't won't can't hasn't haven't cant dont wont cannot justify acceptable longer finally until kill always
    possible fair expect reason immediately asap twice because without wrongly complain complaint
    manager supervisor replacement problem problems issue issues outage going gone happened
    """
)
"""Words by which a question or a wish complains."""


def asks_alone(reading: Reading) -> bool:
    """True where nothing is told beside the one sentence, but a word of greeting or of thanks."""
    sentences = [part.split() for part in _ENDS.split(reading.plain)]
    return sum(len(words) > _A_GREETING for words in sentences) <= 1


def after_a_name(reading: Reading) -> bool:
    """True for a sentence whose first visible word follows a name of ours: "Acme does it all"."""
    before = reading.text[: reading.places[0][0]].split()
    return bool(before) and before[-1][-1].isalnum() and not before[-1].startswith(("@", "http", "www"))


def first_word(reading: Reading) -> int:
    """Returns the index of the first word behind a greeting."""
    words = reading.words
    index = 0
    while index < len(words) - 1 and index < 4 and words[index] in _LEAD_INS:
        index += 1
    return index


def opens_a_question(reading: Reading) -> bool:
    """True for a sentence that begins as a question does; why is left out, it mostly complains."""
    return (
        bool(reading.words) and reading.words[first_word(reading)] in _OPENERS and not after_a_name(reading)
    )


def supposed(words: tuple[str, ...], index: int) -> bool:
    """True where something before the word makes it a thing that might be."""
    return not _SUPPOSING.isdisjoint(words[max(index - 8, 0) : index])


def takes_part(word: str) -> bool:
    """True for a participle, as in *not found*, *never answered*, *not working*."""
    return word in PARTICIPLES or (len(word) > 4 and word.endswith(("ed", "ing")))


def after_helpers(words: tuple[str, ...], index: int) -> int:
    """Returns the index of the first word from `index` on that isn't a small word between."""
    while index < len(words) and words[index] in BETWEEN:
        index += 1
    return index
