"""Texts that people read (1.4): which characters may stand where, and when two texts are the same to readers.

Everything is that of Unicode 15.1.0, with the tables of unicodedata2. Python's own case folding serves for the comparison: no letter that
15.0 or 15.1 added has another case.
"""

import re

import unicodedata2 as unicodedata

LONGEST_TEXT = 2000
NEVER = [  # besides categories: characters that no one sees, or that look like a space
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200B),
    (0x200E, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0x2800, 0x2800), (0x3164, 0x3164), (0xFE00, 0xFE0D), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
]  # fmt: skip
REFUSED_CATEGORIES = {"Cc", "Cn", "Co", "Cs", "Zs", "Zl", "Zp"}
JOINING = [(0x600, 0x1CFF), (0xA800, 0xABFF), (0x10A00, 0x11FFF), (0x1E900, 0x1E95F)]
PICTOGRAPHS = [(0x203C, 0x329F), (0x1F000, 0x1FAFF)]
NON_JOINER, JOINER = "\u200c", "\u200d"
SELECTORS = {"\ufe0e", "\ufe0f"}
INVISIBLE = re.compile("[\u200c\u200d\ufe0e\ufe0f]")


def within(character, ranges):
    """Whether a character, which may be missing (""), is in one of the ranges."""
    return bool(character) and any(low <= ord(character) <= high for low, high in ranges)


def stands_rightly(character, before, after):
    """Whether a character may stand between these two; "" is the beginning or the end."""
    if character == NON_JOINER:
        return within(before, JOINING) and within(after, JOINING)
    if character == JOINER:
        in_word = within(before, JOINING) and (within(after, JOINING) or after in ("", " "))
        in_picture = (within(before, PICTOGRAPHS) or before == "\ufe0f") and within(after, PICTOGRAPHS)
        return in_word or in_picture
    if character in SELECTORS:
        keycap = before != "" and before in "0123456789#*" and after == "\u20e3"
        return keycap or within(before, PICTOGRAPHS) or before in ("\xa9", "\xae")
    if character == " ":
        return before not in ("", " ") and after != ""
    return unicodedata.category(character) not in REFUSED_CATEGORIES and not within(character, NEVER)


def is_paragraph(text):
    """A text but for its length."""
    neighbours = zip(text, ["", *text[:-1]], [*text[1:], ""], strict=True)
    return text != "" and all(stands_rightly(*three) for three in neighbours) and unicodedata.normalize("NFC", text) == text


def is_text(text):
    return len(text.encode("utf-8")) <= LONGEST_TEXT and is_paragraph(text)


def is_description(text):
    """Paragraphs with one U+000A between two of them."""
    return len(text.encode("utf-8")) <= LONGEST_TEXT and all(map(is_paragraph, text.split("\n")))


def comparison_key(text):
    """Two texts with one key are the same to readers."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", folded))
