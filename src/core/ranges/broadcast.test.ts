import { broadcast } from "./broadcast.ts";

const join = (one: string, other: string): string => one + other;

it.each([
  ["a cell and a cell", [["a"]], [["x"]], [["ax"]]],
  ["a cell and a column", [["a"]], [["x"], ["y"]], [["ax"], ["ay"]]],
  [
    "a column and a row",
    [["a"], ["b"]],
    [["x", "y"]],
    [
      ["ax", "ay"],
      ["bx", "by"],
    ],
  ],
  ["two columns", [["a"], ["b"]], [["x"], ["y"]], [["ax"], ["by"]]],
])("%s", (_, one, other, expected) => {
  expect(broadcast(one, other, join)).toEqual(expected);
});

it("has no result where lengths differ", () => {
  expect(broadcast([["a"], ["b"]], [["x"], ["y"], ["z"]], join)).toBeNull();
});
