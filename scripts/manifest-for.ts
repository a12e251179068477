/** Where manifest.xml in the repository points: the server of `npm run excel`. */
export const DEVELOPMENT_ADDRESS = "https://localhost:3000/";

/**
 * The manifest with every address moved to where the site is served. Throws an Error in words for people when
 * Excel could not use the address.
 */
export function manifestFor(manifest: string, address: string): string {
  const url = parseAddress(address);
  return manifest.replaceAll(DEVELOPMENT_ADDRESS, () => url.href.replaceAll("&", "&amp;"));
}

function parseAddress(address: string): URL {
  if (!URL.canParse(address))
    throw new Error(`"${address}" is no address. Give one as https://example.com/fewshot/`);
  const url = new URL(address);
  if (url.protocol !== "https:")
    throw new Error(`Excel takes add-ins from https:// only, and the address is ${url.href}`);
  if (url.search !== "" || url.hash !== "")
    throw new Error(`The address must be a folder's, without ? and #: ${url.href}`);
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}
