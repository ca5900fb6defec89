// Name: a face above; which word says it?

import { choices, label, samples, stage } from "/static/choices.js";

export const render = (trial, tools) =>
  stage(samples(trial, tools), choices(trial, tools, label));
