// Match: one face above; which of those below is the same feeling?

import { choices, either, samples, stage } from "/static/choices.js";

export const render = (trial, tools) =>
  stage(samples(trial, tools), choices(trial, tools, either));
