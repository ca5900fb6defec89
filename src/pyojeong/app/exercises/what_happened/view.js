// What happened: a short story, a line at a time; which face may somebody have then?

import { choices, either, stage, story } from "/static/choices.js";

export const render = (trial, tools) =>
  stage(story(trial, tools), choices(trial, tools, either));
