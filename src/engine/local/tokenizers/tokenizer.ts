/** Text to token ids and back, as the model was trained. */
export interface Tokenizer {
  readonly vocabularySize: number;
  /** Token that must stand before the text, or null where the model takes none. */
  readonly beginToken: number | null;
  /** Tokens after which the model writes nothing more. */
  readonly endTokens: ReadonlySet<number>;
  /** Ids of the text, without the begin token. Control tokens spelled out in the text are read as plain text. */
  encode(text: string): number[];
  /** Text of the ids; bytes that are no valid UTF-8 become U+FFFD. Control tokens give "". */
  decode(ids: readonly number[]): string;
  /** Readable text of a single token, for display: a lone byte as "<0x0A>", control tokens by name. */
  piece(id: number): string;
}
