"""The group (1.2), (1.3): ristretto255 on libsodium. Points are 32 bytes, scalars are integers modulo ORDER."""

import functools
import hashlib
import hmac
import math

import pysodium

ORDER = 2**252 + 27742317777372353535851937790883648493
FIELD = 2**255 - 19
IDENTITY = bytes(32)


def u64le(number):
    return number.to_bytes(8, "little")


def scalar_bytes(scalar):
    return (scalar % ORDER).to_bytes(32, "little")


def wide(data):
    """A 64-byte string as a scalar."""
    return int.from_bytes(data, "little") % ORDER


def is_point(data):
    """RFC 9496 §4.3.1. libsodium 1.0.18 overlooks the highest bit, so the range of the field element is checked here."""
    return int.from_bytes(data, "little") < FIELD and bool(pysodium.crypto_core_ristretto255_is_valid_point(data))


def add(left, right):
    return pysodium.crypto_core_ristretto255_add(left, right)


def subtract(left, right):
    return pysodium.crypto_core_ristretto255_sub(left, right)


def negate(point):
    return subtract(IDENTITY, point)


def multiply(scalar, point):
    """scalar * point; libsodium refuses the identity as a result, so that case stands apart."""
    scalar %= ORDER
    if scalar == 0 or point == IDENTITY:
        return IDENTITY
    return point if scalar == 1 else pysodium.crypto_scalarmult_ristretto255(scalar_bytes(scalar), point)


def multiply_base(scalar):
    """scalar * G"""
    scalar %= ORDER
    return pysodium.crypto_scalarmult_ristretto255_base(scalar_bytes(scalar)) if scalar else IDENTITY


G, MINUS_G = multiply_base(1), multiply_base(-1)


def total(points):
    return functools.reduce(add, points, IDENTITY)


def combine(scalars, points):
    """The sum of scalar * point over both lists."""
    return total(multiply(scalar, point) for scalar, point in zip(scalars, points, strict=True))


def powers(base, count):
    """base, base^2, ..., base^count: powers are from exponent 1 (5.2)."""
    return [pow(base, exponent, ORDER) for exponent in range(1, count + 1)]


@functools.lru_cache(maxsize=4096)
def generator(label, index):
    """`gen(label, i)` of (1.3)."""
    return pysodium.crypto_core_ristretto255_from_hash(generator_hash(label, index))


def generator_hash(label, index):
    return hashlib.sha512(b"tabella/1/generator" + bytes([len(label)]) + label + u64le(index)).digest()


H = generator(b"H", 0)


def bit_generators(count):
    """K_1 to K_count."""
    return [generator(b"K", index) for index in range(1, count + 1)]


def special_points(count):
    """What no point of a person and no Y may be (MAN-05, ROL-05, KEY-12, PRF-08): plus and minus G, H, K_1 to K_count."""
    points = [G, H, *bit_generators(count)]
    return set(points) | set(map(negate, points))


def evaluate(coefficients, position):
    """The sum over k of position^k A_k (4.3), coefficients from k = 0."""
    return combine([pow(position, exponent, ORDER) for exponent in range(len(coefficients))], coefficients)


def lagrange(indices, index):
    """lambda of (6.3) for one of the indices."""
    others = [other for other in indices if other != index]
    numerator = math.prod(others)
    denominator = math.prod(other - index for other in others)
    return numerator * pow(denominator, -1, ORDER) % ORDER


def hkdf(key, salt, info, length=64):
    """HKDF-SHA-512 (RFC 5869)."""
    pseudorandom = hmac.new(salt or bytes(64), key, hashlib.sha512).digest()
    output, block = b"", b""
    for counter in range(1, -(-length // 64) + 1):
        block = hmac.new(pseudorandom, block + info + bytes([counter]), hashlib.sha512).digest()
        output += block
    return output[:length]


def open_sealed(key, ciphertext):
    """The plaintext of ChaCha20-Poly1305 under a zero nonce without associated data, or None."""
    if len(ciphertext) < 16:
        return None
    try:
        return pysodium.crypto_aead_chacha20poly1305_ietf_decrypt(ciphertext, None, bytes(12), key)
    except ValueError:
        return None


def ed25519_holds(key, message, signature):
    """Ed25519 (C.1): libsodium refuses an unreduced s, and keys or R of small order or not canonical."""
    try:
        pysodium.crypto_sign_verify_detached(signature, message, key)
    except ValueError:
        return False
    return True


def self_test():
    """PRF-08: the generators of this verifier are pairwise distinct and not plus or minus G; without that it does not start."""
    points = [G, MINUS_G, H, *bit_generators(64)]
    if len(set(points)) != len(points) or not all(map(is_point, points)):
        raise RuntimeError("the generators are not what they must be")
