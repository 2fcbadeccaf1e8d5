"""Plans (5.2): what the bits of a ballot are, what its ciphertexts encrypt, and which equations hold."""

import dataclasses


def weights(limit):
    """1, 2, 4, ... while they fit, then the rest: the subset sums are exactly 0..limit."""
    result, weight = [], 1
    while weight <= limit:
        result.append(weight)
        limit -= weight
        weight *= 2
    return result + [limit] if limit else result


@dataclasses.dataclass
class Constraint:
    """The sum of coefficient * bit over pairs (bit, coefficient) is the constant. Bits are counted from 1."""

    terms: list
    constant: int

    def size(self):
        """What (MAN-08) bounds."""
        return sum(coefficient for _, coefficient in self.terms) + self.constant


@dataclasses.dataclass
class Plan:
    """`ciphertexts[i]` is the number of the bit that ciphertext i+1 encrypts; in a choice that is always one bit with weight 1."""

    bits: int
    ciphertexts: list
    constraints: list

    @classmethod
    def of(cls, contests):
        """The plan of a style from its contests in the order of the manifest: pairs (number of options, rule)."""
        bits, ciphertexts, constraints = 0, [], []
        for options, rule in contests:
            chosen = list(range(bits + 1, bits + 1 + options))
            terms = [(bit, 1) for bit in chosen]
            if rule["blank"]:
                chosen.append(bits + 1 + options)
                terms.append((chosen[-1], rule["max"]))
            slack = weights(rule["max"] - rule["min"])
            terms += [(chosen[-1] + place, weight) for place, weight in enumerate(slack, 1)]
            bits += len(terms)
            ciphertexts += chosen
            constraints.append(Constraint(terms, rule["max"]))
        return cls(bits, ciphertexts, constraints)
