import type { TeachCalls, Teacher } from "../../engine/teacher.ts";

/** A teacher that stops after its first step, as one that is being watched, until it is told to finish. */
export class HeldTeacher implements Teacher {
  readonly memoryBytes = 120e6;
  readonly adapterBytes = 1;

  teach(_: unknown, { onEvent, signal, pace }: TeachCalls): Promise<Uint8Array<ArrayBuffer>> {
    onEvent?.({ type: "teach-prepared", layers: 6, parameters: 800_000, words: 40, trainings: 3, steps: 12 });
    onEvent?.({
      type: "teach-step",
      training: 1,
      step: 1,
      epoch: 0,
      loss: 2.345,
      learningRate: 0.002,
      gradientNorm: 1.5,
      updateNorm: 0.01,
      milliseconds: 300,
      tokens: [
        {
          before: "Country: Peru\nCapital:",
          target: " Lima",
          guess: " Cusco",
          targetProbability: 0.2,
          guessProbability: 0.5,
        },
      ],
    });
    return new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason as Error));
      pace?.onChange((now) => now === "finish" && resolve(new Uint8Array([1])));
    });
  }

  addAdapter(): Promise<string> {
    return Promise.resolve("a".repeat(64));
  }

  removeAdapter(): void {}
}
