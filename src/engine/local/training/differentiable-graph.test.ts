import { readFileSync } from "node:fs";
import { GraphBuilder, type Value } from "../graph/graph-builder.ts";
import { configureRuntime, createSession } from "../graph/ort-session.ts";
import { floatData, floats } from "../graph/tensors.ts";
import { DifferentiableGraph } from "./differentiable-graph.ts";
import { relativeError } from "./testing/relative-error.ts";

configureRuntime({ threads: 1 });

interface Told {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface Case {
  readonly operator: string;
  readonly inputs: readonly Told[];
  readonly frozen: readonly Told[];
  readonly output: Told;
  readonly seed: Told;
  readonly gradients: readonly Told[];
}

const cases = JSON.parse(
  readFileSync(new URL("fixtures/operators.json", import.meta.url), "utf8"),
) as readonly Case[];

type Operator = (tape: DifferentiableGraph, values: readonly Value[]) => Value;

/** As scripts/fixtures/gradients.py has them. */
const OPERATORS: Readonly<Record<string, Operator>> = {
  linear: (tape, [x, w]) => tape.linear(x!, w!),
  sum: (tape, [x, y]) => tape.sum(x!, y!),
  times: (tape, [x, y]) => tape.times(x!, y!),
  square: (tape, [x]) => tape.times(x!, x!),
  scale: (tape, [x]) => tape.scale(x!, 0.3),
  "rms-norm": (tape, [x, w]) => tape.rmsNorm(x!, w!, 1e-6),
  rotate: (tape, [x, cosine, sine]) => tape.rotate(x!, 2, 8, cosine!, sine!),
  silu: (tape, [x]) => tape.silu(x!),
  gelu: (tape, [x]) => tape.gelu(x!),
  softmax: (tape, [x]) => tape.softmax(x!),
  "batched-product": (tape, [x, y]) => tape.batchedProduct(x!, y!),
  transpose: (tape, [x]) => tape.transpose(x!, 2, 0, 1),
  reshape: (tape, [x]) => tape.reshape(x!, 3, -1),
  rows: (tape, [x]) => tape.rows(x!, tape.graph.integers(0, 3)),
  attention: (tape, [queries, keys, values, mask]) =>
    tape.attention({ queries: queries!, keys: keys!, values: values! }, mask!, {
      heads: 4,
      keyValueHeads: 2,
      headDim: 4,
    }),
};

async function run({ operator, inputs, frozen, output, seed, gradients }: Case) {
  const graph = new GraphBuilder();
  const tape = new DifferentiableGraph(graph);
  const all = [...inputs, ...frozen];
  const values = all.map(({ shape }, i) => graph.input(`input_${i}`, "float32", shape));
  const parameters = values.slice(0, inputs.length).map((value) => tape.parameter(value));
  const result = OPERATORS[operator]!(tape, values);
  tape.backward(result, graph.input("seed", "float32", seed.shape));
  graph.output("result", result, "float32", output.shape);
  for (const [i, value] of parameters.entries())
    graph.output(`gradient_${i}`, tape.gradientOf(value), "float32", gradients[i]!.shape);
  const session = await createSession(graph.build());
  const feeds = Object.fromEntries(
    [...all.map((told, i) => [`input_${i}`, told] as const), ["seed", seed] as const].map(([name, told]) => [
      name,
      floats(Float32Array.from(told.data), ...told.shape),
    ]),
  );
  const outputs = await session.run(feeds);
  await session.release();
  return outputs;
}

describe("the differentiation of graphs", () => {
  it("has a case for every operator", () => {
    const names = cases.map(({ operator }) => operator);
    expect(names).toEqual(Object.keys(OPERATORS));
    const others = ["constructor", "parameter", "backward", "gradientOf"];
    const operators = Object.getOwnPropertyNames(DifferentiableGraph.prototype)
      .filter((method) => !others.includes(method))
      .map((method) => method.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
    expect(names).toEqual(expect.arrayContaining(operators));
    expect(operators.length).toBeGreaterThan(10);
  });

  it.each(cases.map((each) => [each.operator, each] as const))(
    "gives PyTorch's result and gradients for %s",
    async (_, each) => {
      const outputs = await run(each);
      expect(relativeError(floatData(outputs["result"]), each.output.data)).toBeLessThan(1e-5);
      for (const [i, { data }] of each.gradients.entries())
        expect(relativeError(floatData(outputs[`gradient_${i}`]), data)).toBeLessThan(1e-5);
    },
  );

  it("says which parameter nothing depends on", () => {
    const tape = new DifferentiableGraph(new GraphBuilder());
    const parameter = tape.parameter(tape.graph.input("x", "float32", [1]));
    expect(() => tape.gradientOf(parameter)).toThrow("nothing depends on x");
  });
});
