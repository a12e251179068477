import { speak } from "../language/language.ts";
import { ask } from "./ask.ts";
import { code } from "./code.ts";
import { complete } from "./complete.ts";
import { formatTitle } from "./format-title.ts";
import { FORMATS } from "./formats/formats.ts";
import { extract } from "./tasks/extract.ts";
import { fact } from "./tasks/fact.ts";
import { list } from "./tasks/list.ts";
import { summarize } from "./tasks/summarize.ts";
import { translate } from "./tasks/translate.ts";

const ALL = [
  ...FORMATS,
  ask,
  complete,
  code,
  extract,
  fact,
  list([], null),
  summarize(20),
  translate("French"),
];

describe("the titles of prompt formats", () => {
  afterEach(() => speak("en"));

  it.each(ALL)("are said in the current language ($title)", (format) => {
    expect(formatTitle(format)).toBe(format.title);
    speak("de");
    expect(formatTitle(format)).not.toBe(format.title);
  });
});
