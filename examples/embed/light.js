// A page that takes up the result: scores come without asking, answers never.
const next = document.querySelector(".next");

document.addEventListener("twelvefold:complete", ({ detail: { overall, principles } }) => {
  if (overall === null) return;
  const scored = Object.values(principles).filter(({ score }) => score !== null);
  const weak = scored.filter(({ score }) => score < 3).length;
  next.textContent =
    `Your overall score is ${overall.toFixed(1)} of 5. ` +
    (weak === 0
      ? "No principle is below level 3: the question is how to keep it that way."
      : `${weak} of ${scored.length} principles are below level 3: a good place to begin a conversation.`);
  next.hidden = false;
});
