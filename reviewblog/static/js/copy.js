// Buttons that copy what stands in a field. Without this script, or where a browser
// does not let pages copy, they stay hidden and the field can be selected.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const words = button.innerHTML;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = "Copied";
    } catch {
      field.select();
      button.textContent = "Press Ctrl C";
    }
    setTimeout(() => {
      button.innerHTML = words;
    }, 2000);
  });
}
