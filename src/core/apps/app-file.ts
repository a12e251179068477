/** The script in a form that ends no script element and opens no comment, with the same meaning. */
function inScriptElement(script: string): string {
  return script.replaceAll(/<\/(?=script)/gi, "<\\/").replaceAll("<!--", "<\\!--");
}

const MARKUP: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/**
 * One HTML file that shows an app without anything else, and without a network. previewPage: the preview's own page as
 * served, which holds React and lets nothing in or out. script: as `compileApp` gives it. title: any text.
 */
export function appFile(previewPage: string, script: string, title: string): string {
  const plainTitle = title.replaceAll(/[&<>"]/g, (character) => MARKUP[character]!);
  const titled = previewPage.replace(/<title>[^<]*<\/title>/, () => `<title>${plainTitle}</title>`);
  const end = titled.lastIndexOf("</body>");
  return `${titled.slice(0, end)}<script>${inScriptElement(script)}</script>${titled.slice(end)}`;
}
