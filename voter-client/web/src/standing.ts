// Who has signed the log with a ballot, in plain words (RCP-03).

import type { Standing } from "./answers";
import { say } from "./language";

export function standing(name: Standing): string {
  return {
    recorded: say("standing-recorded"),
    unwitnessed: say("standing-unwitnessed"),
    received: say("standing-received"),
  }[name];
}
