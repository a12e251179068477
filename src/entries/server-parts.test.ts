import { serverParts } from "./server-parts.ts";

const CHOICE = { address: "https://llm.example", model: "big", key: "secret" };

/** A browser's storage over a map; full: it takes nothing. */
function storage(
  items: Map<string, string>,
  isFull = false,
): Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem(key, text) {
      if (isFull) throw new DOMException("no room", "QuotaExceededError");
      items.set(key, text);
    },
    removeItem: (key) => void items.delete(key),
  };
}

describe("the chosen server", () => {
  const open = (localStorage: object) => {
    Object.defineProperty(globalThis, "localStorage", { value: localStorage, configurable: true });
    return serverParts().store;
  };
  beforeEach(() => void Object.assign(globalThis, { CONNECT: [] }));
  afterEach(() => {
    Reflect.deleteProperty(globalThis, "localStorage");
    Reflect.deleteProperty(globalThis, "CONNECT");
  });

  it("is known at the next visit, and none once it was given up", () => {
    const items = new Map<string, string>();
    open(storage(items)).write(CHOICE);
    expect(open(storage(items)).read()).toEqual(CHOICE);
    open(storage(items)).write(null);
    expect(open(storage(items)).read()).toBeNull();
    expect(items.size).toBe(0);
  });

  it("holds as long as the page is open where the browser keeps nothing", () => {
    const full = open(storage(new Map(), true));
    full.write(CHOICE);
    expect(full.read()).toEqual(CHOICE);
    const refused = open({
      getItem() {
        throw new DOMException("in a frame", "SecurityError");
      },
    });
    expect(refused.read()).toBeNull();
    refused.write(CHOICE);
    expect(refused.read()).toEqual(CHOICE);
  });

  it.each(["{", "{}", '"https://llm.example"'])("is none where what was kept is damaged: %s", (text) => {
    expect(open(storage(new Map([["fewshot.server", text]]))).read()).toBeNull();
  });
});
