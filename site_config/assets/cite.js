// Buttons that copy: each with data-copies copies the <pre> of its own box. They stay out of sight where no script may
// write to the clipboard.

const SAID = 1500; // milliseconds for which a button says what came of it
const talking = new WeakMap(); // a button that says so now -> its own words, and the timer that gives them back

export const canCopy = Boolean(navigator.clipboard);

// Whether the text is now in the clipboard: a browser may refuse, and then the reader has to know.
export async function copy(button, text) {
  const copied = await navigator.clipboard.writeText(text).then(() => true, () => false);
  say(button, copied ? "Copied" : "Copy failed");
  return copied;
}

function say(button, word) {
  const words = talking.get(button)?.words ?? [...button.childNodes];
  clearTimeout(talking.get(button)?.timer);
  const timer = setTimeout(() => {
    button.replaceChildren(...words);
    talking.delete(button);
  }, SAID);
  talking.set(button, { words, timer });
  button.replaceChildren(word);
}

for (const button of document.querySelectorAll("[data-copies]")) {
  const isAddress = button.dataset.copies === "address"; // as the reader sees it, wherever the site lives
  const block = isAddress ? null : button.parentElement.parentElement.querySelector("pre");
  const text = isAddress ? location.href.replace(location.hash, "") : block.textContent;
  button.addEventListener("click", async () => {
    if (!(await copy(button, text)) && block) getSelection().selectAllChildren(block); // to be copied by hand
  });
  button.hidden = !canCopy;
}
