import type { Language } from "../../core/language/language.ts";
import type { SheetData } from "../../host/playground/workbook-data.ts";
import { toSheetData, withFormulas } from "./sample-sheet.ts";

const TEXTS = {
  en: {
    name: "Cleaning",
    people: {
      headers: ["Name as typed", "Name"],
      examples: [
        ["SMITH, john", "John Smith"],
        ["  maria GARCIA", "Maria Garcia"],
        ["o'brien, Kate", "Kate O'Brien"],
        ["LEE,  Anna", "Anna Lee"],
        ["peter HALL", "Peter Hall"],
      ],
      typed: ["WEBER, hans", "paul JONES", "rossi, CARLA", "  tom WHITE ", "BROWN, lucy"],
    },
    dates: {
      headers: ["Date as typed", "Date"],
      examples: [
        ["March 5, 2021", "2021-03-05"],
        ["January 12, 2019", "2019-01-12"],
        ["December 31, 2020", "2020-12-31"],
        ["July 7, 2018", "2018-07-07"],
        ["October 20, 2022", "2022-10-20"],
      ],
      typed: ["May 9, 2022", "April 14, 2017", "August 21, 2023", "June 30, 2015", "November 2, 2019"],
    },
    cities: {
      headers: ["City as typed", "City"],
      examples: [
        ["NEW YORK", "New York"],
        ["los angeles", "Los Angeles"],
        ["  BOSTON", "Boston"],
        ["san DIEGO", "San Diego"],
        ["austin", "Austin"],
      ],
      typed: ["CHICAGO", "san francisco", "NEW orleans", "dallas", "LAS VEGAS"],
    },
    notes: [
      "Three columns brought to one form each. Drag B7, E7 and H7 down.",
      "Copying text exactly is hard for a small model: check what matters.",
    ],
  },
  de: {
    name: "Bereinigen",
    people: {
      headers: ["Name, wie getippt", "Name"],
      examples: [
        ["SCHMIDT, jan", "Jan Schmidt"],
        ["  maria KELLER", "Maria Keller"],
        ["o'brien, Kate", "Kate O'Brien"],
        ["LANG,  Anna", "Anna Lang"],
        ["peter VOGEL", "Peter Vogel"],
      ],
      typed: ["WEBER, hans", "paul BRAUN", "rossi, CARLA", "  tom WEISS ", "HAHN, lena"],
    },
    dates: {
      headers: ["Datum, wie getippt", "Datum"],
      examples: [
        ["5. März 2021", "2021-03-05"],
        ["12. Januar 2019", "2019-01-12"],
        ["31. Dezember 2020", "2020-12-31"],
        ["7. Juli 2018", "2018-07-07"],
        ["20. Oktober 2022", "2022-10-20"],
      ],
      typed: ["9. Mai 2022", "14. April 2017", "21. August 2023", "30. Juni 2015", "22. November 2019"],
    },
    cities: {
      headers: ["Ort, wie getippt", "Ort"],
      examples: [
        ["HAMBURG", "Hamburg"],
        ["bad homburg", "Bad Homburg"],
        ["  WIEN", "Wien"],
        ["st. GALLEN", "St. Gallen"],
        ["graz", "Graz"],
      ],
      typed: ["MÜNCHEN", "bad ischl", "NEUSTADT", "zürich", "ST. PÖLTEN"],
    },
    notes: [
      "Drei Spalten, jede in eine Form gebracht. Ziehen Sie B7, E7 und H7 nach unten.",
      "Text genau abzuschreiben fällt einem kleinen Modell schwer: Prüfen Sie, was wichtig ist.",
    ],
  },
} as const;

export function cleaning(language: Language): SheetData {
  const { name, people, dates, cities, notes } = TEXTS[language];
  const block = (
    { headers, examples, typed }: typeof people | typeof dates | typeof cities,
    formula: string,
  ) => ({
    headers,
    examples,
    rows: withFormulas(
      typed.map((text) => [text]),
      [formula],
    ),
  });
  return toSheetData({
    name,
    widths: [140, 120, 24, 160, 110, 24, 130, 130],
    blocks: [
      block(people, "=GPT($A$2:$B$6, A7)"),
      block(dates, "=GPT($D$2:$E$6, D7)"),
      block(cities, "=GPT($G$2:$H$6, G7)"),
    ],
    notesAt: "below",
    notes,
  });
}
