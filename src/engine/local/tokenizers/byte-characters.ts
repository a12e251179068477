/**
 * GPT-2's printable stand-in for each byte value: the byte's own Latin-1 character where printable, else U+0100 and up.
 */
export const BYTE_CHARACTERS: readonly string[] = makeCharacters();

/** Byte value by its stand-in. */
export const CHARACTER_BYTES: ReadonlyMap<string, number> = new Map(
  BYTE_CHARACTERS.map((character, byte) => [character, byte]),
);

/** How a lone byte is told: "<0xF0>". */
export const byteName = (byte: number): string => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;

function makeCharacters(): string[] {
  let extra = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
    return String.fromCharCode(printable ? byte : extra++);
  });
}
