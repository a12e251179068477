import { formatAddress, parseAddress } from "../core/ranges/a1.ts";

/** An address for someone who sees which sheet it is on: "A2:B6". */
export function withoutSheet(address: string): string {
  const range = parseAddress(address);
  return range ? formatAddress({ ...range, sheet: null }) : address;
}

/**
 * An address for someone who sees another sheet or this one: "A2:B6", and "Prices!A2:B6" where it is on another. seen:
 * an address on the sheet that is seen.
 */
export function seenFrom(seen: string | null, address: string): string {
  const isElsewhere = seen !== null && parseAddress(seen)?.sheet !== parseAddress(address)?.sheet;
  return isElsewhere ? address : withoutSheet(address);
}
