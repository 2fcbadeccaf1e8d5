"""The file of a log (8), line by line, without keeping more of an over-long line than its beginning."""

import dataclasses
import hashlib

from encoding import LONGEST_LINE

CHUNK = LONGEST_LINE + 1  # a line of full length with its newline
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclasses.dataclass
class Line:
    """A line as received, without its newline, and its hash (2.1). Of an over-long line only the beginning is kept."""

    data: bytes
    hash: bytes


def read_lines(path):
    """The lines of a log, and the places of all faults in the form of the file (ENC-10), counted in entries before them.

    A faulty file is read as far as it goes: without BOM, without empty lines, without one CR at the end of a line, and with a
    last line that has no newline.
    """
    lines, faults = [], set()
    with open(path, "rb") as file:
        if file.peek(3).startswith(BYTE_ORDER_MARK):
            faults.add(0)
            file.read(3)
        while data := file.readline(CHUNK):
            over_long = len(data) == CHUNK and not data.endswith(b"\n")
            line, formed = read_long_line(data, file) if over_long else read_line(data)
            if not formed:
                faults.add(len(lines))
            if line:
                lines.append(line)
    return lines, sorted(faults)


def read_line(data):
    """A line of usual length, None if it is empty, and whether it has the form that ENC-10 wants."""
    line = data.removesuffix(b"\n")
    formed = data.endswith(b"\n") and line != b"" and not line.endswith(b"\r")
    data = line.removesuffix(b"\r")
    return Line(data, hashlib.sha256(b"\x00" + data).digest()) if data else None, formed


def read_long_line(beginning, file):
    """The same for a line of which only the beginning has been read. It is over-long with its CR, which therefore stays."""
    hasher, rest = hashlib.sha256(b"\x00"), beginning
    while rest and not rest.endswith(b"\n"):
        hasher.update(rest)
        rest = file.readline(CHUNK)
    hasher.update(rest.removesuffix(b"\n"))
    return Line(beginning, hasher.digest()), rest.endswith(b"\n")
