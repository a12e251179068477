import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { APP_TASKS } from "../bench/apps/app-tasks.ts";
import { checkApp } from "../bench/apps/check-app.ts";
import { buildSite } from "../scripts/site.ts";
import { launchBrowser } from "./browser.ts";

const counter = (start: number, ...changes: readonly (readonly [name: string, to: string])[]) =>
  `function App() { const [n, setN] = useState(${start}); return <div><p>{n}</p>${changes
    .map(([name, to]) => `<button onClick={() => setN(${to})}>${name}</button>`)
    .join("")}</div>; }`;
const typed = (shown: string) =>
  `function App() { const [text, setText] = useState(""); return <div><input value={text} onChange={(e) => setText(e.target.value)} />${shown}</div>; }`;
const box = (style: string) => `<div style={{ width: 100, height: 100, ${style} }} />`;
const list = (tag: string, items: string) =>
  `<${tag}>{"${items}".split(" ").map((item) => <li key={item}>{item}</li>)}</${tag}>`;
const table = (rows: string) =>
  `<table><tbody><tr><th>A</th><th>B</th></tr>{${rows}.map((row) => <tr key={row[0]}><td>{row[0]}</td><td>{row[1]}</td></tr>)}</tbody></table>`;
const tabs = (names: string) =>
  `function App() { const names = "${names}".split(" "); const [tab, setTab] = useState(names[0]); return <div>{names.map((name) => <button key={name} onClick={() => setTab(name)}>{name}</button>)}<h2>{tab}</h2></div>; }`;

/** What a person would write for each description, in the tasks' order. */
const WRITTEN: readonly string[] = [
  `function App() { const [text, setText] = useState(""); return <div><button onClick={() => setText("Goodbye")}>Leave</button><p>{text}</p></div>; }`,
  counter(0, ["Less", "n - 1"]),
  counter(0, ["Add ten", "n + 10"]),
  counter(5, ["Add one", "n + 1"]),
  counter(1, ["Double", "2 * n"]),
  counter(0, ["+", "n + 1"], ["-", "n - 1"]),
  list("ul", "Cat Dog Hen"),
  list("ul", "Red Blue Green Pink Grey"),
  list("ol", "Open Read Close"),
  typed("<p>{text.toUpperCase()}</p>"),
  typed("<p>{text.length}</p>"),
  typed('<button onClick={() => setText("")}>Clear</button>'),
  box('background: "red"'),
  `<div style={{ width: 200, height: 50, background: "green" }} />`,
  box('background: "yellow", borderRadius: "50%"'),
  `function App() { const [isBlue, setBlue] = useState(false); return <div onClick={() => setBlue(true)} style={{ width: 90, height: 90, background: isBlue ? "blue" : "red" }} />; }`,
  table('[["Earth", "Moon"], ["Mars", "Phobos"]]'),
  table('[["Ann", 31], ["Bob", 42], ["Cy", 7]]'),
  tabs("Home Contact"),
  tabs("Red Green Blue"),
  "<progress value={75} max={100} />",
  `function App() { const [n, setN] = useState(20); return <div><progress value={n} max={100} /><button onClick={() => setN(n + 10)}>More</button></div>; }`,
  `function App() { const [items, setItems] = useState([]); const [text, setText] = useState(""); return <div><input value={text} onChange={(e) => setText(e.target.value)} /><button onClick={() => setItems([...items, text])}>Add</button><ul>{items.map((item) => <li key={item}>{item}</li>)}</ul></div>; }`,
  `function App() { const [n, setN] = useState(10); useEffect(() => { const timer = setInterval(() => setN((m) => m - 1), 1000); return () => clearInterval(timer); }, []); return <p>{n} seconds</p>; }`,
  "<h1>Welcome</h1>",
  '<label><input type="checkbox" /> Agree</label>',
  "<select><option>Small</option><option>Medium</option><option>Large</option></select>",
  `function App() { const [on, setOn] = useState(false); return <div><button onClick={() => setOn(!on)}>Show or hide</button>{on && <p>Secret</p>}</div>; }`,
  `function App() { const [a, setA] = useState(0); const [b, setB] = useState(0); return <div><input type="number" value={a} onChange={(e) => setA(+e.target.value)} /><input type="number" value={b} onChange={(e) => setB(+e.target.value)} /><p>{a + b}</p></div>; }`,
  "<p>{new Date().toLocaleTimeString()}</p>",
];

describe("what the app experiment asks of pages", () => {
  let browser: Browser;
  let previewPage: string;

  beforeAll(async () => {
    previewPage = await readFile(join(await buildSite(console.log), "app-preview.html"), "utf8");
    browser = await launchBrowser();
  });

  afterAll(() => browser.close());

  it("is asked of as many apps as were written", () => expect(WRITTEN).toHaveLength(APP_TASKS.length));

  it.each(APP_TASKS.map((task, index) => [task.description, task, WRITTEN[index]!] as const))(
    "is done by an app that does it, and not by one that does nothing: %s",
    async (_, task, code) => {
      const [written, idle] = await Promise.all(
        [code, "<p>Nothing</p>"].map((each) => checkApp(task, each, previewPage, browser)),
      );
      expect(written).toMatchObject({ compiles: true, works: true });
      expect(idle).toMatchObject({ compiles: true, works: false });
    },
  );
});
