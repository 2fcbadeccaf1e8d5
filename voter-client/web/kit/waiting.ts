// Shown while something takes long: how far it is, and that it goes on after a lost connection.

import type { Pause } from "./attempts";
import type { Progress } from "./calls";
import { type Child, button, element, notice, paragraph } from "./dom";
import { megabytes, number, percent, say } from "./language";

export class Waiting {
  private readonly text = element("p", { class: "muted" });
  private readonly bar = element("progress", { max: 1 });
  private readonly pause = element("div");
  private readonly doing: () => string;
  private progress: Progress | null = null;
  private paused: Pause | null = null;

  /** `doing` names the work in plain words. */
  constructor(doing: () => string) {
    this.doing = doing;
  }

  /** The elements, with texts in the language of now. */
  view(): Child {
    this.write();
    return element("div", { class: "waiting" }, this.text, this.bar, this.pause);
  }

  at(progress: Progress): void {
    this.progress = progress;
    this.write();
  }

  /** For `untilDone`. */
  onPause = (pause: Pause | null): void => {
    this.paused = pause;
    this.write();
  };

  private write(): void {
    const { done, all, bytes } = this.progress ?? { done: 0, all: 0, bytes: 0 };
    this.bar.setAttribute("aria-label", this.doing());
    if (all > 0) {
      this.bar.value = done / all;
      const reached = { doing: this.doing(), percent: percent(done / all), size: megabytes(bytes) };
      this.text.textContent = say("progress", reached);
    } else {
      this.text.textContent = this.doing();
    }
    this.pause.replaceChildren(...(this.paused ? [pauseNotice(this.paused)] : []));
  }
}

export function pauseNotice({ seconds, why, end }: Pause): HTMLElement {
  const minutes = Math.ceil(seconds / 60);
  const soon =
    seconds > 90 ? say("pause-minutes", { minutes: number(minutes) }) : say("pause-next", { seconds });
  // When the operator has to do something, no one knows when it goes on.
  const next = why === "storage" || why === "clock" ? say("pause-operator") : soon;
  const box = notice(
    "warn",
    pauseHeading(why),
    paragraph(next),
    button(say("pause-now"), end, { id: "try-now" }),
  );
  box.setAttribute("role", "status");
  return box;
}

/** The reason for a pause, in a few words. */
export function pauseHeading(why: Pause["why"]): string {
  return {
    lost: () => say("pause-lost"),
    busy: () => say("pause-busy"),
    often: () => say("pause-often"),
    storage: () => say("pause-storage"),
    clock: () => say("pause-clock"),
  }[why]();
}
