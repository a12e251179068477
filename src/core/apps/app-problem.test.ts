import { problemWords } from "./app-problem.ts";

describe("a problem of an app in words", () => {
  it.each([
    ["ReferenceError: count is not defined", "The code uses “count”, but never says what that is."],
    [
      "Uncaught TypeError: Cannot read properties of undefined (reading 'map')",
      "The code looks for “map” in something that is empty.",
    ],
    [
      "ReferenceError: Cannot access 'items' before initialization",
      "uses “items” before it says what that is",
    ],
    ["TypeError: props.onPick is not a function", "The code calls “props.onPick”, which is not a function."],
    ["TypeError: rows is not iterable", "The code goes through “rows” as a list, and it is none."],
    [
      "TypeError: Cannot read properties of null (reading 'useState')",
      "calls useState or another hook only sometimes, or outside",
    ],
    ["Minified React error #310; visit …", "calls useState or another hook only sometimes"],
    ["Minified React error #301; visit …", "The app changes its own state each time it is drawn"],
    ["something else", "The app stopped: something else"],
  ])("%s", (message, words) => {
    expect(problemWords({ kind: "failed", message })).toContain(words);
  });

  it.each([
    ['can\'t access property "map", rows is undefined', "looks for “map” in something that is empty"],
    ["can't access property 0, rows is undefined", "looks for “0” in something that is empty"],
    ["invalid assignment to const 'count'", "changes a value that it declared as constant"],
    ["can't access lexical declaration 'items' before initialization", "uses “items” before it says"],
    ['can\'t access property "useEffect", H.H is null', "outside its component"],
  ])("as Firefox says it: %s", (message, words) => {
    expect(problemWords({ kind: "failed", message: `TypeError: ${message}` })).toContain(words);
  });

  it.each([
    ["Can't find variable: count", "The code uses “count”, but never says what that is."],
    ["undefined is not an object (evaluating 'rows.map')", "looks for “map” in something that is empty"],
    ["undefined is not an object (evaluating 'rows[0]')", "looks for “0” in something that is empty"],
    ["null is not an object (evaluating 'all.rows[0].name')", "looks for “name” in something that is empty"],
    [
      "undefined is not an object (evaluating 'row[\"name\"]')",
      "looks for “name” in something that is empty",
    ],
    ["Cannot access uninitialized variable.", "uses a name before it says what that is"],
    ["undefined is not a function (near '...x of rows...')", "goes through “rows” as a list, and it is none"],
    ["null is not an object (evaluating 'H.H.useState')", "outside its component"],
  ])("as Safari says it: %s", (message, words) => {
    expect(problemWords({ kind: "failed", message: `TypeError: ${message}` })).toContain(words);
  });

  it.each([
    ["null", "userName"],
    ["undefined", "useCount"],
  ])("takes no %s that is asked for “%s” for a hook", (empty, name) => {
    const message = `TypeError: Cannot read properties of ${empty} (reading '${name}')`;
    expect(problemWords({ kind: "failed", message })).toContain(`looks for “${name}”`);
  });

  it("never is longer than a person reads", () => {
    expect(problemWords({ kind: "failed", message: "x".repeat(9999) }).length).toBeLessThan(400);
  });
});
