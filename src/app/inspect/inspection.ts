import type { Answers, Argument, CellCall } from "../product.ts";

/** Answers in their cells, or examples and inputs as GPT takes them. */
export interface AnswersCall extends CellCall {
  /** Without an input: cells whose answers are meant. */
  readonly examplesOrAnswers: Argument;
  readonly input: Argument | null;
  readonly headers: Argument | null;
  readonly options: Argument | null;
}

export interface AlternativesCall extends CellCall {
  readonly examples: Argument;
  readonly input: Argument;
  /** How many answers are wanted; null for three. */
  readonly count: Argument | null;
  readonly headers: Argument | null;
  readonly options: Argument | null;
}

export interface CheckCall extends CellCall {
  /** Finished rows. */
  readonly examples: Argument;
  /** Finished rows to check; null checks the examples themselves. */
  readonly rows: Argument | null;
  readonly headers: Argument | null;
  readonly options: Argument | null;
}

export interface BacktestCall extends CellCall {
  readonly examples: Argument;
  readonly headers: Argument | null;
  readonly options: Argument | null;
  /** TRUE lists each example with its answer. */
  readonly details: Argument | null;
}

export interface MatchCall extends CellCall {
  readonly text: Argument;
  readonly list: Argument;
  /** Texts and their matches. */
  readonly examples: Argument | null;
  readonly options: Argument | null;
}

export interface SimilarCall extends CellCall {
  readonly text: Argument;
  readonly other: Argument;
}

export interface ScoreCall extends CellCall {
  /** A text each row; with examples, finished rows like theirs. */
  readonly text: Argument;
  readonly examples: Argument | null;
  /** Name of what is wanted; null for the log-likelihood. */
  readonly measure: Argument | null;
}

export interface TokensCall extends CellCall {
  readonly text: Argument;
  /** TRUE gives the tokens themselves. */
  readonly spell: Argument | null;
}

export interface ModelCall extends CellCall {
  /** Name of one fact; null for all of them. */
  readonly what: Argument | null;
}

/** Looks at answers, texts and the model from formulas. Calls reject with a CellError when nothing could be told. */
export interface Inspection {
  /** The item of a list that each text means. */
  match(call: MatchCall): Promise<Answers>;
  /** How near texts are in meaning, from -1 to 1; ranges go together cell by cell. */
  similar(call: SimilarCall): Promise<Answers>;
  /** The chance that each answer is right. */
  confidence(call: AnswersCall): Promise<Answers>;
  /** Each row's likeliest answers side by side, each followed by its probability. */
  alternatives(call: AlternativesCall): Promise<Answers>;
  /** How plausible the answer of each row is, against the model's own, and the model's own where it is not. */
  check(call: CheckCall): Promise<Answers>;
  /** The share of examples that come out right when each is left out and asked for. */
  backtest(call: BacktestCall): Promise<Answers>;
  /** How likely the model finds a text. */
  score(call: ScoreCall): Promise<Answers>;
  /** How many tokens a text has, or which. */
  tokens(call: TokensCall): Promise<Answers>;
  /** The exact text that the model read, or would read. */
  prompt(call: AnswersCall): Promise<Answers>;
  /** Each token of an answer or a text, with its probability and the likeliest others at its place. */
  xray(call: AnswersCall): Promise<Answers>;
  /** Which model answers, and how it runs. */
  model(call: ModelCall): Promise<Answers>;
}
