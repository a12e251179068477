import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { chooseLanguage } from "../language/chosen-language.ts";
import { APP_WORDS } from "../../core/apps/app-words.ts";
import { OPTIONS } from "../../core/options/option-table.ts";
import { EXPECTED } from "../../core/errors/expected.ts";
import { RULE_WORDS } from "../../core/synthesis/rule-words.ts";
import { MESSAGES as PRODUCT } from "../../app/messages.ts";
import { MESSAGES as HOST } from "../../host/messages.ts";
import { MESSAGES as PLAYGROUND } from "../../playground/messages.ts";
import { MESSAGES } from "./messages.ts";
import { TEACH_MESSAGES } from "../teach/teach-messages.ts";

const TABLES = { MESSAGES, TEACH_MESSAGES, PLAYGROUND, PRODUCT, HOST, APP_WORDS, EXPECTED, RULE_WORDS };

const FOLDERS = ["taskpane", "playground"].map((name) => new URL(`../../${name}/`, import.meta.url).pathname);
const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { encoding: "utf8", recursive: true })
    .filter((file) => file.endsWith(".tsx"))
    .map((file) => folder + file),
);

/** Attributes whose text a person reads or hears. */
const SPOKEN = new Set([
  "aria-label",
  "aria-valuetext",
  "title",
  "label",
  "placeholder",
  "alt",
  "hint",
  "content",
]);

/** Texts with letters that stand in the markup of a component itself. */
function textsIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const note = (node: ts.Node, text: string) => {
    if (!/\p{Letter}/u.test(text)) return;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${file.split("/").at(-1)}:${line + 1}: ${text.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node, node.text);
    if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent)) {
      const { expression } = node;
      if (ts.isStringLiteralLike(expression)) note(node, expression.text);
    }
    if (ts.isJsxAttribute(node) && SPOKEN.has(node.name.getText())) {
      const given = node.initializer;
      const value = given && ts.isJsxExpression(given) ? given.expression : given;
      if (value && ts.isStringLiteralLike(value)) note(node, value.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe("the pane's texts", () => {
  afterEach(() => chooseLanguage("en"));

  it("stand in the lists of sentences, not in the components", () => {
    expect(FILES.length).toBeGreaterThan(30);
    expect(FILES.flatMap(textsIn)).toEqual([]);
  });

  it("are read anew in another language by whoever holds a part of them", () => {
    const { model } = MESSAGES;
    expect(model.load).toBe("Load now");
    expect(model.bytes(1_200_000_000, 2_000_000_000)).toBe("1,200 of 2,000 MB");
    chooseLanguage("de");
    expect(model.load).toBe("Jetzt laden");
    expect(model.bytes(1_200_000_000, 2_000_000_000)).toBe("1.200 von 2.000 MB");
    expect(MESSAGES.officeMissing.steps).toHaveLength(3);
  });

  it("show beside each option and choice in German what a formula writes", () => {
    chooseLanguage("de");
    const { option, choice } = MESSAGES.settings;
    const keys = Object.keys(option) as (keyof typeof option)[];
    expect(keys.length).toBeGreaterThan(10);
    for (const key of keys) expect(option[key].toLowerCase()).toContain(OPTIONS[key].name);
    for (const { default: first, choices } of [OPTIONS.format, OPTIONS.headers, OPTIONS.type]) {
      for (const each of [first, ...choices]) expect(choice(each)).toMatch(new RegExp(`^.+ \\(${each}\\)$`));
      expect(choices.filter((each) => choice(each) === `${each} (${each})`)).toEqual([]);
    }
    expect(choice("integer")).toBe("ganze Zahl (integer)");
    expect(choice("header-arrow")).toBe("Pfeil mit Überschriften (header-arrow)");
  });

  it.each(Object.entries(TABLES))("are not left in English where a German one is due (%s)", (_, table) => {
    const texts = (part: object): string[] =>
      Object.values(part).flatMap((text: unknown) =>
        typeof text === "string" ? [text] : typeof text === "object" && text !== null ? texts(text) : [],
      );
    const english = texts(table);
    chooseLanguage("de");
    const german = texts(table);
    // Single words and commands are often the same in both.
    const isSentence = (text: string) => text.split(" ").length > 1 && !text.startsWith("npm run ");
    const same = german.filter((text, i) => text === english[i] && isSentence(text));
    expect(same).toEqual([]);
  });
});
