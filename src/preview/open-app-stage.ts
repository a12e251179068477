import * as React from "react";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import type { AppProblem } from "../core/apps/app-problem.ts";
import { problemWords } from "../core/apps/app-problem.ts";
import { APP_WORDS } from "../core/apps/app-words.ts";
import { HOOKS } from "../core/apps/app-parameters.ts";
import type { FrameReply, FrameRequest } from "../core/apps/preview-protocol.ts";
import { speak } from "../core/language/language.ts";
import { createTick, EndlessLoopError } from "./loop-clock.ts";

/** What a compiled app calls, see `compileApp`: makes the app's component from what it is given. */
export type RunApp = (make: (...given: readonly unknown[]) => React.ComponentType) => void;

class OtherPackageError extends Error {
  readonly package: string;

  constructor(name: string) {
    super(name);
    this.package = name;
  }
}

function requirePackage(name: string): unknown {
  if (name === "react") return React;
  throw new OtherPackageError(name);
}

function problemOf(error: unknown): AppProblem {
  if (error instanceof EndlessLoopError) return { kind: "endless" };
  if (error instanceof OtherPackageError) return { kind: "other-package", name: error.package };
  if (error instanceof SyntaxError) return { kind: "unreadable", line: 1, reason: error.message };
  return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
}

/**
 * Makes a page the stage of one app: `runApp` shows it in `root`, and what goes wrong is written into the page in plain
 * words and told to the page around it, where there is one.
 */
export function openAppStage(root: HTMLElement): RunApp {
  const tell = (reply: FrameReply): void => {
    if (window.parent !== window) window.parent.postMessage(reply, "*");
  };
  const box = document.createElement("div");
  box.setAttribute("role", "alert");
  box.className = "problem";
  let hasFailed = false;
  const fail = (error: unknown): void => {
    hasFailed = true;
    const problem = problemOf(error);
    const heading = document.createElement("strong");
    heading.textContent = APP_WORDS.heading;
    const words = document.createElement("p");
    words.textContent = problemWords(problem);
    box.replaceChildren(heading, words);
    root.before(box);
    tell({ type: "app-failed", problem });
  };
  const stage = createRoot(root, { onUncaughtError: fail });
  window.addEventListener("error", (event) => fail(event.error ?? event.message));
  window.addEventListener("unhandledrejection", (event) => fail(event.reason));
  // Dialogs are not let out of the frame; what they would say is worth seeing.
  window.alert = (text?: unknown) => {
    const note = document.createElement("p");
    note.setAttribute("role", "status");
    note.textContent = String(text);
    document.body.append(note);
  };
  const runApp: RunApp = (make) => {
    try {
      const hooks = HOOKS.map((name) => React[name]);
      const App = make(
        React,
        requirePackage,
        {},
        createTick(() => performance.now()),
        ...hooks,
      );
      flushSync(() => stage.render(React.createElement(App)));
      if (!hasFailed) tell({ type: "app-shown" });
    } catch (error) {
      fail(error);
    }
  };
  window.addEventListener("message", (event: MessageEvent<FrameRequest>) => {
    if (event.source !== window.parent || window.parent === window) return;
    if (event.data.type === "frame-ping") {
      tell({ type: "frame-pong" });
      return;
    }
    speak(event.data.language);
    const script = document.createElement("script");
    script.textContent = event.data.script;
    document.body.append(script);
  });
  tell({ type: "frame-ready" });
  return runApp;
}
