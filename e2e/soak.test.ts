import { openPlayground } from "./playground-session.ts";
import { keepEngines } from "./keep-engines.ts";
import { Soak } from "./soak.ts";

const SEED = 2;
const SOAK_MS = 75_000;

describe("random actions and faults in the playground with the real model", () => {
  it(`leave every cell right, running or saying why not (seed ${SEED}; npm run soak goes on for longer)`, async () => {
    const session = await openPlayground([keepEngines]);
    const taken: string[] = [];
    try {
      await session.playground.modelReady();
      const soak = new Soak(session, SEED, (action) => taken.push(action));
      await soak.run(SOAK_MS);
    } catch (error) {
      throw new Error(`After ${taken.slice(-20).join(", ")}`, { cause: error });
    } finally {
      await session.close();
    }
    expect(taken.length).toBeGreaterThan(20);
  }, 600_000);
});
