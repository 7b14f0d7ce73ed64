// Buttons that copy: each with data-copies copies the <pre> of its own box. They stay out of sight where no script may
// write to the clipboard.

const SAID = 1500; // milliseconds for which a button says that it is done

export const canCopy = Boolean(navigator.clipboard);

export async function copy(button, text) {
  await navigator.clipboard.writeText(text);
  const words = [...button.childNodes];
  button.replaceChildren("Copied");
  setTimeout(() => button.replaceChildren(...words), SAID);
}

for (const button of document.querySelectorAll("[data-copies]")) {
  const isAddress = button.dataset.copies === "address"; // as the reader sees it, wherever the site lives
  const text = isAddress ? location.href.replace(location.hash, "") : button.parentElement.parentElement.querySelector("pre").textContent;
  button.addEventListener("click", () => copy(button, text));
  button.hidden = !canCopy;
}
