import { createServer } from "node:net";
import type { Server, Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Arrivals } from "./arrivals.ts";
import { scratchDirectory } from "./scratch.ts";

const script = fileURLToPath(new URL("../commands/controlled-command.mjs", import.meta.url));

/** A process that has started and waits for the test to say how it goes on. */
export interface StartedCommand {
  readonly pid: number;
  /** Appends to a file of its working directory; gives false where it cannot. */
  write(path: string, text: string): Promise<boolean>;
  /** Ends it with an exit code. */
  exit(code: number): void;
  /** Settles when the process is gone, however it went. */
  readonly ended: Promise<void>;
}

/**
 * Real processes in which the test decides when they write and when they end, for tests of crashes and interrupts
 * without a sleep. Each starts one child, which can be told the same under the name `name/child`.
 */
export class CommandControl {
  readonly #server: Server;
  readonly #path: string;
  readonly #arrivals = new Arrivals<StartedCommand>();
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, path: string) {
    this.#server = server;
    this.#path = path;
    server.on("connection", (socket) => {
      this.#sockets.add(socket);
      this.#follow(socket);
    });
  }

  /** Starts to listen for commands; close it when the test is over. */
  static async open(): Promise<CommandControl> {
    const path = join(scratchDirectory(), "socket");
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    return new CommandControl(server, path);
  }

  /**
   * A program and its arguments.
   *
   * @param name - What {@link started} asks for.
   * @param stubborn - Whether it and its child go on when they are asked to end with SIGTERM or SIGINT.
   */
  argv(
    name: string,
    { stubborn = false }: { readonly stubborn?: boolean } = {},
  ): readonly string[] {
    return [process.execPath, script, this.#path, name, ...(stubborn ? ["stubborn"] : [])];
  }

  /** Waits for the next process of a name that nobody has waited for yet. */
  started(name: string): Promise<StartedCommand> {
    return this.#arrivals.next(name);
  }

  /** Lets go of all commands that are left; they end by themselves. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #follow(socket: Socket): void {
    const ended = new Promise<void>((resolve) => {
      socket.once("close", () => {
        this.#sockets.delete(socket);
        resolve();
      });
    });
    // A process that is killed resets its connection.
    socket.on("error", () => undefined);
    const answers = new Arrivals<boolean>();
    createInterface({ input: socket }).on("line", (line) => {
      // The script says nothing else.
      const message = JSON.parse(line) as { type: string; name: string; pid: number };
      if (message.type !== "started") {
        answers.add("", message.type === "written");
        return;
      }
      const send = (order: object): void => void socket.write(`${JSON.stringify(order)}\n`);
      this.#arrivals.add(message.name, {
        pid: message.pid,
        write: (path, text) => {
          send({ type: "write", path, text });
          return answers.next("");
        },
        exit: (code) => {
          send({ type: "exit", code });
        },
        ended,
      });
    });
  }
}
