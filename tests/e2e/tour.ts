// Ways through the app that several tests take.

import { expect } from "@playwright/test";
import type { AnswerValue, App } from "./app";
import { content, principles } from "./model.mjs";

/** Gives every practice of all principles of the open assessment the same answer. */
export async function answerEverywhere(app: App, value: AnswerValue): Promise<void> {
  const id = app.assessmentId();
  for (const principle of principles) {
    await app.follow(`#/a/${id}/${principle.id}`);
    await expect(app.heading()).toHaveText(content.text.principle[principle.id].title);
    await app.answerAll(value);
  }
}
