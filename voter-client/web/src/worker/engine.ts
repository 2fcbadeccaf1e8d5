// The pages' end of the worker: what of the kit talks, about the requests of this worker.

import { Engine as EngineOf } from "kit/engine";
import { files } from "./files";
import type { Requests } from "./requests";

export class Engine extends EngineOf<Requests> {
  constructor() {
    super(files);
  }
}
