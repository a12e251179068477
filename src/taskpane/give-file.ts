/** Browsers read the address some time after the click. */
const REVOKE_DELAY_MS = 60_000;

/** Puts a file into the person's downloads. type: its MIME type. */
export function giveFile(content: BlobPart, fileName: string, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_DELAY_MS);
}
