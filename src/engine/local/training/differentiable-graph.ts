import type { GraphBuilder, Value } from "../graph/graph-builder.ts";

/** Gives the gradient of an operator's inputs from that of its output, as nodes of the same graph. */
type Pullback = (gradient: Value) => void;

/** H, K and D of attention. */
export interface AttentionShape {
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headDim: number;
}

/**
 * Reverse-mode differentiation while a graph is written: each operator adds its forward nodes and notes how a gradient
 * goes back through it; `backward` adds the nodes of the gradients in the opposite order. Values that no parameter
 * reaches get none, so that nothing is computed for frozen weights.
 * Source: Baydin et al. 2018, Automatic differentiation in machine learning, https://arxiv.org/abs/1502.05767
 */
export class DifferentiableGraph {
  readonly graph: GraphBuilder;
  readonly #tape: { readonly output: Value; readonly pullback: Pullback }[] = [];
  readonly #differentiable = new Set<Value>();
  readonly #gradients = new Map<Value, Value>();

  constructor(graph: GraphBuilder) {
    this.graph = graph;
  }

  /** Marks an input of the graph as one whose gradient is wanted. */
  parameter(value: Value): Value {
    this.#differentiable.add(value);
    return value;
  }

  /** Adds the nodes of all gradients. seed: gradient of the loss by `output`, of the same shape. */
  backward(output: Value, seed: Value): void {
    this.#gradients.set(output, seed);
    for (const { output: value, pullback } of this.#tape.toReversed()) {
      const gradient = this.#gradients.get(value);
      if (gradient !== undefined) pullback(gradient);
    }
  }

  /** The gradient of a parameter, after `backward`. Throws an Error where the output does not depend on it. */
  gradientOf(parameter: Value): Value {
    const gradient = this.#gradients.get(parameter);
    if (gradient === undefined) throw new Error(`nothing depends on ${parameter}`);
    return gradient;
  }

  /** [S, N] x [M, N] transposed: weights lie as in files, one row for each output. */
  linear(value: Value, weight: Value): Value {
    const output = this.#node("Gemm", [value, weight], { transB: 1 });
    return this.#record(output, [value, weight], (gradient) => {
      if (this.#wants(value)) this.#add(value, this.#node("MatMul", [gradient, weight]));
      if (this.#wants(weight)) this.#add(weight, this.#node("Gemm", [gradient, value], { transA: 1 }));
    });
  }

  /** Sum of two values of one shape. */
  sum(left: Value, right: Value): Value {
    return this.#record(this.#node("Add", [left, right]), [left, right], (gradient) => {
      this.#add(left, gradient);
      this.#add(right, gradient);
    });
  }

  /** Product, value by value, of two values of one shape. */
  times(left: Value, right: Value): Value {
    return this.#record(this.#node("Mul", [left, right]), [left, right], (gradient) => {
      if (this.#wants(left)) this.#add(left, this.#node("Mul", [gradient, right]));
      if (this.#wants(right)) this.#add(right, this.#node("Mul", [gradient, left]));
    });
  }

  scale(value: Value, factor: number): Value {
    if (factor === 1) return value;
    const by = this.graph.float(factor);
    return this.#record(this.#node("Mul", [value, by]), [value], (gradient) =>
      this.#add(value, this.#node("Mul", [gradient, by])),
    );
  }

  /**
   * RMS norm over the last axis, times a frozen weight: y = x r w with r = 1 / sqrt(mean(x^2) + epsilon), so
   * dx = r (g w) - x r^3 mean(g w x).
   */
  rmsNorm(value: Value, weight: Value, epsilon: number): Value {
    const output = this.graph.node("SimplifiedLayerNormalization", [value, weight], {
      attributes: { axis: -1, epsilon: { float: epsilon }, stash_type: 1 },
    });
    return this.#record(output, [value], (gradient) => {
      const squares = this.#mean(this.#node("Mul", [value, value]));
      const root = this.#node("Sqrt", [this.#node("Add", [squares, this.graph.float(epsilon)])]);
      const inverse = this.#node("Reciprocal", [root]);
      const weighted = this.#node("Mul", [gradient, weight]);
      const normed = this.#node("Mul", [value, inverse]);
      const along = this.#mean(this.#node("Mul", [weighted, normed]));
      const rest = this.#node("Sub", [weighted, this.#node("Mul", [normed, along])]);
      this.#add(value, this.#node("Mul", [rest, inverse]));
    });
  }

  /** Rotary embedding of [S, count * D], by cosine and sine [S, 1, D/2]. Its transpose turns the other way. */
  rotate(value: Value, count: number, headDim: number, cosine: Value, sine: Value): Value {
    const turn = (input: Value, sign: "Add" | "Sub"): Value => {
      const byHead = this.#reshaped(input, -1, count, headDim);
      const [low, high] = this.graph.nodes("Split", [byHead], 2, {
        attributes: { axis: -1, num_outputs: 2 },
      }) as [Value, Value];
      const opposite = sign === "Sub" ? "Add" : "Sub";
      const times = (a: Value, b: Value) => this.#node("Mul", [a, b]);
      const newLow = this.#node(sign, [times(low, cosine), times(high, sine)]);
      const newHigh = this.#node(opposite, [times(high, cosine), times(low, sine)]);
      return this.#reshaped(this.#node("Concat", [newLow, newHigh], { axis: -1 }), -1, count * headDim);
    };
    return this.#record(turn(value, "Sub"), [value], (gradient) => this.#add(value, turn(gradient, "Add")));
  }

  /** x sigmoid(x) */
  silu(value: Value): Value {
    const sigmoid = this.#node("Sigmoid", [value]);
    return this.#record(this.#node("Mul", [value, sigmoid]), [value], (gradient) => {
      const one = this.graph.float(1);
      const inner = this.#node("Mul", [value, this.#node("Sub", [one, sigmoid])]);
      const slope = this.#node("Mul", [sigmoid, this.#node("Add", [one, inner])]);
      this.#add(value, this.#node("Mul", [gradient, slope]));
    });
  }

  /**
   * x (1 + tanh u) / 2 with u = sqrt(2 / pi) (x + 0.044715 x^3).
   * Source: Hendrycks and Gimpel 2016, https://arxiv.org/abs/1606.08415
   */
  gelu(value: Value): Value {
    const float = (number: number) => this.graph.float(number);
    const times = (a: Value, b: Value) => this.#node("Mul", [a, b]);
    const plus = (a: Value, b: Value) => this.#node("Add", [a, b]);
    const root = float(Math.sqrt(2 / Math.PI));
    const square = times(value, value);
    const inner = times(times(root, value), plus(float(1), times(float(0.044715), square)));
    const tanh = this.#node("Tanh", [inner]);
    const half = times(float(0.5), plus(float(1), tanh));
    return this.#record(times(value, half), [value], (gradient) => {
      const innerSlope = times(root, plus(float(1), times(float(3 * 0.044715), square)));
      const tanhSlope = this.#node("Sub", [float(1), times(tanh, tanh)]);
      const slope = plus(half, times(times(times(float(0.5), value), tanhSlope), innerSlope));
      this.#add(value, times(gradient, slope));
    });
  }

  /**
   * Attention of S tokens to each other. queries: [S, H*D]; keys and values: [S, K*D]; mask: [S, 1, S], 0 where seen
   * and
   * -1e9 where not. Returns [S, H*D]. The scores are not scaled.
   */
  attention(
    { queries, keys, values }: { queries: Value; keys: Value; values: Value },
    mask: Value,
    { heads, keyValueHeads: kv, headDim }: AttentionShape,
  ): Value {
    const group = heads / kv;
    // Queries of one key/value head below each other: [K, S*G, D]
    const grouped = this.transpose(this.reshape(queries, -1, kv, group, headDim), 1, 0, 2, 3);
    const stacked = this.reshape(grouped, kv, -1, headDim);
    const byKey = this.transpose(this.reshape(keys, -1, kv, headDim), 1, 2, 0); // [K, D, S]
    const byValue = this.transpose(this.reshape(values, -1, kv, headDim), 1, 0, 2); // [K, S, D]
    const tokens = this.graph.node("Shape", [mask], { attributes: { start: 0, end: 1 } });
    const shape = (...parts: Value[]) => this.#node("Concat", parts, { axis: 0 });
    const scores = this.#reshapedTo(
      this.batchedProduct(stacked, byKey),
      shape(this.graph.integers(kv), tokens, this.graph.integers(group), tokens),
    );
    const weights = this.softmax(this.#shifted(scores, mask));
    const flat = this.#reshapedTo(weights, shape(this.graph.integers(kv, -1), tokens));
    const mixed = this.reshape(this.batchedProduct(flat, byValue), kv, -1, group, headDim);
    return this.reshape(this.transpose(mixed, 1, 0, 2, 3), -1, heads * headDim);
  }

  /** [B, N, M] x [B, M, L] */
  batchedProduct(left: Value, right: Value): Value {
    const flipped = (value: Value) => this.#node("Transpose", [value], { perm: [0, 2, 1] });
    return this.#record(this.#node("MatMul", [left, right]), [left, right], (gradient) => {
      if (this.#wants(left)) this.#add(left, this.#node("MatMul", [gradient, flipped(right)]));
      if (this.#wants(right)) this.#add(right, this.#node("MatMul", [flipped(left), gradient]));
    });
  }

  /** Over the last axis. dx = p (g - sum(g p)) */
  softmax(value: Value): Value {
    const output = this.#node("Softmax", [value], { axis: -1 });
    return this.#record(output, [value], (gradient) => {
      const product = this.#node("Mul", [gradient, output]);
      const total = this.graph.node("ReduceSum", [product, this.graph.integers(-1)], {
        attributes: { keepdims: 1 },
      });
      this.#add(value, this.#node("Sub", [product, this.#node("Mul", [output, total])]));
    });
  }

  reshape(value: Value, ...shape: number[]): Value {
    return this.#reshapedTo(value, this.graph.integers(...shape));
  }

  transpose(value: Value, ...perm: number[]): Value {
    const inverse = perm.map((_, axis) => perm.indexOf(axis));
    return this.#record(this.#node("Transpose", [value], { perm }), [value], (gradient) =>
      this.#add(value, this.#node("Transpose", [gradient], { perm: inverse })),
    );
  }

  /** Rows of [S, N] by their int64 numbers [M]; no number may come twice. */
  rows(value: Value, numbers: Value): Value {
    const output = this.#node("Gather", [value, numbers], { axis: 0 });
    return this.#record(output, [value], (gradient) => {
      const zeros = this.#node("Mul", [value, this.graph.float(0)]);
      const places = this.#node("Unsqueeze", [numbers, this.graph.integers(1)]);
      this.#add(value, this.#node("ScatterND", [zeros, places, gradient]));
    });
  }

  /** Adds what is frozen; it may be broadcast. */
  #shifted(value: Value, shift: Value): Value {
    return this.#record(this.#node("Add", [value, shift]), [value], (gradient) => this.#add(value, gradient));
  }

  #reshapedTo(value: Value, shape: Value): Value {
    return this.#record(this.#node("Reshape", [value, shape]), [value], (gradient) =>
      this.#add(value, this.#node("Reshape", [gradient, this.#node("Shape", [value])])),
    );
  }

  #reshaped(value: Value, ...shape: number[]): Value {
    return this.#node("Reshape", [value, this.graph.integers(...shape)]);
  }

  #mean(value: Value): Value {
    return this.graph.node("ReduceMean", [value, this.graph.integers(-1)], { attributes: { keepdims: 1 } });
  }

  #node(
    operator: string,
    inputs: readonly Value[],
    attributes: Record<string, number | number[]> = {},
  ): Value {
    return this.graph.node(operator, inputs, { attributes });
  }

  #wants(value: Value): boolean {
    return this.#differentiable.has(value);
  }

  #record(output: Value, inputs: readonly Value[], pullback: Pullback): Value {
    if (inputs.some((input) => this.#wants(input))) {
      this.#differentiable.add(output);
      this.#tape.push({ output, pullback });
    }
    return output;
  }

  /** A value that is used twice gets the sum of both gradients. */
  #add(value: Value, gradient: Value): void {
    if (!this.#wants(value)) return;
    const known = this.#gradients.get(value);
    this.#gradients.set(value, known === undefined ? gradient : this.#node("Add", [known, gradient]));
  }
}
