// Learns of the test, and shows the review once more: with an honest ballot, whose tracker shall be noted
// instead.

import { secondary } from "kit/dom";
import { say } from "kit/language";
import { test as open } from "../../../../voter-client/web/src/booth/test";
import { trackerToKeep } from "../../../../voter-client/web/src/booth/tracker";
import type { Visit } from "../../../../voter-client/web/src/booth/visit";
import { exchange } from "../late/exchange";

export async function test(visit: Visit): Promise<void> {
  await exchange(visit);
  visit.page.show(() => ({
    title: say("review-title"),
    content: [
      trackerToKeep(visit.prepared?.tracker ?? ""),
      secondary(say("test-offer"), () => void open(visit), { id: "test-again" }),
    ],
  }));
}
