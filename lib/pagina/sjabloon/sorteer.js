// Makes each table sortable by its heads: a button per head, aria-sort says which way. Without script the table stays.
const waarde = (rij, kolom) => rij.cells[kolom].textContent.trim();
const getal = (tekst) => parseFloat(tekst.replaceAll(".", "").replace(",", "."));
function vergelijk(een, ander, alsGetal) {
  if (!alsGetal) return een.localeCompare(ander, "nl", { numeric: true });
  return (isNaN(getal(een)) ? -Infinity : getal(een)) - (isNaN(getal(ander)) ? -Infinity : getal(ander));
}
function sorteer(tabel, kop, kolom) {
  const op = kop.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
  tabel.querySelectorAll("th[aria-sort]").forEach((ander) => ander.removeAttribute("aria-sort"));
  kop.setAttribute("aria-sort", op);
  const richting = op === "ascending" ? 1 : -1;
  const rijen = [...tabel.tBodies[0].rows];
  rijen.sort((a, b) => richting * vergelijk(waarde(a, kolom), waarde(b, kolom), kop.classList.contains("getal")));
  tabel.tBodies[0].append(...rijen);
}
document.querySelectorAll("table").forEach((tabel) => {
  if (!tabel.tHead || tabel.tHead.classList.contains("verborgen") || tabel.tBodies[0].rows.length < 5) return;
  [...tabel.tHead.rows[0].cells].forEach((kop, kolom) => {
    const knop = document.createElement("button");
    knop.type = "button";
    knop.append(...kop.childNodes);
    knop.addEventListener("click", () => sorteer(tabel, kop, kolom));
    kop.append(knop);
  });
});
