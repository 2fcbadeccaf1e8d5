// Walks over every screen, which call `look(name)` at each of them.

import { join } from "node:path";
import { web } from "./places.mjs";
import { checkLink, plain, votingLink } from "./stage.mjs";
import { choose, openBallot, review } from "./voting.mjs";

/** Walks through the booth with a letter; what the voting device showed: the tracker, and the opened ballot. */
export async function throughTheBooth({ address, elections }, device, language, letter, look) {
  const { page } = device;
  const { council } = elections;
  const go = (path) => device.go(`${address}${path}`);

  for (const phase of ["setup", "closed", "void"]) {
    await go(`/vote/${elections[phase].id}?lang=${language}`);
    await page.waitForSelector(".notice-warn");
    await look(`booth not open ${phase}`);
  }
  const wrong = { ...council, trust: elections.void.trust };
  await device.go(votingLink(address, wrong, council.letters[letter], language));
  await page.waitForSelector(".notice-bad");
  await look("booth wrong trust hash");

  await device.go("about:blank");
  await go(`/vote/${council.id}?lang=${language}#trust=${plain(council.trust)}`);
  await page.waitForSelector("#code");
  await look("booth code");
  await page.fill("#code", "of some other letter");
  await page.press("#code", "Enter");
  await page.waitForSelector("#code-error");
  await look("booth code with a typing error");
  await page.fill("#code", council.letters[letter].code);
  await page.press("#code", "Enter");
  await page.waitForSelector("#begin");
  await look("booth begin");
  await page.click("#begin");
  await page.waitForSelector("#review");
  await look("booth ballot empty");
  await page.click("#review");
  await page.waitForSelector("#errors");
  await look("booth ballot with an error");
  await choose(device, [["li-na"], ["carlos-ruiz", "elif-kaya", "wang-fang"], ["trees"]]);
  await page.click('#contest-1 input[value="ivan-petrov"]', { force: true });
  await look("booth ballot filled");
  await review(device);
  const tracker = await device.scan();
  await look("booth review");
  const opening = await openBallot(device);
  await look("booth test opened");
  await page.click("#back-to-ballot");
  await review(device);
  await refuse(device, "SRV-12");
  await page.click("#cast");
  await page.waitForSelector("#try-now");
  await look("booth board cannot write");
  await tryAgain(device, () => refuse(device, "SRV-14"));
  await look("booth clock in doubt");
  await tryAgain(device, () => device.context.setOffline(true));
  await look("booth connection lost");
  await device.context.setOffline(false);
  await page.waitForSelector("#save-receipt");
  await look("booth end");
  await page.reload();
  await page.waitForSelector("#begin-anew");
  await look("booth end loaded again");

  // The same letter again.
  await device.go("about:blank");
  await device.go(votingLink(address, council, council.letters[letter], language));
  await page.waitForSelector("#begin");
  await look("booth begin again");
  await page.reload();
  await page.waitForSelector("#code");
  await look("booth loaded again");
  return { tracker, opening };
}

/** The board takes no ballot the next time, for the reason of a check. */
export function refuse({ context }, check) {
  const problem = {
    check,
    detail: "nothing is taken now",
    status: 503,
    title: "Service Unavailable",
    type: "about:blank",
  };
  const answer = {
    status: 503,
    contentType: "application/problem+json",
    headers: { "retry-after": "60" },
    body: JSON.stringify(problem),
  };
  return context.route(/\/statements$/, (route) => route.fulfill(answer), { times: 1 });
}

/** Ends the pause, once something has gone wrong again. */
async function tryAgain({ page }, spoil) {
  const before = await page.textContent(".notice-warn h2");
  await spoil();
  await page.click("#try-now");
  await page.waitForFunction(
    (before) => ![before, undefined].includes(document.querySelector(".notice-warn h2")?.textContent),
    before,
  );
}

/** Walks through the check page, after the booth with the same letter. */
export async function throughTheCheckPage({ address, elections }, device, language, opened, letter, look) {
  const { page } = device;
  const { council, finished } = elections;
  const go = (path) => device.go(`${address}${path}`);
  const answered = async (name) => {
    await page.click("#submit");
    await page.waitForSelector("#answer h2");
    await look(name);
  };
  const ballotTask = async (election, text) => {
    await go(`/check/${election.id}?lang=${language}`);
    await page.click("#task-0");
    await page.fill("#tracker", text);
  };
  const trackersOf = async ({ id }) => {
    const answer = await fetch(`${address}/view/${id}/ballots?lang=en`);
    return (await answer.text()).match(/tracker1[a-z0-9 ]{70,80}/g).toReversed();
  };

  await go(`/check?lang=${language}`);
  await page.waitForSelector("h1");
  await look("check which election");
  await go(`/check/${council.id}?lang=${language}`);
  await page.waitForSelector("#task-0");
  await look("check menu");
  await page.click("#task-0");
  await look("check ballot");
  await page.fill("#tracker", "tracker1 qqqq");
  await page.click("#submit");
  await page.waitForSelector("#tracker-error");
  await look("check ballot with a typing error");

  const [open, counted] = [await trackersOf(council), await trackersOf(finished)];
  await ballotTask(council, open.at(-1));
  await answered("check ballot in the box");
  await ballotTask(council, open[0]);
  await answered("check ballot replaced");
  await ballotTask(finished, counted.at(-1));
  await answered("check ballot counted");
  await ballotTask(council, counted[0]);
  await answered("check ballot unknown");
  await ballotTask(finished, (await receiptIn(address, finished)).replace(/^index \d+$/m, "index 1"));
  await answered("check receipt changed");
  await ballotTask(council, await receiptIn(address, finished));
  await answered("check receipt of another election");

  await throughTheDeviceTest({ address, council }, device, language, opened, letter, look, answered);

  for (const [election, who, name] of [
    [council, 11, "check code not used"],
    [council, letter, "check code used"],
    [finished, 14, "check code counted"],
  ]) {
    await go(`/check/${election.id}?lang=${language}`);
    await page.click("#task-2");
    await page.fill("#credential", election.letters[who].credential);
    await answered(name);
  }
}

/** The receipt of the newest ballot in a log. */
async function receiptIn(address, { id }) {
  const list = await (await fetch(`${address}/view/${id}/ballots`)).text();
  const [, index] = /\/ballots\/(\d+)/.exec(list);
  return (await fetch(`${address}/elections/${id}/entries/${index}/receipt`)).text();
}

/** Notes the tracker, and looks into the opened ballot; with everything that may go wrong on the way. */
async function throughTheDeviceTest(
  { address, council },
  device,
  language,
  { tracker, opening },
  letter,
  look,
  answered,
) {
  const { page } = device;
  const check = checkLink(address, council, council.letters[letter], language);
  const show = async (text, screen, name) => {
    await page.fill("#tracker", text);
    await page.click("#submit");
    await page.waitForSelector(screen);
    await look(name);
  };
  await device.go(`${address}/check/${council.id}?lang=${language}#tracker=${tracker}`);
  await page.waitForSelector(".notice-bad");
  await look("check opened by a foreign link");
  await device.go("about:blank");
  await device.go(check);
  await page.click("#task-1");
  await look("check note tracker");
  await page.click("#scan");
  await page.waitForSelector(".card .notice-warn");
  await look("check note tracker without a camera");
  await show(opening, "#refused .notice-bad", "check opened ballot without a tracker");
  await show(check, "#refused .notice-bad", "check address instead of a tracker");
  await show("tracker1 qqqq", "#tracker-error", "check note tracker with a typing error");
  const [other] = (await (await fetch(`${address}/view/${council.id}/ballots?lang=en`)).text()).match(
    /tracker1[a-z0-9 ]{70,80}/g,
  );
  await show(other, "#opening", "check tracker noted");
  await page.click("#another");
  await show(tracker, "#replace", "check another tracker");
  await page.click("#keep");
  await page.fill("#opening", opening);
  await answered("check device failed");
  await page.click("#another");
  await page.fill("#tracker", tracker);
  await page.click("#submit");
  await page.click("#replace");
  await page.fill("#opening", "{}");
  await page.click("#submit");
  await page.waitForSelector("#opening-error");
  await look("check opened ballot that cannot be read");
  await page.fill("#opening", opening);
  await answered("check device choices");
  await page.click("#no");
  await look("check device bad");
  await page.click("#yes");
  await look("check device good");
}

/** Walks through what only the check page on a disk has. */
export async function throughTheFile({ address, elections }, device, language, look) {
  const { page } = device;
  const fragment = new URLSearchParams({ board: address, election: elections.council.id });
  await device.go(`file://${join(web, "tabella-check.html")}?lang=${language}#${fragment}`);
  await page.waitForSelector("#task-3");
  await look("file menu");
  await page.click("#task-3");
  await look("file compare");
  await page.click("#submit");
  await page.waitForSelector("#answer .notice-ok");
  await look("file compare same");
}

/** Walks through the audit page. */
export async function throughTheAudit({ address, elections }, device, language, look) {
  const { page } = device;
  await device.go(`${address}/audit/${elections.finished.id}?lang=${language}`);
  await page.waitForSelector("#begin");
  await look("audit begin");
  await page.click("#begin");
  await page.waitForSelector("#checks table");
  await page
    .locator("#checks details")
    .evaluateAll((all) => all.slice(0, 2).forEach((details) => (details.open = true)));
  await look("audit accepted");
  await device.go(`${address}/audit/${elections.void.id}?lang=${language}`);
  await page.click("#begin");
  await page.waitForSelector("#checks table");
  await look("audit void");
}

/** Paths of the public pages, by what they show. */
export async function publicPages({ address, elections }) {
  const pages = { elections: "/", "no such page": "/nothing" };
  for (const [name, { id }] of Object.entries(elections)) pages[`election ${name}`] = `/view/${id}`;
  const { id } = elections.finished;
  const list = await (await fetch(`${address}/view/${id}/ballots`)).text();
  const [tracker] = list.match(/tracker1[a-z0-9 ]{70,80}/g);
  const ballot = list.match(/\/view\/[\w-]{43}\/ballots\/\d+/)[0];
  const search = (text) => `/view/${id}/ballots?tracker=${encodeURIComponent(text)}`;
  return {
    ...pages,
    ballots: `/view/${id}/ballots`,
    "ballots none": `/view/${elections.setup.id}/ballots`,
    "ballots found": search(tracker),
    "ballots not found": search("tracker1 qqqq"),
    ballot,
  };
}
