import { z } from "zod";
import type { AppProblem } from "../../core/apps/app-problem.ts";
import { currentLanguage } from "../../core/language/language.ts";
import type { FrameReply, FrameRequest } from "../../core/apps/preview-protocol.ts";

const PAGE = "app-preview.html";

/** An app gets this long to answer a ping before it is taken for hung. Its own loops are stopped sooner. */
const HUNG_MS = 3000;
const PING_MS = 500;

/** The frame's own page is small and near: later than this it will not come. */
const READY_MS = 15_000;

const TEXT_LIMIT = 1000;
const text = z.string().max(TEXT_LIMIT);

const problemSchema: z.ZodType<AppProblem> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("unreadable"), line: z.number(), reason: text }),
  z.object({ kind: z.literal("no-component") }),
  z.object({ kind: z.literal("other-package"), name: text }),
  z.object({ kind: z.literal("endless") }),
  z.object({ kind: z.literal("failed"), message: text }),
]);

const replySchema: z.ZodType<FrameReply> = z.discriminatedUnion("type", [
  z.object({ type: z.literal("frame-ready") }),
  z.object({ type: z.literal("frame-pong") }),
  z.object({ type: z.literal("app-shown") }),
  z.object({ type: z.literal("app-failed"), problem: problemSchema }),
]);

export type AppStatus =
  | { readonly status: "opening" | "shown" }
  | { readonly status: "failed"; readonly problem: AppProblem }
  /** The frame is gone: the app hung, tried to go elsewhere, or its page never came. */
  | { readonly status: "removed"; readonly why: "hung" | "left" | "unreachable" };

export interface AppFrameOptions {
  /** The frame is put into it, and taken out by `close`. */
  readonly place: HTMLElement;
  /** Name of the frame for screen readers. */
  readonly title: string;
  /** As `compileApp` gives it. */
  readonly script: string;
  readonly onStatus: (status: AppStatus) => void;
}

/**
 * Runs an app in a frame that can run scripts and do nothing else: its origin is no one's, its page's policy reaches
 * nothing. Watched from outside, where the browser gives it a process of its own: one that no longer answers is
 * removed.
 */
export class AppFrame {
  readonly #frame: HTMLIFrameElement;
  readonly #options: AppFrameOptions;
  readonly #timer: ReturnType<typeof setInterval>;
  #heardMs = performance.now();
  #lookedMs = performance.now();
  #limitMs = READY_MS;
  #isReady = false;
  #isLoaded = false;

  constructor(options: AppFrameOptions) {
    this.#options = options;
    const frame = document.createElement("iframe");
    frame.title = options.title;
    frame.setAttribute("sandbox", "allow-scripts");
    // Where the site's service worker isolates the page, its frames would need headers that it cannot add to this one.
    frame.setAttribute("credentialless", "");
    frame.referrerPolicy = "no-referrer";
    frame.src = new URL(PAGE, document.baseURI).href;
    frame.addEventListener("load", this.#onLoad);
    this.#frame = frame;
    window.addEventListener("message", this.#onMessage);
    this.#timer = setInterval(this.#watch, PING_MS);
    options.onStatus({ status: "opening" });
    options.place.append(frame);
  }

  close(): void {
    clearInterval(this.#timer);
    window.removeEventListener("message", this.#onMessage);
    this.#frame.remove();
  }

  #send(request: FrameRequest): void {
    // The frame has no origin that could be named here.
    this.#frame.contentWindow?.postMessage(request, "*");
  }

  #remove(why: "hung" | "left" | "unreachable"): void {
    this.close();
    this.#options.onStatus({ status: "removed", why });
  }

  /** Only once the page's load is over: then any other load is the app's doing. */
  #run(): void {
    if (!this.#isReady || !this.#isLoaded) return;
    this.#send({ type: "app-run", script: this.#options.script, language: currentLanguage() });
  }

  readonly #onLoad = (): void => {
    if (this.#isLoaded) {
      this.#remove("left");
      return;
    }
    this.#isLoaded = true;
    this.#run();
  };

  readonly #onMessage = (event: MessageEvent): void => {
    if (event.source !== this.#frame.contentWindow) return;
    const { data: reply } = replySchema.safeParse(event.data);
    this.#heardMs = performance.now();
    switch (reply?.type) {
      case "frame-ready":
        if (this.#isReady) break;
        this.#isReady = true;
        this.#limitMs = HUNG_MS;
        this.#run();
        break;
      case "app-shown":
        this.#options.onStatus({ status: "shown" });
        break;
      case "app-failed":
        this.#options.onStatus({ status: "failed", problem: reply.problem });
        break;
    }
  };

  readonly #watch = (): void => {
    const nowMs = performance.now();
    // A page that itself stood still, as behind another tab, has heard nothing for no fault of the frame's.
    if (nowMs - this.#lookedMs > 2 * PING_MS) this.#heardMs = nowMs;
    this.#lookedMs = nowMs;
    if (nowMs - this.#heardMs > this.#limitMs) {
      this.#remove(this.#limitMs === READY_MS ? "unreachable" : "hung");
      return;
    }
    this.#send({ type: "frame-ping" });
  };
}
