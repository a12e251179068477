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
const KNOWN_FAILURES: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [/^(\S+) is not defined$/, (name) => `The code uses “${name}”, but never says what that is.`],
  [
    /^Cannot read properties of (?:undefined|null) \(reading '(.+?)'\)/,
    (name) => `The code looks for “${name}” in something that is empty.`,
  ],
  [/^(.+?) is not a function/, (name) => `The code calls “${name}”, which is not a function.`],
  [/^(.+?) is not iterable/, (name) => `The code goes through “${name}” as a list, and it is none.`],
  [/^Assignment to constant variable/, () => "The code changes a value that it declared as constant."],
  [
    /Too many re-renders|#301\b|Maximum update depth|#185\b/,
    () => "The app changes its own state each time it is drawn, and so never comes to an end.",
  ],
  [
    /#31\b|not valid as a React child/,
    () => "The code shows an object where a text or an element is needed.",
  ],
  [/#130\b|Element type is invalid/, () => "The code uses an element that does not exist."],
  [/Maximum call stack|too much recursion/, () => "A function of the code calls itself without end."],
];

function failureWords(message: string): string {
  const plain = message.replace(/^(Uncaught )?(\w*Error: )/, "").slice(0, MESSAGE_LIMIT);
  for (const [pattern, words] of KNOWN_FAILURES) {
    const found = pattern.exec(plain);
    if (found) return words(...found.slice(1));
  }
  return `The app stopped: ${plain}`;
}

/** The problem in words for the person who described the app. */
export function problemWords(problem: AppProblem): string {
  switch (problem.kind) {
    case "unreadable":
      return `The code does not read as React code, at line ${problem.line}: ${problem.reason}`;
    case "no-component":
      return "The code has no component: nothing in it can be shown as a page.";
    case "other-package":
      return `The code asks for “${problem.name}”. Only React is there.`;
    case "endless":
      return "The app was stopped: a loop in it came to no end.";
    case "failed":
      return failureWords(problem.message);
  }
}
