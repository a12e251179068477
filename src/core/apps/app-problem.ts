import { APP_WORDS } from "./app-words.ts";

/** Why code gave no running app. Plain data: it crosses from the preview's frame to the page. */
export type AppProblem =
  | { readonly kind: "unreadable"; readonly line: number; readonly reason: string }
  | { readonly kind: "no-component" }
  | { readonly kind: "other-package"; readonly name: string }
  | { readonly kind: "endless" }
  | { readonly kind: "failed"; readonly message: string };

/** Longer messages of an app are cut: they are its own words. */
const MESSAGE_LIMIT = 300;

/** What engines and React say, and what it means for someone who did not write the code. */
const KNOWN_FAILURES: readonly (readonly [RegExp, (name: string) => string])[] = [
  [/^(\S+) is not defined$/, (name) => APP_WORDS.undeclared(name)],
  [/^Can't find variable: (\S+)$/, (name) => APP_WORDS.undeclared(name)],
  // Outside a component React has null where its hooks are.
  [/^Cannot read properties of null \(reading 'use[A-Z]\w*'\)/, () => APP_WORDS.hookMisplaced],
  [/^can't access property "use[A-Z]\w*", .+ is null$/, () => APP_WORDS.hookMisplaced],
  [/^null is not an object \(evaluating '(?:.*\.)?use[A-Z]\w*'\)/, () => APP_WORDS.hookMisplaced],
  [/^Cannot read properties of (?:undefined|null) \(reading '(.+?)'\)/, (name) => APP_WORDS.emptyRead(name)],
  // Firefox puts no quotes around numbers.
  [/^can't access property "?(.+?)"?, .+ is (?:undefined|null)$/, (name) => APP_WORDS.emptyRead(name)],
  [
    /^(?:undefined|null) is not an object \(evaluating '(?:.*[.[])?["']?(.+?)["']?\]?'\)/,
    (name) => APP_WORDS.emptyRead(name),
  ],
  [/^Cannot access '(.+?)' before initialization/, (name) => APP_WORDS.usedEarly(name)],
  [/^can't access lexical declaration '(.+?)' before initialization/, (name) => APP_WORDS.usedEarly(name)],
  // Safari does not say which.
  [/^Cannot access uninitialized variable/, () => APP_WORDS.someUsedEarly],
  [/^\S+ is not a function \(near '\.\.\..+ of (.+?)\.\.\.'\)/, (name) => APP_WORDS.noList(name)],
  [/^(.+?) is not a function/, (name) => APP_WORDS.noFunction(name)],
  [/^(.+?) is not iterable/, (name) => APP_WORDS.noList(name)],
  [
    /^Assignment to constant variable|^invalid assignment to const|^Attempted to assign to readonly property/,
    () => APP_WORDS.constantChanged,
  ],
  [/Too many re-renders|#301\b|Maximum update depth|#185\b/, () => APP_WORDS.drawnForEver],
  [/#31\b|not valid as a React child/, () => APP_WORDS.objectShown],
  [/#130\b|Element type is invalid/, () => APP_WORDS.noElement],
  [/#3(?:00|10|21)\b|Invalid hook call|Rendered (?:more|fewer) hooks/, () => APP_WORDS.hookMisplaced],
  [/Maximum call stack|too much recursion/, () => APP_WORDS.callsItself],
];

function failureWords(message: string): string {
  const plain = message.replace(/^(Uncaught )?(\w*Error: )/, "").slice(0, MESSAGE_LIMIT);
  for (const [pattern, words] of KNOWN_FAILURES) {
    const found = pattern.exec(plain);
    if (found) return words(found[1] ?? "");
  }
  return APP_WORDS.stopped(plain);
}

/** The problem in words for the person who described the app. */
export function problemWords(problem: AppProblem): string {
  switch (problem.kind) {
    case "unreadable":
      return APP_WORDS.unreadable(problem.line, problem.reason);
    case "no-component":
      return APP_WORDS.noComponent;
    case "other-package":
      return APP_WORDS.otherPackage(problem.name);
    case "endless":
      return APP_WORDS.endless;
    case "failed":
      return failureWords(problem.message);
  }
}
