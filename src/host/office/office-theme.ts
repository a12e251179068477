/**
 * Whether Excel's own theme is light or dark, which need not be the system's: "Dark Gray" and "Black" stand over a
 * light system, too. Null where Excel does not say. Excel tells of no change of it; the pane follows when it is opened
 * again.
 */
export function officeColorScheme(): "light" | "dark" | null {
  const theme = Office.context.officeTheme as Partial<Office.OfficeTheme> | undefined;
  if (theme === undefined) return null;
  if (theme.isDarkTheme !== undefined) return theme.isDarkTheme ? "dark" : "light";
  const brightness = brightnessOf(theme.bodyBackgroundColor ?? "");
  if (brightness === null) return null;
  return brightness < 128 ? "dark" : "light";
}

/** Of "#RRGGBB", from 0 to 255, by how bright the eye finds each colour (Rec. 601); null where it is no colour. */
function brightnessOf(color: string): number | null {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  if (!parts) return null;
  const [red, green, blue] = parts.slice(1).map((part) => parseInt(part, 16)) as [number, number, number];
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}
