import { officeColorScheme } from "./office-theme.ts";

const setTheme = (officeTheme: object | undefined): void => {
  Object.assign(globalThis, { Office: { context: { officeTheme } } });
};

describe("Excel's theme", () => {
  afterEach(() => {
    Reflect.deleteProperty(globalThis, "Office");
  });

  it("is what Excel calls it", () => {
    setTheme({ isDarkTheme: true, bodyBackgroundColor: "#FFFFFF" });
    expect(officeColorScheme()).toBe("dark");
    setTheme({ isDarkTheme: false, bodyBackgroundColor: "#000000" });
    expect(officeColorScheme()).toBe("light");
  });

  it.each([
    ["#FFFFFF", "light"],
    ["#e6e6e6", "light"],
    ["#444444", "dark"],
    ["#000000", "dark"],
    ["#0000FF", "dark"],
    ["white", null],
  ])("is told by its background %s where Excel has no name for it", (bodyBackgroundColor, scheme) => {
    setTheme({ bodyBackgroundColor });
    expect(officeColorScheme()).toBe(scheme);
  });

  it("is nobody's to know where Excel does not say", () => {
    setTheme(undefined);
    expect(officeColorScheme()).toBeNull();
  });
});
