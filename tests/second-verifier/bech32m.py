"""Text forms (1.6): Bech32m (BIP-350), and the voter's code."""

import re

DIGITS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
BECH32M = 0x2BC830A3
FACTORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
LENGTH_OF_HASH = 52  # digits that hold 32 bytes


def polymod(values):
    remainder = 1
    for value in values:
        top = remainder >> 25
        remainder = (remainder & 0x1FFFFFF) << 5 ^ value
        for place, factor in enumerate(FACTORS):
            if top >> place & 1:
                remainder ^= factor
    return remainder


def expand(prefix):
    return [ord(character) >> 5 for character in prefix] + [0] + [ord(character) & 31 for character in prefix]


def checksum(prefix, values):
    remainder = polymod(expand(prefix) + values + [0] * 6) ^ BECH32M
    return [remainder >> 5 * (5 - place) & 31 for place in range(6)]


def with_checksum(prefix, values):
    return "".join(DIGITS[value] for value in values + checksum(prefix, values))


def checked_digits(prefix, digits):
    """The values before the checksum, or None if it does not hold."""
    if any(digit not in DIGITS for digit in digits):
        return None
    values = [DIGITS.index(digit) for digit in digits]
    return values[:-6] if len(values) > 6 and polymod(expand(prefix) + values) == BECH32M else None


def five_bits(data, count):
    """The first `count` groups of five bits, padded with zeros."""
    number, bits = int.from_bytes(data, "big"), 8 * len(data)
    number, bits = (number << 5 * count - bits, 5 * count) if 5 * count > bits else (number, bits)
    return [number >> bits - 5 * (place + 1) & 31 for place in range(count)]


def grouped(text):
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


def plain(text):
    """Case, spaces and hyphens do not matter."""
    return re.sub("[ -]", "", text).lower()


def encode_hash(kind, data):
    """32 bytes in full, as they are shown."""
    return f"{kind}1 {grouped(with_checksum(kind, five_bits(data, LENGTH_OF_HASH)))}"


def decode_hash(kind, text):
    """The 32 bytes, or None."""
    digits = plain(text)
    if not digits.startswith(kind + "1"):
        return None
    values = checked_digits(kind, digits[len(kind) + 1 :])
    if values is None or len(values) != LENGTH_OF_HASH:
        return None
    number = 0
    for value in values:
        number = number << 5 | value
    return None if number & 15 else (number >> 4).to_bytes(32, "big")


def code_prefix(election):
    return election[:20].hex()


def encode_code(random, election):
    """A code from 130 random bits, as it is shown."""
    return grouped(with_checksum(code_prefix(election), five_bits(random, 26)))


def decode_code(text, election):
    """The 26 characters without checksum, or None (ROL-07)."""
    digits = plain(text)
    if len(digits) != 32 or checked_digits(code_prefix(election), digits) is None:
        return None
    return digits[:26]
