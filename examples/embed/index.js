// What a page can do with the events: here it only says what it was told.
const log = document.querySelector(".log");
const number = (value) => (value === null ? "not enough answers" : value.toFixed(2));

const SAY = {
  ready: ({ model, language }) => `Ready: model “${model}”, language “${language}”.`,
  progress: ({ answered, total }) => `${answered} of ${total} answered.`,
  complete: ({ overall, held }) => `Results were opened. Overall score: ${number(overall)}, held level: ${held ?? "none"}.`,
  cta: () => "The call to action was followed.",
  error: ({ reason }) => `Something is not as it should be: ${reason}.`,
};

for (const [type, say] of Object.entries(SAY)) {
  document.addEventListener(`twelvefold:${type}`, ({ detail }) => {
    log.textContent = say(detail);
  });
}
