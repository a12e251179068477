import { MemoryStore } from "./memory-store.ts";
import { PreparedWeights, preparedFileName } from "./prepared-weights.ts";

const HASH = "a".repeat(64);
const BYTES = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);

/** Keeps files as OPFS does, without a browser. */
class LastingStore extends MemoryStore {
  override readonly kind = "opfs" as never;
}

async function keep(store: MemoryStore): Promise<void> {
  const prepared = (await PreparedWeights.open(store, HASH))!;
  expect(prepared.isKept).toBe(false);
  prepared.write(600, BYTES.slice(600));
  prepared.write(0, BYTES.slice(0, 600));
  await prepared.end();
}

const isKept = async (store: MemoryStore) => (await PreparedWeights.open(store, HASH))?.isKept;

describe("prepared weights", () => {
  it("are there at the next start, in whatever order they were written", async () => {
    const store = new LastingStore();
    await keep(store);
    const prepared = (await PreparedWeights.open(store, HASH))!;
    expect(prepared.isKept).toBe(true);
    expect(await prepared.read(500, 300)).toEqual(BYTES.slice(500, 800));
    await prepared.end();
  });

  it("of another model are not taken for these", async () => {
    const store = new LastingStore();
    await keep(store);
    expect((await PreparedWeights.open(store, "b".repeat(64)))!.isKept).toBe(false);
    expect(await isKept(store)).toBe(true);
  });

  it("that were not written to their end are written anew", async () => {
    const store = new LastingStore();
    const broken = (await PreparedWeights.open(store, HASH))!;
    broken.write(0, BYTES);
    expect(await isKept(store)).toBe(false);
    await keep(store);
    expect(await isKept(store)).toBe(true);
  });

  it("whose file changed since are written anew", async () => {
    const store = new LastingStore();
    await keep(store);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const writer = await store.openWriter(preparedFileName(HASH), BYTES.length);
    writer.write(0, Uint8Array.of(9));
    writer.close();
    expect(await isKept(store)).toBe(false);
  });

  it("are not kept where there is no room, which is no failure", async () => {
    const store = new LastingStore();
    const openWriter = store.openWriter.bind(store);
    store.openWriter = async (name, bytes) => ({
      ...(await openWriter(name, bytes)),
      write: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    });
    const prepared = (await PreparedWeights.open(store, HASH))!;
    prepared.write(0, BYTES);
    prepared.write(0, BYTES);
    await prepared.end();
    expect(await store.list()).toEqual([]);
    store.openWriter = async (name, bytes) => ({
      ...(await openWriter(name, bytes)),
      flush: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    });
    const last = (await PreparedWeights.open(store, HASH))!;
    last.write(0, BYTES);
    await last.end();
    expect(await store.list()).toEqual([]);
  });

  it("of a model that could not be opened are not kept", async () => {
    const store = new LastingStore();
    const prepared = (await PreparedWeights.open(store, HASH))!;
    prepared.write(0, BYTES);
    await prepared.discard();
    expect(await store.list()).toEqual([]);
  });

  it("that cannot be read go when they are discarded", async () => {
    const store = new LastingStore();
    await keep(store);
    await (await PreparedWeights.open(store, HASH))!.discard();
    expect(await store.list()).toEqual([]);
  });

  it("that another page writes are left alone, at once", async () => {
    const store = new LastingStore();
    const locked = () => Promise.reject(new DOMException("taken", "NoModificationAllowedError"));
    const removed: string[] = [];
    store.openWriter = locked;
    store.remove = async (name) => {
      removed.push(name);
      await locked();
    };
    expect(await PreparedWeights.open(store, HASH)).toBeNull();
    expect(removed).toEqual([]);
  });

  it("that another page reads while they are discarded stay, which is no failure", async () => {
    const store = new LastingStore();
    await keep(store);
    const prepared = (await PreparedWeights.open(store, HASH))!;
    store.remove = () => Promise.reject(new DOMException("taken", "NoModificationAllowedError"));
    await prepared.discard();
    expect(await isKept(store)).toBe(true);
  });

  it("of an earlier version go", async () => {
    const store = new LastingStore();
    (await store.openWriter(`prepared-0-${HASH}`, 10)).close();
    await keep(store);
    expect(await store.list()).toEqual([preparedFileName(HASH)]);
  });

  it("have no place where the browser keeps nothing", async () => {
    expect(await PreparedWeights.open(new MemoryStore(), HASH)).toBeNull();
  });
});
