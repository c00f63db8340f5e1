"""The words of English in which moments are named, as patterns; `dated` decides what they mean."""

import re

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fourteen": 14, "a couple of": 2, "half an": 0.5, "half a": 0.5,
    "the": 1, "the next": 1, "next": 1,
}  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
PLACES = {
    "utc": "UTC", "gmt": "UTC", "z": "UTC", "cet": "Europe/Berlin", "cest": "Europe/Berlin", "bst": "Europe/London",
    "uk time": "Europe/London", "et": "America/New_York", "est": "America/New_York", "edt": "America/New_York",
    "ct": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago", "pt": "America/Los_Angeles",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "aest": "Australia/Sydney", "jst": "Asia/Tokyo",
}  # fmt: skip
"""Letters after a time → a place whose wall clock is meant, in summer and in winter."""

NUMBER = (
    r"(?:\d{1,3}(?:[.,]5)?|an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|twelve|fourteen|a couple of)"
)
SPAN = (
    r"(?:within|in|inside|under|over|during)\s+(?:less than |under |at most "
    r"|max(?:imum)? )?(?:the )?(?:next |coming )?"
    rf"(?:(?P<low>{NUMBER})\s*(?:-|–|to|or)\s*)?(?P<many>{NUMBER}|the|next)?\s*"
    r"(?P<work>working |business |work )?(?P<unit>minutes?|mins?|hours?|hrs?|h|days?|weeks?"
    r"|months?)\b(?P<late> or two)?"
)
SPAN_BEHIND = (
    rf"(?P<many>{NUMBER})\s*(?P<work>working |business |work )?"
    r"(?P<unit>minutes?|mins?|hours?|hrs?|days?|weeks?|months?)\s+(?:from (?:now|today)"
    r"|at (?:the )?most|tops|max)\b"
)
WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)"
)
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DAY = (
    r"(?P<after>(?:the )?day after tomorrow)|(?P<today>today|tonight|tomorrow|tmrw|tomorow)"
    rf"|(?P<which>this coming |this |next |the coming |coming )?(?P<weekday>{WEEKDAY})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2})"
    rf"|(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th"
    rf"|\.)?(?: of)? (?P<month>{MONTH})\.?(?:,? (?P<year>\d{{4}}))?"
    rf"|(?P<month2>{MONTH})\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year2>\d{{4}}))?"
    r"|(?P<dotted>\d{1,2}\.\d{1,2}\.(?:\d{4})?)|(?P<slashed>\d{1,2}/\d{1,2}(?:/\d{4})?)"
    r"|the (?P<nth>\d{1,2})(?:st|nd|rd|th)"
)
PERIOD = (
    r"(?:the )?(?:(?P<edge>end|close|beginning|start|middle|early|mid|later|late)[ -]*(?:of |in |on )?)?"
    r"(?:(?P<whose>the|this|next|coming)[ -])?(?:working |business )?(?P<period>weekend|week"
    r"|month|business|day)\b"
    r"|(?P<short>eod|cob|eob|eow|eom)\b"
)
CLOCK = (
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))\s*(?P<half>[ap]\.?m\b\.?)?"
    r"|(?P<hour2>\d{1,2})\s*(?P<half2>[ap]\.?m\b\.?|o'clock|h\b)"
    r"|(?P<named>noon|midday|midnight|lunch(?:time)?)"
    r"|(?P<bare>\d{1,2})(?=\s*(?:[,.;!)]|$|on\b|today|tomorrow|sharp|latest|at the|in the|and\b|or\b)))"
    r"(?:\s*(?P<place>utc|gmt|z|cet|cest|bst|uk time|[ecp][sd]?t|aest|jst)\b)?"
)
PART = (
    r"(?:in the |the )?(?P<part>morning|afternoon|evening|night|(?:close|end) of (?:business"
    r"|day|play)|eod|cob|first thing)"
)
FIRST = r"first thing(?: in the morning| on| next)?"
BY = r"(?:by|before|no later than|not later than|latest by|at the latest by|not after)"
PREPOSITION = re.compile(rf"(?P<by>{BY})\s+|(?P<at>on|at|for|this|during|over|around|about|in|come)\s+", re.I)
JOINT = re.compile(
    r"(?:\s*,)?\s*(?:(?:between \d{1,2}(?:[:.]\d{2})?\s*(?:[ap]m)? and"
    r"|by|before|on|at|in|the|around|about|this|,)\s+)*",
    re.I,
)
NOT_BEFORE = re.compile(
    r"(?:\b(?:since|from|last|past|until|till|after|every|each|per|between|as of|starting|of"
    r"|yesterday|than a)"
    r"|[\w][-/'])\s*$",
    re.I,
)
"""Words before a date that make it no deadline."""
STARTS = re.compile(
    rf"\b(?:{BY}|on|at|within|in|inside|under|over|during|this|next|first|today|tonight"
    r"|tomorrow|tmrw|the|end|close"
    rf"|early|later|late|mid|eod|cob|eow|eom|{WEEKDAY}|\d{{1,4}}|{MONTH}|noon|midday|an?"
    r"|half|one|two|three|four|five"
    r"|six|seven|eight|nine|ten|twelve|day)\b",
    re.I,
)
OR = re.compile(r"\s*(?:or|/|–|-)\s*(?=\w)", re.I)
