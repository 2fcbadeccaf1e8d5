"""What a trust file must be: `python3 -m unittest test_trust` in this folder."""

import json
import pathlib
import unittest

from trust import Trust, Unusable

CORPUS = pathlib.Path(__file__).resolve().parent.parent / "corpus"


class TrustFiles(unittest.TestCase):
    def test_witnesses_and_the_quorum_0_give_no_verdict(self):
        text = (CORPUS / "honest-quorum-of-three-witnesses" / "trust.json").read_text("utf-8")
        Trust(text.encode())
        trust = json.loads(text)
        self.assertTrue(trust["witnesses"]["keys"])
        trust["witnesses"]["quorum"] = 0
        with self.assertRaisesRegex(Unusable, "witnesses and the quorum 0"):
            Trust(json.dumps(trust, separators=(",", ":"), ensure_ascii=False).encode())


if __name__ == "__main__":
    unittest.main()
