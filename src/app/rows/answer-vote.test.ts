import { AnswerTally } from "../../core/confidence/answer-tally.ts";
import { CellError } from "../../core/errors/cell-error.ts";
import { CellDate } from "../../core/examples/cell-date.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { examplesFromRange } from "../../core/examples/example-set.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../core/options/settings.ts";
import type { Completion } from "../../engine/completer.ts";
import { elect, type ElectedAnswer, votersOf } from "./answer-vote.ts";
import { completeWith } from "./follow-branches.ts";
import { examplesJob } from "../calls/examples-job.ts";
import { type Script, ScriptedCompleter, withEnd } from "../testing/scripted-completer.ts";
import { electionOf } from "../model/with-model.ts";

const OPPOSITES: CellValue[][] = [
  ["hot", "cold"],
  ["big", "small"],
  ["wet", "dry"],
];
/** Says the last input again, and "quiet" where it is begun. */
const echoes: Script = (prompt) =>
  prompt.endsWith(" qu") ? "iet" : ` ${/Input: (\w+)\nOutput:$/.exec(prompt)?.[1] ?? "?"}`;
const likelihoods = { loud: 0.6, qu: 0.2 };

async function answerOf(
  pairs: CellValue[][],
  input: string,
  settings: Partial<Settings> = {},
): Promise<{ answer: ElectedAnswer; completer: ScriptedCompleter }> {
  const completer = new ScriptedCompleter(echoes);
  completer.probability = likelihoods.loud;
  completer.candidates = Object.entries(likelihoods).map(([text, probability], i) => ({
    id: i + 1,
    text: ` ${text}`,
    logProbability: Math.log(probability),
  }));
  const exampleSet = examplesFromRange(pairs, null, 1);
  if (exampleSet instanceof CellError) throw exampleSet;
  const model = { info: completer.model, countTokens: (text: string) => Promise.resolve(text.length) };
  const job = await examplesJob(exampleSet, [input], { ...DEFAULT_SETTINGS, ...settings }, model);
  if (job instanceof CellError) throw job;
  const requests = votersOf(job).map(({ request }) => request);
  const completions = (await completeWith(completer)(requests)) as Completion[];
  const answer = await elect(job, completions, electionOf(completer));
  if (answer instanceof CellError) throw answer;
  return { answer, completer };
}

describe("an answer that only says the input again", () => {
  it("gives way to another one that is less likely, where no example is a copy", async () => {
    const { answer } = await answerOf(OPPOSITES, "loud");
    expect(answer).toMatchObject({ value: "quiet", completion: { text: " quiet" } });
    expect(answer.wholeProbability).toBeCloseTo(likelihoods.qu * withEnd(likelihoods.loud));
    expect(answer.completion.tokens.map(({ text }) => text)).toEqual([" qu", "iet", "\n"]);
  });

  it("stands where an example is a copy, and no other is looked for", async () => {
    const { answer, completer } = await answerOf([...OPPOSITES, ["fish", "fish"]], "loud");
    expect(answer).toMatchObject({ value: "loud", wholeProbability: withEnd(likelihoods.loud) });
    expect(completer.requests).toHaveLength(1);
  });

  it("stands where a person allowed it", async () => {
    const { answer } = await answerOf(OPPOSITES, "loud", { oneOf: ["loud", "quiet"] });
    expect(answer.value).toBe("loud");
  });
});

describe("an answer that is no text after examples that are", () => {
  const DATES: CellValue[] = ["March 5, 2020", new CellDate(25404, "d mmm")];

  it.each<[string, CellValue[], string, CellValue]>([
    ["percent", ["45%", "3%"], "45%", 0.45],
    ["boolean", ["yes", "no"], "yes", true],
    ["date", DATES, "March 5, 2020", new CellDate(43895, "[$-409]mmmm d, yyyy")],
  ])("counts in its column in their words: %s", async (type, outputs, written, value) => {
    const completer = new ScriptedCompleter(() => ` ${written}`);
    const exampleSet = examplesFromRange(
      outputs.map((output, row) => [`row ${row}`, output]),
      null,
      1,
    );
    if (exampleSet instanceof CellError) throw exampleSet;
    const tally = new AnswerTally({ examples: [] });
    const info = completer.model;
    const countTokens = (text: string) => Promise.resolve(text.length);
    const model = { info, countTokens, tallyOf: () => tally };
    for (const input of ["a", "b", "c", "d"]) {
      const job = await examplesJob(exampleSet, [input], { ...DEFAULT_SETTINGS, type }, model);
      if (job instanceof CellError) throw job;
      const completions = (await completeWith(completer)([job.request])) as Completion[];
      const answer = await elect(job, completions, electionOf(completer));
      expect(answer).toMatchObject({ value, written });
    }
    expect(tally.rarity(["e"], written)).toBeLessThan(0.5);
    expect(tally.rarity(["e"], String(value))).toBe(1);
  });
});

describe("an answer of an adapter with the prompt beside it", () => {
  /** The adapter says "cold", the prompt "warm"; each finds the other's answer as likely as is said. */
  async function elected(
    adapter: { readonly sure: number; readonly ofOther: number },
    prompt: { readonly sure: number; readonly ofOther: number },
  ): Promise<ElectedAnswer> {
    const completer = new ScriptedCompleter(() => " cold");
    const exampleSet = examplesFromRange(OPPOSITES, null, 1);
    if (exampleSet instanceof CellError) throw exampleSet;
    const model = { info: completer.model, countTokens: (text: string) => Promise.resolve(text.length) };
    const job = await examplesJob(exampleSet, ["loud"], DEFAULT_SETTINGS, model);
    if (job instanceof CellError) throw job;
    const says = async (text: string, sure: number): Promise<Completion> => {
      const one = new ScriptedCompleter(() => ` ${text}`);
      one.probability = sure;
      return (await completeWith(one)([job.request]))[0] as Completion;
    };
    const taught = { ...job, request: { ...job.request, adapter: "hash" }, weight: 0.5 };
    const voters = { ...taught, others: [{ ...job, weight: 0.5 }] };
    completer.likelihood = ({ adapter: by, spans }) =>
      (by === undefined ? prompt.ofOther : adapter.ofOther) ** (1 / (spans![0]!.end - spans![0]!.start));
    const completions = [await says("cold", adapter.sure), await says("warm", prompt.sure)];
    const answer = await elect(voters, completions, electionOf(completer));
    if (answer instanceof CellError) throw answer;
    return answer;
  }

  it("is the prompt's where that finds the adapter's nearly impossible, however sure the adapter is", async () => {
    const answer = await elected({ sure: 0.98, ofOther: 0.01 }, { sure: 0.6, ofOther: 0.0001 });
    expect(answer.value).toBe("warm");
    expect(answer.probability).toBeLessThan(0.5);
  });

  it("is the adapter's where the prompt finds it possible too", async () => {
    const answer = await elected({ sure: 0.98, ofOther: 0.01 }, { sure: 0.6, ofOther: 0.2 });
    expect(answer.value).toBe("cold");
  });
});
