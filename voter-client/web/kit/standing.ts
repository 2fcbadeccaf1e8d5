// The signatures under a log with a ballot, in plain words (RCP-03).

import type { Collusion, Standing } from "answers";
import { type Child, paragraph } from "./dom";
import { number, say } from "./language";

export function standing(name: Standing): string {
  return {
    recorded: say("standing-recorded"),
    unwitnessed: say("standing-unwitnessed"),
    received: say("standing-received"),
  }[name];
}

/** The consequence of a lack of witnesses, in numbers (MAN-09). */
export function collusion(colluding: Collusion | null | undefined): Child {
  if (!colluding) return null;
  return paragraph(say("collusion", { some: number(colluding.some), all: number(colluding.all) }));
}
