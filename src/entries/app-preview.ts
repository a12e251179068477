import { languageOf, speak } from "../core/language/language.ts";
import { lockDown } from "../preview/lock-down.ts";
import { openAppStage } from "../preview/open-app-stage.ts";

/** The page of the preview's frame, and of an app that was saved as a file. */
lockDown(window);
speak(languageOf(navigator.language));
const root = document.querySelector<HTMLElement>("#root");
if (!root) throw new Error("The page has no #root");
Object.assign(window, { runApp: openAppStage(root) });
