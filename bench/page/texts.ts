/** Finished rows. */
export const CAPITALS: readonly (readonly [country: string, capital: string])[] = [
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
  ["Kenya", "Nairobi"],
  ["Norway", "Oslo"],
  ["Egypt", "Cairo"],
];

export const COUNTRIES: readonly string[] = (
  "France Germany Italy Spain Poland Greece Turkey India China Cuba Chile Ecuador Sweden Finland Denmark Ireland " +
  "Portugal Austria Hungary Romania Bulgaria Serbia Croatia Ukraine Russia Iran Iraq Syria Lebanon Jordan Thailand " +
  "Vietnam Laos Nepal Mongolia Ghana Senegal Mali Angola Zambia"
).split(" ");

/** Finished translations. */
export const TRANSLATED: readonly (readonly [english: string, french: string])[] = [
  ["The cat sleeps on the chair.", "Le chat dort sur la chaise."],
  ["I would like a glass of water.", "Je voudrais un verre d'eau."],
  ["Where is the train station?", "Où est la gare ?"],
  ["My sister works in a hospital.", "Ma sœur travaille dans un hôpital."],
  ["We will leave tomorrow morning.", "Nous partirons demain matin."],
];

export const SENTENCES: readonly string[] = [
  "The dog runs in the garden.",
  "My brother reads a book every evening.",
  "She bought a red car last week.",
  "The children play in the park.",
  "I forgot my keys at the office.",
  "How much does this bread cost?",
  "The museum opens at nine o'clock.",
  "He drinks coffee with milk.",
  "We eat dinner at eight o'clock.",
  "The river is very wide here.",
  "My father lives in a small village.",
  "The teacher explains the lesson again.",
  "It rains a lot in autumn.",
  "They have two daughters and a son.",
  "The window of the kitchen is open.",
  "I can see the mountains from here.",
  "The shop closes on Sunday.",
  "You speak French very well.",
  "The soup is still too hot.",
  "Our neighbours are going on holiday.",
  "The bridge was built last year.",
  "He lost his hat in the wind.",
  "The doctor will call you tomorrow.",
  "This table is made of wood.",
  "She writes a letter to her friend.",
  "The train arrives in ten minutes.",
  "I prefer tea without sugar.",
  "The baby is sleeping in the next room.",
  "We need more chairs for the guests.",
  "The sun sets behind the hills.",
  "My phone does not work any more.",
  "The bakery is next to the school.",
];
