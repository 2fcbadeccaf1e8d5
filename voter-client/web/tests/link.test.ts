import assert from "node:assert/strict";
import { test } from "node:test";
import { boardAt, boardOfPage, grouped, plain, readLink } from "kit/link";

const ELECTION = "l6MOPMqfnirm8uE6bzRNCQhBoDRRRbcXS9W8EgLKk-s";
const BOARD = "https://vote.example";

test("a voting link has board, election, code and trust", () => {
  const link = readLink(`${BOARD}/vote/${ELECTION}?lang=de#code=hma6s6hf&trust=trust14sfe`);
  assert.deepEqual(link, { board: BOARD, election: ELECTION, code: "hma6s6hf", trust: "trust14sfe" });
});

test("code and trust may be missing", () => {
  assert.deepEqual(readLink(`${BOARD}/vote/${ELECTION}`), { board: BOARD, election: ELECTION });
});

test("spaces of a code may be written in any way that an address allows", () => {
  for (const written of ["hma6%20s6hf", "hma6+s6hf", "hma6 s6hf"]) {
    assert.equal(plain(readLink(`${BOARD}/vote/${ELECTION}#code=${written}`)?.code ?? ""), "hma6s6hf");
  }
});

test("a path that only begins like an election names none", () => {
  for (const path of ["/vote", "/vote/short", `/vote/${ELECTION}x`, `/other/${ELECTION}`]) {
    assert.equal(readLink(BOARD + path)?.election, undefined, path);
  }
});

test("what is no address is no link", () => {
  assert.equal(readLink("tracker1 2rv9 3cyc"), null);
  assert.equal(readLink(""), null);
});

test("the address of the check page on a letter has credential and trust, and elsewhere also board and election", () => {
  const values = { board: BOARD, election: ELECTION, credential: "credential1afv6", trust: "trust14sfe" };
  const own = `${BOARD}/check/${ELECTION}#credential=credential1afv6&trust=trust14sfe`;
  assert.deepEqual(readLink(own), values);
  const fragment = new URLSearchParams(values);
  for (const page of ["https://union.example/tabella-check.html", "file:///home/anna/tabella-check.html"]) {
    assert.deepEqual(readLink(`${page}#${fragment}`), values);
  }
});

test("of a link with a tracker or an opened ballot nothing is taken but the page that it opens", () => {
  for (const carried of ["tracker=tracker12rv9", "opening=eyJhIjoxfQ"]) {
    const link = readLink(
      `${BOARD}/check/${ELECTION}#${carried}&credential=credential1afv6&trust=t&board=https://evil.example`,
    );
    assert.deepEqual(link, { foreign: true, board: BOARD, election: ELECTION });
  }
});

test("a page on a disk takes the board from the link", () => {
  const link = readLink(`file:///home/anna/tabella-check.html#board=${encodeURIComponent(BOARD)}`);
  assert.equal(link?.board, BOARD);
});

test("a board under a path is read with its path, from the address of any of its pages", () => {
  const board = `${BOARD}/voting`;
  for (const page of ["vote", "view", "check", "audit", "elections"]) {
    const link = readLink(`${board}/${page}/${ELECTION}?lang=de#code=hma6s6hf`);
    assert.deepEqual([link?.board, link?.election], [board, ELECTION], page);
  }
  for (const page of ["", "/", "/check/", "/check", "/web/tabella-check.html", `/view/${ELECTION}/ballots/7`]) {
    assert.equal(boardAt(board + page), board, page);
  }
  const link = readLink(
    `file:///home/anna/tabella-check.html#board=${encodeURIComponent(board)}&election=${ELECTION}`,
  );
  assert.deepEqual([link?.board, link?.election], [board, ELECTION]);
});

test("a board is found even where its path is called like a page", () => {
  for (const path of ["", "/vote", "/elections", "/vote/elections", "/check/vote"]) {
    const board = BOARD + path;
    for (const page of ["vote", "view", "check", "audit", "elections"]) {
      const link = readLink(`${board}/${page}/${ELECTION}?lang=de#code=hma6s6hf`);
      assert.deepEqual([link?.board, link?.election], [board, ELECTION], `${path} ${page}`);
    }
    for (const page of [
      "check",
      "check/",
      "view/short",
      "web/tabella-check.html",
      `view/${ELECTION}/ballots/7`,
    ]) {
      assert.equal(boardAt(`${board}/${page}`), board, `${path} ${page}`);
    }
    for (const page of ["vote", "check", "audit"]) {
      for (const named of ["", "short", ELECTION])
        assert.equal(boardOfPage(`${board}/${page}/${named}?lang=de`), board);
    }
  }
  for (const board of [`${BOARD}/vote`, `${BOARD}/elections`]) {
    assert.deepEqual([boardAt(board), boardAt(`${board}/`)], [board, board]);
  }
});

test("only http addresses are boards", () => {
  assert.equal(boardAt("https://vote.example/view/x"), BOARD);
  assert.equal(boardAt("javascript:alert(1)"), null);
  assert.equal(boardAt("vote.example"), null);
});

test("values are shown as prefix and groups of four, however they were written", () => {
  assert.equal(grouped("TRACKER12rv93cyctm"), "tracker1 2rv9 3cyc tm");
  assert.equal(grouped("tracker1 2rv9 3cyc"), "tracker1 2rv9 3cyc");
  assert.equal(grouped(""), "");
});
