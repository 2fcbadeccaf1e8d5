// Mistakes and malice: what the booth finds before anything is sent, and what its pages withstand.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, Device, PHONE } from "./browser.mjs";
import { browser, council, stage } from "./setting.mjs";
import { plain, votingLink } from "./stage.mjs";
import { cast, choose, enter, review, reviewed } from "./voting.mjs";

test("a typing error in the code is found before anything is sent", async () => {
  const device = await Device.open(browser, PHONE);
  const { page } = device;
  const { code } = council.letters[0];
  await device.go(`${stage.address}/vote/${council.id}?lang=en#trust=${plain(council.trust)}`);
  await page.waitForSelector("#code");
  const last = code.at(-1) === "q" ? "p" : "q";
  await page.fill("#code", code.slice(0, -1) + last);
  const before = device.requests.length;
  await page.press("#code", "Enter");
  await page.waitForSelector("#code-error");
  const since = device.requests.slice(before).filter((request) => !request.endsWith("/web/tabella.wasm"));
  assert.deepEqual(since, [], "nothing but the program is fetched");
  assert.equal(await page.evaluate(() => document.activeElement.id), "code", "the focus is on the field");
  // Case and spaces do not matter.
  await page.fill("#code", plain(code).toUpperCase());
  await page.press("#code", "Enter");
  await page.waitForSelector("#begin");
  await device.close();
});

test("a code of another election is not taken", async () => {
  const device = await Device.open(browser, PHONE);
  const other = stage.elections.hostile.letters[0];
  await device.go(votingLink(stage.address, council, other));
  await device.page.waitForSelector("#code-error");
  await device.close();
});

test("a letter whose trust hash is not that of the election stops the visit", async () => {
  const device = await Device.open(browser, PHONE);
  const trust = stage.elections.hostile.trust;
  await device.go(votingLink(stage.address, { ...council, trust }, council.letters[0]));
  await device.page.waitForSelector(".notice-bad");
  assert.equal(await device.page.locator("#begin").count(), 0);
  await device.close();
});

test("the code does not stay in the address, and never reaches the board", async () => {
  const device = await Device.open(browser, PHONE);
  await enter(device, votingLink(stage.address, council, council.letters[1]));
  const code = plain(council.letters[1].code);
  assert.ok(!device.page.url().includes(code));
  assert.ok(device.requests.every((request) => !request.split("#")[0].includes(code)));
  await device.close();
});

test("a code in the field for the credential is refused beside it, and nothing is sent", async () => {
  const device = await Device.open(browser, PHONE);
  const { page } = device;
  const { code, credential } = council.letters[0];
  await device.go(`${stage.address}/check/${council.id}?lang=en`);
  await page.click("#task-2");
  const before = device.requests.length;
  const refusal = async (typed) => {
    await page.fill("#credential", typed);
    await page.click("#submit");
    await page.waitForSelector("#credential-error");
    assert.equal(await page.evaluate(() => document.activeElement.id), "credential");
    return page.textContent("#credential-error");
  };
  assert.match(await refusal(code), /looks like your code/);
  assert.deepEqual(device.requests.slice(before), []);
  assert.match(await refusal(credential.slice(0, -1)), /A character is wrong or missing/);
  await device.close();
});

test("no request leaves the page between the beginning and the one act that casts", async () => {
  const device = await Device.open(browser, DESKTOP);
  await enter(device, votingLink(stage.address, council, council.letters[2]));
  const before = device.requests.length;
  await choose(device, [["li-na"], ["elif-kaya"], ["trees", "library"]]);
  await review(device);
  await device.page.click("#test");
  await device.page.click("#back-to-ballot");
  await review(device);
  await device.page.click("#back");
  await review(device);
  assert.deepEqual(device.requests.slice(before), []);
  await cast(device);
  const sent = device.requests
    .slice(before)
    .map((request) => request.replace(stage.address, "").replace(council.id, "ID"));
  assert.deepEqual(
    sent.map((request) => request.split("?")[0]),
    ["POST /elections/ID/statements", "GET /elections/ID/consistency"],
  );
  await device.close();
});

for (const name of ["setup", "closed", "finished", "void"]) {
  test(`the booth says that an election in the phase "${name}" takes no ballots`, async () => {
    const device = await Device.open(browser, PHONE);
    const election = stage.elections[name];
    await device.go(votingLink(stage.address, election, election.letters[0]));
    await device.page.waitForSelector(".notice-warn");
    assert.equal(await device.page.locator("#begin").count(), 0);
    await device.close();
  });
}

test("too few and too many choices are named, and an empty contest is a warning but no dead end", async () => {
  const device = await Device.open(browser, PHONE);
  const { page } = device;
  await enter(device, votingLink(stage.address, council, council.letters[3]));
  await page.click("#review");
  await page.waitForSelector("#errors");
  assert.equal(await page.evaluate(() => document.activeElement.id), "errors", "the focus is on what is wrong");
  await choose(device, [["blank"], ["carlos-ruiz", "elif-kaya", "greta-holm"], []]);
  assert.equal(await page.isVisible("#errors"), false, "what is put right is no longer called missing");
  await page.click('#contest-1 input[value="wang-fang"]', { force: true });
  assert.equal(await page.isChecked('#contest-1 input[value="wang-fang"]'), false, "a fourth one is not taken");
  assert.notEqual(await page.textContent("#contest-1-hint"), "", "and the page says why");
  await review(device);
  assert.deepEqual(await reviewed(device), [
    ["Blank vote: none of these"],
    ["Carlos Ruiz", "Elif Kaya", "Greta Holm"],
    [],
  ]);
  await page.waitForSelector(".answer .notice-warn");
  await cast(device);
  await device.close();
});

test("texts that try to break out of the page are only text, in the booth and on the public pages", async () => {
  const { hostile } = stage.elections;
  const device = await Device.open(browser, PHONE);
  const { page } = device;
  const sound = async () => {
    assert.notEqual(await page.title(), "broken");
    assert.equal(await page.locator("h1").count(), 1);
    assert.equal(await page.locator("img, style, main script").count(), 0);
  };
  await enter(device, votingLink(stage.address, hostile, hostile.letters[0]));
  await sound();
  await choose(device, [["o0", "o4"]]);
  await review(device);
  await sound();
  await cast(device);
  await sound();
  for (const path of [
    "/",
    `/view/${hostile.id}`,
    `/view/${hostile.id}/ballots`,
    `/check/${hostile.id}`,
    `/audit/${hostile.id}`,
  ]) {
    await device.go(`${stage.address}${path}`);
    await page.waitForSelector("h1");
    await sound();
  }
  await device.close();
});
