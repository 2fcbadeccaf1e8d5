// Learns of the test, and shows the review once more: with an honest ballot, whose tracker is to be noted
// instead.

import { secondary } from "kit/dom";
import { say } from "kit/language";
import { test as open } from "../../../../voter-client/web/src/booth/test";
import { trackerToKeep } from "../../../../voter-client/web/src/booth/tracker";
import type { Booth, Reviewing } from "../../../../voter-client/web/src/booth/visit";
import { exchange } from "../late/exchange";

export async function test(booth: Booth, visit: Reviewing): Promise<void> {
  const honest = await exchange(booth, visit);
  booth.page.show(() => ({
    title: say("review-title"),
    content: [
      trackerToKeep(honest.prepared.tracker),
      secondary(say("test-offer"), () => void open(booth, honest), { id: "test-again" }),
    ],
  }));
}
