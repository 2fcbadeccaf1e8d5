// The lines above the screens of a visit: choose, check, cast, and which election it is.

import { type Child, element } from "kit/dom";
import { say } from "kit/language";
import { inLanguage } from "kit/page";
import type { Choosing, Reviewing } from "./visit";

/** The stage at which the voter is, shown so that no one takes a ballot that is only prepared for one that is
 * cast. */
type Stage = "choose" | "review" | "cast";

export function stages(now: Stage): Child {
  const names: [Stage, string][] = [
    ["choose", say("stage-choose")],
    ["review", say("stage-review")],
    ["cast", say("stage-cast")],
  ];
  const items = names.map(([stage, name]) => element("li", { "aria-current": stage === now && "step" }, name));
  return element("ol", { class: "stages", "aria-label": say("stages") }, items);
}

export function electionTitle({ loaded }: Choosing | Reviewing): Child {
  const { title, language } = loaded.overview;
  return element("p", { class: "muted", ...inLanguage(language) }, title);
}
