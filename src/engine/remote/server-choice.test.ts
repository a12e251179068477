import fc from "fast-check";
import { serverModelHash, serverRoot } from "./server-choice.ts";

describe("the address of a server", () => {
  it.each([
    ["https://llm.example", "https://llm.example"],
    [" https://llm.example/ ", "https://llm.example"],
    ["https://llm.example/v1", "https://llm.example"],
    ["https://llm.example/v1/completions", "https://llm.example"],
    ["http://127.0.0.1:8080/v1/", "http://127.0.0.1:8080"],
    ["https://example.org/llm/v1", "https://example.org/llm"],
    ["https://example.org/llm/", "https://example.org/llm"],
  ])("%s is that of %s", (address, root) => {
    expect(serverRoot(address)).toBe(root);
  });

  it.each(["", "llm.example", "javascript:alert(1)", "file:///etc/passwd", "ws://llm.example"])(
    "%s is none",
    (address) => {
      expect(serverRoot(address)).toBeNull();
    },
  );

  it("is http or https without a person's name in it, whatever is typed", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), (typed) => {
        const root = serverRoot(typed);
        if (root !== null) expect(root).toMatch(/^https?:\/\/[^/@?#]+(\/[^?#]*)?$/);
      }),
    );
  });
});

describe("the identity of a server's model", () => {
  it("is its name alone, of the length of a file's hash", () => {
    expect(serverModelHash("a")).toMatch(/^[0-9a-f]{64}$/);
    expect(serverModelHash("a")).not.toBe(serverModelHash("b"));
  });
});
