// The tracker of the sealed ballot, in the open for everyone who reviews: what the device is bound to from
// then on.

import { codeText } from "kit/code-text";
import { type Child, element, paragraph } from "kit/dom";
import { say } from "kit/language";
import { qr } from "./qr";

/** Nothing here can be pressed: a device must not learn from its voter who keeps the tracker, and so may be
 * about to test. */
export function trackerToKeep(tracker: string): Child {
  return element(
    "section",
    { class: "card", "aria-labelledby": "tracker-title" },
    element("h2", { id: "tracker-title" }, say("tracker-title")),
    paragraph(say("tracker-keep")),
    element("figure", { class: "qr-figure qr-small" }, qr(tracker, say("tracker-qr"))),
    codeText(tracker),
    paragraph(say("tracker-why")),
  );
}
