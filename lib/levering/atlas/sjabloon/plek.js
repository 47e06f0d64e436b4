// What is known of the chosen gemeente or region.
function knopNaar(sleutel, naam) {
  return el("button", { type: "button", class: "naar", onclick: () => kiesPlek(sleutel) }, naam);
}

const zonderGemeenten = ({ moment, projecten }, regio) =>
  projecten.filter((p) => !moment.gemeente[p].length && moment.wmo_regio[p].includes(regio)).length;

function feiten(plek, uitkomst) {
  const rijen = [];
  const regios = (soort) => [...new Set(plek.gemeenten.map((g) => GEM[soort][g]))].sort((x, y) => x - y);
  for (const [soort, { naam }] of Object.entries(REGIOS)) {
    if (soort !== plek.soort) rijen.push([hoofdletter(naam), regios(soort).map((nummer) => knopNaar(regioSleutel(soort, nummer), REGIOS[soort].namen[nummer]))]);
  }
  if (plek.soort !== "gemeente") {
    const met = plek.gemeenten.filter((g) => uitkomst.hoeveel[g]).length;
    if (MOMENTEN.length) rijen.push(["Gemeenten met een project", `${met} van de ${plek.gemeenten.length}`]);
    rijen.push(["Gemeenten", el("details", {}, el("summary", {}, `Toon ${gemeenten(plek.gemeenten.length)}`), plek.gemeenten.map((g) => knopNaar(GEM.code[g], GEM.naam[g])))]);
  }
  const ook = plek.soort === "gemeente" ? zonderGemeenten(uitkomst, GEM.wmo_regio[plek.nummer]) : 0;
  if (ook) rijen.push(["Alleen de regio genoemd", `nog ${meervoud(ook, "project", "projecten")} in deze Wmo-regio, zonder opgave van gemeenten`]);
  if (GEM.inwoners.length) rijen.push([`Inwoners (${GEM.inwoners_jaar})`, getal(plek.gemeenten.reduce((som, g) => som + GEM.inwoners[g], 0))]);
  if (DATA.kern) {
    const namen = regios("wmo_regio").map((nummer) => DATA.kern[nummer]).filter(([naam]) => naam);
    const grond = ([naam, grondslag]) => naam + (grondslag === "genoemd" ? "" : ` (${(STIJL.categorie[grondslag] || { label: grondslag }).label})`);
    if (namen.length) rijen.push(["Grootste verzekeraar", [...new Set(namen.map(grond))].join(", ")]);
  }
  if (toestand.kleur === "venster") {
    const nummers = regios("zorgkantoorregio");
    const delen = nummers.map((nummer) => (nummers.length > 1 ? `${REGIOS.zorgkantoorregio.namen[nummer]}, ` : "") + vensterTekst(nummer));
    rijen.push([`Venster: ${DATA.venster.onderdelen[toestand.venster[0]]}`, delen.join("; ")]);
  }
  for (const dimensie of MOMENTEN.length ? COMBINEERBAAR : []) {
    const hier = new Set(opPlek(uitkomst, plek).flatMap((p) => waarden(uitkomst.moment, dimensie, p)));
    if (hier.size) rijen.push([DIM[dimensie].meervoud, [...hier].sort((x, y) => x - y).map((i) => DIM[dimensie].labels[i]).join(" + ")]);
  }
  return rijen;
}

function tekenPlek(uitkomst) {
  const plek = leesPlek(toestand.plek), vak = vind("plek");
  vak.hidden = vind("naar-plek").hidden = !plek;
  if (!plek) return vak.replaceChildren();
  const benaderd = plek.soort === "gemeente" && GEM.benaderd.includes(plek.nummer);
  vind("naar-plek").textContent = `${hoofdletter(plek.naam)}: ${meervoud(opPlek(uitkomst, plek).length, "project", "projecten")} ↓`;
  return vak.replaceChildren(
    el("h2", { tabindex: -1 }, hoofdletter(plek.naam)),
    el("div", { class: "balk" },
      el("button", { type: "button", onclick: () => kijkNaar(plek.gemeenten) }, "Bekijk dichtbij"),
      el("a", { href: `index.html#zoek=${encodeURIComponent(plek.naam)}` }, "Zoek in het rapport"),
      el("button", { type: "button", onclick: () => kiesPlek(null) }, "Sluit")),
    el("dl", {}, feiten(plek, uitkomst).map(([naam, inhoud]) => [el("dt", {}, naam), el("dd", {}, inhoud)])),
    MOMENTEN.length ? el("p", { class: "klein" }, "Thema’s, instrumenten, vormen en schalen zijn die van alle gekozen projecten hier samen, niet van één project.") : "",
    benaderd ? el("p", { class: "klein" }, "De grens van deze gemeente is benaderd.") : "");
}

function maakZoek() {
  const namen = new Map();
  GEM.naam.forEach((naam, g) => namen.set(naam, GEM.code[g]));
  for (const soort of Object.keys(REGIOS)) {
    REGIOS[soort].namen.forEach((_, nummer) => namen.set(leesPlek(regioSleutel(soort, nummer)).naam, regioSleutel(soort, nummer)));
  }
  vind("plaatsen").append(...[...namen.keys()].map((naam) => el("option", { value: naam })));
  const vergelijkbaar = (naam) => naam.normalize("NFD").replace(/[^a-z0-9]/gi, "").toLowerCase();
  const klein = new Map([...namen].map(([naam, sleutel]) => [vergelijkbaar(naam), sleutel]));
  vind("zoekveld").addEventListener("change", (e) => {
    const sleutel = klein.get(vergelijkbaar(e.target.value));
    if (!e.target.value) return;
    if (!sleutel) return meld(`Geen gemeente of regio heet ${e.target.value}`);
    e.target.value = "";
    if (sleutel !== toestand.plek) kiesPlek(sleutel);
  });
}
