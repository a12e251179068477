import { answerBranches } from "../../core/prompts/answer-branches.ts";
import type { Completer, Completion, CompletionRequest } from "../../engine/completer.ts";

/** Completes requests, null for those that failed. */
export type CompleteTexts = (
  requests: readonly CompletionRequest[],
) => Promise<readonly (Completion | null)[]>;

export const completeWith =
  (completer: Pick<Completer, "complete">, signal?: AbortSignal): CompleteTexts =>
  async (requests) => {
    const found = requests.map((): Completion | null => null);
    await completer.complete(requests, {
      ...(signal && { signal }),
      onCompletion: (place, completion) => (found[place] = completion),
    });
    return found;
  };

/**
 * Other answers to a request than its completion: the likeliest branches of that, at most `most`, followed to their
 * ends. A branch that fails leads to none. Rejects as `complete` does.
 */
export async function followBranches(
  { prompt, sampling }: CompletionRequest,
  completion: Completion,
  most: number,
  complete: CompleteTexts,
): Promise<readonly Completion[]> {
  const branches = answerBranches(completion.tokens, most);
  const isEnded = (text: string): boolean => sampling.stop.some((stop) => text.includes(stop));
  const open = branches.filter(({ text }) => !isEnded(text));
  const rests = await complete(
    open.map(({ text }) => ({ prompt: { ...prompt, suffix: prompt.suffix + text }, sampling })),
  );
  return branches.flatMap(({ text, tokens }): Completion[] => {
    if (isEnded(text)) return [{ ...completion, text, tokens, finish: "stop" }];
    const rest = rests[open.findIndex((branch) => branch.text === text)];
    if (!rest) return [];
    return [{ ...completion, ...rest, text: text + rest.text, tokens: [...tokens, ...rest.tokens] }];
  });
}
