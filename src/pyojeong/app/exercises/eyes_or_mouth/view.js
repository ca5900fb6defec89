// Eyes or mouth: a part of a face alone; which word, or which face, goes with it?

import { asked, choices, either, samples, stage } from "/static/choices.js";

export const render = (trial, tools) =>
  stage(samples(trial, tools) ?? asked(trial, tools), choices(trial, tools, either));
