// A browser, and devices that note whatever they should not have done.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import jsQR from "jsqr";
import { chromium } from "playwright-core";
import { PNG } from "pngjs";

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 900 };

export function openBrowser(more = []) {
  const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", ...more];
  return chromium.launch({ executablePath: process.env.TABELLA_CHROMIUM ?? "/usr/bin/chromium", args });
}

/** A device of its own: nothing is shared with another one but the network. */
export class Device {
  static async open(browser, viewport = DESKTOP, options = {}) {
    const settings = { locale: "en-GB", timezoneId: "UTC" };
    const context = await browser.newContext({ ...settings, viewport, acceptDownloads: true, ...options });
    return new Device(context, await context.newPage());
  }

  constructor(context, page) {
    this.context = context;
    this.page = page;
    /** Every request, as method and address. */
    this.requests = [];
    this.faults = [];
    context.on("request", (request) => {
      this.requests.push(`${request.method()} ${request.url()}`);
      const { protocol, origin } = new URL(request.url());
      if (/^https?:$/.test(protocol) && this.origin && origin !== this.origin)
        this.faults.push(`asks ${origin}`);
    });
    page.on("pageerror", (error) => this.faults.push(String(error)));
    page.on("console", (message) => {
      // What is lost on the way, or refused by the board, is not the fault of the page.
      const lost = message.text().startsWith("Failed to load resource");
      if (["error", "warning"].includes(message.type()) && !lost) this.faults.push(message.text());
    });
  }

  /** Opens an address; from then on, this origin is the only one that may be asked. */
  async go(address) {
    const { protocol, origin } = new URL(address);
    if (/^https?:$/.test(protocol)) this.origin = origin;
    await this.page.goto(address);
  }

  /** Closes the device, and asserts that its pages kept the rules: no errors, no violated policy, no
   * strangers. */
  async close() {
    await this.context.close();
    assert.deepEqual(this.faults, []);
  }

  /** What a camera reads in the QR code on the screen. */
  async scan(drawing = this.page.locator("svg.qr")) {
    const { data, width, height } = PNG.sync.read(await drawing.screenshot({ caret: "initial" }));
    const code = jsQR(new Uint8ClampedArray(data), width, height);
    assert.ok(code, "there is a QR code that can be read");
    return code.data;
  }

  /** Clicks what saves a file; its text. */
  async saved(selector) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.page.click(selector)]);
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
  }

  /** Moves the focus with the Tab key until it is on the element; asserts that it can be seen on the way. */
  async tabTo(selector) {
    for (let presses = 0; presses < 100; presses++) {
      await this.page.keyboard.press("Tab");
      const focus = await this.page.evaluate((selector) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
        const visible = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
        return { matches: document.activeElement.matches(selector), visible };
      }, selector);
      assert.ok(focus.visible, `the focus can be seen on the way to ${selector}`);
      if (focus.matches) return;
    }
    assert.fail(`${selector} cannot be reached with the Tab key`);
  }
}
