// Find: a word above; which face is it?

import { asked, choices, face, stage } from "/static/choices.js";

export const render = (trial, tools) => stage(asked(trial, tools), choices(trial, tools, face));
