// What must work in every browser: a voter votes and keeps a valid receipt; an observer verifies an
// election.
//
// scripts/browser-tests --browser chromium|firefox|webkit

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { name, open } from "./drivers.mjs";
import { openStage, plain, votingLink } from "./stage.mjs";
import { assertTracker } from "./voting.mjs";

let driver, stage, council;

before(async () => {
  [driver, stage] = await Promise.all([open(), openStage()]);
  council = stage.elections.council;
  console.log(`# ${await driver.version()}`);
});

after(async () => {
  await driver?.close();
  stage?.close();
});

test(`a voter follows the link in the letter, votes, and keeps a receipt that the check page confirms (${name})`, async () => {
  const letter = council.letters[0];
  await driver.go(votingLink(stage.address, council, letter));
  await driver.click("#begin");
  assert.ok(
    !(await driver.run(() => location.href)).includes(plain(letter.code)),
    "the code has left the address",
  );
  for (const option of ["li-na", "wang-fang", "elif-kaya", "trees"])
    await driver.click(`input[value="${option}"]`);
  await driver.click("#review");
  await driver.wait("#cast");
  const reviewed = await driver.text("main");
  for (const label of ["Li Na", "Wang Fang", "Elif Kaya", "Forty new trees"])
    assert.ok(reviewed.includes(label), label);
  await driver.click("#cast");
  await driver.says("h1", "Your vote is in the box");
  const tracker = await driver.text("code.tracker");
  assertTracker(tracker);
  const receipt = await driver.saved("#save-receipt");
  assert.match(readFileSync(receipt, "utf8"), /^c2sp.org\/tlog-proof/);

  await driver.go(`${stage.address}/check/${council.id}?lang=en`);
  await driver.click("#task-0");
  await driver.choose("#receipt", receipt);
  await driver.until(
    () => driver.run(() => document.getElementById("tracker").value.includes("tlog-proof")),
    "the receipt in its field",
  );
  await driver.click("#submit");
  await driver.says("#answer", "Your ballot is in the box");
  assert.deepEqual(driver.faults, []);
});

test(`an observer verifies an election, and reads its public pages (${name})`, async () => {
  const { finished } = stage.elections;
  for (const path of ["/", `/view/${finished.id}`, `/view/${finished.id}/ballots`]) {
    await driver.go(`${stage.address}${path}${path === "/" ? "?lang=en" : ""}`);
    assert.notEqual(await driver.text("h1"), "", path);
  }
  await driver.go(`${stage.address}/audit/${finished.id}?lang=en`);
  await driver.click("#begin");
  await driver.wait("#checks table");
  assert.equal(await driver.text("h1"), "Everything is correct");
  assert.deepEqual(driver.faults, []);
});
