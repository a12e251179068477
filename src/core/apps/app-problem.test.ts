import { problemWords } from "./app-problem.ts";

describe("a problem of an app in words", () => {
  it.each([
    ["ReferenceError: count is not defined", "The code uses “count”, but never says what that is."],
    [
      "Uncaught TypeError: Cannot read properties of undefined (reading 'map')",
      "The code looks for “map” in something that is empty.",
    ],
    // As Firefox and Safari say these.
    [
      'TypeError: can\'t access property "map", rows is undefined',
      "looks for “map” in something that is empty",
    ],
    [
      "TypeError: undefined is not an object (evaluating 'rows.map')",
      "looks for “map” in something that is empty",
    ],
    ["ReferenceError: Can't find variable: count", "The code uses “count”, but never says what that is."],
    ["TypeError: invalid assignment to const 'count'", "changes a value that it declared as constant"],
    [
      "ReferenceError: Cannot access 'items' before initialization",
      "uses “items” before it says what that is",
    ],
    [
      "ReferenceError: can't access lexical declaration 'items' before initialization",
      "uses “items” before it says what that is",
    ],
    ["Minified React error #310; visit …", "calls useState or another hook only sometimes"],
    ["TypeError: props.onPick is not a function", "The code calls “props.onPick”, which is not a function."],
    ["Minified React error #301; visit …", "The app changes its own state each time it is drawn"],
    ["something else", "The app stopped: something else"],
  ])("%s", (message, words) => {
    expect(problemWords({ kind: "failed", message })).toContain(words);
  });

  it("never is longer than a person reads", () => {
    expect(problemWords({ kind: "failed", message: "x".repeat(9999) }).length).toBeLessThan(400);
  });
});
