import type { CompletionRequest } from "../../src/engine/completer.ts";

export interface PeerAnswer {
  readonly text: string;
  /** Generated tokens, the one that ended the answer included. */
  readonly tokens: number;
}

/** An engine under measurement, in the page. */
export interface OpenPeer {
  /** What runs it, in words. */
  readonly runtime: string;
  /** False where the rate does not change with the rows, and all rows of a large fill would take minutes. */
  readonly takesAllRows: boolean;
  /**
   * Runs the requests as fast as the engine can; resolves with their answers, in order. onAnswer: called at each, where
   * the peer tells
   */
  fill(requests: readonly CompletionRequest[], onAnswer?: () => void): Promise<readonly PeerAnswer[]>;
  /** How many tokens the text has for the engine. */
  countTokens(text: string): Promise<number>;
}

export interface PeerOptions {
  readonly threads: number;
}

export type OpenPeerFunction = (options: PeerOptions) => Promise<OpenPeer>;
