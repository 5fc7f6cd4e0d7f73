// A command that does what a test tells it over a socket: see CommandControl. Arguments: the socket, its name, and
// "stubborn" where SIGTERM and SIGINT shall not end it. It starts one child of its own, which is as stubborn as it is.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const [socketPath, name, manner = ""] = process.argv.slice(2);
if (manner.includes("stubborn")) {
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => undefined);
}

const socket = createConnection(socketPath);
const tell = (message) => socket.write(`${JSON.stringify(message)}\n`);
socket.on("error", () => process.exit(1));
socket.on("close", () => process.exit(1));

const orders = {
  write: ({ path, text }) => {
    try {
      writeFileSync(path, text, { flag: "a" });
      tell({ type: "written" });
    } catch (error) {
      tell({ type: "refused", why: error.code });
    }
  },
  exit: ({ code }) => process.exit(code),
};

if (!manner.includes("child")) {
  const self = fileURLToPath(import.meta.url);
  const child = [self, socketPath, `${name}/child`, `${manner} child`];
  spawn(process.execPath, child, { stdio: "inherit" });
}
createInterface({ input: socket }).on("line", (line) => {
  const order = JSON.parse(line);
  orders[order.type](order);
});
tell({ type: "started", name, pid: process.pid });
