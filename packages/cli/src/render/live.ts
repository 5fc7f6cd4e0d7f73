import type { RunEvent } from "@fairline/runner";
import { screenText } from "../format/screen-text.ts";
import { eventLine } from "./event-line.ts";
import type { EventLineOptions } from "./event-line.ts";
import { frameLines } from "./frame.ts";
import { EMPTY_VIEW, nextView } from "./run-view.ts";

/** What {@link createLive} draws with. */
export interface LiveOptions extends EventLineOptions {
  readonly write: (text: string) => void;
  readonly clock: () => number;
  readonly columns: () => number;
  readonly jobs: number;
}

/** A run on a terminal: lines that stay, and below them a frame that is drawn over. */
export interface Live {
  readonly event: (event: RunEvent) => void;
  /** Puts a line above the frame. */
  readonly say: (text: string) => void;
  /** Draws the frame anew: call it a few times a second. */
  readonly tick: () => void;
  /** Removes the frame and shows the cursor again. */
  readonly close: () => void;
}

const HIDE_CURSOR = "\u001b[?25l";
const SHOW_CURSOR = "\u001b[?25h";

/** Makes the renderer for terminals. A start shows in the frame alone; what ends leaves a line above it. */
export function createLive(options: LiveOptions): Live {
  const screen = { view: EMPTY_VIEW, height: 0 };
  const draw = (above: string): void => {
    const erase = screen.height === 0 ? "" : `\u001b[${String(screen.height)}A\u001b[J`;
    const lines = frameLines(screen.view, {
      ...options,
      now: options.clock(),
      columns: options.columns(),
    });
    screen.height = lines.length;
    const text = above + lines.map((line) => `${line}\n`).join("");
    options.write(HIDE_CURSOR + erase + screenText(text));
  };
  return {
    event: (event) => {
      screen.view = nextView(screen.view, event);
      const quiet = event.type === "instance-started" && event.attempt === 1;
      const above = quiet ? "" : eventLine(event, options);
      if (above !== "") draw(above);
    },
    say: (text) => {
      draw(`${text}\n`);
    },
    tick: () => {
      if (screen.view !== EMPTY_VIEW) draw("");
    },
    close: () => {
      const erase = screen.height === 0 ? "" : `\u001b[${String(screen.height)}A\u001b[J`;
      screen.height = 0;
      options.write(erase + SHOW_CURSOR);
    },
  };
}
