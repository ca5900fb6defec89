// Change: a face that moves when its button is pressed; what did it change into?

import { choices, either, samples, stage } from "/static/choices.js";

export const render = (trial, tools) =>
  stage(samples(trial, tools), choices(trial, tools, either));
