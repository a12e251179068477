import { toSheetData, withFormulas } from "./sample-sheet.ts";

const REVIEWS = [
  "Lovely colour, fits perfectly.",
  "Broke after two days.",
  "The best purchase I made this year!",
  "Never arrived, and nobody answers my mails.",
  "It works as described.",
  "Far too loud to use at night.",
  "Great value for the money.",
  "The box was open and a part is missing.",
  "The seller refused to take it back.",
  "My kids love it.",
];

export const sentiment = toSheetData({
  name: "Classification",
  widths: [400, 120],
  blocks: [
    {
      headers: ["Review", "Sentiment"],
      examples: [
        ["Arrived quickly and works great.", "positive"],
        ["The handle fell off on the first day.", "negative"],
        ["Exactly what I was looking for.", "positive"],
        ["I would buy this again in a heartbeat.", "positive"],
        ["A waste of money.", "negative"],
        ["It stopped working after a week.", "negative"],
      ],
      rows: withFormulas(
        REVIEWS.map((review) => [review]),
        ["=GPT($A$2:$B$7, A8)", "=GPT($A$2:$B$7, A9)"],
      ),
    },
  ],
  notesAt: "below",
  notes: ["The answers keep to the labels of the examples.", "Select B9 and drag its corner down."],
});
