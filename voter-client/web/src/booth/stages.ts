// Choose, check, cast: where the voter is.

import { type Child, element } from "kit/dom";
import { say } from "kit/language";
import type { Stage } from "./visit";

export function stages(now: Stage): Child {
  const names: [Stage, string][] = [
    ["choose", say("stage-choose")],
    ["review", say("stage-review")],
    ["cast", say("stage-cast")],
  ];
  const items = names.map(([stage, name]) => element("li", { "aria-current": stage === now && "step" }, name));
  return element("ol", { class: "stages", "aria-label": say("stages") }, items);
}
