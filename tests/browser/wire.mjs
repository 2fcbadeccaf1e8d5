// A connection that breaks when it is told to, between a browser and a board.

import { createServer, request } from "node:http";

/**
 * Listens on an address of its own and passes everything on to a board, but for what `fail` says.
 *
 * `fail(kind, method, path, times)` breaks the next `times` requests whose path fits:
 * - "unsent": the request never arrives;
 * - "cut": the answer breaks off in its middle;
 * - "unanswered": the request arrives, the answer does not.
 */
export async function openWire(board) {
  const faults = [];
  const seen = [];
  const server = createServer((asked, answered) => {
    const { method, url, headers } = asked;
    seen.push({ method, url });
    const fault = faults.find((fault) => fault.times > 0 && fault.method === method && fault.path.test(url));
    if (fault) fault.times--;
    if (fault?.kind === "unsent") return asked.socket.destroy();
    const passed = request(new URL(url, board), { method, headers }, (answer) => {
      const pieces = [];
      answer.on("data", (piece) => pieces.push(piece));
      answer.on("end", () => {
        const body = Buffer.concat(pieces);
        if (fault?.kind === "unanswered") return asked.socket.destroy();
        answered.writeHead(answer.statusCode, { ...answer.headers, "content-length": body.length });
        if (fault?.kind !== "cut") return answered.end(body);
        answered.write(body.subarray(0, body.length / 2), () => setTimeout(() => asked.socket.destroy(), 50));
      });
    });
    asked.pipe(passed);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  // A test that fails does not close its wire; the others go on.
  server.unref();
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    seen,
    fail: (kind, method, path, times = 1) => faults.push({ kind, method, path, times }),
    /** Whether every fault has come to pass. */
    spent: () => faults.every(({ times }) => times === 0),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
