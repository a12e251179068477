import { formatAddress, parseAddress } from "../core/ranges/a1.ts";

/** An address for someone who sees which sheet it is on: "A2:B6". */
export function withoutSheet(address: string): string {
  const range = parseAddress(address);
  return range ? formatAddress({ ...range, sheet: null }) : address;
}
