import { parseArgs } from "node:util";

/** For servers of a bigger model: the policy of the pages names each origin that they may reach. Throws an Error with words. */
export function originOf(address: string): string {
  if (!URL.canParse(address))
    throw new Error(`"${address}" is no address. Give one as https://llm.example.com`);
  return new URL(address).origin;
}

/** The origins of `--connect ADDRESS`, which may stand several times. */
export function connectArguments(args: readonly string[]): readonly string[] {
  const { values } = parseArgs({
    args: [...args],
    options: { connect: { type: "string", multiple: true, default: [] } },
  });
  return values.connect.map(originOf);
}
