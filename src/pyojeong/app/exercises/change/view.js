// Change: a face that moves when its button is pressed; what did it change into?

import { choices, either, samples, stage } from "/static/choices.js";
import { word } from "/static/words.js";

export const render = (trial, tools) =>
  stage(samples(trial, tools), choices(trial, tools, either));

/** Where nothing shall move, two faces stand there, and neither of them moves. */
export const say = (trial, tools) => (tools.still() ? word("still_change") : trial.say);
