// Tell an adult: somebody is hurt. How does one see it, and what does one do?

import { asked, choices, either, samples, stage, story } from "/static/choices.js";

export const render = (trial, tools) =>
  stage(
    story(trial, tools),
    samples(trial, tools),
    asked(trial, tools),
    choices(trial, tools, either),
  );
