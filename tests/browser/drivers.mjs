// One small interface to the browsers of other makers, for the walks that every browser must be able to do.
//
// Chromium and Firefox by puppeteer, which speaks WebDriver BiDi with Firefox; WebKit by WebDriver, with the
// browser of WebKitGTK, which needs a display. `TABELLA_BROWSER` says which: chromium, firefox or webkit.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import puppeteer from "puppeteer-core";
import { Builder } from "selenium-webdriver";

export const name = process.env.TABELLA_BROWSER ?? "chromium";
const PATIENCE_MS = 30_000;
const DESKTOP = { width: 1280, height: 900 };

/** A browser of its own with one window. */
export function open() {
  return name === "webkit" ? WebKit.open() : Puppet.open();
}

class Driver {
  folder = mkdtempSync(join(tmpdir(), "tabella-browser-"));
  downloads = join(this.folder, "downloads");

  constructor() {
    mkdirSync(this.downloads);
  }

  /** Asks `condition`, an asynchronous function, until it says yes. */
  async until(condition, what) {
    const end = Date.now() + PATIENCE_MS;
    // A page that is being replaced by another one has no answer.
    while (!(await condition().catch(() => false))) {
      if (Date.now() > end)
        throw new Error(
          `${what}: not within ${PATIENCE_MS} ms; the page says: ${await this.text("body").catch(String)}`,
        );
      await pause(50);
    }
  }

  /** Waits for an element. */
  wait(css) {
    return this.until(() => this.run((css) => !!document.querySelector(css), css), css);
  }

  /** Waits until an element has a text, and returns all of it. */
  async says(css, part) {
    await this.until(async () => (await this.text(css)).includes(part), `${css} says "${part}"`);
    return this.text(css);
  }

  async text(css = "main") {
    return this.run((css) => document.querySelector(css)?.textContent ?? "", css);
  }

  count(css) {
    return this.run((css) => document.querySelectorAll(css).length, css);
  }

  /** Clicks what saves a file; its path. */
  async saved(css) {
    const before = new Set(readdirSync(this.downloads));
    await this.click(css);
    let file;
    await this.until(async () => {
      file = readdirSync(this.downloads).find(
        (name) => !before.has(name) && !/\.(part|crdownload|wkdownload)$/.test(name),
      );
      return file && readFileSync(join(this.downloads, file)).length > 0;
    }, `a file of ${css}`);
    return join(this.downloads, file);
  }

  back() {
    return this.run(() => void setTimeout(() => history.back()));
  }

  forward() {
    return this.run(() => void setTimeout(() => history.forward()));
  }

  forget() {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

class Puppet extends Driver {
  static async open() {
    const driver = new Puppet();
    const { downloads } = driver;
    const firefox = {
      browser: "firefox",
      executablePath: process.env.TABELLA_FIREFOX ?? "/usr/bin/firefox-esr",
      extraPrefsFirefox: {
        "browser.download.dir": downloads,
        "browser.download.folderList": 2,
        "browser.download.useDownloadDir": true,
      },
    };
    const chromium = {
      executablePath: process.env.TABELLA_CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
      downloadBehavior: { policy: "allow", downloadPath: downloads },
    };
    driver.browser = await puppeteer.launch({
      headless: true,
      defaultViewport: DESKTOP,
      ...(name === "firefox" ? firefox : chromium),
    });
    driver.page = await driver.browser.newPage();
    driver.faults = [];
    driver.page.on("pageerror", (error) => driver.faults.push(String(error)));
    driver.page.on("console", (message) => {
      if (["error", "warn"].includes(message.type())) driver.faults.push(message.text());
    });
    return driver;
  }

  async version() {
    return this.browser.version();
  }

  async go(address) {
    await this.page.goto(address);
  }

  run(action, ...given) {
    return this.page.evaluate(action, ...given);
  }

  async click(css) {
    await this.wait(css);
    await this.page.click(css);
  }

  async fill(css, text) {
    await this.wait(css);
    await this.page.type(css, text);
  }

  async choose(css, file) {
    await this.wait(css);
    await (await this.page.$(css)).uploadFile(file);
  }

  async reload() {
    await this.page.reload();
  }

  async narrow() {
    await this.page.setViewport({ width: 390, height: 844 });
  }

  async close() {
    await this.browser.close();
    this.forget();
  }
}

class WebKit extends Driver {
  static async open() {
    if (!process.env.DISPLAY)
      throw new Error("WebKit needs a display: run scripts/browser-tests --browser webkit");
    const driver = new WebKit();
    const port = await freePort();
    // Files go where this home says, and nothing is left behind elsewhere.
    mkdirSync(join(driver.folder, ".config"));
    writeFileSync(join(driver.folder, ".config/user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${driver.downloads}"\n`);
    const env = {
      ...process.env,
      HOME: driver.folder,
      XDG_CONFIG_HOME: join(driver.folder, ".config"),
      LIBGL_ALWAYS_SOFTWARE: "1",
      WEBKIT_DISABLE_COMPOSITING_MODE: "1",
      // As root there is no sandbox. Only the pages of this test are opened.
      ...(process.getuid() === 0 && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" }),
    };
    driver.server = spawn("WebKitWebDriver", [`--port=${port}`], { env, stdio: "ignore" });
    const address = `http://127.0.0.1:${port}`;
    await driver.until(async () => (await fetch(`${address}/status`)).ok, "WebKitWebDriver");
    driver.session = await new Builder()
      .usingServer(address)
      .withCapabilities({ browserName: "MiniBrowser", "webkitgtk:browserOptions": { args: ["--automation"] } })
      .build();
    driver.faults = [];
    return driver;
  }

  async version() {
    const capabilities = await this.session.getCapabilities();
    return `WebKitGTK ${capabilities.getBrowserVersion()}`;
  }

  go(address) {
    return this.session.get(address);
  }

  run(action, ...given) {
    return this.session.executeScript(`return (${action})(...arguments)`, ...given);
  }

  async click(css) {
    await this.wait(css);
    await this.session.findElement({ css }).click();
  }

  /** As when it is pasted: its driver takes about a second for each key. */
  async fill(css, text) {
    await this.wait(css);
    await this.run(
      (css, text) => {
        const field = document.querySelector(css);
        field.value = text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      },
      css,
      text,
    );
  }

  async choose(css, file) {
    await this.wait(css);
    await this.session.findElement({ css }).sendKeys(file);
  }

  reload() {
    return this.session.navigate().refresh();
  }

  /** As narrow as its window becomes. */
  narrow() {
    return this.session.manage().window().setRect({ x: 0, y: 0, width: 390, height: 844 });
  }

  async close() {
    await this.session.quit().catch(() => {});
    this.server.kill();
    this.forget();
  }
}

function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}
