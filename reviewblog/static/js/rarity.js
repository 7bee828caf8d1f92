// Says beside the grades how rare the chosen one is, as the list below says of each.
const grades = document.querySelector("[data-grades]");
const note = document.querySelector("[data-rarity-note]");

function tell() {
  note.textContent = grades.querySelector(":checked")?.dataset.rarity ?? "";
}

if (grades && note) {
  grades.addEventListener("change", tell);
  tell();
}
