import type { OpenPeer } from "./peer.ts";
import { capitals, firstRead, story, translations } from "./workloads.ts";

/** What is measured in the page, with the peers side by side: a time where the unit is ms, else a rate. */
export interface Measure {
  readonly id: string;
  readonly unit: "rows/s" | "tokens/s" | "ms";
  /** One run on a warm engine; the value in the measure's unit. Rounds differ, so that no cache knows the answer. */
  run(peer: OpenPeer, round: number): Promise<number>;
}

const FILL_ROWS = 40;
/** All rows, and those of an engine that does not take all. */
const LARGE_FILL_ROWS = { all: 1000, few: 20 };
const LONG_ROWS = { all: 32, few: 12 };
const STORY_TOKENS = 48;

const rowsFor = ({ takesAllRows }: OpenPeer, { all, few }: { all: number; few: number }): number =>
  takesAllRows ? all : few;

const timed = async <T>(work: () => Promise<T>): Promise<[seconds: number, result: T]> => {
  const startMs = performance.now();
  const result = await work();
  return [(performance.now() - startMs) / 1000, result];
};

async function rowsPerSecond(
  peer: OpenPeer,
  requests: Awaited<ReturnType<typeof capitals>>,
): Promise<number> {
  const [seconds] = await timed(() => peer.fill(requests));
  return requests.length / seconds;
}

const MEASURES: readonly Measure[] = [
  {
    id: "fill-40",
    unit: "rows/s",
    run: async (peer) => rowsPerSecond(peer, await capitals(FILL_ROWS)),
  },
  {
    id: "fill-1000",
    unit: "rows/s",
    run: async (peer) => rowsPerSecond(peer, await capitals(rowsFor(peer, LARGE_FILL_ROWS))),
  },
  {
    id: "fill-long",
    unit: "rows/s",
    run: async (peer) => rowsPerSecond(peer, await translations(rowsFor(peer, LONG_ROWS))),
  },
  {
    id: "single-row",
    unit: "ms",
    async run(peer, round) {
      await peer.fill(await capitals(1, 2 * round));
      const row = await capitals(1, 2 * round + 1);
      const [seconds] = await timed(() => peer.fill(row));
      return seconds * 1000;
    },
  },
  {
    id: "decode",
    unit: "tokens/s",
    async run(peer) {
      const request = await story(STORY_TOKENS);
      const [seconds, [answer]] = await timed(() => peer.fill(request));
      return answer!.tokens / seconds;
    },
  },
  {
    id: "first-read",
    unit: "tokens/s",
    async run(peer, round) {
      const request = await firstRead(round);
      const { prefix, suffix } = request[0]!.prompt;
      const [seconds] = await timed(() => peer.fill(request));
      return (await peer.countTokens(prefix + suffix)) / seconds;
    },
  },
];

export const measureById = new Map(MEASURES.map((measure) => [measure.id, measure]));
export const MEASURE_IDS = MEASURES.map(({ id }) => id);
