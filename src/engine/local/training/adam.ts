export interface AdamOptions {
  /** Decay of the weights at each step, times the learning rate. */
  readonly weightDecay: number;
  /** Gradients whose norm over all parameters is larger are scaled down to it. */
  readonly clipNorm: number;
}

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/**
 * AdamW with clipping of the whole gradient, in place.
 * Source: Loshchilov and Hutter 2019, https://arxiv.org/abs/1711.05101; Pascanu et al. 2013,
 * https://arxiv.org/abs/1211.5063
 */
export class Adam {
  readonly #parameters: ReadonlyMap<string, Float32Array>;
  readonly #options: AdamOptions;
  readonly #moments: ReadonlyMap<string, { readonly first: Float32Array; readonly second: Float32Array }>;
  #steps = 0;

  constructor(parameters: ReadonlyMap<string, Float32Array>, options: AdamOptions) {
    this.#parameters = parameters;
    this.#options = options;
    this.#moments = new Map(
      [...parameters].map(([name, { length }]) => [
        name,
        { first: new Float32Array(length), second: new Float32Array(length) },
      ]),
    );
  }

  /** Changes the parameters. Returns the norms of the gradient before it was clipped, and of the change. */
  step(
    gradients: ReadonlyMap<string, Float32Array>,
    learningRate: number,
  ): { gradientNorm: number; updateNorm: number } {
    this.#steps += 1;
    const { weightDecay, clipNorm } = this.#options;
    const gradientNorm = normOf(gradients.values());
    const clip = gradientNorm > clipNorm ? clipNorm / gradientNorm : 1;
    const correction1 = 1 - BETA_1 ** this.#steps;
    const correction2 = 1 - BETA_2 ** this.#steps;
    let squares = 0;
    for (const [name, parameter] of this.#parameters) {
      const gradient = gradients.get(name)!;
      const { first, second } = this.#moments.get(name)!;
      for (let i = 0; i < parameter.length; i++) {
        const slope = gradient[i]! * clip;
        first[i] = BETA_1 * first[i]! + (1 - BETA_1) * slope;
        second[i] = BETA_2 * second[i]! + (1 - BETA_2) * slope * slope;
        const scaled = first[i]! / correction1 / (Math.sqrt(second[i]! / correction2) + EPSILON);
        const change = learningRate * (scaled + weightDecay * parameter[i]!);
        parameter[i]! -= change;
        squares += change * change;
      }
    }
    return { gradientNorm, updateNorm: Math.sqrt(squares) };
  }
}

function normOf(arrays: Iterable<Float32Array>): number {
  let squares = 0;
  for (const array of arrays) for (const value of array) squares += value * value;
  return Math.sqrt(squares);
}
