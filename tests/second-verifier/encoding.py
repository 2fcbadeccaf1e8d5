"""Bytes (1.1), (1.2), (1.4): strict JSON, its canonical form, and the types of fields.

A fault in bytes is a `Fault` with the id of the check that refuses. Every type of field is a function that takes a parsed JSON value and
returns the decoded one, or raises the fault.
"""

import base64
import binascii
import re

import group
import texts

LONGEST_LINE = 65_535
LARGEST_INTEGER = 2**53 - 1
DEEPEST_NESTING = 16


class Fault(Exception):
    """Bytes that are refused, with the id of the check that refuses them."""

    def __init__(self, check):
        super().__init__(check)
        self.check = check


class Object:
    """A JSON object as it stands: its pairs in order, doubled keys included, and where it begins and ends in the text."""

    def __init__(self, pairs, begin, end):
        self.pairs, self.begin, self.end = pairs, begin, end

    def first(self, key):
        """The first value under the key, or None."""
        return next((value for name, value in self.pairs if name == key), None)


class BadNumber:
    """A JSON number that is not an integer from 0 to 2^53-1."""


# --- reading JSON ---------------------------------------------------------------------------------------------------------------

QUOTED = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?$)', re.DOTALL)
BRACKET = re.compile(r"[][{}]")
SPACE = re.compile(r"[ \t\n\r]*+")
STRING = re.compile(r'"((?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*+)"')
NUMBER = re.compile(r"(-?)(0|[1-9][0-9]*+)((?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+)")
ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))')
SHORT_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
WORDS = {"true": True, "false": False, "null": None}


def nesting(text):
    """The deepest nesting of brackets outside strings, whatever the syntax."""
    depth = deepest = 0
    for bracket in BRACKET.findall(QUOTED.sub("", text)):
        depth = depth + 1 if bracket in "{[" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


class Parser:
    """Reads one JSON text that is not nested too deep. Every fault is one of syntax, ENC-01; bad numbers are noted."""

    def __init__(self, text):
        self.text, self.position, self.bad_number = text, 0, False

    def read(self):
        value = self.value()
        self.skip_space()
        if self.position != len(self.text):
            raise Fault("ENC-01")
        return value

    def skip_space(self):
        self.position = SPACE.match(self.text, self.position).end()

    def peek(self):
        self.skip_space()
        return self.text[self.position : self.position + 1]

    def expect(self, character):
        if self.peek() != character:
            raise Fault("ENC-01")
        self.position += 1

    def value(self):
        first = self.peek()
        if first == "{":
            return self.object()
        if first == "[":
            return self.array()
        if first == '"':
            return self.string()
        for word, value in WORDS.items():
            if self.text.startswith(word, self.position):
                self.position += len(word)
                return value
        return self.number()

    def object(self):
        begin, pairs = self.position, []
        self.position += 1
        if self.peek() != "}":
            while True:
                if self.peek() != '"':
                    raise Fault("ENC-01")
                key = self.string()
                self.expect(":")
                pairs.append((key, self.value()))
                if self.peek() != ",":
                    break
                self.position += 1
        self.expect("}")
        return Object(pairs, begin, self.position)

    def array(self):
        values = []
        self.position += 1
        if self.peek() != "]":
            while True:
                values.append(self.value())
                if self.peek() != ",":
                    break
                self.position += 1
        self.expect("]")
        return values

    def string(self):
        match = STRING.match(self.text, self.position)
        if match is None:
            raise Fault("ENC-01")
        self.position = match.end()
        raw = match.group(1)
        if "\\" not in raw:
            return raw
        plain = ESCAPE.sub(lambda m: chr(int(m.group(1), 16)) if m.group(1) else SHORT_ESCAPES[m.group(2)], raw)
        try:  # joins the two halves of a surrogate pair, and refuses a half that stands alone
            return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        except UnicodeDecodeError:
            raise Fault("ENC-01") from None

    def number(self):
        match = NUMBER.match(self.text, self.position)
        if match is None:
            raise Fault("ENC-01")
        self.position = match.end()
        sign, digits, rest = match.groups()
        if sign or rest or len(digits) > 16 or int(digits) > LARGEST_INTEGER:
            self.bad_number = True
            return BadNumber()
        return int(digits)


def parse(data, longest=LONGEST_LINE):
    """The parsed value of a line, and whether a number in it is out of range: steps 1 to 4 of (1.1)."""
    require(len(data) <= longest, "ENC-08")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Fault("ENC-09") from None
    require(nesting(text) <= DEEPEST_NESTING, "ENC-08")
    parser = Parser(text)
    return parser.read(), parser.bad_number


# --- canonical form (RFC 8785) --------------------------------------------------------------------------------------------------

MUST_ESCAPE = re.compile(r'["\\\x00-\x1f]')
WRITTEN_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def quote(text):
    """A JSON string with the shortest escapes."""
    return '"' + MUST_ESCAPE.sub(lambda m: WRITTEN_ESCAPES.get(m.group(), f"\\u{ord(m.group()):04x}"), text) + '"'


def utf16_order(text):
    """The order of keys in RFC 8785: by UTF-16 code units."""
    return text.encode("utf-16-be")


def canonical(value):
    """The canonical text of a parsed value, or of plain Python dicts and lists."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    pairs = value.pairs if isinstance(value, Object) else value.items()
    ordered = sorted(pairs, key=lambda pair: utf16_order(pair[0]))
    return "{" + ",".join(f"{quote(key)}:{canonical(inner)}" for key, inner in ordered) + "}"


# --- base64 ---------------------------------------------------------------------------------------------------------------------


def base64url(data):
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text):
    """The bytes of base64url without padding, spare bits zero; None if it is not that."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64url(data) == text else None


def from_base64(text):
    """The bytes of standard base64 with padding, as C2SP has it; None if it is not that."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


# --- types of fields ------------------------------------------------------------------------------------------------------------


def require(condition, check):
    if not condition:
        raise Fault(check)


def integer(value):
    require(isinstance(value, int) and not isinstance(value, bool), "ENC-02")
    return value


def boolean(value):
    require(isinstance(value, bool), "ENC-02")
    return value


def string(value):
    require(isinstance(value, str), "ENC-02")
    return value


def octets(value):
    """A byte string of any length."""
    data = from_base64url(string(value))
    require(data is not None, "ENC-04")
    return data


def octets_of(length):
    def decode(value):
        data = octets(value)
        require(len(data) == length, "ENC-04")
        return data

    return decode


hash32 = octets_of(32)


def ed25519_key(value):
    """A canonical encoding (1.2); whether it is a point shows when it verifies something."""
    data = hash32(value)
    require(int.from_bytes(data, "little") % 2**255 < 2**255 - 19, "ENC-05")
    return data



def point_bytes(data):
    require(data != group.IDENTITY, "ENC-06")
    require(group.is_point(data), "ENC-05")
    return data


def scalar_bytes(data):
    number = int.from_bytes(data, "little")
    require(number < group.ORDER, "ENC-07")
    return number


def point(value):
    return point_bytes(hash32(value))


def point_or_identity(value):
    """An aggregate (6.1)."""
    data = hash32(value)
    return data if data == group.IDENTITY else point_bytes(data)


def scalar(value):
    return scalar_bytes(hash32(value))


def signature(value):
    """`R || s` of (2.3)."""
    data = octets_of(64)(value)
    return point_bytes(data[:32]), scalar_bytes(data[32:])


def text(value):
    """A text shown to people (1.4)."""
    require(texts.is_text(string(value)), "ENC-09")
    return value


def description(value):
    """Paragraphs of text (1.4)."""
    require(texts.is_description(string(value)), "ENC-09")
    return value


def matching(pattern):
    expression = re.compile(pattern)

    def decode(value):
        require(expression.fullmatch(string(value)), "ENC-09")
        return value

    return decode


identifier = matching(r"[a-z0-9._-]{1,64}")
name = matching(r"[A-Za-z0-9./:_-]{1,200}")
address = matching(r"https://[A-Za-z0-9._~/:?=&%-]{1,190}")
tag = matching(r"(?=.{2,35}\Z)[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def list_of(element):
    def decode(value):
        require(isinstance(value, list), "ENC-02")
        return [element(item) for item in value]

    return decode


def nullable(inner):
    return lambda value: None if value is None else inner(value)


def pairs_once(value):
    """The pairs of an object in the order in which they stand; a key that stands twice is ENC-01."""
    require(isinstance(value, Object), "ENC-02")
    seen = set()
    for key, inner in value.pairs:
        require(key not in seen, "ENC-01")
        seen.add(key)
        yield key, inner


def record(**fields):
    """An object with exactly these fields, read in the order in which they stand."""

    def decode(value):
        decoded = {}
        for key, inner in pairs_once(value):
            require(key in fields, "ENC-02")
            decoded[key] = fields[key](inner)
        require(len(decoded) == len(fields), "ENC-02")
        return decoded

    return decode


def by_language(of):
    """An object with one text per language, whose keys are tags; which languages there must be is MAN-13."""
    return lambda value: {tag(key): of(inner) for key, inner in pairs_once(value)}
