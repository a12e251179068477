import { toSheetData, withFormulas } from "./sample-sheet.ts";

export const cleaning = toSheetData({
  name: "Cleaning",
  widths: [140, 120, 24, 160, 110, 24, 130, 130],
  blocks: [
    {
      headers: ["Name as typed", "Name"],
      examples: [
        ["SMITH, john", "John Smith"],
        ["  maria GARCIA", "Maria Garcia"],
        ["o'brien, Kate", "Kate O'Brien"],
        ["LEE,  Anna", "Anna Lee"],
        ["peter HALL", "Peter Hall"],
      ],
      rows: withFormulas(
        [["WEBER, hans"], ["paul JONES"], ["rossi, CARLA"], ["  tom WHITE "], ["BROWN, lucy"]],
        ["=GPT($A$2:$B$6, A7)"],
      ),
    },
    {
      headers: ["Date as typed", "Date"],
      examples: [
        ["March 5, 2021", "2021-03-05"],
        ["January 12, 2019", "2019-01-12"],
        ["December 31, 2020", "2020-12-31"],
        ["July 7, 2018", "2018-07-07"],
        ["October 20, 2022", "2022-10-20"],
      ],
      rows: withFormulas(
        [["May 9, 2022"], ["April 14, 2017"], ["August 21, 2023"], ["June 30, 2015"], ["November 2, 2019"]],
        ["=GPT($D$2:$E$6, D7)"],
      ),
    },
    {
      headers: ["City as typed", "City"],
      examples: [
        ["NEW YORK", "New York"],
        ["los angeles", "Los Angeles"],
        ["  BOSTON", "Boston"],
        ["san DIEGO", "San Diego"],
        ["austin", "Austin"],
      ],
      rows: withFormulas(
        [["CHICAGO"], ["san francisco"], ["NEW orleans"], ["dallas"], ["LAS VEGAS"]],
        ["=GPT($G$2:$H$6, G7)"],
      ),
    },
  ],
  notesAt: "below",
  notes: [
    "Three columns brought to one form each. Drag B7, E7 and H7 down.",
    "Copying text exactly is hard for a small model: check what matters.",
  ],
});
