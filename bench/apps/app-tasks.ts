import type { Page } from "playwright-core";

/** A description that no example has, and what the page of its app must do. */
export interface AppTask {
  readonly description: string;
  /** On the freshly opened page. False, or a rejection, where the app does not do what the description says. */
  readonly works: (page: Page) => Promise<boolean>;
}

const bodyText = (page: Page): Promise<string> => page.locator("#root").innerText();

/** What a page shows outside its buttons. */
const shownText = (page: Page): Promise<string> =>
  page.locator("#root").evaluate((root) => {
    const copy = root.cloneNode(true) as HTMLElement;
    for (const button of copy.querySelectorAll("button, option")) button.remove();
    return copy.textContent;
  });

/** The one whole number that a page shows outside its buttons; NaN where it shows none, or several. */
async function shownNumber(page: Page): Promise<number> {
  const numbers = (await shownText(page)).match(/-?\d+/g) ?? [];
  return numbers.length === 1 ? Number(numbers[0]) : Number.NaN;
}

const clickButton = (page: Page, index = 0): Promise<void> => page.getByRole("button").nth(index).click();

/** Counts what is shown before a click of the button, and after each of two. */
async function counts(page: Page, expected: readonly [number, number, number]): Promise<boolean> {
  const seen = [await shownNumber(page)];
  for (let click = 0; click < 2; click++) {
    await clickButton(page);
    seen.push(await shownNumber(page));
  }
  return seen.every((number, index) => number === expected[index]);
}

const listTexts = (page: Page, list = "ul, ol"): Promise<string[]> =>
  page.locator(`:is(${list}) > li`).allInnerTexts();

/** A list of so many different things, none of them from the examples. */
async function listsNew(page: Page, length: number, list?: string): Promise<boolean> {
  const texts = (await listTexts(page, list)).map((text) => text.trim());
  const known = ["", "Apple", "Pear", "Plum"];
  return (
    new Set(texts).size === length && texts.length === length && !texts.some((text) => known.includes(text))
  );
}

interface Look {
  readonly background: string;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
}

/** Everything drawn with a colour of its own behind it. */
const colouredBoxes = (page: Page, selector = "#root *"): Promise<Look[]> =>
  page.locator(selector).evaluateAll((elements) =>
    elements.map((element) => {
      const { backgroundColor, borderTopLeftRadius } = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      const radius = parseFloat(borderTopLeftRadius) * (borderTopLeftRadius.endsWith("%") ? width / 100 : 1);
      return { background: backgroundColor, width, height, radius };
    }),
  );

const RGB = {
  red: "rgb(255, 0, 0)",
  green: "rgb(0, 128, 0)",
  blue: "rgb(0, 0, 255)",
  yellow: "rgb(255, 255, 0)",
} as const;

async function hasBox(page: Page, colour: keyof typeof RGB, fits = (_: Look) => true): Promise<boolean> {
  const boxes = await colouredBoxes(page);
  return boxes.some((box) => box.background === RGB[colour] && box.width > 0 && box.height > 0 && fits(box));
}

/** Tabs: a button for each name, and a click shows that name outside the buttons. */
async function hasTabs(page: Page, names: readonly string[]): Promise<boolean> {
  if ((await page.getByRole("button").count()) !== names.length) return false;
  for (const name of names.toReversed()) {
    await page.getByRole("button", { name, exact: true }).click();
    const shown = await shownText(page);
    if (!shown.includes(name) || names.some((other) => other !== name && shown.includes(other))) return false;
  }
  return true;
}

/** The descriptions of the experiment: near to an example, put together from several, and unlike any. */
export const APP_TASKS: readonly AppTask[] = [
  {
    description: "a button that says Goodbye when it is clicked",
    works: async (page) => {
      const before = await shownText(page);
      await clickButton(page);
      return !before.includes("Goodbye") && (await shownText(page)).includes("Goodbye");
    },
  },
  { description: "a counter with a button that subtracts one", works: (page) => counts(page, [0, -1, -2]) },
  { description: "a counter with a button that adds ten", works: (page) => counts(page, [0, 10, 20]) },
  {
    description: "a counter that starts at 5 with a button that adds one",
    works: (page) => counts(page, [5, 6, 7]),
  },
  {
    description: "a counter that starts at 1 with a button that doubles it",
    works: (page) => counts(page, [1, 2, 4]),
  },
  {
    description: "a counter with two buttons, plus and minus",
    works: async (page) => {
      if ((await page.getByRole("button").count()) !== 2) return false;
      await clickButton(page, 0);
      const added = await shownNumber(page);
      await clickButton(page, 1);
      await clickButton(page, 1);
      return added === 1 && (await shownNumber(page)) === -1;
    },
  },
  { description: "a list of three animals", works: (page) => listsNew(page, 3) },
  { description: "a list of five colours", works: (page) => listsNew(page, 5) },
  { description: "a numbered list of three steps", works: (page) => listsNew(page, 3, "ol") },
  {
    description: "an input that shows below what is typed in capitals",
    works: async (page) => {
      await page.locator("input").fill("quiet");
      return (await shownText(page)).includes("QUIET");
    },
  },
  {
    description: "an input that shows below how many letters were typed",
    works: async (page) => {
      await page.locator("input").fill("abcd");
      return (await shownNumber(page)) === 4;
    },
  },
  {
    description: "an input with a button that clears it",
    works: async (page) => {
      await page.locator("input").fill("abcd");
      await clickButton(page);
      return (await page.locator("input").inputValue()) === "";
    },
  },
  { description: "a red box", works: (page) => hasBox(page, "red") },
  {
    description: "a green box, 200 wide and 50 high",
    works: (page) => hasBox(page, "green", ({ width, height }) => width === 200 && height === 50),
  },
  {
    description: "a yellow circle",
    works: (page) =>
      hasBox(page, "yellow", ({ width, height, radius }) => width === height && radius >= width / 2),
  },
  {
    description: "a box that turns from red to blue when it is clicked",
    works: async (page) => {
      if (!(await hasBox(page, "red"))) return false;
      const index = (await colouredBoxes(page)).findIndex((box) => box.background === RGB.red);
      await page.locator("#root *").nth(index).click();
      return (await hasBox(page, "blue")) && !(await hasBox(page, "red"));
    },
  },
  {
    description: "a table of two planets and their moons",
    works: async (page) => {
      const rows = await page.locator("tr:has(td)").allInnerTexts();
      return rows.length === 2 && !rows.some((row) => /Paris|Rome/.test(row));
    },
  },
  {
    description: "a table of three people and their ages",
    works: async (page) => {
      const rows = await page.locator("tr:has(td)").allInnerTexts();
      return rows.length === 3 && rows.every((row) => /[A-Z]\w+\s+\d+/.test(row));
    },
  },
  { description: "two tabs, Home and Contact", works: (page) => hasTabs(page, ["Home", "Contact"]) },
  {
    description: "three tabs, Red, Green and Blue",
    works: (page) => hasTabs(page, ["Red", "Green", "Blue"]),
  },
  {
    description: "a progress bar at 75 percent",
    works: (page) => page.locator("progress").evaluate((bar: HTMLProgressElement) => bar.position === 0.75),
  },
  {
    description: "a progress bar with a button that adds 10 percent",
    works: async (page) => {
      const position = () => page.locator("progress").evaluate((bar: HTMLProgressElement) => bar.position);
      const before = await position();
      await clickButton(page);
      return Math.abs((await position()) - before - 0.1) < 1e-6;
    },
  },
  {
    description: "a shopping list with an input and a button that adds the item",
    works: async (page) => {
      for (const item of ["Milk", "Bread"]) {
        await page.locator("input").fill(item);
        await clickButton(page);
      }
      const texts = await listTexts(page);
      return texts.length === 2 && texts[0]!.includes("Milk") && texts[1]!.includes("Bread");
    },
  },
  {
    description: "a timer that counts down from 10",
    works: async (page) => {
      const before = await shownNumber(page);
      await page.waitForTimeout(2500);
      const after = await shownNumber(page);
      return before <= 10 && before >= 9 && after < before && after >= 6;
    },
  },
  {
    description: "a heading that says Welcome",
    works: async (page) => (await page.getByRole("heading").allInnerTexts()).join().includes("Welcome"),
  },
  {
    description: "a checkbox with the label Agree",
    works: async (page) =>
      (await page.getByRole("checkbox").count()) === 1 && (await bodyText(page)).includes("Agree"),
  },
  {
    description: "a select with the options Small, Medium and Large",
    works: async (page) =>
      (await page.locator("select option").allInnerTexts()).join() === "Small,Medium,Large",
  },
  {
    description: "a button that shows and hides the text Secret",
    works: async (page) => {
      const seen = [(await shownText(page)).includes("Secret")];
      for (let click = 0; click < 2; click++) {
        await clickButton(page);
        seen.push((await shownText(page)).includes("Secret"));
      }
      return seen[0] !== seen[1] && seen[1] !== seen[2];
    },
  },
  {
    description: "two number inputs that show their sum below",
    works: async (page) => {
      await page.locator("input").nth(0).fill("2");
      await page.locator("input").nth(1).fill("3");
      return (await shownNumber(page)) === 5;
    },
  },
  {
    description: "a clock that shows the time",
    works: async (page) => /\d{1,2}:\d{2}/.test(await bodyText(page)),
  },
];
