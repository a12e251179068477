/** A description and the code of the app it describes. */
export interface SampleApp {
  readonly description: string;
  readonly code: string;
}

/** The example rows of the sample sheet, in its order: short, alike in form, each showing something new. */
export const SAMPLE_APPS: readonly SampleApp[] = [
  {
    description: "a button that says Hello when it is clicked",
    code: `function App() {
  const [text, setText] = useState("");
  return <div>
    <button onClick={() => setText("Hello")}>Greet</button>
    <p>{text}</p>
  </div>;
}`,
  },
  {
    description: "a counter with a button that adds one",
    code: `function App() {
  const [count, setCount] = useState(0);
  return <div>
    <p>{count}</p>
    <button onClick={() => setCount(count + 1)}>Add one</button>
  </div>;
}`,
  },
  {
    description: "a list of three fruits",
    code: `function App() {
  const items = ["Apple", "Pear", "Plum"];
  return <ul>
    {items.map((item) => <li key={item}>{item}</li>)}
  </ul>;
}`,
  },
  {
    description: "an input that shows below what is typed",
    code: `function App() {
  const [text, setText] = useState("");
  return <div>
    <input value={text} onChange={(e) => setText(e.target.value)} />
    <p>{text}</p>
  </div>;
}`,
  },
  {
    description: "a blue box",
    code: `function App() {
  return <div style={{ width: 100, height: 100, background: "blue" }} />;
}`,
  },
  {
    description: "a table of two cities and their countries",
    code: `function App() {
  const rows = [["Paris", "France"], ["Rome", "Italy"]];
  return <table><tbody>
    <tr><th>City</th><th>Country</th></tr>
    {rows.map((row) => <tr key={row[0]}><td>{row[0]}</td><td>{row[1]}</td></tr>)}
  </tbody></table>;
}`,
  },
  {
    description: "two tabs, News and Sport",
    code: `function App() {
  const [tab, setTab] = useState("News");
  return <div>
    {["News", "Sport"].map((name) => <button key={name} onClick={() => setTab(name)}>{name}</button>)}
    <h2>{tab}</h2>
  </div>;
}`,
  },
  {
    description: "a progress bar at 40 percent",
    code: `function App() {
  return <progress value={40} max={100} />;
}`,
  },
  {
    description: "a to-do list with an input and a button that adds the item",
    code: `function App() {
  const [items, setItems] = useState([]);
  const [text, setText] = useState("");
  return <div>
    <input value={text} onChange={(e) => setText(e.target.value)} />
    <button onClick={() => setItems([...items, text])}>Add</button>
    <ul>{items.map((item) => <li key={item}>{item}</li>)}</ul>
  </div>;
}`,
  },
  {
    description: "a timer that counts seconds",
    code: `function App() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((s) => s + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return <p>{seconds} seconds</p>;
}`,
  },
];
