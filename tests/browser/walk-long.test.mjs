// The rest of what every browser must be able to do: to vote again, to go back, to reload, to read other
// scripts.
//
// scripts/browser-tests --browser chromium|firefox|webkit

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { name, open } from "./drivers.mjs";
import { openStage, votingLink } from "./stage.mjs";

let driver, stage, council;

before(async () => {
  [driver, stage] = await Promise.all([open(), openStage()]);
  council = stage.elections.council;
});

after(async () => {
  await driver?.close();
  stage?.close();
});

const link = (letter) => votingLink(stage.address, council, council.letters[letter]);

/** From the link of a letter to the ballot, with the choices. */
async function choose(letter, options) {
  await driver.go("about:blank");
  await driver.go(link(letter));
  await driver.click("#begin");
  for (const option of options) await driver.click(`input[value="${option}"]`);
}

async function cast() {
  await driver.click("#review");
  await driver.click("#cast");
  await driver.says("h1", "Your vote is in the box");
  return driver.text("code.tracker");
}

test(`a second device finds in a test ballot what was chosen (${name})`, async () => {
  await choose(4, ["li-na", "trees"]);
  await driver.click("#review");
  await driver.wait("#cast");
  const second = await open();
  try {
    await second.go(`${stage.address}/check/${council.id}?lang=en`);
    await second.click("#task-1");
    await second.fill("#tracker", await driver.text("code.tracker"));
    await second.click("#submit");
    await second.wait("#opening");
    await driver.click("#test");
    await driver.wait("#back-to-ballot");
    await second.choose("#opening-file", await driver.saved("#save-opening"));
    await second.until(
      () => second.run(() => document.getElementById("opening").value !== ""),
      "the opened ballot in its field",
    );
    await second.fill("#credential", council.letters[4].credential);
    await second.click("#submit");
    await second.wait("#yes");
    const answer = await second.text("#answer");
    for (const label of ["Li Na", "Forty new trees", "Nothing chosen"])
      assert.ok(answer.includes(label), label);
  } finally {
    await second.close();
  }
  await driver.click("#back-to-ballot");
  await cast();
});

const step = (step) =>
  driver.until(() => driver.run((step) => history.state?.step === step, step), `step ${step}`);

test(`a voter who votes again is told of the earlier ballot (${name})`, async () => {
  await choose(0, ["li-na"]);
  const first = await cast();
  await driver.go("about:blank");
  await driver.go(link(0));
  await driver.says("main", "already in the box");
  await choose(0, ["jonas-weber"]);
  assert.notEqual(await cast(), first);
});

test(`Back and Forward move between the screens, and the choices stay (${name})`, async () => {
  await choose(1, ["li-na", "trees"]);
  await driver.click("#review");
  await driver.wait("#cast");
  await driver.back();
  await driver.wait("#review");
  assert.equal(await driver.count("input:checked"), 2);
  await driver.back();
  await driver.wait("#begin");
  await driver.forward();
  await driver.wait("#review");
  assert.equal(await driver.count("input:checked"), 2);
  const tracker = await cast();
  await driver.back();
  await step(1);
  assert.equal(await driver.text("code.tracker"), tracker);
  assert.equal(await driver.count("input"), 0);
});

test(`a reload keeps the end page, and the choices of no one (${name})`, async () => {
  await choose(2, ["li-na"]);
  const tracker = await cast();
  await driver.reload();
  await driver.says("h1", "Your vote is in the box");
  assert.equal(await driver.text("code.tracker"), tracker);
  await driver.click("#begin-anew");
  await driver.wait("#code");
});

test(`the ballot is read in Chinese and in Arabic, and the choices stay (${name})`, async () => {
  await choose(3, ["li-na"]);
  for (const [language, direction, heading] of [
    ["zh-Hans", "ltr", "委员会主任"],
    ["ar", "rtl", "رئيس المجلس"],
  ]) {
    await driver.click(`#lang-${language}`);
    await driver.says("legend", heading);
    assert.deepEqual(await driver.run(() => [document.documentElement.lang, document.documentElement.dir]), [
      language,
      direction,
    ]);
    assert.equal(await driver.count("input:checked"), 1);
  }
  await driver.click("#lang-en");
  await driver.says("legend", "Chair of the council");
  await cast();
});

test(`no page of the election with long words is wider than a narrow window (${name})`, async () => {
  const { hostile } = stage.elections;
  await driver.narrow();
  const fits = async (what) => {
    const [wide, window] = await driver.run(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= window, `${what} is ${wide} px wide on a window of ${window} px`);
  };
  await driver.go("about:blank");
  await driver.go(votingLink(stage.address, hostile, hostile.letters[0]));
  await driver.click("#begin");
  await driver.wait("#review");
  await fits("the ballot");
  await driver.click('input[value="o4"]');
  await cast();
  await fits("the end");
  for (const path of [`/view/${hostile.id}`, `/view/${hostile.id}/ballots`]) {
    await driver.go(stage.address + path);
    await fits(path);
  }
});
