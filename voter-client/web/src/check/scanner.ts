// Reading a QR code: with the camera, or from a picture of it. Whatever it says is only handed on, never
// opened.

import decodeQR from "qr/decode.js";
import { type Child, element, notice, paragraph, secondary } from "kit/dom";
import { fileField } from "kit/fields";
import { say } from "kit/language";
import { Page } from "kit/page";

/** Between two looks at what the camera sees. */
const PAUSE_MS = 120;
/** Longest side of a picture that is looked at; larger ones are made smaller. */
const LONGEST_PX = 2400;

/** A button that starts the camera, and one for a picture, for a screen that shows `view()` again whenever it
 * is drawn. */
export class Scanner {
  private readonly page: Page;
  private readonly take: (text: string) => void;
  private readonly video = element("video", { class: "camera", muted: true, playsinline: true });
  private stream: MediaStream | null = null;
  private problem: (() => string) | null = null;

  constructor(page: Page, take: (text: string) => void) {
    this.page = page;
    this.take = take;
    this.video.muted = true;
  }

  view(): Child {
    if (this.stream) return this.looking();
    return [
      element(
        "p",
        { class: "actions" },
        secondary(say("scan-begin"), () => void this.start(), { id: "scan" }),
      ),
      fileField("scan-picture", say("scan-picture"), (file) => this.picture(file), "image/*"),
      this.problem && element("div", { role: "alert" }, notice("warn", null, paragraph(this.problem()))),
    ];
  }

  private looking(): Child {
    this.video.setAttribute("aria-label", say("scan-looking"));
    // A video that was taken out of the page and put back stands still.
    queueMicrotask(() => void this.video.play().catch(() => {}));
    return [
      this.video,
      paragraph(say("scan-looking")),
      element(
        "p",
        { class: "actions" },
        secondary(say("scan-end"), () => this.end(null), { id: "scan-end" }),
      ),
    ];
  }

  private async start(): Promise<void> {
    this.problem = null;
    try {
      // Without a secure address there are no media devices at all.
      const devices = navigator.mediaDevices as MediaDevices | undefined;
      if (!devices) return this.end(() => say("scan-none"));
      const size = { ideal: 1280 };
      this.stream = await devices.getUserMedia({
        video: { facingMode: "environment", width: size, height: size },
      });
    } catch (thrown) {
      const refused = thrown instanceof DOMException && thrown.name === "NotAllowedError";
      return this.end(refused ? () => say("scan-refused") : () => say("scan-none"));
    }
    this.video.srcObject = this.stream;
    this.page.refresh();
    document.getElementById("scan-end")?.focus();
    this.look();
  }

  private look(): void {
    if (!this.stream) return;
    // Another screen is shown, or another window: no one looks any more.
    if (!this.video.isConnected || document.hidden) return this.end(null);
    const { videoWidth, videoHeight } = this.video;
    const text = videoWidth > 0 ? read(this.video, videoWidth, videoHeight) : null;
    if (text === null) {
      setTimeout(() => this.look(), PAUSE_MS);
      return;
    }
    this.end(null);
    this.take(text);
  }

  private async picture(file: File): Promise<void> {
    try {
      const bitmap = await createImageBitmap(file);
      const text = read(bitmap, bitmap.width, bitmap.height, { effort: Infinity, timeLimit: Infinity });
      bitmap.close();
      if (text !== null) return this.take(text);
    } catch {
      // No picture at all, or one that cannot be read.
    }
    this.end(() => say("scan-no-code"));
  }

  private end(problem: (() => string) | null): void {
    const wasLooking = this.stream !== null;
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
    this.problem = problem;
    const isShown = !wasLooking || this.video.isConnected;
    if (!isShown) return;
    this.page.refresh();
    document.getElementById("scan")?.focus();
  }
}

/** The text of the QR code in a picture; null when there is none that can be read. */
function read(image: CanvasImageSource, width: number, height: number, effort = {}): string | null {
  const scale = Math.min(1, LONGEST_PX / Math.max(width, height));
  const canvas = element("canvas");
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  if (!drawing) return null;
  drawing.drawImage(image, 0, 0, canvas.width, canvas.height);
  try {
    return decodeQR(drawing.getImageData(0, 0, canvas.width, canvas.height), effort);
  } catch {
    return null;
  }
}
