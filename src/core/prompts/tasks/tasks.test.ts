import fc from "fast-check";
import type { ExampleSet } from "../../examples/example-set.ts";
import { extract } from "./extract.ts";
import { distinct, list, listItems } from "./list.ts";
import { firstWords, summarize } from "./summarize.ts";
import { languageName, translate, translationHeaders } from "./translate.ts";

const none = (inputs: readonly string[], output: string): ExampleSet => ({
  headers: { inputs, output },
  examples: [],
  answerType: "text",
});
const textOf = ({ prefix, suffix }: { prefix: string; suffix: string }): string => prefix + suffix;

describe("a prompt with demonstrations", () => {
  it("shows them where the user shows nothing, and ends where the answer begins", () => {
    const text = textOf(extract.render(none(["Text"], "City"), ["Ann left Rome."]));
    expect(text).toContain("\nEmail address: support@example.org\n\nText: Ann left Rome.\nCity:");
    expect(text).toMatch(/\nCity:$/);
  });

  it("gives way to the user's own examples", () => {
    const set = { ...none(["Text"], "City"), examples: [{ inputs: ["Bo is in Oslo."], output: "Oslo" }] };
    expect(textOf(extract.render(set, ["Ann left Rome."]))).toBe(
      "Text: Bo is in Oslo.\nCity: Oslo\n\nText: Ann left Rome.\nCity:",
    );
  });
});

describe("a translation's prompt", () => {
  const prompt = (language: string) =>
    textOf(translate(language).render({ ...none([], ""), headers: translationHeaders(language) }, ["Hello"]));

  it("shows phrases of the language where it has them", () => {
    expect(prompt("German")).toContain("English: Where is the station?\nGerman: Wo ist der Bahnhof?\n\n");
    expect(prompt("German")).not.toContain("French");
    expect(prompt("German")).toMatch(/\n\nEnglish: Hello\nGerman:$/);
  });

  it("shows other languages for a language that it has no phrases of", () => {
    expect(prompt("Finnish")).toContain("English: bread\nFrench: pain\n\n");
    expect(prompt("Finnish")).toMatch(/\n\nEnglish: Hello\nFinnish:$/);
  });

  it("shows foreign texts where English is wanted", () => {
    expect(prompt("English")).toContain("Text: Guten Abend\nEnglish: Good evening\n\n");
    expect(languageName("french")).toBe("French");
  });
});

describe("a summary", () => {
  it("is shown as a sentence, or in a few words where only a few are allowed", () => {
    const shown = (words: number) => textOf(summarize(words).render(none(["Text"], "Summary"), ["x"]));
    expect(shown(20)).toContain("Summary: The council will close the old bridge");
    expect(shown(6)).toContain("Summary: Old bridge closes to cars\n");
  });

  it("ends with a whole sentence where one is short enough, else with a sign that it goes on", () => {
    expect(firstWords("It rained. Nobody came to the game.", 4)).toBe("It rained.");
    expect(firstWords("Nobody came, to the game", 2)).toBe("Nobody came…");
    expect(firstWords("Short one", 5)).toBe("Short one");
  });

  it("never has more words than allowed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 9 }), (text, words) => {
        expect(firstWords(text, words).split(/\s+/u).length).toBeLessThanOrEqual(words);
      }),
    );
  });
});

describe("a list's prompt", () => {
  it("goes on after the items that are given, and stops two after those that are wanted", () => {
    const format = list(["Monday", "Tuesday"], 3);
    expect(textOf(format.render(none([], ""), ["weekdays"]))).toMatch(
      /\n\nList: weekdays\n1\. Monday\n2\. Tuesday\n3\.$/,
    );
    expect(format.stop).toEqual(["\n\n", "\n8."]);
    expect(list([], null).stop).toEqual(["\n\n"]);
  });

  it("shows lists as long as the one that is wanted", () => {
    expect(list([], 4).render(none([], ""), ["x"]).prefix).toContain("4. Mars\n\nList:");
  });

  it("is read line by line, numbers and repetitions left out", () => {
    expect(listItems("10\n2. blue\n3.\n4. Blue\n5. 7 up\n6")).toEqual(["10", "blue", "7 up"]);
    expect(distinct(["a", "", "A", "b"])).toEqual(["a", "b"]);
  });
});
