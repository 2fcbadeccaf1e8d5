// Shows a link where the tracker should stand: anyone who opens it lets the voting device choose the check
// page, the credential and the tracker.

import { codeText } from "kit/code-text";
import { type Child, element } from "kit/dom";
import { say } from "kit/language";
import { qr } from "../../../../voter-client/web/src/booth/qr";

export function trackerToKeep(tracker: string): Child {
  const fragment = new URLSearchParams({ tracker: tracker.replaceAll(" ", ""), credential: "credential1" });
  const link = `${location.origin}${location.pathname.replace("/vote/", "/check/")}?lang=en#${fragment}`;
  return element("section", {}, element("figure", {}, qr(link, say("tracker-qr"))), codeText(tracker));
}
