import { answerBranches } from "./answer-branches.ts";

const candidate = (id: number, text: string, probability: number) => ({
  id,
  text,
  logProbability: Math.log(probability),
});

const LIMA = candidate(1, " Lima", 0.6);
const END = candidate(2, "\n", 0.7);
const TOKENS = [
  { ...LIMA, candidates: [LIMA, candidate(3, " Cus", 0.3), candidate(4, "<0xE2>", 0.05)] },
  { ...END, candidates: [END, candidate(5, " Norte", 0.2)] },
];

it("leaves an answer at each token for the other likely ones, the likeliest branch first", () => {
  const branches = answerBranches(TOKENS, 5);
  expect(branches.map(({ text }) => text)).toEqual([" Cus", " Lima Norte"]);
  expect(branches.map(({ logProbability }) => Math.exp(logProbability))).toEqual([
    expect.closeTo(0.3),
    expect.closeTo(0.12),
  ]);
  expect(answerBranches(TOKENS, 1)).toHaveLength(1);
});

it("goes on behind characters that are spelled in bytes, and leaves none in the middle", () => {
  const bytes = ["<0xF0>", "<0x9F>", "<0x91>", "<0x8D>"].map((text, i) => ({
    ...candidate(10 + i, text, 0.9),
    candidates: [candidate(3, " Cus", 0.1)],
  }));
  const tokens = [...bytes, { ...END, candidates: [END, candidate(5, " Norte", 0.2)] }];
  expect(answerBranches(tokens, 9).map(({ text }) => text)).toEqual(["\u{1f44d} Norte", " Cus"]);
});
