import { cellError } from "../core/errors/cell-error.ts";
import { EngineError } from "../engine/completer.ts";
import { speak } from "../core/language/language.ts";
import { wordsOf } from "./words-of.ts";

describe("what went wrong", () => {
  afterEach(() => speak("en"));

  it("is said in the words of the catalogue, in the current language", () => {
    const error = cellError("adapterInvalid", { detail: "cut off" });
    expect(wordsOf(error)).toContain("cut off");
    expect(wordsOf(error)).not.toContain("adapterInvalid");
    const english = wordsOf(error);
    speak("de");
    expect(wordsOf(error)).not.toBe(english);
  });

  it("is said in words where the engine failed, with its numbers", () => {
    const words = wordsOf(new EngineError({ code: "prompt-too-long", tokens: 2100, limit: 2048 }));
    expect(words).toContain("2100");
    expect(words).not.toMatch(/prompt-too-long|[{}]/);
  });

  it("is the message of any other error, or what was thrown", () => {
    expect(wordsOf(new Error("The sheet is protected."))).toBe("The sheet is protected.");
    expect(wordsOf("no")).toBe("no");
  });
});
