# ruff: noqa: E501  a pattern reads best on one line
"""How text writes a time: the words, the patterns, and the word by which each pattern is noticed."""

from __future__ import annotations

import re

WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
VAGUE = {"few": (2, 6), "couple": (2, 3), "several": (3, 10), "some": (2, 12), "many": (3, 40), "half a": (0.5, 0.5)}
UNITS = {"h": 1 / 24, "d": 1.0, "w": 7.0, "m": 30.44, "y": 365.25}
FRACTIONS = {"24": "h", "7": "d", "52": "w", "12": "m"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBER = (
    r"\d+(?:\.\d+)?|\.\d+|a couple of|couple of|a couple|half an?|a few|few|several|some|many|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
)
_UNIT_WORDS = frozenset(
    "hour hours hr hrs h day days d week weeks wk wks w month months mth mths mo mos year years yr yrs m y".split()
)
_UNIT = r"hours?|hrs?|h|days?|d|weeks?|wks?|wk|w|months?|mths?|mos?|years?|yrs?|yr|[my](?= (?:ago|s/p|post|out from)\b)"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
LEAD = re.compile(
    r"(?:\b(?:for|x|since|over|in|within|during|after|about|last|past|the|approximately|approx|around|nearly|almost|roughly|at least|more than|less than|under|only|these|ever)|~|>|<)\s*$"
)
_TAIL = r"(?P<tail>\s*(?:ago|earlier|previously|prior|post[\s-]*op\w*|postop\w*|after|following|since|from|out from|out of|on from|down the line from|back(?=\s*(?:[.,;:)?!-]|and\b|with\b|$))|status post|s/p|later|history|hx|h/o|duration|now|old|of age|yo|y/o|post\b|p(?=\s+(?:[lctds]\d|acdf|tlif|plif|lami|fusion|disc|microd|lp\b|op\b|surg|decomp|revision|spin|scs))))?"
MONTH_WORDS = frozenset(
    "jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october "
    "nov november dec december".split()
)
_WEEKDAY_WORDS = frozenset(
    "mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday".split()
)
_SOON_WORDS = frozenset(
    "yesterday yday y'day yest today morning afternoon evening tonight night overnight week month year now am pm m".split()
)
_MEALS = r"breakfast|brekkie|lunch(?:time|\s?time)?|midday|noon|tea(?:[\s-]?time)?|dinner(?:[\s-]?time)?|supper(?:[\s-]?time)?|bedtime|midnight|dawn"
_HOUR_WORDS = frozenset(
    "breakfast brekkie lunch lunchtime midday noon tea teatime dinner dinnertime supper suppertime bedtime midnight dawn "
    "waking woke awoke getting time".split()
)
_LENGTH_WORDS = frozenset("hours days weeks months years decades ages week month year fortnight".split())
BEHIND_NUMBERS = frozenset("/-:")
"""Of the words that betray a time these do so only right behind a number."""
YEAR = "2000"
"""Stands for any year in figures among the words that betray a time."""
EXPRESSIONS: tuple[tuple[str, frozenset[str], int, re.Pattern[str]], ...] = (
    ("iso", frozenset("-"), 1, re.compile(r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b")),
    ("figures", frozenset("/-"), 1, re.compile(r"(?<![\d/.])(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<y>(?:19|20)?\d\d)(?![\d/])")),
    ("month_figures", frozenset("/"), 1, re.compile(r"(?<![\d/.])(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:19|20)\d\d)(?![\d/])")),
    ("day_figures", frozenset("/"), 1, re.compile(r"(?<![\d/.+a-z-])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/%+-]|\.\d|\s?(?:mg|ml|mcg|%))")),
    ("day_month", MONTH_WORDS, 3, re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]*(?:of\s+)?(?P<m>{_MONTH})(?:\b|(?=\d\d))\.?,?(?:[\s-]*(?P<y>(?:19|20)\d\d)\b|(?:-|\s?'|(?<=[a-z])(?=\d))(?P<y2>\d\d)\b(?!\s?(?:mg|ml|mcg|/|:)))?")),
    ("month_day", MONTH_WORDS, 0, re.compile(rf"\b(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,?\s+(?P<y>(?:19|20)\d\d)\b)?")),
    ("month", MONTH_WORDS, 0, re.compile(rf"\b(?P<m>{_MONTH})\.?,?\s+(?:of\s+)?(?P<y>(?:19|20)\d\d)\b")),
    ("this_month", MONTH_WORDS, 1, re.compile(rf"\b(?:in|since|last)\s+(?P<m>{_MONTH})\b(?!\s+\d)")),
    ("fraction", frozenset("/"), 1, re.compile(r"(?<![\d/.])(?P<n>\d{1,3})\s*/\s*(?P<u>7|52|12|24)\b(?!\s*/)")),
    ("pod", frozenset(("pod", "day")), 3, re.compile(r"\b(?:pod|post[\s-]?op(?:erative)? day|postoperative day|day)\s*#?\s*(?P<n>\d{1,3}|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)(?P<p>\s*(?:post|after|following|of|since))?")),
    ("pod_after", frozenset(("d", "day")), 0, re.compile(r"\bd(?:ay)?\s?(?P<n>\d{1,3})\s*(?:post|after|following)")),
    ("week_after", frozenset(("wk", "week")), 0, re.compile(r"\b(?:wk|week)\s?(?P<n>\d{1,2})\s+(?:(?:call|check|review|visit|phone call|clinic)\s+)?(?:post|after|following)\b")),
    ("postop_week", frozenset(("pow", "wk", "week")), 3, re.compile(r"\b(?:pow|(?:post[\s-]?op(?:erative)?|postoperative) (?:wk|week))\s*#?\s*(?P<n>\d{1,2})\b")),
    ("weekday_of_last_week", _WEEKDAY_WORDS, 0, re.compile(rf"\b(?P<w>{_WEEKDAY})\s+(?:of\s+)?(?P<l>last\s+week)\b")),
    ("length", _UNIT_WORDS, 4, re.compile(rf"(?<![\d/.])(?<![a-wyz])(?<!ty-)(?P<n>{_NUMBER})(?:\s*(?:-|to|or)\s*(?P<n2>\d+(?:\.\d+)?|two|three|four|five|six))?[\s+-]*(?P<u>{_UNIT})\b{_TAIL}")),
    ("lengths", _LENGTH_WORDS, 5, re.compile(r"\b(?:for|past|last|over|in)\s+(?:the\s+|many\s+|some\s+|past\s+|last\s+|(?:about\s+)?a(?=\s+fortnight)\s+)*(?P<u>hours|days|weeks|months|years|decades|ages|week|month|year|fortnight)\b(?P<tail>\s*ago)?|\b(?P<u2>days|weeks|months|years)\s+ago|\bfortnight ago")),
    ("near", _SOON_WORDS, 3, re.compile(r"\b(?P<w>yesterday|y'?day|yest(?=\W)|today|this am\b|this a\.m\b|this pm\b|this p\.m\b|last evening|last pm|last p\.m|last am\b|y'?day pm|this morning|this afternoon|this evening|tonight|last night|overnight|last week|last month|last year|this week|this month|this year|just now|day before yesterday)\b")),
    ("minutes", frozenset("min mins minutes".split()), 3, re.compile(r"\b(?:since|for the last|for the past|x)\s*(?P<n>\d{1,3})\s*(?:minutes|mins?)\b|\b\d{1,3}\s*(?:minutes|mins?)\s+ago\b")),
    ("nights", frozenset(("nights",)), 2, re.compile(rf"(?<![\d/.])\b(?P<n>{_NUMBER})\s+nights\b(?!\s*(?:a|per|out|each|every|/))(?P<tail>\s+ago)?")),
    ("morning", frozenset("morning afternoon evening".split()), 3, re.compile(r"\bsince\s+(?:the\s+)?(?:early\s+)?(?:morning|afternoon|evening)\b")),
    ("hours_in_figures", frozenset("since at from by".split()), 0, re.compile(r"\b(?:since|at|from|by)\s+(?:0\d|1[0-8]|2[1-3])[0-5]\d\b(?!\s?(?:-|/|mg|ml|mls|mcg|g\b|units|cc|cm|mm|steps|kcal|\d))")),
    ("weekend", frozenset(("weekend",)), 2, re.compile(r"\b(?:over|since|at|on|during|from)\s+(?:the|this)\s+weekend\b")),
    ("hour_of_day", _HOUR_WORDS, 3, re.compile(rf"\b(?:since|from)\s+(?:{_MEALS}|waking(?: up)?|(?:he|she|i|they|pt|patient) (?:woke|awoke)|getting up)\b(?!\s+(?:yesterday|on|last|{_WEEKDAY}\b))")),
    ("part_of_month", MONTH_WORDS, 2, re.compile(rf"\b(?P<p>early|mid|late)[\s-]+(?P<m>{_MONTH})\b\.?(?!\s+\d)")),
    ("clock", frozenset((":", "am", "pm")), 2, re.compile(r"\b(?:at|since|from|around|about|by)\s+(?:[01]?\d|2[0-3])(?::[0-5]\d|(?=\s?[ap]m\b))\s?(?:am|pm|hrs?|hours|h)?\b(?!\s*(?:on|daily|every))")),
    ("weekday", _WEEKDAY_WORDS, 3, re.compile(rf"\b(?:since|on|from|last|this|started|began|noticed|by)\s+(?:(?:about|around|roughly|abt)\s+)?(?P<l>last\s+)?(?P<w>{_WEEKDAY})\b")),
    ("bare_weekday", _WEEKDAY_WORDS, 0, re.compile(rf"\b(?P<w>{_WEEKDAY})\b(?!\s*(?:\d|next|clinic|morning clinic))")),
    ("year", frozenset((YEAR,)), 1, re.compile(r"\b(?:in|since|from|around|circa|year)\s+(?P<y>(?:19|20)\d\d)\b|\((?P<y2>(?:19|20)\d\d)\)|(?:(?<=[a-z,] |[ a-z]\()|(?<=[-/s]\d ))(?P<y3>(?:19|20)\d\d)\b(?!\s*(?:mg|ml|mcg|steps|units|kcal|/|\d))")),
)  # fmt: skip
BETRAYS: dict[str, tuple[str, ...]] = {
    word: tuple(name for name, words, _, _ in EXPRESSIONS if word in words)
    for word in frozenset().union(*(words for _, words, _, _ in EXPRESSIONS))
}
