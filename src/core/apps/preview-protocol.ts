import type { Language } from "../language/language.ts";
import type { AppProblem } from "./app-problem.ts";

/** What the page tells the preview's frame. */
export type FrameRequest =
  | {
      readonly type: "app-run";
      readonly script: string;
      /** Of what the frame itself says. */ readonly language: Language;
    }
  | { readonly type: "frame-ping" };

/**
 * What the frame tells the page. The app inside can forge these: they are shown as text, and nothing follows from them.
 */
export type FrameReply =
  | { readonly type: "frame-ready" }
  | { readonly type: "frame-pong" }
  | { readonly type: "app-shown" }
  | { readonly type: "app-failed"; readonly problem: AppProblem };
