import type { ContinuationScore, ScoreRequest, TextSpan } from "../../engine/completer.ts";
import type { ExampleSet } from "../examples/example-set.ts";
import type { Format, FormatId } from "./formats/formats.ts";
import { FORMATS } from "./formats/formats.ts";
import { spaced } from "./prompt-format.ts";

/** How likely the model finds the user's own answers when they are written in one format. */
export interface FormatEvidence {
  readonly format: FormatId;
  /** Natural-log probability of each scored answer, given the examples before it. */
  readonly logProbabilities: readonly number[];
}

/** A format with its share in a vote; the shares of a list add up to 1. */
export interface RankedFormat {
  readonly format: FormatId;
  readonly weight: number;
}

/** Fewer examples say too little to leave the default format. */
const LEAST_EXAMPLES = 4;
/** The first answers show what the format says by itself; in use it stands behind more examples than that. */
const UNSCORED = 2;
/** More examples, or longer ones, cost more than they tell. The last ones are used, which every prompt holds. */
const MOST_EXAMPLES = 8;
const MOST_CHARACTERS = 1_600;
/** How many nats better another format must be than the default, which is the best one for most columns. */
const DEFAULT_AHEAD = 2;

/** The examples that are scored, all in every format; none where there are too few to tell. */
function scoredExamples(exampleSet: ExampleSet): ExampleSet {
  const taken: ExampleSet["examples"][number][] = [];
  let characters = 0;
  for (const example of exampleSet.examples.toReversed().slice(0, MOST_EXAMPLES)) {
    characters += [...example.inputs, example.output].reduce((sum, text) => sum + text.length, 0);
    if (characters > MOST_CHARACTERS) break;
    taken.unshift(example);
  }
  return { ...exampleSet, examples: taken.length < LEAST_EXAMPLES ? [] : taken };
}

/** The examples as one text, and where in it the scored answers stand. */
function writtenOut(format: Format, exampleSet: ExampleSet): { text: string; spans: readonly TextSpan[] } {
  let text = "";
  const spans = exampleSet.examples.map(({ inputs, output }, count) => {
    const before = { ...exampleSet, examples: exampleSet.examples.slice(0, count) };
    const { prefix, suffix } = format.render(before, inputs);
    const start = prefix.length + suffix.length;
    text = prefix + suffix + spaced(output);
    return { start, end: text.length };
  });
  return { text, spans: spans.slice(UNSCORED) };
}

/** One request for each format, in the order of the table; none where the examples are too few. */
export function evidenceRequests(exampleSet: ExampleSet): readonly ScoreRequest[] {
  const scored = scoredExamples(exampleSet);
  if (scored.examples.length === 0) return [];
  return FORMATS.map((format) => {
    const { text, spans } = writtenOut(format, scored);
    return { prompt: { prefix: "", suffix: "" }, continuation: text, spans };
  });
}

/** What the scores of `evidenceRequests` say. */
export function readEvidence(scores: readonly ContinuationScore[]): readonly FormatEvidence[] {
  return scores.map(({ spans }, place) => ({
    format: FORMATS[place]!.id,
    logProbabilities: spans.map((tokens) => tokens.reduce((sum, token) => sum + token.logProbability, 0)),
  }));
}

/**
 * The likeliest formats, best first, at most `most`. The default stays in front where none is clearly better, and alone
 * where there is no evidence.
 */
export function rankFormats(evidence: readonly FormatEvidence[], most: number): readonly RankedFormat[] {
  const [byDefault] = FORMATS;
  if (evidence.length === 0) return [{ format: byDefault.id, weight: 1 }];
  const totals = evidence.map(({ format, logProbabilities }) => ({
    format,
    total:
      logProbabilities.reduce((sum, value) => sum + value, 0) + (format === byDefault.id ? DEFAULT_AHEAD : 0),
  }));
  // Stable, so that of equal ones the earlier in the table is first.
  const best = totals.sort((a, b) => b.total - a.total).slice(0, most);
  const weights = best.map(({ total }) => Math.exp(total - best[0]!.total));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return best.map(({ format }, place) => ({ format, weight: weights[place]! / sum }));
}
