"""Transcripts (1.5): merlin 3 on STROBE-128 on Keccak-f[1600], and the challenges of each purpose."""

import functools
import struct

import group

RATE = 166
META_AD, AD, PRF = 0x12, 0x02, 0x07
ROTATIONS = [[0, 36, 3, 41, 18], [1, 44, 10, 45, 2], [62, 6, 43, 15, 61], [28, 55, 25, 21, 56], [27, 20, 39, 8, 14]]
MASK = 2**64 - 1


def round_constants():
    """The 24 constants of Keccak, from its shift register."""
    constants, register = [], 1
    for _ in range(24):
        constant = 0
        for bit in range(7):
            if register & 1:
                constant |= 1 << (2**bit - 1)
            register = (register << 1) ^ (0x171 if register & 0x80 else 0)
        constants.append(constant)
    return constants


ROUND_CONSTANTS = round_constants()
# the lane that moves to each place of the state (x + 5 y), and by how much it is rotated
MOVES = [None] * 25
for _x in range(5):
    for _y in range(5):
        MOVES[_y + 5 * ((2 * _x + 3 * _y) % 5)] = (_x + 5 * _y, ROTATIONS[_x][_y])


def keccak(state):
    """Keccak-f[1600] on 200 bytes."""
    lanes = list(struct.unpack("<25Q", state))
    for constant in ROUND_CONSTANTS:
        c0, c1, c2, c3, c4 = (lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5))
        mixed = (
            c4 ^ ((c1 << 1 | c1 >> 63) & MASK),
            c0 ^ ((c2 << 1 | c2 >> 63) & MASK),
            c1 ^ ((c3 << 1 | c3 >> 63) & MASK),
            c2 ^ ((c4 << 1 | c4 >> 63) & MASK),
            c3 ^ ((c0 << 1 | c0 >> 63) & MASK),
        )
        moved = []
        for source, turn in MOVES:
            lane = lanes[source] ^ mixed[source % 5]
            moved.append((lane << turn | lane >> (64 - turn)) & MASK)
        lanes = []
        for y in range(0, 25, 5):
            a, b, c, d, e = moved[y : y + 5]
            lanes += (a ^ (~b & c), b ^ (~c & d), c ^ (~d & e), d ^ (~e & a), e ^ (~a & b))
        lanes[0] ^= constant
    return bytearray(struct.pack("<25Q", *lanes))


class Strobe:
    """STROBE-128, the three operations that merlin uses."""

    def __init__(self, label):
        self.state = keccak(b"\x01\xa8\x01\x00\x01\x60STROBEv1.0.2".ljust(200, b"\0"))
        self.position = self.begin = 0
        self.operate(META_AD, label)

    def copy(self):
        other = object.__new__(Strobe)
        other.state, other.position, other.begin = bytearray(self.state), self.position, self.begin
        return other

    def operate(self, operation, data, more=False):
        if not more:
            self.start(operation)
        self.absorb(data)

    def start(self, operation):
        old, self.begin = self.begin, self.position + 1
        self.absorb(bytes([old, operation]))

    def squeeze(self, length):
        self.start(PRF)
        if self.position != 0:
            self.run()
        output = bytearray()
        for _ in range(length):
            output.append(self.state[self.position])
            self.state[self.position] = 0
            self.advance()
        return bytes(output)

    def absorb(self, data):
        for byte in data:
            self.state[self.position] ^= byte
            self.advance()

    def advance(self):
        self.position += 1
        if self.position == RATE:
            self.run()

    def run(self):
        self.state[self.position] ^= self.begin
        self.state[self.position + 1] ^= 0x04
        self.state[RATE + 1] ^= 0x80
        self.state = keccak(self.state)
        self.position = self.begin = 0


@functools.cache
def fresh(purpose):
    strobe = Strobe(b"Merlin v1.0")
    transcript = Transcript(strobe)
    transcript.message(b"dom-sep", b"tabella/1")
    transcript.message(b"purpose", purpose)
    return strobe


class Transcript:
    """A merlin transcript. Labels are bytes; integers are absorbed as u64le, points and hashes as they are."""

    def __init__(self, strobe):
        self.strobe = strobe

    @classmethod
    def new(cls, purpose):
        return cls(fresh(purpose).copy())

    def message(self, label, data):
        if isinstance(data, int):
            data = group.u64le(data)
        self.header(label, len(data))
        self.strobe.operate(AD, data)

    def list(self, label, items):
        self.message(label, len(items))
        for item in items:
            self.message(label, item)

    def challenge(self, label):
        self.header(label, 64)
        return group.wide(self.strobe.squeeze(64))

    def header(self, label, length):
        self.strobe.operate(META_AD, label)
        self.strobe.operate(META_AD, length.to_bytes(4, "little"), more=True)


def signature_challenge(author, digest, commitment):
    """c of (2.3)."""
    transcript = Transcript.new(b"signature")
    transcript.message(b"author", author)
    transcript.message(b"digest", digest)
    transcript.message(b"R", commitment)
    return transcript.challenge(b"c")


def possession_challenge(election, trustee, coefficients, ephemeral, last_commitment, proof):
    """c of (4.2)."""
    transcript = Transcript.new(b"possession")
    transcript.message(b"election", election)
    transcript.message(b"trustee", trustee)
    transcript.list(b"A", coefficients)
    transcript.message(b"E", ephemeral)
    transcript.message(b"last commitment", last_commitment)
    transcript.message(b"R_a", proof["R_a"])
    transcript.message(b"R_e", proof["R_e"])
    return transcript.challenge(b"c")


def rehearsal_challenge(purpose, election, trustee, key, base, image, proof):
    """c of (4.4) and (4.6); the purpose is `rehearsal` or `liveness`."""
    transcript = Transcript.new(purpose)
    transcript.message(b"election", election)
    transcript.message(b"trustee", trustee)
    transcript.message(b"X", key)
    transcript.message(b"Q", base)
    transcript.message(b"D", image)
    transcript.message(b"R_1", proof["R_1"])
    transcript.message(b"R_2", proof["R_2"])
    return transcript.challenge(b"c")


def complaint_challenge(election, dealer, trustee, identity_key, ephemeral, secret, proof):
    """c of (4.5)."""
    transcript = Transcript.new(b"complaint")
    transcript.message(b"election", election)
    transcript.message(b"dealer", dealer)
    transcript.message(b"trustee", trustee)
    transcript.message(b"T", identity_key)
    transcript.message(b"E", ephemeral)
    transcript.message(b"S", secret)
    transcript.message(b"R_1", proof["R_1"])
    transcript.message(b"R_2", proof["R_2"])
    return transcript.challenge(b"c")


def ballot_challenges(fingerprint, author, body):
    """y, theta and x of (5.3)."""
    proof = body["proof"]
    transcript = Transcript.new(b"ballot")
    transcript.message(b"phi", fingerprint)
    transcript.message(b"author", author)
    transcript.message(b"style", body["style"])
    transcript.message(b"sequence", body["sequence"])
    transcript.message(b"previous", body["previous"])
    transcript.message(b"ciphertexts", len(body["ciphertexts"]))
    for ciphertext in body["ciphertexts"]:
        transcript.message(b"alpha", ciphertext["alpha"])
        transcript.message(b"beta", ciphertext["beta"])
    transcript.message(b"V", proof["V"])
    transcript.message(b"A", proof["A"])
    y, theta = transcript.challenge(b"y"), transcript.challenge(b"theta")
    for label in ("B", "D", "R_1", "R_2"):
        transcript.message(label.encode(), proof[label])
    transcript.message(b"gamma", group.scalar_bytes(proof["gamma"]))
    return y, theta, transcript.challenge(b"x")


def decryption_challenges(tau, trustee, key, alphas, share):
    """q and c of (6.2)."""
    transcript = Transcript.new(b"decryption")
    transcript.message(b"tau", tau)
    transcript.message(b"trustee", trustee)
    transcript.message(b"X", key)
    transcript.list(b"alpha", alphas)
    transcript.list(b"D", share["D"])
    q = transcript.challenge(b"q")
    transcript.message(b"R_1", share["proof"]["R_1"])
    transcript.message(b"R_2", share["proof"]["R_2"])
    return q, transcript.challenge(b"c")
