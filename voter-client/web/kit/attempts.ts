// Trying the same again after a lost connection or a busy board, with growing pauses.

import { type Busy, Trouble } from "./trouble";

const PAUSES_SECONDS = [1, 2, 4, 8, 15, 30];

export interface Pause {
  /** Its greatest length. */
  seconds: number;
  /** The reason why the board takes nothing, or that the connection was lost. */
  why: Busy | "lost";
  /** Ends it now. */
  end(): void;
}

/** Repeats `attempt` until it succeeds or fails for another reason; says when a pause begins and (null)
 * ends. */
export async function untilDone<T>(
  attempt: () => Promise<T>,
  paused: (pause: Pause | null) => void,
): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await attempt();
    } catch (thrown) {
      const trouble = Trouble.of(thrown);
      const { reason } = trouble;
      if (reason.kind !== "connection" && reason.kind !== "busy") throw trouble;
      const growing = PAUSES_SECONDS[Math.min(failures, PAUSES_SECONDS.length - 1)] ?? 1;
      if (reason.kind === "busy") await pause(reason.seconds, reason.why, paused);
      else await pause(growing, "lost", paused);
    }
  }
}

async function pause(seconds: number, why: Pause["why"], paused: (pause: Pause | null) => void): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(end, seconds * 1000);
    function end() {
      clearTimeout(timer);
      removeEventListener("online", end);
      resolve();
    }
    addEventListener("online", end);
    paused({ seconds, why, end });
  });
  paused(null);
}
